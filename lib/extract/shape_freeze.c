/* SPDX-License-Identifier: MIT */
/* Copies of all that a value leads to, as an answer takes one when it is written out. */
#include "extract/shape.h"

struct freezing {
	struct bg_scene *s;
	uint32_t *copy; /* of each cell that was there: its copy + 1; 0: none yet */
	size_t n;
};

static const struct bg_shape *freeze(struct freezing *f, const struct bg_shape *of);

static void
freeze_parts(struct freezing *f, struct bg_cell *cell)
{
	struct bg_arena *arena = f->s->w->arena;
	const struct bg_cell_key *key = cell->key;
	const struct bg_shape **part = cell->part;

	cell->key = bg_calloc(arena, cell->nkey, sizeof(*cell->key));
	for (size_t i = 0; i < cell->nkey; i++) {
		cell->key[i] = key[i];
		cell->key[i].value = freeze(f, key[i].value);
	}
	cell->part = cell->parts ? bg_calloc(arena, cell->npart, sizeof(*part)) : NULL;
	for (size_t i = 0; cell->parts && i < cell->npart; i++)
		cell->part[i] = freeze(f, part[i]);
	if (cell->star)
		cell->star = freeze(f, cell->star);
}

/* The number + 1 of the copy of a cell; 0: there is none. */
static uint32_t
freeze_cell(struct freezing *f, uint32_t at)
{
	const struct bg_cell *cell = bg_cell_at(f->s, at);
	const struct bg_shape *made;
	struct bg_cell copy;

	if (!cell || at >= f->n || !bg_walk_step(f->s->w))
		return 0;
	if (f->copy[at])
		return f->copy[at];
	made = bg_cell_new(f->s, cell);
	if (!made->ncell)
		return 0;
	f->copy[at] = made->cell[0] + 1;
	copy = *cell;
	freeze_parts(f, &copy);
	*(struct bg_cell *)(uintptr_t)bg_cell_at(f->s, made->cell[0]) = copy;
	return f->copy[at];
}

static const struct bg_shape *
freeze(struct freezing *f, const struct bg_shape *of)
{
	struct bg_shape *out;
	size_t n = 0;

	if (!of || !of->ncell || f->s->nest > BG_SHAPE_NEST)
		return of;
	f->s->nest++;
	out = bg_alloc(f->s->w->arena, sizeof(*out));
	*out = *of;
	out->cell = bg_calloc(f->s->w->arena, of->ncell, sizeof(*out->cell));
	for (size_t i = 0; i < of->ncell; i++) {
		uint32_t copy = freeze_cell(f, of->cell[i]);

		if (copy)
			out->cell[n++] = copy - 1;
	}
	out->ncell = n;
	f->s->nest--;
	return out;
}

const struct bg_shape *
bg_shape_freeze(struct bg_scene *s, const struct bg_shape *of)
{
	struct freezing f = {.s = s, .n = s->state.heap.n};

	if (!of->ncell)
		return of;
	f.copy = bg_calloc(s->w->arena, f.n, sizeof(*f.copy));
	s->w->steps += f.n / 16;
	return freeze(&f, of);
}
