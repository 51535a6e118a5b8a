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
