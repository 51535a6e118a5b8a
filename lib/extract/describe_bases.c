/* SPDX-License-Identifier: MIT */
/* The class and its bases: those in the repository as layers, and what lies outside. */
#include "extract/describe_class.h"

/* "a.b" of nested attributes; NULL: another expression. */
static const char *
dotted(struct bg_arena *arena, const struct bg_py_node *e)
{
	const char *left;

	if (e->type == BG_PY_SUBSCRIPT)
		e = e->binary.left;
	if (e->type == BG_PY_NAME)
		return e->name.id;
	if (e->type != BG_PY_ATTRIBUTE)
		return NULL;
	left = dotted(arena, e->attribute.value);
	return left ? bg_strf(arena, "%s.%s", left, e->attribute.attr) : NULL;
}

/* A class below a TypedDict of the repository is one too. */
static void
inherit_keys(struct bg_class *c, size_t at)
{
	for (size_t i = at + 1; i < c->layers.n; i++)
		if (c->layers.v[i].keys)
			c->layers.v[at].keys = c->layers.v[at].data = true;
}

/* What can be had from several modules goes by one name. */
static const char *
usual_name(struct bg_class *c, const char *name)
{
	static const char *const abstract[] = {
		"AsyncGenerator", "AsyncIterable",   "AsyncIterator", "Awaitable",
		"ByteString",     "Collection",      "Container",     "Coroutine",
		"Generator",      "Hashable",        "ItemsView",     "Iterable",
		"Iterator",       "KeysView",        "Mapping",       "MappingView",
		"MutableMapping", "MutableSequence", "MutableSet",    "Reversible",
		"Sequence",       "Sized",           "ValuesView",
	};
	const char *leaf = strchr(name, '.');

	if (!bg_starts(name, "typing.") && !bg_starts(name, "typing_extensions."))
		return name;
	for (size_t i = 0; i < sizeof(abstract) / sizeof(*abstract); i++)
		if (strcmp(leaf + 1, abstract[i]) == 0)
			return bg_strf(c->d->x->keep, "collections.abc%s", leaf);
	return bg_strf(c->d->x->keep, "typing%s", leaf);
}

/* A base from outside: what it makes of the class. */
static void
add_external(struct bg_class *c, size_t layer, const char *name)
{
	const char *dot = strrchr(name, '.'), *leaf = dot ? dot + 1 : name;

	if (strcmp(leaf, "Protocol") == 0)
		c->layers.v[layer].protocol = true;
	if (strcmp(leaf, "NamedTuple") == 0)
		c->layers.v[layer].frozen = true;
	/* Who has all members fits a Protocol, but has to be derived from another class. */
	if (strcmp(leaf, "Protocol") == 0 && layer == 0)
		bg_strings_add(c->d->x->keep, &c->external, "typing.Protocol");
	if (strcmp(leaf, "NamedTuple") == 0 || strcmp(leaf, "TypedDict") == 0)
		c->layers.v[layer].data = true;
	else if (bg_starts(name, "enum.") || strcmp(leaf, "StrEnum") == 0 ||
	         strcmp(leaf, "TextChoices") == 0 || strcmp(leaf, "IntegerChoices") == 0)
		c->enumeration = true;
	if (strcmp(leaf, "TypedDict") == 0)
		c->layers.v[layer].keys = true;
	if (strcmp(leaf, "Protocol") != 0 && strcmp(leaf, "Generic") != 0 &&
	    strcmp(leaf, "object") != 0 && strcmp(leaf, "ABC") != 0)
		bg_strings_add(c->d->x->keep, &c->external, usual_name(c, name));
}

int
bg_class_layers(struct bg_class *c, struct bg_py_unit *unit, const struct bg_py_node *node,
                unsigned depth)
{
	struct bg_class_layer *layer;
	struct bg_py_ref ref;
	size_t at = c->layers.n;
	const char *name;

	for (size_t i = 0; i < at; i++)
		if (c->layers.v[i].node == node)
			return 0;
	if (depth > BG_CLASS_DEPTH)
		return 0;
	layer = bg_list_add(c->d->x->keep, &c->layers);
	*layer = (struct bg_class_layer){
		.unit = unit, .node = node, .scope = bg_py_scope_of(unit, node, &unit->scope)};
	if (bg_class_made(c, layer) != 0)
		return -1;
	for (uint32_t i = 0; i < node->cls->bases->n; i++) {
		name = dotted(unit->project->arena, node->cls->bases->v[i]);
		if (!name)
			continue;
		if (bg_py_resolve(unit->project, unit, name, &ref, c->d->err) != 0)
			return -1;
		if (ref.kind == BG_PY_FOUND_CLASS) {
			if (bg_class_layers(c, ref.unit, ref.node, depth + 1) != 0)
				return -1;
			bg_class_note_base(c, at, ref.node);
		} else {
			if (ref.kind == BG_PY_FOUND_UNKNOWN)
				c->unread = bg_strdup(c->d->x->keep, name);
			add_external(c, at,
			             bg_strdup(c->d->x->keep, ref.kind == BG_PY_FOUND_EXTERNAL
			                                              ? ref.name
			                                              : name));
		}
	}
	inherit_keys(c, at);
	return 0;
}
