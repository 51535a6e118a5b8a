/* SPDX-License-Identifier: MIT */
/* Names of Python modules as items: followed to their definitions. */
#include "extract/describe.h"

#include "base/words.h"
#include "python/annotation.h"
#include "python/deprecated.h"

#define OTHERS 4  /* further definitions of one name */
#define MODULES 3 /* modules inside of each other that one name may bring */

const char *
bg_describe_id(struct bg_arena *arena, const struct bg_py_unit *unit, const char *name)
{
	return *unit->name ? bg_strf(arena, "%s.%s", unit->name, name) : name;
}

int
bg_describe_type(struct bg_describer *d, const struct bg_py_where *where, struct bg_item *item,
                 const char *attr, const struct bg_py_node *annotation)
{
	struct bg_arena *keep = d->x->keep;
	struct bg_py_type_text type;

	if (bg_py_annotation(&type, keep, where, annotation, d->err) != 0)
		return -1;
	if (type.text)
		bg_item_set_attr(keep, item, attr, type.text);
	if (type.is)
		bg_item_set_fact(keep, item, bg_strf(keep, "%s-is", attr), type.is);
	return 0;
}

static void
set_mark(struct bg_describer *d, struct bg_item *item, const struct bg_py_mark *mark)
{
	if (mark->text)
		bg_item_set_fact(d->x->keep, item, "deprecated", mark->text);
	bg_item_set_fact(d->x->keep, item, "warns", mark->warns ? "yes" : "no");
}

int
bg_describe_marks(struct bg_describer *d, const struct bg_py_where *where, struct bg_item *item,
                  const struct bg_py_node *node)
{
	struct bg_py_mark mark;

	if (bg_py_deprecation(&mark, d->x->keep, where, node, d->err) != 0)
		return -1;
	set_mark(d, item, &mark);
	return 0;
}

static struct bg_item *
add_name(struct bg_describer *d, const char *id, const char *is, struct bg_loc loc)
{
	struct bg_item *item = bg_harvest_add(d->x, "name", id, loc.path, loc.line);

	item->parent = d->module;
	bg_item_set_attr(d->x->keep, item, "is", is);
	return item;
}

static int
describe_variable(struct bg_describer *d, const struct bg_py_ref *ref, const char *id,
                  struct bg_loc loc)
{
	const struct bg_py_where where = {.unit = ref->unit};
	struct bg_item *item =
		add_name(d, id, ref->kind == BG_PY_FOUND_TYPE ? "type" : "variable", loc);

	if (ref->kind == BG_PY_FOUND_TYPE)
		return bg_describe_alias(d, &where, item, ref->node->type_alias.value);
	if (bg_describe_newtype_value(ref->node))
		return bg_describe_type(d, &where, item, "type",
		                        bg_describe_newtype_value(ref->node));
	if (bg_describe_alias_value(ref->node))
		return bg_describe_alias(d, &where, item, bg_describe_alias_value(ref->node));
	if (ref->node && ref->node->type == BG_PY_ANN_ASSIGN)
		return bg_describe_type(d, &where, item, "type",
		                        ref->node->ann_assign.annotation);
	if (bg_describe_is_made(ref->node))
		bg_item_set_fact(d->x->keep, item, "made", "yes");
	return 0;
}

/* An exported module takes its names along when it goes. */
static int
describe_exported(struct bg_describer *d, struct bg_py_unit *unit, const char *id)
{
	const char *above = d->module;
	int rc;

	d->module = id;
	rc = bg_describe_module(d, unit, id, false);
	d->module = above;
	return rc;
}

/* "f = C.make": a method of the class, which is given already. */
static bool
is_bound(const struct bg_py_ref *ref)
{
	return strchr(ref->name, '.') &&
	       bg_describe_decorated(ref->node->def->decorators, "classmethod");
}

static int
describe_found(struct bg_describer *d, const struct bg_py_ref *ref, const char *id,
               struct bg_loc loc)
{
	const struct bg_py_where where = {.unit = ref->unit};
	struct bg_describe_callee callee = {0};
	bool made;
	struct bg_item *item;

