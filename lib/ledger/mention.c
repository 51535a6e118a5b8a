/* SPDX-License-Identifier: MIT */
/* Whether one word, or one code span, means an item. */
#include <string.h>

#include "base/words.h"
#include "ledger/phrase.h"

size_t
bg_word_find(const char *s, size_t n, const char *word, size_t from)
{
	size_t m = strlen(word);
	char next, after;

	if (!m)
		return BG_NOWHERE;
	for (size_t i = from; i + m <= n; i++) {
		if (s[i] != *word || memcmp(s + i, word, m) != 0)
			continue;
		if (i && (bg_is_name(s[i - 1]) || s[i - 1] == '-'))
			continue;
		next = i + m < n ? s[i + m] : ' ';
		after = i + m + 1 < n ? s[i + m + 1] : ' ';
		if (bg_is_name(word[m - 1]) &&
		    (bg_is_name(next) || (next == '-' && bg_is_name(after))))
			continue;
		return i;
	}
	return BG_NOWHERE;
}

/* Whether the n bytes at s are word or word without its 's', in any case. */
static bool
is_thing(const char *s, size_t n, const char *word)
{
	size_t m = strlen(word);

	return (n == m || n + 1 == m) && bg_same_fold(s, word, n);
}

bool
bg_owner_stands(const char *s, size_t n, const struct bg_subject *subject)
{
	size_t from = 0, to;

	if (!subject->owner)
		return false;
	if (bg_word_find(s, n, subject->owner, 0) != BG_NOWHERE)
		return true;
	for (; subject->things && from < n; from = to + 1) {
		for (to = from; to < n && (bg_is_name(s[to]) || s[to] == '-');)
			to++;
		if (is_thing(s + from, to - from, subject->owner))
			return true;
	}
	return false;
}

bool
bg_is_plain_word(const char *word)
{
	bool upper = true;

	for (const char *s = word; *s; s++) {
		if (!bg_is_alpha(*s))
			return false;
		if (s > word && bg_is_upper(*s) != bg_is_upper(word[1]))
			return false;
		upper = upper && bg_is_upper(*s);
	}
	return !upper || !word[0] || !word[1];
}

size_t
bg_family_stem(const char *leaf)
{
	return bg_ends(leaf, "_*") ? strlen(leaf) - 1 : 0;
}

bool
bg_is_placeholder(const char *s, size_t n)
{
	if (!n)
		return false;
	return *s == '*' || *s == '<' || *s == '{' || (n >= 3 && bg_starts(s, "...")) ||
	       (n >= 3 && bg_starts(s, "\xe2\x80\xa6"));
}

/* Moves *end left over "[]" and '*'; the name that ends there begins at the result. */
static size_t
part_start(const char *s, size_t *end)
{
	size_t from;

	while (*end && strchr("[]*", s[*end - 1]))
		--*end;
	for (from = *end; from && bg_is_name(s[from - 1]);)
		from--;
	return from;
}

/* Where the id's own path ends: before the leaf, and before its '.', '(' or '='. */
static size_t
path_length(const struct bg_subject *subject)
{
	size_t n = strlen(subject->id), m = strlen(subject->leaf);

	n -= n && subject->id[n - 1] == ')';
	if (n <= m || strchr(subject->id, ' '))
		return 0;
	return n - m - 1;
}

/* Drops parts from the right of *n bytes of path up to and with one equal to part. */
static bool
drop_to(const char *path, size_t *n, const char *part, size_t m)
{
	size_t end = *n, from;

	while (end) {
		from = part_start(path, &end);
		if (end - from == m && memcmp(path + from, part, m) == 0) {
			*n = from ? from - 1 : 0;
			return true;
		}
		end = from ? from - 1 : 0;
	}
	return false;
}

bool
bg_path_fits(const char *s, size_t at, const struct bg_subject *subject, bool *joined)
{
	size_t left = path_length(subject), from, n;
	bool first = true;

	*joined = false;
	while (at && s[at - 1] == '.') {
		at--;
		from = part_start(s, &at);
		n = at - from;
		if (!n) {
			at = from;
			continue;
		}
		if (first && subject->owner) {
			if (strlen(subject->owner) != n ||
			    memcmp(s + from, subject->owner, n) != 0)
				return false;
			*joined = true;
		}
		if (left && !drop_to(subject->id, &left, s + from, n))
			return false;
		if (first && !subject->owner && path_length(subject))
			*joined = true;
		first = false;
		at = from;
	}
	return true;
}

bool
bg_path_goes_on(const char *s, size_t n, size_t at)
{
	while (at < n && strchr("[]*", s[at]))
		at++;
	if (at + 1 >= n || s[at] != '.' || !bg_is_name(s[at + 1]))
		return false;
	return !(at + 3 <= n && memcmp(s + at, ".py", 3) == 0 &&
	         (at + 3 == n || !bg_is_name(s[at + 3])));
}

/* "--kind a" speaks of a choice, not of the option. */
static bool
is_value(const char *values, const char *s, size_t n)
{
	return bg_list_has(values, '|', s, n);
}

