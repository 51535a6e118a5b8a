/* SPDX-License-Identifier: MIT */
/* What holds for all objects of a class: whether they can be set, compared, hashed. */
#include "extract/describe_class.h"

static bool
defines(const struct bg_class_layer *layer, const char *name)
{
	const struct bg_py_chain *chain = bg_py_scope_find(layer->scope, name);

	return chain && chain->last && bg_py_binding_binds(&layer->scope->v[chain->last - 1]);
}

/* "__hash__ = None": its objects cannot be hashed. */
static bool
is_none(const struct bg_class_layer *layer, const char *name)
{
	const struct bg_py_chain *chain = bg_py_scope_find(layer->scope, name);
	const struct bg_py_node *s = layer->scope->v[chain->last - 1].node;

	return s->type == BG_PY_ASSIGN && s->assign.value->type == BG_PY_CONSTANT &&
	       s->assign.value->op == BG_PY_NONE;
}

static bool
is_marked(const struct bg_class_layer *layer, const char *decorator)
{
	return bg_describe_decorated(layer->node->cls->decorators, decorator);
}

/* By what they are equal: "value", as the nearest class that says so has it, or "identity". */
static const char *
find_equal(const struct bg_class *c)
{
	for (size_t i = 0; i < c->layers.n; i++)
		if (c->layers.v[i].equal || defines(&c->layers.v[i], "__eq__"))
			return "value";
	return "identity";
}

/* As Python has it: who says how to be equal and not how to be hashed cannot be. */
static const char *
find_hashable(const struct bg_class *c)
{
	for (size_t i = 0; i < c->layers.n; i++) {
		const struct bg_class_layer *layer = &c->layers.v[i];

		if (defines(layer, "__hash__"))
			return is_none(layer, "__hash__") ? "no" : "yes";
		if (layer->equal)
			return layer->frozen || layer->hashes ? "yes" : "no";
		if (defines(layer, "__eq__"))
			return "no";
	}
	return "yes";
}

/* Which of < <= > >= they take: "all", "some", "none". */
static const char *
find_ordered(const struct bg_class *c)
{
	static const char *const names[] = {"__lt__", "__le__", "__gt__", "__ge__"};
	unsigned found = 0;

	for (size_t i = 0; i < c->layers.n; i++) {
		if (c->layers.v[i].ordered || is_marked(&c->layers.v[i], "total_ordering"))
			return "all";
		for (size_t k = 0; k < 4; k++)
			if (defines(&c->layers.v[i], names[k]))
				found |= 1u << k;
	}
	return found == 15 ? "all" : found ? "some" : "none";
}

/* Whether each of the classes lists its attributes in slots: objects take no others then. */
static bool
has_slots(const struct bg_class *c)
{
	for (size_t i = 0; i < c->layers.n; i++)
		if (!c->layers.v[i].slotted && !defines(&c->layers.v[i], "__slots__"))
			return false;
	return true;
}

void
bg_class_nature(struct bg_class *c, struct bg_item *item)
{
	struct bg_arena *keep = c->d->x->keep;
	bool data = false, frozen = false;

	for (size_t i = 0; i < c->layers.n; i++) {
		data |= c->layers.v[i].data && !c->layers.v[i].keys;
		frozen |= c->layers.v[i].frozen;
	}
	if (data)
		bg_item_set_fact(keep, item, "frozen", frozen ? "yes" : "no");
	if (c->layers.v->protocol) {
		bg_item_set_fact(keep, item, "checkable",
		                 is_marked(c->layers.v, "runtime_checkable") ? "yes" : "no");
		return;
	}
	/* A base from outside has its own ways. */
	if (c->external.n || c->unread)
		return;
	bg_item_set_fact(keep, item, "equal", find_equal(c));
	bg_item_set_fact(keep, item, "hashable", find_hashable(c));
	bg_item_set_fact(keep, item, "ordered", find_ordered(c));
	bg_item_set_fact(keep, item, "slots", has_slots(c) ? "yes" : "no");
}
