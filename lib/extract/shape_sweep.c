/* SPDX-License-Identifier: MIT */
/*
 * Forgetting cells of a call that nobody can reach behind it. Without that, a dict that was
 * half made when an exception came would lend its missing keys to the finished one.
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
