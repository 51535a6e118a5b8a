/* SPDX-License-Identifier: MIT */
/* What the files of bg_py_types_compare() share; nobody else includes it. */
#ifndef BG_PYTHON_TYPES_FIT_H
#define BG_PYTHON_TYPES_FIT_H

#include "base/words.h"
#include "python/annotation.h"
#include "python/term.h"

/* Ordered: the least certain one of several is their least. */
enum bg_fit { BG_FIT_NO, BG_FIT_MAYBE, BG_FIT_YES };

/* One comparison. */
struct bg_fitter {
	struct bg_arena *arena;
	const char *is[2]; /* the lineages of both sides; NULL: none */
	unsigned steps, depth;
};

/* Whether every value of a is one of b. */
enum bg_fit bg_fit(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b);
/* The same by what the repository's classes are, of either revision. */
enum bg_fit bg_fit_lineage(struct bg_fitter *j, const struct bg_py_term *a,
                           const struct bg_py_term *b);
/* Whether a lineage knows the class. */
bool bg_fit_knows(const struct bg_fitter *j, const char *name);

#endif
