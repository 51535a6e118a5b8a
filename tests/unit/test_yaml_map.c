/* SPDX-License-Identifier: MIT */
/* YAML mappings: duplicate keys and merge keys. */
#include "parse/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/nodes.h"

static const char *
pairs(const struct bg_node *map)
{
	static char text[256];
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < map->npair; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s%s=%s", i ? " " : "",
		                      map->pair[i].merged ? "+" : "", map->pair[i].key->text,
		                      map->pair[i].value->text);
	return text;
}

/* A merge whose value must be refused at a place. */
static void
refuses(const char *text, unsigned line, unsigned column, const char *part)
{
	struct nodes_result result;

	nodes_init(&result);
	nodes_parse(&result, bg_yaml_parse, text);
	assert_int_equal(result.rc, -1);
	assert_int_equal(result.err.code, BG_ESYNTAX);
	assert_non_null(strstr(result.err.text, part));
	assert_int_equal(result.err.line, line);
	assert_int_equal(result.err.column, column);
	nodes_free(&result);
}

static void
duplicate_keys_are_remarked(void **state)
{
	struct nodes_result *result = *state;

	nodes_root(state, "a: 1\nb:\n  c: 1\n  c: 2\na: 3\na: 4\n0x10: x\n16: y\non: x\n"
	                  "yes: y\n\"16\": x\n");
	nodes_check_remark(state, 0, 4,
	                   "duplicate key 'c' (first on line 3): the last one counts");
	nodes_check_remark(state, 1, 5,
	                   "duplicate key 'a' (first on line 1): the last one counts");
	nodes_check_remark(state, 2, 6,
	                   "duplicate key 'a' (first on line 1): the last one counts");
	nodes_check_remark(state, 3, 8,
	                   "duplicate key '16' (first on line 7): the last one counts");
	nodes_check_remark(state, 4, 10,
	                   "duplicate key 'yes' (first on line 9): the last one counts");
	assert_int_equal(result->nodes.nremark, 5);
}

static void
duplicate_keys_are_equal_values(void **state)
{
	struct nodes_result *result = *state;

	nodes_root(state, "3: a\n0b11: a\n8: a\n010: a\n90: a\n1:30: a\n5: a\n+5: a\n0: a\n"
	                  "-0: a\n1_000: a\n1000: a\n~: a\nnull: a\n-7: a\n-0x7: a\n"
	                  "18446744073709551615: a\n0xffffffffffffffff: a\n");
	assert_int_equal(result->nodes.nremark, 9);
	for (unsigned i = 0; i < 9; i++)
		assert_int_equal(result->nodes.remark[i].line, 2 * i + 2);
	nodes_root(state, "{7: a, -7: a, 0x10: a, 10: a, '8': a, 010: a, !Foo x: a, x: a, "
	                  "no: a, yes: a, 18446744073709551616: a, 0: a, 1.0: a, 1: a}\n");
	assert_int_equal(result->nodes.nremark, 0);
}

static void
remarks_come_from_the_top(void **state)
{
	nodes_root(state, "a: 1\na: 2\nb: {c: 1, c: 2}\n");
	nodes_check_remark(state, 0, 2,
	                   "duplicate key 'a' (first on line 1): the last one counts");
	nodes_check_remark(state, 1, 3,
	                   "duplicate key 'c' (first on line 3): the last one counts");
}

static void
equal_keys_of_siblings_are_no_duplicates(void **state)
{
	struct nodes_result *result = *state;

	nodes_root(state, "a: {x: 1, b: {x: 2, a: 3}}\nb: &b {x: 1}\nc: {x: 1, <<: *b}\n"
	                  "[a]: 1\n");
	assert_int_equal(result->nodes.nremark, 0);
}

static void
remarks_stay_short_and_few(void **state)
{
	struct nodes_result *result = *state;
	struct bg_buf text = {.arena = result->arena};

	for (size_t i = 0; i < 150; i++)
		bg_buf_puts(&text, "\"\\e\xE2\x98\x83 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		                   "aaaaaaaaaa\xE2\x98\x83 and much more\": 1\n");
	nodes_root(state, bg_buf_str(&text));
	assert_int_equal(result->nodes.nremark, 101);
	nodes_check_remark(state, 0, 2,
	                   "duplicate key '\\x1B\xE2\x98\x83 aaaaaaaaaaaaaaaaaaaaaaaaa"
	                   "aaaaaaaaaaaaaaaaaaaaaaaaa\xE2\x80\xA6' (first on line 1): "
	                   "the last one counts");
	nodes_check_remark(state, 100, 0, "49 more remarks are left out");
}

static void
merge_keeps_own_pairs_and_marks_the_others(void **state)
{
	struct bg_node *map =
		nodes_root(state, "b: &b {x: 1, y: 2}\nd:\n  <<: *b\n  z: 4\n  y: 3\n");

	assert_string_equal(pairs(bg_node_get(map, "d")), "z=4 y=3 +x=1");
}

static void
merge_of_a_list_prefers_the_first(void **state)
{
	struct bg_node *map = nodes_root(state, "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\n"
	                                        "c: {<<: [*a, *b]}\nd: {<<: [*b, *a], q: 0}\n");

	assert_string_equal(pairs(bg_node_get(map, "c")), "+y=1 +z=2 +x=1");
	assert_string_equal(pairs(bg_node_get(map, "d")), "q=0 +x=1 +y=2 +z=2");
}

static void
merge_follows_merges(void **state)
{
	struct bg_node *map = nodes_root(state, "a: &a {x: 1, k: 0}\nb: &b {<<: *a, y: 2}\n"
	                                        "c: &c {<<: *b, x: 3}\nd: {<<: *c, z: 4}\n");

	assert_string_equal(pairs(bg_node_get(map, "b")), "y=2 +x=1 +k=0");
	assert_string_equal(pairs(bg_node_get(map, "d")), "z=4 +x=3 +y=2 +k=0");
}

static void
merge_takes_the_last_of_duplicates(void **state)
{
	struct bg_node *map = nodes_root(state, "a: &a {x: 1, x: 2}\nb: {<<: *a}\n");

	assert_string_equal(pairs(bg_node_get(map, "a")), "x=1 x=2");
	assert_string_equal(pairs(bg_node_get(map, "b")), "+x=2");
}

static void
quoted_merge_key_is_a_key(void **state)
{
	struct bg_node *map = nodes_root(state, "{'<<': {x: 1}, !!str <<: 1, a: <<}");

	assert_int_equal(map->npair, 3);
	assert_string_equal(map->pair[0].key->text, "<<");
	assert_false(map->pair[0].merged);
	assert_string_equal(bg_node_get(map, "a")->text, "<<");
}

static void
bad_merge_values_are_errors(void **state)
{
	(void)state;
	refuses("a: {<<: 1}\n", 1, 9, "'<<' needs a mapping or a list of mappings");
	refuses("a:\n  <<:\n", 2, 6, "not a value of type 'null'");
	refuses("a:\n  <<: [{x: 1}, [y]]\n", 2, 16, "not a value of type 'list'");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, nodes_set_up, nodes_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(duplicate_keys_are_remarked),
		TEST(duplicate_keys_are_equal_values),
		TEST(remarks_come_from_the_top),
		TEST(equal_keys_of_siblings_are_no_duplicates),
		TEST(remarks_stay_short_and_few),
		TEST(merge_keeps_own_pairs_and_marks_the_others),
		TEST(merge_of_a_list_prefers_the_first),
		TEST(merge_follows_merges),
		TEST(merge_takes_the_last_of_duplicates),
		TEST(quoted_merge_key_is_a_key),
		TEST(bad_merge_values_are_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
