/* SPDX-License-Identifier: MIT */
/* Urls: path(), re_path() and include() of urls.py, decorators, routes added by a call. */
#include "base/err.h"
#include "extract/routes.h"
#include "python/ask.h"

/* "^health\.json$" as "health.json". */
static const char *
plain(struct bg_arena *arena, const char *text)
{
	char *out;
	size_t n = 0;

	text += *text == '^';
	out = bg_strndup(arena, text, strlen(text));
	for (; *text; text++) {
		if (*text == '\\' && (text[1] == '.' || text[1] == '-' || text[1] == '/'))
			continue;
		if (*text == '$' && !text[1])
			continue;
		out[n++] = *text;
	}
	out[n] = '\0';
	return out;
}

/* ---- views ----------------------------------------------------------------------------- */

static struct bg_route view_of(struct bg_routing *r, const struct bg_py_node *e,
                               unsigned depth);

/* "health = Health.as_view()", in whichever module. */
static struct bg_route
view_behind(struct bg_routing *r, const struct bg_py_ref *ref, unsigned depth)
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

static bool
is_class(struct bg_routing *r, const struct bg_py_node *e)
{
	const char *dotted = bg_shape_dotted(r->w, e);
	struct bg_py_ref ref;

	return dotted && bg_route_resolve(r, dotted, &ref) && ref.kind == BG_PY_FOUND_CLASS;
}

/* The definition behind "view", "View.as_view()", "csrf_exempt(view)", "Resource()". */
static struct bg_route
view_of(struct bg_routing *r, const struct bg_py_node *e, unsigned depth)
{
	const struct bg_route none = {0};
	const struct bg_py_node *actions = NULL;
	struct bg_py_ref ref;
	const char *dotted;

	for (unsigned i = 0; e->type == BG_PY_CALL && i < 8; i++) {
		if (strcmp(bg_view_leaf(e), "as_view") == 0 &&
		    e->call.func->type == BG_PY_ATTRIBUTE) {
			if (e->call.args->n && e->call.args->v[0]->type == BG_PY_DICT)
				actions = e->call.args->v[0];
			e = e->call.func->attribute.value;
		} else if (is_class(r, e->call.func))
			e = e->call.func;
		else if (e->call.args->n)
			e = e->call.args->v[0];
		else
			return none;
	}
	dotted = bg_shape_dotted(r->w, e);
	if (!dotted || !bg_route_resolve(r, dotted, &ref))
		return none;
	if (ref.kind == BG_PY_FOUND_VARIABLE)
		return view_behind(r, &ref, depth);
	if (ref.kind != BG_PY_FOUND_FUNCTION && ref.kind != BG_PY_FOUND_CLASS)
		return none;
	return (struct bg_route){.node = ref.node, .unit = ref.unit, .actions = actions};
}

/* ---- calls ----------------------------------------------------------------------------- */

struct maker {
	const char *name;
	size_t text, view; /* positions; the view's keyword is "view", "endpoint", … */
	bool owned;        /* it is added to what the function is called on */
	bool returned;     /* what a view returns is the answer */
};

static const struct maker makers[] = {
	{"path", 0, 1, false, false},        {"re_path", 0, 1, false, false},
	{"url", 0, 1, false, false},         {"Route", 0, 1, false, false},
	{"add_api_route", 0, 1, true, true}, {"add_route", 0, 1, true, false},
	{"add_get", 0, 1, true, false},      {"add_post", 0, 1, true, false},
	{"add_url_rule", 0, 2, true, true},  {"get", 0, 1, false, false},
	{"post", 0, 1, false, false},        {"register", 0, 1, true, false},
	{"add_resource", 1, 0, true, true},
};

static const struct maker *
find_maker(const struct bg_py_node *call)
{
	const char *leaf = bg_view_leaf(call);

	for (size_t i = 0; i < sizeof(makers) / sizeof(*makers); i++)
		if (strcmp(makers[i].name, leaf) == 0 &&
		    (!makers[i].owned || call->call.func->type == BG_PY_ATTRIBUTE))
			return &makers[i];
	return NULL;
}

