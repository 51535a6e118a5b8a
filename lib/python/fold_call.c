/* SPDX-License-Identifier: MIT */
/* Calls of builtins, and of a few that stand in for them. */
#include <stdlib.h>

#include "python/folder.h"

#define RANGE 4096

static const struct bg_py_value *
argument(struct bg_py_folder *f, const struct bg_py_node *e, uint32_t i)
{
	return bg_py_fold_in(f, e->call.args->v[i]);
}

static const struct bg_py_value *
give_up(struct bg_py_folder *f, const struct bg_py_node *e, const struct bg_py_value *v)
{
	return v->kind == BG_PYV_UNKNOWN ? v
	                                 : bg_py_unsure(f, e, "a call with %s",
	                                                bg_pyv_brief(f->project->arena, v));
}

static bool
has_star(const struct bg_py_node *e)
{
	for (uint32_t i = 0; i < e->call.args->n; i++)
		if (e->call.args->v[i]->type == BG_PY_STARRED)
			return true;
	return false;
}

/* list(x), tuple(x), set(x), frozenset(x) */
static const struct bg_py_value *
make_many(struct bg_py_folder *f, const struct bg_py_node *e, enum bg_pyv kind)
{
	const struct bg_py_value *v, *many;
	struct bg_pyv_list none = {0};

	if (!e->call.args->n)
		return bg_pyv_many(f->project->arena, kind, &none);
	v = argument(f, e, 0);
	many = bg_py_fold_many(f, v, kind);
	return many ? many : give_up(f, e, v);
}

static int
by_order(const void *a, const void *b)
{
	const struct bg_py_value *const *x = a, *const *y = b;
	int order = 0;

	bg_pyv_compare(*x, *y, &order);
	return order;
}

static bool
read_reverse(struct bg_py_folder *f, const struct bg_py_node *e, bool *reverse)
{
	const struct bg_py_node *k;
	int truth;

	*reverse = false;
	for (uint32_t i = 0; i < e->call.keywords->n; i++) {
		k = e->call.keywords->v[i];
		if (!k->keyword.name || strcmp(k->keyword.name, "reverse") != 0)
			return false;
		truth = bg_pyv_truth(bg_py_fold_in(f, k->keyword.value));
		if (truth < 0)
			return false;
		*reverse = truth;
	}
	return true;
}

/* Without an order that is known, the elements stay as they are. */
const struct bg_py_value *
bg_py_sort_many(struct bg_py_folder *f, const struct bg_py_node *e,
                const struct bg_py_value *many)
{
	struct bg_arena *arena = f->project->arena;
	struct bg_pyv_list list = {0}, turned = {0};
	const struct bg_py_value *out;
	bool reverse, known = read_reverse(f, e, &reverse);
	int order;

	for (size_t i = 0; i < many->nv; i++) {
		*bg_list_add(arena, &list) = many->v[i];
		if (!bg_pyv_compare(many->v[0], many->v[i], &order))
			known = false;
	}
	if (!known && many->nv > 1 && !many->open)
		return bg_pyv_open(arena, many, "its order is not known", f->scope->unit->path,
		                   e->line);
	if (known && list.n > 1)
		qsort(list.v, list.n, sizeof(*list.v), by_order);
	for (size_t i = list.n; reverse && i > 0; i--)
		*bg_list_add(arena, &turned) = list.v[i - 1];
	out = bg_pyv_many(arena, BG_PYV_LIST, reverse ? &turned : &list);
	return many->open ? bg_pyv_open(arena, out, many->text, many->path, many->line) : out;
}

static const struct bg_py_value *
make_sorted(struct bg_py_folder *f, const struct bg_py_node *e)
{
	const struct bg_py_value *v = argument(f, e, 0);
	const struct bg_py_value *many = bg_py_fold_many(f, v, BG_PYV_LIST);

	if (!many || many->kind != BG_PYV_LIST)
		return give_up(f, e, v);
	f->project->steps += many->nv * 8;
	return bg_py_sort_many(f, e, many);
}

/* Takes in a dictionary, or a sequence of pairs; false: it cannot be told. */
static bool
take_pairs(struct bg_py_folder *f, const struct bg_py_value *v, struct bg_pyv_list *keys,
           struct bg_pyv_list *values)
{
	struct bg_arena *arena = f->project->arena;

