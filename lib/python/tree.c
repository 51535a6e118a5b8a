/* SPDX-License-Identifier: MIT */
/* Making nodes and lists. */
#include "python/parser.h"

#define SLAB 64

const struct bg_py_list bg_py_no_nodes = {0, 0};
const struct bg_py_names bg_py_no_names = {0};

/* A slab of one node while memory is checked, so that each has its own bounds. */
static void
refill(struct bg_py_parser *p)
{
	size_t left = p->limits->v[BG_LIMIT_NODES];
#ifdef BG_ARENA_DEBUG
	size_t n = 1;
#else
	size_t n = SLAB;
#endif

	if (p->nodes >= left) {
		if (!bg_py_failed(p) && p->err->code == BG_OK)
			bg_fail_limit(p->err, p->limits, BG_LIMIT_NODES, p->path,
			              p->tok.at.line);
		bg_py_fail(p, "too many nodes");
	} else if (n > left - p->nodes) {
		n = left - p->nodes;
	}
	p->nodes += n;
	p->slab = bg_calloc(p->arena, n, sizeof(*p->slab));
	p->nslab = n;
}

struct bg_py_node *
bg_py_make_part(struct bg_py_parser *p, enum bg_py_type type)
{
	struct bg_py_node *node;

	if (!p->nslab)
		refill(p);
	p->nslab--;
	node = p->slab++;
	node->type = (uint8_t)type;
	return node;
}

struct bg_py_node *
bg_py_make(struct bg_py_parser *p, enum bg_py_type type, struct bg_py_at at)
{
	struct bg_py_node *node = bg_py_make_part(p, type);

	node->line = at.line;
	node->column = at.column;
	node->end = p->last_end;
	return node;
}

void
bg_py_raise(struct bg_py_parser *p, struct bg_py_node *node, uint32_t height)
{
	if (height < node->height)
		return;
	if (height >= BG_PY_HEIGHT)
		bg_py_fail(p, "an expression of more than %d levels", BG_PY_HEIGHT);
	else
		node->height = (uint16_t)(height + 1);
}

struct bg_py_node *
bg_py_make_unary(struct bg_py_parser *p, enum bg_py_type type, struct bg_py_at at,
                 struct bg_py_node *value)
{
	struct bg_py_node *node = bg_py_make(p, type, at);

	node->unary.value = value;
	if (value)
		bg_py_raise(p, node, value->height);
	return node;
}

struct bg_py_node *
bg_py_make_binary(struct bg_py_parser *p, enum bg_py_type type, struct bg_py_at at,
                  struct bg_py_node *left, struct bg_py_node *right)
{
	struct bg_py_node *node = bg_py_make(p, type, at);

	node->binary.left = left;
	node->binary.right = right;
	if (left)
		bg_py_raise(p, node, left->height);
	if (right)
		bg_py_raise(p, node, right->height);
	return node;
}

struct bg_py_node *
bg_py_make_items(struct bg_py_parser *p, enum bg_py_type type, struct bg_py_at at,
                 const struct bg_py_list *items)
{
	struct bg_py_node *node = bg_py_make(p, type, at);

	node->items.v = items;
	bg_py_raise(p, node, items->height);
	return node;
}

void
bg_py_push(struct bg_py_parser *p, struct bg_py_node *node)
{
	p->stack = bg_list_room(p->arena, p->stack, p->top, &p->cap, sizeof(*p->stack));
	p->stack[p->top++] = node;
}

const struct bg_py_list *
bg_py_seal(struct bg_py_parser *p, size_t top)
{
	size_t n = p->top - top;
	struct bg_py_list *list;

	if (!n)
		return &bg_py_no_nodes;
	list = bg_alloc(p->arena, sizeof(*list) + n * sizeof(list->v[0]));
	list->n = (uint32_t)n;
	for (size_t i = 0; i < n; i++) {
		list->v[i] = p->stack[top + i];
		if (list->v[i] && list->v[i]->height > list->height)
			list->height = list->v[i]->height;
	}
	p->top = top;
	return list;
}

const struct bg_py_list *
bg_py_one(struct bg_py_parser *p, struct bg_py_node *node)
{
	struct bg_py_list *list = bg_alloc(p->arena, sizeof(*list) + sizeof(list->v[0]));

	list->n = 1;
	list->height = node->height;
	list->v[0] = node;
	return list;
}
