/* SPDX-License-Identifier: MIT */
/* f-strings and t-strings, by the rules of 3.12: any expression in a field. */
#include "python/parser.h"

#define FIELDS 150 /* open at once, as in CPython */

/* What ends the literal text that is read, and how its backslashes count. */
struct frame {
	const struct bg_py_token *tok;
	char quote;
	bool triple, raw, spec; /* spec: of a format specification */
};

static void parse_field(struct bg_py_parser *p, struct bg_py_pieces *pieces,
                        const struct frame *frame);

static struct bg_py_at
place_of(const struct bg_py_parser *p, const char *s)
{
	return (struct bg_py_at){p->lex.line, (uint32_t)(s - p->lex.line_start)};
}

/* Adds text to the constant in the making; n bytes of source, end behind what they stand for. */
static void
add_text(struct bg_py_parser *p, struct bg_py_pieces *pieces, const struct frame *frame,
         struct bg_py_at at, const char *s, const char *to, const char *end)
{
	if (end == s)
		return;
	if (!pieces->open)
		pieces->at = at;
	pieces->open = true;
	pieces->end = (uint32_t)(end - p->text);
	bg_py_decode(p, &pieces->text, frame->tok, s, (size_t)(to - s), &pieces->named);
}

/* Behind an escape that may hold a quote, a brace or a newline. */
static const char *
skip_escape(struct bg_py_parser *p, const struct frame *frame, const char *s)
{
	const char *close;

	s++;
	if (*s == '{' || *s == '}' || s == p->text_end)
		return s;
	if (*s == 'N' && s[1] == '{' && !frame->raw) {
		close = strchr(s, '}');
		if (close && !memchr(s, '\n', (size_t)(close - s)) &&
		    !memchr(s, frame->quote, (size_t)(close - s)))
			return close + 1;
		return s + 1;
	}
	if (*s == '\n') {
		p->lex.line++;
		p->lex.line_start = s + 1;
	}
	return s + 1;
}

/* Up to a byte that is more than text; false: the string ends badly. */
static bool
skip_text(struct bg_py_parser *p, const struct frame *frame, const char **at)
{
	const char *s = *at;

	for (;;) {
		if (*s == '{' || *s == '}')
			break;
		if (*s == frame->quote && (!frame->triple || (s[1] == *s && s[2] == *s)))
			break;
		if (s == p->text_end || (*s == '\n' && !frame->triple)) {
			bg_py_fail_at(p, frame->tok->at, "an f-string was never closed");
			return false;
		}
		if (*s == '\\') {
			s = skip_escape(p, frame, s);
			continue;
		}
		if (*s++ == '\n') {
			p->lex.line++;
			p->lex.line_start = s;
		}
	}
	*at = s;
	return true;
}

/* Literal text and fields, from the lexer's place up to the quote or a spec's '}'. */
static void
parse_text(struct bg_py_parser *p, struct bg_py_pieces *pieces, const struct frame *frame)
{
	const char *from, *s;
	struct bg_py_at at;

	while (!bg_py_failed(p)) {
		from = s = p->lex.p;
		at = place_of(p, s);
		if (!skip_text(p, frame, &s))
			return;
		p->lex.p = s;
		if ((*s == '{' || *s == '}') && s[1] == *s && !frame->spec) {
			add_text(p, pieces, frame, at, from, s + 1, s + 2);
			p->lex.p = s + 2;
			continue;
		}
		add_text(p, pieces, frame, at, from, s, s);
		if (*s == '{') {
			parse_field(p, pieces, frame);
		} else if (*s == '}' && !frame->spec) {
			bg_py_fail_at(p, place_of(p, s),
			              "unexpected '}' in an f-string: "
			              "expected '}}'");
		} else {
			return;
		}
	}
}

/* 's', 'r', 'a' behind a '!'; 0 when there is none. */
static uint8_t
parse_conversion(struct bg_py_parser *p)
{
	uint32_t end = p->tok.end;
	const char *name;

	if (!bg_py_is(p, BG_TOK_EXCLAM))
		return 0;
	bg_py_next(p);
	name = p->tok.name;
	if (!bg_py_is(p, BG_TOK_NAME) || p->tok.from != end || !strchr("sra", name[0]) ||
	    name[1]) {
		bg_py_fail(p, "expected 's', 'r' or 'a' behind '!'");
		return 0;
	}
	bg_py_next(p);
	return (uint8_t)name[0];
}