	for (size_t i = 0; i < v->nv; i++) {
		if (v->kind == BG_PYV_DICT) {
			*bg_list_add(arena, keys) = v->v[i];
			*bg_list_add(arena, values) = v->w[i];
			continue;
		}
		if (!bg_pyv_is_many(v->v[i]) || v->v[i]->nv != 2)
			return false;
		*bg_list_add(arena, keys) = v->v[i]->v[0];
		*bg_list_add(arena, values) = v->v[i]->v[1];
	}
	return bg_pyv_is_container(v) && !v->open;
}

static const struct bg_py_value *
make_dict(struct bg_py_folder *f, const struct bg_py_node *e)
{
	struct bg_arena *arena = f->project->arena;
	struct bg_pyv_list keys = {0}, values = {0};
	const struct bg_py_value *v, *bad = NULL, *out;

	for (uint32_t i = 0; i < e->call.args->n; i++) {
		v = argument(f, e, i);
		if (!take_pairs(f, v, &keys, &values))
			bad = give_up(f, e, v);
	}
	for (uint32_t i = 0; i < e->call.keywords->n; i++) {
		const struct bg_py_node *k = e->call.keywords->v[i];

		v = bg_py_fold_in(f, k->keyword.value);
		if (!k->keyword.name) {
			if (!take_pairs(f, v, &keys, &values))
				bad = give_up(f, e, v);
			continue;
		}
		*bg_list_add(arena, &keys) =
			bg_pyv_str(arena, k->keyword.name, strlen(k->keyword.name));
		*bg_list_add(arena, &values) = v;
	}
	out = bg_pyv_dict(arena, &keys, &values);
	return bad ? bg_pyv_open(arena, out, bad->text, bad->path, bad->line) : out;
}

static const struct bg_py_value *
make_range(struct bg_py_folder *f, const struct bg_py_node *e)
{
	int64_t part[3] = {0, 0, 1}, number;
	struct bg_pyv_list list = {0};
	const struct bg_py_value *v;

	for (uint32_t i = 0; i < e->call.args->n && i < 3; i++) {
		v = argument(f, e, i);
		if (v->kind != BG_PYV_INT || !v->fits || v->number > INT32_MAX ||
		    v->number < INT32_MIN)
			return give_up(f, e, v);
		part[e->call.args->n == 1 ? 1 : i] = v->number;
	}
	for (number = part[0]; part[2] && (part[2] > 0 ? number < part[1] : number > part[1]);
	     number += part[2]) {
		if (list.n >= RANGE)
			return bg_py_unsure(f, e, "a range that is too long");
		*bg_list_add(f->project->arena, &list) = bg_pyv_int(f->project->arena, number);
	}
	return bg_pyv_many(f->project->arena, BG_PYV_LIST, &list);
}

/* itertools.chain(a, b) and sum([a, b], []): one list of all elements. */
static const struct bg_py_value *
make_chain(struct bg_py_folder *f, const struct bg_py_node *e, const struct bg_py_value *parts)
{
	struct bg_arena *arena = f->project->arena;
	const struct bg_py_value *out, *many, *bad = parts && parts->open ? parts : NULL;
	struct bg_pyv_list list = {0};
	size_t n = parts ? parts->nv : e->call.args->n;

	for (size_t i = 0; i < n; i++) {
		const struct bg_py_value *v = parts ? parts->v[i] : argument(f, e, (uint32_t)i);

		many = bg_py_fold_many(f, v, BG_PYV_LIST);
		for (size_t k = 0; many && k < many->nv; k++)
			*bg_list_add(arena, &list) = many->v[k];
		if (!many || many->open || many->kind != BG_PYV_LIST)
			bad = many ? many : give_up(f, e, v);
	}
	out = bg_pyv_many(arena, BG_PYV_LIST, &list);
	return bad ? bg_pyv_open(arena, out, bad->text, bad->path, bad->line) : out;
}

