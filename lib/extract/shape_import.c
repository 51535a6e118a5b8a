/* SPDX-License-Identifier: MIT */
/* Definitions and imports inside of functions: they bind a name as any assignment does. */
#include "base/err.h"
#include "extract/shape.h"

void
bg_shape_do_definition(struct bg_scene *s, const struct bg_py_node *node)
{
	struct bg_shape_ref ref = {
		.kind = BG_PY_FOUND_FUNCTION, .unit = s->unit, .node = node, .around = s};

	if (node->type == BG_PY_CLASS) {
		ref.kind = BG_PY_FOUND_CLASS;
		bg_state_set(s->w, &s->state, node->cls->name, bg_shape_ref(s->w, &ref));
	} else {
		bg_state_set(s->w, &s->state, node->def->name, bg_shape_ref(s->w, &ref));
	}
}

/* The module meant by "from ..a.b import": its dotted name. */
static const char *
module_name(struct bg_scene *s, const struct bg_py_node *node)
{
	const char *module = node->import.module ? node->import.module : "";
	const char *base = s->unit->name, *dot;
	uint32_t up = node->import.level;

	if (!up)
		return module;
	if (s->unit->package)
		up--;
	for (; up; up--) {
		dot = strrchr(base, '.');
		base = dot ? bg_strndup(s->w->arena, base, (size_t)(dot - base)) : "";
	}
	return *base && *module ? bg_strf(s->w->arena, "%s.%s", base, module)
	       : *module        ? module
	                        : base;
}

void
bg_shape_do_from(struct bg_scene *s, const struct bg_py_node *node)
{
	const char *module = module_name(s, node);
	struct bg_py_unit *unit = NULL;
	struct bg_shape_ref ref = {.kind = BG_PY_FOUND_EXTERNAL};
	const struct bg_shape *v;

	if (bg_py_module_get(s->w->project, module, &unit, s->w->err)) {
		s->w->failed = true;
		return;
	}
	for (uint32_t i = 0; i < node->import.names->n; i++) {
		const struct bg_py_node *alias = node->import.names->v[i];

		ref.name = bg_strf(s->w->arena, "%s.%s", module, alias->alias.name);
		v = unit ? bg_shape_resolve(s->w, s, unit, alias->alias.name)
		         : bg_shape_ref(s->w, &ref);
		bg_state_set(s->w, &s->state,
		             alias->alias.asname ? alias->alias.asname : alias->alias.name, v);
	}
}

void
bg_shape_do_import(struct bg_scene *s, const struct bg_py_node *node)
{
	for (uint32_t i = 0; i < node->import.names->n; i++) {
		const struct bg_py_node *alias = node->import.names->v[i];
		const char *name = alias->alias.name, *as = alias->alias.asname;
		struct bg_shape_ref ref = {.kind = BG_PY_FOUND_EXTERNAL};
		struct bg_py_unit *unit = NULL;

		if (!as)
			as = name = bg_strndup(s->w->arena, name, strcspn(name, "."));
		if (bg_py_module_get(s->w->project, name, &unit, s->w->err)) {
			s->w->failed = true;
			return;
		}
		ref.name = name;
		ref.unit = unit;
		if (unit)
			ref.kind = BG_PY_FOUND_MODULE;
		bg_state_set(s->w, &s->state, as, bg_shape_ref(s->w, &ref));
	}
}
