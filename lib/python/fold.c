/* SPDX-License-Identifier: MIT */
/* Folding expressions: dispatch, displays, names and subscripts. */
#include "python/fold.h"

#include "base/buf.h"
#include "python/folder.h"

const struct bg_py_value *
bg_py_unsure(struct bg_py_folder *f, const struct bg_py_node *at, const char *fmt, ...)
{
	struct bg_py_value *value = bg_pyv_new(f->project->arena, BG_PYV_UNKNOWN);
	va_list ap;

	va_start(ap, fmt);
	value->text = bg_vstrf(f->project->arena, fmt, ap);
	va_end(ap);
	value->n = strlen(value->text);
	value->path = f->scope->unit->path;
	value->line = at->line;
	return value;
}

/* A copy that knows where it stands. */
static const struct bg_py_value *
place(struct bg_py_folder *f, const struct bg_py_value *value, const struct bg_py_node *at)
{
	struct bg_py_value *copy;

	if (value->path || value->open)
		return value;
	copy = bg_pyv_new(f->project->arena, value->kind);
	*copy = *value;
	copy->path = f->scope->unit->path;
	copy->line = at->line;
	return copy;
}

static bool
is_ascii(const struct bg_py_value *value)
{
	for (size_t i = 0; i < value->n; i++)
		if ((unsigned char)value->text[i] > 127)
			return false;
	return true;
}

const struct bg_py_value *
bg_py_fold_many(struct bg_py_folder *f, const struct bg_py_value *value, enum bg_pyv kind)
{
	struct bg_arena *arena = f->project->arena;
	const struct bg_py_value *out;
	struct bg_pyv_list list = {0};

	if (value->kind == BG_PYV_CLASS)
		value = bg_py_enum_members(f->project, value->unit, value->node);
	if (!value)
		return NULL;
	f->project->steps += value->nv + value->n;
	if (bg_pyv_is_container(value)) {
		for (size_t i = 0; i < value->nv; i++)
			*bg_list_add(arena, &list) = value->v[i];
	} else if (value->kind == BG_PYV_STR && is_ascii(value)) {
		for (size_t i = 0; i < value->n; i++)
			*bg_list_add(arena, &list) = bg_pyv_str(arena, value->text + i, 1);
	} else {
		return NULL;
	}
	out = bg_pyv_many(arena, kind, &list);
	return value->open && out->kind == kind
	               ? bg_pyv_open(arena, out, value->text, value->path, value->line)
	               : out;
}

/* The elements of a display; "*x" gives those of x, or opens it. */
static const struct bg_py_value *
fold_display(struct bg_py_folder *f, const struct bg_py_node *e, enum bg_pyv kind)
{
	struct bg_arena *arena = f->project->arena;
	const struct bg_py_value *v, *many, *opened = NULL, *out;
	struct bg_pyv_list list = {0};

	for (uint32_t i = 0; i < e->items.v->n; i++) {
		const struct bg_py_node *item = e->items.v->v[i];

		if (item->type != BG_PY_STARRED) {
			*bg_list_add(arena, &list) = bg_py_fold_in(f, item);
			continue;
		}
		v = bg_py_fold_in(f, item->unary.value);
		many = bg_py_fold_many(f, v, BG_PYV_LIST);
		for (size_t k = 0; many && k < many->nv; k++)
			*bg_list_add(arena, &list) = many->v[k];
		if (!many && v->kind != BG_PYV_UNKNOWN)
			v = bg_py_unsure(f, item, "the elements of %s", bg_pyv_brief(arena, v));
		if (!many || many->kind != BG_PYV_LIST || many->open)
			opened = many ? many : v;
	}
	out = bg_pyv_many(arena, kind, &list);
	if (opened)
		out = bg_pyv_open(arena, out, opened->text, opened->path, opened->line);
	return out;
}

static const struct bg_py_value *
fold_dict(struct bg_py_folder *f, const struct bg_py_node *e)
{
	struct bg_arena *arena = f->project->arena;
	struct bg_pyv_list keys = {0}, values = {0};
	const struct bg_py_value *v, *opened = NULL, *out;

	for (uint32_t i = 0; i < e->dict.values->n; i++) {
		v = bg_py_fold_in(f, e->dict.values->v[i]);
		if (e->dict.keys->v[i]) {
			*bg_list_add(arena, &keys) = bg_py_fold_in(f, e->dict.keys->v[i]);
			*bg_list_add(arena, &values) = v;
			continue;
		}
		if (v->kind != BG_PYV_DICT || v->open)
			opened = v->kind == BG_PYV_DICT || v->kind == BG_PYV_UNKNOWN
			                 ? v
			                 : bg_py_unsure(f, e, "it takes in %s",
			                                bg_pyv_brief(arena, v));
		for (size_t k = 0; v->kind == BG_PYV_DICT && k < v->nv; k++) {
			*bg_list_add(arena, &keys) = v->v[k];
			*bg_list_add(arena, &values) = v->w[k];
		}
	}
	out = bg_pyv_dict(arena, &keys, &values);
	return opened ? bg_pyv_open(arena, out, opened->text, opened->path, opened->line) : out;
}

