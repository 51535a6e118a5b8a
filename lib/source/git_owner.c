/* SPDX-License-Identifier: MIT */
/* Whether a repository's owner is trusted, by git's rule. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/words.h"
#include "source/git_private.h"

static bool
parse_uid(const char *s, unsigned long *out)
{
	unsigned long n = 0;
	const char *p;

	for (p = s; bg_is_digit(*p) && n <= UINT_MAX; p++)
		n = n * 10 + (unsigned long)(*p - '0');
	*out = n;
	return p > s && !*p && n <= UINT_MAX;
}

static bool
is_own(const struct bg_git_trust *trust, unsigned long owner)
{
	unsigned long sudo;

	if (owner == trust->user)
		return true;
	return trust->user == 0 && trust->sudo && parse_uid(trust->sudo, &sudo) &&
	       owner == sudo;
}

/* One value of safe.directory. */
static bool
names_path(struct bg_arena *arena, const char *home, const char *value, const char *path)
{
	size_t n = strlen(value);
	char real[PATH_MAX];

	if (strcmp(value, "*") == 0)
		return true;
	if (home && bg_starts(value, "~/"))
		value = bg_strf(arena, "%s%s", home, value + 1);
	n = strlen(value);
	if (n > 2 && strcmp(value + n - 2, "/*") == 0)
		return strncmp(value, path, n - 1) == 0;
	if (strcmp(value, path) == 0)
		return true;
	return *value == '/' && realpath(value, real) && strcmp(real, path) == 0;
}

/* Reads one file's values in order; an empty one takes all before it back. */
static void
read_file(bool *safe, struct bg_arena *arena, const char *file, const char *home,
          const char *path)
{
	git_config *config = NULL;
	git_config_iterator *values = NULL;
	git_config_entry *entry;
	struct stat st;

	if (stat(file, &st) || !S_ISREG(st.st_mode))
		return;
	if (git_config_open_ondisk(&config, file) == 0 &&
	    git_config_multivar_iterator_new(&values, config, "safe.directory", NULL) == 0)
		while (git_config_next(&entry, values) == 0) {
			if (!entry->value || !*entry->value)
				*safe = false;
			else if (names_path(arena, home, entry->value, path))
				*safe = true;
		}
	git_config_iterator_free(values);
	git_config_free(config);
}

/* The user's configuration where git looks for it, later files over earlier ones. */
static void
read_user(bool *safe, struct bg_arena *arena, const struct bg_git_trust *trust,
          const char *path)
{
	const char *home = trust->home;

	if (trust->config) {
		read_file(safe, arena, trust->config, home, path);
		return;
	}
	if (trust->xdg)
		read_file(safe, arena, bg_strf(arena, "%s/git/config", trust->xdg), home, path);
	else if (home)
		read_file(safe, arena, bg_strf(arena, "%s/.config/git/config", home), home,
		          path);
	if (home)
		read_file(safe, arena, bg_strf(arena, "%s/.gitconfig", home), home, path);
}

static bool
is_named_safe(struct bg_arena *arena, const struct bg_git_trust *trust, const char *path)
{
	bool safe = false;

	read_file(&safe, arena, trust->system, trust->home, path);
	read_user(&safe, arena, trust, path);
	return safe;
}

/* A word for a shell, quoted where it must be. */
static const char *
quote(struct bg_arena *arena, const char *s)
{
	struct bg_buf out = {.arena = arena};
	const char *p = s;

	while (bg_is_word(*p) || (*p && strchr("/.-+@:,%=", *p)))
		p++;
	if (*s && !*p)
		return s;
	bg_buf_putc(&out, '\'');
	for (p = s; *p; p++) {
		if (*p == '\'')
			bg_buf_puts(&out, "'\\'");
		bg_buf_putc(&out, *p);
	}
	bg_buf_putc(&out, '\'');
	return bg_buf_str(&out);
}

/* Fails when somebody else owns path, unless safe was asked for. */
static int
check_path(const char *path, struct bg_arena *arena, const struct bg_git_trust *trust,
           const char *safe, struct bg_err *err)
{
	struct stat st;

	if (!path)
		return 0;
	if (lstat(path, &st))
		return bg_fail(err, BG_EREPO, "cannot tell who owns '%s'", path);
	if (is_own(trust, st.st_uid) || is_named_safe(arena, trust, safe))
		return 0;
	bg_fail(err, BG_EREPO, "'%s' belongs to uid %lu, not to uid %lu that reads it", path,
	        (unsigned long)st.st_uid, trust->user);
	bg_hint(err, "if you trust it: git config --global --add safe.directory %s",
	        quote(arena, safe));
	return -1;
}

int
bg_git_check_owner(const struct bg_git_place *place, struct bg_arena *arena,
                   const struct bg_git_trust *trust, struct bg_err *err)
{
	const char *safe = place->worktree ? place->worktree : place->gitdir;

	if (check_path(place->gitfile, arena, trust, safe, err) ||
	    check_path(place->worktree, arena, trust, safe, err) ||
	    check_path(place->gitdir, arena, trust, safe, err))
		return -1;
	return 0;
}
