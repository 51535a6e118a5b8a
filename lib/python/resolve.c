/* SPDX-License-Identifier: MIT */
/* What a name means: through imports and star imports to where it is defined. */
#include "python/folder.h"

static void find_one(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out);

static void
give_up(struct bg_py_ref *out, struct bg_py_unit *unit, const char *name, const char *why)
{
	out->kind = BG_PY_FOUND_UNKNOWN;
	out->unit = unit;
	out->node = NULL;
	out->binding = NULL;
	out->name = name;
	out->why = why;
}

static void
set_module(struct bg_py_ref *out, struct bg_py_unit *unit)
{
	out->kind = BG_PY_FOUND_MODULE;
	out->unit = unit;
	out->node = unit->parsed && !unit->unreadable ? unit->file->node : NULL;
	out->name = unit->name;
	out->why = NULL;
}

/* A module that is not in the tree: outside, or missing where it should be. */
static void
set_missing(struct bg_py_ref *out, struct bg_py_unit *from, const char *name, bool relative)
{
	if (relative || bg_py_is_inside(from->project, from, name)) {
		give_up(out, from, name,
		        bg_strf(from->project->arena, "there is no module '%s'", name));
		return;
	}
	out->kind = BG_PY_FOUND_EXTERNAL;
	out->unit = NULL;
	out->node = NULL;
	out->name = name;
}

/* Goes one module on; false where that would never end. */
static bool
add_link(struct bg_py_ref *out, struct bg_py_unit *unit, const char *name,
         const struct bg_py_binding *binding)
{
	struct bg_arena *arena = unit->project->arena;

	for (size_t i = 0; i < out->chain.n; i++)
		if (out->chain.v[i].unit == unit && out->chain.v[i].binding == binding &&
		    strcmp(out->chain.v[i].name, name) == 0) {
			give_up(out, unit, name, "its imports go in a circle");
			return false;
		}
	if (out->chain.n >= BG_PY_CHAIN) {
		give_up(out, unit, name, "it is imported through too many modules");
		return false;
	}
	*bg_list_add(arena, &out->chain) = (struct bg_py_link){unit, name, binding};
	return true;
}

/* Later ones win; then those that run, then those that are no fallback. */
static int
rank(const struct bg_py_binding *b)
{
	return b->typing ? 1 : b->fallback ? 0 : 2;
}

/* The binding that holds at the end of the module; the others that may go to *also. */
static const struct bg_py_binding *
choose(struct bg_py_unit *unit, const char *name, struct bg_py_ref *also)
{
	const struct bg_py_chain *chain = bg_py_scope_find(&unit->scope, name);
	const struct bg_py_binding *b, *best = NULL, *from = NULL;

	b = chain && chain->first ? &unit->scope.v[chain->first - 1] : NULL;
	for (; b; b = bg_py_scope_next(&unit->scope, b)) {
		if (b->kind == BG_PY_BIND_DELETE && !b->conditional)
			best = from = NULL;
		if (!bg_py_binding_binds(b) && b->kind != BG_PY_BIND_ANNOTATE)
			continue;
		if (b->kind == BG_PY_BIND_ANNOTATE && best)
			continue;
		if (!from || !b->conditional)
			from = b;
		if (!best || !b->conditional || rank(b) >= rank(best))
			best = b;
	}
	for (b = from; b && also; b = bg_py_scope_next(&unit->scope, b))
		if (b != best && bg_py_binding_binds(b))
			*bg_list_add(unit->project->arena, &also->also) = b;
	return best;
}

static void
follow_import(struct bg_py_unit *unit, const struct bg_py_binding *b, struct bg_py_ref *out)
{
	const char *name = b->part->alias.asname ? b->part->alias.name : b->name;
	struct bg_py_unit *found = bg_py_unit_find(unit->project, unit, name);

	if (!found)
		set_missing(out, unit, name, false);
	else if (bg_py_unit_read(found))
		set_module(out, found);
}

static void
follow_from(struct bg_py_unit *unit, const struct bg_py_binding *b, struct bg_py_ref *out)
{
	struct bg_arena *arena = unit->project->arena;
	const char *name = b->part->alias.name, *module;
	struct bg_py_unit *from = bg_py_unit_import(unit, b->node, &module), *child;

	if (!from) {
		set_missing(out, unit, bg_strf(arena, "%s.%s", module, name),
		            b->node->import.level > 0);
		return;
	}
	child = bg_py_unit_child(from, name);
	if (child && (from == unit || !choose(from, name, NULL))) {
		if (bg_py_unit_read(child))
			set_module(out, child);
		return;
	}
	find_one(from, name, out);
	if (child && out->kind == BG_PY_FOUND_UNKNOWN && bg_py_unit_read(child))
		set_module(out, child);
	if (out->kind == BG_PY_FOUND_NOTHING)
		give_up(out, from, name, bg_strf(arena, "'%s' has no '%s'", from->name, name));
}

/* "a.b.c" of nested attributes; NULL: another expression. */
static const char *
dotted_name(struct bg_arena *arena, const struct bg_py_node *e)
{
	const char *left;

	if (e->type == BG_PY_NAME)
		return e->name.id;
	if (e->type != BG_PY_ATTRIBUTE)
		return NULL;
	left = dotted_name(arena, e->attribute.value);
	return left ? bg_strf(arena, "%s.%s", left, e->attribute.attr) : NULL;
}

