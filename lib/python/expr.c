/* SPDX-License-Identifier: MIT */
/* Expressions by precedence: ternaries, operators, comparisons, stars, yield. */
#include "python/parser.h"

/* From loose to tight; operators of one level bind to the left. */
enum level {
	L_NONE,
	L_OR,
	L_AND,
	L_NOT,
	L_COMPARE,
	L_BIT_OR,
	L_BIT_XOR,
	L_BIT_AND,
	L_SHIFT,
	L_SUM,
	L_TERM
};

static const struct {
	uint8_t level, op;
} operators[BG_NTOKS] = {
	[BG_TOK_OR] = {L_OR, BG_PY_OR},
	[BG_TOK_AND] = {L_AND, BG_PY_AND},
	[BG_TOK_NOT] = {L_COMPARE, BG_PY_NOT_IN},
	[BG_TOK_IN] = {L_COMPARE, BG_PY_IN},
	[BG_TOK_IS] = {L_COMPARE, BG_PY_IS},
	[BG_TOK_EQ] = {L_COMPARE, BG_PY_EQ},
	[BG_TOK_NOT_EQ] = {L_COMPARE, BG_PY_NOT_EQ},
	[BG_TOK_LT] = {L_COMPARE, BG_PY_LT},
	[BG_TOK_LT_E] = {L_COMPARE, BG_PY_LT_E},
	[BG_TOK_GT] = {L_COMPARE, BG_PY_GT},
	[BG_TOK_GT_E] = {L_COMPARE, BG_PY_GT_E},
	[BG_TOK_VBAR] = {L_BIT_OR, BG_PY_BIT_OR},
	[BG_TOK_CARET] = {L_BIT_XOR, BG_PY_BIT_XOR},
	[BG_TOK_AMPER] = {L_BIT_AND, BG_PY_BIT_AND},
	[BG_TOK_LSHIFT] = {L_SHIFT, BG_PY_LSHIFT},
	[BG_TOK_RSHIFT] = {L_SHIFT, BG_PY_RSHIFT},
	[BG_TOK_PLUS] = {L_SUM, BG_PY_ADD},
	[BG_TOK_MINUS] = {L_SUM, BG_PY_SUB},
	[BG_TOK_STAR] = {L_TERM, BG_PY_MULT},
	[BG_TOK_SLASH] = {L_TERM, BG_PY_DIV},
	[BG_TOK_DSLASH] = {L_TERM, BG_PY_FLOOR_DIV},
	[BG_TOK_PERCENT] = {L_TERM, BG_PY_MOD},
	[BG_TOK_AT] = {L_TERM, BG_PY_MAT_MULT},
};

static struct bg_py_node *parse_level(struct bg_py_parser *p, enum level least);
static struct bg_py_node *parse_factor(struct bg_py_parser *p);

static struct bg_py_node *
parse_unary(struct bg_py_parser *p, enum bg_py_op op,
            struct bg_py_node *(*operand)(struct bg_py_parser *p))
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node;

	if (!bg_py_enter(p))
		return bg_py_make(p, BG_PY_NAME, at);
	bg_py_next(p);
	node = operand(p);
	p->depth--;
	node = bg_py_make_unary(p, BG_PY_UNARY_OP, at, node);
	node->op = (uint8_t)op;
	return node;
}

/* await? primary ['**' factor] */
static struct bg_py_node *
parse_power(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node = bg_py_primary(p), *right;

	if (!bg_py_is(p, BG_TOK_DSTAR) || !bg_py_enter(p))
		return node;
	bg_py_next(p);
	right = parse_factor(p);
	p->depth--;
	node = bg_py_make_binary(p, BG_PY_BIN_OP, at, node, right);
	node->op = BG_PY_POW;
	return node;
}

static struct bg_py_node *
parse_factor(struct bg_py_parser *p)
{
	switch (p->tok.type) {
	case BG_TOK_PLUS:
		return parse_unary(p, BG_PY_UADD, parse_factor);
	case BG_TOK_MINUS:
		return parse_unary(p, BG_PY_USUB, parse_factor);
	case BG_TOK_TILDE:
		return parse_unary(p, BG_PY_INVERT, parse_factor);
	default:
		return parse_power(p);
	}
}

