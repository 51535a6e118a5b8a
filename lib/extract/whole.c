/* SPDX-License-Identifier: MIT */
/* Files that went or came as a whole: what they held is a part of one item then. */
#include <stdlib.h>

#include "extract/kinds.h"

static int
by_id(const void *a, const void *b)
{
	const struct bg_whole *x = a, *y = b;

	return strcmp(x->id, y->id);
}

/* The whole that an item stands right below, or NULL. */
static struct bg_whole *
find_whole(const struct bg_wholes *wholes, struct bg_arena *arena, const struct bg_item *item,
           bg_whole_fn *whole_of)
{
	struct bg_whole key = {.id = item->parent ? NULL : whole_of(arena, item)};

	return key.id ? bsearch(&key, wholes->v, wholes->n, sizeof(key), by_id) : NULL;
}

void
bg_wholes_fold(struct bg_wholes *wholes, struct bg_arena *arena, struct bg_harvest *h,
               const struct bg_harvest *other, const char *kind, bg_whole_fn *whole_of)
{
	struct bg_whole **of = bg_calloc(arena, h->items.n + 1, sizeof(*of));
	struct bg_strings kept = {0};
	size_t n = h->items.n;

	if (!wholes->n)
		return;
	qsort(wholes->v, wholes->n, sizeof(*wholes->v), by_id);
	for (size_t i = 0; i < other->items.n; i++)
		bg_strings_add(arena, &kept, other->items.v[i].id);
	bg_strings_sort(&kept);
	for (size_t i = 0; i < n; i++) {
		if (bg_strings_has(&kept, h->items.v[i].id))
			continue;
		of[i] = find_whole(wholes, arena, &h->items.v[i], whole_of);
		if (of[i])
			of[i]->parts++;
	}
	for (size_t i = 0; i < n; i++)
		if (of[i] && of[i]->parts > 1)
			h->items.v[i].parent = of[i]->id;
	for (size_t i = 0; i < wholes->n; i++) {
		struct bg_whole *w = &wholes->v[i];
		struct bg_item *item;

		if (w->parts < 2)
			continue;
		item = bg_harvest_put(arena, h, kind, w->id, w->loc);
		bg_item_set_fact(arena, item, "whole", "yes");
	}
}
