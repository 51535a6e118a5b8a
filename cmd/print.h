/* SPDX-License-Identifier: MIT */
/* Plain text on a sink that remembers its first failure. */
#ifndef BG_CMD_PRINT_H
#define BG_CMD_PRINT_H

#include "bumpgate.h"

struct bg_print {
	struct bg_sink *sink;
	const struct bg_style *style;
	bool failed;
};

void bg_print_text(struct bg_print *p, const char *s);
void bg_print_bold(struct bg_print *p, const char *s);
void bg_print_number(struct bg_print *p, size_t n);
/* s, filled up with blanks to width. */
void bg_print_cell(struct bg_print *p, const char *s, size_t width);
/* Wrapped from column indent on, where the line stands; ends the line. */
void bg_print_prose(struct bg_print *p, size_t indent, const char *s);
/* A label in two blanks, then prose from indent on; a long label has its own line. */
void bg_print_row(struct bg_print *p, const char *label, size_t indent, const char *s);

#endif
