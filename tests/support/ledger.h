/* SPDX-License-Identifier: MIT */
/* Changelogs and subjects from strings. */
#ifndef TESTS_SUPPORT_LEDGER_H
#define TESTS_SUPPORT_LEDGER_H

#include "ledger/naming.h"

/* Parses a changelog; ends the process when that fails. */
const struct bg_changelog *ledger_parse(struct bg_arena *arena, const char *text);

/* The last entry of a release that holds this Markdown below "### heading" ("": no heading). */
const struct bg_entry *ledger_entry(struct bg_arena *arena, const char *heading,
                                    const char *text);

/* The subject of an item; kind "name", parent as bg_item has it (NULL: none). */
struct bg_subject ledger_subject(struct bg_arena *arena, const char *id, const char *parent);

#endif
