/* SPDX-License-Identifier: MIT */
/*
 * Path globs as .gitignore spells them, anchored at the root: '*' and '?'
 * stay inside one component, '**' as a whole component spans any number of
 * them, '[a-z]' and '[!a-z]' match one character, '\' quotes the next one.
 */
#ifndef BG_BASE_GLOB_H
#define BG_BASE_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the whole path matches the whole pattern. Both NUL-terminated. */
bool bg_glob_match(const char *pattern, const char *path);

/* Whether one component (no '/') matches a pattern of n bytes without '/'. */
bool bg_glob_component(const char *pattern, size_t n, const char *name);

/* Whether the n bytes hold no special character. */
bool bg_glob_literal(const char *pattern, size_t n);

#endif
