/* SPDX-License-Identifier: MIT */
/* Small string helpers, independent of the locale. */
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "bumpgate.h"

void
bg_strings_add(struct bg_arena *arena, struct bg_strings *list, const char *s)
{
	*bg_list_add(arena, list) = s;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
bg_strings_sort(struct bg_strings *list)
{
	size_t n = 0;

	if (list->n < 2)
		return;
	qsort(list->v, list->n, sizeof(*list->v), by_bytes);
	for (size_t i = 0; i < list->n; i++)
		if (i == 0 || strcmp(list->v[i], list->v[n - 1]) != 0)
			list->v[n++] = list->v[i];
	list->n = n;
}

void
bg_strings_insert(struct bg_arena *arena, struct bg_strings *list, const char *s)
{
	size_t low = 0, high = list->n, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(list->v[middle], s);
		if (order == 0)
			return;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bg_strings_add(arena, list, s);
	memmove(list->v + low + 1, list->v + low, (list->n - 1 - low) * sizeof(*list->v));
	list->v[low] = s;
}

bool
bg_strings_has(const struct bg_strings *list, const char *s)
{
	return list->n && bsearch(&s, list->v, list->n, sizeof(*list->v), by_bytes);
}

bool
bg_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool
bg_is_alpha(char c)
{
	return bg_is_upper(c) || (c >= 'a' && c <= 'z');
}

bool
bg_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
bg_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
bg_is_word(char c)
{
	return bg_is_name(c) || (unsigned char)c >= 0x80;
}

bool
bg_is_name(char c)
{
	return bg_is_alpha(c) || bg_is_digit(c) || c == '_';
}

char
bg_lower(char c)
{
	return bg_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

bool
bg_same_fold(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (bg_lower(a[i]) != bg_lower(b[i]))
			return false;
		if (!a[i])
			return true;
	}
	return true;
}

bool
bg_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool
bg_starts_fold(const char *s, const char *prefix)
{
	return bg_same_fold(s, prefix, strlen(prefix));
}

bool
bg_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

bool
bg_has_fold(const char *s, size_t n, const char *part)
{
	size_t m = strlen(part);

	for (size_t i = 0; i + m <= n; i++)
		if (bg_same_fold(s + i, part, m))
			return true;
	return false;
}

bool
bg_list_has(const char *list, char between, const char *word, size_t n)
{
	const char *end;

	for (; list; list = end ? end + 1 : NULL) {
		end = strchr(list, between);
		if ((end ? (size_t)(end - list) : strlen(list)) == n &&
		    memcmp(list, word, n) == 0)
			return true;
	}
	return false;
}

/* Optimal string alignment distance, given up above limit. */
static size_t
distance(const char *a, const char *b, size_t limit)
{
	enum { MOST = 64 };
	size_t n = strlen(a), m = strlen(b), row[3][MOST + 1], best;
	size_t *two = row[0], *one = row[1], *now = row[2], *spare;

	if (n > MOST || m > MOST)
		return limit + 1;
	for (size_t j = 0; j <= m; j++)
		one[j] = j;
	for (size_t i = 1; i <= n; i++) {
		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			best = one[j - 1] + (bg_lower(a[i - 1]) != bg_lower(b[j - 1]));
			if (one[j] + 1 < best)
				best = one[j] + 1;
			if (now[j - 1] + 1 < best)
				best = now[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    two[j - 2] + 1 < best)
				best = two[j - 2] + 1;
			now[j] = best;
		}
		spare = two;
		two = one;
		one = now;
		now = spare;
	}
	return one[m];
}

const char *
bg_nearest(const char *word, const char *const *list, size_t n)
{
	size_t limit = strlen(word) / 3 + 1, best = limit + 1, d;
	const char *found = NULL;

	for (size_t i = 0; i < n; i++) {
		d = distance(word, list[i], limit);
		if (d < best) {
			best = d;
			found = list[i];
		}
	}
	return best <= limit ? found : NULL;
}
