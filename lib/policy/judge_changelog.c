/* SPDX-License-Identifier: MIT */
/* The CHANGELOG itself: its section, its claims, its history. */
#include "policy/bench.h"

#include <string.h>

#include "model/version.h"

static struct bg_finding *
add(struct bg_bench *b, size_t rule, const char *item, unsigned line,
    const struct bg_fill *fill)
{
	struct bg_finding *f = bg_bench_add(b, rule, NULL, item, fill);

	if (f)
		f->now = (struct bg_loc){b->facts->now_log->path, line};
	return f;
}

/* ---- the release's section --------------------------------------------------------- */

static bool
dated(const struct bg_section *s)
{
	return *s->date && strpbrk(s->date, "0123456789");
}

static void
judge_section(struct bg_bench *b)
{
	const struct bg_facts *f = b->facts;
	const struct bg_version *v = &f->target->version;
	struct bg_fill fill = {.file = f->now_log->path, .detail = f->target->date};

	fill.to = bg_version_text(b->arena, v);
	if (!b->own) {
		if (bg_version_stable(v) || !b->notes.n)
			add(b, BG_RULE_CHANGELOG_SECTION_MISSING, NULL, 0, &fill);
		return;
	}
	if (!b->own->nentry)
		add(b, BG_RULE_CHANGELOG_SECTION_EMPTY, NULL, b->own->line, &fill);
	if (!dated(b->own))
		add(b, BG_RULE_CHANGELOG_SECTION_UNDATED, NULL, b->own->line, &fill);
}

static void
judge_migration(struct bg_bench *b)
{
	struct bg_fill fill = {.file = b->facts->now_log->path};

	if (!b->breaks)
		return;
	for (size_t i = 0; i < b->notes.n; i++)
		if (b->notes.v[i]->migration)
			return;
	add(b, BG_RULE_CHANGELOG_MIGRATION_MISSING, NULL, b->own ? b->own->line : 0, &fill);
}

/* ---- claims ---------------------------------------------------------------------------- */

static bool
says_removed(const struct bg_entry *e)
{
	static const char *const verbs[] = {"removed ", "remove ", "removes ", "dropped ",
	                                    "drop "};

	if (e->category == BG_CAT_REMOVED)
		return true;
	if (e->category == BG_CAT_FIXED || e->category == BG_CAT_ADDED)
		return false;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (bg_starts_fold(e->block->text, verbs[i]))
			return true;
	return false;
}

/* Whether what stands between two names only lists them: "`A`, `B` and `C`". */
static bool
joins_names(const char *text, size_t from, size_t to)
{
	size_t n = to - from;
	const char *p = text + from;

	return (n == 2 && memcmp(p, ", ", 2) == 0) || (n == 5 && memcmp(p, " and ", 5) == 0) ||
	       (n == 6 && memcmp(p, ", and ", 6) == 0) || (n == 3 && memcmp(p, " / ", 3) == 0);
}

/* Whether the words before the first name say no more than that it was removed. */
static bool
plain_start(const char *text, size_t n)
{
	static const char *const words[] = {
		"removed",    "remove",    "removes",     "dropped",   "drop",     "the",
		"deprecated", "obsolete",  "unused",      "legacy",    "command",  "commands",
		"variable",   "variables", "environment", "env",       "key",      "keys",
		"setting",    "settings",  "option",      "options",   "flag",     "flags",
		"support",    "for",       "management",  "scheduled", "schedule", "value",
		"task",       "old"};
	size_t len, i;

	while (n) {
		len = 0;
		while (len < n && text[len] != ' ')
			len++;
		for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (strlen(words[i]) == len && bg_same_fold(text, words[i], len))
				break;
		if (len && i == sizeof(words) / sizeof(words[0]))
			return false;
		text += len < n ? len + 1 : len;
		n -= len < n ? len + 1 : len;
	}
	return true;
}

/* Whether the words behind the last name leave it the thing that was removed. */
static bool
plain_end(const char *text)
{
	static const char *const nouns[] = {
		" command", " environment", " env ",   " variable",     " key",
		" setting", " option",      " flag",   " from ",        " (",
		" task",    " schedule ",   " which ", " that ",        " because ",
		" as ",     " since ",      " - ",     " \xE2\x80\x94 "};

	if (!*text || strchr(".,;:)", *text))
		return true;
	for (size_t i = 0; i < sizeof(nouns) / sizeof(nouns[0]); i++)
		if (bg_starts(text, nouns[i]))
			return true;
	return false;
}

/* "`server`: `port`", "`f`: the `x` parameter": the name only says where the next one belongs. */
static bool
leads_to(const struct bg_md_block *block, size_t end, size_t next)
{
	static const char parts[] =
		" the a its their parameter argument keyword key flag option "
		"field value choice member method parameters arguments "
		"keys flags options fields values choices members methods ";
	const char *at = block->text + end + 1, *to = block->text + block->span[next].from;
	const char *word;
	size_t n;

	if (block->text[end] != ':' || block->span[next].type != BG_MD_CODE)
		return false;
	for (; at < to; at += n + (at[n] == ' ')) {
		n = strcspn(at, " `");
		if (!n)
			continue;
		for (word = strstr(parts, " "); word; word = strchr(word + 1, ' '))
			if (strncmp(word + 1, at, n) == 0 && word[n + 1] == ' ')
				break;
		if (!word)
			return false;
	}
	return true;
}

