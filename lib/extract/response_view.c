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

static void
add_url(struct viewing *v, struct bg_response_view *view, const char *method, const char *url)
{
	struct bg_arena *keep = v->w->x->keep;
	const char *id = bg_strf(keep, "%s %s", method, url);
	struct bg_response_item *item;

	for (size_t i = 0; i < view->items.n; i++)
		if (strcmp(view->items.v[i].id, id) == 0)
			return;
	item = bg_list_add(keep, &view->items);
	item->kind = "url";
	item->id = id;
	item->line = view->line;
	if (strcmp(method, view->method) == 0 && (!view->url || strcmp(url, view->url) < 0))
		view->url = bg_strdup(keep, url);
}

/* The urls of a view; others: more methods that are answered the same, or NULL. */
static void
add_urls(struct viewing *v, struct bg_response_view *view, const struct bg_py_node *bound,
         const char *others)
{
	static const char *const words[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

	for (size_t i = 0; i < v->routes.v.n; i++) {
		const struct bg_route *route = &v->routes.v.v[i];
		const char *methods = route->methods ? route->methods : view->method;

		if (route->node != bound ||
		    (route->actions &&
		     !bg_view_action(v->w->arena, route->actions, view->method)))
			continue;
		for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
			if (bg_view_has_word(methods, words[k]) &&
			    (strcmp(words[k], view->method) == 0 ||
			     (others && bg_view_has_word(others, words[k]))))
				add_url(v, view, words[k], route->url);
	}
}

static bool
is_bound(const struct viewing *v, const struct bg_py_node *node)
{
	if (bg_route_of(node, 0))
		return true;
	for (size_t i = 0; i < v->routes.v.n; i++)
		if (v->routes.v.v[i].node == node)
			return true;
	return false;
}

/* What a framework routes with that answers what is returned; NULL: nothing of the sort. */
static const struct bg_py_node *
call_of(const struct viewing *v, const struct bg_py_node *bound)
{
	for (size_t i = 0; i < v->routes.v.n; i++)
		if (v->routes.v.v[i].node == bound && v->routes.v.v[i].call)
			return v->routes.v.v[i].call;
	return bg_route_of(bound, 0);
}

/* ---- views ------------------------------------------------------------------------------- */

/* Whether it may be a JSON answer: no page, file or redirection is one. */
static bool
is_unknown(const struct bg_shape *given)
{
	static const char *const others[] = {"render", "redirect", "Redirect", "Template",
	                                     "File",   "Stream",   "HTML",     "send_"};

	if (!given || !bg_shape_is_any(given))
		return false;
	for (size_t i = 0; i < given->nref; i++)
		if (given->ref[i].kind != BG_PY_FOUND_EXTERNAL)
			return false;
	for (size_t i = 0; given->why && i < sizeof(others) / sizeof(*others); i++)
		if (strstr(given->why, others[i]))
			return false;
	return given->why && *given->why;
}

/* Whether all that it answers is that the method is none of its own. */
static bool
refuses_method(const struct bg_scene *s, const struct bg_shape *given)
{
	for (size_t i = 0; i < given->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, given->cell[i]);
		const struct bg_cell_key *code = cell ? bg_cell_find(cell, "=status") : NULL;

		if (!code || code->value->nnumber != 1 || code->value->number[0] != 405)
			return false;
	}
	return true;
}

static void
add_gap(struct viewing *v, struct bg_response_view *view, const char *message)
{
	*bg_list_add(v->w->x->keep, &view->gaps) =
		(struct bg_response_gap){NULL, view->line, message};
}

