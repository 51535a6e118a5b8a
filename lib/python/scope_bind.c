/* SPDX-License-Identifier: MIT */
/* Notes what one simple statement does to which names. */
#include "python/scope_bind.h"

#include "base/list.h"

static struct bg_py_chain *
chain_of(struct bg_py_binder *r, const char *name)
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

void
bg_py_bind(struct bg_py_binder *r, const char *name, enum bg_py_bind kind,
           const struct bg_py_node *part)
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

void
bg_py_bind_target(struct bg_py_binder *r, const struct bg_py_node *target, enum bg_py_bind kind)
{
	const char *name;

	if (target->type == BG_PY_NAME) {
		bg_py_bind(r, target->name.id, kind, target);
	} else if (target->type == BG_PY_STARRED) {
		bg_py_bind_target(r, target->unary.value, kind);
	} else if (target->type == BG_PY_TUPLE || target->type == BG_PY_LIST) {
		for (uint32_t i = 0; i < target->items.v->n; i++)
			bg_py_bind_target(r, target->items.v->v[i], kind);
	} else if (target->type == BG_PY_SUBSCRIPT) {
		name = bg_py_base_name(target);
		if (name)
			bg_py_bind(r, name, BG_PY_BIND_CHANGE, target);
		else if (bg_py_is_namespace(target->binary.left))
			r->scope->dynamic_line = target->line;
	}
}

static int
find_walrus(const struct bg_py_child *child, void *data)
{
	bg_py_bind_walrus(data, child->node);
	return 0;
}

void
bg_py_bind_walrus(struct bg_py_binder *r, const struct bg_py_node *e)
{
	if (!e || e->type == BG_PY_LAMBDA)
		return;
	if (e->type == BG_PY_NAMED_EXPR)
		bg_py_bind(r, e->binary.left->name.id, BG_PY_BIND_WALRUS, e);
	bg_py_each(e, find_walrus, r);
}

/* An expression that stands alone: what it is called on, and handed, may change. */
static void
read_call(struct bg_py_binder *r, const struct bg_py_node *call)
{
	const struct bg_py_node *func = call->call.func, *arg;
	const char *name = NULL;

	if (func->type == BG_PY_ATTRIBUTE) {
		name = bg_py_base_name(func->attribute.value);
		if (!name && bg_py_is_namespace(func->attribute.value))
			r->scope->dynamic_line = call->line;
	}
	if (name)
		bg_py_bind(r, name, BG_PY_BIND_CHANGE, call);
	for (uint32_t i = 0; i < call->call.args->n; i++) {
		arg = call->call.args->v[i];
		if (arg->type == BG_PY_NAME && arg->name.id != name)
			bg_py_bind(r, arg->name.id, BG_PY_BIND_CHANGE, call);
	}
	for (uint32_t i = 0; i < call->call.keywords->n; i++) {
		arg = call->call.keywords->v[i]->keyword.value;
		if (arg->type == BG_PY_NAME && arg->name.id != name)
			bg_py_bind(r, arg->name.id, BG_PY_BIND_CHANGE, call);
	}
}

/* Each is asked for every name: past so many, names are made in ways nobody follows. */
static void
add_star(struct bg_py_binder *r, const struct bg_py_node *alias)
{
	if (r->scope->stars.n < BG_PY_STARS)
		bg_py_bind(r, "*", BG_PY_BIND_STAR, alias);
	else
		r->scope->dynamic_line = alias->line;
}

static void
read_import(struct bg_py_binder *r, const struct bg_py_node *node)
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
			bg_py_bind(r, name, BG_PY_BIND_FROM, alias);
			continue;
		}
		if (!alias->alias.asname && strchr(name, '.'))
			name = bg_strndup(r->arena, name, strcspn(name, "."));
		bg_py_bind(r, name, BG_PY_BIND_IMPORT, alias);
	}
}

static void
read_delete(struct bg_py_binder *r, const struct bg_py_list *targets)
{
	for (uint32_t i = 0; i < targets->n; i++) {
		const struct bg_py_node *target = targets->v[i];

		if (target->type == BG_PY_NAME)
			bg_py_bind(r, target->name.id, BG_PY_BIND_DELETE, target);
		else if (target->type == BG_PY_SUBSCRIPT && bg_py_base_name(target))
			bg_py_bind(r, bg_py_base_name(target), BG_PY_BIND_CHANGE, target);
	}
}

void
bg_py_bind_simple(struct bg_py_binder *r, const struct bg_py_node *node)
{
	struct bg_py_node *value;

	switch ((int)node->type) {
	case BG_PY_FUNCTION:
	case BG_PY_ASYNC_FUNCTION:
		bg_py_bind(r, node->def->name, BG_PY_BIND_DEF, node);
		break;
	case BG_PY_CLASS:
		bg_py_bind(r, node->cls->name, BG_PY_BIND_CLASS, node);
		break;
	case BG_PY_ASSIGN:
		bg_py_bind_walrus(r, node->assign.value);
		for (uint32_t i = 0; i < node->assign.targets->n; i++)
			bg_py_bind_target(r, node->assign.targets->v[i], BG_PY_BIND_ASSIGN);
		break;
	case BG_PY_ANN_ASSIGN:
		bg_py_bind_target(r, node->ann_assign.target,
		                  node->ann_assign.value ? BG_PY_BIND_ASSIGN
		                                         : BG_PY_BIND_ANNOTATE);
		break;
	case BG_PY_AUG_ASSIGN:
		bg_py_bind_target(r, node->binary.left, BG_PY_BIND_AUGMENT);
		break;
	case BG_PY_TYPE_ALIAS:
		bg_py_bind_target(r, node->type_alias.name, BG_PY_BIND_TYPE);
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
		bg_py_bind_walrus(r, value);
		if (value->type == BG_PY_CALL)
			read_call(r, value);
		break;
	default:
		bg_py_bind_walrus(r, node);
		break;
	}
}
