/* SPDX-License-Identifier: MIT */
/* The names of one module: a hash table with open addressing. */
#include "python/words.h"

#include "python/parser.h"

#define FIRST_CAP 256
/* Looked-at places beyond which names must have been made to collide. */
#define PROBES_PER_WORD 64
#define PROBES_FREE 100000

static const struct {
	const char *text;
	enum bg_tok tok;
} keywords[] = {
#define _(id, word) {word, BG_TOK_##id},
#include "python/tokens.def"
};

/* Eight bytes at a time; the last eight may overlap those before. */
static uint32_t
hash_word(const char *s, size_t n)
{
	const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15);
	uint64_t hash = n * prime, part = 0;
	uint32_t first, last;

	if (n >= 8) {
		for (size_t i = 0; i + 8 < n; i += 8) {
			memcpy(&part, s + i, 8);
			hash = (hash ^ part) * prime;
			hash ^= hash >> 32;
		}
		memcpy(&part, s + n - 8, 8);
	} else if (n >= 4) {
		memcpy(&first, s, 4);
		memcpy(&last, s + n - 4, 4);
		part = (uint64_t)first << 32 | last;
	} else {
		part = (uint64_t)(unsigned char)s[0] << 16 |
		       (uint64_t)(unsigned char)s[n / 2] << 8 | (unsigned char)s[n - 1];
	}
	hash = (hash ^ part) * prime;
	hash ^= hash >> 32;
	hash *= prime;
	return (uint32_t)(hash >> 32);
}

static void
grow(struct bg_py_words *words, struct bg_arena *arena)
{
	struct bg_py_word *was = words->v;
	size_t cap = words->cap, at;

	words->cap = cap * 2;
	words->v = bg_calloc(arena, words->cap, sizeof(*words->v));
	for (size_t i = 0; i < cap; i++) {
		if (!was[i].text)
			continue;
		at = was[i].hash & (words->cap - 1);
		while (words->v[at].text)
			at = (at + 1) & (words->cap - 1);
		words->v[at] = was[i];
	}
}

/* A new word; its place is looked for again, so that those passed by can be counted. */
static struct bg_py_word *
add(struct bg_py_words *words, struct bg_arena *arena, uint32_t hash, const char *s, size_t n)
{
	struct bg_py_word *word;
	size_t at;

	if (words->n * 2 >= words->cap)
		grow(words, arena);
	at = hash & (words->cap - 1);
	for (; words->v[at].text; at = (at + 1) & (words->cap - 1))
		words->probes++;
	if (words->probes > PROBES_FREE + words->n * PROBES_PER_WORD)
		return NULL;
	word = &words->v[at];
	word->text = bg_strndup(arena, s, n);
	word->hash = hash;
	word->n = (uint32_t)n;
	word->tok = BG_TOK_NAME;
	words->n++;
	return word;
}

static struct bg_py_word *
get(struct bg_py_words *words, struct bg_arena *arena, const char *s, size_t n)
{
	uint32_t hash = hash_word(s, n);
	size_t at = hash & (words->cap - 1);
	struct bg_py_word *word;

	for (;; at = (at + 1) & (words->cap - 1)) {
		word = &words->v[at];
		if (!word->text)
			return add(words, arena, hash, s, n);
		if (word->hash == hash && word->n == n && memcmp(word->text, s, n) == 0)
			return word;
	}
}

const struct bg_py_word *
bg_py_words_get(struct bg_py_words *words, struct bg_arena *arena, const char *s, size_t n)
{
	return get(words, arena, s, n);
}

struct bg_py_words *
bg_py_words_new(struct bg_arena *arena)
{
	struct bg_py_words *words = bg_alloc(arena, sizeof(*words));

	words->cap = FIRST_CAP;
	words->v = bg_calloc(arena, words->cap, sizeof(*words->v));
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (keywords[i].tok >= BG_TOK_FALSE)
			get(words, arena, keywords[i].text, strlen(keywords[i].text))->tok =
				keywords[i].tok;
	return words;
}
