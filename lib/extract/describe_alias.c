/* SPDX-License-Identifier: MIT */
/* Variables that stand for types: aliases and what NewType makes. */
#include "extract/describe.h"

#include "python/annotation.h"

const struct bg_py_node *
bg_describe_alias_value(const struct bg_py_node *node)
{
	const struct bg_py_node *value = NULL, *says;

	if (node && node->type == BG_PY_ASSIGN) {
		value = node->assign.value;
		return value->type == BG_PY_SUBSCRIPT || (value->type == BG_PY_BIN_OP &&
		                                          value->op == BG_PY_BIT_OR)
		               ? value
		               : NULL;
	}
	if (!node || node->type != BG_PY_ANN_ASSIGN)
		return NULL;
	says = node->ann_assign.annotation;
	if (says->type == BG_PY_ATTRIBUTE
	            ? strcmp(says->attribute.attr, "TypeAlias") == 0
	            : says->type == BG_PY_NAME && strcmp(says->name.id, "TypeAlias") == 0)
		value = node->ann_assign.value;
	return value;
}

const struct bg_py_node *
bg_describe_newtype_value(const struct bg_py_node *node)
{
	const struct bg_py_node *call = node && node->type == BG_PY_ASSIGN ? node->assign.value
	                                                                   : NULL,
				*f;

	if (!call || call->type != BG_PY_CALL || call->call.args->n != 2)
		return NULL;
	f = call->call.func;
	return strcmp(f->type == BG_PY_ATTRIBUTE ? f->attribute.attr
	              : f->type == BG_PY_NAME    ? f->name.id
	                                         : "",
	              "NewType") == 0
	               ? call->call.args->v[1]
	               : NULL;
}

int
bg_describe_alias(struct bg_describer *d, const struct bg_py_where *where, struct bg_item *item,
                  const struct bg_py_node *value)
{
	struct bg_py_type_text type;

	if (bg_py_annotation(&type, d->x->keep, where, value, d->err) != 0)
		return -1;
	if (!type.text || strchr(type.text, '?'))
		return 0;
	bg_item_set_attr(d->x->keep, item, "alias", type.text);
	if (type.is)
		bg_item_set_fact(d->x->keep, item, "alias-is", type.is);
	return 0;
}
