/* SPDX-License-Identifier: MIT */
/* A comparison as text: one line for each change. */
#include "report/text.h"

#include <string.h>

#include "base/utf8.h"

struct tally {
	size_t op[3];
};

static const char *
say_tally(struct bg_text *t, const struct tally *n)
{
	return bg_strf(t->arena, "%zu added, %zu removed, %zu changed", n->op[BG_ADDED],
	               n->op[BG_REMOVED], n->op[BG_CHANGED]);
}

/* The changes from first on that lie on its surface. */
static size_t
count_group(const struct bg_report *r, size_t first, struct tally *n)
{
	const char *surface = r->change[first].surface;
	size_t i = first;

	memset(n, 0, sizeof(*n));
	for (; i < r->nchange && strcmp(r->change[i].surface, surface) == 0; i++)
		n->op[r->change[i].op]++;
	return i;
}

/* "'old' -> 'new'"; an absent attribute is "nothing". */
static const char *
say_step(struct bg_text *t, const struct bg_change *c)
{
	const char *from = c->from ? bg_strf(t->arena, "'%s'", c->from) : "nothing";
	const char *to = c->to ? bg_strf(t->arena, "'%s'", c->to) : "nothing";

	return bg_strf(t->arena, " %s: %s -> %s", c->attr ? c->attr : "", from, to);
}

static void
show_change(struct bg_text *t, const struct bg_change *c)
{
	static const char *const mark[] = {
		[BG_ADDED] = "+ ", [BG_REMOVED] = "- ", [BG_CHANGED] = "~ "};
	static const enum bg_ink ink[] = {
		[BG_ADDED] = BG_GREEN, [BG_REMOVED] = BG_RED, [BG_CHANGED] = BG_YELLOW};
	const struct bg_item *item = c->now ? c->now : c->was;
	const char *name = bg_strf(t->arena, "%s %s", c->surface, item->id), *tail = "";
	const char *place = bg_text_place(t->arena, &item->loc);

	if (c->op == BG_CHANGED)
		tail = say_step(t, c);
	if (t->style->verbose)
		tail = bg_strf(t->arena, "%s [%s]", tail, item->kind);
	if (c->children)
		tail = bg_strf(t->arena, "%s with %s", tail,
		               bg_text_count(t->arena, c->children, "part"));
	if (*place)
		tail = bg_strf(t->arena, "%s (%s)", tail, place);
	name = bg_printable(t->arena, name);
	bg_text_put(t, ink[c->op], mark[c->op]);
	bg_text_put(t, BG_PLAIN, name);
	bg_text_wrap(t, BG_PLAIN, 2 + bg_utf8_columns(name), 4, tail);
}

static void
show_groups(struct bg_text *t)
{
	const struct bg_report *r = t->report;
	struct tally n;
	size_t end;

	for (size_t i = 0; i < r->nchange; i = end) {
		end = count_group(r, i, &n);
		bg_text_end(t);
		bg_text_put(t, BG_BOLD, r->change[i].surface);
		bg_text_put(t, BG_DIM, bg_strf(t->arena, ": %s", say_tally(t, &n)));
		bg_text_end(t);
		for (; i < end; i++)
			show_change(t, &r->change[i]);
	}
}

int
bg_text_diff(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *report,
             const struct bg_style *style)
{
	struct bg_text t = {.out = out, .arena = scratch, .style = style, .report = report};
	struct tally n = {{0}};

	if (report->verdict == BG_UNJUDGED) {
		bg_text_unjudged(&t, "bumpgate diff");
		return out->failed ? -1 : 0;
	}
	for (size_t i = 0; i < report->nchange; i++)
		n.op[report->change[i].op]++;
	bg_text_title(&t, "bumpgate diff");
	bg_text_put(
		&t, BG_PLAIN,
		bg_strf(scratch, ": %s", report->nchange ? say_tally(&t, &n) : "no changes"));
	bg_text_end(&t);
	bg_text_origin(&t);
	show_groups(&t);
	bg_text_notes(&t);
	return out->failed ? -1 : 0;
}
