/* SPDX-License-Identifier: MIT */
/* Names as one object each, so that equal names are equal pointers. */
#ifndef BG_PARSE_NAME_H
#define BG_PARSE_NAME_H

#include <stdint.h>

#include "base/arena.h"

/* A name and what its user knows of it. */
struct bg_name {
	const char *text;
	void *owner;  /* NULL in a fresh name */
	size_t index; /* 0 in a fresh name */
	uint64_t hash;
	struct bg_name *child[4];
};

/*
 * The name with this text below *root (NULL: none yet), added when it is new;
 * text is kept, not copied. Never slow, whatever the texts: a hash trie needs
 * whole hashes to collide, not some of their bits.
 */
struct bg_name *bg_name_at(struct bg_arena *arena, struct bg_name **root, const char *text);

#endif
