/* SPDX-License-Identifier: MIT */
/* What can only be told of a Python name with both revisions at hand. */
#include <stdlib.h>

#include "extract/describe.h"
#include "python/annotation.h"

static int
by_identity(const void *a, const void *b)
{
	const struct bg_item *x = *(struct bg_item *const *)a, *y = *(struct bg_item *const *)b;
	int order = strcmp(x->kind, y->kind);

	return order ? order : strcmp(x->id, y->id);
}

/* The items of a side, sorted; as many as items.n. */
static struct bg_item **
sorted(struct bg_arena *arena, struct bg_harvest *h)
{
	struct bg_item **v = bg_calloc(arena, h->items.n + 1, sizeof(struct bg_item *));

	for (size_t i = 0; i < h->items.n; i++)
		v[i] = &h->items.v[i];
	if (h->items.n > 1)
		qsort(v, h->items.n, sizeof(struct bg_item *), by_identity);
	return v;
}

struct pair {
	struct bg_arena *arena;
	struct bg_item *was;
	const struct bg_item *now;
	struct bg_py_project *before, *after;
};

static void
move_type(const struct pair *p, const char *attr, const char *fact)
{
	struct bg_py_type_text was = {bg_item_attr(p->was, attr), bg_item_fact(p->was, fact)};
	const struct bg_py_type_text now = {bg_item_attr(p->now, attr),
	                                    bg_item_fact(p->now, fact)};
	const char *text = was.text, *is = was.is;

	if (!text || !now.text || strcmp(text, now.text) == 0)
		return;
	bg_py_types_move(&was, &now, p->arena, p->before, p->after);
	if (was.text != text)
		bg_item_set_attr(p->arena, p->was, attr, was.text);
	if (was.is && was.is != is)
		bg_item_set_fact(p->arena, p->was, fact, was.is);
}

/* Whether an id stands below another: a member, a parameter. */
static bool
is_below(const char *id, const char *above)
{
	size_t n = strlen(above);

	return strncmp(id, above, n) == 0 && (id[n] == '.' || id[n] == '(');
}

/* What is another sort of thing now has nothing below it that could be compared. */
static void
drop_below(struct bg_harvest *h, const struct bg_strings *other)
{
	size_t n = 0, k;

	for (size_t i = 0; i < h->items.n; i++) {
		for (k = 0; k < other->n; k++)
			if (is_below(h->items.v[i].id, other->v[k]))
				break;
		if (k == other->n)
			h->items.v[n++] = h->items.v[i];
	}
	h->items.n = n;
}

static bool
same_sort(const struct bg_item *a, const struct bg_item *b)
{
	const char *was = bg_item_attr(a, "is"), *now = bg_item_attr(b, "is");

	return !was || !now || strcmp(was, now) == 0;
}

void
bg_describe_settle(const struct bg_sides *sides, size_t which, struct bg_py_project *before,
                   struct bg_py_project *after)
{
	struct bg_harvest *was = &sides->was[which], *now = &sides->now[which];
	struct bg_item **a = sorted(sides->arena, was), **b = sorted(sides->arena, now);
	struct bg_strings other = {0};
	struct pair p = {.arena = sides->arena, .before = before, .after = after};
	size_t i = 0, k = 0;
	int order;

	while (i < was->items.n && k < now->items.n) {
		order = by_identity(&a[i], &b[k]);
		if (order == 0) {
			p.was = a[i];
			p.now = b[k];
			if (!same_sort(a[i], b[k]))
				bg_strings_add(sides->arena, &other, a[i]->id);
			if (before && after) {
				move_type(&p, "returns", "returns-is");
				move_type(&p, "type", "type-is");
			}
		}
		i += order <= 0;
		k += order >= 0;
	}
	if (!other.n)
		return;
	drop_below(was, &other);
	drop_below(now, &other);
}
