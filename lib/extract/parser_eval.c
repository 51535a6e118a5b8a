/* SPDX-License-Identifier: MIT */
/* Expressions that are parsers, and calls that are handed one. */
#include "extract/parser_walk.h"

void
bg_walk_bind(struct bg_builder *w, struct bg_reach *f, const char *name,
             const struct bg_handle *handle)
{
	*bg_list_add(w->x->scratch, &f->names) = (struct bg_handle_name){name, *handle};
}

static struct bg_handle
find_name(const struct bg_reach *f, const char *name)
{
	for (; f; f = f->outer)
		for (size_t i = f->names.n; i > 0; i--)
			if (strcmp(f->names.v[i - 1].name, name) == 0)
				return f->names.v[i - 1].handle;
	return (struct bg_handle){0};
}

static struct bg_handle
find_attribute(const struct bg_builder *w, const char *name)
{
	for (size_t i = w->attributes.n; i > 0; i--)
		if (strcmp(w->attributes.v[i - 1].name, name) == 0)
			return w->attributes.v[i - 1].handle;
	return (struct bg_handle){0};
}

static bool
is_name(const struct bg_py_node *e, const char *name)
{
	return e->type == BG_PY_NAME && strcmp(e->name.id, name) == 0;
}

static bool
is_super(const struct bg_py_node *e)
{
	return e->type == BG_PY_CALL && is_name(e->call.func, "super");
}

/*
 * The first argument that is a parser or one of its methods: the call may add to it. Calls
 * among the arguments are made.
 */
static int
find_parser(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
            struct bg_handle *out)
{
	struct bg_handle handle;

	*out = (struct bg_handle){0};
	for (uint32_t i = 0; i < call->call.args->n + call->call.keywords->n; i++) {
		const struct bg_py_node *arg =
			i < call->call.args->n
				? call->call.args->v[i]
				: call->call.keywords->v[i - call->call.args->n]->keyword.value;

		handle = (struct bg_handle){0};
		if (bg_walk_eval(w, f, arg, &handle))
			return -1;
		if (!out->parser)
			*out = handle;
	}
	return 0;
}

static void
note_external(struct bg_builder *w, const struct bg_reach *f, const struct bg_py_node *at,
              const char *name)
{
	if (!bg_starts(name, "builtins."))
		bg_harvest_note(
			w->x->keep, w->x->out, f->where.unit->path, at->line,
			bg_strf(w->x->keep, "'%s': plus what '%s' adds", w->root->id, name));
}

/* super().name(…) and self.name(…), from a level of the lineage on. */
static int
call_method(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
            const char *name, size_t level, struct bg_handle *out)
{
	const struct bg_py_node *def = bg_walk_method(w, name, &level);
	struct bg_callee callee;

	if (def) {
		callee = (struct bg_callee){w->self.v[level].unit, def, level, true, NULL};
		return bg_walk_function(w, f, call, &callee, out);
	}
	if (strcmp(name, "create_parser") == 0 || strcmp(name, "get_parser") == 0) {
		*out = (struct bg_handle){.type = BG_HANDLE_PARSER, .parser = w->root};
		return bg_walk_arguments(w, f);
	}
	if (w->self.external)
		note_external(w, f, call, w->self.external);
	return 0;
}

/* The level of self's lineage that a function is a method of; SIZE_MAX: none. */
static size_t
level_of(const struct bg_builder *w, const struct bg_py_node *def)
{
	for (size_t level = 0; level < w->self.n; level++) {
		const struct bg_py_list *body = w->self.v[level].node->cls->body;

		for (uint32_t i = 0; i < body->n; i++)
			if (body->v[i] == def)
				return level;
	}
	return SIZE_MAX;
}

/* "Base.method(self, …)" hands self over; "for each in (self.one, self.two)" has it. */
static int
call_found(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
           const struct bg_py_value *v, struct bg_handle *out)
{
	struct bg_callee callee = {v->unit, v->node, level_of(w, v->node), false, NULL};
	const struct bg_reach *root = f;

	while (root->outer)
		root = root->outer;
	if (!root->where.function && root->where.unit == v->unit)
		callee.outer = root; /* a script's parser may be its module's */
	callee.bound = callee.level != SIZE_MAX && call->call.func->type == BG_PY_NAME;
	return bg_walk_function(w, f, call, &callee, out);
}

/* A method that only parsers and their like have. */
static bool
is_adder(const struct bg_py_node *func)
{
	return func->type == BG_PY_ATTRIBUTE &&
	       (strcmp(func->attribute.attr, "add_argument") == 0 ||
	        strcmp(func->attribute.attr, "add_subparsers") == 0);
}

/* What the called expression folds to: a function, a class, something external. */
static int
call_value(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
           struct bg_handle *out)
{
	const struct bg_py_value *v;
	struct bg_handle handed;