/* The specification behind a ':' in hand, up to its '}'. */
static struct bg_py_node *
parse_spec(struct bg_py_parser *p, const struct frame *outer)
{
	struct bg_py_pieces pieces = {.text = {.arena = p->arena}, .top = p->top};
	struct frame frame = *outer;
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node;

	frame.spec = true;
	p->lex.p = p->text + p->tok.from + 1;
	parse_text(p, &pieces, &frame);
	if (!bg_py_failed(p) && *p->lex.p != '}')
		bg_py_fail_at(p, place_of(p, p->lex.p), "expected '}' at the end of a field");
	bg_py_pieces_cut(p, &pieces);
	node = bg_py_make_items(p, BG_PY_JOINED_STR, at, bg_py_seal(p, pieces.top));
	node->end = (uint32_t)(p->lex.p - p->text);
	return node;
}

/* "x = " of f"{x = }" goes before the field, without comments. */
static void
add_debug(struct bg_py_parser *p, struct bg_py_pieces *pieces, struct bg_py_at at,
          const char *from)
{
	const char *to = p->text + p->tok.from;

	if (!pieces->open)
		pieces->at = at;
	pieces->open = true;
	pieces->end = (uint32_t)(to - p->text);
	for (char quote = '\0'; from < to; from++) {
		if (*from == '#' && !quote)
			while (from < to && *from != '\n')
				from++;
		else if (*from == '"' || *from == '\'')
			quote = !quote ? *from : quote == *from ? '\0' : quote;
		if (from < to)
			bg_buf_putc(&pieces->text, *from);
	}
}

/* The text of an interpolation, without the blanks around it. */
static const char *
text_of(struct bg_py_parser *p, const char *from, const char *to)
{
	while (from < to && strchr(" \t\n\f", *from))
		from++;
	while (to > from && strchr(" \t\n\f", to[-1]))
		to--;
	return bg_strndup(p->arena, from, (size_t)(to - from));
}

/* What follows the expression of a field; leaves the lexer behind its '}'. */
static void
finish_field(struct bg_py_parser *p, struct bg_py_pieces *pieces, const struct frame *frame,
             struct bg_py_at at, struct bg_py_node *node, const char *from)
{
	const uint8_t type = node->type;
	bool debug = false;

	if (type == BG_PY_INTERPOLATION)
		node->formatted.text = text_of(p, from, p->text + p->tok.from);
	if (bg_py_take(p, BG_TOK_ASSIGN)) {
		debug = true;
		at.column++;
		add_debug(p, pieces, at, from);
	}
	node->op = parse_conversion(p);
	if (bg_py_is(p, BG_TOK_COLON) || bg_py_is(p, BG_TOK_WALRUS)) {
		node->formatted.spec = parse_spec(p, frame);
		p->lex.p++;
		p->lex.depth--;
	} else if (!bg_py_is(p, BG_TOK_RBRACE) && !bg_py_failed(p)) {
		bg_py_expected(p, "'}' at the end of a field");
	}
	if (debug && !node->op && !node->formatted.spec)
		node->op = 'r';
}

static void
parse_field(struct bg_py_parser *p, struct bg_py_pieces *pieces, const struct frame *frame)
{
	const char *from = p->lex.p + 1;
	struct bg_py_at at = place_of(p, p->lex.p);
	const uint16_t floor = p->lex.floor;
	struct bg_py_node *node;

	if (p->lex.fields == FIELDS) {
		bg_py_fail_at(p, at, "more than %d fields inside of each other", FIELDS);
		return;
	}
	p->lex.fields++;
	p->tok.at = at;
	p->lex.p++;
	bg_py_lex_open(p, '{');
	p->lex.floor = p->lex.depth;
	bg_py_next(p);
	node = bg_py_make(p,
	                  frame->tok->prefix & BG_PREFIX_T ? BG_PY_INTERPOLATION
	                                                   : BG_PY_FORMATTED_VALUE,
	                  at);
	node->formatted.value = bg_py_yield_or_expressions(p);
	finish_field(p, pieces, frame, at, node, from);
	p->lex.floor = floor;
	p->lex.fields--;
	node->end = (uint32_t)(p->lex.p - p->text);
	bg_py_raise(p, node, node->formatted.value->height);
	if (node->formatted.spec)
		bg_py_raise(p, node, node->formatted.spec->height);
	bg_py_pieces_cut(p, pieces);
	bg_py_push(p, node);
}

void
bg_py_fstring(struct bg_py_parser *p, struct bg_py_pieces *pieces,
              const struct bg_py_token *tok)
{
	const bool triple = tok->prefix & BG_PREFIX_TRIPLE;
	struct frame frame = {.tok = tok,
	                      .triple = triple,
	                      .raw = tok->prefix & BG_PREFIX_RAW,
	                      .quote = p->text[tok->from + tok->quote - 1]};

	parse_text(p, pieces, &frame);
	if (bg_py_failed(p))
		return;
	p->lex.p += triple ? 3 : 1;
	p->tok.end = (uint32_t)(p->lex.p - p->text);
	bg_py_next(p);
}
