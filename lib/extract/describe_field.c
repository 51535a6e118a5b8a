/* SPDX-License-Identifier: MIT */
/* Fields, which are members and parameters of the constructor: one change of both. */
#include "extract/describe_pair.h"

void
bg_pair_tell(const struct bg_pair_settling *s, struct bg_item *item)
{
	bg_item_set_fact(s->arena, item, "told", "yes");
}

struct bg_item *
bg_pair_field(const struct bg_pair_settling *s, bool now, const struct bg_item *parameter)
{
	const char *open = strchr(parameter->id, '('), *member;

	if (!open || !bg_item_fact(parameter, "field"))
		return NULL;
	member = bg_strf(s->arena, "%.*s.%.*s", (int)(open - parameter->id), parameter->id,
	                 (int)(strlen(open) - 2), open + 1);
	return bg_pair_find(s, !now, "member", member) ? NULL
	                                               : bg_pair_find(s, now, "member", member);
}

void
bg_pair_field_gone(const struct bg_pair_settling *s, struct bg_item *parameter)
{
	if (!bg_pair_find(s, true, "parameter", parameter->id) &&
	    bg_pair_field(s, false, parameter))
		bg_pair_tell(s, parameter);
}

/* Who makes objects is broken where a value must be given; else the field is what is new. */
void
bg_pair_field_new(const struct bg_pair_settling *s, struct bg_item *parameter)
{
	struct bg_item *member;

	if (bg_item_fact(parameter, "told") || !parameter->parent ||
	    !bg_pair_find(s, false, "name", parameter->parent) ||
	    bg_pair_find(s, false, "parameter", parameter->id))
		return;
	member = bg_pair_field(s, true, parameter);
	if (member)
		bg_pair_tell(s, bg_item_attr(parameter, "default") ? parameter : member);
}
