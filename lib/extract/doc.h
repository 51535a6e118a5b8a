/* SPDX-License-Identifier: MIT */
/* Names that a stability document mentions, and what they mean on other surfaces. */
#ifndef BG_EXTRACT_DOC_H
#define BG_EXTRACT_DOC_H

#include "extract/kinds.h"

enum bg_doc_place { BG_DOC_CELL, BG_DOC_ENTRY, BG_DOC_PROSE };

/* A heading with those above it. */
struct bg_doc_section {
	bool silent;             /* it promises nothing: "Tier C", "Deprecation" … */
	struct bg_strings words; /* that tell what it is about, sorted */
	const char *base;        /* the dotted name in the heading, or NULL */
	const char *name;        /* the last plain one in it or in those above, or NULL */
};

struct bg_mention {
	const char *name;  /* without call suffix and punctuation */
	const char *base;  /* the dotted name before it in the block, or NULL */
	const char *above; /* the first name of its row, of the entry above it; or NULL */
	const struct bg_doc_section *section;
	enum bg_doc_place place;
	bool silent;  /* its section or its table row promises nothing */
	bool leads;   /* nothing but other names and punctuation stands before it */
	size_t unit;  /* the cell, entry or paragraph: alike for all of its names */
	size_t group; /* the list or the table's column; prose: (size_t)-1 */
	struct bg_loc loc;
};

/* What read() leaves for settle(). */
struct bg_doc {
	struct {
		struct bg_mention *v;
		size_t n, cap;
	} mentions; /* in document order */
	size_t nunits, ngroups;
};

/* A key path by its last key. */
struct bg_doc_leaf {
	const char *leaf, *id;
	bool listed, listed_weakly; /* all with this leaf are among the hits: at the first */
};

/* What a surface may be called by. */
struct bg_doc_surface {
	bool skip;               /* a document itself */
	bool keys;               /* items are key paths */
	bool answers;            /* key paths, labels, codes and urls of views */
	const char *fixed;       /* the part of an id template beside {value}, or NULL */
	struct bg_strings words; /* of its id and its files, sorted */
	struct {
		struct bg_doc_leaf *v;
		size_t n, cap;
	} leaves; /* by leaf, then id */
};

struct bg_doc_resolver {
	const struct bg_sides *sides;
	struct bg_doc_surface *surface; /* sides->n of them */
	bool *fixed;                    /* by surface: the current unit names its fixed part */
	const struct bg_mention *unit;  /* the current unit's nunit mentions */
	size_t nunit;
};

/* A meaning of a mention. */
struct bg_doc_hit {
	size_t surface;
	const char *id;
	bool weak; /* good for "still listed", no promise by itself */
};
struct bg_doc_hits {
	struct bg_doc_hit *v;
	size_t n, cap;
};

void bg_doc_resolver_init(struct bg_doc_resolver *r, const struct bg_sides *sides);
void bg_doc_forget(struct bg_doc_resolver *r);
/* To be called for each unit (n mentions) before its mentions are resolved. */
void bg_doc_enter_unit(struct bg_doc_resolver *r, const struct bg_mention *m, size_t n);
/*
 * Appends what m means; nothing when it resolves to no surface. Keys with a common last
 * part are appended once since bg_doc_forget(): a document may repeat the name at length.
 */
void bg_doc_resolve(struct bg_doc_hits *out, struct bg_doc_resolver *r,
                    const struct bg_mention *m);

/* Whether the headings above a mention speak of a surface. */
bool bg_doc_is_about(const struct bg_doc_surface *s, const struct bg_mention *m);
/* The first of the surface's keys with this last part, or NULL; others follow it. */
struct bg_doc_leaf *bg_doc_leaf_find(const struct bg_doc_surface *s, const char *leaf);
/* The id as a harvest of either side holds it, or NULL. */
const char *bg_doc_id_find(const struct bg_sides *sides, size_t i, const char *id);
void bg_doc_hit_add(struct bg_doc_hits *out, const struct bg_doc_resolver *r, size_t i,
                    const char *id, bool weak);
/* What m means on surface i, of answers: a key below the one named before it, a label, a code. */
void bg_doc_find_answer(struct bg_doc_hits *out, struct bg_doc_resolver *r, size_t i,
                        const struct bg_mention *m);

/* The distinctive lower-case words of a text, appended; *most of them at most. */
void bg_doc_words(struct bg_arena *arena, struct bg_strings *out, const char *text,
                  size_t most);

void bg_doc_settle(const struct bg_sides *sides, size_t which);

/* What only a document listed goes, or comes, with the document. */
void bg_doc_fold(const struct bg_sides *sides, size_t which);

/* ---- how names are written ------------------------------------------------------------ */

/* Markdown for bg_extract_file(), purpose "md". */
int bg_doc_parse(void **out, struct bg_arena *arena, const struct bg_limits *limits,
                 const struct bg_blob *blob, struct bg_err *err);
/* A code span's name: without quotes, a call suffix, an '=' or ':' behind it; NULL: none. */
const char *bg_doc_name(struct bg_arena *arena, const char *s, size_t n);
/* "a.b", of words only. */
bool bg_doc_is_dotted(const char *name);
/* Whether names may follow each other so: punctuation, "and", "or", nothing else. */
bool bg_doc_joins(const char *s, size_t n);

/* ---- Python names that a document lists, by the options "column" and "heading" -------- */

bool bg_doc_is_table(const struct bg_spec *spec);
int bg_doc_table_read(struct bg_extract *x, struct bg_err *err);
void bg_doc_table_settle(const struct bg_sides *sides, size_t which);

#endif
