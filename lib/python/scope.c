/* SPDX-License-Identifier: MIT */
/* Walks the statements of one scope and notes what each does to which name. */
#include "python/scope.h"

#include "base/list.h"

/* Under what a statement stands. */
struct guard {
	bool conditional, fallback, typing;
};

struct reader {
	struct bg_py_scope *scope;
	struct bg_arena *arena;
	struct guard guard;
	const struct bg_py_node *node; /* the statement at hand */
};

static struct bg_py_chain *
chain_of(struct reader *r, const char *name)
{
	void **at;

	if (strcmp(name, "*") == 0)
		return &r->scope->stars;
	at = bg_py_table_at(&r->scope->names, name);
	if (!*at)
		*at = bg_alloc(r->arena, sizeof(struct bg_py_chain));
	return *at;
}

/* A target stands before what it is bound to, so that its own end would not do. */
static uint32_t
end_of(const struct bg_py_node *node, enum bg_py_bind kind, const struct bg_py_node *part)
{
	if (kind == BG_PY_BIND_LOOP)
		return node->loop->iter->end;
	return kind == BG_PY_BIND_ASSIGN || kind == BG_PY_BIND_AUGMENT ||
	                       kind == BG_PY_BIND_ANNOTATE || kind == BG_PY_BIND_CHANGE
	               ? node->end
	               : part->end;
}

static void
add(struct reader *r, const char *name, enum bg_py_bind kind, const struct bg_py_node *part)
{
	struct bg_py_binding *b = bg_list_add(r->arena, r->scope);
	struct bg_py_chain *chain = chain_of(r, name);

	if (chain->last)
		r->scope->v[chain->last - 1].next = (uint32_t)r->scope->n;
	else
		chain->first = (uint32_t)r->scope->n;
	chain->last = (uint32_t)r->scope->n;
	chain->n++;
	*b = (struct bg_py_binding){
		.name = name,
		.kind = kind,
		.node = r->node,
		.part = part,
		.end = end_of(r->node, kind, part),
		.conditional = r->guard.conditional,
		.fallback = r->guard.fallback,
		.typing = r->guard.typing,
	};
}

static void
bind_target(struct reader *r, const struct bg_py_node *target, enum bg_py_bind kind)
{
	const char *name;

	if (target->type == BG_PY_NAME) {
		add(r, target->name.id, kind, target);
	} else if (target->type == BG_PY_STARRED) {
		bind_target(r, target->unary.value, kind);
	} else if (target->type == BG_PY_TUPLE || target->type == BG_PY_LIST) {
		for (uint32_t i = 0; i < target->items.v->n; i++)
			bind_target(r, target->items.v->v[i], kind);
	} else if (target->type == BG_PY_SUBSCRIPT) {
		name = bg_py_base_name(target);
		if (name)
			add(r, name, BG_PY_BIND_CHANGE, target);
		else if (bg_py_is_namespace(target->binary.left))
			r->scope->dynamic_line = target->line;
	}
}

static int
find_walrus(const struct bg_py_child *child, void *data)
{
	struct reader *r = data;

	if (child->node->type == BG_PY_LAMBDA)
		return 0;
	if (child->node->type == BG_PY_NAMED_EXPR)
		add(r, child->node->binary.left->name.id, BG_PY_BIND_WALRUS, child->node);
	return bg_py_each(child->node, find_walrus, data);
}

/* Names that an expression binds with ":=". */
static void
read_expression(struct reader *r, struct bg_py_node *e)
{
	struct bg_py_child child = {"value", e};

	if (e)
		find_walrus(&child, r);
}

/* An expression that stands alone: what it is called on, and handed, may change. */
static void
read_call(struct reader *r, const struct bg_py_node *call)
{
	const struct bg_py_node *func = call->call.func, *arg;
	const char *name = NULL;

	if (func->type == BG_PY_ATTRIBUTE) {
		name = bg_py_base_name(func->attribute.value);
		if (!name && bg_py_is_namespace(func->attribute.value))
			r->scope->dynamic_line = call->line;
	}
	if (name)
		add(r, name, BG_PY_BIND_CHANGE, call);
	for (uint32_t i = 0; i < call->call.args->n; i++) {
		arg = call->call.args->v[i];
		if (arg->type == BG_PY_NAME && arg->name.id != name)
			add(r, arg->name.id, BG_PY_BIND_CHANGE, call);
	}
	for (uint32_t i = 0; i < call->call.keywords->n; i++) {
		arg = call->call.keywords->v[i]->keyword.value;
		if (arg->type == BG_PY_NAME && arg->name.id != name)
			add(r, arg->name.id, BG_PY_BIND_CHANGE, call);
	}
}

