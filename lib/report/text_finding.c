/* SPDX-License-Identifier: MIT */
/* Findings as text. */
#include "report/text_finding.h"

#include <string.h>

#include "base/utf8.h"

/* "(env-removed, announced, owes major, with 3 parts)" */
static const char *
list_properties(struct bg_text *t, const struct bg_finding *f)
{
	const char *s = f->item ? f->rule : "";

	if (f->status != BG_OPEN)
		s = bg_strf(t->arena, "%s%s%s", s, *s ? ", " : "", bg_status_word(f->status));
	if (f->bump != BG_NONE)
		s = bg_strf(t->arena, "%s%sowes %s", s, *s ? ", " : "", bg_bump_word(f->bump));
	if (f->children)
		s = bg_strf(t->arena, "%s%swith %s", s, *s ? ", " : "",
		            bg_text_count(t->arena, f->children, "part"));
	return *s ? bg_strf(t->arena, " (%s)", s) : "";
}

static void
show_head(struct bg_text *t, const struct bg_finding *f)
{
	static const enum bg_ink ink[] = {[BG_OFF] = BG_DIM,
	                                  [BG_INFO] = BG_DIM,
	                                  [BG_WARNING] = BG_YELLOW,
	                                  [BG_ERROR] = BG_RED};
	const char *level = bg_level_word(f->level);
	const char *name = bg_printable(t->arena, f->item ? f->item : f->rule);

	bg_text_indent(t, 4);
	bg_text_put(t, ink[f->level], level);
	bg_text_put(t, BG_PLAIN, ": ");
	bg_text_put(t, BG_BOLD, name);
	bg_text_wrap(t, BG_PLAIN, 6 + strlen(level) + bg_utf8_columns(name), 6,
	             list_properties(t, f));
}

static bool
same_place(const struct bg_loc *a, const struct bg_loc *b)
{
	return a->path && b->path && a->line == b->line && strcmp(a->path, b->path) == 0;
}

static void
put_place(struct bg_text *t, const char *label, const char *place)
{
	bg_text_indent(t, 6);
	bg_text_put(t, BG_DIM, label);
	bg_text_put(t, BG_PLAIN, place);
	bg_text_end(t);
}

/* Paths are never wrapped, so that they can be clicked on and copied. */
static void
show_place(struct bg_text *t, const struct bg_finding *f)
{
	const char *was = bg_text_place(t->arena, &f->was);
	const char *now = bg_text_place(t->arena, &f->now);
	bool both = *was && *now;

	if (same_place(&f->was, &f->now)) {
		put_place(t, "", now);
		return;
	}
	if (*was)
		put_place(t, "was at ", was);
	if (*now)
		put_place(t, both ? "now at " : "", now);
}

/* What the earlier releases said; "" where that does not matter. */
static const char *
say_announced(struct bg_text *t, const struct bg_finding *f)
{
	if (f->since && f->status == BG_OPEN)
		return bg_strf(t->arena, "its announcement in %s does not cover it", f->since);
	if (f->since)
		return bg_strf(t->arena, "announced in %s", f->since);
	if (f->status != BG_OPEN || !bg_finding_breaks(f))
		return "";
	return "no earlier release announced it";
}

/* What this release's CHANGELOG says; "" where that does not matter. */
static const char *
say_named(struct bg_text *t, const struct bg_finding *f)
{
	const char *at = bg_text_place(t->arena, &f->changelog);

	switch (f->named) {
	case BG_NAMED_NA:
		return "";
	case BG_NAMED_NO:
		return "the CHANGELOG does not name it";
	case BG_NAMED_INDIRECT:
		return bg_strf(t->arena, "the CHANGELOG names it only indirectly%s%s",
		               *at ? ", at " : "", at);
	case BG_NAMED_EXACT:
		break;
	}
	return bg_strf(t->arena, "the CHANGELOG names it%s%s", *at ? ", at " : "", at);
}

static void
show_cover(struct bg_text *t, const struct bg_finding *f)
{
	const char *announced = say_announced(t, f), *named = say_named(t, f);
	/* What is only new has nothing to be excused: the version is too low for it. */
	bool breaks = f->status != BG_OPEN || f->bump == BG_MAJOR || f->was.path;

	if (breaks && (*announced || *named))
		bg_text_para(t, 6, f->status == BG_OPEN ? "not covered: " : "covered: ",
		             bg_strf(t->arena, "%s%s%s", announced,
		                     *announced && *named ? "; " : "", named));
	if (f->entry && (t->style->verbose || f->named == BG_NAMED_INDIRECT))
		bg_text_para(t, 6, "entry: ", f->entry);
	if (f->waiver)
		bg_text_para(t, 6, "waived: ", f->waiver);
}

void
bg_text_finding(struct bg_text *t, const struct bg_finding *finding)
{
	show_head(t, finding);
	show_place(t, finding);
	bg_text_para(t, 6, "", finding->message);
	if (t->style->verbose)
		bg_text_para(t, 6, "why: ", finding->why);
	show_cover(t, finding);
	if (finding->fix && finding->status == BG_OPEN)
		bg_text_para(t, 6, "fix: ", finding->fix);
}

void
bg_text_finding_line(struct bg_text *t, const struct bg_finding *finding)
{
	const char *name = finding->item ? finding->item : finding->rule, *tail = "";

	if (finding->waiver)
		tail = bg_strf(t->arena, ": %s", finding->waiver);
	else if (finding->since)
		tail = bg_strf(t->arena, " since %s", finding->since);
	name = bg_printable(t->arena, name);
	bg_text_indent(t, 4);
	bg_text_put(t, BG_PLAIN, name);
	bg_text_wrap(t, BG_DIM, 4 + bg_utf8_columns(name), 6,
	             bg_strf(t->arena, "%s%s", list_properties(t, finding), tail));
}
