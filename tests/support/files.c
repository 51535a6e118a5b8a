/* SPDX-License-Identifier: MIT */
/* Files and programs for tests. */
#include "support/files.h"

#include <ftw.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"

static _Noreturn void
give_up(const char *what, const char *name)
{
	fprintf(stderr, "test support: cannot %s '%s'\n", what, name);
	abort();
}

void
support_tmpdir(char *out, size_t n)
{
	const char *base = getenv("TMPDIR");
	char path[PATH_MAX], real[PATH_MAX];

	snprintf(path, sizeof(path), "%s/bumpgate-XXXXXX", base && *base ? base : "/tmp");
	if (!mkdtemp(path) || !realpath(path, real) || strlen(real) >= n)
		give_up("make", path);
	snprintf(out, n, "%s", real);
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void
support_remove(const char *path)
{
	struct stat st;

	if (lstat(path, &st) == 0 && nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS))
		give_up("remove", path);
}

static void
make_parents(char *path)
{
	for (char *p = path + 1; *p; p++)
		if (*p == '/') {
			*p = '\0';
			mkdir(path, 0777);
			*p = '/';
		}
}

void
support_write_file(const char *dir, const char *path, const char *bytes, size_t n)
{
	char full[PATH_MAX];
	FILE *f;

	snprintf(full, sizeof(full), "%s/%s", dir, path);
	make_parents(full);
	f = fopen(full, "wb");
	if (!f || (n && fwrite(bytes, 1, n, f) != n) || fclose(f))
		give_up("write", full);
}

void
support_write_text(const char *dir, const char *path, const char *text)
{
	support_write_file(dir, path, text, strlen(text));
}

void
support_hermetic(const char *home)
{
	static const char *const vars[][2] = {{"GIT_CONFIG_NOSYSTEM", "1"},
	                                      {"GIT_AUTHOR_NAME", "bumpgate fixtures"},
	                                      {"GIT_AUTHOR_EMAIL", "fixtures@example.org"},
	                                      {"GIT_COMMITTER_NAME", "bumpgate fixtures"},
	                                      {"GIT_COMMITTER_EMAIL", "fixtures@example.org"},
	                                      {"GIT_AUTHOR_DATE", "2026-01-01T12:00:00Z"},
	                                      {"GIT_COMMITTER_DATE", "2026-01-01T12:00:00Z"},
	                                      {"LC_ALL", "C"}};
	static const char *const gone[] = {"GIT_DIR",           "GIT_WORK_TREE",
	                                   "GIT_CONFIG_GLOBAL", "GIT_CONFIG_COUNT",
	                                   "XDG_CONFIG_HOME",   "SUDO_UID",
	                                   "GIT_INDEX_FILE",    "GIT_OBJECT_DIRECTORY"};

	for (size_t i = 0; i < sizeof(vars) / sizeof(*vars); i++)
		setenv(vars[i][0], vars[i][1], 1);
	for (size_t i = 0; i < sizeof(gone) / sizeof(*gone); i++)
		unsetenv(gone[i]);
	setenv("HOME", home, 1);
}

bool
support_have(const char *program)
{
	if (support_try("command -v %s", program) == 0)
		return true;
	printf("skip: no %s\n", program);
	return false;
}

static int __attribute__((format(printf, 1, 0))) run(const char *fmt, va_list ap)
{
	struct bg_arena *arena = bg_arena_new();
	const char *command = bg_vstrf(arena, fmt, ap);
	int status = system(bg_strf(arena, "{ %s; } >/dev/null 2>&1", command));

	bg_arena_free(arena);
	return status != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
support_try(const char *fmt, ...)
{
	va_list ap;
	int status;

	va_start(ap, fmt);
	status = run(fmt, ap);
	va_end(ap);
	return status;
}

void
support_run(const char *fmt, ...)
{
	va_list ap;
	int status;

	va_start(ap, fmt);
	status = run(fmt, ap);
	va_end(ap);
	if (status)
		give_up("run", fmt);
}

char *
support_output(struct bg_arena *arena, size_t *n, const char *fmt, ...)
{
	struct bg_buf out = {.arena = arena};
	char bytes[4096];
	va_list ap;
	size_t got;
	FILE *f;

	va_start(ap, fmt);
	f = popen(bg_vstrf(arena, fmt, ap), "r");
	va_end(ap);
	while (f && (got = fread(bytes, 1, sizeof(bytes), f)) > 0)
		bg_buf_add(&out, bytes, got);
	if (!f || pclose(f))
		give_up("run", fmt);
	if (n)
		*n = out.n;
	return bg_strndup(arena, bg_buf_str(&out), out.n);
}

const char *
support_read(struct bg_arena *arena, const char *path, size_t *n)
{
	struct bg_buf buf = {.arena = arena};
	FILE *in = fopen(path, "rb");
	char bytes[4096];
	size_t got;

	if (!in)
		return NULL;
	while ((got = fread(bytes, 1, sizeof(bytes), in)) > 0)
		bg_buf_add(&buf, bytes, got);
	fclose(in);
	if (n)
		*n = buf.n;
	return bg_buf_str(&buf);
}

char *
support_oracle(struct bg_arena *arena, const char *script_and_arguments)
{
	const char *python = getenv("PYTHON");
	struct bg_buf out = {.arena = arena};
	char part[65536];
	int status;
	size_t n;
	FILE *pipe;

	fflush(NULL);
	pipe = popen(bg_strf(arena, "%s tests/oracle/%s 2>/dev/null",
	                     python && *python ? python : "python3", script_and_arguments),
	             "r");
	if (!pipe)
		give_up("run", script_and_arguments);
	while ((n = fread(part, 1, sizeof(part), pipe)) > 0)
		bg_buf_add(&out, part, n);
	status = pclose(pipe);
	if (WIFEXITED(status) && (WEXITSTATUS(status) == 77 || WEXITSTATUS(status) == 127))
		return NULL;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		give_up("run", script_and_arguments);
	return bg_strdup(arena, bg_buf_str(&out));
}
