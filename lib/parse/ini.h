/* SPDX-License-Identifier: MIT */
/* INI files by libinih, as the same nodes that YAML gives. */
#ifndef BG_PARSE_INI_H
#define BG_PARSE_INI_H

#include "model/tree.h"
#include "parse/node.h"

/*
 * Reads names as configparser does: comments behind ';' and '#', "name = value" and
 * "name: value", lines that are indented below a name continue its value. One document,
 * a mapping: names before any section, and sections as mappings of names; a section that
 * stands twice is one. A value is kept where it is shorter than 64 bytes, of several lines
 * the first; else it is an empty string. 0, or -1:
 * BG_ESYNTAX with a line (what is neither of those, a name that is not UTF-8 or longer
 * than libinih takes, a NUL), BG_ELIMIT (BG_LIMIT_NODES).
 */
int bg_ini_parse(struct bg_nodes *out, struct bg_arena *arena, const struct bg_limits *limits,
                 const struct bg_blob *blob, struct bg_err *err);

#endif
