/* SPDX-License-Identifier: MIT */
/* Arguments of both revisions side by side: shared by argparse_*.c only. */
#ifndef BG_EXTRACT_PARSER_PAIR_H
#define BG_EXTRACT_PARSER_PAIR_H

#include "extract/kinds.h"

#define BG_GROUP_MOST 64 /* options that are compared with each other */

/* An item of a parser, and what it is at the other revision. */
struct bg_pairing {
	struct bg_item *item;
	struct bg_pairing *main; /* the string that says what is true of its argument */
	struct bg_pairing *twin; /* of the other revision; NULL: none, or not yet found */
	struct bg_pairing
		*stand_in; /* of the other revision: what it was compared with so far */
	bool carries;      /* it has the argument's attributes */
	bool paired;       /* one of the argument's strings has a twin; of main ones */
	bool chosen;       /* the arguments are compared by this string */
};

struct bg_pairings {
	struct bg_pairing *v; /* by id */
	size_t n;
};

/* All items of a harvest, by id; arguments found, twins not. */
void bg_pairings_list(struct bg_arena *arena, struct bg_pairings *out, struct bg_harvest *h);
/* The first one with kind and id, or NULL. */
struct bg_pairing *bg_pairing_find(const struct bg_pairings *list, const char *kind,
                                   const char *id);

/* Makes both sides of a surface of kind argparse comparable; either may be absent. */
void bg_parsers_pair(const struct bg_sides *sides, size_t which);
/* Positionals, which have no name for who calls: a renamed one is the same. */
void bg_positionals_pair(const struct bg_sides *sides, size_t which, struct bg_pairings *was,
                         struct bg_pairings *now);
/* What excludes what; both: among the options that both revisions have. */
void bg_groups_pair(struct bg_arena *arena, struct bg_pairings *was, struct bg_pairings *now,
                    bool both);

#endif
