/* SPDX-License-Identifier: MIT */
/* Positional parameters of both revisions: which one a call by position means. */
#include "extract/describe_pair.h"

static void
split(struct bg_arena *arena, const char *list, struct bg_strings *out)
{
	size_t n;

	for (; *list; list += n) {
		list += strspn(list, ", ");
		n = strcspn(list, ",");
		if (n)
			bg_strings_add(arena, out, bg_strndup(arena, list, n));
	}
}

/* Where a name stands; SIZE_MAX: nowhere. */
static size_t
place(const struct bg_strings *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i], name) == 0)
			return i;
	return SIZE_MAX;
}

/* A parameter of the callable, whatever its kind. */
static struct bg_item *
parameter(struct bg_pair_settling *s, bool now, const struct bg_item *of, const char *name)
{
	return bg_pair_find(s, now, "parameter", bg_strf(s->arena, "%s(%s)", of->id, name));
}

/* Whether no call can name it. */
static bool
is_nameless(const struct bg_item *parameter)
{
	return strcmp(bg_item_attr(parameter, "kind"), "positional-only") == 0;
}

/*
 * One that gave its place to another, with all around it as it was: a rename. The new one
 * is called as the old one was, and both say their names.
 */
static void
find_renames(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b,
             struct bg_strings *was, struct bg_strings *now)
{
	struct bg_item *old, *new;

	for (size_t i = 0; i < was->n && was->n == now->n; i++) {
		old = parameter(s, false, a, was->v[i]);
		new = parameter(s, true, b, now->v[i]);
		if (!old || !new || strcmp(was->v[i], now->v[i]) == 0 ||
		    parameter(s, true, b, was->v[i]) || parameter(s, false, a, now->v[i]))
			continue;
		if (!is_nameless(old) || !is_nameless(new)) {
			bg_item_set_attr(s->arena, old, "name", was->v[i]);
			bg_item_set_attr(s->arena, new, "name", now->v[i]);
		}
		*bg_list_add(s->arena, &s->renamed) = (struct bg_pair_name){new, old->id};
		now->v[i] = was->v[i];
	}
}

/* Whether a call by position means another parameter: what goes is a change of its own. */
static bool
is_moved(const struct bg_strings *was, const struct bg_strings *now)
{
	size_t last = 0, at;
	bool inserted = false;

	for (size_t i = 0; i < now->n; i++) {
		at = place(was, now->v[i]);
		if (at == SIZE_MAX) {
			inserted = true;
			continue;
		}
		if (inserted || at < last)
			return true;
		last = at;
	}
	return false;
}

/* "*args" by another name takes what it did; so does "**kwargs". */
void
bg_pair_further(struct bg_pair_settling *s, struct bg_item *a)
{
	const char *kind = bg_item_attr(a, "kind"), *is;
	struct bg_item *b;

	if (!kind || *kind != '*' || bg_pair_find(s, true, "parameter", a->id))
		return;
	for (size_t i = 0; i < s->now->items.n; i++) {
		b = &s->now->items.v[i];
		is = bg_item_attr(b, "kind");
		if (!is || !b->parent || !a->parent || strcmp(is, kind) != 0 ||
		    strcmp(a->parent, b->parent) != 0 ||
		    bg_pair_find(s, false, "parameter", b->id))
			continue;
		*bg_list_add(s->arena, &s->renamed) = (struct bg_pair_name){b, a->id};
		return;
	}
}

void
bg_pair_order(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b)
{
	const char *from = bg_item_fact(a, "order"), *to = bg_item_fact(b, "order");
	struct bg_strings was = {0}, now = {0};

	if (strcmp(from, to) == 0)
		return;
	split(s->arena, from, &was);
	split(s->arena, to, &now);
	find_renames(s, a, b, &was, &now);
	if (!is_moved(&was, &now))
		return;
	bg_item_set_attr(s->arena, a, "order", from);
	bg_item_set_attr(s->arena, b, "order", to);
}
