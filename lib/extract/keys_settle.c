/* SPDX-License-Identifier: MIT */
/*
 * Keys over both revisions: what the code accepts is the authority, so that a sample does
 * not keep a key alive; a key that is read where its place cannot be told is held back.
 */
#include "extract/accept.h"

struct settling {
	struct bg_arena *arena;
	struct bg_harvest *was, *now;
	struct bg_py_table of_was, of_now; /* items by id */
};

static void
index_items(struct bg_arena *arena, struct bg_harvest *h, struct bg_py_table *table)
{
	*table = (struct bg_py_table){.arena = arena};
	for (size_t i = 0; i < h->items.n; i++)
		*bg_py_table_at(table, h->items.v[i].id) = &h->items.v[i];
}

static bool
is_accepted(const struct bg_item *item)
{
	const char *evidence = item ? bg_item_fact(item, "evidence") : NULL;

	return evidence && (strcmp(evidence, "code") == 0 || strcmp(evidence, "both") == 0);
}

static bool
is_shown(const struct bg_item *item)
{
	const char *evidence = item ? bg_item_fact(item, "evidence") : NULL;

	return evidence && strcmp(evidence, "sample") == 0;
}

static const struct bg_keys_kept *
kept_of(const struct bg_harvest *h)
{
	return h->present ? h->kept : NULL;
}

bool
bg_keys_coded(const struct bg_harvest *h)
{
	const struct bg_keys_kept *kept = kept_of(h);

	return kept && kept->read && !h->unread.n;
}

/* A read of a key of that name whose place is not known, or NULL. */
static const struct bg_loose *
find_loose(const struct bg_harvest *h, const char *id)
{
	const struct bg_keys_kept *kept = kept_of(h);
	const char *leaf = strrchr(id, '.');

	leaf = leaf ? leaf + 1 : id;
	for (size_t i = 0; kept && i < kept->loose.n; i++)
		if (strcmp(kept->loose.v[i].name, leaf) == 0)
			return &kept->loose.v[i];
	return NULL;
}

/* The key may be meant by a read on that side: it is neither there nor gone. */
static bool
hold_back(const struct settling *s, struct bg_harvest *h, const char *id)
{
	const struct bg_loose *loose = find_loose(h, id);

	if (!loose)
		return false;
	bg_harvest_unread_item(s->arena, h, id, loose->loc,
	                       bg_strf(s->arena,
	                               "a key '%s' is read here, but of what cannot be told",
	                               loose->name));
	return true;
}

/* The reader is gone or is not followed any more: that says nothing about its keys. */
static void
miss_reader(const struct settling *s)
{
	const struct bg_spec *spec = s->now->spec;
	const struct bg_loc *loc = NULL;

	if (s->now->unread.n)
		return;
	for (size_t i = 0; i < s->was->items.n && !loc; i++)
		if (is_accepted(&s->was->items.v[i]))
			loc = &s->was->items.v[i].loc;
	bg_harvest_unread(s->arena, s->now, loc ? loc->path : spec->loc.path, 0,
	                  "no code is found any more that loads the document");
}

/* A key that the code accepted at the base. False: its item at the target goes. */
static bool
keeps(const struct settling *s, const struct bg_item *now)
{
	const struct bg_keys_kept *kept = kept_of(s->now);
	const struct bg_item *was = bg_py_table_find(&s->of_was, now->id);

	return !is_shown(now) || !is_accepted(was) || !kept || !kept->read ||
	       find_loose(s->now, now->id);
}

static void
drop_unaccepted(struct settling *s)
{
	const struct bg_item *up;
	size_t n = 0;
	bool *drop = bg_calloc(s->arena, s->now->items.n + 1, sizeof(*drop));

	for (size_t i = 0; i < s->now->items.n; i++) {
		for (up = &s->now->items.v[i]; up && !drop[i];
		     up = up->parent ? bg_py_table_find(&s->of_now, up->parent) : NULL)
			drop[i] = !keeps(s, up);
		drop[i] &= is_shown(&s->now->items.v[i]);
	}
	for (size_t i = 0; i < s->now->items.n; i++)
		if (!drop[i])
			s->now->items.v[n++] = s->now->items.v[i];
	s->now->items.n = n;
	index_items(s->arena, s->now, &s->of_now);
}

static void
settle_removed(const struct settling *s)
{
	const struct bg_keys_kept *kept = kept_of(s->now);
	bool missing = false;

	for (size_t i = 0; i < s->was->items.n; i++) {
		const struct bg_item *was = &s->was->items.v[i];

		if (!is_accepted(was) || bg_py_table_find(&s->of_now, was->id))
			continue;
		if (!hold_back(s, s->now, was->id))
			missing |= !kept || !kept->read;
	}
	if (missing)
		miss_reader(s);
}

/* Types are compared where both sides show some. */
static void
share_types(const struct settling *s, struct bg_item *was, struct bg_item *now)
{
	const char *a = bg_item_attr(was, "types"), *b = bg_item_attr(now, "types");

	if (a && !b)
		bg_item_set_attr(s->arena, now, "types", a);
	else if (b && !a)
		bg_item_set_attr(s->arena, was, "types", b);
}

static void
settle_added(const struct settling *s)
{
	for (size_t i = 0; i < s->now->items.n; i++) {
		struct bg_item *now = &s->now->items.v[i];
		struct bg_item *was = bg_py_table_find(&s->of_was, now->id);

		if (was)
			share_types(s, was, now);
		else if (is_accepted(now))
			hold_back(s, s->was, now->id);
	}
}

void
bg_keys_settle(const struct bg_sides *sides, size_t which)
{
	struct settling s = {
		.arena = sides->arena, .was = &sides->was[which], .now = &sides->now[which]};

	if (!s.was->present || !s.now->present)
		return;
	index_items(s.arena, s.was, &s.of_was);
	index_items(s.arena, s.now, &s.of_now);
	drop_unaccepted(&s);
	settle_removed(&s);
	settle_added(&s);
}