/* Each is asked for every name: past so many, names are made in ways nobody follows. */
static void
add_star(struct reader *r, const struct bg_py_node *alias)
{
	if (r->scope->stars.n < BG_PY_STARS)
		add(r, "*", BG_PY_BIND_STAR, alias);
	else
		r->scope->dynamic_line = alias->line;
}

static void
read_import(struct reader *r, const struct bg_py_node *node)
{
	const struct bg_py_list *names = node->import.names;
	const struct bg_py_node *alias;
	const char *name;

	for (uint32_t i = 0; i < names->n; i++) {
		alias = names->v[i];
		name = alias->alias.asname ? alias->alias.asname : alias->alias.name;
		if (strcmp(name, "*") == 0) {
			add_star(r, alias);
			continue;
		}
		if (node->type == BG_PY_IMPORT_FROM) {
			add(r, name, BG_PY_BIND_FROM, alias);
			continue;
		}
		if (!alias->alias.asname && strchr(name, '.'))
			name = bg_strndup(r->arena, name, strcspn(name, "."));
		add(r, name, BG_PY_BIND_IMPORT, alias);
	}
}

static void
read_delete(struct reader *r, const struct bg_py_list *targets)
{
	for (uint32_t i = 0; i < targets->n; i++) {
		const struct bg_py_node *target = targets->v[i];

		if (target->type == BG_PY_NAME)
			add(r, target->name.id, BG_PY_BIND_DELETE, target);
		else if (target->type == BG_PY_SUBSCRIPT && bg_py_base_name(target))
			add(r, bg_py_base_name(target), BG_PY_BIND_CHANGE, target);
	}
}

static void
read_simple(struct reader *r, const struct bg_py_node *node)
{
	struct bg_py_node *value;

	switch ((int)node->type) {
	case BG_PY_FUNCTION:
	case BG_PY_ASYNC_FUNCTION:
		add(r, node->def->name, BG_PY_BIND_DEF, node);
		break;
	case BG_PY_CLASS:
		add(r, node->cls->name, BG_PY_BIND_CLASS, node);
		break;
	case BG_PY_ASSIGN:
		read_expression(r, node->assign.value);
		for (uint32_t i = 0; i < node->assign.targets->n; i++)
			bind_target(r, node->assign.targets->v[i], BG_PY_BIND_ASSIGN);
		break;
	case BG_PY_ANN_ASSIGN:
		bind_target(r, node->ann_assign.target,
		            node->ann_assign.value ? BG_PY_BIND_ASSIGN : BG_PY_BIND_ANNOTATE);
		break;
	case BG_PY_AUG_ASSIGN:
		bind_target(r, node->binary.left, BG_PY_BIND_AUGMENT);
		break;
	case BG_PY_TYPE_ALIAS:
		bind_target(r, node->type_alias.name, BG_PY_BIND_TYPE);
		break;
	case BG_PY_DELETE:
		read_delete(r, node->items.v);
		break;
	case BG_PY_IMPORT:
	case BG_PY_IMPORT_FROM:
		read_import(r, node);
		break;
	case BG_PY_GLOBAL:
	case BG_PY_NONLOCAL:
		for (size_t i = 0; i < node->names.v->n; i++)
			chain_of(r, node->names.v->v[i])->global = true;
		break;
	case BG_PY_EXPR:
		value = node->unary.value;
		read_expression(r, value);
		if (value->type == BG_PY_CALL)
			read_call(r, value);
		break;
	default:
		break;
	}
}

static void read_body(struct reader *r, const struct bg_py_list *body);

static void
read_guarded(struct reader *r, const struct bg_py_list *body, struct guard more)
{
	struct guard outer = r->guard;

	r->guard.conditional |= more.conditional;
	r->guard.fallback |= more.fallback;
	r->guard.typing |= more.typing;
	read_body(r, body);
	r->guard = outer;
}

