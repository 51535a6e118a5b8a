/* SPDX-License-Identifier: MIT */
/* Numbers: their extent and form; the text stays as written. */
#include "python/parser.h"

/* CPython converts no longer ones from decimal. */
#define DECIMAL_DIGITS 4300

static bool
is_digit_of(char c, unsigned base)
{
	unsigned char u = (unsigned char)c;

	if (base == 16 && ((u | 32) >= 'a' && (u | 32) <= 'f'))
		return true;
	return u >= '0' && u < '0' + (base > 10 ? 10 : base);
}

static struct bg_py_at
place_of(const struct bg_py_parser *p, const char *s)
{
	return (struct bg_py_at){p->lex.line, (uint32_t)(s - p->lex.line_start)};
}

/* Behind digits with single underscores between them. */
static const char *
take_digits(struct bg_py_parser *p, const char *s, unsigned base)
{
	for (;;) {
		while (is_digit_of(*s, base))
			s++;
		if (*s != '_')
			return s;
		if (!is_digit_of(s[1], base)) {
			bg_py_fail_at(p, place_of(p, s), "expected a digit behind '_'");
			return s;
		}
		s++;
	}
}

/* 0x…, 0o…, 0b…: at least one digit, an underscore may come first. */
static const char *
take_based(struct bg_py_parser *p, const char *s, unsigned base)
{
	s += 2;
	if (*s == '_')
		s++;
	if (!is_digit_of(*s, base)) {
		bg_py_fail_at(p, place_of(p, s), "expected a digit of base %u", base);
		return s;
	}
	s = take_digits(p, s, base);
	if (*s >= '0' && *s <= '9')
		bg_py_fail_at(p, place_of(p, s), "'%c' is no digit of base %u", *s, base);
	return s;
}

static const char *
take_exponent(struct bg_py_parser *p, const char *s)
{
	const char *digits = s + 1 + (s[1] == '+' || s[1] == '-');

	if (*digits >= '0' && *digits <= '9')
		return take_digits(p, digits, 10);
	if (digits != s + 1)
		bg_py_fail_at(p, place_of(p, digits), "expected a digit in the exponent");
	return s;
}

/* "1if x else y" is a number and a keyword; "1abc" is nothing. */
static void
check_end(struct bg_py_parser *p, const char *s)
{
	static const char *const words[] = {"and", "else", "for", "if",
	                                    "in",  "is",   "not", "or"};
	size_t n;

	if (!bg_is_word(*s))
		return;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		n = strlen(words[i]);
		if (strncmp(s, words[i], n) == 0)
			return;
	}
	bg_py_fail_at(p, place_of(p, s),
	              *s == 'L' || *s == 'l'
	                      ? "unexpected '%c' behind a number: is this Python 2?"
	                      : "unexpected '%c' behind a number",
	              (*s & 0x80) ? '?' : *s);
}

/* A decimal integer does not begin with 0, unless it is 0. */
static void
check_decimal(struct bg_py_parser *p, const char *s, const char *end)
{
	size_t digits = 0;

	if (*s == '0')
		for (const char *at = s; at < end; at++)
			if (*at != '0' && *at != '_') {
				bg_py_fail_at(
					p, place_of(p, s),
					"expected no 0 at the start of a decimal integer: "
					"octal ones begin with 0o");
				return;
			}
	for (; s < end; s++)
		digits += *s != '_';
	if (digits > DECIMAL_DIGITS)
		bg_py_fail_at(p, p->tok.at, "a decimal integer of more than %d digits",
		              DECIMAL_DIGITS);
}

static const char *
take_number(struct bg_py_parser *p, const char *s)
{
	const char *from = s;
	char kind = s[0] == '0' ? (char)(s[1] | 32) : '\0';

	if (kind == 'x' || kind == 'o' || kind == 'b')
		return take_based(p, s, kind == 'x' ? 16 : kind == 'o' ? 8 : 2);
	s = take_digits(p, s, 10);
	if (*s != '.' && (*s | 32) != 'e' && (*s | 32) != 'j') {
		check_decimal(p, from, s);
		return s;
	}
	if (*s == '.') {
		s++;
		if (*s >= '0' && *s <= '9')
			s = take_digits(p, s, 10);
	}
	if ((*s | 32) == 'e') {
		from = s;
		s = take_exponent(p, s);
		if (s == from)
			return s;
	}
	return (*s | 32) == 'j' ? s + 1 : s;
}

void
bg_py_lex_number(struct bg_py_parser *p)
{
	const char *s;

	p->tok.type = BG_TOK_NUMBER;
	s = take_number(p, p->lex.p);
	check_end(p, s);
	p->lex.p = s;
}
