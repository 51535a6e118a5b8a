/* SPDX-License-Identifier: MIT */
/* The reader of Python source: 3.8 to 3.14, to a full tree. It reads bytes only. */
#ifndef BG_PYTHON_PARSE_H
#define BG_PYTHON_PARSE_H

#include "model/tree.h"
#include "python/ast.h"

#define BG_PY_NESTING 200 /* open brackets at once, as in CPython */
#define BG_PY_INDENTS 100 /* open blocks at once, as in CPython */
#define BG_PY_HEIGHT 3000 /* of an expression, as of ast.parse() */
#define BG_PY_DEPTH 3000  /* operators, lambdas and elifs inside of each other */

/* How much of a file is read. */
enum bg_py_mode {
	BG_PY_WHOLE,
	BG_PY_OUTLINE /* bodies of functions are skipped: strings, brackets, indentation only */
};

struct bg_py_module {
	const char *path;
	const char *text; /* UTF-8 with LF only, without a BOM; a NUL behind it */
	size_t n;
	struct bg_arena *arena;  /* that all of it lives in, what is read later too */
	struct bg_py_node *node; /* a Module */
	const uint32_t *line_at; /* the offset of each line; NULL until one is asked for */
	size_t nline;
	struct bg_py_words *words; /* its names */
	size_t nodes;              /* counted against BG_LIMIT_NODES */
};

/*
 * Reads one file. 0, or -1: BG_ESYNTAX with line and column (from 1, in bytes) for what
 * CPython's ast.parse() rejects too, BG_ELIMIT (BG_LIMIT_NODES). Nothing is run.
 */
int bg_py_parse(struct bg_py_module *out, struct bg_arena *arena,
                const struct bg_limits *limits, const struct bg_blob *blob,
                enum bg_py_mode mode, struct bg_err *err);

/*
 * Reads the body of a function that was skipped, functions inside of it too; nothing to
 * do when it was not. 0, or -1 as above.
 */
int bg_py_parse_body(struct bg_py_module *module, const struct bg_limits *limits,
                     struct bg_py_node *def, struct bg_err *err);

/* The line (from 1) and column (from 0) of an offset in the text. */
void bg_py_place(struct bg_py_module *module, uint32_t at, uint32_t *line, uint32_t *column);

/* The source of a node, *n bytes; never NULL, empty for a node without a position. */
const char *bg_py_source(struct bg_py_module *module, const struct bg_py_node *node, size_t *n);

#endif
