/* SPDX-License-Identifier: MIT */
/*
 * The reports' prose and layout, byte for byte, for the few cases of fixtures/reports: each
 * holds what a rule fixture holds, and check, diff and surface in text and json. BLESS=1 writes them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/words.h"
#include "bumpgate.h"
#include "support/files.h"
#include "support/fixture.h"

typedef int call_fn(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
                    struct bg_err *err);

static const struct golden {
	const char *file, *format;
	call_fn *call;
	const char *only; /* the case that shows it; NULL: each */
} goldens[] = {
	{"out.text", "text", bg_check, NULL},
	{"out.json", "json", bg_check, NULL},
	{"diff.text", "text", bg_diff, NULL},
	{"diff.json", "json", bg_diff, NULL},
	{"surface.text", "text", bg_inventory, NULL},
	{"surface.json", "json", bg_inventory, NULL},
	{"out.md", "markdown", bg_check, "everything"},
	{"diff.md", "markdown", bg_diff, "everything"},
	{"checklist.md", "checklist", bg_check, "everything"},
	{"out.github", "github", bg_check, "everything"},
	{"out.gitlab.json", "gitlab", bg_check, "everything"},
	{"out.junit.xml", "junit", bg_check, "everything"},
};

static int
collect(void *data, const char *bytes, size_t n)
{
	bg_buf_add(data, bytes, n);
	return 0;
}

static const char *
slurp(struct bg_arena *arena, const char *path)
{
	struct bg_buf out = {.arena = arena};
	char bytes[4096];
	FILE *in = fopen(path, "rb");
	size_t n;

	if (!in)
		return NULL;
	while ((n = fread(bytes, 1, sizeof(bytes), in)) > 0)
		bg_buf_add(&out, bytes, n);
	fclose(in);
	return bg_buf_str(&out);
}

static void
compare(struct bg_arena *arena, const char *path, const char *got)
{
	const char *want = slurp(arena, path);
	FILE *out;

	if (want && strcmp(want, got) == 0)
		return;
	if (!getenv("BLESS")) {
		print_error("%s: the report is\n%s\n", path, got);
		fail_msg("%s: the report differs", path);
	}
	out = fopen(path, "wb");
	assert_non_null(out);
	fputs(got, out);
	assert_int_equal(fclose(out), 0);
	print_message("blessed %s\n", path);
}

static void
write_report(struct bg_arena *arena, const char *dir, const struct golden *g,
             const struct bg_request *req)
{
	struct bg_buf text = {.arena = arena};
	struct bg_sink sink = {collect, &text};
	struct bg_style style = {.columns = 80};
	struct bg_run *run = bg_run_new();
	struct bg_report report;
	struct bg_err err = {0};

	g->call(run, req, &report, &err);
	memset(&err, 0, sizeof(err));
	assert_int_equal(bg_report_write(&report, g->format, &style, &sink, &err), 0);
	compare(arena, bg_strf(arena, "%s/%s", dir, g->file), bg_buf_str(&text));
	if (strcmp(g->format, "json") == 0)
		fixture_keep_report(bg_strf(arena, "%s/%s", dir, g->file), bg_buf_str(&text));
	bg_run_free(run);
}

static void
report_is_the_golden_one(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct fixture_args args;
	struct bg_request req;
	char stage[512];

	fixture_stage(*state, &args, stage, sizeof(stage));
	bg_request_init(&req);
	req.fixture = stage;
	fixture_request(&req, &args);
	for (size_t i = 0; i < sizeof(goldens) / sizeof(goldens[0]); i++)
		if (!goldens[i].only || bg_ends(*state, goldens[i].only))
			write_report(arena, *state, &goldens[i], &req);
	support_remove(stage);
	bg_arena_free(arena);
}

int
main(void)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_strings dirs = {0};
	struct CMUnitTest *tests;
	int failed;

	fixture_find_reports(arena, &dirs);
	tests = bg_calloc(arena, dirs.n, sizeof(*tests));
	for (size_t i = 0; i < dirs.n; i++) {
		void *dir = bg_strdup(arena, dirs.v[i]);

		tests[i] = (struct CMUnitTest){dirs.v[i], report_is_the_golden_one, NULL, NULL,
		                               dir};
	}
	failed = _cmocka_run_group_tests("goldens", tests, dirs.n, NULL, NULL);
	bg_arena_free(arena);
	return failed;
}
