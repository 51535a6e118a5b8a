/* SPDX-License-Identifier: MIT */
/* Which tags are releases, and which one is the base. */
#include "source/tags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/version.h"
#include "support/arena.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *const both[] = {"v{version}", "{version}"};

static void
sort(struct bg_releases *out, struct bg_arena *arena, const char *const *names, size_t n)
{
	struct bg_strings list = {0};

	for (size_t i = 0; i < n; i++)
		bg_strings_add(arena, &list, names[i]);
	bg_strings_sort(&list);
	bg_releases_sort(out, arena, &list, both, COUNT(both));
}

static void
sort_is_by_precedence_then_name(void **state)
{
	static const char *const names[] = {"v1.10.0", "v1.9.0", "1.9.0",        "v2.0.0-rc.1",
	                                    "v2.0.0",  "v0.1.0", "v2.0.0-rc.10", "v2.0.0-rc.2"};
	static const char *const wanted[] = {"v0.1.0",       "1.9.0",       "v1.9.0",
	                                     "v1.10.0",      "v2.0.0-rc.1", "v2.0.0-rc.2",
	                                     "v2.0.0-rc.10", "v2.0.0"};
	struct bg_releases r;

	sort(&r, *state, names, COUNT(names));
	assert_int_equal(r.n, COUNT(wanted));
	for (size_t i = 0; i < r.n; i++)
		assert_string_equal(r.v[i].name, wanted[i]);
	assert_int_equal(r.nignored, 0);
}

static void
others_are_ignored_in_byte_order(void **state)
{
	static const char *const names[] = {"v2",   "latest", "v1.2.1-3-gabc", "v1.0.0",
	                                    "v1.2", "V1.0.0", "release/1.0.0", "v01.0.0"};
	static const char *const wanted[] = {
		"V1.0.0", "latest", "release/1.0.0", "v01.0.0", "v1.2", "v1.2.1-3-gabc", "v2"};
	struct bg_releases r;

	sort(&r, *state, names, COUNT(names));
	assert_int_equal(r.nignored, COUNT(wanted));
	for (size_t i = 0; i < r.nignored; i++)
		assert_string_equal(r.ignored[i], wanted[i]);
	assert_int_equal(r.n, 1);
}

static const char *
below(const struct bg_releases *r, struct bg_arena *arena, const char *version)
{
	const struct bg_release_tag *tag;
	struct bg_version v;

	assert_true(bg_version_parse(&v, arena, version, strlen(version)));
	tag = bg_releases_below(r, &v);
	return tag ? tag->name : "none";
}

static void
below_is_the_greatest_stable_one(void **state)
{
	static const char *const names[] = {"v1.0.0",      "v1.1.0-rc.1", "v1.1.0",
	                                    "v1.2.0-rc.1", "v1.2.0-rc.2", "v1.2.0",
	                                    "v1.1.1",      "v2.0.0-alpha"};
	static const char *const rows[][2] = {
		{"1.0.0", "none"},         {"1.0.1", "v1.0.0"},       {"1.1.0", "v1.0.0"},
		{"1.1.0-rc.1", "v1.0.0"},  {"1.1.1", "v1.1.0"},       {"1.2.0", "v1.1.1"},
		{"1.2.0-rc.2", "v1.1.1"},  {"2.0.0-alpha", "v1.2.0"}, {"9.9.9", "v1.2.0"},
		{"1.2.0+build", "v1.1.1"}, {"0.0.0-0", "none"},
	};
	struct bg_releases r;

	sort(&r, *state, names, COUNT(names));
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(below(&r, *state, rows[i][0]), rows[i][1]);
}

static void
below_prefers_the_first_pattern(void **state)
{
	static const char *const names[] = {"1.0.0",    "v1.0.0", "1.1.0",
	                                    "v1.2.0+b", "v1.2.0", "1.2.0"};
	struct bg_releases r;

	sort(&r, *state, names, COUNT(names));
	assert_string_equal(below(&r, *state, "1.1.0"), "v1.0.0");
	assert_string_equal(below(&r, *state, "1.2.0"), "1.1.0");
	assert_string_equal(below(&r, *state, "1.3.0"), "v1.2.0");
}

static void
find_takes_the_exact_name(void **state)
{
	static const char *const names[] = {"v1.0.0", "1.0.0", "latest"};
	struct bg_releases r;

	sort(&r, *state, names, COUNT(names));
	assert_string_equal(bg_releases_find(&r, "v1.0.0")->name, "v1.0.0");
	assert_int_equal(bg_releases_find(&r, "1.0.0")->pattern, 1);
	assert_null(bg_releases_find(&r, "latest"));
	assert_null(bg_releases_find(&r, "v1.0"));
}

static void
no_tags_are_no_releases(void **state)
{
	struct bg_releases r;

	sort(&r, *state, NULL, 0);
	assert_int_equal(r.n + r.nignored, 0);
	assert_null(bg_releases_find(&r, "v1.0.0"));
	assert_string_equal(below(&r, *state, "1.0.0"), "none");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		arena_test(sort_is_by_precedence_then_name),
		arena_test(others_are_ignored_in_byte_order),
		arena_test(below_is_the_greatest_stable_one),
		arena_test(below_prefers_the_first_pattern),
		arena_test(find_takes_the_exact_name),
		arena_test(no_tags_are_no_releases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
