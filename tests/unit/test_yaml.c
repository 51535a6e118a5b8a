/* SPDX-License-Identifier: MIT */
/* YAML: scalars, aliases, documents, errors with their places. */
#include "parse/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/nodes.h"

static void
check_error(const char *text, size_t n, unsigned line, unsigned column, const char *part)
{
	struct nodes_result result;

	nodes_init(&result);
	nodes_parse_bytes(&result, bg_yaml_parse, text, n);
	assert_int_equal(result.rc, -1);
	assert_int_equal(result.err.code, BG_ESYNTAX);
	if (!strstr(result.err.text, part))
		fail_msg("'%s' lacks '%s'", result.err.text, part);
	assert_int_equal(result.err.line, line);
	assert_int_equal(result.err.column, column);
	assert_string_equal(result.err.path, "file");
	nodes_free(&result);
}

static void
fails(const char *text, unsigned line, unsigned column, const char *part)
{
	check_error(text, strlen(text), line, column, part);
}

static void
unquoted_on_is_a_bool_and_no_key(void **state)
{
	struct bg_node *map = nodes_root(state, "on: monday\noff: x\n");

	assert_int_equal(map->pair[0].key->type, BG_NODE_BOOL);
	assert_string_equal(map->pair[0].key->text, "on");
	assert_false(map->pair[0].key->quoted);
	assert_null(bg_node_get(map, "on"));
}

static void
on_holds_an_int_or_a_string(void **state)
{
	struct bg_node *list = nodes_root(state, "- {'on': 1}\n- {\"on\": monday}\n");

	assert_int_equal(bg_node_get(list->item[0], "on")->type, BG_NODE_INT);
	assert_int_equal(bg_node_get(list->item[1], "on")->type, BG_NODE_STRING);
}

static void
time_of_day_is_sexagesimal_unless_it_begins_with_zero(void **state)
{
	struct bg_node *list = nodes_root(state, "[16:20, 04:10, '16:20', 16:20.5, 1620]");

	assert_int_equal(list->item[0]->type, BG_NODE_INT);
	assert_true(list->item[0]->sexagesimal);
	assert_string_equal(list->item[0]->text, "16:20");
	assert_int_equal(list->item[1]->type, BG_NODE_STRING);
	assert_false(list->item[1]->sexagesimal);
	assert_false(list->item[1]->quoted);
	assert_int_equal(list->item[2]->type, BG_NODE_STRING);
	assert_true(list->item[2]->quoted);
	assert_int_equal(list->item[3]->type, BG_NODE_FLOAT);
	assert_true(list->item[3]->sexagesimal);
	assert_false(list->item[4]->sexagesimal);
}

static void
header_comments_are_no_keys(void **state)
{
	struct bg_node *map = nodes_root(state, "# command: x\n# on: y\ncommand: z # at: 1\n");

	assert_int_equal(map->npair, 1);
	assert_string_equal(bg_node_get(map, "command")->text, "z");
}

static void
flow_lists_are_lists(void **state)
{
	struct bg_node *list =
		bg_node_get(nodes_root(state, "on: 1\nd: [mon, 'tue', 3]\n"), "d");

	assert_int_equal(list->type, BG_NODE_SEQUENCE);
	assert_int_equal(list->nitem, 3);
	assert_string_equal(list->item[1]->text, "tue");
	assert_int_equal(list->line, 2);
	assert_int_equal(list->column, 4);
	assert_int_equal(list->item[2]->column, 17);
}

static void
tab_indentation_is_an_error_with_its_place(void **state)
{
	(void)state;
	fails("a:\n\tb: 1\n", 2, 1, "found character that cannot start any token");
}

static void
aliases_share_their_node(void **state)
{
	struct bg_node *map = nodes_root(state, "a: &x {k: 1}\nb: *x\nc: [*x]\n");

	assert_ptr_equal(bg_node_get(map, "b"), bg_node_get(map, "a"));
	assert_ptr_equal(bg_node_get(map, "c")->item[0], bg_node_get(map, "a"));
}

static void
alias_without_anchor_is_an_error(void **state)
{
	(void)state;
	fails("a: *x\n", 1, 4, "alias '*x' has no anchor before it");
	fails("a: *x\nb: &x 1\n", 1, 4, "no anchor");
	fails("a: &x 1\n---\nb: *x\n", 3, 4, "no anchor");
}

static void
alias_inside_its_anchor_is_an_error(void **state)
{
	(void)state;
	fails("a: &x {b: *x}\n", 1, 11, "alias '*x' stands inside its own anchor");
	fails("&x [[*x]]\n", 1, 6, "inside its own anchor");
	fails("&x {*x : 1}\n", 1, 5, "inside its own anchor");
	fails("a: &x\n  <<: *x\n", 2, 7, "inside its own anchor");
}

static void
anchor_again_means_the_last_one(void **state)
{
	struct bg_node *map = nodes_root(state, "a: &x 1\nb: *x\nc: &x 2\nd: *x\n");

	assert_string_equal(bg_node_get(map, "b")->text, "1");
	assert_string_equal(bg_node_get(map, "d")->text, "2");
	nodes_check_remark(
		state, 0, 3,
		"anchor 'x' stands on line 1 already: aliases from here on mean this one");
}

