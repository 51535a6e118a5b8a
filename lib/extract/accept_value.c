/* SPDX-License-Identifier: MIT */
/* Sets of meanings: joined, iterated, taken apart. */
#include "base/buf.h"
#include "extract/accept.h"

#define MOST 64  /* meanings of one expression; the rest is not followed */
#define HEIGHT 6 /* containers inside of each other */

static bool
same(const struct bg_meaning *a, const struct bg_meaning *b)
{
	if (a->sort != b->sort || a->spot != b->spot || a->node != b->node ||
	    a->around != b->around || a->copied != b->copied || a->npart != b->npart ||
	    a->part != b->part)
		return false;
	return a->value == b->value ||
	       (a->value && b->value && bg_pyv_equal(a->value, b->value));
}

static unsigned
height_of(const struct bg_meaning *m)
{
	unsigned height = 0;

	for (size_t i = 0; i < m->npart; i++)
		for (size_t j = 0; j < m->part[i].n; j++)
			if (m->part[i].v[j].height + 1 > height)
				height = m->part[i].v[j].height + 1;
	return height;
}

/* Containers of one sort are one: its elements may be any of theirs. */
static bool
merge(struct bg_accept *a, struct bg_meaning *to, const struct bg_meaning *from)
{
	struct bg_meanings *part;

	if (to->sort != from->sort || to->npart != from->npart ||
	    (to->sort != BG_SORT_MANY && to->sort != BG_SORT_TUPLE))
		return false;
	part = bg_calloc(a->arena, to->npart, sizeof(*part));
	for (size_t i = 0; i < to->npart; i++) {
		bg_meanings_join(a, &part[i], &to->part[i]);
		bg_meanings_join(a, &part[i], &from->part[i]);
	}
	to->part = part;
	to->height = height_of(to);
	return true;
}

void
bg_meanings_add(struct bg_accept *a, struct bg_meanings *to, struct bg_meaning one)
{
	for (size_t i = 0; i < to->n; i++)
		if (same(&to->v[i], &one))
			return;
	one.height = height_of(&one);
	if (one.height > HEIGHT || ++a->steps > BG_ACCEPT_STEPS)
		return;
	for (size_t i = 0; i < to->n; i++)
		if (merge(a, &to->v[i], &one))
			return;
	if (to->n < MOST)
		*bg_list_add(a->arena, to) = one;
}

void
bg_meanings_join(struct bg_accept *a, struct bg_meanings *to, const struct bg_meanings *more)
{
	for (size_t i = 0; i < more->n; i++)
		bg_meanings_add(a, to, more->v[i]);
}

struct bg_meanings
bg_meanings_one(struct bg_accept *a, struct bg_meaning one)
{
	struct bg_meanings out = {0};

	bg_meanings_add(a, &out, one);
	return out;
}

struct bg_meanings
bg_meanings_spot(struct bg_accept *a, enum bg_sort sort, struct bg_key *spot)
{
	if (!spot)
		return (struct bg_meanings){0};
	return bg_meanings_one(a, (struct bg_meaning){.sort = sort, .spot = spot});
}

struct bg_meanings
bg_meanings_constant(struct bg_accept *a, const struct bg_py_value *value)
{
	struct bg_meaning one = {.sort = BG_SORT_CONSTANT, .value = value};
	struct bg_meanings out = {0};

	if (value->kind == BG_PYV_CHOICE) {
		for (size_t i = 0; i < value->nv && i < MOST; i++) {
			one.value = value->v[i];
			bg_meanings_add(a, &out, one);
		}
	} else if (value->kind != BG_PYV_UNKNOWN) {
		bg_meanings_add(a, &out, one);
	}
	return out;
}

struct bg_meanings
bg_meanings_many(struct bg_accept *a, const struct bg_meanings *element)
{
	struct bg_meanings *part = bg_alloc(a->arena, sizeof(*part));

	*part = *element;
	return bg_meanings_one(
		a, (struct bg_meaning){.sort = BG_SORT_MANY, .part = part, .npart = 1});
}

static struct bg_meanings
pair_of(struct bg_accept *a, struct bg_key *spot)
{
	struct bg_meanings *part = bg_calloc(a->arena, 2, sizeof(*part));

	part[0] = bg_meanings_spot(a, BG_SORT_KEY, spot);
	part[1] = bg_meanings_spot(a, BG_SORT_SPOT, bg_spot_step(a, spot, BG_STEP_FREE, "*"));
	return bg_meanings_one(
		a, (struct bg_meaning){.sort = BG_SORT_TUPLE, .part = part, .npart = 2});
}

