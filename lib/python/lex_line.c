/* SPDX-License-Identifier: MIT */
/* Indentation, brackets, and failures where the lexer stands. */
#include "python/parser.h"

/* The width of indentation, with tabs to the next eighth column, and as one column. */
struct width {
	uint32_t spaces, tabs;
};

static bool
join_indent(struct bg_py_parser *p, const char **s)
{
	struct bg_py_at at = {p->lex.line, (uint32_t)(*s - p->lex.line_start)};

	if ((*s)[1] != '\n' || *s + 2 == p->text_end) {
		bg_py_fail_at(p, at, "expected the end of the line behind a backslash");
		return false;
	}
	*s += 2;
	p->lex.line++;
	p->lex.line_start = *s;
	return true;
}

/* Reads blanks from *s on. A backslash keeps the width of the first line it joins. */
static bool
measure(struct bg_py_parser *p, const char **s, struct width *width)
{
	uint32_t joined = 0;

	*width = (struct width){0, 0};
	for (;;) {
		switch (**s) {
		case ' ':
			width->spaces++;
			width->tabs++;
			break;
		case '\t':
			width->spaces = (width->spaces / 8 + 1) * 8;
			width->tabs++;
			break;
		case '\f':
			*width = (struct width){0, 0};
			break;
		case '\\':
			if (!joined)
				joined = width->spaces;
			if (!join_indent(p, s))
				return false;
			continue;
		default:
			if (joined)
				*width = (struct width){joined, joined};
			return true;
		}
		++*s;
	}
}

/* Skips lines without a token; false: failed or at the end of the text. */
static bool
skip_empty_lines(struct bg_py_parser *p, struct width *width)
{
	const char *s = p->lex.p;

	for (;;) {
		if (!measure(p, &s, width))
			return false;
		if (*s == '#') {
			s = memchr(s, '\n', (size_t)(p->text_end - s));
			if (!s)
				s = p->text_end;
		}
		p->lex.p = s;
		if (*s != '\n')
			return s != p->text_end;
		p->lex.p = p->lex.line_start = ++s;
		p->lex.line++;
	}
}

bool
bg_py_lex_width(struct bg_py_parser *p, uint32_t *spaces, uint32_t *tabs)
{
	struct width width;
	const char *s = p->lex.p;
	bool measured = measure(p, &s, &width);

	*spaces = width.spaces;
	*tabs = width.tabs;
	p->lex.p = s;
	return measured;
}

static void
place_token(struct bg_py_parser *p, enum bg_tok type)
{
	p->tok.type = (uint8_t)type;
	p->tok.at.line = p->lex.line;
	p->tok.at.column = (uint32_t)(p->lex.p - p->lex.line_start);
	p->tok.from = p->tok.end = (uint32_t)(p->lex.p - p->text);
}

static struct bg_py_at
here(const struct bg_py_parser *p)
{
	return (struct bg_py_at){p->lex.line, (uint32_t)(p->lex.p - p->lex.line_start)};
}

static void
indent(struct bg_py_parser *p, struct width width)
{
	if (p->lex.nindent == BG_PY_INDENTS) {
		bg_py_fail_at(p, here(p), "more than %d levels of indentation", BG_PY_INDENTS);
		return;
	}
	if (width.tabs <= p->tab_indent[p->lex.nindent - 1]) {
		bg_py_fail_at(p, here(p), "tabs and spaces are mixed inconsistently");
		return;
	}
	p->indent[p->lex.nindent] = width.spaces;
	p->tab_indent[p->lex.nindent++] = width.tabs;
	place_token(p, BG_TOK_INDENT);
}

static void
dedent(struct bg_py_parser *p, struct width width)
{
	unsigned n = p->lex.nindent;

	while (n > 1 && width.spaces < p->indent[n - 1])
		n--;
	if (n == 1 && p->partial)
		width = (struct width){p->indent[0], p->tab_indent[0]};
	if (width.spaces != p->indent[n - 1]) {
		bg_py_fail_at(p, here(p), "the indentation matches no outer block");
		return;
	}
	if (width.tabs != p->tab_indent[n - 1]) {
		bg_py_fail_at(p, here(p), "tabs and spaces are mixed inconsistently");
		return;
	}
	p->lex.dedents = (uint16_t)(p->lex.nindent - n);
	p->lex.nindent = (uint16_t)n;
	p->lex.dedents--;
	place_token(p, BG_TOK_DEDENT);
}

bool
bg_py_lex_line(struct bg_py_parser *p)
{
	struct width width;
	uint32_t top;

	if (p->lex.dedents) {
		p->lex.dedents--;
		p->lex.fresh = p->lex.dedents > 0;
		place_token(p, BG_TOK_DEDENT);
		return true;
	}
	if (!skip_empty_lines(p, &width))
		return bg_py_failed(p);
	p->lex.fresh = false;
	top = p->indent[p->lex.nindent - 1];
	if (width.spaces > top) {
		indent(p, width);
		return true;
	}
	if (width.spaces < top) {
		dedent(p, width);
		p->lex.fresh = p->lex.dedents > 0;
		return true;
	}
	if (width.tabs != p->tab_indent[p->lex.nindent - 1]) {
		bg_py_fail_at(p, here(p), "tabs and spaces are mixed inconsistently");
		return true;
	}
	return false;
}

void
bg_py_lex_open(struct bg_py_parser *p, char kind)
{
	if (p->lex.depth == BG_PY_NESTING) {
		bg_py_fail_at(p, p->tok.at, "more than %d brackets inside of each other",
		              BG_PY_NESTING);
		return;
	}
	p->bracket[p->lex.depth++] = (struct bg_py_bracket){kind, p->tok.at};
}

void
bg_py_lex_close(struct bg_py_parser *p, char kind)
{
	const char closing = kind == '(' ? ')' : kind == '[' ? ']' : '}';
	const struct bg_py_bracket *open;

	if (!p->lex.depth) {
		bg_py_fail_at(p, p->tok.at, "unmatched '%c'", closing);
		return;
	}
	open = &p->bracket[p->lex.depth - 1];
	if (open->kind != kind) {
		bg_py_fail_at(p, p->tok.at, "'%c' does not close the '%c' of line %u", closing,
		              open->kind, open->at.line);
		return;
	}
	p->lex.depth--;
}
