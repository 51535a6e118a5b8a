/* SPDX-License-Identifier: MIT */
/* Calls that put routers, blueprints, applications and lists of patterns into each other. */
#include "base/err.h"
#include "extract/routes.h"
#include "python/ask.h"

struct mount {
	const char *name;
	size_t text, child;           /* positions of its arguments; 9: by keyword only */
	const char *keyword, *inside; /* of the text; of the child */
	bool replaces;                /* the child's own prefix */
	bool owned;                   /* it is put into what the function is called on */
};

static const struct mount mounts[] = {
	{"include_router", 9, 0, "prefix", "router", false, true},
	{"register_blueprint", 9, 0, "url_prefix", "blueprint", true, true},
	{"blueprint", 9, 0, "url_prefix", "blueprint", true, true},
	{"add_router", 0, 1, "prefix", "router", false, true},
	{"add_subapp", 0, 1, "prefix", "subapp", false, true},
	{"mount", 0, 1, "path", "app", false, true},
	{"Mount", 0, 1, "path", "app", false, false},
	{"add_namespace", 1, 0, "path", "ns", true, true},
	{"add_routes", 9, 0, "", "routes", false, true},
};

static const struct mount *
find_mount(const struct bg_py_node *call)
{
	const char *leaf = bg_view_leaf(call);

	for (size_t i = 0; i < sizeof(mounts) / sizeof(*mounts); i++)
		if (strcmp(mounts[i].name, leaf) == 0 &&
		    (!mounts[i].owned || call->call.func->type == BG_PY_ATTRIBUTE))
			return &mounts[i];
	return NULL;
}

static const struct bg_py_node *
argument(const struct bg_py_node *call, size_t at, const char *keyword)
{
	return at < call->call.args->n ? call->call.args->v[at] : bg_py_argument(call, keyword);
}

/* ---- in lists -------------------------------------------------------------------------- */

/* The list of patterns that a call holds itself: include([…]), include(([…], "ns")). */
static bool
holds_list(const struct bg_py_node *e)
{
	if (e->type == BG_PY_CALL && strcmp(bg_view_leaf(e), "include") == 0 && e->call.args->n)
		e = e->call.args->v[0];
	if (e->type == BG_PY_TUPLE && e->items.v->n)
		e = e->items.v->v[0];
	return e->type == BG_PY_LIST;
}

const char *
bg_route_before(struct bg_routing *r, const struct bg_py_node *e)
{
	const struct bg_py_list *args = e->call.args;
	const char *leaf = bg_view_leaf(e);
	const struct bg_py_node *inside;

	if (!args->n)
		return NULL;
	if (strcmp(leaf, "Mount") == 0) {
		inside = bg_py_argument(e, "routes");
		return inside && inside->type == BG_PY_LIST ? bg_route_text(r, args->v[0])
		                                            : NULL;
	}
	if (args->n < 2 || args->v[1]->type != BG_PY_CALL || !holds_list(args->v[1]))
		return NULL;
	return bg_route_text(r, args->v[0]);
}

/* ---- in places ------------------------------------------------------------------------- */

static void
put(struct bg_routing *r, struct bg_pattern p, const struct bg_py_node *child)
{
	const struct bg_py_list *loop = bg_place_loop(r, child);
	const struct bg_py_node *of = child;
	struct bg_py_node at;

	/* "for m in (health, mail): app.include_router(m.router)" */
	for (uint32_t i = 0; loop && i < loop->n && i < 64; i++) {
		if (child->type == BG_PY_ATTRIBUTE) {
			at = *child;
			at.attribute.value = loop->v[i];
			of = &at;
		} else {
			of = loop->v[i];
		}
		p.child = bg_place_of(r, of);
		if (p.child.unit)
			*bg_list_add(r->w->arena, &r->v) = p;
	}
	if (loop)
		return;
	p.child = bg_place_of(r, child);
	if (p.child.unit && !bg_place_is(&p.child, &p.in))
		*bg_list_add(r->w->arena, &r->v) = p;
}

void
bg_route_put(struct bg_routing *r, const char *in, const char *text,
             const struct bg_py_node *child, const struct bg_py_node *call)
{
	struct bg_pattern p = {.in = {r->unit, in}, .text = text, .call = call};

	put(r, p, child);
}

void
bg_route_mount(struct bg_routing *r, const struct bg_py_node *call)
{
	const struct mount *m = find_mount(call);
	const struct bg_py_node *text = m ? argument(call, m->text, m->keyword) : NULL, *child;
	struct bg_pattern p = {
		.in = {r->unit, r->in ? r->in : "urlpatterns"}, .text = "", .call = call};

	if (!m)
		return;
	child = argument(call, m->child, m->inside);
	if (!child && strcmp(m->name, "Mount") == 0)
		child = bg_py_argument(call, "routes");
	if (!child || child->type == BG_PY_LIST)
		return;
	if (m->owned)
		p.in = bg_place_of(r, call->call.func->attribute.value);
	if (text)
		p.text = bg_route_text(r, text);
	if (r->before && !m->owned)
		p.text = bg_route_join(r->w->arena, r->before, p.text);
	p.replaces = m->replaces && text;
	if (p.in.unit)
		put(r, p, child);
}

/* Whether a call makes something that routes are added to. */
static bool
makes_router(const struct bg_py_node *call)
{
	static const char *const words[] = {"Router", "Blueprint", "RouteTableDef", "API",
	                                    "Api",    "Flask",     "Application",   "Sanic",
	                                    "Quart",  "Starlette", "Namespace",     "App"};
	const char *leaf = bg_view_leaf(call);

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strstr(leaf, words[i]))
			return true;
	return false;
}

static void
note_router(struct bg_routing *r, const char *name, const struct bg_py_node *call)
{
	const struct bg_py_node *prefix = bg_py_argument(call, "prefix");

	if (!prefix)
		prefix = bg_py_argument(call, "url_prefix");
	if (!prefix && strcmp(bg_view_leaf(call), "Namespace") == 0)
		prefix = bg_py_argument(call, "path");
	if (!prefix && !makes_router(call))
		return;
	*bg_list_add(r->w->arena, &r->routers) = (struct bg_router){
		{r->unit, name}, prefix ? bg_route_text(r, prefix) : NULL, call};
}

/* "urlpatterns = router.urls + more", "[*more]" */
static void
put_parts(struct bg_routing *r, const char *name, const struct bg_py_node *value)
{
	if (value->type == BG_PY_BIN_OP && value->height < 20) {
		put_parts(r, name, value->binary.left);
		put_parts(r, name, value->binary.right);
	} else if (value->type == BG_PY_LIST) {
		for (uint32_t i = 0; i < value->items.v->n; i++)
			if (value->items.v->v[i]->type == BG_PY_STARRED)
				put_parts(r, name, value->items.v->v[i]->unary.value);
	} else if (value->type == BG_PY_NAME || value->type == BG_PY_ATTRIBUTE) {
		bg_route_put(r, name, "", value, NULL);
	}
}

void
bg_route_assign(struct bg_routing *r, const char *name, const struct bg_py_node *value)
{
	if (value->type == BG_PY_CALL)
		note_router(r, name, value);
	else if (strcmp(name, "urlpatterns") == 0)
		put_parts(r, name, value);
}
