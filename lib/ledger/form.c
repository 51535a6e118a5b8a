/* SPDX-License-Identifier: MIT */
/* How a clause speaks of deprecation: verb, adjective or noun, denied or already settled. */
#include "ledger/form.h"

#include <string.h>

#include "base/words.h"

static const char removing[] =
	" remove removes removed removing removal removals drop drops dropped dropping "
	"delete deletes deleted deleting purge purged ";
static const char mending[] =
	" fix fixes fixed fixing silence silenced suppress suppressed avoid avoided ignore "
	"ignored filter resolve resolved address addressed clean cleaned update updated "
	"upgrade upgraded replace replaced stop stopped migrate migrated switch switched "
	"refactor refactored bump bumped rewrite rework move moved port ported convert "
	"converted get got eliminate eliminated allow support supported hide hidden clarify "
	"clarified change changes changed changing improve improves improved improving ";
static const char undoing[] =
	" revert reverts reverted withdraw withdrawn withdrew cancel cancels cancelled "
	"canceled undo undoes undone undid lift lifted rescind rescinded retract retracted "
	"reversed ";

size_t
bg_form_verb(const struct bg_clause *c)
{
	enum { FAR = 6 };
	size_t at = c->from;

	for (size_t i = c->from; i < c->to && i - c->from < FAR; i++)
		if (bg_clause_mark(c, i, ":-]"))
			at = i + 1;
	while (at < c->to && (bg_clause_in(c, at, " the a an also we now finally ") ||
	                      bg_clause_token(c, at)->type == BG_TOKEN_MARK))
		at++;
	return at;
}

bool
bg_form_removal(const struct bg_clause *c)
{
	size_t k;

	for (size_t i = c->from; i < c->to; i++) {
		if (!bg_clause_in(c, i, " removed dropped deleted "))
			continue;
		k = i;
		while (k > c->from && bg_clause_in(c, k - 1,
		                                   " now also finally fully completely "
		                                   "entirely therefore already "))
			k--;
		if (bg_clause_in(c, k - 1, " been is are was were has have got and "))
			return !bg_clause_in(c, k - 1, " and ") ||
			       !bg_clause_in(c, k - 2, " be ");
	}
	return false;
}

/* "no longer available": gone already, whatever else is said. */
static bool
tells_absence(const struct bg_clause *c)
{
	for (size_t i = c->from; i + 2 < c->to; i++)
		if (bg_clause_in(c, i, " no ") && bg_clause_in(c, i + 1, " longer ") &&
		    bg_clause_in(c, i + 2,
		                 " supported available accepted works work exists exist "
		                 "recognised recognized read honoured honored possible "))
			return true;
	return false;
}

bool
bg_form_denied(const struct bg_clause *c, size_t i, bool *may)
{
	enum { FAR = 5 };

	*may = false;
	for (size_t k = i, n = 0; k-- > c->from && n < FAR; n++) {
		if (bg_clause_in(
			    c, k,
			    " may might could would considering planning whether if unless "
			    "before ") ||
		    (bg_clause_in(c, i, " deprecating ") &&
		     bg_clause_in(c, k, " instead rather ")))
			*may = true;
		if (bg_clause_mark(c, k, "'") &&
		    bg_clause_in(c, k - 1, " isn aren wasn weren won hasn haven doesn "))
			return true;
		if (bg_clause_in(c, k, " not never no nor without non un undo ") &&
		    !bg_clause_in(c, k + 1, " only "))
			return true;
		if (bg_clause_in(c, k, " and but ") || bg_clause_mark(c, k, ",;:()") ||
		    bg_clause_token(c, k)->type == BG_TOKEN_NAME)
			break;
	}
	return false;
}

bool
bg_form_undone(const struct bg_clause *c)
{
	for (size_t i = c->from; i < c->to; i++)
		if (bg_clause_in(c, i, undoing) ||
		    (bg_clause_in(c, i, " rolled taken called ") &&
		     bg_clause_in(c, i + 1, " back off ")))
			return true;
	return false;
}