/* "X = other.X" hands on a function or a class; all else is a variable. */
static void
follow_assign(struct bg_py_unit *unit, const struct bg_py_binding *b, struct bg_py_ref *out)
{
	const struct bg_py_node *value = b->node->type == BG_PY_ASSIGN
	                                 ? b->node->assign.value
	                                 : b->node->ann_assign.value;
	const char *name = NULL;
	struct bg_py_ref other;

	if (b->node->type == BG_PY_ANN_ASSIGN || b->node->assign.targets->v[0] == b->part)
		name = dotted_name(unit->project->arena, value);
	if (name && strcmp(name, b->name) != 0) {
		other = *out;
		other.why = NULL;
		bg_py_ref_find(unit, name, &other);
		if (other.kind == BG_PY_FOUND_FUNCTION || other.kind == BG_PY_FOUND_CLASS ||
		    other.kind == BG_PY_FOUND_MODULE || other.kind == BG_PY_FOUND_EXTERNAL) {
			*out = other;
			return;
		}
	}
	out->kind = BG_PY_FOUND_VARIABLE;
}

void
bg_py_ref_follow(struct bg_py_unit *unit, const struct bg_py_binding *b,
                 struct bg_py_ref *out)
{
	if (!bg_py_work_enter(unit->project))
		give_up(out, unit, b->name, "there is too much to look up");
	else if (add_link(out, unit, b->name, b)) {
		out->unit = unit;
		out->node = b->node;
		out->binding = b;
		out->name = b->name;
		out->conditional |= b->conditional;
		out->fallback |= b->fallback;
		out->typing |= b->typing;
		if (b->kind == BG_PY_BIND_DEF)
			out->kind = BG_PY_FOUND_FUNCTION;
		else if (b->kind == BG_PY_BIND_CLASS)
			out->kind = BG_PY_FOUND_CLASS;
		else if (b->kind == BG_PY_BIND_TYPE)
			out->kind = BG_PY_FOUND_TYPE;
		else if (b->kind == BG_PY_BIND_IMPORT)
			follow_import(unit, b, out);
		else if (b->kind == BG_PY_BIND_FROM)
			follow_from(unit, b, out);
		else if (b->kind == BG_PY_BIND_ASSIGN)
			follow_assign(unit, b, out);
		else
			out->kind = BG_PY_FOUND_VARIABLE;
	}
	bg_py_work_leave(unit->project);
}

/* Through star imports, the last one first. */
static bool
find_in_stars(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out)
{
	const struct bg_py_binding *b, *best = NULL, *perhaps = NULL;
	struct bg_py_unit *from, *chosen = NULL;
	const char *module, *outside = NULL;
	int has;

	b = unit->scope.stars.first ? &unit->scope.v[unit->scope.stars.first - 1] : NULL;
	for (; b; b = bg_py_scope_next(&unit->scope, b)) {
		from = bg_py_unit_import(unit, b->node, &module);
		has = from ? bg_py_star_has(from, name) : -1;
		if (!from && name[0] == '_')
			has = 0;
		if (has > 0) {
			best = b;
			chosen = from;
		} else if (has < 0) {
			perhaps = b;
			outside = module;
		}
	}
	if (best && add_link(out, unit, name, best)) {
		out->conditional |= best->conditional;
		out->fallback |= best->fallback;
		out->typing |= best->typing;
		find_one(chosen, name, out);
	} else if (!best && perhaps) {
		give_up(out, unit, name, bg_strf(unit->project->arena,
		        "it may come from '%s', of which all is imported", outside));
	}
	return best || perhaps;
}

static void
find_lazy(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out)
{
	out->unit = unit;
	out->name = name;
	out->kind = BG_PY_FOUND_NOTHING;
	if (unit->lazy)
		give_up(out, unit, name, "the module's __getattr__ makes it as it runs");
	else if (unit->scope.dynamic_line)
		give_up(out, unit, name, "the module makes names through globals()");
	out->dynamic = unit->lazy || unit->scope.dynamic_line;
}

static void
find_one(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out)
{
	const struct bg_py_binding *b;
	struct bg_py_unit *child = bg_py_unit_child(unit, name);

	if (!bg_py_unit_read(unit)) {
		give_up(out, unit, name, "the module cannot be read");
		return;
	}
	if (unit->unreadable) {
		give_up(out, unit, name,
		        bg_strf(unit->project->arena, "%s:%u:%u: %s", unit->path,
		                unit->err.line, unit->err.column, unit->err.text));
		return;
	}
	b = unit->namespace ? NULL : choose(unit, name, out->chain.n ? NULL : out);
	if (b) {
		bg_py_ref_follow(unit, b, out);
		return;
	}
	if (!unit->namespace && find_in_stars(unit, name, out))
		return;
	if (child && add_link(out, unit, name, NULL)) {
		if (bg_py_unit_read(child))
			set_module(out, child);
		return;
	}
	find_lazy(unit, name, out);
}

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
		text = dotted_name(unit->project->arena, base);
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
		give_up(out, unit, name, bg_strf(unit->project->arena,
		        "the class has the base '%s'", foreign));
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
	out->kind = b->kind == BG_PY_BIND_DEF ? BG_PY_FOUND_FUNCTION
	            : b->kind == BG_PY_BIND_CLASS ? BG_PY_FOUND_CLASS : BG_PY_FOUND_VARIABLE;
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
		find_one(out->unit, name, out);
	} else if (out->kind == BG_PY_FOUND_CLASS) {
		find_in_class(out, name, 0);
	} else if (out->kind == BG_PY_FOUND_EXTERNAL) {
		arena = out->chain.v[0].unit->project->arena;
		out->name = bg_strf(arena, "%s.%s", out->name, name);
	} else if (out->kind != BG_PY_FOUND_NOTHING && out->kind != BG_PY_FOUND_UNKNOWN) {
		give_up(out, out->unit, name, "it is an attribute of what is no module or class");
	}
}

void
bg_py_ref_find(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out)
{
	struct bg_arena *arena = unit->project->arena;
	size_t n = strcspn(name, ".");

	find_one(unit, bg_strndup(arena, name, n), out);
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
