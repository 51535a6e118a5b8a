/* SPDX-License-Identifier: MIT */
/* Cutting an entry's text into words, names and marks. */
#include "ledger/phrase.h"

#include <string.h>

#include "base/words.h"

bool
bg_token_in(const struct bg_token *token, const char *list)
{
	const char *p = list;
	size_t n;

	if (token->type != BG_TOKEN_WORD)
		return false;
	for (; *p; p += n) {
		p += *p == ' ';
		n = strcspn(p, " ");
		if (n == token->n && bg_same_fold(p, token->s, n))
			return true;
	}
	return false;
}

bool
bg_token_begins(const struct bg_token *token, const char *prefix)
{
	size_t n = strlen(prefix);

	return token->type != BG_TOKEN_MARK && token->n >= n &&
	       bg_same_fold(token->s, prefix, n);
}

void
bg_text_open(struct bg_text *text, const struct bg_md_block *block)
{
	*text = (struct bg_text){.block = block, .end = strlen(block->text)};
}

const struct bg_md_span *
bg_text_code(struct bg_text *text, size_t *next)
{
	const struct bg_md_block *block = text->block;
	const struct bg_md_span *span;

	for (; text->code < block->nspan; text->code++) {
		span = &block->span[text->code];
		if (span->type != BG_MD_CODE || span->to <= text->at || span->from == span->to)
			continue;
		*next = span->from > text->at ? span->from : span->to;
		return span->from == text->at ? span : NULL;
	}
	*next = text->end;
	return NULL;
}

/* What opens a call, a quote or a label is looked for its end no farther than this. */
enum { FAR = 256 };

/* '_', an inner capital, a dotted path, an option: what prose does not use. */
static bool
looks_like_name(const char *s, size_t n)
{
	bool letter = false;

	if (n > 2 && s[0] == '-' && (s[1] == '-' || bg_is_alpha(s[1])))
		return true;
	for (size_t i = 0; i < n; i++) {
		letter = letter || bg_is_alpha(s[i]);
		if (s[i] == '_' || s[i] == '(' || s[i] == '=')
			return letter || i + 1 < n;
		if (i == 0 || !letter)
			continue;
		if (s[i] == '.' && i > 1 && i + 2 < n && bg_is_alpha(s[i + 1]))
			return true;
		if (bg_is_upper(s[i]) && !bg_is_upper(s[i - 1]) && s[i - 1] != '-')
			return true;
	}
	return false;
}

/* Length of the bare word at s: an identifier with its dots, call and wildcard. */
static size_t
bare_length(const char *s, size_t n)
{
	size_t i = 0, close, end;

	while (i < n && i < 2 && s[i] == '-')
		i++;
	if (i < n && i && !bg_is_alpha(s[i]))
		return 0;
	for (; i < n; i++) {
		bool more = i + 1 < n && bg_is_name(s[i + 1]);

		if (bg_is_name(s[i]) || ((unsigned char)s[i] & 0x80 && i == 0))
			continue;
		if (i && strchr(".-=", s[i]) && s[i] && more)
			continue;
		if (i && s[i] == '*' && (s[i - 1] == '_' || s[i - 1] == '.'))
			continue;
		break;
	}
	if (i && i < n && s[i] == '(') {
		end = n - i < FAR ? n : i + FAR;
		for (close = i; close < end && s[close] != ')' && s[close] != ' ';)
			close++;
		if (close < end && s[close] == ')')
			i = close + 1;
	}
	return i;
}

/* Bytes that are neither ASCII nor punctuation we know are parts of words. */
static size_t
foreign_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && ((unsigned char)s[i] & 0x80 || bg_is_name(s[i])))
		i++;
	return i;
}

struct sign {
	const char *text;
	char mark;
};

static const struct sign signs[] = {
	{"->", '>'},
	{"=>", '>'},
	{"\xe2\x86\x92", '>'},
	{"\xe2\x87\x92", '>'},
	{"\xe2\x9e\x9c", '>'},
	{"\xe2\x9e\xa1", '>'},
	{"\xe2\x80\x93", '-'},
	{"\xe2\x80\x94", '-'},
	{"--", '-'},
	{"'s ", 's'},
	{"\xe2\x80\x99s ", 's'},
	{"\xe2\x80\x99", '\''},
};

/* The length of the sign at s, and its meaning; 0 for none. */
static size_t
read_sign(char *mark, const char *s, size_t n)
{
	size_t m;

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		m = strlen(signs[i].text);
		if (n < m || memcmp(s, signs[i].text, m) != 0)
			continue;
		*mark = signs[i].mark;
		return m;
	}
	return 0;
}

