/* SPDX-License-Identifier: MIT */
/* Questions to a scope that was read. */
#include "python/scope.h"

#include <string.h>

struct bg_py_chain *
bg_py_scope_find(const struct bg_py_scope *scope, const char *name)
{
	return bg_py_table_find(&scope->names, name);
}

const struct bg_py_binding *
bg_py_scope_next(const struct bg_py_scope *scope, const struct bg_py_binding *binding)
{
	return binding->next ? &scope->v[binding->next - 1] : NULL;
}

bool
bg_py_binding_binds(const struct bg_py_binding *binding)
{
	return binding->kind != BG_PY_BIND_ANNOTATE && binding->kind != BG_PY_BIND_CHANGE &&
	       binding->kind != BG_PY_BIND_DELETE && binding->kind != BG_PY_BIND_AUGMENT;
}

bool
bg_py_is_type_checking(const struct bg_py_node *test)
{
	if (test->type == BG_PY_NAME)
		return strcmp(test->name.id, "TYPE_CHECKING") == 0;
	return test->type == BG_PY_ATTRIBUTE &&
	       strcmp(test->attribute.attr, "TYPE_CHECKING") == 0;
}
