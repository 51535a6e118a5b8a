/* SPDX-License-Identifier: MIT */
/* Predicates of the rules for JSON Schemas. */
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "policy/when.h"

bool
bg_when_is_demanded(const struct bg_change *c)
{
	const char *required = bg_item_attr(c->now, "required");

	return required && strcmp(required, "yes") == 0;
}

bool
bg_when_schema_types_grew(const struct bg_change *c)
{
	const char *p = c->from;
	size_t n;

	if (!c->from || !c->to)
		return false;
	if (strcmp(c->to, "any") == 0)
		return true;
	for (; *p; p += n + (p[n] == '|')) {
		n = strcspn(p, "|");
		if (!bg_list_has(c->to, '|', p, n) &&
		    !(n == strlen("integer") && memcmp(p, "integer", n) == 0 &&
		      bg_list_has(c->to, '|', "number", strlen("number"))))
			return false;
	}
	return true;
}

/* ---- limits -------------------------------------------------------------------------- */

/* Which way a greater number goes; 0: the limit has no direction. */
static int
direction(const char *limit, size_t n)
{
	static const struct {
		const char *part;
		int sign;
	} signs[] = {{"max", 1}, {"exclusiveMax", 1}, {"min", -1}, {"exclusiveMin", -1}};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (n > strlen(signs[i].part) &&
		    strncmp(limit, signs[i].part, strlen(signs[i].part)) == 0)
			return signs[i].sign;
	return 0;
}

/* The value of a limit in "maximum=3 minimum=1"; NULL: it is not there. */
static const char *
limit_at(const char *limits, const char *name, size_t n)
{
	const char *p = limits;

	while (p && *p) {
		if (strncmp(p, name, n) == 0 && p[n] == '=')
			return p + n + 1;
		p = strchr(p, ' ');
		p += p ? 1 : 0;
	}
	return NULL;
}

/* 1: looser, -1: tighter, 0: as before, 2: it cannot be told. */
static int
compare_limit(const char *name, size_t n, const char *was, const char *now)
{
	int sign = direction(name, n);
	double a, b;

	if (!was || !now)
		return now ? -1 : 1;
	if (strcspn(was, " ") == strcspn(now, " ") && memcmp(was, now, strcspn(was, " ")) == 0)
		return 0;
	if (!sign)
		return 2;
	a = strtod(was, NULL);
	b = strtod(now, NULL);
	return (b > a ? 1 : b < a ? -1 : 0) * sign;
}

/* How all limits of from stand to those of to: as above, 2 where some of each. */
static int
compare_limits(const struct bg_change *c)
{
	const char *const sides[] = {c->from ? c->from : "", c->to ? c->to : ""};
	int all = 0, one;

	for (size_t i = 0; i < 2; i++) {
		for (const char *p = sides[i]; *p;) {
			size_t n = strcspn(p, "=");

			one = compare_limit(p, n, limit_at(sides[0], p, n),
			                    limit_at(sides[1], p, n));
			if (one == -1)
				return -1;
			if (one)
				all = all && all != one ? 2 : one;
			p += strcspn(p, " ");
			p += *p == ' ';
		}
	}
	return all;
}

bool
bg_when_limits_loosened(const struct bg_change *c)
{
	return compare_limits(c) == 1;
}

bool
bg_when_limits_tightened(const struct bg_change *c)
{
	return compare_limits(c) == -1;
}
