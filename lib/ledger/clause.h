/* SPDX-License-Identifier: MIT */
/* A clause of a phrase, and what its words do to the names between them. */
#ifndef BG_LEDGER_CLAUSE_H
#define BG_LEDGER_CLAUSE_H

#include "ledger/phrase.h"

/* The tokens from .. to - 1, their roles set. Any index is allowed below. */
struct bg_clause {
	const struct bg_phrase *phrase;
	size_t from, to;
};

/* The token at i, or one that is nothing. */
const struct bg_token *bg_clause_token(const struct bg_clause *clause, size_t i);
/* Whether it is a word of the list, one of the marks, a name and not a warning's. */
bool bg_clause_in(const struct bg_clause *clause, size_t i, const char *list);
bool bg_clause_mark(const struct bg_clause *clause, size_t i, const char *marks);
bool bg_clause_name(const struct bg_clause *clause, size_t i);
/* Whether any of the tokens from .. to - 1 is a name. */
bool bg_clause_names(const struct bg_clause *clause, size_t from, size_t to);
enum bg_role bg_clause_role(const struct bg_clause *clause, size_t i);

/* A finite verb of one thing or of many, a word of place, a word that a group ends at. */
bool bg_clause_verb(const struct bg_clause *clause, size_t i, bool many);
bool bg_clause_place(const struct bg_clause *clause, size_t i);
bool bg_clause_break(const struct bg_clause *clause, size_t i);

/* Behind "(…)" when i is its opening, else i. */
size_t bg_clause_brackets(const struct bg_clause *clause, size_t i);

/*
 * The next name behind name i that is joined to it, or BG_NOWHERE; *comma tells how. Holders
 * and what leads to them are passed over.
 */
size_t bg_clause_joined(const struct bg_clause *clause, size_t i, bool *comma);

/* "Calling", "passing", "the use of" before a name: something done with it. */
bool bg_clause_gerund(const struct bg_clause *clause, size_t before);

/*
 * "calling `f` without `x`": a way to use it, not the thing itself. Looks at what stands
 * behind the last name, up to token end.
 */
bool bg_clause_restricted(const struct bg_clause *clause, size_t first, size_t last,
                          size_t end);

/*
 * "the fallback in `A`", "the behaviour of `A`" speak of something else; "support for `A`"
 * and "use of `A`" do not. loose: whatever a warning is for, in or from.
 */
bool bg_clause_elsewhere(const struct bg_clause *clause, size_t i, bool loose);

#endif
