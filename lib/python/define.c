/* SPDX-License-Identifier: MIT */
/* Functions, classes, type aliases and match: statements that bring names of their own. */
#include "python/parser.h"

/* ':' and the body, or only where it is. */
static void
parse_body(struct bg_py_parser *p, struct bg_py_def *def)
{
	size_t top = p->top;

	def->body = &bg_py_no_nodes;
	if (p->mode == BG_PY_WHOLE || !bg_py_is(p, BG_TOK_COLON)) {
		def->body = bg_py_block(p);
		return;
	}
	bg_py_next(p);
	if (!bg_py_is(p, BG_TOK_NEWLINE)) {
		bg_py_simple_line(p);
		def->body = bg_py_seal(p, top);
		return;
	}
	def->skipped = true;
	bg_py_skip_block(p, &def->body_at, &def->body_line, &def->body_end);
}

struct bg_py_node *
bg_py_function(struct bg_py_parser *p, struct bg_py_at at, bool async,
               const struct bg_py_list *decorators)
{
	struct bg_py_def *def = bg_alloc(p->arena, sizeof(*def));
	struct bg_py_node *node;

	bg_py_next(p);
	def->decorators = decorators;
	def->name = bg_py_identifier(p, "a function's name");
	def->type_params = bg_py_type_params(p);
	bg_py_expect(p, BG_TOK_LPAR);
	def->args = bg_py_params(p, BG_TOK_RPAR);
	bg_py_expect(p, BG_TOK_RPAR);
	if (bg_py_take(p, BG_TOK_ARROW))
		def->returns = bg_py_expression(p);
	parse_body(p, def);
	node = bg_py_make(p, async ? BG_PY_ASYNC_FUNCTION : BG_PY_FUNCTION, at);
	node->def = def;
	return node;
}

static struct bg_py_node *
parse_class(struct bg_py_parser *p, const struct bg_py_list *decorators)
{
	struct bg_py_at at = p->tok.at, open;
	struct bg_py_class *cls = bg_alloc(p->arena, sizeof(*cls));
	struct bg_py_node *node;

	bg_py_next(p);
	cls->decorators = decorators;
	cls->name = bg_py_identifier(p, "a class' name");
	cls->type_params = bg_py_type_params(p);
	cls->bases = cls->keywords = &bg_py_no_nodes;
	open = p->tok.at;
	if (bg_py_take(p, BG_TOK_LPAR))
		bg_py_call_items(p, open, false, &cls->bases, &cls->keywords);
	cls->body = bg_py_block(p);
	node = bg_py_make(p, BG_PY_CLASS, at);
	node->cls = cls;
	return node;
}

struct bg_py_node *
bg_py_definition(struct bg_py_parser *p)
{
	const struct bg_py_list *decorators;
	struct bg_py_at at;
	size_t top = p->top;

	while (bg_py_take(p, BG_TOK_AT)) {
		bg_py_push(p, bg_py_named(p));
		bg_py_expect(p, BG_TOK_NEWLINE);
	}
	decorators = bg_py_seal(p, top);
	at = p->tok.at;
	if (bg_py_is(p, BG_TOK_CLASS))
		return parse_class(p, decorators);
	if (bg_py_is(p, BG_TOK_DEF))
		return bg_py_function(p, at, false, decorators);
	if (bg_py_take(p, BG_TOK_ASYNC) && bg_py_is(p, BG_TOK_DEF))
		return bg_py_function(p, at, true, decorators);
	if (!bg_py_failed(p))
		bg_py_expected(p, "a function or a class behind a decorator");
	return bg_py_make(p, BG_PY_PASS, at);
}

struct bg_py_node *
bg_py_type_alias(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node, *name, *value;
	const struct bg_py_list *params;
	struct bg_py_mark mark;
	struct bg_err failure;

	bg_py_mark(p, &mark);
	bg_py_next(p);
	if (!bg_py_is(p, BG_TOK_NAME)) {
		bg_py_return(p, &mark, &failure);
		return NULL;
	}
	name = bg_py_atom(p);
	params = bg_py_type_params(p);
	bg_py_expect(p, BG_TOK_ASSIGN);
	value = bg_py_expression(p);
	node = bg_py_make(p, BG_PY_TYPE_ALIAS, at);
	node->type_alias.name = name;
	node->type_alias.type_params = params;
	node->type_alias.value = value;
	return node;
}

static struct bg_py_node *
parse_case(struct bg_py_parser *p)
{
	struct bg_py_node *node = bg_py_make_part(p, BG_PY_MATCH_CASE);

	bg_py_next(p);
	node->match_case.pattern = bg_py_patterns(p);
	if (bg_py_take(p, BG_TOK_IF))
		node->match_case.guard = bg_py_named(p);
	node->match_case.body = bg_py_block(p);
	return node;
}

/* star_named ',' … or one named expression */
static struct bg_py_node *
parse_subject(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node = bg_py_star_named(p);
	size_t top = p->top;

	if (!bg_py_is(p, BG_TOK_COMMA)) {
		if (node->type == BG_PY_STARRED)
			bg_py_expected(p, "','");
		return node;
	}
	bg_py_push(p, node);
	while (bg_py_take(p, BG_TOK_COMMA) && !bg_py_is(p, BG_TOK_COLON))
		bg_py_push(p, bg_py_star_named(p));
	return bg_py_make_items(p, BG_PY_TUPLE, at, bg_py_seal(p, top));
}

struct bg_py_node *
bg_py_match(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node, *subject;
	struct bg_py_mark mark;
	struct bg_err failure;
	size_t top = p->top;

	bg_py_mark(p, &mark);
	bg_py_next(p);
	subject = parse_subject(p);
	if (!bg_py_take(p, BG_TOK_COLON) || !bg_py_take(p, BG_TOK_NEWLINE) ||
	    !bg_py_take(p, BG_TOK_INDENT) || !bg_py_is_soft(p, p->word_case)) {
		bg_py_return(p, &mark, &failure);
		return NULL;
	}
	while (bg_py_is_soft(p, p->word_case))
		bg_py_push(p, parse_case(p));
	if (!bg_py_take(p, BG_TOK_DEDENT) && !bg_py_failed(p))
		bg_py_expected(p, "'case' or the end of the block");
	node = bg_py_make(p, BG_PY_MATCH, at);
	node->match.subject = subject;
	node->match.cases = bg_py_seal(p, top);
	return node;
}
