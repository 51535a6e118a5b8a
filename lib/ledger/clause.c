/* SPDX-License-Identifier: MIT */
/* Words of a clause, and what they do to the names between them. */
#include "ledger/clause.h"

#include <string.h>

#include "base/words.h"

static const char singular[] =
	" is was has does takes replaces becomes supersedes remains stays works provides "
	"covers gets keeps serves handles offers ";
static const char plural[] = " are were have do take replace become will can should must now ";
static const char places[] = " of in on from for within inside at under with per to ";
static const char joints[] = " and or nor plus as well along together with ";
static const char breaks[] =
	" and or but then add adds added adding rename renamed renames introduce introduced "
	"introduces new except replace replaced ";
static const char nouns_ing[] =
	" string setting existing remaining following logging warning naming underlying ";
static const char adverbs[] = " currently officially formally effectively already ";

const struct bg_token *
bg_clause_token(const struct bg_clause *c, size_t i)
{
	static const struct bg_token nothing = {.type = BG_TOKEN_MARK, .s = ""};

	return i >= c->from && i < c->to ? &c->phrase->token[i] : &nothing;
}

bool
bg_clause_in(const struct bg_clause *c, size_t i, const char *list)
{
	return bg_token_in(bg_clause_token(c, i), list);
}

bool
bg_clause_mark(const struct bg_clause *c, size_t i, const char *marks)
{
	const struct bg_token *t = bg_clause_token(c, i);

	return t->type == BG_TOKEN_MARK && t->mark && strchr(marks, t->mark);
}

bool
bg_clause_name(const struct bg_clause *c, size_t i)
{
	const struct bg_token *t = bg_clause_token(c, i);

	return t->type == BG_TOKEN_NAME && !bg_token_begins(t, "deprecationw");
}

bool
bg_clause_names(const struct bg_clause *c, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (bg_clause_name(c, i))
			return true;
	return false;
}

enum bg_role
bg_clause_role(const struct bg_clause *c, size_t i)
{
	return bg_clause_token(c, i)->role;
}

bool
bg_clause_verb(const struct bg_clause *c, size_t i, bool many)
{
	return bg_clause_in(c, i, many ? plural : singular);
}

bool
bg_clause_place(const struct bg_clause *c, size_t i)
{
	return bg_clause_in(c, i, places);
}

bool
bg_clause_break(const struct bg_clause *c, size_t i)
{
	return bg_clause_in(c, i, breaks);
}

size_t
bg_clause_brackets(const struct bg_clause *c, size_t i)
{
	size_t k = i;

	if (!bg_clause_mark(c, i, "("))
		return i;
	while (k < c->to && !bg_clause_mark(c, k, ")"))
		k++;
	return k < c->to ? k + 1 : i;
}

size_t
bg_clause_joined(const struct bg_clause *c, size_t i, bool *comma)
{
	bool joint = false;

	*comma = false;
	for (size_t k = i + 1; k < c->to; k++) {
		k = bg_clause_brackets(c, k);
		if (bg_clause_name(c, k)) {
			if (bg_clause_role(c, k) == BG_ROLE_HOLDER)
				continue;
			return joint && bg_clause_role(c, k) == BG_ROLE_FREE ? k : BG_NOWHERE;
		}
		if (bg_clause_mark(c, k, ",")) {
			joint = *comma = true;
		} else if (bg_clause_mark(c, k, "/&+") ||
		           bg_clause_in(c, k, " and or nor plus well along together ")) {
			joint = true;
		} else if (!bg_clause_in(c, k, joints) && !bg_clause_place(c, k) &&
		           !bg_token_is_filler(bg_clause_token(c, k))) {
			return BG_NOWHERE;
		}
	}
	return BG_NOWHERE;
}

bool
bg_clause_gerund(const struct bg_clause *c, size_t before)
{
	enum { FAR = 4 };
	const struct bg_token *t;

	for (size_t k = before; k-- > c->from && before - k <= FAR;) {
		t = bg_clause_token(c, k);
		if (t->type != BG_TOKEN_WORD)
			return false;
		if (bg_clause_in(c, k, " use usage ") ||
		    (t->n > 4 && bg_same_fold(t->s + t->n - 3, "ing", 3) &&
		     !bg_clause_in(c, k, nouns_ing)))
			return true;
	}
	return false;
}

bool
bg_clause_restricted(const struct bg_clause *c, size_t first, size_t last, size_t end)
{
	enum { FAR = 4 };
	bool gerund = bg_clause_gerund(c, first);
	const struct bg_token *t;

	for (size_t k = last + 1; k < end && k - last <= FAR; k++) {
		t = bg_clause_token(c, k);
		if (t->type != BG_TOKEN_WORD)
			return false;
		if (bg_clause_in(c, k, " without positionally "))
			return true;
		if (bg_clause_in(c, k, " with as when if for on ") && !bg_clause_name(c, k + 1))
			return gerund || (bg_clause_in(c, k, " as ") && end < c->to);
		if (gerund && t->n > 4 && bg_same_fold(t->s + t->n - 2, "ly", 2) &&
		    !bg_clause_in(c, k, adverbs))
			return true;
	}
	return false;
}

bool
bg_clause_elsewhere(const struct bg_clause *c, size_t i, bool loose)
{
	size_t place = bg_place_before(c->phrase, i, c->from);

	if (place != BG_NOWHERE && bg_clause_in(c, place, " from ") &&
	    bg_clause_in(c, place - 1, " renamed moved "))
		return false;
	if (place == BG_NOWHERE || bg_clause_in(c, place, " with under per at "))
		return place != BG_NOWHERE;
	if (loose)
		return !bg_clause_in(c, place, " for of in on from to ");
	return !bg_clause_in(c, place, " of for ") ||
	       !(place == c->from ||
	         bg_clause_in(c, place - 1,
	                      " support use usage uses usages deprecation warning warnings "
	                      "notice all any both some most each reliance ") ||
	         bg_token_begins(bg_clause_token(c, place - 1), "deprecat"));
}
