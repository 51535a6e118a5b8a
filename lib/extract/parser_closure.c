/* SPDX-License-Identifier: MIT */
/* Functions inside of functions, which know the parser of the one around them. */
#include <string.h>

#include "extract/parser_walk.h"
#include "python/scope.h"

/* Only what stands in a function: a module's are found by their names. */
void
bg_walk_define(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *def)
{
	struct bg_handle handle = {.type = BG_HANDLE_FUNCTION, .def = def, .home = f};

	if (f->where.function)
		bg_walk_bind(w, f, def->def->name, &handle);
}

/* A lambda as the function that returns its expression. */
void
bg_walk_lambda(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *lambda,
               struct bg_handle *out)
{
	struct bg_py_node *node = bg_alloc(w->x->keep, 2 * sizeof(*node));
	struct bg_py_list *none = bg_calloc(w->x->keep, 1, sizeof(*none)), *body;
	struct bg_py_def *def = bg_calloc(w->x->keep, 1, sizeof(*def));

	node[0] = node[1] = *lambda;
	node[1].type = BG_PY_RETURN;
	node[1].unary.value = lambda->lambda.body;
	body = bg_calloc(w->x->keep, 1, sizeof(*body) + sizeof(body->v[0]));
	body->n = 1;
	body->v[0] = &node[1];
	*def = (struct bg_py_def){.name = "lambda",
	                          .args = lambda->lambda.args,
	                          .body = body,
	                          .decorators = none,
	                          .type_params = none};
	node[0].type = BG_PY_FUNCTION;
	node[0].def = def;
	*out = (struct bg_handle){.type = BG_HANDLE_FUNCTION, .def = &node[0], .home = f};
}

int
bg_walk_closure(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
                const struct bg_handle *on, struct bg_handle *out)
{
	struct bg_callee callee = {on->home->where.unit, on->def, on->home->level, false,
	                           on->home};

	return bg_walk_function(w, f, call, &callee, out);
}

/* What a body takes from around. */
struct taking {
	struct bg_builder *w;
	struct bg_reach *to;
	struct bg_py_scope own, around;
	unsigned depth;
};

static bool
is_given(const struct bg_py_local *l, const char *name)
{
	for (; l; l = l->next)
		if (strcmp(l->name, name) == 0)
			return true;
	return false;
}

static bool
is_taken(const struct taking *t, const char *name)
{
	const struct bg_py_around *outer = &t->to->outer->around;

	return !bg_py_scope_find(&t->own, name) && !is_given(t->to->around.given, name) &&
	       (is_given(outer->given, name) || is_given(outer->loops, name) ||
	        bg_py_scope_find(&t->around, name));
}

static int
take(const struct bg_py_child *child, void *data)
{
	struct taking *t = data;
	const struct bg_py_node *e = child->node;
	const struct bg_py_value *v;
	struct bg_py_local *l;
	int status;

	if (e->type == BG_PY_NAME && is_taken(t, e->name.id)) {
		if (bg_walk_fold(t->w, t->to->outer, e, &v))
			return -1;
		l = bg_alloc(t->w->x->keep, sizeof(*l));
		*l = (struct bg_py_local){e->name.id, v, t->to->around.given};
		t->to->around.given = l;
	}
	if (t->depth > BG_PARSER_DEPTH)
		return 0;
	t->depth++;
	status = bg_py_each(e, take, t);
	t->depth--;
	return status;
}

int
bg_walk_enclose(struct bg_builder *w, struct bg_reach *to)
{
	struct taking t = {.w = w, .to = to};

	bg_py_scope_read(&t.own, w->x->scratch, to->where.function);
	if (to->outer->where.function)
		bg_py_scope_read(&t.around, w->x->scratch, to->outer->where.function);
	return bg_py_each(to->where.function, take, &t);
}
