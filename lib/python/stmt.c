/* SPDX-License-Identifier: MIT */
/* Simple statements, and lines and blocks of statements. */
#include "python/parser.h"

static struct bg_py_node *
parse_word(struct bg_py_parser *p, enum bg_py_type type)
{
	struct bg_py_at at = p->tok.at;

	bg_py_next(p);
	return bg_py_make(p, type, at);
}

static bool
at_end(const struct bg_py_parser *p)
{
	return bg_py_is(p, BG_TOK_NEWLINE) || bg_py_is(p, BG_TOK_SEMI) ||
	       bg_py_is(p, BG_TOK_EOF);
}

static struct bg_py_node *
parse_return(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;

	bg_py_next(p);
	return bg_py_make_unary(p, BG_PY_RETURN, at, at_end(p) ? NULL : bg_py_expressions(p));
}

static struct bg_py_node *
parse_raise(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *exc = NULL, *cause = NULL;

	bg_py_next(p);
	if (!at_end(p)) {
		exc = bg_py_expression(p);
		if (bg_py_take(p, BG_TOK_FROM))
			cause = bg_py_expression(p);
	}
	return bg_py_make_binary(p, BG_PY_RAISE, at, exc, cause);
}

static struct bg_py_node *
parse_assert(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *test, *msg = NULL;

	bg_py_next(p);
	test = bg_py_expression(p);
	if (bg_py_take(p, BG_TOK_COMMA))
		msg = bg_py_expression(p);
	return bg_py_make_binary(p, BG_PY_ASSERT, at, test, msg);
}

static struct bg_py_node *
parse_del(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at, first;
	size_t top = p->top;
	struct bg_py_node *node;

	bg_py_next(p);
	do {
		first = p->tok.at;
		node = bg_py_bitwise_or(p);
		bg_py_target(p, node, first, BG_TARGET_DEL, "delete");
		bg_py_push(p, node);
	} while (bg_py_take(p, BG_TOK_COMMA) && !at_end(p));
	return bg_py_make_items(p, BG_PY_DELETE, at, bg_py_seal(p, top));
}

/* global and nonlocal: names until they end. */
static struct bg_py_node *
parse_scope(struct bg_py_parser *p, enum bg_py_type type)
{
	struct bg_py_at at = p->tok.at;
	BG_LIST(const char *) list = {NULL, 0, 0};
	struct bg_py_names *names;
	struct bg_py_node *node;

	bg_py_next(p);
	do
		*bg_list_add(p->arena, &list) = bg_py_identifier(p, "a name");
	while (bg_py_take(p, BG_TOK_COMMA));
	names = bg_alloc(p->arena, sizeof(*names) + list.n * sizeof(names->v[0]));
	names->n = list.n;
	memcpy(names->v, list.v, list.n * sizeof(*list.v));
	node = bg_py_make(p, type, at);
	node->names.v = names;
	return node;
}

static struct bg_py_node *
parse_annotated(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *target,
                bool name)
{
	struct bg_py_node *node, *annotation, *value = NULL;

	bg_py_target(p, target, at, BG_TARGET_SINGLE, "annotate");
	bg_py_next(p);
	annotation = bg_py_expression(p);
	if (bg_py_take(p, BG_TOK_ASSIGN))
		value = bg_py_yield_or_expressions(p);
	node = bg_py_make(p, BG_PY_ANN_ASSIGN, at);
	node->op = name && target->type == BG_PY_NAME;
	node->ann_assign.target = target;
	node->ann_assign.annotation = annotation;
	node->ann_assign.value = value;
	return node;
}

static struct bg_py_node *
parse_assign(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *value)
{
	const struct bg_py_list *targets;
	struct bg_py_at first = at;
	struct bg_py_node *node;
	size_t top = p->top;

	while (bg_py_is(p, BG_TOK_ASSIGN)) {
		bg_py_target(p, value, first, BG_TARGET_ANY, "assign to");
		bg_py_next(p);
		bg_py_push(p, value);
		first = p->tok.at;
		value = bg_py_yield_or_expressions(p);
	}
	targets = bg_py_seal(p, top);
	node = bg_py_make(p, BG_PY_ASSIGN, at);
	node->assign.targets = targets;
	node->assign.value = value;
	return node;
}

