/* SPDX-License-Identifier: MIT */
/* What an expression is known to be without running it. Values are never changed. */
#ifndef BG_PYTHON_VALUE_H
#define BG_PYTHON_VALUE_H

#include "base/arena.h"
#include "base/list.h"
#include "python/ast.h"

#define BG_PYV_SIZE 100000 /* values in one value, and bytes a fold may make */
#define BG_PYV_HEIGHT 100  /* of values inside of each other */
#define BG_PYV_CHOICES 32  /* alternatives that are told apart */

enum bg_pyv {
	BG_PYV_UNKNOWN,
	BG_PYV_NONE,
	BG_PYV_BOOL,
	BG_PYV_ELLIPSIS,
	BG_PYV_INT,
	BG_PYV_FLOAT,
	BG_PYV_COMPLEX,
	BG_PYV_STR,
	BG_PYV_BYTES,
	BG_PYV_LIST,
	BG_PYV_TUPLE,
	BG_PYV_SET,
	BG_PYV_FROZENSET,
	BG_PYV_DICT,
	BG_PYV_MEMBER, /* of an enumeration */
	BG_PYV_FUNCTION,
	BG_PYV_CLASS,
	BG_PYV_MODULE,   /* of the repository */
	BG_PYV_EXTERNAL, /* what lies outside of it */
	BG_PYV_CHOICE    /* one of several, by what is known when it runs */
};

struct bg_py_unit;

struct bg_py_value {
	enum bg_pyv kind;
	bool open;             /* LIST to DICT: an element is unknown, or there may be more */
	bool conditional;      /* it is there in some branches only */
	bool circular;         /* UNKNOWN: it depends on itself */
	bool fits;             /* INT: number holds it */
	uint32_t size, height; /* of the values below, itself included */
	/*
	 * STR, BYTES: n bytes, with a NUL behind. INT, FLOAT, COMPLEX: the number, in
	 * decimal where it fits, else as written. MEMBER: its name. EXTERNAL: the full
	 * dotted name, "builtins.list". UNKNOWN: why. LIST to DICT: why it is open.
	 */
	const char *text;
	size_t n;
	int64_t number; /* INT, BOOL */
	/* Elements; keys of a DICT; alternatives of a CHOICE; the value of a MEMBER. */
	const struct bg_py_value *const *v;
	const struct bg_py_value *const *w; /* DICT: what the keys stand for */
	size_t nv;
	struct bg_py_unit *unit;       /* FUNCTION, CLASS, MEMBER, MODULE: where it is */
	const struct bg_py_node *node; /* FUNCTION, CLASS; MEMBER: its class */
	const char *path;              /* where the value stands; NULL: nowhere */
	uint32_t line;                 /* in path; UNKNOWN, open: of the reason */
};

struct bg_pyv_list {
	const struct bg_py_value **v;
	size_t n, cap;
};

/* Makers; a container that would be too large or too high is unknown. */
struct bg_py_value *bg_pyv_new(struct bg_arena *arena, enum bg_pyv kind);
const struct bg_py_value *bg_pyv_unknown(struct bg_arena *arena, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
const struct bg_py_value *bg_pyv_bool(struct bg_arena *arena, bool value);
const struct bg_py_value *bg_pyv_int(struct bg_arena *arena, int64_t value);
const struct bg_py_value *bg_pyv_str(struct bg_arena *arena, const char *text, size_t n);
/* Elements are kept; an unknown one makes it open. A set drops repetitions. */
const struct bg_py_value *bg_pyv_many(struct bg_arena *arena, enum bg_pyv kind,
                                      const struct bg_pyv_list *list);
/* Of equal keys the last one's value stands in the first one's place. */
const struct bg_py_value *bg_pyv_dict(struct bg_arena *arena, const struct bg_pyv_list *keys,
                                      const struct bg_pyv_list *values);
/* A copy of a dict with one more element, or another value at its key. */
const struct bg_py_value *bg_pyv_put(struct bg_arena *arena, const struct bg_py_value *dict,
                                     const struct bg_py_value *key,
                                     const struct bg_py_value *value);
const struct bg_py_value *bg_pyv_open(struct bg_arena *arena, const struct bg_py_value *value,
                                      const char *why, const char *path, uint32_t line);

/* LIST, TUPLE, SET, FROZENSET; with DICT. */
bool bg_pyv_is_many(const struct bg_py_value *value);
bool bg_pyv_is_container(const struct bg_py_value *value);
/* Equal as Python has it (1 == True == 1.0); what is not known is equal to nothing. */
bool bg_pyv_equal(const struct bg_py_value *a, const struct bg_py_value *b);
bool bg_pyv_is_str(const struct bg_py_value *value, const char *text);
/* 1 or 0, or -1 when it is not known. */
int bg_pyv_truth(const struct bg_py_value *value);
/* Order of two strings or two numbers to *order; false for all else. */
bool bg_pyv_compare(const struct bg_py_value *a, const struct bg_py_value *b, int *order);
/* Where a key stands in a dict or an element in a container; SIZE_MAX: nowhere. */
size_t bg_pyv_find(const struct bg_py_value *many, const struct bg_py_value *value);

/* What is so after one of two branches; either may be NULL: not bound there. */
const struct bg_py_value *bg_pyv_join(struct bg_arena *arena, const struct bg_py_value *a,
                                      const struct bg_py_value *b);

/*
 * One line, much as repr(): bytes other than '!' to '~' and "'" and "\" of a text as \xNN,
 * floats as "%.17g", "?why" for what is unknown, "…" behind the elements of an open
 * container, "a | b" for a choice, "Color.RED=1" for a member, "<class C>".
 */
const char *bg_pyv_text(struct bg_arena *arena, const struct bg_py_value *value);
/* Its beginning only, for reasons. */
const char *bg_pyv_brief(struct bg_arena *arena, const struct bg_py_value *value);

#endif
