/* SPDX-License-Identifier: MIT */
/* bg_main() with sinks in memory. */
#include "support/program.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/reports.h"

void
program_call(struct bg_arena *arena, struct program_call *c, const char *const *args)
{
	struct bg_buf out = {.arena = arena}, err = {.arena = arena};
	struct bg_sink out_sink = c->room ? sink_full(c->room) : sink_memory(&out);
	struct bg_sink err_sink = sink_memory(&err);
	const struct bg_stdio io = {&out_sink, &err_sink, c->tty, c->tty, c->env};
	char *argv[24] = {bg_strdup(arena, "bumpgate")};
	int argc = 1;

	for (; args[argc - 1]; argc++) {
		if (argc == 24)
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
