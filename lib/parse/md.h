/* SPDX-License-Identifier: MIT */
/*
 * Markdown by cmark-gfm with tables (GitHub Flavored Markdown 0.29), flattened
 * to the blocks that carry text. Nothing inside code blocks or HTML is a
 * block of its own, so a heading in a fence or in a comment does not exist.
 */
#ifndef BG_PARSE_MD_H
#define BG_PARSE_MD_H

#include "model/tree.h"

enum bg_md_type {
	BG_MD_HEADING,   /* level 1 - 6 */
	BG_MD_ENTRY,     /* a list item's own text: its first paragraphs, joined */
	BG_MD_PARAGRAPH, /* outside of lists and tables */
	BG_MD_CELL       /* one table cell: table, row (0: header), column */
};

/* A piece of a block's text with a role. Offsets are bytes into text. */
enum bg_md_span_type { BG_MD_CODE, BG_MD_LINK };
struct bg_md_span {
	enum bg_md_span_type type;
	size_t from, to;    /* the piece of text, to exclusive */
	const char *target; /* a link's destination; NULL for code */
	unsigned line;
};

struct bg_md_block {
	enum bg_md_type type;
	unsigned line, last;           /* first and last source line, from 1 */
	const char *text;              /* UTF-8: markup removed, lines joined by one space, code
	                        without its backticks, links by their text */
	const struct bg_md_span *span; /* in text order */
	size_t nspan;
	unsigned level;            /* heading: 1 - 6; entry: nesting from 1 */
	size_t table, row, column; /* cell: which table of the file, from 0 */
	bool struck;               /* some of it is struck out */
};

struct bg_md {
	const struct bg_md_block *block; /* in document order */
	size_t nblock;
};

/*
 * Reads a blob. A BOM is skipped, ill-formed UTF-8 is repaired with U+FFFD.
 * 0, or -1 with BG_ELIMIT (BG_LIMIT_LINE, _DEPTH, _NODES, or markup on which cmark
 * would take quadratic time). An entry's text leaves nested lists out: those are
 * entries of their own, behind it. Images, struck out sentences and HTML give no text, but for <br>,
 * which is a blank; footnotes are plain text; an escaped pipe in a cell is a '|'.
 * A block without text is left out, unless it is a heading, a cell or an entry
 * that holds others; last is where a block's own text ends.
 */
int bg_md_parse(struct bg_md *out, struct bg_arena *arena, const struct bg_limits *limits,
                const struct bg_blob *blob, struct bg_err *err);

#endif
