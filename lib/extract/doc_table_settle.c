/* SPDX-License-Identifier: MIT */
/* Listed Python names of both revisions: withdrawn, promised anew, gone, never there. */
#include "extract/describe.h"
#include "extract/doc.h"
#include "extract/doc_table.h"

/* Whether a revision's code has the name; what cannot be told counts as there. */
static bool
is_there(const struct bg_doc_table *t, const char *id)
{
	struct bg_err err = {0};
	struct bg_py_unit *unit;
	struct bg_py_ref ref;
	const char *rest;

	if (!t || bg_doc_table_find(t->project, id, &unit, &rest, &err) != 0 || !unit)
		return false;
	if (!*rest)
		return true;
	return bg_py_resolve(t->project, unit, rest, &ref, &err) == 0 &&
	       ref.kind != BG_PY_FOUND_NOTHING;
}

static void
index_rows(struct bg_py_table *out, struct bg_arena *arena, const struct bg_doc_table *t)
{
	*out = (struct bg_py_table){.arena = arena};
	for (size_t i = 0; i < t->rows.n; i++)
		*bg_py_table_at(out, t->rows.v[i].id) = &t->rows.v[i];
}

/* The items of a harvest that is not sorted yet, by id; the first of equals. */
static void
index_items(struct bg_py_table *out, struct bg_arena *arena, const struct bg_harvest *h)
{
	void **at;

	*out = (struct bg_py_table){.arena = arena};
	for (size_t i = 0; i < h->items.n; i++) {
		at = bg_py_table_at(out, h->items.v[i].id);
		*at = *at ? *at : &h->items.v[i];
	}
}

/*
 * What one document lists and the other does not, though that one's code has it: only
 * the promise came ("new") or went ("only").
 */
static void
mark_promises(struct bg_arena *arena, const struct bg_harvest *h,
              const struct bg_harvest *other, const char *listed)
{
	const struct bg_doc_table *t = h->kept, *o = other->kept;
	const struct bg_doc_row *row;
	struct bg_py_table rows, items;
	struct bg_item *item;

	index_rows(&rows, arena, o);
	index_items(&items, arena, h);
	for (size_t i = 0; i < t->rows.n; i++) {
		row = &t->rows.v[i];
		if (row->part || bg_py_table_find(&rows, row->id) || !is_there(o, row->id))
			continue;
		item = bg_py_table_find(&items, row->id);
		if (!item)
			continue;
		item->loc = row->loc;
		bg_item_set_fact(arena, item, "listed", listed);
	}
}

/* Whether the code has a member of what is described, or the row's own item. */
static bool
is_found(const struct bg_harvest *now, const struct bg_py_table *items,
         const struct bg_doc_row *row)
{
	return row->found || (row->part && bg_py_table_find(items, row->id)) ||
	       (row->part && is_there(now->kept, row->id));
}

static void
remark(struct bg_arena *arena, const struct bg_harvest *was, struct bg_harvest *now,
       const struct bg_doc_row *row)
{
	const char *dot = strrchr(row->id, '.');
	const char *home = dot ? bg_strndup(arena, row->id, (size_t)(dot - row->id)) : row->id;

	bg_harvest_remark(arena, now,
	                  was->present && is_there(was->kept, row->id) ? "gone" : "never-there",
	                  row->id, row->loc, home);
}

void
bg_doc_table_settle(const struct bg_sides *sides, size_t which)
{
	struct bg_harvest *was = &sides->was[which], *now = &sides->now[which];
	const struct bg_doc_table *a = was->kept, *b = now->kept;
	struct bg_py_table items;

	index_items(&items, sides->arena, now);
	if (b)
		for (size_t i = 0; i < b->rows.n; i++)
			if (!is_found(now, &items, &b->rows.v[i]))
				remark(sides->arena, was, now, &b->rows.v[i]);
	if (!a || !b)
		return;
	bg_describe_settle(sides, which, a->project, b->project);
	mark_promises(sides->arena, was, now, "only");
	mark_promises(sides->arena, now, was, "new");
	bg_doc_fold(sides, which);
}
