/* SPDX-License-Identifier: MIT */
/*
 * The syntax tree of a Python module. It mirrors CPython's ASDL, node for node and field
 * for field; nodes.def lists both. Everything lives in the arena of its parse and is
 * never changed afterwards, but for bodies that are read later (see parse.h).
 */
#ifndef BG_PYTHON_AST_H
#define BG_PYTHON_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* BG_PY_MODULE, BG_PY_FUNCTION … BG_PY_TYPE_VAR_TUPLE */
enum bg_py_type {
#define _(id, name, place) BG_PY_##id,
#include "python/nodes.def"
	BG_PY_NTYPES
};

/* What op holds in a BoolOp, BinOp, AugAssign, UnaryOp, and each of Compare's ops. */
enum bg_py_op {
	BG_PY_AND,
	BG_PY_OR,
	BG_PY_ADD,
	BG_PY_SUB,
	BG_PY_MULT,
	BG_PY_MAT_MULT,
	BG_PY_DIV,
	BG_PY_MOD,
	BG_PY_POW,
	BG_PY_LSHIFT,
	BG_PY_RSHIFT,
	BG_PY_BIT_OR,
	BG_PY_BIT_XOR,
	BG_PY_BIT_AND,
	BG_PY_FLOOR_DIV,
	BG_PY_INVERT,
	BG_PY_NOT,
	BG_PY_UADD,
	BG_PY_USUB,
	BG_PY_EQ,
	BG_PY_NOT_EQ,
	BG_PY_LT,
	BG_PY_LT_E,
	BG_PY_GT,
	BG_PY_GT_E,
	BG_PY_IS,
	BG_PY_IS_NOT,
	BG_PY_IN,
	BG_PY_NOT_IN
};

/* What op holds in a Constant and a MatchSingleton. */
enum bg_py_const {
	BG_PY_NONE,
	BG_PY_TRUE,
	BG_PY_FALSE,
	BG_PY_ELLIPSIS,
	BG_PY_INT,
	BG_PY_FLOAT,
	BG_PY_IMAGINARY, /* text: as written, "0x_ff", "1e3", "2j" */
	BG_PY_STR,       /* text: the value; UTF-8, lone surrogates as three bytes each */
	BG_PY_USTR,      /* the same, of a literal that begins with u: kind is 'u' */
	BG_PY_NAMED, /* a string with a \N{…}, whose character is not looked up: text is ""
	                and the value unknown */
	BG_PY_BYTES  /* text: the value */
};

struct bg_py_node;

/* Nodes in source order. Elements are not NULL, but for keys of a Dict and kw_defaults. */
struct bg_py_list {
	uint32_t n;
	uint32_t height; /* the greatest one of its nodes */
	struct bg_py_node *v[];
};

/* Names; each is NUL-terminated. */
struct bg_py_names {
	size_t n;
	const char *v[];
};

struct bg_py_def { /* FunctionDef, AsyncFunctionDef */
	const char *name;
	struct bg_py_node *args, *returns; /* returns may be NULL */
	const struct bg_py_list *body, *decorators, *type_params;
	uint32_t body_at, body_line; /* where a skipped body begins: offset of its first line */
	uint32_t body_end;           /* offset behind it */
	bool skipped;                /* the body was not read yet: it is empty */
};

struct bg_py_class { /* ClassDef */
	const char *name;
	const struct bg_py_list *bases, *keywords, *body, *decorators, *type_params;
};

struct bg_py_loop { /* For, AsyncFor */
	struct bg_py_node *target, *iter;
	const struct bg_py_list *body, *orelse;
};

struct bg_py_try { /* Try, TryStar */
	const struct bg_py_list *body, *handlers, *orelse, *finalbody;
};

struct bg_py_match_class {
	struct bg_py_node *cls;
	const struct bg_py_list *patterns, *kwd_patterns;
	const struct bg_py_names *kwd_attrs;
};

struct bg_py_arguments {
	const struct bg_py_list *posonlyargs, *args, *kwonlyargs;
	const struct bg_py_list *kw_defaults; /* one for each of kwonlyargs, or NULL */
	const struct bg_py_list *defaults;    /* of the last of posonlyargs and args */
	struct bg_py_node *vararg, *kwarg;    /* or NULL */
};

/*
 * One node. Lists and names are never NULL, nodes and names that the grammar lets out
 * are: marked with "?". Names are NUL-terminated, and one object for equal names of a
 * parse: two names may be compared by their pointers.
 */
