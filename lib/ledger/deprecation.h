/* SPDX-License-Identifier: MIT */
/*
 * Which removals were announced: in the CHANGELOG as it stood at an earlier
 * stable release, under a heading that begins with "Deprecat" or in a sentence
 * with a word that begins with "deprecat" or with "will be removed", with the item as
 * its subject. Names after "use", "instead", "in favour of", "replaced by", "supported … is" or
 * behind a semicolon are replacements. Added, Removed and Fixed announce nothing.
 */
#ifndef BG_LEDGER_DEPRECATION_H
#define BG_LEDGER_DEPRECATION_H

#include "ledger/concordance.h"

/* The releases below the target, and how to get at each one's CHANGELOG. */
struct bg_history {
	const struct bg_revision *release; /* stable ones, oldest first; name and version set */
	size_t n;
	/* The CHANGELOG as it stood at release[i], the same each time; absent: present false. */
	int (*changelog)(struct bg_history *history, size_t i, const struct bg_changelog **out,
	                 struct bg_err *err);
	void *data;
	struct bg_arena *arena; /* for what follows */
	size_t asked;           /* how many subjects were looked up */
	/* What announces or reprieves in any of them; NULL until that was asked for often. */
	struct bg_concordance *notices;
};

struct bg_announcement {
	const struct bg_revision *since; /* first release that carried it; NULL: none did */
	struct bg_loc loc;               /* in the CHANGELOG of that release */
	const char *entry;               /* the entry's text */
	const struct bg_entry *note;     /* the newest that says so; NULL: none */
	size_t releases;                 /* stable releases from since on, below the target */
	bool unreleased;                 /* it stood under Unreleased inside that tag */
	const char *cancelled;           /* the release that took it back, or NULL */
};

/*
 * Looks a subject up. Only sections at or below a release's own version (and its
 * Unreleased) count. A later reprieve up to the newest release cancels (since NULL then).
 * *out points into the history. 0, or -1 with *err when a CHANGELOG could not be read.
 */
int bg_announcement_find(struct bg_announcement *out, struct bg_history *history,
                         const struct bg_subject *subject, struct bg_err *err);

#endif
