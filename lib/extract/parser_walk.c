/* SPDX-License-Identifier: MIT */
/* The statements of functions that build a parser. */
#include "extract/parser_walk.h"

int
bg_walk_fold(struct bg_builder *w, const struct bg_reach *f, const struct bg_py_node *e,
             const struct bg_py_value **out)
{
	return bg_py_fold_around(w->project, &f->where, &f->around, e, out, w->err);
}

void
bg_walk_unread(struct bg_builder *w, const struct bg_reach *f, const struct bg_py_node *at,
               const struct bg_parser *parser, const char *message)
{
	bg_harvest_unread_item(w->x->keep, w->x->out, parser->id,
	                       (struct bg_loc){f->where.unit->path, at->line}, message);
}

static int
bind_target(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *target,
            const struct bg_handle *handle)
{
	if (target->type == BG_PY_NAME)
		bg_walk_bind(w, f, target->name.id, handle);
	else if (target->type == BG_PY_ATTRIBUTE &&
	         target->attribute.value->type == BG_PY_NAME &&
	         strcmp(target->attribute.value->name.id, "self") == 0 &&
	         handle->type != BG_HANDLE_FUNCTION)
		*bg_list_add(w->x->scratch, &w->attributes) =
			(struct bg_handle_name){target->attribute.attr, *handle};
	return 0;
}

/* "subparsers.required = True", as it is written where the keyword is not known. */
static int
read_asking(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *target,
            const struct bg_py_node *value)
{
	struct bg_handle on = {0};
	const struct bg_py_value *v;

	if (target->type != BG_PY_ATTRIBUTE)
		return 0;
	if (bg_walk_eval(w, f, target->attribute.value, &on))
		return -1;
	if (strcmp(target->attribute.attr, "required") != 0)
		return 0;
	if (bg_walk_fold(w, f, value, &v))
		return -1;
	if (on.type == BG_HANDLE_SUBPARSERS && bg_pyv_truth(v) > 0 && !w->conditional)
		bg_walk_ask(w, on.parser);
	return 0;
}

static bool
is_display(const struct bg_py_node *e)
{
	return e->type == BG_PY_TUPLE || e->type == BG_PY_LIST;
}

/* "a, b = one, two" */
static bool
is_spread(const struct bg_py_node *target, const struct bg_py_node *value)
{
	return is_display(target) && is_display(value) &&
	       target->items.v->n == value->items.v->n;
}

static int
walk_spread(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *target,
            const struct bg_py_node *value)
{
	struct bg_handle handle;

	for (uint32_t i = 0; i < value->items.v->n; i++) {
		handle = (struct bg_handle){0};
		if (bg_walk_eval(w, f, value->items.v->v[i], &handle))
			return -1;
		bind_target(w, f, target->items.v->v[i], &handle);
	}
	return 0;
}

static int
walk_assign(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *node)
{
	struct bg_handle handle = {0};

	if (node->type == BG_PY_ANN_ASSIGN) {
		if (!node->ann_assign.value)
			return 0;
		if (bg_walk_eval(w, f, node->ann_assign.value, &handle))
			return -1;
		return bind_target(w, f, node->ann_assign.target, &handle);
	}
	if (!is_spread(node->assign.targets->v[0], node->assign.value) &&
	    bg_walk_eval(w, f, node->assign.value, &handle))
		return -1;
	for (uint32_t i = 0; i < node->assign.targets->n; i++) {
		if (is_spread(node->assign.targets->v[i], node->assign.value)) {
			if (walk_spread(w, f, node->assign.targets->v[i], node->assign.value))
				return -1;
			continue;
		}
		if (read_asking(w, f, node->assign.targets->v[i], node->assign.value))
			return -1;
		bind_target(w, f, node->assign.targets->v[i], &handle);
	}
	return 0;
}

static bool
is_main_test(const struct bg_py_node *test)
{
	return test->type == BG_PY_COMPARE && test->compare.left->type == BG_PY_NAME &&
	       strcmp(test->compare.left->name.id, "__name__") == 0;
}

