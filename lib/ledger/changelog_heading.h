/* SPDX-License-Identifier: MIT */
/* What the headings and labels of a CHANGELOG say. */
#ifndef BG_LEDGER_CHANGELOG_HEADING_H
#define BG_LEDGER_CHANGELOG_HEADING_H

#include "ledger/changelog.h"

/* A heading that has the form of a release's. */
struct bg_release_heading {
	bool unreleased, yanked;
	bool has_version; /* false for "Unreleased" and "1.2.3.4" */
	struct bg_version version;
	unsigned parts;      /* numbers before a suffix, at most 3; 0 for "Unreleased" */
	const char *product; /* the word before the version, or "" */
	const char *date;    /* "" unless something like a date follows */
};

bool bg_release_heading(struct bg_release_heading *out, struct bg_arena *arena,
                        const char *text);

/* A category heading's meaning; BG_CAT_OTHER for one that means nothing. */
enum bg_category bg_category_heading(const char *text);

/*
 * The category that a label at the start of text names, as "Removed:" or
 * "[BUGFIX]", else BG_CAT_OTHER. *end is the offset behind the label.
 */
enum bg_category bg_category_label(const char *text, size_t *end);

/*
 * The category that the introduction of a list gives to it: "Added", "Bug fixes:", "The
 * following are deprecated:". BG_CAT_OTHER for none.
 */
enum bg_category bg_category_intro(const char *text);

/* A heading above migration notes, and a link or a path to them. */
bool bg_migration_heading(const char *text);
bool bg_migration_link(const struct bg_md_block *block);

#endif
