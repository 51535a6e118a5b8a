/* SPDX-License-Identifier: MIT */
/* UTF-8 (RFC 3629): checking, repairing, making text safe to print. */
#ifndef BG_BASE_UTF8_H
#define BG_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Length (1-4) of the well-formed sequence at s (n > 0 bytes left), else 0. */
size_t bg_utf8_length(const char *s, size_t n);

/* Offset of the first ill-formed byte; n when all is well-formed. */
size_t bg_utf8_check(const char *s, size_t n);

/* A copy in which every ill-formed byte and NUL became U+FFFD. */
char *bg_utf8_repair(struct bg_arena *arena, const char *s, size_t n);

/*
 * Whether a CI service that reads the log would take what begins at p, in the text that
 * begins at start, for a command: "::error::" where a line may begin, "##[error]" anywhere.
 */
bool bg_begins_command(const char *start, const char *p);

/*
 * A one-line copy for terminals and logs: control characters (C0, DEL, C1),
 * line and paragraph separators, bidirectional overrides and the first character of
 * what begins a command as \xNN or \u{N}, ill-formed bytes as U+FFFD.
 */
char *bg_printable(struct bg_arena *arena, const char *s);

/* Columns that s takes on a terminal, counting one for each code point. */
size_t bg_utf8_columns(const char *s);

#endif
