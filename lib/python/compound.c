/* SPDX-License-Identifier: MIT */
/* Compound statements: if, while, for, try, with. */
#include "python/parser.h"

static const struct bg_py_list *
parse_else(struct bg_py_parser *p)
{
	return bg_py_take(p, BG_TOK_ELSE) ? bg_py_block(p) : &bg_py_no_nodes;
}

/* An if or elif; each elif is an If alone in the orelse of the one before. */
static struct bg_py_node *
parse_if(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	const struct bg_py_list *body, *orelse;
	struct bg_py_node *test, *node;

	if (p->block_depth == BG_PY_DEPTH) {
		bg_py_fail(p, "more than %d blocks and elifs inside of each other",
		           BG_PY_DEPTH);
		return bg_py_make(p, BG_PY_PASS, at);
	}
	bg_py_next(p);
	test = bg_py_named(p);
	body = bg_py_block(p);
	p->block_depth++;
	orelse = bg_py_is(p, BG_TOK_ELIF) ? bg_py_one(p, parse_if(p)) : parse_else(p);
	p->block_depth--;
	node = bg_py_make(p, BG_PY_IF, at);
	node->branch.test = test;
	node->branch.body = body;
	node->branch.orelse = orelse;
	return node;
}

static struct bg_py_node *
parse_while(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	const struct bg_py_list *body, *orelse;
	struct bg_py_node *test, *node;

	bg_py_next(p);
	test = bg_py_named(p);
	body = bg_py_block(p);
	orelse = parse_else(p);
	node = bg_py_make(p, BG_PY_WHILE, at);
	node->branch.test = test;
	node->branch.body = body;
	node->branch.orelse = orelse;
	return node;
}

static struct bg_py_node *
parse_for(struct bg_py_parser *p, struct bg_py_at at, bool async)
{
	struct bg_py_loop *loop = bg_alloc(p->arena, sizeof(*loop));
	struct bg_py_node *node;

	bg_py_next(p);
	loop->target = bg_py_targets(p);
	bg_py_expect(p, BG_TOK_IN);
	loop->iter = bg_py_expressions(p);
	loop->body = bg_py_block(p);
	loop->orelse = parse_else(p);
	node = bg_py_make(p, async ? BG_PY_ASYNC_FOR : BG_PY_FOR, at);
	node->loop = loop;
	return node;
}

/* The type of a handler: one expression, or several without parentheses. */
static struct bg_py_node *
parse_handled(struct bg_py_parser *p, bool *several)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node = bg_py_expression(p);
	size_t top = p->top;

	*several = bg_py_is(p, BG_TOK_COMMA);
	if (!*several)
		return node;
	bg_py_push(p, node);
	while (bg_py_take(p, BG_TOK_COMMA) && !bg_py_is(p, BG_TOK_COLON))
		bg_py_push(p, bg_py_expression(p));
	return bg_py_make_items(p, BG_PY_TUPLE, at, bg_py_seal(p, top));
}

/* One handler; *star: whether all of them are except*, -1 before the first one. */
static struct bg_py_node *
parse_handler(struct bg_py_parser *p, int *star)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *type = NULL, *node;
	const struct bg_py_list *body;
	const char *name = NULL;
	bool several = false, starred;

	bg_py_next(p);
	starred = bg_py_is(p, BG_TOK_STAR);
	if (*star >= 0 && *star != starred)
		bg_py_fail(p, "'except' and 'except*' cannot be mixed");
	*star = starred;
	bg_py_take(p, BG_TOK_STAR);
	if (starred || !bg_py_is(p, BG_TOK_COLON))
		type = parse_handled(p, &several);
	if (type && !several && bg_py_take(p, BG_TOK_AS))
		name = bg_py_identifier(p, "a name behind 'as'");
	body = bg_py_block(p);
	node = bg_py_make(p, BG_PY_EXCEPT_HANDLER, at);
	node->handler.type = type;
	node->handler.name = name;
	node->handler.body = body;
	return node;
}

