/* SPDX-License-Identifier: MIT */
/* Python projects for tests: from sources in memory, or from a directory. */
#ifndef TESTS_SUPPORT_PYPKG_H
#define TESTS_SUPPORT_PYPKG_H

#include "python/fold.h"
#include "support/memtree.h"

struct pypkg {
	struct bg_arena *arena;
	struct memtree tree;
	struct bg_limits limits;
	struct bg_py_project *project;
	struct bg_err err;
};

/* An empty tree; add to pkg->tree, then open. */
void pypkg_init(struct pypkg *pkg);
void pypkg_add(struct pypkg *pkg, const char *path, const char *text);
/* Adds every *.py below a directory of the checkout. */
void pypkg_add_directory(struct pypkg *pkg, const char *dir);
void pypkg_open(struct pypkg *pkg);
void pypkg_free(struct pypkg *pkg);

/* A module that must be there. */
struct bg_py_unit *pypkg_module(struct pypkg *pkg, const char *name);
/* The value of a name as text; sets sorted. "unbound" where there is none. */
const char *pypkg_value(struct pypkg *pkg, const char *module, const char *name);
/* "class pkg.mod.C", "external os.path", "unknown why" …, by bg_py_resolve(). */
const char *pypkg_resolve(struct pypkg *pkg, const char *module, const char *name);

#endif
