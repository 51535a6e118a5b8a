/* SPDX-License-Identifier: MIT */
/* Strings: case without a locale, sorted unique lists, nearest words. */
#ifndef BG_BASE_WORDS_H
#define BG_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Strings; zeroed means empty. */
struct bg_strings {
	const char **v;
	size_t n, cap;
};

/* Appends s as it is; the list keeps the pointer. */
void bg_strings_add(struct bg_arena *arena, struct bg_strings *list, const char *s);
/* Sorts by bytes and drops repetitions. */
void bg_strings_sort(struct bg_strings *list);
/* Puts s into a list sorted that way, unless it holds s. */
void bg_strings_insert(struct bg_arena *arena, struct bg_strings *list, const char *s);
/* Whether a list sorted that way holds s. */
bool bg_strings_has(const struct bg_strings *list, const char *s);

/* ASCII only, whatever the locale. */
bool bg_is_alpha(char c);
bool bg_is_upper(char c);
bool bg_is_digit(char c);
bool bg_is_space(char c);
/* A letter, a digit or '_'; for the first, bytes of multi-byte UTF-8 count as letters. */
bool bg_is_word(char c);
bool bg_is_name(char c);
char bg_lower(char c);

/* Compares n bytes without regard to ASCII case. */
bool bg_same_fold(const char *a, const char *b, size_t n);
/* Whether s begins with prefix; the second form without regard to ASCII case. */
bool bg_starts(const char *s, const char *prefix);
bool bg_starts_fold(const char *s, const char *prefix);
bool bg_ends(const char *s, const char *suffix);
/* Whether n bytes hold part, without regard to ASCII case. */
bool bg_has_fold(const char *s, size_t n, const char *part);
/* Whether the n bytes at word are one of the words of list, as in "a|b"; list may be NULL. */
bool bg_list_has(const char *list, char between, const char *word, size_t n);

#endif
