/* SPDX-License-Identifier: MIT */
/* The patterns of match. */
#include "python/parser.h"

static struct bg_py_node *parse_pattern(struct bg_py_parser *p);

static struct bg_py_node *
make_as(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *pattern,
        const char *name)
{
	struct bg_py_node *node = bg_py_make(p, BG_PY_MATCH_AS, at);

	node->match_as.pattern = pattern;
	node->match_as.name = name;
	if (pattern)
		bg_py_raise(p, node, pattern->height);
	return node;
}

/* A number that may have a sign and an imaginary part behind it. */
static struct bg_py_node *
parse_number(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	bool minus = bg_py_take(p, BG_TOK_MINUS), real;
	struct bg_py_node *node, *right;
	enum bg_py_op op;

	if (!bg_py_is(p, BG_TOK_NUMBER)) {
		bg_py_expected(p, "a number");
		return bg_py_make(p, BG_PY_NAME, at);
	}
	node = bg_py_number(p);
	real = node->op != BG_PY_IMAGINARY;
	if (minus) {
		node = bg_py_make_unary(p, BG_PY_UNARY_OP, at, node);
		node->op = BG_PY_USUB;
	}
	if (!bg_py_is(p, BG_TOK_PLUS) && !bg_py_is(p, BG_TOK_MINUS))
		return node;
	op = bg_py_is(p, BG_TOK_PLUS) ? BG_PY_ADD : BG_PY_SUB;
	bg_py_next(p);
	right = bg_py_is(p, BG_TOK_NUMBER) ? bg_py_number(p) : NULL;
	if (!right || !real || right->op != BG_PY_IMAGINARY) {
		bg_py_fail(p, "expected a real and an imaginary number");
		return node;
	}
	node = bg_py_make_binary(p, BG_PY_BIN_OP, at, node, right);
	node->op = (uint8_t)op;
	return node;
}

static struct bg_py_node *
parse_value(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *value)
{
	return bg_py_make_unary(p, BG_PY_MATCH_VALUE, at, value);
}

static struct bg_py_node *
parse_singleton(struct bg_py_parser *p)
{
	struct bg_py_node *node = bg_py_atom(p);

	node->type = BG_PY_MATCH_SINGLETON;
	return node;
}

/* a.b.c, at its first name */
static struct bg_py_node *
parse_dotted(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node = bg_py_atom(p), *value;
	const char *attr;

	while (bg_py_take(p, BG_TOK_DOT)) {
		value = node;
		attr = bg_py_identifier(p, "a name behind '.'");
		node = bg_py_make(p, BG_PY_ATTRIBUTE, at);
		node->attribute.value = value;
		node->attribute.attr = attr;
		bg_py_raise(p, node, value->height);
	}
	return node;
}

static const struct bg_py_names *
seal_names(struct bg_py_parser *p, const char *const *v, size_t n)
{
	struct bg_py_names *names;

	if (!n)
		return &bg_py_no_names;
	names = bg_alloc(p->arena, sizeof(*names) + n * sizeof(names->v[0]));
	names->n = n;
	memcpy(names->v, v, n * sizeof(*v));
	return names;
}

