/* SPDX-License-Identifier: MIT */
/* Whether an entry says that an item is deprecated, or that it no longer is. */
#include <string.h>

#include "base/words.h"
#include "ledger/form.h"
#include "ledger/group.h"

struct reading {
	const struct bg_entry *entry;
	const struct bg_subject *subject;
	struct bg_phrase phrase;
	size_t start;  /* of the sentence, in the entry's text */
	bool reprieve; /* looking for what takes an announcement back */
};

static const char other_verbs[] =
	" add added adds new keep kept make makes require requires required ensure improve "
	"improved see note please implement implemented introduce introduced ";
static const char emitting[] =
	" emit emits emitting raise raises raising issue issues issuing trigger triggers "
	"triggering show shows log logs print prints give gives produce produces generate "
	"generates cause causes throw throws ";

/* "`A` now emits a DeprecationWarning": the verb's place, or BG_NOWHERE. */
static size_t
find_emitter(const struct bg_clause *c, size_t i)
{
	enum { FAR = 4 };

	for (size_t k = i; k-- > c->from && i - k <= FAR;)
		if (bg_clause_in(c, k, emitting))
			return k;
	return BG_NOWHERE;
}

static void
find_group(struct bg_group *out, const struct bg_clause *c, size_t i, enum bg_form form)
{
	size_t verb;

	out->n = 0;
	if (form == BG_FORM_PASSIVE)
		bg_group_before(out, c, i);
	if (form == BG_FORM_NOUN) {
		verb = find_emitter(c, i);
		if (verb != BG_NOWHERE)
			bg_group_before(out, c, verb);
	}
	if (!out->n && form != BG_FORM_PASSIVE)
		bg_group_after(out, c, i + 1, form == BG_FORM_NOUN);
	if (!out->n && form == BG_FORM_ADJECTIVE)
		bg_group_before(out, c, i);
	if (!out->n && form == BG_FORM_PASSIVE &&
	    (bg_clause_mark(c, i + 1, ":") || bg_clause_in(c, i - 1, " as ")))
		bg_group_after(out, c, i + 1, false);
}

/* Whether the owner stands where it can belong to what the sentence speaks of. */
static bool
has_owner(const struct reading *r)
{
	const char *text = r->entry->block->text;

	if (bg_word_find(r->entry->parent, strlen(r->entry->parent), r->subject->owner, 0) !=
	            BG_NOWHERE ||
	    bg_word_find(text, r->start, r->subject->owner, 0) != BG_NOWHERE)
		return true;
	for (size_t i = 0; i < r->phrase.n; i++)
		if (r->phrase.token[i].role != BG_ROLE_GONE &&
		    bg_word_find(r->phrase.token[i].s, r->phrase.token[i].n, r->subject->owner,
		                 0) != BG_NOWHERE)
			return true;
	return false;
}

static bool
has_subject(const struct reading *r, const struct bg_group *group)
{
	for (size_t i = 0; i < group->n; i++)
		switch (bg_token_mentions(&r->phrase.token[group->at[i]], r->subject)) {
		case BG_MENTION_WHOLE:
			return true;
		case BG_MENTION_LEAF:
			if (has_owner(r))
				return true;
			break;
		case BG_MENTION_NO:
			break;
		}
	return false;
}

/* The plain words that the subject consists of become names. */
static void
mark_subject(struct reading *r)
{
	for (size_t i = 0; i < r->phrase.n; i++)
		if (r->phrase.token[i].type == BG_TOKEN_WORD &&
		    bg_token_mentions(&r->phrase.token[i], r->subject) != BG_MENTION_NO)
			r->phrase.token[i].type = BG_TOKEN_NAME;
}

/* "had been deprecated", "previously deprecated": told of something that is over. */
static bool
is_past(const struct bg_clause *c, size_t i)
{
	return bg_clause_in(c, i - 1, " previously formerly ") ||
	       bg_clause_in(c, i - 2, " had ") || bg_clause_in(c, i - 3, " had ");
}

static bool
reads_form(const struct reading *r, const struct bg_clause *c, size_t i, enum bg_form form)
{
	struct bg_group group;
	bool may, denied = bg_form_denied(c, i, &may);
	bool back = denied || bg_token_begins(bg_clause_token(c, i), "un") ||
	            (form != BG_FORM_PASSIVE && bg_form_undone(c));

	if (may || back != r->reprieve)
		return false;
	if (!r->reprieve && (bg_form_settled(c, i, form) || is_past(c, i)))
		return false;
	find_group(&group, c, i, form);
	return has_subject(r, &group);
}