/* An f-string without fields is a constant; fields that are texts or ints are too. */
static const struct bg_py_value *
fold_joined(struct bg_py_folder *f, const struct bg_py_node *e)
{
	struct bg_buf buf = {.arena = f->project->arena};

	for (uint32_t i = 0; i < e->items.v->n; i++) {
		const struct bg_py_node *part = e->items.v->v[i];
		const struct bg_py_value *v;

		if (part->type == BG_PY_FORMATTED_VALUE) {
			v = bg_py_fold_in(f, part->formatted.value);
			if (v->kind == BG_PYV_UNKNOWN)
				return v;
			if (part->op || part->formatted.spec ||
			    (v->kind != BG_PYV_STR && v->kind != BG_PYV_INT) ||
			    (v->kind == BG_PYV_INT && !v->fits))
				return bg_py_unsure(f, e, "a formatted string");
		} else {
			v = bg_py_fold_in(f, part);
			if (v->kind != BG_PYV_STR)
				return bg_py_unsure(f, e, "a formatted string");
		}
		if (buf.n + v->n > BG_PYV_SIZE)
			return bg_py_unsure(f, e, "the text is too long");
		bg_buf_add(&buf, v->text, v->n);
	}
	return bg_pyv_str(f->project->arena, bg_buf_str(&buf), buf.n);
}

static const struct bg_py_value *
fold_bool(struct bg_py_folder *f, const struct bg_py_node *e)
{
	bool or = e->op == BG_PY_OR;
	const struct bg_py_value *v = bg_pyv_bool(f->project->arena, ! or), *unsure = NULL;
	int truth;

	for (uint32_t i = 0; i < e->items.v->n; i++) {
		v = bg_py_fold_in(f, e->items.v->v[i]);
		truth = bg_pyv_truth(v);
		if (truth == or &&!unsure)
			return v;
		/* what it is stays open, that it is false or true does not */
		if (truth == or)
			return bg_pyv_join(f->project->arena, unsure, v);
		if (truth < 0)
			unsure = unsure ? bg_pyv_join(f->project->arena, unsure, v) : v;
	}
	return unsure ? bg_pyv_join(f->project->arena, unsure, v) : v;
}

static const struct bg_py_value *
fold_if(struct bg_py_folder *f, const struct bg_py_node *e)
{
	int truth = bg_pyv_truth(bg_py_fold_in(f, e->if_exp.test));

	if (truth >= 0)
		return bg_py_fold_in(f, truth ? e->if_exp.body : e->if_exp.orelse);
	return bg_pyv_join(f->project->arena, bg_py_fold_in(f, e->if_exp.body),
	                   bg_py_fold_in(f, e->if_exp.orelse));
}

/* Known builtins are those that fold_call.c, tests and bases of classes ask for. */
static const struct bg_py_value *
fold_builtin(struct bg_py_folder *f, const struct bg_py_node *e)
{
	static const char *const known[] = {
		"all",     "any",       "bool",         "bytes",      "classmethod",
		"dict",    "enumerate", "float",        "frozenset",  "getattr",
		"globals", "hasattr",   "int",          "isinstance", "len",
		"list",    "locals",    "map",          "max",        "min",
		"object",  "property",  "range",        "repr",       "reversed",
		"set",     "sorted",    "staticmethod", "str",        "sum",
		"super",   "tuple",     "type",         "vars",       "zip",
		"dir",     "filter",
	};
	struct bg_py_value *v;

	if (strcmp(e->name.id, "__name__") == 0)
		return bg_pyv_str(f->project->arena, f->scope->unit->name,
		                  strlen(f->scope->unit->name));
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(known[i], e->name.id) == 0) {
			v = bg_pyv_new(f->project->arena, BG_PYV_EXTERNAL);
			v->text = bg_strf(f->project->arena, "builtins.%s", known[i]);
			v->n = strlen(v->text);
			return v;
		}
	return bg_py_unsure(f, e, "'%s' is not bound in this module", e->name.id);
}

