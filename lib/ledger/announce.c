/* SPDX-License-Identifier: MIT */
/* Whether an entry says that an item is deprecated, or that it no longer is. */
#include <string.h>

#include "base/words.h"
#include "ledger/group.h"

/* How a clause speaks of deprecation at one word. */
enum form {
	FORM_NONE,
	FORM_ACTIVE,    /* "deprecate `A`" */
	FORM_PASSIVE,   /* "`A` is deprecated", "`A` will be removed" */
	FORM_ADJECTIVE, /* "deprecated `A`", "the deprecated `A`", "(deprecated)" */
	FORM_NOUN       /* "deprecation of `A`", "a DeprecationWarning for `A`" */
};

struct reading {
	const struct bg_entry *entry;
	const struct bg_subject *subject;
	struct bg_phrase phrase;
	size_t start;  /* of the sentence, in the entry's text */
	bool reprieve; /* looking for what takes an announcement back */
};

static const char removing[] = " remove removes removed removing removal removals drop drops "
			       "dropped dropping delete deletes deleted deleting purge purged ";
static const char mending[] =
	" fix fixes fixed fixing silence silenced suppress suppressed avoid avoided ignore ignored "
	"filter resolve resolved address addressed clean cleaned update updated upgrade upgraded "
	"replace replaced replaces stop stopped migrate migrated switch switched refactor "
	"refactored bump bumped rewrite rework move moved port ported convert converted get got "
	"eliminate eliminated allow support supported hide hidden clarify clarified change changes "
	"changed changing improve improves improved improving ";
static const char other_verbs[] = " add added adds new keep kept make makes require requires required "
				  "ensure improve improved see note please implement "
				  "implemented introduce introduced ";
static const char undoing[] = " revert reverts reverted withdraw withdrawn withdrew cancel cancels "
			      "cancelled canceled undo undoes undone undid lift lifted rescind "
			      "rescinded retract retracted reversed rolled taken called dropped ";
static const char emitting[] = " emit emits emitting raise raises raising issue issues issuing trigger "
			       "triggers triggering show shows log logs print prints give gives "
			       "produce produces generate generates cause causes throw throws ";

static bool
is_in(const struct bg_clause *c, size_t i, const char *list)
{
	return bg_token_in(bg_clause_token(c, i), list);
}

static bool
is_mark(const struct bg_clause *c, size_t i, const char *marks)
{
	const struct bg_token *t = bg_clause_token(c, i);

	return t->type == BG_TOKEN_MARK && t->mark && strchr(marks, t->mark);
}

/* The first word behind a scope, a label or an issue's number: "core: ", "#12 - ". */
static size_t
main_word(const struct bg_clause *c)
{
	enum { FAR = 6 };
	size_t at = c->from;

	for (size_t i = c->from; i < c->to && i - c->from < FAR; i++)
		if (is_mark(c, i, ":-]"))
			at = i + 1;
	while (at < c->to && (is_in(c, at, " the a an also we now finally ") ||
	                      bg_clause_token(c, at)->type == BG_TOKEN_MARK))
		at++;
	return at;
}

/* "has been removed", "is now dropped"; not "will be removed". */
static bool
tells_removal(const struct bg_clause *c)
{
	size_t k;

	for (size_t i = c->from; i < c->to; i++) {
		if (!is_in(c, i, " removed dropped deleted "))
			continue;
		k = i;
		while (k > c->from && is_in(c, k - 1, " now also finally fully completely "
		                                      "entirely therefore already "))
			k--;
		if (is_in(c, k - 1, " been is are was were has have got and "))
			return !is_in(c, k - 1, " and ") || !is_in(c, k - 2, " be ");
	}
	return false;
}

/* "no longer available": gone already, whatever else is said. */
static bool
tells_absence(const struct bg_clause *c)
{
	for (size_t i = c->from; i + 2 < c->to; i++)
		if (is_in(c, i, " no ") && is_in(c, i + 1, " longer ") &&
		    is_in(c, i + 2, " supported available accepted works work exists exist "
		                    "recognised recognized read honoured honored possible "))
			return true;
	return false;
}

