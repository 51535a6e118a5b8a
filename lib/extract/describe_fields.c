/* SPDX-License-Identifier: MIT */
/* Constructors of classes: __init__, __new__, or the fields of a dataclass and its like. */
#include "base/buf.h"
#include "extract/describe_class.h"

struct fields {
	struct bg_class *c;
	struct bg_buf order;
	struct bg_strings seen;
	bool keywords; /* behind KW_ONLY */
};

static const struct bg_py_node *
argument(const struct bg_py_node *call, const char *name)
{
	const struct bg_py_list *keywords = call->call.keywords;

	for (uint32_t i = 0; i < keywords->n; i++)
		if (keywords->v[i]->keyword.name &&
		    strcmp(keywords->v[i]->keyword.name, name) == 0)
			return keywords->v[i]->keyword.value;
	return NULL;
}

static bool
is_constant(const struct bg_py_node *e, enum bg_py_const op)
{
	return e && e->type == BG_PY_CONSTANT && e->op == op;
}

/* The last part of a name, brackets left out; "" for another expression. */
static const char *
leaf_of(const struct bg_py_node *e)
{
	if (e->type == BG_PY_SUBSCRIPT)
		e = e->binary.left;
	if (e->type == BG_PY_ATTRIBUTE)
		return e->attribute.attr;
	return e->type == BG_PY_NAME ? e->name.id : "";
}

/* "field(default=…, init=False)": what the constructor is told by it. false: nothing. */
static bool
read_field(const struct bg_py_node *value, struct bg_describe_param *p)
{
	static const char *const makers[] = {"field", "ib", "attrib", "Field"};
	const char *name = value && value->type == BG_PY_CALL ? leaf_of(value->call.func) : "";
	const struct bg_py_node *factory;
	bool made = false;

	p->value = value;
	for (size_t i = 0; i < sizeof(makers) / sizeof(*makers); i++)
		made |= strcmp(name, makers[i]) == 0;
	if (!made)
		return true;
	if (is_constant(argument(value, "init"), BG_PY_FALSE))
		return false;
	if (is_constant(argument(value, "kw_only"), BG_PY_TRUE))
		p->kind = "keyword";
	factory = argument(value, "default_factory");
	factory = factory ? factory : argument(value, "factory");
	p->value = argument(value, "default");
	if (factory)
		p->text = "a new one for each";
	return true;
}

static bool
is_keywords(const struct bg_py_list *decorators)
{
	for (uint32_t i = 0; i < decorators->n; i++)
		if (decorators->v[i]->type == BG_PY_CALL &&
		    is_constant(argument(decorators->v[i], "kw_only"), BG_PY_TRUE))
			return true;
	return false;
}

/* A key of a TypedDict (PEP 589, 655): given by name, and perhaps left out. */
static void
read_key(const struct bg_class_layer *layer, const struct bg_py_node *annotation,
         struct bg_describe_param *p)
{
	const char *says = leaf_of(annotation);
	bool optional = layer->partial;

	if (strcmp(says, "NotRequired") == 0)
		optional = true;
	else if (strcmp(says, "Required") == 0)
		optional = false;
	if ((strcmp(says, "NotRequired") == 0 || strcmp(says, "Required") == 0) &&
	    annotation->type == BG_PY_SUBSCRIPT)
		p->annotation = annotation->binary.right;
	p->kind = "keyword";
	p->text = optional ? "left out" : NULL;
}

/* The field again in a class below keeps its first place. */
static bool
is_seen(const struct fields *f, const char *name)
{
	for (size_t i = 0; i < f->seen.n; i++)
		if (strcmp(f->seen.v[i], name) == 0)
			return true;
	return false;
}

/* The annotated assignment of a field in the class nearest to the one described. */
static const struct bg_py_node *
nearest(const struct fields *f, const char *name, const struct bg_class_layer **layer)
{
	const struct bg_py_chain *chain;
	const struct bg_py_node *node;

	for (size_t i = 0; i < f->c->layers.n; i++) {
		*layer = &f->c->layers.v[i];
		chain = bg_py_scope_find((*layer)->scope, name);
		if (!chain || !chain->last)
			continue;
		node = (*layer)->scope->v[chain->last - 1].node;
		if (node->type == BG_PY_ANN_ASSIGN)
			return node;
	}
	return NULL;
}

static int
add_field(struct fields *f, const char *name)
{
	struct bg_arena *keep = f->c->d->x->keep;
	struct bg_describe_param p = {
		.name = bg_strdup(keep, name), .field = true, .own = "constructor"};
	struct bg_py_where where = {0};
	const struct bg_class_layer *layer = NULL;
	const struct bg_py_node *node = nearest(f, name, &layer);

	p.kind = f->keywords || is_keywords(layer->node->cls->decorators) ? "keyword"
	                                                                  : "positional";
	p.annotation = node->ann_assign.annotation;
	if (!read_field(node->ann_assign.value, &p))
		return 0;
	if (layer->keys)
		read_key(layer, node->ann_assign.annotation, &p);
	where.unit = layer->unit;
	where.cls = layer->node;
	if (strcmp(p.kind, "positional") == 0)
		bg_buf_printf(&f->order, "%s%s", f->order.n ? ", " : "", name);
	return bg_describe_param(f->c->d, &where, f->c->id, &p, node->line);
}

static int
add_fields_of(struct fields *f, size_t i)
{
	const struct bg_py_list *body = f->c->layers.v[i].node->cls->body;
	const struct bg_py_node *s;
	const char *name;

	f->keywords = false;
	for (uint32_t k = 0; k < body->n; k++) {
		s = body->v[k];
		if (s->type != BG_PY_ANN_ASSIGN || s->ann_assign.target->type != BG_PY_NAME)
			continue;
		name = s->ann_assign.target->name.id;
		if (strcmp(leaf_of(s->ann_assign.annotation), "KW_ONLY") == 0)
			f->keywords = true;
		if (strcmp(leaf_of(s->ann_assign.annotation), "ClassVar") == 0 ||
		    strcmp(leaf_of(s->ann_assign.annotation), "KW_ONLY") == 0 ||
		    is_seen(f, name))
			continue;
		bg_strings_add(f->c->d->x->keep, &f->seen, name);
		if (add_field(f, name) != 0)
			return -1;
	}
	return 0;
}

static int
add_fields(struct bg_class *c)
{
	struct fields f = {.c = c, .order = {.arena = c->d->x->keep}};

	for (size_t i = c->layers.n; i-- > 0;)
		if (c->layers.v[i].data && add_fields_of(&f, i) != 0)
			return -1;
	bg_item_set_fact(c->d->x->keep, &c->d->x->out->items.v[c->at], "order",
	                 bg_buf_str(&f.order));
	return 0;
}

int
bg_class_constructor(struct bg_class *c)
{
	static const char *const makers[] = {"__init__", "__new__"};
	struct bg_py_where where = {0};
	const struct bg_py_chain *chain;
	const struct bg_py_binding *b;

	for (size_t i = 0; i < c->layers.n; i++) {
		for (size_t k = 0; k < 2; k++) {
			chain = bg_py_scope_find(c->layers.v[i].scope, makers[k]);
			b = chain && chain->last ? &c->layers.v[i].scope->v[chain->last - 1]
			                         : NULL;
			if (!b || b->kind != BG_PY_BIND_DEF)
				continue;
			where.unit = c->layers.v[i].unit;
			where.cls = c->layers.v[i].node;
			return bg_describe_parameters(c->d, &where, b->node,
			                              &c->d->x->out->items.v[c->at], true);
		}
		if (c->layers.v[i].data)
			return add_fields(c);
	}
	return 0;
}