	if (bg_walk_fold(w, f, call->call.func, &v))
		return -1;
	if (bg_walk_makes(w, v, 0))
		return bg_walk_make(w, f, call, v, out);
	if (v->kind == BG_PYV_FUNCTION)
		return call_found(w, f, call, v, out);
	if (find_parser(w, f, call, &handed))
		return -1;
	if (!handed.parser && is_adder(call->call.func))
		bg_walk_unread(w, f, call, w->root,
		               "it is added to something that is not followed");
	if (!handed.parser)
		return 0;
	if (v->kind == BG_PYV_EXTERNAL && handed.type != BG_HANDLE_METHOD)
		note_external(w, f, call, v->text);
	else
		bg_walk_unread(w, f, call, handed.parser,
		               bg_strf(w->x->keep, "the parser is handed on: %s",
		                       bg_pyv_brief(w->x->keep, v)));
	return 0;
}

static int
call_attribute(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
               struct bg_handle *out)
{
	const struct bg_py_node *on = call->call.func->attribute.value;
	const char *name = call->call.func->attribute.attr;
	struct bg_handle handle = {0};

	if (is_super(on) && w->self.n)
		return call_method(w, f, call, name,
		                   f->level == SIZE_MAX ? w->self.n : f->level + 1, out);
	if (w->self.n && (is_name(on, "self") || is_name(on, "cls"))) {
		size_t level = 0;

		if (bg_walk_method(w, name, &level))
			return call_method(w, f, call, name, 0, out);
	}
	if (bg_walk_eval(w, f, on, &handle))
		return -1;
	if (handle.type == BG_HANDLE_PARSER || handle.type == BG_HANDLE_SUBPARSERS)
		return bg_walk_parser_call(w, f, call, &handle, name, out);
	return call_value(w, f, call, out);
}

static int
eval_call(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
          struct bg_handle *out)
{
	struct bg_handle handle = {0};

	if (call->call.func->type == BG_PY_ATTRIBUTE)
		return call_attribute(w, f, call, out);
	if (call->call.func->type == BG_PY_NAME)
		handle = find_name(f, call->call.func->name.id);
	if (handle.type == BG_HANDLE_METHOD)
		return bg_walk_parser_call(w, f, call, &handle, handle.method, out);
	if (handle.type == BG_HANDLE_FUNCTION)
		return bg_walk_closure(w, f, call, &handle, out);
	return call_value(w, f, call, out);
}

static int
eval_attribute(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *e,
               struct bg_handle *out)
{
	struct bg_handle on = {0};

	if (w->self.n && is_name(e->attribute.value, "self")) {
		*out = find_attribute(w, e->attribute.attr);
		return 0;
	}
	if (bg_walk_eval(w, f, e->attribute.value, &on))
		return -1;
	if (!on.parser)
		return 0;
	*out = on;
	out->type = BG_HANDLE_METHOD;
	out->method = e->attribute.attr;
	return 0;
}

/* Parts of an expression that is no parser itself. */
struct parts {
	struct bg_builder *w;
	struct bg_reach *f;
	int status;
};

static int
eval_part(const struct bg_py_child *child, void *data)
{
	struct parts *p = data;
	struct bg_handle ignored = {0};

	p->status = bg_walk_eval(p->w, p->f, child->node, &ignored);
	return p->status;
}

static int
find_adder(const struct bg_py_child *child, void *data)
{
	const struct bg_py_node *e = child->node;

	if (e->type == BG_PY_CALL && is_adder(e->call.func))
		return 1;
	return bg_py_each(e, find_adder, data);
}

/* Calls inside of it are made; a comprehension that adds arguments is not unrolled. */
static int
eval_parts(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *e)
{
	struct parts parts = {w, f, 0};
	bool maybe = e->type == BG_PY_IF_EXP || e->type == BG_PY_BOOL_OP;

	if (e->type == BG_PY_CONSTANT || f->depth > BG_PARSER_DEPTH)
		return 0;
	if (e->type == BG_PY_LIST_COMP || e->type == BG_PY_SET_COMP ||
	    e->type == BG_PY_DICT_COMP || e->type == BG_PY_GENERATOR_EXP) {
		if (bg_py_each(e, find_adder, NULL))
			bg_walk_unread(w, f, e, w->root,
			               "arguments are added in a comprehension");
		return 0;
	}
	w->conditional += maybe;
	bg_py_each(e, eval_part, &parts);
	w->conditional -= maybe;
	return parts.status;
}

static int
eval(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *e,
     struct bg_handle *out)
{
	if (e->type == BG_PY_NAME)
		*out = find_name(f, e->name.id);
	else if (e->type == BG_PY_CALL)
		return eval_call(w, f, e, out);
	else if (e->type == BG_PY_ATTRIBUTE)
		return eval_attribute(w, f, e, out);
	else if (e->type == BG_PY_LAMBDA)
		bg_walk_lambda(w, f, e, out);
	else if (e->type == BG_PY_NAMED_EXPR) {
		if (bg_walk_eval(w, f, e->binary.right, out))
			return -1;
		if (e->binary.left->type == BG_PY_NAME)
			bg_walk_bind(w, f, e->binary.left->name.id, out);
	} else {
		return eval_parts(w, f, e);
	}
	return 0;
}

int
bg_walk_eval(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *e,
             struct bg_handle *out)
{
	int status;

	if (!bg_walk_enter(w, f, e))
		return 0;
	status = eval(w, f, e, out);
	w->nest--;
	return status;
}
