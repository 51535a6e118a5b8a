/* SPDX-License-Identifier: MIT */
/*
 * An index of words. A word is a run of ASCII letters and digits in one case. Wherever a leaf
 * or a hint is found in an entry, each of its words stands there as a whole word: names are
 * found on word boundaries only, and an id holds its leaf. So the rarest of these words leads
 * to all entries that may name the subject.
 */
#include "ledger/concordance.h"

#include <stdlib.h>

#include "base/hash.h"
#include "ledger/phrase.h"

/* Two words of one hash are taken for one: an entry is read once more then. */
struct place {
	uint64_t word;
	size_t entry;
};

struct bg_concordance {
	struct bg_arena *arena;
	BG_LIST(const struct bg_entry *) entries;
	BG_LIST(struct place) places;
	bool sorted; /* places are in order */
};

/* The entries to read: those at places from .. to - 1, or from .. to - 1 themselves. */
struct range {
	size_t from, to;
	bool all;
};

struct search {
	struct bg_concordance *c;
	const struct bg_subject *subject;
	enum bg_named named;
	size_t best; /* SIZE_MAX: none */
};

struct bg_concordance *
bg_concordance_new(struct bg_arena *arena)
{
	struct bg_concordance *c = bg_alloc(arena, sizeof(*c));

	c->arena = arena;
	return c;
}

static bool
is_letter(char c)
{
	return bg_is_alpha(c) || bg_is_digit(c);
}

/* Reads the next word of *s .. end and moves *s behind it; false when there is none. */
static bool
next_word(uint64_t *word, const char **s, const char *end)
{
	char c;

	while (*s < end && !is_letter(**s))
		++*s;
	if (*s == end)
		return false;
	*word = BG_HASH_START;
	for (; *s < end && is_letter(**s); ++*s) {
		c = bg_lower(**s);
		*word = bg_hash(*word, &c, 1);
	}
	return true;
}

static void
add_words(struct bg_concordance *c, const char *s, size_t n)
{
	struct place place = {.entry = c->entries.n - 1};

	for (const char *end = s + n; next_word(&place.word, &s, end);)
		*bg_list_add(c->arena, &c->places) = place;
}

/* A name may begin or end where a code span does: "sub`net`" has "net", and "subnet" too. */
void
bg_concordance_add(struct bg_concordance *c, const struct bg_entry *entry)
{
	const char *s = entry->block->text;
	struct bg_text text;
	size_t next;

	c->sorted = false;
	*bg_list_add(c->arena, &c->entries) = entry;
	add_words(c, s, strlen(s));
	bg_text_open(&text, entry->block);
	for (; entry->block->nspan && text.at < text.end; text.at = next) {
		bg_text_code(&text, &next);
		add_words(c, s + text.at, next - text.at);
	}
}

static int
by_word(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->word != y->word)
		return x->word < y->word ? -1 : 1;
	return (x->entry > y->entry) - (x->entry < y->entry);
}

static void
sort(struct bg_concordance *c)
{
	if (!c->sorted && c->places.n)
		qsort(c->places.v, c->places.n, sizeof(*c->places.v), by_word);
	c->sorted = true;
}

/* The first place of the word from entry on, or of what follows it. */
static size_t
find_place(const struct bg_concordance *c, uint64_t word, size_t entry)
{
	const struct place like = {word, entry};
	size_t low = 0, high = c->places.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (by_word(&c->places.v[mid], &like) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The places of the rarest word of text; all entries where it has no word. */
static struct range
find_rarest(const struct bg_concordance *c, const char *text)
{
	struct range best = {0, c->entries.n, true}, one = {0};
	const char *end = text + strlen(text);
	uint64_t word;

	while (next_word(&word, &text, end)) {
		one.from = find_place(c, word, 0);
		one.to = find_place(c, word, SIZE_MAX);
		if (one.to - one.from < best.to - best.from)
			best = one;
	}
	return best;
}

static void
read_range(struct search *s, const struct range *range)
{
	size_t at, last = SIZE_MAX;
	enum bg_named how;

	for (size_t i = range->from; i < range->to && s->named != BG_NAMED_EXACT; i++) {
		at = range->all ? i : s->c->places.v[i].entry;
		if (at == last)
			continue;
		last = at;
		how = bg_subject_named(s->subject, s->c->entries.v[at]);
		if (how > s->named || (how != BG_NAMED_NO && how == s->named && at < s->best)) {
			s->named = how;
			s->best = at;
		}
	}
}

const struct bg_entry *
bg_concordance_names(struct bg_concordance *c, const struct bg_subject *subject,
                     enum bg_named *named)
{
	struct search s = {c, subject, BG_NAMED_NO, SIZE_MAX};
	struct range leaf, other;

	sort(c);
	leaf = find_rarest(c, subject->leaf);
	read_range(&s, &leaf);
	for (size_t i = 0; i < subject->hint.n && !leaf.all; i++) {
		other = find_rarest(c, subject->hint.v[i]);
		if (*subject->hint.v[i])
			read_range(&s, &other);
	}
	*named = s.named;
	return s.best == SIZE_MAX ? NULL : c->entries.v[s.best];
}

void
bg_concordance_find(struct bg_concordance *c, struct bg_arena *arena, const char *name,
                    struct bg_entries *out)
{
	struct range range;
	size_t at, last = SIZE_MAX;

	sort(c);
	range = find_rarest(c, name);
	for (size_t i = range.from; i < range.to; i++) {
		at = range.all ? i : c->places.v[i].entry;
		if (at != last)
			*bg_list_add(arena, out) = c->entries.v[at];
		last = at;
	}
}
