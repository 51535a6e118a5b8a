/* SPDX-License-Identifier: MIT */
/* What the body of a function says of how it is called. */
#include "extract/describe.h"

/* The body, read; NULL: it does not parse. */
static const struct bg_py_list *
body_of(struct bg_py_unit *unit, const struct bg_py_node *def)
{
	struct bg_py_project *p = unit->project;
	struct bg_py_node *node;
	struct bg_err err = {0};

	memcpy(&node, &def, sizeof(node));
	if (bg_py_parse_body(unit->file, p->limits, node, &err) != 0)
		return NULL;
	return def->def->body;
}

bool
bg_describe_refuses(struct bg_py_unit *unit, const struct bg_py_node *def)
{
	const struct bg_py_list *body = body_of(unit, def);

	for (uint32_t i = 0; body && i < body->n; i++)
		if (body->v[i]->type != BG_PY_EXPR)
			return body->v[i]->type == BG_PY_RAISE;
	return false;
}

static int
find_yield(const struct bg_py_child *child, void *data)
{
	bool *found = data;

	switch ((int)child->node->type) {
	case BG_PY_YIELD:
		*found = true;
		return 1;
	case BG_PY_FUNCTION:
	case BG_PY_ASYNC_FUNCTION:
	case BG_PY_CLASS:
	case BG_PY_LAMBDA:
		return 0;
	default:
		return bg_py_each(child->node, find_yield, data);
	}
}

bool
bg_describe_yields(struct bg_py_unit *unit, const struct bg_py_node *def)
{
	const struct bg_py_list *body = body_of(unit, def);
	bool found = false;

	for (uint32_t i = 0; body && i < body->n && !found; i++)
		find_yield(&(struct bg_py_child){.node = body->v[i]}, &found);
	return found;
}