/* An expression, or an assignment that begins with one. */
static struct bg_py_node *
parse_expression(struct bg_py_parser *p)
{
	static const uint8_t ops[BG_NTOKS] = {
		[BG_TOK_PLUS_EQ] = BG_PY_ADD,         [BG_TOK_MINUS_EQ] = BG_PY_SUB,
		[BG_TOK_STAR_EQ] = BG_PY_MULT,        [BG_TOK_AT_EQ] = BG_PY_MAT_MULT,
		[BG_TOK_SLASH_EQ] = BG_PY_DIV,        [BG_TOK_PERCENT_EQ] = BG_PY_MOD,
		[BG_TOK_DSTAR_EQ] = BG_PY_POW,        [BG_TOK_LSHIFT_EQ] = BG_PY_LSHIFT,
		[BG_TOK_RSHIFT_EQ] = BG_PY_RSHIFT,    [BG_TOK_VBAR_EQ] = BG_PY_BIT_OR,
		[BG_TOK_CARET_EQ] = BG_PY_BIT_XOR,    [BG_TOK_AMPER_EQ] = BG_PY_BIT_AND,
		[BG_TOK_DSLASH_EQ] = BG_PY_FLOOR_DIV,
	};
	struct bg_py_at at = p->tok.at;
	bool name = bg_py_is(p, BG_TOK_NAME);
	struct bg_py_node *node = bg_py_yield_or_expressions(p);
	uint8_t op = ops[p->tok.type];

	if (bg_py_is(p, BG_TOK_ASSIGN))
		return parse_assign(p, at, node);
	if (bg_py_is(p, BG_TOK_COLON))
		return parse_annotated(p, at, node, name);
	if (!op)
		return bg_py_make_unary(p, BG_PY_EXPR, at, node);
	bg_py_target(p, node, at, BG_TARGET_SINGLE, "assign in place to");
	bg_py_next(p);
	node = bg_py_make_binary(p, BG_PY_AUG_ASSIGN, at, node, bg_py_yield_or_expressions(p));
	node->op = op;
	return node;
}

static struct bg_py_node *
parse_simple(struct bg_py_parser *p)
{
	struct bg_py_node *node;

	switch (p->tok.type) {
	case BG_TOK_NAME:
		if (bg_py_is_soft(p, p->word_type) && (node = bg_py_type_alias(p)) != NULL)
			return node;
		return parse_expression(p);
	case BG_TOK_RETURN:
		return parse_return(p);
	case BG_TOK_IMPORT:
		return bg_py_import(p);
	case BG_TOK_FROM:
		return bg_py_import_from(p);
	case BG_TOK_RAISE:
		return parse_raise(p);
	case BG_TOK_PASS:
		return parse_word(p, BG_PY_PASS);
	case BG_TOK_DEL:
		return parse_del(p);
	case BG_TOK_ASSERT:
		return parse_assert(p);
	case BG_TOK_BREAK:
		return parse_word(p, BG_PY_BREAK);
	case BG_TOK_CONTINUE:
		return parse_word(p, BG_PY_CONTINUE);
	case BG_TOK_GLOBAL:
		return parse_scope(p, BG_PY_GLOBAL);
	case BG_TOK_NONLOCAL:
		return parse_scope(p, BG_PY_NONLOCAL);
	default:
		return parse_expression(p);
	}
}

/* A line that goes on where it should end; old Python's print is the usual cause. */
static void
refuse_rest(struct bg_py_parser *p, const struct bg_py_node *last)
{
	const struct bg_py_node *value = last->type == BG_PY_EXPR ? last->unary.value : NULL;

	if (bg_py_failed(p))
		return;
	if (value && value->type == BG_PY_NAME &&
	    (strcmp(value->name.id, "print") == 0 || strcmp(value->name.id, "exec") == 0))
		bg_py_fail(p, "expected '(' behind '%s': is this Python 2?", value->name.id);
	else if (last->type == BG_PY_RAISE && bg_py_is(p, BG_TOK_COMMA))
		bg_py_fail(p,
		           "expected the end of the statement, found ',': is this Python 2?");
	else
		bg_py_expected(p, "the end of the statement");
}

void
bg_py_simple_line(struct bg_py_parser *p)
{
	struct bg_py_node *node;

	do {
		node = parse_simple(p);
		bg_py_push(p, node);
	} while (bg_py_take(p, BG_TOK_SEMI) && !bg_py_is(p, BG_TOK_NEWLINE));
	if (bg_py_is(p, BG_TOK_NEWLINE))
		bg_py_next(p);
	else
		refuse_rest(p, node);
}

void
bg_py_statements(struct bg_py_parser *p)
{
	struct bg_py_node *node;

	while (!bg_py_is(p, BG_TOK_DEDENT) && !bg_py_is(p, BG_TOK_EOF) && !bg_py_failed(p)) {
		node = bg_py_compound(p);
		if (node)
			bg_py_push(p, node);
		else
			bg_py_simple_line(p);
	}
}

const struct bg_py_list *
bg_py_block(struct bg_py_parser *p)
{
	size_t top = p->top;

	bg_py_expect(p, BG_TOK_COLON);
	if (!bg_py_take(p, BG_TOK_NEWLINE)) {
		bg_py_simple_line(p);
		return bg_py_seal(p, top);
	}
	bg_py_expect(p, BG_TOK_INDENT);
	bg_py_statements(p);
	if (!bg_py_take(p, BG_TOK_DEDENT) && !bg_py_failed(p))
		bg_py_expected(p, "the end of the block");
	return bg_py_seal(p, top);
}
