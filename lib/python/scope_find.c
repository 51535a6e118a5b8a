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

const char *
bg_py_base_name(const struct bg_py_node *e)
{
	while (e->type == BG_PY_SUBSCRIPT || e->type == BG_PY_ATTRIBUTE)
		e = e->type == BG_PY_SUBSCRIPT ? e->binary.left : e->attribute.value;
	return e->type == BG_PY_NAME ? e->name.id : NULL;
}

bool
bg_py_is_namespace(const struct bg_py_node *e)
{
	const struct bg_py_node *func;

	if (e->type == BG_PY_ATTRIBUTE)
		return (strcmp(e->attribute.attr, "__dict__") == 0 ||
		        bg_py_is_namespace(e->attribute.value));
	if (e->type != BG_PY_CALL || e->call.func->type != BG_PY_NAME)
		return false;
	func = e->call.func;
	return strcmp(func->name.id, "globals") == 0 || strcmp(func->name.id, "vars") == 0 ||
	       strcmp(func->name.id, "locals") == 0;
}
