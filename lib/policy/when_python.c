/* SPDX-License-Identifier: MIT */
/* Predicates of the rules for Python names: parameters, bases, obligations. */
#include <string.h>

#include "policy/when.h"

static bool
is_yes(const char *value)
{
	return value && strcmp(value, "yes") == 0;
}

bool
bg_when_is_obligation(const struct bg_change *c)
{
	const struct bg_item *item = c->now ? c->now : c->was;

	return is_yes(bg_item_attr(item, "obligation")) ||
	       is_yes(bg_item_fact(item, "obligation"));
}

static bool
is_undefined(const struct bg_item *item)
{
	const char *is = item ? bg_item_attr(item, "is") : NULL;

	return is && strcmp(is, "undefined") == 0;
}

bool
bg_when_is_outside(const struct bg_change *c)
{
	return (c->from && strcmp(c->from, "external") == 0) ||
	       (c->to && strcmp(c->to, "external") == 0);
}

bool
bg_when_was_undefined(const struct bg_change *c)
{
	return is_undefined(c->was);
}

bool
bg_when_is_undefined(const struct bg_change *c)
{
	return is_undefined(c->now);
}

bool
bg_when_is_required(const struct bg_change *c)
{
	return !bg_item_attr(c->now, "default");
}

bool
bg_when_is_gone(const struct bg_change *c)
{
	return !c->to;
}

bool
bg_when_is_new(const struct bg_change *c)
{
	return !c->from;
}

bool
bg_when_became_yes(const struct bg_change *c)
{
	return is_yes(c->to);
}

bool
bg_when_lost_setter(const struct bg_change *c)
{
	return c->to && strcmp(c->to, "no") == 0;
}

bool
bg_when_position_freed(const struct bg_change *c)
{
	return c->to && c->from && strcmp(c->to, "positional") == 0 && *c->from != '*';
}

/* Whether a word of n bytes is in a list "a, b"; NULL is an empty one. */
static bool
has_word(const char *list, const char *word, size_t n)
{
	for (; list && *list; list += strcspn(list, ",")) {
		list += strspn(list, ", ");
		if (strcspn(list, ",") == n && memcmp(list, word, n) == 0)
			return true;
	}
	return false;
}

bool
bg_when_lost_one(const struct bg_change *c)
{
	const char *inside = bg_item_fact(c->now, "ancestors"), *p = c->from, *leaf;
	size_t n;

	for (; p && *p; p += n) {
		p += strspn(p, ", ");
		n = strcspn(p, ",");
		for (leaf = p + n; leaf > p && leaf[-1] != '.';)
			leaf--;
		if (n && !has_word(c->to, p, n) &&
		    !has_word(inside, leaf, (size_t)(p + n - leaf)))
			return true;
	}
	return false;
}
