/* SPDX-License-Identifier: MIT */
/* Tasks over both revisions: which of them count, and which only changed their name. */
#include "extract/describe.h"
#include "extract/tasks.h"

static bool
fact_is(const struct bg_item *item, const char *name, const char *value)
{
	const char *found = bg_item_fact(item, name);

	return found && strcmp(found, value) == 0;
}

static struct bg_item *
find_task(const struct bg_harvest *h, const char *fact, const char *value)
{
	for (size_t i = 0; i < h->items.n; i++) {
		struct bg_item *item = &h->items.v[i];

		if (strcmp(item->kind, "task") == 0 &&
		    (fact ? fact_is(item, fact, value) : strcmp(item->id, value) == 0))
			return item;
	}
	return NULL;
}

/* A task that a document names at either side counts at both. */
static bool
counts(const struct bg_sides *sides, size_t which, const struct bg_item *item)
{
	const char *id = item->parent ? item->parent : item->id;
	const struct bg_item *was = find_task(&sides->was[which], NULL, id);
	const struct bg_item *now = find_task(&sides->now[which], NULL, id);

	return (was && fact_is(was, "counts", "yes")) || (now && fact_is(now, "counts", "yes"));
}

static void
mark_uncounted(const struct bg_sides *sides, size_t which, const struct bg_harvest *h,
               bool *drop)
{
	for (size_t i = 0; i < h->items.n; i++)
		drop[i] = !counts(sides, which, &h->items.v[i]);
}

static void
drop_items(struct bg_harvest *h, const bool *drop)
{
	size_t n = 0;

	for (size_t i = 0; i < h->items.n; i++)
		if (!drop[i])
			h->items.v[n++] = h->items.v[i];
	h->items.n = n;
}

static void
mark_renamed(const struct bg_sides *sides, size_t which)
{
	struct bg_harvest *was = &sides->was[which], *now = &sides->now[which];

	for (size_t i = 0; i < was->items.n; i++) {
		struct bg_item *item = &was->items.v[i];
		const char *function = bg_item_fact(item, "function");
		const struct bg_item *other;

		if (!function || find_task(now, NULL, item->id))
			continue;
		other = find_task(now, "function", function);
		if (other && !find_task(was, NULL, other->id))
			bg_item_set_fact(sides->arena, item, "renamed-to", other->id);
	}
}

void
bg_tasks_settle(const struct bg_sides *sides, size_t which)
{
	struct bg_harvest *was = &sides->was[which], *now = &sides->now[which];
	bool *drop_was = bg_calloc(sides->arena, was->items.n + 1, sizeof(bool));
	bool *drop_now = bg_calloc(sides->arena, now->items.n + 1, sizeof(bool));

	mark_renamed(sides, which);
	mark_uncounted(sides, which, was, drop_was);
	mark_uncounted(sides, which, now, drop_now);
	drop_items(was, drop_was);
	drop_items(now, drop_now);
	bg_describe_settle(sides, which, was->kept, now->kept);
	bg_tasks_compare(sides, which);
}
