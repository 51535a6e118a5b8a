/* SPDX-License-Identifier: MIT */
/* Our trees against those of Python's tomllib: fixtures, and texts made of pieces. */
#include "parse/toml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/files.h"
#include "support/nodes.h"

#define TEXTS 8000
#define SEED UINT64_C(20250712)
#define SPLIT "%%%\n"

static void
put_escaped(struct bg_buf *out, const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x21 || (unsigned char)*text > 0x7e || *text == '\\')
			bg_buf_printf(out, "\\x%02x", (unsigned char)*text);
		else
			bg_buf_putc(out, *text);
}

static void
dump(struct bg_buf *out, const struct bg_node *node, int level)
{
	bg_buf_printf(out, "%*s%s", level, "", bg_node_word(node->type));
	if (node->type == BG_NODE_STRING) {
		bg_buf_putc(out, ' ');
		put_escaped(out, node->text);
	}
	bg_buf_putc(out, '\n');
	for (size_t i = 0; i < node->nitem; i++)
		dump(out, node->item[i], level + 1);
	for (size_t i = 0; i < node->npair; i++) {
		dump(out, node->pair[i].key, level + 1);
		dump(out, node->pair[i].value, level + 1);
	}
}

static char *
ours(struct bg_arena *arena, const char *text, size_t n)
{
	struct bg_buf out = {.arena = arena};
	struct nodes_result result;

	nodes_init(&result);
	nodes_parse_bytes(&result, bg_toml_parse, text, n);
	if (result.rc) {
		assert_int_equal(result.err.code, BG_ESYNTAX);
		bg_buf_puts(&out, "error\n");
	} else {
		dump(&out, result.nodes.document[0], 0);
	}
	nodes_free(&result);
	return bg_strdup(arena, bg_buf_str(&out));
}

/* Takes the oracle's next tree, behind its line "==". */
static char *
next_tree(struct bg_arena *arena, const char **said)
{
	const char *from = *said, *to;

	assert_true(bg_starts(from, "==\n"));
	from += 3;
	to = strstr(from, "==\n");
	while (to && to > from && to[-1] != '\n')
		to = strstr(to + 1, "==\n");
	*said = to ? to : from + strlen(from);
	return bg_strndup(arena, from, (size_t)(*said - from));
}

static size_t
compare(struct bg_arena *arena, const char *text, size_t n, const char **said)
{
	const char *mine = ours(arena, text, n), *theirs = next_tree(arena, said);

	if (strcmp(mine, theirs) == 0)
		return 0;
	print_error("%.*s\n--- ours\n%s--- tomllib's\n%s", (int)n, text, mine, theirs);
	return 1;
}

static void
fixtures_are_read_as_tomllib_reads_them(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	const char *said = support_oracle(arena, "toml_tree.py fixtures/toml/*.toml");
	size_t differ = 0;
	const char *text;
	size_t n;
	glob_t found;

	(void)state;
	if (!said) {
		print_message("skip: no python3 with tomllib\n");
		bg_arena_free(arena);
		skip();
	}
	assert_int_equal(glob("fixtures/toml/*.toml", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 30);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		text = support_read(arena, found.gl_pathv[i], &n);
		differ += compare(arena, text, n, &said);
		if (strstr(found.gl_pathv[i], "/bad-") &&
		    strcmp(ours(arena, text, n), "error\n") != 0)
			fail_msg("%s: is read", found.gl_pathv[i]);
	}
	globfree(&found);
	bg_arena_free(arena);
	assert_int_equal(differ, 0);
}

static unsigned
draw(uint64_t *seed, unsigned below)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(*seed >> 33) % below;
}

#define PICK(seed, list) (list)[draw(seed, sizeof(list) / sizeof((list)[0]))]

static void
put_key(struct bg_buf *out, uint64_t *seed)
{
	static const char *const part[] = {"a", "b", "c", "\"a\"", "'b'", "a-b_1", "1", "\"\""};
	static const char *const dot[] = {".", ".", " . ", "\t."};

	bg_buf_puts(out, PICK(seed, part));
	while (draw(seed, 3) == 0) {
		bg_buf_puts(out, PICK(seed, dot));
		bg_buf_puts(out, PICK(seed, part));
	}
}

