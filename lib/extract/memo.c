/* SPDX-License-Identifier: MIT */
/* The memo: an open-addressed table from (blob id, purpose) to a slot. */
#include "base/hash.h"
#include "extract/extract.h"

struct slot {
	const char *blob, *purpose;
	uint64_t hash;
	void *value;
};

struct bg_memo {
	struct bg_arena *arena;
	struct slot **v; /* slots do not move when the table grows */
	size_t n, cap;   /* cap is a power of two, at most half of it taken */
};

struct bg_memo *
bg_memo_new(struct bg_arena *arena)
{
	struct bg_memo *memo = bg_alloc(arena, sizeof(*memo));

	memo->arena = arena;
	return memo;
}

/* Where the slot stands, or would stand. */
static struct slot **
find_place(const struct bg_memo *memo, uint64_t hash, const char *blob, const char *purpose)
{
	size_t i = (size_t)hash & (memo->cap - 1);

	for (; memo->v[i]; i = (i + 1) & (memo->cap - 1))
		if (memo->v[i]->hash == hash && strcmp(memo->v[i]->blob, blob) == 0 &&
		    strcmp(memo->v[i]->purpose, purpose) == 0)
			break;
	return &memo->v[i];
}

static void
grow(struct bg_memo *memo)
{
	struct bg_memo grown = *memo;

	grown.cap = memo->cap ? memo->cap * 2 : 64;
	grown.v = bg_calloc(memo->arena, grown.cap, sizeof(struct slot *));
	for (size_t i = 0; i < memo->cap; i++)
		if (memo->v[i])
			*find_place(&grown, memo->v[i]->hash, memo->v[i]->blob,
			            memo->v[i]->purpose) = memo->v[i];
	*memo = grown;
}

void **
bg_memo_slot(struct bg_memo *memo, const char *blob, const char *purpose)
{
	uint64_t hash = bg_hash(BG_HASH_START, blob, strlen(blob) + 1);
	struct slot **place, *slot;

	hash = bg_hash(hash, purpose, strlen(purpose));
	if (memo->n * 2 >= memo->cap)
		grow(memo);
	place = find_place(memo, hash, blob, purpose);
	if (!*place) {
		slot = bg_alloc(memo->arena, sizeof(*slot));
		slot->blob = bg_strdup(memo->arena, blob);
		slot->purpose = bg_strdup(memo->arena, purpose);
		slot->hash = hash;
		*place = slot;
		memo->n++;
	}
	return &(*place)->value;
}
