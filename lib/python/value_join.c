/* SPDX-License-Identifier: MIT */
/* What is known where branches meet again: the union of what each of them gives. */
#include "python/value.h"

static const struct bg_py_value *
make_conditional(struct bg_arena *arena, const struct bg_py_value *value)
{
	struct bg_py_value *copy;

	if (value->conditional)
		return value;
	copy = bg_pyv_new(arena, value->kind);
	*copy = *value;
	copy->conditional = true;
	return copy;
}

/* Elements of both in order; what one of them lacks is conditional. */
static const struct bg_py_value *
join_many(struct bg_arena *arena, const struct bg_py_value *a, const struct bg_py_value *b)
{
	const struct bg_py_value *joined;
	struct bg_pyv_list list = {0};
	size_t at;

	for (size_t i = 0; i < a->nv; i++) {
		at = bg_pyv_find(b, a->v[i]);
		*bg_list_add(arena, &list) = at != SIZE_MAX && !b->v[at]->conditional
		                                     ? a->v[i]
		                                     : make_conditional(arena, a->v[i]);
	}
	for (size_t i = 0; i < b->nv; i++)
		if (bg_pyv_find(a, b->v[i]) == SIZE_MAX)
			*bg_list_add(arena, &list) = make_conditional(arena, b->v[i]);
	joined = bg_pyv_many(arena, a->kind, &list);
	if (a->open)
		joined = bg_pyv_open(arena, joined, a->text, a->path, a->line);
	if (b->open)
		joined = bg_pyv_open(arena, joined, b->text, b->path, b->line);
	return make_conditional(arena, joined);
}

static void
add_choices(struct bg_arena *arena, struct bg_pyv_list *list, const struct bg_py_value *value)
{
	if (value->kind == BG_PYV_CHOICE) {
		for (size_t i = 0; i < value->nv; i++)
			add_choices(arena, list, value->v[i]);
		return;
	}
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i] == value || bg_pyv_equal(list->v[i], value))
			return;
	*bg_list_add(arena, list) = value;
}

static const struct bg_py_value *
join_choices(struct bg_arena *arena, const struct bg_py_value *a, const struct bg_py_value *b)
{
	struct bg_pyv_list list = {0};
	struct bg_py_value *value;

	add_choices(arena, &list, a);
	add_choices(arena, &list, b);
	if (list.n == 1)
		return list.v[0];
	if (list.n > BG_PYV_CHOICES)
		return bg_pyv_unknown(arena, "it may be one of too many values");
	value = bg_pyv_new(arena, BG_PYV_CHOICE);
	value->v = list.v;
	value->nv = list.n;
	value->conditional = true;
	value->path = a->path;
	value->line = a->line;
	for (size_t i = 0; i < list.n; i++) {
		value->size += list.v[i]->size;
		if (list.v[i]->height >= value->height)
			value->height = list.v[i]->height + 1;
	}
	if (value->size >= BG_PYV_SIZE || value->height > BG_PYV_HEIGHT)
		return bg_pyv_unknown(arena, "the value is too large");
	return value;
}

/* The size bounds what it costs to look up each element of one in the other. */
static bool
are_alike(const struct bg_py_value *a, const struct bg_py_value *b)
{
	return bg_pyv_is_many(a) && a->kind == b->kind && a->nv <= 4096 && b->nv <= 4096;
}

const struct bg_py_value *
bg_pyv_join(struct bg_arena *arena, const struct bg_py_value *a, const struct bg_py_value *b)
{
	if (a == b)
		return a;
	if (!a || !b)
		return make_conditional(arena, a ? a : b);
	if (bg_pyv_equal(a, b))
		return a->conditional ? b : a;
	if (are_alike(a, b))
		return join_many(arena, a, b);
	if (bg_pyv_is_many(a) && b->kind == BG_PYV_UNKNOWN)
		return bg_pyv_open(arena, make_conditional(arena, a), b->text, b->path,
		                   b->line);
	if (bg_pyv_is_many(b) && a->kind == BG_PYV_UNKNOWN)
		return bg_pyv_open(arena, make_conditional(arena, b), a->text, a->path,
		                   a->line);
	return join_choices(arena, a, b);
}
