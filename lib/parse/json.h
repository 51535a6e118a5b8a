/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259) by jansson, as the same nodes that YAML gives. */
#ifndef BG_PARSE_JSON_H
#define BG_PARSE_JSON_H

#include "model/tree.h"
#include "parse/node.h"

/*
 * Reads one JSON text of any type. 0, or -1: BG_ESYNTAX with line and column
 * (malformed, a duplicate key, ill-formed UTF-8, a NUL in a string), BG_ELIMIT
 * (BG_LIMIT_DEPTH, _NODES). Keys keep their order; strings are quoted nodes.
 */
int bg_json_parse(struct bg_nodes *out, struct bg_arena *arena, const struct bg_limits *limits,
                  const struct bg_blob *blob, struct bg_err *err);

#endif
