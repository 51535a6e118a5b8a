/* SPDX-License-Identifier: MIT */
/* Urls: path(), re_path() and include() of urls.py, and routes that are added by a call. */
#include "base/err.h"
#include "extract/response.h"
#include "python/ask.h"

#define FILES_MOST 400
#define INCLUDE_DEPTH 6

struct pattern {
	struct bg_py_unit *unit;
	const char *text;
	struct bg_route to; /* without a node: an include */
	struct bg_py_unit *included;
};

struct routing {
	struct bg_walk *w;
	struct bg_py_unit *unit;
	BG_LIST(struct bg_py_unit *) seen;
	BG_LIST(struct pattern) v;
	const char *before; /* of patterns that stand in a list in their include() */
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

static struct bg_route view_of(struct routing *r, const struct bg_py_node *e, unsigned depth);

/* "health = Health.as_view()", in whichever module. */
static struct bg_route
view_behind(struct routing *r, const struct bg_py_ref *ref, unsigned depth)
{
	struct bg_py_unit *unit = r->unit;
	struct bg_route out = {0};

	if (depth > 8 || !ref->unit || !ref->node || ref->node->type != BG_PY_ASSIGN)
		return out;
	r->unit = ref->unit;
	out = view_of(r, ref->node->assign.value, depth + 1);
	r->unit = unit;
	return out;
}

/* The definition behind "view", "View.as_view()", "csrf_exempt(view)". */
static struct bg_route
view_of(struct routing *r, const struct bg_py_node *e, unsigned depth)
{
	const struct bg_route none = {0};
	struct bg_py_ref ref;
	const char *dotted;

	for (unsigned i = 0; e->type == BG_PY_CALL && i < 8; i++) {
		if (strcmp(name_of(e->call.func), "as_view") == 0)
			e = e->call.func->attribute.value;
		else if (e->call.args->n)
			e = e->call.args->v[0];
		else
			return none;
	}
	dotted = bg_shape_dotted(r->w, e);
	if (!dotted || !resolve(r, dotted, &ref))
		return none;
	if (ref.kind == BG_PY_FOUND_VARIABLE)
		return view_behind(r, &ref, depth);
	if (ref.kind != BG_PY_FOUND_FUNCTION && ref.kind != BG_PY_FOUND_CLASS)
		return none;
	return (struct bg_route){.node = ref.node, .unit = ref.unit};
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

/* What "path("api/", include([…]))" puts before the patterns in it; NULL: it is none. */
static const char *
text_before_list(struct bg_arena *arena, const struct bg_py_node *e)
{
	const struct bg_py_list *args = e->call.args;
	const struct bg_py_node *in;

	if (args->n < 2 || args->v[0]->type != BG_PY_CONSTANT || args->v[0]->op != BG_PY_STR ||
	    args->v[1]->type != BG_PY_CALL ||
	    strcmp(name_of(args->v[1]->call.func), "include") != 0 || !args->v[1]->call.args->n)
		return NULL;
	in = args->v[1]->call.args->v[0];
	if (in->type == BG_PY_TUPLE && in->items.v->n)
		in = in->items.v->v[0];
	return in->type == BG_PY_LIST
	               ? bg_strndup(arena, args->v[0]->constant.text, args->v[0]->constant.n)
	               : NULL;
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
	if (r->before)
		p.text = bg_strf(r->w->arena, "%s%s", r->before, p.text);
	if (args->v[1]->type == BG_PY_CALL &&
	    strcmp(name_of(args->v[1]->call.func), "include") == 0)
		p.included = included_by(r, args->v[1]);
	else
		p.to = view_of(
			r, args->v[args->n > 2 && args->v[1]->type == BG_PY_CONSTANT ? 2 : 1],
			0);
	if (p.to.node || p.included)
		*bg_list_add(r->w->arena, &r->v) = p;
}

static int
look(const struct bg_py_child *child, void *data)
{
	struct routing *r = data;
	const char *outer = r->before, *text = NULL;

	if (r->depth > 200 || r->w->failed)
		return 1;
	if (child->node->type == BG_PY_CALL) {
		take_call(r, child->node);
		text = text_before_list(r->w->arena, child->node);
	}
	if (text)
		r->before = bg_strf(r->w->arena, "%.500s%.500s", outer ? outer : "",
		                    plain(r->w->arena, text));
	r->depth++;
	bg_py_each(child->node, look, r);
	r->depth--;
	r->before = outer;
	return r->w->failed;
}

static int
read_unit(struct routing *r, struct bg_py_unit *unit)
{
	for (size_t i = 0; i < r->seen.n; i++)
		if (r->seen.v[i] == unit)
			return 0;
	*bg_list_add(r->w->arena, &r->seen) = unit;
	r->unit = unit;
	if (!unit->unreadable && unit->file)
		bg_py_each(unit->file->node, look, r);
	return r->w->failed ? -1 : 0;
}

static int
read_patterns(struct routing *r, const char *path)
{
	struct bg_py_unit *unit;

	if (bg_py_module_at(r->w->project, path, &unit, r->w->err))
		return -1;
	return unit ? read_unit(r, unit) : 0;
}

/* Modules of patterns may be called otherwise: "include('config.health_urls')". */
static int
read_included(struct routing *r)
{
	for (size_t i = 0; i < r->v.n && r->seen.n < FILES_MOST; i++)
		if (r->v.v[i].included && read_unit(r, r->v.v[i].included))
			return -1;
	return 0;
}

/* All urls that a pattern of that module gets from the modules that include it. */
static void
spread(const struct routing *r, struct bg_py_unit *unit, const char *tail,
       const struct bg_route *to, unsigned depth, struct bg_routes *out)
{
	struct bg_arena *arena = r->w->arena;
	bool included = false;

	for (size_t i = 0; depth < INCLUDE_DEPTH && i < r->v.n; i++) {
		if (r->v.v[i].included != unit || r->v.v[i].unit == unit)
			continue;
		included = true;
		spread(r, r->v.v[i].unit, bg_strf(arena, "%.500s%.1000s", r->v.v[i].text, tail),
		       to, depth + 1, out);
	}
	if (included || out->v.n > 1000)
		return;
	*bg_list_add(arena, &out->v) = (struct bg_route){
		bg_strf(arena, "%s%s", *tail == '/' ? "" : "/", tail), to->node, to->unit};
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
	if ((unit && read_patterns(&r, unit->path)) || read_included(&r))
		return -1;
	for (size_t i = 0; i < r.v.n; i++)
		if (r.v.v[i].to.node)
			spread(&r, r.v.v[i].unit, r.v.v[i].text, &r.v.v[i].to, 0, out);
	return 0;
}

const struct bg_py_node *
bg_route_of(const struct bg_py_node *def)
{
	static const char *const words[] = {"get",   "post",  "put",       "head",
	                                    "route", "patch", "api_route", "options"};

	for (uint32_t i = 0; i < def->def->decorators->n; i++) {
		const struct bg_py_node *d = def->def->decorators->v[i];
		bool adds = false;

		if (d->type != BG_PY_CALL || d->call.func->type != BG_PY_ATTRIBUTE)
			continue;
		for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
			adds |= strcmp(words[k], d->call.func->attribute.attr) == 0;
		if (adds && d->call.args->n && d->call.args->v[0]->type == BG_PY_CONSTANT &&
		    d->call.args->v[0]->op == BG_PY_STR)
			return d;
	}
	return NULL;
}

const char *
bg_route_prefix(struct bg_scene *s, const struct bg_py_node *route)
{
	const struct bg_py_node *on = route->call.func->attribute.value, *value = NULL;
	const struct bg_py_chain *chain;
	const struct bg_py_node *bound;
	const char *only;

	if (on->type != BG_PY_NAME)
		return "";
	chain = bg_py_scope_find(&s->unit->scope, on->name.id);
	bound = chain && chain->last ? s->unit->scope.v[chain->last - 1].node : NULL;
	if (bound && bound->type == BG_PY_ASSIGN)
		value = bound->assign.value;
	if (!value || value->type != BG_PY_CALL)
		return "";
	value = bg_py_argument(value, "prefix") ? bg_py_argument(value, "prefix")
	                                        : bg_py_argument(value, "url_prefix");
	only = value ? bg_shape_only(bg_shape_expr(s, value)) : NULL;
	return only ? only : "";
}
