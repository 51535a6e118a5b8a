/* SPDX-License-Identifier: MIT */
/* Views of a module: bound by a url or a decorator, or functions that take a request. */
#include "base/err.h"
#include "extract/response.h"
#include "python/ask.h"

struct viewing {
	struct bg_walk *w;
	struct bg_py_unit *unit;
	struct bg_routes routes;
	struct bg_responses *out;
	bool bound; /* only views with a url count */
};

/* ---- urls -------------------------------------------------------------------------------- */

static const char *
methods_of(const struct bg_py_node *def, const struct bg_py_node *cls)
{
	if (cls)
		return NULL;
	for (uint32_t i = 0; i < def->def->decorators->n; i++) {
		const char *leaf = bg_view_leaf(def->def->decorators->v[i]);

		if (strcmp(leaf, "require_GET") == 0)
			return "GET";
		if (strcmp(leaf, "require_safe") == 0)
			return "GET, HEAD";
	}
	return NULL;
}

static void
add_url(struct viewing *v, struct bg_response_view *view, const char *url, const char *methods)
{
	struct bg_arena *keep = v->w->x->keep;
	struct bg_response_item *item = bg_list_add(keep, &view->items);

	item->kind = "url";
	item->id = bg_strf(keep, "GET %s", url);
	item->methods = methods;
	item->line = view->line;
	if (!view->url || strcmp(url, view->url) < 0)
		view->url = bg_strdup(keep, url);
}

static void
add_urls(struct viewing *v, struct bg_scene *s, struct bg_response_view *view,
         const struct bg_py_node *def, const struct bg_py_node *cls,
         const struct bg_py_node *route)
{
	const struct bg_py_node *bound = cls ? cls : def;
	const char *methods = methods_of(def, cls), *text;

	if (route) {
		text = bg_strndup(v->w->arena, route->call.args->v[0]->constant.text,
		                  route->call.args->v[0]->constant.n);
		add_url(v, view, bg_strf(v->w->arena, "%s%s", bg_route_prefix(s, route), text),
		        methods);
	}
	for (size_t i = 0; i < v->routes.v.n; i++)
		if (v->routes.v.v[i].node == bound)
			add_url(v, view, v->routes.v.v[i].url, methods);
}

static bool
is_bound(const struct viewing *v, const struct bg_py_node *node)
{
	if (node->type != BG_PY_CLASS && bg_route_of(node))
		return true;
	for (size_t i = 0; i < v->routes.v.n; i++)
		if (v->routes.v.v[i].node == node)
			return true;
	return false;
}

/* ---- views ------------------------------------------------------------------------------- */

static void
read_view(struct viewing *v, const struct bg_py_node *def, const struct bg_py_node *cls)
{
	struct bg_shape_ref ref = {
		.kind = BG_PY_FOUND_FUNCTION, .unit = v->unit, .node = def, .cls = cls};
	struct bg_scene *s = bg_alloc(v->w->arena, sizeof(*s));
	const struct bg_py_node *route = cls ? NULL : bg_route_of(def);
	struct bg_response_view view = {.path = bg_strdup(v->w->x->keep, v->unit->path),
	                                .line = def->line};
	const struct bg_shape *given;

	s->w = v->w;
	s->unit = v->unit;
	v->w->cells = 0;
	view.name = bg_strdup(v->w->x->keep, cls ? cls->cls->name : def->def->name);
	given = bg_view_run(s, ref, route, &view);
	if (v->w->failed || !(bg_view_answers(s, given) || v->w->tired))
		return;
	add_urls(v, s, &view, def, cls, route);
	if (v->w->tired)
		*bg_list_add(v->w->x->keep, &view.gaps) = (struct bg_response_gap){
			NULL, def->line, "the view is too much to follow"};
	else
		bg_response_show(s, given, &view);
	*bg_list_add(v->w->x->keep, &v->out->v) = view;
}

static bool
takes_request(const struct bg_py_node *def)
{
	const struct bg_py_arguments *a = def->def->args->arguments;
	const struct bg_py_list *first = a->posonlyargs->n ? a->posonlyargs : a->args;

	return first->n && (strcmp(first->v[0]->arg.name, "request") == 0 ||
	                    strcmp(first->v[0]->arg.name, "req") == 0 ||
	                    strcmp(first->v[0]->arg.name, "_request") == 0);
}

