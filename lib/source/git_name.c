/* SPDX-License-Identifier: MIT */
/* From names to commits: tags, branches and what else git spells. */
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "source/git_private.h"

#define LONGEST_REF 1000

/* libgit2 fails for longer names as it does for broken references. */
static bool
is_possible(const char *ref)
{
	return strlen(ref) <= LONGEST_REF;
}

/* The object that a reference leads to; *found false when there is no such name. */
static int
look_up(struct bg_git *git, struct bg_arena *arena, const char *ref, git_oid *out, bool *found,
        struct bg_err *err)
{
	int status = is_possible(ref) ? git_reference_name_to_id(out, git->repo, ref)
	                              : GIT_ENOTFOUND;

	*found = status == 0;
	if (status == 0 || status == GIT_ENOTFOUND || status == GIT_EINVALIDSPEC)
		return 0;
	bg_git_fail(err, BG_EOBJECT,
	            bg_strf(arena, "cannot read the reference '%s'", bg_printable(arena, ref)));
	bg_hint(err, "fetch it again: git fetch --tags --force; or delete the broken file");
	return -1;
}

/* What leads to more tags, where there are none or history is cut off. */
static void
hint_names(struct bg_source *s, struct bg_arena *arena, const char *name, struct bg_err *err)
{
	const struct bg_git *git = s->data;
	struct bg_err ignored = {0};
	struct bg_strings tags;
	const char *near;

	if (git->shallow) {
		bg_hint(err,
		        "history is cut off; fetch the rest: git fetch --force --tags --unshallow");
		return;
	}
	if (bg_git_tags(s, arena, &tags, &ignored))
		return;
	near = bg_nearest(name, tags.v, tags.n);
	if (tags.n == 0)
		bg_hint(err, "there are no tags here; fetch them: git fetch --tags");
	else if (near)
		bg_hint(err, "did you mean '%s'?", bg_printable(arena, near));
	else
		bg_hint(err, "'git tag' lists the tags; 'git fetch --tags' fetches new ones");
}

static int
fail_unknown(struct bg_source *s, struct bg_arena *arena, const char *name, bool only_tags,
             struct bg_err *err)
{
	bg_fail(err, BG_EREPO, "there is no %s '%s'", only_tags ? "tag" : "revision",
	        bg_printable(arena, name));
	hint_names(s, arena, name, err);
	return -1;
}

/* The part of a revision before its first operator: "main" of "main~3". */
static const char *
name_part(struct bg_arena *arena, const char *spec)
{
	const char *at = strstr(spec, "@{");
	size_t n = strcspn(spec, "~^:");

	if (at && (size_t)(at - spec) < n)
		n = (size_t)(at - spec);
	return strcmp(spec, "@") == 0 || n == 0 ? "HEAD" : bg_strndup(arena, spec, n);
}

/* The object that a short name of a reference leads to, by git's own order. */
static bool
find_ref(struct bg_git *git, const char *name, git_oid *out)
{
	git_reference *ref = NULL, *direct = NULL;
	bool found = false;

	if (git_reference_dwim(&ref, git->repo, name) == 0 &&
	    git_reference_resolve(&direct, ref) == 0) {
		git_oid_cpy(out, git_reference_target(direct));
		found = true;
	}
	git_reference_free(direct);
	git_reference_free(ref);
	return found;
}

static bool
is_known(struct bg_git *git, const char *spec)
{
	git_object *object = NULL;
	bool known = git_revparse_single(&object, git->repo, spec) == 0;

	git_object_free(object);
	return known;
}

/* Why git_revparse_single() returned status. */
static int
fail_parse(struct bg_source *s, struct bg_arena *arena, const char *name, int status,
           struct bg_err *err)
{
	struct bg_git *git = s->data;
	const char *part = name_part(arena, name), *shown = bg_printable(arena, name);
	const git_error *last = git_error_last();
	bool object = last && last->klass == GIT_ERROR_ODB;
	const char *why = bg_strdup(arena, last && last->message ? last->message : "damaged");

