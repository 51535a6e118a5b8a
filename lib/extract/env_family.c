/* SPDX-License-Identifier: MIT */
/*
 * Families: names that differ in an identifier of the deployment, as a team's. Which
 * names are one is decided over both sides, so that a sample dropped is no change.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "extract/env.h"

#define MOST_NAME 256
#define MOST_PARTS 16
#define LEAST_ID 8

struct member {
	const char *glob, *name;
};

struct families {
	struct bg_arena *arena;
	struct bg_strings globs;        /* of placeholders, sorted */
	BG_LIST(struct member) members; /* by name: what the last parts tell */
};

static bool
is_present(const struct bg_harvest *h)
{
	return h->present && h->kept;
}

static void
add_placeholders(struct families *f, const struct bg_harvest *h)
{
	const struct bg_env_kept *kept = h->kept;

	if (!is_present(h))
		return;
	for (size_t i = 0; i < kept->placeholders.n; i++)
		bg_strings_add(f->arena, &f->globs, kept->placeholders.v[i].glob);
}

/* A last part of at least eight characters of [A-Z0-9] with a digit: an identifier. */
static const char *
find_id_part(const char *name)
{
	const char *part = strrchr(name, '_'), *c;
	bool digit = false;

	if (!part || part == name || strlen(name) > MOST_NAME)
		return NULL;
	for (c = ++part; *c; c++) {
		if (!bg_is_upper(*c) && !bg_is_digit(*c))
			return NULL;
		digit |= bg_is_digit(*c);
	}
	return digit && c - part >= LEAST_ID ? part : NULL;
}

static void
add_members(struct families *f, const struct bg_harvest *h)
{
	const char *name, *part;

	for (size_t i = 0; i < h->items.n; i++) {
		name = h->items.v[i].id;
		part = find_id_part(name);
		if (part)
			*bg_list_add(f->arena, &f->members) = (struct member){
				bg_strf(f->arena, "%.*s*", (int)(part - name), name), name};
	}
}

static int
by_glob(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order = strcmp(x->glob, y->glob);

	return order ? order : strcmp(x->name, y->name);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->name, ((const struct member *)b)->name);
}

/* Of names equal up to their last part, two different ones make a family. */
static void
keep_pairs(struct families *f)
{
	struct member *v = f->members.v;
	size_t left = 0;

	if (f->members.n > 1)
		qsort(v, f->members.n, sizeof(*v), by_glob);
	for (size_t i = 0, n; i < f->members.n; i += n) {
		bool several = false;

		for (n = 1; i + n < f->members.n && strcmp(v[i].glob, v[i + n].glob) == 0; n++)
			several |= strcmp(v[i].name, v[i + n].name) != 0;
		for (size_t j = 0; several && j < n; j++)
			v[left++] = v[i + j];
	}
	f->members.n = left;
	if (left > 1)
		qsort(v, left, sizeof(*v), by_name);
}