static void
read_class(struct viewing *v, const struct bg_py_node *cls)
{
	static const char *const methods[] = {"get", "list", "post", "head"};
	struct bg_shape_ref ref;

	if (!cls->cls->bases->n)
		return;
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
		if (bg_shape_method(v->w, v->unit, cls, methods[i], &ref)) {
			if (takes_request(ref.node) ||
			    ref.node->def->args->arguments->args->n > 1 ||
			    ref.node->def->args->arguments->vararg)
				read_view(v, ref.node, cls);
			return;
		}
}

/* Definitions of a module, below if and try too. */
static void
each_definition(struct viewing *v, const struct bg_py_list *body, unsigned depth,
                void (*fn)(struct viewing *v, const struct bg_py_node *node))
{
	for (uint32_t i = 0; i < body->n && depth < 5; i++) {
		const struct bg_py_node *node = body->v[i];

		if (node->type == BG_PY_FUNCTION || node->type == BG_PY_ASYNC_FUNCTION ||
		    node->type == BG_PY_CLASS) {
			fn(v, node);
		} else if (node->type == BG_PY_IF) {
			each_definition(v, node->branch.body, depth + 1, fn);
			each_definition(v, node->branch.orelse, depth + 1, fn);
		} else if (node->type == BG_PY_TRY) {
			each_definition(v, node->attempt->body, depth + 1, fn);
		}
	}
}

/* What a factory of the application routes to, as "@app.get(…)" inside of create_app(). */
static void
each_inner(struct viewing *v, const struct bg_py_node *node,
           void (*fn)(struct viewing *v, const struct bg_py_node *node))
{
	const struct bg_py_list *body;

	if (node->type == BG_PY_CLASS || !bg_shape_read(v->w, v->unit, node))
		return;
	body = node->def->body;
	for (uint32_t i = 0; i < body->n; i++)
		if ((body->v[i]->type == BG_PY_FUNCTION ||
		     body->v[i]->type == BG_PY_ASYNC_FUNCTION) &&
		    bg_route_of(body->v[i]))
			fn(v, body->v[i]);
}

static void
note_bound(struct viewing *v, const struct bg_py_node *node)
{
	v->bound |= is_bound(v, node);
	each_inner(v, node, note_bound);
}

static void
visit(struct viewing *v, const struct bg_py_node *node)
{
	if (v->w->failed)
		return;
	each_inner(v, node, visit);
	if (v->bound && !is_bound(v, node))
		return;
	if (node->type == BG_PY_CLASS)
		read_class(v, node);
	else if (v->bound || (takes_request(node) && !bg_starts(node->def->name, "_")))
		read_view(v, node, NULL);
}

/* Views that a url binds by the name that this module imports: it stands before them. */
static int
visit_imported(struct viewing *v, struct bg_py_unit *unit)
{
	struct bg_py_exports e;
	struct bg_py_ref ref;

	if (bg_py_exports(v->w->project, unit, &e, v->w->err))
		return -1;
	for (size_t i = 0; i < e.n && !v->w->failed; i++) {
		if (bg_py_resolve(v->w->project, unit, e.v[i].name, &ref, v->w->err))
			return -1;
		if ((ref.kind != BG_PY_FOUND_FUNCTION && ref.kind != BG_PY_FOUND_CLASS) ||
		    ref.unit == unit || !is_bound(v, ref.node))
			continue;
		bg_strings_add(v->w->x->keep, &v->w->x->out->files,
		               bg_strdup(v->w->x->keep, ref.unit->path));
		v->bound = true;
		v->unit = ref.unit;
		visit(v, ref.node);
	}
	return 0;
}

int
bg_views_at(struct bg_walk *w, const struct bg_strings *urls, struct bg_responses *out)
{
	struct viewing v = {.w = w, .out = out, .bound = true};

	if (bg_routes_read(w, NULL, &v.routes))
		return -1;
	for (size_t i = 0; i < v.routes.v.n && !w->failed; i++) {
		const struct bg_route *route = &v.routes.v.v[i];

		if (!bg_response_names(urls, route->url))
			continue;
		bg_strings_add(w->x->keep, &w->x->out->files,
		               bg_strdup(w->x->keep, route->unit->path));
		v.unit = route->unit;
		visit(&v, route->node);
	}
	return w->failed ? -1 : 0;
}

int
bg_views_read(struct bg_walk *w, struct bg_py_unit *unit, struct bg_responses *out)
{
	struct viewing v = {.w = w, .unit = unit, .out = out};

	if (bg_routes_read(w, unit, &v.routes))
		return -1;
	each_definition(&v, unit->file->node->module.body, 0, note_bound);
	each_definition(&v, unit->file->node->module.body, 0, visit);
	if (!w->failed && visit_imported(&v, unit))
		return -1;
	return w->failed ? -1 : 0;
}
