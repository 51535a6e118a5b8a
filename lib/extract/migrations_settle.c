/* SPDX-License-Identifier: MIT */
/* Migrations over both revisions: what is new and destroys, was edited, or was squashed. */
#include <stdlib.h>

#include "extract/migrations.h"

enum { MOST = 6 }; /* operations that one finding tells */

static int
by_path(const void *key, const void *element)
{
	return strcmp(key, ((const struct bg_migration *)element)->path);
}

/* They were read in the order of their paths. */
static const struct bg_migration *
find(const struct bg_migrations *all, const char *path)
{
	return all && all->n ? bsearch(path, all->v, all->n, sizeof(*all->v), by_path) : NULL;
}

static bool
was_unread(const struct bg_harvest *h, const char *path)
{
	for (size_t i = 0; i < h->unread.n; i++)
		if (!h->unread.v[i].item || strcmp(h->unread.v[i].item, path) == 0)
			return true;
	return false;
}

/* ---- what is new ------------------------------------------------------------------- */

/* Whether it came with this release, and is no sum of others. */
static bool
is_new(const struct bg_harvest *was, const struct bg_migration *m)
{
	return !find(was->kept, m->path) && !m->covers.n && !was_unread(was, m->path);
}

/* What stands behind the operation's word, told apart by directory; NULL: nothing. */
static char *
key_of(struct bg_arena *arena, const struct bg_migration *m, const struct bg_operation *o)
{
	const char *space = strchr(o->text, ' ');

	return space ? bg_strf(arena, "%s %s", m->dir, space + 1) : NULL;
}

/* The models and fields that only new migrations make. */
static void
collect_made(struct bg_py_table *made, const struct bg_migration *m)
{
	for (size_t i = 0; i < m->operations.n; i++) {
		const struct bg_operation *o = &m->operations.v[i];

		if (bg_starts(o->text, "CreateModel ") || bg_starts(o->text, "AddField "))
			*bg_py_table_at(made, key_of(made->arena, m, o)) = made;
	}
}

/* Whether no database had before what the operation takes away. */
static bool
is_made(const struct bg_py_table *made, const struct bg_migration *m,
        const struct bg_operation *o)
{
	char *key = key_of(made->arena, m, o), *dot;

	if (!key || !made->n)
		return false;
	if (bg_py_table_find(made, key))
		return true;
	dot = strrchr(key, '.');
	if (!dot || dot < strchr(key, ' '))
		return false;
	*dot = '\0';
	return bg_py_table_find(made, key) != NULL;
}

static void
tell_harm(const struct bg_py_table *made, struct bg_harvest *now, const struct bg_migration *m)
{
	struct bg_buf text = {.arena = made->arena};
	struct bg_loc loc = {m->path, 0};
	size_t n = 0;

	for (size_t i = 0; i < m->operations.n; i++) {
		const struct bg_operation *o = &m->operations.v[i];

		if (!o->harm || is_made(made, m, o))
			continue;
		if (!loc.line)
			loc.line = o->line;
		if (n < MOST)
			bg_buf_printf(&text, "%s%s", n ? ", " : "", o->harm);
		n++;
	}
	if (n > MOST)
		bg_buf_printf(&text, " and %zu more", n - MOST);
	if (n)
		bg_harvest_remark(made->arena, now, "destructive", m->path, loc,
		                  bg_buf_str(&text));
}

static void
tell_unknown(const struct bg_sides *sides, struct bg_harvest *now, const struct bg_migration *m)
{
	const char *why = m->unknown ? m->unknown : m->unsure;

	if (why)
		bg_harvest_note(sides->arena, now, m->path,
		                m->unknown ? m->unknown_line : m->unsure_line,
		                bg_strf(sides->arena,
		                        "whether this migration destroys data is not known: %s",
		                        why));
}

/* ---- what was there already ----------------------------------------------------------- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(((const struct bg_operation *)a)->text,
	              ((const struct bg_operation *)b)->text);
}

static struct bg_operation *
sorted(struct bg_arena *arena, const struct bg_migration *m)
{
	size_t n = m->operations.n;
	struct bg_operation *v = bg_calloc(arena, n + 1, sizeof(*v));

	if (n) {
		memcpy(v, m->operations.v, n * sizeof(*v));
		qsort(v, n, sizeof(*v), by_text);
	}
	return v;
}

/* The first operation of one that the other lacks, with its sign; NULL: they are equal. */
static const char *
first_difference(struct bg_arena *arena, const struct bg_migration *was,
                 const struct bg_migration *now)
{
	struct bg_operation *a = sorted(arena, was), *b = sorted(arena, now);
	size_t i = 0, k = 0;
	int order;

	while (i < was->operations.n || k < now->operations.n) {
		order = i == was->operations.n   ? 1
		        : k == now->operations.n ? -1
		                                 : strcmp(a[i].text, b[k].text);
		if (order < 0)
			return bg_strf(arena, "it no longer has %s", a[i].text);
		if (order > 0)
			return bg_strf(arena, "it has %s now", b[k].text);
		i++, k++;
	}
	return NULL;
}

static void
tell_edit(const struct bg_sides *sides, struct bg_harvest *h, const struct bg_migration *was,
          const struct bg_migration *now)
{
	const char *what;

	if (was->unknown || now->unknown)
		return;
	what = first_difference(sides->arena, was, now);
	if (what)
		bg_harvest_remark(sides->arena, h, "edited", now->path,
		                  (struct bg_loc){now->path, 0}, what);
}

/* ---- what is gone ------------------------------------------------------------------------- */

/* Whether a migration that is still there replaces it, or did at the base. */
static bool
is_replaced(const struct bg_migrations *side, const struct bg_migrations *now,
            const struct bg_migration *gone)
{
	for (size_t i = 0; side && i < side->n; i++) {
		const struct bg_migration *m = &side->v[i];

		if (!m->covers.n || strcmp(m->dir, gone->dir) != 0 || !find(now, m->path))
			continue;
		for (size_t k = 0; k < m->covers.n; k++)
			if (strcmp(m->covers.v[k], gone->name) == 0)
				return true;
	}
	return false;
}

static void
mark_gone(const struct bg_sides *sides, struct bg_harvest *h, const struct bg_migrations *was,
          const struct bg_migrations *now)
{
	for (size_t i = 0; i < h->items.n; i++) {
		struct bg_item *item = &h->items.v[i];
		const struct bg_migration *m =
			strcmp(item->kind, "migration") == 0 ? find(was, item->id) : NULL;

		if (m && !find(now, item->id) &&
		    (is_replaced(now, now, m) || is_replaced(was, now, m)))
			bg_item_set_fact(sides->arena, item, "replaced", "yes");
	}
}

void
bg_migrations_settle(const struct bg_sides *sides, size_t which)
{
	struct bg_harvest *was = &sides->was[which], *now = &sides->now[which];
	const struct bg_migrations *old = was->kept, *all = now->kept;
	struct bg_py_table made = {.arena = sides->arena};

	if (!was->present || !now->present)
		return;
	for (size_t i = 0; all && i < all->n; i++)
		if (is_new(was, &all->v[i]))
			collect_made(&made, &all->v[i]);
	for (size_t i = 0; all && i < all->n; i++) {
		const struct bg_migration *m = &all->v[i], *before = find(old, m->path);

		if (before)
			tell_edit(sides, now, before, m);
		if (!is_new(was, m))
			continue;
		tell_harm(&made, now, m);
		tell_unknown(sides, now, m);
	}
	mark_gone(sides, was, old, all);
}
