/* SPDX-License-Identifier: MIT */
/* Comments of .env files: their text without ornament, and which are banners. */
#ifndef BG_PARSE_DOTENV_COMMENT_H
#define BG_PARSE_DOTENV_COMMENT_H

#include "parse/dotenv.h"

/* A line of a file until its neighbours are known. */
struct bg_env_draft {
	struct bg_env_line line;
	size_t hashes; /* a comment's leading '#' */
	bool ruler;    /* "# ====", "#####": nothing but ornament */
	bool framed;   /* "# --- Redis ---" */
};

/* Length of a comment's start: '#' and blanks in any order. */
size_t bg_env_skip_hashes(const char *s, size_t n);

/* Sets text, hashes, ruler and framed of a comment whose n bytes begin with '#'. */
void bg_env_read_comment(struct bg_arena *arena, struct bg_env_draft *out, const char *s,
                         size_t n);

/* Sets banner of all comments of a file. */
void bg_env_mark_banners(struct bg_env_draft *v, size_t n);

#endif
