/* SPDX-License-Identifier: MIT */
/* YAML: scalars, keys, merges, documents, errors with their places. */
#include "parse/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/nodes.h"

static int
set_up(void **state)
{
	static struct nodes_result result;

	nodes_init(&result);
	*state = &result;
	return 0;
}

static int
tear_down(void **state)
{
	nodes_free(*state);
	return 0;
}

/* The one document of a text. */
static struct bg_node *
root(void **state, const char *text)
{
	struct nodes_result *result = *state;

	nodes_parse(result, bg_yaml_parse, text);
	if (result->rc)
		fail_msg("%s: %s", text, result->err.text);
	assert_int_equal(result->nodes.ndocument, 1);
	return result->nodes.document[0];
}

static void
check_remark(void **state, size_t i, unsigned line, const char *text)
{
	struct nodes_result *result = *state;

	assert_true(i < result->nodes.nremark);
	assert_int_equal(result->nodes.remark[i].line, line);
	assert_string_equal(result->nodes.remark[i].text, text);
}

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
	struct bg_node *map = root(state, "on: monday\noff: x\n");

	assert_int_equal(map->pair[0].key->type, BG_NODE_BOOL);
	assert_string_equal(map->pair[0].key->text, "on");
	assert_false(map->pair[0].key->quoted);
	assert_null(bg_node_get(map, "on"));
}

static void
on_holds_an_int_or_a_string(void **state)
{
	struct bg_node *list = root(state, "- {'on': 1}\n- {\"on\": monday}\n");

	assert_int_equal(bg_node_get(list->item[0], "on")->type, BG_NODE_INT);
	assert_int_equal(bg_node_get(list->item[1], "on")->type, BG_NODE_STRING);
}

static void
time_of_day_is_sexagesimal_unless_it_begins_with_zero(void **state)
{
	struct bg_node *list = root(state, "[16:20, 04:10, '16:20', 16:20.5, 1620]");

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
	struct bg_node *map = root(state, "# command: x\n# on: y\ncommand: z # at: 1\n");

	assert_int_equal(map->npair, 1);
	assert_string_equal(bg_node_get(map, "command")->text, "z");
}

static void
flow_lists_are_lists(void **state)
{
	struct bg_node *list = bg_node_get(root(state, "on: 1\nd: [mon, 'tue', 3]\n"), "d");

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
	struct bg_node *map = root(state, "a: &x {k: 1}\nb: *x\nc: [*x]\n");

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
	struct bg_node *map = root(state, "a: &x 1\nb: *x\nc: &x 2\nd: *x\n");

	assert_string_equal(bg_node_get(map, "b")->text, "1");
	assert_string_equal(bg_node_get(map, "d")->text, "2");
	check_remark(state, 0, 3,
	             "anchor 'x' stands on line 1 already: aliases from here on mean this one");
}

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

static void
merge_keeps_own_pairs_and_marks_the_others(void **state)
{
	struct bg_node *map = root(state, "b: &b {x: 1, y: 2}\nd:\n  <<: *b\n  z: 4\n  y: 3\n");

	assert_string_equal(pairs(bg_node_get(map, "d")), "z=4 y=3 +x=1");
}

static void
merge_of_a_list_prefers_the_first(void **state)
{
	struct bg_node *map = root(state, "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\n"
	                                  "c: {<<: [*a, *b]}\nd: {<<: [*b, *a], q: 0}\n");

	assert_string_equal(pairs(bg_node_get(map, "c")), "+y=1 +z=2 +x=1");
	assert_string_equal(pairs(bg_node_get(map, "d")), "q=0 +x=1 +y=2 +z=2");
}

static void
merge_follows_merges(void **state)
{
	struct bg_node *map = root(state, "a: &a {x: 1, k: 0}\nb: &b {<<: *a, y: 2}\n"
	                                  "c: &c {<<: *b, x: 3}\nd: {<<: *c, z: 4}\n");

	assert_string_equal(pairs(bg_node_get(map, "b")), "y=2 +x=1 +k=0");
	assert_string_equal(pairs(bg_node_get(map, "d")), "z=4 +x=3 +y=2 +k=0");
}

static void
merge_takes_the_last_of_duplicates(void **state)
{
	struct bg_node *map = root(state, "a: &a {x: 1, x: 2}\nb: {<<: *a}\n");

	assert_string_equal(pairs(bg_node_get(map, "a")), "x=1 x=2");
	assert_string_equal(pairs(bg_node_get(map, "b")), "+x=2");
}

