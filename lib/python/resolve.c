/* SPDX-License-Identifier: MIT */
/* What a name means: through imports and star imports to where it is defined. */
#include "python/folder.h"

void
bg_py_ref_unknown(struct bg_py_ref *out, struct bg_py_unit *unit, const char *name,
                  const char *why)
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
		bg_py_ref_unknown(
			out, from, name,
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
			bg_py_ref_unknown(out, unit, name, "its imports go in a circle");
			return false;
		}
	if (out->chain.n >= BG_PY_CHAIN) {
		bg_py_ref_unknown(out, unit, name, "it is imported through too many modules");
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

/* The binding that holds before a place of the module; the others that may go to *also. */
static const struct bg_py_binding *
choose(struct bg_py_unit *unit, const char *name, uint32_t at, struct bg_py_ref *also)
{
	const struct bg_py_chain *chain = bg_py_scope_find(&unit->scope, name);
	const struct bg_py_binding *b, *best = NULL, *from = NULL;

	b = chain && chain->first ? &unit->scope.v[chain->first - 1] : NULL;
	for (; b; b = bg_py_scope_next(&unit->scope, b)) {
		if (b->end >= at)
			break;
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
	if (!child && from == unit && choose(from, name, UINT32_MAX, NULL) == b) {
		bg_py_ref_unknown(out, from, name,
		                  bg_strf(arena, "'%s' has no '%s'", from->name, name));
		return;
	}
	if (child && (from == unit || !choose(from, name, UINT32_MAX, NULL))) {
		if (bg_py_unit_read(child))
			set_module(out, child);
		return;
	}
	bg_py_ref_one(from, name, out);
	if (child && out->kind == BG_PY_FOUND_UNKNOWN && bg_py_unit_read(child))
		set_module(out, child);
	if (out->kind == BG_PY_FOUND_NOTHING)
		bg_py_ref_unknown(out, from, name,
		                  bg_strf(arena, "'%s' has no '%s'", from->name, name));
}

/* A copy whose chain may grow on its own. */
static struct bg_py_ref
copy_ref(struct bg_arena *arena, const struct bg_py_ref *ref)
{
	struct bg_py_ref copy = *ref;

	memset(&copy.chain, 0, sizeof(copy.chain));
	for (size_t i = 0; i < ref->chain.n; i++)
		*bg_list_add(arena, &copy.chain) = ref->chain.v[i];
	return copy;
}

/* "X = other.X" hands on a function or a class; all else is a variable. */
static void
follow_assign(struct bg_py_unit *unit, const struct bg_py_binding *b, struct bg_py_ref *out)
{
	const struct bg_py_node *value = b->node->type == BG_PY_ASSIGN
	                                         ? b->node->assign.value
	                                         : b->node->ann_assign.value;
	const struct bg_py_binding *earlier;
	const char *name = NULL;
	struct bg_py_ref other;

	if (b->node->type == BG_PY_ANN_ASSIGN || b->node->assign.targets->v[0] == b->part)
		name = bg_py_dotted(unit->project->arena, value);
	if (name) {
		other = copy_ref(unit->project->arena, out);
		earlier = choose(unit, name, b->end, NULL);
		if (earlier)
			bg_py_ref_follow(unit, earlier, &other);
		else if (strcmp(name, b->name) != 0)
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
bg_py_ref_follow(struct bg_py_unit *unit, const struct bg_py_binding *b, struct bg_py_ref *out)
{
	if (!bg_py_work_enter(unit->project))
		bg_py_ref_unknown(out, unit, b->name, "there is too much to look up");
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

static void
follow_star(struct bg_py_unit *unit, const struct bg_py_binding *b, const char *name,
            struct bg_py_ref *out)
{
	const char *module;
	struct bg_py_unit *from = bg_py_unit_import(unit, b->node, &module);
	int has = from ? bg_py_star_has(from, name) : name[0] == '_' ? 0 : -1;

	if (has > 0 && add_link(out, unit, name, b)) {
		out->conditional |= b->conditional;
		out->fallback |= b->fallback;
		out->typing |= b->typing;
		bg_py_ref_one(from, name, out);
	} else if (has < 0) {
		bg_py_ref_unknown(out, unit, name,
		                  bg_strf(unit->project->arena,
		                          "it may come from '%s', of which all is imported",
		                          module));
	}
}

/* Through star imports, the last one first; false: through none of them. */
static bool
find_in_stars(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out)
{
	struct bg_arena *arena = unit->project->arena;
	const struct bg_py_ref before = copy_ref(arena, out);
	struct bg_py_ref other;
	bool found = false;

	for (size_t i = unit->scope.stars.n ? unit->scope.n : 0; i > 0; i--) {
		if (unit->scope.v[i - 1].kind != BG_PY_BIND_STAR)
			continue;
		other = copy_ref(arena, &before);
		other.kind = BG_PY_FOUND_NOTHING;
		if (bg_py_work_enter(unit->project))
			follow_star(unit, &unit->scope.v[i - 1], name, &other);
		bg_py_work_leave(unit->project);
		if (other.kind == BG_PY_FOUND_NOTHING)
			continue;
		if (!found || other.kind != BG_PY_FOUND_UNKNOWN)
			*out = other;
		found = true;
		if (other.kind != BG_PY_FOUND_UNKNOWN)
			break;
	}
	return found;
}

static void
find_lazy(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out)
{
	out->unit = unit;
	out->name = name;
	out->kind = BG_PY_FOUND_NOTHING;
	if (unit->lazy)
		bg_py_ref_unknown(out, unit, name,
		                  "the module's __getattr__ makes it as it runs");
	else if (unit->scope.dynamic_line)
		bg_py_ref_unknown(out, unit, name, "the module makes names as it runs");
	out->dynamic = unit->lazy || unit->scope.dynamic_line;
}

/* What is not there may have a fallback, or another branch, that is. */
static void
follow_best(struct bg_py_unit *unit, const struct bg_py_binding *b, struct bg_py_ref *out)
{
	const struct bg_py_ref before = copy_ref(unit->project->arena, out);
	struct bg_py_ref other;
	const struct bg_py_binding *next =
		b->conditional
			? &unit->scope.v[bg_py_scope_find(&unit->scope, b->name)->first - 1]
			: NULL;

	bg_py_ref_follow(unit, b, out);
	for (; next && out->kind == BG_PY_FOUND_UNKNOWN;
	     next = bg_py_scope_next(&unit->scope, next)) {
		if (next == b || !bg_py_binding_binds(next))
			continue;
		other = copy_ref(unit->project->arena, &before);
		bg_py_ref_follow(unit, next, &other);
		other.conditional = true;
		if (other.kind != BG_PY_FOUND_UNKNOWN && other.kind != BG_PY_FOUND_NOTHING)
			*out = other;
	}
}

void
bg_py_ref_one(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out)
{
	const struct bg_py_binding *b;
	struct bg_py_unit *child = bg_py_unit_child(unit, name);

	if (!bg_py_unit_read(unit)) {
		bg_py_ref_unknown(out, unit, name, "the module cannot be read");
		return;
	}
	if (unit->unreadable) {
		bg_py_ref_unknown(out, unit, name,
		                  bg_strf(unit->project->arena, "%s:%u:%u: %s", unit->path,
		                          unit->err.line, unit->err.column, unit->err.text));
		return;
	}
	b = unit->namespace ? NULL : choose(unit, name, UINT32_MAX, out->chain.n ? NULL : out);
	if (b) {
		follow_best(unit, b, out);
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
