/* SPDX-License-Identifier: MIT */
/* Until when an announced name stays: "will be removed in 1.0", "until 2027-01-01". */
#include <string.h>

#include "base/words.h"
#include "ledger/phrase.h"
#include "ledger/when.h"
#include "model/version.h"

/* Words that a date or a version of the end follows. */
static const char ending[] =
	" removed removal remove removing dropped deleted gone disappear disappears away "
	"until till earlier ends end expires sunset retired ";
/* Words that may stand in between. */
static const char between[] =
	" in with by on at for of the a an release releases version v next major from as and "
	"or be not is no than earlier after until scheduled planned boundary "
	"support completely entirely again then it they starting target targeted targets ";
enum { FAR = 9 };

struct reader {
	struct bg_term *out;
	struct bg_arena *arena;
	const struct bg_version *since;
};

static size_t
word_length(const char *s, const char *end)
{
	size_t n = 0;

	while (s + n < end && !bg_is_space(s[n]))
		n++;
	return n;
}

static bool
in_list(const char *list, const char *s, size_t n)
{
	const struct bg_token word = {.type = BG_TOKEN_WORD, .s = s, .n = n};

	return n && bg_token_in(&word, list);
}

/* Without brackets, quotes and stops around it. */
static void
trim(const char **s, size_t *n)
{
	while (*n && strchr("(\"'`[", **s)) {
		++*s;
		--*n;
	}
	while (*n && strchr(".,;:!)\"'`]", (*s)[*n - 1]))
		--*n;
}

/* "1.0", "v2", "2.x", "version 2": a bare number only behind "version" or "release". */
static bool
read_version(struct reader *r, const char *s, size_t n, bool announced)
{
	unsigned parts = 1;
	const char *text;
	bool v = n > 1 && (*s == 'v' || *s == 'V') && bg_is_digit(s[1]);

	s += v;
	n -= v;
	if (!n || !bg_is_digit(*s))
		return false;
	if (n > 2 && (s[n - 1] == 'x' || s[n - 1] == 'X' || s[n - 1] == '*') &&
	    s[n - 2] == '.') {
		n -= 2;
		v = true;
	}
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '.')
			parts++;
		else if (!bg_is_digit(s[i]) && parts < 3)
			return false;
	}
	if (parts == 1 && !v && !announced)
		return false;
	text = bg_strf(r->arena, "%.*s%s", (int)(n < 255 ? n : 255), s,
	               parts == 1   ? ".0.0"
	               : parts == 2 ? ".0"
	                            : "");
	if (!bg_version_parse(&r->out->version, r->arena, text, strlen(text)))
		return false;
	r->out->version.pre = r->out->version.build = "";
	return r->out->has_version = true;
}

/* "the next major release" after the one that says so. */
static bool
read_next_major(struct reader *r, const char *s, const char *end)
{
	static const char major[] = "next major";

	if (!r->since || (size_t)(end - s) < strlen(major) || !bg_starts_fold(s, major))
		return false;
	r->out->version = bg_version_next(r->since, BG_MAJOR);
	return r->out->has_version = true;
}

/* Reads on behind a word of the end, up to something that says when. */
static bool
read_when(struct reader *r, const char *s, const char *end)
{
	bool announced = false;
	size_t n, length;

	for (size_t words = 0; s < end && words < FAR; words++, s += length) {
		while (s < end && bg_is_space(*s))
			s++;
		length = n = word_length(s, end);
		if (bg_date_read(&r->out->day, NULL, s + strspn(s, "("))) {
			r->out->has_day = true;
			return true;
		}
		if (read_next_major(r, s, end))
			return true;
		trim(&s, &n);
		length = word_length(s, end);
		if (read_version(r, s, n, announced))
			return true;
		if (!in_list(between, s, n) || (length > n && strchr(".;", s[n])))
			return false;
		announced = in_list(" version release v ", s, n);
	}
	return false;
}

/* "not before 1.0"; "before 1.0" alone promises nothing to whoever relies on it. */
static bool
is_not_before(const char *text, const char *word, size_t n)
{
	enum { BEHIND = 24 };
	const char *s = word - text > BEHIND ? word - BEHIND : text;

	if (n != 6 || !bg_same_fold(word, "before", n))
		return false;
	for (; s < word; s++)
		if (bg_starts_fold(s, "not "))
			return true;
	return false;
}

/* Reads the text from .. end for the first promise in it. */
static bool
read_text(struct reader *r, const char *s, const char *end)
{
	const char *text = s, *word;
	size_t n, length;

	for (; s < end; s += length + (s + length < end)) {
		length = n = word_length(s, end);
		word = s;
		trim(&word, &n);
		if ((in_list(ending, word, n) || is_not_before(text, word, n)) &&
		    word[n] != '.' && read_when(r, s + length, end))
			return true;
	}
	return false;
}

/* Where the first sentence that names the subject begins; the text where none does. */
static const char *
find_sentence(const char *text, const struct bg_subject *subject)
{
	size_t at = bg_word_find(text, strlen(text), subject->leaf, 0);

	if (at == BG_NOWHERE)
		return text;
	for (; at > 1; at--)
		if (text[at - 1] == ' ' && strchr(".;", text[at - 2]))
			break;
	return text + (at > 1 ? at : 0);
}

bool
bg_term_read(struct bg_term *out, struct bg_arena *arena, const struct bg_entry *entry,
             const struct bg_subject *subject, const struct bg_version *since)
{
	struct reader r = {out, arena, since};
	const char *text = entry->block->text, *own = find_sentence(text, subject);

	*out = (struct bg_term){.version = {.pre = "", .build = ""}};
	return read_text(&r, own, text + strlen(text)) ||
	       read_text(&r, text, text + strlen(text)) ||
	       read_text(&r, entry->parent, entry->parent + strlen(entry->parent)) ||
	       read_text(&r, entry->heading, entry->heading + strlen(entry->heading));
}

/* ---- replacements -------------------------------------------------------------------- */

const char *
bg_entry_replacement(struct bg_arena *arena, const struct bg_entry *entry,
                     const struct bg_subject *subject)
{
	struct bg_phrase phrase;
	struct bg_text at;
	bool seen = false;

	for (bg_text_open(&at, entry->block); bg_phrase_read(&phrase, &at);) {
		bg_phrase_roles(&phrase, 0, phrase.n);
		for (size_t i = 0; i < phrase.n; i++)
			seen = seen ||
			       bg_token_mentions(&phrase.token[i], subject) != BG_MENTION_NO;
		for (size_t i = 0; seen && i < phrase.n; i++) {
			const struct bg_token *t = &phrase.token[i];

			if (t->type == BG_TOKEN_NAME &&
			    (t->role == BG_ROLE_GONE ||
			     (i && bg_token_in(&phrase.token[i - 1], " to ") && i > 1 &&
			      phrase.token[i - 2].type == BG_TOKEN_NAME)) &&
			    bg_token_mentions(t, subject) == BG_MENTION_NO)
				return bg_strndup(arena, t->s, t->n);
		}
	}
	return NULL;
}