static void
run_view(struct viewing *v, const struct bg_view_call *call, const char *others)
{
	const struct bg_py_node *def = call->ref.node, *cls = call->ref.cls;
	struct bg_scene *s = bg_alloc(v->w->arena, sizeof(*s));
	struct bg_arena *keep = v->w->x->keep;
	struct bg_response_view view = {.path = bg_strdup(keep, v->unit->path),
	                                .method = call->method,
	                                .line = def->line};
	const struct bg_shape *given;
	bool answers;

	s->w = v->w;
	s->unit = call->ref.unit;
	v->w->cells = 0;
	view.name = bg_strdup(keep, cls ? cls->cls->name : def->def->name);
	given = bg_view_run(s, call, &view);
	answers = !v->w->failed && bg_view_answers(s, given);
	view.opaque = !answers && v->bound && is_unknown(given);
	if (v->w->failed || !(answers || v->w->tired || view.opaque) ||
	    (answers && strcmp(call->method, "GET") != 0 && refuses_method(s, given)))
		return;
	add_urls(v, &view, call->bound, others);
	if (v->w->tired)
		add_gap(v, &view, "the view is too much to follow");
	else if (view.opaque)
		add_gap(v, &view,
		        bg_strf(keep, "what '%s' answers is not followed: %s", view.name,
		                given->why));
	else
		bg_response_show(s, given, &view);
	*bg_list_add(keep, &v->out->v) = view;
}

/*
 * One view, asked with one method; others: those that it answers the same way. What the run
 * takes is given back: there may be thousands of views.
 */
static void
read_view(struct viewing *v, const struct bg_view_call *call, const char *others)
{
	struct bg_arena *outer = v->w->arena;

	v->w->arena = bg_arena_new();
	run_view(v, call, others);
	bg_arena_free(v->w->arena);
	v->w->arena = outer;
	v->w->raised = v->w->reply = NULL;
	v->w->left = NULL;
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
read_function(struct viewing *v, const struct bg_py_node *def)
{
	struct bg_view_call call = {
		.ref = {.kind = BG_PY_FOUND_FUNCTION, .unit = v->unit, .node = def},
		.route = call_of(v, def),
		.routes = &v->routes,
		.bound = def};
	bool apart;
	const char *words = bg_view_methods(v->w, v->unit, def, &v->routes, &apart);

	for (const char *at = words; *at && !v->w->failed;) {
		size_t n = strcspn(at, " ");

		call.method = bg_strndup(v->w->x->keep, at, n);
		read_view(v, &call, apart ? NULL : words);
		if (!apart)
			return;
		at += n + (at[n] == ' ');
	}
}

/* A class whose methods are routed one by one: that is said, not read. */
static void
refuse_routed_methods(struct viewing *v, const struct bg_py_node *cls)
{
	const struct bg_py_list *body = cls->cls->body;
	struct bg_arena *keep = v->w->x->keep;

	for (uint32_t i = 0; i < body->n; i++) {
		struct bg_response_view view = {.path = bg_strdup(keep, v->unit->path),
		                                .name = bg_strdup(keep, cls->cls->name),
		                                .method = "GET",
		                                .line = body->v[i]->line,
		                                .opaque = true};

		if ((body->v[i]->type != BG_PY_FUNCTION &&
		     body->v[i]->type != BG_PY_ASYNC_FUNCTION) ||
		    !bg_route_of(body->v[i], 0))
			continue;
		add_gap(v, &view,
		        bg_strf(keep, "the routes of the methods of '%s' are not followed",
		                view.name));
		*bg_list_add(keep, &v->out->v) = view;
		return;
	}
}

static void
read_class(struct viewing *v, const struct bg_py_node *cls)
{
	static const char *const methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
	struct bg_view_call call = {
		.route = call_of(v, cls), .routes = &v->routes, .bound = cls};

	if (!cls->cls->bases->n && !v->bound)
		return;
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods) && !v->w->failed; i++) {
		const struct bg_py_node *def;

		if (!bg_view_handler(&call, methods[i], v->w, v->unit))
			continue;
		def = call.ref.node;
		if (v->bound || takes_request(def) || def->def->args->arguments->args->n > 1 ||
		    def->def->args->arguments->vararg)
			read_view(v, &call, NULL);
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
		    bg_route_of(body->v[i], 0))
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
	if (node->type == BG_PY_CLASS)
		refuse_routed_methods(v, node);
	if (v->bound && !is_bound(v, node))
		return;
	if (node->type == BG_PY_CLASS)
		read_class(v, node);
	else if (v->bound || (takes_request(node) && !bg_starts(node->def->name, "_")))
		read_function(v, node);
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
		if (bg_route_of(ref.node, 0) && bg_routes_read(v->w, ref.unit, &v->routes))
			return -1;
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
