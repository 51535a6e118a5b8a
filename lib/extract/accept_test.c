/* SPDX-License-Identifier: MIT */
/* Comparisons: "k" in the document, a key in a set of keys, a value in a set of values. */
#include "extract/accept.h"

static bool
is_negative(const struct bg_frame *f, int op)
{
	return op == BG_PY_NOT_IN || (op == BG_PY_IN && f->rejecting);
}

/* Whether what stands there is a mapping, so that its elements are keys. */
static bool
is_mapping(const struct bg_frame *f, const struct bg_meaning *m)
{
	const struct bg_keys *keys = f->a->keys;

	if (m->spot->types & (1u << BG_NODE_MAPPING))
		return true;
	if (m->spot->types & (1u << BG_NODE_SEQUENCE))
		return false;
	for (size_t i = 0; i < keys->list.n; i++)
		if (keys->list.v[i]->parent == m->spot && keys->list.v[i]->step == BG_STEP_KEY)
			return true;
	return !m->spot->parent;
}

/* Every string of a container is a key that is accepted. */
static void
read_names(struct bg_frame *f, const struct bg_meaning *keys, const struct bg_py_value *names,
           unsigned line)
{
	if (!bg_pyv_is_container(names) || !is_mapping(f, keys))
		return;
	for (size_t i = 0; i < names->nv; i++) {
		const struct bg_py_value *name = names->v[i];

		if (name->kind == BG_PYV_MEMBER && name->nv == 1)
			name = name->v[0];
		if (name->kind == BG_PYV_STR && strlen(name->text) == name->n)
			bg_spot_read(f, keys, name->text, line);
	}
	if (names->open)
		bg_spot_computed(f, keys->spot, line);
}

void
bg_accept_against(struct bg_frame *f, const struct bg_meanings *keys,
                  const struct bg_meanings *names, unsigned line)
{
	for (size_t i = 0; i < keys->n; i++) {
		const struct bg_meaning *m = &keys->v[i];

		if (m->sort == BG_SORT_KEYS && !names->n)
			bg_spot_computed(f, m->spot, line);
		if (m->sort != BG_SORT_KEYS && m->sort != BG_SORT_SPOT &&
		    m->sort != BG_SORT_KEY)
			continue;
		for (size_t j = 0; j < names->n; j++)
			if (names->v[j].sort == BG_SORT_CONSTANT)
				read_names(f, m, names->v[j].value, line);
	}
}

/* "k" in mapping */
static void
test_key(struct bg_frame *f, const struct bg_meanings *key, const struct bg_meanings *in,
         unsigned line)
{
	for (size_t i = 0; i < in->n; i++) {
		if (in->v[i].sort != BG_SORT_SPOT && in->v[i].sort != BG_SORT_KEYS)
			continue;
		for (size_t j = 0; j < key->n; j++)
			if (key->v[j].sort == BG_SORT_CONSTANT &&
			    key->v[j].value->kind == BG_PYV_STR)
				bg_spot_read(f, &in->v[i], key->v[j].value->text, line);
	}
}

/* A value against named values; a few spelt out on the spot are only some of them. */
static void
test_value(struct bg_frame *f, const struct bg_meanings *value, const struct bg_meanings *in,
           bool whole, unsigned line)
{
	for (size_t i = 0; whole && i < value->n; i++) {
		if (value->v[i].sort != BG_SORT_SPOT)
			continue;
		for (size_t j = 0; j < in->n; j++)
			if (in->v[j].sort == BG_SORT_CONSTANT)
				bg_spot_allow(f, value->v[i].spot, in->v[j].value, line);
	}
}

static bool
is_spelt_out(const struct bg_py_node *e)
{
	return e->type == BG_PY_TUPLE || e->type == BG_PY_LIST || e->type == BG_PY_SET ||
	       e->type == BG_PY_CONSTANT;
}

static void
test_in(struct bg_frame *f, int op, const struct bg_py_node *left,
        const struct bg_py_node *right)
{
	struct bg_meanings a = bg_accept_known(f, left), b = bg_accept_expr(f, right);
	bool negative = is_negative(f, op);

	if (right->type == BG_PY_NAME)
		bg_accept_loose(f, right, &b, left);
	if (!b.n && a.n)
		b = bg_accept_known(f, right);
	test_key(f, &a, &b, left->line);
	test_value(f, &a, &b, op == BG_PY_NOT_IN || !is_spelt_out(right), left->line);
	if (op == BG_PY_IN && negative)
		return;
	for (size_t i = 0; i < a.n; i++) {
		struct bg_meanings one = {.v = &a.v[i], .n = 1};

		if (a.v[i].sort == BG_SORT_KEY)
			bg_accept_against(f, &one, &b, left->line);
	}
}

static void
test_order(struct bg_frame *f, const struct bg_py_node *left, const struct bg_py_node *right)
{
	struct bg_meanings a = bg_accept_expr(f, left), b = bg_accept_expr(f, right);

	if (bg_meanings_have(&a, BG_SORT_KEYS) && !b.n)
		b = bg_accept_known(f, right);
	else if (bg_meanings_have(&b, BG_SORT_KEYS) && !a.n)
		a = bg_accept_known(f, left);
	else if (!bg_meanings_have(&a, BG_SORT_KEY))
		return;
	else
		b = bg_accept_known(f, right);
	for (size_t i = 0; i < b.n; i++)
		if (b.v[i].sort == BG_SORT_CONSTANT && b.v[i].value->kind == BG_PYV_STR &&
		    !f->rejecting)
			for (size_t j = 0; j < a.n; j++)
				if (a.v[j].sort == BG_SORT_KEY && is_mapping(f, &a.v[j]))
					bg_spot_read(f, &a.v[j], b.v[i].value->text,
					             left->line);
	bg_accept_against(f, &a, &b, left->line);
	bg_accept_against(f, &b, &a, left->line);
}

void
bg_accept_compare(struct bg_frame *f, const struct bg_py_node *e)
{
	const struct bg_py_list *v = e->compare.comparators;
	const struct bg_py_node *left = e->compare.left;
	int op;

	for (uint32_t i = 0; i < v->n; left = v->v[i++]) {
		op = e->compare.ops[i];
		if (op == BG_PY_IN || op == BG_PY_NOT_IN)
			test_in(f, op, left, v->v[i]);
		else
			test_order(f, left, v->v[i]);
	}
}
