/* SPDX-License-Identifier: MIT */
/* The order in which Python looks members up among a class and its bases: C3. */
#include "extract/describe_class.h"

#define MOST 128 /* classes that are put in order */

struct order {
	size_t v[MOST];
	size_t n;
};

/* Whether a class stands in one of the sequences behind its head. */
static bool
is_in_a_tail(const struct order *sequence, const size_t *head, size_t n, size_t class)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = head[i] + 1; k < sequence[i].n; k++)
			if (sequence[i].v[k] == class)
				return true;
	return false;
}

/* Takes the first head that no tail holds, until all are taken; false: there is no order. */
static bool
merge(struct order *out, const struct order *sequence, size_t n, struct bg_arena *arena)
{
	size_t *head = bg_calloc(arena, n + 1, sizeof(*head)), i, class;
	bool left;

	for (;;) {
		left = false;
		for (i = 0; i < n; i++) {
			if (head[i] >= sequence[i].n)
				continue;
			left = true;
			if (!is_in_a_tail(sequence, head, n, sequence[i].v[head[i]]))
				break;
		}
		if (!left)
			return true;
		if (i == n || out->n == MOST)
			return false;
		class = sequence[i].v[head[i]];
		out->v[out->n++] = class;
		for (i = 0; i < n; i++)
			head[i] += head[i] < sequence[i].n && sequence[i].v[head[i]] == class;
	}
}

/* A class, then what the orders of its bases and their own order leave for the first place. */
static bool
linearize(struct order *of, const struct bg_class *c, size_t at, struct bg_arena *arena)
{
	const struct bg_class_layer *layer = &c->layers.v[at];
	struct order *sequence = bg_calloc(arena, layer->bases.n + 1, sizeof(*sequence));
	struct order *direct = &sequence[layer->bases.n];

	of[at].v[of[at].n++] = at;
	for (size_t i = 0; i < layer->bases.n; i++) {
		size_t base = layer->bases.v[i];

		if (!of[base].n && !linearize(of, c, base, arena))
			return false;
		sequence[i] = of[base];
		direct->v[direct->n++] = base;
	}
	return merge(&of[at], sequence, layer->bases.n + 1, arena);
}

void
bg_class_put_in_order(struct bg_class *c)
{
	struct bg_arena *arena;
	struct bg_class_layer *sorted;
	struct order *of;

	if (c->layers.n < 4 || c->layers.n > MOST)
		return; /* no two of them can share a base that is neither's */
	arena = bg_arena_new();
	of = bg_calloc(arena, c->layers.n, sizeof(*of));
	if (linearize(of, c, 0, arena) && of[0].n == c->layers.n) {
		sorted = bg_calloc(c->d->x->keep, c->layers.n, sizeof(*sorted));
		for (size_t i = 0; i < c->layers.n; i++)
			sorted[i] = c->layers.v[of[0].v[i]];
		c->layers.v = sorted;
		c->layers.cap = c->layers.n;
	}
	bg_arena_free(arena);
}

void
bg_class_note_base(struct bg_class *c, size_t at, const struct bg_py_node *base)
{
	for (size_t i = 0; i < c->layers.n; i++)
		if (c->layers.v[i].node == base)
			*bg_list_add(c->d->x->keep, &c->layers.v[at].bases) = i;
}
