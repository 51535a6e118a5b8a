/* SPDX-License-Identifier: MIT */
/* Members that several described classes have from one definition: one change of them all. */
#include <stdlib.h>

#include "extract/describe_pair.h"

/* A member or a parameter at both sides or at one; the other is NULL. */
struct change {
	struct bg_item *was, *now;
	const char *leaf; /* "send", "send(timeout)", "(timeout)" */
	bool own;         /* the class defines it itself */
};

struct changes {
	struct change *v;
	size_t n, cap;
};

static const struct bg_item *
any(const struct change *c)
{
	return c->now ? c->now : c->was;
}

static int
compare_places(const struct bg_item *a, const struct bg_item *b)
{
	int order;

	if (!a || !b)
		return !a - !b;
	order = strcmp(a->loc.path, b->loc.path);
	return order ? order : (a->loc.line > b->loc.line) - (a->loc.line < b->loc.line);
}

/* By what is one definition at both sides. */
static int
by_definition(const struct change *x, const struct change *y)
{
	int order = strcmp(any(x)->kind, any(y)->kind);

	if (!order)
		order = compare_places(x->was, y->was);
	if (!order)
		order = compare_places(x->now, y->now);
	return order ? order : strcmp(x->leaf, y->leaf);
}

static int
by_rank(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int order = by_definition(x, y);

	if (!order)
		order = y->own - x->own;
	return order ? order : strcmp(any(x)->id, any(y)->id);
}

static bool
same_attrs(const struct bg_item *a, const struct bg_item *b)
{
	bool same = a->nattr == b->nattr;

	for (size_t i = 0; same && i < a->nattr; i++)
		same = strcmp(a->attr[i].name, b->attr[i].name) == 0 &&
		       strcmp(a->attr[i].value, b->attr[i].value) == 0;
	return same;
}

static void
add(struct bg_pair_settling *s, struct changes *out, struct bg_item *was, struct bg_item *now)
{
	const struct bg_item *item = now ? now : was;
	const char *own = bg_item_fact(item, "own"), *open = strchr(item->id, '('), *at;
	struct change *c;

	if (!own || !*item->kind || bg_item_fact(item, "told") ||
	    (was && now && same_attrs(was, now)))
		return;
	at = open ? open : item->id + strlen(item->id);
	/* The constructor's parameters have no name of a member before them. */
	if (strcmp(own, "constructor") != 0)
		while (at > item->id && at[-1] != '.')
			at--;
	c = bg_list_add(s->arena, out);
	*c = (struct change){was, now, at, strcmp(own, "yes") == 0};
}

static void
drop(const struct change *c)
{
	if (c->was && c->now)
		c->was->nattr = c->now->nattr = 0;
	else if (c->was)
		c->was->kind = "";
	else
		c->now->kind = "";
}

void
bg_pair_inherited(struct bg_pair_settling *s)
{
	struct changes changes = {0};
	struct bg_item *other;

	for (size_t i = 0; i < s->was->items.n; i++) {
		other = *s->a[i]->kind ? bg_pair_find(s, true, s->a[i]->kind, s->a[i]->id)
		                       : NULL;
		add(s, &changes, s->a[i], other);
	}
	for (size_t i = 0; i < s->now->items.n; i++)
		if (!bg_pair_find(s, false, s->b[i]->kind, s->b[i]->id))
			add(s, &changes, NULL, s->b[i]);
	if (changes.n < 2)
		return;
	qsort(changes.v, changes.n, sizeof(*changes.v), by_rank);
	for (size_t i = 1, first = 0; i < changes.n; i++)
		if (by_definition(&changes.v[first], &changes.v[i]) == 0)
			drop(&changes.v[i]);
		else
			first = i;
}
