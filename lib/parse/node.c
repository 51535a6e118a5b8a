/* SPDX-License-Identifier: MIT */
/* Words for node types, and looking a key up. */
#include "parse/node.h"

#include <string.h>

const char *
bg_node_word(enum bg_node_type type)
{
	static const char *const word[] = {
		[BG_NODE_NULL] = "null",     [BG_NODE_BOOL] = "bool",
		[BG_NODE_INT] = "int",       [BG_NODE_FLOAT] = "float",
		[BG_NODE_STRING] = "str",    [BG_NODE_TIMESTAMP] = "timestamp",
		[BG_NODE_SEQUENCE] = "list", [BG_NODE_MAPPING] = "map",
	};

	return word[type];
}

struct bg_node *
bg_node_get(const struct bg_node *node, const char *key)
{
	const struct bg_pair *pair, *found = NULL;

	if (!node || node->type != BG_NODE_MAPPING)
		return NULL;
	for (size_t i = 0; i < node->npair; i++) {
		pair = &node->pair[i];
		if (pair->key->type != BG_NODE_STRING || strcmp(pair->key->text, key) != 0)
			continue;
		if (!found || !pair->merged)
			found = pair;
	}
	return found ? found->value : NULL;
}
