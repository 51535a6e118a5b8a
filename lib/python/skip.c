/* SPDX-License-Identifier: MIT */
/*
 * Skipping the body of a function: no tokens, but strings, comments, brackets and
 * indentation are seen as the lexer sees them, so that it ends where it ends.
 */
#include "python/parser.h"

#define FIELDS 150 /* f-strings inside of each other */

/* Bytes that are more than code: quotes, brackets, comments, the ends of lines. */
static const bool stops[256] = {
	['\0'] = true, ['\n'] = true, ['"'] = true, ['\''] = true, ['#'] = true, ['\\'] = true,
	['('] = true,  ['['] = true,  ['{'] = true, [')'] = true,  [']'] = true, ['}'] = true,
};

/* Bytes that are more than text in some string. */
static const bool string_stops[256] = {
	['\0'] = true, ['\n'] = true, ['"'] = true, ['\''] = true, ['\\'] = true, ['{'] = true,
};

static void skip_string(struct bg_py_parser *p, unsigned depth);
static void skip_field(struct bg_py_parser *p, unsigned depth);

static void
new_line(struct bg_py_parser *p)
{
	p->lex.p++;
	p->lex.line++;
	p->lex.line_start = p->lex.p;
}

static void
fail(struct bg_py_parser *p, const char *what)
{
	struct bg_py_at at = {p->lex.line, (uint32_t)(p->lex.p - p->lex.line_start)};

	bg_py_fail_at(p, at, "%s", what);
}

/* Behind a backslash and what it hides. */
static void
skip_escape(struct bg_py_parser *p)
{
	p->lex.p++;
	if (*p->lex.p == '\n')
		new_line(p);
	else if (p->lex.p != p->text_end)
		p->lex.p++;
}

static void
skip_comment(struct bg_py_parser *p)
{
	p->lex.p = memchr(p->lex.p, '\n', (size_t)(p->text_end - p->lex.p));
	if (!p->lex.p)
		p->lex.p = p->text_end;
}

/* Whether the letters before a quote make it an f-string or t-string. */
static bool
has_fields(const struct bg_py_parser *p)
{
	const char *s = p->lex.p;
	size_t n = 0;
	int prefix;

	while (n < 3 && s > p->text && (s[-1] | 32) >= 'a' && (s[-1] | 32) <= 'z') {
		s--;
		n++;
	}
	prefix = n && n < 3 ? bg_py_lex_prefix(s, n) : -1;
	return prefix > 0 && (prefix & (BG_PREFIX_F | BG_PREFIX_T)) &&
	       !(s > p->text &&
	         (s[-1] == '_' || (s[-1] >= '0' && s[-1] <= '9') || (s[-1] & 0x80)));
}

/* A format behind ':', up to the '}' of its field: text, so that '#' and quotes are too. */
static void
skip_format(struct bg_py_parser *p, unsigned depth)
{
	if (depth > FIELDS)
		fail(p, "too many f-strings inside of each other");
	while (!bg_py_failed(p)) {
		switch (*p->lex.p) {
		case '\0':
			fail(p, "an f-string was never closed");
			return;
		case '\n':
			new_line(p);
			break;
		case '\\':
			skip_escape(p);
			break;
		case '{':
			skip_field(p, depth + 1);
			break;
		case '}':
			p->lex.p++;
			return;
		default:
			p->lex.p++;
		}
	}
}

/* A field, up to its '}'; a ':' outside of brackets begins its format. */
static void
skip_field(struct bg_py_parser *p, unsigned depth)
{
	unsigned open = 0;

	p->lex.p++;
	while (!bg_py_failed(p)) {
		switch (*p->lex.p) {
		case '\0':
			fail(p, "an f-string was never closed");
			return;
		case '\n':
			new_line(p);
			break;
		case '#':
			skip_comment(p);
			break;
		case '\\':
			skip_escape(p);
			break;
		case '"':
		case '\'':
			skip_string(p, depth);
			break;
		case '(':
		case '[':
		case '{':
			open++;
			p->lex.p++;
			break;
		case ')':
		case ']':
			open -= open > 0;
			p->lex.p++;
			break;
		case ':':
			p->lex.p++;
			if (open)
				break;
			skip_format(p, depth);
			return;
		case '}':
			p->lex.p++;
			if (!open--)
				return;
			break;
		default:
			p->lex.p++;
		}
	}
}

