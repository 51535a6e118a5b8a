/* SPDX-License-Identifier: MIT */
/* Our entries against those of env_names.py: fixtures and random files. */
#include "parse/dotenv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/files.h"

#define FILES 3000
#define SEED UINT64_C(20240301)

#define PICK(random, list) pick(random, list, sizeof(list) / sizeof(*(list)))

static const char *
python(void)
{
	const char *name = getenv("PYTHON");

	return name && *name ? name : "python3";
}

/* xorshift64*: the same files everywhere. */
static uint64_t
draw(uint64_t *random)
{
	*random ^= *random >> 12;
	*random ^= *random << 25;
	*random ^= *random >> 27;
	return (*random * UINT64_C(0x2545F4914F6CDD1D)) >> 33;
}

static const char *
pick(uint64_t *random, const char *const *list, size_t n)
{
	return list[draw(random) % n];
}

static void
write_line(struct bg_buf *out, uint64_t *random)
{
	static const char *const before[] = {"",     "",        "",           "",     " ",
	                                     "\t",   "export ", " export \t", "#",    "# ",
	                                     "##  ", "# #",     "# export ",  "# - ", "\v#"};
	static const char *const name[] = {"A",      "b_c",      "X.y",      "_",
	                                   "export", "1A",       "A-B",      "",
	                                   "A B",    "\xC3\xA9", "MIIB0xyz", "ab/c+"};
	static const char *const sign[] = {"=",  "=",  "=", " = ", " =",
	                                   "= ", "==", ":", ": ",  ""};
	static const char *const value[] = {
		"",
		"x",
		"'a'",
		"\"a\"",
		"\"a",
		"'it",
		"it's",
		"`a",
		"`",
		"\"",
		"'",
		"a#b",
		"a # B=c",
		"\"a # b\" # c",
		"\"\\\"",
		"\\",
		"\"a\\",
		"\\\"",
		"'C:\\'",
		"\"-----BEGIN X-----",
		"-----BEGIN X-----",
		"-----END X-----",
		"-----END X-----\"",
		"\" # c",
		"a\"b'c`",
	};
	static const char *const end[] = {"\n", "\n", "\n", "\r\n", " \n", "\n\n"};
	static const char *const pem[] = {"abcd=",
	                                  "ab+/==",
	                                  "abc===",
	                                  "VISIBLE=",
	                                  "\"",
	                                  "a\" # b",
	                                  "a: b",
	                                  "-----BEGIN X-----",
	                                  "-----END X-----",
	                                  "-----END X-----\"",
	                                  "`-----END`"};
	uint64_t form = draw(random) % 10;

	if (form >= 8)
		bg_buf_puts(out, PICK(random, pem));
	if (form < 5) {
		bg_buf_puts(out, PICK(random, before));
		bg_buf_puts(out, PICK(random, name));
		bg_buf_puts(out, PICK(random, sign));
	}
	if (form != 5 && form < 8)
		bg_buf_puts(out, PICK(random, value));
	bg_buf_puts(out, PICK(random, end));
}

static void
write_file(struct bg_arena *arena, const char *path, uint64_t *random)
{
	struct bg_buf text = {.arena = arena};
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	if (draw(random) % 16 == 0)
		bg_buf_puts(&text, "\xEF\xBB\xBF");
	if (draw(random) % 4 == 0)
		bg_buf_puts(&text, "KEY=\"-----BEGIN X-----\nabcd=\n");
	for (uint64_t n = draw(random) % 9 + 1; n > 0; n--)
		write_line(&text, random);
	if (draw(random) % 4 == 0)
		text.n--;
	assert_int_equal(fwrite(text.bytes, 1, text.n, file), text.n);
	assert_int_equal(fclose(file), 0);
}

static const char *
read_bytes(struct bg_arena *arena, const char *path, size_t *n)
{
	enum { MOST = 8192 };
	char *bytes = bg_alloc(arena, MOST);
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	*n = fread(bytes, 1, MOST, file);
	assert_true(*n < MOST);
	fclose(file);
	return bg_strndup(arena, bytes, *n);
}

/* What we read, in the oracle's words. */
static void
read_file(struct bg_buf *out, const char *path)
{
	static const char *const type[] = {"active", "commented", "comment"};
	struct bg_blob blob = {.path = path, .id = "id"};
	struct bg_limits limits;
	struct bg_env env;
	struct bg_err err = {0};

	bg_limits_init(&limits);
	blob.bytes = read_bytes(out->arena, path, &blob.n);
	bg_buf_printf(out, "== %s\n", path);
	assert_int_equal(bg_dotenv_parse(&env, out->arena, &limits, &blob, &err), 0);
	for (size_t i = 0; i < env.nline; i++)
		if (env.line[i].type != BG_ENV_COMMENT)
			bg_buf_printf(out, "%u %s %s\n", env.line[i].line,
			              type[env.line[i].type], env.line[i].name);
}

/* Shows the first file about which the two differ. */
static void
compare(struct bg_arena *arena, const char *ours, const char *theirs)
{
	const char *head = ours;
	size_t i = 0;

	for (; ours[i] && ours[i] == theirs[i]; i++)
		if (ours[i] == '=' && ours[i + 1] == '=')
			head = ours + i;
	if (!ours[i] && !theirs[i])
		return;
	fail_msg("ours:\n%.300s\ntheirs:\n%.300s\n%s", head, theirs + (head - ours),
	         support_output(arena, NULL, "cat -A $(echo '%.*s' | cut -c4-)",
	                        (int)strcspn(head, "\n"), head));
}

static void
compare_files(struct bg_arena *arena, const char *pattern)
{
	struct bg_buf ours = {.arena = arena};
	glob_t found;

	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		read_file(&ours, found.gl_pathv[i]);
	globfree(&found);
	compare(arena, bg_buf_str(&ours),
	        support_output(arena, NULL,
	                       "LC_ALL=C; export LC_ALL; ls %s | sort | "
	                       "xargs %s tests/oracle/env_names.py",
	                       pattern, python()));
}

static void
fixtures_are_read_alike(void **state)
{
	struct bg_arena *arena;

	(void)state;
	if (!support_have(python()))
		skip();
	arena = bg_arena_new();
	compare_files(arena, "fixtures/dotenv/*.env");
	bg_arena_free(arena);
}

static void
random_files_are_read_alike(void **state)
{
	struct bg_arena *arena;
	uint64_t random = SEED;
	char dir[256];

	(void)state;
	if (!support_have(python()))
		skip();
	arena = bg_arena_new();
	support_tmpdir(dir, sizeof(dir));
	for (unsigned i = 0; i < FILES; i++)
		write_file(arena, bg_strf(arena, "%s/%04u.env", dir, i), &random);
	compare_files(arena, bg_strf(arena, "%s/*.env", dir));
	support_remove(dir);
	bg_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixtures_are_read_alike),
		cmocka_unit_test(random_files_are_read_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
