/* SPDX-License-Identifier: MIT */
/* Dotted names and keywords of calls. */
#include "python/ask.h"

#include <string.h>

#include "base/buf.h"

const char *
bg_py_dotted(struct bg_arena *arena, const struct bg_py_node *e)
{
	const struct bg_py_node *part = e;
	struct bg_buf buf = {.arena = arena};
	size_t n = 0;

	for (; part->type == BG_PY_ATTRIBUTE; part = part->attribute.value)
		n++;
	if (part->type != BG_PY_NAME)
		return NULL;
	if (!n)
		return part->name.id;
	bg_buf_puts(&buf, part->name.id);
	while (n-- > 0) {
		part = e;
		for (size_t i = 0; i < n; i++)
			part = part->attribute.value;
		bg_buf_printf(&buf, ".%s", part->attribute.attr);
	}
	return bg_buf_str(&buf);
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