	if (ref->kind == BG_PY_FOUND_FUNCTION) {
		item = add_name(d, id, "function", loc);
		return bg_describe_callable(d, &where, ref->node, item, is_bound(ref));
	}
	if (ref->kind == BG_PY_FOUND_VARIABLE && bg_describe_find_callee(d, ref, &callee) != 0)
		return -1;
	if (callee.def) {
		item = add_name(d, id, "function", loc);
		return bg_describe_callee(d, &callee, item);
	}
	if (d->functions_only)
		return 0;
	if (ref->kind == BG_PY_FOUND_VARIABLE &&
	    (bg_describe_made(d, ref, id, loc, &made) != 0 || made))
		return made ? 0 : -1;
	if (ref->kind == BG_PY_FOUND_CLASS) {
		item = add_name(d, id, "class", loc);
		return bg_describe_class(d, ref->unit, ref->node, item);
	}
	if (ref->kind == BG_PY_FOUND_MODULE) {
		add_name(d, id, "module", loc);
		return describe_exported(d, ref->unit, id);
	}
	if (ref->kind == BG_PY_FOUND_EXTERNAL) {
		add_name(d, id, "external", loc);
		return 0;
	}
	return describe_variable(d, ref, id, loc);
}

/* The member of a class by its own row: the class itself is not promised. */
static int
describe_member(struct bg_describer *d, const struct bg_py_ref *ref, const char *id,
                struct bg_loc loc)
{
	const struct bg_py_where where = {.unit = ref->unit};
	const struct bg_py_list *decorators;
	struct bg_item *item = bg_harvest_add(d->x, "member", id, loc.path, loc.line);

	bg_item_set_attr(d->x->keep, item, "is", "attribute");
	if (ref->kind != BG_PY_FOUND_FUNCTION)
		return 0;
	decorators = ref->node->def->decorators;
	if (bg_describe_is_property(decorators))
		return bg_describe_type(d, &where, item, "type", ref->node->def->returns);
	bg_item_set_attr(d->x->keep, item, "is", "method");
	return bg_describe_callable(d, &where, ref->node, item,
	                            !bg_describe_decorated(decorators, "staticmethod"));
}

/* "__version__": what a package says of itself. */
static bool
is_metadata(const char *name)
{
	return bg_starts(name, "__") && bg_ends(name, "__");
}

/*
 * What a name that cannot be resolved may still be: one that the module's __getattr__ makes,
 * as it does for names that are to go.
 */
static int
describe_unknown(struct bg_describer *d, const struct bg_py_ref *ref, const char *id,
                 struct bg_loc loc)
{
	size_t at = d->x->out->items.n;
	struct bg_py_lazy lazy = {0};
	struct bg_item *item;

	if (ref->unit && !strchr(ref->name, '.') &&
	    bg_py_lazy_name(&lazy, d->x->keep, ref->unit, ref->name, d->err) != 0)
		return -1;
	if (lazy.given.kind != BG_PY_FOUND_NOTHING && lazy.given.kind != BG_PY_FOUND_UNKNOWN) {
		if (describe_found(d, &lazy.given, id, loc) != 0)
			return -1;
		item = at < d->x->out->items.n ? &d->x->out->items.v[at] : NULL;
	} else if (lazy.made) {
		item = add_name(d, id, "external", loc);
	} else if (ref->unit && ref->unit->lazy && is_metadata(ref->name)) {
		add_name(d, id, "external", loc);
		return 0;
	} else {
		d->done = BG_DESCRIBED_UNREAD;
		bg_harvest_unread_item(d->x->keep, d->x->out, id, loc,
		                       bg_strdup(d->x->keep, ref->why));
		return 0;
	}
	if (item && lazy.mark.text)
		set_mark(d, item, &lazy.mark);
	return 0;
}

/*
 * A name that comes from outside in one branch and is defined here in another, as a fallback
 * is: what stands here can be read.
 */
