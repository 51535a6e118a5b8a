/* SPDX-License-Identifier: MIT */
/* Whether an entry names an item: exactly, indirectly, or not. */
#include "ledger/naming.h"

#include <string.h>

#include "base/words.h"
#include "ledger/phrase.h"

/* A stretch of an entry's text: one code span, or what stands between two. */
struct stretch {
	const char *s;
	size_t n;
	bool code;
};

/* How well one stretch, or the whole entry, speaks of a leaf. */
enum hit {
	HIT_NONE,
	HIT_LOOSE, /* one of its members, or the same name somewhere else */
	HIT_PLAIN, /* a common word in prose */
	HIT_LEAF,  /* the leaf itself, but its owner has to be there too */
	HIT_WHOLE  /* with its owner */
};

/* Reads the next stretch; false at the text's end. */
static bool
next_stretch(struct stretch *out, struct bg_text *text)
{
	size_t next;

	if (text->at >= text->end)
		return false;
	out->s = text->block->text + text->at;
	out->code = bg_text_code(text, &next) != NULL;
	out->n = next - text->at;
	text->at = next;
	return true;
}

static bool
is_quote(char c)
{
	return c == '"' || c == '\'';
}

/* What one occurrence at offset at says. */
static enum hit
weigh(const struct stretch *t, size_t at, const struct bg_subject *subject)
{
	size_t n = strlen(subject->leaf), owner = subject->owner ? strlen(subject->owner) : 0;
	bool joined = false, quoted;
	char before = at ? t->s[at - 1] : ' ';

	if (!bg_path_fits(t->s, at, subject, &joined) || bg_path_goes_on(t->s, t->n, at + n))
		return HIT_LOOSE;
	if (owner && at > owner && strchr("(= ", before) &&
	    memcmp(t->s + at - owner - 1, subject->owner, owner) == 0 &&
	    (before != ' ' || *subject->leaf == '-'))
		joined = true;
	if (joined)
		return HIT_WHOLE;
	quoted = is_quote(before) && at + n < t->n && is_quote(t->s[at + n]);
	if (bg_is_plain_word(subject->leaf) && !t->code && !quoted)
		return HIT_PLAIN;
	return owner ? HIT_LEAF : HIT_WHOLE;
}

/* A family is named by "NAME_*" and by any of its members. */
static enum hit
weigh_family(const struct stretch *t, size_t stem, const struct bg_subject *subject)
{
	char before;

	for (size_t i = 0; i + stem < t->n; i++) {
		before = i ? t->s[i - 1] : ' ';
		if (memcmp(t->s + i, subject->leaf, stem) != 0 || bg_is_word(before) ||
		    before == '-')
			continue;
		if (bg_is_word(t->s[i + stem]) ||
		    bg_is_placeholder(t->s + i + stem, t->n - i - stem))
			return HIT_WHOLE;
	}
	return HIT_NONE;
}

static enum hit
weigh_stretch(const struct stretch *t, const struct bg_subject *subject)
{
	enum hit best = HIT_NONE, hit;
	size_t at = bg_word_find(t->s, t->n, subject->id, 0), n = strlen(subject->id);

	if (bg_family_stem(subject->leaf))
		return weigh_family(t, bg_family_stem(subject->leaf), subject);
	for (; at != BG_NOWHERE; at = bg_word_find(t->s, t->n, subject->id, at + 1))
		if ((t->code || !bg_is_plain_word(subject->id)) &&
		    !bg_path_goes_on(t->s, t->n, at + n) && !(at && t->s[at - 1] == '.'))
			return HIT_WHOLE;
	for (at = 0; (at = bg_word_find(t->s, t->n, subject->leaf, at)) != BG_NOWHERE; at++) {
		hit = weigh(t, at, subject);
		if (hit > best)
			best = hit;
	}
	return best;
}

/* Whether the entry, or the one it is nested in, names the owner. */
static bool
has_owner(const struct bg_entry *entry, const struct bg_subject *subject)
{
	struct bg_text text;
	struct stretch t;

	if (bg_owner_stands(entry->parent, strlen(entry->parent), subject))
		return true;
	for (bg_text_open(&text, entry->block); next_stretch(&t, &text);)
		if (bg_owner_stands(t.s, t.n, subject))
			return true;
	return false;
}

static char
fold(char c)
{
	return c == '_' || c == '-' ? ' ' : bg_lower(c);
}

/*
 * Finds a word in any case, "activity_tracker" as "Activity tracker" too; not inside
 * another name: REDIS_HOST does not say "redis".
 */
static bool
says(const char *text, const char *word)
{
	size_t n = strlen(word), k;

	for (const char *s = text; n && *s; s++) {
		if (s > text && bg_is_name(s[-1]))
			continue;
		for (k = 0; k < n && s[k] && fold(s[k]) == fold(word[k]);)
			k++;
		if (k == n && !bg_is_name(s[k]))
			return true;
	}
	return false;
}

static enum bg_named
name_indirectly(const struct bg_subject *subject, const char *text, enum hit hit)
{
	if (hit != HIT_NONE && hit != HIT_LOOSE && subject->module &&
	    says(text, subject->module))
		return BG_NAMED_INDIRECT;
	for (size_t i = 0; hit == HIT_LEAF && i < subject->place.n; i++)
		if (says(text, subject->place.v[i]))
			return BG_NAMED_INDIRECT;
	if (hit == HIT_LOOSE && !subject->owner && !bg_is_plain_word(subject->leaf))
		return BG_NAMED_INDIRECT;
	for (size_t i = 0; i < subject->hint.n; i++)
		if (says(text, subject->hint.v[i]))
			return BG_NAMED_INDIRECT;
	return BG_NAMED_NO;
}

enum bg_named
bg_subject_named(const struct bg_subject *subject, const struct bg_entry *entry)
{
	enum hit best = HIT_NONE, hit;
	struct bg_text text;
	struct stretch t;

	if (!*subject->leaf)
		return BG_NAMED_NO;
	bg_text_open(&text, entry->block);
	while (best != HIT_WHOLE && next_stretch(&t, &text)) {
		hit = weigh_stretch(&t, subject);
		if (hit > best)
			best = hit;
	}
	if (best == HIT_WHOLE)
		return BG_NAMED_EXACT;
	if (best == HIT_LEAF && has_owner(entry, subject))
		return BG_NAMED_EXACT;
	return name_indirectly(subject, entry->block->text, best);
}