static struct bg_py_node *
parse_inversion(struct bg_py_parser *p)
{
	return parse_level(p, L_NOT);
}

/* "a and b and c" is one node. */
static struct bg_py_node *
parse_bool(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *left)
{
	enum bg_tok tok = p->tok.type;
	size_t top = p->top;

	bg_py_push(p, left);
	while (bg_py_take(p, tok))
		bg_py_push(p, parse_level(p, operators[tok].level + 1));
	left = bg_py_make_items(p, BG_PY_BOOL_OP, at, bg_py_seal(p, top));
	left->op = operators[tok].op;
	return left;
}

/* The operator in hand, of one or two words; BG_PY_ADD when it is none. */
static enum bg_py_op
take_comparison(struct bg_py_parser *p)
{
	enum bg_py_op op = operators[p->tok.type].op;

	if (operators[p->tok.type].level != L_COMPARE)
		return BG_PY_ADD;
	bg_py_next(p);
	if (op == BG_PY_NOT_IN)
		bg_py_expect(p, BG_TOK_IN);
	else if (op == BG_PY_IS && bg_py_take(p, BG_TOK_NOT))
		op = BG_PY_IS_NOT;
	return op;
}

static struct bg_py_node *
parse_comparison(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *left)
{
	size_t top = p->top, n = 0, cap = 8;
	uint8_t first[8], *ops = first, *grown;
	struct bg_py_node *node;
	enum bg_py_op op;

	while ((op = take_comparison(p)) != BG_PY_ADD) {
		if (n == cap) {
			grown = bg_alloc(p->arena, cap * 2);
			memcpy(grown, ops, n);
			ops = grown;
			cap *= 2;
		}
		ops[n++] = (uint8_t)op;
		bg_py_push(p, parse_level(p, L_BIT_OR));
	}
	node = bg_py_make(p, BG_PY_COMPARE, at);
	node->compare.left = left;
	node->compare.comparators = bg_py_seal(p, top);
	node->compare.ops = (uint8_t *)bg_strndup(p->arena, (char *)ops, n);
	bg_py_raise(p, node, left->height);
	bg_py_raise(p, node, node->compare.comparators->height);
	return node;
}

static struct bg_py_node *
parse_level(struct bg_py_parser *p, enum level least)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *left, *right;
	enum level level;
	enum bg_py_op op;

	if (bg_py_is(p, BG_TOK_NOT) && least <= L_NOT)
		left = parse_unary(p, BG_PY_NOT, parse_inversion);
	else
		left = parse_factor(p);
	for (;;) {
		level = operators[p->tok.type].level;
		op = operators[p->tok.type].op;
		if (level < least || level == L_NONE)
			return left;
		if (level <= L_AND) {
			left = parse_bool(p, at, left);
		} else if (level == L_COMPARE) {
			left = parse_comparison(p, at, left);
		} else {
			bg_py_next(p);
			right = parse_level(p, level + 1);
			left = bg_py_make_binary(p, BG_PY_BIN_OP, at, left, right);
			left->op = (uint8_t)op;
		}
	}
}

struct bg_py_node *
bg_py_bitwise_or(struct bg_py_parser *p)
{
	return parse_level(p, L_BIT_OR);
}

struct bg_py_node *
bg_py_disjunction(struct bg_py_parser *p)
{
	return parse_level(p, L_OR);
}

/* disjunction 'if' disjunction 'else' expression, at the 'if' */
static struct bg_py_node *
parse_ternary(struct bg_py_parser *p, struct bg_py_at at, struct bg_py_node *body)
{
	struct bg_py_node *node, *test, *orelse;

	if (!bg_py_enter(p))
		return body;
	bg_py_next(p);
	test = bg_py_disjunction(p);
	bg_py_expect(p, BG_TOK_ELSE);
	orelse = bg_py_expression(p);
	p->depth--;
	node = bg_py_make(p, BG_PY_IF_EXP, at);
	node->if_exp.test = test;
	node->if_exp.body = body;
	node->if_exp.orelse = orelse;
	bg_py_raise(p, node, test->height);
	bg_py_raise(p, node, body->height);
	bg_py_raise(p, node, orelse->height);
	return node;
}

