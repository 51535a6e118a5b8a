/* SPDX-License-Identifier: MIT */
/* Which names are the object of one verb. */
#include "ledger/group.h"

void
bg_group_add(struct bg_group *g, size_t at, bool comma)
{
	if (g->n == BG_GROUP_MOST)
		return;
	g->at[g->n] = at;
	g->comma[g->n++] = comma;
}

/* Behind the nouns and places that belong to the name at i. */
static size_t
skip_nouns(const struct bg_clause *c, size_t i)
{
	for (i++; i < c->to; i++) {
		i = bg_clause_brackets(c, i);
		if (!bg_token_is_filler(bg_clause_token(c, i)) && !bg_clause_place(c, i) &&
		    !(bg_clause_name(c, i) && bg_clause_role(c, i) == BG_ROLE_HOLDER))
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

void
bg_group_after(struct bg_group *out, const struct bg_clause *c, size_t i, bool loose)
{
	enum { FAR = 8 };
	size_t k, last, words = 0;
	bool comma;

	out->n = 0;
	for (k = i; k < c->to; k++) {
		if (bg_clause_name(c, k)) {
			if (bg_clause_role(c, k) == BG_ROLE_GONE ||
			    (bg_clause_role(c, k) == BG_ROLE_ASIDE && !loose))
				return;
			if (bg_clause_role(c, k) != BG_ROLE_HOLDER)
				break;
			if (loose &&
			    bg_clause_in(c, bg_place_before(c->phrase, k, c->from),
			                 " in on from to ") &&
			    !bg_clause_names(c, c->from, k))
				break;
		} else if (bg_clause_mark(c, k, "(")) {
			/* "Deprecated (since 1.2): `A`" */
			last = bg_clause_brackets(c, k);
			k = last > k ? last - 1 : k;
		} else if (bg_clause_token(c, k)->type == BG_TOKEN_MARK) {
			if (!bg_clause_mark(c, k, ":\"#@[]s") &&
			    !(bg_clause_mark(c, k, ",") &&
			      bg_clause_role(c, k - 1) == BG_ROLE_HOLDER))
				return;
		} else if (bg_clause_break(c, k) || ++words > FAR) {
			return;
		}
	}
	if (k >= c->to || bg_clause_elsewhere(c, k, loose))
		return;
	bg_group_add(out, k, false);
	while ((last = bg_clause_joined(c, out->at[out->n - 1], &comma)) != BG_NOWHERE &&
	       out->n < BG_GROUP_MOST)
		bg_group_add(out, last, comma);
	last = skip_nouns(c, out->at[out->n - 1]);
	if (out->n > 1 &&
	    (bg_clause_verb(c, last, false) || (i > c->from && bg_clause_verb(c, last, true))))
		drop_last(out);
	if (bg_clause_restricted(c, out->at[0], out->at[out->n - 1], c->to))
		out->n = 0;
}
