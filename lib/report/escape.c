/* SPDX-License-Identifier: MIT */
/* Escaping for XML, Markdown, workflow commands and URIs. */
#include "report/escape.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/words.h"

static const char *
make_printable(struct bg_arena *arena, const char *s)
{
	return s ? bg_printable(arena, s) : "";
}

/* U+FFFE and U+FFFF are well-formed UTF-8, but no characters of XML. */
static bool
is_noncharacter(const char *s)
{
	return strncmp(s, "\xEF\xBF\xBE", 3) == 0 || strncmp(s, "\xEF\xBF\xBF", 3) == 0;
}

const char *
bg_escape_xml(struct bg_arena *arena, const char *s)
{
	struct bg_buf out = {.arena = arena};

	for (s = make_printable(arena, s); *s; s++) {
		if (*s == '&')
			bg_buf_puts(&out, "&amp;");
		else if (*s == '<')
			bg_buf_puts(&out, "&lt;");
		else if (*s == '>')
			bg_buf_puts(&out, "&gt;");
		else if (*s == '"')
			bg_buf_puts(&out, "&quot;");
		else if (*s == '\'')
			bg_buf_puts(&out, "&apos;");
		else if (is_noncharacter(s))
			bg_buf_puts(&out, "\xEF\xBF\xBD"), s += 2;
		else
			bg_buf_putc(&out, *s);
	}
	return bg_buf_str(&out);
}

/* Whether ":word:" begins here, which the forges show as a picture. */
static bool
begins_emoji(const char *s)
{
	size_t n = 1;

	while (bg_is_word(s[n]) || s[n] == '+' || s[n] == '-')
		n++;
	return n > 1 && s[n] == ':';
}

/*
 * What the forges read after Markdown was rendered, so that no backslash helps: "@name",
 * "#12", "GH-1", "://", "www.", ":name:". s is the last character in front of the cut.
 */
static bool
begins_link(const char *start, const char *s)
{
	switch (*s) {
	case '@':
	case '#':
		return true;
	case '/':
		return s - start >= 2 && memcmp(s - 2, "://", 3) == 0;
	case 'w':
	case 'W':
		return s - start >= 2 && bg_same_fold(s - 2, "www", 3) && s[1] == '.';
	case '-':
		return s - start >= 2 && bg_same_fold(s - 2, "gh", 2);
	case ':':
		return begins_emoji(s);
	default:
		return false;
	}
}

/*
 * A run of underscores within a word is no emphasis; other letters may be punctuation.
 * Returns the last one of the run.
 */
static const char *
put_underscores(struct bg_buf *out, const char *start, const char *s)
{
	const char *end = s + strspn(s, "_");
	bool within = s > start && bg_is_name(s[-1]) && bg_is_name(*end);

	for (; s < end; s++)
		bg_buf_puts(out, within ? "_" : "\\_");
	return end - 1;
}

const char *
bg_escape_markdown(struct bg_arena *arena, const char *s)
{
	const char *start = make_printable(arena, s);
	struct bg_buf out = {.arena = arena};

	for (s = start; *s; s++) {
		if (*s == '&')
			bg_buf_puts(&out, "&amp;");
		else if (*s == '<')
			bg_buf_puts(&out, "&lt;");
		else if (*s == '>')
			bg_buf_puts(&out, "&gt;");
		else if (*s == '_')
			s = put_underscores(&out, start, s);
		else if (strchr("\\`*[]|~$", *s))
			bg_buf_printf(&out, "\\%c", *s);
		else
			bg_buf_putc(&out, *s);
		if (begins_link(start, s))
			bg_buf_puts(&out, "<!-- -->");
	}
	return bg_buf_str(&out);
}

/* The longest run of backquotes. */
static size_t
count_quotes(const char *s)
{
	size_t most = 0, n;

	for (; *s; s += n ? n : 1) {
		n = strspn(s, "`");
		most = n > most ? n : most;
	}
	return most;
}

const char *
bg_escape_code(struct bg_arena *arena, const char *s)
{
	const char *text = make_printable(arena, s), *pad;
	struct bg_buf out = {.arena = arena};
	size_t quotes = count_quotes(text) + 1;

	if (!*text)
		return "";
	/* One blank on either side is dropped when it stands on both: keep the text's own. */
	pad = *text == '`' || *text == ' ' || bg_ends(text, "`") || bg_ends(text, " ") ? " "
	                                                                               : "";
	for (size_t i = 0; i < quotes; i++)
		bg_buf_putc(&out, '`');
	bg_buf_puts(&out, pad);
	bg_buf_puts(&out, text);
	bg_buf_puts(&out, pad);
	for (size_t i = 0; i < quotes; i++)
		bg_buf_putc(&out, '`');
	return bg_buf_str(&out);
}

static const char *
escape_percent(struct bg_arena *arena, const char *s, const char *special)
{
	struct bg_buf out = {.arena = arena};

	for (s = make_printable(arena, s); *s; s++) {
		if (strchr(special, *s))
			bg_buf_printf(&out, "%%%02X", (unsigned)(unsigned char)*s);
		else
			bg_buf_putc(&out, *s);
	}
	return bg_buf_str(&out);
}

const char *
bg_escape_command(struct bg_arena *arena, const char *s)
{
	return escape_percent(arena, s, "%\r\n");
}

const char *
bg_escape_property(struct bg_arena *arena, const char *s)
{
	return escape_percent(arena, s, "%\r\n:,");
}

const char *
bg_escape_uri(struct bg_arena *arena, const char *path)
{
	struct bg_buf out = {.arena = arena};

	for (; path && *path; path++) {
		if (bg_is_name(*path) || strchr("-.~/", *path))
			bg_buf_putc(&out, *path);
		else
			bg_buf_printf(&out, "%%%02X", (unsigned)(unsigned char)*path);
	}
	return bg_buf_str(&out);
}