struct bg_py_node *
bg_py_try_block(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_try *out = bg_alloc(p->arena, sizeof(*out));
	struct bg_py_node *node;
	size_t top;
	int star = -1;

	bg_py_next(p);
	out->body = bg_py_block(p);
	top = p->top;
	while (bg_py_is(p, BG_TOK_EXCEPT))
		bg_py_push(p, parse_handler(p, &star));
	out->handlers = bg_py_seal(p, top);
	out->orelse = out->handlers->n ? parse_else(p) : &bg_py_no_nodes;
	out->finalbody = &bg_py_no_nodes;
	if (bg_py_take(p, BG_TOK_FINALLY))
		out->finalbody = bg_py_block(p);
	else if (!out->handlers->n && !bg_py_failed(p))
		bg_py_expected(p, "'except' or 'finally'");
	node = bg_py_make(p, star > 0 ? BG_PY_TRY_STAR : BG_PY_TRY, at);
	node->attempt = out;
	return node;
}

static void
push_with_item(struct bg_py_parser *p)
{
	struct bg_py_node *node = bg_py_make_part(p, BG_PY_WITH_ITEM);

	node->binary.left = bg_py_expression(p);
	if (bg_py_take(p, BG_TOK_AS))
		node->binary.right = bg_py_one_target(p);
	bg_py_push(p, node);
}

/* Items in parentheses, up to the ':'; the parentheses may turn out to be an expression's. */
static bool
push_grouped_items(struct bg_py_parser *p)
{
	bg_py_next(p);
	do
		push_with_item(p);
	while (bg_py_take(p, BG_TOK_COMMA) && !bg_py_is(p, BG_TOK_RPAR));
	bg_py_expect(p, BG_TOK_RPAR);
	return bg_py_is(p, BG_TOK_COLON);
}

struct bg_py_node *
bg_py_with(struct bg_py_parser *p, struct bg_py_at at, bool async)
{
	struct bg_py_mark mark;
	struct bg_err failure = {0};
	const struct bg_py_list *items;
	struct bg_py_node *node;
	size_t top = p->top;
	bool grouped = false;

	bg_py_next(p);
	if (bg_py_is(p, BG_TOK_LPAR)) {
		bg_py_mark(p, &mark);
		grouped = push_grouped_items(p);
		if (!grouped)
			bg_py_return(p, &mark, &failure);
	}
	if (!grouped)
		do
			push_with_item(p);
		while (bg_py_take(p, BG_TOK_COMMA));
	if (!grouped && bg_py_failed(p) && failure.code == p->err->code &&
	    (failure.line > p->err->line ||
	     (failure.line == p->err->line && failure.column > p->err->column)))
		*p->err = failure;
	items = bg_py_seal(p, top);
	node = bg_py_make(p, async ? BG_PY_ASYNC_WITH : BG_PY_WITH, at);
	node->with.items = items;
	node->with.body = bg_py_block(p);
	node->end = p->last_end;
	return node;
}

static struct bg_py_node *
parse_async(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;

	bg_py_next(p);
	switch (p->tok.type) {
	case BG_TOK_DEF:
		return bg_py_function(p, at, true, &bg_py_no_nodes);
	case BG_TOK_FOR:
		return parse_for(p, at, true);
	case BG_TOK_WITH:
		return bg_py_with(p, at, true);
	default:
		if (!bg_py_failed(p))
			bg_py_expected(p, "'def', 'for' or 'with' behind 'async'");
		return bg_py_make(p, BG_PY_PASS, at);
	}
}

struct bg_py_node *
bg_py_compound(struct bg_py_parser *p)
{
	switch (p->tok.type) {
	case BG_TOK_IF:
		return parse_if(p);
	case BG_TOK_FOR:
		return parse_for(p, p->tok.at, false);
	case BG_TOK_WHILE:
		return parse_while(p);
	case BG_TOK_TRY:
		return bg_py_try_block(p);
	case BG_TOK_WITH:
		return bg_py_with(p, p->tok.at, false);
	case BG_TOK_DEF:
	case BG_TOK_CLASS:
	case BG_TOK_AT:
		return bg_py_definition(p);
	case BG_TOK_ASYNC:
		return parse_async(p);
	case BG_TOK_NAME:
		return bg_py_is_soft(p, p->word_match) ? bg_py_match(p) : NULL;
	default:
		return NULL;
	}
}
