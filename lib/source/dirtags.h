/* SPDX-License-Identifier: MIT */
/* The revisions of a directory of tag-named directories, in their order. */
#ifndef BG_SOURCE_DIRTAGS_H
#define BG_SOURCE_DIRTAGS_H

#include "bumpgate.h"
#include "base/arena.h"

#define BG_DIR_BRANCH "main" /* where a revision lies that names no branch */

struct bg_dir_tag {
	const char *name; /* also the directory's */
	int64_t day;
	size_t parent;      /* index of an earlier one; its own index: none */
	const char *branch; /* which it was committed on */
	bool is_tag;        /* false for HEAD */
	bool lightweight;   /* a tag without an object of its own */
};

struct bg_dir_tags {
	struct bg_dir_tag *v;
	size_t n, cap;
};

/*
 * Reads the names and the file ".tags" of a fixture, as source.h has them.
 * -1 with BG_EREPO, with the line of ".tags" where one is wrong.
 */
int bg_dir_tags_read(struct bg_dir_tags *out, struct bg_arena *arena, const char *fixture,
                     struct bg_err *err);

/* The last revision of a branch, or NULL. */
const struct bg_dir_tag *bg_dir_tags_tip(const struct bg_dir_tags *tags, const char *branch);

#endif
