/* SPDX-License-Identifier: MIT */
/* What one statement does to a name. */
#include "python/folder.h"

static const struct bg_py_value *
make_object(struct bg_py_folder *f, const struct bg_py_node *node, enum bg_pyv kind)
{
	struct bg_py_value *value = bg_pyv_new(f->project->arena, kind);

	value->unit = f->scope->unit;
	value->node = node;
	value->path = value->unit->path;
	value->line = node->line;
	return value;
}

/* The part of an assignment that goes to the name. */
static const struct bg_py_value *
assign(struct bg_py_folder *f, const struct bg_py_binding *b)
{
	const struct bg_py_node *node = b->node, *target;
	const struct bg_py_local *locals;
	const struct bg_py_value *value;
	uint32_t i;

	f->at = node->end;
	if (node->type == BG_PY_ANN_ASSIGN)
		return bg_py_fold_in(f, node->ann_assign.value);
	value = bg_py_fold_in(f, node->assign.value);
	for (i = 0; i < node->assign.targets->n; i++)
		if (node->assign.targets->v[i]->end >= b->part->end)
			break;
	if (i == node->assign.targets->n || node->assign.targets->v[i] == b->part)
		return value;
	target = node->assign.targets->v[i];
	for (locals = bg_py_bind_local(f, NULL, target, value); locals; locals = locals->next)
		if (strcmp(locals->name, b->name) == 0)
			return locals->value;
	return bg_py_unsure(f, node, "a part of an assignment");
}

static const struct bg_py_value *
augment(struct bg_py_folder *f, const struct bg_py_binding *b)
{
	const struct bg_py_value *by;
	const struct bg_py_node *node = b->node;

	f->at = node->end;
	by = bg_py_fold_in(f, node->binary.right);
	if (!f->now)
		return bg_py_unsure(f, node, "'%s' is not bound before it is added to",
		                    b->name);
	if (node->op == BG_PY_ADD && f->now->kind == BG_PYV_LIST) {
		const struct bg_py_value *many = bg_py_fold_many(f, by, BG_PYV_LIST);

		by = many ? many : by;
	}
	return bg_py_fold_binary(f, node->op, f->now, by, node);
}

static const struct bg_py_value *
open_now(struct bg_py_folder *f, const struct bg_py_node *at, const char *why)
{
	if (!bg_pyv_is_container(f->now) || f->now->kind == BG_PYV_TUPLE ||
	    f->now->kind == BG_PYV_FROZENSET)
		return f->now;
	return bg_pyv_open(f->project->arena, f->now, why, f->scope->unit->path, at->line);
}

static const struct bg_py_value *
set_element(struct bg_py_folder *f, const struct bg_py_binding *b)
{
	const struct bg_py_node *node = b->node, *target = b->part;
	const struct bg_py_value *key;

	f->at = node->end;
	if (f->now->kind != BG_PYV_DICT || node->type != BG_PY_ASSIGN ||
	    target->binary.left->type != BG_PY_NAME)
		return open_now(f, node, "an element is set");
	key = bg_py_fold_in(f, target->binary.right);
	f->project->steps += f->now->nv / 16;
	return bg_pyv_put(f->project->arena, f->now, key, bg_py_fold_in(f, node->assign.value));
}

/* Functions that leave alone what they are handed. */
static bool
only_reads(const struct bg_py_node *func)
{
	static const char *const names[] = {"print",   "len",   "isinstance", "setattr",
	                                    "hasattr", "super", "repr",       "sorted",
	                                    "list",    "set",   "tuple"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (func->type == BG_PY_NAME && strcmp(func->name.id, names[i]) == 0)
			return true;
	return false;
}

static const struct bg_py_value *
change(struct bg_py_folder *f, const struct bg_py_binding *b)
{
	const struct bg_py_node *part = b->part, *func;

	if (!f->now)
		return NULL;
	if (part->type == BG_PY_SUBSCRIPT)
		return set_element(f, b);
	if (part->type != BG_PY_CALL)
		return open_now(f, part, "it is changed");
	func = part->call.func;
	if (func->type == BG_PY_ATTRIBUTE && func->attribute.value->type == BG_PY_NAME &&
	    strcmp(func->attribute.value->name.id, b->name) == 0) {
		f->at = part->end;
		return bg_py_fold_change(f, part, f->now);
	}
	return only_reads(func) ? f->now : open_now(f, part, "it is handed to a function");
}

static const struct bg_py_value *
import(struct bg_py_folder *f, const struct bg_py_binding *b)
{
	struct bg_py_ref ref = {0};

	bg_py_ref_follow(f->scope->unit, b, &ref);
	return bg_py_ref_value(f->project, &ref);
}

static const struct bg_py_value *
import_star(struct bg_py_folder *f, const struct bg_py_binding *b)
{
	const char *module, *name = f->self;
	struct bg_py_unit *unit = bg_py_unit_import(f->scope->unit, b->node, &module);
	const struct bg_py_value *value;
	int has;

	if (!unit)
		return f->now;
	has = bg_py_star_has(unit, name);
	if (!has)
		return f->now;
	value = bg_py_unit_value(unit, name);
	if (f->now && value && value->circular)
		return f->now;
	if (has < 0 || !value)
		value = bg_pyv_join(
			f->project->arena, f->now,
			value ? value
			      : bg_py_unsure(f, b->node, "it may come from '%s'", module));
	return value;
}

const struct bg_py_value *
bg_py_flow_apply(struct bg_py_folder *f, const struct bg_py_binding *b)
{
	switch (b->kind) {
	case BG_PY_BIND_DEF:
		return make_object(f, b->node, BG_PYV_FUNCTION);
	case BG_PY_BIND_CLASS:
		return make_object(f, b->node, BG_PYV_CLASS);
	case BG_PY_BIND_ASSIGN:
		return assign(f, b);
	case BG_PY_BIND_ANNOTATE:
		return f->now;
	case BG_PY_BIND_AUGMENT:
		return augment(f, b);
	case BG_PY_BIND_CHANGE:
		return change(f, b);
	case BG_PY_BIND_IMPORT:
	case BG_PY_BIND_FROM:
		return import(f, b);
	case BG_PY_BIND_STAR:
		return import_star(f, b);
	case BG_PY_BIND_DELETE:
		return NULL;
	case BG_PY_BIND_TYPE:
		return bg_py_unsure(f, b->node, "a type alias");
	case BG_PY_BIND_PARAMETER:
		for (const struct bg_py_local *l = f->given; l; l = l->next)
			if (strcmp(l->name, b->name) == 0)
				return l->value;
		return bg_py_unsure(f, b->node, "a parameter");
	case BG_PY_BIND_LOOP:
	case BG_PY_BIND_WITH:
	case BG_PY_BIND_CATCH:
	case BG_PY_BIND_MATCH:
		break;
	case BG_PY_BIND_WALRUS:
		f->at = b->end;
		return bg_py_fold_in(f, b->part->binary.right);
	}
	return bg_py_unsure(f, b->part, "'%s' is bound as it runs", b->name);
}
