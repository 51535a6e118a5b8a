/* SPDX-License-Identifier: MIT */
/* Constructors of classes: __init__, __new__, or the fields of a dataclass and its like. */
#include "base/buf.h"
#include "extract/describe_class.h"
#include "python/ask.h"

struct fields {
	struct bg_class *c;
	struct bg_buf order;
	struct bg_py_table seen; /* a field again in a class below keeps its first place */
	bool keywords;           /* behind KW_ONLY */
};

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

/* Whether a value is "field(…)" or "attr.ib(…)". */
static bool
is_made(const struct bg_py_node *value)
{
	static const char *const makers[] = {"field", "ib", "attrib", "Field"};
	const char *name = value && value->type == BG_PY_CALL ? leaf_of(value->call.func) : "";

	for (size_t i = 0; i < sizeof(makers) / sizeof(*makers); i++)
		if (strcmp(name, makers[i]) == 0)
			return true;
	return false;
}

/* "field(default=…, init=False)": what the constructor is told by it. false: nothing. */
static bool
read_field(const struct bg_py_node *value, struct bg_describe_param *p)
{
	const struct bg_py_node *factory;

	p->value = value;
	if (!is_made(value))
		return true;
	if (bg_py_is_constant(bg_py_argument(value, "init"), BG_PY_FALSE))
		return false;
	if (bg_py_is_constant(bg_py_argument(value, "kw_only"), BG_PY_TRUE))
		p->kind = "keyword";
	factory = bg_py_argument(value, "default_factory");
	factory = factory ? factory : bg_py_argument(value, "factory");
	p->value = bg_py_argument(value, "default");
	if (!p->value && value->call.args->n)
		p->value = value->call.args->v[0];
	if (factory)
		p->text = "a new one for each";
	return true;
}

/* The name of the field that a statement of the class makes, or NULL. */
static const char *
field_name(const struct bg_class_layer *layer, const struct bg_py_node *s)
{
	const struct bg_py_node *target = NULL;

	if (s->type == BG_PY_ANN_ASSIGN && (!layer->marked || is_made(s->ann_assign.value)))
		target = s->ann_assign.target;
	else if (s->type == BG_PY_ASSIGN && layer->attrs && s->assign.targets->n == 1 &&
	         is_made(s->assign.value))
		target = s->assign.targets->v[0];
	return target && target->type == BG_PY_NAME ? target->name.id : NULL;
}

/* "@x.default": a method gives the field its default. */
static bool
is_given_later(const struct bg_class_layer *layer, const char *name)
{
	const struct bg_py_list *body = layer->node->cls->body;
	const struct bg_py_node *e;

	for (uint32_t i = 0; layer->attrs && i < body->n; i++) {
		if (body->v[i]->type != BG_PY_FUNCTION)
			continue;
		for (uint32_t k = 0; k < body->v[i]->def->decorators->n; k++) {
			e = body->v[i]->def->decorators->v[k];
			if (e->type == BG_PY_ATTRIBUTE &&
			    strcmp(e->attribute.attr, "default") == 0 &&
			    strcmp(leaf_of(e->attribute.value), name) == 0)
				return true;
		}
	}
	return false;
}

/* "class C(TypedDict, total=False)": its keys may be left out. */
static bool
is_partial(const struct bg_py_list *keywords)
{
	for (uint32_t i = 0; i < keywords->n; i++) {
		const struct bg_py_node *k = keywords->v[i];

		if (k->keyword.name && strcmp(k->keyword.name, "total") == 0)
			return bg_py_is_constant(k->keyword.value, BG_PY_FALSE);
	}
	return false;
}

/* The form that an annotation wraps a type in: "Required[ReadOnly[int]]" has two. */
static const struct bg_py_node *
inside(const struct bg_py_node *annotation)
{
	return annotation->type == BG_PY_SUBSCRIPT ? annotation->binary.right : NULL;
}

bool
bg_describe_key_is_optional(const struct bg_py_list *keywords,
                            const struct bg_py_node *annotation)
{
	const char *says;

	for (; annotation; annotation = inside(annotation)) {
		says = leaf_of(annotation);
		if (strcmp(says, "NotRequired") == 0 || strcmp(says, "Required") == 0)
			return *says == 'N';
		if (strcmp(says, "ReadOnly") != 0 && strcmp(says, "Annotated") != 0)
			break;
	}
	return is_partial(keywords);
}

