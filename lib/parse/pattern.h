/* SPDX-License-Identifier: MIT */
/* Regular expressions by PCRE2, always UTF, always with limits. */
#ifndef BG_PARSE_PATTERN_H
#define BG_PARSE_PATTERN_H

#include "base/arena.h"
#include "bumpgate.h"

struct bg_pattern;

/* A piece of the subject; text NULL: the group did not take part. */
struct bg_group {
	const char *text; /* not NUL-terminated */
	size_t n;
};
struct bg_match {
	size_t from, to;           /* of the whole match, bytes; equal for an empty match */
	struct bg_group id, value; /* the named groups (?<id>…) and (?<value>…) */
};

/*
 * Compiles a pattern (PCRE2_UTF | PCRE2_MULTILINE; lines end with LF, CR or CRLF).
 * 0, or -1 with BG_EPOLICY, the offset (from 1) in err->column and PCRE2's own words;
 * with BG_ELIMIT (BG_LIMIT_LINE) for one that is too long. Free with _free().
 */
int bg_pattern_compile(struct bg_pattern **out, const char *text,
                       const struct bg_limits *limits, struct bg_err *err);
void bg_pattern_free(struct bg_pattern *pattern); /* NULL is allowed */

/*
 * Searches n bytes of well-formed UTF-8 from offset start, which lies between two
 * characters. *found tells whether something matched; 0, or -1 with BG_ELIMIT
 * (BG_LIMIT_STEPS, beyond 64 steps for each byte the search moves on). For all
 * matches go on at out->to, and at the character behind it after an empty match.
 * A start beyond n finds nothing. With \K a group may lie outside of the match.
 */
int bg_pattern_next(const struct bg_pattern *pattern, const char *subject, size_t n,
                    size_t start, struct bg_match *out, bool *found, struct bg_err *err);

#endif
