/* SPDX-License-Identifier: MIT */
/* The names of all tags, none of them lost. */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/utf8.h"
#include "source/git_private.h"

static int
fail_ref(struct bg_err *err, struct bg_arena *arena, const char *ref)
{
	bg_git_fail(err, BG_EOBJECT,
	            bg_strf(arena, "cannot read the reference '%s'", bg_printable(arena, ref)));
	bg_hint(err, "fetch it again: git fetch --tags --force; or delete the broken file");
	return -1;
}

static int check_loose(struct bg_git *git, struct bg_arena *arena, const char *dir,
                       struct bg_err *err);

/* A file below refs/tags that has a reference's name must be readable as one. */
static int
check_file(struct bg_git *git, struct bg_arena *arena, const char *ref, struct bg_err *err)
{
	const char *path = bg_strf(arena, "%s/%s", git->place.common, ref);
	git_reference *found = NULL;
	struct stat st;
	int status;

	if (stat(path, &st))
		return 0;
	if (S_ISDIR(st.st_mode))
		return check_loose(git, arena, ref, err);
	if (git_reference_name_is_valid(&status, ref) < 0 || !status)
		return 0;
	status = git_reference_lookup(&found, git->repo, ref);
	git_reference_free(found);
	return status < 0 ? fail_ref(err, arena, ref) : 0;
}

/* libgit2's iterator passes over broken references, and with them over releases. */
static int
check_loose(struct bg_git *git, struct bg_arena *arena, const char *dir, struct bg_err *err)
{
	DIR *handle = opendir(bg_strf(arena, "%s/%s", git->place.common, dir));
	const struct dirent *e;
	int status = 0;

	if (!handle)
		return 0;
	while (status == 0 && (e = readdir(handle)))
		if (*e->d_name != '.')
			status = check_file(git, arena, bg_strf(arena, "%s/%s", dir, e->d_name),
			                    err);
	closedir(handle);
	return status;
}

static int
collect(struct bg_git *git, git_reference_iterator *refs, struct bg_arena *arena,
        struct bg_strings *out, struct bg_err *err)
{
	const char *name;
	int status;

	while ((status = git_reference_next_name(&name, refs)) == 0) {
		if (out->n >= git->limits.v[BG_LIMIT_TAGS])
			return bg_fail_limit(err, &git->limits, BG_LIMIT_TAGS, NULL, 0);
		bg_strings_add(arena, out, bg_strdup(arena, name + strlen("refs/tags/")));
	}
	return status == GIT_ITEROVER ? 0 : fail_ref(err, arena, "refs/tags");
}

int
bg_git_tags(struct bg_source *s, struct bg_arena *arena, struct bg_strings *out,
            struct bg_err *err)
{
	struct bg_git *git = s->data;
	git_reference_iterator *refs = NULL;
	struct bg_arena *scratch = bg_arena_new();
	int status;

	*out = (struct bg_strings){0};
	status = check_loose(git, scratch, "refs/tags", err);
	if (status == 0 && git_reference_iterator_glob_new(&refs, git->repo, "refs/tags/*") < 0)
		status = fail_ref(err, scratch, "refs/tags");
	if (status == 0)
		status = collect(git, refs, arena, out, err);
	git_reference_iterator_free(refs);
	bg_arena_free(scratch);
	bg_strings_sort(out);
	return status;
}
