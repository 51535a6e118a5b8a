/* SPDX-License-Identifier: MIT */
/* Decorators that make a constructor of a class's fields: dataclasses, attrs and their like. */
#include "extract/describe_class.h"
#include "python/ask.h"

#define STEPS 8 /* names for one decorator, each standing for the next */

/* A decorator by what it is in the end, with what it is told on the way there. */
struct maker {
	const char *name; /* the last part, "dataclass" */
	const struct bg_py_node *calls[STEPS + 1];
	size_t ncalls;
};

static const char *
leaf_of(const char *dotted)
{
	const char *dot = strrchr(dotted, '.');

	return dot ? dot + 1 : dotted;
}

/* The value of "name = value", or NULL. */
static const struct bg_py_node *
assigned(const struct bg_py_node *s)
{
	if (s && s->type == BG_PY_ASSIGN && s->assign.targets->n == 1)
		return s->assign.value;
	return s && s->type == BG_PY_ANN_ASSIGN ? s->ann_assign.value : NULL;
}

/* "functools.partial(f, …)": f, with what is told noted; any other value is itself. */
static const struct bg_py_node *
open_partial(struct maker *m, struct bg_arena *arena, const struct bg_py_node *e)
{
	const char *name;

	if (!e || e->type != BG_PY_CALL)
		return e;
	name = bg_py_dotted(arena, e->call.func);
	if (!name || strcmp(leaf_of(name), "partial") != 0 || !e->call.args->n)
		return NULL;
	m->calls[m->ncalls++] = e;
	return e->call.args->v[0];
}

/* Follows the name to what it stands for; a function that says so makes dataclasses too. */
static int
find_maker(struct maker *m, struct bg_class *c, struct bg_py_unit *unit,
           const struct bg_py_node *e)
{
	struct bg_arena *arena = unit->project->arena;
	struct bg_py_ref ref;
	const char *name;

	if (e->type == BG_PY_CALL) {
		m->calls[m->ncalls++] = e;
		e = e->call.func;
	}
	for (unsigned step = 1; e && step < STEPS; step++) {
		name = bg_py_dotted(arena, e);
		if (!name)
			return 0;
		m->name = leaf_of(name);
		if (bg_py_resolve(unit->project, unit, name, &ref, c->d->err) != 0)
			return -1;
		if (ref.kind == BG_PY_FOUND_EXTERNAL)
			m->name = leaf_of(ref.name);
		if (ref.kind == BG_PY_FOUND_FUNCTION &&
		    bg_describe_decorated(ref.node->def->decorators, "dataclass_transform"))
			m->name = "dataclass";
		if (ref.kind != BG_PY_FOUND_VARIABLE)
			return 0;
		unit = ref.unit;
		e = open_partial(m, arena, assigned(ref.node));
	}
	return 0;
}

/* Whether the maker is told "name=True" (or False); what is nearest to the class counts. */
static bool
is_told(const struct maker *m, const char *name, enum bg_py_const which)
{
	const struct bg_py_node *value = NULL;

	for (size_t i = 0; i < m->ncalls && !value; i++)
		value = bg_py_argument(m->calls[i], name);
	return bg_py_is_constant(value, which);
}

static bool
is_one(const struct maker *m, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(m->name, names[i]) == 0)
			return true;
	return false;
}

/* What is made beside the constructor; attr.s compares in every way unless it is told otherwise. */
static void
note_methods(struct bg_class_layer *layer, const struct maker *m, bool old, bool attrs)
{
	const bool equal = !is_told(m, "eq", BG_PY_FALSE) && !is_told(m, "cmp", BG_PY_FALSE);

	layer->equal |= equal;
	layer->ordered |= is_told(m, "order", BG_PY_TRUE) ||
	                  (old && equal && !is_told(m, "order", BG_PY_FALSE));
	layer->hashes |=
		is_told(m, "unsafe_hash", BG_PY_TRUE) || is_told(m, "hash", BG_PY_TRUE);
	layer->slotted |= is_told(m, "slots", BG_PY_TRUE) ||
	                  (attrs && !old && !is_told(m, "slots", BG_PY_FALSE));
}

int
bg_class_made(struct bg_class *c, struct bg_class_layer *layer)
{
	static const char *const marked[] = {"s", "attrs", "attributes"};
	static const char *const plain[] = {"define", "frozen", "mutable"};
	const struct bg_py_list *decorators = layer->node->cls->decorators;
	bool attrs, old;

	for (uint32_t i = 0; i < decorators->n; i++) {
		struct maker m = {.name = ""};

		if (find_maker(&m, c, layer->unit, decorators->v[i]) != 0)
			return -1;
		attrs = old = is_one(&m, marked, 3);
		layer->marked |= attrs && !is_told(&m, "auto_attribs", BG_PY_TRUE);
		attrs |= is_one(&m, plain, 3);
		layer->attrs |= attrs;
		if (!attrs && strcmp(m.name, "dataclass") != 0)
			continue;
		layer->data = true;
		layer->uninit |= is_told(&m, "init", BG_PY_FALSE);
		layer->frozen |=
			is_told(&m, "frozen", BG_PY_TRUE) || strcmp(m.name, "frozen") == 0;
		layer->keyword |= is_told(&m, "kw_only", BG_PY_TRUE);
		note_methods(layer, &m, old, attrs);
	}
	return 0;
}
