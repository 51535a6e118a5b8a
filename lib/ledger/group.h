/* SPDX-License-Identifier: MIT */
/* Names that a clause speaks of in one breath: "`A`, `B` and the `C` option". */
#ifndef BG_LEDGER_GROUP_H
#define BG_LEDGER_GROUP_H

#include "ledger/clause.h"

enum { BG_GROUP_MOST = 64 };
struct bg_group {
	size_t at[BG_GROUP_MOST];  /* indexes of tokens, ascending */
	bool comma[BG_GROUP_MOST]; /* whether a comma stands before it */
	size_t n;
};

/* Appends the name at token i, unless the group is full. */
void bg_group_add(struct bg_group *group, size_t i, bool comma);

/*
 * The names that follow token i as the object of "deprecate", "deprecated" or of nothing.
 * loose: also behind "for", "when" and the like, as after "DeprecationWarning".
 */
void bg_group_after(struct bg_group *out, const struct bg_clause *clause, size_t i, bool loose);

/* The names that are the subject of the verb that ends before token i. */
void bg_group_before(struct bg_group *out, const struct bg_clause *clause, size_t i);
/* Whether that subject is "the old name". */
bool bg_group_is_old_name(const struct bg_clause *clause, size_t i);

#endif