/* Whether the quotes here end a string. */
static bool
closes(const char *s, char quote, bool triple)
{
	return *s == quote && (!triple || (s[1] == quote && s[2] == quote));
}

static void
skip_string(struct bg_py_parser *p, unsigned depth)
{
	const char *s = p->lex.p;
	bool fields = has_fields(p), triple = s[1] == s[0] && s[2] == s[0];
	char quote = *s;

	if (depth > FIELDS) {
		fail(p, "too many f-strings inside of each other");
		return;
	}
	p->lex.p += triple ? 3 : 1;
	for (;;) {
		for (s = p->lex.p; !string_stops[(unsigned char)*s]; s++)
			;
		p->lex.p = s;
		if (closes(s, quote, triple))
			break;
		if (s == p->text_end || (*s == '\n' && !triple)) {
			fail(p, "a string was never closed");
			return;
		}
		if (*s == '\\')
			skip_escape(p);
		else if (*s == '\n')
			new_line(p);
		else if (fields && s[0] == '{' && s[1] == '{')
			p->lex.p += 2;
		else if (fields && *s == '{')
			skip_field(p, depth + 1);
		else
			p->lex.p++;
		if (bg_py_failed(p))
			return;
	}
	p->lex.p += triple ? 3 : 1;
}

/* One logical line, up to behind its end; *end is the offset behind its code. */
static void
skip_line(struct bg_py_parser *p, const char **end)
{
	unsigned open = 0;
	const char *s;

	while (!bg_py_failed(p)) {
		for (s = p->lex.p; !stops[(unsigned char)*s]; s++)
			;
		p->lex.p = s;
		switch (*s) {
		case '\n':
			if (s > p->text && s[-1] != '\n')
				*end = s;
			new_line(p);
			if (!open)
				return;
			break;
		case '#':
			*end = s;
			skip_comment(p);
			if (open)
				break;
			if (p->lex.p != p->text_end)
				new_line(p);
			return;
		case '\\':
			skip_escape(p);
			break;
		case '"':
		case '\'':
			skip_string(p, 0);
			break;
		case '(':
		case '[':
		case '{':
			open++;
			p->lex.p++;
			break;
		case '\0':
			*end = s;
			if (open)
				fail(p, "a bracket was never closed");
			return;
		default:
			if (!open--) {
				fail(p, "unmatched closing bracket");
				return;
			}
			p->lex.p++;
		}
	}
}

/* Whether a line of the block starts here; skips lines without code. */
static bool
find_line(struct bg_py_parser *p, uint32_t top)
{
	const char *from;
	uint32_t line, width, tabs;

	for (;;) {
		from = p->lex.p;
		line = p->lex.line;
		for (width = 0; p->lex.p[width] == ' '; width++)
			;
		p->lex.p += width;
		if (strchr("\t\f\\", *p->lex.p) && *p->lex.p) {
			p->lex.p = from;
			if (!bg_py_lex_width(p, &width, &tabs))
				return false;
		}
		if (*p->lex.p == '#')
			skip_comment(p);
		if (*p->lex.p == '\n') {
			new_line(p);
			continue;
		}
		if (*p->lex.p && width > top)
			return true;
		p->lex.p = p->lex.line_start = from;
		p->lex.line = line;
		return false;
	}
}

void
bg_py_skip_block(struct bg_py_parser *p, uint32_t *at, uint32_t *line, uint32_t *end)
{
	const uint32_t top = p->indent[p->lex.nindent - 1];
	const char *code = p->lex.p;
	bool any = false;

	*at = (uint32_t)(p->lex.p - p->text);
	*line = p->lex.line;
	while (!bg_py_failed(p) && find_line(p, top)) {
		any = true;
		skip_line(p, &code);
	}
	if (bg_py_failed(p))
		return;
	*end = (uint32_t)(p->lex.p - p->text);
	bg_py_next(p);
	if (!any)
		bg_py_expected(p, bg_py_tok_word(BG_TOK_INDENT));
	while (code > p->text && strchr(" \t\f\n", code[-1]))
		code--;
	p->last_end = (uint32_t)(code - p->text);
}
