/* SPDX-License-Identifier: MIT */
/*
 * The names of one scope (a module, a class, a function): every statement that binds or
 * changes one, in source order, conditional or not.
 */
#ifndef BG_PYTHON_SCOPE_H
#define BG_PYTHON_SCOPE_H

#include "base/arena.h"
#include "python/ast.h"
#include "python/table.h"

#define BG_PY_STARS 256 /* star imports of a scope that are followed */

struct bg_py_unit;
struct bg_py_value;

enum bg_py_bind {
	BG_PY_BIND_DEF,
	BG_PY_BIND_CLASS,
	BG_PY_BIND_ASSIGN,   /* part: the target, a Name */
	BG_PY_BIND_ANNOTATE, /* "x: int" without a value: binds nothing */
	BG_PY_BIND_AUGMENT,
	BG_PY_BIND_CHANGE, /* a method called, an element set, it was handed to a call */
	BG_PY_BIND_IMPORT,
	BG_PY_BIND_FROM, /* part: the alias */
	BG_PY_BIND_STAR, /* "from … import *": name is "*" */
	BG_PY_BIND_DELETE,
	BG_PY_BIND_TYPE, /* a type statement */
	BG_PY_BIND_LOOP,
	BG_PY_BIND_WITH,
	BG_PY_BIND_CATCH,
	BG_PY_BIND_MATCH,
	BG_PY_BIND_WALRUS, /* part: the NamedExpr */
	BG_PY_BIND_PARAMETER
};

struct bg_py_binding {
	const char *name;
	enum bg_py_bind kind;
	const struct bg_py_node *node; /* the statement; a handler, a match_case, an arg */
	const struct bg_py_node *part; /* where the name stands; else node */
	uint32_t end;                  /* offset behind what binds it */
	bool conditional;              /* below if, try, a loop or match */
	bool fallback;                 /* below except */
	bool typing;                   /* below "if TYPE_CHECKING" */
	uint32_t next;                 /* index + 1 of the next one of that name; 0: the last */
};

/* All bindings of one name. */
struct bg_py_chain {
	uint32_t first, last; /* index + 1 */
	uint32_t n;
	bool global; /* "global" or "nonlocal": it is another scope's name */
	/* The function that changes it, or NULL: 0 binds it anew, 1 or what it holds. */
	const struct bg_py_node *changer[2];
	bool searched[2];
	bool running;                    /* its value is being folded */
	const struct bg_py_value *value; /* at the end of the scope; NULL: not folded yet */
};

struct bg_py_scope {
	struct bg_py_unit *unit;
	struct bg_py_scope *parent;    /* where names are looked up next; NULL: a module's */
	const struct bg_py_node *node; /* Module, ClassDef or function */
	struct bg_py_binding *v;
	size_t n, cap;
	struct bg_py_table names; /* to struct bg_py_chain */
	struct bg_py_chain stars; /* of star imports */
	/* Of an enumeration, once has_members: a list, and a dict with the aliases. */
	const struct bg_py_value *members, *aliases;
	bool has_members;
	uint32_t dynamic_line; /* of a change through globals(), of a star too many; 0: none */
};

/* Reads a body; the bodies of functions and classes inside are other scopes. */
void bg_py_scope_read(struct bg_py_scope *out, struct bg_arena *arena,
                      const struct bg_py_node *node);

/* The bindings of a name, or NULL. */
struct bg_py_chain *bg_py_scope_find(const struct bg_py_scope *scope, const char *name);
/* The next one of the same name, or NULL. */
const struct bg_py_binding *bg_py_scope_next(const struct bg_py_scope *scope,
                                             const struct bg_py_binding *binding);
/* Whether it makes the name stand for something: no annotation, change or deletion. */
bool bg_py_binding_binds(const struct bg_py_binding *binding);
/* The name an expression like X, X.y or X[y] begins with; NULL: none. */
const char *bg_py_base_name(const struct bg_py_node *e);
/* Whether an expression is globals(), vars() or locals(), or of an object's __dict__. */
bool bg_py_is_namespace(const struct bg_py_node *e);
/* Whether an expression is TYPE_CHECKING or typing.TYPE_CHECKING. */
bool bg_py_is_type_checking(const struct bg_py_node *test);

#endif
