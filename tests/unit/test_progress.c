/* SPDX-License-Identifier: MIT */
/* Progress stands on a terminal's last line and nowhere else. */
#include "progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "support/reports.h"

struct screen {
	struct bg_arena *arena;
	struct bg_buf text;
	struct bg_sink sink;
	struct bg_stdio io;
	struct bg_cli cli;
	struct bg_progress progress;
};

static void
open_screen(struct screen *s, bool tty, const char *term, bool quiet)
{
	memset(s, 0, sizeof(*s));
	s->arena = bg_arena_new();
	s->text.arena = s->arena;
	s->sink = sink_memory(&s->text);
	s->io.err = &s->sink;
	s->io.err_is_tty = tty;
	s->io.env.term = term;
	s->cli.io = &s->io;
	s->cli.options.quiet = quiet;
	bg_progress_init(&s->progress, &s->cli);
}

static void
work(struct screen *s, size_t total)
{
	for (size_t i = 0; i <= total; i++)
		bg_progress_show("reading", i, total, &s->progress);
	bg_progress_clear(&s->progress);
}

static void
long_work_is_shown_and_taken_back(void **state)
{
	struct screen s;
	const char *text;

	(void)state;
	open_screen(&s, true, "xterm", false);
	work(&s, 1000);
	text = bg_buf_str(&s.text);
	assert_non_null(strstr(text, "\rreading: 0 %\033[K"));
	assert_non_null(strstr(text, "\rreading: 100 %\033[K\r\033[K"));
	assert_true(strlen(text) < 101 * 32);
	bg_arena_free(s.arena);
}

static void
nothing_is_shown_elsewhere(void **state)
{
	static const struct {
		bool tty;
		const char *term;
		bool quiet;
		size_t total;
	} rows[] = {
		{false, "xterm", false, 1000}, {true, "dumb", false, 1000},
		{true, NULL, false, 1000},     {true, "", false, 1000},
		{true, "xterm", true, 1000},   {true, "xterm", false, 10},
		{true, "xterm", false, 0},
	};
	struct screen s;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		open_screen(&s, rows[i].tty, rows[i].term, rows[i].quiet);
		work(&s, rows[i].total);
		assert_string_equal(bg_buf_str(&s.text), "");
		bg_arena_free(s.arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_work_is_shown_and_taken_back),
		cmocka_unit_test(nothing_is_shown_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
