/* SPDX-License-Identifier: MIT */
/* What loops go over: few known elements one by one, others as one; and what tests tell. */
#include "extract/shape.h"

/* The one list whose elements are all known, where they are few. */
const struct bg_cell *
bg_shape_unrolled(struct bg_scene *s, const struct bg_shape *of)
{
	const struct bg_cell *cell =
		of->ncell == 1 && !of->bits && !of->nref ? bg_cell_at(s, of->cell[0]) : NULL;

	return cell && cell->kind == BG_CELL_LIST && cell->parts && cell->npart <= 32 ? cell
	                                                                              : NULL;
}

/* A dict is iterated by its keys. */
const struct bg_shape *
bg_shape_keys(struct bg_scene *s, const struct bg_shape *of)
{
	const struct bg_cell *cell = of->ncell == 1 ? bg_cell_at(s, of->cell[0]) : NULL;

	if (cell && cell->kind == BG_CELL_DICT)
		return bg_shape_on(s, of, "keys", &(struct bg_given){0});
	return of;
}

/* Whether a test is "x is not None" of what is never None. */
static bool
is_there(struct bg_scene *s, const struct bg_py_node *test)
{
	const struct bg_py_node *right;

	if (test->type != BG_PY_COMPARE || test->compare.comparators->n != 1 ||
	    test->compare.ops[0] != BG_PY_IS_NOT)
		return false;
	right = test->compare.comparators->v[0];
	return right->type == BG_PY_CONSTANT && right->op == BG_PY_NONE &&
	       !(bg_shape_expr(s, test->compare.left)->bits & (BG_SHAPE_NULL | BG_SHAPE_ANY));
}

/* Whether all tests of a comprehension pass: 1, 0, or -1 perhaps; they are true then. */
static int
pass(struct bg_scene *s, const struct bg_py_list *tests)
{
	int all = 1, one;

	for (uint32_t i = 0; i < tests->n && all; i++) {
		one = is_there(s, tests->v[i])
		              ? 1
		              : bg_shape_truth(s, bg_shape_expr(s, tests->v[i]));
		all = one == 1 ? all : one;
		bg_shape_narrow(s, tests->v[i], true);
	}
	return all;
}

/* One round, of one element. */
static void
run_round(struct bg_scene *s, const struct bg_py_list *generators, size_t i,
          void (*leaf)(struct bg_scene *s, void *data), void *data)
{
	struct bg_state before;
	int passes;

	bg_state_copy(s->w, &before, &s->state);
	passes = pass(s, generators->v[i]->comprehension.ifs);
	s->w->loose |= passes < 0;
	if (passes != 0)
		bg_shape_loops(s, generators, i + 1, leaf, data);
	if (passes != 1)
		bg_state_join(s->w, &s->state, &before);
}

void
bg_shape_loops(struct bg_scene *s, const struct bg_py_list *generators, size_t i,
               void (*leaf)(struct bg_scene *s, void *data), void *data)
{
	const struct bg_py_node *g;
	const struct bg_shape *of, *each;
	const struct bg_cell *known;
	const char *outer;

	if (i == generators->n) {
		leaf(s, data);
		return;
	}
	g = generators->v[i];
	of = bg_shape_keys(s, bg_shape_expr(s, g->comprehension.iter));
	known = bg_shape_unrolled(s, of);
	for (size_t k = 0; known && k < known->npart && bg_walk_step(s->w); k++) {
		bg_shape_bind(s, g->comprehension.target, known->part[k]);
		run_round(s, generators, i, leaf, data);
	}
	if (known)
		return;
	s->w->loose = true;
	each = bg_cell_each(s, of);
	outer = s->w->filling;
	if (bg_cell_filled(s, of))
		s->w->filling = bg_cell_filled(s, of);
	bg_shape_bind(s, g->comprehension.target, each ? each : bg_shape_any(s->w, ""));
	run_round(s, generators, i, leaf, data);
	s->w->filling = outer;
}

