/* SPDX-License-Identifier: MIT */
/* What a module exports: __all__, or its public names. */
#include "python/folder.h"

struct gather {
	struct bg_py_unit *unit;
	struct bg_py_exports *out;
	struct bg_py_table seen;
	struct bg_py_table *done; /* what star imports gave so far, by path of the module */
};

static void
open_exports(struct gather *g, const char *why, const char *path, uint32_t line)
{
	if (g->out->dynamic)
		return;
	g->out->dynamic = true;
	g->out->why = why;
	g->out->path = path ? path : g->unit->path;
	g->out->line = line;
}

static void
add_export(struct gather *g, const char *name, const char *path, uint32_t line,
           bool conditional)
{
	struct bg_arena *arena = g->unit->project->arena;
	void **at = bg_py_table_at(&g->seen, name);
	struct bg_py_export *e;

	if (*at)
		return;
	e = bg_list_add(arena, g->out);
	*e = (struct bg_py_export){name, path ? path : g->unit->path, line, conditional};
	*at = g;
}

static void
add_names(struct gather *g, const struct bg_py_value *v, bool conditional)
{
	struct bg_arena *arena = g->unit->project->arena;
	const struct bg_py_value *name;

	if (v->kind == BG_PYV_CHOICE) {
		for (size_t i = 0; i < v->nv; i++)
			add_names(g, v->v[i], true);
		return;
	}
	if (!bg_pyv_is_container(v)) {
		open_exports(g,
		             v->kind == BG_PYV_UNKNOWN
		                     ? v->text
		                     : bg_strf(arena, "__all__ is %s", bg_pyv_brief(arena, v)),
		             v->path, v->line);
		return;
	}
	if (v->open)
		open_exports(g, v->text, v->path, v->line);
	for (size_t i = 0; i < v->nv; i++) {
		name = v->v[i]->kind == BG_PYV_MEMBER ? v->v[i]->v[0] : v->v[i];
		if (name->kind == BG_PYV_STR)
			add_export(g, name->text, v->v[i]->path, v->v[i]->line,
			           conditional || v->v[i]->conditional);
		else
			open_exports(g,
			             bg_strf(arena, "%s is listed in __all__",
			                     bg_pyv_brief(arena, name)),
			             name->path, name->line);
	}
}

static void gather(struct gather *g, struct bg_py_unit *unit);

/*
 * What "import *" of a module gives. One that is still being gathered, in a circle of such
 * imports, gives nothing here: the module where the circle was entered has its names.
 */
static const struct bg_py_exports *
gather_once(struct bg_py_table *done, struct bg_py_unit *unit)
{
	static const struct bg_py_exports nothing;
	struct bg_py_project *p = unit->project;
	void **at = bg_py_table_at(done, unit->path);
	struct gather g = {.unit = unit, .seen = {.arena = p->arena}, .done = done};

	if (*at)
		return unit->visiting ? &nothing : *at;
	g.out = *at = bg_alloc(p->arena, sizeof(*g.out));
	if (bg_py_work_enter(p))
		gather(&g, unit);
	else
		open_exports(&g, "there are too many star imports", unit->path, 0);
	bg_py_work_leave(p);
	return g.out;
}

static void
add_star(struct gather *g, struct bg_py_unit *unit, const struct bg_py_binding *b)
{
	const char *module;
	struct bg_py_unit *from = bg_py_unit_import(unit, b->node, &module);
	const struct bg_py_exports *inner;

	if (!from) {
		open_exports(g, bg_strf(unit->project->arena, "all names of '%s'", module),
		             unit->path, b->node->line);
		return;
	}
	inner = gather_once(g->done, from);
	unit->project->steps += inner->n / 16;
	for (size_t i = 0; i < inner->n; i++)
		if (inner->declared || inner->v[i].name[0] != '_')
			add_export(g, inner->v[i].name, inner->v[i].path, inner->v[i].line,
			           inner->v[i].conditional || b->conditional);
	if (inner->dynamic)
		open_exports(g, inner->why, inner->path, inner->line);
}

static bool
is_deleted(const struct bg_py_scope *scope, const char *name)
{
	const struct bg_py_chain *chain = bg_py_scope_find(scope, name);

	return chain && chain->last && !scope->v[chain->last - 1].conditional &&
	       scope->v[chain->last - 1].kind == BG_PY_BIND_DELETE;
}