static const struct bg_py_node *
view_argument(const struct maker *m, const struct bg_py_node *call)
{
	static const char *const words[] = {"view_func", "endpoint", "view",    "handler",
	                                    "viewset",   "name",     "resource"};
	const struct bg_py_list *args = call->call.args;
	size_t at = m->view;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (bg_py_argument(call, words[i]) && strcmp(words[i], "name") != 0 &&
		    !(strcmp(words[i], "endpoint") == 0 && strcmp(m->name, "Route") != 0 &&
		      strcmp(m->name, "add_api_route") != 0))
			return bg_py_argument(call, words[i]);
	/* add_route("GET", "/health", view) */
	if (strcmp(m->name, "add_route") == 0 && args->n > 2)
		at = 2;
	/* add_url_rule("/health", view_func) and, with a name, the third */
	if (at == 2 && args->n == 2)
		at = 1;
	return at < args->n ? args->v[at] : NULL;
}

static const struct bg_py_node *
text_argument(const struct maker *m, const struct bg_py_node *call)
{
	const struct bg_py_list *args = call->call.args;

	if (strcmp(m->name, "add_route") == 0 && args->n > 2)
		return args->v[1];
	return m->text < args->n ? args->v[m->text] : bg_py_argument(call, "path");
}

/* Whether an expression may be the text of a url: a name of a class or view is none. */
static bool
is_text(struct bg_routing *r, const struct bg_py_node *e)
{
	const char *dotted = bg_shape_dotted(r->w, e);
	struct bg_py_ref ref;

	if (e->type == BG_PY_CONSTANT)
		return e->op == BG_PY_STR;
	if (e->type == BG_PY_JOINED_STR || e->type == BG_PY_BIN_OP)
		return true;
	return dotted && bg_route_resolve(r, dotted, &ref) && ref.kind == BG_PY_FOUND_VARIABLE;
}

static void
take_pattern(struct bg_routing *r, const struct maker *m, const struct bg_py_node *call)
{
	const struct bg_py_node *text = text_argument(m, call), *view = view_argument(m, call);
	struct bg_pattern p = {.in = {r->unit, r->in ? r->in : "urlpatterns"}};
	bool is_set = strcmp(m->name, "register") == 0; /* its list(), and create() */
	struct bg_arena *arena = r->w->arena;

	if (!text || !view || !is_text(r, text))
		return;
	p.text = plain(arena, bg_route_text(r, text));
	if (is_set)
		p.text = bg_strf(arena, "%.500s/", p.text);
	if (m->owned)
		p.in = bg_place_of(r, call->call.func->attribute.value);
	if (r->before && !m->owned)
		p.text = bg_route_join(arena, r->before, p.text);
	if (view->type == BG_PY_CALL && strcmp(bg_view_leaf(view), "include") == 0) {
		if (view->call.args->n && view->call.args->v[0]->type != BG_PY_LIST)
			bg_route_put(r, p.in.name, p.text, view->call.args->v[0], call);
		return;
	}
	if (view->type == BG_PY_ATTRIBUTE && strcmp(view->attribute.attr, "urls") == 0) {
		bg_route_put(r, p.in.name, p.text, view, call);
		return;
	}
	p.to = view_of(r, view, 0);
	p.to.methods = is_set ? "GET POST" : bg_route_methods(arena, call);
	p.to.call = m->returned ? call : NULL;
	if (p.to.node && p.in.unit)
		*bg_list_add(arena, &r->v) = p;
}

/* Tornado's "(r"/health", HealthHandler)" */
static void
take_pair(struct bg_routing *r, const struct bg_py_node *tuple)
{
	const struct bg_py_list *v = tuple->items.v;
	struct bg_pattern p = {.in = {r->unit, r->in ? r->in : "urlpatterns"}};

	if (v->n < 2 || v->v[0]->type != BG_PY_CONSTANT || v->v[0]->op != BG_PY_STR ||
	    !v->v[0]->constant.n || v->v[0]->constant.text[0] != '/' ||
	    v->v[1]->type == BG_PY_CALL || !is_class(r, v->v[1]))
		return;
	p.text = plain(r->w->arena, bg_route_text(r, v->v[0]));
	p.to = view_of(r, v->v[1], 0);
	if (p.to.node)
		*bg_list_add(r->w->arena, &r->v) = p;
}

