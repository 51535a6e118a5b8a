/* SPDX-License-Identifier: MIT */
/* The folder's calls from outside, and references as values. */
#include "python/fold.h"

#include "python/folder.h"

static const struct bg_py_value *
unknown_at(struct bg_py_unit *unit, uint32_t line, const char *why)
{
	struct bg_py_value *value = bg_pyv_new(unit->project->arena, BG_PYV_UNKNOWN);

	value->text = why;
	value->n = strlen(why);
	value->path = unit->path;
	value->line = line;
	return value;
}

const struct bg_py_value *
bg_py_unit_value(struct bg_py_unit *unit, const char *name)
{
	struct bg_py_project *p = unit->project;
	struct bg_py_folder f = {.project = p, .scope = &unit->scope};
	const struct bg_py_value *value = NULL;
	struct bg_py_unit *child = bg_py_unit_child(unit, name);
	struct bg_py_value *module;

	if (!bg_py_unit_read(unit))
		return unknown_at(unit, 0, "the module cannot be read");
	if (unit->unreadable)
		return unknown_at(unit, unit->err.line,
		                  bg_strf(p->arena, "it does not parse: %u:%u: %s",
		                          unit->err.line, unit->err.column, unit->err.text));
	if (!unit->namespace && bg_py_work_enter(p))
		value = bg_py_flow_name(&f, &unit->scope, name, UINT32_MAX);
	if (!unit->namespace)
		bg_py_work_leave(p);
	if (value)
		return value;
	if (child) {
		module = bg_pyv_new(p->arena, BG_PYV_MODULE);
		module->unit = child;
		return module;
	}
	if (unit->lazy && name[0] != '_')
		return unknown_at(unit, 0, "the module's __getattr__ makes it as it runs");
	if (unit->scope.dynamic_line && name[0] != '_')
		return unknown_at(unit, unit->scope.dynamic_line,
		                  "the module makes names as it runs");
	return NULL;
}

/* Variables of a class are "C.name": those of a module have no dot. */
static const struct bg_py_value *
variable_value(const struct bg_py_ref *ref)
{
	const struct bg_py_value *value = bg_py_unit_value(ref->unit, ref->name);

	return value ? value
	             : unknown_at(ref->unit, ref->node ? ref->node->line : 0,
	                          bg_strf(ref->unit->project->arena, "'%s' is not bound",
	                                  ref->name));
}

const struct bg_py_value *
bg_py_ref_value(struct bg_py_project *p, const struct bg_py_ref *ref)
{
	struct bg_py_value *value;

	switch (ref->kind) {
	case BG_PY_FOUND_VARIABLE:
		return variable_value(ref);
	case BG_PY_FOUND_FUNCTION:
	case BG_PY_FOUND_CLASS:
	case BG_PY_FOUND_MODULE:
		value = bg_pyv_new(p->arena, ref->kind == BG_PY_FOUND_MODULE ? BG_PYV_MODULE
		                             : ref->kind == BG_PY_FOUND_CLASS
		                                     ? BG_PYV_CLASS
		                                     : BG_PYV_FUNCTION);
		value->unit = ref->unit;
		value->node = ref->kind == BG_PY_FOUND_MODULE ? NULL : ref->node;
		return value;
	case BG_PY_FOUND_EXTERNAL:
		if (bg_ends(ref->name, ".TYPE_CHECKING"))
			return bg_pyv_bool(p->arena, false);
		value = bg_pyv_new(p->arena, BG_PYV_EXTERNAL);
		value->text = ref->name;
		value->n = strlen(ref->name);
		return value;
	case BG_PY_FOUND_NOTHING:
	case BG_PY_FOUND_TYPE:
	case BG_PY_FOUND_UNKNOWN:
		break;
	}
	return bg_pyv_unknown(p->arena, "%s", ref->why ? ref->why : "it is not known");
}

/* With names that are given, no value may be kept for the next caller: loop_at says so. */
static struct bg_py_folder
stand(struct bg_py_project *project, const struct bg_py_where *where,
      const struct bg_py_around *around, uint32_t at)
{
	struct bg_py_unit *unit = where->unit;
	struct bg_py_folder f = {.project = project, .cls = where->cls, .at = UINT32_MAX};

	f.scope = &unit->scope;
	if (where->function)
		f.scope = bg_py_scope_of(unit, where->function, f.scope);
	else if (where->cls)
		f.scope = bg_py_scope_of(unit, where->cls, f.scope);
	if (f.scope != &unit->scope || around->loops)
		f.at = at;
	f.given = around->given;
	f.loops = around->loops;
	f.loop_at = around->given || around->loops ? 1 : 0;
	return f;
}

int
bg_py_fold(struct bg_py_project *project, const struct bg_py_where *where,
           const struct bg_py_node *expression, const struct bg_py_value **out,
           struct bg_err *err)
{
	static const struct bg_py_around nothing;

	return bg_py_fold_around(project, where, &nothing, expression, out, err);
}

int
bg_py_fold_around(struct bg_py_project *project, const struct bg_py_where *where,
                  const struct bg_py_around *around, const struct bg_py_node *expression,
                  const struct bg_py_value **out, struct bg_err *err)
{
	struct bg_py_folder f;

	bg_py_work_begin(project, err);
	f = stand(project, where, around, expression->end);
	*out = bg_py_fold_in(&f, expression);
	return bg_py_work_end(project);
}

int
bg_py_fold_target(struct bg_py_project *project, const struct bg_py_where *where,
                  const struct bg_py_around *around, const struct bg_py_node *target,
                  const struct bg_py_value *value, const struct bg_py_local **out,
                  struct bg_err *err)
{
	struct bg_py_folder f;

	bg_py_work_begin(project, err);
	f = stand(project, where, around, target->end);
	*out = bg_py_bind_local(&f, around->loops, target, value);
	return bg_py_work_end(project);
}

int
bg_py_fold_name(struct bg_py_project *project, struct bg_py_unit *unit, const char *name,
                const struct bg_py_value **out, struct bg_err *err)
{
	bg_py_work_begin(project, err);
	*out = bg_py_unit_value(unit, name);
	return bg_py_work_end(project);
}

int
bg_py_fold_attribute(struct bg_py_project *project, struct bg_py_unit *unit,
                     const struct bg_py_node *cls, const char *name,
                     const struct bg_py_value **out, struct bg_err *err)
{
	bg_py_work_begin(project, err);
	*out = bg_py_class_attr(project, unit, cls, name);
	return bg_py_work_end(project);
}

int
bg_py_fold_members(struct bg_py_project *project, struct bg_py_unit *unit,
                   const struct bg_py_node *cls, const struct bg_py_value **out,
                   struct bg_err *err)
{
	bg_py_work_begin(project, err);
	*out = bg_py_enum_members(project, unit, cls);
	return bg_py_work_end(project);
}

const struct bg_py_node *
bg_py_aliased(const struct bg_py_unit *unit, const char *name)
{
	const struct bg_py_chain *chain = bg_py_scope_find(&unit->scope, name);
	const struct bg_py_node *e;

	if (!chain || !chain->first || chain->first != chain->last)
		return NULL;
	e = unit->scope.v[chain->first - 1].node;
	if (e->type == BG_PY_ASSIGN)
		e = e->assign.value;
	else if (e->type == BG_PY_ANN_ASSIGN)
		e = e->ann_assign.value;
	else if (e->type == BG_PY_TYPE_ALIAS)
		e = e->type_alias.value;
	else
		return NULL;
	return e && (e->type == BG_PY_SUBSCRIPT || e->type == BG_PY_BIN_OP) ? e : NULL;
}
