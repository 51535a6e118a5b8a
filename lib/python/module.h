/* SPDX-License-Identifier: MIT */
/*
 * The Python modules of one revision: found by name through its tree, parsed once,
 * nothing imported and nothing run.
 */
#ifndef BG_PYTHON_MODULE_H
#define BG_PYTHON_MODULE_H

#include "model/tree.h"
#include "python/parse.h"
#include "python/scope.h"
#include "python/value.h"

#define BG_PY_CHAIN 64 /* modules that one name may be handed through */

/* Files that were parsed already, by blob id: shared by the projects of a run. */
struct bg_py_cache {
	struct bg_arena *arena; /* outlives every project */
	struct bg_py_table files;
};

/* One module. */
struct bg_py_unit {
	struct bg_py_project *project;
	const char *name; /* "pkg.mod"; the package's for its __init__.py */
	const char *path; /* its file; of a namespace package the directory */
	const char *root; /* the directory that its name begins in: "src/", "" */
	bool package;     /* __init__.py, or a namespace package */
	bool namespace;   /* a directory without __init__.py: no names of its own */
	bool parsed;      /* file and scope may be used, unless it is unreadable */
	bool unreadable;  /* why: err, with line and column */
	bool lazy;        /* it has a function __getattr__ */
	bool visiting;    /* its star imports are being followed */
	struct bg_err err;
	struct bg_py_module *file;
	struct bg_py_scope scope;
};

struct bg_py_project {
	struct bg_arena *arena;
	const struct bg_limits *limits;
	struct bg_tree *tree;
	struct bg_py_cache *cache, own;
	struct bg_strings paths;   /* of all *.py, in byte order */
	struct bg_strings roots;   /* "", "src/" …: where absolute names begin */
	struct bg_py_table units;  /* by path, to struct bg_py_unit */
	struct bg_py_table scopes; /* of classes and functions, by place */
	struct bg_py_table looked; /* by path without its suffix; the project: no module */
	/* Inside of a call: */
	struct bg_err *err;
	bool failed;            /* err is set */
	size_t steps;           /* of work so far, at most a fourth of BG_LIMIT_NODES */
	unsigned depth, blocks; /* of calls, and of statements, inside of each other */
	unsigned running;       /* names whose value is being folded */
	size_t circles;         /* times that one of them was asked for again */
};

/*
 * Lists the tree's Python files. tree, limits and arena must outlive the project. cache
 * may be NULL. 0, or -1 as of the tree's list().
 */
int bg_py_project_open(struct bg_py_project **out, struct bg_arena *arena,
                       const struct bg_limits *limits, struct bg_tree *tree,
                       struct bg_py_cache *cache, struct bg_err *err);

/*
 * A module by its dotted name, or by its file. *out is NULL where there is none. One
 * that does not parse is there, and unreadable. -1: BG_EOBJECT, BG_ELIMIT.
 */
int bg_py_module_get(struct bg_py_project *project, const char *name, struct bg_py_unit **out,
                     struct bg_err *err);
int bg_py_module_at(struct bg_py_project *project, const char *path, struct bg_py_unit **out,
                    struct bg_err *err);

/* The scope of a class or a function of a module that is parsed; parent: where it stands. */
struct bg_py_scope *bg_py_scope_of(struct bg_py_unit *unit, const struct bg_py_node *node,
                                   struct bg_py_scope *parent);

enum bg_py_found {
	BG_PY_FOUND_NOTHING, /* the module is known and has no such name */
	BG_PY_FOUND_FUNCTION,
	BG_PY_FOUND_CLASS,
	BG_PY_FOUND_VARIABLE,
	BG_PY_FOUND_TYPE,
	BG_PY_FOUND_MODULE,
	BG_PY_FOUND_EXTERNAL, /* outside of the repository: name says what */
	BG_PY_FOUND_UNKNOWN   /* why says why: lazy, unreadable, a cycle … */
};

/* One module that a name was handed through. */
struct bg_py_link {
	struct bg_py_unit *unit;
	const char *name;
	const struct bg_py_binding *binding; /* NULL: a submodule */
};

struct bg_py_ref {
	enum bg_py_found kind;
	struct bg_py_unit *unit; /* that defines it; MODULE: the module; else may be NULL */
	const struct bg_py_node *node;       /* the statement, or the class; NULL: none */
	const struct bg_py_binding *binding; /* or NULL */
	const char *name; /* in unit, "C.method"; EXTERNAL: full dotted, "enum.Enum" */
	const char *why;  /* UNKNOWN; else NULL */
	bool conditional; /* somewhere on its way */
	bool fallback, typing;
	bool dynamic; /* UNKNOWN: the module makes names as it runs */
	struct {
		struct bg_py_link *v;
		size_t n, cap;
	} chain; /* from the name asked for on */
	struct {
		const struct bg_py_binding **v;
		size_t n, cap;
	} also; /* bindings in the
	                                   module asked that may hold instead */
};

/*
 * What a dotted name means in a module: through imports, star imports and submodules to
 * where it is defined; attributes of classes too. Out is filled in any case.
 */
int bg_py_resolve(struct bg_py_project *project, struct bg_py_unit *unit, const char *name,
                  struct bg_py_ref *out, struct bg_err *err);
/* The same for one binding of the module: one of out->also. */
int bg_py_resolve_binding(struct bg_py_project *project, struct bg_py_unit *unit,
                          const struct bg_py_binding *binding, struct bg_py_ref *out,
                          struct bg_err *err);

/* One name that a module exports. */
struct bg_py_export {
	const char *name;
	const char *path; /* where it is listed; without __all__ where it is bound */
	uint32_t line;
	bool conditional;
};

struct bg_py_exports {
	bool declared; /* by __all__; else all public names */
	bool dynamic;  /* there may be others: why, at path and line */
	const char *why, *path;
	uint32_t line;
	struct bg_py_export *v; /* in their order, each name once */
	size_t n, cap;
	const struct bg_py_value *value; /* of __all__; NULL: not declared */
};

/* What "import *" of a module gives. -1: BG_EOBJECT or BG_ELIMIT, of a file that it reads. */
int bg_py_exports(struct bg_py_project *project, struct bg_py_unit *unit,
                  struct bg_py_exports *out, struct bg_err *err);

#endif
