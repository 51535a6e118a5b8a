/* SPDX-License-Identifier: MIT */
/* Which commits are below others. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "source/git_private.h"

int
bg_git_fail_read(struct bg_err *err, const char *shown, const char *why)
{
	bg_fail(err, BG_EOBJECT, "cannot follow '%s': %s", shown, why);
	bg_hint(err, "'git fsck --full' lists what is broken; fetch it again: "
	             "git fetch --refetch --tags");
	return -1;
}

/* ---- the commits of a branch -------------------------------------------------------------- */

void
bg_git_note_branch(struct bg_git *git, const struct bg_revision *tip)
{
	git_oid oid;

	if (git_oid_fromstr(&oid, tip->commit) < 0 || git_oid_equal(&oid, &git->branch.tip))
		return;
	git_oid_cpy(&git->branch.tip, &oid);
	git->branch.asked = 0;
	git->branch.known = false;
	git->branch.commits.n = 0;
}

static int
by_oid(const void *a, const void *b)
{
	return git_oid_cmp(a, b);
}

/* Whatever fails here fails again where one commit is looked for, and is reported there. */
static void
read_commits(struct bg_git *git)
{
	git_revwalk *walk;
	git_oid oid;
	int status;

	if (git_revwalk_new(&walk, git->repo) < 0)
		return;
	status = git_revwalk_push(walk, &git->branch.tip);
	while (status == 0 && (status = git_revwalk_next(&oid, walk)) == 0)
		git_oid_cpy(bg_list_add(git->arena, &git->branch.commits), &oid);
	git_revwalk_free(walk);
	git->branch.known = status == GIT_ITEROVER;
	if (git->branch.known)
		qsort(git->branch.commits.v, git->branch.commits.n, sizeof(oid), by_oid);
}

/*
 * Whether all commits below young are known: it is a branch, asked for again. Each release
 * of a history asks, and libgit2 would walk down from the branch each time.
 */
static bool
knows_commits(struct bg_git *git, const git_oid *young)
{
	if (!git_oid_equal(young, &git->branch.tip))
		return false;
	if (++git->branch.asked == 2)
		read_commits(git);
	return git->branch.known;
}

static bool
holds(const struct bg_git *git, const git_oid *oid)
{
	return bsearch(oid, git->branch.commits.v, git->branch.commits.n, sizeof(*oid),
	               by_oid) != NULL;
}

/* ---- ancestry ----------------------------------------------------------------------------- */

int
bg_git_ancestor(struct bg_source *s, const struct bg_revision *old,
                const struct bg_revision *young, enum bg_tristate *out, struct bg_err *err)
{
	struct bg_git *git = s->data;
	git_oid was, now;
	int status;

	*out = BG_YES;
	if (strcmp(old->commit, young->commit) == 0)
		return 0;
	*out = git->shallow ? BG_UNKNOWN : BG_NO;
	if (git_oid_fromstr(&was, old->commit) < 0 || git_oid_fromstr(&now, young->commit) < 0)
		return bg_git_fail(err, BG_EREPO, "cannot read a commit's name");
	if (!git->shallow && knows_commits(git, &now)) {
		*out = holds(git, &was) ? BG_YES : BG_NO;
		return 0;
	}
	status = git_graph_descendant_of(git->repo, &now, &was);
	if (status == 1)
		*out = BG_YES;
	if (status >= 0 || git->shallow)
		return 0;
	return bg_git_fail_read(err, young->name, "its history is incomplete");
}

/* Whether a parent has the files of its child and is, or is below, a commit. */
static int
carries(struct bg_git *git, const git_commit *child, const git_commit *parent,
        const git_oid *young, bool *out)
{
	int status;

	if (!git_oid_equal(git_commit_tree_id(child), git_commit_tree_id(parent)))
		return 0;
	if (git_oid_equal(git_commit_id(parent), young)) {
		*out = true;
		return 0;
	}
	status = git_graph_descendant_of(git->repo, young, git_commit_id(parent));
	*out = status == 1;
	return status < 0 ? status : 0;
}

int
bg_git_merged(struct bg_source *s, const struct bg_revision *old,
              const struct bg_revision *young, bool *out, struct bg_err *err)
{
	struct bg_git *git = s->data;
	git_commit *child, *parent;
	git_oid was, now;
	int status = 0;

	*out = false;
	if (git_oid_fromstr(&was, old->commit) < 0 || git_oid_fromstr(&now, young->commit) < 0)
		return bg_git_fail(err, BG_EREPO, "cannot read a commit's name");
	if (git_commit_lookup(&child, git->repo, &was) < 0)
		return bg_git_fail_read(err, old->name, "its commit cannot be read");
	for (unsigned i = 0; !*out && !status && i < git_commit_parentcount(child); i++) {
		status = git_commit_parent(&parent, child, i);
		if (status)
			break;
		status = carries(git, child, parent, &now, out);
		git_commit_free(parent);
	}
	git_commit_free(child);
	return status ? bg_git_fail_read(err, old->name, "its history is incomplete") : 0;
}
