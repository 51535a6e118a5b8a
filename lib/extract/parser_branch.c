/* SPDX-License-Identifier: MIT */
/* Arguments under conditions: which of them are there in any case. */
#include <stdlib.h>
#include <string.h>

#include "extract/parser_walk.h"

#define MOST 1000000 /* comparisons of one statement */

void
bg_branch_mark(struct bg_builder *w, struct bg_item *item)
{
	if (w->conditional)
		bg_item_set_fact(w->x->keep, item, "branch",
		                 bg_strf(w->x->keep, "%u", w->conditional));
}

static unsigned
depth_of(const struct bg_item *item)
{
	const char *text = bg_item_fact(item, "branch");

	return text ? (unsigned)strtoul(text, NULL, 10) : 0;
}

static bool
is_free(const char *name)
{
	return strcmp(name, "default") == 0 || strcmp(name, "position") == 0;
}

/* Whether two are equal but for their defaults and places. */
static bool
is_alike(const struct bg_item *a, const struct bg_item *b)
{
	if (strcmp(a->id, b->id) != 0 || strcmp(a->kind, b->kind) != 0 || a->nattr != b->nattr)
		return false;
	for (size_t i = 0; i < a->nattr; i++)
		if (strcmp(a->attr[i].name, b->attr[i].name) != 0 ||
		    (!is_free(a->attr[i].name) &&
		     strcmp(a->attr[i].value, b->attr[i].value) != 0))
			return false;
	return true;
}

static void
join(struct bg_builder *w, struct bg_item *a, const struct bg_item *b)
{
	const char *x = bg_item_attr(a, "default"), *y = bg_item_attr(b, "default");

	if (x && y && strcmp(x, y) != 0)
		bg_item_set_attr(w->x->keep, a, "default", "computed");
	bg_item_set_fact(w->x->keep, a, "branch", bg_strf(w->x->keep, "%u", w->conditional));
}

/* Whether the item, of the other branch, stands in [first, end) too, and was joined. */
static bool
is_joined(struct bg_builder *w, size_t first, size_t end, const struct bg_item *item)
{
	for (size_t i = first; i < end; i++) {
		struct bg_item *a = &w->x->out->items.v[i];

		if (depth_of(a) != w->conditional + 1 || !is_alike(a, item))
			continue;
		join(w, a, item);
		return true;
	}
	return false;
}

void
bg_branch_join(struct bg_builder *w, size_t first, size_t second)
{
	struct bg_harvest *h = w->x->out;
	size_t n = second;

	if (n == h->items.n || (second - first) * (h->items.n - n) > MOST)
		return;
	for (size_t i = second; i < h->items.n; i++) {
		if (depth_of(&h->items.v[i]) != w->conditional + 1 ||
		    !is_joined(w, first, second, &h->items.v[i]))
			h->items.v[n++] = h->items.v[i];
	}
	/* Whoever adds the next one finds its place empty. */
	memset(h->items.v + n, 0, (h->items.n - n) * sizeof(*h->items.v));
	h->items.n = n;
}

/* Whether the same is there in any case: then what may be added besides is not the rule. */
static bool
is_outdone(const struct bg_harvest *h, size_t first, const struct bg_item *item)
{
	for (size_t i = first; i < h->items.n; i++) {
		const struct bg_item *other = &h->items.v[i];

		if (!depth_of(other) && strcmp(other->id, item->id) == 0 &&
		    strcmp(other->kind, item->kind) == 0)
			return true;
	}
	return false;
}

static void
drop_outdone(struct bg_arena *scratch, struct bg_harvest *h, size_t first)
{
	bool *drop = bg_calloc(scratch, h->items.n + 1, sizeof(*drop));
	size_t n = first, conditional = 0;

	for (size_t i = first; i < h->items.n; i++)
		conditional += depth_of(&h->items.v[i]) > 0;
	if (!conditional || conditional * (h->items.n - first) > MOST)
		return;
	for (size_t i = first; i < h->items.n; i++)
		drop[i] = depth_of(&h->items.v[i]) && is_outdone(h, first, &h->items.v[i]);
	for (size_t i = first; i < h->items.n; i++)
		if (!drop[i])
			h->items.v[n++] = h->items.v[i];
	memset(h->items.v + n, 0, (h->items.n - n) * sizeof(*h->items.v));
	h->items.n = n;
}

void
bg_branch_tell(struct bg_builder *w, size_t first)
{
	struct bg_harvest *h = w->x->out;

	drop_outdone(w->x->scratch, h, first);

	for (size_t i = first; i < h->items.n; i++)
		if (depth_of(&h->items.v[i]) && !bg_item_fact(&h->items.v[i], "alias-of"))
			bg_item_set_attr(w->x->keep, &h->items.v[i], "conditional", "yes");
}
