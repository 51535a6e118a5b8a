/* SPDX-License-Identifier: MIT */
/* The schema of the policy file takes what the reader takes, and refuses what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "policy/policy.h"
#include "support/arena.h"
#include "support/files.h"
#include "support/reports.h"

static struct bg_arena *arena;

static int
set_up(void **state)
{
	arena_open(state);
	arena = *state;
	return 0;
}

#define ENV "version: 1\nsurfaces:\n  env: {kind: dotenv, files: [.env.example]}\n"

/* What neither takes. */
static const char *const bad[] = {
	"surfaces: {}\n",
	"version: 2\n",
	"version: 1\nsurface: {}\n",
	"version: 1\nextends: django\n",
	"version: 1\nrelease: {tags: v}\n",
	"version: 1\nrelease: {zero-major: never}\n",
	"version: 1\nchangelog: {path: x}\n",
	"version: 1\ndeprecation: {releases: -1}\n",
	"version: 1\ndeprecation: {days: many}\n",
	"version: 1\nrules: {env-remove: error}\n",
	"version: 1\nrules: {env-removed: off}\n",
	"version: 1\nrules: {env-removed: fatal}\n",
	"version: 1\nsurfaces: {env: {kind: dotenvs, files: [x]}}\n",
	"version: 1\nsurfaces: {env: {kind: dotenv, tier: D, files: [x]}}\n",
	"version: 1\nsurfaces: {env: {kind: dotenv, files: [x], path: y}}\n",
	"version: 1\nsurfaces: {env: {kind: dotenv, files: [x], paths: y}}\n",
	"version: 1\nsurfaces: {Env: {kind: dotenv, files: [x]}}\n",
	"version: 1\nsurfaces: {env: true}\n",
	ENV "waivers: {}\n",
	ENV "waivers: [{item: x}]\n",
	ENV "waivers: [{rule: x}]\n",
	ENV "waivers: [{rule: env-removed, why: x}]\n",
};
enum { NBAD = sizeof(bad) / sizeof(*bad) };

/* What both take, beside the policies of the fixtures. */
static const char *const good[] = {
	"version: 1\nextends: django-service\nsurfaces: {env: off, commands: {tier: B}}\n",
	ENV
	"release: {tag: [\"v{version}\", \"{version}\"], branch: null, zero-major: semver}\n",
	ENV "rules: {document-drift: off, env-removed: info}\nstability-doc: STABILITY.md\n",
	ENV
	"waivers:\n  - {rule: env-removed, surface: env, item: X, reason: y, expires: 1.0.0}\n",
};
enum { NGOOD = sizeof(good) / sizeof(*good) };

static bool
reads(const char *text)
{
	struct bg_blob blob = {.path = ".bumpgate.yml", .bytes = text, .n = strlen(text)};
	struct bg_policy policy;
	struct bg_limits limits;
	struct bg_err err = {0};

	bg_limits_init(&limits);
	return bg_policy_read(&policy, arena, &limits, &blob, &err) == 0;
}

static void
reader_takes_the_good_and_refuses_the_bad(void **state)
{
	(void)state;
	for (size_t i = 0; i < NGOOD; i++)
		if (!reads(good[i]))
			fail_msg("refused:\n%s", good[i]);
	for (size_t i = 0; i < NBAD; i++)
		if (reads(bad[i]))
			fail_msg("taken:\n%s", bad[i]);
}

/* Writes policies and the list of their paths. */
static void
write_policies(const char *dir, const char *name, const char *const *texts, size_t n,
               const char *more)
{
	struct bg_buf list = {.arena = arena};

	for (size_t i = 0; i < n; i++) {
		const char *path = bg_strf(arena, "%s%zu.yml", name, i);

		support_write_text(dir, path, texts[i]);
		bg_buf_printf(&list, "%s/%s\n", dir, path);
	}
	bg_buf_puts(&list, more);
	support_write_text(dir, name, bg_buf_str(&list));
}

static void
schema_agrees_with_the_reader(void **state)
{
	const char *python = getenv("PYTHON"), *fixtures;
	struct bg_buf schema = {.arena = arena};
	struct bg_sink sink = sink_memory(&schema);
	struct bg_err err = {0};
	char dir[512];
	int status;

	(void)state;
	assert_int_equal(bg_policy_schema_write(&sink, &err), 0);
	fixtures = support_output(
		arena, NULL,
		"find fixtures -name .bumpgate.yml | grep -v '/bad-policy/v1.1.0/'; "
		"echo .bumpgate.yml");
	support_tmpdir(dir, sizeof(dir));
	support_write_text(dir, "schema", bg_buf_str(&schema));
	write_policies(dir, "good", good, NGOOD, fixtures);
	write_policies(dir, "bad", bad, NBAD, "");
	status = support_try("'%s' tests/oracle/policy.py '%s/schema' '%s/good' '%s/bad'",
	                     python && *python ? python : "python3", dir, dir, dir);
	support_remove(dir);
	if (status == 77 || status == 127) {
		print_message("skip: no python3 with jsonschema and yaml\n");
		skip();
	}
	assert_int_equal(status, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, arena_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reader_takes_the_good_and_refuses_the_bad),
		TEST(schema_agrees_with_the_reader),
	};

	return cmocka_run_group_tests_name("policy_schema", tests, NULL, NULL);
}
