/* SPDX-License-Identifier: MIT */
/* Which names of a clause are spoken of, and which are replacements, places or reasons. */
#include <string.h>

#include "base/words.h"
#include "ledger/phrase.h"

/* What stands behind these, up to the clause's end, is a replacement or its story. */
static const char gone[] =
	" favor favour favoring favouring prefer prefers preferred replaced replacing "
	"superseded superseding supported alias alternative alternatives replacement "
	"replacements successor successors recommended equivalent see by instead ";
/* What stands behind these, up to the next comma, is a place, a reason or a condition. */
static const char aside[] =
	" to because since as when if while until unless once where so due but except via "
	"through without like than not after before whether although though whereas given "
	"providing ";
static const char places[] = " of in on from for within inside at under with per ";
static const char strict_places[] = " in on from within inside ";
static const char passing[] =
	" passing giving adding sending supplying setting assigning providing writing ";
static const char members[] =
	" argument arguments parameter parameters keyword kwarg kwargs param params flag "
	"flags option options attribute attributes field fields key keys method methods "
	"member members property properties value values choice choices column columns ";
static const char fillers[] =
	" the a an its this that these those our old legacy unused obsolete internal public "
	"global deprecated existing corresponding related optional both all any of option "
	"options setting settings flag flags variable variables env environment parameter "
	"parameters argument arguments keyword kwarg kwargs param params function functions "
	"method methods class classes command commands key keys field fields attribute "
	"attributes name names value values module modules property properties endpoint "
	"endpoints task tasks api apis helper helpers alias aliases export exports config "
	"configuration management callback callbacks callable type types symbol symbols enum "
	"constant constants choice choices member members schedule check checks metric "
	"metrics label labels entry entries file files table tables package packages "
	"code codes status ";

bool
bg_token_is_filler(const struct bg_token *t)
{
	return bg_token_in(t, fillers);
}

static bool
is_mark(const struct bg_phrase *p, size_t i, size_t to, char mark)
{
	return i < to && p->token[i].type == BG_TOKEN_MARK && p->token[i].mark == mark;
}

static bool
is_name(const struct bg_phrase *p, size_t i, size_t to)
{
	return i < to && p->token[i].type == BG_TOKEN_NAME;
}

static bool
is_in(const struct bg_phrase *p, size_t i, size_t to, const char *list)
{
	return i < to && bg_token_in(&p->token[i], list);
}

/* Sets the role of the names from .. to - 1, as far as they are free. */
static void
set_roles(struct bg_phrase *p, size_t from, size_t to, enum bg_role role)
{
	for (size_t i = from; i < to; i++)
		if (p->token[i].role == BG_ROLE_FREE)
			p->token[i].role = role;
}

/* "since 1.2", "as of this release", "in the next version": a time, not a reason. */
static bool
is_time(const struct bg_phrase *p, size_t i, size_t to)
{
	while (is_in(p, i, to, " of the a this next version release v "))
		if (is_in(p, i++, to, " this next version release "))
			return true;
	return i < to && p->token[i].type == BG_TOKEN_WORD &&
	       (bg_is_digit(p->token[i].s[0]) ||
	        (p->token[i].s[0] == 'v' && bg_is_digit(p->token[i].s[1])));
}

/* "`A`: set `B`", "`A` (switch to `B`)": told to whoever uses the name before. */
static bool
is_advice(const struct bg_phrase *p, size_t i, size_t from, size_t to)
{
	return i > from && p->token[i - 1].type == BG_TOKEN_MARK &&
	       strchr(":-(,", p->token[i - 1].mark) &&
	       is_in(p, i, to, " set switch configure define call import adopt migrate pass ");
}

/* "use `B`", and not "use of", "the use", "no use". */
static bool
is_use(const struct bg_phrase *p, size_t i, size_t from, size_t to)
{
	if (is_in(p, i, to, " using "))
		return i > from && is_in(p, i - 1, to, " by consider start recommend to try ");
	if (!is_in(p, i, to, " use uses "))
		return false;
	if (is_in(p, i + 1, to, " of "))
		return false;
	return !(i > from && is_in(p, i - 1, to, " the of on no any in its whose "));
}

/* "instead of", "rather than", "in place of": what follows is the old name again. */
static size_t
instead_length(const struct bg_phrase *p, size_t i, size_t to)
{
	if (is_in(p, i, to, " instead ") && is_in(p, i + 1, to, " of "))
		return 2;
	if (is_in(p, i, to, " rather ") && is_in(p, i + 1, to, " than "))
		return 2;
	if (is_in(p, i, to, " in ") && is_in(p, i + 1, to, " place ") &&
	    is_in(p, i + 2, to, " of "))
		return 3;
	return 0;
}

