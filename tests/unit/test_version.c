/* SPDX-License-Identifier: MIT */
/* SemVer 2.0.0: what is one, and which comes first. */
#include "model/version.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/arena.h"

/* semver.org's list for its regular expression, and the edges of numbers. */
static const char *const valid[] = {"0.0.4",
                                    "1.2.3",
                                    "10.20.30",
                                    "1.1.2-prerelease+meta",
                                    "1.1.2+meta",
                                    "1.1.2+meta-valid",
                                    "1.0.0-alpha",
                                    "1.0.0-beta",
                                    "1.0.0-alpha.beta",
                                    "1.0.0-alpha.beta.1",
                                    "1.0.0-alpha.1",
                                    "1.0.0-alpha0.valid",
                                    "1.0.0-alpha.0valid",
                                    "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay",
                                    "1.0.0-rc.1+build.1",
                                    "2.0.0-rc.1+build.123",
                                    "1.2.3-beta",
                                    "10.2.3-DEV-SNAPSHOT",
                                    "1.2.3-SNAPSHOT-123",
                                    "1.0.0",
                                    "2.0.0",
                                    "1.1.7",
                                    "2.0.0+build.1848",
                                    "2.0.1-alpha.1227",
                                    "1.0.0-alpha+beta",
                                    "1.2.3----RC-SNAPSHOT.12.9.1--.12+788",
                                    "1.2.3----R-S.12.9.1--.12+meta",
                                    "1.2.3----RC-SNAPSHOT.12.9.1--.12",
                                    "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
                                    "1.0.0-0A.is.legal",
                                    "18446744073709551615.18446744073709551615.0",
                                    "1.0.0-99999999999999999999999",
                                    "1.0.0+001"};

static const char *const invalid[] = {"",
                                      "1",
                                      "1.2",
                                      "1.2.3-0123",
                                      "1.2.3-0123.0123",
                                      "1.1.2+.123",
                                      "+invalid",
                                      "-invalid",
                                      "-invalid+invalid",
                                      "-invalid.01",
                                      "alpha",
                                      "alpha.beta",
                                      "alpha.beta.1",
                                      "alpha.1",
                                      "alpha+beta",
                                      "alpha_beta",
                                      "alpha.",
                                      "alpha..",
                                      "beta",
                                      "1.0.0-alpha_beta",
                                      "-alpha.",
                                      "1.0.0-alpha..",
                                      "1.0.0-alpha..1",
                                      "1.0.0-alpha...1",
                                      "01.1.1",
                                      "1.01.1",
                                      "1.1.01",
                                      "1.2.3.DEV",
                                      "1.2-SNAPSHOT",
                                      "1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788",
                                      "1.2-RC-SNAPSHOT",
                                      "-1.0.3-gamma+b7718",
                                      "+justmeta",
                                      "9.8.7+meta+meta",
                                      "9.8.7-whatever+meta+meta",
                                      "18446744073709551616.0.0",
                                      "v1.2.3",
                                      " 1.2.3",
                                      "1.2.3 ",
                                      "1.2.3\n",
                                      "1.2.3-",
                                      "1.2.3+",
                                      "1.2.3-\xC3\xA9",
                                      "1..3",
                                      "1.2."};

/* Section 11, with some neighbours; each is below the next. */
static const char *const ascending[] = {"0.0.0-0",
                                        "0.0.0",
                                        "0.9.9",
                                        "0.10.0",
                                        "1.0.0-0",
                                        "1.0.0-9",
                                        "1.0.0-10",
                                        "1.0.0-99999999999999999999",
                                        "1.0.0-100000000000000000000",
                                        "1.0.0--",
                                        "1.0.0-A",
                                        "1.0.0-alpha",
                                        "1.0.0-alpha.1",
                                        "1.0.0-alpha.1.0",
                                        "1.0.0-alpha.beta",
                                        "1.0.0-alpha0",
                                        "1.0.0-beta",
                                        "1.0.0-beta.2",
                                        "1.0.0-beta.11",
                                        "1.0.0-rc.1",
                                        "1.0.0",
                                        "1.0.1",
                                        "2.0.0",
                                        "2.1.0",
                                        "2.1.1",
                                        "18446744073709551615.0.0"};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct bg_version
