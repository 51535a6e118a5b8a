/* SPDX-License-Identifier: MIT */
/*
 * A CHANGELOG by Keep a Changelog 1.1.0 and its relatives: sections of
 * releases, entries by meaning.
 */
#ifndef BG_LEDGER_CHANGELOG_H
#define BG_LEDGER_CHANGELOG_H

#include "parse/md.h"

/* What the heading above an entry means; found by its first words. */
enum bg_category {
	BG_CAT_NONE, /* an entry straight below the release's heading */
	BG_CAT_ADDED,
	BG_CAT_CHANGED,
	BG_CAT_DEPRECATED, /* begins with "deprecat", in any case */
	BG_CAT_REMOVED,
	BG_CAT_FIXED,
	BG_CAT_SECURITY,
	BG_CAT_BREAKING,
	BG_CAT_MIGRATION, /* "Migration", "Upgrade notes" … */
	BG_CAT_OTHER
};

struct bg_entry {
	enum bg_category category;
	const char *heading;             /* the heading's text, "" for BG_CAT_NONE */
	const struct bg_md_block *block; /* text, spans, lines; entry, paragraph or cell */
	const char *parent;              /* text of the entry it is nested in, or "" */
	const char *key; /* category and text, to compare: case, blanks and a stop at the
	                        end folded, references to issues left out */
	bool announces;  /* its category and words can announce a deprecation */
	bool reprieves;  /* its words can take one back */
};

struct bg_section {
	bool unreleased;  /* "Unreleased": no version */
	bool has_version; /* a strict SemVer, or two numbers read as x.y.0 */
	struct bg_version version;
	const char *title; /* the heading's text */
	const char *link;  /* where the heading links to, or NULL */
	const char *date;  /* the text behind the version, "" for none: "2026-01-31" */
	bool yanked;
	bool migration; /* a migration or upgrade heading, or a link to such a document */
	unsigned line, body, last; /* of the heading, behind it, of the last block */
	const struct bg_entry *entry;
	size_t nentry;
};

struct bg_changelog {
	const char *path;
	bool present; /* false: the revision has no such file; no sections then */
	const struct bg_section *section; /* in file order */
	size_t nsection;
	const struct bg_section *
		*by_version; /* those that have one; equal ones in file order */
	size_t nversion;
	const struct bg_notice *notice; /* what announces or reprieves, in file order */
	size_t nnotice;
	/* read with a newer state: from notice nown on, lines are counted shift too high */
	size_t nown;
	unsigned shift;
	struct bg_strings keys; /* of all entries, sorted */
};

struct bg_notice {
	const struct bg_section *section;
	const struct bg_entry *entry;
};

/*
 * Reads a blob (bytes NULL: present false). A release's heading is any heading of
 * level 1 or 2 (or of the level that most release headings have) with a version token
 * or "Unreleased" at its start (after '[', a link, 'v', or one product word). 0, or -1 with
 * BG_ELIMIT. Everything lives in arena.
 */
int bg_changelog_parse(struct bg_changelog *out, struct bg_arena *arena,
                       const struct bg_limits *limits, const struct bg_blob *blob,
                       struct bg_err *err);

/*
 * Reads an older state of a file by what it shares with a newer one that was parsed in
 * full. On success with out->present true only path and the notices are set; present false
 * means that they share too little, so that the older one has to be parsed by itself.
 * *out points into *newer. 0, or -1 with BG_ELIMIT.
 */
int bg_changelog_parse_older(struct bg_changelog *out, struct bg_arena *arena,
                             const struct bg_limits *limits, const struct bg_blob *older,
                             const struct bg_changelog *newer, const struct bg_blob *newer_blob,
                             struct bg_err *err);

/* The section of a version (build metadata ignored), or NULL; the first of several. */
const struct bg_section *bg_changelog_find(const struct bg_changelog *log,
                                           const struct bg_version *version);
/* The Unreleased section, or NULL. */
const struct bg_section *bg_changelog_unreleased(const struct bg_changelog *log);
/* The line of notice number n in the file itself. */
unsigned bg_changelog_line(const struct bg_changelog *log, size_t n);
/* The markup that a file's name tells, "reStructuredText"; NULL: Markdown, or any. */
const char *bg_changelog_markup(const char *path);
/* Whether any section holds an entry with this key. */
bool bg_changelog_has(const struct bg_changelog *log, const char *key);

#endif
