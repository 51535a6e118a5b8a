/* SPDX-License-Identifier: MIT */
/*
 * Constant folding: what an expression or a name is, as far as that is known without
 * running anything. What is not known says why, and is never dropped.
 */
#ifndef BG_PYTHON_FOLD_H
#define BG_PYTHON_FOLD_H

#include "python/module.h"

/* A name that stands for a value, and the next one. */
struct bg_py_local {
	const char *name;
	const struct bg_py_value *value;
	const struct bg_py_local *next;
};

/* Where an expression stands. */
struct bg_py_where {
	struct bg_py_unit *unit;
	const struct bg_py_node *cls;      /* what self and cls are; NULL: no class */
	const struct bg_py_node *function; /* whose names come first, body read; NULL: none */
};

/* What is known besides of names at that place. */
struct bg_py_around {
	const struct bg_py_local *given; /* parameters of the function */
	const struct bg_py_local *loops; /* names of loops around, one round of each */
};

/* *out is never NULL. -1: BG_EOBJECT, BG_ELIMIT, of another file that had to be read. */
int bg_py_fold(struct bg_py_project *project, const struct bg_py_where *where,
               const struct bg_py_node *expression, const struct bg_py_value **out,
               struct bg_err *err);
/* What a name of the module is when all of it ran; *out is NULL where it is not bound. */
int bg_py_fold_name(struct bg_py_project *project, struct bg_py_unit *unit, const char *name,
                    const struct bg_py_value **out, struct bg_err *err);
/* The same for an attribute of a class, looked up in its bases too. */
int bg_py_fold_attribute(struct bg_py_project *project, struct bg_py_unit *unit,
                         const struct bg_py_node *cls, const char *name,
                         const struct bg_py_value **out, struct bg_err *err);

/* The members of an enumeration, a list; *out is NULL where the class is none. */
int bg_py_fold_members(struct bg_py_project *project, struct bg_py_unit *unit,
                       const struct bg_py_node *cls, const struct bg_py_value **out,
                       struct bg_err *err);
/*
 * What a name of the module is made an alias of, the Literal["a", "b"] of "Kind = …" or of
 * "type Kind = …"; NULL: it is bound otherwise, or not once.
 */
const struct bg_py_node *bg_py_aliased(const struct bg_py_unit *unit, const char *name);

/* The same with names that are known by who asks. */
int bg_py_fold_around(struct bg_py_project *project, const struct bg_py_where *where,
                      const struct bg_py_around *around, const struct bg_py_node *expression,
                      const struct bg_py_value **out, struct bg_err *err);
/* around->loops with the names of a loop's target bound to an element on top. */
int bg_py_fold_target(struct bg_py_project *project, const struct bg_py_where *where,
                      const struct bg_py_around *around, const struct bg_py_node *target,
                      const struct bg_py_value *value, const struct bg_py_local **out,
                      struct bg_err *err);

#endif
