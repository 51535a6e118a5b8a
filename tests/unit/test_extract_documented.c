/* SPDX-License-Identifier: MIT */
/* Names that a stability document lists: still there, gone, withdrawn, never there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/probe.h"

#define DOC "STABILITY.md"
#define ENV ".env.example"
#define SCHEDULE "config/schedule.yaml"

enum { ENVS, COMMANDS, KEYS, DOCS };

/* The surfaces of a small service; the document comes before or after, it does not matter. */
static struct probe *
start(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "env", "dotenv");
	probe_option(p, BG_OPT_FILES, ENV);
	probe_surface(p, "commands", "yaml-values");
	probe_option(p, BG_OPT_FILES, SCHEDULE);
	probe_option(p, BG_OPT_FALLBACK, SCHEDULE ".example");
	probe_option(p, BG_OPT_PATH, "groups.*.tasks[].command");
	probe_option(p, BG_OPT_MODULES, "*/{value}.py");
	probe_surface(p, "schedule-keys", "yaml-keys");
	probe_option(p, BG_OPT_SAMPLES, SCHEDULE);
	probe_option(p, BG_OPT_MAPS, "groups");
	probe_surface(p, "stability-doc", "documented");
	probe_option(p, BG_OPT_FILES, DOC);
	return p;
}

static const char *
changes(struct probe *p)
{
	probe_run(p);
	return probe_changes(p, DOCS);
}

static void
listed_names_resolve_to_surfaces(void **state)
{
	struct probe *p = start(state);

	probe_both(p, ENV, "ONE=1\nTWO=2\n# T_<x>=3\n");
	probe_both(p, SCHEDULE,
	           "groups:\n  g:\n    tasks:\n      - {command: run_it, minutes: 3}\n");
	probe_both(p, DOC,
	           "# Stability\n\n| Area | Variables |\n|---|---|\n| Core | `ONE`, `TWO` |\n\n"
	           "- `run_it`\n- `T_*`\n- `unknown`\n\n"
	           "### Schedule YAML (Tier A keys)\n\n| Level | Keys |\n|---|---|\n"
	           "| Top | `groups` |\n| Per task | `command`, `minutes`: |\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_items(p, &p->now[DOCS]),
	                    "commands run_it STABILITY.md:7\n"
	                    "env ONE STABILITY.md:5\n"
	                    "env TWO STABILITY.md:5\n"
	                    "env T_* STABILITY.md:8\n"
	                    "schedule-keys groups STABILITY.md:15\n"
	                    "schedule-keys groups.*.tasks[].command STABILITY.md:16\n"
	                    "schedule-keys groups.*.tasks[].minutes STABILITY.md:16\n");
	assert_string_equal(probe_remarks(p, &p->now[DOCS]), "");
}

static void
withdrawn_name_is_a_removal(void **state)
{
	struct probe *p = start(state);

	probe_both(p, ENV, "ONE=1\nTWO=2\n");
	probe_was(p, DOC, "- `ONE`\n- `TWO`\n");
	probe_now(p, DOC, "- `ONE`\n");
	assert_string_equal(changes(p), "-env TWO\n");
}

static void
deleted_document_withdraws_all(void **state)
{
	struct probe *p = start(state);

	probe_both(p, ENV, "ONE=1\nTWO=2\nTHREE=3\n");
	probe_was(p, DOC, "- `ONE`\n- `TWO`\n");
	assert_string_equal(changes(p), "-document STABILITY.md\n");
}

static void
place_and_form_do_not_matter(void **state)
{
	struct probe *p = start(state);

	probe_both(p, ENV, "ONE=1\nTWO=2\nTHREE=3\n");
	probe_was(p, DOC, "## Names\n\n- `ONE`\n- `TWO`\n- `THREE`\n");
	probe_now(p, DOC,
	          "Use `THREE`.\n\n# Other title\n\n| v |\n|---|\n| `TWO=` |\n| \"`ONE`\" |\n");
	assert_string_equal(changes(p), "");
}

