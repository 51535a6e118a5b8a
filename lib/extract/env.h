/* SPDX-License-Identifier: MIT */
/* What the files of kind dotenv share. */
#ifndef BG_EXTRACT_ENV_H
#define BG_EXTRACT_ENV_H

#include "extract/kinds.h"

/* A name with a gap, "SLACK_<TEAM>_TOKEN", as the glob "SLACK_*_TOKEN". */
struct bg_env_placeholder {
	const char *glob;
	struct bg_loc loc;
};

/* What read() leaves for settle(). */
struct bg_env_kept {
	struct {
		struct bg_env_placeholder *v;
		size_t n, cap;
	} placeholders;
};

/* Appends every placeholder in a comment's text. */
void bg_env_find_placeholders(struct bg_arena *arena, struct bg_env_kept *kept,
                              const char *text, struct bg_loc loc);
/* Whether a line of n bytes is "NAME_<x>=…"; if so it is appended. */
bool bg_env_is_placeholder_line(struct bg_arena *arena, struct bg_env_kept *kept,
                                const char *line, size_t n, struct bg_loc loc);

/* One sentence that calls names deprecated. */
struct bg_env_notice {
	const char *text;          /* on one line; in keep */
	size_t line;               /* how many line breaks stand before it */
	struct bg_strings subject; /* names, also with '*' at the end */
	struct bg_strings other;   /* sorted: names that it mentions beside, replacements */
	bool self;                 /* no subject: it speaks of what stands below it */
	bool all;                  /* of all that stands below it, not of the next name alone */
};
struct bg_env_notices {
	struct bg_env_notice *v;
	size_t n, cap;
};

/*
 * Reads prose (lines joined by '\n') for sentences that deprecate. names, sorted, tells
 * words without '_' that are names.
 */
void bg_env_read_notices(struct bg_env_notices *out, const struct bg_extract *x,
                         const char *text, const struct bg_strings *names);

/* A comment's beginning on one line: enough to tell what it speaks of. */
#define BG_ENV_MOST_TEXT 400 /* bytes */
char *bg_env_line_text(struct bg_arena *arena, const char *s, size_t n);

/*
 * The lower-case parts that more than a third of names (sorted, unique) and at least
 * four of them have, between blanks; in keep.
 */
const char *bg_env_common(struct bg_arena *keep, struct bg_arena *scratch,
                          const struct bg_strings *names);

/* Folds families of names into one item each, over both sides. */
void bg_env_settle_families(const struct bg_sides *sides, size_t which);

#endif
