/* SPDX-License-Identifier: MIT */
/* Which modules have routes, and the urls that they come to. */
#include "base/buf.h"
#include "base/err.h"
#include "extract/routes.h"
#include "python/ask.h"

#define INCLUDE_DEPTH 8

/* ---- decorators ------------------------------------------------------------------------ */

static bool
is_verb(const char *word)
{
	static const char *const words[] = {"get",    "post",      "put",          "head",
	                                    "route",  "patch",     "api_route",    "options",
	                                    "delete", "operation", "api_operation"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

const struct bg_py_node *
bg_route_path(const struct bg_py_node *route)
{
	static const char *const words[] = {"path", "rule", "uri"};
	const struct bg_py_node *e = route->call.args->n ? route->call.args->v[0] : NULL;

	for (size_t i = 0; !e && i < sizeof(words) / sizeof(*words); i++)
		e = bg_py_argument(route, words[i]);
	/* api.api_operation(["GET"], "/health") */
	if (e && e->type == BG_PY_LIST && route->call.args->n > 1)
		e = route->call.args->v[1];
	return e;
}

static bool
may_be_text(const struct bg_py_node *e)
{
	return (e->type == BG_PY_CONSTANT && e->op == BG_PY_STR) || e->type == BG_PY_NAME ||
	       e->type == BG_PY_ATTRIBUTE || e->type == BG_PY_JOINED_STR ||
	       e->type == BG_PY_BIN_OP;
}

const struct bg_py_node *
bg_route_of(const struct bg_py_node *def, size_t nth)
{
	const struct bg_py_list *v =
		def->type == BG_PY_CLASS ? def->cls->decorators : def->def->decorators;

	for (uint32_t i = 0; i < v->n; i++) {
		const struct bg_py_node *d = v->v[i], *path;

		if (d->type != BG_PY_CALL || !is_verb(bg_view_leaf(d)))
			continue;
		path = bg_route_path(d);
		/* Litestar's "@get("/health")" */
		if (!path || !may_be_text(path) ||
		    (d->call.func->type != BG_PY_ATTRIBUTE && path->type != BG_PY_CONSTANT))
			continue;
		if (nth-- == 0)
			return d;
	}
	return NULL;
}

/* "GET POST" of methods=["GET", "post"]; NULL: it is no list of words. */
static const char *
listed(struct bg_arena *arena, const struct bg_py_node *e)
{
	struct bg_buf out = {.arena = arena};

	if (!e || (e->type != BG_PY_LIST && e->type != BG_PY_TUPLE && e->type != BG_PY_SET))
		return NULL;
	for (uint32_t i = 0; i < e->items.v->n; i++) {
		const struct bg_py_node *w = e->items.v->v[i];

		if (w->type != BG_PY_CONSTANT || w->op != BG_PY_STR || w->constant.n > 20)
			return NULL;
		if (out.n)
			bg_buf_puts(&out, " ");
		for (uint32_t k = 0; k < w->constant.n; k++) {
			char c = w->constant.text[k];

			bg_buf_printf(&out, "%c", c >= 'a' && c <= 'z' ? c - 32 : c);
		}
	}
	return out.n ? bg_buf_str(&out) : NULL;
}

const char *
bg_route_methods(struct bg_arena *arena, const struct bg_py_node *call)
{
	static const struct {
		const char *leaf, *method;
	} verbs[] = {{"get", "GET"},         {"post", "POST"},         {"put", "PUT"},
	             {"patch", "PATCH"},     {"delete", "DELETE"},     {"head", "HEAD"},
	             {"options", "OPTIONS"}, {"add_get", "GET"},       {"add_post", "POST"},
	             {"require_GET", "GET"}, {"require_POST", "POST"}, {"require_safe", "GET"}};
	const struct bg_py_node *keyword;
	const char *leaf = bg_view_leaf(call), *out = NULL;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(verbs[i].leaf, leaf) == 0)
			return verbs[i].method;
	if (call->type != BG_PY_CALL)
		return NULL;
	keyword = bg_py_argument(call, "methods");
	if (!keyword)
		keyword = bg_py_argument(call, "http_method_names");
	out = listed(arena, keyword);
	if (!out && call->call.args->n)
		out = listed(arena, call->call.args->v[0]);
	return out;
}

/* ---- modules --------------------------------------------------------------------------- */

/* Tests and examples put routers where no one asks for them. */
static bool
is_aside(const char *path)
{
	static const char *const words[] = {"tests/", "test/", "examples/", "docs/",
	                                    "docs_src/"};
	const char *leaf = strrchr(path, '/');

	leaf = leaf ? leaf + 1 : path;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		const char *at = strstr(path, words[i]);

		if (at && (at == path || at[-1] == '/'))
			return true;
	}
	return bg_starts(leaf, "test_") || strcmp(leaf, "conftest.py") == 0;
}