static void
move_to_a_lower_tier_withdraws(void **state)
{
	static const char *const heading[] = {
		"Tier B - Evolving", "Tier C",      "Unstable names",
		"Internals",         "Deprecation", "No compatibility promise",
		"Out of scope",      "Not covered",
	};
	struct probe *p = start(state);

	for (size_t i = 0; i < sizeof(heading) / sizeof(heading[0]); i++) {
		p->base.files.n = p->target.files.n = 0;
		for (size_t j = 0; j < p->n; j++)
			p->was[j] = p->now[j] = (struct bg_harvest){.spec = &p->spec[j]};
		probe_both(p, ENV, "ONE=1\nTWO=2\n");
		probe_was(p, DOC, "## Tier A\n\n- `ONE`\n- `TWO`\n");
		probe_now(p, DOC,
		          bg_strf(p->keep,
		                  "## Tier A\n\n- `ONE`\n\n## %s\n\n### More\n\n"
		                  "- `TWO`\n",
		                  heading[i]));
		assert_string_equal(changes(p), "-env TWO\n");
	}
}

static void
tier_column_decides_for_its_row(void **state)
{
	struct probe *p = start(state);

	probe_both(p, ENV, "ONE=1\nTWO=2\nTHREE=3\nFOUR=4\nFIVE=5\n");
	probe_both(p, DOC,
	           "| Surface | Tier | Rule |\n|---|---|---|\n| `ONE` | A | x |\n"
	           "| `TWO` | B | x |\n| `THREE` | C | x |\n| `FOUR` | Core | x |\n"
	           "| `FIVE` | B/C | x |\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_items(p, &p->now[DOCS]),
	                    "env FOUR STABILITY.md:6\nenv ONE STABILITY.md:3\n");
}

