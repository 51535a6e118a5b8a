/* SPDX-License-Identifier: MIT */
/* "waivers" and "explain --waiver": what is forgiven, and how to write it down. */
#include "support/gitcase.h"

#include <string.h>

#include "support/program.h"

#define POLICY "version: 1\nsurfaces:\n  env: {kind: dotenv, tier: A, files: [.env.example]}\n"

/* Two releases; the second one takes ONE away. */
static void
start(struct gitcase *c, const char *waivers)
{
	gitcase_write(c, ".env.example", "ONE=1\nTWO=2\n");
	gitcase_write(c, ".bumpgate.yml", POLICY);
	gitcase_write(c, "CHANGELOG.md", "# Changelog\n\n## [1.0.0] - 2026-01-01\n\n- All.\n");
	gitcase_sh(c, "git add -A && git commit -qm one && git tag -am one v1.0.0");
	gitcase_write(c, ".env.example", "TWO=2\n");
	gitcase_write(c, ".bumpgate.yml", bg_strf(c->arena, POLICY "%s", waivers));
	gitcase_write(c, "CHANGELOG.md",
	              "# Changelog\n\n## [1.1.0] - 2026-02-01\n\n- `ONE` is gone.\n\n"
	              "## [1.0.0] - 2026-01-01\n\n- All.\n");
	gitcase_sh(c, "git add -A && git commit -qm two && git tag -am two v1.1.0");
}

/* The fingerprint of the removal. */
static const char *
fingerprint(struct gitcase *c)
{
	const char *json = PROGRAM_ON(c, "check", "v1.1.0", "--format", "json").out, *p;

	p = strstr(json, "\"rule\": \"env-removed\"");
	assert_non_null(p);
	p = strstr(p, "\"fingerprint\": \"");
	assert_non_null(p);
	return bg_strndup(c->arena, p + 16, 16);
}

static void
printed_waiver_is_the_one_that_waives(void **state)
{
	struct gitcase *c = *state;
	struct program_call call;
	const char *text;

	start(c, "");
	call = PROGRAM_ON(c, "explain", "--waiver", fingerprint(c));
	assert_int_equal(call.status, 0);
	assert_says(call.out, "waivers:\n  - rule: env-removed\n    surface: \"env\"\n"
	                      "    item: \"ONE\"\n    reason: \"\"");
	assert_says(call.out, "    expires: \"1.1.1\"\n");
	assert_int_equal(PROGRAM_ON(c, "check", "v1.1.0").status, 1);
	text = strstr(call.out, "reason: \"\"");
	gitcase_write(c, ".bumpgate.yml",
	              bg_strf(c->arena, POLICY "%.*sreason: \"it never worked\"%s",
	                      (int)(text - call.out), call.out, strchr(text, '#') - 8));
	gitcase_sh(c, "sed -i 's/ *record.*//' .bumpgate.yml; git tag -d v1.1.0; "
	              "git commit -qam three; git tag -am three v1.1.0");
	assert_int_equal(PROGRAM_ON(c, "check", "v1.1.0").status, 0);
	call = PROGRAM_ON(c, "waivers", "v1.1.0");
	assert_int_equal(call.status, 0);
	assert_says(call.out, "1 waiver\n");
	assert_says(call.out, "  ONE (env-removed, env): in force\n");
	assert_says(call.out, "    reason    it never worked\n");
	assert_says(call.out, "    ends      1.1.1\n");
	assert_says(call.out, "    covers    environment variable 'ONE'");
}

static void
waivers_out_of_order_say_why(void **state)
{
	struct gitcase *c = *state;
	struct program_call call;

	start(c, "waivers:\n  - {rule: env-removed, surface: env, item: TWO, reason: x}\n");
	call = PROGRAM_ON(c, "waivers", "v1.1.0", "--format", "json");
	assert_int_equal(call.status, 0);
	assert_says(call.out, "\"fault\": \"waiver-unused\",\n      \"covers\": null");
	assert_says(PROGRAM_ON(c, "waivers", "v1.1.0").out,
	            "TWO (env-removed, env): waiver-unused\n");
}

/* A place in the file tells them no more apart than their key does. */
static void
waivers_on_one_line_have_faults_of_their_own(void **state)
{
	struct gitcase *c = *state;
	struct program_call call;

	start(c, "waivers: [{rule: env-removed, surface: env, item: ONE, reason: x}, "
	         "{rule: env-removed, surface: env, item: ONE, reason: y}, "
	         "{rule: env-removed, surface: env, item: TWO}]\n");
	call = PROGRAM_ON(c, "waivers", "v1.1.0");
	assert_int_equal(call.status, 0);
	assert_says(call.out, "ONE (env-removed, env): in force\n");
	assert_says(call.out, "ONE (env-removed, env): waiver-duplicate\n");
	assert_says(call.out, "TWO (env-removed, env): waiver-without-reason\n");
}

static void
unknown_fingerprint_is_refused(void **state)
{
	struct gitcase *c = *state;

	start(c, "");
	assert_int_equal(PROGRAM_ON(c, "explain", "--waiver", "0123456789abcdef").status, 2);
	assert_int_equal(PROGRAM_ON(c, "explain", "--waiver", "x", "v9.9.9").status, 3);
}

static void
waiver_is_printed_for_a_range_too_and_for_nothing_else(void **state)
{
	struct gitcase *c = *state;
	const char *of;

	start(c, "");
	of = fingerprint(c);
	gitcase_sh(c, "git commit -q --allow-empty -m three && git tag -am three v1.1.1");
	assert_int_equal(PROGRAM_ON(c, "explain", "--waiver", of, "v1.1.1").status, 2);
	assert_int_equal(PROGRAM_ON(c, "explain", "--waiver", of, "v1.0.0..v1.1.1").status, 0);
	assert_says(PROGRAM_ON(c, "explain", "--waiver", of, "v1.0.0", "v1.1.0").err,
	            "one revision");
	assert_says(PROGRAM_ON(c, "explain", "--waiver", of, "--kinds").err,
	            "one thing at a time");
	assert_says(PROGRAM_ON(c, "explain", "--waiver", of, "--format", "json").err,
	            "YAML only");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		gitcase_test(printed_waiver_is_the_one_that_waives),
		gitcase_test(waivers_out_of_order_say_why),
		gitcase_test(waivers_on_one_line_have_faults_of_their_own),
		gitcase_test(unknown_fingerprint_is_refused),
		gitcase_test(waiver_is_printed_for_a_range_too_and_for_nothing_else),
	};

	return cmocka_run_group_tests_name("waivers", tests, NULL, NULL);
}