/* Whether the words before token i deny it, or only consider it. */
static bool
is_denied(const struct bg_clause *c, size_t i, bool *may)
{
	enum { FAR = 5 };

	*may = false;
	for (size_t k = i, n = 0; k-- > c->from && n < FAR; n++) {
		if (is_in(c, k, " may might could would considering planning instead rather "
		                "whether if unless before "))
			*may = true;
		if (is_mark(c, k, "'") && is_in(c, k - 1, " isn aren wasn weren won hasn haven doesn "))
			return true;
		if (is_in(c, k, " not never no nor without non un undo ") &&
		    !is_in(c, k + 1, " only "))
			return true;
		if (is_in(c, k, " and but ") || is_mark(c, k, ",;:()") ||
		    bg_clause_token(c, k)->type == BG_TOKEN_NAME)
			break;
	}
	return false;
}

static bool
is_undone(const struct bg_clause *c)
{
	for (size_t i = c->from; i < c->to; i++)
		if (is_in(c, i, undoing))
			return true;
	return false;
}

/* "be removed" behind "will"; for a reprieve also behind "will not", "won't". */
static bool
is_future_removal(const struct bg_clause *c, size_t i, bool reprieve)
{
	enum { FAR = 5 };

	if (!is_in(c, i, " removed ") || !is_in(c, i - 1, " be "))
		return false;
	if (!reprieve)
		return is_in(c, i - 2, " will ");
	for (size_t k = i; k-- > c->from && i - k <= FAR;)
		if (is_in(c, k, " will won "))
			return true;
	return false;
}

static enum form
read_participle(const struct bg_clause *c, size_t i)
{
	size_t k = i;
	const struct bg_token *before;

	while (is_in(c, k - 1, " officially formally now also soft hereby both all already "))
		k--;
	if (k == c->from)
		return FORM_ADJECTIVE;
	before = bg_clause_token(c, k - 1);
	if (is_in(c, k - 1, " is are was were be been being as considered marked declared "
	                    "becomes become became long "))
		return FORM_PASSIVE;
	if (is_in(c, k - 1, " the a an its this these those our any all of both and or "))
		return FORM_ADJECTIVE;
	if (before->type == BG_TOKEN_NAME || bg_token_is_filler(before) || is_mark(c, k - 1, ")"))
		return FORM_PASSIVE;
	return FORM_ADJECTIVE;
}

/* "deprecation policy" and the like speak of no item. */
static enum form
read_noun(const struct bg_clause *c, size_t i)
{
	return is_in(c, i + 1, " policy policies period periods cycle cycles process timeline plan "
	                       "guide schedule docs documentation ") ? FORM_NONE : FORM_NOUN;
}

static enum form
find_form(const struct bg_clause *c, size_t i, bool reprieve)
{
	const struct bg_token *t = bg_clause_token(c, i);

	if (t->type == BG_TOKEN_MARK)
		return FORM_NONE;
	if (t->type == BG_TOKEN_NAME)
		return bg_token_begins(t, "deprecationw") ? FORM_NOUN : FORM_NONE;
	if (is_future_removal(c, i, reprieve))
		return FORM_PASSIVE;
	if (bg_token_begins(t, "un") && reprieve) {
		if (bg_token_in(t, " undeprecated un-deprecated "))
			return read_participle(c, i);
		return bg_token_begins(t, "undeprecat") || bg_token_begins(t, "un-deprecat") ?
		               FORM_ACTIVE : FORM_NONE;
	}
	if (!bg_token_begins(t, "deprecat"))
		return FORM_NONE;
	if (bg_token_begins(t, "deprecation"))
		return read_noun(c, i);
	if (bg_token_begins(t, "deprecated"))
		return is_in(c, i - 1, " have has ") ? FORM_ACTIVE : read_participle(c, i);
	return FORM_ACTIVE;
}

/* "… removes support for the deprecated": what is done to the thing before it is called so. */
static bool
is_governed(const struct bg_clause *c, size_t i)
{
	enum { FAR = 7 };

	for (size_t k = i; k-- > c->from && i - k <= FAR;) {
		if (is_in(c, k, removing) || is_in(c, k, mending))
			return true;
		if (!is_in(c, k, " the a an of for support usage usages use uses using old all "
		                 "any remaining last long now instance instances every need "))
			return false;
	}
	return false;
}