struct bg_py_node *
bg_py_expression(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node;

	if (bg_py_is(p, BG_TOK_LAMBDA))
		return bg_py_lambda(p);
	node = bg_py_disjunction(p);
	if (bg_py_is(p, BG_TOK_IF))
		return parse_ternary(p, at, node);
	return node;
}

struct bg_py_node *
bg_py_named(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	bool name = bg_py_is(p, BG_TOK_NAME);
	struct bg_py_node *node = bg_py_expression(p), *value;

	if (!bg_py_is(p, BG_TOK_WALRUS) || p->lex.depth < p->lex.floor ||
	    (p->lex.floor && p->lex.depth == p->lex.floor))
		return node;
	if (!name || node->type != BG_PY_NAME) {
		bg_py_fail(p, "expected a name before ':='");
		return node;
	}
	bg_py_next(p);
	value = bg_py_expression(p);
	return bg_py_make_binary(p, BG_PY_NAMED_EXPR, at, node, value);
}

static struct bg_py_node *
parse_star(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;

	bg_py_next(p);
	return bg_py_make_unary(p, BG_PY_STARRED, at, bg_py_bitwise_or(p));
}

struct bg_py_node *
bg_py_star_expression(struct bg_py_parser *p)
{
	return bg_py_is(p, BG_TOK_STAR) ? parse_star(p) : bg_py_expression(p);
}

struct bg_py_node *
bg_py_star_named(struct bg_py_parser *p)
{
	return bg_py_is(p, BG_TOK_STAR) ? parse_star(p) : bg_py_named(p);
}

/* Whether an expression may begin with the token in hand: after a comma one may. */
static bool
begins_expression(const struct bg_py_parser *p)
{
	switch (p->tok.type) {
	case BG_TOK_NAME:
	case BG_TOK_NUMBER:
	case BG_TOK_STRING:
	case BG_TOK_FSTRING:
	case BG_TOK_LPAR:
	case BG_TOK_LSQB:
	case BG_TOK_LBRACE:
	case BG_TOK_ELLIPSIS:
	case BG_TOK_TILDE:
	case BG_TOK_PLUS:
	case BG_TOK_MINUS:
	case BG_TOK_STAR:
	case BG_TOK_FALSE:
	case BG_TOK_NONE:
	case BG_TOK_TRUE:
	case BG_TOK_AWAIT:
	case BG_TOK_LAMBDA:
	case BG_TOK_NOT:
		return true;
	default:
		return false;
	}
}

struct bg_py_node *
bg_py_expressions(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node = bg_py_star_expression(p);
	size_t top = p->top;

	if (!bg_py_is(p, BG_TOK_COMMA))
		return node;
	bg_py_push(p, node);
	while (bg_py_take(p, BG_TOK_COMMA) && begins_expression(p))
		bg_py_push(p, bg_py_star_expression(p));
	return bg_py_make_items(p, BG_PY_TUPLE, at, bg_py_seal(p, top));
}

static struct bg_py_node *
parse_yield(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *value = NULL;

	bg_py_next(p);
	if (bg_py_take(p, BG_TOK_FROM))
		return bg_py_make_unary(p, BG_PY_YIELD_FROM, at, bg_py_expression(p));
	if (begins_expression(p))
		value = bg_py_expressions(p);
	return bg_py_make_unary(p, BG_PY_YIELD, at, value);
}

struct bg_py_node *
bg_py_yield_or_expressions(struct bg_py_parser *p)
{
	return bg_py_is(p, BG_TOK_YIELD) ? parse_yield(p) : bg_py_expressions(p);
}
