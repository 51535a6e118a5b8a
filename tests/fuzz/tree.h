/* SPDX-License-Identifier: MIT */
/* What holds for every node tree, whatever bytes it came from. */
#ifndef TESTS_FUZZ_TREE_H
#define TESTS_FUZZ_TREE_H

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/tree.h"
#include "parse/node.h"

static inline void
tree_demand(bool holds)
{
	if (!holds)
		abort();
}

/* Walks with aliases followed; gives the nodes met. */
static inline size_t
tree_check(const struct bg_node *node, size_t depth, const struct bg_limits *limits)
{
	bool collection = node->type == BG_NODE_SEQUENCE || node->type == BG_NODE_MAPPING;
	size_t count = 1;

	tree_demand(depth + collection <= limits->v[BG_LIMIT_DEPTH]);
	tree_demand(bg_utf8_check(node->text, strlen(node->text)) == strlen(node->text));
	tree_demand(!collection || !*node->text);
	tree_demand(!node->quoted || node->type == BG_NODE_STRING);
	for (size_t i = 0; i < node->nitem; i++)
		count += tree_check(node->item[i], depth + 1, limits);
	for (size_t i = 0; i < node->npair; i++) {
		tree_demand(!i || node->pair[i].merged || !node->pair[i - 1].merged);
		count += tree_check(node->pair[i].key, depth + 1, limits);
		count += tree_check(node->pair[i].value, depth + 1, limits);
		if (node->pair[i].key->type == BG_NODE_STRING)
			tree_demand(bg_node_get(node, node->pair[i].key->text) != NULL);
	}
	return count;
}

/* What one call gave: a tree within its limits, or an error with words. */
static inline void
tree_check_all(int rc, const struct bg_nodes *nodes, const struct bg_limits *limits,
               const struct bg_err *err)
{
	size_t count = 0;

	if (rc != 0) {
		tree_demand(err->code == BG_ESYNTAX || err->code == BG_ELIMIT);
		tree_demand(err->text[0] != '\0' && nodes->ndocument == 0);
		return;
	}
	tree_demand(err->code == BG_OK);
	for (size_t i = 0; i < nodes->ndocument; i++)
		count += tree_check(nodes->document[i], 0, limits);
	tree_demand(count <= limits->v[BG_LIMIT_NODES]);
	for (size_t i = 0; i < nodes->nremark; i++)
		tree_demand(nodes->remark[i].text != NULL);
}

typedef int tree_parse(struct bg_nodes *out, struct bg_arena *arena,
                       const struct bg_limits *limits, const struct bg_blob *blob,
                       struct bg_err *err);

/* Parses any bytes with a small limit of nodes, so that aliases reach it, and checks that. */
static inline int
tree_fuzz(tree_parse *parse, const uint8_t *data, size_t n)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_blob blob = {.path = "fuzz", .n = n, .id = "id"};
	struct bg_limits limits;
	struct bg_nodes nodes;
	struct bg_err err = {0};
	int rc;

	bg_limits_init(&limits);
	limits.v[BG_LIMIT_NODES] = 20000;
	blob.bytes = bg_strndup(arena, (const char *)data, n);
	rc = parse(&nodes, arena, &limits, &blob, &err);
	tree_check_all(rc, &nodes, &limits, &err);
	bg_arena_free(arena);
	return 0;
}

#endif
