/* SPDX-License-Identifier: MIT */
/* What is written in another way, and is the same to who uses it. */
#include "extract/describe_pair.h"

void
bg_pair_drop(struct bg_item *item, const char *name)
{
	struct bg_attr *attr;
	size_t n = 0;

	memcpy(&attr, &item->attr, sizeof(attr));
	for (size_t i = 0; i < item->nattr; i++)
		if (strcmp(attr[i].name, name) != 0)
			attr[n++] = attr[i];
	item->nattr = n;
}

/* What needed an object can be called by the class as well: who had an object still can. */
static void
settle_method(struct bg_item *a, struct bg_item *b)
{
	const char *was = bg_item_attr(a, "is"), *now = bg_item_attr(b, "is");
	const char *asked = bg_item_attr(a, "obligation");

	if (!was || !now || strcmp(a->kind, "member") != 0 || !bg_ends(was, "method") ||
	    (strcmp(now, "classmethod") != 0 && strcmp(now, "staticmethod") != 0) ||
	    (asked && strcmp(asked, "yes") == 0))
		return;
	bg_pair_drop(a, "is");
	bg_pair_drop(b, "is");
}

/* "auto()" that counts up to the number that stood there. */
static void
settle_value(struct bg_item *a, struct bg_item *b)
{
	const char *was = bg_item_fact(a, "counted"), *now = bg_item_fact(b, "counted");

	was = was ? was : bg_item_attr(a, "value");
	now = now ? now : bg_item_attr(b, "value");
	if (!was || !now || strcmp(was, now) != 0)
		return;
	bg_pair_drop(a, "value");
	bg_pair_drop(b, "value");
}

/* "X = list[str]" and "type X = list[str]" are two ways to write an alias. */
static void
settle_alias(struct bg_item *a, struct bg_item *b)
{
	if (bg_item_attr(a, "alias") && bg_item_attr(b, "alias")) {
		bg_pair_drop(a, "is");
		bg_pair_drop(b, "is");
	}
}

void
bg_pair_alike(struct bg_item *a, struct bg_item *b)
{
	settle_alias(a, b);
	settle_method(a, b);
	settle_value(a, b);
}
