/* SPDX-License-Identifier: MIT */
/* Words around names: comments on one line, and the parts that many names share. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "extract/env.h"

#define LEAST 4 /* names that share a part */

char *
bg_env_line_text(struct bg_arena *arena, const char *s, size_t n)
{
	size_t length = 0, next;
	char *copy;

	for (; n && bg_is_space(*s); n--)
		s++;
	while (length < n && length < BG_ENV_MOST_TEXT) {
		next = bg_utf8_length(s + length, n - length);
		length += next ? next : 1;
	}
	copy = bg_strndup(arena, s, length);
	for (char *c = copy; *c; c++)
		if (*c == '\n')
			*c = ' ';
	return copy;
}

static void
add_parts(struct bg_arena *arena, struct bg_strings *all, const char *name)
{
	struct bg_strings own = {0};
	char *copy = bg_strdup(arena, name), *part = copy, *end;

	for (char *c = copy; *c; c++)
		*c = bg_lower(*c);
	for (; part; part = end) {
		end = strchr(part, '_');
		if (end)
			*end++ = '\0';
		if (*part)
			bg_strings_add(arena, &own, part);
	}
	bg_strings_sort(&own);
	for (size_t i = 0; i < own.n; i++)
		bg_strings_add(arena, all, own.v[i]);
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *
bg_env_common(struct bg_arena *keep, struct bg_arena *scratch, const struct bg_strings *names)
{
	struct bg_buf out = {.arena = scratch};
	struct bg_strings all = {0};

	for (size_t i = 0; i < names->n; i++)
		add_parts(scratch, &all, names->v[i]);
	if (all.n > 1)
		qsort(all.v, all.n, sizeof(*all.v), by_bytes);
	for (size_t i = 0, n; i < all.n; i += n) {
		for (n = 1; i + n < all.n && strcmp(all.v[i], all.v[i + n]) == 0; n++)
			;
		if (n < LEAST || n * 3 <= names->n)
			continue;
		if (out.n)
			bg_buf_putc(&out, ' ');
		bg_buf_puts(&out, all.v[i]);
	}
	return bg_strdup(keep, bg_buf_str(&out));
}
