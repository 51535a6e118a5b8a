/* SPDX-License-Identifier: MIT */
/* Walks the statements of one scope and notes what each does to which name. */
#include "python/scope.h"

#include "python/scope_bind.h"

static void read_body(struct bg_py_binder *r, const struct bg_py_list *body);

static void
read_guarded(struct bg_py_binder *r, const struct bg_py_list *body, struct bg_py_guard more)
{
	struct bg_py_guard outer = r->guard;

	r->guard.conditional |= more.conditional;
	r->guard.fallback |= more.fallback;
	r->guard.typing |= more.typing;
	read_body(r, body);
	r->guard = outer;
}

static void
read_if(struct bg_py_binder *r, const struct bg_py_node *node)
{
	struct bg_py_node *test = node->branch.test;
	struct bg_py_guard body = {.conditional = true}, orelse = {.conditional = true};

	bg_py_bind_walrus(r, test);
	body.typing = bg_py_is_type_checking(test);
	orelse.typing = test->type == BG_PY_UNARY_OP && test->op == BG_PY_NOT &&
	                bg_py_is_type_checking(test->unary.value);
	read_guarded(r, node->branch.body, body);
	read_guarded(r, node->branch.orelse, orelse);
}

static void
read_try(struct bg_py_binder *r, const struct bg_py_try *attempt)
{
	struct bg_py_guard body = {.conditional = attempt->handlers->n > 0};
	struct bg_py_guard fallback = {.conditional = true, .fallback = true};

	read_guarded(r, attempt->body, body);
	for (uint32_t i = 0; i < attempt->handlers->n; i++) {
		const struct bg_py_node *handler = attempt->handlers->v[i];

		if (handler->handler.name) {
			r->node = handler;
			bg_py_bind(r, handler->handler.name, BG_PY_BIND_CATCH,
			           handler->handler.type ? handler->handler.type : handler);
			r->scope->v[r->scope->n - 1].conditional = true;
		}
		read_guarded(r, handler->handler.body, fallback);
	}
	read_guarded(r, attempt->orelse, body);
	read_body(r, attempt->finalbody);
}

static int
find_capture(const struct bg_py_child *child, void *data)
{
	const struct bg_py_node *p = child->node;
	const char *name = NULL;
	struct bg_py_binder *r = data;

	if (p->type == BG_PY_MATCH_AS)
		name = p->match_as.name;
	else if (p->type == BG_PY_MATCH_STAR)
		name = p->name.id;
	else if (p->type == BG_PY_MATCH_MAPPING)
		name = p->match_mapping.rest;
	if (name)
		bg_py_bind(r, name, BG_PY_BIND_MATCH, p);
	return bg_py_each(p, find_capture, data);
}

static void
read_match(struct bg_py_binder *r, const struct bg_py_node *node)
{
	struct bg_py_guard guard = {.conditional = true};

	bg_py_bind_walrus(r, node->match.subject);
	for (uint32_t i = 0; i < node->match.cases->n; i++) {
		const struct bg_py_node *c = node->match.cases->v[i];
		struct bg_py_child child = {"pattern", c->match_case.pattern};
		struct bg_py_guard outer = r->guard;

		r->guard.conditional = true;
		find_capture(&child, r);
		r->guard = outer;
		read_guarded(r, c->match_case.body, guard);
	}
}

static void
read_with(struct bg_py_binder *r, const struct bg_py_node *node)
{
	for (uint32_t i = 0; i < node->with.items->n; i++) {
		bg_py_bind_walrus(r, node->with.items->v[i]->binary.left);
		if (node->with.items->v[i]->binary.right)
			bg_py_bind_target(r, node->with.items->v[i]->binary.right,
			                  BG_PY_BIND_WITH);
	}
	read_body(r, node->with.body);
}

static void
read_compound(struct bg_py_binder *r, const struct bg_py_node *node)
{
	struct bg_py_guard guard = {.conditional = true};

	switch ((int)node->type) {
	case BG_PY_IF:
		read_if(r, node);
		break;
	case BG_PY_WHILE:
		bg_py_bind_walrus(r, node->branch.test);
		read_guarded(r, node->branch.body, guard);
		read_guarded(r, node->branch.orelse, guard);
		break;
	case BG_PY_FOR:
	case BG_PY_ASYNC_FOR:
		bg_py_bind_walrus(r, node->loop->iter);
		bg_py_bind_target(r, node->loop->target, BG_PY_BIND_LOOP);
		read_guarded(r, node->loop->body, guard);
		read_guarded(r, node->loop->orelse, guard);
		break;
	case BG_PY_WITH:
	case BG_PY_ASYNC_WITH:
		read_with(r, node);
		break;
	case BG_PY_TRY:
	case BG_PY_TRY_STAR:
		read_try(r, node->attempt);
		break;
	case BG_PY_MATCH:
		read_match(r, node);
		break;
	default:
		bg_py_bind_simple(r, node);
		break;
	}
}

static void
read_body(struct bg_py_binder *r, const struct bg_py_list *body)
{
	for (uint32_t i = 0; i < body->n; i++) {
		r->node = body->v[i];
		read_compound(r, body->v[i]);
	}
}

static void
read_parameters(struct bg_py_binder *r, const struct bg_py_arguments *a)
{
	const struct bg_py_list *const lists[] = {a->posonlyargs, a->args, a->kwonlyargs};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (uint32_t k = 0; k < lists[i]->n; k++)
			bg_py_bind(r, lists[i]->v[k]->arg.name, BG_PY_BIND_PARAMETER,
			           lists[i]->v[k]);
	if (a->vararg)
		bg_py_bind(r, a->vararg->arg.name, BG_PY_BIND_PARAMETER, a->vararg);
	if (a->kwarg)
		bg_py_bind(r, a->kwarg->arg.name, BG_PY_BIND_PARAMETER, a->kwarg);
}

void
bg_py_scope_read(struct bg_py_scope *out, struct bg_arena *arena, const struct bg_py_node *node)
{
	struct bg_py_binder r = {.scope = out, .arena = arena, .node = node};

	out->node = node;
	out->names.arena = arena;
	if (node->type == BG_PY_MODULE) {
		read_body(&r, node->module.body);
	} else if (node->type == BG_PY_CLASS) {
		read_body(&r, node->cls->body);
	} else {
		read_parameters(&r, node->def->args->arguments);
		read_body(&r, node->def->body);
	}
}
