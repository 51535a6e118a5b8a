/* SPDX-License-Identifier: MIT */
/* Choices and numbers of values that an option no longer takes. */
#include "policy/lost.h"

#include <string.h>

#include "base/buf.h"
#include "extract/extract.h"
#include "policy/when.h"

static bool
is_of(const struct bg_change *c, const char *attr)
{
	return c->op == BG_CHANGED && strcmp(c->attr, attr) == 0;
}

/* The next word of an "a|b" list, without the quotes that guard a blank. */
static const char *
next_choice(struct bg_arena *arena, const char **list)
{
	size_t n = strcspn(*list, "|");
	const char *s = *list;

	*list += n + (s[n] == '|');
	if (n > 2 && *s == '\'' && s[n - 1] == '\'')
		return bg_strndup(arena, s + 1, n - 2);
	return bg_strndup(arena, s, n);
}

static void
split(struct bg_strings *out, struct bg_arena *arena, const char *list)
{
	while (list && *list)
		bg_strings_add(arena, out, next_choice(arena, &list));
	bg_strings_sort(out);
}

void
bg_lost_choices(struct bg_strings *out, struct bg_arena *arena, const struct bg_change *change)
{
	struct bg_strings was = {0}, now = {0};

	if (!is_of(change, "choices") || !change->from || !change->to)
		return;
	split(&was, arena, change->from);
	split(&now, arena, change->to);
	for (size_t i = 0; i < was.n; i++)
		if (!bg_strings_has(&now, was.v[i]))
			bg_strings_add(arena, out, was.v[i]);
}

static const char *
choices_text(struct bg_arena *arena, const struct bg_change *c)
{
	struct bg_strings lost = {0};
	struct bg_buf buf = {.arena = arena};

	bg_lost_choices(&lost, arena, c);
	for (size_t i = 0; i < lost.n; i++)
		bg_buf_printf(&buf, "%s'%s'",
		              !i               ? ""
		              : i + 1 < lost.n ? ", "
		                               : " and ",
		              lost.v[i]);
	return lost.n ? bg_buf_str(&buf) : NULL;
}

static const char *
nargs_text(struct bg_arena *arena, const struct bg_change *c)
{
	struct bg_count was, now;

	if (!bg_count_read(&was, c->from) || !bg_count_read(&now, c->to))
		return "as before: how many values it takes is computed";
	if (now.most == 0)
		return "with a value";
	if (now.least > was.least && was.least == 0)
		return "without a value";
	if (now.least > was.least)
		return bg_strf(arena, "with less than %lu values", now.least);
	if (now.most == 1)
		return "with more than one value";
	return bg_strf(arena, "with more than %lu values", now.most);
}

const char *
bg_lost_text(struct bg_arena *arena, const struct bg_change *change)
{
	if (is_of(change, "choices"))
		return choices_text(arena, change);
	return is_of(change, "nargs") ? nargs_text(arena, change) : NULL;
}

void
bg_choice_subject(struct bg_subject *out, struct bg_arena *arena, const struct bg_item *item,
                  const char *choice)
{
	struct bg_item made = *item;

	made.id = bg_strf(arena, "%s=%s", item->id, choice);
	bg_subject_make(out, arena, &made);
}

/* Whether a note that speaks of the option means some of its choices only. */
static bool
is_about_choices(const struct bg_entry *note, struct bg_arena *arena,
                 const struct bg_change *change)
{
	const struct bg_item *item = change->was;
	struct bg_strings was = {0};
	struct bg_subject subject;

	split(&was, arena, change->from);
	for (size_t i = 0; i < was.n; i++) {
		bg_choice_subject(&subject, arena, item, was.v[i]);
		if (bg_subject_named(&subject, note) == BG_NAMED_EXACT)
			return true;
	}
	return false;
}

int
bg_lost_announced(struct bg_announcement *out, struct bg_arena *arena,
                  struct bg_history *history, const struct bg_change *change,
                  struct bg_subject *subject, struct bg_err *err)
{
	struct bg_strings lost = {0};
	struct bg_announcement one;
	struct bg_subject choice;

	if (bg_announcement_find(out, history, subject, err))
		return -1;
	bg_lost_choices(&lost, arena, change);
	if (out->since && !is_about_choices(out->note, arena, change))
		return 0;
	for (size_t i = 0; i < lost.n; i++) {
		bg_choice_subject(&choice, arena, change->was, lost.v[i]);
		one = (struct bg_announcement){0};
		if (bg_announcement_find(&one, history, &choice, err))
			return -1;
		if (i && one.since && one.releases >= out->releases)
			continue;
		*out = one;
		*subject = choice;
		if (!one.since)
			return 0;
	}
	return 0;
}