/* The sorted glob that equals the name with parts one and two (or none) left open. */
static const char *
find_open(const struct families *f, const char *name, const size_t *cut, size_t one, size_t two)
{
	struct bg_buf glob = {.arena = f->arena};
	const char *text;
	size_t low = 0, high = f->globs.n, mid;
	int order;

	for (size_t i = 0; cut[i] <= strlen(name); i++) {
		if (i)
			bg_buf_putc(&glob, '_');
		if (i == one || i == two)
			bg_buf_putc(&glob, '*');
		else
			bg_buf_add(&glob, name + cut[i], cut[i + 1] - 1 - cut[i]);
	}
	text = bg_buf_str(&glob);
	while (low < high) {
		mid = low + (high - low) / 2;
		order = strcmp(f->globs.v[mid], text);
		if (order == 0)
			return f->globs.v[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* The placeholder that a name fills, one or two parts of it, or NULL. */
static const char *
find_placeholder(const struct families *f, const char *name)
{
	size_t cut[MOST_PARTS + 2] = {0}, n = 1, length = strlen(name);
	const char *found = NULL;

	if (f->globs.n == 0 || length > MOST_NAME)
		return NULL;
	for (size_t i = 0; i <= length; i++)
		if (!name[i] || name[i] == '_') {
			if (n > MOST_PARTS || i == cut[n - 1])
				return NULL;
			cut[n++] = i + 1;
		}
	for (size_t i = 1; i + 1 < n && !found; i++)
		found = find_open(f, name, cut, i, i);
	for (size_t i = 1; i + 1 < n && !found; i++)
		for (size_t j = i + 1; j + 1 < n && !found; j++)
			found = find_open(f, name, cut, i, j);
	return found;
}

static const char *
find_family(const struct families *f, const char *name)
{
	const struct member key = {NULL, name}, *m = NULL;
	const char *glob = find_placeholder(f, name);

	if (!glob && f->members.n)
		m = bsearch(&key, f->members.v, f->members.n, sizeof(key), by_name);
	return m ? m->glob : glob;
}

static int
by_place(const void *a, const void *b)
{
	const struct bg_item *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	if (order == 0)
		order = strcmp(x->loc.path, y->loc.path);
	return order ? order : (x->loc.line > y->loc.line) - (x->loc.line < y->loc.line);
}

static void
drop_fact(struct bg_arena *arena, struct bg_item *item, const char *name)
{
	struct bg_attr *copy = bg_calloc(arena, item->nfact, sizeof(*copy));
	size_t n = 0;

	for (size_t i = 0; i < item->nfact; i++)
		if (strcmp(item->fact[i].name, name) != 0)
			copy[n++] = item->fact[i];
	item->fact = copy;
	item->nfact = n;
}

/* A family is deprecated when all its members are, and active when one of them is. */
static void
merge_facts(struct bg_arena *arena, struct bg_item *item, const struct bg_item *from)
{
	const char *form = bg_item_fact(from, "form");

	if (bg_item_fact(item, "deprecated") && !bg_item_fact(from, "deprecated")) {
		drop_fact(arena, item, "deprecated");
		drop_fact(arena, item, "deprecated-line");
	}
	if (form && strcmp(form, "active") == 0)
		bg_item_set_fact(arena, item, "form", form);
	for (size_t i = 0; i < from->nfact; i++)
		if (!bg_starts(from->fact[i].name, "deprecated") &&
		    !bg_item_fact(item, from->fact[i].name))
			bg_item_set_fact(arena, item, from->fact[i].name, from->fact[i].value);
}

static void
fold_members(const struct families *f, struct bg_harvest *h)
{
	struct bg_item *v = h->items.v;
	const char *glob;
	size_t n = 0;

	for (size_t i = 0; i < h->items.n; i++) {
		glob = find_family(f, v[i].id);
		if (!glob)
			continue;
		v[i].kind = "family";
		v[i].id = glob;
	}
	if (h->items.n > 1)
		qsort(v, h->items.n, sizeof(*v), by_place);
	for (size_t i = 0; i < h->items.n; i++)
		if (n && strcmp(v[i].kind, "family") == 0 &&
		    strcmp(v[n - 1].kind, "family") == 0 && strcmp(v[n - 1].id, v[i].id) == 0)
			merge_facts(f->arena, &v[n - 1], &v[i]);
		else
			v[n++] = v[i];
	h->items.n = n;
}

/* A placeholder alone documents its family as well; sealing drops what a member shows. */
static void
add_bare(const struct families *f, struct bg_harvest *h)
{
	const struct bg_env_kept *kept = h->kept;
	const struct bg_env_placeholder *p;
	struct bg_strings held = {0};

	if (!is_present(h))
		return;
	for (size_t i = 0; i < h->items.n; i++)
		if (strcmp(h->items.v[i].kind, "family") == 0)
			bg_strings_add(f->arena, &held, h->items.v[i].id);
	bg_strings_sort(&held);
	for (size_t i = 0; i < kept->placeholders.n; i++) {
		p = &kept->placeholders.v[i];
		if (!bg_strings_has(&held, p->glob))
			bg_harvest_put(f->arena, h, "family", p->glob, p->loc);
	}
}

void
bg_env_settle_families(const struct bg_sides *sides, size_t which)
{
	struct families f = {.arena = sides->arena};
	struct bg_harvest *was = &sides->was[which], *now = &sides->now[which];

	add_placeholders(&f, was);
	add_placeholders(&f, now);
	bg_strings_sort(&f.globs);
	add_members(&f, was);
	add_members(&f, now);
	keep_pairs(&f);
	fold_members(&f, was);
	fold_members(&f, now);
	add_bare(&f, was);
	add_bare(&f, now);
}
