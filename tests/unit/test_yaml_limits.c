/* SPDX-License-Identifier: MIT */
/* YAML at its limits and one past them, and texts that would take hours. */
#include "parse/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/nodes.h"

static enum bg_code
parse(const char *text, size_t depth, size_t nodes, const char *part)
{
	struct nodes_result result;
	enum bg_code code;

	nodes_init(&result);
	if (depth)
		result.limits.v[BG_LIMIT_DEPTH] = depth;
	if (nodes)
		result.limits.v[BG_LIMIT_NODES] = nodes;
	nodes_parse(&result, bg_yaml_parse, text);
	code = result.err.code;
	assert_int_equal(result.rc, code == BG_OK ? 0 : -1);
	if (part)
		assert_non_null(strstr(result.err.text, part));
	if (code != BG_OK)
		assert_int_equal(result.nodes.ndocument, 0);
	nodes_free(&result);
	return code;
}

/* n times a text, behind a head. */
static char *
repeat(const char *head, const char *unit, size_t n)
{
	size_t h = strlen(head), u = strlen(unit);
	char *text = malloc(h + n * u + 1);

	assert_non_null(text);
	memcpy(text, head, h);
	for (size_t i = 0; i < n; i++)
		memcpy(text + h + i * u, unit, u);
	text[h + n * u] = '\0';
	return text;
}

static void
expect(const char *head, const char *unit, size_t n, enum bg_code code, const char *part)
{
	char *text = repeat(head, unit, n);

	assert_int_equal(parse(text, 0, 0, part), code);
	free(text);
}

static void
depth_may_be_reached_not_passed(void **state)
{
	(void)state;
	assert_int_equal(parse("[[[x]]]", 3, 0, NULL), BG_OK);
	assert_int_equal(parse("[[[x]]]", 2, 0, "'nesting'"), BG_ELIMIT);
	assert_int_equal(parse("a:\n  b:\n  - c\n", 3, 0, NULL), BG_OK);
	assert_int_equal(parse("a:\n  b:\n  - c\n", 2, 0, "'nesting'"), BG_ELIMIT);
	assert_int_equal(parse("[[], [[]], [[]]]", 3, 0, NULL), BG_OK);
}

static void
depth_follows_aliases(void **state)
{
	static const char text[] = "- &a [[[x]]]\n- &b [*a]\n- [*b]\n";

	(void)state;
	assert_int_equal(parse(text, 6, 0, NULL), BG_OK);
	assert_int_equal(parse(text, 5, 0, "'nesting'"), BG_ELIMIT);
}

static void
nodes_may_be_reached_not_passed(void **state)
{
	(void)state;
	assert_int_equal(parse("a: [1, 2]", 0, 5, NULL), BG_OK);
	assert_int_equal(parse("a: [1, 2]", 0, 4, "'nodes'"), BG_ELIMIT);
	assert_int_equal(parse("1\n--- 2\n--- 3\n", 0, 3, NULL), BG_OK);
	assert_int_equal(parse("1\n--- 2\n--- 3\n", 0, 2, "'nodes'"), BG_ELIMIT);
}

static void
nodes_follow_aliases(void **state)
{
	/* The list, [1, 2] with its 3 nodes, [*a, *a] with 7, *b with 7. */
	static const char text[] = "- &a [1, 2]\n- &b [*a, *a]\n- *b\n";

	(void)state;
	assert_int_equal(parse(text, 0, 18, NULL), BG_OK);
	assert_int_equal(parse(text, 0, 17, "'nodes'"), BG_ELIMIT);
	assert_int_equal(parse("- &a x\n- *a\n", 0, 3, NULL), BG_OK);
	assert_int_equal(parse("- &a x\n- *a\n", 0, 2, "'nodes'"), BG_ELIMIT);
}

static void
nodes_follow_merges(void **state)
{
	static const char text[] = "- &a {x: 1}\n- {<<: *a}\n";

	(void)state;
	assert_int_equal(parse(text, 0, 9, NULL), BG_OK);
	assert_int_equal(parse(text, 0, 8, "'nodes'"), BG_ELIMIT);
}

static void
billion_laughs_end(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf text = {.arena = arena};

	(void)state;
	bg_buf_puts(&text, "a0: &a0 [lol]\n");
	for (int i = 1; i < 60; i++)
		bg_buf_printf(&text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1,
		              i - 1, i - 1, i - 1, i - 1);
	assert_int_equal(parse(bg_buf_str(&text), 0, 0, "'nodes'"), BG_ELIMIT);
	bg_arena_free(arena);
}

