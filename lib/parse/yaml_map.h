/* SPDX-License-Identifier: MIT */
/* A YAML mapping from its children: duplicate keys and merge keys. */
#ifndef BG_PARSE_YAML_MAP_H
#define BG_PARSE_YAML_MAP_H

#include "parse/yaml_build.h"

/* A node as the build makes it. */
struct bg_yaml_node {
	struct bg_node node; /* first, so that a pointer to it is one to this */
	struct bg_name *key; /* a scalar that was a key: what equal keys share */
	bool merge;          /* the scalar '<<' */
};

/*
 * Gives map its pairs from n pairs of nodes: key, value, key, value … Own pairs
 * keep their order and their duplicates, with a remark for each; merged pairs
 * follow, without the keys that stand in map itself. 0, or -1 with BG_ESYNTAX.
 */
int bg_yaml_pairs(struct bg_yaml_build *build, struct bg_node *map,
                  struct bg_node *const *child, size_t n);

#endif
