/* SPDX-License-Identifier: MIT */
/* A tree as canonical text, the same as tests/oracle/py_ast.py prints of CPython's. */
#ifndef BG_PYTHON_DUMP_H
#define BG_PYTHON_DUMP_H

#include "base/buf.h"
#include "python/parse.h"

/*
 * One line for each node: indentation, "field=", its name, its place as
 * "line:column-line:column", and its plain fields. Lists have a line with their length.
 * Inside of strings with fields places are left out unless fields is set: CPython
 * before 3.12 has wrong ones there.
 */
void bg_py_dump(struct bg_buf *out, struct bg_py_module *module, struct bg_arena *arena,
                bool fields);

#endif
