/* SPDX-License-Identifier: MIT */
/* Variables that hold what can be called: lambdas, bound methods, partials, instances. */
#include "extract/describe.h"
#include "python/ask.h"

#define DEPTH 8 /* variables, calls and attributes that lead to one another */

struct finder {
	struct bg_describer *d;
	const struct bg_py_node *from; /* the statement that binds the name */
	unsigned depth;
	struct bg_describe_callee *out;
};

static int find(struct finder *f, struct bg_py_unit *unit, const struct bg_py_node *e);

/* What a statement binds its one name to; NULL: it does something else. */
static const struct bg_py_node *
value_of(const struct bg_py_node *s)
{
	if (s && s->type == BG_PY_ANN_ASSIGN)
		return s->ann_assign.value;
	return s && s->type == BG_PY_ASSIGN && s->assign.targets->n == 1 &&
	                       s->assign.targets->v[0]->type == BG_PY_NAME
	               ? s->assign.value
	               : NULL;
}

static int
resolve(struct finder *f, struct bg_py_unit *unit, const struct bg_py_node *e,
        struct bg_py_ref *ref)
{
	const char *name = bg_py_dotted(unit->project->arena, e);

	*ref = (struct bg_py_ref){0};
	return name ? bg_py_resolve(unit->project, unit, name, ref, f->d->err) : 0;
}

/* The class of the repository whose object the expression is; CLASS, or another kind. */
static int
class_of(struct finder *f, struct bg_py_unit *unit, const struct bg_py_node *e,
         struct bg_py_ref *ref)
{
	const struct bg_py_node *value;

	for (unsigned i = 0; e && i < DEPTH; i++) {
		if (e->type == BG_PY_CALL)
			return resolve(f, unit, e->call.func, ref);
		if (resolve(f, unit, e, ref) != 0)
			return -1;
		value = ref->kind == BG_PY_FOUND_VARIABLE ? value_of(ref->node) : NULL;
		if (!value || ref->node == f->from)
			break;
		unit = ref->unit;
		e = value;
	}
	ref->kind = BG_PY_FOUND_NOTHING;
	return 0;
}

static void
take(struct bg_describe_callee *out, struct bg_py_unit *unit, const struct bg_py_node *def,
     bool bound)
{
	out->unit = unit;
	out->def = def;
	out->skip += bound;
}

/* A method of an object: what it is bound to is given already. */
static int
find_method(struct finder *f, const struct bg_py_ref *cls, const char *name)
{
	struct bg_py_project *p = cls->unit->project;
	struct bg_py_ref ref;

	if (bg_py_resolve(p, cls->unit, bg_strf(p->arena, "%s.%s", cls->name, name), &ref,
	                  f->d->err) != 0)
		return -1;
	if (ref.kind != BG_PY_FOUND_FUNCTION)
		return 0;
	take(f->out, ref.unit, ref.node,
	     !bg_describe_decorated(ref.node->def->decorators, "staticmethod"));
	f->out->cls = ref.unit == cls->unit ? cls->node : NULL;
	return 0;
}

/* The definition above "f = cache(f)". */
static const struct bg_py_node *
find_above(struct finder *f, struct bg_py_unit *unit, const char *name)
{
	const struct bg_py_chain *chain = bg_py_scope_find(&unit->scope, name);
	const struct bg_py_binding *b =
		chain && chain->first ? &unit->scope.v[chain->first - 1] : NULL;
	const struct bg_py_node *def = NULL;

	for (; b && b->node != f->from; b = bg_py_scope_next(&unit->scope, b))
		def = b->kind == BG_PY_BIND_DEF ? b->node : NULL;
	return b ? def : NULL;
}

static int
find_named(struct finder *f, struct bg_py_unit *unit, const struct bg_py_node *e)
{
	const struct bg_py_node *def;
	struct bg_py_ref ref;

	if (resolve(f, unit, e, &ref) != 0)
		return -1;
	if (ref.kind == BG_PY_FOUND_FUNCTION) {
		take(f->out, ref.unit, ref.node,
		     strchr(ref.name, '.') &&
		             bg_describe_decorated(ref.node->def->decorators, "classmethod"));
		return 0;
	}
	if (ref.kind == BG_PY_FOUND_VARIABLE && ref.node == f->from && e->type == BG_PY_NAME) {
		def = find_above(f, unit, e->name.id);
		if (def)
			take(f->out, unit, def, false);
		return 0;
	}
	if (ref.kind == BG_PY_FOUND_VARIABLE && value_of(ref.node))
		return find(f, ref.unit, value_of(ref.node));
	if (e->type != BG_PY_ATTRIBUTE || class_of(f, unit, e->attribute.value, &ref) != 0)
		return e->type == BG_PY_ATTRIBUTE ? -1 : 0;
	return ref.kind == BG_PY_FOUND_CLASS ? find_method(f, &ref, e->attribute.attr) : 0;
}