/* enumerate(a) and zip(a, b): a list of tuples. */
static const struct bg_py_value *
make_tuples(struct bg_py_folder *f, const struct bg_py_node *e, bool numbers)
{
	struct bg_arena *arena = f->project->arena;
	const struct bg_py_value *column[8], *v;
	uint32_t n = e->call.args->n;
	struct bg_pyv_list rows = {0};
	size_t least = SIZE_MAX;

	if (n > 8 || n < 1 || e->call.keywords->n)
		return bg_py_unsure(f, e, "a call with these arguments");
	for (uint32_t i = 0; i < n; i++) {
		v = argument(f, e, i);
		column[i] = bg_py_fold_many(f, v, BG_PYV_LIST);
		if (!column[i] || column[i]->kind != BG_PYV_LIST || column[i]->open)
			return give_up(f, e, column[i] ? column[i] : v);
		if (column[i]->nv < least)
			least = column[i]->nv;
	}
	for (size_t i = 0; i < least; i++) {
		struct bg_pyv_list row = {0};

		if (numbers)
			*bg_list_add(arena, &row) = bg_pyv_int(arena, (int64_t)i);
		for (uint32_t k = 0; k < n; k++)
			*bg_list_add(arena, &row) = column[k]->v[i];
		*bg_list_add(arena, &rows) = bg_pyv_many(arena, BG_PYV_TUPLE, &row);
	}
	return bg_pyv_many(arena, BG_PYV_LIST, &rows);
}

static const struct bg_py_value *
make_reversed(struct bg_py_folder *f, const struct bg_py_node *e)
{
	const struct bg_py_value *v = argument(f, e, 0), *many;
	struct bg_pyv_list list = {0};

	many = bg_py_fold_many(f, v, BG_PYV_LIST);
	if (!many || many->kind != BG_PYV_LIST || many->open)
		return give_up(f, e, many ? many : v);
	for (size_t i = many->nv; i > 0; i--)
		*bg_list_add(f->project->arena, &list) = many->v[i - 1];
	return bg_pyv_many(f->project->arena, BG_PYV_LIST, &list);
}

/* str(x), int(x), bool(x), len(x) */
static const struct bg_py_value *
make_scalar(struct bg_py_folder *f, const struct bg_py_node *e, const char *name)
{
	struct bg_arena *arena = f->project->arena;
	const struct bg_py_value *v = argument(f, e, 0);
	int truth = bg_pyv_truth(v);

	if (strcmp(name, "bool") == 0 && truth >= 0)
		return bg_pyv_bool(arena, truth);
	if (strcmp(name, "len") == 0 && bg_pyv_is_container(v) && !v->open)
		return bg_pyv_int(arena, (int64_t)v->nv);
	if (strcmp(name, "str") == 0 && (v->kind == BG_PYV_STR || v->kind == BG_PYV_INT))
		return v->kind == BG_PYV_STR ? v : bg_pyv_str(arena, v->text, v->n);
	if (strcmp(name, "int") == 0 && v->kind == BG_PYV_INT)
		return v;
	return give_up(f, e, v);
}

static const struct bg_py_value *
call_builtin(struct bg_py_folder *f, const struct bg_py_node *e, const char *name)
{
	uint32_t n = e->call.args->n, k = e->call.keywords->n;

	if (strcmp(name, "dict") == 0 && !has_star(e))
		return make_dict(f, e);
	if (has_star(e))
		return bg_py_unsure(f, e, "a call with '*'");
	if (strcmp(name, "list") == 0 && n < 2 && !k)
		return make_many(f, e, BG_PYV_LIST);
	if (strcmp(name, "tuple") == 0 && n < 2 && !k)
		return make_many(f, e, BG_PYV_TUPLE);
	if (strcmp(name, "set") == 0 && n < 2 && !k)
		return make_many(f, e, BG_PYV_SET);
	if (strcmp(name, "frozenset") == 0 && n < 2 && !k)
		return make_many(f, e, BG_PYV_FROZENSET);
	if (strcmp(name, "sorted") == 0 && n == 1)
		return make_sorted(f, e);
	if (strcmp(name, "range") == 0 && n > 0 && n < 4)
		return make_range(f, e);
	if (strcmp(name, "enumerate") == 0 && n == 1)
		return make_tuples(f, e, true);
	if (strcmp(name, "zip") == 0)
		return make_tuples(f, e, false);
	if (strcmp(name, "reversed") == 0 && n == 1)
		return make_reversed(f, e);
	if (strcmp(name, "sum") == 0 && n == 2) {
		const struct bg_py_value *v = argument(f, e, 0);

		if (bg_pyv_is_many(v) && bg_pyv_is_many(argument(f, e, 1)))
			return make_chain(f, e, v);
	}
	if (n == 1 && !k)
		return make_scalar(f, e, name);
	return bg_py_unsure(f, e, "a call of %s", name);
}

