/* SPDX-License-Identifier: MIT */
/* UTF-8 checks and escapes. */
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"

static const char replacement[] = "\xEF\xBF\xBD";

static bool
is_tail(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

size_t
bg_utf8_length(const char *s, size_t n)
{
	unsigned char a = (unsigned char)s[0], b = n > 1 ? (unsigned char)s[1] : 0;

	if (a < 0x80)
		return 1;
	if (a >= 0xC2 && a <= 0xDF)
		return n > 1 && is_tail(s[1]) ? 2 : 0;
	if (a >= 0xE0 && a <= 0xEF) {
		if (n < 3 || !is_tail(s[1]) || !is_tail(s[2]))
			return 0;
		if ((a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F))
			return 0;
		return 3;
	}
	if (a >= 0xF0 && a <= 0xF4) {
		if (n < 4 || !is_tail(s[1]) || !is_tail(s[2]) || !is_tail(s[3]))
			return 0;
		if ((a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F))
			return 0;
		return 4;
	}
	return 0;
}

size_t
bg_utf8_check(const char *s, size_t n)
{
	size_t i = 0, length;

	while (i < n) {
		length = bg_utf8_length(s + i, n - i);
		if (!length)
			return i;
		i += length;
	}
	return n;
}

char *
bg_utf8_repair(struct bg_arena *arena, const char *s, size_t n)
{
	struct bg_buf out = {.arena = arena};
	size_t i = 0, length;

	if (bg_utf8_check(s, n) == n && !memchr(s, '\0', n))
		return bg_strndup(arena, s, n);
	while (i < n) {
		length = bg_utf8_length(s + i, n - i);
		if (!length || s[i] == '\0') {
			bg_buf_puts(&out, replacement);
			i++;
			continue;
		}
		bg_buf_add(&out, s + i, length);
		i += length;
	}
	return bg_strdup(arena, bg_buf_str(&out));
}

static uint32_t
decode(const char *s, size_t length)
{
	static const unsigned char mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	uint32_t point = (unsigned char)s[0] & mask[length];

	for (size_t i = 1; i < length; i++)
		point = point << 6 | ((unsigned char)s[i] & 0x3F);
	return point;
}

/* Characters that move the cursor, end a line or reorder text. */
static bool
is_unsafe(uint32_t point)
{
	return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x61C ||
	       (point >= 0x200E && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
	       (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF;
}

bool
bg_begins_command(const char *start, const char *p)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

	if (p[0] == '#' && p[1] == '#')
		return p[2 + strspn(p + 2, letters)] == '[';
	if (p[0] != ':' || p[1] != ':' || !p[2] || !strchr(letters, p[2]))
		return false;
	/* Lines are broken at blanks; other white space is beyond ASCII. */
	return (p == start || (unsigned char)p[-1] <= ' ' || (unsigned char)p[-1] >= 0x7F) &&
	       strstr(p + 2, "::");
}

char *
bg_printable(struct bg_arena *arena, const char *s)
{
	struct bg_buf out = {.arena = arena};
	size_t n = strlen(s), i = 0, length;
	uint32_t point;

	while (i < n) {
		length = bg_utf8_length(s + i, n - i);
		if (!length) {
			bg_buf_puts(&out, replacement);
			i++;
			continue;
		}
		point = decode(s + i, length);
		if (!is_unsafe(point) && !bg_begins_command(s, s + i))
			bg_buf_add(&out, s + i, length);
		else if (point < 0x100)
			bg_buf_printf(&out, "\\x%02X", (unsigned)point);
		else
			bg_buf_printf(&out, "\\u{%X}", (unsigned)point);
		i += length;
	}
	return bg_strdup(arena, bg_buf_str(&out));
}

size_t
bg_utf8_columns(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		if (!is_tail(*s))
			n++;
	return n;
}
