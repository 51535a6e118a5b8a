/* SPDX-License-Identifier: MIT */
/* Parsing texts in tests, and node trees as lines of text. */
#ifndef TESTS_SUPPORT_NODES_H
#define TESTS_SUPPORT_NODES_H

#include "base/buf.h"
#include "model/tree.h"
#include "parse/node.h"

/* bg_yaml_parse or bg_json_parse. */
typedef int nodes_fn(struct bg_nodes *out, struct bg_arena *arena,
                     const struct bg_limits *limits, const struct bg_blob *blob,
                     struct bg_err *err);

/* What one call gave; released by nodes_free(). */
struct nodes_result {
	struct bg_arena *arena;
	struct bg_limits limits; /* set before nodes_parse(), after nodes_init() */
	struct bg_nodes nodes;
	struct bg_err err;
	int rc;
};

void nodes_init(struct nodes_result *result);
void nodes_free(struct nodes_result *result);

/* Parses n bytes from a heap block of just that size and a NUL. */
void nodes_parse_bytes(struct nodes_result *result, nodes_fn *parse, const char *bytes,
                       size_t n);
/* The same for a string. */
void nodes_parse(struct nodes_result *result, nodes_fn *parse, const char *text);

/* Fixtures of a test: *state is a fresh struct nodes_result. */
int nodes_set_up(void **state);
int nodes_tear_down(void **state);

/* The root of a YAML text that must be one document; into *state. */
struct bg_node *nodes_root(void **state, const char *text);
/* That remark i of *state is this one. */
void nodes_check_remark(void **state, size_t i, unsigned line, const char *text);

/*
 * One line for each node, children indented by one blank:
 * "type flags text", the flags being "-" or some of q (quoted), s (sexagesimal),
 * m (merged, at a key), and "@line:column" with places (column 0 for a null
 * without text), "<tag>" with a foreign tag. Text is escaped: every byte below
 * 0x21, above 0x7e, and '\\' as \xNN. Merged pairs come in the order of their
 * keys' places.
 */
void nodes_dump(struct bg_buf *out, const struct bg_node *node, bool places);
/* Every document of *nodes, each behind a line "---". */
const char *nodes_dump_all(struct bg_arena *arena, const struct bg_nodes *nodes, bool places);

#endif
