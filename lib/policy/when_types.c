/* SPDX-License-Identifier: MIT */
/* Predicates of the rules for types, which have a direction. */
#include <string.h>

#include "policy/when.h"
#include "python/annotation.h"

static const char *
lineage(const struct bg_item *item, const char *attr)
{
	return bg_item_fact(item, strcmp(attr, "returns") == 0 ? "returns-is" : "type-is");
}

static enum bg_py_compared
compare(const struct bg_change *c)
{
	const struct bg_py_type_text was = {c->from, lineage(c->was, c->attr)};
	const struct bg_py_type_text now = {c->to, lineage(c->now, c->attr)};

	return bg_py_types_compare(&was, &now);
}

/* Whether the item was asked of implementers, and still is. */
static bool
stays_obligation(const struct bg_change *c)
{
	const struct bg_change was = {.was = c->was}, now = {.now = c->now};

	return bg_when_is_obligation(&was) && bg_when_is_obligation(&now);
}

static bool
says_any(const char *type)
{
	return strcmp(type, "Any") == 0 || strstr(type, "[Any") || strstr(type, " Any");
}

/*
 * Whether both types say what they take. Then the two that cannot be compared differ, and
 * implementers have to follow; callers are only told.
 */
static bool
are_told(const struct bg_change *c)
{
	return c->from && c->to && !says_any(c->from) && !says_any(c->to);
}

bool
bg_when_narrower(const struct bg_change *c)
{
	return compare(c) == BG_PY_NARROWER;
}

bool
bg_when_wider(const struct bg_change *c)
{
	return compare(c) == BG_PY_WIDER;
}

bool
bg_when_not_narrower(const struct bg_change *c)
{
	enum bg_py_compared found = compare(c);

	return found == BG_PY_WIDER || found == BG_PY_OTHER;
}

bool
bg_when_not_wider(const struct bg_change *c)
{
	enum bg_py_compared found = compare(c);

	return found == BG_PY_NARROWER || found == BG_PY_OTHER;
}

bool
bg_when_returned_nothing(const struct bg_change *c)
{
	return c->from && strcmp(c->from, "None") == 0 && c->to;
}

bool
bg_when_obligation_fits(const struct bg_change *c)
{
	return stays_obligation(c) && bg_when_wider(c);
}

bool
bg_when_obligation_breaks(const struct bg_change *c)
{
	enum bg_py_compared found = compare(c);

	return stays_obligation(c) && (found == BG_PY_NARROWER || found == BG_PY_OTHER ||
	                               (found == BG_PY_UNSURE && are_told(c)));
}

bool
bg_when_obligation_differs(const struct bg_change *c)
{
	return stays_obligation(c) && c->from && c->to && compare(c) != BG_PY_SAME;
}

bool
bg_when_obligation_widens(const struct bg_change *c)
{
	enum bg_py_compared found = compare(c);

	return stays_obligation(c) && (found == BG_PY_WIDER || found == BG_PY_OTHER ||
	                               (found == BG_PY_UNSURE && are_told(c)));
}
