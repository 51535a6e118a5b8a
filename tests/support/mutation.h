/* SPDX-License-Identifier: MIT */
/*
 * Mutations: one small project, edited a little for each case, and what the gate must say.
 *
 * fixtures/mutations/TOPIC/base/…  the project as v1.0.0 has it, with its CHANGELOG.md
 *                                  and a .bumpgate.yml that names the surfaces meant
 * fixtures/mutations/TOPIC/cases   the edits that make v1.1.0, and the findings
 *
 * The file "cases" is read line by line; empty lines and lines with '#' first mean nothing:
 *
 *   case flag loses its short form
 *   edit app/management/commands/run.py
 *    parser.add_argument(
 *   -    "-s", "--strict",
 *   +    "--strict",
 *   @@
 *   -    default=1,
 *   +    default=2,
 *   want major option-removed run -s
 *   want none default-changed run --retries
 *   says from 1 to 2
 *
 *   case comments are no change
 *   edit app/tasks.py
 *   +# a comment above the first line
 *   nothing
 *
 * edit PATH    hunks follow, as in a unified diff but without line numbers: ' ' stays, '-'
 *              goes, '+' comes. The lines that stay or go stand in the file exactly once, or
 *              there are none and the new ones come first. "@@" begins another hunk.
 * both PATH    the same in v1.0.0 too, before its "edit": a variant of the project
 * make PATH    a new file of the '+' lines that follow; make both PATH: in v1.0.0 too
 * drop PATH    the file goes
 * want BUMP RULE ITEM   a finding; bump as owed in the end: none, patch, minor, major
 * says TEXT    the message of the finding wanted last holds TEXT
 * nothing      no finding; v1.0.0 after v1.1.0 has none either
 *
 * All findings about items and surfaces must be wanted, but for rules called changelog-…;
 * what the release owes in all must be the greatest bump wanted (at least patch).
 */
#ifndef TESTS_SUPPORT_MUTATION_H
#define TESTS_SUPPORT_MUTATION_H

#include "base/words.h"
#include "bumpgate.h"

struct mutation_hunk {
	const char *was, *now; /* whole lines, each with its newline */
};

struct mutation_edit {
	enum { MUTATION_EDIT, MUTATION_MAKE, MUTATION_DROP } what;
	bool both;
	const char *path;
	struct {
		struct mutation_hunk *v;
		size_t n, cap;
	} hunks; /* MAKE: one */
};

struct mutation_want {
	const char *line; /* "BUMP RULE ITEM" */
	const char *says; /* NULL: anything */
};

struct mutation {
	const char *topic, *name; /* "fixtures/mutations/flags", the case's name */
	unsigned line;            /* in the file of cases */
	bool nothing;
	struct {
		struct mutation_edit *v;
		size_t n, cap;
	} edits;
	struct {
		struct mutation_want *v;
		size_t n, cap;
	} wants;
};

struct mutation_list {
	struct mutation *v;
	size_t n, cap;
};

/* Appends all cases of fixtures/mutations/TOPIC; ends the process when they do not parse. */
void mutation_find(struct bg_arena *arena, struct mutation_list *out);
/* Reads the text of a file of cases; NULL, or what is wrong with it. */
const char *mutation_read(struct bg_arena *arena, const char *topic, const char *text,
                          struct mutation_list *out);

/*
 * The text with a hunk applied; NULL with *why set when what it replaces is not there
 * exactly once.
 */
const char *mutation_apply(struct bg_arena *arena, const char *text,
                           const struct mutation_hunk *hunk, const char **why);

/* Judges a case; the test fails when the findings are others. */
void mutation_check(const struct mutation *m);

#endif
