/* SPDX-License-Identifier: MIT */
/* Bytes to text: encodings, byte order mark, the ends of lines. */
#include "base/utf8.h"
#include "base/words.h"
#include "python/parser.h"

#define PADDING 16

enum encoding {
	ENC_UTF8,
	ENC_ASCII,
	ENC_LATIN1,
	ENC_OTHER,
#define _(name, ...) ENC_##name,
#include "python/charmaps.def"
};

#define FIRST_CHARMAP (ENC_OTHER + 1)
static const uint16_t charmaps[][128] = {
#define _(name, ...) {__VA_ARGS__},
#include "python/charmaps.def"
};

static const struct {
	const char *name;
	enum encoding encoding;
} encodings[] = {
	{"utf-8", ENC_UTF8},        {"utf8", ENC_UTF8},           {"u8", ENC_UTF8},
	{"utf", ENC_UTF8},          {"utf-8-sig", ENC_UTF8},      {"utf8-ucs2", ENC_UTF8},
	{"utf8-ucs4", ENC_UTF8},    {"ascii", ENC_ASCII},         {"us-ascii", ENC_ASCII},
	{"646", ENC_ASCII},         {"latin-1", ENC_LATIN1},      {"latin1", ENC_LATIN1},
	{"latin", ENC_LATIN1},      {"iso-8859-1", ENC_LATIN1},   {"iso8859-1", ENC_LATIN1},
	{"8859", ENC_LATIN1},       {"iso-latin-1", ENC_LATIN1},  {"l1", ENC_LATIN1},
	{"koi8-r", ENC_koi8_r},     {"cp1252", ENC_cp1252},       {"windows-1252", ENC_cp1252},
	{"cp1251", ENC_cp1251},     {"windows-1251", ENC_cp1251}, {"iso-8859-15", ENC_latin9},
	{"iso8859-15", ENC_latin9}, {"latin9", ENC_latin9},
};

static enum encoding
look_up(const char *name)
{
	for (size_t i = 0; i < sizeof(encodings) / sizeof(*encodings); i++)
		if (strcmp(name, encodings[i].name) == 0)
			return encodings[i].encoding;
	if (bg_starts(name, "utf-8-"))
		return ENC_UTF8;
	return bg_starts(name, "latin-1-") || bg_starts(name, "iso-8859-1-") ||
	                       bg_starts(name, "iso-latin-1-")
	               ? ENC_LATIN1
	               : ENC_OTHER;
}

static bool
is_encoding_byte(char c)
{
	return bg_is_alpha(c) || bg_is_digit(c) || c == '-' || c == '_' || c == '.';
}

/* The name behind "coding:" or "coding=" in a comment of n bytes; NULL: none. */
static const char *
find_name(struct bg_arena *arena, const char *s, size_t n)
{
	static const char word[] = "coding";
	const size_t length = sizeof(word) - 1;
	const char *end = s + n, *from;
	struct bg_buf name = {.arena = arena};

	for (; s + length < end; s++) {
		if (strncmp(s, word, length) != 0 || (s[length] != ':' && s[length] != '='))
			continue;
		from = s + length + 1;
		while (from < end && (*from == ' ' || *from == '\t'))
			from++;
		for (; from < end && is_encoding_byte(*from); from++)
			bg_buf_putc(&name, *from == '_' ? '-' : bg_lower(*from));
		if (name.n)
			return bg_buf_str(&name);
	}
	return NULL;
}

