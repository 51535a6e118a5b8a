/* SPDX-License-Identifier: MIT */
/* Functions as items: parameters, their order, what comes back. */
#include "base/buf.h"
#include "extract/describe.h"
#include "python/annotation.h"
#include "python/ask.h"

/* The last part of a decorator's name, its call left out; "" for other expressions. */
static const char *
decorator_leaf(const struct bg_py_node *e)
{
	if (e->type == BG_PY_CALL)
		e = e->call.func;
	if (e->type == BG_PY_ATTRIBUTE)
		return e->attribute.attr;
	return e->type == BG_PY_NAME ? e->name.id : "";
}

bool
bg_describe_decorated(const struct bg_py_list *decorators, const char *name)
{
	for (uint32_t i = 0; i < decorators->n; i++)
		if (strcmp(decorator_leaf(decorators->v[i]), name) == 0)
			return true;
	return false;
}

bool
bg_describe_is_property(const struct bg_py_list *decorators)
{
	for (uint32_t i = 0; i < decorators->n; i++)
		if (bg_ends(decorator_leaf(decorators->v[i]), "property"))
			return true;
	return bg_describe_decorated(decorators, "reify");
}

int
bg_describe_param(struct bg_describer *d, const struct bg_py_where *where, const char *parent,
                  const struct bg_describe_param *p, unsigned line)
{
	struct bg_arena *keep = d->x->keep;
	/* A default is looked up outside of the function, where "x=x" is another x. */
	const struct bg_py_where outside = {where->unit, where->cls, NULL};
	struct bg_item *item;
	const char *value = p->text;

	item = bg_harvest_add(d->x, "parameter", bg_strf(keep, "%s(%s)", parent, p->name),
	                      bg_strdup(keep, where->unit->path), line);
	item->parent = parent;
	bg_item_set_attr(keep, item, "kind", p->kind);
	if (p->value && !value &&
	    bg_py_expression_text(&value, keep, &outside, p->value, d->err) != 0)
		return -1;
	if (value)
		bg_item_set_attr(keep, item, "default", value);
	if (p->obligation)
		bg_item_set_fact(keep, item, "obligation", "yes");
	if (p->own)
		bg_item_set_fact(keep, item, "own", p->own);
	if (p->field)
		bg_item_set_fact(keep, item, "field", "yes");
	/* The type of a field is told once, by the member. */
	return p->field ? 0 : bg_describe_type(d, where, item, "type", p->annotation);
}

struct parameters {
	struct bg_describer *d;
	const struct bg_py_where *where;
	const struct bg_describe_callee *callee; /* NULL: nothing is given beforehand */
	const char *parent;
	bool obligation;
	bool keywords;   /* one before them is given by name already */
	const char *own; /* as of the member they belong to; NULL: a function */
	struct bg_buf order;
};

/* "_cache=None" is no parameter for callers: it is named as what is private, and has a value. */
static bool
is_private(const struct bg_py_node *arg, const struct bg_py_node *value)
{
	return arg->arg.name[0] == '_' && value;
}

/* What a partial gives to the parameter; NULL: nothing. */
static const struct bg_py_node *
given(const struct parameters *p, const char *name)
{
	const struct bg_py_list *list = p->callee ? p->callee->given : NULL;

	for (uint32_t i = 0; list && i < list->n; i++)
		if (strcmp(list->v[i]->keyword.name, name) == 0)
			return list->v[i]->keyword.value;
	return NULL;
}

static int
add_param(struct parameters *p, const struct bg_py_node *arg, const char *kind,
          const struct bg_py_node *value, const char *text)
{
	const struct bg_py_where giver = {.unit = p->callee ? p->callee->giver : NULL};
	const struct bg_py_node *instead = *kind == '*' ? NULL : given(p, arg->arg.name);
	const struct bg_describe_param one = {.name = bg_strdup(p->d->x->keep, arg->arg.name),
	                                      .kind = instead ? "keyword" : kind,
	                                      .annotation = arg->arg.annotation,
	                                      .value = value,
	                                      .text = text,
	                                      .obligation = p->obligation,
	                                      .own = p->own};
	struct bg_describe_param two = one;

	if (is_private(arg, value))
		return 0;
	if (instead &&
	    bg_py_expression_text(&two.text, p->d->x->keep, &giver, instead, p->d->err) != 0)
		return -1;
	return bg_describe_param(p->d, p->where, p->parent, &two, arg->line);
}

/* Those that may be given by position; defaults belong to the last of them. */
static int
add_positional(struct parameters *p, const struct bg_py_arguments *a, size_t skip)
{
	const struct bg_py_list *lists[2] = {a->posonlyargs, a->args};
	size_t all = (size_t)a->posonlyargs->n + a->args->n, at = 0;
	const struct bg_py_node *arg, *value;

	for (size_t i = 0; i < 2; i++)
		for (uint32_t k = 0; k < lists[i]->n; k++, at++) {
			if (at < skip)
				continue;
			arg = lists[i]->v[k];
			p->keywords |= given(p, arg->arg.name) != NULL;
			value = at + a->defaults->n >= all
			                ? a->defaults->v[at + a->defaults->n - all]
			                : NULL;
			if (!p->keywords)
				bg_buf_printf(&p->order, "%s%s", p->order.n ? ", " : "",
				              arg->arg.name);
			if (add_param(p, arg,
			              p->keywords ? "keyword"
			              : i         ? "positional"
			                          : "positional-only",
			              value, NULL) != 0)
				return -1;
		}
	return 0;
}

