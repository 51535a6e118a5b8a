/* SPDX-License-Identifier: MIT */
/* JSON: values as written, order, errors with their places, limits. */
#include "parse/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/nodes.h"

static void
gives(const char *text, const char *dump)
{
	struct nodes_result result;

	nodes_init(&result);
	nodes_parse(&result, bg_json_parse, text);
	if (result.rc)
		fail_msg("%s: %s", text, result.err.text);
	assert_int_equal(result.nodes.ndocument, 1);
	assert_int_equal(result.nodes.nremark, 0);
	assert_string_equal(nodes_dump_all(result.arena, &result.nodes, true), dump);
	nodes_free(&result);
}

static void
check_error(const char *text, size_t n, unsigned line, unsigned column, const char *part)
{
	struct nodes_result result;

	nodes_init(&result);
	nodes_parse_bytes(&result, bg_json_parse, text, n);
	assert_int_equal(result.rc, -1);
	assert_int_equal(result.err.code, BG_ESYNTAX);
	if (!strstr(result.err.text, part))
		fail_msg("'%s' lacks '%s'", result.err.text, part);
	assert_int_equal(result.err.line, line);
	assert_int_equal(result.err.column, column);
	assert_string_equal(result.err.path, "file");
	assert_int_equal(result.nodes.ndocument, 0);
	nodes_free(&result);
}

static void
fails(const char *text, unsigned line, unsigned column, const char *part)
{
	check_error(text, strlen(text), line, column, part);
}

static void
any_value_is_a_document(void **state)
{
	(void)state;
	gives("null", "---\nnull - @0:0 null\n");
	gives(" true\n", "---\nbool - @0:0 true\n");
	gives("false", "---\nbool - @0:0 false\n");
	gives("\"a\\u00e9\\n\"", "---\nstr q @0:0 a\\xc3\\xa9\\x0a\n");
	gives("\"12\"", "---\nstr q @0:0 12\n");
	gives("[]", "---\nlist - @0:0 \n");
	gives("{}", "---\nmap - @0:0 \n");
}

static void
numbers_stay_as_written(void **state)
{
	(void)state;
	gives("[0,-0,12,-7]", "---\nlist - @0:0 \n int - @0:0 0\n int - @0:0 -0\n"
	                      " int - @0:0 12\n int - @0:0 -7\n");
	gives("[1.50, 1e5,2E-3 ,-0.10e+1]",
	      "---\nlist - @0:0 \n float - @0:0 1.50\n float - @0:0 1e5\n"
	      " float - @0:0 2E-3\n float - @0:0 -0.10e+1\n");
}

static void
numbers_are_never_too_big(void **state)
{
	(void)state;
	gives("9223372036854775807", "---\nint - @0:0 9223372036854775807\n");
	gives("-9223372036854775809", "---\nint - @0:0 -9223372036854775809\n");
	gives("[123456789012345678901234567890, 1e400, -1E-400, 5]",
	      "---\nlist - @0:0 \n int - @0:0 123456789012345678901234567890\n"
	      " float - @0:0 1e400\n float - @0:0 -1E-400\n int - @0:0 5\n");
}

static void
numbers_are_found_between_strings_and_keys(void **state)
{
	(void)state;
	gives("{\"1\": 2, \"a\\\"3\": [\"4\\\\\", 5], \"6\": {\"7\": -8}, \"9\": 1e999}",
	      "---\nmap - @0:0 \n str q @0:0 1\n int - @0:0 2\n str q @0:0 a\"3\n"
	      " list - @0:0 \n  str q @0:0 4\\x5c\n  int - @0:0 5\n str q @0:0 6\n"
	      " map - @0:0 \n  str q @0:0 7\n  int - @0:0 -8\n str q @0:0 9\n"
	      " float - @0:0 1e999\n");
}

static void
keys_keep_their_order(void **state)
{
	(void)state;
	gives("{\"z\":1,\"a\":2,\"m\":3,\"\":4}",
	      "---\nmap - @0:0 \n str q @0:0 z\n int - @0:0 1\n str q @0:0 a\n int - @0:0 2\n"
	      " str q @0:0 m\n int - @0:0 3\n str q @0:0 \n int - @0:0 4\n");
}

static void
on_is_a_string_key(void **state)
{
	struct nodes_result result;

	(void)state;
	nodes_init(&result);
	nodes_parse(&result, bg_json_parse, "{\"on\": 1}");
	assert_non_null(bg_node_get(result.nodes.document[0], "on"));
	nodes_free(&result);
}

