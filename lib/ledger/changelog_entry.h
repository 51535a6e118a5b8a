/* SPDX-License-Identifier: MIT */
/* The entries of one release. */
#ifndef BG_LEDGER_CHANGELOG_ENTRY_H
#define BG_LEDGER_CHANGELOG_ENTRY_H

#include "ledger/changelog.h"

/* Fills line, body, last, link, migration and the entries from the blocks heading .. end - 1. */
void bg_section_read(struct bg_section *section, struct bg_arena *arena, const struct bg_md *md,
                     size_t heading, size_t end);

/* A copy that lives in arena and shares nothing with in. */
void bg_section_keep(struct bg_section *out, struct bg_arena *arena,
                     const struct bg_section *in);

#endif