static const struct bg_py_value *
fold_name(struct bg_py_folder *f, const struct bg_py_node *e)
{
	const struct bg_py_value *v;
	struct bg_py_value *class;
	uint32_t at = f->at;

	if (strcmp(e->name.id, "TYPE_CHECKING") == 0)
		return bg_pyv_bool(f->project->arena, false);
	if (f->cls && (strcmp(e->name.id, "self") == 0 || strcmp(e->name.id, "cls") == 0)) {
		class = bg_pyv_new(f->project->arena, BG_PYV_CLASS);
		class->unit = f->scope->unit;
		class->node = f->cls;
		return class;
	}
	for (const struct bg_py_local *l = f->locals; l; l = l->next)
		if (strcmp(l->name, e->name.id) == 0)
			return l->value;
	for (const struct bg_py_local *l = f->loops; l; l = l->next)
		if (strcmp(l->name, e->name.id) == 0)
			return l->value;
	if (f->self && f->now && strcmp(f->self, e->name.id) == 0)
		return f->now;
	for (struct bg_py_scope *s = f->scope; s; s = s->parent) {
		v = bg_py_flow_name(f, s, e->name.id, at);
		if (v)
			return v;
		at = s->node->type == BG_PY_CLASS ? s->node->end : UINT32_MAX;
	}
	return fold_builtin(f, e);
}

static const struct bg_py_value *
fold_subscript(struct bg_py_folder *f, const struct bg_py_node *e)
{
	const struct bg_py_value *on = bg_py_fold_in(f, e->binary.left), *key;
	int64_t i;
	size_t at;

	if (on->kind == BG_PYV_UNKNOWN)
		return on;
	key = bg_py_fold_in(f, e->binary.right);
	if (on->kind == BG_PYV_CLASS && key->kind == BG_PYV_STR)
		return bg_py_fold_attr(f, on, key->text, e);
	if (on->kind == BG_PYV_DICT && !on->open) {
		at = bg_pyv_find(on, key);
		if (at != SIZE_MAX)
			return on->w[at];
	}
	if ((on->kind == BG_PYV_LIST || on->kind == BG_PYV_TUPLE) && !on->open &&
	    key->kind == BG_PYV_INT && key->fits) {
		i = key->number < 0 ? key->number + (int64_t)on->nv : key->number;
		if (i >= 0 && i < (int64_t)on->nv)
			return on->v[i];
	}
	return bg_py_unsure(f, e, "an element of %s", bg_pyv_brief(f->project->arena, on));
}

static const struct bg_py_value *
fold_kind(struct bg_py_folder *f, const struct bg_py_node *e)
{
	switch ((int)e->type) {
	case BG_PY_CONSTANT:
		return bg_py_fold_literal(f->project->arena, e);
	case BG_PY_LIST:
		return fold_display(f, e, BG_PYV_LIST);
	case BG_PY_TUPLE:
		return fold_display(f, e, BG_PYV_TUPLE);
	case BG_PY_SET:
		return fold_display(f, e, BG_PYV_SET);
	case BG_PY_DICT:
		return fold_dict(f, e);
	case BG_PY_JOINED_STR:
		return fold_joined(f, e);
	case BG_PY_NAME:
		return fold_name(f, e);
	case BG_PY_BOOL_OP:
		return fold_bool(f, e);
	case BG_PY_IF_EXP:
		return fold_if(f, e);
	case BG_PY_UNARY_OP:
		return bg_py_fold_unary(f, e);
	case BG_PY_COMPARE:
		return bg_py_fold_compare(f, e);
	case BG_PY_SUBSCRIPT:
		return fold_subscript(f, e);
	case BG_PY_CALL:
		return bg_py_fold_call(f, e);
	case BG_PY_NAMED_EXPR:
		return bg_py_fold_in(f, e->binary.right);
	case BG_PY_LIST_COMP:
	case BG_PY_SET_COMP:
	case BG_PY_DICT_COMP:
	case BG_PY_GENERATOR_EXP:
		return bg_py_fold_comp(f, e);
	case BG_PY_BIN_OP:
		return bg_py_fold_binary(f, e->op, bg_py_fold_in(f, e->binary.left),
		                         bg_py_fold_in(f, e->binary.right), e);
	case BG_PY_ATTRIBUTE:
		return bg_py_fold_attr(f, bg_py_fold_in(f, e->attribute.value),
		                       e->attribute.attr, e);
	default:
		return bg_py_unsure(f, e, "a %s", bg_py_type_word(e->type));
	}
}

const struct bg_py_value *
bg_py_fold_in(struct bg_py_folder *f, const struct bg_py_node *e)
{
	const struct bg_py_value *value;

	if (bg_py_work_enter(f->project))
		value = place(f, fold_kind(f, e), e);
	else
		value = bg_py_unsure(f, e, "there is too much to fold");
	bg_py_work_leave(f->project);
	return value;
}
