/* SPDX-License-Identifier: MIT */
/* The neutral tree that YAML and JSON are read into. */
#ifndef BG_PARSE_NODE_H
#define BG_PARSE_NODE_H

#include "base/arena.h"
#include "bumpgate.h"

enum bg_node_type {
	BG_NODE_NULL,
	BG_NODE_BOOL,
	BG_NODE_INT,
	BG_NODE_FLOAT,
	BG_NODE_STRING,
	BG_NODE_TIMESTAMP, /* YAML 1.1 only */
	BG_NODE_SEQUENCE,
	BG_NODE_MAPPING
};

/*
 * One node. Aliases share the node of their anchor, so a tree may be a
 * directed graph; it has no cycles, and no more than BG_LIMIT_NODES nodes are
 * met when it is walked with every alias followed.
 */
struct bg_node {
	enum bg_node_type type;
	const char *text;     /* scalars: the value as written, UTF-8; else "" */
	bool quoted;          /* a scalar in quotes or a block scalar: always a string */
	bool sexagesimal;     /* an int or float by YAML 1.1's base 60, as 16:20 */
	const char *tag;      /* explicit tag, or NULL */
	struct bg_pair *pair; /* mapping: own pairs in source order, then merged ones */
	size_t npair;
	struct bg_node **item; /* sequence */
	size_t nitem;
	unsigned line, column; /* from 1; JSON: 0 */
};
struct bg_pair {
	struct bg_node *key, *value;
	bool merged; /* came through a merge key '<<' */
};

/* A remark that is no error: a duplicate key, a second document. */
struct bg_remark {
	unsigned line;
	const char *text;
};

/* What one file holds. */
struct bg_nodes {
	struct bg_node **document; /* the roots, in order */
	size_t ndocument;
	struct bg_remark *remark;
	size_t nremark;
};

/* "null", "bool", "int", "float", "str", "timestamp", "list", "map". */
const char *bg_node_word(enum bg_node_type type);

/*
 * The value under a string key, or NULL when node is NULL, no mapping, or has
 * no such key. A plain scalar that YAML 1.1 does not read as a string is no
 * string key: unquoted on is never found as "on". The last one of duplicates.
 */
struct bg_node *bg_node_get(const struct bg_node *node, const char *key);

#endif
