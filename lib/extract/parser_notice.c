/* SPDX-License-Identifier: MIT */
/* Whether a help text calls its own option deprecated, or one of its aliases, or another. */
#include <string.h>

#include "base/words.h"
#include "extract/parser.h"

/* Not a bare "deprecated": "skip deprecated papers" says nothing of the option. */
static const char *const signs[] = {"DEPRECATED",       "(deprecated",   "[deprecated",
                                    "deprecated alias", "is deprecated", "are deprecated",
                                    "Deprecated"};
/* Before an option that takes another one's place. */
static const char *const instead[] = {"use", "see", "prefer", "by", "of", "for", "with", "to"};

static bool
is_option_char(char c)
{
	return c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/* Where a sentence ends: behind "; " or ". ", or with the text. */
static const char *
end_of_sentence(const char *s)
{
	for (; *s; s++)
		if ((*s == '.' || *s == ';') && (s[1] == ' ' || s[1] == '\n'))
			return s + 1;
	return s;
}

/* Where the sentence says "deprecated" of something; NULL: nowhere. */
static const char *
find_sign(const char *from, const char *end)
{
	const char *first = NULL, *at;

	if (bg_starts_fold(from, "deprecated"))
		return from;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		at = strstr(from, signs[i]);
		if (at && at < end && (!first || at < first))
			first = at;
	}
	return first;
}

/* Whether the word that ends before at names what to use in place of something. */
static bool
is_instead(const char *from, const char *at)
{
	const char *end;

	while (at > from && !is_option_char(at[-1]))
		at--;
	end = at;
	while (at > from && is_option_char(at[-1]))
		at--;
	for (size_t i = 0; i < sizeof(instead) / sizeof(instead[0]); i++)
		if (strlen(instead[i]) == (size_t)(end - at) && bg_starts_fold(at, instead[i]))
			return true;
	return false;
}

/* The next option that is named as a subject in [at, end); NULL: none. *n: its length. */
static const char *
next_subject(const char *from, const char *at, const char *end, size_t *n)
{
	for (; at < end; at += *n ? *n : 1) {
		*n = 0;
		if (*at != '-' || (at > from && is_option_char(at[-1])))
			continue;
		while (at + *n < end && is_option_char(at[*n]))
			++*n;
		if (*n > 1 && at[*n - 1] != '-' && !is_instead(from, at))
			return at;
	}
	return NULL;
}

/* What one sentence with a sign says of name. */
static bool
speaks_of(const char *from, const char *sign, const char *name, bool main)
{
	const char *at = from;
	size_t n = 0;
	bool any = false;

	while ((at = next_subject(from, at, sign, &n)) != NULL) {
		if (n == strlen(name) && strncmp(at, name, n) == 0)
			return true;
		any = true;
		at += n;
	}
	return main && !any;
}

bool
bg_help_deprecates(const char *help, const char *name, bool main)
{
	const char *end, *sign;

	for (; *help; help = end) {
		while (*help == ' ' || *help == '\n')
			help++;
		end = end_of_sentence(help);
		sign = find_sign(help, end);
		if (sign && speaks_of(help, sign, name, main))
			return true;
	}
	return false;
}
