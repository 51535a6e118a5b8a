/* SPDX-License-Identifier: MIT */
/* Values at a path: where they stand, who vouches for them, what is behind them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/kinds.h"
#include "support/probe.h"

#define PROD "config/schedule.yaml"
#define EXAMPLE "config/schedule.yaml.example"

/* A schedule of up to two commands. */
#define TASK(command) "groups:\n  g:\n    tasks:\n      - command: " command "\n"
#define TASKS(one, two) TASK(one) "      - command: " two "\n"

static struct probe *
start(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "commands", "yaml-values");
	probe_option(p, BG_OPT_FILES, "config/*schedule*.yaml");
	probe_option(p, BG_OPT_FALLBACK, "config/*.yaml.example");
	probe_option(p, BG_OPT_PATH, "groups.*.tasks[].command");
	return p;
}

static void
values_are_items_once(void **state)
{
	struct probe *p = start(state);

	probe_now(p, PROD,
	          "groups:\n  a:\n    tasks:\n      - command: one\n"
	          "      - {command: \"two\", args: [x]}\n"
	          "  7:\n    tasks: [{command: one}]\n"
	          "---\ngroups: {b: {tasks: [{command: three}, {other: 1}]}}\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "value one config/schedule.yaml:4\n"
	                                                "value three config/schedule.yaml:9\n"
	                                                "value two config/schedule.yaml:5\n");
	assert_string_equal(probe_fact(&p->now[0], "one", "evidence"), "file");
}

static void
merged_and_aliased_tasks_count(void **state)
{
	struct probe *p = start(state);

	probe_now(p, PROD,
	          "base: &b\n  tasks: [{command: one}]\n"
	          "groups:\n  x:\n    <<: *b\n  y: *b\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "value one config/schedule.yaml:2\n");
}

static void
last_of_duplicate_groups_counts(void **state)
{
	struct probe *p = start(state);

	probe_now(p, PROD,
	          "groups:\n  x: {tasks: [{command: one}]}\n"
	          "  x: {tasks: [{command: two}]}\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "value two config/schedule.yaml:3\n");
	assert_int_equal(p->now[0].notes.n, 1);
}

static void
odd_shapes_become_notes(void **state)
{
	struct probe *p = start(state);

	probe_now(p, PROD,
	          "groups:\n  a:\n    tasks: {command: one}\n  b: 3\n"
	          "  c:\n    tasks: [{command: }]\n  d:\n"
	          "  e:\n    tasks: [{command: [x]}]\n  f: {tasks: [{command: 16}]}\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "value 16 config/schedule.yaml:10\n");
	assert_string_equal(probe_notes(p, p->now[0].notes.v, p->now[0].notes.n),
	                    "config/schedule.yaml:3\nconfig/schedule.yaml:4\n"
	                    "config/schedule.yaml:6\nconfig/schedule.yaml:9\n");
	assert_int_equal(p->now[0].unread.n, 0);
}

static void
template_names_the_item(void **state)
{
	struct probe *p = start(state);

	probe_option(p, BG_OPT_ID, "command={value}!");
	probe_now(p, PROD, TASK("one"));
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "value command=one! config/schedule.yaml:4\n");
}

static void
switched_off_everywhere_is_not_enabled(void **state)
{
	struct probe *p = start(state);

	probe_option(p, BG_OPT_ENABLED, "enabled");
	probe_now(p, PROD,
	          "groups:\n  a:\n    tasks:\n"
	          "      - {command: off1, enabled: false}\n"
	          "      - {command: off2, enabled: No}\n"
	          "      - {command: off2, enabled: OFF}\n"
	          "      - {command: on1, enabled: \"false\"}\n"
	          "      - {command: on2, enabled: false}\n"
	          "      - {command: on2}\n"
	          "      - {command: on3, enabled: on}\n"
	          "      - {command: on3, enabled: off}\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "value off1 enabled=no config/schedule.yaml:4\n"
	                    "value off2 enabled=no config/schedule.yaml:5\n"
	                    "value on1 enabled=yes config/schedule.yaml:7\n"
	                    "value on2 enabled=yes config/schedule.yaml:8\n"
	                    "value on3 enabled=yes config/schedule.yaml:10\n");
}

static void
modules_stand_behind_commands(void **state)
{
	struct probe *p = start(state);
	size_t lists;

	probe_option(p, BG_OPT_MODULES, "**/management/commands/{value}.py");
	probe_now(p, PROD, TASKS("one", "two") "      - command: x.y\n      - command: '*'\n");
	probe_now(p, "apps/foo/management/commands/one.py", "");
	probe_now(p, "zoo/management/commands/one.py", "");
	probe_now(p, "management/commands/three.py", "");
	probe_now(p, "foo/management/commands/x.y.py", "");
	probe_now(p, "two.py/management/commands/x.py", "");
	probe_now(p, "foo/commands/two.py", "");
	probe_now(p, "foo/management/commands/x/two.py", "");
	lists = p->target.lists;
	probe_run(p);
	assert_int_equal(p->target.lists - lists, 3);
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "command * module=no config/schedule.yaml:7\n"
	                    "command one module=yes config/schedule.yaml:4\n"
	                    "command two module=no config/schedule.yaml:5\n"
	                    "command x.y module=no config/schedule.yaml:6\n");
	assert_string_equal(probe_remarks(p, &p->now[0]),
	                    "listed-without-module two  config/schedule.yaml:5\n"
	                    "listed-without-module x.y  config/schedule.yaml:6\n"
	                    "listed-without-module *  config/schedule.yaml:7\n");
	assert_string_equal(probe_fact(&p->now[0], "one", "app"), "foo");
	assert_true(bg_values_known(&p->now[0], "three"));
	assert_true(bg_values_known(&p->now[0], "two"));
	assert_false(bg_values_known(&p->now[0], "four"));
}

static void
removed_commands_tell_of_their_module(void **state)
{
	struct probe *p = start(state);

	probe_option(p, BG_OPT_MODULES, "*/{value}.py");
	probe_was(p, PROD, TASKS("gone", "kept") "      - command: stays\n");
	probe_now(p, PROD, TASK("stays"));
	probe_both(p, "a/kept.py", "");
	probe_was(p, "a/gone.py", "");
	probe_both(p, "a/stays.py", "");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-command gone\n-command kept\n");
	assert_string_equal(probe_fact(&p->was[0], "gone", "module-at-target"), "no");
	assert_string_equal(probe_fact(&p->was[0], "kept", "module-at-target"), "yes");
	assert_string_equal(probe_fact(&p->was[0], "stays", "module-at-target"), "");
}

static void
module_globs_need_a_place_for_the_value(void **state)
{
	struct probe *p = start(state);

	probe_option(p, BG_OPT_MODULES, "*/*{value}.py");
	probe_option(p, BG_OPT_MODULES, "*/x.py");
	probe_now(p, PROD, TASK("one"));
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 2);
	assert_string_equal(p->now[0].unread.v[0].loc.path, ".bumpgate.yml");
}

