/* SPDX-License-Identifier: MIT */
/* Shapes of values: making them and joining two. */
#include "extract/shape.h"

static struct bg_shape *
make(struct bg_walk *w)
{
	return bg_alloc(w->arena, sizeof(struct bg_shape));
}

const struct bg_shape *
bg_shape_bits(struct bg_walk *w, unsigned bits)
{
	struct bg_shape *s = make(w);

	s->bits = bits;
	s->why = "";
	return s;
}

const struct bg_shape *
bg_shape_any(struct bg_walk *w, const char *why)
{
	struct bg_shape *s = make(w);

	s->bits = BG_SHAPE_ANY;
	s->why = why;
	return s;
}

const struct bg_shape *
bg_shape_text(struct bg_walk *w, const char *text)
{
	struct bg_shape *s = make(w);

	s->why = "";
	s->text = bg_calloc(w->arena, 1, sizeof(*s->text));
	s->text[0] = text;
	s->ntext = 1;
	return s;
}

const struct bg_shape *
bg_shape_number(struct bg_walk *w, int64_t number)
{
	struct bg_shape *s = make(w);

	s->why = "";
	s->number = bg_calloc(w->arena, 1, sizeof(*s->number));
	s->number[0] = number;
	s->nnumber = 1;
	return s;
}

const struct bg_shape *
bg_shape_cell(struct bg_walk *w, uint32_t cell)
{
	struct bg_shape *s = make(w);

	s->why = "";
	s->cell = bg_calloc(w->arena, 1, sizeof(*s->cell));
	s->cell[0] = cell;
	s->ncell = 1;
	return s;
}

const struct bg_shape *
bg_shape_ref(struct bg_walk *w, const struct bg_shape_ref *ref)
{
	struct bg_shape *s = make(w);

	s->why = "";
	s->ref = bg_calloc(w->arena, 1, sizeof(*s->ref));
	s->ref[0] = *ref;
	s->nref = 1;
	return s;
}

static void
join_texts(struct bg_walk *w, struct bg_shape *to, const struct bg_shape *b)
{
	const char **v = bg_calloc(w->arena, to->ntext + b->ntext, sizeof(*v));
	size_t n = 0, k;

	for (size_t i = 0; i < to->ntext; i++)
		v[n++] = to->text[i];
	for (size_t i = 0; i < b->ntext; i++) {
		for (k = 0; k < n && strcmp(v[k], b->text[i]) != 0; k++)
			;
		if (k == n)
			v[n++] = b->text[i];
	}
	to->text = v;
	to->ntext = n;
	if (n > BG_SHAPE_TEXTS) {
		to->ntext = 0;
		to->bits |= BG_SHAPE_STR;
	}
}

static void
join_numbers(struct bg_walk *w, struct bg_shape *to, const struct bg_shape *b)
{
	int64_t *v = bg_calloc(w->arena, to->nnumber + b->nnumber, sizeof(*v));
	size_t n = 0, k;

	for (size_t i = 0; i < to->nnumber; i++)
		v[n++] = to->number[i];
	for (size_t i = 0; i < b->nnumber; i++) {
		for (k = 0; k < n && v[k] != b->number[i]; k++)
			;
		if (k == n)
			v[n++] = b->number[i];
	}
	to->number = v;
	to->nnumber = n;
	if (n > BG_SHAPE_TEXTS) {
		to->nnumber = 0;
		to->bits |= BG_SHAPE_INT;
	}
}

static void
join_cells(struct bg_walk *w, struct bg_shape *to, const struct bg_shape *b)
{
	uint32_t *v = bg_calloc(w->arena, to->ncell + b->ncell, sizeof(*v));
	size_t n = 0, k;

	for (size_t i = 0; i < to->ncell; i++)
		v[n++] = to->cell[i];
	for (size_t i = 0; i < b->ncell; i++) {
		for (k = 0; k < n && v[k] != b->cell[i]; k++)
			;
		if (k == n)
			v[n++] = b->cell[i];
	}
	to->cell = v;
	to->ncell = n;
	if (n > BG_SHAPE_CELLS) {
		to->ncell = 0;
		to->bits |= BG_SHAPE_ANY;
		to->why = "it may be too many objects";
	}
}

static bool
same_ref(const struct bg_shape_ref *a, const struct bg_shape_ref *b)
{
	return a->kind == b->kind && a->node == b->node && a->self == b->self &&
	       a->unit == b->unit && a->around == b->around &&
	       (a->node || (a->name && b->name && strcmp(a->name, b->name) == 0));
}

static void
join_refs(struct bg_walk *w, struct bg_shape *to, const struct bg_shape *b)
{
	struct bg_shape_ref *v = bg_calloc(w->arena, to->nref + b->nref, sizeof(*v));
	size_t n = 0, k;

	for (size_t i = 0; i < to->nref; i++)
		v[n++] = to->ref[i];
	for (size_t i = 0; i < b->nref; i++) {
		for (k = 0; k < n && !same_ref(&v[k], &b->ref[i]); k++)
			;
		if (k == n)
			v[n++] = b->ref[i];
	}
	to->ref = v;
	to->nref = n;
	if (n > BG_SHAPE_REFS) {
		to->nref = 0;
		to->bits |= BG_SHAPE_ANY;
		to->why = "it may be too many functions";
	}
}

const struct bg_shape *
bg_shape_join(struct bg_walk *w, const struct bg_shape *a, const struct bg_shape *b)
{
	struct bg_shape *s;

	if (!a || a == b)
		return b;
	if (!b)
		return a;
	s = make(w);
	*s = *a;
	s->bits |= b->bits;
	if (!*s->why)
		s->why = b->why;
	if (b->ntext)
		join_texts(w, s, b);
	if (b->nnumber)
		join_numbers(w, s, b);
	if (b->ncell)
		join_cells(w, s, b);
	if (b->nref)
		join_refs(w, s, b);
	return s;
}

bool
bg_shape_is_any(const struct bg_shape *s)
{
	return (s->bits & BG_SHAPE_ANY) || s->nref;
}

const struct bg_shape *
bg_shape_without(struct bg_walk *w, const struct bg_shape *s, unsigned bits)
{
	struct bg_shape *copy;

	if (!(s->bits & bits))
		return s;
	copy = make(w);
	*copy = *s;
	copy->bits &= ~bits;
	return copy;
}

const char *
bg_shape_only(const struct bg_shape *s)
{
	return s->ntext == 1 && !s->bits && !s->nnumber && !s->ncell && !s->nref ? s->text[0]
	                                                                         : NULL;
}
