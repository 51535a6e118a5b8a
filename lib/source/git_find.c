/* SPDX-License-Identifier: MIT */
/* Finding the repository that holds a directory, as git does. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/words.h"
#include "source/git_private.h"

static bool
is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static const char *
resolve_links(struct bg_arena *arena, const char *path)
{
	char real[PATH_MAX];

	return realpath(path, real) ? bg_strdup(arena, real) : NULL;
}

/* The only line of a small file; NULL when there is no such file, or it is longer. */
static const char *
read_line(struct bg_arena *arena, const char *path)
{
	char line[PATH_MAX + 16];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		return NULL;
	n = fread(line, 1, sizeof(line), f);
	fclose(f);
	while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
		n--;
	if (n == sizeof(line) || memchr(line, '\0', n) || memchr(line, '\n', n))
		return NULL;
	return bg_strndup(arena, line, n);
}

/* A path as it stands in a file of dir. */
static const char *
resolve_in(struct bg_arena *arena, const char *dir, const char *path)
{
	if (*path != '/')
		path = bg_strf(arena, "%s/%s", dir, path);
	return resolve_links(arena, path);
}

/* Fills gitdir and common when dir is what git calls a git directory. */
static bool
take_gitdir(struct bg_git_place *out, struct bg_arena *arena, const char *dir)
{
	const char *common = dir, *line;
	struct stat st;

	if (lstat(bg_strf(arena, "%s/HEAD", dir), &st))
		return false;
	line = read_line(arena, bg_strf(arena, "%s/commondir", dir));
	if (line)
		common = resolve_in(arena, dir, line);
	if (!common || !is_dir(bg_strf(arena, "%s/objects", common)) ||
	    !is_dir(bg_strf(arena, "%s/refs", common)))
		return false;
	out->gitdir = dir;
	out->common = common;
	return true;
}

/* A ".git" that is a file, of a linked worktree or a submodule. */
static int
follow_gitfile(struct bg_git_place *out, struct bg_arena *arena, const char *dir,
               const char *file, struct bg_err *err)
{
	static const char mark[] = "gitdir: ";
	const char *line = read_line(arena, file), *target;

	if (!line || !bg_starts(line, mark))
		return bg_fail(err, BG_EREPO, "'%s' is a file, but not one of git's", file);
	line += sizeof(mark) - 1;
	target = resolve_in(arena, dir, line);
	if (!target || !take_gitdir(out, arena, target)) {
		bg_fail(err, BG_EREPO, "'%s' points at '%s', where no git repository is", file,
		        line);
		bg_hint(err,
		        "'git worktree repair' in the main repository mends moved worktrees");
		return -1;
	}
	out->worktree = dir;
	out->gitfile = file;
	return 0;
}

/* Looks at one directory; *found tells whether the search is over. */
static int
look_in(struct bg_git_place *out, struct bg_arena *arena, const char *dir, bool *found,
        struct bg_err *err)
{
	const char *dotgit = bg_strf(arena, "%s/.git", strcmp(dir, "/") == 0 ? "" : dir);
	const char *real;
	struct stat st;

	*found = true;
	if (stat(dotgit, &st) == 0) {
		if (S_ISREG(st.st_mode))
			return follow_gitfile(out, arena, dir, dotgit, err);
		real = resolve_links(arena, dotgit);
		if (real && take_gitdir(out, arena, real)) {
			out->worktree = dir;
			return 0;
		}
	}
	*found = take_gitdir(out, arena, dir);
	return 0;
}

/* The directory above, or NULL at the root. */
static const char *
parent_of(struct bg_arena *arena, const char *dir)
{
	const char *slash = strrchr(dir, '/');

	if (!dir[1])
		return NULL;
	return slash == dir ? "/" : bg_strndup(arena, dir, (size_t)(slash - dir));
}

static int
fail_nowhere(struct bg_err *err, const char *start, const char *boundary)
{
	if (boundary)
		bg_fail(err, BG_EREPO,
		        "no git repository at '%s' or above it, up to where the file system of "
		        "'%s' ends",
		        start, boundary);
	else
		bg_fail(err, BG_EREPO, "no git repository at '%s' or above it", start);
	bg_hint(err, "name a directory inside of the repository with -C");
	return -1;
}

int
bg_git_find(struct bg_git_place *out, struct bg_arena *arena, const char *dir,
            struct bg_err *err)
{
	const char *start = resolve_links(arena, dir), *at, *above;
	struct stat first, st;
	bool found;

	*out = (struct bg_git_place){0};
	if (!start || stat(start, &first))
		return bg_fail(err, BG_EREPO, "cannot open '%s': %s", dir, strerror(errno));
	if (!S_ISDIR(first.st_mode))
		return bg_fail(err, BG_EREPO, "'%s' is not a directory", dir);
	for (at = start;; at = above) {
		if (look_in(out, arena, at, &found, err))
			return -1;
		if (found)
			return 0;
		above = parent_of(arena, at);
		if (!above)
			return fail_nowhere(err, start, NULL);
		if (stat(above, &st) || st.st_dev != first.st_dev)
			return fail_nowhere(err, start, at);
	}
}
