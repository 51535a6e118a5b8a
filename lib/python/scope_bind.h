/* SPDX-License-Identifier: MIT */
/* What the files that read a scope's statements share; nobody else includes it. */
#ifndef BG_PYTHON_SCOPE_BIND_H
#define BG_PYTHON_SCOPE_BIND_H

#include "python/scope.h"

/* Under what a statement stands. */
struct bg_py_guard {
	bool conditional, fallback, typing;
};

/* A scope that is being read. */
struct bg_py_binder {
	struct bg_py_scope *scope;
	struct bg_arena *arena;
	struct bg_py_guard guard;
	const struct bg_py_node *node; /* the statement at hand */
};

/* Notes that the statement at hand does kind to a name; part is as bg_py_binding has it. */
void bg_py_bind(struct bg_py_binder *r, const char *name, enum bg_py_bind kind,
                const struct bg_py_node *part);
/* The names in an assignment's or a loop's target. */
void bg_py_bind_target(struct bg_py_binder *r, const struct bg_py_node *target,
                       enum bg_py_bind kind);
/* The names that an expression, or NULL, binds with ":=". */
void bg_py_bind_walrus(struct bg_py_binder *r, const struct bg_py_node *e);
/* A statement that holds no other one of its scope. */
void bg_py_bind_simple(struct bg_py_binder *r, const struct bg_py_node *node);

#endif