	if (strcmp(part, "HEAD") == 0 && git_repository_head_unborn(git->repo) == 1) {
		bg_fail(err, BG_EREPO, "'%s' names no commit: the branch has none yet", shown);
		bg_hint(err, "commit first, or name a tag");
		return -1;
	}
	if (status == GIT_EAMBIGUOUS)
		return bg_fail(err, BG_EREPO, "'%s' is ambiguous: several objects begin so",
		               shown);
	if (status != GIT_ENOTFOUND && status != GIT_EINVALIDSPEC && status != GIT_EPEEL)
		return bg_git_fail_read(err, shown, why);
	/* A parent that is missing although "main" of "main~3" is there. */
	if (status == GIT_ENOTFOUND && object && !git->shallow && strcmp(part, name) != 0 &&
	    is_known(git, part))
		return bg_git_fail_read(err, shown, why);
	return fail_unknown(s, arena, name, false, err);
}

/* A name that is no tag's. */
static int
resolve_other(struct bg_source *s, struct bg_arena *arena, const char *name,
              struct bg_revision *out, struct bg_err *err)
{
	struct bg_git *git = s->data;
	const char *what = bg_strf(arena, "'%s'", bg_printable(arena, name));
	git_object *object = NULL;
	git_oid oid;
	int status;

	if (!is_possible(name))
		return fail_unknown(s, arena, name, false, err);
	/* libgit2 knows "@", but not "@~1". */
	if (*name == '@' && name[1] && strchr("~^:", name[1]))
		name = bg_strf(arena, "HEAD%s", name + 1);
	/* Told apart here, because libgit2 calls a branch without its commit unknown. */
	if (find_ref(git, name_part(arena, name), &oid) && !git_odb_exists(git->odb, &oid))
		return bg_git_fail_object(git, NULL, what, &oid, err);
	status = git_revparse_single(&object, git->repo, name);
	if (status < 0)
		return fail_parse(s, arena, name, status, err);
	git_oid_cpy(&oid, git_object_id(object));
	git_object_free(object);
	return bg_git_peel(git, arena, what, &oid, out, err);
}

/* A tag, also where it is asked for by its full name, as CI systems do. */
static int
find_tag(struct bg_git *git, struct bg_arena *arena, const char **name, git_oid *out,
         bool *found, struct bg_err *err)
{
	if (look_up(git, arena, bg_strf(arena, "refs/tags/%s", *name), out, found, err))
		return -1;
	if (*found || !bg_starts(*name, "refs/tags/"))
		return 0;
	if (look_up(git, arena, *name, out, found, err))
		return -1;
	if (*found)
		*name += strlen("refs/tags/");
	return 0;
}

int
bg_git_resolve(struct bg_source *s, struct bg_arena *arena, const char *name, bool only_tags,
               struct bg_revision *out, struct bg_err *err)
{
	struct bg_git *git = s->data;
	const char *what;
	git_oid oid;
	bool found;

	*out = (struct bg_revision){0};
	if (find_tag(git, arena, &name, &oid, &found, err))
		return -1;
	out->name = bg_strdup(arena, name);
	out->is_tag = found;
	if (found) {
		what = bg_strf(arena, "tag '%s'", bg_printable(arena, name));
		return bg_git_peel(git, arena, what, &oid, out, err);
	}
	if (only_tags)
		return fail_unknown(s, arena, name, true, err);
	return resolve_other(s, arena, name, out, err);
}

int
bg_git_branch(struct bg_source *s, struct bg_arena *arena, const char *name,
              struct bg_revision *out, bool *found, struct bg_err *err)
{
	static const char *const spaces[] = {"refs/heads", "refs/remotes/origin"};
	struct bg_git *git = s->data;
	const char *what = bg_strf(arena, "branch '%s'", bg_printable(arena, name));
	git_oid oid;

	*out = (struct bg_revision){.name = bg_strdup(arena, name)};
	for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++) {
		if (look_up(git, arena, bg_strf(arena, "%s/%s", spaces[i], name), &oid, found,
		            err))
			return -1;
		if (!*found)
			continue;
		if (bg_git_peel(git, arena, what, &oid, out, err))
			return -1;
		bg_git_note_branch(git, out);
		return 0;
	}
	return 0;
}
