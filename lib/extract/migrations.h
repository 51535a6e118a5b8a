/* SPDX-License-Identifier: MIT */
/* Django's migrations as the files of kind migrations share them; no other room includes it. */
#ifndef BG_EXTRACT_MIGRATIONS_H
#define BG_EXTRACT_MIGRATIONS_H

#include "base/buf.h"
#include "extract/kinds.h"
#include "python/module.h"
#include "python/table.h"

#define BG_MIGRATION_STEPS 100000 /* operations of one migration, lists followed */

/* One operation. */
struct bg_operation {
	const char *text; /* "RemoveField paper.url" */
	const char *harm; /* what it destroys or renames, as reports say it; NULL: nothing */
	unsigned line;
};

/* One migration file. */
struct bg_migration {
	const char *path, *dir; /* "app/migrations/0002_x.py", "app/migrations" */
	const char *name;       /* "0002_x" */
	struct {
		struct bg_operation *v;
		size_t n, cap;
	} operations;             /* in their order */
	struct bg_strings covers; /* "app.0001_x": those that it replaces */
	const char *unknown;      /* why its operations are not known; NULL: they are */
	unsigned unknown_line;
	const char *unsure; /* why it is not known what it destroys; NULL: it is */
	unsigned unsure_line;
};

/* Those of one side, by path: what read() keeps for settle(). */
struct bg_migrations {
	struct bg_migration *v;
	size_t n, cap;
};

/* The reading of one side. */
struct bg_migrating {
	struct bg_extract *x;
	struct bg_py_project *project;
	struct bg_py_unit *unit;
	const struct bg_py_node *cls; /* the class Migration */
	struct bg_migration *out;
	struct bg_py_table *fields; /* the app's, by "model.field" */
	size_t steps;
	struct bg_err *err;
};

/* Reads what the class Migration says into m->out. 0, or -1 as of a kind's read(). */
int bg_migration_read(struct bg_migrating *m);

/* What a call gives to a parameter: by its place, or by its name; NULL: neither. */
const struct bg_py_node *bg_operation_argument(const struct bg_py_node *call, uint32_t at,
                                               const char *name);
/* The string that an expression is, kept; NULL: it is none that is known. */
int bg_operation_word(struct bg_migrating *m, const struct bg_py_node *e, const char **out);

/*
 * What the operation called leaf destroys, in *harm; NULL: nothing that is known. Follows
 * the fields of the app's models in passing. text is the operation's own.
 */
int bg_operation_harm(struct bg_migrating *m, const struct bg_py_node *call, const char *leaf,
                      const char *text, const char **harm);

/* "DROP TABLE x, TRUNCATE y" of SQL that destroys or renames; NULL: it does not. */
const char *bg_sql_harm(struct bg_arena *arena, const char *sql, size_t n);

/* Compares the sides: what is new and destroys, what was edited, what was squashed. */
void bg_migrations_settle(const struct bg_sides *sides, size_t which);

#endif
