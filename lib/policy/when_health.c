/* SPDX-License-Identifier: MIT */
/* Predicates of the rules for answers. */
#include "policy/when.h"

#include <string.h>

static bool
is_refusal(const struct bg_item *item)
{
	return strstr(item->id, "HTTP 401") || strstr(item->id, "HTTP 403") ||
	       strstr(item->id, "HTTP 302");
}

bool
bg_when_is_refusal(const struct bg_change *c)
{
	return is_refusal(c->now);
}

bool
bg_when_was_refusal(const struct bg_change *c)
{
	return is_refusal(c->was);
}

bool
bg_when_was_any(const struct bg_change *c)
{
	return c->from && strcmp(c->from, "any") == 0;
}

bool
bg_when_is_any(const struct bg_change *c)
{
	return c->to && strcmp(c->to, "any") == 0;
}

bool
bg_when_became_always(const struct bg_change *c)
{
	return c->to && strcmp(c->to, "always") == 0;
}

/* The next word of an "a|b" list that is not null, *n bytes; 0 at the end. */
static const char *
next_word(const char *at, size_t *n)
{
	for (;;) {
		while (*at == '|')
			at++;
		*n = strcspn(at, "|");
		if (*n != 4 || memcmp(at, "null", 4) != 0)
			return at;
		at += *n;
	}
}

bool
bg_when_only_null_lost(const struct bg_change *c)
{
	const char *was = c->from, *now = c->to;
	size_t n, m;

	if (!was || !now || !strstr(was, "null") || strstr(now, "null"))
		return false;
	for (;;) {
		was = next_word(was, &n);
		now = next_word(now, &m);
		if (n != m || memcmp(was, now, n) != 0)
			return false;
		if (!n)
			return true;
		was += n;
		now += m;
	}
}
