/* SPDX-License-Identifier: MIT */
/* Which names are the subject, or the object, of one verb. */
#include "ledger/group.h"

#include <string.h>

#include "base/words.h"

static const char auxiliary[] =
	" is are was were be been being now also has have had will shall should officially formally "
	"hereby already marked mark considered declared soft long and to as therefore thus "
	"itself themselves both all currently effectively being gets become becomes became ";
static const char singular[] = " is was has does takes replaces becomes supersedes remains "
			       "stays works provides covers gets keeps serves handles offers ";
static const char plural[] = " are were have do take replace become will can should must now ";
static const char places[] = " of in on from for within inside at under with per to ";
static const char joints[] = " and or nor plus as well along together with ";
static const char articles[] = " the a an its this these those our any ";
static const char nouns_ing[] = " string setting existing remaining following logging warning "
				"naming underlying ";
static const char breaks[] = " and or but then add adds added adding rename renamed renames "
			     "introduce introduced introduces new except replace replaced ";

const struct bg_token *
bg_clause_token(const struct bg_clause *c, size_t i)
{
	static const struct bg_token nothing = {.type = BG_TOKEN_MARK, .s = ""};

	return i >= c->from && i < c->to ? &c->phrase->token[i] : &nothing;
}

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

static bool
is_name(const struct bg_clause *c, size_t i)
{
	const struct bg_token *t = bg_clause_token(c, i);

	return t->type == BG_TOKEN_NAME && !bg_token_begins(t, "deprecationw");
}

static bool
has_name(const struct bg_clause *c, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (is_name(c, i))
			return true;
	return false;
}

static enum bg_role
role_of(const struct bg_clause *c, size_t i)
{
	return bg_clause_token(c, i)->role;
}

/* Behind "(…)" when i is its opening, else i. */
static size_t
skip_brackets(const struct bg_clause *c, size_t i)
{
	size_t k = i;

	if (!is_mark(c, i, "("))
		return i;
	while (k < c->to && !is_mark(c, k, ")"))
		k++;
	return k < c->to ? k + 1 : i;
}

/*
 * The next name behind name i that is joined to it, or BG_NOWHERE; *comma tells how. Holders
 * and what leads to them are passed over.
 */
static size_t
next_joined(const struct bg_clause *c, size_t i, bool *comma)
{
	bool joint = false;

	*comma = false;
	for (size_t k = i + 1; k < c->to; k++) {
		k = skip_brackets(c, k);
		if (is_name(c, k)) {
			if (role_of(c, k) == BG_ROLE_HOLDER)
				continue;
			return joint && role_of(c, k) == BG_ROLE_FREE ? k : BG_NOWHERE;
		}
		if (is_mark(c, k, ",")) {
			joint = *comma = true;
		} else if (is_mark(c, k, "/&+") || is_in(c, k, " and or nor plus well along together ")) {
			joint = true;
		} else if (!is_in(c, k, joints) && !is_in(c, k, places) &&
		           !bg_token_is_filler(bg_clause_token(c, k))) {
			return BG_NOWHERE;
		}
	}
	return BG_NOWHERE;
}

/* Behind the nouns and places that belong to the name at i. */
static size_t
skip_nouns(const struct bg_clause *c, size_t i)
{
	for (i++; i < c->to; i++) {
		i = skip_brackets(c, i);
		if (!bg_token_is_filler(bg_clause_token(c, i)) && !is_in(c, i, places) &&
		    !(is_name(c, i) && role_of(c, i) == BG_ROLE_HOLDER))
			break;
	}
	return i;
}

/* Takes the last part behind a comma off, or the last name. */
static void
drop_last(struct bg_group *g)
{
	size_t n = g->n;

	while (n > 1 && !g->comma[n - 1])
		n--;
	g->n = n > 1 ? n - 1 : g->n > 1 ? g->n - 1 : g->n;
}

/* "Calling", "passing", "the use of" before the name: something done with it. */
static bool
has_gerund(const struct bg_clause *c, size_t before)
{
	enum { FAR = 4 };
	const struct bg_token *t;

	for (size_t k = before; k-- > c->from && before - k <= FAR;) {
		t = bg_clause_token(c, k);
		if (t->type != BG_TOKEN_WORD)
			return false;
		if (is_in(c, k, " use usage ") ||
		    (t->n > 4 && bg_same_fold(t->s + t->n - 3, "ing", 3) &&
		     !is_in(c, k, nouns_ing)))
			return true;
	}
	return false;
}

/*
 * "calling `f` without `x`": a way to use it, not the thing itself. Looks at what stands
 * behind the last name, up to token end.
 */
