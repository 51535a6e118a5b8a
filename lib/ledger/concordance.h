/* SPDX-License-Identifier: MIT */
/* Which of many entries name an item, found by the words that they consist of. */
#ifndef BG_LEDGER_CONCORDANCE_H
#define BG_LEDGER_CONCORDANCE_H

#include "base/list.h"
#include "ledger/naming.h"

struct bg_concordance;

struct bg_entries {
	const struct bg_entry **v;
	size_t n, cap;
};

/* An empty one; it lives in arena and keeps pointers to what is added. Never NULL. */
struct bg_concordance *bg_concordance_new(struct bg_arena *arena);
void bg_concordance_add(struct bg_concordance *c, const struct bg_entry *entry);

/*
 * The entry that names the subject best by bg_subject_named(), of equals the first that was
 * added, or NULL; *named tells how well. Only entries with a word of the subject are read.
 */
const struct bg_entry *bg_concordance_names(struct bg_concordance *c,
                                            const struct bg_subject *subject,
                                            enum bg_named *named);

/*
 * Appends to *out, in the order that they were added, the entries that may hold a name on
 * word boundaries: no other one does.
 */
void bg_concordance_find(struct bg_concordance *c, struct bg_arena *arena, const char *name,
                         struct bg_entries *out);

#endif
