/* SPDX-License-Identifier: MIT */
/* Putting items, attributes, remarks and notes into a harvest, and finding them. */
#include "extract/extract.h"
#include "extract/kinds.h"

struct bg_item *
bg_harvest_put(struct bg_arena *arena, struct bg_harvest *h, const char *kind, const char *id,
               struct bg_loc loc)
{
	struct bg_item *item = bg_list_add(arena, &h->items);

	item->kind = kind;
	item->id = id;
	item->loc = loc;
	return item;
}

struct bg_item *
bg_harvest_add(struct bg_extract *x, const char *kind, const char *id, const char *path,
               unsigned line)
{
	return bg_harvest_put(x->keep, x->out, kind, id, (struct bg_loc){path, line});
}

/* A copy of a sorted list with one pair put into its place. */
static const struct bg_attr *
put_pair(struct bg_arena *arena, const struct bg_attr *list, size_t *n, struct bg_attr pair)
{
	struct bg_attr *copy = bg_calloc(arena, *n + 1, sizeof(*copy));
	size_t i = 0, m = 0;

	for (; i < *n && strcmp(list[i].name, pair.name) < 0; i++)
		copy[m++] = list[i];
	copy[m++] = pair;
	if (i < *n && strcmp(list[i].name, pair.name) == 0)
		i++;
	for (; i < *n; i++)
		copy[m++] = list[i];
	*n = m;
	return copy;
}

void
bg_item_set_attr(struct bg_arena *arena, struct bg_item *item, const char *name,
                 const char *value)
{
	item->attr = put_pair(arena, item->attr, &item->nattr, (struct bg_attr){name, value});
}

void
bg_item_set_fact(struct bg_arena *arena, struct bg_item *item, const char *name,
                 const char *value)
{
	item->fact = put_pair(arena, item->fact, &item->nfact, (struct bg_attr){name, value});
}

void
bg_harvest_remark(struct bg_arena *arena, struct bg_harvest *h, const char *word,
                  const char *item, struct bg_loc loc, const char *detail)
{
	*bg_list_add(arena, &h->remarks) = (struct bg_finding_remark){word, item, detail, loc};
}

void
bg_harvest_unread(struct bg_arena *arena, struct bg_harvest *h, const char *path, unsigned line,
                  const char *message)
{
	*bg_list_add(arena, &h->unread) = (struct bg_note){
		.surface = h->spec->id, .loc = {path, line}, .message = message};
}

void
bg_harvest_unread_item(struct bg_arena *arena, struct bg_harvest *h, const char *item,
                       struct bg_loc loc, const char *message)
{
	*bg_list_add(arena, &h->unread) = (struct bg_note){
		.surface = h->spec->id, .loc = loc, .message = message, .item = item};
}

void
bg_harvest_note(struct bg_arena *arena, struct bg_harvest *h, const char *path, unsigned line,
                const char *message)
{
	*bg_list_add(arena, &h->notes) = (struct bg_note){
		.surface = h->spec->id, .loc = {path, line}, .message = message};
}

/* The first item at or behind (kind, id); id NULL: behind all of that kind. */
static size_t
lower_bound(const struct bg_harvest *h, size_t low, const char *kind, const char *id)
{
	size_t high = h->items.n, mid;
	int order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = strcmp(h->items.v[mid].kind, kind);
		if (order == 0)
			order = id ? strcmp(h->items.v[mid].id, id) : -1;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct bg_item *
bg_harvest_item(const struct bg_harvest *h, const char *kind, const char *id)
{
	size_t i = 0, at;

	while (i < h->items.n) {
		const char *word = kind ? kind : h->items.v[i].kind;

		at = lower_bound(h, i, word, id);
		if (at < h->items.n && strcmp(h->items.v[at].kind, word) == 0 &&
		    strcmp(h->items.v[at].id, id) == 0)
			return &h->items.v[at];
		if (kind)
			break;
		i = lower_bound(h, at, word, NULL);
	}
	return NULL;
}

const struct bg_item *
bg_harvest_find(const struct bg_harvest *h, const char *kind, const char *id)
{
	return bg_harvest_item(h, kind, id);
}