static void
gone_names_still_listed_are_drift(void **state)
{
	struct probe *p = start(state);

	probe_was(p, ENV, "ONE=1\nTWO=2\n");
	probe_now(p, ENV, "ONE=1\n");
	probe_both(p, DOC, "- `ONE`\n- `TWO`\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_remarks(p, &p->now[DOCS]), "gone TWO env STABILITY.md:2\n");
	assert_string_equal(probe_changes(p, ENVS), "-name TWO\n");
}

static void
names_gone_from_both_are_the_surface_s_affair(void **state)
{
	struct probe *p = start(state);

	probe_was(p, ENV, "ONE=1\nTWO=2\n");
	probe_now(p, ENV, "ONE=1\n");
	probe_was(p, DOC, "- `ONE`\n- `TWO`\n");
	probe_now(p, DOC, "- `ONE`\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_remarks(p, &p->now[DOCS]), "");
}

static void
newly_listed_names_are_added(void **state)
{
	struct probe *p = start(state);

	probe_both(p, ENV, "ONE=1\nTWO=2\n");
	probe_was(p, DOC, "- `ONE`\n");
	probe_now(p, DOC, "- `ONE`\n- `TWO`\n");
	assert_string_equal(changes(p), "+env TWO\n");
}

static void
names_that_never_were_are_drift(void **state)
{
	struct probe *p = start(state);

	probe_both(p, ENV, "ONE_A=1\nTWO_A=2\n");
	probe_both(p, SCHEDULE,
	           "groups:\n  g:\n    tasks: [{command: run_a}, {command: run_b}]\n");
	probe_now(p, SCHEDULE ".example", "groups:\n  g:\n    tasks: [{command: run_shown}]\n");
	probe_now(p, "x/run_there.py", "");
	probe_both(p, DOC,
	           "| v | text |\n|---|---|\n| `ONE_A`, `NOT_A` | `NOT_B` |\n"
	           "| `TWO_A` | see `NOT_C` |\n\n"
	           "- `run_a`: uses `run_inside`\n- `run_b`\n- `run_none`\n"
	           "- `run_shown`\n- `run_there`\n- `other`\n- `NOT_D`\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_remarks(p, &p->now[DOCS]),
	                    "never-there NOT_A env STABILITY.md:3\n"
	                    "never-there run_none commands STABILITY.md:8\n");
}

static void
one_companion_is_no_list(void **state)
{
	struct probe *p = start(state);

	probe_both(p, ENV, "ONE_A=1\n");
	probe_both(p, DOC, "- `ONE_A`\n- `ONE_A`\n- `NOT_A`\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_remarks(p, &p->now[DOCS]), "");
}

static void
strangers_of_the_base_are_forgotten(void **state)
{
	struct probe *p = start(state);

	probe_both(p, ENV, "ONE_A=1\nTWO_A=1\n");
	probe_was(p, DOC, "- `ONE_A`\n- `TWO_A`\n- `NOT_A`\n");
	probe_now(p, DOC, "- `ONE_A`\n- `TWO_A`\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_remarks(p, &p->now[DOCS]), "");
}

static void
name_listed_too_early_is_no_withdrawal(void **state)
{
	struct probe *p = start(state);

	probe_was(p, ENV, "ONE=1\n");
	probe_now(p, ENV, "ONE=1\nTWO=1\n");
	probe_was(p, DOC, "- `ONE`\n- `TWO`\n");
	probe_now(p, DOC, "- `ONE`\n");
	assert_string_equal(changes(p), "");
}

static void
key_leaves_need_a_heading_about_them(void **state)
{
	struct probe *p = start(state);

	probe_both(p, SCHEDULE, "groups:\n  g:\n    minutes: 3\n    tasks: []\n");
	probe_both(p, DOC,
	           "## Health contract\n\n- `minutes`\n\n## Schedule\n\n- `tasks`\n\n"
	           "In prose, `minutes` promises nothing.\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_items(p, &p->now[DOCS]),
	                    "schedule-keys groups.*.tasks STABILITY.md:7\n");
}

static void
prose_keeps_a_key_listed(void **state)
{
	struct probe *p = start(state);

	probe_both(p, SCHEDULE, "groups:\n  g:\n    minutes: 3\n    tasks: []\n");
	probe_was(p, DOC, "## Schedule\n\n- `minutes`\n- `tasks`\n");
	probe_now(p, DOC, "## Schedule\n\nEvery task may say `minutes`.\n");
	assert_string_equal(changes(p), "-schedule-keys groups.*.tasks\n");
}

static void
promised_sample_keys_are_marked(void **state)
{
	struct probe *p = start(state);

	probe_was(p, SCHEDULE, "groups:\n  g: {a: 1, b: 1, c: 1, d: 1}\n");
	probe_now(p, SCHEDULE, "groups:\n  g: {d: 1}\n");
	probe_was(p, DOC, "## Schedule\n\n- `a`\n- `b`\n- `d`\n");
	probe_now(p, DOC, "## Schedule\n\n- `a`\n- `d`\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_remarks(p, &p->now[DOCS]), "");
	assert_string_equal(probe_fact(&p->was[KEYS], "groups.*.a", "promised"), "yes");
	assert_string_equal(probe_fact(&p->was[KEYS], "groups.*.a", "promised-at-target"),
	                    "yes");
	assert_string_equal(probe_fact(&p->was[KEYS], "groups.*.b", "promised"), "yes");
	assert_string_equal(probe_fact(&p->was[KEYS], "groups.*.b", "promised-at-target"), "");
	assert_string_equal(probe_fact(&p->was[KEYS], "groups.*.c", "promised"), "");
	assert_string_equal(probe_fact(&p->now[KEYS], "groups.*.d", "promised"), "yes");
}

static void
values_stand_beside_their_key(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "doc", "documented");
	probe_option(p, BG_OPT_FILES, DOC);
	probe_surface(p, "schedule-values", "yaml-values");
	probe_option(p, BG_OPT_FILES, SCHEDULE);
	probe_option(p, BG_OPT_PATH, "[].schedule");
	probe_option(p, BG_OPT_ID, "schedule={value}");
	probe_both(p, SCHEDULE,
	           "[{schedule: daily}, {schedule: weekly}, {schedule: hourly}]\n");
	probe_was(p, DOC,
	          "| keys |\n|---|\n| `command`, `schedule` (values: `daily`, `weekly`) |\n"
	          "| `hourly` |\n");
	probe_now(p, DOC, "- `schedule` is `daily`\n- `weekly`\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-schedule-values schedule=weekly\n");
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "schedule-values schedule=daily STABILITY.md:1\n");
}

static void
promised_sample_values_are_marked(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "schedule-values", "yaml-values");
	probe_option(p, BG_OPT_SAMPLES, SCHEDULE);
	probe_option(p, BG_OPT_PATH, "[].schedule");
	probe_option(p, BG_OPT_ID, "schedule={value}");
	probe_surface(p, "doc", "documented");
	probe_option(p, BG_OPT_FILES, DOC);
	probe_was(p, SCHEDULE, "[{schedule: daily}, {schedule: weekly}, {schedule: hourly}]\n");
	probe_now(p, SCHEDULE, "[{schedule: daily}]\n");
	probe_was(p, DOC, "- `schedule`: `daily`, `weekly`, `hourly`\n");
	probe_now(p, DOC, "- `schedule`: `daily`, `weekly`\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 1), "");
	assert_string_equal(probe_remarks(p, &p->now[1]), "");
	assert_string_equal(probe_fact(&p->was[0], "schedule=weekly", "promised-at-target"),
	                    "yes");
	assert_string_equal(probe_fact(&p->was[0], "schedule=hourly", "promised"), "yes");
	assert_string_equal(probe_fact(&p->was[0], "schedule=hourly", "promised-at-target"),
	                    "");
}

static void
names_are_read_relative_to_the_first(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "api", "regex");
	probe_option(p, BG_OPT_FILES, "api.txt");
	probe_option(p, BG_OPT_PATTERN, "^(?<id>\\S+)$");
	probe_surface(p, "doc", "documented");
	probe_option(p, BG_OPT_FILES, DOC);
	probe_both(p, "api.txt", "a.b.one\na.b.two\na.m\na.m.three\na.m.four\na.n.five\n");
	probe_both(p, DOC,
	           "| Import | x |\n|---|---|\n| `a.b.one` / `two(exc)` | `a\\|b` |\n\n"
	           "**`a.m`** - `three`, `four`.\n\n### `a.n`\n\n- `five()`\n");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[1]),
	                    "api a.b.one STABILITY.md:3\napi a.b.two STABILITY.md:3\n"
	                    "api a.m STABILITY.md:5\napi a.m.four STABILITY.md:5\n"
	                    "api a.m.three STABILITY.md:5\napi a.n.five STABILITY.md:9\n");
	assert_string_equal(probe_changes(p, 1), "");
}

