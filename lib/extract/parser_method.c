/* SPDX-License-Identifier: MIT */
/* How a command's class comes by the methods that Django calls. */
#include <string.h>

#include "extract/parser_walk.h"

static void
say(struct bg_builder *w, size_t level, const struct bg_py_node *at, const char *message)
{
	bg_harvest_unread_item(w->x->keep, w->x->out, w->root->id,
	                       (struct bg_loc){w->self.v[level].unit->path, at->line}, message);
}

static void
say_name(struct bg_builder *w, size_t level, const struct bg_py_node *at, const char *name)
{
	say(w, level, at,
	    bg_strf(w->x->keep, "how its %s() comes about is not followed", name));
}

/* Whether the text of a definition has a word. */
static bool
has_word(struct bg_builder *w, struct bg_py_unit *unit, const struct bg_py_node *def,
         const char *word)
{
	size_t n;
	const char *text = bg_py_source(unit->file, def, &n);

	return text && strstr(bg_strndup(w->x->scratch, text, n), word);
}

static bool
is_function(const struct bg_py_node *node)
{
	return node->type == BG_PY_FUNCTION || node->type == BG_PY_ASYNC_FUNCTION;
}

/* Decorators of this repository that have a word in them may add arguments of their own. */
static int
read_decorators(struct bg_builder *w, size_t level, const struct bg_py_list *decorators,
                const char *word)
{
	const struct bg_py_where where = {.unit = w->self.v[level].unit};
	const struct bg_py_value *v;
	const struct bg_py_node *e;

	for (uint32_t i = 0; i < decorators->n; i++) {
		e = decorators->v[i];
		while (e->type == BG_PY_CALL)
			e = e->call.func;
		if (bg_py_fold(w->project, &where, e, &v, w->err))
			return -1;
		if ((v->kind == BG_PYV_FUNCTION || v->kind == BG_PYV_CLASS) &&
		    has_word(w, v->unit, v->node, word))
			say(w, level, e, "what its decorator adds is not followed");
	}
	return 0;
}

/* The first binding of a name, or NULL. */
static const struct bg_py_binding *
first_of(const struct bg_py_scope *scope, const char *name)
{
	const struct bg_py_chain *chain = bg_py_scope_find(scope, name);

	return chain && chain->first && scope->v ? &scope->v[chain->first - 1] : NULL;
}

/* The only binding that counts; NULL: there are others as well. */
static const struct bg_py_binding *
only_one(const struct bg_py_scope *scope, const struct bg_py_binding *first)
{
	const struct bg_py_binding *one = NULL;

	for (const struct bg_py_binding *b = first; b; b = bg_py_scope_next(scope, b)) {
		if (b->kind == BG_PY_BIND_ANNOTATE)
			continue;
		/* Of plain definitions the last one holds. */
		if (one && (one->kind != BG_PY_BIND_DEF || b->kind != BG_PY_BIND_DEF ||
		            b->conditional))
			return NULL;
		one = b;
	}
	return one;
}

/* A binding in a class that is no definition: a function of elsewhere may be. */
static int
follow_value(struct bg_builder *w, size_t level, const char *name,
             const struct bg_py_binding *b, struct bg_callee *out)
{
	struct bg_py_unit *unit = w->self.v[level].unit;
	const struct bg_py_value *v;

	if (b->kind == BG_PY_BIND_ASSIGN) {
		if (bg_py_fold_attribute(w->project, unit, w->self.v[level].node, name, &v,
		                         w->err))
			return -1;
		if (v && v->kind == BG_PYV_FUNCTION && is_function(v->node)) {
			*out = (struct bg_callee){v->unit, v->node, SIZE_MAX, true, NULL};
			return 0;
		}
	}
	say_name(w, level, b->node, name);
	return 0;
}

/* One class that has the name. */
static int
read_class(struct bg_builder *w, size_t level, const struct bg_py_scope *scope,
           const struct bg_py_binding *first, struct bg_callee *out, bool *conditional)
{
	const struct bg_py_binding *b = only_one(scope, first);
	const char *name = first->name;

	if (!b) {
		say_name(w, level, first->node, name);
		return 0;
	}
	*conditional = b->conditional;
	if (b->kind != BG_PY_BIND_DEF)
		return follow_value(w, level, name, b, out);
	*out = (struct bg_callee){w->self.v[level].unit, b->node, level, true, NULL};
	return read_decorators(w, level, b->node->def->decorators, "pars");
}

/*
 * The method that Django calls, and whether it is there under a condition only. def NULL:
 * there is none, or how it comes about is said to be unread.
 */
