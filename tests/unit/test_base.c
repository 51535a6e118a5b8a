/* SPDX-License-Identifier: MIT */
/* UTF-8, days, words, hashes, errors and sinks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/day.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/sink.h"
#include "base/utf8.h"
#include "base/words.h"
#include "support/arena.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Table 3-7 of the Unicode standard, decoded the long way. */
static bool
is_scalar(uint32_t point)
{
	return point < 0xD800 || (point > 0xDFFF && point < 0x110000);
}

static size_t
encode(char *out, uint32_t point)
{
	if (point < 0x80) {
		out[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (char)(0xC0 | point >> 6);
		out[1] = (char)(0x80 | (point & 0x3F));
		return 2;
	}
	if (point < 0x10000) {
		out[0] = (char)(0xE0 | point >> 12);
		out[1] = (char)(0x80 | (point >> 6 & 0x3F));
		out[2] = (char)(0x80 | (point & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | point >> 18);
	out[1] = (char)(0x80 | (point >> 12 & 0x3F));
	out[2] = (char)(0x80 | (point >> 6 & 0x3F));
	out[3] = (char)(0x80 | (point & 0x3F));
	return 4;
}

static void
utf8_accepts_each_scalar_and_no_other(void **state)
{
	char s[4];
	size_t n;

	(void)state;
	for (uint32_t point = 0; point < 0x120000; point++) {
		n = encode(s, point);
		if (bg_utf8_length(s, n) != (is_scalar(point) ? n : 0))
			fail_msg("U+%04X", (unsigned)point);
		if (n > 1)
			assert_int_equal(bg_utf8_length(s, n - 1), 0);
	}
}

static void
utf8_check_finds_the_first_fault(void **state)
{
	static const struct {
		const char *s;
		size_t n, at;
	} rows[] = {
		{"", 0, 0},
		{"abc", 3, 3},
		{"a\0c", 3, 3},
		{"ab\xFF", 3, 2},
		{"\xC0\x80", 2, 0},
		{"\xC1\xBF", 2, 0},
		{"\xE0\x9F\xBF", 3, 0},
		{"\xED\xA0\x80", 3, 0},
		{"\xF0\x8F\xBF\xBF", 4, 0},
		{"\xF4\x90\x80\x80", 4, 0},
		{"x\xE2\x82", 3, 1},
		{"\xC3\xA9\x80", 3, 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(bg_utf8_check(rows[i].s, rows[i].n), rows[i].at);
}

static void
utf8_repair_replaces_each_bad_byte(void **state)
{
	assert_string_equal(bg_utf8_repair(*state,
	                                   "a\xFF"
	                                   "b",
	                                   3),
	                    "a\xEF\xBF\xBD"
	                    "b");
	assert_string_equal(bg_utf8_repair(*state, "a\0b", 3), "a\xEF\xBF\xBD"
	                                                       "b");
	assert_string_equal(bg_utf8_repair(*state, "\xE2\x82", 2), "\xEF\xBF\xBD\xEF\xBF\xBD");
	assert_string_equal(bg_utf8_repair(*state, "\xC3\xA9", 2), "\xC3\xA9");
}

static void
printable_escapes_what_moves_text(void **state)
{
	static const struct {
		const char *from, *to;
	} rows[] = {
		{"plain \xC3\xA9", "plain \xC3\xA9"},
		{"a\nb\tc", "a\\x0Ab\\x09c"},
		{"\x1B[31m", "\\x1B[31m"},
		{"\x7F", "\\x7F"},
		{"\xC2\x85", "\\x85"},
		{"\xE2\x80\xAE", "\\u{202E}"},
		{"\xE2\x81\xA6", "\\u{2066}"},
		{"\xE2\x80\xA8", "\\u{2028}"},
		{"\xEF\xBB\xBF", "\\u{FEFF}"},
		{"\xFF", "\xEF\xBF\xBD"},
		{"::error::x", "\\x3A:error::x"},
		{"a ::set-output name=b::c", "a \\x3A:set-output name=b::c"},
		{"\xC2\xA0::error::x", "\xC2\xA0\\x3A:error::x"},
		{"std::map a::b::c x:: :: ::X:: ::x", "std::map a::b::c x:: :: ::X:: ::x"},
		{"a##[error]b", "a\\x23#[error]b"},
		{"###vso[task.x]", "#\\x23#vso[task.x]"},
		{"## [1.0.0] ##x ##", "## [1.0.0] ##x ##"},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(bg_printable(*state, rows[i].from), rows[i].to);
}

static void
columns_count_code_points(void **state)
{
	(void)state;
	assert_int_equal(bg_utf8_columns(""), 0);
	assert_int_equal(bg_utf8_columns("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), 4);
}

static void
day_agrees_with_gmtime(void **state)
{
	int64_t day, back;
	struct tm tm;
	time_t t;

	for (day = -141427; day < 300000; day += 97) {
		t = (time_t)(day * 86400);
		assert_non_null(gmtime_r(&t, &tm));
		assert_int_equal(bg_day(tm.tm_year + 1900, (unsigned)tm.tm_mon + 1,
		                        (unsigned)tm.tm_mday),
		                 day);
		if (tm.tm_year + 1900 < 0 || tm.tm_year + 1900 > 9999)
			continue;
		assert_true(bg_day_parse(&back, bg_day_text(*state, day)));
		assert_int_equal(back, day);
	}
	assert_string_equal(bg_day_text(*state, 0), "1970-01-01");
	assert_string_equal(bg_day_text(*state, -1), "1969-12-31");
}

static void
day_parse_is_strict(void **state)
{
	static const char *const good[] = {"2024-02-29", "2000-02-29", "0000-01-01",
	                                   "9999-12-31"};
	static const char *const bad[] = {"2023-02-29",  "1900-02-29", "2026-13-01",
	                                  "2026-00-01",  "2026-01-00", "2026-04-31",
	                                  "2026-1-01",   "2026/01/01", "2026-01-01 ",
	                                  " 2026-01-01", "",           "+026-01-01"};
	int64_t day;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(bg_day_parse(&day, good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		if (bg_day_parse(&day, bad[i]))
			fail_msg("'%s' is taken for a date", bad[i]);
}

static void
strings_sort_by_bytes_and_once(void **state)
{
	static const char *const in[] = {"b", "a", "\xC3\xA9", "B", "a", "", "ab", "b"};
	static const char *const out[] = {"", "B", "a", "ab", "b", "\xC3\xA9"};
	struct bg_strings list = {0};

	assert_false(bg_strings_has(&list, "a"));
	bg_strings_sort(&list);
	for (size_t i = 0; i < COUNT(in); i++)
		bg_strings_add(*state, &list, in[i]);
	bg_strings_sort(&list);
	assert_int_equal(list.n, COUNT(out));
	for (size_t i = 0; i < list.n; i++) {
		assert_string_equal(list.v[i], out[i]);
		assert_true(bg_strings_has(&list, out[i]));
	}
	assert_false(bg_strings_has(&list, "c"));
	bg_strings_insert(*state, &list, out[0]);
	assert_int_equal(list.n, COUNT(out));
	bg_strings_insert(*state, &list, "c");
	bg_strings_insert(*state, &list, "\xFF");
	assert_int_equal(list.n, COUNT(out) + 2);
	assert_string_equal(list.v[list.n - 1], "\xFF");
	for (size_t i = 1; i < list.n; i++)
		assert_true(strcmp(list.v[i - 1], list.v[i]) < 0);
}

static void
parts_are_found_in_texts_and_lists(void **state)
{
	(void)state;
	assert_true(bg_has_fold("Was DEPRECATED", 14, "deprecat"));
	assert_false(bg_has_fold("Was DEPRECATED", 11, "deprecat"));
	assert_false(bg_has_fold("dep", 3, "deprecat"));
	assert_true(bg_has_fold("", 0, ""));
	assert_true(bg_list_has("a|bc", '|', "bc|d", 2));
	assert_true(bg_list_has("a|bc", '|', "a", 1));
	assert_false(bg_list_has("a|bc", '|', "b", 1));
	assert_false(bg_list_has("a|bc", '|', "a|bc", 4));
	assert_false(bg_list_has("a|bc", '|', "", 0));
	assert_true(bg_list_has("a||bc", '|', "", 0));
	assert_false(bg_list_has(NULL, '|', "", 0));
}

static void
words_know_ascii_only(void **state)
{
	(void)state;
	for (int c = -128; c < 256; c++) {
		char ch = (char)c;
		unsigned char u = (unsigned char)ch;
		bool upper = u >= 'A' && u <= 'Z', lower = u >= 'a' && u <= 'z';
		bool digit = u >= '0' && u <= '9';

		assert_int_equal(bg_is_upper(ch), upper);
		assert_int_equal(bg_is_alpha(ch), upper || lower);
		assert_int_equal(bg_is_digit(ch), digit);
		assert_int_equal(bg_is_word(ch),
		                 upper || lower || digit || u == '_' || u > 0x7F);
		assert_int_equal(bg_is_space(ch), u == ' ' || (u > 8 && u < 14));
		assert_int_equal((unsigned char)bg_lower(ch), upper ? u + 32 : u);
	}
	assert_true(bg_same_fold("AbC1", "aBc1", 4));
	assert_true(bg_same_fold("abX", "ABy", 2));
	assert_true(bg_same_fold("ab", "AB", 9));
	assert_false(bg_same_fold("ab", "abc", 3));
	assert_true(bg_starts("abc", "ab") && !bg_starts("abc", "AB") && !bg_starts("a", "ab"));
	assert_true(bg_starts_fold("abc", "AB") && !bg_starts_fold("a", "ab"));
	assert_true(bg_ends("abc", "bc") && !bg_ends("c", "bc") && bg_ends("x", ""));
}

static void
nearest_is_near_or_null(void **state)
{
	static const char *const list[] = {"v1.0.0", "v1.1.0", "env-removed", "HEAD"};
	char long_word[200];

	(void)state;
	assert_string_equal(bg_nearest("v1.1", list, COUNT(list)), "v1.1.0");
	assert_string_equal(bg_nearest("env-remvoed", list, COUNT(list)), "env-removed");
	assert_string_equal(bg_nearest("head", list, COUNT(list)), "HEAD");
	assert_null(bg_nearest("something-else", list, COUNT(list)));
	assert_null(bg_nearest("v1.0.0", list, 0));
	memset(long_word, 'x', sizeof(long_word) - 1);
	long_word[sizeof(long_word) - 1] = '\0';
	assert_null(bg_nearest(long_word, list, COUNT(list)));
}

/* The vectors of draft-eastlake-fnv. */
static void
hash_is_fnv_1a(void **state)
{
	(void)state;
	assert_true(bg_hash(BG_HASH_START, "", 0) == UINT64_C(0xcbf29ce484222325));
	assert_true(bg_hash(BG_HASH_START, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(bg_hash(BG_HASH_START, "foobar", 6) == UINT64_C(0x85944171f73967e8));
	assert_true(bg_hash(bg_hash(BG_HASH_START, "foo", 3), "bar", 3) ==
	            UINT64_C(0x85944171f73967e8));
}

static void
first_failure_wins(void **state)
{
	struct bg_err err = {0};
	struct bg_limits limits;

	(void)state;
	bg_limits_init(&limits);
	assert_int_equal(bg_fail_at(&err, BG_ESYNTAX, "a/b", 3, 7, "bad '%s'", "x"), -1);
	assert_int_equal(bg_fail(&err, BG_EREPO, "later"), -1);
	assert_int_equal(bg_fail_limit(&err, &limits, BG_LIMIT_BLOB, "c", 1), -1);
	bg_hint(&err, "do %d", 1);
	bg_hint(&err, "do %d", 2);
	assert_int_equal(err.code, BG_ESYNTAX);
	assert_int_equal(err.line, 3);
	assert_int_equal(err.column, 7);
	assert_string_equal(err.path, "a/b");
	assert_string_equal(err.text, "bad 'x'");
	assert_string_equal(err.hint, "do 1");
}

static void
failure_that_is_too_long_ends_with_a_character(void **state)
{
	(void)state;
	for (int n = 509; n < 512; n++) {
		struct bg_err err = {0};

		bg_fail(&err, BG_EREPO, "%*s\xE2\x82\xAC", n, "");
		assert_int_equal(strlen(err.text), n);
	}
}

static void
limit_is_named_with_its_value(void **state)
{
	struct bg_err err = {0};
	struct bg_limits limits;

	(void)state;
	bg_limits_init(&limits);
	assert_int_equal(limits.v[BG_LIMIT_BLOB], 8388608);
	limits.v[BG_LIMIT_BLOB] = 77;
	assert_int_equal(bg_fail_limit(&err, &limits, BG_LIMIT_BLOB, "big", 0), -1);
	assert_int_equal(err.code, BG_ELIMIT);
	assert_non_null(strstr(err.text, "'blob-size'"));
	assert_non_null(strstr(err.text, "77 bytes"));
	assert_string_equal(err.path, "big");
}

struct pipe_end {
	char bytes[64];
	size_t n, room;
};

static int
write_some(void *data, const char *bytes, size_t n)
{
	struct pipe_end *p = data;

	if (n > p->room)
		return -1;
	memcpy(p->bytes + p->n, bytes, n);
	p->n += n;
	p->room -= n;
	return 0;
}

static void
output_stops_at_its_first_failure(void **state)
{
	struct pipe_end end = {.room = 8};
	struct bg_sink sink = {.write = write_some, .data = &end};
	struct bg_out out = {.sink = &sink, .arena = *state};

	bg_out_puts(&out, "abc");
	bg_out_printf(&out, "%d", 12345);
	assert_false(out.failed);
	bg_out_puts(&out, "x");
	assert_true(out.failed);
	end.room = 8;
	bg_out_puts(&out, "y");
	assert_int_equal(end.n, 8);
	assert_memory_equal(end.bytes, "abc12345", 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_accepts_each_scalar_and_no_other),
		cmocka_unit_test(utf8_check_finds_the_first_fault),
		arena_test(utf8_repair_replaces_each_bad_byte),
		arena_test(printable_escapes_what_moves_text),
		cmocka_unit_test(columns_count_code_points),
		arena_test(day_agrees_with_gmtime),
		cmocka_unit_test(day_parse_is_strict),
		arena_test(strings_sort_by_bytes_and_once),
		cmocka_unit_test(words_know_ascii_only),
		cmocka_unit_test(parts_are_found_in_texts_and_lists),
		cmocka_unit_test(nearest_is_near_or_null),
		cmocka_unit_test(hash_is_fnv_1a),
		cmocka_unit_test(first_failure_wins),
		cmocka_unit_test(failure_that_is_too_long_ends_with_a_character),
		cmocka_unit_test(limit_is_named_with_its_value),
		arena_test(output_stops_at_its_first_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
