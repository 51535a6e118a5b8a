/* SPDX-License-Identifier: MIT */
/* Urls: path(), re_path() and include() of urls.py, and routes that are added by a call. */
#include "base/err.h"
#include "extract/response.h"

#define FILES_MOST 400
#define INCLUDE_DEPTH 6

struct pattern {
	struct bg_py_unit *unit;
	const char *text;
	const struct bg_py_node *view; /* FunctionDef or ClassDef; NULL: an include */
	struct bg_py_unit *included;
};

struct routing {
	struct bg_walk *w;
	struct bg_py_unit *unit;
	BG_LIST(struct pattern) v;
	unsigned depth;
};

static const char *
name_of(const struct bg_py_node *e)
{
	return e->type == BG_PY_NAME        ? e->name.id
	       : e->type == BG_PY_ATTRIBUTE ? e->attribute.attr
	                                    : "";
}

/* "^health/$" as "health/". */
static const char *
plain(struct bg_arena *arena, const char *text)
{
	size_t n;

	text += *text == '^';
	n = strlen(text);
	n -= n && text[n - 1] == '$';
	return bg_strndup(arena, text, n);
}

static bool
resolve(struct routing *r, const char *name, struct bg_py_ref *out)
{
	*out = (struct bg_py_ref){0};
	if (!bg_py_resolve(r->w->project, r->unit, name, out, r->w->err))
		return true;
	r->w->failed = true;
	return false;
}

/* The definition behind "view", "View.as_view()", "csrf_exempt(view)". */
static const struct bg_py_node *
view_of(struct routing *r, const struct bg_py_node *e)
{
	struct bg_py_ref ref;
	const char *dotted;

	for (unsigned i = 0; e->type == BG_PY_CALL && i < 8; i++) {
		if (strcmp(name_of(e->call.func), "as_view") == 0)
			e = e->call.func->attribute.value;
		else if (e->call.args->n)
			e = e->call.args->v[0];
		else
			return NULL;
	}
	dotted = bg_shape_dotted(r->w, e);
	if (!dotted || !resolve(r, dotted, &ref))
		return NULL;
	return ref.kind == BG_PY_FOUND_FUNCTION || ref.kind == BG_PY_FOUND_CLASS ? ref.node
	                                                                         : NULL;
}

static struct bg_py_unit *
included_by(struct routing *r, const struct bg_py_node *call)
{
	const struct bg_py_node *e = call->call.args->n ? call->call.args->v[0] : NULL;
	struct bg_py_unit *unit = NULL;
	struct bg_py_ref ref;
	const char *dotted;

	if (e && e->type == BG_PY_TUPLE && e->items.v->n)
		e = e->items.v->v[0];
	if (!e)
		return NULL;
	if (e->type == BG_PY_CONSTANT && e->op == BG_PY_STR) {
		dotted = bg_strndup(r->w->arena, e->constant.text, e->constant.n);
		if (bg_py_module_get(r->w->project, dotted, &unit, r->w->err))
			r->w->failed = true;
		return unit;
	}
	dotted = bg_shape_dotted(r->w, e);
	if (!dotted || !resolve(r, dotted, &ref) || ref.kind != BG_PY_FOUND_MODULE)
		return NULL;
	return ref.unit;
}

static void
take_call(struct routing *r, const struct bg_py_node *e)
{
	static const char *const makers[] = {"path",    "re_path",       "url",
	                                     "Route",   "add_api_route", "add_route",
	                                     "add_get", "add_url_rule",  "get"};
	struct pattern p = {.unit = r->unit};
	const struct bg_py_list *args = e->call.args;
	bool made = false;

	for (size_t i = 0; i < sizeof(makers) / sizeof(*makers); i++)
		made |= strcmp(makers[i], name_of(e->call.func)) == 0;
	if (!made || args->n < 2 || args->v[0]->type != BG_PY_CONSTANT ||
	    args->v[0]->op != BG_PY_STR)
		return;
	p.text = plain(r->w->arena, bg_strndup(r->w->arena, args->v[0]->constant.text,
	                                       args->v[0]->constant.n));
	if (args->v[1]->type == BG_PY_CALL &&
	    strcmp(name_of(args->v[1]->call.func), "include") == 0)
		p.included = included_by(r, args->v[1]);
	else
		p.view = view_of(
			r, args->v[args->n > 2 && args->v[1]->type == BG_PY_CONSTANT ? 2 : 1]);
	if (p.view || p.included)
		*bg_list_add(r->w->arena, &r->v) = p;
}

static int
look(const struct bg_py_child *child, void *data)
{
	struct routing *r = data;

	if (r->depth > 200 || r->w->failed)
		return 1;
	if (child->node->type == BG_PY_CALL)
		take_call(r, child->node);
	r->depth++;
	bg_py_each(child->node, look, r);
	r->depth--;
	return r->w->failed;
}

static int
read_patterns(struct routing *r, const char *path)
{
	if (bg_py_module_at(r->w->project, path, &r->unit, r->w->err))
		return -1;
	if (r->unit && !r->unit->unreadable && r->unit->file)
		bg_py_each(r->unit->file->node, look, r);
	return r->w->failed ? -1 : 0;
}

/* All urls that a pattern of that module gets from the modules that include it. */
static void
spread(const struct routing *r, struct bg_py_unit *unit, const char *tail,
       const struct bg_py_node *view, unsigned depth, struct bg_routes *out)
{
	struct bg_arena *arena = r->w->arena;
	bool included = false;

	for (size_t i = 0; depth < INCLUDE_DEPTH && i < r->v.n; i++) {
		if (r->v.v[i].included != unit || r->v.v[i].unit == unit)
			continue;
		included = true;
		spread(r, r->v.v[i].unit, bg_strf(arena, "%.500s%.1000s", r->v.v[i].text, tail),
		       view, depth + 1, out);
	}
	if (included || out->v.n > 1000)
		return;
	*bg_list_add(arena, &out->v) =
		(struct bg_route){bg_strf(arena, "%s%s", *tail == '/' ? "" : "/", tail), view};
}

int
bg_routes_read(struct bg_walk *w, struct bg_py_unit *unit, struct bg_routes *out)
{
	const struct bg_strings *paths = &w->project->paths;
	struct routing r = {.w = w};
	size_t n = 0;

	for (size_t i = 0; i < paths->n && n < FILES_MOST; i++) {
		if (strcmp(paths->v[i], "urls.py") != 0 && !bg_ends(paths->v[i], "/urls.py"))
			continue;
		n++;
		if (read_patterns(&r, paths->v[i]))
			return -1;
	}
	if (unit && !bg_ends(unit->path, "urls.py") && read_patterns(&r, unit->path))
		return -1;
	for (size_t i = 0; i < r.v.n; i++)
		if (r.v.v[i].view)
			spread(&r, r.v.v[i].unit, r.v.v[i].text, r.v.v[i].view, 0, out);
	return 0;
}
