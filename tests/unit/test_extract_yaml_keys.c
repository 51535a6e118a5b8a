/* SPDX-License-Identifier: MIT */
/* Key paths of YAML and JSON, their types, and keys that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "support/probe.h"

static struct probe *
start(void **state, const char *kind)
{
	struct probe *p = *state;

	probe_surface(p, "keys", kind);
	probe_option(p, BG_OPT_FILES, "f.*");
	probe_option(p, BG_OPT_SAMPLES, "*.example");
	probe_option(p, BG_OPT_MAPS, "groups");
	return p;
}

static void
paths_are_items_with_types(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_now(p, "f.yaml",
	          "groups:\n  a:\n    time: \"00:05\"\n    tasks:\n"
	          "      - command: x\n        minutes: 60\n"
	          "      - {command: y, args: [1, {deep: true}]}\n  b: {tasks: }\n");
	probe_run(p);
	assert_string_equal(
		probe_items(p, &p->now[0]),
		"key groups types=map f.yaml:1\n"
		"key groups.* ^groups types=map f.yaml:2\n"
		"key groups.*.tasks ^groups.* types=list|null f.yaml:4\n"
		"key groups.*.tasks[].args ^groups.*.tasks types=list f.yaml:7\n"
		"key groups.*.tasks[].args[].deep ^groups.*.tasks[].args types=bool "
		"f.yaml:7\n"
		"key groups.*.tasks[].command ^groups.*.tasks types=str f.yaml:5\n"
		"key groups.*.tasks[].minutes ^groups.*.tasks types=int f.yaml:6\n"
		"key groups.*.time ^groups.* types=str f.yaml:3\n");
	assert_int_equal(p->now[0].remarks.n, 0);
}

static void
union_of_types_is_sorted(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_was(p, "f.yaml", "a: [{on_: monday}, {on_: 15}]\n");
	probe_now(p, "f.yaml", "a: [{on_: 1}]\n---\na: [{on_: friday}]\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
	assert_string_equal(
		bg_item_attr(bg_harvest_find(&p->now[0], "key", "a[].on_"), "types"),
		"int|str");
}

static void
samples_are_a_witness_only(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_now(p, "f.yaml", "b: 1\n");
	probe_now(p, "a.example", "b: 1.5\nshown: 1\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "key b types=float|int f.yaml:1\n"
	                                                "key shown types=int a.example:2\n");
	assert_string_equal(probe_fact(&p->now[0], "b", "evidence"), "file");
	assert_string_equal(probe_fact(&p->now[0], "shown", "evidence"), "sample");
}

static void
unquoted_on_is_a_broken_key(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_was(p, "f.yaml", "groups: {g: {tasks: [{\"on\": 1}]}}\n");
	probe_now(p, "f.yaml", "groups: {g: {tasks: [\n{on: 1},\n{on: 2}]}}\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-key groups.*.tasks[].on\n");
	assert_string_equal(probe_remarks(p, &p->now[0]),
	                    "boolean-key groups.*.tasks[].on on f.yaml:2\n");
	assert_int_equal(p->was[0].remarks.n, 0);
}

static void
keys_of_other_types_are_reported(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_now(p, "f.yaml",
	          "a:\n  16:20: 1\n  7: 1\n  ~: 1\n  ? [x]\n  : 1\n  ok: 1\n"
	          "groups:\n  2024: {in: 1}\n  yes: {in: 1}\n  1.5: {in: 1}\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "key a types=map f.yaml:1\n"
	                    "key a.ok ^a types=int f.yaml:7\n"
	                    "key groups types=map f.yaml:8\n"
	                    "key groups.* ^groups types=map f.yaml:9\n"
	                    "key groups.*.in ^groups.* types=int "
	                    "f.yaml:9\n");
	assert_string_equal(probe_remarks(p, &p->now[0]),
	                    "non-string-key a.16:20 16:20 f.yaml:2\n"
	                    "non-string-key a.7 7 f.yaml:3\n"
	                    "non-string-key a.~ ~ f.yaml:4\n"
	                    "non-string-key a.list list f.yaml:5\n"
	                    "boolean-key groups.yes yes f.yaml:10\n"
	                    "non-string-key groups.\"1.5\" 1.5 "
	                    "f.yaml:11\n");
}

static void
sexagesimal_values_are_reported(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_now(p, "f.yaml", "time: 16:20\nearly: 04:10\nquoted: \"16:20\"\nl: [12:30]\n");
	probe_run(p);
	assert_string_equal(probe_remarks(p, &p->now[0]),
	                    "sexagesimal-value time 16:20 f.yaml:1\n"
	                    "sexagesimal-value l 12:30 f.yaml:4\n");
	assert_string_equal(probe_items(p, &p->now[0]), "key early types=str f.yaml:2\n"
	                                                "key l types=list f.yaml:4\n"
	                                                "key quoted types=str f.yaml:3\n"
	                                                "key time types=int f.yaml:1\n");
}

static void
duplicate_keys_are_reported(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_now(p, "f.yaml", "a:\n  x: 1\n  y: 2\n  x: z\nb: 1\n\"b\": 2\nc: 1\n? 1\n");
	probe_run(p);
	assert_string_equal(probe_remarks(p, &p->now[0]), "duplicate-key a.x x f.yaml:4\n"
	                                                  "duplicate-key b b f.yaml:6\n"
	                                                  "non-string-key 1 1 f.yaml:8\n");
	assert_int_equal(p->now[0].notes.n, 0);
}

static void
merged_and_aliased_keys_count(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_was(p, "f.yaml", "d: &d {x: 1}\ne:\n  <<: *d\n  y: 2\nf: *d\n");
	probe_now(p, "f.yaml", "d: {x: 1}\ne: {x: 3, y: 2}\nf: {x: 1}\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
}

static void
order_and_style_are_no_change(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_was(p, "f.yaml", "# groups: nothing\na: {b: [1, 2]}\nc: 'x'\n");
	probe_now(p, "f.yaml", "c: y\n\"a\":\n    b:\n    - 3\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
}

static void
odd_keys_are_quoted(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_now(p, "f.yaml",
	          "\"a.b\": {\"c[0]\": 1}\n\"\\x01\\\"\": 1\n\"*\": 1\n\"\": 1\n"
	          "\"p q\": 1\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "key \"\" types=int f.yaml:4\n"
	                    "key \"*\" types=int f.yaml:3\n"
	                    "key \"\\u0001\\\"\" types=int f.yaml:2\n"
	                    "key \"a.b\" types=map f.yaml:1\n"
	                    "key \"a.b\".\"c[0]\" ^\"a.b\" types=int f.yaml:1\n"
	                    "key p q types=int f.yaml:5\n");
}

static void
sequences_at_the_root_have_no_parent(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_now(p, "f.yaml", "- a: 1\n- [{b: 2}]\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "key [].a types=int f.yaml:1\n"
	                                                "key [][].b types=int f.yaml:2\n");
}

static void
map_path_may_lie_in_a_list(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_option(p, BG_OPT_MAPS, "l[].m");
	probe_now(p, "f.yaml", "l: [{m: {x: {k: 1}, y: 2}}]\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "key l types=list f.yaml:1\n"
	                    "key l[].m ^l types=map f.yaml:1\n"
	                    "key l[].m.* ^l[].m types=int|map f.yaml:1\n"
	                    "key l[].m.*.k ^l[].m.* types=int f.yaml:1\n");
}

static void
broken_file_is_unread(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_was(p, "f.yaml", "a: 1\n");
	probe_now(p, "f.yaml", "a:\n\t- b\n");
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 1);
	assert_string_equal(probe_changes(p, 0), "");
}

static void
removed_subtree_is_one_change(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_was(p, "f.yaml", "a: {b: [{c: 1, d: {e: 1}}]}\nx: 1\n");
	probe_now(p, "f.yaml", "x: 1\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-key a\n");
}

static void
json_gives_the_same_paths(void **state)
{
	struct probe *p = start(state, "json-keys");

	probe_now(p, "f.json",
	          "{\"groups\": {\"a\": {\"n\": null, \"l\": [{\"x\": 1.5}]}, "
	          "\"on\": {\"n\": \"16:20\"}}}");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "key groups types=map f.json:0\n"
	                    "key groups.* ^groups types=map f.json:0\n"
	                    "key groups.*.l ^groups.* types=list f.json:0\n"
	                    "key groups.*.l[].x ^groups.*.l types=float f.json:0\n"
	                    "key groups.*.n ^groups.* types=null|str f.json:0\n");
	assert_int_equal(p->now[0].remarks.n, 0);
}

/* A few lines that are a tree of a million nodes when every alias is followed. */
static void
aliases_are_bounded(void **state)
{
	struct probe *p = start(state, "yaml-keys");
	struct bg_buf text = {.arena = p->keep};

	bg_buf_puts(&text, "a0: &a0 {x: 1}\n");
	for (int i = 1; i < 30; i++)
		bg_buf_printf(&text, "a%d: &a%d {l: *a%d, r: *a%d}\n", i, i, i - 1, i - 1);
	probe_now(p, "f.yaml", bg_buf_str(&text));
	assert_int_equal(probe_read(p, 0, true), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

/* Each alias goes one level deeper than any line of the file. */
static void
depth_through_aliases_is_bounded(void **state)
{
	struct probe *p = start(state, "yaml-keys");
	struct bg_buf text = {.arena = p->keep};

	bg_buf_puts(&text, "a0: &a0 {x: 1}\n");
	for (int i = 1; i < 90; i++)
		bg_buf_printf(&text, "a%d: &a%d {l: *a%d}\n", i, i, i - 1);
	probe_now(p, "f.yaml", bg_buf_str(&text));
	assert_int_equal(probe_read(p, 0, true), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

static void
keys_are_limited(void **state)
{
	struct probe *p = start(state, "yaml-keys");

	probe_now(p, "f.yaml", "a: 1\nb: 1\nc: 1\n");
	p->limits.v[BG_LIMIT_ITEMS] = 2;
	assert_int_equal(probe_read(p, 0, true), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(paths_are_items_with_types),
		probe_test(union_of_types_is_sorted),
		probe_test(samples_are_a_witness_only),
		probe_test(unquoted_on_is_a_broken_key),
		probe_test(keys_of_other_types_are_reported),
		probe_test(sexagesimal_values_are_reported),
		probe_test(duplicate_keys_are_reported),
		probe_test(merged_and_aliased_keys_count),
		probe_test(order_and_style_are_no_change),
		probe_test(odd_keys_are_quoted),
		probe_test(sequences_at_the_root_have_no_parent),
		probe_test(map_path_may_lie_in_a_list),
		probe_test(broken_file_is_unread),
		probe_test(removed_subtree_is_one_change),
		probe_test(json_gives_the_same_paths),
		probe_test(aliases_are_bounded),
		probe_test(depth_through_aliases_is_bounded),
		probe_test(keys_are_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
