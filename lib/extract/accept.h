/* SPDX-License-Identifier: MIT */
/*
 * Which keys of a document Python code accepts: a walk over its functions that follows
 * the document from where it is loaded, by place and not by value.
 */
#ifndef BG_EXTRACT_ACCEPT_H
#define BG_EXTRACT_ACCEPT_H

#include "base/buf.h"
#include "extract/keys.h"
#include "python/ask.h"
#include "python/fold.h"

/* What an expression may stand for. */
enum bg_sort {
	BG_SORT_SPOT, /* what stands at a place of the document */
	BG_SORT_KEY,  /* a key of the mapping there */
	BG_SORT_KEYS, /* all of its keys, its items, its values */
	BG_SORT_ITEMS,
	BG_SORT_VALUES,
	BG_SORT_INDEX,    /* a number that counts elements */
	BG_SORT_MANY,     /* a container made here; part: what any element is */
	BG_SORT_TUPLE,    /* npart elements, each a part */
	BG_SORT_MAP,      /* a dict made here: name[i] stands for part[i] */
	BG_SORT_CONSTANT, /* value */
	BG_SORT_FUNCTION, /* node in unit, and the frame around it, or NULL */
	BG_SORT_CLASS,    /* node in unit */
	BG_SORT_OBJECT    /* an instance of the class node in unit */
};

struct bg_frame;
struct bg_meaning {
	enum bg_sort sort;
	struct bg_key *spot;
	struct bg_meanings *part;
	const char **name;
	size_t npart;
	unsigned height; /* of the parts below */
	bool copied;     /* SPOT: a copy of the mapping there */
	const struct bg_py_value *value;
	struct bg_py_unit *unit;
	const struct bg_py_node *node;
	struct bg_frame *around;
};

/* Any of them; n 0: nothing that is followed. */
struct bg_meanings {
	struct bg_meaning *v;
	size_t n, cap;
};

/* A read key whose place in the document is not known. */
struct bg_loose {
	const char *name;
	struct bg_loc loc;
	const struct bg_py_node *def;
};

/* What reading keys leaves for settling them. */
struct bg_keys_kept {
	bool read; /* code was found that loads a document */
	BG_LIST(struct bg_loose) loose;
};

/* A test against named values, at a place. */
struct bg_allowed {
	const struct bg_key *spot;
	const char *text; /* the value; NULL: there may be others */
	const char *why;  /* text NULL: they are not known */
	struct bg_loc loc;
};

/* One walk over the files of an option. */
struct bg_accept {
	struct bg_extract *x;
	struct bg_keys *keys;
	struct bg_py_project *project;
	struct bg_arena *arena;
	struct bg_err *err;
	bool failed; /* err is set */
	bool tired;  /* too much work: said once */
	bool values; /* wanted are values: keys that are computed do not matter */
	size_t steps;
	unsigned nest; /* expressions and blocks inside of each other */
	unsigned pass;
	bool yaml;  /* a YAML document is loaded: others are another matter */
	bool found; /* a document is loaded, or a name of 'root' was met */
	struct bg_key *root;
	const char *path;              /* of the file whose functions are walked */
	struct bg_py_table memo;       /* what calls gave in this pass */
	struct bg_py_table attributes; /* of objects: "class.name" to struct bg_meanings */
	struct bg_py_table modules;    /* their frames, by path */
	struct bg_py_table fed;        /* functions that were handed a part of the document */
	struct bg_py_table derived;    /* keys that the code itself puts into its copies */
	BG_LIST(struct bg_loose) loose;
	BG_LIST(struct bg_allowed) allowed;
};

/* One function that is walked, or a module's own statements. */
struct bg_frame {
	struct bg_accept *a;
	struct bg_frame *around; /* where names are looked up next; NULL: none */
	struct bg_frame *caller;
	struct bg_py_unit *unit;
	const struct bg_py_node *cls, *def; /* NULL: none, a module */
	struct bg_py_table names;           /* to struct bg_meanings */
	struct bg_py_table reads;           /* keys that were read so far */
	struct bg_meanings given, yielded;
	bool generator;
	bool entry;     /* nobody called it: its parameters are unknown */
	bool rejecting; /* what passes the test at hand is refused */
	unsigned depth, branches, loops;
};

#define BG_ACCEPT_CALLS 24     /* calls inside of each other */
#define BG_ACCEPT_NEST 1500    /* expressions and blocks inside of each other */
#define BG_ACCEPT_STEPS 400000 /* expressions and statements of one surface */

/* Settles keys of code, files and samples over both sides: keys_settle.c. */
void bg_keys_settle(const struct bg_sides *sides, size_t which);

/* ---- accept.c ------------------------------------------------------------------- */

/*
 * Walks the files of an option and marks the keys that they accept in keys; out is a
 * zeroed walk in x->scratch, whose lists are of use afterwards. A file that does not
 * parse, and unless values are wanted a computed key, become elements of unread. -1: BG_EOBJECT, BG_ELIMIT.
 */
int bg_accept_read(struct bg_accept *out, struct bg_keys *keys, enum bg_option option,
                   bool values, struct bg_err *err);
/* False when the walk is to end; counts a step. */
bool bg_accept_step(struct bg_frame *f);
/* Ends the walk, and says why: nothing is known of the document's keys then. */
void bg_accept_tire(struct bg_accept *a, const char *why);
/* Walks a function with its parameters bound already. */
void bg_accept_body(struct bg_frame *f);
/* The frame of a module's own names; NULL when it cannot be read. */
struct bg_frame *bg_accept_module(struct bg_accept *a, struct bg_py_unit *unit);