static size_t
name_before(const struct bg_phrase *p, size_t i, size_t from)
{
	while (i-- > from)
		if (p->token[i].type == BG_TOKEN_NAME)
			return i;
	return BG_NOWHERE;
}

/* "Using `A` instead of `B`": here it is `A` that is spoken of. */
static bool
is_done_with(const struct bg_phrase *p, size_t i, size_t from)
{
	enum { FAR = 3 };
	size_t name = name_before(p, i, from);
	const struct bg_token *t;

	for (size_t k = name; name != BG_NOWHERE && k-- > from && name - k <= FAR;) {
		t = &p->token[k];
		if (t->type == BG_TOKEN_WORD && t->n > 4 &&
		    bg_same_fold(t->s + t->n - 3, "ing", 3))
			return !is_use(p, k, from, i);
	}
	return false;
}

/* Whether the token opens a replacement that lasts to the clause's end. */
static bool
opens_gone(const struct bg_phrase *p, size_t i, size_t from, size_t to)
{
	if (is_mark(p, i, to, '>') || is_mark(p, i, to, '|') || is_use(p, i, from, to) ||
	    is_advice(p, i, from, to))
		return true;
	if (is_in(p, i, to, " alias aliases ") && !is_in(p, i + 1, to, " of for to "))
		return false;
	if (is_in(p, i, to, " by ") && is_time(p, i + 1, to))
		return false;
	if (is_in(p, i, to, " with ")) {
		for (size_t k = from; k < i; k++)
			if (bg_token_begins(&p->token[k], "replac"))
				return true;
		return false;
	}
	if (is_in(p, i, to, " is are was now ") && is_in(p, i + 1, to, " now just simply ") &&
	    is_name(p, i + 2, to))
		return true;
	if (is_in(p, i, to, " is are becomes become ") && is_name(p, i + 1, to))
		return true;
	if (is_in(p, i, to, " now ") && is_in(p, i + 1, to, " called named known lives "))
		return true;
	return is_in(p, i, to, gone);
}

/* Whether "to" leads to what is passed something, as in "passing `x` to `f`". */
static bool
is_passing(const struct bg_phrase *p, size_t from, size_t i)
{
	for (size_t k = from; k < i; k++)
		if (bg_token_in(&p->token[k], passing))
			return true;
	return false;
}

static bool
has_mark(const struct bg_phrase *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (p->token[i].type == BG_TOKEN_MARK)
			return true;
	return false;
}

/* What "instead", "formerly" and the like say of the names before them. */
static void
look_back(struct bg_phrase *p, size_t from, size_t to)
{
	size_t name;

	for (size_t i = from; i < to; i++) {
		name = name_before(p, i, from);
		if (name == BG_NOWHERE)
			continue;
		if (is_in(p, i, to, " formerly previously ") && is_name(p, i + 1, to))
			p->token[name].role = BG_ROLE_GONE;
		else if (is_in(p, i, to, " was ") && is_name(p, i + 1, to))
			p->token[name].role = BG_ROLE_GONE;
		else if (is_in(p, i, to, " renamed moved ") && is_in(p, i + 1, to, " from "))
			set_roles(p, from, i, BG_ROLE_GONE);
		else if ((is_in(p, i, to, " instead ") || instead_length(p, i, to)) &&
		         !has_mark(p, name, i) && !is_done_with(p, i, from))
			p->token[name].role = BG_ROLE_GONE;
		else if (is_in(p, i, to, " is are ") && is_in(p, i + 1, to, " the a an now ") &&
		         is_in(p, i + 2, to,
		               " the new supported replacement preferred "
		               "recommended successor alternative "))
			p->token[name].role = BG_ROLE_GONE;
	}
}

