/* SPDX-License-Identifier: MIT */
/* What a YAML 1.1 scalar means, as PyYAML's SafeLoader decides it. */
#ifndef BG_PARSE_YAML_SCALAR_H
#define BG_PARSE_YAML_SCALAR_H

#include "parse/node.h"

#define BG_YAML_TAG "tag:yaml.org,2002:"

/* The type of a plain scalar without a tag; '<<' and '=' are strings here. */
enum bg_node_type bg_yaml_resolve(const char *text);

/* The type that an explicit tag gives to a scalar; a string for a foreign tag. */
enum bg_node_type bg_yaml_tagged(const char *tag);

/*
 * A text that equal scalars of one type share: 0x10 and 16, yes and on. Floats,
 * timestamps and integers beyond 64 bits keep the text that they have.
 */
const char *bg_yaml_canonical(struct bg_arena *arena, const struct bg_node *scalar);

#endif
