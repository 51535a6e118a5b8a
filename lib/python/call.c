/* SPDX-License-Identifier: MIT */
/* What stands between the parentheses of a call, and their order. */
#include "python/parser.h"

/* The items so far; keywords wait on the stack above the arguments. */
struct items {
	struct bg_py_node **keyword;
	size_t n, cap;
	bool named, unpacked; /* a keyword, a '**' was there */
};

static void
add_keyword(struct bg_py_parser *p, struct items *items, struct bg_py_at at, const char *name,
            struct bg_py_node *value)
{
	struct bg_py_node *node = bg_py_make(p, BG_PY_KEYWORD, at);

	node->keyword.name = name;
	node->keyword.value = value;
	bg_py_raise(p, node, value->height);
	items->keyword = bg_list_room(p->arena, items->keyword, items->n, &items->cap,
	                              sizeof(*items->keyword));
	items->keyword[items->n++] = node;
}

static void
parse_star(struct bg_py_parser *p, struct items *items)
{
	struct bg_py_at at = p->tok.at;

	if (items->unpacked)
		bg_py_fail(p, "unexpected '*' behind '**'");
	bg_py_next(p);
	bg_py_push(p, bg_py_make_unary(p, BG_PY_STARRED, at, bg_py_expression(p)));
}

/* Whether it was a lone generator, which takes the call's own parentheses. */
static bool
parse_positional(struct bg_py_parser *p, struct items *items, struct bg_py_at open,
                 bool generator, size_t top)
{
	struct bg_py_at at = p->tok.at;
	bool name = bg_py_is(p, BG_TOK_NAME);
	struct bg_py_node *node = bg_py_named(p), *value;

	if (bg_py_is(p, BG_TOK_ASSIGN)) {
		if (!name || node->type != BG_PY_NAME) {
			bg_py_fail_at(p, at, "expected a name before '='");
			return false;
		}
		bg_py_next(p);
		value = bg_py_expression(p);
		add_keyword(p, items, at, node->name.id, value);
		items->named = true;
		return false;
	}
	if (items->named || items->unpacked) {
		bg_py_fail_at(p, at, "unexpected positional argument behind %s",
		              items->unpacked ? "'**'" : "a keyword");
		return false;
	}
	if (!bg_py_at_for(p)) {
		bg_py_push(p, node);
		return false;
	}
	if (!generator || p->top != top) {
		bg_py_fail_at(p, at, "expected parentheses around a generator expression");
		return false;
	}
	bg_py_push(p, bg_py_comprehension(p, BG_PY_GENERATOR_EXP, open, node, NULL));
	return true;
}

void
bg_py_call_items(struct bg_py_parser *p, struct bg_py_at open, bool generator,
                 const struct bg_py_list **args, const struct bg_py_list **keywords)
{
	struct items items = {NULL, 0, 0, false, false};
	struct bg_py_at at;
	size_t top = p->top, low;
	bool closed = false;

	*keywords = &bg_py_no_nodes;
	while (!closed && !bg_py_is(p, BG_TOK_RPAR)) {
		at = p->tok.at;
		if (bg_py_is(p, BG_TOK_STAR)) {
			parse_star(p, &items);
		} else if (bg_py_take(p, BG_TOK_DSTAR)) {
			add_keyword(p, &items, at, NULL, bg_py_expression(p));
			items.unpacked = true;
		} else {
			closed = parse_positional(p, &items, open, generator, top);
		}
		if (closed || !bg_py_take(p, BG_TOK_COMMA))
			break;
	}
	if (!closed)
		bg_py_expect(p, BG_TOK_RPAR);
	*args = bg_py_seal(p, top);
	low = p->top;
	for (size_t i = 0; i < items.n; i++)
		bg_py_push(p, items.keyword[i]);
	*keywords = bg_py_seal(p, low);
}