static void
look_ahead(struct bg_phrase *p, size_t from, size_t to)
{
	enum bg_role role = BG_ROLE_FREE;
	size_t n;

	for (size_t i = from; i < to; i++) {
		struct bg_token *t = &p->token[i];

		if (t->type == BG_TOKEN_NAME) {
			if (role != BG_ROLE_FREE)
				set_roles(p, i, i + 1, role);
			continue;
		}
		n = instead_length(p, i, to);
		if (n) {
			role = is_done_with(p, i, from) ? BG_ROLE_GONE : BG_ROLE_FREE;
			i += n - 1;
		} else if (opens_gone(p, i, from, to)) {
			role = BG_ROLE_GONE;
		} else if (role == BG_ROLE_ASIDE && t->type == BG_TOKEN_MARK &&
		           strchr(",()-:", t->mark)) {
			role = BG_ROLE_FREE;
		} else if (role == BG_ROLE_FREE && bg_token_in(t, aside) &&
		           !is_time(p, i + 1, to) && !is_in(p, i + 1, to, " well ") &&
		           !(i > from && is_in(p, i - 1, to, " such known well "))) {
			role = is_in(p, i, to, " to ") && is_passing(p, from, i)
			               ? BG_ROLE_HOLDER
			               : BG_ROLE_ASIDE;
		}
	}
}

size_t
bg_place_before(const struct bg_phrase *p, size_t i, size_t from)
{
	enum { FAR = 4 };

	for (size_t k = i; k-- > from && i - k <= FAR;) {
		if (bg_token_in(&p->token[k], places))
			return k > from && is_in(p, k - 1, i, " instead place ") ? BG_NOWHERE
			                                                         : k;
		if (!bg_token_is_filler(&p->token[k]))
			break;
	}
	return BG_NOWHERE;
}

static bool
is_warning(const struct bg_token *t)
{
	return bg_token_begins(t, "deprecat") || bg_token_begins(t, "pendingdeprecat") ||
	       bg_token_begins(t, "futurewarning");
}

static bool
has_name(const struct bg_phrase *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (p->token[i].type == BG_TOKEN_NAME && !is_warning(&p->token[i]))
			return true;
	return false;
}

/* Whether the name at i only says where another name of the clause belongs. */
static bool
is_holder(const struct bg_phrase *p, size_t i, size_t from, size_t to)
{
	size_t place = bg_place_before(p, i, from), next = i + 1;

	for (size_t k = next; k < to && k < next + 3; k++) {
		if (is_mark(p, k, to, 's'))
			return true;
		if (p->token[k].type != BG_TOKEN_WORD)
			break;
	}
	if (is_name(p, next, to))
		return true;
	if (is_in(p, next, to, members) && is_name(p, next + 1, to))
		return true;
	if (is_mark(p, next, to, ':') && name_before(p, i, from) == BG_NOWHERE &&
	    has_name(p, next, to)) {
		for (size_t k = next; k < to; k++)
			if (p->token[k].type == BG_TOKEN_NAME &&
			    p->token[k].role == BG_ROLE_FREE && !is_warning(&p->token[k]))
				return true;
		return false;
	}
	if (place == BG_NOWHERE)
		return false;
	if (place > from && is_in(p, place, to, " from ") &&
	    is_in(p, place - 1, to, " renamed moved "))
		return false;
	if (has_name(p, from, place) || (place > from && is_in(p, place - 1, to, members)))
		return true;
	/* "Deprecated in `x`: `y`", but not "`x` and `y`" behind one place word */
	return is_in(p, place, to, strict_places) && has_name(p, next, to) &&
	       !is_in(p, next, to, " and or ") &&
	       !(is_mark(p, next, to, ',') && !is_in(p, next + 1, to, " the "));
}

/* Whether nothing but a joint stands between the name at i and the name before it. */
static bool
is_list(const struct bg_phrase *p, size_t i, size_t from, size_t to)
{
	size_t name = name_before(p, i, from);

	for (size_t k = name + 1; k < i; k++)
		if (!is_in(p, k, to, " and or ") && !is_mark(p, k, to, ',') &&
		    !is_mark(p, k, to, '/'))
			return false;
	return name != BG_NOWHERE && p->token[name].role == BG_ROLE_HOLDER;
}

void
bg_phrase_roles(struct bg_phrase *p, size_t from, size_t to)
{
	bool held = false;

	for (size_t i = from; i < to; i++)
		p->token[i].role = BG_ROLE_FREE;
	look_ahead(p, from, to);
	look_back(p, from, to);
	for (size_t i = from; i < to; i++) {
		if (p->token[i].type != BG_TOKEN_NAME || p->token[i].role != BG_ROLE_FREE)
			continue;
		/* "the option of `B`, `C` and `D`" */
		held = (held && is_list(p, i, from, to)) || is_holder(p, i, from, to);
		if (held)
			p->token[i].role = BG_ROLE_HOLDER;
	}
}