static void
add_public(struct gather *g, struct bg_py_unit *unit)
{
	const struct bg_py_binding *b;

	for (size_t i = 0; i < unit->scope.n; i++) {
		b = &unit->scope.v[i];
		if (b->kind == BG_PY_BIND_STAR)
			add_star(g, unit, b);
		else if (b->name[0] != '_' && bg_py_binding_binds(b) && !b->typing &&
		         b->kind != BG_PY_BIND_CATCH && !is_deleted(&unit->scope, b->name))
			add_export(g, b->name, unit->path, b->part->line, b->conditional);
	}
	if (unit->scope.dynamic_line)
		open_exports(g, "names are made as the module runs", unit->path,
		             unit->scope.dynamic_line);
}

static void
gather(struct gather *g, struct bg_py_unit *unit)
{
	const struct bg_py_value *all;

	if (!bg_py_unit_read(unit) || unit->namespace)
		return;
	if (unit->unreadable) {
		open_exports(g,
		             bg_strf(unit->project->arena, "it does not parse: %u:%u: %s",
		                     unit->err.line, unit->err.column, unit->err.text),
		             unit->path, unit->err.line);
		return;
	}
	unit->visiting = true;
	all = bg_py_unit_value(unit, "__all__");
	if (all) {
		g->out->declared = true;
		g->out->value = all;
		add_names(g, all, false);
	} else {
		add_public(g, unit);
	}
	unit->visiting = false;
}

int
bg_py_exports(struct bg_py_project *project, struct bg_py_unit *unit, struct bg_py_exports *out,
              struct bg_err *err)
{
	struct bg_py_table done = {.arena = project->arena};

	bg_py_work_begin(project, err);
	*out = *gather_once(&done, unit);
	return bg_py_work_end(project);
}

/* Whether a name is in what __all__ holds; -1: it may be. */
static int
all_has(const struct bg_py_value *all, const char *name)
{
	int has = 0, one;

	if (all->kind == BG_PYV_CHOICE) {
		for (size_t i = 0; i < all->nv && has <= 0; i++) {
			one = all_has(all->v[i], name);
			has = one ? one : has;
		}
		return has;
	}
	if (!bg_pyv_is_container(all))
		return -1;
	for (size_t i = 0; i < all->nv; i++)
		if (bg_pyv_is_str(all->v[i], name))
			return 1;
	return all->open ? -1 : 0;
}

static int
public_has(struct bg_py_unit *unit, const char *name)
{
	const struct bg_py_scope *scope = &unit->scope;
	const struct bg_py_chain *chain = bg_py_scope_find(scope, name);
	const struct bg_py_binding *b = NULL;
	struct bg_py_unit *from;
	const char *module;
	int has = 0, one;

	if (chain && chain->first)
		b = &scope->v[chain->first - 1];
	if (name[0] == '_' || is_deleted(scope, name))
		return 0;
	for (; b; b = bg_py_scope_next(scope, b))
		if (bg_py_binding_binds(b))
			return 1;
	b = scope->stars.first ? &scope->v[scope->stars.first - 1] : NULL;
	for (; b && has <= 0; b = bg_py_scope_next(scope, b)) {
		from = bg_py_unit_import(unit, b->node, &module);
		one = from ? bg_py_star_has(from, name) : 0;
		has = one ? one : has;
	}
	return has ? has : scope->dynamic_line ? -1 : 0;
}

int
bg_py_star_has(struct bg_py_unit *unit, const char *name)
{
	const struct bg_py_value *all;
	int has = 0;

	if (unit->visiting || unit->namespace || !bg_py_unit_read(unit))
		return 0;
	if (unit->unreadable)
		return -1;
	if (!bg_py_work_enter(unit->project)) {
		bg_py_work_leave(unit->project);
		return -1;
	}
	unit->visiting = true;
	all = bg_py_scope_find(&unit->scope, "__all__") ? bg_py_unit_value(unit, "__all__")
	                                                : NULL;
	has = all ? all_has(all, name) : public_has(unit, name);
	unit->visiting = false;
	bg_py_work_leave(unit->project);
	return has;
}
