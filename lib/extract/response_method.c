/* SPDX-License-Identifier: MIT */
/*
 * Which methods a view answers. GET is what the contract of a health view promises: it is
 * run by itself, so that what is answered to others does not make its keys "sometimes".
 */
#include "base/buf.h"
#include "base/err.h"
#include "extract/response.h"

bool
bg_view_has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; at && (at = strstr(at, word)); at++)
		if ((at == list || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
			return true;
	return false;
}

static void
add_words(struct bg_buf *out, const char *words)
{
	static const char *const known[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

	for (size_t i = 0; words && i < sizeof(known) / sizeof(*known); i++)
		if (bg_view_has_word(words, known[i]) &&
		    !bg_view_has_word(bg_buf_str(out), known[i]))
			bg_buf_printf(out, "%s%s", out->n ? " " : "", known[i]);
}

/* ---- what a body asks ------------------------------------------------------------------ */

struct asking {
	struct bg_buf *words;
	bool tests; /* request.method is compared, or matched */
	unsigned depth;
};

static bool
is_method(const struct bg_py_node *e)
{
	return e->type == BG_PY_ATTRIBUTE && strcmp(e->attribute.attr, "method") == 0;
}

static int
look_for_words(const struct bg_py_child *child, void *data)
{
	struct asking *a = data;
	const struct bg_py_node *e = child->node;
	char word[16];

	if (e->type == BG_PY_CONSTANT && e->op == BG_PY_STR && e->constant.n < sizeof(word)) {
		memcpy(word, e->constant.text, e->constant.n);
		word[e->constant.n] = '\0';
		add_words(a->words, word);
	}
	if (a->depth > 12)
		return 0;
	a->depth++;
	bg_py_each(e, look_for_words, a);
	a->depth--;
	return 0;
}

static int
look_for_tests(const struct bg_py_child *child, void *data)
{
	struct asking *a = data;
	const struct bg_py_node *e = child->node;

	if (e->type == BG_PY_COMPARE && is_method(e->compare.left)) {
		a->tests = true;
		bg_py_each(e, look_for_words, a);
	} else if (e->type == BG_PY_MATCH && is_method(e->match.subject)) {
		a->tests = true;
		for (uint32_t i = 0; i < e->match.cases->n; i++)
			look_for_words(
				&(struct bg_py_child){"",
			                              e->match.cases->v[i]->match_case.pattern},
				a);
	}
	if (a->depth > 100)
		return 0;
	a->depth++;
	bg_py_each(e, look_for_tests, a);
	a->depth--;
	return 0;
}

/* ---- functions ------------------------------------------------------------------------- */

static const char *
decorated_methods(struct bg_arena *arena, const struct bg_py_node *def)
{
	static const char *const words[] = {"require_GET", "require_POST", "require_safe",
	                                    "require_http_methods", "api_view"};

	for (uint32_t i = 0; i < def->def->decorators->n; i++)
		for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
			if (strcmp(words[k], bg_view_leaf(def->def->decorators->v[i])) == 0)
				return bg_route_methods(arena, def->def->decorators->v[i]);
	return NULL;
}

const char *
bg_view_methods(struct bg_walk *w, struct bg_py_unit *unit, const struct bg_py_node *def,
                const struct bg_routes *routes, bool *apart)
{
	struct bg_buf words = {.arena = w->arena}, out = {.arena = w->arena};
	struct asking a = {.words = &words};

	bg_shape_read(w, unit, def);
	bg_py_each(def, look_for_tests, &a);
	*apart = a.tests;
	for (size_t i = 0; i < routes->v.n; i++)
		if (routes->v.v[i].node == def)
			add_words(&out, routes->v.v[i].methods);
	if (!out.n)
		add_words(&out, decorated_methods(w->arena, def));
	if (!out.n) {
		add_words(&out, "GET");
		add_words(&out, bg_buf_str(&words));
	}
	return bg_buf_str(&out);
}

/* ---- classes --------------------------------------------------------------------------- */

static bool
find_own(struct bg_walk *w, struct bg_py_unit *unit, const struct bg_py_node *cls,
         const char *method, struct bg_shape_ref *out)
{
	static const struct {
		const char *method, *name;
	} names[] = {
		{"GET", "get"},
		{"GET", "list"},
		{"GET", "on_get"},
		{"GET", "dispatch_request"},
		{"POST", "post"},
		{"POST", "create"},
		{"POST", "on_post"},
		{"PUT", "put"},
		{"PUT", "update"},
		{"PATCH", "patch"},
		{"PATCH", "partial_update"},
		{"DELETE", "delete"},
		{"DELETE", "destroy"},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i].method, method) == 0 &&
		    bg_shape_method(w, unit, cls, names[i].name, out))
			return true;
	return false;
}

const char *
bg_view_action(struct bg_arena *arena, const struct bg_py_node *actions, const char *method)
{
	for (uint32_t i = 0; i < actions->dict.keys->n; i++) {
		const struct bg_py_node *key = actions->dict.keys->v[i];
		const struct bg_py_node *value = actions->dict.values->v[i];

		if (key && key->type == BG_PY_CONSTANT && key->op == BG_PY_STR &&
		    value->type == BG_PY_CONSTANT && value->op == BG_PY_STR &&
		    key->constant.n == strlen(method) &&
		    bg_same_fold(key->constant.text, method, key->constant.n))
			return bg_strndup(arena, value->constant.text, value->constant.n);
	}
	return NULL;
}

/* Whether a route leads there with that method: its action, or the class's own. */
static bool
find_routed(struct bg_walk *w, struct bg_py_unit *unit, const struct bg_route *route,
            const char *method, struct bg_shape_ref *out)
{
	const char *action;

	if (route->actions) {
		action = bg_view_action(w->arena, route->actions, method);
		return action && bg_shape_method(w, unit, route->node, action, out);
	}
	return (!route->methods || bg_view_has_word(route->methods, method)) &&
	       find_own(w, unit, route->node, method, out);
}

bool
bg_view_handler(struct bg_view_call *call, const char *method, struct bg_walk *w,
                struct bg_py_unit *unit)
{
	bool routed = false;

	call->method = method;
	for (size_t i = 0; i < call->routes->v.n; i++) {
		if (call->routes->v.v[i].node != call->bound)
			continue;
		routed = true;
		if (find_routed(w, unit, &call->routes->v.v[i], method, &call->ref))
			return true;
	}
	return !routed && find_own(w, unit, call->bound, method, &call->ref);
}
