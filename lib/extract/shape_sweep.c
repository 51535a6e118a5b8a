/* SPDX-License-Identifier: MIT */
/*
 * What variables lead to: which cells are shared, and which are forgotten behind a call.
 * Without that, a dict that was half made when an exception came would lend its missing
 * keys to the finished one.
 */
#include "extract/shape.h"

struct sweep {
	struct bg_scene *s;
	bool *seen;
	uint32_t *stack;
	size_t n;
	bool closures; /* a function of the call is handed out: its variables live on */
};

static void
reach(struct sweep *w, const struct bg_shape *v)
{
	for (size_t i = 0; v && i < v->nref; i++) {
		w->closures |= v->ref[i].around != NULL;
		if (v->ref[i].self && v->ref[i].self <= w->s->state.heap.n &&
		    !w->seen[v->ref[i].self - 1]) {
			w->seen[v->ref[i].self - 1] = true;
			w->stack[w->n++] = v->ref[i].self - 1;
		}
	}
	for (size_t i = 0; v && i < v->ncell; i++)
		if (v->cell[i] < w->s->state.heap.n && !w->seen[v->cell[i]]) {
			w->seen[v->cell[i]] = true;
			w->stack[w->n++] = v->cell[i];
		}
}

static void
reach_all(struct sweep *w)
{
	while (w->n) {
		const struct bg_cell *cell = w->s->state.heap.v[w->stack[--w->n]];

		for (size_t k = 0; cell && k < cell->nkey; k++)
			reach(w, cell->key[k].value);
		for (size_t k = 0; cell && cell->parts && k < cell->npart; k++)
			reach(w, cell->part[k]);
		if (cell)
			reach(w, cell->star);
	}
}

void
bg_state_sweep(struct bg_scene *s, const struct bg_shape *given)
{
	size_t n = s->state.heap.n;
	struct sweep w = {.s = s};

	if (n <= s->mark)
		return;
	w.seen = bg_calloc(s->w->arena, n, sizeof(*w.seen));
	w.stack = bg_calloc(s->w->arena, n, sizeof(*w.stack));
	for (uint32_t i = 0; i < s->mark; i++) {
		w.seen[i] = true;
		w.stack[w.n++] = i;
	}
	reach(&w, given);
	reach(&w, s->yielded);
	reach_all(&w);
	s->w->steps += n / 16;
	for (size_t i = s->mark; i < n && !w.closures; i++)
		if (!w.seen[i])
			s->state.heap.v[i] = NULL;
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

/* Marks all that the variables of the calls at hand lead to. */
static void
reach_variables(struct sweep *w)
{
	for (const struct bg_scene *in = w->s; in; in = in->caller)
		for (size_t i = 0; i < in->state.vars.n; i++)
			reach(w, in->state.vars.v[i].value);
	for (const struct bg_scene *in = w->s->around; in; in = in->around)
		for (size_t i = 0; i < in->state.vars.n; i++)
			reach(w, in->state.vars.v[i].value);
	reach_all(w);
}

bool
bg_state_shares(struct bg_scene *s, const struct bg_shape *of)
{
	size_t n = s->state.heap.n;
	struct sweep w = {.s = s};

	if (of->ncell < 2)
		return false;
	for (const struct bg_scene *in = s; in; in = in->caller)
		for (size_t i = 0; i < in->state.vars.n; i++)
			if (shares(in->state.vars.v[i].value, of))
				return true;
	w.seen = bg_calloc(s->w->arena, n, sizeof(*w.seen));
	w.stack = bg_calloc(s->w->arena, n, sizeof(*w.stack));
	reach_variables(&w);
	s->w->steps += n / 4;
	for (size_t i = 0; i < n; i++)
		if (w.seen[i] && cell_shares(s->state.heap.v[i], of))
			return true;
	return false;
}