/* What may stand behind the leaf in a code span that still means the leaf. */
static bool
is_tail(const char *s, size_t n, const struct bg_subject *subject)
{
	bool flag = *subject->leaf == '-';

	if (!n || bg_starts(s, ".py"))
		return true;
	if (flag && strchr(" =", *s) && is_value(subject->values, s + 1, n - 1))
		return false;
	if (flag && (*s == ' ' || *s == '/' || *s == ',')) {
		for (size_t i = 1; i < n; i++)
			if (s[i] == '-' && s[i - 1] == ' ')
				return false;
		return true;
	}
	if (*s == ' ')
		return n > 1 && (s[1] == '=' || s[1] == '(') && s[n - 1] != '-';
	return strchr("(=[:}'\"", *s) != NULL && !bg_path_goes_on(s, n, 0);
}

/* Whether all that is called is f(leaf): one argument, with or without a value. */
static bool
is_lone_argument(const char *s, size_t n, size_t at, size_t behind)
{
	for (size_t i = behind; i < n; i++)
		if (s[i] == ',')
			return false;
	return at && s[at - 1] == '(' && s[n - 1] == ')';
}

/* Whether the n bytes before a leaf agree with the subject; *joined: the owner is there. */
static bool
is_head(const char *s, size_t n, const struct bg_subject *subject, bool *joined)
{
	*joined = subject->owner && bg_word_find(s, n, subject->owner, 0) != BG_NOWHERE;
	if (!n)
		return true;
	switch (s[n - 1]) {
	case '.':
		return bg_path_fits(s, n, subject, joined);
	case '=':
	case ' ':
		return *subject->leaf != '-' ? s[n - 1] == ' ' || *joined
		                             : *joined && !memchr(s, '-', n);
	case '$':
	case '{':
	case '\'':
	case '"':
		return true;
	case '/':
		return *subject->leaf != '-' && (!strchr(subject->id, '/') || *joined);
	default:
		return false;
	}
}

static enum bg_mention
mention_family(const struct bg_token *t, size_t stem, const struct bg_subject *subject)
{
	size_t n = t->n;

	if (n <= stem || memcmp(t->s, subject->leaf, stem) != 0)
		return BG_MENTION_NO;
	return bg_is_placeholder(t->s + stem, n - stem) ? BG_MENTION_WHOLE : BG_MENTION_NO;
}

/* "HTTP 503" in prose is two words. */
static enum bg_mention
mention_prose(const struct bg_token *t, const struct bg_subject *subject)
{
	enum { FAR = 8 };
	size_t n = strlen(subject->leaf);

	if (t->code || strncmp(t->s, subject->leaf, n) != 0 || bg_is_name(t->s[n]) ||
	    bg_path_goes_on(t->s, n + strnlen(t->s + n, FAR), n))
		return BG_MENTION_NO;
	return subject->owner ? BG_MENTION_LEAF : BG_MENTION_WHOLE;
}

enum bg_mention
bg_token_mentions(const struct bg_token *t, const struct bg_subject *subject)
{
	const char *leaf = subject->leaf;
	size_t m = strlen(leaf), at;
	bool joined;

	if (t->type == BG_TOKEN_MARK)
		return BG_MENTION_NO;
	if (t->n == strlen(subject->id) && memcmp(t->s, subject->id, t->n) == 0 &&
	    (t->code || !bg_is_plain_word(subject->id)))
		return BG_MENTION_WHOLE;
	if (bg_family_stem(leaf))
		return mention_family(t, bg_family_stem(leaf), subject);
	if (strchr(leaf, ' ') && !t->code)
		return mention_prose(t, subject);
	at = bg_word_find(t->s, t->n, leaf, 0);
	if (at == BG_NOWHERE)
		return BG_MENTION_NO;
	if (subject->owner && is_lone_argument(t->s, t->n, at, at + m)) {
		size_t end = at - 1, from = part_start(t->s, &end);

		return end - from == strlen(subject->owner) &&
		                       memcmp(t->s + from, subject->owner, end - from) == 0
		               ? BG_MENTION_WHOLE
		               : BG_MENTION_NO;
	}
	if (!is_tail(t->s + at + m, t->n - at - m, subject) ||
	    !is_head(t->s, at, subject, &joined))
		return BG_MENTION_NO;
	if (!t->code && !joined && bg_is_plain_word(leaf))
		return BG_MENTION_NO;
	return joined || !subject->owner ? BG_MENTION_WHOLE : BG_MENTION_LEAF;
}

bool
bg_text_may_mention(const char *text, const struct bg_subject *subject)
{
	size_t stem = bg_family_stem(subject->leaf);
	const char *at = strstr(text, subject->leaf);

	if (at || !stem)
		return at != NULL && *subject->leaf;
	for (at = text; (at = strchr(at, *subject->leaf)) != NULL; at++)
		if (strncmp(at, subject->leaf, stem) == 0)
			return true;
	return false;
}