static void
quoted_merge_key_is_a_key(void **state)
{
	struct bg_node *map = root(state, "{'<<': {x: 1}, !!str <<: 1, a: <<}");

	assert_int_equal(map->npair, 3);
	assert_string_equal(map->pair[0].key->text, "<<");
	assert_false(map->pair[0].merged);
	assert_string_equal(bg_node_get(map, "a")->text, "<<");
}

static void
bad_merge_values_are_errors(void **state)
{
	(void)state;
	fails("a: {<<: 1}\n", 1, 9, "the merge key '<<' needs a mapping or a list of mappings");
	fails("a:\n  <<:\n", 2, 6, "not a value of type 'null'");
	fails("a:\n  <<: [{x: 1}, [y]]\n", 2, 16, "not a value of type 'list'");
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
	check_remark(state, 0, 2, "the file holds 3 documents; the second one starts here");
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
duplicate_keys_are_remarked_from_the_top(void **state)
{
	struct nodes_result *result = *state;

	root(state, "a: 1\nb:\n  c: 1\n  c: 2\na: 3\na: 4\n0x10: x\n16: y\non: x\nyes: y\n"
	            "\"16\": x\n");
	check_remark(state, 0, 4, "duplicate key 'c' (first on line 3): the last one counts");
	check_remark(state, 1, 5, "duplicate key 'a' (first on line 1): the last one counts");
	check_remark(state, 2, 6, "duplicate key 'a' (first on line 1): the last one counts");
	check_remark(state, 3, 8, "duplicate key '16' (first on line 7): the last one counts");
	check_remark(state, 4, 10, "duplicate key 'yes' (first on line 9): the last one counts");
	assert_int_equal(result->nodes.nremark, 5);
}

static void
equal_keys_of_siblings_are_no_duplicates(void **state)
{
	struct nodes_result *result = *state;

	root(state, "a: {x: 1, b: {x: 2, a: 3}}\nb: &b {x: 1}\nc: {x: 1, <<: *b}\n[a]: 1\n");
	assert_int_equal(result->nodes.nremark, 0);
}

static void
remarks_stay_short_and_few(void **state)
{
	struct nodes_result *result = *state;
	struct bg_buf text = {.arena = result->arena};

	for (size_t i = 0; i < 150; i++)
		bg_buf_puts(&text, "\"\\e\xE2\x98\x83 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		                   "aaaaaa\xE2\x98\x83 and much more\": 1\n");
	root(state, bg_buf_str(&text));
	assert_int_equal(result->nodes.nremark, 101);
	check_remark(state, 0, 2, "duplicate key '\\x1B\xE2\x98\x83 aaaaaaaaaaaaaaaaaaaaaaaaa"
	                          "aaaaaaaaaaaaaaaaaaaaaaaaa\xE2\x80\xA6' (first on line 1): "
	                          "the last one counts");
	check_remark(state, 100, 0, "49 more remarks are left out");
}

static void
tags_set_types_and_stay(void **state)
{
	struct bg_node *list = root(state, "[!!str 12, !!int '12', !Foo 12, !Foo [1], !!str, ! 12]");

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
	check_error("\xFF\xFE" "a\0:\0 \0\0\xD8\n\0", 12, 0, 0, "at byte");
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
	assert_non_null(bg_node_get(root(state, "\xEF\xBB\xBF" "a: 1\n"), "a"));
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

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
		TEST(merge_keeps_own_pairs_and_marks_the_others),
		TEST(merge_of_a_list_prefers_the_first),
		TEST(merge_follows_merges),
		TEST(merge_takes_the_last_of_duplicates),
		TEST(quoted_merge_key_is_a_key),
		TEST(bad_merge_values_are_errors),
		TEST(several_documents_are_all_read),
		TEST(empty_file_has_no_documents),
		TEST(duplicate_keys_are_remarked_from_the_top),
		TEST(equal_keys_of_siblings_are_no_duplicates),
		TEST(remarks_stay_short_and_few),
		TEST(tags_set_types_and_stay),
		TEST(ill_formed_text_is_an_error_with_its_place),
		TEST(utf16_with_a_bom_is_read),
		TEST(bom_is_no_part_of_the_first_key),
		TEST(malformed_text_is_an_error_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