static void
malformed_text_is_an_error_with_its_place(void **state)
{
	(void)state;
	fails("", 1, 1, "near end of file");
	fails("{\"a\": 1,\n \"a\": 2}", 2, 4, "duplicate object key");
	fails("[1,\n2,\n]", 3, 1, "unexpected token near ']'");
	fails("[1 2]", 1, 4, "']' expected near '2'");
	fails("[1] x", 1, 5, "end of file expected");
	fails("[01]", 1, 2, "invalid token near '0'");
	fails("[-]", 1, 2, "invalid token");
	fails("[1.]", 1, 3, "invalid token");
	fails("[1 1e5]", 1, 6, "']' expected near '1e5'");
	fails("[1e]", 1, 3, "invalid token");
	fails("[+1]", 1, 2, "invalid token");
	fails("[.5]", 1, 2, "invalid token");
	fails("[1-2]", 1, 4, "']' expected");
	fails("[NaN]", 1, 4, "invalid token near 'NaN'");
	fails("\"a", 1, 2, "premature end of input");
	fails("[123456789012345678901 1]", 1, 24, "']' expected near '1'");
	fails("]", 1, 1, "unexpected token");
}

static void
ill_formed_text_is_an_error(void **state)
{
	(void)state;
	fails("[\"\xFF\"]", 1, 2, "unable to decode byte 0xff");
	fails("\"\xED\xA0\x80\"", 1, 1, "unable to decode byte 0xed");
	fails("[\"\\ud800\"]", 1, 9, "invalid Unicode");
	fails("[\"\\u0000\"]", 1, 9, "\\u0000 is not allowed");
	fails("{\"\\u0000\": 1}", 1, 9, "NUL byte in object key");
	check_error("[\"\xC3\xA9\0b\"]", 8, 1, 4, "the text holds a NUL character");
	check_error("[\n1\0]", 5, 2, 2, "the text holds a NUL character");
	fails("[\"a\nb\"]", 1, 3, "unexpected newline");
	fails("\xEF\xBB\xBF[]", 1, 1, "invalid token near '\\u{FEFF}'");
	fails("\x1B[0m", 1, 1, "\\x1B");
}

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
	nodes_parse(&result, bg_json_parse, text);
	code = result.err.code;
	assert_int_equal(result.rc, code == BG_OK ? 0 : -1);
	if (part && !strstr(result.err.text, part))
		fail_msg("'%s' lacks '%s'", result.err.text, part);
	nodes_free(&result);
	return code;
}

static void
depth_may_be_reached_not_passed(void **state)
{
	(void)state;
	assert_int_equal(parse("[{\"a\":[]}]", 3, 0, NULL), BG_OK);
	assert_int_equal(parse("[{\"a\":[]}]", 2, 0, "'nesting'"), BG_ELIMIT);
	assert_int_equal(parse("[[],[],[[]],\"[[[[\"]", 3, 0, NULL), BG_OK);
}

static void
nodes_may_be_reached_not_passed(void **state)
{
	(void)state;
	assert_int_equal(parse("{\"a\": [1, true, null], \"b\": \"\"}", 0, 8, NULL), BG_OK);
	assert_int_equal(parse("{\"a\": [1, true, null], \"b\": \"\"}", 0, 7, "'nodes'"),
	                 BG_ELIMIT);
}

static void
hostile_texts_end(void **state)
{
	char *text = malloc(3000001);

	(void)state;
	assert_non_null(text);
	memset(text, '[', 1000000);
	text[1000000] = '\0';
	assert_int_equal(parse(text, 0, 0, "'nesting'"), BG_ELIMIT);
	assert_int_equal(parse(text, 2000000, 0, "the JSON library"), BG_ELIMIT);
	memset(text, '1', 1000000);
	assert_int_equal(parse(text, 0, 0, NULL), BG_OK);
	text[0] = '[';
	for (size_t i = 1; i < 3000000; i++)
		text[i] = i % 2 ? '1' : ',';
	text[3000000] = '\0';
	assert_int_equal(parse(text, 0, 0, "'nodes'"), BG_ELIMIT);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_value_is_a_document),
		cmocka_unit_test(numbers_stay_as_written),
		cmocka_unit_test(numbers_are_never_too_big),
		cmocka_unit_test(numbers_are_found_between_strings_and_keys),
		cmocka_unit_test(keys_keep_their_order),
		cmocka_unit_test(on_is_a_string_key),
		cmocka_unit_test(malformed_text_is_an_error_with_its_place),
		cmocka_unit_test(ill_formed_text_is_an_error),
		cmocka_unit_test(depth_may_be_reached_not_passed),
		cmocka_unit_test(nodes_may_be_reached_not_passed),
		cmocka_unit_test(hostile_texts_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
