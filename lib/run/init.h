/* SPDX-License-Identifier: MIT */
/* A first policy file in the making: what init.c finds and init_text.c writes. */
#ifndef BG_RUN_INIT_H
#define BG_RUN_INIT_H

#include "run/line.h"

#define BG_FINDS 32

/* A row of finds.def. */
struct bg_find {
	const char *id, *kind, *tier, *globs, *more, *about;
};

/* One surface that the repository may have. */
struct bg_candidate {
	const struct bg_find *find;
	struct bg_strings globs; /* those that match, or the files themselves */
	bool dropped;
};

struct bg_first_draft {
	struct bg_line *line;
	struct bg_arena *arena;
	struct bg_candidate v[BG_FINDS];
	size_t n;
	const char *tag, *branch, *changelog;
	const char *pack; /* the built-in pack that fits, or NULL */
	size_t tags, fitting;
};

/* The draft as YAML; what a surface holds is said once line->sides are read. */
const char *bg_draft_text(const struct bg_first_draft *d);
/* The target's side of a surface; NULL: it is not read. */
const struct bg_harvest *bg_draft_harvest(const struct bg_first_draft *d, const char *id);

#endif