/* Where an entry below "Deprecated" begins to tell what is; c->to where it does not. */
static size_t
bare_start(const struct bg_clause *c)
{
	size_t verb = bg_form_verb(c);

	if (bg_form_is_removal(c, verb) || bg_clause_in(c, verb, other_verbs) ||
	    bg_form_removal(c) || bg_form_is_mending(c, c->from))
		return c->to;
	if (bg_clause_in(c, verb, " rename renames renamed move moves moved "))
		return verb + 1;
	for (size_t i = c->from; i < c->to; i++)
		if (bg_clause_in(c, i, " replaces supersedes obsoletes "))
			return i + 1;
	return c->from;
}

/* What is listed below "Deprecated", without a word of it. */
static bool
reads_bare(const struct reading *r, const struct bg_clause *c)
{
	struct bg_group group;

	bg_group_after(&group, c, bare_start(c), false);
	for (size_t k = c->from; group.n && k < group.at[0]; k++)
		if (bg_clause_in(
			    c, k,
			    " relying must should will can may is are was were has have need "
			    "needs "))
			return false;
	return has_subject(r, &group);
}

static bool
reads_clause(const struct reading *r, const struct bg_clause *c, bool bare)
{
	bool any = false;
	enum bg_form form;

	for (size_t i = c->from; i < c->to; i++) {
		form = bg_form_find(c, i, r->reprieve);
		if (form != BG_FORM_NONE && reads_form(r, c, i, form))
			return true;
		any = any || bg_token_begins(bg_clause_token(c, i), "deprecat") ||
		      bg_clause_in(c, i, " removed undeprecated undeprecate ");
	}
	return bare && !any && reads_bare(r, c);
}

/* "It has been removed." takes what other sentences of the entry say with it. */
static bool
is_epitaph(const struct bg_phrase *phrase)
{
	struct bg_clause all = {phrase, 0, phrase->n};

	return bg_clause_in(&all, 0, " it they this these both all ") && bg_form_removal(&all);
}

static bool
reads_sentence(struct reading *r, bool bare)
{
	struct bg_clause clause = {&r->phrase, 0, 0};
	bool found = false;

	mark_subject(r);
	for (size_t i = 0; i <= r->phrase.n; i++) {
		if (i < r->phrase.n && (r->phrase.token[i].type != BG_TOKEN_MARK ||
		                        r->phrase.token[i].mark != ';'))
			continue;
		clause.to = i;
		bg_phrase_roles(&r->phrase, clause.from, clause.to);
		found = found || reads_clause(r, &clause, bare);
		bare = false;
		clause.from = i + 1;
	}
	return found;
}

bool
bg_text_may_mention(const char *text, const struct bg_subject *subject)
{
	size_t stem = bg_family_stem(subject->leaf);
	const char *at = strstr(text, subject->leaf);

	if (at || !stem)
		return at != NULL && *subject->leaf;
	for (at = text; (at = strchr(at, *subject->leaf)) != NULL; at++)
		if (strncmp(at, subject->leaf, stem) == 0)
			return true;
	return false;
}

static bool
read_entry(const struct bg_entry *entry, const struct bg_subject *subject, bool reprieve)
{
	struct reading r = {.entry = entry, .subject = subject, .reprieve = reprieve};
	bool bare = !reprieve && entry->category == BG_CAT_DEPRECATED, found = false;
	const char *text = entry->block->text;

	if (!bg_text_may_mention(text, subject))
		return false;
	for (size_t at = 0; text[at]; bare = bare && !r.phrase.n) {
		r.start = at;
		at = bg_phrase_read(&r.phrase, entry->block, at);
		if (!reprieve && is_epitaph(&r.phrase))
			return false;
		found = found || reads_sentence(&r, bare);
	}
	return found;
}

bool
bg_entry_deprecates(const struct bg_entry *entry, const struct bg_subject *subject)
{
	return entry->announces && read_entry(entry, subject, false);
}

bool
bg_entry_reprieves(const struct bg_entry *entry, const struct bg_subject *subject)
{
	return entry->reprieves && read_entry(entry, subject, true);
}
