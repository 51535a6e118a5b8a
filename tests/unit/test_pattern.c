/* SPDX-License-Identifier: MIT */
/* Regular expressions: groups, lines, errors with their places, and steps. */
#include "parse/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct fixture {
	struct bg_arena *arena;
	struct bg_limits limits;
	struct bg_pattern *pattern;
	struct bg_err err;
};

static int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	f->arena = bg_arena_new();
	bg_limits_init(&f->limits);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	bg_pattern_free(f->pattern);
	bg_arena_free(f->arena);
	free(f);
	return 0;
}

static void
compile(struct fixture *f, const char *text)
{
	bg_pattern_free(f->pattern);
	memset(&f->err, 0, sizeof(f->err));
	if (bg_pattern_compile(&f->pattern, text, &f->limits, &f->err))
		fail_msg("%s: %s", text, f->err.text);
}

static int
next(struct fixture *f, const char *subject, size_t start, struct bg_match *m, bool *found)
{
	memset(&f->err, 0, sizeof(f->err));
	return bg_pattern_next(f->pattern, subject, strlen(subject), start, m, found, &f->err);
}

static void
print_group(struct bg_buf *out, const char *name, const struct bg_group *g)
{
	if (g->text)
		bg_buf_printf(out, " %s=%.*s", name, (int)g->n, g->text);
}

/* All matches as a caller walks over them. */
static const char *
search(struct fixture *f, const char *text, const char *subject)
{
	struct bg_buf out = {.arena = f->arena};
	struct bg_match m;
	size_t start = 0;
	bool found;

	compile(f, text);
	for (;;) {
		assert_int_equal(next(f, subject, start, &m, &found), 0);
		if (!found)
			return bg_buf_str(&out);
		assert_true(m.from <= m.to && m.to <= strlen(subject));
		bg_buf_printf(&out, "%zu-%zu", m.from, m.to);
		print_group(&out, "id", &m.id);
		print_group(&out, "value", &m.value);
		bg_buf_putc(&out, '\n');
		start = m.to > m.from ? m.to : m.to + 1;
	}
}

static void
refuses(struct fixture *f, const char *text, unsigned column, const char *part)
{
	memset(&f->err, 0, sizeof(f->err));
	bg_pattern_free(f->pattern);
	assert_int_equal(bg_pattern_compile(&f->pattern, text, &f->limits, &f->err), -1);
	assert_null(f->pattern);
	assert_int_equal(f->err.code, BG_EPOLICY);
	assert_int_equal(f->err.column, column);
	if (!strstr(f->err.text, part))
		fail_msg("'%s' lacks '%s'", f->err.text, part);
}

static void
exceeds(struct fixture *f, const char *text, const char *subject)
{
	struct bg_match m;
	bool found;

	compile(f, text);
	if (next(f, subject, 0, &m, &found) == 0)
		fail_msg("%s ends with %d", text, found);
	assert_false(found);
	assert_int_equal(f->err.code, BG_ELIMIT);
	assert_non_null(strstr(f->err.text, "'regex-steps'"));
	assert_non_null(strstr(f->err.hint, "(a+)+"));
}

static char *
fill(struct fixture *f, char c, size_t n)
{
	char *s = bg_alloc(f->arena, n + 1);

	memset(s, c, n);
	return s;
}

static void
groups_are_found_by_name(void **state)
{
	assert_string_equal(search(*state, "^### `(?<id>[A-Z_]+)`(?: = (?<value>.*))?$",
	                           "### `A` = 1 2\n## `B`\n### `C_D`\n"),
	                    "0-13 id=A value=1 2\n21-30 id=C_D\n");
	assert_string_equal(search(*state, "a(b)?", "ab a"), "0-2\n3-4\n");
	assert_string_equal(search(*state, "(?<id>a)|b", "ab"), "0-1 id=a\n1-2\n");
	assert_string_equal(search(*state, "(?<id>)a", "a"), "0-1 id=\n");
}

static void
doubled_names_give_the_one_that_took_part(void **state)
{
	assert_string_equal(search(*state, "(?J)x(?<id>a)|y(?<id>b)", "yb xa"),
	                    "0-2 id=b\n3-5 id=a\n");
	assert_string_equal(search(*state, "(?|x(?<id>a)|y(?<id>b))", "yb xa"),
	                    "0-2 id=b\n3-5 id=a\n");
}

static void
lines_end_with_any_newline(void **state)
{
	assert_string_equal(search(*state, "^a(?<value>.*)$", "a1\r\na2\na3\ra4"),
	                    "0-2 value=1\n4-6 value=2\n7-9 value=3\n10-12 value=4\n");
}

static void
characters_are_not_bytes(void **state)
{
	assert_string_equal(search(*state, "^.(?<id>.)$", "\xC3\xA4\xE2\x82\xAC"),
	                    "0-5 id=\xE2\x82\xAC\n");
	assert_string_equal(search(*state, "(?<id>\\x{20AC})", "\xC3\xA4\xE2\x82\xAC"),
	                    "2-5 id=\xE2\x82\xAC\n");
}

