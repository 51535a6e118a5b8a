/* SPDX-License-Identifier: MIT */
/* An inventory as text: the items of each surface with their places. */
#include "report/text.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

static void
show_attributes(struct bg_text *t, const struct bg_item *item)
{
	struct bg_buf list = {.arena = t->arena};

	for (size_t i = 0; i < item->nattr; i++)
		bg_buf_printf(&list, "%s%s: %s", i ? "; " : "", item->attr[i].name,
		              item->attr[i].value);
	if (list.n)
		bg_text_para(t, 4, "", bg_buf_str(&list));
}

static void
show_item(struct bg_text *t, const struct bg_item *item)
{
	const char *name = bg_printable(t->arena, item->id);
	const char *place = bg_text_place(t->arena, &item->loc), *tail = "";

	if (t->style->verbose)
		tail = bg_strf(t->arena, " [%s]", item->kind);
	if (*place)
		tail = bg_strf(t->arena, "%s (%s)", tail, place);
	bg_text_indent(t, 2);
	bg_text_put(t, BG_PLAIN, name);
	bg_text_wrap(t, BG_DIM, 2 + bg_utf8_columns(name), 4, tail);
	if (!t->style->quiet)
		show_attributes(t, item);
}

static const struct bg_surface *
find_surface(const struct bg_report *r, const char *id)
{
	for (size_t i = 0; i < r->nsurface; i++)
		if (strcmp(r->surface[i].id, id) == 0)
			return &r->surface[i];
	return NULL;
}

static void
show_heading(struct bg_text *t, const char *id, size_t n)
{
	const struct bg_surface *s = find_surface(t->report, id);
	const char *about = bg_text_count(t->arena, n, "item");

	if (s)
		about = bg_strf(t->arena, "tier %s, %s, %s", bg_tier_word(s->tier), s->kind,
		                about);
	bg_text_end(t);
	bg_text_put(t, BG_BOLD, id);
	bg_text_put(t, BG_DIM, bg_strf(t->arena, " (%s)", about));
	bg_text_end(t);
}

static void
show_groups(struct bg_text *t)
{
	const struct bg_report *r = t->report;
	size_t end;

	for (size_t i = 0; i < r->nitem; i = end) {
		end = i;
		while (end < r->nitem && strcmp(r->item_surface[end], r->item_surface[i]) == 0)
			end++;
		show_heading(t, r->item_surface[i], end - i);
		for (; i < end; i++)
			show_item(t, &r->item[i]);
	}
}

static void
show_empty(struct bg_text *t)
{
	const struct bg_report *r = t->report;
	struct bg_buf list = {.arena = t->arena};

	for (size_t i = 0; i < r->nsurface; i++)
		if (!r->surface[i].examined)
			bg_buf_printf(&list, "%s%s%s", list.n ? ", " : "", r->surface[i].id,
			              r->surface[i].unread ? " (unread)" : "");
	if (!list.n || t->style->quiet)
		return;
	bg_text_end(t);
	bg_text_para(t, 0, "without items: ", bg_buf_str(&list));
}

int
bg_text_surface(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *report,
                const struct bg_style *style)
{
	struct bg_text t = {.out = out, .arena = scratch, .style = style, .report = report};

	if (report->verdict == BG_UNJUDGED) {
		bg_text_unjudged(&t, "bumpgate surface");
		return out->failed ? -1 : 0;
	}
	bg_text_title(&t, "bumpgate surface");
	bg_text_put(&t, BG_PLAIN,
	            bg_strf(scratch, ": %s", bg_text_count(scratch, report->nitem, "item")));
	bg_text_end(&t);
	bg_text_origin(&t);
	show_groups(&t);
	show_empty(&t);
	bg_text_notes(&t);
	return out->failed ? -1 : 0;
}