static bool
puts_routers(const struct bg_blob *blob)
{
	static const char *const words[] = {"include_router(", "register_blueprint(",
	                                    "add_router(",     "add_subapp(",
	                                    ".mount(",         "Mount(",
	                                    ".blueprint(",     ".add_routes(",
	                                    "add_url_rule(",   "add_namespace(",
	                                    "add_resource("};

	for (size_t i = 0; blob->bytes && i < sizeof(words) / sizeof(*words); i++)
		if (strstr(blob->bytes, words[i]))
			return true;
	return false;
}

/* Whether a module puts routers into others; what cannot be read is said. */
static bool
is_mounting(struct bg_walk *w, const char *path)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_err err = {0};
	struct bg_blob blob;
	bool found = false;

	if (w->x->tree->read(w->x->tree, arena, path, &blob, &err))
		bg_harvest_note(w->x->keep, w->x->out, path, 0,
		                bg_strf(w->x->keep,
		                        "whether routers are put together in it is not known: "
		                        "%s",
		                        err.text));
	else
		found = puts_routers(&blob);
	bg_arena_free(arena);
	return found;
}

/* All modules that put routers into each other, listed once for a surface. */
static void
list_mounting(struct bg_walk *w)
{
	const struct bg_strings *paths = &w->project->paths;

	if (w->mounting->listed)
		return;
	w->mounting->listed = true;
	for (size_t i = 0; i < paths->n && i < BG_ROUTE_SCANNED; i++)
		if (!is_aside(paths->v[i]) && is_mounting(w, paths->v[i]))
			bg_strings_add(w->arena, &w->mounting->paths, paths->v[i]);
}

static int
walk_path(struct bg_routing *r, const char *path)
{
	struct bg_py_unit *unit;

	if (bg_py_module_at(r->w->project, path, &unit, r->w->err))
		return -1;
	return unit ? bg_route_walk(r, unit) : 0;
}

/* Whether a module has routes that may be put into others. */
static bool
has_routers(const struct bg_routing *r, const struct bg_py_unit *unit)
{
	for (size_t i = 0; i < r->v.n; i++)
		if (r->v.v[i].to.node && r->v.v[i].to.unit == unit &&
		    bg_route_of(r->v.v[i].to.node, 0))
			return true;
	for (size_t i = 0; i < r->routers.n; i++)
		if (r->routers.v[i].at.unit == unit)
			return true;
	return false;
}

static int
walk_mounting(struct bg_routing *r)
{
	const struct bg_strings *paths = &r->w->mounting->paths;

	list_mounting(r->w);
	for (size_t i = 0; i < paths->n && i < BG_ROUTE_FILES; i++)
		if (walk_path(r, paths->v[i]))
			return -1;
	return 0;
}

/* Modules of patterns may be called otherwise: "include('config.health_urls')". */
static int
walk_places(struct bg_routing *r)
{
	for (size_t i = 0; i < r->v.n && r->seen.n < 2 * BG_ROUTE_FILES; i++) {
		struct bg_pattern p = r->v.v[i];

		if ((p.child.unit && bg_route_walk(r, p.child.unit)) ||
		    (p.in.unit && bg_route_walk(r, p.in.unit)))
			return -1;
	}
	return 0;
}

/* ---- urls ------------------------------------------------------------------------------ */

static const struct bg_router *
router_at(const struct bg_routing *r, const struct bg_place *at)
{
	for (size_t i = 0; i < r->routers.n; i++)
		if (bg_place_is(&r->routers.v[i].at, at))
			return &r->routers.v[i];
	return NULL;
}

