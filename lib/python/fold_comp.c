/* SPDX-License-Identifier: MIT */
/* Comprehensions over what is known. */
#include "python/folder.h"

/* What a comprehension gathers. */
struct gather {
	struct bg_py_folder *f;
	const struct bg_py_node *e;
	struct bg_pyv_list keys, values;  /* elements go to keys */
	const struct bg_py_value *unsure; /* NULL: all is known */
};

static const struct bg_py_local *
push(struct bg_py_folder *f, const struct bg_py_local *on, const char *name,
     const struct bg_py_value *value)
{
	struct bg_py_local *l = bg_alloc(f->project->arena, sizeof(*l));

	*l = (struct bg_py_local){name, value, on};
	return l;
}

/* The elements, those that go to "*rest" made one list. */
static const struct bg_py_value *
gather_star(struct bg_py_folder *f, const struct bg_py_list *targets,
            const struct bg_py_value *many)
{
	struct bg_arena *arena = f->project->arena;
	struct bg_pyv_list list = {0}, rest = {0};
	size_t star = 0, extra;

	while (star < targets->n && targets->v[star]->type != BG_PY_STARRED)
		star++;
	if (!many || many->kind != BG_PYV_LIST || star == targets->n ||
	    many->nv + 1 < targets->n || many->open)
		return many;
	extra = many->nv + 1 - targets->n;
	for (size_t i = 0; i < many->nv; i++) {
		if (i >= star && i < star + extra)
			*bg_list_add(arena, &rest) = many->v[i];
		if (i + 1 == star + extra || (!extra && i == star))
			*bg_list_add(arena, &list) = bg_pyv_many(arena, BG_PYV_LIST, &rest);
		if (i < star || i >= star + extra)
			*bg_list_add(arena, &list) = many->v[i];
	}
	if (!extra && star == many->nv)
		*bg_list_add(arena, &list) = bg_pyv_many(arena, BG_PYV_LIST, &rest);
	return bg_pyv_many(arena, BG_PYV_LIST, &list);
}

const struct bg_py_local *
bg_py_bind_local(struct bg_py_folder *f, const struct bg_py_local *on,
                 const struct bg_py_node *target, const struct bg_py_value *value)
{
	const struct bg_py_value *many;
	bool fits;

	if (target->type == BG_PY_NAME)
		return push(f, on, target->name.id, value);
	if (target->type == BG_PY_STARRED)
		return bg_py_bind_local(f, on, target->unary.value, value);
	if (target->type != BG_PY_TUPLE && target->type != BG_PY_LIST)
		return on;
	many = bg_py_fold_many(f, value, BG_PYV_LIST);
	many = gather_star(f, target->items.v, many);
	fits = many && many->kind == BG_PYV_LIST && many->nv == target->items.v->n;
	for (uint32_t i = 0; i < target->items.v->n; i++)
		on = bg_py_bind_local(
			f, on, target->items.v->v[i],
			fits ? many->v[i]
			     : bg_py_unsure(f, target, "a part of %s",
		                            bg_pyv_brief(f->project->arena, value)));
	return on;
}

static void
gather_one(struct gather *g)
{
	struct bg_arena *arena = g->f->project->arena;

	*bg_list_add(arena, &g->keys) = bg_py_fold_in(g->f, g->e->comp.elt);
	if (g->e->comp.value)
		*bg_list_add(arena, &g->values) = bg_py_fold_in(g->f, g->e->comp.value);
}

/* Whether all tests hold: 1, 0, or -1 not known. */
static int
test_all(struct gather *g, const struct bg_py_list *ifs)
{
	const struct bg_py_value *v;
	int truth;

	for (uint32_t i = 0; i < ifs->n; i++) {
		v = bg_py_fold_in(g->f, ifs->v[i]);
		truth = bg_pyv_truth(v);
		if (truth < 0)
			g->unsure = v;
		if (truth <= 0)
			return truth;
	}
	return 1;
}

static void
gather_from(struct gather *g, uint32_t generator)
{
	const struct bg_py_node *c = g->e->comp.generators->v[generator];
	const struct bg_py_local *outer = g->f->locals;
	const struct bg_py_value *iter = bg_py_fold_in(g->f, c->comprehension.iter), *many;

	many = c->op ? NULL : bg_py_fold_many(g->f, iter, BG_PYV_LIST);
	if (!many || many->kind != BG_PYV_LIST || many->open)
		g->unsure = many ? many : iter;
	for (size_t i = 0; many && i < many->nv; i++) {
		if (!bg_py_work_enter(g->f->project)) {
			g->unsure = bg_py_unsure(g->f, c->comprehension.iter,
			                         "there is too much to fold");
			many = NULL;
		} else {
			g->f->locals = bg_py_bind_local(g->f, outer, c->comprehension.target,
			                                many->v[i]);
			if (test_all(g, c->comprehension.ifs) != 0) {
				if (generator + 1 < g->e->comp.generators->n)
					gather_from(g, generator + 1);
				else
					gather_one(g);
			}
			g->f->locals = outer;
		}
		bg_py_work_leave(g->f->project);
	}
}

const struct bg_py_value *
bg_py_fold_comp(struct bg_py_folder *f, const struct bg_py_node *e)
{
	struct gather g = {.f = f, .e = e};
	const struct bg_py_value *out;

	gather_from(&g, 0);
	if (g.unsure && g.unsure->kind != BG_PYV_UNKNOWN && !g.unsure->open)
		g.unsure = bg_py_unsure(f, e, "it goes over %s",
		                        bg_pyv_brief(f->project->arena, g.unsure));
	if (g.unsure && !g.keys.n)
		return bg_py_unsure(f, e, "%s", g.unsure->text);
	if (e->comp.value)
		out = bg_pyv_dict(f->project->arena, &g.keys, &g.values);
	else
		out = bg_pyv_many(f->project->arena,
		                  e->type == BG_PY_SET_COMP ? BG_PYV_SET : BG_PYV_LIST,
		                  &g.keys);
	return g.unsure ? bg_pyv_open(f->project->arena, out, g.unsure->text, g.unsure->path,
	                              g.unsure->line)
	                : out;
}