/* A key of a TypedDict (PEP 589, 655): given by name, and perhaps left out. */
static void
read_key(const struct bg_class_layer *layer, const struct bg_py_node *annotation,
         struct bg_describe_param *p)
{
	p->kind = "keyword";
	p->text = bg_describe_key_is_optional(layer->node->cls->keywords, annotation)
	                  ? "left out"
	                  : NULL;
}

/* The assignment of a field in the class nearest to the one described. */
static const struct bg_py_node *
nearest(const struct fields *f, const char *name, const struct bg_class_layer **layer)
{
	const struct bg_py_chain *chain;
	const struct bg_py_node *node;

	for (size_t i = 0; i < f->c->layers.n; i++) {
		chain = bg_py_scope_find(f->c->layers.v[i].scope, name);
		if (!chain || !chain->last)
			continue;
		node = f->c->layers.v[i].scope->v[chain->last - 1].node;
		if (!field_name(&f->c->layers.v[i], node))
			continue;
		*layer = &f->c->layers.v[i];
		return node;
	}
	return NULL;
}

static int
add_field(struct fields *f, const struct bg_class_layer *own, const struct bg_py_node *s)
{
	struct bg_arena *keep = f->c->d->x->keep;
	const char *name = field_name(own, s);
	const struct bg_class_layer *layer = own;
	const struct bg_py_node *above = nearest(f, name, &layer), *node = above ? above : s;
	const bool declared = node->type == BG_PY_ANN_ASSIGN;
	/* The constructor of attrs takes "_x" as "x". */
	struct bg_describe_param p = {
		.name = bg_strdup(keep, layer->attrs ? name + strspn(name, "_") : name),
		.field = true,
		.own = "constructor"};
	struct bg_py_where where = {layer->unit, layer->node, NULL};

	p.kind = f->keywords || layer->keyword ? "keyword" : "positional";
	p.annotation = declared ? node->ann_assign.annotation : NULL;
	if (!read_field(declared ? node->ann_assign.value : node->assign.value, &p))
		return 0;
	if (layer->keys)
		read_key(layer, p.annotation, &p);
	if (is_given_later(layer, name))
		p.text = "what a method gives";
	if (strcmp(p.kind, "positional") == 0)
		bg_buf_printf(&f->order, "%s%s", f->order.n ? ", " : "", p.name);
	return bg_describe_param(f->c->d, &where, f->c->id, &p, node->line);
}

/* Whether an annotation says that the name is no parameter; KW_ONLY is a mark itself. */
static bool
is_no_field(struct fields *f, const struct bg_py_node *s)
{
	const char *says = s->type == BG_PY_ANN_ASSIGN ? leaf_of(s->ann_assign.annotation) : "";

	if (strcmp(says, "KW_ONLY") == 0)
		f->keywords = true;
	return strcmp(says, "ClassVar") == 0 || strcmp(says, "KW_ONLY") == 0;
}

static int
add_fields_of(struct fields *f, size_t i)
{
	const struct bg_class_layer *layer = &f->c->layers.v[i];
	const struct bg_py_list *body = layer->node->cls->body;
	const char *name;

	f->keywords = false;
	for (uint32_t k = 0; k < body->n; k++) {
		name = field_name(layer, body->v[k]);
		if (!name || is_no_field(f, body->v[k]) || bg_py_table_find(&f->seen, name))
			continue;
		*bg_py_table_at(&f->seen, name) = f;
		if (add_field(f, layer, body->v[k]) != 0)
			return -1;
	}
	return 0;
}

/* The fields of a class and of those above it, the farthest first. */
static int
add_fields(struct bg_class *c, size_t from)
{
	struct bg_arena *keep = c->d->x->keep;
	struct fields f = {.c = c, .order = {.arena = keep}, .seen.arena = keep};

	for (size_t i = c->layers.n; i-- > from;)
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
		if (c->layers.v[i].data && !c->layers.v[i].uninit)
			return add_fields(c, i);
	}
	return 0;
}