/* The patterns of a class in parentheses; names first goes wrong. */
static struct bg_py_node *
parse_class(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *cls)
{
	struct bg_py_match_class *out = bg_alloc(p->arena, sizeof(*out));
	BG_LIST(const char *) names = {NULL, 0, 0};
	size_t top = p->top, positional = 0;
	struct bg_py_node *node;
	struct bg_py_at first;
	const char *name;

	bg_py_next(p);
	while (!bg_py_is(p, BG_TOK_RPAR)) {
		first = p->tok.at;
		name = bg_py_is(p, BG_TOK_NAME) ? p->tok.name : NULL;
		node = parse_pattern(p);
		if (name && bg_py_is(p, BG_TOK_ASSIGN) && node->type == BG_PY_MATCH_AS &&
		    !node->match_as.pattern) {
			bg_py_next(p);
			*bg_list_add(p->arena, &names) = name;
			node = parse_pattern(p);
		} else if (names.n) {
			bg_py_fail_at(p, first,
			              "unexpected positional pattern behind a keyword");
		} else {
			positional++;
		}
		bg_py_push(p, node);
		if (!bg_py_take(p, BG_TOK_COMMA))
			break;
	}
	bg_py_expect(p, BG_TOK_RPAR);
	out->cls = cls;
	out->kwd_attrs = seal_names(p, names.v, names.n);
	out->kwd_patterns = bg_py_seal(p, top + positional);
	out->patterns = bg_py_seal(p, top);
	node = bg_py_make(p, BG_PY_MATCH_CLASS, at);
	node->match_class = out;
	bg_py_raise(p, node, out->kwd_patterns->height);
	bg_py_raise(p, node, out->patterns->height);
	return node;
}

/* A capture, a wildcard, a value or a class. */
static struct bg_py_node *
parse_word(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	const char *name = p->tok.name;
	struct bg_py_node *node = parse_dotted(p);

	if (bg_py_is(p, BG_TOK_LPAR))
		return parse_class(p, at, node);
	if (node->type == BG_PY_ATTRIBUTE)
		return parse_value(p, at, node);
	return make_as(p, at, NULL, name == p->word_blank ? NULL : name);
}

static struct bg_py_node *
parse_key(struct bg_py_parser *p)
{
	struct bg_py_node *node;

	switch (p->tok.type) {
	case BG_TOK_NUMBER:
	case BG_TOK_MINUS:
		return parse_number(p);
	case BG_TOK_NAME:
		node = parse_dotted(p);
		if (node->type != BG_PY_ATTRIBUTE)
			bg_py_expected(p, "a dotted name or a literal as key");
		return node;
	case BG_TOK_STRING:
	case BG_TOK_FSTRING:
	case BG_TOK_NONE:
	case BG_TOK_TRUE:
	case BG_TOK_FALSE:
		return bg_py_atom(p);
	default:
		if (!bg_py_failed(p))
			bg_py_expected(p, "a key");
		return bg_py_make(p, BG_PY_NAME, p->tok.at);
	}
}

static struct bg_py_node *
parse_mapping(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	const char *rest = NULL;
	struct bg_py_node *node;
	struct {
		struct bg_py_node **v;
		size_t n, cap;
	} keys = {NULL, 0, 0};
	size_t top = p->top;

	bg_py_next(p);
	while (!bg_py_is(p, BG_TOK_RBRACE)) {
		if (rest)
			bg_py_expected(p, "'}' behind '**'");
		if (bg_py_take(p, BG_TOK_DSTAR)) {
			if (p->tok.name == p->word_blank)
				bg_py_expected(p, "a name other than '_' behind '**'");
			rest = bg_py_identifier(p, "a name behind '**'");
		} else {
			*bg_list_add(p->arena, &keys) = parse_key(p);
			bg_py_expect(p, BG_TOK_COLON);
			bg_py_push(p, parse_pattern(p));
		}
		if (!bg_py_take(p, BG_TOK_COMMA))
			break;
	}
	bg_py_expect(p, BG_TOK_RBRACE);
	node = bg_py_make(p, BG_PY_MATCH_MAPPING, at);
	node->match_mapping.patterns = bg_py_seal(p, top);
	for (size_t i = 0; i < keys.n; i++)
		bg_py_push(p, keys.v[i]);
	node->match_mapping.keys = bg_py_seal(p, top);
	node->match_mapping.rest = rest;
	bg_py_raise(p, node, node->match_mapping.patterns->height);
	return node;
}