/* A branch that may not be taken; what it returns does not end the function. */
static int
walk_maybe(struct bg_builder *w, struct bg_reach *f, const struct bg_py_list *body, bool *left)
{
	int status;

	w->conditional++;
	status = bg_walk_body(w, f, body);
	w->conditional--;
	*left |= f->done;
	f->done = false;
	return status;
}

static bool
ends_in_raise(const struct bg_py_list *body)
{
	return body->n && body->v[body->n - 1]->type == BG_PY_RAISE;
}

/* *rest: the statements behind it may not be reached. */
static int
walk_if(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *node, bool *rest)
{
	const struct bg_py_value *test;
	struct bg_handle ignored = {0};
	size_t first, second;
	int truth;

	if (bg_walk_eval(w, f, node->branch.test, &ignored) ||
	    bg_walk_fold(w, f, node->branch.test, &test))
		return -1;
	truth = is_main_test(node->branch.test) ? 1 : bg_pyv_truth(test);
	if (truth > 0)
		return bg_walk_body(w, f, node->branch.body);
	if (truth == 0)
		return bg_walk_body(w, f, node->branch.orelse);
	if (ends_in_raise(node->branch.body))
		return bg_walk_body(w, f, node->branch.orelse);
	first = w->x->out->items.n;
	if (walk_maybe(w, f, node->branch.body, rest))
		return -1;
	second = w->x->out->items.n;
	if (walk_maybe(w, f, node->branch.orelse, rest))
		return -1;
	bg_branch_join(w, first, second);
	return 0;
}

/* What the names of a loop's target are where its rounds are not known: nothing certain. */
static const struct bg_py_local *
forget_names(struct bg_builder *w, const struct bg_py_local *on,
             const struct bg_py_node *target)
{
	struct bg_py_local *l;

	if (target->type == BG_PY_NAME) {
		l = bg_alloc(w->x->keep, sizeof(*l));
		*l = (struct bg_py_local){target->name.id,
		                          bg_pyv_new(w->x->keep, BG_PYV_UNKNOWN), on};
		return l;
	}
	for (uint32_t i = 0; is_display(target) && i < target->items.v->n; i++)
		on = forget_names(w, on, target->items.v->v[i]);
	return on;
}

/* A round of "for each in (parser, group)": the element as a handle too. */
static int
walk_round(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *node, size_t i,
           const struct bg_py_value *element)
{
	const struct bg_py_node *iter = node->loop->iter;
	struct bg_handle handle = {0};

	if (bg_py_fold_target(w->project, &f->where, &f->around, node->loop->target, element,
	                      &f->around.loops, w->err))
		return -1;
	if (is_display(iter) && i < iter->items.v->n &&
	    bg_walk_eval(w, f, iter->items.v->v[i], &handle))
		return -1;
	if (is_display(iter))
		bind_target(w, f, node->loop->target, &handle);
	return bg_walk_body(w, f, node->loop->body);
}

static int
walk_for(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *node, bool *rest)
{
	const struct bg_py_local *outer = f->around.loops;
	const struct bg_py_value *iter;
	struct bg_handle ignored = {0};
	int status = 0;

	if (!is_display(node->loop->iter) && bg_walk_eval(w, f, node->loop->iter, &ignored))
		return -1;
	if (bg_walk_fold(w, f, node->loop->iter, &iter))
		return -1;
	if ((iter->kind != BG_PYV_DICT && !bg_pyv_is_container(iter)) ||
	    iter->nv > BG_PARSER_ROUNDS || (iter->open && !iter->nv)) {
		f->around.loops = forget_names(w, outer, node->loop->target);
		status = walk_maybe(w, f, node->loop->body, rest);
		f->around.loops = outer;
		return status;
	}
	for (size_t i = 0; i < iter->nv && !status && !f->done; i++) {
		status = walk_round(w, f, node, i, iter->v[i]);
		f->around.loops = outer;
	}
	return status;
}

/* Whether what follows the body is reached after some exceptions too. */
static bool
is_caught(const struct bg_py_try *attempt)
{
	for (uint32_t i = 0; i < attempt->handlers->n; i++)
		if (!ends_in_raise(attempt->handlers->v[i]->handler.body))
			return true;
	return false;
}