/* "partial(f, 1, x=2)": what is given by position is no parameter any more. */
static int
find_partial(struct finder *f, struct bg_py_unit *unit, const struct bg_py_node *call)
{
	const struct bg_py_list *args = call->call.args;

	for (uint32_t i = 0; i < args->n; i++)
		if (args->v[i]->type == BG_PY_STARRED)
			return 0;
	for (uint32_t i = 0; i < call->call.keywords->n; i++)
		if (!call->call.keywords->v[i]->keyword.name)
			return 0;
	if (!args->n || f->out->given || find(f, unit, args->v[0]) != 0)
		return args->n && !f->out->given ? -1 : 0;
	f->out->skip += args->n - 1;
	f->out->given = call->call.keywords;
	f->out->giver = unit;
	return 0;
}

static bool
ref_ends(const struct bg_py_ref *ref, const char *name)
{
	return ref->kind == BG_PY_FOUND_EXTERNAL && bg_ends(ref->name, name);
}

/* "cache(f)", "retry(times=3)(f)": a decorator, of which it is believed that it calls f as it is. */
static int
find_decorated(struct finder *f, struct bg_py_unit *unit, const struct bg_py_node *call,
               const struct bg_py_ref *func)
{
	const struct bg_py_node *arg = call->call.args->n == 1 ? call->call.args->v[0] : NULL;

	if (ref_ends(func, "sync_to_async"))
		f->out->awaited = true;
	else if (ref_ends(func, "async_to_sync"))
		f->out->waited = true;
	if (!arg || (call->call.keywords->n && !f->out->awaited && !f->out->waited) ||
	    (arg->type != BG_PY_NAME && arg->type != BG_PY_ATTRIBUTE &&
	     arg->type != BG_PY_CALL))
		return 0;
	return func->kind == BG_PY_FOUND_FUNCTION || func->kind == BG_PY_FOUND_EXTERNAL ||
	                       call->call.func->type == BG_PY_CALL
	               ? find(f, unit, arg)
	               : 0;
}

static int
find_made(struct finder *f, struct bg_py_unit *unit, const struct bg_py_node *call)
{
	struct bg_py_ref ref;

	if (resolve(f, unit, call->call.func, &ref) != 0)
		return -1;
	if (ref.kind == BG_PY_FOUND_CLASS)
		return find_method(f, &ref, "__call__");
	if (ref.kind == BG_PY_FOUND_EXTERNAL && strcmp(ref.name, "functools.partial") == 0)
		return find_partial(f, unit, call);
	return find_decorated(f, unit, call, &ref);
}

static int
find(struct finder *f, struct bg_py_unit *unit, const struct bg_py_node *e)
{
	int rc = 0;

	if (f->depth == DEPTH)
		return 0;
	f->depth++;
	if (e->type == BG_PY_LAMBDA)
		take(f->out, unit, e, false);
	else if (e->type == BG_PY_CALL)
		rc = find_made(f, unit, e);
	else if (e->type == BG_PY_NAME || e->type == BG_PY_ATTRIBUTE)
		rc = find_named(f, unit, e);
	f->depth--;
	return rc;
}

int
bg_describe_find_callee(struct bg_describer *d, const struct bg_py_ref *ref,
                        struct bg_describe_callee *out)
{
	struct finder f = {.d = d, .from = ref->node, .out = out};
	const struct bg_py_node *value = value_of(ref->node);

	*out = (struct bg_describe_callee){0};
	return value ? find(&f, ref->unit, value) : 0;
}

bool
bg_describe_is_made(const struct bg_py_node *statement)
{
	const struct bg_py_node *value = value_of(statement);

	return value && value->type != BG_PY_CONSTANT && value->type != BG_PY_LIST &&
	       value->type != BG_PY_TUPLE && value->type != BG_PY_SET &&
	       value->type != BG_PY_DICT && value->type != BG_PY_JOINED_STR &&
	       value->type != BG_PY_LIST_COMP && value->type != BG_PY_DICT_COMP &&
	       value->type != BG_PY_SET_COMP;
}

bool
bg_describe_is_tool(const struct bg_py_node *statement)
{
	static const char *const makers[] = {"getLogger", "get_logger",   "get_task_logger",
	                                     "TypeVar",   "TypeVarTuple", "ParamSpec"};
	const struct bg_py_node *value = value_of(statement), *f;
	const char *name;

	if (!value || value->type != BG_PY_CALL)
		return false;
	f = value->call.func;
	name = f->type == BG_PY_ATTRIBUTE ? f->attribute.attr
	       : f->type == BG_PY_NAME    ? f->name.id
	                                  : "";
	for (size_t i = 0; i < sizeof(makers) / sizeof(*makers); i++)
		if (strcmp(name, makers[i]) == 0)
			return true;
	return false;
}