static const struct bg_guard *
add_guard(const struct bg_routing *r, struct bg_py_unit *unit, const struct bg_py_node *call,
          const struct bg_guard *next)
{
	const struct bg_py_node *list = call ? bg_py_argument(call, "dependencies") : NULL;
	struct bg_guard *out;

	if (!list || list->type != BG_PY_LIST)
		return next;
	out = bg_alloc(r->w->arena, sizeof(*out));
	*out = (struct bg_guard){unit, list, next};
	return out;
}

static void spread(const struct bg_routing *r, struct bg_place in, struct bg_route to,
                   unsigned depth, struct bg_routes *out);

/* The urls in what this place is put in; false: it is in none. */
static bool
spread_into(const struct bg_routing *r, struct bg_place in, const struct bg_route *to,
            unsigned depth, struct bg_routes *out)
{
	const struct bg_router *router = router_at(r, &in);
	bool put = false;

	for (size_t i = 0; depth < INCLUDE_DEPTH && i < r->v.n; i++) {
		const struct bg_pattern *p = &r->v.v[i];
		struct bg_route up = *to;

		if (p->to.node || !bg_place_is(&p->child, &in) || bg_place_is(&p->in, &in))
			continue;
		put = true;
		if (router && router->prefix && !p->replaces)
			up.url = bg_route_join(r->w->arena, router->prefix, up.url);
		up.url = bg_route_join(r->w->arena, p->text, up.url);
		up.guards = add_guard(r, p->in.unit, p->call, up.guards);
		spread(r, p->in, up, depth + 1, out);
	}
	return put;
}

/* All urls that a route of that place gets from the places that it is put in. */
static void
spread(const struct bg_routing *r, struct bg_place in, struct bg_route to, unsigned depth,
       struct bg_routes *out)
{
	const struct bg_router *router = router_at(r, &in);
	const struct bg_place all = {in.unit, "urlpatterns"};

	if (router)
		to.guards = add_guard(r, in.unit, router->call, to.guards);
	if (out->v.n >= r->most || out->v.n > BG_ROUTE_URLS ||
	    spread_into(r, in, &to, depth, out))
		return;
	/* A list that no one includes by its name is a part of the module's. */
	if (!router && !bg_place_is(&in, &all) && spread_into(r, all, &to, depth, out))
		return;
	if (router && router->prefix)
		to.url = bg_route_join(r->w->arena, router->prefix, to.url);
	to.url = bg_strf(r->w->arena, "%s%s", *to.url == '/' ? "" : "/", to.url);
	*bg_list_add(r->w->arena, &out->v) = to;
}

/* The routing of the surface at hand, with all urls.py walked. */
static struct bg_routing *
start(struct bg_walk *w)
{
	const struct bg_strings *paths = &w->project->paths;
	struct bg_routing *r = w->mounting->routing;
	size_t n = 0;

	if (r) {
		r->w = w;
		return r;
	}
	r = bg_alloc(w->arena, sizeof(*r));
	r->w = w;
	w->mounting->routing = r;
	for (size_t i = 0; i < paths->n && n < BG_ROUTE_FILES; i++) {
		if (strcmp(paths->v[i], "urls.py") != 0 && !bg_ends(paths->v[i], "/urls.py"))
			continue;
		n++;
		if (walk_path(r, paths->v[i]))
			return NULL;
	}
	return r;
}

int
bg_routes_read(struct bg_walk *w, struct bg_py_unit *unit, struct bg_routes *out)
{
	struct bg_routing *r = start(w);

	if (!r || (unit && bg_route_walk(r, unit)) ||
	    (unit && has_routers(r, unit) && walk_mounting(r)) || walk_places(r))
		return -1;
	for (size_t i = 0; i < r->v.n; i++)
		if (r->v.v[i].to.node) {
			struct bg_route to = r->v.v[i].to;

			to.url = r->v.v[i].text;
			r->most = out->v.n + BG_ROUTE_EACH;
			spread(r, r->v.v[i].in, to, 0, out);
		}
	return w->failed ? -1 : 0;
}
