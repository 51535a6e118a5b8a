/* SPDX-License-Identifier: MIT */
/*
 * The shape of what Python code answers: an abstract interpreter over the tree. A value is
 * a set of what it may be; dicts, lists and answers are cells of a heap, so that a dict is
 * the same one under all its names. Where control flow meets, states are joined. What is
 * not followed is "any", with the reason.
 */
#ifndef BG_EXTRACT_SHAPE_H
#define BG_EXTRACT_SHAPE_H

#include "extract/kinds.h"
#include "python/fold.h"

enum bg_shape_bit {
	BG_SHAPE_NULL = 1,
	BG_SHAPE_TRUE = 2,
	BG_SHAPE_FALSE = 4,
	BG_SHAPE_BOOL = 6,
	BG_SHAPE_INT = 8, /* an integer that is not one of number */
	BG_SHAPE_FLOAT = 16,
	BG_SHAPE_STR = 32, /* a string that is not one of text */
	BG_SHAPE_ANY = 64
};

#define BG_SHAPE_TEXTS 48
#define BG_SHAPE_CELLS 48
#define BG_SHAPE_REFS 8
#define BG_SHAPE_KEYS 400
#define BG_SHAPE_HEAP 4000
#define BG_SHAPE_CALLS 24
#define BG_SHAPE_NEST 400
#define BG_SHAPE_STEPS 150000

struct bg_scene;
struct bg_given;

/* A function, class, module or name outside of the repository. */
struct bg_shape_ref {
	enum bg_py_found kind; /* FUNCTION, CLASS, MODULE, EXTERNAL */
	struct bg_py_unit *unit;
	const struct bg_py_node *node, *cls; /* cls: what self is */
	struct bg_scene *around;             /* of a function in a function */
	const char *name;                    /* EXTERNAL: full dotted */
	uint32_t self;                       /* cell + 1 of a bound method; 0: none */
};

/* What a value may be; never changed once made. No bit, text … at all: nothing. */
struct bg_shape {
	unsigned bits;
	const char **text; /* constant strings */
	size_t ntext;
	int64_t *number; /* constant integers */
	size_t nnumber;
	uint32_t *cell;
	size_t ncell;
	struct bg_shape_ref *ref;
	size_t nref;
	const char *why; /* ANY: the reason, "" for none worth saying */
};

enum bg_cell_kind {
	BG_CELL_DICT,
	BG_CELL_LIST,
	BG_CELL_ANSWER, /* keys "body" and "status" */
	BG_CELL_OBJECT  /* an instance: its attributes are the keys */
};

struct bg_cell_key {
	const char *name;
	const struct bg_shape *value;
	bool sometimes;
};

/* One dict, list or object in one state; never changed once made. */
struct bg_cell {
	enum bg_cell_kind kind;
	struct bg_cell_key *key;
	size_t nkey;
	const struct bg_shape *star;  /* under free keys; elements of a LIST; NULL: none */
	const struct bg_shape **part; /* LIST: each element, where all are known */
	size_t npart;
	bool parts;
	const char *open;      /* there may be keys that are not known: why; else NULL */
	const char *elsewhere; /* a module's dict or list that other code fills: how */
	struct bg_py_unit *unit;
	const struct bg_py_node *cls; /* OBJECT, or a DICT made by a model */
	bool model;                   /* is shown as a JSON object */
	bool written;                 /* as bg_shape_serialize() does */
	unsigned line;
};

struct bg_variable {
	const char *name;
	const struct bg_shape *value;
};

struct bg_state {
	bool live;
	BG_LIST(struct bg_variable) vars;
	struct {
		const struct bg_cell **v;
		size_t n, cap;
	} heap;
};

/* An answer that ends the request by an exception. */
struct bg_raised {
	uint32_t cell;
	const struct bg_cell *content;
};

struct bg_routing;

/* What is known of routes so far: read once for a surface, which may have many files. */
struct bg_mounting {
	bool listed;
	struct bg_strings paths; /* modules that put routers into each other */
	struct bg_routing *routing;
};

