/* SPDX-License-Identifier: MIT */
/* Predicates of the rules for tasks. */
#include "policy/when.h"

bool
bg_when_renamed(const struct bg_change *c)
{
	return bg_item_fact(c->was, "renamed-to") != NULL;
}
