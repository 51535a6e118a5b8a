/* SPDX-License-Identifier: MIT */
/* Changes of items made by hand: what no extractor should hand over, but may not be lost. */
#include "diff/diff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The changes, as "id+children" in lines, of a surface that loses n items sorted by id. */
static const char *
lose(struct bg_arena *arena, struct bg_item *items, size_t n)
{
	const struct bg_spec spec = {.id = "s"};
	struct bg_harvest was = {.spec = &spec, .items = {items, n, n}}, now = {.spec = &spec};
	struct bg_changes changes = {0};
	const char *out = "";
	size_t held;

	bg_changes_find(&changes, arena, &was, &now, &held);
	assert_int_equal(held, 0);
	for (size_t i = 0; i < changes.n; i++) {
		assert_int_equal(changes.v[i].op, BG_REMOVED);
		out = bg_strf(arena, "%s%s+%zu\n", out, changes.v[i].was->id,
		              changes.v[i].children);
	}
	return out;
}

static void
parts_fold_into_the_topmost(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_item items[] = {
		{.kind = "k", .id = "a"},
		{.kind = "k", .id = "a.b", .parent = "a"},
		{.kind = "k", .id = "a.b.c", .parent = "a.b"},
		{.kind = "k", .id = "x.y", .parent = "x"},
	};

	(void)state;
	assert_string_equal(lose(arena, items, 4), "a+2\nx.y+0\n");
	bg_arena_free(arena);
}

/* Folded into each other, all of a circle would be gone without a word. */
static void
circles_of_parents_are_not_lost(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_item items[] = {
		{.kind = "k", .id = "a", .parent = "b"},
		{.kind = "k", .id = "b", .parent = "a"},
		{.kind = "k", .id = "c", .parent = "a"},
		{.kind = "k", .id = "d", .parent = "d"},
		{.kind = "k", .id = "e", .parent = "d"},
	};

	(void)state;
	assert_string_equal(lose(arena, items, 5), "a+0\nb+0\nc+0\nd+1\n");
	bg_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_fold_into_the_topmost),
		cmocka_unit_test(circles_of_parents_are_not_lost),
	};

	return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