/* A word between quotes, quotes included, counts as code; 0 for none. */
static size_t
quoted_length(const char *s, size_t n, size_t *quote)
{
	static const char *const pair[][2] = {{"\"", "\""},
	                                      {"'", "'"},
	                                      {"\xe2\x80\x9c", "\xe2\x80\x9d"},
	                                      {"\xe2\x80\x98", "\xe2\x80\x99"}};
	size_t m, i;

	n = n < FAR ? n : FAR;
	for (size_t k = 0; k < sizeof(pair) / sizeof(*pair); k++) {
		m = strlen(pair[k][0]);
		if (n < m || memcmp(s, pair[k][0], m) != 0)
			continue;
		for (i = m;
		     i < n && s[i] != ' ' && memcmp(s + i, pair[k][1], i + m <= n ? m : 1);)
			i++;
		if (i > m && i + m <= n && s[i] != ' ' &&
		    (i + m == n || !bg_is_name(s[i + m]))) {
			*quote = strlen(pair[k][1]);
			return i + *quote;
		}
	}
	return 0;
}

/* Whether the stop at s ends a sentence: blanks behind it, and no abbreviation. */
static bool
is_stop(const struct bg_text *c)
{
	const char *s = c->block->text + c->at;
	const char *start = c->block->text;

	if (!strchr(".!?", *s))
		return false;
	if (c->at + 1 < c->end && !bg_is_space(s[1]) &&
	    !(strchr(")\"'", s[1]) && (c->at + 2 >= c->end || bg_is_space(s[2]))))
		return false;
	if (*s == '.' && s - start >= 3 &&
	    (bg_same_fold(s - 3, "e.g", 3) || bg_same_fold(s - 3, "i.e", 3) ||
	     bg_same_fold(s - 3, " vs", 3) || bg_same_fold(s - 3, " cf", 3) ||
	     bg_same_fold(s - 3, "etc", 3)))
		return false;
	return true;
}

/* Reads what stands at the cursor into *t and moves the cursor behind it. */
static void
read_token(struct bg_token *t, struct bg_text *c)
{
	const char *s = c->block->text + c->at;
	size_t next, n, quote = 0, m;
	const struct bg_md_span *span = bg_text_code(c, &next);

	n = next - c->at;
	*t = (struct bg_token){.s = s, .n = 1, .type = BG_TOKEN_MARK, .mark = *s};
	if (span) {
		t->type = BG_TOKEN_NAME;
		t->code = true;
		t->n = span->to - span->from;
	} else if ((m = quoted_length(s, n, &quote)) > 0) {
		t->type = BG_TOKEN_NAME;
		t->code = true;
		t->s = s + quote;
		t->n = m - 2 * quote;
		c->at += quote * 2;
	} else if ((m = bare_length(s, n)) > 0 && !((unsigned char)*s & 0x80)) {
		t->n = m;
		t->type = looks_like_name(s, m) ? BG_TOKEN_NAME : BG_TOKEN_WORD;
	} else if ((m = read_sign(&t->mark, s, c->end - c->at)) > 0) {
		t->n = m;
	} else if ((m = foreign_length(s, n)) > 0) {
		t->n = m;
		t->type = BG_TOKEN_WORD;
	}
	c->at += t->n;
}

/* Brackets of a reference link say nothing, nor does its label: "[text][label]". */
static size_t
bracket_length(const struct bg_text *c)
{
	const char *s = c->block->text + c->at;

	if (*s == ']' && s[1] == '[')
		for (size_t i = 2; i < FAR && s[i] && !strchr(" \t", s[i]); i++)
			if (s[i] == ']')
				return i + 1;
	return *s == '[' || *s == ']';
}

bool
bg_phrase_read(struct bg_phrase *out, struct bg_text *c)
{
	const char *text = c->block->text;
	struct bg_token spare;
	size_t next, m;

	out->n = 0;
	if (c->at >= c->end)
		return false;
	while (c->at < c->end) {
		if (bg_is_space(text[c->at])) {
			c->at++;
			continue;
		}
		if (!bg_text_code(c, &next)) {
			if (is_stop(c)) {
				c->at++;
				break;
			}
			m = out->n > 2 ? bracket_length(c) : 0;
			if (m) {
				c->at += m;
				continue;
			}
		}
		read_token(out->n < BG_PHRASE_TOKENS ? &out->token[out->n++] : &spare, c);
	}
	return true;
}
