/* SPDX-License-Identifier: MIT */
/* Which classes of the repository are others, by what an annotation says of them. */
#include "python/types_fit.h"

/* What the lineage says of a class: "(bases){members}" from there on; NULL: nothing. */
static const char *
entry_of(const struct bg_fitter *j, size_t side, const char *name)
{
	const char *at = j->is[side];
	size_t n = strlen(name);

	while (at && *at) {
		if (strncmp(at, name, n) == 0 && at[n] == '(')
			return at + n;
		at = strstr(at, "}; ");
		at = at ? at + 3 : NULL;
	}
	return NULL;
}

/* Whether a word of n bytes stands in "a, b" or "a b" up to a closing byte. */
static bool
has_word(const char *list, char close, const char *word, size_t n)
{
	size_t length;

	for (list++; *list && *list != close; list += length) {
		list += strspn(list, ", ");
		length = strcspn(list, ", )}");
		if (length == n && memcmp(list, word, n) == 0)
			return true;
	}
	return false;
}

/* Whether the class has every member of the Protocol. */
static bool
has_members(const char *class, const char *protocol)
{
	const char *has = strchr(class, '{'), *wants = strchr(protocol, '{');
	size_t n;

	if (!has || !wants || !wants[1] || wants[1] == '}')
		return false;
	for (wants++; *wants && *wants != '}'; wants += n) {
		wants += *wants == ' ';
		n = strcspn(wants, " }");
		if (!has_word(has, '}', wants, n))
			return false;
	}
	return true;
}

/* Whether one of the class's bases, which are names only, is the other. */
static enum bg_fit
fits_bases(struct bg_fitter *j, const char *class, const struct bg_py_term *b)
{
	enum bg_fit best = BG_FIT_NO, one;
	const char *name = class + 1;
	size_t n;

	for (; *name && *name != ')' && best != BG_FIT_YES; name += n) {
		name += strspn(name, ", ");
		n = strcspn(name, ",)");
		if (!n)
			continue;
		if (b->kind == BG_TERM_NAME && strlen(b->name) == n &&
		    memcmp(name, b->name, n) == 0)
			one = b->n ? BG_FIT_MAYBE : BG_FIT_YES;
		else
			one = bg_fit(
				j, bg_term_name(j->arena, bg_strndup(j->arena, name, n), NULL),
				b);
		best = one > best ? one : best;
	}
	return best;
}

/* Classes of the standard library that any class with these members is one of. */
static const struct {
	const char *name, *members;
} structural[] = {
#define _(name, members) {name, "{" members "}"},
#include "python/types_structural.def"
#undef _
};

/* The same for one of those; of their arguments, what the members say is not known. */
static enum bg_fit
fits_structural(const char *class, const struct bg_py_term *b)
{
	for (size_t i = 0; i < sizeof(structural) / sizeof(*structural); i++)
		if (strcmp(structural[i].name, b->name) == 0 &&
		    has_members(class, structural[i].members))
			return b->n ? BG_FIT_MAYBE : BG_FIT_YES;
	return BG_FIT_NO;
}

/* By what the repository's classes are, of either revision. */
enum bg_fit
bg_fit_lineage(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	enum bg_fit best = BG_FIT_NO, one;
	const char *class, *protocol;

	for (size_t i = 0; i < 2; i++) {
		class = entry_of(j, i, a->name);
		if (!class)
			continue;
		one = fits_bases(j, class, b);
		best = one > best ? one : best;
		one = fits_structural(class, b);
		best = one > best ? one : best;
		for (size_t k = 0; k < 2; k++) {
			protocol = entry_of(j, k, b->name);
			if (protocol && has_word(protocol, ')', "Protocol", 8) &&
			    has_members(class, protocol))
				best = BG_FIT_YES;
		}
	}
	return best;
}

bool
bg_fit_knows(const struct bg_fitter *j, const char *name)
{
	return entry_of(j, 0, name) || entry_of(j, 1, name);
}
