/* SPDX-License-Identifier: MIT */
/* TOML's four sorts of strings. */
#include "parse/toml_reader.h"

static bool
is_control(char c)
{
	return ((unsigned char)c < 0x20 && c != '\t') || c == 0x7f;
}

static unsigned
hex_digit(char c)
{
	if (bg_is_digit(c))
		return (unsigned)(c - '0');
	c = bg_lower(c);
	return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10) : 16;
}

static void
put_utf8(struct bg_buf *out, unsigned long c)
{
	if (c < 0x80) {
		bg_buf_putc(out, (char)c);
		return;
	}
	if (c < 0x800) {
		bg_buf_putc(out, (char)(0xc0 | c >> 6));
	} else {
		if (c < 0x10000) {
			bg_buf_putc(out, (char)(0xe0 | c >> 12));
		} else {
			bg_buf_putc(out, (char)(0xf0 | c >> 18));
			bg_buf_putc(out, (char)(0x80 | (c >> 12 & 0x3f)));
		}
		bg_buf_putc(out, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	bg_buf_putc(out, (char)(0x80 | (c & 0x3f)));
}

/* The digits behind "\u" or "\U". */
static int
read_code_point(struct bg_toml *t, struct bg_buf *out, size_t digits)
{
	unsigned long c = 0;

	for (size_t i = 0; i < digits; i++) {
		if (hex_digit(t->s[i]) > 15)
			return bg_toml_fail(t, "an escape needs %zu hexadecimal digits",
			                    digits);
		c = c << 4 | hex_digit(t->s[i]);
	}
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return bg_toml_fail(t, "an escape that is no Unicode character");
	if (c == 0)
		return bg_toml_fail(t, "a string that holds a NUL character");
	t->s += digits;
	put_utf8(out, c);
	return 0;
}

/* A backslash at a line's end takes all blanks and newlines along. */
static int
join_lines(struct bg_toml *t)
{
	bg_toml_blank(t);
	if (!bg_toml_newline(t))
		return bg_toml_fail(t, "a backslash that begins no escape");
	do
		bg_toml_blank(t);
	while (bg_toml_newline(t));
	return 0;
}

/* Behind the backslash. */
static int
read_escape(struct bg_toml *t, struct bg_buf *out, bool lines)
{
	static const char from[] = "btnfr\"\\", to[] = "\b\t\n\f\r\"\\";
	const char *found = *t->s ? strchr(from, *t->s) : NULL;

	if (found) {
		bg_buf_putc(out, to[found - from]);
		t->s++;
		return 0;
	}
	if (*t->s == 'u' || *t->s == 'U')
		return read_code_point(t, out, *t->s++ == 'u' ? 4 : 8);
	if (lines && *t->s && strchr(" \t\r\n", *t->s))
		return join_lines(t);
	return bg_toml_fail(t, "a backslash that begins no escape");
}

/* One line, behind its quote and up to and with the closing one. */
static int
read_line(struct bg_toml *t, struct bg_buf *out, char quote)
{
	while (*t->s != quote) {
		if (!*t->s || *t->s == '\n' || *t->s == '\r')
			return bg_toml_fail(t, "a string without its closing %c", quote);
		if (is_control(*t->s))
			return bg_toml_fail(t, "a control character in a string");
		if (*t->s == '\\' && quote == '"') {
			t->s++;
			if (read_escape(t, out, false))
				return -1;
		} else {
			bg_buf_putc(out, *t->s++);
		}
	}
	t->s++;
	return 0;
}

static bool
ends_here(const char *s, char quote)
{
	return s[0] == quote && s[1] == quote && s[2] == quote;
}

/* Several lines, behind three quotes; the last two of five closing ones belong to the text. */
static int
read_lines(struct bg_toml *t, struct bg_buf *out, char quote)
{
	bg_toml_newline(t);
	while (!ends_here(t->s, quote)) {
		if (!*t->s)
			return bg_toml_fail(t, "a string without its closing %c%c%c", quote,
			                    quote, quote);
		if (bg_toml_newline(t)) {
			bg_buf_putc(out, '\n');
		} else if (is_control(*t->s)) {
			return bg_toml_fail(t, "a control character in a string");
		} else if (*t->s == '\\' && quote == '"') {
			t->s++;
			if (read_escape(t, out, true))
				return -1;
		} else {
			bg_buf_putc(out, *t->s++);
		}
	}
	t->s += 3;
	for (int i = 0; i < 2 && *t->s == quote; i++)
		bg_buf_putc(out, *t->s++);
	return 0;
}

int
bg_toml_key_string(struct bg_toml *t, const char **s)
{
	struct bg_buf out = {.arena = t->arena};
	char quote = *t->s++;

	if (read_line(t, &out, quote))
		return -1;
	*s = bg_buf_str(&out);
	return 0;
}

int
bg_toml_string(struct bg_toml *t, const char **s)
{
	struct bg_buf out = {.arena = t->arena};
	char quote = *t->s;

	if (!ends_here(t->s, quote))
		return bg_toml_key_string(t, s);
	t->s += 3;
	if (read_lines(t, &out, quote))
		return -1;
	*s = bg_buf_str(&out);
	return 0;
}
