/* SPDX-License-Identifier: MIT */
/* Python tokens: their kinds and places, indentation, numbers, prefixes, encodings. */
#include "python/parser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/python.h"

/* The tokens of a text as "kind@line:column", or the failure. */
static void
expect_tokens(const char *text, const char *want)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_py_parser *p = bg_alloc(arena, sizeof(*p));
	struct bg_blob blob = {.path = "a.py", .bytes = text, .n = strlen(text), .id = "0"};
	struct bg_buf out = {.arena = arena};
	struct bg_err err = {0};

	p->arena = arena;
	p->err = &err;
	p->words = bg_py_words_new(arena);
	p->lex.line = p->lex.nindent = 1;
	p->lex.fresh = true;
	p->tok.type = BG_TOK_NEWLINE;
	if (bg_py_read_text(p, &blob)) {
		p->lex.p = p->lex.line_start = p->text;
		for (bg_py_next(p); !bg_py_is(p, BG_TOK_EOF) && !bg_py_failed(p); bg_py_next(p))
			bg_buf_printf(&out, "%s%s@%u:%u", out.n ? " " : "",
			              bg_py_tok_word(p->tok.type), p->tok.at.line,
			              p->tok.at.column);
	}
	if (err.code)
		bg_buf_printf(&out, "%s!%u:%u %s", out.n ? " " : "", err.line, err.column,
		              err.text);
	assert_string_equal(bg_buf_str(&out), want);
	bg_arena_free(arena);
}

#define NAME "a name@"
#define NUMBER "a number@"
#define STRING "a string@"
#define END "the end of the line@"
#define IN "an indented block@"
#define OUT "the end of the block@"

static void
tokens_have_places(void **state)
{
	(void)state;
	expect_tokens("", "");
	expect_tokens("a", NAME "1:0 " END "1:1");
	expect_tokens("\n # b\na\n", NAME "3:0 " END "3:1");
	expect_tokens("a  +b\n", NAME "1:0 '+'@1:3 " NAME "1:4 " END "1:5");
	expect_tokens("\xC3\xA9=1\n", NAME "1:0 '='@1:2 " NUMBER "1:3 " END "1:4");
	expect_tokens("a \\\n b\n", NAME "1:0 " NAME "2:1 " END "2:2");
	expect_tokens("(\na # b\n\n)\n", "'('@1:0 " NAME "2:0 ')'@4:0 " END "4:1");
	expect_tokens("''' \n '''a\n", STRING "1:0 " NAME "2:4 " END "2:5");
	expect_tokens("a\fb\n", NAME "1:0 " NAME "1:2 " END "1:3");
}

static void
operators_are_longest_first(void **state)
{
	(void)state;
	expect_tokens("**= ** *= * //= // <<= << <= <",
	              "'**='@1:0 '**'@1:4 '*='@1:7 '*'@1:10 '//='@1:12 '//'@1:16 '<<='@1:19 "
	              "'<<'@1:23 '<='@1:26 '<'@1:29 " END "1:30");
	expect_tokens("-> -= - := : != ! ... .. @=",
	              "'->'@1:0 '-='@1:3 '-'@1:6 ':='@1:8 ':'@1:11 '!='@1:13 '!'@1:16 "
	              "'...'@1:18 '.'@1:22 '.'@1:23 '@='@1:25 " END "1:27");
	expect_tokens("$", "!1:1 unexpected character '$'");
}

static void
indentation_opens_and_closes(void **state)
{
	(void)state;
	expect_tokens("a\n b\n  c\nd\n",
	              NAME "1:0 " END "1:1 " IN "2:1 " NAME "2:1 " END "2:2 " IN "3:2 " NAME
	                   "3:2 " END "3:3 " OUT "4:0 " OUT "4:0 " NAME "4:0 " END "4:1");
	expect_tokens("a\n\tb\n        c\n",
	              NAME "1:0 " END "1:1 " IN "2:1 " NAME "2:1 " END "2:2 "
	                   "!3:9 tabs and spaces are mixed inconsistently");
	expect_tokens("a\n  b\n c\n", NAME "1:0 " END "1:1 " IN "2:2 " NAME "2:2 " END "2:3 "
	                                   "!3:2 the indentation matches no outer block");
}

static void
ends_of_lines_are_alike(void **state)
{
	static const char want[] = NAME "1:0 " END "1:1 " NAME "2:0 " END "2:1";

	(void)state;
	expect_tokens("a\nb\n", want);
	expect_tokens("a\r\nb\r\n", want);
	expect_tokens("a\rb\r", want);
	expect_tokens("\xEF\xBB\xBF"
	              "a\nb\n",
	              want);
}

static void
numbers_have_forms(void **state)
{
	static const char *const good[] = {"0",   "00", "1_0", "0x_fF", "0o17",         "0B1",
	                                   "1.",  ".5", "1e5", "1E-5",  "1_0.0_1e1_0j", "09.5",
	                                   "09j", "0_0"};
	static const char *const bad[] = {"0777", "1__0", "1_",  "0x",   "0b2", "0o8",
	                                  "1e+",  "1abc", "0xg", "1_.5", "1L"};
	struct python_case c;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		python_parse_text(&c, good[i]);
		assert_int_equal(c.rc, 0);
		python_free(&c);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		python_parse_text(&c, bad[i]);
		assert_int_equal(c.rc, -1);
		assert_int_equal(c.err.code, BG_ESYNTAX);
		python_free(&c);
	}
}

static void
prefixes_are_known(void **state)
{
	(void)state;
	assert_int_equal(bg_py_lex_prefix("", 0), 0);
	assert_int_equal(bg_py_lex_prefix("R", 1), BG_PREFIX_RAW);
	assert_int_equal(bg_py_lex_prefix("bR", 2), BG_PREFIX_RAW | BG_PREFIX_BYTES);
	assert_int_equal(bg_py_lex_prefix("rf", 2), BG_PREFIX_RAW | BG_PREFIX_F);
	assert_int_equal(bg_py_lex_prefix("Tr", 2), BG_PREFIX_RAW | BG_PREFIX_T);
	assert_int_equal(bg_py_lex_prefix("ur", 2), -1);
	assert_int_equal(bg_py_lex_prefix("bf", 2), -1);
	assert_int_equal(bg_py_lex_prefix("rr", 2), -1);
	assert_int_equal(bg_py_lex_prefix("x", 1), -1);
}

static void
text_that_is_none_fails(void **state)
{
	struct python_case c;

	(void)state;
	expect_tokens("a\n\xFF", "!2:1 expected UTF-8, found the byte 0xFF");
	expect_tokens("# coding: latin-1\n\xE9\n", NAME "2:0 " END "2:2");
	expect_tokens("#\n# coding=ascii\n\xE9\n",
	              "!2:1 the encoding is ascii, and a byte beyond it");
	python_parse(&c, "a\nb\0", 4, BG_PY_WHOLE);
	assert_string_equal(c.err.text, "unexpected NUL byte");
	assert_int_equal(c.err.line, 2);
	assert_int_equal(c.err.column, 2);
	python_free(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_have_places),
		cmocka_unit_test(operators_are_longest_first),
		cmocka_unit_test(indentation_opens_and_closes),
		cmocka_unit_test(ends_of_lines_are_alike),
		cmocka_unit_test(numbers_have_forms),
		cmocka_unit_test(prefixes_are_known),
		cmocka_unit_test(text_that_is_none_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