static void
empty_matches_come_to_an_end(void **state)
{
	assert_string_equal(search(*state, "", "ab"), "0-0\n1-1\n2-2\n");
	assert_string_equal(search(*state, "^", "a\n\nb"), "0-0\n2-2\n3-3\n");
	assert_string_equal(search(*state, "(?=(?<id>b+))", "abb"), "1-1 id=bb\n2-2 id=b\n");
	assert_string_equal(search(*state, "", ""), "0-0\n");
	assert_string_equal(search(*state, "a\\Kb*", "abba"), "1-3\n4-4\n");
}

static void
start_is_where_the_search_begins(void **state)
{
	struct bg_match m;
	bool found;

	compile(*state, "\\ba|^b");
	assert_int_equal(next(*state, "aab a", 1, &m, &found), 0);
	assert_true(found);
	assert_int_equal(m.from, 4); /* \b and ^ see what stands before start */
	assert_int_equal(next(*state, "aab a", 5, &m, &found), 0);
	assert_false(found);
	assert_int_equal(next(*state, "aab a", 6, &m, &found), 0);
	assert_false(found);
}

static void
bad_patterns_say_where(void **state)
{
	refuses(*state, "(", 2, "missing closing parenthesis");
	refuses(*state, "ab[c", 5, "missing terminating ]");
	refuses(*state, "ab{2,1}", 7, "out of order");
	refuses(*state, "\\C", 3, "disabled");
	refuses(*state, "a\xFF", 2, "UTF-8");
}

static void
length_limit_is_exact(void **state)
{
	struct fixture *f = *state;

	f->limits.v[BG_LIMIT_LINE] = 3;
	compile(f, "abc");
	bg_pattern_free(f->pattern);
	assert_int_equal(bg_pattern_compile(&f->pattern, "abcd", &f->limits, &f->err), -1);
	assert_null(f->pattern);
	assert_int_equal(f->err.code, BG_ELIMIT);
}

/* Each would take from minutes to longer than the sun lasts. */
static void
catastrophic_patterns_end(void **state)
{
	struct bg_arena *arena = ((struct fixture *)*state)->arena;
	const char *aa = fill(*state, 'a', 1000), *many = fill(*state, 'a', 1000000);
	const char *more = bg_strf(arena, "%scX c", many);

	exceeds(*state, "(a+)+$(?<!a)", aa);
	exceeds(*state, "^(a+)+b", bg_strf(arena, "%.40sXb", aa));
	exceeds(*state, "(a|aa)+b|\\1b", bg_strf(arena, "%.200sXb", aa));
	exceeds(*state, "(?s)a.*b.*c.*d", bg_strf(arena, "%sbcX d", many));
	exceeds(*state, "a++[^a]c", more);
	exceeds(*state, "a{1,60000}+[^a]c", more);
	exceeds(*state, "(?s)(?=.*b)c|(?=.*d)", many);
	exceeds(*state, "(a(?1)?b?)+$(?<!a)", aa);
}

static void
endless_recursion_is_said(void **state)
{
	struct fixture *f = *state;
	struct bg_match m;
	bool found;

	compile(f, "(?R)?b|a(?R)");
	assert_int_equal(next(f, "aab", 0, &m, &found), -1);
	assert_int_equal(f->err.code, BG_ELIMIT);
	if (!strstr(f->err.text, "recursion at the same"))
		fail_msg("%s", f->err.text);
}

static void
step_limit_is_exact(void **state)
{
	struct fixture *f = *state;
	struct bg_match m;
	bool found;
	size_t least = 1;

	for (;; least++) {
		f->limits.v[BG_LIMIT_STEPS] = least;
		compile(f, "^(?:a|b)*c");
		if (next(f, "abababc", 0, &m, &found) == 0)
			break;
		assert_int_equal(f->err.code, BG_ELIMIT);
		assert_true(least < 1000);
	}
	assert_true(found && least > 10);
	assert_int_equal(next(f, "ababababXc", 0, &m, &found), -1);
}

/* A long search that makes way is not one that is stuck. */
static void
far_matches_are_found(void **state)
{
	struct fixture *f = *state;
	struct bg_buf text = {.arena = f->arena};
	struct bg_match m;
	bool found;

	for (size_t i = 0; i < 100000; i++)
		bg_buf_puts(&text, "some_word = Some text, (another) WORD_2\n");
	bg_buf_puts(&text, "### `NAME`: value\n");
	f->limits.v[BG_LIMIT_STEPS] = 1000;
	compile(f, "(?<id>\\b[A-Z_]+\\b)`?\\s*:\\s*(?<value>\\w+)");
	assert_int_equal(next(f, bg_buf_str(&text), 0, &m, &found), 0);
	assert_true(found);
	assert_int_equal(m.from, 40 * 100000 + 5);
	compile(f, "(?:[a-z]+[_ ]?)+:");
	assert_int_equal(next(f, bg_buf_str(&text), 0, &m, &found), -1);
}

static void
free_takes_null(void **state)
{
	(void)state;
	bg_pattern_free(NULL);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(groups_are_found_by_name),
		TEST(doubled_names_give_the_one_that_took_part),
		TEST(lines_end_with_any_newline),
		TEST(characters_are_not_bytes),
		TEST(empty_matches_come_to_an_end),
		TEST(start_is_where_the_search_begins),
		TEST(bad_patterns_say_where),
		TEST(length_limit_is_exact),
		TEST(catastrophic_patterns_end),
		TEST(endless_recursion_is_said),
		TEST(step_limit_is_exact),
		TEST(far_matches_are_found),
		TEST(free_takes_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
