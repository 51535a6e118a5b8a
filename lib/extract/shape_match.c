/* SPDX-License-Identifier: MIT */
/* match: which cases a subject may meet, and what they bind. */
#include "extract/shape.h"

/* Whether a subject meets a pattern: 1, 0 or -1: not known. */
static int
meets(struct bg_scene *s, const struct bg_shape *subject, const struct bg_py_node *p)
{
	const char *text = bg_shape_only(subject), *other;
	int one, all = 0;

	if (p->type == BG_PY_MATCH_AS)
		return p->match_as.pattern ? meets(s, subject, p->match_as.pattern) : 1;
	if (p->type == BG_PY_MATCH_VALUE && text) {
		other = bg_shape_only(bg_shape_expr(s, p->unary.value));
		return other ? strcmp(text, other) == 0 : -1;
	}
	if (p->type != BG_PY_MATCH_OR)
		return -1;
	for (uint32_t i = 0; i < p->items.v->n && s->nest < BG_SHAPE_NEST; i++) {
		s->nest++;
		one = meets(s, subject, p->items.v->v[i]);
		s->nest--;
		if (one == 1)
			return 1;
		all = one < 0 ? -1 : all;
	}
	return all;
}

/* The names of a pattern: the subject, or a part of it that is not followed. */
static void
bind(struct bg_scene *s, const struct bg_shape *subject, const struct bg_py_node *p)
{
	const struct bg_py_list *parts = NULL;
	const struct bg_shape *part = bg_shape_any(s->w, "a part of what is matched");

	if (p->type == BG_PY_MATCH_AS) {
		if (p->match_as.name)
			bg_state_set(s->w, &s->state, p->match_as.name, subject);
		if (p->match_as.pattern)
			bind(s, subject, p->match_as.pattern);
		return;
	}
	if (p->type == BG_PY_MATCH_STAR && p->name.id)
		bg_state_set(s->w, &s->state, p->name.id, bg_cell_list_of(s, part));
	if (p->type == BG_PY_MATCH_SEQUENCE || p->type == BG_PY_MATCH_OR)
		parts = p->items.v;
	else if (p->type == BG_PY_MATCH_MAPPING)
		parts = p->match_mapping.patterns;
	else if (p->type == BG_PY_MATCH_CLASS)
		parts = p->match_class->patterns;
	for (uint32_t i = 0; parts && i < parts->n && bg_walk_step(s->w); i++)
		bind(s, p->type == BG_PY_MATCH_OR ? subject : part, parts->v[i]);
	if (p->type != BG_PY_MATCH_CLASS)
		return;
	for (uint32_t i = 0; i < p->match_class->kwd_patterns->n && bg_walk_step(s->w); i++)
		bind(s, part, p->match_class->kwd_patterns->v[i]);
}

void
bg_shape_do_match(struct bg_scene *s, const struct bg_py_node *node)
{
	const struct bg_shape *subject = bg_shape_expr(s, node->match.subject);
	struct bg_state before, after = {0};
	int met = -1;

	bg_state_copy(s->w, &before, &s->state);
	for (uint32_t i = 0; i < node->match.cases->n && met != 1; i++) {
		const struct bg_py_node *c = node->match.cases->v[i];

		bg_state_copy(s->w, &s->state, &before);
		met = meets(s, subject, c->match_case.pattern);
		if (met == 0)
			continue;
		bind(s, subject, c->match_case.pattern);
		if (c->match_case.guard) {
			bg_shape_expr(s, c->match_case.guard);
			met = -1;
		}
		bg_shape_block(s, c->match_case.body);
		bg_state_join(s->w, &after, &s->state);
	}
	if (met != 1)
		bg_state_join(s->w, &after, &before);
	s->state = after;
}
