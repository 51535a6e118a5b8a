/* SPDX-License-Identifier: MIT */
/*
 * What stands before a view: dependencies of its route and of what it is put in, bases and
 * permissions that send strangers away. Permissions of Django REST framework answer 401
 * where a token or basic authentication is named first, else 403.
 */
#include "base/err.h"
#include "extract/response.h"
#include "python/ask.h"

static bool
is_one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* ---- dependencies ---------------------------------------------------------------------- */

static void
run_dependencies(struct bg_scene *s, struct bg_py_unit *unit, const struct bg_py_node *list)
{
	struct bg_py_unit *own = s->unit;

	if (!list || (list->type != BG_PY_LIST && list->type != BG_PY_TUPLE))
		return;
	s->unit = unit;
	for (uint32_t i = 0; i < list->items.v->n; i++)
		bg_shape_depend(s, list->items.v->v[i]);
	s->unit = own;
}

/* ---- permissions ----------------------------------------------------------------------- */

static void
refuse(struct bg_scene *s, unsigned code)
{
	const struct bg_shape *given[] = {bg_shape_number(s->w, code)};
	const struct bg_given g = {.arg = given, .narg = 1};

	bg_shape_refuse(s, bg_shape_raise(s, "HTTPException", &g));
}

static const char *
first_leaf(const struct bg_py_node *list)
{
	if ((list->type != BG_PY_LIST && list->type != BG_PY_TUPLE) || !list->items.v->n)
		return "";
	return bg_view_leaf(list->items.v->v[0]);
}

static bool
keeps_out(const struct bg_py_node *list)
{
	static const char *const words[] = {"IsAuthenticated", "IsAdminUser",
	                                    "DjangoModelPermissions", "HasAPIKey", NULL};

	if (list->type != BG_PY_LIST && list->type != BG_PY_TUPLE)
		return false;
	for (uint32_t i = 0; i < list->items.v->n; i++)
		if (is_one_of(bg_view_leaf(list->items.v->v[i]), words))
			return true;
	return false;
}

/* The value of a class's attribute, or of a decorator's argument; NULL: there is none. */
static const struct bg_py_node *
setting(struct bg_scene *s, const struct bg_shape_ref *ref, const char *name)
{
	const struct bg_py_list *v = ref->node->def->decorators;
	struct bg_py_ref found = {0};

	for (uint32_t i = 0; i < v->n; i++)
		if (strcmp(bg_view_leaf(v->v[i]), name) == 0 && v->v[i]->type == BG_PY_CALL &&
		    v->v[i]->call.args->n)
			return v->v[i]->call.args->v[0];
	if (!ref->cls)
		return NULL;
	if (bg_py_resolve(s->w->project, ref->unit,
	                  bg_strf(s->w->arena, "%s.%s", ref->cls->cls->name, name), &found,
	                  s->w->err)) {
		s->w->failed = true;
		return NULL;
	}
	return found.kind == BG_PY_FOUND_VARIABLE && found.node &&
	                       found.node->type == BG_PY_ASSIGN
	               ? found.node->assign.value
	               : NULL;
}

static bool
has_guard_base(const struct bg_py_node *cls)
{
	static const char *const bases[] = {"LoginRequiredMixin", "PermissionRequiredMixin",
	                                    "UserPassesTestMixin", "AccessMixin", NULL};

	for (uint32_t i = 0; cls && i < cls->cls->bases->n; i++)
		if (is_one_of(bg_view_leaf(cls->cls->bases->v[i]), bases))
			return true;
	return false;
}

void
bg_view_guard(struct bg_scene *s, const struct bg_view_call *call,
              struct bg_response_view *view)
{
	static const char *const tokens[] = {"TokenAuthentication", "JWTAuthentication",
	                                     "BasicAuthentication", NULL};
	const struct bg_py_node *permissions = setting(s, &call->ref, "permission_classes");
	const struct bg_py_node *by = setting(s, &call->ref, "authentication_classes");

	view->auth |= has_guard_base(call->ref.cls);
	if (permissions && keeps_out(permissions))
		refuse(s, by && is_one_of(first_leaf(by), tokens) ? 401 : 403);
	for (size_t i = 0; i < call->routes->v.n; i++) {
		const struct bg_route *route = &call->routes->v.v[i];

		for (const struct bg_guard *g = route->guards; route->node == call->bound && g;
		     g = g->next)
			run_dependencies(s, g->unit, g->list);
	}
	if (call->route)
		run_dependencies(s, s->unit, bg_py_argument(call->route, "dependencies"));
}
