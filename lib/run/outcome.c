/* SPDX-License-Identifier: MIT */
/* Notes, and a report of what is known, also when the line broke off. */
#include "run/line.h"

#include <string.h>

#include "base/list.h"

void
bg_line_note(struct bg_line *line, const char *surface, struct bg_loc loc, const char *message)
{
	struct bg_note *n = bg_list_add(line->run->keep, &line->notes);

	n->surface = surface;
	n->loc = loc;
	n->message = message;
}

void
bg_line_describe(struct bg_line *line)
{
	struct bg_report *out = line->out;

	out->note = line->notes.v;
	out->nnote = line->notes.n;
	out->ignored_tag = line->releases.ignored;
	out->nignored = line->releases.nignored;
}

void
bg_line_fail(struct bg_line *line, const struct bg_err *err)
{
	struct bg_arena *keep = line->run->keep;
	struct bg_loc loc = {*err->path ? bg_strdup(keep, err->path) : NULL, err->line};
	const char *message = *err->hint ? bg_strf(keep, "%s; %s", err->text, err->hint)
	                                 : bg_strdup(keep, err->text);
	size_t n = line->notes.n;

	bg_line_note(line, NULL, loc, message);
	memmove(&line->notes.v[1], &line->notes.v[0], n * sizeof(*line->notes.v));
	line->notes.v[0] = (struct bg_note){.loc = loc, .message = message};
	line->out->verdict = BG_UNJUDGED;
	line->out->requires = line->out->declares = false;
	line->out->nfinding = 0;
	line->out->next_version = NULL;
	bg_line_describe(line);
}
