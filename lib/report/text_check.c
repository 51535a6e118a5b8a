/* SPDX-License-Identifier: MIT */
/* The judgement as text: the surfaces, what stops the release, the ways out. */
#include "report/text.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "report/text_finding.h"
#include "report/verdict.h"

static void
show_verdict(struct bg_text *t)
{
	const struct bg_report *r = t->report;

	bg_text_title(t, "bumpgate");
	bg_text_put(t, BG_PLAIN, ": ");
	if (r->verdict == BG_PASS)
		bg_text_put(t, BG_GREEN, "PASS");
	else
		bg_text_put(t, BG_RED, "FAIL");
	if (r->declares)
		bg_text_put(t, BG_PLAIN,
		            bg_strf(t->arena, "  declared %s", bg_bump_word(r->declared)));
	else
		bg_text_put(t, BG_PLAIN, "  no version declared");
	if (r->requires)
		bg_text_put(t, BG_PLAIN,
		            bg_strf(t->arena, ", required %s", bg_bump_word(r->required)));
	bg_text_end(t);
}

/* ---- the surfaces ------------------------------------------------------------ */

enum { NCOUNTS = 5 };

static void
show_surface_row(struct bg_text *t, const struct bg_surface *s, size_t width)
{
	const size_t count[NCOUNTS] = {s->examined, s->added, s->removed, s->changed,
	                               s->unread};
	enum bg_ink ink;

	bg_text_indent(t, 2);
	bg_text_cell(t, BG_PLAIN, (int)width, s->id);
	bg_text_cell(t, BG_PLAIN, 6, bg_strf(t->arena, "  %s", bg_tier_word(s->tier)));
	for (size_t i = 0; i < NCOUNTS; i++) {
		ink = !count[i] ? BG_DIM : i == 0 ? BG_PLAIN : i == 4 ? BG_YELLOW : BG_BOLD;
		bg_text_cell(t, ink, i == 0 ? -10 : -9, bg_strf(t->arena, "%zu", count[i]));
	}
	bg_text_end(t);
}

/* For terminals too narrow for the table. */
static void
show_surface_line(struct bg_text *t, const struct bg_surface *s)
{
	bg_text_para(t, 2, "",
	             bg_strf(t->arena,
	                     "%s (%s): %zu examined, %zu added, %zu removed, %zu changed, "
	                     "%zu unread",
	                     s->id, bg_tier_word(s->tier), s->examined, s->added, s->removed,
	                     s->changed, s->unread));
}

static bool
is_silent(const struct bg_surface *s)
{
	return !s->examined && !s->unread;
}

static void
show_silent_surfaces(struct bg_text *t)
{
	const struct bg_report *r = t->report;
	struct bg_buf list = {.arena = t->arena};

	for (size_t i = 0; i < r->nsurface; i++)
		if (is_silent(&r->surface[i]))
			bg_buf_printf(&list, "%s%s (%s)", list.n ? ", " : "", r->surface[i].id,
			              bg_tier_word(r->surface[i].tier));
	if (list.n)
		bg_text_para(t, 2, "nothing to examine: ", bg_buf_str(&list));
}

static void
show_surfaces(struct bg_text *t)
{
	enum { LEAST = 7, OTHERS = 2 + 6 + 10 + 4 * 9 };
	const struct bg_report *r = t->report;
	size_t width = LEAST, n, shown = 0;

	if (!r->nsurface)
		return;
	for (size_t i = 0; i < r->nsurface; i++) {
		n = bg_utf8_columns(bg_printable(t->arena, r->surface[i].id));
		if (!is_silent(&r->surface[i])) {
			width = n > width ? n : width;
			shown++;
		}
	}
	bg_text_end(t);
	if (shown && width + OTHERS <= t->style->columns) {
		bg_text_indent(t, 2);
		bg_text_cell(t, BG_DIM, (int)width, "surface");
		bg_text_put(t, BG_DIM, "  tier  examined    added  removed  changed   unread");
		bg_text_end(t);
	}
	for (size_t i = 0; i < r->nsurface; i++) {
		if (is_silent(&r->surface[i]))
			continue;
		if (width + OTHERS <= t->style->columns)
			show_surface_row(t, &r->surface[i], width);
		else
			show_surface_line(t, &r->surface[i]);
	}
	show_silent_surfaces(t);
}

/* ---- the findings ------------------------------------------------------------ */

static void
show_group(struct bg_text *t, const char *surface)
{
	bg_text_indent(t, 2);
	bg_text_put(t, BG_DIM, surface ? surface : "the release");
	bg_text_end(t);
}