/* An answer of a class of the repository, while its __init__() is run. */
struct bg_making {
	const char *name; /* of the framework's class */
	const struct bg_py_node *cls;
	const struct bg_shape *self, *status; /* what the class says of the code, or NULL */
	unsigned line;                        /* where it is made */
};

/* One evaluation, of one file. */
struct bg_walk {
	struct bg_extract *x;
	struct bg_py_project *project;
	struct bg_arena *arena;
	struct bg_err *err;
	bool failed; /* err is set */
	bool tired;  /* too much work */
	bool writes; /* the view is an object that writes its answer itself */
	bool loose;  /* how often a comprehension ran is not known */
	size_t steps;
	struct bg_mounting *mounting;
	const char *method;            /* "GET": what the request asks for, or NULL */
	uint32_t cells;                /* numbers given to cells so far */
	const struct bg_shape *raised; /* answers by exceptions */
	const struct bg_shape *reply;  /* "response: Response", for a view to put a code on */
	struct bg_state *left;         /* the state where they were raised */
	const char *filling;           /* in a loop over what is filled elsewhere: how */
	struct bg_making *making;      /* or NULL */
	/* The code of an answer that is given none; NULL: as its class has it. */
	const struct bg_shape *otherwise;
};

/* A "finally" that is run on each way out of its try. */
struct bg_final {
	const struct bg_py_list *body;
	struct bg_state *trap; /* of what is around the try */
	const struct bg_final *outer;
};

/* One call that is evaluated. */
struct bg_scene {
	struct bg_walk *w;
	struct bg_scene *around, *caller;
	struct bg_py_unit *unit;
	const struct bg_py_node *def, *cls; /* cls: what self is */
	struct bg_state state, out;         /* out: joined over returns */
	const struct bg_shape *given, *yielded;
	struct bg_state *trap;           /* what an except clause may meet; NULL: none */
	struct bg_state *broken, *again; /* of the loop around */
	const struct bg_final *finals;   /* of the tries around, the innermost one first */
	const struct bg_final *kept;     /* those of them that are around the loop, too */
	uint32_t mark;                   /* cells made before the call */
	unsigned depth, nest;
	bool generator;
};

/* ---- shape_value.c */
const struct bg_shape *bg_shape_bits(struct bg_walk *w, unsigned bits);
const struct bg_shape *bg_shape_any(struct bg_walk *w, const char *why);
const struct bg_shape *bg_shape_text(struct bg_walk *w, const char *text);
const struct bg_shape *bg_shape_number(struct bg_walk *w, int64_t number);
const struct bg_shape *bg_shape_cell(struct bg_walk *w, uint32_t cell);
const struct bg_shape *bg_shape_ref(struct bg_walk *w, const struct bg_shape_ref *ref);
/* Either may be NULL: nothing. */
const struct bg_shape *bg_shape_join(struct bg_walk *w, const struct bg_shape *a,
                                     const struct bg_shape *b);
bool bg_shape_is_any(const struct bg_shape *s);
/* The same without some bits. */
const struct bg_shape *bg_shape_without(struct bg_walk *w, const struct bg_shape *s,
                                        unsigned bits);
/* The only string it can be, or NULL. */
const char *bg_shape_only(const struct bg_shape *s);

/* ---- shape_cell.c */
/* A new cell with these contents; its shape. */
const struct bg_shape *bg_cell_new(struct bg_scene *s, const struct bg_cell *cell);
const struct bg_shape *bg_cell_dict(struct bg_scene *s, unsigned line);
const struct bg_shape *bg_cell_list(struct bg_scene *s, const struct bg_shape **part, size_t n);
const struct bg_shape *bg_cell_list_of(struct bg_scene *s, const struct bg_shape *element);
const struct bg_cell *bg_cell_at(const struct bg_scene *s, uint32_t cell);
const struct bg_cell_key *bg_cell_find(const struct bg_cell *cell, const char *name);
/* Puts a key into all dicts that of may be; name NULL: a free key. */
void bg_cell_put(struct bg_scene *s, const struct bg_shape *of, const char *name,
                 const struct bg_shape *value, bool weak);