static void
several_documents_are_all_read(void **state)
{
	struct nodes_result *result = *state;

	nodes_parse(result, bg_yaml_parse, "a: 1\n---\n- b\n...\n---\n");
	assert_int_equal(result->rc, 0);
	assert_int_equal(result->nodes.ndocument, 3);
	assert_int_equal(result->nodes.document[1]->type, BG_NODE_SEQUENCE);
	assert_int_equal(result->nodes.document[2]->type, BG_NODE_NULL);
	assert_int_equal(result->nodes.nremark, 1);
	nodes_check_remark(state, 0, 2,
	                   "the file holds 3 documents; the second one starts here");
}

static void
empty_file_has_no_documents(void **state)
{
	struct nodes_result *result = *state;

	nodes_parse(result, bg_yaml_parse, "");
	assert_int_equal(result->rc, 0);
	assert_int_equal(result->nodes.ndocument, 0);
	nodes_parse(result, bg_yaml_parse, "# only this\n\n");
	assert_int_equal(result->rc, 0);
	assert_int_equal(result->nodes.ndocument, 0);
	assert_int_equal(result->nodes.nremark, 0);
}

static void
tags_set_types_and_stay(void **state)
{
	struct bg_node *list =
		nodes_root(state, "[!!str 12, !!int '12', !Foo 12, !Foo [1], !!str, ! 12]");

	assert_int_equal(list->item[0]->type, BG_NODE_STRING);
	assert_string_equal(list->item[0]->tag, "tag:yaml.org,2002:str");
	assert_false(list->item[0]->quoted);
	assert_int_equal(list->item[1]->type, BG_NODE_INT);
	assert_false(list->item[1]->quoted);
	assert_int_equal(list->item[2]->type, BG_NODE_STRING);
	assert_string_equal(list->item[2]->tag, "!Foo");
	assert_int_equal(list->item[3]->type, BG_NODE_SEQUENCE);
	assert_string_equal(list->item[3]->tag, "!Foo");
	assert_int_equal(list->item[3]->nitem, 1);
	assert_int_equal(list->item[4]->type, BG_NODE_STRING);
	assert_int_equal(list->item[5]->type, BG_NODE_INT);
	assert_null(list->item[5]->tag);
	assert_null(list->tag);
}

static void
ill_formed_text_is_an_error_with_its_place(void **state)
{
	(void)state;
	fails("a: ok\nb: x\xFF\n", 2, 5, "invalid leading UTF-8 octet");
	fails("a: \xE2\x98\x83\xC0\xAF\n", 1, 5, "invalid length of a UTF-8 sequence");
	fails("a: \xED\xA0\x80\n", 1, 4, "invalid Unicode character");
	fails("a: x\x01\n", 1, 5, "control characters are not allowed");
	check_error("a: x\0y\n", 7, 1, 5, "control characters are not allowed");
	fails("a: \"x\\0y\"\n", 1, 4, "a scalar holds a NUL character");
	check_error("\xFF\xFE"
	            "a\0:\0 \0\0\xD8\n\0",
	            12, 0, 0, "at byte");
}

static void
utf16_with_a_bom_is_read(void **state)
{
	struct nodes_result *result = *state;

	nodes_parse_bytes(result, bg_yaml_parse, "\xFE\xFF\0a\0:\0 \0\xE9\0\n", 12);
	assert_int_equal(result->rc, 0);
	assert_string_equal(bg_node_get(result->nodes.document[0], "a")->text, "\xC3\xA9");
}

static void
bom_is_no_part_of_the_first_key(void **state)
{
	assert_non_null(bg_node_get(nodes_root(state, "\xEF\xBB\xBF"
	                                              "a: 1\n"),
	                            "a"));
}

static void
malformed_text_is_an_error_with_its_place(void **state)
{
	(void)state;
	fails("a: [1, 2\nb: 3\n", 2, 2,
	      "did not find expected ',' or ']' while parsing a flow sequence that starts on "
	      "line 1");
	fails("a: 1\n b: 2\n", 2, 3, "mapping values are not allowed in this context");
	fails("a: \"x\n", 2, 1, "found unexpected end of stream");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, nodes_set_up, nodes_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(unquoted_on_is_a_bool_and_no_key),
		TEST(on_holds_an_int_or_a_string),
		TEST(time_of_day_is_sexagesimal_unless_it_begins_with_zero),
		TEST(header_comments_are_no_keys),
		TEST(flow_lists_are_lists),
		TEST(tab_indentation_is_an_error_with_its_place),
		TEST(aliases_share_their_node),
		TEST(alias_without_anchor_is_an_error),
		TEST(alias_inside_its_anchor_is_an_error),
		TEST(anchor_again_means_the_last_one),
		TEST(several_documents_are_all_read),
		TEST(empty_file_has_no_documents),
		TEST(tags_set_types_and_stay),
		TEST(ill_formed_text_is_an_error_with_its_place),
		TEST(utf16_with_a_bom_is_read),
		TEST(bom_is_no_part_of_the_first_key),
		TEST(malformed_text_is_an_error_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
