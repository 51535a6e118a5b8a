/* SPDX-License-Identifier: MIT */
/* The work tree: what a commit of everything in it would hold. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "source/disk.h"
#include "source/git_private.h"

struct work {
	struct bg_disk disk;
	struct bg_git *git;
	struct bg_arena *arena;
	git_index *index; /* the repository's; it is freed with it */
};

static bool
is_tracked(const struct work *w, const char *path, bool is_dir)
{
	size_t at;

	if (!is_dir)
		return git_index_get_bypath(w->index, path, 0) != NULL;
	return git_index_find_prefix(&at, w->index, bg_strf(w->arena, "%s/", path)) == 0;
}

/* A repository in the work tree is a submodule, or nothing that would be committed. */
static bool
is_repository(const struct work *w, const char *path)
{
	struct stat st;

	return lstat(bg_strf(w->arena, "%s/%s/.git", w->disk.root, path), &st) == 0;
}

/* git ignores nothing that is tracked. */
static int
hide(const struct bg_disk *disk, const char *path, bool is_dir, bool *hidden,
     struct bg_err *err)
{
	const struct work *w = disk->data;
	int ignored = 0;

	if (is_dir && is_repository(w, path)) {
		*hidden = true;
		return 0;
	}
	if (is_tracked(w, path, is_dir))
		return 0;
	if (git_ignore_path_is_ignored(&ignored, w->git->repo,
	                               is_dir ? bg_strf(w->arena, "%s/", path) : path) < 0)
		return bg_git_fail(err, BG_EOBJECT, "cannot read what git ignores");
	*hidden = ignored != 0;
	return 0;
}

static int
open_index(struct bg_git *git, git_index **out, struct bg_err *err)
{
	int status;

	if (!git->place.worktree) {
		bg_fail(err, BG_EUSAGE, "the repository has no work tree");
		bg_hint(err, "leave --work-tree out to read a commit");
		return -1;
	}
	if (git_repository_set_workdir(git->repo, git->place.worktree, 0) < 0 ||
	    git_repository_index(out, git->repo) < 0)
		return bg_git_fail(err, BG_EOBJECT, "cannot read the index");
	status = git_index_read(*out, 0);
	git_index_free(*out); /* the repository keeps its own reference */
	return status < 0 ? bg_git_fail(err, BG_EOBJECT, "cannot read the index") : 0;
}

/* Whether a commit of everything would be another one. */
static int
find_changes(struct bg_git *git, bool *changed, struct bg_err *err)
{
	git_status_options options;
	git_status_list *list = NULL;

	git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
	options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_EXCLUDE_SUBMODULES;
	if (git_status_list_new(&list, git->repo, &options) < 0)
		return bg_git_fail(err, BG_EOBJECT, "cannot compare the work tree with HEAD");
	*changed = git_status_list_entrycount(list) > 0;
	git_status_list_free(list);
	return 0;
}

int
bg_git_work(struct bg_source *s, struct bg_arena *arena, struct bg_revision *out,
            struct bg_tree *tree, struct bg_err *err)
{
	struct work *w = bg_alloc(arena, sizeof(*w));
	bool changed = false;

	w->git = s->data;
	w->arena = arena;
	if (s->resolve(s, arena, "HEAD", false, out, err) ||
	    open_index(w->git, &w->index, err) || find_changes(w->git, &changed, err))
		return -1;
	out->name = "the work tree";
	out->modified = changed;
	w->disk = (struct bg_disk){.root = w->git->place.worktree,
	                           .limits = &w->git->limits,
	                           .hide = hide,
	                           .data = w};
	bg_disk_tree(tree, arena, &w->disk);
	return 0;
}
