/* SPDX-License-Identifier: MIT */
/*
 * Flags that a schedule hands to its commands: whoever deploys the schedule relies on them
 * as on the commands, so that they are of tier A whatever their surface is.
 */
#include <string.h>

#include "base/buf.h"
#include "extract/parser.h"

/* One word of the fact "arguments". */
struct word {
	const char *s;
	size_t n;
};

static bool
next_word(const char **at, struct word *out)
{
	if (!**at)
		return false;
	out->s = *at;
	out->n = strcspn(*at, "\n");
	*at = out->s + out->n + (out->s[out->n] == '\n');
	return true;
}

/* Whether a word is the flag, alone or with a value behind it; the value, or NULL. */
static bool
is_flag(const struct word *w, const char *flag, struct word *value)
{
	size_t n = strlen(flag);

	*value = (struct word){NULL, 0};
	if (w->n < n || memcmp(w->s, flag, n) != 0)
		return false;
	if (w->n == n)
		return true;
	if (w->s[n] == '=')
		*value = (struct word){w->s + n + 1, w->n - n - 1};
	else if (flag[1] != '-')
		*value = (struct word){w->s + n, w->n - n};
	return value->s != NULL;
}

/* Whether arguments hold a flag; the values that it is given there are appended, a line each. */
static bool
find_flag(const char *arguments, const char *flag, struct bg_buf *values)
{
	struct word w, value;
	bool found = false, open = false;

	while (next_word(&arguments, &w)) {
		if (open && w.n && *w.s != '-')
			bg_buf_printf(values, "%.*s\n", (int)w.n, w.s);
		open = is_flag(&w, flag, &value);
		found |= open;
		if (value.s) {
			bg_buf_printf(values, "%.*s\n", (int)value.n, value.s);
			open = false;
		}
	}
	return found;
}

/* The arguments of a command in a schedule, at base and target; "" for none. */
static const char *
arguments_of(const struct bg_harvest *list, const char *id)
{
	size_t n = strcspn(id, " ");
	const char *text;

	for (size_t i = 0; i < list->items.n; i++) {
		const struct bg_item *item = &list->items.v[i];

		if (strncmp(item->id, id, n) != 0 || item->id[n])
			continue;
		text = bg_item_fact(item, "arguments");
		return text ? text : "";
	}
	return "";
}

static bool
same_argument(const struct bg_item *a, const struct bg_item *b)
{
	size_t n = strcspn(a->id, " ");

	/* A helper may add one argument to several commands. */
	return a->loc.line == b->loc.line && strcmp(a->loc.path, b->loc.path) == 0 &&
	       strncmp(a->id, b->id, n) == 0 && b->id[n] == a->id[n];
}

static void
mark(struct bg_arena *arena, struct bg_harvest *h, const struct bg_item *used,
     const char *values)
{
	for (size_t i = 0; i < h->items.n; i++) {
		struct bg_item *item = &h->items.v[i];

		if (strcmp(item->kind, "option") != 0 || !same_argument(item, used))
			continue;
		if (strcmp(item->id, used->id) == 0)
			bg_item_set_fact(arena, item, "tier", "A");
		bg_item_set_fact(arena, item, "used", values);
	}
}

/* An alias may go, but what it shares with a flag that is used, as its type, may not change. */
void
bg_parsers_use(const struct bg_sides *sides, size_t list, struct bg_harvest *h)
{
	const struct bg_harvest *was = &sides->was[list], *now = &sides->now[list];

	for (size_t i = 0; i < h->items.n; i++) {
		const struct bg_item *item = &h->items.v[i];
		const char *flag = strrchr(item->id, ' ');
		struct bg_buf values = {.arena = sides->arena};
		bool found;

		if (!flag || strcmp(item->kind, "option") != 0)
			continue;
		found = find_flag(arguments_of(was, item->id), flag + 1, &values);
		found |= find_flag(arguments_of(now, item->id), flag + 1, &values);
		if (found)
			mark(sides->arena, h, item, bg_buf_str(&values));
	}
}