/* A list's elements or a mapping's keys: which, tells what is done with them. */
static struct bg_meanings
each_of_spot(struct bg_accept *a, const struct bg_meaning *m)
{
	struct bg_meanings out = {0}, more;

	if (m->sort == BG_SORT_ITEMS)
		return pair_of(a, m->spot);
	if (m->sort == BG_SORT_VALUES)
		return bg_meanings_spot(a, BG_SORT_SPOT,
		                        bg_spot_step(a, m->spot, BG_STEP_FREE, "*"));
	out = bg_meanings_spot(a, BG_SORT_KEY, m->spot);
	if (m->sort == BG_SORT_KEYS)
		return out;
	more = bg_meanings_spot(a, BG_SORT_SPOT, bg_spot_step(a, m->spot, BG_STEP_EACH, "[]"));
	bg_meanings_join(a, &out, &more);
	return out;
}

static void
each_of_constant(struct bg_accept *a, struct bg_meanings *out, const struct bg_py_value *value)
{
	if (!bg_pyv_is_container(value))
		return;
	for (size_t i = 0; i < value->nv; i++)
		bg_meanings_add(
			a, out,
			(struct bg_meaning){.sort = BG_SORT_CONSTANT, .value = value->v[i]});
}

struct bg_meanings
bg_meanings_each(struct bg_accept *a, const struct bg_meanings *of)
{
	struct bg_meanings out = {0}, more;

	for (size_t i = 0; i < of->n; i++) {
		const struct bg_meaning *m = &of->v[i];

		if (m->sort == BG_SORT_SPOT ||
		    (m->sort >= BG_SORT_KEYS && m->sort <= BG_SORT_VALUES)) {
			more = each_of_spot(a, m);
			bg_meanings_join(a, &out, &more);
		} else if (m->sort == BG_SORT_CONSTANT) {
			each_of_constant(a, &out, m->value);
		} else if (m->sort == BG_SORT_MANY || m->sort == BG_SORT_TUPLE) {
			for (size_t j = 0; j < m->npart; j++)
				bg_meanings_join(a, &out, &m->part[j]);
		} else if (m->sort == BG_SORT_MAP) {
			for (size_t j = 0; j < m->npart; j++) {
				more = bg_meanings_constant(a, bg_pyv_str(a->arena, m->name[j],
				                                          strlen(m->name[j])));
				bg_meanings_join(a, &out, &more);
			}
		}
	}
	return out;
}

struct bg_meanings
bg_meanings_at(struct bg_accept *a, const struct bg_meanings *of, size_t i)
{
	struct bg_meanings out = {0}, more;

	for (size_t j = 0; j < of->n; j++) {
		const struct bg_meaning *m = &of->v[j];
		struct bg_meanings one = {.v = &of->v[j], .n = 1};

		if (m->sort == BG_SORT_TUPLE) {
			if (i < m->npart)
				bg_meanings_join(a, &out, &m->part[i]);
		} else if (m->sort == BG_SORT_CONSTANT && bg_pyv_is_many(m->value)) {
			if (i < m->value->nv)
				bg_meanings_add(a, &out,
				                (struct bg_meaning){.sort = BG_SORT_CONSTANT,
				                                    .value = m->value->v[i]});
		} else {
			more = bg_meanings_each(a, &one);
			bg_meanings_join(a, &out, &more);
		}
	}
	return out;
}

bool
bg_meanings_have(const struct bg_meanings *m, enum bg_sort sort)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].sort == sort)
			return true;
	return false;
}

void
bg_meanings_text(struct bg_buf *out, const struct bg_meanings *m)
{
	bg_buf_putc(out, '(');
	for (size_t i = 0; i < m->n; i++) {
		const struct bg_meaning *one = &m->v[i];

		bg_buf_printf(out, "%d%d %p %p %p", (int)one->sort, one->copied,
		              (void *)one->spot, (const void *)one->node, (void *)one->around);
		if (one->value)
			bg_buf_puts(out, bg_pyv_text(out->arena, one->value));
		for (size_t j = 0; j < one->npart; j++) {
			if (one->name)
				bg_buf_puts(out, one->name[j]);
			bg_meanings_text(out, &one->part[j]);
		}
		bg_buf_putc(out, ';');
	}
	bg_buf_putc(out, ')');
}