/* Every pair of what the two revisions have: '-' nothing, 'p' production, 'e' example. */
static void
authority_follows_the_matrix(void **state)
{
	static const struct {
		const char *was, *was_example, *now, *now_example, *want;
	} row[] = {
		/* both have an authority: the examples say nothing */
		{TASKS("a", "b"), NULL, TASK("a"), TASKS("a", "b"), "-value b\n"},
		{TASK("a"), TASKS("a", "b"), TASK("a"), NULL, ""},
		{TASK("a"), TASK("a"), TASKS("a", "b"), TASK("a"), "+value b\n"},
		/* only examples: they count */
		{NULL, TASKS("a", "b"), NULL, TASK("a"), "-value b\n"},
		{NULL, TASK("a"), NULL, TASKS("a", "b"), "+value b\n"},
		/* the authority arrives: either file keeps what the base had */
		{NULL, TASKS("a", "b"), TASK("a"), TASKS("a", "b"), ""},
		{NULL, TASKS("a", "b"), TASK("a"), TASK("a"), "-value b\n"},
		{NULL, TASK("a"), TASKS("a", "b"), TASKS("a", "c"), "+value b\n"},
		{NULL, TASK("a"), TASK("b"), NULL, "-value a\n+value b\n"},
		/* the authority goes: the example stands for it */
		{TASKS("a", "b"), NULL, NULL, TASK("a"), "-value b\n"},
		{TASK("a"), NULL, NULL, TASKS("a", "b"), "+value b\n"},
		{TASK("a"), NULL, NULL, NULL, "-value a\n"},
		{NULL, NULL, TASK("a"), TASK("b"), "+value a\n"},
	};
	struct probe *p = start(state);
	char *got;

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		p->base.files.n = p->target.files.n = 0;
		p->was[0] = p->now[0] = (struct bg_harvest){.spec = &p->spec[0]};
		if (row[i].was)
			probe_was(p, PROD, row[i].was);
		if (row[i].was_example)
			probe_was(p, EXAMPLE, row[i].was_example);
		if (row[i].now)
			probe_now(p, PROD, row[i].now);
		if (row[i].now_example)
			probe_now(p, EXAMPLE, row[i].now_example);
		probe_run(p);
		got = bg_strf(p->keep, "%zu %s", i, probe_changes(p, 0));
		assert_string_equal(got, bg_strf(p->keep, "%zu %s", i, row[i].want));
	}
}

