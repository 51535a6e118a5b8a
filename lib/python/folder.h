/* SPDX-License-Identifier: MIT */
/* What the files of the folder and of module lookup share; nobody else includes it. */
#ifndef BG_PYTHON_FOLDER_H
#define BG_PYTHON_FOLDER_H

#include "base/err.h"
#include "python/ask.h"
#include "python/fold.h"

#define BG_PY_FOLD_DEPTH 400   /* calls inside of each other */
#define BG_PY_FLOW_BLOCKS 4000 /* statements inside of each other, of all names on the way */

/* Where folding stands. */
struct bg_py_folder {
	struct bg_py_project *project;
	struct bg_py_scope *scope;
	const struct bg_py_node *cls; /* what self and cls are; NULL: none */
	uint32_t at; /* statements of the scope that end behind it did not run yet */
	const struct bg_py_local *locals; /* of comprehensions */
	const struct bg_py_local *loops;  /* of unrolled loops: nested names see them too */
	const struct bg_py_local *given;  /* parameters that are known */
	uint32_t loop_at;                 /* where the outermost of them begins; 0: none */
	/* The name whose statements are run: its value so far. NULL: none. */
	const char *self;
	const struct bg_py_value *now; /* NULL: not bound yet */
};

/* Every internal function returns at once when it failed or all work is used up. */
bool bg_py_work_enter(struct bg_py_project *p);
void bg_py_work_leave(struct bg_py_project *p);
/* For calls from outside: begins to count work, keeps err; then 0 or -1. */
void bg_py_work_begin(struct bg_py_project *p, struct bg_err *err);
int bg_py_work_end(struct bg_py_project *p);

/* module.c: parses a module's file if that was not done; false: failed. */
bool bg_py_unit_read(struct bg_py_unit *unit);
/* find.c: modules; NULL: none. from may be NULL; its own root is searched first. */
struct bg_py_unit *bg_py_unit_at(struct bg_py_project *p, const char *path);
struct bg_py_unit *bg_py_unit_find(struct bg_py_project *p, const struct bg_py_unit *from,
                                   const char *name);
struct bg_py_unit *bg_py_unit_child(struct bg_py_unit *package, const char *name);
/* Whether the first part of a dotted name is the repository's. */
bool bg_py_is_inside(struct bg_py_project *p, const struct bg_py_unit *from, const char *name);
/* The module of "from … import"; NULL with *name its full name. */
struct bg_py_unit *bg_py_unit_import(struct bg_py_unit *from, const struct bg_py_node *node,
                                     const char **name);

/* exports.c: whether "import *" from there brings a name; -1: perhaps. */
int bg_py_star_has(struct bg_py_unit *unit, const char *name);
/* resolve.c: one name of a module; that it cannot be told, and why. */
void bg_py_ref_one(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out);
void bg_py_ref_unknown(struct bg_py_ref *out, struct bg_py_unit *unit, const char *name,
                       const char *why);
/* resolve_class.c, resolve.c: without the calls' frame */
void bg_py_ref_find(struct bg_py_unit *unit, const char *name, struct bg_py_ref *out);
void bg_py_ref_follow(struct bg_py_unit *unit, const struct bg_py_binding *binding,
                      struct bg_py_ref *out);

/* fold.c */
const struct bg_py_value *bg_py_fold_in(struct bg_py_folder *f, const struct bg_py_node *e);
/* Unknown for a reason, at a node of the folder's module. */
const struct bg_py_value *bg_py_unsure(struct bg_py_folder *f, const struct bg_py_node *at,
                                       const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Elements of anything that can be iterated; NULL: not known which. */
const struct bg_py_value *bg_py_fold_many(struct bg_py_folder *f,
                                          const struct bg_py_value *value, enum bg_pyv kind);
/* fold_op.c, fold_test.c */
const struct bg_py_value *bg_py_fold_binary(struct bg_py_folder *f, int op,
                                            const struct bg_py_value *a,
                                            const struct bg_py_value *b,
                                            const struct bg_py_node *at);
const struct bg_py_value *bg_py_fold_unary(struct bg_py_folder *f, const struct bg_py_node *e);
const struct bg_py_value *bg_py_fold_compare(struct bg_py_folder *f,
                                             const struct bg_py_node *e);
/* fold_literal.c */
const struct bg_py_value *bg_py_fold_literal(struct bg_arena *arena,
                                             const struct bg_py_node *e);
/* fold_call.c, fold_method.c */
const struct bg_py_value *bg_py_fold_call(struct bg_py_folder *f, const struct bg_py_node *e);
const struct bg_py_value *bg_py_fold_method(struct bg_py_folder *f, const struct bg_py_node *e,
                                            const struct bg_py_value *on);
/* What a container is after a method that changes it; unknown: it cannot be told. */
const struct bg_py_value *bg_py_fold_change(struct bg_py_folder *f,
                                            const struct bg_py_node *call,
                                            const struct bg_py_value *on);
/* The sorted list of a container, as sorted() with the call's keywords gives it. */
const struct bg_py_value *bg_py_sort_many(struct bg_py_folder *f, const struct bg_py_node *e,
                                          const struct bg_py_value *many);
/* fold_comp.c */
const struct bg_py_value *bg_py_fold_comp(struct bg_py_folder *f, const struct bg_py_node *e);
/* Binds a target to a value on top of a list of locals. */
const struct bg_py_local *bg_py_bind_local(struct bg_py_folder *f, const struct bg_py_local *on,
                                           const struct bg_py_node *target,
                                           const struct bg_py_value *value);
/* fold_class.c */
const struct bg_py_value *bg_py_fold_attr(struct bg_py_folder *f, const struct bg_py_value *on,
                                          const char *name, const struct bg_py_node *at);
const struct bg_py_value *bg_py_class_attr(struct bg_py_project *p, struct bg_py_unit *unit,
                                           const struct bg_py_node *cls, const char *name);
/* enum.c: NULL: the class is no enumeration */
const struct bg_py_value *bg_py_enum_members(struct bg_py_project *p, struct bg_py_unit *unit,
                                             const struct bg_py_node *cls);

/* flow.c: a name of a scope where the folder stands; NULL: it is not bound there. */
const struct bg_py_value *bg_py_flow_name(const struct bg_py_folder *f,
                                          struct bg_py_scope *scope, const char *name,
                                          uint32_t at);
/* fold_name.c: a name of a module when all of it ran, star imports and submodules included. */
const struct bg_py_value *bg_py_unit_value(struct bg_py_unit *unit, const char *name);
/* flow_step.c: what a statement does to the name the folder is about. */
const struct bg_py_value *bg_py_flow_apply(struct bg_py_folder *f,
                                           const struct bg_py_binding *binding);
/* escape.c: the value, open where a function of the module changes the name. */
const struct bg_py_value *bg_py_escape(struct bg_py_unit *unit, const char *name,
                                       const struct bg_py_value *value);
/* fold_name.c: a reference as a value. */
const struct bg_py_value *bg_py_ref_value(struct bg_py_project *p, const struct bg_py_ref *ref);

#endif
