/* SPDX-License-Identifier: MIT */
/* Methods of texts and containers: what they give, and what they change. */
#include "base/buf.h"
#include "python/folder.h"

static const struct bg_py_value *
give_up(struct bg_py_folder *f, const struct bg_py_node *e, const struct bg_py_value *v)
{
	if (v->kind == BG_PYV_UNKNOWN)
		return v;
	return bg_py_unsure(f, e, "the method %s of %s", e->call.func->attribute.attr,
	                    bg_pyv_brief(f->project->arena, v));
}

static const struct bg_py_value *
split_text(struct bg_py_folder *f, const struct bg_py_value *on, const struct bg_py_value *by)
{
	struct bg_arena *arena = f->project->arena;
	struct bg_pyv_list list = {0};
	size_t from = 0, n = by ? by->n : 1;
	bool cut;

	for (size_t i = 0; i <= on->n; i++) {
		cut = i == on->n || (!by && bg_is_space(on->text[i])) ||
		      (by && i + n <= on->n && memcmp(on->text + i, by->text, n) == 0);
		if (!cut)
			continue;
		if (by || i > from)
			*bg_list_add(arena, &list) =
				bg_pyv_str(arena, on->text + from, i - from);
		from = i + n;
		if (by && i < on->n)
			i += n - 1;
	}
	return bg_pyv_many(arena, BG_PYV_LIST, &list);
}

static const struct bg_py_value *
join_text(struct bg_py_folder *f, const struct bg_py_value *on, const struct bg_py_value *v)
{
	struct bg_buf buf = {.arena = f->project->arena};
	const struct bg_py_value *many = bg_py_fold_many(f, v, BG_PYV_LIST);

	if (!many || many->open || many->kind != BG_PYV_LIST)
		return NULL;
	for (size_t i = 0; i < many->nv; i++) {
		if (many->v[i]->kind != BG_PYV_STR || buf.n > BG_PYV_SIZE)
			return NULL;
		if (i)
			bg_buf_add(&buf, on->text, on->n);
		bg_buf_add(&buf, many->v[i]->text, many->v[i]->n);
	}
	return bg_pyv_str(f->project->arena, bg_buf_str(&buf), buf.n);
}

/* upper(), lower(): ASCII only, as all else depends on Unicode's tables. */
static const struct bg_py_value *
change_case(struct bg_py_folder *f, const struct bg_py_value *on, bool upper)
{
	char *text = bg_strndup(f->project->arena, on->text, on->n);

	for (size_t i = 0; i < on->n; i++) {
		if ((unsigned char)text[i] > 127)
			return NULL;
		if (!upper)
			text[i] = bg_lower(text[i]);
		else if (bg_is_alpha(text[i]) && !bg_is_upper(text[i]))
			text[i] = (char)(text[i] - 'a' + 'A');
	}
	return bg_pyv_str(f->project->arena, text, on->n);
}

static bool
has_affix(const struct bg_py_value *on, const struct bg_py_value *part, bool start)
{
	return part->n <= on->n &&
	       memcmp(start ? on->text : on->text + on->n - part->n, part->text, part->n) == 0;
}

static const struct bg_py_value *
text_method(struct bg_py_folder *f, const struct bg_py_node *e, const struct bg_py_value *on)
{
	const char *name = e->call.func->attribute.attr;
	const struct bg_py_value *first = NULL, *out = NULL;
	uint32_t n = e->call.args->n;

	if (n == 1)
		first = bg_py_fold_in(f, e->call.args->v[0]);
	f->project->steps += on->n;
	if (strcmp(name, "split") == 0 &&
	    (!n || (first && first->kind == BG_PYV_STR && first->n)))
		out = split_text(f, on, first);
	else if (strcmp(name, "join") == 0 && first)
		out = join_text(f, on, first);
	else if (!n && strcmp(name, "upper") == 0)
		out = change_case(f, on, true);
	else if (!n && strcmp(name, "lower") == 0)
		out = change_case(f, on, false);
	else if (first && first->kind == BG_PYV_STR && strcmp(name, "startswith") == 0)
		out = bg_pyv_bool(f->project->arena, has_affix(on, first, true));
	else if (first && first->kind == BG_PYV_STR && strcmp(name, "endswith") == 0)
		out = bg_pyv_bool(f->project->arena, has_affix(on, first, false));
	return out ? out : give_up(f, e, on);
}

