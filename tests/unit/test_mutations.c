/* SPDX-License-Identifier: MIT */
/*
 * Every case of fixtures/mutations, and the runner itself. ONLY=… filters by
 * "fixtures/mutations/TOPIC: name", with cmocka's wildcards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "support/arena.h"
#include "support/mutation.h"

static void
case_is_judged_as_wanted(void **state)
{
	mutation_check(*state);
}

static void
hunk_replaces_whole_lines(void **state)
{
	struct mutation_hunk hunk = {"b\n", "x\ny\n"};
	const char *why;

	assert_string_equal(mutation_apply(*state, "ab\nb\nbc\n", &hunk, &why),
	                    "ab\nx\ny\nbc\n");
	assert_string_equal(mutation_apply(*state, "a\nb", &hunk, &why), "a\nx\ny\n");
	hunk.was = "";
	assert_string_equal(mutation_apply(*state, "a\n", &hunk, &why), "x\ny\na\n");
}

static void
hunk_that_fits_nowhere_or_twice_is_refused(void **state)
{
	struct mutation_hunk hunk = {"b\n", "x\n"};
	const char *why;

	assert_null(mutation_apply(*state, "ab\nbc\n", &hunk, &why));
	assert_string_equal(why, "these lines are not in the file");
	assert_null(mutation_apply(*state, "b\nb\n", &hunk, &why));
	assert_string_equal(why, "these lines are in the file more than once");
}

static void
cases_are_read(void **state)
{
	struct mutation_list list = {0};

	assert_null(mutation_read(*state, "t",
	                          "# c\ncase one\nedit a\n x\n-y\n+z\n@@\n+w\n"
	                          "both b\n-1\nwant minor r i j\nsays so\n\n"
	                          "case two\nmake both c\n+l\ndrop d\nnothing\n",
	                          &list));
	assert_int_equal(list.n, 2);
	assert_int_equal(list.v[0].edits.n, 2);
	assert_int_equal(list.v[0].edits.v[0].hunks.n, 2);
	assert_string_equal(list.v[0].edits.v[0].hunks.v[0].was, "x\ny\n");
	assert_string_equal(list.v[0].edits.v[0].hunks.v[0].now, "x\nz\n");
	assert_true(list.v[0].edits.v[1].both);
	assert_string_equal(list.v[0].wants.v[0].line, "minor r i j");
	assert_string_equal(list.v[0].wants.v[0].says, "so");
	assert_true(list.v[1].nothing && list.v[1].edits.v[0].both);
	assert_int_equal(list.v[1].line, 14);
}

static void
wrong_cases_are_refused(void **state)
{
	static const char *const wrong[] = {
		"edit a\n",
		"case a\nnothing\n",
		"case a\ndrop b\n",
		"case a\ndrop b\nnothing\nwant major x y\n",
		"case a\n-x\n",
		"case a\ndrop b\n-x\nnothing\n",
		"case a\nshake b\n",
		"case a\nsays b\n",
		"case a\ndrop b\ncase b\ndrop b\nnothing\n",
	};
	struct mutation_list list = {0};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_non_null(mutation_read(*state, "t", wrong[i], &list));
}

static void
count(const struct mutation_list *list)
{
	size_t quiet = 0, n = 0;

	for (size_t i = 0; i < list->n; i++) {
		quiet += list->v[i].nothing;
		n++;
		if (i + 1 < list->n && strcmp(list->v[i].topic, list->v[i + 1].topic) == 0)
			continue;
		print_message("%s: %zu cases, %zu of them no change\n", list->v[i].topic, n,
		              quiet);
		quiet = n = 0;
	}
}

int
main(void)
{
	static const struct CMUnitTest own[] = {
		arena_test(hunk_replaces_whole_lines),
		arena_test(hunk_that_fits_nowhere_or_twice_is_refused),
		arena_test(cases_are_read),
		arena_test(wrong_cases_are_refused),
	};
	struct bg_arena *arena = bg_arena_new();
	struct mutation_list list = {0};
	struct CMUnitTest *tests;
	int failed;

	if (getenv("ONLY"))
		cmocka_set_test_filter(getenv("ONLY"));
	mutation_find(arena, &list);
	tests = bg_calloc(arena, list.n, sizeof(*tests));
	for (size_t i = 0; i < list.n; i++)
		tests[i] = (struct CMUnitTest){
			bg_strf(arena, "%s: %s", list.v[i].topic, list.v[i].name),
			case_is_judged_as_wanted, NULL, NULL, &list.v[i]};
	failed = cmocka_run_group_tests_name("runner", own, NULL, NULL);
	failed += _cmocka_run_group_tests("mutations", tests, list.n, NULL, NULL);
	count(&list);
	bg_arena_free(arena);
	return failed;
}