static bool
is_restricted(const struct bg_clause *c, size_t first, size_t last, size_t end)
{
	enum { FAR = 4 };
	bool gerund = has_gerund(c, first);
	const struct bg_token *t;

	for (size_t k = last + 1; k < end && k - last <= FAR; k++) {
		t = bg_clause_token(c, k);
		if (t->type != BG_TOKEN_WORD)
			return false;
		if (is_in(c, k, " without positionally "))
			return true;
		if (is_in(c, k, " with as when if for on ") && !is_name(c, k + 1))
			return gerund || (is_in(c, k, " as ") && end < c->to);
		if (gerund && t->n > 4 && bg_same_fold(t->s + t->n - 2, "ly", 2) &&
		    !is_in(c, k, auxiliary))
			return true;
	}
	return false;
}

/*
 * "the fallback in `A`", "the behaviour of `A`" speak of something else; "support for `A`"
 * and "use of `A`" do not. loose: whatever a warning is for, in or from.
 */
static bool
is_elsewhere(const struct bg_clause *c, size_t i, bool loose)
{
	size_t place = bg_place_before(c->phrase, i, c->from);

	if (place == BG_NOWHERE || is_in(c, place, " with under per at "))
		return place != BG_NOWHERE;
	if (loose)
		return !is_in(c, place, " for of in on from to ");
	return !is_in(c, place, " of for ") ||
	       !(place == c->from ||
	         is_in(c, place - 1, " support use usage uses usages deprecation warning warnings "
	                             "notice all any both some most each reliance ") ||
	         bg_token_begins(bg_clause_token(c, place - 1), "deprecat"));
}

static void
add(struct bg_group *g, size_t at, bool comma)
{
	if (g->n == BG_GROUP_MOST)
		return;
	g->at[g->n] = at;
	g->comma[g->n++] = comma;
}

void
bg_group_after(struct bg_group *out, const struct bg_clause *c, size_t i, bool loose)
{
	enum { FAR = 8 };
	size_t k, last, words = 0;
	bool comma;

	out->n = 0;
	for (k = i; k < c->to; k++) {
		if (is_name(c, k)) {
			if (role_of(c, k) == BG_ROLE_GONE ||
			    (role_of(c, k) == BG_ROLE_ASIDE && !loose))
				return;
			if (role_of(c, k) != BG_ROLE_HOLDER)
				break;
			if (loose && is_in(c, bg_place_before(c->phrase, k, c->from),
			                   " in on from to ") && !has_name(c, c->from, k))
				break;
		} else if (is_mark(c, k, "(")) {
			/* "Deprecated (since 1.2): `A`" */
			last = skip_brackets(c, k);
			k = last > k ? last - 1 : k;
		} else if (bg_clause_token(c, k)->type == BG_TOKEN_MARK) {
			if (!is_mark(c, k, ":\"#@[]'") &&
			    !(is_mark(c, k, ",") && role_of(c, k - 1) == BG_ROLE_HOLDER))
				return;
		} else if (is_in(c, k, breaks) || ++words > FAR) {
			return;
		}
	}
	if (k >= c->to || is_elsewhere(c, k, loose))
		return;
	add(out, k, false);
	while ((last = next_joined(c, out->at[out->n - 1], &comma)) != BG_NOWHERE &&
	       out->n < BG_GROUP_MOST)
		add(out, last, comma);
	last = skip_nouns(c, out->at[out->n - 1]);
	if (out->n > 1 && (is_in(c, last, singular) || (i > c->from && is_in(c, last, plural))))
		drop_last(out);
	if (is_restricted(c, out->at[0], out->at[out->n - 1], c->to))
		out->n = 0;
}

/* Before a parenthesis that ends before token i. */
static size_t
skip_back(const struct bg_clause *c, size_t i)
{
	while (i > c->from && !is_mark(c, --i, "("))
		;
	return i;
}

/* Whether the name at k can be the subject of what ends before its noun phrase. */
static bool
is_subject(const struct bg_clause *c, size_t k)
{
	return role_of(c, k) == BG_ROLE_FREE && !is_elsewhere(c, k, false);
}

/* "`A`, new in 1.0, is": before the insertion that ends at token i, or at nothing. */
static size_t
skip_insertion(const struct bg_clause *c, size_t i)
{
	if (!is_mark(c, i - 1, ","))
		return i;
	for (i--; i > c->from && !is_mark(c, i - 1, ",");)
		i--;
	return i > c->from ? i - 1 : i;
}