/* The same for a key that is computed: each string it may be, or a free key. */
void bg_cell_pair(struct bg_scene *s, const struct bg_shape *dict, const struct bg_shape *key,
                  const struct bg_shape *value, bool weak);
void bg_cell_remove(struct bg_scene *s, const struct bg_shape *of, const char *name);
/* Takes everything out. */
void bg_cell_clear(struct bg_scene *s, const struct bg_shape *of);
/* Some key, it is not known which, is taken out. */
void bg_cell_loosen(struct bg_scene *s, const struct bg_shape *of);
/* Adds an element to all lists; merges the dicts of from into those of to. */
void bg_cell_append(struct bg_scene *s, const struct bg_shape *of,
                    const struct bg_shape *value);
void bg_cell_merge(struct bg_scene *s, const struct bg_shape *to, const struct bg_shape *from);
/* What is not known may have been put into it. */
void bg_cell_open(struct bg_scene *s, const struct bg_shape *of, const char *why);
const struct bg_cell *bg_cell_join(struct bg_walk *w, const struct bg_cell *a,
                                   const struct bg_cell *b);
/* A shallow copy, as dict(x) makes; n 0 where of has no cell. */
const struct bg_shape *bg_cell_copy(struct bg_scene *s, const struct bg_shape *of);
/* Reads a key; fallback (or NULL) where it is absent. */
const struct bg_shape *bg_cell_get(struct bg_scene *s, const struct bg_shape *of,
                                   const char *name, const struct bg_shape *fallback);
/* Says of a new list that it holds what from holds, filled elsewhere; gives the list. */
const struct bg_shape *bg_cell_elsewhere(struct bg_scene *s, const struct bg_shape *list,
                                         const struct bg_shape *from);
/* How the first of these cells that is filled elsewhere is; NULL: none. */
const char *bg_cell_filled(struct bg_scene *s, const struct bg_shape *of);
/* What iterating over it gives. */
const struct bg_shape *bg_cell_each(struct bg_scene *s, const struct bg_shape *of);

/* ---- shape_dump.c */
/* A copy without nulls: what may be one may be absent. */
const struct bg_shape *bg_shape_without_nulls(struct bg_scene *s, const struct bg_shape *of);
/* A copy as a model is written out: its aliases, computed fields, none that is excluded. */
const struct bg_shape *bg_shape_serialize(struct bg_scene *s, const struct bg_shape *of,
                                          bool aliases);
/* model_dump(), with what it leaves out. */
const struct bg_shape *bg_shape_dump(struct bg_scene *s, const struct bg_shape *of,
                                     const struct bg_given *g);

/* ---- shape_json.c */
/* What a JSON text says; NULL: it is none. */
const struct bg_shape *bg_shape_parse(struct bg_scene *s, const char *text);

/* ---- shape_apply.c */
/* What functions give that call another one: map(), partial(), to_thread(); NULL: none. */
const struct bg_shape *bg_shape_apply(struct bg_scene *s, const char *name,
                                      const struct bg_given *g);
/* The same for methods of what is not known: submit(), run_in_executor(). */
const struct bg_shape *bg_shape_apply_method(struct bg_scene *s, const char *name,
                                             const struct bg_given *g);

/* ---- shape_freeze.c */
/* A copy of all that it leads to: what is written out is not changed any more. */
const struct bg_shape *bg_shape_freeze(struct bg_scene *s, const struct bg_shape *of);

/* ---- shape_state.c */
void bg_state_copy(struct bg_walk *w, struct bg_state *to, const struct bg_state *from);
void bg_state_join(struct bg_walk *w, struct bg_state *to, const struct bg_state *from);
const struct bg_shape *bg_state_find(const struct bg_state *state, const char *name);
void bg_state_set(struct bg_walk *w, struct bg_state *state, const char *name,
                  const struct bg_shape *value);
