/* SPDX-License-Identifier: MIT */
/*
 * What counts as a promise: kinds of surfaces, and reading one surface of one
 * revision through the abstract tree. A kind is one row of kinds.def and one file.
 */
#ifndef BG_EXTRACT_EXTRACT_H
#define BG_EXTRACT_EXTRACT_H

#include "base/list.h"
#include "base/words.h"
#include "model/tree.h"

/* The options that a policy may give to a surface: options.def. */
enum bg_option {
#define _(id, name, many, help) BG_OPT_##id,
#include "extract/options.def"
#undef _
	BG_NOPTIONS
};
struct bg_option_row {
	const char *name;
	bool many; /* a list of strings (one string will do); else one string */
	const char *help;
};
extern const struct bg_option_row bg_option_rows[BG_NOPTIONS];

/* A surface as the policy declares it. */
struct bg_spec {
	const char *id;
	const struct bg_kind *kind;
	enum bg_tier tier;
	struct bg_strings option[BG_NOPTIONS]; /* n 0: not given */
	struct bg_loc loc;                     /* in the policy */
};

/*
 * Something to be judged that is no difference between two revisions, as
 * "listed-without-module". The word is one that rules.def knows for the kind.
 */
struct bg_finding_remark {
	const char *word;
	const char *item;   /* id, or NULL: the surface as a whole */
	const char *detail; /* for the rule's {detail}; "" where there is none */
	struct bg_loc loc;
};

/* One surface of one revision. */
struct bg_harvest {
	const struct bg_spec *spec;
	struct {
		struct bg_item *v;
		size_t n, cap;
	} items; /* by (kind, id) once sealed */
	struct {
		struct bg_finding_remark *v;
		size_t n, cap;
	} remarks;
	struct {
		struct bg_note *v;
		size_t n, cap;
	} unread; /* what was not read, and why */
	struct {
		struct bg_note *v;
		size_t n, cap;
	} notes;                 /* worth saying, judged by nobody */
	struct bg_strings files; /* paths read or tried */
	void *kept;   /* what the kind's read() leaves for its settle(); NULL: nothing */
	bool present; /* false: there is no such revision (a first release) */
};

/* Parsed files by blob id and purpose, so that an unchanged file is parsed once. */
struct bg_memo;
struct bg_memo *bg_memo_new(struct bg_arena *arena);
/* The slot of (blob id, purpose): what *slot points to is NULL when new. */
void **bg_memo_slot(struct bg_memo *memo, const char *blob, const char *purpose);

struct bg_py_cache;
struct bg_py_project;

/* Everything a kind's read() works with. */
struct bg_extract {
	struct bg_arena *keep;    /* lives as long as the run */
	struct bg_arena *scratch; /* reset after each surface */
	const struct bg_limits *limits;
	struct bg_tree *tree;
	struct bg_memo *memo;
	struct bg_harvest *out;
	struct bg_py_cache *cache;      /* of Python files; NULL: none is shared */
	struct bg_py_project **project; /* the tree's, once opened; NULL: none is shared */
};

/* Both revisions' harvests; element i of each belongs to the same spec. */
struct bg_sides {
	struct bg_arena *arena;
	struct bg_harvest *was, *now;
	size_t n;
};

struct bg_kind {
	const char *name, *help;
	const char *family; /* another word that rows of rules.def may call it by, or NULL */
	unsigned accepts, needs; /* bits 1u << BG_OPT_… */
	/*
	 * Reads x->tree into x->out, in any order. A file that does not parse becomes
	 * an element of unread; -1 only for BG_EOBJECT and BG_ELIMIT.
	 */
	int (*read)(struct bg_extract *x, struct bg_err *err);
	/*
	 * Settles what can only be decided over both revisions (families, which file is
	 * the authority). Either side may be absent (present false). NULL: nothing.
	 * late: after every other surface was settled and sealed, for kinds that look at them.
	 */
	void (*settle)(const struct bg_sides *sides, size_t which);
	bool late;
};

/* The kind called name, or NULL; the nth kind, NULL past the last. */
const struct bg_kind *bg_kind_find(const char *name);
const struct bg_kind *bg_kind_nth(size_t n);

/* Reads one surface of one revision: calls the kind, checks BG_LIMIT_ITEMS and _MEMORY. */
int bg_extract_surface(struct bg_extract *x, struct bg_err *err);

/*
 * Settles and seals all surfaces: sorts items by (kind, id), merges repetitions
 * (the first by place stays), sorts attributes, facts and files.
 */
void bg_extract_settle(const struct bg_sides *sides);

/* ---- for the kinds ------------------------------------------------------------ */

/* The paths that the globs of an option match, sorted and unique. */
int bg_extract_paths(struct bg_extract *x, enum bg_option option, struct bg_strings *out,
                     struct bg_err *err);

/*
 * The same for Python modules: a glob that ends in a file's full name, as "a/b.py", matches
 * the package "a/b/__init__.py" as well, which is imported by the same name.
 */
int bg_extract_modules(struct bg_extract *x, enum bg_option option, struct bg_strings *out,
                       struct bg_err *err);

/* Parses a blob into something of the kind's own; as bg_yaml_parse() & co. */
typedef int bg_parse_fn(void **out, struct bg_arena *arena, const struct bg_limits *limits,
                        const struct bg_blob *blob, struct bg_err *err);

/*
 * Reads and parses one path, through the memo. Absent: *out NULL. Does not parse: *out NULL
 * and an element of unread. purpose tells apart what different kinds make of one blob.
 */
int bg_extract_file(struct bg_extract *x, const char *path, const char *purpose,
                    bg_parse_fn *parse, void **out, struct bg_err *err);

/* The Python modules of x->tree: listed when the first surface asks, and kept for the next. */
int bg_extract_python(struct bg_extract *x, struct bg_py_project **out, struct bg_err *err);

/* Adds an item; kind, id and path are kept as they are. */
struct bg_item *bg_harvest_add(struct bg_extract *x, const char *kind, const char *id,
                               const char *path, unsigned line);
/* Adds or replaces an attribute (compared) or a fact (evidence); copied lists, kept strings. */
void bg_item_set_attr(struct bg_arena *arena, struct bg_item *item, const char *name,
                      const char *value);
void bg_item_set_fact(struct bg_arena *arena, struct bg_item *item, const char *name,
                      const char *value);
/* text by printf; item may be NULL. */
void bg_harvest_remark(struct bg_arena *arena, struct bg_harvest *h, const char *word,
                       const char *item, struct bg_loc loc, const char *detail);
void bg_harvest_unread(struct bg_arena *arena, struct bg_harvest *h, const char *path,
                       unsigned line, const char *message);

/*
 * Something about one item was not read, as a list of choices: what is called item, or
 * stands below that id ("run --strict" below "run"), proves nothing; the rest counts.
 */
void bg_harvest_unread_item(struct bg_arena *arena, struct bg_harvest *h, const char *item,
                            struct bg_loc loc, const char *message);

/* The item (kind, id) of a sealed harvest, or NULL; kind NULL: any. */
const struct bg_item *bg_harvest_find(const struct bg_harvest *h, const char *kind,
                                      const char *id);

#endif
