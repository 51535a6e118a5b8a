/* SPDX-License-Identifier: MIT */
/* The CHANGELOG's sections among each other: dates, order, leftovers. */
#include "policy/bench.h"

#include <string.h>

#include "base/day.h"
#include "ledger/when.h"
#include "model/version.h"

static void
add(struct bg_bench *b, size_t rule, const struct bg_section *s, const char *item,
    const struct bg_fill *fill)
{
	struct bg_finding *f = bg_bench_add(b, rule, NULL, item, fill);

	if (f)
		f->now = (struct bg_loc){b->facts->now_log->path, s->line};
}

/* ---- dates ---------------------------------------------------------------------------- */

/* A day ahead is another time zone. */
static void
judge_date(struct bg_bench *b, const struct bg_fill *filled)
{
	struct bg_fill fill = *filled;
	int64_t day;

	if (!bg_date_read(&day, NULL, b->own->date) || day <= b->facts->today + 1)
		return;
	fill.detail = bg_day_text(b->arena, day);
	fill.from = bg_day_text(b->arena, b->facts->today);
	add(b, BG_RULE_CHANGELOG_SECTION_FUTURE, b->own, NULL, &fill);
}

/* ---- order ---------------------------------------------------------------------------- */

/* Whether the file is kept with the oldest release on top. */
static bool
is_ascending(const struct bg_changelog *log, const struct bg_section *own)
{
	const struct bg_section *last = NULL;
	size_t up = 0, down = 0;

	for (size_t i = 0; i < log->nsection; i++) {
		const struct bg_section *s = &log->section[i];

		if (!s->has_version || s == own)
			continue;
		if (last && bg_version_compare(&last->version, &s->version) < 0)
			up++;
		else if (last)
			down++;
		last = s;
	}
	return up > down || (up == 0 && down == 0);
}

/* A patch of an older line may stand by its date: "1.4.9" above "2.0.0". */
static bool
stands_by_date(const struct bg_section *upper, const struct bg_section *lower)
{
	int64_t a, b;

	return bg_date_read(&a, NULL, upper->date) && bg_date_read(&b, NULL, lower->date) &&
	       a >= b;
}

/* Same words before the version: a file may tell of several products. */
static bool
same_product(const struct bg_section *a, const struct bg_section *b)
{
	size_t n = strcspn(a->title, "0123456789");

	return n == strcspn(b->title, "0123456789") && bg_same_fold(a->title, b->title, n);
}

static bool
wrong_order(const struct bg_section *upper, const struct bg_section *lower)
{
	return upper && lower && same_product(upper, lower) &&
	       bg_version_compare(&upper->version, &lower->version) < 0 &&
	       !stands_by_date(upper, lower);
}

static void
judge_order(struct bg_bench *b, const struct bg_fill *filled)
{
	const struct bg_changelog *log = b->facts->now_log;
	const struct bg_section *above = NULL, *below = NULL, *bad = NULL;
	struct bg_fill fill = *filled;

	for (size_t i = 0; i < log->nsection; i++) {
		const struct bg_section *s = &log->section[i];

		if (s->unreleased && !s->has_version && s > b->own && !bad)
			bad = s;
		if (!s->has_version || s == b->own)
			continue;
		if (s < b->own)
			above = s;
		else if (!below)
			below = s;
	}
	if (is_ascending(log, b->own))
		return;
	if (wrong_order(b->own, below))
		bad = below;
	else if (wrong_order(above, b->own))
		bad = above;
	if (!bad)
		return;
	fill.detail =
		bad->has_version ? bg_version_text(b->arena, &bad->version) : "Unreleased";
	fill.from = bad > b->own ? "above" : "below";
	add(b, BG_RULE_CHANGELOG_OUT_OF_ORDER, b->own, NULL, &fill);
}

/* ---- leftovers ----------------------------------------------------------------------------- */

/* "Nothing yet.", "None", "TBD". */
static bool
is_placeholder(const struct bg_entry *e)
{
	static const char *const word[] = {"nothing", "none", "no ", "tbd",
	                                   "n/a",     "...",  "todo"};
	const char *s = e->block->text;

	while (*s && !bg_is_word(*s) && *s != '.')
		s++;
	if (!*s || strcmp(s, ".") == 0 || (unsigned char)*s >= 0x80)
		return !*s || strlen(s) < 4;
	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
		if (bg_starts_fold(s, word[i]) && strlen(s) < 60)
			return true;
	return false;
}

static void
judge_leftovers(struct bg_bench *b, const struct bg_fill *filled)
{
	const struct bg_section *s = bg_changelog_unreleased(b->facts->now_log);
	struct bg_fill fill = *filled;
	const struct bg_entry *first = NULL;
	size_t n = 0;

	if (!s || s->has_version || !bg_version_stable(&b->facts->target->version))
		return;
	for (size_t i = 0; i < s->nentry; i++) {
		if (is_placeholder(&s->entry[i]))
			continue;
		first = first ? first : &s->entry[i];
		n++;
	}
	if (!first)
		return;
	fill.detail = n == 1 ? "1 entry" : bg_strf(b->arena, "%zu entries", n);
	fill.from = first->block->text;
	add(b, BG_RULE_CHANGELOG_LEFTOVER, s, NULL, &fill);
}

void
bg_judge_sections(struct bg_bench *b)
{
	const struct bg_facts *f = b->facts;
	struct bg_fill fill = {.file = f->now_log->path};

	bg_judge_repeated(b);
	if (!b->own)
		return;
	fill.to = bg_version_text(b->arena, &f->target->version);
	judge_date(b, &fill);
	judge_order(b, &fill);
	judge_leftovers(b, &fill);
}
