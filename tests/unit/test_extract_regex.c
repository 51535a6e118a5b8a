/* SPDX-License-Identifier: MIT */
/* What a pattern finds: ids, values, lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/probe.h"

static struct probe *
start(void **state, const char *pattern)
{
	struct probe *p = *state;

	probe_surface(p, "settings", "regex");
	probe_option(p, BG_OPT_FILES, "*.md");
	probe_option(p, BG_OPT_PATTERN, pattern);
	return p;
}

static void
groups_are_id_and_value(void **state)
{
	struct probe *p = start(state, "^### `(?<id>[A-Z_]+)`(?: = (?<value>.*))?$");

	probe_now(p, "a.md", "### `ONE` = 1\ntext\n\n### `TWO`\n### `two`\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "match ONE value=1 a.md:1\nmatch TWO a.md:4\n");
}

static void
whole_match_is_the_id_without_a_group(void **state)
{
	struct probe *p = start(state, "opt-[a-z]+");

	probe_now(p, "a.md", "opt-x opt-y\nopt-x\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "match opt-x a.md:1\nmatch opt-y a.md:1\n");
}

static void
line_is_that_of_the_id(void **state)
{
	struct probe *p = start(state, "name:\\n+\\s*(?<id>\\w+)");

	probe_now(p, "a.md", "\nname:\n\n  x\nname:\n y\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "match x a.md:4\nmatch y a.md:6\n");
}

static void
values_of_one_id_are_a_union(void **state)
{
	struct probe *p = start(state, "(?<id>\\w+)=(?<value>\\w*)");

	probe_was(p, "a.md", "x=b x=a x=b\n");
	probe_now(p, "a.md", "x=a\n");
	probe_now(p, "b.md", "x=b\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
	assert_string_equal(probe_items(p, &p->was[0]), "match x value=a | b a.md:1\n");
}

static void
empty_ids_are_skipped(void **state)
{
	struct probe *p = start(state, "(?<id>[a-z]*)");

	probe_now(p, "a.md",
	          "\xc3\xa4"
	          "b\n\n.c");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "match b a.md:1\nmatch c a.md:3\n");
}

static void
ill_formed_bytes_are_repaired(void **state)
{
	static const char bytes[] = "\xff\nid x\xfey\nid a\0b\n";
	struct probe *p = start(state, "id (?<id>\\S+)");

	memtree_add_bytes(&p->target, p->keep, "a.md", bytes, sizeof(bytes) - 1);
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "match a\xef\xbf\xbd"
	                                                "b a.md:3\n"
	                                                "match x\xef\xbf\xbd"
	                                                "y a.md:2\n");
}

static void
changed_value_is_a_change(void **state)
{
	struct probe *p = start(state, "(?<id>\\w+)=(?<value>\\w+)?");

	probe_was(p, "a.md", "x=1 y=1 z=\n");
	probe_now(p, "a.md", "y=1\nx=2 z=3\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "~match x value 1 2\n~match z value - 3\n");
}

static void
matches_are_limited(void **state)
{
	struct probe *p = start(state, "\\w");

	probe_now(p, "a.md", "abc");
	p->limits.v[BG_LIMIT_ITEMS] = 2;
	assert_int_equal(probe_read(p, 0, true), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

static void
missing_object_ends_the_run(void **state)
{
	struct probe *p = start(state, "x");

	memtree_add_broken(&p->target, p->keep, "a.md");
	assert_int_equal(probe_read(p, 0, true), -1);
	assert_int_equal(p->err.code, BG_EOBJECT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(groups_are_id_and_value),
		probe_test(whole_match_is_the_id_without_a_group),
		probe_test(line_is_that_of_the_id),
		probe_test(values_of_one_id_are_a_union),
		probe_test(empty_ids_are_skipped),
		probe_test(ill_formed_bytes_are_repaired),
		probe_test(changed_value_is_a_change),
		probe_test(matches_are_limited),
		probe_test(missing_object_ends_the_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
