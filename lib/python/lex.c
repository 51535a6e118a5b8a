/* SPDX-License-Identifier: MIT */
/* Tokens: blanks, comments, operators, names; what has a form of its own is elsewhere. */
/* The tables of bytes and operators stand in columns. */
/* clang-format off */
#include "python/parser.h"

enum { C_OTHER, C_NAME, C_DIGIT, C_QUOTE, C_OPERATOR, C_NEWLINE, C_HASH, C_BACKSLASH,
       C_DOT, C_OPEN, C_CLOSE, C_NUL };

#define N C_NAME
#define D C_DIGIT
#define O C_OPERATOR
static const uint8_t class_of[256] = {
	['\0'] = C_NUL, ['\n'] = C_NEWLINE, ['#'] = C_HASH, ['\\'] = C_BACKSLASH,
	['"'] = C_QUOTE, ['\''] = C_QUOTE, ['.'] = C_DOT,
	['('] = C_OPEN, ['['] = C_OPEN, ['{'] = C_OPEN,
	[')'] = C_CLOSE, [']'] = C_CLOSE, ['}'] = C_CLOSE,
	['!'] = O, ['%'] = O, ['&'] = O, ['*'] = O, ['+'] = O, [','] = O, ['-'] = O, ['/'] = O,
	[':'] = O, [';'] = O, ['<'] = O, ['='] = O, ['>'] = O, ['@'] = O, ['^'] = O, ['|'] = O,
	['~'] = O,
	['0'] = D, D, D, D, D, D, D, D, D, D,
	['A'] = N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	['_'] = N,
	['a'] = N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	[0x80] = N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
	N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
};
#undef N
#undef D
#undef O

/* An operator of one byte, of that byte and '=', of it twice, and of that with '='. */
static const struct {
	uint8_t one, equal, twice, twice_equal;
} operators[128] = {
	['!'] = {BG_TOK_EXCLAM, BG_TOK_NOT_EQ, 0, 0},
	['%'] = {BG_TOK_PERCENT, BG_TOK_PERCENT_EQ, 0, 0},
	['&'] = {BG_TOK_AMPER, BG_TOK_AMPER_EQ, 0, 0},
	['*'] = {BG_TOK_STAR, BG_TOK_STAR_EQ, BG_TOK_DSTAR, BG_TOK_DSTAR_EQ},
	['+'] = {BG_TOK_PLUS, BG_TOK_PLUS_EQ, 0, 0},
	[','] = {BG_TOK_COMMA, 0, 0, 0},
	['-'] = {BG_TOK_MINUS, BG_TOK_MINUS_EQ, 0, 0},
	['/'] = {BG_TOK_SLASH, BG_TOK_SLASH_EQ, BG_TOK_DSLASH, BG_TOK_DSLASH_EQ},
	[':'] = {BG_TOK_COLON, BG_TOK_WALRUS, 0, 0},
	[';'] = {BG_TOK_SEMI, 0, 0, 0},
	['<'] = {BG_TOK_LT, BG_TOK_LT_E, BG_TOK_LSHIFT, BG_TOK_LSHIFT_EQ},
	['='] = {BG_TOK_ASSIGN, BG_TOK_EQ, 0, 0},
	['>'] = {BG_TOK_GT, BG_TOK_GT_E, BG_TOK_RSHIFT, BG_TOK_RSHIFT_EQ},
	['@'] = {BG_TOK_AT, BG_TOK_AT_EQ, 0, 0},
	['^'] = {BG_TOK_CARET, BG_TOK_CARET_EQ, 0, 0},
	['|'] = {BG_TOK_VBAR, BG_TOK_VBAR_EQ, 0, 0},
	['~'] = {BG_TOK_TILDE, 0, 0, 0},
};

static void
lex_operator(struct bg_py_parser *p)
{
	const char *s = p->lex.p;
	unsigned char c = (unsigned char)s[0];

	if (operators[c].equal && s[1] == '=') {
		p->tok.type = operators[c].equal;
		p->lex.p += 2;
	} else if (operators[c].twice && s[1] == s[0]) {
		p->tok.type = s[2] == '=' ? operators[c].twice_equal : operators[c].twice;
		p->lex.p += s[2] == '=' ? 3 : 2;
	} else if (c == '-' && s[1] == '>') {
		p->tok.type = BG_TOK_ARROW;
		p->lex.p += 2;
	} else {
		p->tok.type = operators[c].one;
		p->lex.p++;
	}
}

static void
lex_dot(struct bg_py_parser *p)
{
	const char *s = p->lex.p;

	if (class_of[(unsigned char)s[1]] == C_DIGIT) {
		bg_py_lex_number(p);
	} else if (s[1] == '.' && s[2] == '.') {
		p->tok.type = BG_TOK_ELLIPSIS;
		p->lex.p += 3;
	} else {
		p->tok.type = BG_TOK_DOT;
		p->lex.p++;
	}
}

static void
lex_bracket(struct bg_py_parser *p, char kind)
{
	p->lex.p++;
	switch (kind) {
	case '(': p->tok.type = BG_TOK_LPAR; bg_py_lex_open(p, '('); break;
	case '[': p->tok.type = BG_TOK_LSQB; bg_py_lex_open(p, '['); break;
	case '{': p->tok.type = BG_TOK_LBRACE; bg_py_lex_open(p, '{'); break;
	case ')': p->tok.type = BG_TOK_RPAR; bg_py_lex_close(p, '('); break;
	case ']': p->tok.type = BG_TOK_RSQB; bg_py_lex_close(p, '['); break;
	default: p->tok.type = BG_TOK_RBRACE; bg_py_lex_close(p, '{'); break;
	}
}