struct bg_py_node {
	uint8_t type;    /* enum bg_py_type */
	uint8_t op;      /* enum bg_py_op, bg_py_const, a conversion ('s', 'r', 'a', 0: none),
	                    simple of an AnnAssign, is_async of a comprehension */
	uint16_t height; /* of the tree below, at most BG_PY_HEIGHT */
	uint32_t line;   /* from 1; 0: the node has no position */
	uint32_t column; /* bytes before it in its line, as CPython's col_offset: from 0 */
	uint32_t end;    /* offset in the module's text behind its last byte */
	union {
		struct {
			const struct bg_py_list *body;
		} module;
		struct bg_py_def *def;     /* FUNCTION, ASYNC_FUNCTION */
		struct bg_py_class *cls;   /* CLASS */
		struct bg_py_loop *loop;   /* FOR, ASYNC_FOR */
		struct bg_py_try *attempt; /* TRY, TRY_STAR */
		struct bg_py_match_class *match_class;
		struct bg_py_arguments *arguments;
		/* RETURN?, EXPR, UNARY_OP, AWAIT, YIELD?, YIELD_FROM, STARRED, MATCH_VALUE */
		struct {
			struct bg_py_node *value;
		} unary;
		/* BIN_OP; AUG_ASSIGN and NAMED_EXPR: target, value; SUBSCRIPT: value, slice;
		   RAISE: exc?, cause?; ASSERT: test, msg?; WITH_ITEM: expression, target? */
		struct {
			struct bg_py_node *left, *right;
		} binary;
		/* BOOL_OP, SET, LIST, TUPLE, DELETE, JOINED_STR, TEMPLATE_STR,
		   MATCH_SEQUENCE, MATCH_OR */
		struct {
			const struct bg_py_list *v;
		} items;
		struct {
			const struct bg_py_names *v;
		} names; /* GLOBAL, NONLOCAL */
		struct {
			const struct bg_py_list *targets;
			struct bg_py_node *value;
		} assign;
		struct {
			struct bg_py_node *name, *value;
			const struct bg_py_list *type_params;
		} type_alias;
		struct { /* value? */
			struct bg_py_node *target, *annotation, *value;
		} ann_assign;
		struct {
			struct bg_py_node *test;
			const struct bg_py_list *body, *orelse;
		} branch; /* IF, WHILE */
		struct {
			const struct bg_py_list *items, *body;
		} with;
		struct {
			struct bg_py_node *subject;
			const struct bg_py_list *cases;
		} match;
		struct {
			const char *module; /* IMPORT_FROM: NULL in "from . import x" */
			const struct bg_py_list *names;
			uint32_t level;
		} import;
		struct {
			struct bg_py_node *args, *body;
		} lambda;
		struct {
			struct bg_py_node *test, *body, *orelse;
		} if_exp;
		struct { /* key NULL: **value */
			const struct bg_py_list *keys, *values;
		} dict;
		struct {
			struct bg_py_node *elt,
				*value; /* DICT_COMP: key and value; else NULL */
			const struct bg_py_list *generators;
		} comp;
		struct {
			struct bg_py_node *left;
			const struct bg_py_list *comparators;
			const uint8_t *ops; /* as many as comparators */
		} compare;
		struct {
			struct bg_py_node *func;
			const struct bg_py_list *args, *keywords;
		} call;
		struct {
			struct bg_py_node *value, *spec; /* spec?: a JoinedStr */
			const char *text; /* INTERPOLATION: its source; else NULL */
		} formatted;
		struct {
			const char *text; /* NOT NUL-terminated: n bytes */
			uint32_t n;
		} constant;
		struct {
			struct bg_py_node *value;
			const char *attr;
		} attribute;
		struct {
			const char *id;
		} name; /* NAME; MATCH_STAR? */
		struct {
			struct bg_py_node *lower, *upper, *step;
		} slice; /* each? */
		struct {
			const struct bg_py_list *keys, *patterns;
			const char *rest; /* or NULL */
		} match_mapping;
		struct {
			struct bg_py_node *pattern;
			const char *name;
		} match_as; /* each? */
		struct {    /* annotation? */
			const char *name;
			struct bg_py_node *annotation;
		} arg;
		struct { /* name NULL: **value */
			const char *name;
			struct bg_py_node *value;
		} keyword;
		struct {
			const char *name, *asname;
		} alias; /* name "a.b" or "*"; asname? */
		struct {
			struct bg_py_node *target, *iter;
			const struct bg_py_list *ifs;
		} comprehension;
		struct {
			struct bg_py_node *type; /* or NULL */
			const char *name;        /* or NULL */
			const struct bg_py_list *body;
		} handler;
		struct {
			struct bg_py_node *pattern, *guard; /* guard? */
			const struct bg_py_list *body;
		} match_case;
		struct {
			const char *name;
			struct bg_py_node *bound, *value; /* bound?; value?: the default */
		} type_var; /* TYPE_VAR, PARAM_SPEC, TYPE_VAR_TUPLE */
	};
};

/* "FunctionDef", "Call"; "Add", "NotIn". */
const char *bg_py_type_word(enum bg_py_type type);
const char *bg_py_op_word(enum bg_py_op op);

/* One child of a node. */
struct bg_py_child {
	const char *field; /* as ASDL calls it */
	struct bg_py_node *node;
};
/*
 * Calls fn for every node right below this one, by fields in ASDL order, until it returns
 * other than 0, and returns that.
 */
int bg_py_each(const struct bg_py_node *node,
               int (*fn)(const struct bg_py_child *child, void *data), void *data);

#endif