static void
unread_surface_proves_nothing(void **state)
{
	struct probe *p = start(state);

	probe_was(p, SCHEDULE, "groups:\n  g:\n    tasks: [{command: run_a}]\n");
	probe_now(p, SCHEDULE, "groups: [\n");
	probe_both(p, DOC, "- `run_a`\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_remarks(p, &p->now[DOCS]), "");
}

static void
first_release_adds_what_it_lists(void **state)
{
	struct probe *p = start(state);

	p->no_base = true;
	probe_now(p, ENV, "ONE=1\n");
	probe_now(p, DOC, "- `ONE`\n- `GONE`\n");
	assert_string_equal(changes(p), "+env ONE\n");
}

static void
fences_comments_and_headings_list_nothing(void **state)
{
	struct probe *p = start(state);

	probe_both(p, ENV, "ONE=1\nTWO=2\nTHREE=3\n");
	probe_both(p, DOC,
	           "```\n`ONE`\n```\n\n<!-- `TWO` -->\n\n## `THREE`\n\nONE without a span\n");
	assert_string_equal(changes(p), "");
	assert_string_equal(probe_items(p, &p->now[DOCS]), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(listed_names_resolve_to_surfaces),
		probe_test(withdrawn_name_is_a_removal),
		probe_test(deleted_document_withdraws_all),
		probe_test(place_and_form_do_not_matter),
		probe_test(move_to_a_lower_tier_withdraws),
		probe_test(tier_column_decides_for_its_row),
		probe_test(gone_names_still_listed_are_drift),
		probe_test(names_gone_from_both_are_the_surface_s_affair),
		probe_test(newly_listed_names_are_added),
		probe_test(names_that_never_were_are_drift),
		probe_test(one_companion_is_no_list),
		probe_test(strangers_of_the_base_are_forgotten),
		probe_test(name_listed_too_early_is_no_withdrawal),
		probe_test(key_leaves_need_a_heading_about_them),
		probe_test(prose_keeps_a_key_listed),
		probe_test(promised_sample_keys_are_marked),
		probe_test(values_stand_beside_their_key),
		probe_test(promised_sample_values_are_marked),
		probe_test(names_are_read_relative_to_the_first),
		probe_test(unread_surface_proves_nothing),
		probe_test(first_release_adds_what_it_lists),
		probe_test(fences_comments_and_headings_list_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
