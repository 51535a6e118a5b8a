/* SPDX-License-Identifier: MIT */
/* The names of one module, each kept once; keywords among them. */
#ifndef BG_PYTHON_WORDS_H
#define BG_PYTHON_WORDS_H

#include <stdint.h>

#include "base/arena.h"

struct bg_py_word {
	const char *text; /* NUL-terminated; NULL: a free place */
	uint32_t hash, n;
	uint32_t tok; /* a keyword's enum bg_tok; BG_TOK_NAME otherwise */
};

struct bg_py_words {
	struct bg_py_word *v; /* open addressing; cap is a power of two */
	size_t n, cap;
	size_t probes; /* places looked at in vain */
};

/* An empty table but for the keywords. */
struct bg_py_words *bg_py_words_new(struct bg_arena *arena);

/* The word of n > 0 bytes. NULL when many names were made to collide. */
const struct bg_py_word *bg_py_words_get(struct bg_py_words *words, struct bg_arena *arena,
                                         const char *s, size_t n);

#endif