parse(struct bg_arena *arena, const char *s)
{
	struct bg_version v;

	if (!bg_version_parse(&v, arena, s, strlen(s)))
		fail_msg("'%s' does not parse", s);
	return v;
}

static void
parse_accepts_valid(void **state)
{
	struct bg_version v;

	for (size_t i = 0; i < COUNT(valid); i++) {
		v = parse(*state, valid[i]);
		assert_string_equal(bg_version_text(*state, &v), valid[i]);
	}
}

static void
parse_refuses_invalid(void **state)
{
	struct bg_version v;

	for (size_t i = 0; i < COUNT(invalid); i++)
		if (bg_version_parse(&v, *state, invalid[i], strlen(invalid[i])))
			fail_msg("'%s' parses", invalid[i]);
	assert_false(bg_version_parse(&v, *state, "1.2.3\0", 6));
	assert_true(bg_version_parse(&v, *state, "1.2.3junk", 5));
}

static void
parse_takes_255_bytes_at_most(void **state)
{
	char s[257] = "1.0.0-";
	struct bg_version v;

	memset(s + 6, 'a', sizeof(s) - 7);
	assert_true(bg_version_parse(&v, *state, s, 255));
	assert_false(bg_version_parse(&v, *state, s, 256));
}

static void
parse_splits_parts(void **state)
{
	struct bg_version v = parse(*state, "1.20.300-rc.1-x+b-5.x");

	assert_int_equal(v.major, 1);
	assert_int_equal(v.minor, 20);
	assert_int_equal(v.patch, 300);
	assert_string_equal(v.pre, "rc.1-x");
	assert_string_equal(v.build, "b-5.x");
	assert_false(bg_version_stable(&v));
	v = parse(*state, "1.0.0+b");
	assert_true(bg_version_stable(&v));
}

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

static void
compare_follows_the_specification(void **state)
{
	struct bg_version a, b;
	int wanted;

	for (size_t i = 0; i < COUNT(ascending); i++)
		for (size_t j = 0; j < COUNT(ascending); j++) {
			a = parse(*state, ascending[i]);
			b = parse(*state, ascending[j]);
			wanted = (i > j) - (i < j);
			if (sign(bg_version_compare(&a, &b)) != wanted)
				fail_msg("'%s' against '%s'", ascending[i], ascending[j]);
		}
}

static void
compare_ignores_build(void **state)
{
	struct bg_version a = parse(*state, "1.0.0-rc.1+a"), b = parse(*state, "1.0.0-rc.1+b");

	assert_int_equal(bg_version_compare(&a, &b), 0);
}

static uint64_t
next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 33;
}

/* Small parts, so that near and equal versions are common. */
static struct bg_version
make_version(struct bg_arena *arena, uint64_t *seed)
{
	static const char *const words[] = {"0", "1",  "10", "2",  "a",
	                                    "A", "a1", "-",  "rc", "alpha"};
	struct bg_version v = {.major = next_random(seed) % 2,
	                       .minor = next_random(seed) % 2,
	                       .patch = next_random(seed) % 2,
	                       .pre = "",
	                       .build = ""};

	for (uint64_t n = next_random(seed) % 4; n > 0; n--)
		v.pre = bg_strf(arena, "%s%s%s", v.pre, *v.pre ? "." : "",
		                words[next_random(seed) % COUNT(words)]);
	return v;
}

static void
compare_is_a_total_order(void **state)
{
	uint64_t seed = 20260101;
	struct bg_version a, b, c;
	int ab, bc;

	for (int i = 0; i < 20000; i++) {
		a = make_version(*state, &seed);
		b = make_version(*state, &seed);
		c = make_version(*state, &seed);
		ab = sign(bg_version_compare(&a, &b));
		bc = sign(bg_version_compare(&b, &c));
		assert_int_equal(bg_version_compare(&a, &a), 0);
		assert_int_equal(ab, -sign(bg_version_compare(&b, &a)));
		if (ab == 0)
			assert_string_equal(bg_version_text(*state, &a),
			                    bg_version_text(*state, &b));
		if (ab <= 0 && bc <= 0)
			assert_true(bg_version_compare(&a, &c) <= 0);
	}
}

