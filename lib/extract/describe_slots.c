/* SPDX-License-Identifier: MIT */
/* Attributes that a class lists in __slots__. */
#include "extract/describe_class.h"

void
bg_class_slots(struct bg_class *c, const struct bg_class_layer *layer)
{
	const struct bg_py_chain *chain = bg_py_scope_find(layer->scope, "__slots__");
	const struct bg_py_node *s = chain && chain->last
	                                     ? layer->scope->v[chain->last - 1].node
	                                     : NULL,
				*value;
	const struct bg_py_node *name;
	const char *text;

	value = s && s->type == BG_PY_ASSIGN ? s->assign.value : NULL;
	if (!value || (value->type != BG_PY_TUPLE && value->type != BG_PY_LIST))
		return;
	for (uint32_t i = 0; i < value->items.v->n; i++) {
		name = value->items.v->v[i];
		if (name->type != BG_PY_CONSTANT || name->op != BG_PY_STR)
			continue;
		text = bg_strndup(c->d->x->keep, name->constant.text, name->constant.n);
		if (*text != '_' && !bg_class_is_seen(c, text))
			bg_class_member(c, layer, text, "attribute", s->line);
	}
}
