/* SPDX-License-Identifier: MIT */
/* String literals: escapes, values, and literals side by side. */
#include "python/parser.h"

void
bg_py_put_point(struct bg_buf *out, uint32_t c)
{
	if (c < 0x80) {
		bg_buf_putc(out, (char)c);
		return;
	}
	if (c < 0x800) {
		bg_buf_putc(out, (char)(0xC0 | c >> 6));
	} else {
		if (c < 0x10000) {
			bg_buf_putc(out, (char)(0xE0 | c >> 12));
		} else {
			bg_buf_putc(out, (char)(0xF0 | c >> 18));
			bg_buf_putc(out, (char)(0x80 | (c >> 12 & 0x3F)));
		}
		bg_buf_putc(out, (char)(0x80 | (c >> 6 & 0x3F)));
	}
	bg_buf_putc(out, (char)(0x80 | (c & 0x3F)));
}

/* The value of n hexadecimal digits; -1 when they are not there. */
static long
hex_value(const char *s, const char *end, unsigned n)
{
	long value = 0;

	for (; n; n--, s++) {
		if (s == end)
			return -1;
		if (*s >= '0' && *s <= '9')
			value = value * 16 + (*s - '0');
		else if ((*s | 32) >= 'a' && (*s | 32) <= 'f')
			value = value * 16 + ((*s | 32) - 'a' + 10);
		else
			return -1;
	}
	return value;
}

static const char *
decode_hex(struct bg_py_parser *p, struct bg_buf *out, const struct bg_py_token *tok,
           const char *s, const char *end)
{
	unsigned n = *s == 'x' ? 2 : *s == 'u' ? 4 : 8;
	long value = hex_value(s + 1, end, n);

	if (value < 0 || value > 0x10FFFF) {
		bg_py_fail_at(p, tok->at,
		              value < 0 ? "expected %u hexadecimal digits behind '\\%c'"
		                        : "%u digits behind '\\%c' that are no character",
		              n, *s);
		return end;
	}
	if (tok->prefix & BG_PREFIX_BYTES)
		bg_buf_putc(out, (char)value);
	else
		bg_py_put_point(out, (uint32_t)value);
	return s + 1 + n;
}

static const char *
decode_octal(struct bg_buf *out, const struct bg_py_token *tok, const char *s, const char *end)
{
	uint32_t value = 0;

	for (int i = 0; i < 3 && s < end && *s >= '0' && *s <= '7'; i++, s++)
		value = value * 8 + (uint32_t)(*s - '0');
	if (tok->prefix & BG_PREFIX_BYTES)
		bg_buf_putc(out, (char)value);
	else
		bg_py_put_point(out, value);
	return s;
}

static const char *
decode_name(struct bg_py_parser *p, const struct bg_py_token *tok, const char *s,
            const char *end)
{
	const char *close =
		s + 1 < end && s[1] == '{' ? memchr(s, '}', (size_t)(end - s)) : NULL;

	if (!close || close == s + 2) {
		bg_py_fail_at(p, tok->at, "expected a character's name in braces behind '\\N'");
		return end;
	}
	return close + 1;
}

/* Behind a backslash. */
static const char *
decode_escape(struct bg_py_parser *p, struct bg_buf *out, const struct bg_py_token *tok,
              const char *s, const char *end, bool *named)
{
	static const char from[] = "\\'\"abfnrtv", to[] = "\\'\"\a\b\f\n\r\t\v";
	bool bytes = tok->prefix & BG_PREFIX_BYTES;
	const char *found;

	if (*s == '\n')
		return s + 1;
	if (*s >= '0' && *s <= '7')
		return decode_octal(out, tok, s, end);
	if (*s == 'x' || (!bytes && (*s == 'u' || *s == 'U')))
		return decode_hex(p, out, tok, s, end);
	if (*s == 'N' && !bytes) {
		*named = true;
		return decode_name(p, tok, s, end);
	}
	found = *s ? strchr(from, *s) : NULL;
	if (found) {
		bg_buf_putc(out, to[found - from]);
		return s + 1;
	}
	bg_buf_putc(out, '\\');
	return s;
}

bool
bg_py_decode(struct bg_py_parser *p, struct bg_buf *out, const struct bg_py_token *tok,
             const char *s, size_t n, bool *named)
{
	const char *end = s + n, *next;

	while (s < end) {
		next = memchr(s, '\\', (size_t)(end - s));
		if (!next || (tok->prefix & BG_PREFIX_RAW))
			next = end;
		bg_buf_add(out, s, (size_t)(next - s));
		s = next;
		if (s == end)
			break;
		if (++s == end) {
			bg_buf_putc(out, '\\');
			break;
		}
		s = decode_escape(p, out, tok, s, end, named);
	}
	return !bg_py_failed(p);
}

static void
check_bytes(struct bg_py_parser *p, const struct bg_py_token *tok, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] & 0x80) {
			bg_py_fail_at(p, tok->at, "bytes hold a character beyond ASCII");
			return;
		}
}

