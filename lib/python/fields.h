/* SPDX-License-Identifier: MIT */
/* The fields of nodes as a table, for what goes over trees without knowing them. */
#ifndef BG_PYTHON_FIELDS_H
#define BG_PYTHON_FIELDS_H

#include "python/ast.h"

enum bg_py_field_kind {
	BG_FIELD_NODE,
	BG_FIELD_LIST,
	BG_FIELD_NAME,
	BG_FIELD_NAMES,
	BG_FIELD_OP,
	BG_FIELD_OPS,
	BG_FIELD_CONST,
	BG_FIELD_INT
};

struct bg_py_field {
	const char *name;
	uint8_t type; /* of the node: enum bg_py_type */
	uint8_t kind; /* enum bg_py_field_kind */
	bool apart;   /* not in the node, but where its first pointer leads to */
	uint16_t offset;
};

/* The nth field of a type; NULL past the last. */
const struct bg_py_field *bg_py_field(enum bg_py_type type, size_t n);
/* Where a field of a node is. */
const void *bg_py_field_of(const struct bg_py_node *node, const struct bg_py_field *field);

#endif