/* The object whose attribute e is, where it is the only one; *v: what the attribute holds. */
static const struct bg_shape *
attribute_of(struct bg_scene *s, const struct bg_py_node *e, const struct bg_shape **v)
{
	const struct bg_py_node *on = e->attribute.value;
	const struct bg_shape *of =
		on->type == BG_PY_NAME ? bg_state_find(&s->state, on->name.id) : NULL;
	const struct bg_cell *cell = of && of->ncell == 1 && !of->bits && !of->nref
	                                     ? bg_cell_at(s, of->cell[0])
	                                     : NULL;
	const struct bg_cell_key *key = cell ? bg_cell_find(cell, e->attribute.attr) : NULL;

	*v = key && cell->kind != BG_CELL_LIST ? key->value : NULL;
	return of;
}

/* What a variable, or an attribute of one, is where a test of it gave yes. */
static void
narrow_place(struct bg_scene *s, const struct bg_py_node *e, bool null, bool yes)
{
	const struct bg_shape *v = NULL, *of = NULL;

	if (e->type == BG_PY_NAME)
		v = bg_state_find(&s->state, e->name.id);
	else if (e->type == BG_PY_ATTRIBUTE)
		of = attribute_of(s, e, &v);
	if (!v)
		return;
	if (null)
		v = yes ? bg_shape_bits(s->w, BG_SHAPE_NULL)
		        : bg_shape_without(s->w, v, BG_SHAPE_NULL);
	else
		v = bg_shape_truthy(s, v, yes);
	if (of)
		bg_cell_put(s, of, e->attribute.attr, v, false);
	else
		bg_state_set(s->w, &s->state, e->name.id, v);
}

void
bg_shape_narrow(struct bg_scene *s, const struct bg_py_node *test, bool yes)
{
	const struct bg_py_node *right;

	if (test->type == BG_PY_NAME || test->type == BG_PY_ATTRIBUTE) {
		narrow_place(s, test, false, yes);
	} else if (test->type == BG_PY_UNARY_OP && test->op == BG_PY_NOT) {
		bg_shape_narrow(s, test->unary.value, !yes);
	} else if (test->type == BG_PY_BOOL_OP && (test->op == BG_PY_AND) == yes) {
		for (uint32_t i = 0; i < test->items.v->n; i++)
			bg_shape_narrow(s, test->items.v->v[i], yes);
	} else if (test->type == BG_PY_COMPARE && test->compare.comparators->n == 1) {
		right = test->compare.comparators->v[0];
		if (right->type != BG_PY_CONSTANT || right->op != BG_PY_NONE)
			return;
		if (test->compare.ops[0] == BG_PY_IS || test->compare.ops[0] == BG_PY_EQ)
			narrow_place(s, test->compare.left, true, yes);
		else if (test->compare.ops[0] == BG_PY_IS_NOT)
			narrow_place(s, test->compare.left, true, !yes);
	}
}

struct leaf {
	const struct bg_py_node *e;
	const struct bg_shape *into;
	BG_LIST(const struct bg_shape *) parts;
};

static void
add_leaf(struct bg_scene *s, void *data)
{
	struct leaf *leaf = data;
	const struct bg_shape *value, *key;

	if (leaf->e->type != BG_PY_DICT_COMP) {
		value = bg_shape_expr(s, leaf->e->comp.elt);
		bg_cell_append(s, leaf->into, value);
		*bg_list_add(s->w->arena, &leaf->parts) = value;
		return;
	}
	key = bg_shape_expr(s, leaf->e->comp.elt);
	value = bg_shape_expr(s, leaf->e->comp.value);
	bg_cell_pair(s, leaf->into, key, value, false);
}

const struct bg_shape *
bg_shape_comp(struct bg_scene *s, const struct bg_py_node *e)
{
	struct leaf leaf = {.e = e};
	leaf.into = e->type == BG_PY_DICT_COMP ? bg_cell_dict(s, e->line)
	                                       : bg_cell_list_of(s, NULL);
	bool loose = s->w->loose;

	s->w->loose = false;
	bg_shape_loops(s, e->comp.generators, 0, add_leaf, &leaf);
	/* Over a list that is known it gives one that is known. */
	if (!s->w->loose && e->type != BG_PY_DICT_COMP && e->type != BG_PY_SET_COMP)
		leaf.into = bg_cell_list(s, leaf.parts.v, leaf.parts.n);
	s->w->loose = loose;
	return leaf.into;
}