static void
lex_word(struct bg_py_parser *p)
{
	const char *from = p->lex.p, *s = from;
	const struct bg_py_word *word;
	unsigned char any = 0;
	size_t n;
	int prefix;

	while (class_of[(unsigned char)*s] == C_NAME || class_of[(unsigned char)*s] == C_DIGIT)
		any |= (unsigned char)*s++;
	n = (size_t)(s - from);
	p->lex.p = s;
	if ((*s == '"' || *s == '\'') && n <= 2 && (prefix = bg_py_lex_prefix(from, n)) >= 0) {
		p->tok.prefix = (uint8_t)prefix;
		bg_py_lex_string(p, from, n);
		return;
	}
	if (any & 0x80) {
		from = bg_py_lex_name(p, from, p->tok.at);
		n = strlen(from);
		if (bg_py_failed(p))
			return;
	}
	word = bg_py_words_get(p->words, p->arena, from, n);
	if (!word) {
		bg_py_fail_at(p, p->tok.at, "too many names with the same hash");
		return;
	}
	/* A name whose normal form is a keyword is none: keywords are ASCII as they stand. */
	p->tok.type = (uint8_t)(any & 0x80 ? BG_TOK_NAME : word->tok);
	p->tok.name = word->text;
}

/* Behind a backslash at the end of a line. */
static bool
join_lines(struct bg_py_parser *p)
{
	const char *s = p->lex.p + 1;
	struct bg_py_at at = {p->lex.line, (uint32_t)(p->lex.p - p->lex.line_start)};

	if (*s != '\n') {
		at.column++;
		bg_py_fail_at(p, at, s == p->text_end
		              ? "the file ends behind a backslash"
		              : "expected the end of the line behind a backslash");
		return false;
	}
	p->lex.p = p->lex.line_start = s + 1;
	p->lex.line++;
	if (s + 1 == p->text_end) {
		bg_py_fail_at(p, at, "the file ends behind a backslash");
		return false;
	}
	return true;
}

/* The end of the text: first the end of its last line, then of its blocks. */
static void
lex_end(struct bg_py_parser *p)
{
	const struct bg_py_bracket *open;

	if (p->lex.depth) {
		open = &p->bracket[p->lex.depth - 1];
		bg_py_fail_at(p, open->at, "'%c' was never closed", open->kind);
		return;
	}
	if (!p->lex.fresh) {
		p->lex.fresh = true;
		p->tok.type = BG_TOK_NEWLINE;
		return;
	}
	if (p->lex.nindent > 1) {
		p->lex.nindent--;
		p->tok.type = BG_TOK_DEDENT;
		return;
	}
	p->tok.type = BG_TOK_EOF;
}

/* Up to the next token; true when a line ended with one. */
static bool
skip_blanks(struct bg_py_parser *p)
{
	for (;;) {
		switch (*p->lex.p) {
		case ' ': case '\t': case '\f':
			p->lex.p++;
			continue;
		case '#':
			p->lex.p = memchr(p->lex.p, '\n', (size_t)(p->text_end - p->lex.p));
			if (!p->lex.p)
				p->lex.p = p->text_end;
			continue;
		case '\\':
			if (!join_lines(p))
				return false;
			continue;
		case '\n':
			p->lex.p++;
			if (!p->lex.depth)
				return true;
			p->lex.line++;
			p->lex.line_start = p->lex.p;
			continue;
		default:
			return false;
		}
	}
}

static void
lex_rest(struct bg_py_parser *p)
{
	unsigned char c = (unsigned char)*p->lex.p;

	switch (class_of[c]) {
	case C_NAME: lex_word(p); break;
	case C_OPERATOR: lex_operator(p); break;
	case C_OPEN:
	case C_CLOSE: lex_bracket(p, (char)c); break;
	case C_DOT: lex_dot(p); break;
	case C_DIGIT: bg_py_lex_number(p); break;
	case C_QUOTE:
		p->tok.prefix = 0;
		bg_py_lex_string(p, p->lex.p, 0);
		break;
	case C_NUL: lex_end(p); break;
	default:
		if (c < ' ' || c == 0x7F)
			bg_py_fail_at(p, p->tok.at, "unexpected control character 0x%02X", c);
		else
			bg_py_fail_at(p, p->tok.at, c == '`' ? "unexpected character '%c': is this Python 2?"
			                        : "unexpected character '%c'",
			              c);
	}
}

void
bg_py_next(struct bg_py_parser *p)
{
	if (bg_py_failed(p))
		return;
	if (p->tok.type >= BG_TOK_NAME)
		p->last_end = p->tok.end;
	if (p->lex.fresh && bg_py_lex_line(p))
		return;
	if (skip_blanks(p)) {
		p->tok.type = BG_TOK_NEWLINE;
		p->tok.at.line = p->lex.line++;
		p->tok.at.column = (uint32_t)(p->lex.p - 1 - p->lex.line_start);
		p->tok.from = (uint32_t)(p->lex.p - 1 - p->text);
		p->lex.line_start = p->lex.p;
		p->lex.fresh = true;
		p->tok.end = p->tok.from;
		return;
	}
	if (bg_py_failed(p))
		return;
	p->tok.at.line = p->lex.line;
	p->tok.at.column = (uint32_t)(p->lex.p - p->lex.line_start);
	p->tok.from = (uint32_t)(p->lex.p - p->text);
	lex_rest(p);
	p->tok.end = (uint32_t)(p->lex.p - p->text);
}
