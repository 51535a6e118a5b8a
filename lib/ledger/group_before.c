/* SPDX-License-Identifier: MIT */
/* Which names are the subject of one verb. */
#include "ledger/group.h"

#include <string.h>

#include "base/words.h"

static const char auxiliary[] =
	" is are was were be been being now also has have had will shall should officially "
	"formally hereby already marked mark considered declared soft long and to as "
	"therefore thus itself themselves both all currently effectively gets become "
	"becomes became no not never longer yet isn aren wasn weren won hasn haven t ";
static const char kept[] =
	" kept keeps keep keeping working works work remains remain stays stay still "
	"continues continue available supported accepted honoured honored read recognised "
	"recognized retained left ";
static const char articles[] = " the a an its this these those our any ";

/* Before a parenthesis that ends before token i. */
static size_t
skip_back(const struct bg_clause *c, size_t i)
{
	while (i > c->from && !bg_clause_mark(c, --i, "("))
		;
	return i;
}

/* Whether the name at k can be the subject of what ends before its noun phrase. */
static bool
is_subject(const struct bg_clause *c, size_t k)
{
	return bg_clause_role(c, k) == BG_ROLE_FREE && !bg_clause_elsewhere(c, k, false);
}

/* "`A`, new in 1.0, is": before the insertion that ends at token i, or at nothing. */
static size_t
skip_insertion(const struct bg_clause *c, size_t i)
{
	if (!bg_clause_mark(c, i - 1, ","))
		return i;
	for (i--; i > c->from && !bg_clause_mark(c, i - 1, ",");)
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
	while (i > c->from && bg_clause_mark(c, i - 1, ":-(["))
		i--;
	for (size_t k = i; k-- > c->from;) {
		if (bg_clause_name(c, k) && bg_clause_role(c, k) == BG_ROLE_HOLDER) {
			held = true;
		} else if (bg_clause_name(c, k)) {
			return is_subject(c, k) && (!article || place || held) ? k : BG_NOWHERE;
		} else if (bg_clause_mark(c, k, ")")) {
			if (k == i - 1 && bg_clause_name(c, k - 1) && is_subject(c, k - 1))
				inside = k - 1;
			k = skip_back(c, k);
		} else if (held &&
		           (bg_clause_in(c, k, " and or ") || bg_clause_mark(c, k, ","))) {
			continue;
		} else if (bg_clause_token(c, k)->type == BG_TOKEN_MARK ||
		           bg_clause_break(c, k) || bg_clause_verb(c, k, false) ||
		           bg_clause_verb(c, k, true)) {
			return inside;
		}
		place = place || bg_clause_place(c, k);
		article = article || bg_clause_in(c, k, articles);
		if (!bg_clause_name(c, k) && !bg_token_is_filler(bg_clause_token(c, k)) &&
		    !bg_clause_place(c, k) && ++words > FAR)
			return inside;
	}
	return inside;
}

/* What "which", "it" and "they" before token i stand for, or BG_NOWHERE. */
static size_t
find_antecedent(const struct bg_clause *c, size_t i)
{
	size_t found = BG_NOWHERE;

	if (bg_clause_in(c, i, " which that ")) {
		i -= bg_clause_mark(c, i - 1, ",");
		while (i > c->from && bg_token_is_filler(bg_clause_token(c, i - 1)))
			i--;
		return i > c->from && bg_clause_name(c, i - 1) &&
		                       bg_clause_role(c, i - 1) == BG_ROLE_FREE
		               ? i - 1
		               : BG_NOWHERE;
	}
	for (size_t k = c->from; k < i; k++) {
		if (!bg_clause_name(c, k) || bg_clause_role(c, k) == BG_ROLE_HOLDER)
			continue;
		if (found != BG_NOWHERE || bg_clause_role(c, k) != BG_ROLE_FREE)
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
		if (bg_clause_name(c, k) && bg_clause_role(c, k) != BG_ROLE_HOLDER)
			return bg_clause_role(c, k) == BG_ROLE_FREE &&
			                       bg_clause_joined(c, k, comma) == i
			               ? k
			               : BG_NOWHERE;
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
	    bg_clause_in(c, i - 1, " unused mark marked "))
		return false;
	return bg_clause_break(c, i - 1) ||
	       (bg_clause_token(c, i - 1)->n > 3 &&
	        bg_same_fold(bg_clause_token(c, i - 1)->s + bg_clause_token(c, i - 1)->n - 2,
	                     "ed", 2));
}

