/* SPDX-License-Identifier: MIT */
/* Path globs, by table and against fnmatch() applied to each component. */
#include "base/glob.h"

#include <fnmatch.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void
match_follows_the_table(void **state)
{
	static const struct {
		const char *pattern, *path;
		bool hit;
	} rows[] = {
		{".env.example", ".env.example", true},
		{".env.example", "a/.env.example", false},
		{"*", ".env", true},
		{"*", "a/b", false},
		{"*/b", "a/b", true},
		{"*/b", "b", false},
		{"*/b", "a/a/b", false},
		{"**", "a", true},
		{"**", "a/b/c", true},
		{"**/b", "b", true},
		{"**/b", "a/a/b", true},
		{"**/b", "a/bb", false},
		{"a/**", "a/b/c", true},
		{"a/**", "a", false},
		{"a/**/c", "a/c", true},
		{"a/**/c", "a/b/b/c", true},
		{"a/**/c", "a/b/cc", false},
		{"**/x/**/y", "x/x/z/y", true},
		{"**/x/**/y", "y/x", false},
		{"a**b", "axxb", true},
		{"a**b", "ax/xb", false},
		{"?", "a", true},
		{"?", "/", false},
		{"a?b", "a/b", false},
		{"[a-c]x", "bx", true},
		{"[!a-c]x", "bx", false},
		{"[!a-c]x", "dx", true},
		{"[]]", "]", true},
		{"[", "[", true},
		{"[a", "[a", true},
		{"[/]", "/", false},
		{"\\*", "*", true},
		{"\\*", "a", false},
		{"\\[a]", "[a]", true},
		{"*schedule*.yaml", "boost_schedule.yaml", true},
		{"config/*schedule*.yaml", "config/schedule.yaml.example", false},
		{"*/management/commands/*.py", "app/management/commands/run.py", true},
		{"*/management/commands/*.py", "x/app/management/commands/run.py", false},
		{"", "", true},
		{"", "a", false},
		{"a", "", false},
		{"/a", "a", false},
		{"a/", "a", false},
		{"A", "a", false},
		{"\xC3\xA9*", "\xC3\xA9\xFF\x01", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (bg_glob_match(rows[i].pattern, rows[i].path) != rows[i].hit)
			fail_msg("'%s' on '%s'", rows[i].pattern, rows[i].path);
}

static void
literal_means_no_special_character(void **state)
{
	(void)state;
	assert_true(bg_glob_literal("a.b-c", 5));
	assert_true(bg_glob_literal("", 0));
	assert_true(bg_glob_literal("ab*", 2));
	assert_false(bg_glob_literal("a*", 2));
	assert_false(bg_glob_literal("a?", 2));
	assert_false(bg_glob_literal("a[", 2));
	assert_false(bg_glob_literal("a\\", 2));
}

static void
component_takes_n_bytes_of_the_pattern(void **state)
{
	(void)state;
	assert_true(bg_glob_component("a*/b", 2, "axyz"));
	assert_false(bg_glob_component("a*/b", 2, "bxyz"));
	assert_true(bg_glob_component("*", 1, ".hidden"));
}

/* The oracle: naive recursion over components. */
static bool
oracle(const char *pattern, const char *path)
{
	size_t np = strcspn(pattern, "/"), ns = strcspn(path, "/");
	char p[64], s[64];

	if (np == 2 && memcmp(pattern, "**", 2) == 0) {
		if (!pattern[2])
			return true;
		return oracle(pattern + 3, path) ||
		       (path[ns] && oracle(pattern, path + ns + 1));
	}
	snprintf(p, sizeof(p), "%.*s", (int)np, pattern);
	snprintf(s, sizeof(s), "%.*s", (int)ns, path);
	if (fnmatch(p, s, 0) != 0 || !pattern[np] != !path[ns])
		return false;
	return !pattern[np] || oracle(pattern + np + 1, path + ns + 1);
}

static uint64_t
next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 33;
}

static void
make(char *out, const char *const *units, size_t nunits, uint64_t *seed)
{
	size_t parts = next_random(seed) % 4 + 1, length;

	*out = '\0';
	for (size_t i = 0; i < parts; i++) {
		if (i)
			strcat(out, "/");
		if (nunits > 4 && next_random(seed) % 3 == 0) {
			strcat(out, "**");
			continue;
		}
		length = next_random(seed) % 3 + 1;
		for (size_t j = 0; j < length; j++)
			strcat(out, units[next_random(seed) % nunits]);
	}
}

static void
match_agrees_with_fnmatch(void **state)
{
	static const char *const glob[] = {"a",    "b",     "*",   "?",  "[ab]",
	                                   "[!a]", "[a-b]", "\\a", "\\*"};
	static const char *const text[] = {"a", "b", "*", "c"};
	char pattern[64], path[64];
	uint64_t seed = 20260101;
	size_t hits = 0;

	(void)state;
	for (size_t i = 0; i < 200000; i++) {
		make(pattern, glob, COUNT(glob), &seed);
		make(path, text, COUNT(text), &seed);
		if (bg_glob_match(pattern, path) != oracle(pattern, path))
			fail_msg("'%s' on '%s': not %d", pattern, path, oracle(pattern, path));
		hits += oracle(pattern, path);
	}
	assert_true(hits > 10000);
}

/* Backtracking over every star would take longer than the universe is old. */
static void
match_of_many_stars_ends(void **state)
{
	char pattern[401], path[4001], deep[401];
	clock_t start = clock();

	(void)state;
	for (size_t i = 0; i < 400; i += 2)
		memcpy(pattern + i, "*a", 2);
	pattern[399] = 'b';
	pattern[400] = '\0';
	memset(path, 'a', 4000);
	path[4000] = '\0';
	assert_false(bg_glob_match(pattern, path));
	for (size_t i = 0; i < 400; i += 5)
		memcpy(deep + i, "**/a/", 5);
	deep[399] = '\0';
	for (size_t i = 1; i < 4000; i += 2)
		path[i] = '/';
	path[3999] = '\0';
	path[3998] = 'b';
	assert_false(bg_glob_match(deep, path));
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(match_follows_the_table),
		cmocka_unit_test(literal_means_no_special_character),
		cmocka_unit_test(component_takes_n_bytes_of_the_pattern),
		cmocka_unit_test(match_agrees_with_fnmatch),
		cmocka_unit_test(match_of_many_stars_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
