/* SPDX-License-Identifier: MIT */
/* What the CHANGELOG says of a whole by what it says of its parts. */
#include <string.h>

#include "policy/bench.h"

/* What was read of a surface where the item is. */
static const struct bg_harvest *
harvest_of(const struct bg_bench *b, const struct bg_change *c)
{
	const struct bg_sides *sides = b->facts->sides;
	const struct bg_policy *policy = b->facts->policy;

	for (size_t i = 0; i < sides->n; i++)
		if (strcmp(policy->specs.v[i].id, c->surface) == 0)
			return c->op == BG_ADDED ? &sides->now[i] : &sides->was[i];
	return NULL;
}

const struct bg_entry *
bg_bench_named_part(const struct bg_bench *b, const struct bg_change *c, enum bg_named *named)
{
	const struct bg_harvest *h = c->children ? harvest_of(b, c) : NULL;
	const char *id = c->op == BG_ADDED ? c->now->id : c->was->id;
	const struct bg_entry *entry, *found = NULL;
	struct bg_subject subject;

	*named = BG_NAMED_NO;
	for (size_t i = 0; h && i < h->items.n; i++) {
		const struct bg_item *part = &h->items.v[i];

		if (!part->parent || strcmp(part->parent, id) != 0)
			continue;
		bg_subject_make(&subject, b->arena, part);
		entry = bg_concordance_names(b->named, &subject, named);
		if (*named == BG_NAMED_EXACT) {
			found = entry;
			if (c->op == BG_ADDED)
				break;
		} else if (c->op != BG_ADDED) {
			found = NULL;
			break;
		}
	}
	*named = found ? BG_NAMED_EXACT : BG_NAMED_NO;
	return found;
}

int
bg_bench_announced_parts(const struct bg_bench *b, const struct bg_change *c,
                         struct bg_announcement *out, struct bg_subject *subject,
                         struct bg_err *err)
{
	const bool whole = c->op == BG_REMOVED && bg_item_fact(c->was, "whole");
	const struct bg_harvest *h = whole ? harvest_of(b, c) : NULL;
	struct bg_announcement one;
	struct bg_subject part;

	for (size_t i = 0; h && i < h->items.n; i++) {
		const struct bg_item *item = &h->items.v[i];

		if (!item->parent || strcmp(item->parent, c->was->id) != 0)
			continue;
		bg_subject_make(&part, b->arena, item);
		one = (struct bg_announcement){0};
		if (bg_announcement_find(&one, b->facts->history, &part, err) != 0)
			return -1;
		if (out->since && one.since && one.releases >= out->releases)
			continue;
		*out = one;
		*subject = part;
		if (!one.since)
			break;
	}
	return 0;
}
