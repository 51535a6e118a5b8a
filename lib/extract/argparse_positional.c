/* SPDX-License-Identifier: MIT */
/*
 * Positional arguments of both revisions. Who calls a command knows their places only, so
 * that one with another name at the same place is the same one; their places are counted
 * among those that both revisions have, so that one more is no change of the others.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/parser_pair.h"

/* The positionals of one parser at one revision, in order. */
struct row {
	struct bg_pairing **v;
	size_t n;
};

static unsigned long
position_of(const struct bg_pairing *p)
{
	const char *text = bg_item_attr(p->item, "position");

	return text ? strtoul(text, NULL, 10) : 0;
}

static const char *
parent_of(const struct bg_pairing *p)
{
	return p->item->parent ? p->item->parent : "";
}

static int
by_place(const void *a, const void *b)
{
	const struct bg_pairing *x = *(struct bg_pairing *const *)a;
	const struct bg_pairing *y = *(struct bg_pairing *const *)b;
	int order = strcmp(parent_of(x), parent_of(y));

	if (order == 0)
		order = (position_of(x) > position_of(y)) - (position_of(x) < position_of(y));
	return order ? order : (x > y) - (x < y);
}

static struct row
list_positionals(struct bg_arena *arena, const struct bg_pairings *list)
{
	struct row row = {bg_calloc(arena, list->n + 1, sizeof(*row.v)), 0};

	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i].item->kind, "positional") == 0)
			row.v[row.n++] = &list->v[i];
	if (row.n)
		qsort(row.v, row.n, sizeof(struct bg_pairing *), by_place);
	return row;
}

/* Those of the parser that all begins with. */
static struct row
take_parser(struct row *all)
{
	struct row row = {all->v, 0};

	while (row.n < all->n && strcmp(parent_of(all->v[row.n]), parent_of(all->v[0])) == 0)
		row.n++;
	all->v += row.n;
	all->n -= row.n;
	return row;
}

static bool
is_unread(const struct bg_harvest *h, const char *id)
{
	for (size_t i = 0; i < h->unread.n; i++) {
		const char *item = h->unread.v[i].item;

		if (!item || strncmp(item, id, strlen(id)) == 0 ||
		    strncmp(item, id, strlen(item)) == 0)
			return true;
	}
	return false;
}

static void
pair_names(const struct row *was, const struct bg_pairings *now)
{
	for (size_t i = 0; i < was->n; i++) {
		struct bg_pairing *q = bg_pairing_find(now, "positional", was->v[i]->item->id);

		if (q && !q->twin) {
			was->v[i]->twin = q;
			q->twin = was->v[i];
		}
	}
}

/* Between two that kept their names, those without a twin are the same in their order. */
static void
pair_places(const struct row *was, const struct row *now)
{
	size_t i = 0, k = 0;

	while (i < was->n && k < now->n) {
		if (!was->v[i]->twin && !now->v[k]->twin) {
			was->v[i]->twin = now->v[k];
			now->v[k]->twin = was->v[i];
			was->v[i]->item->id = now->v[k]->item->id;
		}
		if (was->v[i]->twin == now->v[k]) {
			i++;
			k++;
		} else if (!was->v[i]->twin) {
			i++;
		} else if (!now->v[k]->twin) {
			k++;
		} else {
			i++;
			k++;
		}
	}
}

static bool
takes_any(const struct bg_pairing *p)
{
	const char *nargs = bg_item_attr(p->item, "nargs");

	return nargs && strpbrk(nargs, "?*+.") != NULL;
}

/* Places among those that both have; one behind a new one that may be left out has moved. */
static void
count_places(struct bg_arena *arena, const struct row *row, bool now)
{
	unsigned place = 0;
	bool optional = false;

	for (size_t i = 0; i < row->n; i++) {
		struct bg_pairing *p = row->v[i];

		if (!p->twin) {
			optional |= now && takes_any(p);
			continue;
		}
		place++;
		if (optional && takes_any(p)) {
			place++;
			optional = false;
		}
		bg_item_set_attr(arena, p->item, "position", bg_strf(arena, "%u", place));
	}
}

/* Of those that changed places, the first one tells. */
static void
tell_once(struct bg_arena *arena, const struct row *now)
{
	bool told = false;

	for (size_t i = 0; i < now->n; i++) {
		const struct bg_pairing *p = now->v[i], *q = p->twin;

		if (!q || position_of(p) == position_of(q))
			continue;
		if (told)
			bg_item_set_attr(arena, p->item, "position",
			                 bg_item_attr(q->item, "position"));
		told = true;
	}
}

void
bg_positionals_pair(const struct bg_sides *sides, size_t which, struct bg_pairings *was,
                    struct bg_pairings *now)
{
	struct row base = list_positionals(sides->arena, was);
	struct row target = list_positionals(sides->arena, now);
	struct row a, b;
	int order;

	while (base.n && target.n) {
		order = strcmp(parent_of(base.v[0]), parent_of(target.v[0]));
		a = b = (struct row){NULL, 0};
		if (order <= 0)
			a = take_parser(&base);
		if (order >= 0)
			b = take_parser(&target);
		if (!a.n || !b.n)
			continue;
		pair_names(&a, now);
		if (!is_unread(&sides->was[which], parent_of(a.v[0])) &&
		    !is_unread(&sides->now[which], parent_of(a.v[0])))
			pair_places(&a, &b);
		count_places(sides->arena, &a, false);
		count_places(sides->arena, &b, true);
		tell_once(sides->arena, &b);
	}
}