static struct bg_py_node *
make_constant(struct bg_py_parser *p, struct bg_py_at at, enum bg_py_const kind,
              const char *text, size_t n)
{
	struct bg_py_node *node = bg_py_make(p, BG_PY_CONSTANT, at);

	node->op = (uint8_t)kind;
	node->constant.text = text;
	node->constant.n = (uint32_t)n;
	return node;
}

void
bg_py_pieces_cut(struct bg_py_parser *p, struct bg_py_pieces *pieces)
{
	enum bg_py_const kind = pieces->named ? BG_PY_NAMED
	                        : pieces->u   ? BG_PY_USTR
	                                      : BG_PY_STR;
	struct bg_py_node *node;

	if (pieces->open && (pieces->text.n || pieces->named)) {
		node = make_constant(p, pieces->at, kind,
		                     pieces->named ? "" : bg_buf_str(&pieces->text),
		                     pieces->named ? 0 : pieces->text.n);
		node->end = pieces->end;
		bg_py_push(p, node);
	}
	pieces->text = (struct bg_buf){.arena = p->arena};
	pieces->open = pieces->named = pieces->u = false;
}

/* As CPython has it: a literal is of the kind 'u' by a small one only. */
static bool
is_u(const struct bg_py_parser *p, const struct bg_py_token *tok)
{
	return p->text[tok->from] == 'u';
}

/* Adds the token in hand to the constant in the making. */
static void
add_plain(struct bg_py_parser *p, struct bg_py_pieces *pieces)
{
	struct bg_py_token tok = p->tok;
	const char *s = p->text + tok.from + tok.quote;
	size_t n = tok.end - tok.from - tok.quote - (tok.prefix & BG_PREFIX_TRIPLE ? 3 : 1);

	if (!pieces->open) {
		pieces->at = tok.at;
		pieces->u = is_u(p, &tok);
	}
	pieces->open = true;
	pieces->end = tok.end;
	if (tok.prefix & BG_PREFIX_BYTES)
		check_bytes(p, &tok, s, n);
	if (bg_py_decode(p, &pieces->text, &tok, s, n, &pieces->named))
		bg_py_next(p);
}

/* The usual case: one literal whose value stands in the text as it is. */
static struct bg_py_node *
parse_simple(struct bg_py_parser *p, const struct bg_py_token *tok)
{
	const char *s = p->text + tok->from + tok->quote;
	size_t n = tok->end - tok->from - tok->quote - (tok->prefix & BG_PREFIX_TRIPLE ? 3 : 1);
	enum bg_py_const kind = tok->prefix & BG_PREFIX_BYTES ? BG_PY_BYTES
	                        : is_u(p, tok)                ? BG_PY_USTR
	                                                      : BG_PY_STR;

	if (kind == BG_PY_BYTES)
		check_bytes(p, tok, s, n);
	return make_constant(p, tok->at, kind, s, n);
}

static void
check_mix(struct bg_py_parser *p, const struct bg_py_token *first)
{
	unsigned both = first->prefix ^ p->tok.prefix;

	if (both & BG_PREFIX_BYTES)
		bg_py_fail(p, "bytes and strings cannot stand side by side");
	else if (both & BG_PREFIX_T)
		bg_py_fail(p, "t-strings and strings cannot stand side by side");
}

struct bg_py_node *
bg_py_strings(struct bg_py_parser *p)
{
	struct bg_py_token first = p->tok, tok;
	struct bg_py_pieces pieces = {.text = {.arena = p->arena}, .top = p->top};
	const bool plain =
		!(first.prefix & BG_PREFIX_ESCAPES) || (first.prefix & BG_PREFIX_RAW);
	bool fields = false, u = is_u(p, &first);
	struct bg_py_node *node;
	struct bg_py_mark back;

	if (bg_py_is(p, BG_TOK_STRING) && plain) {
		back.lex = p->lex;
		back.last_end = p->last_end;
		bg_py_next(p);
		if (!bg_py_is(p, BG_TOK_STRING) && !bg_py_is(p, BG_TOK_FSTRING))
			return parse_simple(p, &first);
		p->lex = back.lex;
		p->last_end = back.last_end;
		p->tok = first;
	}
	while (bg_py_is(p, BG_TOK_STRING) || bg_py_is(p, BG_TOK_FSTRING)) {
		tok = p->tok;
		check_mix(p, &first);
		if (bg_py_is(p, BG_TOK_FSTRING)) {
			fields = true;
			bg_py_fstring(p, &pieces, &tok);
		} else if (!bg_py_failed(p)) {
			add_plain(p, &pieces);
		}
	}
	if (fields) {
		bg_py_pieces_cut(p, &pieces);
		return bg_py_make_items(
			p, first.prefix & BG_PREFIX_T ? BG_PY_TEMPLATE_STR : BG_PY_JOINED_STR,
			first.at, bg_py_seal(p, pieces.top));
	}
	node = make_constant(p, first.at,
	                     first.prefix & BG_PREFIX_BYTES ? BG_PY_BYTES
	                     : pieces.named                 ? BG_PY_NAMED
	                     : u                            ? BG_PY_USTR
	                                                    : BG_PY_STR,
	                     bg_buf_str(&pieces.text), pieces.text.n);
	if (pieces.named) {
		node->constant.text = "";
		node->constant.n = 0;
	}
	return node;
}
