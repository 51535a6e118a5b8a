/* SPDX-License-Identifier: MIT */
/* The lines of a CHANGELOG's bytes, and which of them are headings of categories. */
#ifndef BG_LEDGER_LINES_H
#define BG_LEDGER_LINES_H

#include "ledger/changelog.h"

struct bg_line_text {
	const char *s; /* in the blob */
	size_t n;      /* without its end */
	bool blank;    /* nothing but blanks */
	bool hidden;   /* in a fence or a comment */
	bool heading;  /* "### Added", "**Added**": category is set */
	bool defines;  /* "[1.0.0]: https://…" */
	enum bg_category category;
};

struct bg_line_texts {
	struct bg_line_text *v; /* v[0] is line 1 */
	size_t n, cap;
};

/* Cuts the bytes as cmark does: a line's number is that of the blocks that were read. */
void bg_lines_split(struct bg_line_texts *out, struct bg_arena *arena,
                    const struct bg_blob *blob);

/*
 * The number (from 1) of the line behind a section: of the next one, of the link definitions
 * at the end, or one past the last line.
 */
size_t bg_section_end(const struct bg_changelog *log, const struct bg_section *section,
                      const struct bg_line_texts *lines);

#endif
