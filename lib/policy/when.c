/* SPDX-License-Identifier: MIT */
/* Predicates of any attribute, and of the rules for schedules and keys. */
#include "policy/when.h"

#include <string.h>

#include "base/words.h"

static bool
fact_is(const struct bg_item *item, const char *name, const char *value)
{
	const char *found = item ? bg_item_fact(item, name) : NULL;

	return found && strcmp(found, value) == 0;
}

/* ---- any attribute -------------------------------------------------------------- */

bool
bg_when_is_new(const struct bg_change *c)
{
	return !c->from;
}

bool
bg_when_is_gone(const struct bg_change *c)
{
	return !c->to;
}

bool
bg_when_became_no(const struct bg_change *c)
{
	return c->to && strcmp(c->to, "no") == 0;
}

bool
bg_when_became_yes(const struct bg_change *c)
{
	return c->to && strcmp(c->to, "yes") == 0;
}

bool
bg_when_types_grew(const struct bg_change *c)
{
	const char *p = c->from ? c->from : "";
	size_t n;

	for (; *p; p += n + (p[n] == '|')) {
		n = strcspn(p, "|");
		if (!bg_list_has(c->to, '|', p, n))
			return false;
	}
	return true;
}

bool
bg_when_values_grew(const struct bg_change *c)
{
	return !c->to || (c->from && bg_when_types_grew(c));
}

/* ---- schedules and keys ----------------------------------------------------------- */

bool
bg_when_had_no_module(const struct bg_change *c)
{
	const char *module = bg_item_attr(c->was, "module");

	return module && strcmp(module, "no") == 0;
}

bool
bg_when_module_stays(const struct bg_change *c)
{
	return fact_is(c->was, "module-at-target", "yes");
}

bool
bg_when_only_shown(const struct bg_change *c)
{
	if (c->now && fact_is(c->was, "evidence", "both"))
		return true;
	return fact_is(c->was, "evidence", "sample") &&
	       (c->now || !fact_is(c->was, "promised", "yes") ||
	        fact_is(c->was, "promised-at-target", "yes"));
}

bool
bg_when_only_unlisted(const struct bg_change *c)
{
	return fact_is(c->was, "listed", "only");
}

bool
bg_when_newly_listed(const struct bg_change *c)
{
	return fact_is(c->now, "listed", "new");
}

bool
bg_when_only_listed(const struct bg_change *c)
{
	return fact_is(c->now, "listed", "only");
}