static int
prefer_own(struct bg_describer *d, struct bg_py_unit *unit, struct bg_py_ref *ref)
{
	const struct bg_py_link *last = ref->chain.n ? &ref->chain.v[ref->chain.n - 1] : NULL;
	struct bg_py_ref other;

	if (ref->kind == BG_PY_FOUND_EXTERNAL && !ref->also.n && last && last->unit != unit) {
		unit = last->unit;
		if (bg_py_resolve(unit->project, unit, last->name, &other, d->err) != 0)
			return -1;
		memcpy(&ref->also, &other.also, sizeof(ref->also));
	}
	for (size_t i = 0; ref->kind == BG_PY_FOUND_EXTERNAL && i < ref->also.n; i++) {
		if (bg_py_resolve_binding(unit->project, unit, ref->also.v[i], &other,
		                          d->err) != 0)
			return -1;
		if (other.kind != BG_PY_FOUND_FUNCTION && other.kind != BG_PY_FOUND_CLASS)
			continue;
		memcpy(&other.also, &ref->also, sizeof(other.also));
		*ref = other;
	}
	return 0;
}

/* The same name where another branch of the module holds: functions and classes. */
static int
describe_others(struct bg_describer *d, struct bg_py_unit *unit, const struct bg_py_ref *ref,
                const char *id, size_t from)
{
	struct bg_py_ref other;
	struct bg_loc loc;
	size_t at;

	for (size_t i = 0, n = 0; i < ref->also.n && n < OTHERS; i++) {
		if (ref->also.v[i]->typing)
			continue;
		if (bg_py_resolve_binding(unit->project, unit, ref->also.v[i], &other,
		                          d->err) != 0)
			return -1;
		if (other.kind != ref->kind || other.node == ref->node ||
		    (other.kind == BG_PY_FOUND_FUNCTION &&
		     bg_describe_refuses(other.unit, other.node)))
			continue;
		n++;
		at = d->x->out->items.n;
		loc = (struct bg_loc){bg_strdup(d->x->keep, other.unit->path),
		                      other.node->line};
		if (describe_found(d, &other, id, loc) != 0)
			return -1;
		bg_describe_join(d->x->keep, d->x->out, from, at);
	}
	return 0;
}

int
bg_describe_name(struct bg_describer *d, struct bg_py_unit *unit, const char *name,
                 const char *id, struct bg_loc loc)
{
	size_t from = d->x->out->items.n;
	struct bg_py_ref ref;

	d->done = BG_DESCRIBED;
	if (bg_py_resolve(unit->project, unit, name, &ref, d->err) != 0 ||
	    prefer_own(d, unit, &ref) != 0 || bg_extract_room(d->x, d->err) != 0)
		return -1;
	if (ref.kind == BG_PY_FOUND_NOTHING) {
		d->done = BG_DESCRIBED_NOTHING;
		return 0;
	}
	if (ref.node && ref.unit && ref.node->line && !ref.unit->unreadable)
		loc = (struct bg_loc){bg_strdup(d->x->keep, ref.unit->path), ref.node->line};
	if (!loc.path)
		loc = (struct bg_loc){bg_strdup(d->x->keep, unit->path), 1};
	if (ref.kind == BG_PY_FOUND_UNKNOWN)
		return describe_unknown(d, &ref, id, loc);
	if (ref.name && strchr(name, '.') && strchr(ref.name, '.') &&
	    ref.kind != BG_PY_FOUND_MODULE && ref.kind != BG_PY_FOUND_EXTERNAL &&
	    ref.kind != BG_PY_FOUND_CLASS)
		return describe_member(d, &ref, id, loc);
	if (describe_found(d, &ref, id, loc) != 0)
		return -1;
	if (ref.kind != BG_PY_FOUND_FUNCTION && ref.kind != BG_PY_FOUND_CLASS)
		return 0;
	if (!ref.also.n && ref.unit != unit && ref.name) {
		unit = ref.unit;
		if (bg_py_resolve(unit->project, unit, ref.name, &ref, d->err) != 0)
			return -1;
	}
	return describe_others(d, unit, &ref, id, from);
}