/* Whether the sentence's main verb leaves nothing to announce but "deprecate". */
static bool
is_settled(const struct bg_clause *c, size_t i, enum form form)
{
	size_t verb = main_word(c);

	if (form == FORM_ACTIVE)
		return false;
	if (is_in(c, verb, removing) || tells_removal(c))
		return true;
	if (form == FORM_PASSIVE)
		return false;
	return is_in(c, verb, mending) || tells_absence(c) || is_governed(c, i);
}

/* "`A` now emits a DeprecationWarning": the verb's place, or BG_NOWHERE. */
static size_t
find_emitter(const struct bg_clause *c, size_t i)
{
	enum { FAR = 4 };

	for (size_t k = i; k-- > c->from && i - k <= FAR;)
		if (is_in(c, k, emitting))
			return k;
	return BG_NOWHERE;
}

static void
find_group(struct bg_group *out, const struct bg_clause *c, size_t i, enum form form)
{
	size_t verb;

	out->n = 0;
	if (form == FORM_PASSIVE)
		bg_group_before(out, c, i);
	if (form == FORM_NOUN) {
		verb = find_emitter(c, i);
		if (verb != BG_NOWHERE)
			bg_group_before(out, c, verb);
	}
	if (!out->n && form != FORM_PASSIVE)
		bg_group_after(out, c, i + 1, form == FORM_NOUN);
	if (!out->n && form == FORM_ADJECTIVE)
		bg_group_before(out, c, i);
	if (!out->n && form == FORM_PASSIVE && (is_mark(c, i + 1, ":") || is_in(c, i - 1, " as ")))
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

static bool
reads_form(const struct reading *r, const struct bg_clause *c, size_t i, enum form form)
{
	struct bg_group group;
	bool may, denied = is_denied(c, i, &may);
	bool back = denied || bg_token_begins(bg_clause_token(c, i), "un") ||
		    (form != FORM_PASSIVE && is_undone(c));

	if (may || back != r->reprieve)
		return false;
	if (!r->reprieve && (is_settled(c, i, form) || is_in(c, i - 3, " had ") ||
	                     is_in(c, i - 2, " had ") || is_in(c, i - 1, " previously formerly ")))
		return false;
	find_group(&group, c, i, form);
	return has_subject(r, &group);
}

static bool
reads_clause(const struct reading *r, const struct bg_clause *c, bool bare)
{
	struct bg_group group;
	bool any = false;
	enum form form;

	for (size_t i = c->from; i < c->to; i++) {
		form = find_form(c, i, r->reprieve);
		if (form != FORM_NONE && reads_form(r, c, i, form))
			return true;
		any = any || bg_token_begins(bg_clause_token(c, i), "deprecat") ||
		      is_in(c, i, " removed undeprecated undeprecate ");
	}
	if (any || !bare || is_in(c, main_word(c), removing) || is_in(c, main_word(c), mending) ||
	    is_in(c, main_word(c), other_verbs) || tells_removal(c))
		return false;
	bg_group_after(&group, c, c->from, false);
	for (size_t k = c->from; group.n && k < group.at[0]; k++)
		if (is_in(c, k, " relying must should will can may is are was were has have need "
		                "needs "))
			return false;
	return has_subject(r, &group);
}

/* "It has been removed." takes what other sentences of the entry say with it. */
static bool
is_epitaph(const struct bg_phrase *phrase)
{
	struct bg_clause all = {phrase, 0, phrase->n};

	return is_in(&all, 0, " it they this these both all ") && tells_removal(&all);
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

/* Whether the text holds what the subject's exact name needs at least. */
static bool
may_name(const char *text, const struct bg_subject *subject)
{
	size_t stem = bg_family_stem(subject->leaf);
	const char *at = strstr(text, subject->leaf);

	if (at || !stem)
		return at != NULL;
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

	if (!*subject->leaf || !may_name(text, subject))
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