/* ---- accept_spot.c -------------------------------------------------------------- */

/* The place one step below; NULL when a limit was hit. */
struct bg_key *bg_spot_step(struct bg_accept *a, struct bg_key *spot, enum bg_step step,
                            const char *name);
/* The code reads a key of a SPOT: the place below. NULL as above. */
struct bg_key *bg_spot_read(struct bg_frame *f, const struct bg_meaning *spot, const char *name,
                            unsigned line);
/* The code puts a key there. */
void bg_spot_store(struct bg_frame *f, const struct bg_meaning *spot, const char *name);
/* It reads a key that cannot be named. */
void bg_spot_computed(struct bg_frame *f, struct bg_key *spot, unsigned line);
/* It tests what stands there against values: each string of a container, or one. */
void bg_spot_allow(struct bg_frame *f, const struct bg_key *spot,
                   const struct bg_py_value *value, unsigned line);

/* ---- accept_value.c ------------------------------------------------------------- */

void bg_meanings_add(struct bg_accept *a, struct bg_meanings *to, struct bg_meaning one);
void bg_meanings_join(struct bg_accept *a, struct bg_meanings *to,
                      const struct bg_meanings *more);
struct bg_meanings bg_meanings_one(struct bg_accept *a, struct bg_meaning one);
struct bg_meanings bg_meanings_spot(struct bg_accept *a, enum bg_sort sort,
                                    struct bg_key *spot);
struct bg_meanings bg_meanings_constant(struct bg_accept *a, const struct bg_py_value *value);
/* A container of what may be in it. */
struct bg_meanings bg_meanings_many(struct bg_accept *a, const struct bg_meanings *element);
/* What iterating gives; what stands at position i. */
struct bg_meanings bg_meanings_each(struct bg_accept *a, const struct bg_meanings *of);
struct bg_meanings bg_meanings_at(struct bg_accept *a, const struct bg_meanings *of, size_t i);
bool bg_meanings_have(const struct bg_meanings *m, enum bg_sort sort);
/* A line that is the same for equal meanings. */
void bg_meanings_text(struct bg_buf *out, const struct bg_meanings *m);

/* ---- accept_expr.c, accept_get.c ------------------------------------------------- */

struct bg_meanings bg_accept_expr(struct bg_frame *f, const struct bg_py_node *e);
/* The same; what is not followed is folded where that tells more. */
struct bg_meanings bg_accept_known(struct bg_frame *f, const struct bg_py_node *e);
/* A key of something: read at its places. */
struct bg_meanings bg_accept_get(struct bg_frame *f, const struct bg_meanings *of,
                                 const struct bg_py_node *key, const struct bg_py_node *at);
/* A read of something that is not followed. */
void bg_accept_loose(struct bg_frame *f, const struct bg_py_node *of,
                     const struct bg_meanings *meant, const struct bg_py_node *key);
struct bg_meanings *bg_frame_find(struct bg_frame *f, const char *name);
void bg_frame_set(struct bg_frame *f, const char *name, const struct bg_meanings *m);
struct bg_meanings *bg_accept_attribute(struct bg_accept *a, const struct bg_py_node *cls,
                                        const char *name);

/* ---- accept_test.c, accept_call.c, accept_builtin.c, accept_class.c … -- */

void bg_accept_compare(struct bg_frame *f, const struct bg_py_node *e);
/* Keys of a mapping against a container of names: they are accepted. */
void bg_accept_against(struct bg_frame *f, const struct bg_meanings *keys,
                       const struct bg_meanings *names, unsigned line);
struct bg_meanings bg_accept_call(struct bg_frame *f, const struct bg_py_node *e);
/* Calls a function with self (n 0: none) in front of the call's arguments. */
struct bg_meanings bg_accept_inline(struct bg_frame *f, const struct bg_meaning *function,
                                    const struct bg_meanings *self,
                                    const struct bg_py_node *call);
/* Whether the call loads a document, and what it gives. */
bool bg_accept_load(struct bg_frame *f, const struct bg_py_node *call, struct bg_meanings *out);
/* A function of the language's own; false: none that is known. Its arguments are read. */
bool bg_accept_builtin(struct bg_frame *f, const struct bg_py_node *call, const char *name,
                       struct bg_meanings *out);
/* All that a call is given. */
struct bg_meanings bg_accept_arguments(struct bg_frame *f, const struct bg_py_node *call);
/* Whether a word is one of a list, parted by spaces. */
bool bg_is_listed(const char *word, const char *list);
/* What a name outside of the frame means: functions and classes of the repository. */
struct bg_meanings bg_accept_outside(struct bg_frame *f, struct bg_py_unit *unit,
                                     const char *name);
/* A method of what is followed; false: it is no such method. */
bool bg_accept_method(struct bg_frame *f, const struct bg_meanings *on,
                      const struct bg_py_node *call, struct bg_meanings *out);
/* The fields of a class are the keys of what stands at a place. */
void bg_accept_fields(struct bg_frame *f, struct bg_py_unit *unit, const struct bg_py_node *cls,
                      struct bg_key *spot, unsigned depth);
/* An instance, made by a call. */
struct bg_meanings bg_accept_instance(struct bg_frame *f, const struct bg_meaning *cls,
                                      const struct bg_py_node *call);
void bg_accept_block(struct bg_frame *f, const struct bg_py_list *body);
/* Binds a target; comprehensions do it too. */
void bg_accept_bind(struct bg_frame *f, const struct bg_py_node *target,
                    const struct bg_meanings *m);

#endif