/*
 * Whether a change to what of may be is only perhaps one to each of its cells: it is one of
 * several, and something else may be one of them, too, but not by the same choice.
 */
bool bg_state_shares(struct bg_scene *s, const struct bg_shape *of);
/* Before a call ends: drops cells made in it that its result does not lead to. */
void bg_state_sweep(struct bg_scene *s, const struct bg_shape *given);
/* False once too much was done; counts a step. */
bool bg_walk_step(struct bg_walk *w);

/* ---- shape_name.c */
const struct bg_shape *bg_shape_name(struct bg_scene *s, const char *name);
const struct bg_shape *bg_shape_resolve(struct bg_walk *w, struct bg_scene *s,
                                        struct bg_py_unit *unit, const char *name);
const struct bg_shape *bg_shape_attribute(struct bg_scene *s, const struct bg_py_node *e);
const struct bg_shape *bg_shape_constant(struct bg_scene *s, const struct bg_py_value *value,
                                         unsigned depth);
/* The method of a class or of its bases in the repository; false: none. */
bool bg_shape_method(struct bg_walk *w, struct bg_py_unit *unit, const struct bg_py_node *cls,
                     const char *name, struct bg_shape_ref *out);
/* The method that super() leads to, where the running one is of the class of self itself. */
bool bg_shape_super(struct bg_scene *s, const char *name, struct bg_shape_ref *out);
/* "a.b" of an expression, or NULL. */
const char *bg_shape_dotted(struct bg_walk *w, const struct bg_py_node *e);

/* ---- shape_expr.c, shape_call.c, shape_builtin.c, shape_method.c, shape_stmt.c */
const struct bg_shape *bg_shape_expr(struct bg_scene *s, const struct bg_py_node *e);
/* 1, 0 or -1: not known. */
int bg_shape_truth(const struct bg_scene *s, const struct bg_shape *v);
const struct bg_shape *bg_shape_truthy(struct bg_scene *s, const struct bg_shape *v, bool yes);
const struct bg_shape *bg_shape_call(struct bg_scene *s, const struct bg_py_node *e);
/* What a call is given. */
struct bg_given {
	const struct bg_shape **arg;
	size_t narg;
	struct bg_cell_key *key; /* keywords */
	size_t nkey;
	bool more; /* *args or **kwargs that are not known */
	unsigned line;
};
const struct bg_shape *bg_given_at(const struct bg_given *g, size_t i, const char *name);
/* Calls all that callee may be; NULL: none of it is followed. */
const struct bg_shape *bg_shape_call_shape(struct bg_scene *s, const struct bg_shape *callee,
                                           const struct bg_given *g);
/* Calls a function of the repository; g NULL: all its parameters are unknown. */
const struct bg_shape *bg_shape_inline(struct bg_scene *s, const struct bg_shape_ref *ref,
                                       const struct bg_given *g);
/* Calls a function, makes an instance of a class. */
const struct bg_shape *bg_shape_call_ref(struct bg_scene *s, const struct bg_shape_ref *ref,
                                         const struct bg_given *g);
const struct bg_shape *bg_shape_external(struct bg_scene *s, const char *name,
                                         const struct bg_given *g);
const struct bg_shape *bg_shape_on(struct bg_scene *s, const struct bg_shape *on,
                                   const char *method, const struct bg_given *g);
void bg_shape_block(struct bg_scene *s, const struct bg_py_list *body);
void bg_shape_bind(struct bg_scene *s, const struct bg_py_node *target,
                   const struct bg_shape *value);
/* Runs a generator clause by clause and calls leaf() inside. */
void bg_shape_loops(struct bg_scene *s, const struct bg_py_list *generators, size_t i,
                    void (*leaf)(struct bg_scene *s, void *data), void *data);
