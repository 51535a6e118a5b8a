/* SPDX-License-Identifier: MIT */
/* Classes as items: members, those of bases in the repository included, and bases outside. */
#include "extract/describe_class.h"

#include "base/buf.h"
#include "python/annotation.h"

static bool
is_public(const char *name)
{
	static const char *const offers[] = {
		"__aenter__",  "__aexit__", "__aiter__", "__anext__", "__await__",
		"__bool__",    "__call__",  "__enter__", "__exit__",  "__contains__",
		"__getitem__", "__iter__",  "__len__",   "__next__",  "__setitem__",
	};

	if (name[0] != '_')
		return true;
	for (size_t i = 0; i < sizeof(offers) / sizeof(*offers); i++)
		if (strcmp(name, offers[i]) == 0)
			return true;
	return false;
}

struct bg_item *
bg_class_member(struct bg_class *c, const struct bg_class_layer *layer, const char *name,
                const char *is, uint32_t line)
{
	struct bg_arena *keep = c->d->x->keep;
	struct bg_item *item =
		bg_harvest_add(c->d->x, "member", bg_strf(keep, "%s.%s", c->id, name),
	                       bg_strdup(keep, layer->unit->path), line);

	item->parent = c->id;
	bg_item_set_attr(keep, item, "is", is);
	bg_item_set_attr(keep, item, "obligation", layer->protocol ? "yes" : "no");
	bg_item_set_fact(keep, item, "own", layer == c->layers.v ? "yes" : "no");
	return item;
}

/* The getter of a property, before its setter; of overloads the last one. */
static const struct bg_py_node *
choose_def(const struct bg_class_layer *layer, const struct bg_py_chain *chain)
{
	const struct bg_py_binding *b = &layer->scope->v[chain->first - 1];
	const struct bg_py_node *last = NULL;

	for (; b; b = bg_py_scope_next(layer->scope, b)) {
		if (b->kind != BG_PY_BIND_DEF)
			continue;
		if (bg_describe_is_property(b->node->def->decorators))
			return b->node;
		last = b->node;
	}
	return last;
}

/* "@x.setter": the property can be set. */
static bool
has_setter(const struct bg_class_layer *layer, const char *name)
{
	const struct bg_py_chain *chain = bg_py_scope_find(layer->scope, name);
	const struct bg_py_binding *b = &layer->scope->v[chain->first - 1];

	for (; b; b = bg_py_scope_next(layer->scope, b))
		if (b->kind == BG_PY_BIND_DEF &&
		    bg_describe_decorated(b->node->def->decorators, "setter"))
			return true;
	return false;
}

/* "old = staticmethod(new)": by is what the function goes through behind its body, or NULL. */
static int
add_function_by(struct bg_class *c, const struct bg_class_layer *layer, const char *name,
                const struct bg_py_node *def, const char *by)
{
	const struct bg_py_list *decorators = def->def->decorators;
	const struct bg_py_where where = {layer->unit, layer->node, NULL};
	bool fixed = bg_describe_decorated(decorators, "staticmethod") ||
	             (by && strcmp(by, "staticmethod") == 0);
	bool of_class = bg_describe_decorated(decorators, "classmethod") ||
	                (by && strcmp(by, "classmethod") == 0);
	const char *is = bg_describe_is_property(decorators) ? "attribute"
	                 : fixed                             ? "staticmethod"
	                 : of_class                          ? "classmethod"
	                                                     : "method";
	struct bg_item *item = bg_class_member(c, layer, name, is, def->line);

	if (bg_describe_decorated(decorators, "abstractmethod") ||
	    bg_describe_decorated(decorators, "abstractproperty"))
		bg_item_set_attr(c->d->x->keep, item, "obligation", "yes");
	if (bg_describe_decorated(decorators, "property"))
		bg_item_set_fact(c->d->x->keep, item, "setter",
		                 has_setter(layer, def->def->name) ? "yes" : "no");
	if (bg_describe_is_property(decorators))
		return bg_describe_type(c->d, &where, item, "type", def->def->returns) != 0 ||
		                       bg_describe_marks(c->d, &where, item, def) != 0
		               ? -1
		               : 0;
	return bg_describe_callable(c->d, &where, def, item, !fixed);
}

static int
add_function(struct bg_class *c, const struct bg_class_layer *layer, const char *name,
             const struct bg_py_node *def)
{
	return add_function_by(c, layer, name, def, NULL);
}

