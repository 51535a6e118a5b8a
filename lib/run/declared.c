/* SPDX-License-Identifier: MIT */
/* The versions that the target's own files declare. */
#include "extract/declared.h"

#include "run/line.h"

int
bg_line_declared(struct bg_line *line, struct bg_declarations *out, struct bg_err *err)
{
	struct bg_run *run = line->run;
	struct bg_harvest read = {.present = true};
	struct bg_extract x = {.keep = run->keep,
	                       .scratch = run->scratch,
	                       .limits = &line->req->limits,
	                       .tree = &line->now_tree,
	                       .memo = run->memo,
	                       .out = &read,
	                       .cache = &run->python,
	                       .project = &line->now_project};
	int status = bg_declared_read(&x, &line->policy.version_files, out, err);

	for (size_t i = 0; status == 0 && i < read.unread.n; i++)
		bg_line_note(line, NULL, read.unread.v[i].loc,
		             bg_strf(run->keep, "the version it declares was not read: %s",
		                     read.unread.v[i].message));
	bg_arena_reset(run->scratch);
	return status;
}