static int
find_entry(struct bg_builder *w, const char *name, struct bg_callee *out, bool *conditional)
{
	const struct bg_py_binding *first;

	*out = (struct bg_callee){0};
	*conditional = false;
	for (size_t i = 0; i < w->self.n; i++) {
		struct bg_py_scope scope = {.unit = w->self.v[i].unit};

		bg_py_scope_read(&scope, w->x->scratch, w->self.v[i].node);
		first = first_of(&scope, name);
		if (first)
			return read_class(w, i, &scope, first, out, conditional);
	}
	return 0;
}

/* "BaseCommand.option_list", "()", and both together: no option of its own. */
static bool
is_bare(const struct bg_py_node *e)
{
	if (e->type == BG_PY_BIN_OP)
		return is_bare(e->binary.left) && is_bare(e->binary.right);
	if (e->type == BG_PY_TUPLE || e->type == BG_PY_LIST)
		return e->items.v->n == 0;
	return e->type == BG_PY_ATTRIBUTE && strcmp(e->attribute.attr, "option_list") == 0;
}

/* What Django took before 1.10 from a class without add_arguments(). */
static void
read_option_list(struct bg_builder *w)
{
	for (size_t i = 0; i < w->self.n; i++) {
		struct bg_py_scope scope = {.unit = w->self.v[i].unit};

		bg_py_scope_read(&scope, w->x->scratch, w->self.v[i].node);
		for (const struct bg_py_binding *b = first_of(&scope, "option_list"); b;
		     b = bg_py_scope_next(&scope, b))
			if (b->kind != BG_PY_BIND_ASSIGN || !is_bare(b->node->assign.value)) {
				say(w, i, b->node,
				    "its options are in option_list, of optparse");
				return;
			}
	}
}

/* "Command.add_arguments = add" behind the class. */
static bool
sets_method(const struct bg_py_node *node, const char *cls)
{
	const struct bg_py_node *t;

	if (node->type != BG_PY_ASSIGN)
		return false;
	for (uint32_t i = 0; i < node->assign.targets->n; i++) {
		t = node->assign.targets->v[i];
		if (t->type == BG_PY_ATTRIBUTE && t->attribute.value->type == BG_PY_NAME &&
		    strcmp(t->attribute.value->name.id, cls) == 0 &&
		    (strcmp(t->attribute.attr, "add_arguments") == 0 ||
		     strcmp(t->attribute.attr, "create_parser") == 0))
			return true;
	}
	return false;
}

/* What else may give a command its options. */
static int
read_others(struct bg_builder *w)
{
	const struct bg_py_node *def;
	size_t level = 0;

	for (size_t i = 0; i < w->self.n; i++) {
		struct bg_py_unit *unit = w->self.v[i].unit;
		const struct bg_py_class *cls = w->self.v[i].node->cls;
		const struct bg_py_list *body = unit->file->node->module.body;

		if (read_decorators(w, i, cls->decorators, "add_arguments"))
			return -1;
		for (uint32_t k = 0; k < body->n; k++)
			if (sets_method(body->v[k], cls->name))
				say(w, i, body->v[k],
				    "a method is set from outside of its class");
	}
	def = bg_walk_method(w, "run_from_argv", &level);
	if (def && has_word(w, w->self.v[level].unit, def, "add_argument("))
		say(w, level, def, "what run_from_argv() adds is not followed");
	return 0;
}

static int
call_entry(struct bg_builder *w, struct bg_reach *f, const struct bg_callee *callee,
           bool conditional)
{
	struct bg_handle out = {0};
	int status;

	w->conditional += conditional;
	status = bg_walk_function(w, f, NULL, callee, &out);
	w->conditional -= conditional;
	return status;
}

int
bg_walk_arguments(struct bg_builder *w, struct bg_reach *f)
{
	struct bg_handle handle = {.type = BG_HANDLE_PARSER, .parser = w->root};
	struct bg_callee callee;
	bool conditional;

	if (w->started)
		return 0;
	w->started = true;
	if (find_entry(w, "add_arguments", &callee, &conditional) || read_others(w))
		return -1;
	if (!callee.def) {
		read_option_list(w);
		return 0;
	}
	bg_walk_bind(w, f, "parser", &handle);
	return call_entry(w, f, &callee, conditional);
}

int
bg_walk_command(struct bg_builder *w, struct bg_py_unit *unit)
{
	struct bg_reach frame = {.where = {.unit = unit}, .level = SIZE_MAX};
	struct bg_callee callee;
	bool conditional;

	if (find_entry(w, "create_parser", &callee, &conditional))
		return -1;
	if (callee.def) {
		frame.level = 0;
		if (call_entry(w, &frame, &callee, conditional))
			return -1;
	}
	return bg_walk_arguments(w, &frame);
}
