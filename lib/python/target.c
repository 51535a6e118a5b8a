/* SPDX-License-Identifier: MIT */
/* What may be assigned to, deleted and bound by for and with. */
#include "python/parser.h"

static const char *
describe(const struct bg_py_node *node)
{
	switch (node->type) {
	case BG_PY_CALL:
		return "a call";
	case BG_PY_CONSTANT:
		return "a constant";
	case BG_PY_JOINED_STR:
	case BG_PY_TEMPLATE_STR:
		return "a string with fields";
	case BG_PY_LAMBDA:
		return "a lambda";
	case BG_PY_COMPARE:
		return "a comparison";
	case BG_PY_IF_EXP:
		return "a conditional expression";
	case BG_PY_STARRED:
		return "a starred expression";
	case BG_PY_TUPLE:
		return "a tuple";
	case BG_PY_LIST:
		return "a list";
	case BG_PY_DICT:
		return "a dict display";
	case BG_PY_SET:
		return "a set display";
	case BG_PY_NAMED_EXPR:
		return "a named expression";
	case BG_PY_YIELD:
	case BG_PY_YIELD_FROM:
		return "a yield expression";
	case BG_PY_AWAIT:
		return "an await expression";
	case BG_PY_GENERATOR_EXP:
		return "a generator expression";
	case BG_PY_LIST_COMP:
	case BG_PY_SET_COMP:
	case BG_PY_DICT_COMP:
		return "a comprehension";
	default:
		return "an expression";
	}
}

void
bg_py_target(struct bg_py_parser *p, const struct bg_py_node *node, struct bg_py_at at,
             enum bg_py_target which, const char *verb)
{
	const struct bg_py_list *items;

	switch (node->type) {
	case BG_PY_NAME:
	case BG_PY_ATTRIBUTE:
	case BG_PY_SUBSCRIPT:
		return;
	case BG_PY_STARRED:
		if (which != BG_TARGET_ANY || node->unary.value->type == BG_PY_STARRED)
			break;
		bg_py_target(p, node->unary.value, at, which, verb);
		return;
	case BG_PY_TUPLE:
	case BG_PY_LIST:
		if (which == BG_TARGET_SINGLE)
			break;
		items = node->items.v;
		for (uint32_t i = 0; i < items->n; i++)
			bg_py_target(p, items->v[i],
			             (struct bg_py_at){items->v[i]->line, items->v[i]->column},
			             which, verb);
		return;
	default:
		break;
	}
	bg_py_fail_at(p, at, "cannot %s %s", verb, describe(node));
}

/* '*' and what binds tighter than a comparison: an "in" ends it. */
static struct bg_py_node *
parse_target(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node;

	if (bg_py_take(p, BG_TOK_STAR))
		node = bg_py_make_unary(p, BG_PY_STARRED, at, bg_py_bitwise_or(p));
	else
		node = bg_py_bitwise_or(p);
	bg_py_target(p, node, at, BG_TARGET_ANY, "assign to");
	return node;
}

struct bg_py_node *
bg_py_one_target(struct bg_py_parser *p)
{
	return parse_target(p);
}

struct bg_py_node *
bg_py_targets(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *node = parse_target(p);
	size_t top = p->top;

	if (!bg_py_is(p, BG_TOK_COMMA))
		return node;
	bg_py_push(p, node);
	while (bg_py_take(p, BG_TOK_COMMA) && !bg_py_is(p, BG_TOK_IN))
		bg_py_push(p, parse_target(p));
	return bg_py_make_items(p, BG_PY_TUPLE, at, bg_py_seal(p, top));
}