static int
walk_try(struct bg_builder *w, struct bg_reach *f, const struct bg_py_try *attempt, bool *rest)
{
	if (bg_walk_body(w, f, attempt->body))
		return -1;
	for (uint32_t i = 0; i < attempt->handlers->n; i++)
		if (walk_maybe(w, f, attempt->handlers->v[i]->handler.body, rest))
			return -1;
	if (is_caught(attempt) ? walk_maybe(w, f, attempt->orelse, rest)
	                       : bg_walk_body(w, f, attempt->orelse))
		return -1;
	return bg_walk_body(w, f, attempt->finalbody);
}

static int
walk_with(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *node)
{
	struct bg_handle handle;

	for (uint32_t i = 0; i < node->with.items->n; i++) {
		const struct bg_py_node *item = node->with.items->v[i];

		handle = (struct bg_handle){0};
		if (bg_walk_eval(w, f, item->binary.left, &handle))
			return -1;
		if (item->binary.right)
			bind_target(w, f, item->binary.right, &handle);
	}
	return bg_walk_body(w, f, node->with.body);
}

static int
walk_match(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *node, bool *rest)
{
	for (uint32_t i = 0; i < node->match.cases->n; i++)
		if (walk_maybe(w, f, node->match.cases->v[i]->match_case.body, rest))
			return -1;
	return 0;
}

static int
walk_statement(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *node,
               bool *rest)
{
	struct bg_handle handle = {0};

	switch ((int)node->type) {
	case BG_PY_EXPR:
		return bg_walk_eval(w, f, node->unary.value, &handle);
	case BG_PY_ASSIGN:
	case BG_PY_ANN_ASSIGN:
		return walk_assign(w, f, node);
	case BG_PY_FUNCTION:
		bg_walk_define(w, f, node);
		return 0;
	case BG_PY_RETURN:
		f->done = true;
		if (!node->unary.value)
			return 0;
		if (bg_walk_eval(w, f, node->unary.value, &handle))
			return -1;
		if (handle.type != BG_HANDLE_FUNCTION && handle.type)
			f->result = handle;
		return 0;
	case BG_PY_IF:
		return walk_if(w, f, node, rest);
	case BG_PY_FOR:
	case BG_PY_ASYNC_FOR:
		return walk_for(w, f, node, rest);
	case BG_PY_WHILE:
		return walk_maybe(w, f, node->branch.body, rest);
	case BG_PY_TRY:
	case BG_PY_TRY_STAR:
		return walk_try(w, f, node->attempt, rest);
	case BG_PY_WITH:
	case BG_PY_ASYNC_WITH:
		return walk_with(w, f, node);
	case BG_PY_MATCH:
		return walk_match(w, f, node, rest);
	default:
		return 0;
	}
}

bool
bg_walk_enter(struct bg_builder *w, const struct bg_reach *f, const struct bg_py_node *at)
{
	if (w->nest < BG_PARSER_NEST) {
		w->nest++;
		return true;
	}
	bg_walk_unread(w, f, at, w->root, "the code is too nested to follow its parser");
	return false;
}

static int
walk_block(struct bg_builder *w, struct bg_reach *f, const struct bg_py_list *body)
{
	unsigned outer = w->conditional;
	bool rest;
	int status = 0;

	for (uint32_t i = 0; i < body->n && !f->done && !status; i++) {
		if (++w->steps > BG_PARSER_STEPS) {
			bg_walk_unread(w, f, body->v[i], w->root, "there is too much to read");
			f->done = true;
			break;
		}
		rest = false;
		status = walk_statement(w, f, body->v[i], &rest);
		if (rest && w->conditional == outer)
			w->conditional++;
	}
	w->conditional = outer;
	return status;
}

int
bg_walk_body(struct bg_builder *w, struct bg_reach *f, const struct bg_py_list *body)
{
	int status;

	if (!body->n || !bg_walk_enter(w, f, body->v[0]))
		return 0;
	status = walk_block(w, f, body);
	w->nest--;
	return status;
}
