/* SPDX-License-Identifier: MIT */
/* The pieces of text reports: ink, wrapped paragraphs, places and headings. */
#ifndef BG_REPORT_TEXT_H
#define BG_REPORT_TEXT_H

#include "report/report.h"

struct bg_text {
	struct bg_out *out;
	struct bg_arena *arena;
	const struct bg_style *style;
	const struct bg_report *report;
};

enum bg_ink { BG_PLAIN, BG_BOLD, BG_DIM, BG_RED, BG_YELLOW, BG_GREEN };

/* Adds s on the current line, in ink where the style has colours. All of s is made safe. */
void bg_text_put(struct bg_text *t, enum bg_ink ink, const char *s);
/* The same, filled up with blanks to width columns; negative: from the left. */
void bg_text_cell(struct bg_text *t, enum bg_ink ink, int width, const char *s);
/* Ends the line. */
void bg_text_end(struct bg_text *t);
/* n blanks. */
void bg_text_indent(struct bg_text *t, size_t n);

/*
 * Adds s, safe, from column on, wrapped between words; later lines begin at indent.
 * A word longer than the line stays whole. Ends the line.
 */
void bg_text_wrap(struct bg_text *t, enum bg_ink ink, size_t column, size_t indent,
                  const char *s);
/* A wrapped paragraph that begins with a label; later lines begin two columns further in. */
void bg_text_para(struct bg_text *t, size_t indent, const char *label, const char *s);

/* "path:12", "path", or "" without a path. */
const char *bg_text_place(struct bg_arena *arena, const struct bg_loc *loc);
/* "1 item", "2 items". */
const char *bg_text_count(struct bg_arena *arena, size_t n, const char *noun);

/* "bumpgate v1.0.0..v1.1.0", without what is unknown and without a line end. */
void bg_text_title(struct bg_text *t, const char *command);
/* Where the revisions and the policy come from, a line each. */
void bg_text_origin(struct bg_text *t);
/* The notes under their heading, and the ignored tags when that is asked for. */
void bg_text_notes(struct bg_text *t);
/* All that is said when nothing could be judged. */
void bg_text_unjudged(struct bg_text *t, const char *command);

bg_report_fn bg_text_check, bg_text_diff, bg_text_surface, bg_text_history,
	bg_text_deprecations, bg_text_changelog, bg_text_waivers;

#endif
