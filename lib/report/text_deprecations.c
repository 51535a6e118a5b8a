/* SPDX-License-Identifier: MIT */
/* The ledger of deprecations as text: what is to go, on what evidence, and when it may. */
#include "report/text.h"

static void
show_when(struct bg_text *t, const struct bg_deprecation *d)
{
	static const char *const word[] = {
		[BG_UNANNOUNCED] = "not announced: only a CHANGELOG entry starts the period",
		[BG_PENDING] = "announced, but not released yet",
		[BG_WAITING] = "announced, the period is not over",
		[BG_REMOVABLE] = "may go",
		[BG_OVERDUE] = "overdue: announced to be gone by now",
	};
	const char *s = word[d->stage];

	if (d->removable)
		s = bg_strf(t->arena, "%s; removable in %s", s, d->removable);
	if (d->removable && d->wait)
		s = bg_strf(t->arena, "%s after %s", s,
		            bg_text_count(t->arena, d->wait, "more release"));
	if (d->not_before)
		s = bg_strf(t->arena, "%s, not before %s", s, d->not_before);
	bg_text_para(t, 4, "stage     ", s);
}

static void
show_deprecation(struct bg_text *t, const struct bg_deprecation *d)
{
	const char *place = bg_text_place(t->arena, &d->item->loc), *note;

	bg_text_indent(t, 2);
	bg_text_put(t, BG_BOLD, d->item->id);
	bg_text_put(t, BG_DIM,
	            bg_strf(t->arena, *place ? " (%s, %s)" : " (%s%s)", d->surface, place));
	bg_text_end(t);
	show_when(t, d);
	note = bg_text_place(t->arena, &d->note);
	if (d->since)
		bg_text_para(t, 4, "since     ", bg_strf(t->arena, "%s (%s)", d->since, note));
	if (t->style->quiet)
		return;
	if (d->promised)
		bg_text_para(t, 4, "promised  ", d->promised);
	if (d->instead)
		bg_text_para(t, 4, "instead   ", d->instead);
	if (d->entry)
		bg_text_para(t, 4, "entry     ", bg_strf(t->arena, "\"%s\"", d->entry));
	if (d->marker)
		bg_text_para(t, 4, "marked    ", bg_strf(t->arena, "\"%s\"", d->marker));
}

int
bg_text_deprecations(struct bg_out *out, struct bg_arena *scratch,
                     const struct bg_report *report, const struct bg_style *style)
{
	struct bg_text t = {.out = out, .arena = scratch, .style = style, .report = report};

	if (report->verdict == BG_UNJUDGED) {
		bg_text_unjudged(&t, "bumpgate deprecations");
		return out->failed ? -1 : 0;
	}
	bg_text_title(&t, "bumpgate deprecations");
	bg_text_put(
		&t, BG_PLAIN,
		bg_strf(scratch, ": %s", bg_text_count(scratch, report->ndeprecation, "name")));
	bg_text_end(&t);
	bg_text_origin(&t);
	for (size_t i = 0; i < report->ndeprecation; i++) {
		bg_text_end(&t);
		show_deprecation(&t, &report->deprecation[i]);
	}
	bg_text_notes(&t);
	return out->failed ? -1 : 0;
}