static const struct bg_item *
still_there(const struct bg_bench *b, const char *name, const char **surface)
{
	for (size_t i = 0; i < b->facts->sides->n; i++) {
		const struct bg_harvest *h = &b->facts->sides->now[i];
		const struct bg_item *item = bg_harvest_find(h, NULL, name);

		if (!item || h->spec->kind->late)
			continue;
		*surface = h->spec->id;
		return item;
	}
	return NULL;
}

static void
judge_claim(struct bg_bench *b, const struct bg_entry *e)
{
	const struct bg_md_block *block = e->block;
	struct bg_fill fill = {.file = b->facts->now_log->path, .detail = block->text};
	size_t i, first, end = 0;
	const char *surface = NULL, *name;
	struct bg_finding *f;

	for (first = 0; first < block->nspan && block->span[first].type != BG_MD_CODE; first++)
		;
	if (first == block->nspan || !plain_start(block->text, block->span[first].from))
		return;
	for (i = first; i < block->nspan; i++) {
		if (block->span[i].type != BG_MD_CODE)
			continue;
		if (i > first && !joins_names(block->text, end, block->span[i].from))
			break;
		end = block->span[i].to;
	}
	if (!plain_end(block->text + end) || (i < block->nspan && leads_to(block, end, i)))
		return;
	for (i = first; i < block->nspan && block->span[i].to <= end; i++) {
		name = bg_strndup(b->arena, block->text + block->span[i].from,
		                  block->span[i].to - block->span[i].from);
		fill.item = name;
		if (block->span[i].type != BG_MD_CODE || !still_there(b, name, &surface))
			continue;
		f = bg_bench_add(b, BG_RULE_CHANGELOG_CLAIMS_TOO_MUCH, surface, name, &fill);
		if (f)
			f->now = (struct bg_loc){fill.file, block->line};
	}
}

static void
judge_claims(struct bg_bench *b)
{
	for (size_t i = 0; i < b->notes.n; i++) {
		const struct bg_section *s = b->notes.v[i];

		for (size_t e = 0; e < s->nentry; e++)
			if (says_removed(&s->entry[e]) &&
			    !bg_changelog_has(b->facts->was_log, s->entry[e].key))
				judge_claim(b, &s->entry[e]);
	}
}

/* ---- released sections stay as they are ------------------------------------------------------ */

/* How many entries one section has and the other has not. */
static size_t
missing_keys(struct bg_arena *arena, const struct bg_section *of, const struct bg_section *in)
{
	struct bg_strings keys = {0};
	size_t n = 0;

	for (size_t i = 0; i < in->nentry; i++)
		bg_strings_add(arena, &keys, in->entry[i].key);
	bg_strings_sort(&keys);
	for (size_t i = 0; i < of->nentry; i++)
		n += !bg_strings_has(&keys, of->entry[i].key);
	return n;
}

/* As most released sections are: told without sorting. */
static bool
same_keys(const struct bg_section *a, const struct bg_section *b)
{
	if (a->nentry != b->nentry)
		return false;
	for (size_t i = 0; i < a->nentry; i++)
		if (strcmp(a->entry[i].key, b->entry[i].key) != 0)
			return false;
	return true;
}

static void
judge_history(struct bg_bench *b)
{
	const struct bg_facts *f = b->facts;
	const struct bg_section *was, *now;
	struct bg_fill fill = {.file = f->now_log->path};
	size_t gone, came;

	for (size_t i = 0; f->base && f->base->has_version && i < f->was_log->nsection; i++) {
		was = &f->was_log->section[i];
		if (!was->has_version ||
		    bg_version_compare(&was->version, &f->base->version) > 0)
			continue;
		now = bg_changelog_find(f->now_log, &was->version);
		if (!now || bg_changelog_find(f->was_log, &was->version) != was)
			continue;
		if (same_keys(was, now))
			continue;
		gone = missing_keys(b->arena, was, now);
		came = missing_keys(b->arena, now, was);
		if (!gone && !came)
			continue;
		fill.item = bg_version_text(b->arena, &was->version);
		fill.detail = bg_strf(b->arena, "%zu %s gone, %zu new", gone,
		                      gone == 1 ? "entry" : "entries", came);
		add(b, BG_RULE_CHANGELOG_HISTORY_EDITED, fill.item, now->line, &fill);
	}
}

void
bg_judge_changelog(struct bg_bench *b)
{
	const struct bg_facts *f = b->facts;
	struct bg_fill fill = {.file = f->now_log->path};

	if (!f->now_log->present) {
		add(b, BG_RULE_CHANGELOG_MISSING, NULL, 0, &fill);
		return;
	}
	if (f->target->has_version) {
		judge_section(b);
		bg_judge_links(b);
	}
	bg_judge_sections(b);
	judge_migration(b);
	judge_claims(b);
	judge_history(b);
}