/* What the first two lines declare; *line is where. NULL: nothing. */
static const char *
declared(struct bg_arena *arena, const char *s, const char *end, uint32_t *line)
{
	const char *stop, *name;

	for (*line = 1; *line <= 2 && s < end; ++*line) {
		stop = s;
		while (stop < end && *stop != '\n' && *stop != '\r')
			stop++;
		while (s < stop && (*s == ' ' || *s == '\t' || *s == '\f'))
			s++;
		if (s < stop && *s != '#')
			return NULL;
		name = find_name(arena, s, (size_t)(stop - s));
		if (name)
			return name;
		s = stop + (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n' ? 2 : 1);
	}
	return NULL;
}

static bool
is_ascii(const char *s, size_t n)
{
	uint64_t any = 0, part;
	size_t i = 0;

	for (; i + 8 <= n; i += 8) {
		memcpy(&part, s + i, 8);
		any |= part;
	}
	for (; i < n; i++)
		any |= (uint64_t)(unsigned char)s[i];
	return !(any & UINT64_C(0x8080808080808080));
}

/* Offset of the first byte that is not well-formed; n when all of them are. */
static size_t
find_bad(const char *s, size_t n)
{
	size_t i = 0, length;
	uint64_t part;

	while (i < n) {
		if (i + 8 <= n) {
			memcpy(&part, s + i, 8);
			if (!(part & UINT64_C(0x8080808080808080))) {
				i += 8;
				continue;
			}
		}
		length = bg_utf8_length(s + i, n - i);
		if (!length)
			return i;
		i += length;
	}
	return n;
}

/* The place of an offset in bytes that may not be text. */
static struct bg_py_at
place_of(const char *s, size_t at)
{
	struct bg_py_at place = {1, 0};

	for (size_t i = 0; i < at; i++) {
		place.column++;
		if (s[i] == '\n' || (s[i] == '\r' && s[i + 1] != '\n'))
			place = (struct bg_py_at){place.line + 1, 0};
	}
	return place;
}

/* Bytes of an encoding with one byte for each character, as UTF-8; NULL: one is none. */
static const char *
from_bytes(struct bg_py_parser *p, const char *s, size_t *n, enum encoding encoding)
{
	struct bg_buf out = {.arena = p->arena};
	unsigned char c;
	uint32_t point;

	for (size_t i = 0; i < *n; i++) {
		c = (unsigned char)s[i];
		point = c < 0x80 || encoding == ENC_LATIN1
		                ? c
		                : charmaps[encoding - FIRST_CHARMAP][c - 0x80];
		if (!point) {
			bg_py_fail_at(p, place_of(s, i),
			              "the byte 0x%02X is no character of "
			              "the declared encoding",
			              c);
			return NULL;
		}
		bg_py_put_point(&out, point);
	}
	*n = out.n;
	return bg_buf_str(&out);
}

/* A copy with LF for CRLF and CR, and some bytes of NUL behind it. */
static void
copy_text(struct bg_py_parser *p, const char *s, size_t n)
{
	char *out = bg_alloc(p->arena, n + PADDING), *to = out;
	const char *end = s + n, *cr;

	while ((cr = memchr(s, '\r', (size_t)(end - s))) != NULL) {
		memcpy(to, s, (size_t)(cr - s));
		to += cr - s;
		*to++ = '\n';
		s = cr + (cr + 1 < end && cr[1] == '\n' ? 2 : 1);
	}
	memcpy(to, s, (size_t)(end - s));
	p->text = out;
	p->text_end = to + (end - s);
}

static bool
check_utf8(struct bg_py_parser *p, const char *s, size_t n, const char *name, uint32_t line)
{
	size_t bad;

	if (name && look_up(name) == ENC_OTHER) {
		bg_py_fail_at(p, (struct bg_py_at){line, 0},
		              "the encoding '%.40s' is not read: "
		              "only utf-8 and some of one byte for each character are",
		              name);
		return false;
	}
	bad = find_bad(s, n);
	if (bad == n)
		return true;
	bg_py_fail_at(p, place_of(s, bad), "expected UTF-8, found the byte 0x%02X",
	              (unsigned char)s[bad]);
	return false;
}

bool
bg_py_read_text(struct bg_py_parser *p, const struct bg_blob *blob)
{
	const char *s = blob->bytes, *name, *nul;
	size_t n = blob->n;
	bool mark = n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0, ascii;
	enum encoding encoding;
	uint32_t line;

	s += mark ? 3 : 0;
	n -= mark ? 3 : 0;
	nul = n ? memchr(s, '\0', n) : NULL;
	if (nul) {
		bg_py_fail_at(p, place_of(s, (size_t)(nul - s)), "unexpected NUL byte");
		return false;
	}
	name = declared(p->arena, s, s + n, &line);
	ascii = is_ascii(s, n);
	encoding = name ? look_up(name) : ENC_UTF8;
	if (mark && name && !bg_starts(name, "utf-8")) {
		bg_py_fail_at(p, (struct bg_py_at){line, 0},
		              "the encoding '%.40s' and a byte order mark of UTF-8", name);
		return false;
	}
	if (encoding == ENC_ASCII && !ascii) {
		bg_py_fail_at(p, (struct bg_py_at){line, 0},
		              "the encoding is ascii, and a byte beyond it");
		return false;
	}
	if ((encoding == ENC_LATIN1 || encoding >= FIRST_CHARMAP) && !ascii) {
		s = from_bytes(p, s, &n, encoding);
		if (!s)
			return false;
	} else if ((!ascii || encoding == ENC_OTHER) && !check_utf8(p, s, n, name, line))
		return false;
	copy_text(p, s, n);
	return true;
}