/* Before the auxiliaries of a verb that ends before token i; *joint: "and" stands there. */
static size_t
skip_auxiliaries(const struct bg_clause *c, size_t i, bool *joint)
{
	const char *more = " ";

	*joint = false;
	/* "is a deprecated alias", "is kept as a deprecated alias" */
	if (bg_clause_in(c, i - 1, " a an the ") &&
	    bg_clause_in(c, i - 2, " is are was were as ")) {
		if (bg_clause_in(c, --i - 1, " as "))
			more = kept;
	}
	while (i > c->from && (bg_clause_in(c, i - 1, auxiliary) ||
	                       bg_clause_in(c, i - 1, more) || bg_clause_mark(c, i - 1, "'") ||
	                       bg_token_begins(bg_clause_token(c, i - 1), "deprecated")))
		*joint = bg_clause_in(c, --i, " and ");
	return i;
}

/* The subject of "`A` is renamed to `B` and deprecated": that of the first verb. */
static size_t
find_first_subject(const struct bg_clause *c, size_t i)
{
	for (size_t k = c->from; k < i; k++)
		if (bg_clause_in(c, k, " is are was were has have had will ") && k > c->from)
			return find_subject(c, k);
	return BG_NOWHERE;
}

static bool
has_word(const struct bg_clause *c, size_t to, const char *list)
{
	for (size_t k = c->from; k < to; k++)
		if (bg_clause_in(c, k, list))
			return true;
	return false;
}

/* Drops what a verb before it makes an object of: "Renamed `A`, `B` is deprecated". */
static void
drop_objects(struct bg_group *g, const struct bg_clause *c)
{
	size_t keep;

	while (g->n > 1 && is_object(c, g->at[0])) {
		for (keep = g->n - 1; keep > 1 && !g->comma[keep];)
			keep--;
		memmove(g->at, g->at + keep, (g->n - keep) * sizeof(*g->at));
		memmove(g->comma, g->comma + keep, (g->n - keep) * sizeof(*g->comma));
		g->n -= keep;
	}
}

void
bg_group_before(struct bg_group *out, const struct bg_clause *c, size_t i)
{
	struct bg_group back = {.n = 0};
	size_t at, verb;
	bool comma = false, joint, alone;

	out->n = 0;
	verb = skip_auxiliaries(c, i, &joint);
	if (bg_clause_in(c, verb - 1, " it they which that this these "))
		at = find_antecedent(c, verb - 1);
	else
		at = find_subject(c, verb);
	if (at == BG_NOWHERE && joint)
		at = find_first_subject(c, verb);
	if (at == BG_NOWHERE || bg_clause_restricted(c, at, at, verb))
		return;
	/* "`A` is", but "the `A` and `B` naming is", "support for `A` and `B` is" */
	alone = at + 1 == verb && bg_clause_in(c, verb, " is was has ") &&
	        !bg_clause_gerund(c, at) && !has_word(c, at, " for of ");
	for (; at != BG_NOWHERE && back.n < BG_GROUP_MOST;
	     at = previous_joined(c, at, &comma)) {
		if (back.n)
			back.comma[back.n - 1] = comma;
		bg_group_add(&back, at, false);
		if (alone)
			break;
	}
	for (size_t k = back.n; k-- > 0;)
		bg_group_add(out, back.at[k], back.comma[k]);
	drop_objects(out, c);
}

bool
bg_group_is_old_name(const struct bg_clause *c, size_t i)
{
	bool joint;

	i = skip_auxiliaries(c, i, &joint);
	return bg_clause_in(c, i - 1, " name names path paths spelling one ones form forms ") &&
	       bg_clause_in(c, i - 2, " old former previous ");
}
