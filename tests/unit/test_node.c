/* SPDX-License-Identifier: MIT */
/* Nodes: words, lookups, names. */
#include "parse/node.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "parse/name.h"
#include "parse/yaml.h"
#include "support/nodes.h"

static void
words_are_those_of_reports(void **state)
{
	(void)state;
	assert_string_equal(bg_node_word(BG_NODE_NULL), "null");
	assert_string_equal(bg_node_word(BG_NODE_BOOL), "bool");
	assert_string_equal(bg_node_word(BG_NODE_INT), "int");
	assert_string_equal(bg_node_word(BG_NODE_FLOAT), "float");
	assert_string_equal(bg_node_word(BG_NODE_STRING), "str");
	assert_string_equal(bg_node_word(BG_NODE_TIMESTAMP), "timestamp");
	assert_string_equal(bg_node_word(BG_NODE_SEQUENCE), "list");
	assert_string_equal(bg_node_word(BG_NODE_MAPPING), "map");
}

static const char *
value(const char *yaml, const char *key)
{
	static char found[64];
	struct nodes_result result;
	struct bg_node *node;

	nodes_init(&result);
	nodes_parse(&result, bg_yaml_parse, yaml);
	assert_int_equal(result.rc, 0);
	node = bg_node_get(result.nodes.document[0], key);
	if (node)
		snprintf(found, sizeof(found), "%s", node->text);
	nodes_free(&result);
	return node ? found : "absent";
}

static void
get_finds_string_keys_only(void **state)
{
	(void)state;
	assert_string_equal(value("a: 1\nb: 2\n", "b"), "2");
	assert_string_equal(value("a: 1\n", "c"), "absent");
	assert_string_equal(value("on: 1\n", "on"), "absent");
	assert_string_equal(value("'on': 1\n", "on"), "1");
	assert_string_equal(value("12: 1\n", "12"), "absent");
	assert_string_equal(value("\"12\": 1\n", "12"), "1");
	assert_string_equal(value("~: 1\n", "~"), "absent");
	assert_string_equal(value("[a]: 1\na: 2\n", "a"), "2");
}

static void
get_takes_the_last_duplicate(void **state)
{
	(void)state;
	assert_string_equal(value("a: 1\na: 2\na: 3\n", "a"), "3");
}

static void
get_prefers_own_pairs_to_merged_ones(void **state)
{
	struct bg_node key = {.type = BG_NODE_STRING, .text = "k"};
	struct bg_node own = {.type = BG_NODE_STRING, .text = "own"};
	struct bg_node merged = {.type = BG_NODE_STRING, .text = "merged"};
	struct bg_pair pair[] = {{&key, &own, false}, {&key, &merged, true}};
	struct bg_node map = {.type = BG_NODE_MAPPING, .text = "", .pair = pair, .npair = 2};

	(void)state;
	assert_ptr_equal(bg_node_get(&map, "k"), &own);
	map.pair = pair + 1;
	map.npair = 1;
	assert_ptr_equal(bg_node_get(&map, "k"), &merged);
}

static void
get_from_no_mapping_is_null(void **state)
{
	struct bg_node scalar = {.type = BG_NODE_STRING, .text = "a"};

	(void)state;
	assert_null(bg_node_get(NULL, "a"));
	assert_null(bg_node_get(&scalar, "a"));
	assert_string_equal(value("[a, b]\n", "a"), "absent");
}

static void
names_are_one_object_each(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_name *root = NULL, *name[2000];

	(void)state;
	for (size_t i = 0; i < 2000; i++) {
		name[i] = bg_name_at(arena, &root, bg_strf(arena, "name-%zu", i));
		assert_null(name[i]->owner);
		name[i]->owner = name;
		name[i]->index = i;
	}
	for (size_t i = 0; i < 2000; i++) {
		struct bg_name *again = bg_name_at(arena, &root, bg_strf(arena, "name-%zu", i));

		assert_ptr_equal(again, name[i]);
		assert_int_equal(again->index, i);
	}
	assert_null(bg_name_at(arena, &root, "")->owner);
	bg_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_those_of_reports),
		cmocka_unit_test(get_finds_string_keys_only),
		cmocka_unit_test(get_takes_the_last_duplicate),
		cmocka_unit_test(get_prefers_own_pairs_to_merged_ones),
		cmocka_unit_test(get_from_no_mapping_is_null),
		cmocka_unit_test(names_are_one_object_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