/* A member by its value: Color("red"). */
static const struct bg_py_value *
call_class(struct bg_py_folder *f, const struct bg_py_node *e, const struct bg_py_value *class)
{
	const struct bg_py_value *members, *v;

	members = bg_py_enum_members(f->project, class->unit, class->node);
	if (members && e->call.args->n == 1) {
		v = argument(f, e, 0);
		for (size_t i = 0; i < members->nv; i++)
			if (bg_pyv_equal(members->v[i]->v[0], v))
				return members->v[i];
	}
	return bg_py_unsure(f, e, "an object of the class %s", class->node->cls->name);
}

/* typing.get_args() of an alias of this module for a Literal[…]: its values. */
static const struct bg_py_value *
read_literal(struct bg_py_folder *f, const struct bg_py_node *e, const char *name)
{
	const struct bg_py_node *arg = e->call.args->n == 1 ? e->call.args->v[0] : NULL;
	const struct bg_py_value *v;
	const char *left;

	if (arg && arg->type == BG_PY_NAME)
		arg = bg_py_aliased(f->scope->unit, arg->name.id);
	left = arg && arg->type == BG_PY_SUBSCRIPT
	               ? bg_py_dotted(f->project->arena, arg->binary.left)
	               : NULL;
	left = left && strrchr(left, '.') ? strrchr(left, '.') + 1 : left;
	if (!left || strcmp(left, "Literal") != 0)
		return bg_py_unsure(f, e, "a call of %s", name);
	v = bg_py_fold_in(f, arg->binary.right);
	if (bg_pyv_is_container(v) || v->kind == BG_PYV_UNKNOWN)
		return v;
	return bg_pyv_many(f->project->arena, BG_PYV_TUPLE,
	                   &(struct bg_pyv_list){.v = &v, .n = 1});
}

static const struct bg_py_value *
call_external(struct bg_py_folder *f, const struct bg_py_node *e, const char *name)
{
	struct bg_py_value *mark;

	if (bg_starts(name, "builtins."))
		return call_builtin(f, e, strchr(name, '.') + 1);
	if (strcmp(name, "collections.OrderedDict") == 0 ||
	    strcmp(name, "types.MappingProxyType") == 0)
		return make_dict(f, e);
	if ((strcmp(name, "typing.cast") == 0 || strcmp(name, "typing_extensions.cast") == 0) &&
	    e->call.args->n == 2)
		return argument(f, e, 1);
	if (strcmp(name, "typing.get_args") == 0 ||
	    strcmp(name, "typing_extensions.get_args") == 0)
		return read_literal(f, e, name);
	if (strcmp(name, "itertools.chain") == 0 && !has_star(e))
		return make_chain(f, e, NULL);
	if (strcmp(name, "enum.auto") == 0) {
		mark = bg_pyv_new(f->project->arena, BG_PYV_EXTERNAL);
		mark->text = "enum.auto()";
		return mark;
	}
	return bg_py_unsure(f, e, "a call of %s", name);
}

const struct bg_py_value *
bg_py_fold_call(struct bg_py_folder *f, const struct bg_py_node *e)
{
	const struct bg_py_node *func = e->call.func;
	const struct bg_py_value *on = NULL, *v;

	if (func->type == BG_PY_ATTRIBUTE) {
		on = bg_py_fold_in(f, func->attribute.value);
		if (on->kind != BG_PYV_MODULE && on->kind != BG_PYV_EXTERNAL &&
		    on->kind != BG_PYV_CLASS)
			return bg_py_fold_method(f, e, on);
		v = bg_py_fold_attr(f, on, func->attribute.attr, func);
	} else {
		v = bg_py_fold_in(f, func);
	}
	if (v->kind == BG_PYV_EXTERNAL)
		return call_external(f, e, v->text);
	if (v->kind == BG_PYV_CLASS)
		return call_class(f, e, v);
	if (v->kind == BG_PYV_UNKNOWN)
		return v;
	return bg_py_unsure(f, e, "a call of %s", bg_pyv_brief(f->project->arena, v));
}
