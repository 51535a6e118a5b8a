/* SPDX-License-Identifier: MIT */
/* Dotted names and keywords of calls. */
#include "python/ask.h"

#include <string.h>

const char *
bg_py_dotted(struct bg_arena *arena, const struct bg_py_node *e)
{
	const struct bg_py_node *part = e;
	size_t length = 0, n;
	char *text, *at;

	for (; part->type == BG_PY_ATTRIBUTE; part = part->attribute.value)
		length += 1 + strlen(part->attribute.attr);
	if (part->type != BG_PY_NAME)
		return NULL;
	if (!length)
		return part->name.id;
	n = strlen(part->name.id);
	text = bg_alloc(arena, n + length + 1);
	memcpy(text, part->name.id, n);
	/* The last part is the outermost node. */
	at = text + n + length;
	for (part = e; part->type == BG_PY_ATTRIBUTE; part = part->attribute.value) {
		n = strlen(part->attribute.attr);
		at -= n;
		memcpy(at, part->attribute.attr, n);
		*--at = '.';
	}
	return text;
}

const struct bg_py_node *
bg_py_argument(const struct bg_py_node *call, const char *name)
{
	const struct bg_py_list *keywords = call->call.keywords;

	for (uint32_t i = 0; i < keywords->n; i++)
		if (keywords->v[i]->keyword.name &&
		    strcmp(keywords->v[i]->keyword.name, name) == 0)
			return keywords->v[i]->keyword.value;
	return NULL;
}

bool
bg_py_is_constant(const struct bg_py_node *e, enum bg_py_const which)
{
	return e && e->type == BG_PY_CONSTANT && e->op == which;
}