static const struct bg_py_value *
dict_method(struct bg_py_folder *f, const struct bg_py_node *e, const struct bg_py_value *on)
{
	const char *name = e->call.func->attribute.attr;
	struct bg_arena *arena = f->project->arena;
	struct bg_pyv_list list = {0};
	const struct bg_py_value *out;
	size_t at;

	if (strcmp(name, "get") == 0 && e->call.args->n && !on->open) {
		at = bg_pyv_find(on, bg_py_fold_in(f, e->call.args->v[0]));
		if (at != SIZE_MAX)
			return on->w[at];
		return e->call.args->n > 1 ? bg_py_fold_in(f, e->call.args->v[1])
		                           : bg_pyv_new(arena, BG_PYV_NONE);
	}
	if (strcmp(name, "keys") != 0 && strcmp(name, "values") != 0 &&
	    strcmp(name, "items") != 0)
		return give_up(f, e, on);
	for (size_t i = 0; i < on->nv; i++) {
		struct bg_pyv_list pair = {0};

		*bg_list_add(arena, &pair) = on->v[i];
		*bg_list_add(arena, &pair) = on->w[i];
		*bg_list_add(arena, &list) = name[0] == 'k' ? on->v[i]
		                             : name[0] == 'v'
		                                     ? on->w[i]
		                                     : bg_pyv_many(arena, BG_PYV_TUPLE, &pair);
	}
	out = bg_pyv_many(arena, BG_PYV_LIST, &list);
	return on->open ? bg_pyv_open(arena, out, on->text, on->path, on->line) : out;
}

static const struct bg_py_value *
set_method(struct bg_py_folder *f, const struct bg_py_node *e, const struct bg_py_value *on)
{
	const char *name = e->call.func->attribute.attr;
	int op = strcmp(name, "union") == 0          ? BG_PY_BIT_OR
	         : strcmp(name, "difference") == 0   ? BG_PY_SUB
	         : strcmp(name, "intersection") == 0 ? BG_PY_BIT_AND
	                                             : -1;
	const struct bg_py_value *many;

	if (op < 0)
		return give_up(f, e, on);
	for (uint32_t i = 0; i < e->call.args->n; i++) {
		many = bg_py_fold_many(f, bg_py_fold_in(f, e->call.args->v[i]), on->kind);
		if (!many)
			return give_up(f, e, on);
		on = bg_py_fold_binary(f, op, on, many, e);
	}
	return on;
}

const struct bg_py_value *
bg_py_fold_method(struct bg_py_folder *f, const struct bg_py_node *e,
                  const struct bg_py_value *on)
{
	const char *name = e->call.func->attribute.attr;

	if (strcmp(name, "copy") == 0 && bg_pyv_is_container(on))
		return on;
	if (on->kind == BG_PYV_STR)
		return text_method(f, e, on);
	if (on->kind == BG_PYV_DICT)
		return dict_method(f, e, on);
	if (on->kind == BG_PYV_SET || on->kind == BG_PYV_FROZENSET)
		return set_method(f, e, on);
	return give_up(f, e, on);
}

static const struct bg_py_value *
reverse(struct bg_py_folder *f, const struct bg_py_value *on)
{
	struct bg_arena *arena = f->project->arena;
	struct bg_pyv_list list = {0};

	f->project->steps += on->nv / 16;
	for (size_t i = on->nv; i-- > 0;)
		*bg_list_add(arena, &list) = on->v[i];
	return bg_pyv_many(arena, on->kind, &list);
}

/* on without its elements from a place on, drop of them, and with value there; NULL: none. */
static const struct bg_py_value *
splice(struct bg_py_folder *f, const struct bg_py_value *on, size_t at, size_t drop,
       const struct bg_py_value *value)
{
	struct bg_arena *arena = f->project->arena;
	const struct bg_py_value *out;
	struct bg_pyv_list list = {0};

	for (size_t i = 0; i <= on->nv; i++) {
		if (i == at && value)
			*bg_list_add(arena, &list) = value;
		if (i < on->nv && (i < at || i >= at + drop))
			*bg_list_add(arena, &list) = on->v[i];
	}
	f->project->steps += on->nv;
	out = bg_pyv_many(arena, on->kind, &list);
	return on->open ? bg_pyv_open(arena, out, on->text, on->path, on->line) : out;
}

