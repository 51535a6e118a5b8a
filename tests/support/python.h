/* SPDX-License-Identifier: MIT */
/* Python source parsed for a test, from a string or a file. */
#ifndef TESTS_PYTHON_H
#define TESTS_PYTHON_H

#include "python/dump.h"

struct python_case {
	struct bg_arena *arena;
	struct bg_limits limits;
	struct bg_py_module module;
	struct bg_err err;
	int rc;
};

void python_parse(struct python_case *c, const char *bytes, size_t n, enum bg_py_mode mode);
void python_parse_text(struct python_case *c, const char *text);
/* Fails the test when the file cannot be read. */
void python_parse_file(struct python_case *c, const char *path, enum bg_py_mode mode);
void python_free(struct python_case *c);

/* The dump of a tree that was read, or "error LINE:COLUMN: TEXT\n". */
const char *python_dump(struct python_case *c, enum bg_py_places places);

/* All of a file in an arena; NULL when it cannot be read. */
char *python_slurp(struct bg_arena *arena, const char *path, size_t *n);

#endif
