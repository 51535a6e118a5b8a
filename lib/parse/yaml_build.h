/* SPDX-License-Identifier: MIT */
/* Nodes from YAML's events: limits, anchors, duplicate keys, merge keys. */
#ifndef BG_PARSE_YAML_BUILD_H
#define BG_PARSE_YAML_BUILD_H

#include "base/list.h"
#include "parse/name.h"
#include "parse/node.h"

struct bg_yaml_frame;

/* The state between two events; set arena, limits, path and err, zero the rest. */
struct bg_yaml_build {
	struct bg_arena *arena;
	const struct bg_limits *limits;
	const char *path;
	struct bg_err *err;
	BG_LIST(struct bg_yaml_frame) open; /* collections that did not end yet */
	BG_LIST(struct bg_node *) child;    /* their nodes so far, one list for all */
	BG_LIST(struct bg_node *) document;
	BG_LIST(struct bg_remark) remark;
	size_t nodes;                               /* so far, aliases followed */
	size_t unsaid;                              /* remarks past the most that are kept */
	unsigned second;                            /* line of the second document */
	struct bg_name *anchor;                     /* of this document */
	struct bg_name *key[BG_NODE_TIMESTAMP + 1]; /* every key, by type */
};

/* One event that makes or names a node. */
struct bg_yaml_event {
	const char *anchor, *tag; /* or NULL */
	const char *text;         /* scalars: n bytes */
	size_t n;
	bool plain;            /* not quoted, no block scalar */
	bool implicit;         /* the text decides on the type */
	unsigned line, column; /* from 1 */
};

/* The events. 0, or -1 with BG_ESYNTAX or BG_ELIMIT. */
int bg_yaml_scalar(struct bg_yaml_build *build, const struct bg_yaml_event *event);
int bg_yaml_alias(struct bg_yaml_build *build, const struct bg_yaml_event *event);
int bg_yaml_open(struct bg_yaml_build *build, const struct bg_yaml_event *event,
                 enum bg_node_type type);
int bg_yaml_close(struct bg_yaml_build *build);

/* A document starts on a line, ends; the file ends. */
void bg_yaml_begin(struct bg_yaml_build *build, unsigned line);
void bg_yaml_end(struct bg_yaml_build *build);
void bg_yaml_finish(struct bg_yaml_build *build, struct bg_nodes *out);

/* Keeps a remark; past the first hundred they are only counted. */
void bg_yaml_remark(struct bg_yaml_build *build, unsigned line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* A name fit for a remark: printable and not long. */
const char *bg_yaml_show(struct bg_yaml_build *build, const char *text);

#endif