static void
say_open(struct bg_describer *d, struct bg_py_unit *unit, const struct bg_py_exports *e)
{
	struct bg_loc loc = {bg_strdup(d->x->keep, e->path ? e->path : unit->path), e->line};

	bg_harvest_unread_item(d->x->keep, d->x->out,
	                       *unit->name ? bg_strdup(d->x->keep, unit->name) : NULL, loc,
	                       bg_strdup(d->x->keep, e->why));
}

/* What __all__ lists and the module does not define: "import *" fails by it. */
static void
add_undefined(struct bg_describer *d, const char *id, struct bg_loc loc)
{
	add_name(d, id, "undefined", loc);
	bg_harvest_remark(d->x->keep, d->x->out, "undefined", id, loc, "");
}

/* Whether the module binds the name itself for others, and does not only import it. */
static bool
is_own(struct bg_py_unit *unit, const char *name)
{
	const struct bg_py_chain *chain = bg_py_scope_find(&unit->scope, name);
	const struct bg_py_binding *b =
		chain && chain->first ? &unit->scope.v[chain->first - 1] : NULL;

	for (; b; b = bg_py_scope_next(&unit->scope, b))
		if (b->kind == BG_PY_BIND_DEF || b->kind == BG_PY_BIND_CLASS ||
		    b->kind == BG_PY_BIND_TYPE ||
		    (b->kind == BG_PY_BIND_ASSIGN && !bg_describe_is_tool(b->node)))
			return true;
	return false;
}

/* Whether a package takes the name from one of its own modules: that is how it offers it. */
static int
is_gathered(struct bg_describer *d, struct bg_py_unit *unit, const char *name, bool *out)
{
	size_t n = strlen(unit->name);
	struct bg_py_ref ref;

	*out = false;
	if (!unit->package || !n)
		return 0;
	if (bg_py_resolve(unit->project, unit, name, &ref, d->err) != 0)
		return -1;
	*out = ref.unit && ref.unit != unit && ref.kind != BG_PY_FOUND_MODULE &&
	       strncmp(ref.unit->name, unit->name, n) == 0 && ref.unit->name[n] == '.';
	return 0;
}

int
bg_describe_module(struct bg_describer *d, struct bg_py_unit *unit, const char *id,
                   bool declared)
{
	struct bg_arena *keep = d->x->keep;
	struct bg_py_exports e;
	bool gathered;

	for (size_t i = 0; i < d->below.n; i++)
		if (strcmp(d->below.v[i], unit->path) == 0)
			return 0;
	if (d->below.n >= MODULES)
		return 0;
	if (bg_py_exports(unit->project, unit, &e, d->err) != 0)
		return -1;
	if (e.dynamic)
		say_open(d, unit, &e);
	if (declared && !e.declared) {
		if (e.n)
			bg_harvest_note(keep, d->x->out, bg_strdup(keep, unit->path), 0,
			                "the module has no __all__, so it exports nothing");
		return 0;
	}
	bg_strings_add(keep, &d->below, unit->path);
	for (size_t i = 0; i < e.n; i++) {
		const char *name = e.v[i].name, *below;
		struct bg_loc loc = {bg_strdup(keep, e.v[i].path), e.v[i].line};

		if (!e.declared && !is_own(unit, name)) {
			if (is_gathered(d, unit, name, &gathered) != 0)
				return -1;
			if (!gathered)
				continue;
		}
		below = id ? bg_strf(keep, "%s.%s", id, name)
		           : bg_strdup(keep, bg_describe_id(keep, unit, name));
		if (bg_describe_name(d, unit, name, below, loc) != 0)
			return -1;
		if (d->done == BG_DESCRIBED_NOTHING && e.declared && !d->functions_only)
			add_undefined(d, below, loc);
	}
	d->below.n--;
	d->done = BG_DESCRIBED;
	return 0;
}
