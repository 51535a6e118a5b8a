/* SPDX-License-Identifier: MIT */
/* JSON that stands in the code as a text. */
#include "extract/shape.h"
#include "parse/json.h"

static const struct bg_shape *
shape_of(struct bg_scene *s, const struct bg_node *node, unsigned depth)
{
	const struct bg_shape *out, **part;

	if (depth > 30 || !bg_walk_step(s->w))
		return bg_shape_any(s->w, "it is too much");
	switch ((int)node->type) {
	case BG_NODE_NULL:
		return bg_shape_bits(s->w, BG_SHAPE_NULL);
	case BG_NODE_BOOL:
		return bg_shape_bits(s->w, *node->text == 't' ? BG_SHAPE_TRUE : BG_SHAPE_FALSE);
	case BG_NODE_INT:
		return bg_shape_bits(s->w, BG_SHAPE_INT);
	case BG_NODE_FLOAT:
		return bg_shape_bits(s->w, BG_SHAPE_FLOAT);
	case BG_NODE_SEQUENCE:
		part = bg_calloc(s->w->arena, node->nitem, sizeof(*part));
		for (size_t i = 0; i < node->nitem; i++)
			part[i] = shape_of(s, node->item[i], depth + 1);
		return bg_cell_list(s, part, node->nitem);
	case BG_NODE_MAPPING:
		out = bg_cell_dict(s, 0);
		for (size_t i = 0; i < node->npair; i++)
			bg_cell_put(s, out, node->pair[i].key->text,
			            shape_of(s, node->pair[i].value, depth + 1), false);
		return out;
	default:
		return bg_shape_text(s->w, node->text);
	}
}

const struct bg_shape *
bg_shape_parse(struct bg_scene *s, const char *text)
{
	const struct bg_blob blob = {.path = "", .bytes = text, .n = strlen(text), .id = ""};
	struct bg_nodes nodes = {0};
	struct bg_err err = {0};

	if (bg_json_parse(&nodes, s->w->arena, s->w->x->limits, &blob, &err) ||
	    nodes.ndocument != 1)
		return NULL;
	return shape_of(s, nodes.document[0], 0);
}
