/* SPDX-License-Identifier: MIT */
/* Whether an entry says that an item is deprecated, or that it no longer is. */
#include <string.h>

#include "base/words.h"
#include "ledger/form.h"
#include "ledger/group.h"

struct reading {
	const struct bg_subject *subject;
	struct bg_phrase phrase;
	bool owned;    /* the owner stands in the parent's text or in an earlier sentence */
	bool renamed;  /* a clause before told that the subject has a new name */
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
is_owned(const struct reading *r)
{
	const struct bg_token *t = r->phrase.token;

	if (r->owned)
		return true;
	for (size_t i = 0; i < r->phrase.n; i++)
		if (t[i].role != BG_ROLE_GONE && bg_owner_stands(t[i].s, t[i].n, r->subject))
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
			if (is_owned(r))
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
	if (form == BG_FORM_PASSIVE && r->renamed && bg_group_is_old_name(c, i))
		return true;
	find_group(&group, c, i, form);
	return has_subject(r, &group);
}

/* "Renamed `A` to `B`", "`A` has moved to `B`": A is "the old name" from here on. */
static bool
tells_new_name(const struct reading *r, const struct bg_clause *c)
{
	struct bg_group one = {.n = 1};
	bool verb = false;

	for (size_t i = c->from; i < c->to; i++)
		verb = verb || bg_token_begins(bg_clause_token(c, i), "renam") ||
		       bg_clause_in(c, i, " moved move ");
	for (one.at[0] = c->from; verb && one.at[0] < c->to; one.at[0]++)
		if (bg_clause_name(c, one.at[0]))
			return bg_clause_role(c, one.at[0]) == BG_ROLE_FREE &&
			       has_subject(r, &one);
	return false;
}

/* Behind "use `B` instead of", where the old name stands; c->from where that is not said. */
static size_t
behind_instead(const struct bg_clause *c, size_t verb)
{
	for (size_t i = verb; i < c->to; i++) {
		if (bg_clause_in(c, i, " instead ") && bg_clause_in(c, i + 1, " of "))
			return i + 2;
		if (bg_clause_in(c, i, " rather ") && bg_clause_in(c, i + 1, " than "))
			return i + 2;
	}
	return c->from;
}

/* "Support for `A`" tells of A, "support `A`" of what is new. */
static bool
is_noun_of(const struct bg_clause *c, size_t i)
{
	return bg_clause_in(c, i, " support ") && bg_clause_in(c, i + 1, " for of ");
}

/* Where an entry below "Deprecated" begins to tell what is; c->to where it does not. */
static size_t
bare_start(const struct bg_clause *c)
{
	size_t verb = bg_form_verb(c);

	for (size_t i = verb; i < c->to && bg_clause_in(c, verb, " kept "); i++)
		if (bg_clause_in(c, i, " until till "))
			return c->from;
	if (bg_form_is_removal(c, verb) || bg_clause_in(c, verb, other_verbs) ||
	    bg_form_removal(c) || (bg_form_is_mending(c, c->from) && !is_noun_of(c, c->from)))
		return c->to;
	if (bg_clause_in(c, verb, " rename renames renamed move moves moved "))
		return verb + 1;
	for (size_t i = c->from; i < c->to; i++) {
		if (bg_clause_in(c, i, " replaces supersedes obsoletes "))
			return i + 1;
		if (bg_clause_in(c, i, " formerly previously ") && bg_clause_name(c, i + 1))
			return i + 1;
		if (bg_clause_in(c, i, " renamed moved ") && bg_clause_in(c, i + 1, " from "))
			return i + 2;
	}
	return bg_clause_in(c, verb, " use prefer ") ? behind_instead(c, verb) : c->from;
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
		r->renamed = r->renamed || tells_new_name(r, &clause);
		bare = false;
		clause.from = i + 1;
	}
	return found;
}

static bool
read_entry(const struct bg_entry *entry, const struct bg_subject *subject, bool reprieve)
{
	struct reading r = {.subject = subject, .reprieve = reprieve};
	bool bare = !reprieve && entry->category == BG_CAT_DEPRECATED, found = false;
	const char *text = entry->block->text;
	struct bg_text at;
	size_t start = 0;

	if (!bg_text_may_mention(text, subject))
		return false;
	r.owned = bg_owner_stands(entry->parent, strlen(entry->parent), subject);
	for (bg_text_open(&at, entry->block); bg_phrase_read(&r.phrase, &at); start = at.at) {
		if (!reprieve && is_epitaph(&r.phrase))
			return false;
		found = found || reads_sentence(&r, bare);
		bare = bare && !r.phrase.n;
		r.owned = r.owned || bg_owner_stands(text + start, at.at - start, subject);
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
