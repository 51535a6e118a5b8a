/* SPDX-License-Identifier: MIT */
/* try and with: which states its parts may meet; "finally" is run on each way out. */
#include "extract/shape.h"

/* Body, else and handlers; what an exception may have met goes to lost. */
static void
run_attempt(struct bg_scene *s, const struct bg_py_try *t, struct bg_state *lost)
{
	struct bg_state *outer = s->trap, trap = {0}, after, start;

	if (t->handlers->n)
		s->trap = &trap;
	bg_shape_block(s, t->body);
	s->trap = outer;
	bg_shape_block(s, t->orelse);
	after = s->state;
	if (lost)
		bg_state_join(s->w, lost, &trap);
	for (uint32_t i = 0; i < t->handlers->n; i++) {
		const struct bg_py_node *h = t->handlers->v[i];

		start = (struct bg_state){0};
		bg_state_join(s->w, &start, &trap);
		s->state = start;
		if (h->handler.name)
			bg_state_set(s->w, &s->state, h->handler.name,
			             bg_shape_any(s->w, "an exception"));
		bg_shape_block(s, h->handler.body);
		bg_state_join(s->w, &after, &s->state);
	}
	s->state = after;
}

/* "finally: return x": neither what was returned before nor an exception leaves it. */
static void
run_attempt_overruled(struct bg_scene *s, const struct bg_py_try *t)
{
	const struct bg_shape *given = s->given;
	struct bg_state *outer = s->trap, lost = {0}, out;

	bg_state_copy(s->w, &out, &s->out);
	s->trap = &lost;
	run_attempt(s, t, &lost);
	s->trap = outer;
	bg_state_join(s->w, &lost, &s->state);
	s->state = lost;
	s->given = given;
	s->out = out;
}

void
bg_shape_leave(struct bg_scene *s, const struct bg_final *last)
{
	const struct bg_final *finals = s->finals;
	struct bg_state *trap = s->trap;

	for (; s->finals && s->finals != last && bg_walk_step(s->w);) {
		const struct bg_final *f = s->finals;

		s->finals = f->outer;
		s->trap = f->trap;
		bg_shape_block(s, f->body);
	}
	s->finals = finals;
	s->trap = trap;
}

/* The parts of a try whose "finally" lets go on what was on its way out. */
static void
run_attempt_cleaned(struct bg_scene *s, const struct bg_py_try *t)
{
	struct bg_final f = {t->finalbody, s->trap, s->finals};
	struct bg_state lost = {0}, after;

	s->finals = &f;
	if (f.trap)
		s->trap = &lost;
	run_attempt(s, t, NULL);
	s->finals = f.outer;
	s->trap = f.trap;
	after = s->state;
	if (lost.live) {
		s->state = lost;
		bg_shape_block(s, t->finalbody);
		bg_state_join(s->w, f.trap, &s->state);
	}
	s->state = after;
	bg_shape_block(s, t->finalbody);
}

void
bg_shape_do_try(struct bg_scene *s, const struct bg_py_node *node)
{
	const struct bg_py_try *t = node->attempt;
	const struct bg_py_list *last = t->finalbody;

	if (!last->n) {
		run_attempt(s, t, NULL);
	} else if (last->v[last->n - 1]->type == BG_PY_RETURN) {
		run_attempt_overruled(s, t);
		bg_shape_block(s, last);
	} else {
		run_attempt_cleaned(s, t);
	}
}

/* "with suppress(KeyError):" goes on behind it, whatever of it was run. */
static bool
suppresses(struct bg_scene *s, const struct bg_py_node *with)
{
	for (uint32_t i = 0; i < with->with.items->n; i++) {
		const struct bg_py_node *e = with->with.items->v[i]->binary.left;
		const char *dotted =
			e->type == BG_PY_CALL ? bg_shape_dotted(s->w, e->call.func) : NULL;

		if (dotted && (strcmp(dotted, "suppress") == 0 || bg_ends(dotted, ".suppress")))
			return true;
	}
	return false;
}

void
bg_shape_do_with(struct bg_scene *s, const struct bg_py_node *node)
{
	struct bg_state *outer = s->trap, trap = {0};
	const struct bg_shape *v;
	bool on = suppresses(s, node);

	for (uint32_t i = 0; i < node->with.items->n; i++) {
		const struct bg_py_node *item = node->with.items->v[i];

		v = bg_shape_expr(s, item->binary.left);
		if (item->binary.right)
			bg_shape_bind(s, item->binary.right, bg_shape_any(s->w, v->why));
	}
	if (on)
		s->trap = &trap;
	bg_shape_block(s, node->with.body);
	s->trap = outer;
	if (on)
		bg_state_join(s->w, &s->state, &trap);
}