/* "be removed" behind "will"; for a reprieve also behind "will not", "won't". */
static bool
is_future_removal(const struct bg_clause *c, size_t i, bool reprieve)
{
	enum { FAR = 5 };

	if (!bg_clause_in(c, i, " removed ") || !bg_clause_in(c, i - 1, " be "))
		return false;
	if (!reprieve)
		return bg_clause_in(c, i - 2, " will ");
	for (size_t k = i; k-- > c->from && i - k <= FAR;)
		if (bg_clause_in(c, k, " will won "))
			return true;
	return false;
}

static enum bg_form
read_participle(const struct bg_clause *c, size_t i)
{
	size_t k = i;
	const struct bg_token *before;

	while (bg_clause_in(c, k - 1,
	                    " officially formally now also soft hereby both all already "))
		k--;
	if (k == c->from)
		return BG_FORM_ADJECTIVE;
	before = bg_clause_token(c, k - 1);
	if (bg_clause_in(c, k - 1,
	                 " is are was were be been being as considered marked declared "
	                 "becomes become became long "))
		return BG_FORM_PASSIVE;
	if (bg_clause_in(c, k - 1, " a an the ") &&
	    bg_clause_in(c, k - 2, " is are was were as "))
		return BG_FORM_PASSIVE;
	if (bg_clause_in(c, k - 1,
	                 " the a an its this these those our any all of both and or "))
		return BG_FORM_ADJECTIVE;
	if (before->type == BG_TOKEN_NAME || bg_token_is_filler(before) ||
	    bg_clause_mark(c, k - 1, ")"))
		return BG_FORM_PASSIVE;
	return BG_FORM_ADJECTIVE;
}

/* "deprecation policy" and the like speak of no item. */
static enum bg_form
read_noun(const struct bg_clause *c, size_t i)
{
	return bg_clause_in(
		       c, i + 1,
		       " policy policies period periods cycle cycles process timeline plan "
		       "guide schedule docs documentation ")
	               ? BG_FORM_NONE
	               : BG_FORM_NOUN;
}

enum bg_form
bg_form_find(const struct bg_clause *c, size_t i, bool reprieve)
{
	const struct bg_token *t = bg_clause_token(c, i);

	if (t->type == BG_TOKEN_MARK)
		return BG_FORM_NONE;
	if (t->type == BG_TOKEN_NAME)
		return bg_token_begins(t, "deprecationw") ? BG_FORM_NOUN : BG_FORM_NONE;
	if (is_future_removal(c, i, reprieve))
		return BG_FORM_PASSIVE;
	if (bg_token_begins(t, "un") && reprieve) {
		if (bg_token_in(t, " undeprecated un-deprecated "))
			return read_participle(c, i);
		return bg_token_begins(t, "undeprecat") || bg_token_begins(t, "un-deprecat")
		               ? BG_FORM_ACTIVE
		               : BG_FORM_NONE;
	}
	if (!bg_token_begins(t, "deprecat"))
		return BG_FORM_NONE;
	if (bg_token_begins(t, "deprecation"))
		return read_noun(c, i);
	if (bg_token_begins(t, "deprecated"))
		return bg_clause_in(c, i - 1, " have has ") ? BG_FORM_ACTIVE
		                                            : read_participle(c, i);
	return BG_FORM_ACTIVE;
}

/* "… removes support for the deprecated": what is done to it, before it is called so. */
static bool
is_governed(const struct bg_clause *c, size_t i)
{
	enum { FAR = 7 };

	for (size_t k = i; k-- > c->from && i - k <= FAR;) {
		if (bg_clause_in(c, k, removing) || bg_clause_in(c, k, mending))
			return true;
		if (!bg_clause_in(
			    c, k,
			    " the a an of for support usage usages use uses using old all "
			    "any remaining last long now instance instances every need "))
			return false;
	}
	return false;
}

bool
bg_form_settled(const struct bg_clause *c, size_t i, enum bg_form form)
{
	size_t verb = bg_form_verb(c);

	if (form == BG_FORM_ACTIVE)
		return false;
	if (bg_clause_in(c, verb, removing) || bg_form_removal(c))
		return true;
	if (form == BG_FORM_PASSIVE)
		return false;
	return bg_clause_in(c, verb, mending) || tells_absence(c) || is_governed(c, i);
}

bool
bg_form_is_removal(const struct bg_clause *c, size_t i)
{
	return bg_clause_in(c, i, removing);
}

bool
bg_form_is_mending(const struct bg_clause *c, size_t i)
{
	return bg_clause_in(c, i, mending);
}