/* ---- decorators ------------------------------------------------------------------------ */

static void
take_decorated(struct bg_routing *r, const struct bg_py_node *def)
{
	const struct bg_py_node *route, *on, *path;
	struct bg_pattern p;

	for (size_t i = 0; (route = bg_route_of(def, i)); i++) {
		on = route->call.func;
		path = bg_route_path(route);
		p = (struct bg_pattern){.in = {r->unit, "urlpatterns"}, .text = ""};
		if (on->type == BG_PY_ATTRIBUTE)
			p.in = bg_place_of(r, on->attribute.value);
		if (!p.in.unit)
			p.in = (struct bg_place){r->unit, "="};
		if (path)
			p.text = bg_route_text(r, path);
		p.to = (struct bg_route){.node = def,
		                         .unit = r->unit,
		                         .methods = bg_route_methods(r->w->arena, route),
		                         .call = route};
		*bg_list_add(r->w->arena, &r->v) = p;
	}
}

/* ---- the walk -------------------------------------------------------------------------- */

static int look(const struct bg_py_child *child, void *data);

/* The variable that a statement fills with patterns, or NULL. */
static const char *
filled_by(struct bg_routing *r, const struct bg_py_node *node)
{
	const struct bg_py_node *target = NULL, *value = NULL;

	if (node->type == BG_PY_ASSIGN && node->assign.targets->n) {
		target = node->assign.targets->v[0];
		value = node->assign.value;
	} else if (node->type == BG_PY_ANN_ASSIGN) {
		target = node->ann_assign.target;
		value = node->ann_assign.value;
	} else if (node->type == BG_PY_AUG_ASSIGN) {
		target = node->binary.left;
		value = node->binary.right;
	}
	if (!target || !value || target->type != BG_PY_NAME)
		return NULL;
	bg_route_assign(r, target->name.id, value);
	return target->name.id;
}

static void
take_call(struct bg_routing *r, const struct bg_py_node *call)
{
	const struct maker *m = find_maker(call);

	if (m)
		take_pattern(r, m, call);
	bg_route_mount(r, call);
}

static int
look(const struct bg_py_child *child, void *data)
{
	struct bg_routing *r = data;
	const struct bg_py_node *node = child->node;
	const char *before = r->before, *in = r->in, *text = NULL, *filled;

	if (r->depth > 200 || r->w->failed)
		return 1;
	if (node->type == BG_PY_FUNCTION || node->type == BG_PY_ASYNC_FUNCTION) {
		take_decorated(r, node);
		bg_shape_read(r->w, r->unit, node);
	} else if (node->type == BG_PY_CLASS) {
		take_decorated(r, node);
	} else if (node->type == BG_PY_CALL) {
		take_call(r, node);
		text = bg_route_before(r, node);
	} else if (node->type == BG_PY_TUPLE) {
		take_pair(r, node);
	} else {
		bg_place_note(r, node);
		filled = filled_by(r, node);
		if (filled && !r->in)
			r->in = filled;
	}
	if (text)
		r->before = bg_route_join(r->w->arena, before ? before : "",
		                          plain(r->w->arena, text));
	r->depth++;
	bg_py_each(node, look, r);
	r->depth--;
	r->before = before;
	r->in = in;
	return r->w->failed;
}

int
bg_route_walk(struct bg_routing *r, struct bg_py_unit *unit)
{
	for (size_t i = 0; i < r->seen.n; i++)
		if (r->seen.v[i] == unit)
			return 0;
	*bg_list_add(r->w->arena, &r->seen) = unit;
	r->unit = unit;
	r->locals.n = 0;
	r->in = r->before = NULL;
	if (!unit->unreadable && unit->file)
		bg_py_each(unit->file->node, look, r);
	return r->w->failed ? -1 : 0;
}
