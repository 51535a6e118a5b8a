/* SPDX-License-Identifier: MIT */
/* TOML 1.0 (toml.io/en/v1.0.0), as the same nodes that YAML gives. */
#ifndef BG_PARSE_TOML_H
#define BG_PARSE_TOML_H

#include "model/tree.h"
#include "parse/node.h"

/*
 * Reads one document: a mapping, its keys in source order, quoted nodes as in JSON. Dates
 * and times of all four forms are timestamps. 0, or -1: BG_ESYNTAX with line and column
 * (malformed, a key or table that is defined twice, ill-formed UTF-8, a control character,
 * "\u0000" in a string, which no node can hold), BG_ELIMIT (BG_LIMIT_DEPTH, _NODES).
 * A byte order mark is passed over; numbers of any size are taken.
 */
int bg_toml_parse(struct bg_nodes *out, struct bg_arena *arena, const struct bg_limits *limits,
                  const struct bg_blob *blob, struct bg_err *err);

#endif