/* The method of the class that "old = new" or "old = staticmethod(new)" names, or NULL. */
static const struct bg_py_node *
find_aliased(const struct bg_class_layer *layer, const struct bg_py_node *s, const char **by)
{
	const struct bg_py_node *value = s->type == BG_PY_ASSIGN ? s->assign.value : NULL;
	const struct bg_py_chain *chain;

	*by = NULL;
	if (value && value->type == BG_PY_CALL && value->call.func->type == BG_PY_NAME &&
	    value->call.args->n == 1) {
		*by = value->call.func->name.id;
		value = value->call.args->v[0];
		if (strcmp(*by, "staticmethod") != 0 && strcmp(*by, "classmethod") != 0)
			return NULL;
	}
	if (!value || value->type != BG_PY_NAME)
		return NULL;
	chain = bg_py_scope_find(layer->scope, value->name.id);
	return chain && chain->last && layer->scope->v[chain->last - 1].kind == BG_PY_BIND_DEF
	               ? choose_def(layer, chain)
	               : NULL;
}

/* Further definitions of a method, below if or try. */
static int
add_others(struct bg_class *c, const struct bg_class_layer *layer, const char *name,
           const struct bg_py_node *def, size_t from)
{
	const struct bg_py_chain *chain = bg_py_scope_find(layer->scope, name);
	const struct bg_py_binding *b = &layer->scope->v[chain->first - 1];
	size_t at;

	for (; b; b = bg_py_scope_next(layer->scope, b)) {
		if (b->kind != BG_PY_BIND_DEF || b->node == def || !b->conditional ||
		    b->typing || bg_describe_is_property(def->def->decorators) ||
		    bg_describe_decorated(b->node->def->decorators, "overload") ||
		    bg_describe_decorated(b->node->def->decorators, "setter"))
			continue;
		at = c->d->x->out->items.n;
		if (add_function(c, layer, name, b->node) != 0)
			return -1;
		bg_describe_join(c->d->x->keep, c->d->x->out, from, at);
	}
	return 0;
}

/*
 * What a member of an enumeration stands for: its value where that is known. A number that
 * auto() counts is nobody's business.
 */
static int
add_value(struct bg_class *c, const struct bg_class_layer *layer, struct bg_item *item,
          const char *name, const struct bg_py_node *value)
{
	const struct bg_py_where where = {layer->unit, layer->node, NULL};
	struct bg_arena *keep = c->d->x->keep;
	const char *text, *known;

	if (bg_py_expression_text(&text, keep, &where, value, c->d->err) != 0 ||
	    bg_py_member_text(&known, keep, &where, name, c->d->err) != 0)
		return -1;
	if (known && strcmp(text, "enum.auto()") == 0 && *known != '\'')
		bg_item_set_fact(keep, item, "counted", known);
	else if (known)
		text = known;
	bg_item_set_attr(keep, item, "value", text);
	return 0;
}

static int
add_attribute(struct bg_class *c, const struct bg_class_layer *layer,
              const struct bg_py_binding *b)
{
	const struct bg_py_where where = {layer->unit, layer->node, NULL};
	const struct bg_py_node *node = b->node, *value = NULL;
	struct bg_item *item = bg_class_member(c, layer, bg_strdup(c->d->x->keep, b->name),
	                                       "attribute", node->line);

	if (node->type == BG_PY_ANN_ASSIGN) {
		value = node->ann_assign.value;
		if (bg_describe_type(c->d, &where, item, "type", node->ann_assign.annotation))
			return -1;
		if (layer->keys && bg_describe_key_is_optional(layer->node->cls->keywords,
		                                               node->ann_assign.annotation))
			bg_item_set_attr(c->d->x->keep, item, "optional", "yes");
	}
	if (node->type == BG_PY_ASSIGN)
		value = node->assign.value;
	return c->enumeration && value ? add_value(c, layer, item, b->name, value) : 0;
}

static int
add_bound(struct bg_class *c, const struct bg_class_layer *layer, const struct bg_py_binding *b)
{
	const struct bg_py_chain *chain = bg_py_scope_find(layer->scope, b->name);
	const char *name = bg_strdup(c->d->x->keep, b->name);
	size_t from = c->d->x->out->items.n;
	const struct bg_py_node *def;
	const char *by;

	switch ((int)b->kind) {
	case BG_PY_BIND_DEF:
		def = choose_def(layer, chain);
		return add_function(c, layer, name, def) != 0 ||
		                       add_others(c, layer, name, def, from) != 0
		               ? -1
		               : 0;
	case BG_PY_BIND_CLASS:
		bg_class_member(c, layer, name, "class", b->node->line);
		return 0;
	case BG_PY_BIND_ASSIGN:
		def = find_aliased(layer, b->node, &by);
		if (def)
			return add_function_by(c, layer, name, def, by);
		return add_attribute(c, layer, b);
	case BG_PY_BIND_ANNOTATE:
		return add_attribute(c, layer, b);
	default:
		return 0;
	}
}

