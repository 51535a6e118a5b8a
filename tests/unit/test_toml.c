/* SPDX-License-Identifier: MIT */
/* TOML: where errors stand and what they say, lines of nodes, and hostile texts. */
#include "parse/toml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/nodes.h"

static const struct {
	const char *text;
	unsigned line, column;
	const char *says;
} errors[] = {
	{"a = 1\nb =\n", 2, 4, "a value is missing"},
	{"a = 1\nb = yes\n", 2, 5, "'yes' is no value"},
	{"a = 01", 1, 5, "'01' is no value"},
	{"a = 1 2", 1, 7, "goes on behind its end"},
	{"a", 1, 2, "'=' is missing behind a key"},
	{"= 1", 1, 1, "a key is missing"},
	{"a.b = 1\na . b = 2", 2, 1, "'a.b' is defined twice"},
	{"[a]\nx = 1\n\n  [a]", 4, 4, "'a' is defined twice"},
	{"[a.b]\n[a]\nb.c = 1", 3, 1, "'b' is defined twice"},
	{"[[a]\n", 1, 4, "closing ']]'"},
	{"[a\n", 1, 3, "closing ']'"},
	{"a = [1 2]", 1, 8, "without ',' or ']'"},
	{"a = {b = 1 c = 2}", 1, 12, "without ',' or '}'"},
	{"a = \"\xc3\xa9\\x\"", 1, 8, "begins no escape"},
	{"a = \"\\u12\"", 1, 8, "4 hexadecimal digits"},
	{"a = \"\\ud800\"", 1, 8, "no Unicode character"},
	{"a = \"\\u0000\"", 1, 8, "NUL"},
	{"a = 'b\n", 1, 7, "closing '"},
	{"a = '''b\n", 2, 1, "closing '''"},
	{"# a\x02", 1, 4, "a control character"},
};

static void
errors_name_their_place(void **state)
{
	struct nodes_result result;

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		nodes_init(&result);
		nodes_parse(&result, bg_toml_parse, errors[i].text);
		if (result.rc != -1 || result.err.code != BG_ESYNTAX ||
		    result.err.line != errors[i].line ||
		    result.err.column != errors[i].column ||
		    !strstr(result.err.text, errors[i].says))
			fail_msg("%s: %u:%u: %s", errors[i].text, result.err.line,
			         result.err.column, result.err.text);
		assert_int_equal(result.nodes.ndocument, 0);
		nodes_free(&result);
	}
}

static void
bytes_that_are_no_text_fail(void **state)
{
	static const char nul[] = "a = 1\nb = '\0'\n", latin[] = "a = 1\n\nb = '\xe9'\n";
	struct nodes_result result;

	(void)state;
	nodes_init(&result);
	nodes_parse_bytes(&result, bg_toml_parse, nul, sizeof(nul) - 1);
	assert_int_equal(result.err.code, BG_ESYNTAX);
	assert_int_equal(result.err.line, 2);
	nodes_free(&result);
	nodes_init(&result);
	nodes_parse_bytes(&result, bg_toml_parse, latin, sizeof(latin) - 1);
	assert_int_equal(result.err.code, BG_ESYNTAX);
	assert_int_equal(result.err.line, 3);
	nodes_free(&result);
}

static void
nodes_know_their_lines(void **state)
{
	const struct bg_node *root, *tool;
	struct nodes_result result;

	(void)state;
	nodes_init(&result);
	nodes_parse(&result, bg_toml_parse, "\n[tool]\n\"x.y\" = '''\n\n'''\nlast = 1\n");
	assert_int_equal(result.rc, 0);
	root = result.nodes.document[0];
	assert_int_equal(root->npair, 1);
	assert_string_equal(root->pair[0].key->text, "tool");
	assert_int_equal(root->pair[0].key->line, 2);
	tool = root->pair[0].value;
	assert_int_equal(tool->npair, 2);
	assert_string_equal(tool->pair[0].key->text, "x.y");
	assert_int_equal(tool->pair[0].key->line, 3);
	assert_int_equal(tool->pair[1].key->line, 6);
	nodes_free(&result);
}

static void
fails_at_a_limit(const char *head, const char *part, size_t n, enum bg_limit limit)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf text = {.arena = arena};
	struct nodes_result result;

	bg_buf_puts(&text, head);
	for (size_t i = 0; i < n; i++)
		bg_buf_puts(&text, part);
	nodes_init(&result);
	if (limit == BG_LIMIT_NODES)
		result.limits.v[BG_LIMIT_NODES] = 1000;
	nodes_parse_bytes(&result, bg_toml_parse, text.bytes, text.n);
	assert_int_equal(result.rc, -1);
	assert_int_equal(result.err.code, BG_ELIMIT);
	nodes_free(&result);
	bg_arena_free(arena);
}

static void
depth_and_size_end_at_a_limit(void **state)
{
	(void)state;
	fails_at_a_limit("a = ", "[", 100000, BG_LIMIT_DEPTH);
	fails_at_a_limit("a = ", "{b=", 100000, BG_LIMIT_DEPTH);
	fails_at_a_limit("a", ".a", 100000, BG_LIMIT_DEPTH);
	fails_at_a_limit("[a", ".a", 100000, BG_LIMIT_DEPTH);
	fails_at_a_limit("a = [", "1,", 1000, BG_LIMIT_NODES);
	fails_at_a_limit("", "[[a]]\n", 1000, BG_LIMIT_NODES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_name_their_place),
		cmocka_unit_test(bytes_that_are_no_text_fail),
		cmocka_unit_test(nodes_know_their_lines),
		cmocka_unit_test(depth_and_size_end_at_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
