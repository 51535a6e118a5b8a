/* SPDX-License-Identifier: MIT */
/* The option parser: spellings, mistakes, what is known behind a mistake. */
#include "cmd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

struct parsed {
	struct bg_options o;
	struct bg_err err;
	int rc;
};

/* Parses "bumpgate" and up to seven arguments; NULL ends them. */
static struct parsed
parse(const char *const *args)
{
	static char name[] = "bumpgate";
	static char copy[8][256];
	char *argv[9] = {name};
	struct parsed p = {.err = {0}};
	int argc = 1;

	for (; args[argc - 1]; argc++) {
		assert_true(argc < 9 && strlen(args[argc - 1]) < sizeof(copy[0]));
		memcpy(copy[argc - 1], args[argc - 1], strlen(args[argc - 1]) + 1);
		argv[argc] = copy[argc - 1];
	}
	p.rc = bg_options_parse(&p.o, argc, argv, &p.err);
	return p;
}

#define PARSE(...) parse((const char *const[]){__VA_ARGS__, NULL})

static void
assert_refused(struct parsed p, const char *text)
{
	assert_int_equal(p.rc, -1);
	assert_int_equal(p.err.code, BG_EUSAGE);
	assert_string_equal(p.err.text, text);
}

static void
values_follow_or_are_joined(void **state)
{
	struct parsed p =
		PARSE("check", "--format", "json", "--now=2026-01-31", "-C", "dir", "v1");

	(void)state;
	assert_int_equal(p.rc, 0);
	assert_string_equal(p.o.command, "check");
	assert_string_equal(p.o.format, "json");
	assert_string_equal(p.o.now, "2026-01-31");
	assert_string_equal(p.o.dir, "dir");
	assert_int_equal(p.o.narg, 1);
	assert_string_equal(p.o.arg[0], "v1");
	p = PARSE("-Cdir", "check");
	assert_string_equal(p.o.dir, "dir");
	assert_string_equal(p.o.command, "check");
	p = PARSE("check", "--policy=a=b");
	assert_string_equal(p.o.policy, "a=b");
}

static void
letters_cluster(void **state)
{
	struct parsed p = PARSE("-hqC", "dir", "check");

	(void)state;
	assert_int_equal(p.rc, 0);
	assert_true(p.o.help && p.o.quiet);
	assert_string_equal(p.o.dir, "dir");
	assert_refused(PARSE("-qx"), "there is no option '-x' in '-qx'");
}

static void
two_hyphens_end_the_options(void **state)
{
	struct parsed p = PARSE("check", "--", "-q", "--bogus");

	(void)state;
	assert_int_equal(p.rc, 0);
	assert_false(p.o.quiet);
	assert_int_equal(p.o.narg, 2);
	assert_string_equal(p.o.arg[0], "-q");
	p = PARSE("check", "-");
	assert_string_equal(p.o.arg[0], "-");
}

static void
outputs_add_up(void **state)
{
	struct parsed p = PARSE("check", "--output", "json=a=b", "--output=text=-");
	const char *many[BG_MAX_OUTPUTS + 2];

	(void)state;
	assert_int_equal(p.rc, 0);
	assert_int_equal(p.o.noutput, 2);
	assert_string_equal(p.o.output[0].format, "json");
	assert_string_equal(p.o.output[0].file, "a=b");
	assert_string_equal(p.o.output[1].file, "-");
	assert_refused(PARSE("--output", "json"),
	               "'--output json' is not of the form NAME=FILE");
	assert_refused(PARSE("--output", "=f"), "'--output =f' is not of the form NAME=FILE");
	assert_refused(PARSE("--output", "json="),
	               "'--output json=' is not of the form NAME=FILE");
	assert_refused(PARSE("--output", "a-format-whose-name-is-much-too-long=f"),
	               "'--output a-format-whose-name-is-much-too-long=f' is not of the form "
	               "NAME=FILE");
	many[0] = "bumpgate";
	for (size_t i = 0; i <= BG_MAX_OUTPUTS; i++)
		many[i + 1] = "--output=json=f";
	memset(&p, 0, sizeof(p));
	/* The parser reads its arguments only. */
	p.rc = bg_options_parse(&p.o, BG_MAX_OUTPUTS + 2, (char *const *)(uintptr_t)many,
	                        &p.err);
	assert_refused(p, "'--output' is given more than 16 times");
}

static void
mistakes_are_told_with_advice(void **state)
{
	struct parsed p = PARSE("check", "--fromat", "json");

	(void)state;
	assert_refused(p, "there is no option '--fromat'");
	assert_string_equal(p.err.hint, "did you mean '--format'?");
	p = PARSE("check", "--zzzzzzzzzzzzzzzz");
	assert_refused(p, "there is no option '--zzzzzzzzzzzzzzzz'");
	assert_string_equal(p.err.hint, "'bumpgate help' lists the options");
	assert_refused(PARSE("check", "--format"), "'--format' needs a value");
	assert_refused(PARSE("check", "-C"), "'-C' needs a value");
	assert_refused(PARSE("check", "--format="), "the value of '--format' is empty");
	assert_refused(PARSE("check", "--policy", ""), "the value of '--policy' is empty");
	assert_refused(PARSE("check", "--quiet=yes"), "'--quiet' takes no value");
	assert_refused(PARSE("check", "-qv"), "'--quiet' and '--verbose' exclude each other");
	assert_refused(PARSE("check", "--form", "json"), "there is no option '--form'");
}

static void
reading_goes_on_behind_a_mistake(void **state)
{
	struct parsed p = PARSE("check", "--bogus", "--format", "json", "-x");

	(void)state;
	assert_refused(p, "there is no option '--bogus'");
	assert_string_equal(p.o.format, "json");
}

static void
last_value_wins_and_all_arguments_count(void **state)
{
	struct parsed p = PARSE("check", "--format=json", "--format=text", "a", "b", "c");

	(void)state;
	assert_string_equal(p.o.format, "text");
	assert_int_equal(p.o.narg, 3);
	p = PARSE("");
	assert_string_equal(p.o.command, "");
}

static void
commands_take_their_own_options(void **state)
{
	struct parsed p = PARSE("diff", "--initial");

	(void)state;
	assert_int_equal(bg_options_check(&p.o, BG_CMD_check, "check", &p.err), 0);
	assert_int_equal(bg_options_check(&p.o, BG_CMD_diff, "diff", &p.err), -1);
	assert_string_equal(p.err.text, "'diff' does not take '--initial'");
	p = PARSE("explain", "--initial");
	assert_int_equal(bg_options_check(&p.o, BG_CMD_explain, "explain", &p.err), -1);
	assert_string_equal(p.err.text, "'explain' does not take '--initial'");
}

static void
no_arguments_are_fine(void **state)
{
	struct bg_options o;
	struct bg_err err = {0};
	char *none[] = {NULL};

	(void)state;
	assert_int_equal(bg_options_parse(&o, 0, none, &err), 0);
	assert_null(o.command);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_follow_or_are_joined),
		cmocka_unit_test(letters_cluster),
		cmocka_unit_test(two_hyphens_end_the_options),
		cmocka_unit_test(outputs_add_up),
		cmocka_unit_test(mistakes_are_told_with_advice),
		cmocka_unit_test(reading_goes_on_behind_a_mistake),
		cmocka_unit_test(last_value_wins_and_all_arguments_count),
		cmocka_unit_test(commands_take_their_own_options),
		cmocka_unit_test(no_arguments_are_fine),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
