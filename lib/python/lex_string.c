/* SPDX-License-Identifier: MIT */
/* Strings: prefixes, and where they end. */
#include "python/parser.h"

int
bg_py_lex_prefix(const char *s, size_t n)
{
	int bits = 0, bit;

	for (size_t i = 0; i < n; i++) {
		switch (s[i] | 32) {
		case 'r':
			bit = BG_PREFIX_RAW;
			break;
		case 'b':
			bit = BG_PREFIX_BYTES;
			break;
		case 'u':
			bit = BG_PREFIX_U;
			break;
		case 'f':
			bit = BG_PREFIX_F;
			break;
		case 't':
			bit = BG_PREFIX_T;
			break;
		default:
			return -1;
		}
		if (bits & bit)
			return -1;
		bits |= bit;
	}
	if (n < 2)
		return bits;
	/* Of two letters one is 'r', the other one is not 'u'. */
	return (bits & BG_PREFIX_RAW) && !(bits & BG_PREFIX_U) ? bits : -1;
}

static void
count_lines(struct bg_py_parser *p, const char *s, const char *end)
{
	while ((s = memchr(s, '\n', (size_t)(end - s))) != NULL) {
		p->lex.line++;
		p->lex.line_start = ++s;
	}
}

/* Behind a closing '"""'. */
static const char *
end_of_triple(struct bg_py_parser *p, const char *s, char quote)
{
	const char *from = s;

	for (;; s++) {
		while (*s != quote && *s != '\\' && s != p->text_end)
			s++;
		if (s == p->text_end) {
			bg_py_fail_at(p, p->tok.at,
			              "a string in triple quotes was never closed");
			return s;
		}
		if (*s == '\\') {
			p->tok.prefix |= BG_PREFIX_ESCAPES;
			if (++s == p->text_end)
				s--;
			continue;
		}
		if (s[1] == quote && s[2] == quote)
			break;
	}
	count_lines(p, from, s);
	return s + 3;
}

static const char *
end_of_single(struct bg_py_parser *p, const char *s, char quote)
{
	for (;; s++) {
		while (*s != quote && *s != '\\' && *s != '\n' && s != p->text_end)
			s++;
		if (*s == quote)
			return s + 1;
		if (*s != '\\') {
			bg_py_fail_at(p, p->tok.at, "a string was not closed in its line");
			return s;
		}
		p->tok.prefix |= BG_PREFIX_ESCAPES;
		if (*++s == '\n') {
			p->lex.line++;
			p->lex.line_start = s + 1;
		} else if (s == p->text_end) {
			s--;
		}
	}
}

void
bg_py_lex_string(struct bg_py_parser *p, const char *from, size_t n)
{
	const char *s = from + n;
	char quote = *s;
	bool triple = s[1] == quote && s[2] == quote;

	p->tok.quote = (uint8_t)(n + (triple ? 3 : 1));
	p->lex.p = from + p->tok.quote;
	if (triple)
		p->tok.prefix |= BG_PREFIX_TRIPLE;
	if (p->tok.prefix & (BG_PREFIX_F | BG_PREFIX_T)) {
		p->tok.type = BG_TOK_FSTRING;
		return;
	}
	p->tok.type = BG_TOK_STRING;
	p->lex.p =
		triple ? end_of_triple(p, p->lex.p, quote) : end_of_single(p, p->lex.p, quote);
}
