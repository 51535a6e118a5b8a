/* SPDX-License-Identifier: MIT */
/* Predicates of the rules for tasks. */
#include "policy/when.h"

#include <string.h>

bool
bg_when_renamed(const struct bg_change *c)
{
	return bg_item_fact(c->was, "renamed-to") != NULL;
}

bool
bg_when_now_required(const struct bg_change *c)
{
	const char *required = bg_item_attr(c->now, "required");

	return required && strcmp(required, "yes") == 0;
}

bool
bg_when_one_given(const struct bg_change *c)
{
	return !c->from || !c->to;
}

bool
bg_when_kind_widened(const struct bg_change *c)
{
	return c->to && strcmp(c->to, "positional-or-keyword") == 0;
}
