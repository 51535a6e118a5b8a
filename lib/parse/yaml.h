/* SPDX-License-Identifier: MIT */
/* YAML 1.1 (yaml.org/spec/1.1) by libyaml's events, scalars resolved as PyYAML does. */
#ifndef BG_PARSE_YAML_H
#define BG_PARSE_YAML_H

#include "model/tree.h"
#include "parse/node.h"

/*
 * Reads every document of a blob. 0, or -1: BG_ESYNTAX with line and column
 * (malformed YAML, ill-formed UTF-8, an undefined alias, an alias inside its own
 * anchor), BG_ELIMIT (BG_LIMIT_DEPTH, _NODES). An empty file has no documents.
 * Everything in *out lives in arena.
 */
int bg_yaml_parse(struct bg_nodes *out, struct bg_arena *arena, const struct bg_limits *limits,
                  const struct bg_blob *blob, struct bg_err *err);

#endif
