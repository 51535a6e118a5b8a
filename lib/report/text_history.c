/* SPDX-License-Identifier: MIT */
/* All releases as a table of text. */
#include <string.h>

#include "base/utf8.h"
#include "report/text.h"

enum { WIDEST = 24, NCOUNTS = 3 };

static const char *
say_verdict(const struct bg_release *row)
{
	switch (row->verdict) {
	case BG_PASS:
		return row->base ? "pass" : "first";
	case BG_FAIL:
		return "fail";
	case BG_UNJUDGED:
		break;
	}
	return "unjudged";
}

static enum bg_ink
ink_of(const struct bg_release *row)
{
	switch (row->verdict) {
	case BG_PASS:
		return BG_GREEN;
	case BG_FAIL:
		return BG_RED;
	case BG_UNJUDGED:
		break;
	}
	return BG_YELLOW;
}

static void
show_row(struct bg_text *t, const struct bg_release *row, size_t width)
{
	const size_t count[NCOUNTS] = {row->breaks, row->announced, row->unnamed};

	bg_text_indent(t, 2);
	bg_text_cell(t, BG_BOLD, (int)width, row->revision.name);
	bg_text_cell(t, BG_DIM, 12,
	             bg_strf(t->arena, "  %s", row->revision.date ? row->revision.date : ""));
	bg_text_cell(
		t, BG_PLAIN, 10,
		bg_strf(t->arena, "  %s", row->declares ? bg_bump_word(row->declared) : "-"));
	bg_text_cell(
		t, BG_PLAIN, 10,
		bg_strf(t->arena, "  %s", row->requires ? bg_bump_word(row->required) : "-"));
	bg_text_cell(t, ink_of(row), 10, bg_strf(t->arena, "  %s", say_verdict(row)));
	for (size_t i = 0; row->verdict != BG_UNJUDGED && i < NCOUNTS; i++)
		bg_text_cell(t, count[i] ? BG_PLAIN : BG_DIM,
		             i == 0   ? -8
		             : i == 1 ? -11
		                      : -9,
		             bg_strf(t->arena, "%zu", count[i]));
	bg_text_end(t);
	if (row->cause && t->style->verbose)
		bg_text_para(t, 4, "", row->cause);
}

static void
show_table(struct bg_text *t)
{
	const struct bg_report *r = t->report;
	size_t width = 7, n;

	for (size_t i = 0; i < r->nrelease; i++) {
		n = bg_utf8_columns(bg_printable(t->arena, r->release[i].revision.name));
		width = n > width && n <= WIDEST ? n : width;
	}
	bg_text_end(t);
	bg_text_indent(t, 2);
	bg_text_cell(t, BG_DIM, (int)width, "release");
	bg_text_put(t, BG_DIM,
	            "  date        declared  required  verdict   breaks  announced  unnamed");
	bg_text_end(t);
	for (size_t i = 0; i < r->nrelease; i++)
		show_row(t, &r->release[i], width);
}

static void
show_sum(struct bg_text *t)
{
	size_t count[3] = {0};

	for (size_t i = 0; i < t->report->nrelease; i++)
		count[t->report->release[i].verdict]++;
	bg_text_end(t);
	bg_text_para(t, 0, "",
	             bg_strf(t->arena, "%s: %zu pass, %zu fail, %zu could not be judged.",
	                     bg_text_count(t->arena, t->report->nrelease, "release"),
	                     count[BG_PASS], count[BG_FAIL], count[BG_UNJUDGED]));
}

int
bg_text_history(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *report,
                const struct bg_style *style)
{
	struct bg_text t = {.out = out, .arena = scratch, .style = style, .report = report};

	if (report->verdict == BG_UNJUDGED) {
		bg_text_unjudged(&t, "bumpgate history");
		return out->failed ? -1 : 0;
	}
	bg_text_title(&t, "bumpgate history");
	bg_text_end(&t);
	bg_text_origin(&t);
	show_table(&t);
	bg_text_notes(&t);
	show_sum(&t);
	return out->failed ? -1 : 0;
}
