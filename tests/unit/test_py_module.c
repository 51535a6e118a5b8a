/* SPDX-License-Identifier: MIT */
/* Modules and names, against what python3 itself says when it imports them. */
#include "python/module.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/buf.h"
#include "support/pypkg.h"

#define FIXTURE "fixtures/python/pkg"

/* What the oracle prints; NULL without python3. */
static char *
ask(struct bg_arena *arena)
{
	const char *python = getenv("PYTHON");
	struct bg_buf out = {.arena = arena};
	char part[4096];
	size_t n;
	int status;
	FILE *pipe;

	fflush(NULL);
	pipe = popen(bg_strf(arena, "%s tests/oracle/py_module.py %s %s/src 2>/dev/null",
	                     python && *python ? python : "python3", FIXTURE, FIXTURE), "r");
	assert_non_null(pipe);
	while ((n = fread(part, 1, sizeof(part), pipe)) > 0)
		bg_buf_add(&out, part, n);
	status = pclose(pipe);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 127)
		return NULL;
	assert_int_equal(WEXITSTATUS(status), 0);
	return bg_strdup(arena, bg_buf_str(&out));
}

/* Names that only a run can tell, and what is said of them instead. */
static const char *
expected_otherwise(const char *module, const char *name)
{
	static const char *const soft[][3] = {
		{"shop.conditional", "not_there_at_all",
		 "<external not_there_at_all> | None"},
		{"shop.conditional", "Maybe", "<class Thing> | None"},
		{"shop.conditional", "NEWER", "'new' | 'old'"},
		{"shop.conditional", "p", "<external os.path> | None"},
		{"shop.conditional", "EITHER", "'w' | 'u'"},
		{"shop.conditional", "__all__",
		 "['Maybe', 'NEWER', 'Windows', 'TYPED', 'older']"},
		{"shop.constants", "S_NAMED", "?a string with a named character"},
		{"shop.dynamic", "known", "?a call of os.environ.get"},
		{"shop.dynamic", "computed", "?a call of dir"},
		{"shop.dynamic", "REGISTRY", "[…]"},
		{"shop.dynamic", "COUNT", "?the function count changes it"},
		{"shop.dynamic", "MIXED", "['a', <external os.sep>, 'c']"},
		{"shop.dynamic", "LISTED", "['a', …]"},
		{"shop.dynamic", "UNION", "?a call with <external os.sep>"},
		{"shop.dynamic", "made_one", NULL},
		{"shop.dynamic", "made_two", NULL},
		{"shop.dynamic", "_name", "'made_two'"},
		{"shop.public", "handle", "?'handle' is bound as it runs"},
		{"shop.public", "index", "2"},
		{"shop.public", "matched", "True"},
	};

	for (size_t i = 0; i < sizeof(soft) / sizeof(soft[0]); i++)
		if (strcmp(soft[i][0], module) == 0 && strcmp(soft[i][1], name) == 0)
			return soft[i][2] ? soft[i][2] : "unbound";
	return NULL;
}

/* One line of the oracle: whether we say the same. */
static bool
agrees(struct pypkg *pkg, char *line)
{
	char *name = line + strcspn(line, "\t"), *theirs;
	const char *ours, *other;

	*name++ = '\0';
	theirs = name + strcspn(name, "\t");
	*theirs++ = '\0';
	other = expected_otherwise(line, name);
	if (other || strncmp(theirs, "value ", 6) == 0) {
		ours = pypkg_value(pkg, line, name);
		theirs = other ? bg_strdup(pkg->arena, other) : theirs + 6;
	} else {
		ours = pypkg_resolve(pkg, line, name);
		if (strcmp(theirs, "external") == 0 && strncmp(ours, "external ", 9) == 0)
			return true;
	}
	if (strcmp(ours, theirs) == 0)
		return true;
	print_error("%s.%s\n  ours   %s\n  theirs %s\n", line, name, ours, theirs);
	return false;
}

static void
names_are_what_python_says(void **state)
{
	struct pypkg pkg;
	char *said, *line;
	size_t n = 0, differ = 0;

	(void)state;
	pypkg_init(&pkg);
	said = ask(pkg.arena);
	if (!said) {
		print_message("skip: no python3\n");
		pypkg_free(&pkg);
		skip();
	}
	pypkg_add_directory(&pkg, FIXTURE);
	pypkg_open(&pkg);
	for (line = strtok_r(said, "\n", &said); line; line = strtok_r(NULL, "\n", &said)) {
		differ += !agrees(&pkg, line);
		n++;
	}
	pypkg_free(&pkg);
	print_message("names compared with python3: %zu\n", n);
	assert_true(n > 280);
	assert_int_equal(differ, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_what_python_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