static const struct bg_py_value *
extend(struct bg_py_folder *f, const struct bg_py_node *call, const struct bg_py_value *on,
       const struct bg_py_value *by)
{
	const struct bg_py_value *many = bg_py_fold_many(f, by, on->kind);
	bool sets = on->kind == BG_PYV_SET;

	if (many)
		return bg_py_fold_binary(f, sets ? BG_PY_BIT_OR : BG_PY_ADD, on, many, call);
	if (by->kind != BG_PYV_UNKNOWN)
		by = bg_py_unsure(f, call, "the elements of %s",
		                  bg_pyv_brief(f->project->arena, by));
	return bg_pyv_open(f->project->arena, on, by->text, by->path, by->line);
}

static const struct bg_py_value *
change_dict(struct bg_py_folder *f, const struct bg_py_node *call, const struct bg_py_value *on,
            const char *name)
{
	const struct bg_py_value *by;

	if (strcmp(name, "update") == 0 && call->call.args->n == 1 && !call->call.keywords->n) {
		by = bg_py_fold_in(f, call->call.args->v[0]);
		if (by->kind == BG_PYV_DICT)
			return bg_py_fold_binary(f, BG_PY_BIT_OR, on, by, call);
	}
	return NULL;
}

static const struct bg_py_value *
insert(struct bg_py_folder *f, const struct bg_py_node *call, const struct bg_py_value *on)
{
	const struct bg_py_value *at = bg_py_fold_in(f, call->call.args->v[0]);
	const struct bg_py_value *value = bg_py_fold_in(f, call->call.args->v[1]);
	int64_t n = (int64_t)on->nv, i = at->number;

	if (at->kind != BG_PYV_INT || !at->fits)
		return NULL;
	i = i < -n ? 0 : i < 0 ? i + n : i > n ? n : i;
	return splice(f, on, (size_t)i, 0, value);
}

static const struct bg_py_value *
change_many(struct bg_py_folder *f, const struct bg_py_node *call, const struct bg_py_value *on,
            const char *name)
{
	bool set = on->kind == BG_PYV_SET;
	uint32_t n = call->call.args->n;
	const struct bg_py_value *arg;
	size_t at;

	if (strcmp(name, "insert") == 0 && n == 2 && !set)
		return insert(f, call, on);
	if (strcmp(name, "clear") == 0 && !n) {
		struct bg_pyv_list none = {0};

		return bg_pyv_many(f->project->arena, on->kind, &none);
	}
	if (strcmp(name, "pop") == 0 && !n && !set && on->nv && !on->open)
		return splice(f, on, on->nv - 1, 1, NULL);
	if (strcmp(name, "reverse") == 0 && !n && !set && !on->open)
		return reverse(f, on);
	if (strcmp(name, "sort") == 0 && !n && !set)
		return bg_py_sort_many(f, call, on);
	if (n != 1)
		return NULL;
	arg = bg_py_fold_in(f, call->call.args->v[0]);
	if ((strcmp(name, "append") == 0 && !set) || (strcmp(name, "add") == 0 && set))
		return splice(f, on, on->nv, 0, arg);
	if ((strcmp(name, "extend") == 0 && !set) || (strcmp(name, "update") == 0 && set))
		return extend(f, call, on, arg);
	if (strcmp(name, "remove") == 0 || (strcmp(name, "discard") == 0 && set)) {
		at = bg_pyv_find(on, arg);
		if (at != SIZE_MAX && arg->kind != BG_PYV_UNKNOWN)
			return splice(f, on, at, 1, NULL);
	}
	return NULL;
}

const struct bg_py_value *
bg_py_fold_change(struct bg_py_folder *f, const struct bg_py_node *call,
                  const struct bg_py_value *on)
{
	static const char *const reads[] = {"index", "count",  "copy", "get",
	                                    "keys",  "values", "items"};
	const char *name = call->call.func->attribute.attr;
	const struct bg_py_value *out = NULL;

	if (!bg_pyv_is_container(on) || on->kind == BG_PYV_TUPLE ||
	    on->kind == BG_PYV_FROZENSET)
		return on;
	for (size_t i = 0; i < sizeof(reads) / sizeof(reads[0]); i++)
		if (strcmp(reads[i], name) == 0)
			return on;
	out = on->kind == BG_PYV_DICT ? change_dict(f, call, on, name)
	                              : change_many(f, call, on, name);
	if (out)
		return out;
	return bg_pyv_open(f->project->arena, on,
	                   bg_strf(f->project->arena, "it is changed by %s()", name),
	                   f->scope->unit->path, call->line);
}
