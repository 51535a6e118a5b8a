/* SPDX-License-Identifier: MIT */
/* Dates and versions in the words of a CHANGELOG. */
#ifndef BG_LEDGER_WHEN_H
#define BG_LEDGER_WHEN_H

#include "ledger/naming.h"

/*
 * Reads a date at the start of s: "2026-01-31", "2026/01/31", "31.01.2026", "27th August,
 * 2024", "August 27, 2024", "January 2027" (its first day). *n, which may be NULL, is its
 * length. False when it is none, or can be read in two ways ("01/02/2026").
 */
bool bg_date_read(int64_t *day, size_t *n, const char *s);

/* The number of a month whose name, or its first three or four letters, is s; 0: none. */
unsigned bg_month_read(const char *s, size_t n);

/* Until when something stays, as the note that announces its end says. */
struct bg_term {
	bool has_version, has_day;
	struct bg_version version; /* it is gone in this one at the earliest; no pre or build */
	int64_t day;               /* and from this day on */
};

/*
 * Reads what an entry promises of the subject: "will be removed in 1.0", "until 2027-01-01",
 * "in the next major release" (after the version since). The sentence that names the
 * subject counts first, then those behind it, the rest of the entry, the entry it is nested
 * in, and the heading above. False when nothing is promised.
 */
bool bg_term_read(struct bg_term *out, struct bg_arena *arena, const struct bg_entry *entry,
                  const struct bg_subject *subject, const struct bg_version *since);

/* What to use instead of the subject, as the entry says; NULL when it does not. */
const char *bg_entry_replacement(struct bg_arena *arena, const struct bg_entry *entry,
                                 const struct bg_subject *subject);

#endif