static void
merged_laughs_end(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf text = {.arena = arena};

	(void)state;
	bg_buf_puts(&text, "a0: &a0 {x: 1}\n");
	for (int i = 1; i < 60; i++)
		bg_buf_printf(&text, "a%d: &a%d {<<: [*a%d, *a%d, *a%d]}\n", i, i, i - 1, i - 1,
		              i - 1);
	assert_int_equal(parse(bg_buf_str(&text), 1000, 0, "'nodes'"), BG_ELIMIT);
	bg_arena_free(arena);
}

/* Any one of these took libyaml's loader or a naive reader minutes. */
static void
hostile_texts_end(void **state)
{
	(void)state;
	expect("", "[", 1000000, BG_ELIMIT, "'nesting'");
	expect("", "{", 1000000, BG_ELIMIT, "'nesting'");
	expect("", "[\n", 1000000, BG_ELIMIT, "'nesting'");
	expect("", "- ", 1000000, BG_ELIMIT, "'nesting'");
	expect("", "? ", 1000000, BG_ELIMIT, "'nesting'");
	expect("", "{a: ", 1000000, BG_ELIMIT, "'nesting'");
	expect("", "a: ", 1000000, BG_ESYNTAX, "mapping values");
	expect("", "-\n", 1100000, BG_ELIMIT, "'nodes'");
	expect("", "a: 1\n", 300000, BG_OK, NULL);
	expect("", "- &a 1\n- *a\n", 300000, BG_OK, NULL);
	expect("- &a {x: 1, y: 2}\n", "- <<: *a\n", 100000, BG_OK, NULL);
	expect("\"", "\\x41", 1000000, BG_ESYNTAX, "unexpected end of stream");
	expect("--- |\n", " a\n", 1000000, BG_OK, NULL);
}

static void
many_anchors_end(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf text = {.arena = arena};

	(void)state;
	for (int i = 0; i < 200000; i++)
		bg_buf_printf(&text, "- &a%d x\n", i);
	for (int i = 0; i < 200000; i++)
		bg_buf_printf(&text, "- *a%d\n", i);
	assert_int_equal(parse(bg_buf_str(&text), 0, 0, NULL), BG_OK);
	bg_arena_free(arena);
}

/* Comparing the text of each of these keys with the others would read 20 GB. */
static void
long_alias_keys_end(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf text = {.arena = arena};
	char *tail = repeat("", "a", 100000);

	(void)state;
	bg_buf_printf(&text, "- &a %sx\n- &b %sy\n- c: 1\n", tail, tail);
	for (int i = 0; i < 100000; i++)
		bg_buf_puts(&text, "  *a : 1\n  *b : 2\n");
	assert_int_equal(parse(bg_buf_str(&text), 0, 0, NULL), BG_OK);
	free(tail);
	bg_arena_free(arena);
}

static void
tag_directives_are_limited(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf text = {.arena = arena};
	char wide[] = "\0%\0T\0A\0G\0\n", *bytes;
	struct nodes_result result;

	(void)state;
	for (int i = 0; i < 256; i++)
		bg_buf_printf(&text, "%%TAG !a%d! x\n", i);
	assert_int_equal(parse(bg_strf(arena, "%s--- 1\n", bg_buf_str(&text)), 0, 0, NULL),
	                 BG_OK);
	bg_buf_puts(&text, "%TAG !a! x\n");
	assert_int_equal(parse(bg_buf_str(&text), 0, 0, "more than 256 %TAG directives"),
	                 BG_ELIMIT);
	bytes = bg_calloc(arena, 257, 10);
	for (size_t i = 0; i < 257; i++)
		memcpy(bytes + 10 * i, wide, 10);
	nodes_init(&result);
	nodes_parse_bytes(&result, bg_yaml_parse, bytes, 2570);
	assert_int_equal(result.err.code, BG_ELIMIT);
	nodes_free(&result);
	bg_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(depth_may_be_reached_not_passed),
		cmocka_unit_test(depth_follows_aliases),
		cmocka_unit_test(nodes_may_be_reached_not_passed),
		cmocka_unit_test(nodes_follow_aliases),
		cmocka_unit_test(nodes_follow_merges),
		cmocka_unit_test(billion_laughs_end),
		cmocka_unit_test(merged_laughs_end),
		cmocka_unit_test(hostile_texts_end),
		cmocka_unit_test(many_anchors_end),
		cmocka_unit_test(long_alias_keys_end),
		cmocka_unit_test(tag_directives_are_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
