/* SPDX-License-Identifier: MIT */
/*
 * Which argument of the base is which of the target. An argument has several strings, and
 * what is true of all of them stands at one: at one that both revisions have, whatever the
 * order they are written in.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/parser_pair.h"

static int
by_id(const void *a, const void *b)
{
	const struct bg_item *x = (*(const struct bg_pairing *)a).item;
	const struct bg_item *y = (*(const struct bg_pairing *)b).item;
	int order = strcmp(x->id, y->id);

	if (order == 0)
		order = strcmp(x->kind, y->kind);
	if (order == 0)
		order = strcmp(x->loc.path, y->loc.path);
	return order ? order : (x->loc.line > y->loc.line) - (x->loc.line < y->loc.line);
}

struct bg_pairing *
bg_pairing_find(const struct bg_pairings *list, const char *kind, const char *id)
{
	size_t low = 0, high = list->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(list->v[middle].item->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < list->n && strcmp(list->v[low].item->id, id) == 0; low++)
		if (strcmp(list->v[low].item->kind, kind) == 0)
			return &list->v[low];
	return NULL;
}

static struct bg_pairing *
main_of(struct bg_arena *arena, const struct bg_pairings *list, struct bg_pairing *p)
{
	const char *main = bg_item_fact(p->item, "alias-of");
	struct bg_pairing *found;

	if (!main || !p->item->parent)
		return p;
	found = bg_pairing_find(list, "option", bg_strf(arena, "%s %s", p->item->parent, main));
	return found ? found : p;
}

void
bg_pairings_list(struct bg_arena *arena, struct bg_pairings *out, struct bg_harvest *h)
{
	out->n = h->items.n;
	out->v = bg_calloc(arena, h->items.n + 1, sizeof(*out->v));
	for (size_t i = 0; i < out->n; i++)
		out->v[i].item = &h->items.v[i];
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_id);
	for (size_t i = 0; i < out->n; i++) {
		out->v[i].main = main_of(arena, out, &out->v[i]);
		out->v[i].carries = out->v[i].main == &out->v[i];
	}
}

static bool
is_option(const struct bg_pairing *p)
{
	return strcmp(p->item->kind, "option") == 0;
}

/* Takes what is true of the argument from the string that says it. */
static void
take_attributes(struct bg_arena *arena, struct bg_pairing *p)
{
	p->carries = true;
	if (p->main == p)
		return;
	p->item->attr = p->main->item->attr;
	p->item->nattr = p->main->item->nattr;
	if (bg_item_fact(p->item, "opposite"))
		bg_item_set_attr(arena, p->item, "action", "store_false");
}

/*
 * Whether p and q, one string at both revisions, is the one to compare two arguments by:
 * the main one of either, else the first by name.
 */
static bool
is_chosen(struct bg_pairing *p, const struct bg_pairing *q)
{
	const struct bg_pairing *other = p->main->twin;

	if (p->main == p)
		return true;
	if (other && other->main == q->main)
		return false;
	other = q->main->twin;
	if (q->main == q)
		return true;
	if ((other && other->main == p->main) || p->main->stand_in == q->main)
		return false;
	p->main->stand_in = q->main;
	return true;
}

/* What only one revision has comes or goes; the argument itself is told by another string. */
static void
release(const struct bg_pairings *list)
{
	for (size_t i = 0; i < list->n; i++) {
		struct bg_pairing *p = &list->v[i];

		if (is_option(p) && p->main == p && !p->chosen && p->paired) {
			p->item->attr = NULL;
			p->item->nattr = 0;
			p->carries = false;
		}
	}
}

static void
pair_options(struct bg_arena *arena, struct bg_pairings *was, struct bg_pairings *now)
{
	for (size_t i = 0; i < was->n; i++) {
		struct bg_pairing *p = &was->v[i], *q;

		q = is_option(p) ? bg_pairing_find(now, "option", p->item->id) : NULL;
		if (!q || q->twin)
			continue;
		p->twin = q;
		q->twin = p;
		p->main->paired = q->main->paired = true;
	}
	for (size_t i = 0; i < was->n; i++) {
		struct bg_pairing *p = &was->v[i];

		if (!p->twin || !is_option(p) || !is_chosen(p, p->twin))
			continue;
		take_attributes(arena, p);
		take_attributes(arena, p->twin);
		p->chosen = p->twin->chosen = true;
	}
	release(was);
	release(now);
}

static bool
has_command(const struct bg_harvest *h, const char *id)
{
	for (size_t i = 0; i < h->items.n; i++)
		if (strcmp(h->items.v[i].id, id) == 0 &&
		    strcmp(h->items.v[i].kind, "command") == 0)
			return true;
	return false;
}

/* A command that overrides another one comes and goes unseen; its own flags do not. */
static void
drop_overrides(struct bg_arena *arena, struct bg_harvest *h, const struct bg_harvest *other)
{
	size_t n = 0;

	for (size_t i = 0; i < h->items.n; i++) {
		const struct bg_item *item = &h->items.v[i];
		const char *overrides = bg_item_fact(item, "overrides");

		if (!overrides || has_command(other, item->id)) {
			h->items.v[n++] = *item;
			continue;
		}
		bg_harvest_note(arena, h, item->loc.path, item->loc.line,
		                bg_strf(arena,
		                        "'%s' stands for '%s', which is there without it",
		                        item->id, overrides));
	}
	h->items.n = n;
}

static bool
is_same_fact(const struct bg_item *a, const struct bg_item *b, const char *name)
{
	const char *x = bg_item_fact(a, name), *y = b ? bg_item_fact(b, name) : NULL;

	return x && y ? strcmp(x, y) == 0 : x == y;
}

/* What went from a command that another class makes now may be there through that class. */
static void
doubt_lost(struct bg_arena *arena, const struct bg_pairings *was, const struct bg_pairings *now,
           struct bg_harvest *h)
{
	for (size_t i = 0; i < was->n; i++) {
		const struct bg_item *lost = was->v[i].item;
		const char *command = bg_strndup(arena, lost->id, strcspn(lost->id, " "));
		const struct bg_pairing *old = bg_pairing_find(was, "command", command);
		const struct bg_pairing *new = bg_pairing_find(now, "command", command);
		const char *external = new ? bg_item_fact(new->item, "external") : NULL;

		if (was->v[i].twin || strcmp(lost->kind, "command") == 0 || !external ||
		    is_same_fact(new->item, old ? old->item : NULL, "external"))
			continue;
		bg_harvest_unread_item(arena, h, command, new->item->loc,
		                       bg_strf(arena, "what '%s' adds is not known", external));
	}
}

void
bg_parsers_pair(const struct bg_sides *sides, size_t which)
{
	struct bg_harvest *was = &sides->was[which], *now = &sides->now[which];
	struct bg_pairings base, target;

	if (was->present && now->present) {
		drop_overrides(sides->arena, was, now);
		drop_overrides(sides->arena, now, was);
	}
	bg_pairings_list(sides->arena, &base, was);
	bg_pairings_list(sides->arena, &target, now);
	if (was->present && now->present) {
		pair_options(sides->arena, &base, &target);
		bg_positionals_pair(sides, which, &base, &target);
		doubt_lost(sides->arena, &base, &target, now);
	}
	bg_groups_pair(sides->arena, &base, &target, was->present && now->present);
}
