/* SPDX-License-Identifier: MIT */
/* A tree as canonical text, the same as tests/oracle/py_ast.py prints of CPython's. */
#ifndef BG_PYTHON_DUMP_H
#define BG_PYTHON_DUMP_H

#include "base/buf.h"
#include "python/parse.h"

/* Which nodes have their places printed. CPython before 3.12 has wrong ones in f-strings. */
enum bg_py_places { BG_PY_NO_PLACES, BG_PY_OUTER_PLACES, BG_PY_ALL_PLACES };

/*
 * One line for each node: indentation, "field=", its name, its place as
 * "line:column-line:column", and its plain fields. Lists have a line with their length.
 * BG_PY_OUTER_PLACES: none inside of strings with fields.
 */
void bg_py_dump(struct bg_buf *out, struct bg_py_module *module, struct bg_arena *arena,
                enum bg_py_places places);

#endif
