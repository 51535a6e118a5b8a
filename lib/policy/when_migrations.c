/* SPDX-License-Identifier: MIT */
/* Predicates of the rules for migrations. */
#include "policy/when.h"

bool
bg_when_was_replaced(const struct bg_change *c)
{
	return bg_item_fact(c->was, "replaced") != NULL;
}

bool
bg_when_replaces(const struct bg_change *c)
{
	return bg_item_fact(c->now, "replaces") != NULL;
}
