/* SPDX-License-Identifier: MIT */
/* A hash trie of four branches. */
#include "parse/name.h"

#include <string.h>

#include "base/hash.h"

/* FNV's high bits say little about short names; the trie branches on those first. */
static uint64_t
mix(uint64_t h)
{
	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	h ^= h >> 29;
	return h;
}

struct bg_name *
bg_name_at(struct bg_arena *arena, struct bg_name **root, const char *text)
{
	uint64_t hash = mix(bg_hash(BG_HASH_START, text, strlen(text)));
	struct bg_name **at = root;

	for (uint64_t h = hash; *at; h <<= 2) {
		if ((*at)->hash == hash && strcmp((*at)->text, text) == 0)
			return *at;
		at = &(*at)->child[h >> 62];
	}
	*at = bg_alloc(arena, sizeof(**at));
	(*at)->text = text;
	(*at)->hash = hash;
	return *at;
}
