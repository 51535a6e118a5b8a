/* SPDX-License-Identifier: MIT */
/* Pairs, as PyYAML's flatten_mapping() and a dict after it leave them. */
#include "parse/yaml_map.h"

#include <string.h>

#include "base/err.h"
#include "parse/yaml_scalar.h"

struct pairs {
	struct bg_pair *v;
	size_t n, cap;
	size_t own; /* the first ones */
};

static struct bg_yaml_node *
wrapper(struct bg_node *node)
{
	return (struct bg_yaml_node *)node;
}

/* What equal keys share; NULL for a key that is like no other. */
static struct bg_name *
identity(struct bg_yaml_build *build, struct bg_node *key)
{
	struct bg_yaml_node *node = wrapper(key);

	if (key->type > BG_NODE_TIMESTAMP)
		return NULL;
	if (key->type == BG_NODE_STRING && key->tag && strcmp(key->tag, BG_YAML_TAG "str") != 0)
		return NULL;
	if (!node->key)
		node->key = bg_name_at(build->arena, &build->key[key->type],
		                       bg_yaml_canonical(build->arena, key));
	return node->key;
}

/*
 * A name remembers the last mapping that it was met in and at which pair, so
 * that a repetition shows without a search: mappings end one after the other.
 */
static void
add_own(struct bg_yaml_build *build, struct bg_node *map, struct pairs *pairs,
        struct bg_node *const *child)
{
	struct bg_name *name = identity(build, child[0]);
	struct bg_pair *pair = bg_list_add(build->arena, pairs);

	pair->key = child[0];
	pair->value = child[1];
	if (name && name->owner == map) {
		bg_yaml_remark(build, child[0]->line,
		               "duplicate key '%s' (first on line %u): the last one counts",
		               bg_yaml_show(build, child[0]->text),
		               pairs->v[name->index].key->line);
	} else if (name) {
		name->owner = map;
		name->index = pairs->n - 1;
	}
}

/* A later pair replaces a merged one before it, never an own one. */
static void
add_merged(struct bg_yaml_build *build, struct bg_node *map, struct pairs *pairs,
           const struct bg_pair *from)
{
	struct bg_name *name = identity(build, from->key);
	struct bg_pair *pair;

	if (name && name->owner == map && name->index < pairs->own)
		return;
	if (name && name->owner == map) {
		pair = &pairs->v[name->index];
	} else {
		pair = bg_list_add(build->arena, pairs);
		if (name) {
			name->owner = map;
			name->index = pairs->n - 1;
		}
	}
	*pair = (struct bg_pair){.key = from->key, .value = from->value, .merged = true};
}

static void
merge_map(struct bg_yaml_build *build, struct bg_node *map, struct pairs *pairs,
          const struct bg_node *source)
{
	for (size_t i = 0; i < source->npair; i++)
		add_merged(build, map, pairs, &source->pair[i]);
}

static int
refuse(struct bg_yaml_build *build, const struct bg_node *node, const char *wanted)
{
	return bg_fail_at(build->err, BG_ESYNTAX, build->path, node->line, node->column,
	                  "the merge key '<<' needs %s, not a value of type '%s'", wanted,
	                  bg_node_word(node->type));
}

/* In a list the first mapping wins, so it is merged last. */
static int
merge(struct bg_yaml_build *build, struct bg_node *map, struct pairs *pairs,
      const struct bg_node *value)
{
	if (value->type == BG_NODE_MAPPING) {
		merge_map(build, map, pairs, value);
		return 0;
	}
	if (value->type != BG_NODE_SEQUENCE)
		return refuse(build, value, "a mapping or a list of mappings");
	for (size_t i = 0; i < value->nitem; i++)
		if (value->item[i]->type != BG_NODE_MAPPING)
			return refuse(build, value->item[i], "mappings in its list");
	for (size_t i = value->nitem; i > 0; i--)
		merge_map(build, map, pairs, value->item[i - 1]);
	return 0;
}

int
bg_yaml_pairs(struct bg_yaml_build *build, struct bg_node *map, struct bg_node *const *child,
              size_t n)
{
	struct pairs pairs = {.v = bg_calloc(build->arena, n, sizeof(*pairs.v)), .cap = n};

	for (size_t i = 0; i < n; i++)
		if (!wrapper(child[2 * i])->merge)
			add_own(build, map, &pairs, &child[2 * i]);
	pairs.own = pairs.n;
	for (size_t i = 0; i < n; i++)
		if (wrapper(child[2 * i])->merge &&
		    merge(build, map, &pairs, child[2 * i + 1]) < 0)
			return -1;
	map->pair = pairs.v;
	map->npair = pairs.n;
	return 0;
}