static void
bump_is_the_first_number_that_grew(void **state)
{
	static const struct {
		const char *base, *target;
		enum bg_bump bump;
	} rows[] = {
		{"1.2.3", "1.2.3", BG_NONE},       {"1.2.3", "1.2.4", BG_PATCH},
		{"1.2.3", "1.3.0", BG_MINOR},      {"1.2.3", "1.3.9", BG_MINOR},
		{"1.2.3", "2.0.0", BG_MAJOR},      {"1.2.3", "2.9.9", BG_MAJOR},
		{"1.2.3", "1.2.2", BG_NONE},       {"1.2.3", "1.1.9", BG_NONE},
		{"1.2.3", "0.9.9", BG_NONE},       {"1.2.3", "1.2.3-rc.1", BG_NONE},
		{"1.2.3", "1.3.0-rc.1", BG_MINOR}, {"0.1.0", "1.0.0", BG_MAJOR},
	};
	struct bg_version base, target;

	for (size_t i = 0; i < COUNT(rows); i++) {
		base = parse(*state, rows[i].base);
		target = parse(*state, rows[i].target);
		assert_int_equal(bg_version_bump(&base, &target), rows[i].bump);
	}
}

static void
next_raises_and_resets(void **state)
{
	static const char *const wanted[] = {"1.2.3", "1.2.4", "1.3.0", "2.0.0"};
	struct bg_version base = parse(*state, "1.2.3-rc.1+b"), v;

	for (int bump = BG_NONE; bump <= BG_MAJOR; bump++) {
		v = bg_version_next(&base, (enum bg_bump)bump);
		assert_string_equal(bg_version_text(*state, &v), wanted[bump]);
	}
}

static void
from_tag_follows_the_pattern(void **state)
{
	static const struct {
		const char *pattern, *tag;
		bool fits;
	} rows[] = {
		{"v{version}", "v1.2.3", true},
		{"v{version}", "v1.2.3-rc.1", true},
		{"v{version}", "1.2.3", false},
		{"v{version}", "v1.2", false},
		{"v{version}", "vv1.2.3", false},
		{"v{version}", "v", false},
		{"{version}", "1.2.3", true},
		{"{version}", "v1.2.3", false},
		{"{version}", "latest", false},
		{"pkg@{version}", "pkg@1.2.3", true},
		{"release/{version}/x", "release/1.2.3/x", true},
		{"a{version}a", "a1.2.3", false},
		{"aa{version}aa", "aaa", false},
		{"v1.2.3", "v1.2.3", false},
		{"v{version}", "v1.2.1-3-gabc", false},
		{"v{version}", "v1.2.1-rc.1-14-g0123abc", false},
		{"v{version}", "v1.2.1-3", true},
		{"v{version}", "v1.2.1-gabc", true},
		{"v{version}", "v1.2.1-rc3-gabc", true},
		{"v{version}", "v1.2.1-3-gamma", true},
	};
	struct bg_version v;

	for (size_t i = 0; i < COUNT(rows); i++)
		if (bg_version_from_tag(&v, *state, rows[i].pattern, rows[i].tag) !=
		    rows[i].fits)
			fail_msg("'%s' by '%s'", rows[i].tag, rows[i].pattern);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		arena_test(parse_accepts_valid),
		arena_test(parse_refuses_invalid),
		arena_test(parse_takes_255_bytes_at_most),
		arena_test(parse_splits_parts),
		arena_test(compare_follows_the_specification),
		arena_test(compare_ignores_build),
		arena_test(compare_is_a_total_order),
		arena_test(bump_is_the_first_number_that_grew),
		arena_test(next_raises_and_resets),
		arena_test(from_tag_follows_the_pattern),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
