/* SPDX-License-Identifier: MIT */
/* bg_main() with sinks in memory. */
#include "support/program.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/gitcase.h"
#include "support/reports.h"

enum { MOST_ARGS = 24 };

void
program_call(struct bg_arena *arena, struct program_call *c, const char *const *args)
{
	struct bg_buf out = {.arena = arena}, err = {.arena = arena};
	struct bg_sink out_sink = c->room ? sink_full(c->room) : sink_memory(&out);
	struct bg_sink err_sink = sink_memory(&err);
	const struct bg_stdio io = {&out_sink, &err_sink, c->tty, c->tty, c->env};
	char *argv[MOST_ARGS] = {bg_strdup(arena, "bumpgate")};
	int argc = 1;

	for (; args[argc - 1]; argc++) {
		if (argc == MOST_ARGS)
			abort();
		argv[argc] = bg_strdup(arena, args[argc - 1]);
	}
	c->status = bg_main(argc, argv, &io);
	c->out = bg_buf_str(&out);
	c->err = bg_buf_str(&err);
}

struct program_call
program_run(struct bg_arena *arena, const char *const *args)
{
	struct program_call c = {.tty = false};

	program_call(arena, &c, args);
	return c;
}

struct program_call
program_on(struct gitcase *c, const char *const *args)
{
	struct program_call call = {.env = {.home = c->tmp}};
	const char *all[MOST_ARGS] = {"-C", bg_strf(c->arena, "%s/repo", c->tmp)};

	for (size_t i = 0; args[i]; i++) {
		if (i + 3 == MOST_ARGS)
			abort();
		all[i + 2] = args[i];
	}
	program_call(c->arena, &call, all);
	return call;
}

void
assert_says(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in\n%s", part, text);
}
