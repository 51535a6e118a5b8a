/* SPDX-License-Identifier: MIT */
/* States: variables and the heap, copied at branches and joined behind them. */
#include "extract/shape.h"

bool
bg_walk_step(struct bg_walk *w)
{
	if (++w->steps > BG_SHAPE_STEPS)
		w->tired = true;
	return !w->tired && !w->failed;
}

void
bg_state_copy(struct bg_walk *w, struct bg_state *to, const struct bg_state *from)
{
	*to = *from;
	to->vars.cap = from->vars.n + 4;
	to->vars.v = bg_calloc(w->arena, to->vars.cap, sizeof(*to->vars.v));
	if (from->vars.n)
		memcpy(to->vars.v, from->vars.v, from->vars.n * sizeof(*to->vars.v));
	to->heap.cap = from->heap.n + 8;
	to->heap.v = bg_calloc(w->arena, to->heap.cap, sizeof(*to->heap.v));
	if (from->heap.n)
		memcpy(to->heap.v, from->heap.v, from->heap.n * sizeof(*to->heap.v));
	w->steps += (from->heap.n + from->vars.n) / 16;
}

static void
join_heaps(struct bg_walk *w, struct bg_state *to, const struct bg_state *from)
{
	for (size_t i = 0; i < from->heap.n; i++) {
		if (i >= to->heap.n)
			*bg_list_add(w->arena, &to->heap) = from->heap.v[i];
		else
			to->heap.v[i] = bg_cell_join(w, to->heap.v[i], from->heap.v[i]);
	}
}

void
bg_state_join(struct bg_walk *w, struct bg_state *to, const struct bg_state *from)
{
	const struct bg_shape *value;

	if (!from->live)
		return;
	if (!to->live) {
		bg_state_copy(w, to, from);
		return;
	}
	for (size_t i = 0; i < from->vars.n; i++) {
		value = bg_state_find(to, from->vars.v[i].name);
		bg_state_set(w, to, from->vars.v[i].name,
		             bg_shape_join(w, value, from->vars.v[i].value));
	}
	join_heaps(w, to, from);
	w->steps += (from->heap.n + from->vars.n) / 16;
}

const struct bg_shape *
bg_state_find(const struct bg_state *state, const char *name)
{
	for (size_t i = 0; i < state->vars.n; i++)
		if (state->vars.v[i].name == name || strcmp(state->vars.v[i].name, name) == 0)
			return state->vars.v[i].value;
	return NULL;
}

void
bg_state_set(struct bg_walk *w, struct bg_state *state, const char *name,
             const struct bg_shape *value)
{
	for (size_t i = 0; i < state->vars.n; i++)
		if (state->vars.v[i].name == name || strcmp(state->vars.v[i].name, name) == 0) {
			state->vars.v[i].value = value;
			return;
		}
	*bg_list_add(w->arena, &state->vars) = (struct bg_variable){name, value};
}

static bool
has_cell(const struct bg_shape *v, uint32_t cell)
{
	size_t low = 0;

	while (low < v->ncell && v->cell[low] != cell)
		low++;
	return low < v->ncell;
}

/* Whether it may be one of the cells, and is not one of them by the same choice. */
static bool
shares(const struct bg_shape *v, const struct bg_shape *of)
{
	bool same = v && v->ncell == of->ncell;

	for (size_t i = 0; same && i < of->ncell; i++)
		same = has_cell(v, of->cell[i]);
	for (size_t i = 0; v && !same && i < of->ncell; i++)
		if (has_cell(v, of->cell[i]))
			return true;
	return false;
}

static bool
cell_shares(const struct bg_cell *cell, const struct bg_shape *of)
{
	for (size_t k = 0; cell && k < cell->nkey; k++)
		if (shares(cell->key[k].value, of))
			return true;
	for (size_t k = 0; cell && cell->parts && k < cell->npart; k++)
		if (shares(cell->part[k], of))
			return true;
	return cell && !cell->parts && shares(cell->star, of);
}

bool
bg_state_shares(struct bg_scene *s, const struct bg_shape *of)
{
	if (of->ncell < 2)
		return false;
	for (const struct bg_scene *in = s; in; in = in->caller)
		for (size_t i = 0; i < in->state.vars.n; i++)
			if (shares(in->state.vars.v[i].value, of))
				return true;
	s->w->steps += s->state.heap.n / 4;
	for (size_t i = 0; i < s->state.heap.n; i++)
		if (cell_shares(s->state.heap.v[i], of))
			return true;
	return false;
}
