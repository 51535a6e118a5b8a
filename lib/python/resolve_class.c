/* SPDX-License-Identifier: MIT */
/* Dotted names: attributes of classes, through their bases; and the calls from outside. */
#include "python/folder.h"

static void find_in_class(struct bg_py_ref *out, const char *name, unsigned depth);

/* Through the bases, in order; a base outside of the repository may have the name. */
static void
find_in_bases(struct bg_py_ref *out, const char *name, unsigned depth)
{
	const struct bg_py_node *cls = out->node, *base;
	struct bg_py_unit *unit = out->unit;
	struct bg_py_ref other;
	const char *text, *foreign = NULL;

	for (uint32_t i = 0; i < cls->cls->bases->n; i++) {
		base = cls->cls->bases->v[i];
		if (base->type == BG_PY_SUBSCRIPT)
			base = base->binary.left;
		text = bg_py_dotted(unit->project->arena, base);
		other = (struct bg_py_ref){0};
		if (text)
			bg_py_ref_find(unit, text, &other);
		if (other.kind == BG_PY_FOUND_CLASS && depth < BG_PY_CHAIN) {
			find_in_class(&other, name, depth + 1);
			if (other.kind != BG_PY_FOUND_NOTHING) {
				*out = other;
				return;
			}
		} else if (!text || strcmp(text, "object") != 0) {
			foreign = text ? text : "an expression";
		}
	}
	out->kind = BG_PY_FOUND_NOTHING;
	if (foreign)
		bg_py_ref_unknown(
			out, unit, name,
			bg_strf(unit->project->arena, "the class has the base '%s'", foreign));
}

static void
find_in_class(struct bg_py_ref *out, const char *name, unsigned depth)
{
	struct bg_py_unit *unit = out->unit;
	struct bg_py_scope *scope = bg_py_scope_of(unit, out->node, &unit->scope);
	const struct bg_py_chain *chain = bg_py_scope_find(scope, name);
	const struct bg_py_binding *b;

	if (!bg_py_work_enter(unit->project) || !chain || !chain->last) {
		find_in_bases(out, name, depth);
		bg_py_work_leave(unit->project);
		return;
	}
	bg_py_work_leave(unit->project);
	b = &scope->v[chain->last - 1];
	out->kind = b->kind == BG_PY_BIND_DEF     ? BG_PY_FOUND_FUNCTION
	            : b->kind == BG_PY_BIND_CLASS ? BG_PY_FOUND_CLASS
	                                          : BG_PY_FOUND_VARIABLE;
	out->name = bg_strf(unit->project->arena, "%s.%s", out->node->cls->name, name);
	out->node = b->node;
	out->binding = b;
}

/* One attribute of what was found so far. */
static void
step(struct bg_py_ref *out, const char *name)
{
	struct bg_arena *arena;

	if (out->kind == BG_PY_FOUND_MODULE) {
		bg_py_ref_one(out->unit, name, out);
	} else if (out->kind == BG_PY_FOUND_CLASS) {
		find_in_class(out, name, 0);
	} else if (out->kind == BG_PY_FOUND_EXTERNAL) {
		arena = out->chain.v[0].unit->project->arena;
		out->name = bg_strf(arena, "%s.%s", out->name, name);
	} else if (out->kind != BG_PY_FOUND_NOTHING && out->kind != BG_PY_FOUND_UNKNOWN) {
		bg_py_ref_unknown(out, out->unit, name,
		                  "it is an attribute of what is no module or class");
	}
}

void
bg_py_ref_find(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out)
{
	struct bg_arena *arena = unit->project->arena;
	size_t n = strcspn(name, ".");

	bg_py_ref_one(unit, bg_strndup(arena, name, n), out);
	while (name[n]) {
		name += n + 1;
		n = strcspn(name, ".");
		step(out, bg_strndup(arena, name, n));
	}
}

int
bg_py_resolve(struct bg_py_project *project, struct bg_py_unit *unit, const char *name,
              struct bg_py_ref *out, struct bg_err *err)
{
	*out = (struct bg_py_ref){.name = name};
	bg_py_work_begin(project, err);
	bg_py_ref_find(unit, name, out);
	return bg_py_work_end(project);
}

int
bg_py_resolve_binding(struct bg_py_project *project, struct bg_py_unit *unit,
                      const struct bg_py_binding *binding, struct bg_py_ref *out,
                      struct bg_err *err)
{
	*out = (struct bg_py_ref){.name = binding->name};
	bg_py_work_begin(project, err);
	bg_py_ref_follow(unit, binding, out);
	return bg_py_work_end(project);
}
