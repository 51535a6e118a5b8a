/* SPDX-License-Identifier: MIT */
/* A CHANGELOG's text: cutting a section out, and putting missing entries in. */
#ifndef BG_LEDGER_DRAFT_H
#define BG_LEDGER_DRAFT_H

#include "ledger/changelog.h"

/* The Markdown below a section's heading, byte for byte, without blank lines around it. */
const char *bg_section_text(size_t *n, const struct bg_changelog *log,
                            const struct bg_section *section, const struct bg_blob *blob);

/* One entry to be written: names stand between backticks. */
struct bg_wanted {
	enum bg_category category;
	const char *text;
};

struct bg_drafted {
	const char *text; /* the entries alone, in the file's style; "" for none */
	const char *file; /* the whole file with them, nfile bytes */
	size_t nfile;
};

/*
 * Writes entries the way the file writes its own: its bullets, category headings, line ends,
 * and backticks only where it has some. They go below Unreleased, at the end of their
 * category; a heading is made where there is none. All bytes of the file stay, in order.
 */
void bg_draft_make(struct bg_drafted *out, struct bg_arena *arena, const struct bg_blob *blob,
                   const struct bg_changelog *log, const struct bg_wanted *wanted, size_t n);

#endif
