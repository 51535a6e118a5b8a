/* SPDX-License-Identifier: MIT */
/* The merge-walk over two sorted item lists, and folding into ancestors. */
#include "diff/diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"

struct walk {
	struct bg_arena *arena;
	struct bg_changes *out;
	const char *surface;
	size_t first; /* the surface's first change in out */
	const struct bg_harvest *was, *now;
	size_t held;
};

static int
compare_items(const struct bg_item *a, const struct bg_item *b)
{
	int order = strcmp(a->kind, b->kind);

	return order ? order : strcmp(a->id, b->id);
}

static struct bg_change *
add_change(struct walk *w, enum bg_op op, const struct bg_item *was, const struct bg_item *now)
{
	struct bg_change *c = bg_list_add(w->arena, w->out);

	c->op = op;
	c->surface = w->surface;
	c->was = was;
	c->now = now;
	return c;
}

static void
add_attr_change(struct walk *w, const struct bg_item *was, const struct bg_item *now,
                const struct bg_attr *from, const struct bg_attr *to)
{
	struct bg_change *c = add_change(w, BG_CHANGED, was, now);

	if (from) {
		c->attr = from->name;
		c->from = from->value;
	}
	if (to) {
		c->attr = to->name;
		c->to = to->value;
	}
}

/* Whether an id is scope, or stands below it: no word goes on behind scope. */
static bool
is_below(const char *id, const char *scope)
{
	size_t n = strlen(scope);

	return strncmp(id, scope, n) == 0 && !bg_is_word(id[n]) && id[n] != '-';
}

/* Whether something that was not read may hold the item. */
static bool
may_hide(const struct bg_harvest *h, const struct bg_item *item)
{
	for (size_t i = 0; i < h->unread.n; i++)
		if (!h->unread.v[i].item || is_below(item->id, h->unread.v[i].item))
			return true;
	return false;
}

/* An item that the other side lacks, unless what was not read there may hold it. */
static void
note_missing(struct walk *w, const struct bg_item *was, const struct bg_item *now)
{
	if (was ? may_hide(w->now, was) : may_hide(w->was, now))
		w->held++;
	else
		add_change(w, was ? BG_REMOVED : BG_ADDED, was, now);
}

/* The same for an attribute of an item that both sides have; from or to is NULL. */
static void
note_missing_attr(struct walk *w, const struct bg_item *was, const struct bg_item *now,
                  const struct bg_attr *from, const struct bg_attr *to)
{
	if (from ? may_hide(w->now, now) : may_hide(w->was, was))
		w->held++;
	else
		add_attr_change(w, was, now, from, to);
}

/* Both attribute lists are sorted by name. */
static void
compare_attrs(struct walk *w, const struct bg_item *was, const struct bg_item *now)
{
	size_t i = 0, j = 0;
	int order;

	while (i < was->nattr || j < now->nattr) {
		if (i == was->nattr)
			order = 1;
		else if (j == now->nattr)
			order = -1;
		else
			order = strcmp(was->attr[i].name, now->attr[j].name);
		if (order < 0) {
			note_missing_attr(w, was, now, &was->attr[i++], NULL);
			continue;
		}
		if (order > 0) {
			note_missing_attr(w, was, now, NULL, &now->attr[j++]);
			continue;
		}
		if (strcmp(was->attr[i].value, now->attr[j].value) != 0)
			add_attr_change(w, was, now, &was->attr[i], &now->attr[j]);
		i++;
		j++;
	}
}

static const struct bg_item *
item_of(const struct bg_change *c)
{
	return c->op == BG_REMOVED ? c->was : c->now;
}

static int
by_id(const void *a, const void *b)
{
	const struct bg_change *const *x = a, *const *y = b;

	return strcmp(item_of(*x)->id, item_of(*y)->id);
}

/* The change of op whose item is called id, or NULL. */
static struct bg_change *
find_by_id(struct bg_change **index, size_t n, const char *id)
{
	size_t low = 0, high = n, mid;
	int order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = strcmp(item_of(index[mid])->id, id);
		if (order == 0)
			return index[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* The topmost ancestor that changed likewise, or c itself: also where parents run in a circle. */
static struct bg_change *
top_ancestor(struct bg_change **index, size_t n, struct bg_change *c)
{
	struct bg_change *up = c, *next;
	const char *parent;

	for (size_t i = 0; i < n; i++) {
		parent = item_of(up)->parent;
		next = parent ? find_by_id(index, n, parent) : NULL;
		if (!next || next == up)
			return up;
		if (next == c)
			break;
		up = next;
	}
	return c;
}

/* Whether another change tells that the item came or went. */
static bool
is_told(const struct bg_change *c)
{
	return c->op != BG_CHANGED && bg_item_fact(item_of(c), "told");
}

/* Marks folded changes by a NULL surface. */
static void
fold(struct walk *w, enum bg_op op)
{
	size_t most = w->out->n - w->first, n = 0;
	struct bg_change **index = bg_calloc(w->arena, most, sizeof(struct bg_change *)), *up;

	for (size_t i = w->first; i < w->out->n; i++)
		if (w->out->v[i].op == op && !is_told(&w->out->v[i]))
			index[n++] = &w->out->v[i];
	if (n > 1)
		qsort(index, n, sizeof(struct bg_change *), by_id);
	for (size_t i = 0; i < n; i++) {
		up = top_ancestor(index, n, index[i]);
		if (up == index[i])
			continue;
		up->children++;
		index[i]->surface = NULL;
	}
}

static void
drop_folded(struct walk *w)
{
	size_t n = w->first;

	for (size_t i = w->first; i < w->out->n; i++)
		if (w->out->v[i].surface && !is_told(&w->out->v[i]))
			w->out->v[n++] = w->out->v[i];
	w->out->n = n;
}

void
bg_changes_find(struct bg_changes *out, struct bg_arena *arena, const struct bg_harvest *was,
                const struct bg_harvest *now, size_t *held)
{
	struct walk w = {arena, out, now->spec->id, out->n, was, now, 0};
	size_t i = 0, j = 0;
	int order;

	while (i < was->items.n || j < now->items.n) {
		if (i == was->items.n)
			order = 1;
		else if (j == now->items.n)
			order = -1;
		else
			order = compare_items(&was->items.v[i], &now->items.v[j]);
		if (order < 0)
			note_missing(&w, &was->items.v[i++], NULL);
		else if (order > 0)
			note_missing(&w, NULL, &now->items.v[j++]);
		else
			compare_attrs(&w, &was->items.v[i++], &now->items.v[j++]);
	}
	*held = w.held;
	fold(&w, BG_REMOVED);
	fold(&w, BG_ADDED);
	drop_folded(&w);
}
