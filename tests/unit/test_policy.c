/* SPDX-License-Identifier: MIT */
/* Policy files: what is read, and that nothing is ignored silently. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "policy/policy.h"

struct given {
	struct bg_arena *arena;
	struct bg_policy policy;
	struct bg_err err;
	int status;
};

static void
read_text(struct given *g, const char *text)
{
	struct bg_blob blob = {.path = ".bumpgate.yml", .bytes = text, .n = strlen(text)};
	struct bg_limits limits;

	bg_limits_init(&limits);
	memset(g, 0, sizeof(*g));
	g->arena = bg_arena_new();
	g->status = bg_policy_read(&g->policy, g->arena, &limits, &blob, &g->err);
	if (g->status)
		assert_int_equal(g->err.code, BG_EPOLICY);
}

static const struct bg_spec *
look_up(const struct given *g, const char *id)
{
	for (size_t i = 0; i < g->policy.specs.n; i++)
		if (strcmp(g->policy.specs.v[i].id, id) == 0)
			return &g->policy.specs.v[i];
	return NULL;
}

static const struct bg_spec *
find(const struct given *g, const char *id)
{
	const struct bg_spec *spec = look_up(g, id);

	if (!spec) {
		fail_msg("no surface '%s'", id);
		abort();
	}
	return spec;
}

static void
policy_mistakes_are_refused(void **state)
{
	static const struct {
		const char *text, *says, *hint;
		unsigned line;
	} rows[] = {
		{"", "empty", "", 0},
		{"version: 2\n", "version must be 1", "", 1},
		{"version: '1'\n", "version must be 1", "", 1},
		{"extends: django-service\n", "lacks 'version'", "version: 1", 1},
		{"- a\n", "must be a mapping", "", 1},
		{"version: 1\nversion: 1\n", "duplicate key", "", 2},
		{"version: 1\na: [\n", "", "", 3},
		{"version: 1\nsurface: {}\n", "unknown key 'surface'", "'surfaces'", 2},
		{"version: 1\nextends: django\n", "unknown pack 'django'", "'django-service'",
	         2},
		{"version: 1\nrelease: {branches: x}\n", "unknown key 'branches' in release",
	         "'branch'", 2},
		{"version: 1\nrelease: {tag: v1}\n", "'{version}' once", "", 2},
		{"version: 1\nrelease: {tag: '{version}{version}'}\n", "'{version}' once", "",
	         2},
		{"version: 1\nrelease: {tag: []}\n", "at least one", "", 2},
		{"version: 1\nrelease: {zero-major: maybe}\n", "'contract' or 'semver'", "", 2},
		{"version: 1\nrelease: [a]\n", "release must be a mapping", "", 2},
		{"version: 1\nchangelog: {file: 7}\n", "non-empty string", "", 2},
		{"version: 1\nchangelog: {path: x}\n", "unknown key 'path'", "", 2},
		{"version: 1\ndeprecation: {releases: -1}\n", "whole number", "", 2},
		{"version: 1\ndeprecation: {releases: 1.5}\n", "whole number", "", 2},
		{"version: 1\ndeprecation: {days: '3'}\n", "whole number", "", 2},
		{"version: 1\ndeprecation: {days: 10000000}\n", "whole number", "", 2},
		{"version: 1\nsurfaces: []\n", "surfaces must be a mapping", "", 2},
		{"version: 1\nsurfaces:\n  a: {kind: dotenv}\n", "lacks 'files'", "", 3},
		{"version: 1\nsurfaces:\n  a: {kind: yaml-keys}\n", "names no files", "", 3},
		{"version: 1\nsurfaces:\n  a: {files: [x]}\n", "lacks 'kind'", "", 3},
		{"version: 1\nsurfaces:\n  a: {kind: dotnev, files: [x]}\n",
	         "unknown kind 'dotnev'", "'dotenv'", 3},
		{"version: 1\nsurfaces:\n  a: {kind: dotenv, file: [x]}\n",
	         "unknown key 'file'", "'files'", 3},
		{"version: 1\nsurfaces:\n  a: {kind: dotenv, files: [x], maps: [y]}\n",
	         "'dotenv' has no option 'maps'", "", 3},
		{"version: 1\nsurfaces:\n  a: {kind: dotenv, files: [1]}\n", "non-empty string",
	         "", 3},
		{"version: 1\nsurfaces:\n  a: {kind: dotenv, files: ['']}\n",
	         "non-empty string", "", 3},
		{"version: 1\nsurfaces:\n  a: {kind: dotenv, tier: D, files: [x]}\n",
	         "tier is A, B or C", "", 3},
		{"version: 1\nsurfaces:\n  a: {kind: regex, files: [x]}\n", "lacks 'pattern'",
	         "", 3},
		{"version: 1\nsurfaces:\n  a: {kind: regex, files: [x], pattern: '(?<id>'}\n",
	         "pattern:", "", 3},
		{"version: 1\nsurfaces:\n  a: {kind: yaml-values, files: [x]}\n",
	         "lacks 'path'", "", 3},
		{"version: 1\nsurfaces:\n  a: {kind: yaml-values, files: [x], path: [a, b]}\n",
	         "expected one string", "", 3},
		{"version: 1\nsurfaces:\n  a: {kind: exports, files: [x], names: pubic}\n",
	         "names are declared, public or functions", "'public'", 3},
		{"version: 1\nsurfaces:\n  a: {kind: yaml-values, files: [x], path: p}\n"
	         "  b: {kind: argparse, files: [x], commands: aa}\n",
	         "no surface above 'b' is called 'aa'", "", 4},
		{"version: 1\nsurfaces:\n  commands: {kind: yaml-values, files: [x], path: p}\n"
	         "  b: {kind: argparse, files: [x], commands: comands}\n",
	         "no surface above 'b' is called 'comands'", "'commands'", 4},
		{"version: 1\nsurfaces:\n  b: {kind: argparse, files: [x], commands: b}\n",
	         "no surface above 'b' is called 'b'", "", 3},
		{"version: 1\nsurfaces:\n  A b: {kind: dotenv, files: [x]}\n", "surface id", "",
	         3},
		{"version: 1\nsurfaces:\n  a: off\n", "no surface 'a' to switch off", "", 3},
		{"version: 1\nextends: django-service\nsurfaces: {commands: off}\n",
	         "surface 'command-flags' takes its commands from 'commands', which is off",
	         "switch 'command-flags' off as well", 0},
		{"version: 1\nsurfaces:\n  a: 7\n", "a mapping, or off", "", 3},
		{"version: 1\nrules: {env-gone: off}\n", "unknown rule 'env-gone'", "", 2},
		{"version: 1\nrules: {env-remved: info}\n", "unknown rule", "'env-removed'", 2},
		{"version: 1\nrules: {env-removed: off}\n", "cannot be switched off",
	         "drop the surface", 2},
		{"version: 1\nrules: {env-removed: fatal}\n", "off, info, warning or error", "",
	         2},
		{"version: 1\nrules: [a]\n", "mapping of rule ids", "", 2},
		{"version: 1\nwaivers: {}\n", "waivers must be a list", "", 2},
		{"version: 1\nwaivers: [x]\n", "a waiver is a mapping", "", 2},
		{"version: 1\nwaivers: [{item: x}]\n", "a waiver lacks 'rule'", "", 2},
		{"version: 1\nwaivers: [{rule: env-remove}]\n", "the unknown rule 'env-remove'",
	         "did you mean 'env-removed'?", 2},
		{"version: 1\nwaivers: [{rule: env-removed, reson: x}]\n",
	         "unknown key 'reson' in a waiver", "did you mean 'reason'?", 2},
		{"version: 1\nwaivers: [{rule: env-removed, item: [x]}]\n",
	         "'item' of a waiver is one string", "", 2},
		{"version: 1\nwaivers: [{rule: env-removed, expires: soon}]\n",
	         "'expires: soon' is neither a version nor a date", "expires: 0.4.0", 2},
		{"version: 1\nsurfaces:\n  env: {kind: dotenv, files: [.env]}\n"
	         "waivers: [{rule: env-removed, surface: evn}]\n",
	         "the unknown surface 'evn'", "did you mean 'env'?", 4},
		{"version: 1\nstability-doc: {a: b}\n", "non-empty string", "", 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct given g;

		read_text(&g, rows[i].text);
		if (g.status == 0 || !strstr(g.err.text, rows[i].says) ||
		    !strstr(g.err.hint, rows[i].hint) || g.err.line != rows[i].line ||
		    strcmp(g.err.path, ".bumpgate.yml") != 0)
			fail_msg("%s\ngave %d: %s:%u: %s (%s)", rows[i].text, g.status,
			         g.err.path, g.err.line, g.err.text, g.err.hint);
		bg_arena_free(g.arena);
	}
}

static void
pack_is_changed_key_by_key(void **state)
{
	const struct bg_spec *spec;
	struct given g;

	(void)state;
	read_text(&g, "version: 1\nextends: django-service\nsurfaces:\n"
	              "  env: {files: [sample.env]}\n  schedule-keys: off\n  health: off\n");
	assert_int_equal(g.status, 0);
	assert_string_equal(g.policy.pack, "django-service");
	spec = find(&g, "env");
	assert_string_equal(spec->kind->name, "dotenv");
	assert_int_equal(spec->option[BG_OPT_FILES].n, 1);
	assert_string_equal(spec->option[BG_OPT_FILES].v[0], "sample.env");
	assert_null(look_up(&g, "schedule-keys"));
	assert_non_null(look_up(&g, "commands"));
	assert_null(look_up(&g, "health"));
	assert_non_null(look_up(&g, "migrations"));
	bg_arena_free(g.arena);
}

static void
another_kind_drops_the_options_of_the_old(void **state)
{
	struct given g;

	(void)state;
	read_text(&g, "version: 1\nextends: django-service\nsurfaces:\n"
	              "  commands: {kind: dotenv, files: [a.env]}\n");
	assert_int_equal(g.status, 0);
	assert_int_equal(find(&g, "commands")->option[BG_OPT_PATH].n, 0);
	bg_arena_free(g.arena);
}

static void
defaults_stand_where_nothing_is_said(void **state)
{
	struct given g;

	(void)state;
	read_text(&g, "version: 1\nsurfaces:\n  env: {kind: dotenv, files: a.env}\n");
	assert_int_equal(g.status, 0);
	assert_null(g.policy.pack);
	assert_int_equal(g.policy.tags.n, 2);
	assert_string_equal(g.policy.changelog, "CHANGELOG.md");
	assert_int_equal(g.policy.deprecation_releases, 1);
	assert_int_equal(g.policy.deprecation_days, 0);
	assert_false(g.policy.zero_semver);
	assert_null(g.policy.branch);
	assert_int_equal(find(&g, "env")->tier, BG_TIER_A);
	for (size_t i = 0; i < BG_NRULES; i++)
		assert_int_equal(g.policy.level[i], bg_rules[i].level);
	bg_arena_free(g.arena);
}

static void
values_are_taken_over(void **state)
{
	struct given g;

	(void)state;
	read_text(&g, "version: 1\nrelease: {tag: ['a-{version}', '{version}'], branch: off,\n"
	              "  zero-major: semver}\nchangelog: {file: CHANGES.md}\n"
	              "deprecation: {releases: 3, days: 90}\nstability-doc: POLICY.md\n"
	              "rules: {changelog-addition-unnamed: off, document-drift: error}\n");
	assert_int_equal(g.status, 0);
	assert_string_equal(g.policy.tags.v[0], "a-{version}");
	assert_null(g.policy.branch);
	assert_true(g.policy.zero_semver);
	assert_string_equal(g.policy.changelog, "CHANGES.md");
	assert_int_equal(g.policy.deprecation_releases, 3);
	assert_int_equal(g.policy.deprecation_days, 90);
	assert_string_equal(find(&g, "stability-doc")->option[BG_OPT_FILES].v[0], "POLICY.md");
	assert_int_equal(g.policy.level[BG_RULE_CHANGELOG_ADDITION_UNNAMED], BG_OFF);
	assert_int_equal(g.policy.level[BG_RULE_DOCUMENT_DRIFT], BG_ERROR);
	bg_arena_free(g.arena);
}

static void
builtin_pack_is_a_policy_file(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_limits limits;
	struct bg_policy policy;
	struct bg_err err = {0};

	(void)state;
	bg_limits_init(&limits);
	assert_int_equal(bg_policy_builtin(&policy, arena, &limits, &err), 0);
	assert_string_equal(policy.source, "built-in");
	assert_string_equal(policy.branch, "main");
	bg_arena_free(arena);
}

static void
rules_are_found_by_id(void **state)
{
	(void)state;
	for (size_t i = 0; i < BG_NRULES; i++)
		assert_int_equal(bg_rule_find(bg_rules[i].id), i);
	assert_int_equal(bg_rule_find("no-such-rule"), BG_NRULES);
}

static void
unknown_change_fails_safe(void **state)
{
	static const struct bg_item was = {.kind = "x", .id = "y"};
	const struct bg_change change = {BG_CHANGED, "s", &was, &was, "z", "1", "2", 0};
	const struct bg_kind *kind;

	(void)state;
	for (size_t i = 0; (kind = bg_kind_nth(i)) != NULL; i++) {
		const struct bg_rule *r = &bg_rules[bg_rule_match(kind->name, &change)];

		assert_int_equal(r->bump, BG_MAJOR);
		assert_int_equal(r->level, BG_ERROR);
	}
}

static void
template_is_filled(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	const struct bg_fill fill = {.item = "{from}", .from = "b"};

	(void)state;
	assert_string_equal(bg_rule_text(arena, "{item} {from} {to} {x} {", &fill),
	                    "{from} b (none) {x} {");
	bg_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(policy_mistakes_are_refused),
		cmocka_unit_test(pack_is_changed_key_by_key),
		cmocka_unit_test(another_kind_drops_the_options_of_the_old),
		cmocka_unit_test(defaults_stand_where_nothing_is_said),
		cmocka_unit_test(values_are_taken_over),
		cmocka_unit_test(builtin_pack_is_a_policy_file),
		cmocka_unit_test(rules_are_found_by_id),
		cmocka_unit_test(unknown_change_fails_safe),
		cmocka_unit_test(template_is_filled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
