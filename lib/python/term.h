/* SPDX-License-Identifier: MIT */
/* Types as trees with their canonical text: what annotation.h reads, writes and compares. */
#ifndef BG_PYTHON_TERM_H
#define BG_PYTHON_TERM_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/list.h"

#define BG_TERM_TEXT 4000  /* bytes of text; a longer one is unknown */
#define BG_TERM_HEIGHT 100 /* of terms inside of each other */

enum bg_term_kind {
	BG_TERM_NAME,    /* name, arguments in v; brackets: it has some, maybe none */
	BG_TERM_UNION,   /* two or more in v, sorted */
	BG_TERM_LIST,    /* of a Callable's parameters */
	BG_TERM_VALUE,   /* in a Literal: name is the value's text */
	BG_TERM_DOTS,    /* "..." */
	BG_TERM_STAR,    /* *v[0] */
	BG_TERM_UNKNOWN, /* name: the source */
};

struct bg_py_term {
	enum bg_term_kind kind;
	bool brackets;
	const char *name;
	const char *text; /* canonical; equal texts mean equal types */
	const struct bg_py_term *const *v;
	size_t n;
};

struct bg_py_terms {
	const struct bg_py_term **v;
	size_t n, cap;
};

/* Makers; lists are kept. A term that would be too large is unknown. */
const struct bg_py_term *bg_term_name(struct bg_arena *arena, const char *name,
                                      const struct bg_py_terms *args);
const struct bg_py_term *bg_term_union(struct bg_arena *arena, const struct bg_py_terms *of);
const struct bg_py_term *bg_term_list(struct bg_arena *arena, const struct bg_py_terms *of);
const struct bg_py_term *bg_term_star(struct bg_arena *arena, const struct bg_py_term *of);
const struct bg_py_term *bg_term_value(struct bg_arena *arena, const char *text);
const struct bg_py_term *bg_term_dots(struct bg_arena *arena);
const struct bg_py_term *bg_term_unknown(struct bg_arena *arena, const char *source);

bool bg_term_is(const struct bg_py_term *term, const char *name);

/* 'text' with escapes, n bytes, readable: printable ASCII and UTF-8 as they are. */
const char *bg_py_quoted(struct bg_arena *arena, const char *text, size_t n);

/* The term that a canonical text is of; unknown where it is none. */
const struct bg_py_term *bg_term_parse(struct bg_arena *arena, const char *text);

#endif
