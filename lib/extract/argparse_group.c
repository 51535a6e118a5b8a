/* SPDX-License-Identifier: MIT */
/*
 * Mutually exclusive groups. A group breaks command lines that gave two options which both
 * revisions have, and, when it is required, those that gave none of them; a new option in
 * a group breaks nobody.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "extract/parser_pair.h"

static const char *
group_of(const struct bg_pairing *p)
{
	return bg_item_fact(p->item, "group");
}

static int
by_group(const void *a, const void *b)
{
	const struct bg_pairing *x = *(struct bg_pairing *const *)a;
	const struct bg_pairing *y = *(struct bg_pairing *const *)b;
	int order = strcmp(x->item->parent, y->item->parent);

	if (order == 0)
		order = strcmp(group_of(x), group_of(y));
	return order ? order : (x > y) - (x < y);
}

static bool
same_group(const struct bg_pairing *a, const struct bg_pairing *b)
{
	return strcmp(a->item->parent, b->item->parent) == 0 &&
	       strcmp(group_of(a), group_of(b)) == 0;
}

/* The names of those of a group that count, without their command. */
static const char *
join_names(struct bg_arena *arena, struct bg_pairing *const *v, size_t n, bool twins)
{
	struct bg_buf buf = {.arena = arena};

	for (size_t i = 0; i < n; i++)
		if (v[i]->twin || !twins)
			bg_buf_printf(&buf, "%s%s", buf.n ? "|" : "",
			              v[i]->item->id + strlen(v[i]->item->parent) + 1);
	return bg_buf_str(&buf);
}

/* twins: only what both revisions have excludes each other. */
static void
tell_group(struct bg_arena *arena, struct bg_pairing *const *v, size_t n, bool twins)
{
	size_t first = 0;
	const char *names;

	for (size_t i = 0; i < n; i++) {
		names = join_names(arena, v + i + 1, n - i - 1, twins);
		if (*names && (v[i]->twin || !twins))
			bg_item_set_attr(arena, v[i]->item, "excludes", names);
	}
	if (!bg_item_fact(v[0]->item, "group-required"))
		return;
	while (twins && first < n && !v[first]->twin)
		first++;
	bg_item_set_attr(arena, v[first < n ? first : 0]->item, "group", "required");
}

static void
tell_groups(struct bg_arena *arena, const struct bg_pairings *list, bool twins)
{
	struct bg_pairing **v = bg_calloc(arena, list->n + 1, sizeof(*v));
	size_t n = 0, to;

	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].carries && list->v[i].item->parent && group_of(&list->v[i]))
			v[n++] = &list->v[i];
	if (n)
		qsort(v, n, sizeof(*v), by_group);
	for (size_t from = 0; from < n; from = to) {
		for (to = from + 1; to < n && same_group(v[from], v[to]);)
			to++;
		if (to - from > BG_GROUP_MOST)
			to = from + BG_GROUP_MOST;
		tell_group(arena, v + from, to - from, twins);
	}
}

void
bg_groups_pair(struct bg_arena *arena, struct bg_pairings *was, struct bg_pairings *now,
               bool both)
{
	tell_groups(arena, was, both);
	tell_groups(arena, now, both);
}
