/* SPDX-License-Identifier: MIT */
/* Whether a repository's format is one that libgit2 reads. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/words.h"
#include "source/git_private.h"

#define TREE_KEPT ((size_t)1 << 20) /* bytes of a tree object that stays in memory */

/* Extensions that change nothing for someone who only reads objects and refs. */
static const char *const harmless[] = {"noop", "partialclone", "preciousobjects",
                                       "relativeworktrees", "worktreeconfig"};
/* Extensions with one value that is as before; others are refused by that value. */
static const char *const valued[] = {"objectformat", "refstorage"};

static bool
is_harmless(const char *name)
{
	for (size_t i = 0; i < sizeof(harmless) / sizeof(*harmless); i++)
		if (strcmp(name, harmless[i]) == 0)
			return true;
	return false;
}

/*
 * libgit2's own search for configuration is shut off: what a user or a system wrote must not
 * decide whether a repository opens. '~' in includes still means home.
 */
int
bg_git_prepare(const char *home, struct bg_err *err)
{
	static const int levels[] = {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
	                             GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL};
	const char
		*names[sizeof(harmless) / sizeof(*harmless) + sizeof(valued) / sizeof(*valued)];
	size_t n = sizeof(harmless) / sizeof(*harmless);
	int status = 0;

	memcpy(names, harmless, sizeof(harmless));
	memcpy(names + n, valued, sizeof(valued));
	n += sizeof(valued) / sizeof(*valued);
	status |= git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, n);
	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
		status |= git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	/* The same directories are asked for by many globs; wide ones too. */
	status |= git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, TREE_KEPT);
	/* git's rule is applied in git_owner.c; libgit2's differs, and misnames its refusal. */
	status |= git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
#if BG_LIBGIT2 >= 106
	status |= git_libgit2_opts(GIT_OPT_SET_HOMEDIR, home ? home : "");
#else
	status |= git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL,
	                           home ? home : "");
#endif
	return status ? bg_git_fail(err, BG_EREPO, "cannot set libgit2 up") : 0;
}

#define X
/* What a configuration says of its repository. */
struct format {
	long version;
	const char *unknown;        /* an extension, or NULL */
	const char *objects, *refs; /* in lower case; NULL: as ever */
	bool partial;
};

static const char *
lower(struct bg_arena *arena, const char *s)
{
	char *copy = bg_strdup(arena, s ? s : "");

	for (char *p = copy; *p; p++)
		*p = bg_lower(*p);
	return copy;
}

static void
note_extension(struct format *f, struct bg_arena *arena, const char *name, const char *value)
{
	if (strcmp(name, "objectformat") == 0)
		f->objects = lower(arena, value);
	else if (strcmp(name, "refstorage") == 0)
		f->refs = lower(arena, value);
	else if (strcmp(name, "partialclone") == 0)
		f->partial = true;
	else if (!is_harmless(name) && !f->unknown)
		f->unknown = bg_strdup(arena, name);
}

/* libgit2 gives names with section and key in lower case. */
static void
note_entry(struct format *f, struct bg_arena *arena, const git_config_entry *entry)
{
	static const char extensions[] = "extensions.";
	const char *value = entry->value ? entry->value : "";

	if (bg_starts(entry->name, extensions))
		note_extension(f, arena, entry->name + sizeof(extensions) - 1, value);
	else if (strcmp(entry->name, "core.repositoryformatversion") == 0)
		f->version = strtol(value, NULL, 10);
	else if (bg_starts(entry->name, "remote.") && bg_ends(entry->name, ".promisor"))
		f->partial = strcmp(value, "false") != 0;
}

static int
read_format(struct format *f, struct bg_arena *arena, const char *file, struct bg_err *err)
{
	git_config *config = NULL;
	git_config_iterator *all = NULL;
	git_config_entry *entry;
	struct stat st;
	int status;

	if (stat(file, &st))
		return 0;
	status = git_config_open_ondisk(&config, file);
	if (status == 0)
		status = git_config_iterator_new(&all, config);
	while (status == 0 && (status = git_config_next(&entry, all)) == 0)
		note_entry(f, arena, entry);
	if (status != GIT_ITEROVER)
		bg_git_fail(err, BG_EREPO, "cannot read the repository's configuration");
	git_config_iterator_free(all);
	git_config_free(config);
	return status == GIT_ITEROVER ? 0 : -1;
}

int
bg_git_check_format(const struct bg_git_place *place, struct bg_arena *arena, bool *partial,
                    struct bg_err *err)
{
	struct format f = {0};

	if (read_format(&f, arena, bg_strf(arena, "%s/config", place->common), err))
		return -1;
	*partial = f.partial;
	if (f.objects && strcmp(f.objects, "sha1") != 0) {
		bg_fail(err, BG_EREPO, "'%s' names its objects by '%s'; only SHA-1 can be read",
		        place->gitdir, f.objects);
		bg_hint(err, "judge a clone made with: git init --object-format=sha1");
		return -1;
	}
	if (f.refs && strcmp(f.refs, "files") != 0) {
		bg_fail(err, BG_EREPO,
		        "'%s' stores its references as '%s'; only 'files' can be read",
		        place->gitdir, f.refs);
		bg_hint(err, "convert it: git refs migrate --ref-format=files");
		return -1;
	}
	if (f.version > 1)
		return bg_fail(err, BG_EREPO,
		               "'%s' has repository format %ld; at most 1 can be read",
		               place->gitdir, f.version);
	if (f.version == 1 && f.unknown)
		return bg_fail(err, BG_EREPO,
		               "'%s' uses the extension '%s', which cannot be read",
		               place->gitdir, f.unknown);
	return 0;
}
