/* SPDX-License-Identifier: MIT */
/* Plain text: help and explanations. */
#include "print.h"

#include <stdio.h>
#include <string.h>

static void
put(struct bg_print *p, const char *s, size_t n)
{
	if (!p->failed && n && p->sink->write(p->sink->data, s, n) != 0)
		p->failed = true;
}

void
bg_print_text(struct bg_print *p, const char *s)
{
	put(p, s, strlen(s));
}

void
bg_print_bold(struct bg_print *p, const char *s)
{
	if (p->style->color)
		bg_print_text(p, "\033[1m");
	bg_print_text(p, s);
	if (p->style->color)
		bg_print_text(p, "\033[0m");
}

void
bg_print_number(struct bg_print *p, size_t n)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%zu", n);
	bg_print_text(p, digits);
}

void
bg_print_cell(struct bg_print *p, const char *s, size_t width)
{
	bg_print_text(p, s);
	for (size_t n = strlen(s); n < width; n++)
		put(p, " ", 1);
}

void
bg_print_prose(struct bg_print *p, size_t indent, const char *s)
{
	if (!p->failed && bg_prose_write(p->sink, s, (unsigned)indent, p->style->columns) != 0)
		p->failed = true;
}

void
bg_print_row(struct bg_print *p, const char *label, size_t indent, const char *s)
{
	bg_print_text(p, "  ");
	if (strlen(label) + 4 > indent) {
		bg_print_text(p, label);
		bg_print_text(p, "\n");
		bg_print_cell(p, "", indent);
	} else {
		bg_print_cell(p, label, indent - 2);
	}
	bg_print_prose(p, indent, s);
}