static void
put_value(struct bg_buf *out, uint64_t *seed, int depth)
{
	static const char *const scalar[] = {"1",
	                                     "-17",
	                                     "+0",
	                                     "1_000",
	                                     "0xdead_beef",
	                                     "0o17",
	                                     "0b101",
	                                     "1.5",
	                                     "-0.1e-3",
	                                     "1e10",
	                                     "inf",
	                                     "-nan",
	                                     "+inf",
	                                     "true",
	                                     "false",
	                                     "1979-05-27",
	                                     "07:32:00",
	                                     "1979-05-27T07:32:00Z",
	                                     "1979-05-27 07:32:00.999-07:00",
	                                     "2000-02-29t23:59:59",
	                                     "\"x\"",
	                                     "\"\\u00e9\\n\\\"\\U0001F600\"",
	                                     "'c:\\x'",
	                                     "\"\"",
	                                     "''",
	                                     "\"# no\"",
	                                     "\"\"\"\none\n\n  two \\\n   three\"\"\"",
	                                     "'''\na'b''c'''",
	                                     "\"\"\"a\"\"\"\"\"",
	                                     "\xc3\xa9",
	                                     "01",
	                                     "1__0",
	                                     "1.",
	                                     ".5",
	                                     "2001-02-29",
	                                     "\"\\x\"",
	                                     "True",
	                                     "0x_1",
	                                     "'''a\r\nb'''",
	                                     "\"\"\"\\  \r\n  b\"\"\"",
	                                     "'\xf0\x9f\x98\x80'"};
	static const char *const gap[] = {"", " ", "\n", " # c\n", "\t"};
	unsigned n = draw(seed, 3);

	if (depth > 2 || draw(seed, 3)) {
		bg_buf_puts(out, PICK(seed, scalar));
	} else if (draw(seed, 2)) {
		bg_buf_putc(out, '[');
		for (unsigned i = 0; i < n; i++) {
			bg_buf_puts(out, PICK(seed, gap));
			put_value(out, seed, depth + 1);
			bg_buf_puts(out, i + 1 < n || draw(seed, 2) ? "," : "");
		}
		bg_buf_puts(out, PICK(seed, gap));
		bg_buf_putc(out, ']');
	} else {
		bg_buf_putc(out, '{');
		for (unsigned i = 0; i < n; i++) {
			put_key(out, seed);
			bg_buf_puts(out, " = ");
			put_value(out, seed, depth + 1);
			bg_buf_puts(out, i + 1 < n ? ", " : "");
		}
		bg_buf_putc(out, '}');
	}
}

/* Few names, so that they meet; the first texts are whole, the last ones damaged. */
static void
put_text(struct bg_buf *out, uint64_t *seed, bool damage)
{
	static const char special[] = "\"'[]{}=,.#\n\r\\ _-+e01T:\t\x01";
	size_t from = out->n;
	unsigned lines = 1 + draw(seed, 7);

	for (unsigned i = 0; i < lines; i++) {
		unsigned sort = draw(seed, 5);

		bg_buf_puts(out, sort == 0 ? "[" : sort == 1 ? "[[" : "");
		put_key(out, seed);
		if (sort > 1) {
			bg_buf_puts(out, " = ");
			put_value(out, seed, 0);
		}
		bg_buf_puts(out, sort == 0 ? "]" : sort == 1 ? "]]" : "");
		bg_buf_puts(out, draw(seed, 4) ? "\n" : draw(seed, 2) ? " # c\r\n" : "\n\n");
	}
	for (unsigned i = damage ? draw(seed, 3) : 0; i > 0; i--)
		out->bytes[from + draw(seed, (unsigned)(out->n - from))] =
			special[draw(seed, sizeof(special) - 1)];
}

static void
random_texts_are_read_as_tomllib_reads_them(void **state)
{
	char path[] = "/tmp/bg-toml-XXXXXX";
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf all = {.arena = arena};
	size_t from[TEXTS + 1], differ = 0, good = 0;
	uint64_t seed = SEED;
	const char *said;
	FILE *file;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	file = fdopen(fd, "w");
	assert_non_null(file);
	for (size_t i = 0; i < TEXTS; i++) {
		bg_buf_puts(&all, SPLIT);
		from[i] = all.n;
		put_text(&all, &seed, i > TEXTS / 2);
	}
	from[TEXTS] = all.n + strlen(SPLIT);
	fwrite(all.bytes, 1, all.n, file);
	fclose(file);
	said = support_oracle(arena, bg_strf(arena, "toml_tree.py --split %s", path));
	unlink(path);
	for (size_t i = 0; said && i < TEXTS && differ < 5; i++) {
		good += !bg_starts(said, "==\nerror");
		differ += compare(arena, all.bytes + from[i],
		                  from[i + 1] - strlen(SPLIT) - from[i], &said);
	}
	bg_arena_free(arena);
	if (!said) {
		print_message("skip: no python3 with tomllib\n");
		skip();
	}
	assert_int_equal(differ, 0);
	assert_true(good > TEXTS / 8 && good < TEXTS * 7 / 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixtures_are_read_as_tomllib_reads_them),
		cmocka_unit_test(random_texts_are_read_as_tomllib_reads_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
