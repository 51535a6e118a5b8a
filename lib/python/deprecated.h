/* SPDX-License-Identifier: MIT */
/* Marks of deprecation in code: warnings, decorators, docstrings. Evidence, no promise. */
#ifndef BG_PYTHON_DEPRECATED_H
#define BG_PYTHON_DEPRECATED_H

#include "python/fold.h"

struct bg_py_mark {
	const char *text; /* what it says, one line of at most 200 bytes; NULL: not marked */
	bool warns; /* whoever uses the name is warned as the program runs; else: documented */
	uint32_t line;
};

/*
 * Whether a function or a class (node; where->cls: the class of a method) is deprecated:
 * a decorator "deprecated", a warning of that category that its body (a class's __init__,
 * __new__, __init_subclass__) gives in any case, by itself or through a function of the
 * repository, or ".. deprecated::" in its docstring. A warning below an "if" is about an
 * argument, not about the name. 0, or -1 with BG_EOBJECT or BG_ELIMIT.
 */
int bg_py_deprecation(struct bg_py_mark *out, struct bg_arena *arena,
                      const struct bg_py_where *where, const struct bg_py_node *node,
                      struct bg_err *err);

/* A name that a module's __getattr__ makes. */
struct bg_py_lazy {
	bool made;              /* a branch of it answers for the name */
	struct bg_py_ref given; /* what it returns then; NOTHING: that cannot be told */
	struct bg_py_mark mark; /* it warns */
};

/* Whether the module's __getattr__ makes a name, and how. As above. */
int bg_py_lazy_name(struct bg_py_lazy *out, struct bg_arena *arena, struct bg_py_unit *unit,
                    const char *name, struct bg_err *err);

#endif
