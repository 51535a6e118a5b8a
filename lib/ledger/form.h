/* SPDX-License-Identifier: MIT */
/* How a clause speaks of deprecation. */
#ifndef BG_LEDGER_FORM_H
#define BG_LEDGER_FORM_H

#include "ledger/clause.h"

/* How a clause speaks of deprecation at one word. */
enum bg_form {
	BG_FORM_NONE,
	BG_FORM_ACTIVE,    /* "deprecate `A`" */
	BG_FORM_PASSIVE,   /* "`A` is deprecated", "`A` will be removed" */
	BG_FORM_ADJECTIVE, /* "deprecated `A`", "the deprecated `A`", "(deprecated)" */
	BG_FORM_NOUN       /* "deprecation of `A`", "a DeprecationWarning for `A`" */
};

/* The form at token i. reprieve: "undeprecate" and "will not be removed" count too. */
enum bg_form bg_form_find(const struct bg_clause *clause, size_t i, bool reprieve);

/* Whether the words before token i deny it; *may: they only consider it. */
bool bg_form_denied(const struct bg_clause *clause, size_t i, bool *may);
/* Whether the clause tells of something taken back: "revert the deprecation of". */
bool bg_form_undone(const struct bg_clause *clause);

/* Whether the clause's other verbs leave nothing to announce at token i. */
bool bg_form_settled(const struct bg_clause *clause, size_t i, enum bg_form form);

/* The first word behind a scope, a label or an issue's number: "core: ", "#12 - ". */
size_t bg_form_verb(const struct bg_clause *clause);
/* "has been removed", "is now dropped"; not "will be removed". */
bool bg_form_removal(const struct bg_clause *clause);
/* Whether token i is "remove", or "fix" and its like. */
bool bg_form_is_removal(const struct bg_clause *clause, size_t i);
bool bg_form_is_mending(const struct bg_clause *clause, size_t i);

#endif
