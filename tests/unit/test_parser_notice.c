/* SPDX-License-Identifier: MIT */
/* Which of an option's strings a help text calls deprecated. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "extract/parser.h"

static const struct {
	const char *help, *name;
	bool main, deprecated;
} rows[] = {
	{"Deprecated: use --new.", "--old", true, true},
	{"deprecated", "--old", true, true},
	{"DEPRECATED, has no effect", "--old", true, true},
	{"Number of rows (deprecated, use --limit)", "--rows", true, true},
	{"Number of rows. This option is deprecated.", "--rows", true, true},
	{"Use --limit instead; this one is deprecated.", "--rows", true, true},
	{"Use --limit instead (deprecated).", "--rows", true, true},
	{"Prefer --limit: --rows is deprecated.", "--rows", true, true},
	{"Skip deprecated papers.", "--skip", true, false},
	{"Also list what is not deprecated yet", "--all", true, false},
	/* An alias, not the option that has it. */
	{"Start. --from-date is a deprecated alias; --start is an alias.", "--since", true,
         false},
	{"Start. --from-date is a deprecated alias; --start is an alias.", "--from-date", false,
         true},
	{"Start. --from-date is a deprecated alias; --start is an alias.", "--start", false,
         false},
	{"Start. `--from-date` is a deprecated alias.", "--from-date", false, true},
	{"Start. `--from-date` is a deprecated alias.", "--from", false, false},
	{"--a and -b are deprecated.", "-b", false, true},
	{"--a and -b are deprecated.", "--c", true, false},
	/* An alias says nothing of itself where the option is meant. */
	{"Deprecated: use --new.", "-o", false, false},
	{"Deprecated alias for --since.", "--from-date", true, true},
	{"", "--old", true, false},
	{" -- is deprecated", "--old", true, true},
};

static void
help_names_what_is_deprecated(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (bg_help_deprecates(rows[i].help, rows[i].name, rows[i].main) !=
		    rows[i].deprecated)
			fail_msg("%s of \"%s\"", rows[i].name, rows[i].help);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(help_names_what_is_deprecated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