bool
bg_class_is_seen(struct bg_class *c, const char *name)
{
	void **at = bg_py_table_at(&c->seen, name);
	bool seen = *at != NULL;

	*at = c;
	return seen;
}

/* "self.x = …" of __init__: an attribute that readers know. */
static int
add_assigned(struct bg_class *c, const struct bg_class_layer *layer, const struct bg_py_node *s)
{
	const struct bg_py_where where = {layer->unit, layer->node, NULL};
	const struct bg_py_node *target = NULL;
	struct bg_item *item;

	if (s->type == BG_PY_ASSIGN && s->assign.targets->n == 1)
		target = s->assign.targets->v[0];
	else if (s->type == BG_PY_ANN_ASSIGN)
		target = s->ann_assign.target;
	if (!target || target->type != BG_PY_ATTRIBUTE ||
	    target->attribute.value->type != BG_PY_NAME ||
	    strcmp(target->attribute.value->name.id, "self") != 0 ||
	    target->attribute.attr[0] == '_' || bg_class_is_seen(c, target->attribute.attr))
		return 0;
	item = bg_class_member(c, layer, bg_strdup(c->d->x->keep, target->attribute.attr),
	                       "attribute", s->line);
	return s->type == BG_PY_ANN_ASSIGN
	               ? bg_describe_type(c->d, &where, item, "type", s->ann_assign.annotation)
	               : 0;
}

static int
add_made(struct bg_class *c, const struct bg_class_layer *layer)
{
	const struct bg_py_chain *chain = bg_py_scope_find(layer->scope, "__init__");
	struct bg_py_project *p = layer->unit->project;
	const struct bg_py_node *def = chain && chain->first ? choose_def(layer, chain) : NULL;
	struct bg_py_node *node;
	struct bg_err err = {0};

	if (!def)
		return 0;
	memcpy(&node, &def, sizeof(node));
	if (bg_py_parse_body(layer->unit->file, p->limits, node, &err) != 0)
		return 0;
	for (uint32_t i = 0; i < def->def->body->n; i++)
		if (add_assigned(c, layer, def->def->body->v[i]) != 0)
			return -1;
	return 0;
}

static int
add_members(struct bg_class *c)
{
	const struct bg_class_layer *layer;
	const struct bg_py_binding *b;

	for (size_t i = 0; i < c->layers.n; i++) {
		layer = &c->layers.v[i];
		for (size_t k = 0; k < layer->scope->n; k++) {
			b = &layer->scope->v[k];
			if (!bg_py_binding_binds(b) && b->kind != BG_PY_BIND_ANNOTATE)
				continue;
			if (!is_public(b->name) || bg_class_is_seen(c, b->name))
				continue;
			if (add_bound(c, layer, b) != 0)
				return -1;
		}
		if (add_made(c, layer) != 0)
			return -1;
		bg_class_slots(c, layer);
	}
	return 0;
}

/* The bases in the repository, of which one may have come from outside. */
static void
set_ancestors(struct bg_class *c, struct bg_item *item)
{
	struct bg_buf names = {.arena = c->d->x->keep};

	for (size_t i = 1; i < c->layers.n; i++)
		bg_buf_printf(&names, "%s%s", i > 1 ? ", " : "",
		              c->layers.v[i].node->cls->name);
	bg_item_set_fact(c->d->x->keep, item, "ancestors", bg_buf_str(&names));
}

int
bg_describe_class(struct bg_describer *d, struct bg_py_unit *unit, const struct bg_py_node *cls,
                  struct bg_item *item)
{
	const struct bg_py_where where = {.unit = unit};
	struct bg_class c = {.d = d, .id = item->id, .seen.arena = d->x->keep};
	struct bg_buf bases = {.arena = d->x->keep};

	c.at = (size_t)(item - d->x->out->items.v);
	if (bg_class_layers(&c, unit, cls, 0) != 0 ||
	    bg_describe_marks(d, &where, item, cls) != 0)
		return -1;
	bg_class_put_in_order(&c);
	bg_strings_sort(&c.external);
	for (size_t i = 0; i < c.external.n; i++)
		bg_buf_printf(&bases, "%s%s", i ? ", " : "", c.external.v[i]);
	bg_item_set_attr(d->x->keep, item, "bases", bg_buf_str(&bases));
	if (c.unread)
		bg_item_set_fact(d->x->keep, item, "base-unread", c.unread);
	set_ancestors(&c, item);
	bg_class_nature(&c, item);
	if (bg_class_constructor(&c) != 0)
		return -1;
	return add_members(&c);
}
