/* SPDX-License-Identifier: MIT */
/* What the files of annotation.h share; nobody else includes it. */
#ifndef BG_PYTHON_TYPIST_H
#define BG_PYTHON_TYPIST_H

#include "base/buf.h"
#include "base/words.h"
#include "python/annotation.h"
#include "python/folder.h"
#include "python/term.h"

#define BG_TYPIST_STEPS 2000 /* terms and names of one annotation, aliases expanded */
#define BG_TYPIST_DEPTH 60   /* of terms, aliases and quotes inside of each other */
#define BG_TYPIST_QUOTED 4096
#define BG_TYPIST_VARIABLES 16
#define BG_TYPIST_BYTES 100000 /* of one expression's text, before it is cut */

/* A class of the repository that an annotation names. */
struct bg_typist_class {
	const char *name;
	struct bg_py_unit *unit;
	const struct bg_py_node *node;
};

/* A generic alias being expanded. */
struct bg_typist_generic {
	const struct bg_py_terms *args;  /* that it was given; NULL: none */
	const struct bg_py_list *params; /* of a type statement; NULL: none */
	const struct bg_py_node *variable[BG_TYPIST_VARIABLES]; /* as they were met */
	size_t nvariable;
};

/* One annotation being read. */
struct bg_typist {
	struct bg_arena *arena;
	struct bg_err *err;
	bool failed; /* err is set */
	unsigned steps, depth;
	const struct bg_py_node *alias[BG_TYPIST_DEPTH]; /* being expanded */
	unsigned naliases;
	struct bg_typist_generic *generic; /* of the alias; NULL: none is being expanded */
	struct {
		struct bg_typist_class *v;
		size_t n, cap;
	} classes;
};

/* The term of an annotation that stands at where. */
const struct bg_py_term *bg_typist_read(struct bg_typist *t, const struct bg_py_where *where,
                                        const struct bg_py_node *e);
/* The term of a dotted name; args NULL: it has no brackets. */
const struct bg_py_term *bg_typist_name(struct bg_typist *t, const struct bg_py_where *where,
                                        const char *name, const struct bg_py_terms *args);
/* "pkg.mod.Class" of what was found; keeps a class for the lineage. */
const char *bg_typist_home(struct bg_typist *t, const struct bg_py_ref *ref);
/* Resolves a name where annotations are looked up: TYPE_CHECKING first, classes too. */
void bg_typist_resolve(struct bg_typist *t, const struct bg_py_where *where, const char *name,
                       struct bg_py_ref *out);
/* The one name of a class or form of the standard library: "List" gives "list". */
const char *bg_typist_known(const char *name);
/* What the classes are; NULL where there are none. */
const char *bg_typist_lineage(struct bg_typist *t);
/* The source of an expression, laid out in one way. */
const char *bg_typist_source(struct bg_typist *t, const struct bg_py_where *where,
                             const struct bg_py_node *e);
/* A value that is known throughout, as source. */
void bg_typist_put_value(struct bg_buf *buf, const struct bg_py_value *v);

#endif