static void
kept_item_has_the_fallback_as_evidence(void **state)
{
	struct probe *p = start(state);

	probe_was(p, EXAMPLE, TASKS("a", "b"));
	probe_now(p, PROD, TASK("a"));
	probe_now(p, EXAMPLE, TASKS("a", "b"));
	probe_run(p);
	assert_string_equal(probe_fact(&p->now[0], "a", "evidence"), "file");
	assert_string_equal(probe_fact(&p->now[0], "b", "evidence"), "fallback");
}

static void
samples_always_count(void **state)
{
	struct probe *p = start(state);

	probe_option(p, BG_OPT_SAMPLES, "docs/*.yaml");
	probe_was(p, PROD, TASK("a"));
	probe_was(p, "docs/s.yaml", TASKS("a", "shown"));
	probe_now(p, PROD, TASK("a"));
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-value shown\n");
	assert_string_equal(probe_fact(&p->was[0], "shown", "evidence"), "sample");
	assert_string_equal(probe_fact(&p->was[0], "a", "evidence"), "file");
}

static void
unreadable_authority_is_not_stood_in_for(void **state)
{
	struct probe *p = start(state);

	probe_was(p, PROD, TASKS("a", "b"));
	probe_now(p, PROD, "groups: [\n");
	probe_now(p, EXAMPLE, TASK("a"));
	probe_run(p);
	assert_int_equal(p->now[0].items.n, 0);
	assert_int_equal(p->now[0].unread.n, 1);
	assert_string_equal(p->now[0].unread.v[0].loc.path, PROD);
	assert_string_equal(probe_changes(p, 0), "");
}

static void
unreadable_fallback_is_a_note_beside_an_authority(void **state)
{
	struct probe *p = start(state);

	probe_both(p, PROD, TASK("a"));
	probe_now(p, EXAMPLE, "groups: [\n");
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 0);
	assert_string_equal(probe_notes(p, p->now[0].notes.v, p->now[0].notes.n),
	                    EXAMPLE ":2\n");
}

static void
unreadable_fallback_matters_where_it_has_a_say(void **state)
{
	struct probe *p = start(state);

	/* Alone, and where the base had nothing but it. */
	probe_was(p, EXAMPLE, TASKS("a", "b"));
	probe_now(p, EXAMPLE, "groups: [\n");
	probe_now(p, PROD, TASK("a"));
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 1);
	assert_string_equal(probe_changes(p, 0), "");
}

static void
unreadable_fallback_of_the_base_proves_nothing(void **state)
{
	struct probe *p = start(state);

	probe_was(p, EXAMPLE, "groups: [\n");
	probe_now(p, EXAMPLE, TASK("a"));
	probe_run(p);
	assert_int_equal(p->was[0].unread.n, 1);
	assert_string_equal(probe_changes(p, 0), "");
}

static void
absent_sides_are_settled(void **state)
{
	struct probe *p = start(state);

	p->no_base = true;
	probe_now(p, EXAMPLE, TASK("a"));
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "+value a\n");
}

static void
nodes_are_limited(void **state)
{
	struct probe *p = start(state);

	probe_now(p, PROD, TASKS("a", "b"));
	p->limits.v[BG_LIMIT_NODES] = 5;
	assert_int_equal(probe_read(p, 0, true), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(values_are_items_once),
		probe_test(merged_and_aliased_tasks_count),
		probe_test(last_of_duplicate_groups_counts),
		probe_test(odd_shapes_become_notes),
		probe_test(template_names_the_item),
		probe_test(switched_off_everywhere_is_not_enabled),
		probe_test(modules_stand_behind_commands),
		probe_test(removed_commands_tell_of_their_module),
		probe_test(module_globs_need_a_place_for_the_value),
		probe_test(authority_follows_the_matrix),
		probe_test(kept_item_has_the_fallback_as_evidence),
		probe_test(samples_always_count),
		probe_test(unreadable_authority_is_not_stood_in_for),
		probe_test(unreadable_fallback_is_a_note_beside_an_authority),
		probe_test(unreadable_fallback_matters_where_it_has_a_say),
		probe_test(unreadable_fallback_of_the_base_proves_nothing),
		probe_test(absent_sides_are_settled),
		probe_test(nodes_are_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
