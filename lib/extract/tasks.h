/* SPDX-License-Identifier: MIT */
/* What kind tasks shares among its files: finding tasks in a module, and their items. */
#ifndef BG_EXTRACT_TASKS_H
#define BG_EXTRACT_TASKS_H

#include "extract/kinds.h"
#include "python/fold.h"

/* One function or class that is registered as a task. */
struct bg_task {
	const char *name;             /* that workers know it by */
	struct bg_py_unit *unit;      /* where it is registered */
	struct bg_py_unit *home;      /* where def stands */
	const struct bg_py_node *def; /* the function, or run() of a class; NULL: none */
	unsigned line;                /* of the registration, in unit */
	bool bound;                   /* its first parameter is the task itself */
};

/* Reading one file. */
struct bg_tasks {
	struct bg_extract *x;
	struct bg_py_project *project;
	struct bg_py_unit *unit;
	struct bg_err *err;
	struct {
		struct bg_task *v;
		size_t n, cap;
	} list;
};

/* Appends the tasks of t->unit. 0, or -1 with BG_EOBJECT or BG_ELIMIT. */
int bg_tasks_find(struct bg_tasks *t);

/* Items of a task: kind "task", its parameters below it. 0, or -1 as above. */
int bg_task_describe(struct bg_tasks *t, const struct bg_task *task);

/* Whether a decorator, or what it is a call of, makes a task of a function. */
int bg_task_is_maker(struct bg_tasks *t, const struct bg_py_node *e, bool *out);

/* The class is a task by one of its bases. */
int bg_task_is_class(struct bg_tasks *t, struct bg_py_unit *unit, const struct bg_py_node *cls,
                     unsigned depth, bool *out);

/* Which tasks count, and which only go by another name. */
void bg_tasks_settle(const struct bg_sides *sides, size_t which);
/* How tasks that run a command differ from its flags, by the surfaces of kind argparse. */
void bg_tasks_compare(const struct bg_sides *sides, size_t which);

#endif
