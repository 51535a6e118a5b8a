/* SPDX-License-Identifier: MIT */
/* INI: names, sections, continued values, and what libinih would cut. */
#include "parse/ini.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/nodes.h"

/* "name:line" and "[section]:line", one a line, names of a section indented. */
static void
put_names(struct bg_buf *out, const struct bg_node *map, const char *indent)
{
	const struct bg_node *key, *value;

	for (size_t i = 0; i < map->npair; i++) {
		key = map->pair[i].key;
		value = map->pair[i].value;
		if (value->type == BG_NODE_MAPPING) {
			bg_buf_printf(out, "[%s]:%u\n", key->text, key->line);
			put_names(out, value, " ");
		} else {
			bg_buf_printf(out, "%s%s:%u\n", indent, key->text, key->line);
		}
	}
}

static void
gives(const char *text, const char *names)
{
	struct nodes_result result;
	struct bg_buf out;

	nodes_init(&result);
	nodes_parse(&result, bg_ini_parse, text);
	if (result.rc)
		fail_msg("%s: %s", text, result.err.text);
	assert_int_equal(result.nodes.ndocument, 1);
	out = (struct bg_buf){.arena = result.arena};
	put_names(&out, result.nodes.document[0], "");
	assert_string_equal(bg_buf_str(&out), names);
	nodes_free(&result);
}

static void
check_error(const char *text, size_t n, unsigned line, const char *part)
{
	struct nodes_result result;

	nodes_init(&result);
	nodes_parse_bytes(&result, bg_ini_parse, text, n);
	assert_int_equal(result.rc, -1);
	assert_int_equal(result.err.code, BG_ESYNTAX);
	if (!strstr(result.err.text, part))
		fail_msg("'%s' lacks '%s'", result.err.text, part);
	assert_int_equal(result.err.line, line);
	assert_int_equal(result.nodes.ndocument, 0);
	nodes_free(&result);
}

static void
fails(const char *text, unsigned line, const char *part)
{
	check_error(text, strlen(text), line, part);
}

static void
names_stand_in_sections(void **state)
{
	(void)state;
	gives("", "");
	gives("a = 1\n[s]\nb: 2\nc=\n\n[t.u]\nb = 3",
	      "a:1\n[s]:2\n b:3\n c:4\n[t.u]:6\n b:7\n");
	gives("\xef\xbb\xbf[s]\r\nx = 1\r\n", "[s]:1\n x:2\n");
	gives("[s]\n\xc3\xa4 b = 1\n", "[s]:1\n \xc3\xa4 b:2\n");
}

static void
section_that_stands_twice_is_one(void **state)
{
	(void)state;
	gives("[s]\na = 1\n[t]\n[s]\nb = 1\na = 2\n", "[s]:1\n a:2\n b:5\n a:6\n[t]:3\n");
}

static void
section_without_names_is_seen(void **state)
{
	(void)state;
	gives("[s]\n[t]\n", "[s]:1\n[t]:2\n");
	gives("[s]\na = 1\n[]\n", "[s]:1\n a:2\n");
}

static void
comments_are_no_names(void **state)
{
	(void)state;
	gives("; a = 1\n# b = 2\n[s] ; c = 3\nd = 4 ; e = 5\n  ; f = 6\n", "[s]:3\n d:4\n");
}

static void
indented_lines_continue_a_value(void **state)
{
	(void)state;
	gives("[s]\na =\n  b = 1\n  [t]\n\tc: 2\n\n  d = 3\ne = 4\n", "[s]:1\n a:2\n e:8\n");
	gives("[s]\n  a = 1\n", "[s]:1\n a:2\n");
	gives("  [s]\na = 1\n", "[s]:2\n a:2\n");
}

/* Longer than what libinih keeps: 49 bytes of a section, 49 of a continued name, 200 in all. */
static void
long_texts_are_not_cut(void **state)
{
	static const char tens[] = "abcdefghij";
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf name = {.arena = arena}, value = {.arena = arena};

	(void)state;
	for (int i = 0; i < 12; i++)
		bg_buf_puts(&name, tens);
	for (int i = 0; i < 60; i++)
		bg_buf_puts(&value, "v = 1 ");
	gives(bg_strf(arena, "[%s1]\n%s1 = %s\n  %s\n[%s2]\n%s2 = 1\n  x\n", name.bytes,
	              name.bytes, value.bytes, value.bytes, name.bytes, name.bytes),
	      bg_strf(arena, "[%s1]:1\n %s1:2\n[%s2]:4\n %s2:5\n", name.bytes, name.bytes,
	              name.bytes, name.bytes));
	gives(bg_strf(arena, "; %s\na = 1\n", value.bytes), "a:2\n");
	fails(bg_strf(arena, "a = 1\n%s%s = 1\n", name.bytes, name.bytes), 2, "longer");
	bg_arena_free(arena);
}

static void
other_lines_are_errors(void **state)
{
	(void)state;
	fails("[s]\na = 1\nb\n", 3, "neither");
	fails("[s\na = 1\n", 1, "neither");
	check_error("a = 1\n\0b = 2\n", 13, 0, "NUL");
	fails("a = 1\n\xff = 1\n", 2, "UTF-8");
	fails("[\xff]\n", 1, "UTF-8");
	fails(" [\xff]\na = 1\n", 2, "UTF-8");
	gives("# \xff\na = \xff\n", "a:2\n");
}

static void
nodes_are_limited(void **state)
{
	static const char *const text[] = {"a=1\nb=1\nc=1\n", "[a]\n[b]\n[c]\n"};
	struct nodes_result result;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		nodes_init(&result);
		result.limits.v[BG_LIMIT_NODES] = 6;
		nodes_parse(&result, bg_ini_parse, text[i]);
		assert_int_equal(result.rc, -1);
		assert_int_equal(result.err.code, BG_ELIMIT);
		assert_int_equal(result.err.line, 3);
		nodes_free(&result);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_stand_in_sections),
		cmocka_unit_test(section_that_stands_twice_is_one),
		cmocka_unit_test(section_without_names_is_seen),
		cmocka_unit_test(comments_are_no_names),
		cmocka_unit_test(indented_lines_continue_a_value),
		cmocka_unit_test(long_texts_are_not_cut),
		cmocka_unit_test(other_lines_are_errors),
		cmocka_unit_test(nodes_are_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
