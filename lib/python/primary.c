/* SPDX-License-Identifier: MIT */
/* Primaries: attributes, calls, subscripts; lambdas. */
#include "python/parser.h"

const char *
bg_py_identifier(struct bg_py_parser *p, const char *what)
{
	const char *name = p->tok.name;

	if (bg_py_is(p, BG_TOK_NAME)) {
		bg_py_next(p);
		return name;
	}
	if (!bg_py_failed(p))
		bg_py_expected(p, what);
	return "";
}

static struct bg_py_node *
parse_attribute(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *value)
{
	struct bg_py_node *node;
	const char *attr;

	bg_py_next(p);
	attr = bg_py_identifier(p, "a name behind '.'");
	node = bg_py_make(p, BG_PY_ATTRIBUTE, at);
	node->attribute.value = value;
	node->attribute.attr = attr;
	bg_py_raise(p, node, value->height);
	return node;
}

static struct bg_py_node *
parse_call(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *func)
{
	const struct bg_py_list *args, *keywords;
	struct bg_py_at open = p->tok.at;
	struct bg_py_node *node;

	bg_py_next(p);
	bg_py_call_items(p, open, true, &args, &keywords);
	node = bg_py_make(p, BG_PY_CALL, at);
	node->call.func = func;
	node->call.args = args;
	node->call.keywords = keywords;
	bg_py_raise(p, node, func->height);
	bg_py_raise(p, node, args->height);
	bg_py_raise(p, node, keywords->height);
	return node;
}

static struct bg_py_node *
parse_slice(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *lower = NULL, *upper = NULL, *step = NULL, *node;
	bool name = bg_py_is(p, BG_TOK_NAME);

	if (bg_py_is(p, BG_TOK_STAR)) {
		bg_py_next(p);
		return bg_py_make_unary(p, BG_PY_STARRED, at, bg_py_expression(p));
	}
	if (!bg_py_is(p, BG_TOK_COLON)) {
		lower = bg_py_named(p);
		if (!bg_py_is(p, BG_TOK_COLON) || (name && lower->type == BG_PY_NAMED_EXPR))
			return lower;
	}
	bg_py_next(p);
	if (!bg_py_is(p, BG_TOK_COLON) && !bg_py_is(p, BG_TOK_COMMA) &&
	    !bg_py_is(p, BG_TOK_RSQB))
		upper = bg_py_expression(p);
	if (bg_py_take(p, BG_TOK_COLON) && !bg_py_is(p, BG_TOK_COMMA) &&
	    !bg_py_is(p, BG_TOK_RSQB))
		step = bg_py_expression(p);
	node = bg_py_make(p, BG_PY_SLICE, at);
	node->slice.lower = lower;
	node->slice.upper = upper;
	node->slice.step = step;
	if (lower)
		bg_py_raise(p, node, lower->height);
	if (upper)
		bg_py_raise(p, node, upper->height);
	if (step)
		bg_py_raise(p, node, step->height);
	return node;
}

/* One slice, or a tuple of several; a star alone makes a tuple as well. */
struct bg_py_node *
bg_py_slices(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node = parse_slice(p);
	size_t top = p->top;

	if (!bg_py_is(p, BG_TOK_COMMA) && node->type != BG_PY_STARRED)
		return node;
	bg_py_push(p, node);
	while (bg_py_take(p, BG_TOK_COMMA) && !bg_py_is(p, BG_TOK_RSQB))
		bg_py_push(p, parse_slice(p));
	return bg_py_make_items(p, BG_PY_TUPLE, at, bg_py_seal(p, top));
}

static struct bg_py_node *
parse_subscript(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *value)
{
	struct bg_py_node *slice;

	bg_py_next(p);
	slice = bg_py_slices(p);
	bg_py_expect(p, BG_TOK_RSQB);
	return bg_py_make_binary(p, BG_PY_SUBSCRIPT, at, value, slice);
}

struct bg_py_node *
bg_py_primary(struct bg_py_parser *p)
{
	struct bg_py_at first = p->tok.at, at;
	bool await = bg_py_take(p, BG_TOK_AWAIT);
	struct bg_py_node *node;

	at = p->tok.at;
	node = bg_py_atom(p);
	for (;;) {
		switch (p->tok.type) {
		case BG_TOK_DOT:
			node = parse_attribute(p, at, node);
			break;
		case BG_TOK_LPAR:
			node = parse_call(p, at, node);
			break;
		case BG_TOK_LSQB:
			node = parse_subscript(p, at, node);
			break;
		default:
			return await ? bg_py_make_unary(p, BG_PY_AWAIT, first, node) : node;
		}
	}
}

struct bg_py_node *
bg_py_lambda(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *args, *body, *node;

	if (p->lex.floor && p->lex.depth == p->lex.floor)
		bg_py_fail(p, "expected a lambda in an f-string to be in parentheses");
	if (!bg_py_enter(p))
		return bg_py_make(p, BG_PY_NAME, at);
	bg_py_next(p);
	args = bg_py_params(p, BG_TOK_COLON);
	bg_py_expect(p, BG_TOK_COLON);
	body = bg_py_expression(p);
	p->depth--;
	node = bg_py_make(p, BG_PY_LAMBDA, at);
	node->lambda.args = args;
	node->lambda.body = body;
	bg_py_raise(p, node, args->height);
	bg_py_raise(p, node, body->height);
	return node;
}