static int
add_parameters(struct bg_describer *d, const struct bg_py_where *where,
               const struct bg_describe_callee *callee, struct bg_item *item)
{
	const char *asked = bg_item_attr(item, "obligation");
	struct parameters p = {.d = d,
	                       .where = where,
	                       .callee = callee,
	                       .parent = item->id,
	                       .obligation = asked && strcmp(asked, "yes") == 0,
	                       .own = bg_item_fact(item, "own"),
	                       .order = {.arena = d->x->keep}};
	const struct bg_py_node *def = callee->def;
	const struct bg_py_arguments *a = def->type == BG_PY_LAMBDA
	                                          ? def->lambda.args->arguments
	                                          : def->def->args->arguments;
	size_t at = (size_t)(item - d->x->out->items.v);

	if (add_positional(&p, a, callee->skip) != 0)
		return -1;
	if (a->vararg && add_param(&p, a->vararg, "*args", NULL, "()") != 0)
		return -1;
	for (uint32_t i = 0; i < a->kwonlyargs->n; i++)
		if (add_param(&p, a->kwonlyargs->v[i], "keyword", a->kw_defaults->v[i], NULL) !=
		    0)
			return -1;
	if (a->kwarg && add_param(&p, a->kwarg, "**kwargs", NULL, "{}") != 0)
		return -1;
	bg_item_set_fact(d->x->keep, &d->x->out->items.v[at], "order", bg_buf_str(&p.order));
	return 0;
}

int
bg_describe_parameters(struct bg_describer *d, const struct bg_py_where *where,
                       const struct bg_py_node *def, struct bg_item *item, bool skip_first)
{
	const struct bg_describe_callee callee = {.def = def, .skip = skip_first};

	return add_parameters(d, where, &callee, item);
}

/* "@shared_task(bind=True)": the task is given as the first argument. */
static bool
is_task_bound(const struct bg_py_node *def)
{
	const struct bg_py_list *decorators = def->def->decorators;
	const struct bg_py_node *value;

	for (uint32_t i = 0; i < decorators->n; i++) {
		if (decorators->v[i]->type != BG_PY_CALL ||
		    !bg_ends(decorator_leaf(decorators->v[i]), "task"))
			continue;
		value = bg_py_argument(decorators->v[i], "bind");
		if (value && value->type == BG_PY_CONSTANT && value->op == BG_PY_TRUE)
			return true;
	}
	return false;
}

/* Whether a call gives a coroutine: of an "async def" that is no asynchronous generator. */
static int
is_awaited(struct bg_describer *d, const struct bg_py_where *inside,
           const struct bg_describe_callee *callee, bool *awaited)
{
	const struct bg_py_node *def = callee->def, *of = def->def->returns;
	struct bg_py_type_text type;

	*awaited =
		callee->awaited || bg_describe_decorated(def->def->decorators, "sync_to_async");
	if (*awaited || callee->waited || def->type != BG_PY_ASYNC_FUNCTION ||
	    bg_describe_decorated(def->def->decorators, "async_to_sync"))
		return 0;
	*awaited = true;
	if (!of || of->type != BG_PY_SUBSCRIPT)
		return 0;
	if (bg_py_annotation(&type, d->x->keep, inside, of, d->err) != 0)
		return -1;
	*awaited = !type.text || !bg_starts(type.text, "Async") ||
	           !bg_describe_yields(inside->unit, def);
	return 0;
}

static int
describe_def(struct bg_describer *d, const struct bg_py_where *where,
             const struct bg_describe_callee *callee, struct bg_item *item)
{
	const struct bg_py_node *def = callee->def;
	const struct bg_py_where inside = {where->unit, where->cls, def};
	size_t at = (size_t)(item - d->x->out->items.v);
	struct bg_describe_callee bound = *callee;
	bool awaited;

	bound.skip += is_task_bound(def);
	if (is_awaited(d, &inside, callee, &awaited) != 0)
		return -1;
	bg_item_set_attr(d->x->keep, item, "async", awaited ? "yes" : "no");
	if (bg_describe_decorated(def->def->decorators, "contextmanager"))
		bg_item_set_attr(d->x->keep, item, "with", "with");
	else if (bg_describe_decorated(def->def->decorators, "asynccontextmanager"))
		bg_item_set_attr(d->x->keep, item, "with", "async with");
	if (bg_describe_type(d, &inside, item, "returns", callee->def->def->returns) != 0 ||
	    bg_describe_marks(d, where, item, def) != 0 ||
	    bg_describe_overloads(d, where, def, item, callee->skip != 0) != 0)
		return -1;
	return add_parameters(d, &inside, &bound, &d->x->out->items.v[at]);
}

int
bg_describe_callable(struct bg_describer *d, const struct bg_py_where *where,
                     const struct bg_py_node *def, struct bg_item *item, bool skip_first)
{
	const struct bg_describe_callee callee = {.def = def, .skip = skip_first};

	return describe_def(d, where, &callee, item);
}

int
bg_describe_callee(struct bg_describer *d, const struct bg_describe_callee *callee,
                   struct bg_item *item)
{
	const struct bg_py_where where = {callee->unit, callee->cls, NULL};

	if (callee->def->type != BG_PY_LAMBDA)
		return describe_def(d, &where, callee, item);
	bg_item_set_attr(d->x->keep, item, "async", "no");
	return add_parameters(d, &where, callee, item);
}
