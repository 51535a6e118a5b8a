/* SPDX-License-Identifier: MIT */
/* A git repository as a source: opening and closing it. */
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "source/git_private.h"

/* Where Debian's git, and that of most others, looks. */
static const char system_config[] = "/etc/gitconfig";

static void
close_git(struct bg_source *s)
{
	struct bg_git *git = s->data;

	git_odb_free(git->odb);
	git_repository_free(git->repo);
	git->odb = NULL;
	git->repo = NULL;
	git_libgit2_shutdown();
}

/* libgit2 looks beside HEAD, where a linked worktree has no such file. */
static bool
is_shallow(struct bg_arena *arena, const struct bg_git_place *place)
{
	struct stat st;

	return stat(bg_strf(arena, "%s/shallow", place->common), &st) == 0 && st.st_size > 0;
}

static int
open_place(struct bg_git *git, struct bg_err *err)
{
	if (git_repository_open_bare(&git->repo, git->place.gitdir) < 0 ||
	    git_repository_odb(&git->odb, git->repo) < 0) {
		bg_git_fail(err, BG_EREPO, "cannot open the git repository");
		bg_hint(err, "'git fsck' in the repository says what is wrong with it");
		return -1;
	}
	return 0;
}

/* In git's order: whose it is comes before its configuration is looked at. */
static int
open_checked(struct bg_git *git, struct bg_arena *arena, const struct bg_request *req,
             struct bg_err *err)
{
	struct bg_git_trust trust = {.user = geteuid(),
	                             .sudo = req->uid,
	                             .home = req->home,
	                             .config = req->git_config,
	                             .xdg = req->config_home,
	                             .system = system_config};

	if (bg_git_prepare(req->home, err) ||
	    bg_git_find(&git->place, arena, req->dir ? req->dir : ".", err) ||
	    bg_git_check_owner(&git->place, arena, &trust, err) ||
	    bg_git_check_format(&git->place, arena, &git->partial, err))
		return -1;
	git->shallow = is_shallow(arena, &git->place);
	return open_place(git, err);
}

int
bg_source_open_git(struct bg_source **out, struct bg_arena *arena, const struct bg_request *req,
                   struct bg_err *err)
{
	struct bg_git *git = bg_alloc(arena, sizeof(*git));
	struct bg_source *s = bg_alloc(arena, sizeof(*s));

	git->limits = req->limits;
	git->arena = arena;
	*s = (struct bg_source){.tags = bg_git_tags,
	                        .resolve = bg_git_resolve,
	                        .tree = bg_git_tree,
	                        .work = bg_git_work,
	                        .ancestor = bg_git_ancestor,
	                        .merged = bg_git_merged,
	                        .branch = bg_git_branch,
	                        .close = close_git,
	                        .data = git};
	if (git_libgit2_init() < 0)
		return bg_git_fail(err, BG_EREPO, "cannot start libgit2");
	if (open_checked(git, arena, req, err)) {
		close_git(s);
		return -1;
	}
	s->shallow = git->shallow;
	s->root = git->place.worktree;
	*out = s;
	return 0;
}