static struct bg_py_node *
parse_maybe_star(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node;
	const char *name;

	if (!bg_py_take(p, BG_TOK_STAR))
		return parse_pattern(p);
	name = bg_py_identifier(p, "a name behind '*'");
	node = bg_py_make(p, BG_PY_MATCH_STAR, at);
	node->name.id = name == p->word_blank ? NULL : name;
	return node;
}

/* A sequence in brackets, or one pattern in parentheses. */
static struct bg_py_node *
parse_sequence(struct bg_py_parser *p, enum bg_tok close)
{
	struct bg_py_at at = p->tok.at;
	size_t top = p->top;
	bool comma = close == BG_TOK_RSQB;
	const struct bg_py_list *items;

	bg_py_next(p);
	while (!bg_py_is(p, close)) {
		bg_py_push(p, parse_maybe_star(p));
		if (!bg_py_take(p, BG_TOK_COMMA))
			break;
		comma = true;
	}
	bg_py_expect(p, close);
	items = bg_py_seal(p, top);
	if (comma || items->n != 1)
		return bg_py_make_items(p, BG_PY_MATCH_SEQUENCE, at, items);
	if (items->v[0]->type == BG_PY_MATCH_STAR)
		bg_py_fail_at(p, at, "unexpected '*' in parentheses without a comma");
	return items->v[0];
}

static struct bg_py_node *
parse_closed(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;

	switch (p->tok.type) {
	case BG_TOK_NUMBER:
	case BG_TOK_MINUS:
		return parse_value(p, at, parse_number(p));
	case BG_TOK_STRING:
	case BG_TOK_FSTRING:
		return parse_value(p, at, bg_py_strings(p));
	case BG_TOK_NONE:
	case BG_TOK_TRUE:
	case BG_TOK_FALSE:
		return parse_singleton(p);
	case BG_TOK_NAME:
		return parse_word(p);
	case BG_TOK_LPAR:
		return parse_sequence(p, BG_TOK_RPAR);
	case BG_TOK_LSQB:
		return parse_sequence(p, BG_TOK_RSQB);
	case BG_TOK_LBRACE:
		return parse_mapping(p);
	default:
		if (!bg_py_failed(p))
			bg_py_expected(p, "a pattern");
		return make_as(p, at, NULL, NULL);
	}
}

/* or_pattern ['as' name] */
static struct bg_py_node *
parse_pattern(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node = parse_closed(p);
	size_t top = p->top;
	const char *name;

	if (bg_py_is(p, BG_TOK_VBAR)) {
		bg_py_push(p, node);
		while (bg_py_take(p, BG_TOK_VBAR))
			bg_py_push(p, parse_closed(p));
		node = bg_py_make_items(p, BG_PY_MATCH_OR, at, bg_py_seal(p, top));
	}
	if (!bg_py_take(p, BG_TOK_AS))
		return node;
	name = p->tok.name;
	if (bg_py_is(p, BG_TOK_NAME) && name == p->word_blank)
		bg_py_expected(p, "a name other than '_'");
	bg_py_identifier(p, "a name behind 'as'");
	if (bg_py_is(p, BG_TOK_DOT) || bg_py_is(p, BG_TOK_LPAR))
		bg_py_expected(p, "a plain name behind 'as'");
	return make_as(p, at, node, name);
}

struct bg_py_node *
bg_py_patterns(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node = parse_maybe_star(p);
	size_t top = p->top;

	if (!bg_py_is(p, BG_TOK_COMMA)) {
		if (node->type == BG_PY_MATCH_STAR)
			bg_py_expected(p, "',' behind a starred pattern");
		return node;
	}
	bg_py_push(p, node);
	while (bg_py_take(p, BG_TOK_COMMA) && !bg_py_is(p, BG_TOK_COLON) &&
	       !bg_py_is(p, BG_TOK_IF))
		bg_py_push(p, parse_maybe_star(p));
	return bg_py_make_items(p, BG_PY_MATCH_SEQUENCE, at, bg_py_seal(p, top));
}