static void
read_if(struct reader *r, const struct bg_py_node *node)
{
	struct bg_py_node *test = node->branch.test;
	struct guard body = {.conditional = true}, orelse = {.conditional = true};

	read_expression(r, test);
	body.typing = bg_py_is_type_checking(test);
	orelse.typing = test->type == BG_PY_UNARY_OP && test->op == BG_PY_NOT &&
	                bg_py_is_type_checking(test->unary.value);
	read_guarded(r, node->branch.body, body);
	read_guarded(r, node->branch.orelse, orelse);
}

static void
read_try(struct reader *r, const struct bg_py_try *attempt)
{
	struct guard body = {.conditional = attempt->handlers->n > 0};
	struct guard fallback = {.conditional = true, .fallback = true};

	read_guarded(r, attempt->body, body);
	for (uint32_t i = 0; i < attempt->handlers->n; i++) {
		const struct bg_py_node *handler = attempt->handlers->v[i];

		if (handler->handler.name) {
			r->node = handler;
			add(r, handler->handler.name, BG_PY_BIND_CATCH,
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
	struct reader *r = data;

	if (p->type == BG_PY_MATCH_AS)
		name = p->match_as.name;
	else if (p->type == BG_PY_MATCH_STAR)
		name = p->name.id;
	else if (p->type == BG_PY_MATCH_MAPPING)
		name = p->match_mapping.rest;
	if (name)
		add(r, name, BG_PY_BIND_MATCH, p);
	return bg_py_each(p, find_capture, data);
}

static void
read_match(struct reader *r, const struct bg_py_node *node)
{
	struct guard guard = {.conditional = true};

	read_expression(r, node->match.subject);
	for (uint32_t i = 0; i < node->match.cases->n; i++) {
		const struct bg_py_node *c = node->match.cases->v[i];
		struct bg_py_child child = {"pattern", c->match_case.pattern};
		struct guard outer = r->guard;

		r->guard.conditional = true;
		find_capture(&child, r);
		r->guard = outer;
		read_guarded(r, c->match_case.body, guard);
	}
}

static void
read_with(struct reader *r, const struct bg_py_node *node)
{
	for (uint32_t i = 0; i < node->with.items->n; i++)
		if (node->with.items->v[i]->binary.right)
			bind_target(r, node->with.items->v[i]->binary.right, BG_PY_BIND_WITH);
	read_body(r, node->with.body);
}

static void
read_compound(struct reader *r, const struct bg_py_node *node)
{
	struct guard guard = {.conditional = true};

	switch ((int)node->type) {
	case BG_PY_IF:
		read_if(r, node);
		break;
	case BG_PY_WHILE:
		read_expression(r, node->branch.test);
		read_guarded(r, node->branch.body, guard);
		read_guarded(r, node->branch.orelse, guard);
		break;
	case BG_PY_FOR:
	case BG_PY_ASYNC_FOR:
		bind_target(r, node->loop->target, BG_PY_BIND_LOOP);
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
		read_simple(r, node);
		break;
	}
}

static void
read_body(struct reader *r, const struct bg_py_list *body)
{
	for (uint32_t i = 0; i < body->n; i++) {
		r->node = body->v[i];
		read_compound(r, body->v[i]);
	}
}

static void
read_parameters(struct reader *r, const struct bg_py_arguments *a)
{
	const struct bg_py_list *const lists[] = {a->posonlyargs, a->args, a->kwonlyargs};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (uint32_t k = 0; k < lists[i]->n; k++)
			add(r, lists[i]->v[k]->arg.name, BG_PY_BIND_PARAMETER, lists[i]->v[k]);
	if (a->vararg)
		add(r, a->vararg->arg.name, BG_PY_BIND_PARAMETER, a->vararg);
	if (a->kwarg)
		add(r, a->kwarg->arg.name, BG_PY_BIND_PARAMETER, a->kwarg);
}

void
bg_py_scope_read(struct bg_py_scope *out, struct bg_arena *arena, const struct bg_py_node *node)
{
	struct reader r = {.scope = out, .arena = arena, .node = node};

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