/* Narrows what a test says of a name; yes: it holds. */
void bg_shape_narrow(struct bg_scene *s, const struct bg_py_node *test, bool yes);
/* The one list whose elements are all known, where they are few; else NULL. */
const struct bg_cell *bg_shape_unrolled(struct bg_scene *s, const struct bg_shape *of);
/* What iterating goes over: of a dict its keys. */
const struct bg_shape *bg_shape_keys(struct bg_scene *s, const struct bg_shape *of);
const struct bg_shape *bg_shape_comp(struct bg_scene *s, const struct bg_py_node *e);
void bg_shape_do_definition(struct bg_scene *s, const struct bg_py_node *node);
void bg_shape_do_from(struct bg_scene *s, const struct bg_py_node *node);
void bg_shape_do_import(struct bg_scene *s, const struct bg_py_node *node);
void bg_shape_do_match(struct bg_scene *s, const struct bg_py_node *node);
void bg_shape_do_with(struct bg_scene *s, const struct bg_py_node *node);
void bg_shape_do_try(struct bg_scene *s, const struct bg_py_node *node);
/* Runs what stands in "finally" on the way out to the try's end that is around last. */
void bg_shape_leave(struct bg_scene *s, const struct bg_final *last);
bool bg_shape_read(struct bg_walk *w, struct bg_py_unit *unit, const struct bg_py_node *def);

/* ---- shape_depend.c */
/* What FastAPI's "Depends(f)" gives; NULL: it is none, or that is not known. */
const struct bg_shape *bg_shape_depend(struct bg_scene *s, const struct bg_py_node *value);
/* The same for a parameter, which may say it in its annotation. Either may be NULL. */
const struct bg_shape *bg_shape_depend_parameter(struct bg_scene *s,
                                                 const struct bg_py_node *annotation,
                                                 const struct bg_py_node *value);
/* An answer that ends the request, unless an except clause is around; NULL: none. */
void bg_shape_refuse(struct bg_scene *s, const struct bg_shape *answer);

/* ---- shape_answer.c, shape_model.c */
/* An answer of a web framework by the full name of its class; NULL: it is none. */
const struct bg_shape *bg_shape_answer(struct bg_scene *s, const char *name,
                                       const struct bg_given *g);
/* Tornado's "self.write(…)", "self.set_status(…)"; NULL: it is none. */
const struct bg_shape *bg_shape_write(struct bg_scene *s, const struct bg_shape *on,
                                      const char *method, const struct bg_given *g);
/* An exception that is an answer; NULL: it is none. */
const struct bg_shape *bg_shape_raise(struct bg_scene *s, const char *name,
                                      const struct bg_given *g);
/* shape_subclass.c: an instance of a class whose base is an answer; NULL: it is none. */
const struct bg_shape *bg_shape_subclass(struct bg_scene *s, const struct bg_shape_ref *cls,
                                         const char *base, const struct bg_given *g);
/* The base's __init__() is called by that class; false: it is another one's. */
bool bg_shape_make(struct bg_scene *s, const struct bg_given *g);
/* What is raised, by a call or a class alone; says where another module answers. */
const struct bg_shape *bg_shape_raised(struct bg_scene *s, const struct bg_py_node *exception);
/* The number of HTTP_503_… or of a member of HTTPStatus; 0: none. */
unsigned bg_status_number(const char *name);
/* What an annotation states. */
const struct bg_shape *bg_shape_stated(struct bg_scene *s, struct bg_py_unit *unit,
                                       const struct bg_py_node *annotation, unsigned depth);
/* The class that an annotation names, where it is a model of pydantic; NULL: none. */
const struct bg_py_node *bg_model_stated(struct bg_scene *s, struct bg_py_unit *unit,
                                         const struct bg_py_node *annotation);
/* An instance of a class of the repository. */
const struct bg_shape *bg_shape_instance(struct bg_scene *s, const struct bg_shape_ref *cls,
                                         const struct bg_given *g, unsigned depth);

#endif