static bool
same_group(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* How many findings from the first on say the same of different items, owing nothing. */
static size_t
count_alike(const struct bg_weighed *entry, size_t n)
{
	const struct bg_finding *first = entry->finding;
	size_t i = 1;

	while (i < n && first->item && first->bump == BG_NONE && entry[i].finding->item &&
	       strcmp(entry[i].finding->rule, first->rule) == 0 &&
	       same_group(entry[i].finding->surface, first->surface))
		i++;
	return i;
}

/* Many warnings of one rule would bury the rest: the first stands for all. */
static void
show_likewise(struct bg_text *t, const struct bg_weighed *entry, size_t n)
{
	struct bg_buf list = {.arena = t->arena};

	for (size_t i = 0; i < n; i++) {
		const struct bg_finding *f = entry[i].finding;

		bg_buf_printf(&list, "%s%s (%s)", i ? ", " : "", f->item,
		              bg_text_place(t->arena, f->now.path ? &f->now : &f->was));
	}
	bg_text_para(t, 6, "likewise: ", bg_buf_str(&list));
}

/* n findings of one weight. */
static void
show_section(struct bg_text *t, const struct bg_weighed *entry, size_t n)
{
	enum { MANY = 4 };
	const struct bg_finding *f;
	size_t alike;
	bool full;

	bg_text_end(t);
	bg_text_put(t, BG_BOLD,
	            bg_strf(t->arena, "%s (%zu)", bg_weight_title(entry->weight), n));
	bg_text_end(t);
	for (size_t i = 0; i < n; i++) {
		f = entry[i].finding;
		full = entry[i].weight != BG_RESTS || t->style->verbose;
		if (i > 0 && full)
			bg_text_end(t);
		if (i == 0 || !same_group(f->surface, entry[i - 1].finding->surface))
			show_group(t, f->surface);
		alike = full && !t->style->verbose ? count_alike(entry + i, n - i) : 1;
		if (full)
			bg_text_finding(t, f);
		else
			bg_text_finding_line(t, f);
		if (alike >= MANY) {
			show_likewise(t, entry + i + 1, alike - 1);
			i += alike - 1;
		}
	}
}

static void
show_findings(struct bg_text *t)
{
	const struct bg_weighed *entry = bg_findings_weigh(t->arena, t->report);
	size_t all = t->report->nfinding, n;

	for (size_t from = 0; from < all; from += n) {
		n = bg_findings_same_weight(entry + from, all - from);
		if (entry[from].weight == BG_STOPS || !t->style->quiet)
			show_section(t, entry + from, n);
	}
}

/* ---- the end ------------------------------------------------------------------- */

static void
show_end(struct bg_text *t)
{
	bool pass = t->report->verdict == BG_PASS;

	bg_text_end(t);
	bg_text_put(t, pass ? BG_GREEN : BG_RED, pass ? "PASS" : "FAIL");
	bg_text_put(t, BG_PLAIN, ": ");
	bg_text_wrap(t, BG_PLAIN, 6, 6, bg_verdict_advice(t->arena, t->report));
}

int
bg_text_check(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *report,
              const struct bg_style *style)
{
	struct bg_text t = {.out = out, .arena = scratch, .style = style, .report = report};

	if (report->verdict == BG_UNJUDGED) {
		bg_text_unjudged(&t, "bumpgate");
		return out->failed ? -1 : 0;
	}
	show_verdict(&t);
	bg_text_origin(&t);
	if (!style->quiet)
		show_surfaces(&t);
	show_findings(&t);
	bg_text_notes(&t);
	if (!style->quiet)
		show_end(&t);
	return out->failed ? -1 : 0;
}

int
bg_text_changelog(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *report,
                  const struct bg_style *style)
{
	struct bg_text t = {.out = out, .arena = scratch, .style = style, .report = report};
	bool pass = report->verdict == BG_PASS;

	if (report->verdict == BG_UNJUDGED) {
		bg_text_unjudged(&t, "bumpgate changelog");
		return out->failed ? -1 : 0;
	}
	bg_text_title(&t, "bumpgate changelog");
	bg_text_put(&t, BG_PLAIN, ": ");
	bg_text_put(&t, pass ? BG_GREEN : BG_RED, pass ? "PASS" : "FAIL");
	bg_text_end(&t);
	bg_text_origin(&t);
	show_findings(&t);
	return out->failed ? -1 : 0;
}
