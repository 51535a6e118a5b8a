/* SPDX-License-Identifier: MIT */
/* Predicates of the rules for flags. */
#include "policy/when.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"

static bool
is_one_of(const char *word, const char *list)
{
	return bg_list_has(list, ' ', word, strlen(word));
}

bool
bg_when_must_be_given(const struct bg_change *c)
{
	const char *nargs = bg_item_attr(c->now, "nargs");

	if (strcmp(c->now->kind, "positional") != 0)
		return bg_item_attr(c->now, "required") || bg_item_attr(c->now, "group");
	return !nargs || !is_one_of(nargs, "? * ...");
}

bool
bg_count_read(struct bg_count *out, const char *nargs)
{
	out->least = out->most = 1;
	if (!nargs)
		return true;
	if (strcmp(nargs, "computed") == 0)
		return false;
	if (is_one_of(nargs, "* ..."))
		*out = (struct bg_count){0, (unsigned long)-1};
	else if (strcmp(nargs, "+") == 0)
		out->most = (unsigned long)-1;
	else if (strcmp(nargs, "?") == 0)
		out->least = 0;
	else
		out->least = out->most = strtoul(nargs, NULL, 10);
	return true;
}

bool
bg_when_nargs_grew(const struct bg_change *c)
{
	struct bg_count was, now;

	return bg_count_read(&was, c->from) && bg_count_read(&now, c->to) &&
	       now.least <= was.least && now.most >= was.most;
}

bool
bg_when_action_grew(const struct bg_change *c)
{
	const char *from = c->from ? c->from : "", *to = c->to ? c->to : "";

	if (strcmp(from, "store_true") == 0)
		return strcmp(to, "count") == 0;
	return (strcmp(from, "store") == 0 && is_one_of(to, "append extend")) ||
	       (strcmp(from, "append") == 0 && strcmp(to, "extend") == 0);
}

/* Whether a list "a|b" has a word of n bytes; one with a blank stands there in quotes. */
static bool
has_choice(const char *list, const char *word, size_t n)
{
	size_t m;

	for (; *list; list += m + (list[m] == '|')) {
		m = strcspn(list, "|");
		if (m == n && memcmp(list, word, n) == 0)
			return true;
		if (m == n + 2 && *list == '\'' && list[m - 1] == '\'' &&
		    memcmp(list + 1, word, n) == 0)
			return true;
	}
	return false;
}

bool
bg_when_lost_used(const struct bg_change *c)
{
	const char *used = bg_item_fact(c->was ? c->was : c->now, "used");
	size_t n;

	for (used = used ? used : ""; *used && c->to; used += n + (used[n] == '\n')) {
		n = strcspn(used, "\n");
		if (n && !has_choice(c->to, used, n))
			return true;
	}
	return false;
}

bool
bg_when_excludes_more(const struct bg_change *c)
{
	const char *to = c->to ? c->to : "";
	size_t n;

	for (; *to; to += n + (to[n] == '|')) {
		n = strcspn(to, "|");
		if (!has_choice(c->from ? c->from : "", to, n))
			return true;
	}
	return false;
}
