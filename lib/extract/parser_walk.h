/* SPDX-License-Identifier: MIT */
/* Going through the code that builds a parser: shared by parser_*.c only. */
#ifndef BG_EXTRACT_PARSER_WALK_H
#define BG_EXTRACT_PARSER_WALK_H

#include "base/err.h"
#include "extract/parser.h"

#define BG_PARSER_DEPTH 24    /* functions inside of each other */
#define BG_PARSER_NEST 1500   /* expressions and blocks inside of each other */
#define BG_PARSER_STEPS 50000 /* statements of one command */
#define BG_PARSER_ROUNDS 500  /* of one loop */

/* What a name stands for, when that is of interest. */
struct bg_handle {
	enum {
		BG_HANDLE_NONE,
		BG_HANDLE_PARSER,
		BG_HANDLE_SUBPARSERS,
		BG_HANDLE_METHOD,
		BG_HANDLE_FUNCTION
	} type;
	struct bg_parser *parser;
	const struct bg_py_node *def; /* FUNCTION: one inside of a function, and which */
	const struct bg_reach *home;
	unsigned group;     /* a mutually exclusive one; 0: none */
	bool required;      /* that group */
	const char *method; /* METHOD: bound to the parser, as "add_argument" */
};

struct bg_handle_name {
	const char *name; /* "parser", "self.parser" */
	struct bg_handle handle;
};

/* A class that methods of self are looked up in, the first one first. */
struct bg_lineage {
	struct {
		struct bg_py_unit *unit;
		const struct bg_py_node *node;
	} v[32];
	size_t n;
	const char *external; /* a base outside of the repository; NULL: none */
};

/* One function that is gone through; function NULL: the module. */
struct bg_reach {
	struct bg_py_where where;
	struct bg_py_around around;
	size_t level; /* of self's lineage where the method stands; super() begins behind it */
	struct {
		struct bg_handle_name *v;
		size_t n, cap;
	} names;
	struct bg_handle result;
	bool done; /* it returned */
	unsigned depth;
	const struct bg_reach *outer; /* around a nested function; NULL: none */
};

struct bg_builder {
	struct bg_extract *x;
	struct bg_py_project *project;
	struct bg_err *err;
	struct bg_parser *root;
	struct bg_lineage self; /* n 0: no class */
	struct {
		struct bg_handle_name *v;
		size_t n, cap;
	} attributes;         /* of self */
	unsigned conditional; /* depth of branches that are not decided */
	size_t steps;
	unsigned nest; /* expressions and blocks inside of each other */
	bool started;  /* add_arguments was run */
	struct {
		struct bg_parser **v;
		size_t n, cap;
	} made; /* by hand */
};

/* parser_walk.c: statements. -1: err is set. */
int bg_walk_body(struct bg_builder *w, struct bg_reach *f, const struct bg_py_list *body);
int bg_walk_fold(struct bg_builder *w, const struct bg_reach *f, const struct bg_py_node *e,
                 const struct bg_py_value **out);
/* One level deeper, to be left by w->nest--; false, and unread, where that is too deep. */
bool bg_walk_enter(struct bg_builder *w, const struct bg_reach *f, const struct bg_py_node *at);
/* What could not be read about a parser, at a line. */
void bg_walk_unread(struct bg_builder *w, const struct bg_reach *f, const struct bg_py_node *at,
                    const struct bg_parser *parser, const char *message);
/* parser_make.c: whether a value is a class of parsers; depth 0. */
bool bg_walk_makes(struct bg_builder *w, const struct bg_py_value *v, unsigned depth);
/* A parser that is made by hand; call is ArgumentParser(…), or of a subclass. */
int bg_walk_make(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
                 const struct bg_py_value *cls, struct bg_handle *out);
/* What a new parser takes from its parents=. */
int bg_walk_parents(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
                    struct bg_parser *parser);
/* One of the parser's sub-commands has to be given. */
void bg_walk_ask(struct bg_builder *w, struct bg_parser *parser);
/* Once all is read, makes what was made by hand the command's, items from first on. */
void bg_walk_settle(struct bg_builder *w, size_t first);
/* parser_branch.c: says under how many conditions an item stands. */
void bg_branch_mark(struct bg_builder *w, struct bg_item *item);
/* What both branches add, items [first, second) and those from second on, is there anyway. */
void bg_branch_join(struct bg_builder *w, size_t first, size_t second);
/* Once all is read, the attribute of what stands under a condition, items from first on. */
void bg_branch_tell(struct bg_builder *w, size_t first);
/* parser_eval.c: an expression as a handle; its calls are made. */
int bg_walk_eval(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *e,
                 struct bg_handle *out);
void bg_walk_bind(struct bg_builder *w, struct bg_reach *f, const char *name,
                  const struct bg_handle *handle);
/* What is called. */
struct bg_callee {
	struct bg_py_unit *unit;
	const struct bg_py_node *def;
	size_t level;                 /* of self's lineage, for a method; else SIZE_MAX */
	bool bound;                   /* self is no argument of the call */
	const struct bg_reach *outer; /* the function it stands in; NULL: none */
};

/* parser_follow.c: into a function; call NULL: it is handed the parser alone. */
int bg_walk_function(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
                     const struct bg_callee *callee, struct bg_handle *out);
/* parser_closure.c: functions inside of functions. */
void bg_walk_define(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *def);
void bg_walk_lambda(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *lambda,
                    struct bg_handle *out);
int bg_walk_closure(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
                    const struct bg_handle *on, struct bg_handle *out);
/* Gives to's function what its body takes from the function around it. */
int bg_walk_enclose(struct bg_builder *w, struct bg_reach *to);
/* The method of self from a level of its lineage on; *level SIZE_MAX: there is none. */
const struct bg_py_node *bg_walk_method(const struct bg_builder *w, const char *name,
                                        size_t *level);
int bg_walk_lineage(struct bg_builder *w, struct bg_py_unit *unit,
                    const struct bg_py_node *cls);
/* parser_method.c: what Django does with self: create_parser(), which calls add_arguments(). */
int bg_walk_command(struct bg_builder *w, struct bg_py_unit *unit);
/* The latter, unless it was run; f: where "parser" is bound. */
int bg_walk_arguments(struct bg_builder *w, struct bg_reach *f);
/* parser_call.c: a method of a parser, a group or sub-parsers. */
int bg_walk_parser_call(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
                        const struct bg_handle *on, const char *method, struct bg_handle *out);

#endif
