/* SPDX-License-Identifier: MIT */
/* Atoms: names, constants, groups and displays. */
#include "python/parser.h"

static struct bg_py_node *
parse_name(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	const char *id = p->tok.name;
	struct bg_py_node *node;

	bg_py_next(p);
	node = bg_py_make(p, BG_PY_NAME, at);
	node->name.id = id;
	return node;
}

static struct bg_py_node *
parse_keyword(struct bg_py_parser *p, enum bg_py_const value)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node;

	bg_py_next(p);
	node = bg_py_make(p, BG_PY_CONSTANT, at);
	node->op = (uint8_t)value;
	node->constant.text = "";
	return node;
}

struct bg_py_node *
bg_py_number(struct bg_py_parser *p)
{
	struct bg_py_token tok = p->tok;
	const char *s = p->text + tok.from;
	uint32_t n = tok.end - tok.from;
	struct bg_py_node *node;
	bool based = n > 2 && s[0] == '0' &&
	             ((s[1] | 32) == 'x' || (s[1] | 32) == 'b' || (s[1] | 32) == 'o');

	bg_py_next(p);
	node = bg_py_make(p, BG_PY_CONSTANT, tok.at);
	node->constant.text = s;
	node->constant.n = n;
	node->op = BG_PY_INT;
	if (based)
		return node;
	if ((s[n - 1] | 32) == 'j')
		node->op = BG_PY_IMAGINARY;
	else if (memchr(s, '.', n) || memchr(s, 'e', n) || memchr(s, 'E', n))
		node->op = BG_PY_FLOAT;
	return node;
}

struct bg_py_node *
bg_py_atom(struct bg_py_parser *p)
{
	switch (p->tok.type) {
	case BG_TOK_NAME:
		return parse_name(p);
	case BG_TOK_NUMBER:
		return bg_py_number(p);
	case BG_TOK_STRING:
	case BG_TOK_FSTRING:
		return bg_py_strings(p);
	case BG_TOK_LPAR:
		return bg_py_group(p);
	case BG_TOK_LSQB:
		return bg_py_list_display(p);
	case BG_TOK_LBRACE:
		return bg_py_brace_display(p);
	case BG_TOK_NONE:
		return parse_keyword(p, BG_PY_NONE);
	case BG_TOK_TRUE:
		return parse_keyword(p, BG_PY_TRUE);
	case BG_TOK_FALSE:
		return parse_keyword(p, BG_PY_FALSE);
	case BG_TOK_ELLIPSIS:
		return parse_keyword(p, BG_PY_ELLIPSIS);
	default:
		if (bg_py_is(p, BG_TOK_GT) && p->tok.from && p->text[p->tok.from - 1] == '<')
			bg_py_fail(p, "expected an expression, found '>': is this Python 2?");
		else if (!bg_py_failed(p))
			bg_py_expected(p, "an expression");
		return bg_py_make(p, BG_PY_NAME, p->tok.at);
	}
}

bool
bg_py_at_for(const struct bg_py_parser *p)
{
	return bg_py_is(p, BG_TOK_FOR) || bg_py_is(p, BG_TOK_ASYNC);
}

static void
refuse_star(struct bg_py_parser *p, const struct bg_py_node *node, const char *where)
{
	struct bg_py_at at = {node->line, node->column};

	if (node->type == BG_PY_STARRED)
		bg_py_fail_at(p, at, "unexpected '*' %s", where);
}

static struct bg_py_node *
parse_for_clause(struct bg_py_parser *p)
{
	struct bg_py_node *node = bg_py_make_part(p, BG_PY_COMPREHENSION);
	struct bg_py_node *target, *iter;
	size_t top = p->top;

	node->op = bg_py_take(p, BG_TOK_ASYNC);
	bg_py_expect(p, BG_TOK_FOR);
	target = bg_py_targets(p);
	bg_py_expect(p, BG_TOK_IN);
	iter = bg_py_disjunction(p);
	while (bg_py_take(p, BG_TOK_IF))
		bg_py_push(p, bg_py_disjunction(p));
	node->comprehension.target = target;
	node->comprehension.iter = iter;
	node->comprehension.ifs = bg_py_seal(p, top);
	bg_py_raise(p, node, target->height);
	bg_py_raise(p, node, iter->height);
	bg_py_raise(p, node, node->comprehension.ifs->height);
	return node;
}

struct bg_py_node *
bg_py_comprehension(struct bg_py_parser *p, enum bg_py_type type, struct bg_py_at at,
                    struct bg_py_node *elt, struct bg_py_node *value)
{
	size_t top = p->top;
	struct bg_py_node *node;
	const struct bg_py_list *generators;

	refuse_star(p, elt, "before a comprehension");
	while (bg_py_at_for(p))
		bg_py_push(p, parse_for_clause(p));
	generators = bg_py_seal(p, top);
	bg_py_expect(p, type == BG_PY_LIST_COMP       ? BG_TOK_RSQB
	                : type == BG_PY_GENERATOR_EXP ? BG_TOK_RPAR
	                                              : BG_TOK_RBRACE);
	node = bg_py_make(p, type, at);
	node->comp.elt = elt;
	node->comp.value = value;
	node->comp.generators = generators;
	bg_py_raise(p, node, elt->height);
	if (value)
		bg_py_raise(p, node, value->height);
	bg_py_raise(p, node, generators->height);
	return node;
}

