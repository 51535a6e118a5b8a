/* SPDX-License-Identifier: MIT */
/* Small questions to a tree that every reader of Python asks. */
#ifndef BG_PYTHON_ASK_H
#define BG_PYTHON_ASK_H

#include "base/arena.h"
#include "python/ast.h"

/* "a.b.c" of a name or nested attributes, allocated in arena; NULL: another expression. */
const char *bg_py_dotted(struct bg_arena *arena, const struct bg_py_node *e);

/* The value that a Call gives to a keyword; NULL: it does not. */
const struct bg_py_node *bg_py_argument(const struct bg_py_node *call, const char *name);

/* Whether an expression, which may be NULL, is True, None, "..." or another such word. */
bool bg_py_is_constant(const struct bg_py_node *e, enum bg_py_const which);

#endif
