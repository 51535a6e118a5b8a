/* SPDX-License-Identifier: MIT */
/* Matching path globs without recursion over '*', so in linear space. */
#include "base/glob.h"

#include <string.h>

bool
bg_glob_literal(const char *pattern, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (memchr("*?[\\", pattern[i], 4))
			return false;
	return true;
}

/* Length of the bracket expression at p (n bytes left), 0 when it is not one. */
static size_t
bracket_length(const char *p, size_t n)
{
	size_t i = 1;

	if (i < n && (p[i] == '!' || p[i] == '^'))
		i++;
	if (i < n && p[i] == ']')
		i++;
	while (i < n && p[i] != ']')
		i++;
	return i < n ? i + 1 : 0;
}

static bool
bracket_match(const char *p, size_t n, char c)
{
	unsigned char u = (unsigned char)c, low, high;
	size_t i = 1;
	bool negated = p[1] == '!' || p[1] == '^', hit = false;

	if (negated)
		i++;
	while (i < n - 1) {
		low = (unsigned char)p[i++];
		high = low;
		if (i + 1 < n - 1 && p[i] == '-') {
			high = (unsigned char)p[i + 1];
			i += 2;
		}
		if (low <= u && u <= high)
			hit = true;
	}
	return hit != negated;
}

/* Matches one character against the unit at p; sets *unit to its length. */
static bool
unit_match(const char *p, size_t n, char c, size_t *unit)
{
	size_t length;

	*unit = 1;
	if (*p == '?')
		return true;
	if (*p == '\\' && n > 1) {
		*unit = 2;
		return p[1] == c;
	}
	if (*p == '[' && (length = bracket_length(p, n)) > 0) {
		*unit = length;
		return bracket_match(p, length, c);
	}
	return *p == c;
}

static bool
component_match(const char *p, size_t n, const char *s, size_t len)
{
	size_t i = 0, j = 0, unit, star = 0, mark = 0;
	bool starred = false;

	while (j < len) {
		if (i < n && p[i] == '*') {
			starred = true;
			star = ++i;
			mark = j;
		} else if (i < n && unit_match(p + i, n - i, s[j], &unit)) {
			i += unit;
			j++;
		} else if (starred) {
			i = star;
			j = ++mark;
		} else {
			return false;
		}
	}
	while (i < n && p[i] == '*')
		i++;
	return i == n;
}

bool
bg_glob_component(const char *pattern, size_t n, const char *name)
{
	return component_match(pattern, n, name, strlen(name));
}

static size_t
span(const char *s)
{
	return strcspn(s, "/");
}

bool
bg_glob_match(const char *pattern, const char *path)
{
	const char *star = NULL, *mark = NULL;
	size_t np, ns;

	for (;;) {
		np = span(pattern);
		ns = span(path);
		if (np == 2 && memcmp(pattern, "**", 2) == 0) {
			if (!pattern[2])
				return true;
			star = pattern += 3;
			mark = path;
			continue;
		}
		if (component_match(pattern, np, path, ns) && !pattern[np] == !path[ns]) {
			if (!pattern[np])
				return true;
			pattern += np + 1;
			path += ns + 1;
			continue;
		}
		if (!star || !mark[span(mark)])
			return false;
		mark += span(mark) + 1;
		pattern = star;
		path = mark;
	}
}