/* The last name before token i whose noun phrase ends there, or BG_NOWHERE. */
static size_t
find_subject(const struct bg_clause *c, size_t i)
{
	enum { FAR = 4 };
	size_t words = 0, inside = BG_NOWHERE;
	bool article = false, place = false, held = false;

	i = skip_insertion(c, i);
	while (i > c->from && is_mark(c, i - 1, ":-(["))
		i--;
	for (size_t k = i; k-- > c->from;) {
		if (is_name(c, k) && role_of(c, k) == BG_ROLE_HOLDER) {
			held = true;
		} else if (is_name(c, k)) {
			return is_subject(c, k) && (!article || place || held) ? k : BG_NOWHERE;
		} else if (is_mark(c, k, ")")) {
			if (k == i - 1 && is_name(c, k - 1) && is_subject(c, k - 1))
				inside = k - 1;
			k = skip_back(c, k);
		} else if (held && (is_in(c, k, " and or ") || is_mark(c, k, ","))) {
			continue;
		} else if (bg_clause_token(c, k)->type == BG_TOKEN_MARK || is_in(c, k, breaks) ||
		           is_in(c, k, singular) || is_in(c, k, plural)) {
			return inside;
		}
		place = place || is_in(c, k, places);
		article = article || is_in(c, k, articles);
		if (!is_name(c, k) && !bg_token_is_filler(bg_clause_token(c, k)) &&
		    !is_in(c, k, places) && ++words > FAR)
			return inside;
	}
	return inside;
}

/* What "which", "it" and "they" before token i stand for, or BG_NOWHERE. */
static size_t
find_antecedent(const struct bg_clause *c, size_t i)
{
	size_t found = BG_NOWHERE;

	if (is_in(c, i, " which that ")) {
		i -= is_mark(c, i - 1, ",");
		while (i > c->from && bg_token_is_filler(bg_clause_token(c, i - 1)))
			i--;
		return i > c->from && is_name(c, i - 1) && role_of(c, i - 1) == BG_ROLE_FREE ?
		               i - 1 : BG_NOWHERE;
	}
	for (size_t k = c->from; k < i; k++) {
		if (!is_name(c, k) || role_of(c, k) == BG_ROLE_HOLDER)
			continue;
		if (found != BG_NOWHERE || role_of(c, k) != BG_ROLE_FREE)
			return BG_NOWHERE;
		found = k;
	}
	return found;
}

/* A name before name i that is joined to it, or BG_NOWHERE. */
static size_t
previous_joined(const struct bg_clause *c, size_t i, bool *comma)
{
	for (size_t k = i; k-- > c->from;)
		if (is_name(c, k) && role_of(c, k) != BG_ROLE_HOLDER)
			return role_of(c, k) == BG_ROLE_FREE && next_joined(c, k, comma) == i ?
			               k : BG_NOWHERE;
	return BG_NOWHERE;
}

/* Whether a verb stands before the first name: "Renamed `A` …, `B` is deprecated". */
static bool
is_object(const struct bg_clause *c, size_t i)
{
	while (i > c->from && bg_token_is_filler(bg_clause_token(c, i - 1)))
		i--;
	if (i == c->from || bg_clause_token(c, i - 1)->type != BG_TOKEN_WORD ||
	    bg_token_begins(bg_clause_token(c, i - 1), "deprecat") ||
	    is_in(c, i - 1, " unused mark marked "))
		return false;
	return is_in(c, i - 1, breaks) ||
	       (bg_clause_token(c, i - 1)->n > 3 &&
	        bg_same_fold(bg_clause_token(c, i - 1)->s + bg_clause_token(c, i - 1)->n - 2, "ed",
	                     2));
}

void
bg_group_before(struct bg_group *out, const struct bg_clause *c, size_t i)
{
	struct bg_group back = {.n = 0};
	size_t at, verb;
	bool comma = false, alone;

	out->n = 0;
	while (i > c->from && (is_in(c, i - 1, auxiliary) ||
	                       bg_token_begins(bg_clause_token(c, i - 1), "deprecated")))
		i--;
	verb = i;
	if (i > c->from && is_in(c, i - 1, " it they which that this these ") &&
	    !is_name(c, i - 1))
		at = find_antecedent(c, i - 1);
	else
		at = find_subject(c, i);
	if (at == BG_NOWHERE || is_restricted(c, at, at, verb))
		return;
	/* "`A` is", but "the `A` and `B` naming is" */
	alone = at + 1 == verb && is_in(c, verb, " is was has ");
	for (; at != BG_NOWHERE && back.n < BG_GROUP_MOST; at = previous_joined(c, at, &comma)) {
		if (back.n)
			back.comma[back.n - 1] = comma;
		add(&back, at, false);
		if (alone && !has_gerund(c, at) && !is_in(c, at - 1, " for of "))
			break;
	}
	for (size_t k = back.n; k-- > 0;)
		add(out, back.at[k], back.comma[k]);
	while (out->n > 1 && is_object(c, out->at[0])) {
		size_t keep = out->n - 1;

		while (keep > 1 && !out->comma[keep])
			keep--;
		memmove(out->at, out->at + keep, (out->n - keep) * sizeof(*out->at));
		out->n -= keep;
	}
}
