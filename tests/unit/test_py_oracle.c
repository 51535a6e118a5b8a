/* SPDX-License-Identifier: MIT */
/*
 * Our trees against CPython's own ast, node for node with their places: over a sample of
 * its standard library (all of it with ALL=1) and our fixtures. Both must read the same
 * files; nothing is imported or run.
 */
#include "python/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/python.h"

#define BATCH 40
#define EVERY 12 /* of the sorted files of the library */
#define SHOWN 20

struct counts {
	size_t same, both_refuse, newer, differ;
};

static const char *
python(void)
{
	const char *name = getenv("PYTHON");

	return name && *name ? name : "python3";
}

/* What a command prints; its exit status in *status. */
static char *
ask(struct bg_arena *arena, const char *command, int *status)
{
	struct bg_buf out = {.arena = arena};
	char part[65536];
	FILE *pipe;
	size_t n;

	fflush(NULL);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	while ((n = fread(part, 1, sizeof(part), pipe)) > 0)
		bg_buf_add(&out, part, n);
	*status = pclose(pipe);
	*status = WIFEXITED(*status) ? WEXITSTATUS(*status) : -1;
	return bg_strdup(arena, bg_buf_str(&out));
}

static int
version(struct bg_arena *arena)
{
	int status;
	const char *said =
		ask(arena,
	            bg_strf(arena,
	                    "%s -c 'import sys; "
	                    "print(sys.version_info[0] * 100 + sys.version_info[1])' "
	                    "2>/dev/null",
	                    python()),
	            &status);

	return status == 0 ? (int)strtol(said, NULL, 10) : 0;
}

/* The places in a mismatch: the first line that differs. */
static void
show(const char *path, const char *mine, const char *theirs)
{
	size_t i = 0, from = 0;

	for (; mine[i] && mine[i] == theirs[i]; i++)
		if (mine[i] == '\n')
			from = i + 1;
	print_error("%s\n  ours:   %.*s\n  theirs: %.*s\n", path,
	            (int)strcspn(mine + from, "\n"), mine + from,
	            (int)strcspn(theirs + from, "\n"), theirs + from);
}

/* newer: the file may have a grammar that this Python does not know. */
static void
compare(struct counts *counts, const char *path, const char *theirs, bool all_places,
        bool newer)
{
	struct python_case c;
	const char *mine;

	python_parse_file(&c, path, BG_PY_WHOLE);
	mine = python_dump(&c, all_places ? BG_PY_ALL_PLACES : BG_PY_OUTER_PLACES);
	if (c.rc && strncmp(theirs, "error ", 6) == 0) {
		counts->both_refuse++;
	} else if (!c.rc && newer && strncmp(theirs, "error ", 6) == 0) {
		counts->newer++;
	} else if (strcmp(mine, theirs) == 0) {
		counts->same++;
	} else {
		if (counts->differ++ < SHOWN)
			show(path, mine, theirs);
	}
	python_free(&c);
}

/* Compares the files named line by line in names, up to BATCH; where the rest begins. */
static const char *
run_batch(struct counts *counts, const char *names, bool all_places, bool newer)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf files = {.arena = arena};
	char *said, *part, *next;
	int status;

	for (int i = 0; i < BATCH && *names; i++) {
		bg_buf_printf(&files, " '%.*s'", (int)strcspn(names, "\n"), names);
		names += strcspn(names, "\n");
		names += *names == '\n';
	}
	said = ask(arena,
	           bg_strf(arena, "%s tests/oracle/py_ast.py%s", python(), bg_buf_str(&files)),
	           &status);
	assert_int_equal(status, 0);
	assert_memory_equal(said, "== ", 3);
	for (part = said + 3; part; part = next) {
		char *path = part, *end = strchr(part, '\n');

		*end = '\0';
		next = strstr(end + 1, "\n== ");
		if (next) {
			next[1] = '\0';
			next += 4;
		}
		compare(counts, path, end + 1, all_places, newer);
	}
	bg_arena_free(arena);
	return names;
}

static void
run_all(struct counts *counts, const char *command, bool newer, size_t least)
{
	struct bg_arena *arena = bg_arena_new();
	const char *names;
	int status, number = version(arena);

	if (number < 310) {
		print_message("skip: no %s of 3.10 or later\n", python());
		bg_arena_free(arena);
		skip();
	}
	names = ask(arena, command, &status);
	assert_int_equal(status, 0);
	while (*names)
		names = run_batch(counts, names, number >= 312, newer);
	print_message("%s: %zu the same, %zu refused by both, %zu newer than it, %zu differ\n",
	              python(), counts->same, counts->both_refuse, counts->newer,
	              counts->differ);
	bg_arena_free(arena);
	assert_int_equal(counts->differ, 0);
	assert_true(counts->same + counts->both_refuse >= least);
}

static void
library_is_read_as_cpython_reads_it(void **state)
{
	struct counts counts = {0, 0, 0, 0};
	char command[1024];

	(void)state;
	snprintf(command, sizeof(command),
	         "d=$(%s -c 'import sysconfig; print(sysconfig.get_paths()[\"stdlib\"])') && "
	         "find \"$d\" -name '*.py' ! -path '*-packages/*' | LC_ALL=C sort | "
	         "awk 'NR %% %d == 0 || /tokenizedata|lib2to3.*data/'",
	         python(), getenv("ALL") ? 1 : EVERY);
	run_all(&counts, command, false, 40);
}

static void
fixtures_are_read_as_cpython_reads_them(void **state)
{
	struct counts counts = {0, 0, 0, 0};

	(void)state;
	run_all(&counts,
	        "ls fixtures/python/ok/*.py fixtures/python/bad/*.py | grep -v "
	        "'bad/coding.py'",
	        true, 350);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(library_is_read_as_cpython_reads_it),
		cmocka_unit_test(fixtures_are_read_as_cpython_reads_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
