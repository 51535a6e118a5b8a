/* SPDX-License-Identifier: MIT */
/* Comparisons, as far as both sides are known. */
#include "python/folder.h"

/* Whether b holds a; -1: not known. */
static int
contains(const struct bg_py_value *b, const struct bg_py_value *a)
{
	if (a->kind == BG_PYV_UNKNOWN || a->kind == BG_PYV_CHOICE)
		return -1;
	if (b->kind == BG_PYV_STR && a->kind == BG_PYV_STR) {
		if (!a->n)
			return 1;
		for (size_t i = 0; i + a->n <= b->n; i++)
			if (memcmp(b->text + i, a->text, a->n) == 0)
				return 1;
		return 0;
	}
	if (!bg_pyv_is_container(b))
		return -1;
	if (bg_pyv_find(b, a) != SIZE_MAX)
		return 1;
	return b->open ? -1 : 0;
}

static bool
is_singleton(const struct bg_py_value *v)
{
	return v->kind == BG_PYV_NONE || v->kind == BG_PYV_BOOL || v->kind == BG_PYV_ELLIPSIS ||
	       v->kind == BG_PYV_MEMBER;
}

static bool
is_known(const struct bg_py_value *v)
{
	return v->kind != BG_PYV_UNKNOWN && v->kind != BG_PYV_CHOICE &&
	       v->kind != BG_PYV_EXTERNAL && !(v->kind == BG_PYV_INT && !v->fits) && !v->open;
}

static int
order_holds(int op, int order)
{
	switch (op) {
	case BG_PY_LT:
		return order < 0;
	case BG_PY_LT_E:
		return order <= 0;
	case BG_PY_GT:
		return order > 0;
	default:
		return order >= 0;
	}
}

static int
holds(int op, const struct bg_py_value *a, const struct bg_py_value *b)
{
	int answer, order;

	if (op == BG_PY_IN || op == BG_PY_NOT_IN) {
		answer = contains(b, a);
		return answer < 0 ? -1 : op == BG_PY_IN ? answer : !answer;
	}
	if (!is_known(a) || !is_known(b))
		return -1;
	if (op == BG_PY_EQ || op == BG_PY_NOT_EQ) {
		answer = bg_pyv_equal(a, b);
		return op == BG_PY_EQ ? answer : !answer;
	}
	if (op == BG_PY_IS || op == BG_PY_IS_NOT) {
		if (!is_singleton(a) && !is_singleton(b))
			return -1;
		answer = a->kind == b->kind && bg_pyv_equal(a, b);
		return op == BG_PY_IS ? answer : !answer;
	}
	return bg_pyv_compare(a, b, &order) ? order_holds(op, order) : -1;
}

const struct bg_py_value *
bg_py_fold_compare(struct bg_py_folder *f, const struct bg_py_node *e)
{
	const struct bg_py_value *a = bg_py_fold_in(f, e->compare.left), *b;
	const struct bg_py_value *first = a;
	int answer, all = 1;

	for (uint32_t i = 0; i < e->compare.comparators->n; i++, a = b) {
		b = bg_py_fold_in(f, e->compare.comparators->v[i]);
		f->project->steps += b->nv;
		answer = holds(e->compare.ops[i], a, b);
		if (answer == 0)
			return bg_pyv_bool(f->project->arena, false);
		if (answer < 0)
			all = -1;
	}
	if (all > 0)
		return bg_pyv_bool(f->project->arena, true);
	return bg_py_unsure(f, e, "a test on %s", bg_pyv_brief(f->project->arena, first));
}