/* Elements up to a closing bracket; the first one is there, and a comma is next. */
static const struct bg_py_list *
parse_elements(struct bg_py_parser *p, struct bg_py_node *first, enum bg_tok close)
{
	size_t top = p->top;

	bg_py_push(p, first);
	while (bg_py_take(p, BG_TOK_COMMA) && !bg_py_is(p, close))
		bg_py_push(p, bg_py_star_named(p));
	bg_py_expect(p, close);
	return bg_py_seal(p, top);
}

struct bg_py_node *
bg_py_group(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	const struct bg_py_list *items;
	struct bg_py_node *node;

	bg_py_next(p);
	if (bg_py_take(p, BG_TOK_RPAR))
		return bg_py_make_items(p, BG_PY_TUPLE, at, &bg_py_no_nodes);
	if (bg_py_is(p, BG_TOK_YIELD)) {
		node = bg_py_yield_or_expressions(p);
		bg_py_expect(p, BG_TOK_RPAR);
		return node;
	}
	node = bg_py_star_named(p);
	if (bg_py_at_for(p))
		return bg_py_comprehension(p, BG_PY_GENERATOR_EXP, at, node, NULL);
	if (bg_py_is(p, BG_TOK_COMMA)) {
		items = parse_elements(p, node, BG_TOK_RPAR);
		return bg_py_make_items(p, BG_PY_TUPLE, at, items);
	}
	bg_py_expect(p, BG_TOK_RPAR);
	refuse_star(p, node, "in parentheses without a comma");
	return node;
}

struct bg_py_node *
bg_py_list_display(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	const struct bg_py_list *items;
	struct bg_py_node *node;

	bg_py_next(p);
	if (bg_py_take(p, BG_TOK_RSQB))
		return bg_py_make_items(p, BG_PY_LIST, at, &bg_py_no_nodes);
	node = bg_py_star_named(p);
	if (bg_py_at_for(p))
		return bg_py_comprehension(p, BG_PY_LIST_COMP, at, node, NULL);
	items = parse_elements(p, node, BG_TOK_RSQB);
	return bg_py_make_items(p, BG_PY_LIST, at, items);
}

/* key ':' value, or '**' value with NULL for the key. Pushes both. */
static void
parse_pair(struct bg_py_parser *p)
{
	if (bg_py_take(p, BG_TOK_DSTAR)) {
		bg_py_push(p, NULL);
		bg_py_push(p, bg_py_bitwise_or(p));
		return;
	}
	bg_py_push(p, bg_py_expression(p));
	bg_py_expect(p, BG_TOK_COLON);
	bg_py_push(p, bg_py_expression(p));
}

/* Pairs on the stack become two lists. */
static struct bg_py_node *
make_dict(struct bg_py_parser *p, struct bg_py_at at, size_t top)
{
	size_t n = (p->top - top) / 2;
	struct bg_py_node *node = bg_py_make(p, BG_PY_DICT, at);

	for (size_t i = 0; i < n; i++)
		bg_py_push(p, p->stack[top + 2 * i]);
	node->dict.keys = bg_py_seal(p, top + 2 * n);
	for (size_t i = 0; i < n; i++)
		p->stack[top + i] = p->stack[top + 2 * i + 1];
	p->top = top + n;
	node->dict.values = bg_py_seal(p, top);
	bg_py_raise(p, node, node->dict.keys->height);
	bg_py_raise(p, node, node->dict.values->height);
	return node;
}

static struct bg_py_node *
parse_dict(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *key)
{
	size_t top = p->top;
	struct bg_py_node *value;

	if (key) {
		bg_py_expect(p, BG_TOK_COLON);
		value = bg_py_expression(p);
		if (bg_py_at_for(p))
			return bg_py_comprehension(p, BG_PY_DICT_COMP, at, key, value);
		bg_py_push(p, key);
		bg_py_push(p, value);
	} else {
		parse_pair(p);
	}
	while (bg_py_take(p, BG_TOK_COMMA) && !bg_py_is(p, BG_TOK_RBRACE))
		parse_pair(p);
	bg_py_expect(p, BG_TOK_RBRACE);
	return make_dict(p, at, top);
}

struct bg_py_node *
bg_py_brace_display(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	const struct bg_py_list *items;
	struct bg_py_node *node;
	bool name;

	bg_py_next(p);
	if (bg_py_take(p, BG_TOK_RBRACE))
		return make_dict(p, at, p->top);
	if (bg_py_is(p, BG_TOK_DSTAR))
		return parse_dict(p, at, NULL);
	name = bg_py_is(p, BG_TOK_NAME);
	node = bg_py_star_named(p);
	if (bg_py_is(p, BG_TOK_COLON)) {
		refuse_star(p, node, "before ':'");
		if (name && node->type == BG_PY_NAMED_EXPR)
			bg_py_expected(p, "',' or '}'");
		return parse_dict(p, at, node);
	}
	if (bg_py_at_for(p))
		return bg_py_comprehension(p, BG_PY_SET_COMP, at, node, NULL);
	items = parse_elements(p, node, BG_TOK_RBRACE);
	return bg_py_make_items(p, BG_PY_SET, at, items);
}
