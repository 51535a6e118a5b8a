/* SPDX-License-Identifier: MIT */
/* Operators on what is known. */
#include "base/buf.h"
#include "python/folder.h"

static bool
is_text(const struct bg_py_value *v)
{
	return v->kind == BG_PYV_STR || v->kind == BG_PYV_BYTES;
}

static bool
is_set(const struct bg_py_value *v)
{
	return v->kind == BG_PYV_SET || v->kind == BG_PYV_FROZENSET;
}

static const struct bg_py_value *
keep_open(struct bg_arena *arena, const struct bg_py_value *out, const struct bg_py_value *of)
{
	return of->open ? bg_pyv_open(arena, out, of->text, of->path, of->line) : out;
}

static void
add_all(struct bg_arena *arena, struct bg_pyv_list *list, const struct bg_py_value *many)
{
	for (size_t i = 0; i < many->nv; i++)
		*bg_list_add(arena, list) = many->v[i];
}

static const struct bg_py_value *
join_lists(struct bg_arena *arena, const struct bg_py_value *a, const struct bg_py_value *b)
{
	struct bg_pyv_list list = {0};

	add_all(arena, &list, a);
	add_all(arena, &list, b);
	return keep_open(arena, keep_open(arena, bg_pyv_many(arena, a->kind, &list), a), b);
}

/* A list and what is not known: still a list, and open. */
static const struct bg_py_value *
add_unknown(struct bg_py_folder *f, const struct bg_py_value *a, const struct bg_py_value *b,
            const struct bg_py_node *at)
{
	bool known = bg_pyv_is_many(a);
	const struct bg_py_value *list = known ? a : b, *other = known ? b : a;

	if (other->kind != BG_PYV_UNKNOWN)
		other = bg_py_unsure(f, at, "'%s' is added to it",
		                     bg_pyv_brief(f->project->arena, other));
	return bg_pyv_open(f->project->arena, list, other->text, other->path, other->line);
}

static const struct bg_py_value *
join_texts(struct bg_py_folder *f, const struct bg_py_value *a, const struct bg_py_value *b,
           const struct bg_py_node *at)
{
	struct bg_buf buf = {.arena = f->project->arena};
	struct bg_py_value *out;

	if (a->n + b->n > BG_PYV_SIZE)
		return bg_py_unsure(f, at, "the text is too long");
	bg_buf_add(&buf, a->text, a->n);
	bg_buf_add(&buf, b->text, b->n);
	out = bg_pyv_new(f->project->arena, a->kind);
	out->text = bg_buf_str(&buf);
	out->n = buf.n;
	return out;
}

static const struct bg_py_value *
repeat(struct bg_py_folder *f, const struct bg_py_value *a, int64_t times,
       const struct bg_py_node *at)
{
	struct bg_pyv_list list = {0};
	struct bg_buf buf = {.arena = f->project->arena};
	struct bg_py_value *out;
	size_t n = is_text(a) ? a->n : a->nv, count = times > 0 ? (size_t)times : 0;

	if (count && n > BG_PYV_SIZE / count)
		return bg_py_unsure(f, at, "the value is too large");
	f->project->steps += n * count;
	for (size_t i = 0; i < count && n; i++) {
		if (is_text(a))
			bg_buf_add(&buf, a->text, a->n);
		else
			add_all(f->project->arena, &list, a);
	}
	if (!is_text(a))
		return keep_open(f->project->arena,
		                 bg_pyv_many(f->project->arena, a->kind, &list), a);
	out = bg_pyv_new(f->project->arena, a->kind);
	out->text = bg_buf_str(&buf);
	out->n = buf.n;
	return out;
}

/* Python rounds towards minus infinity. */
static bool
divide(int op, int64_t a, int64_t b, int64_t *out)
{
	int64_t quotient, rest;

	if (b == 0 || (a == INT64_MIN && b == -1))
		return false;
	quotient = a / b;
	rest = a % b;
	if (rest && (rest < 0) != (b < 0)) {
		quotient--;
		rest += b;
	}
	*out = op == BG_PY_MOD ? rest : quotient;
	return true;
}

static bool
power(int64_t base, int64_t exponent, int64_t *out)
{
	int64_t result = 1;

	if (exponent < 0 || exponent > 64)
		return false;
	for (int64_t i = 0; i < exponent; i++)
		if (__builtin_mul_overflow(result, base, &result))
			return false;
	*out = result;
	return true;
}

static bool
calculate(int op, int64_t a, int64_t b, int64_t *out)
{
	switch (op) {
	case BG_PY_ADD:
		return !__builtin_add_overflow(a, b, out);
	case BG_PY_SUB:
		return !__builtin_sub_overflow(a, b, out);
	case BG_PY_MULT:
		return !__builtin_mul_overflow(a, b, out);
	case BG_PY_MOD:
	case BG_PY_FLOOR_DIV:
		return divide(op, a, b, out);
	case BG_PY_POW:
		return power(a, b, out);
	case BG_PY_LSHIFT:
		return b >= 0 && b < 62 && !__builtin_mul_overflow(a, INT64_C(1) << b, out);
	case BG_PY_RSHIFT:
		if (b < 0)
			return false;
		/* a negative one is shifted as ~(~a >> b), which C does define */
		*out = b > 62 ? (a < 0 ? -1 : 0) : a < 0 ? ~(~a >> b) : a >> b;
		return true;
	case BG_PY_BIT_OR:
		*out = a | b;
		return true;
	case BG_PY_BIT_XOR:
		*out = a ^ b;
		return true;
	case BG_PY_BIT_AND:
		*out = a & b;
		return true;
	default:
		return false;
	}
}

static const struct bg_py_value *
combine_sets(struct bg_arena *arena, int op, const struct bg_py_value *a,
             const struct bg_py_value *b)
{
	const struct bg_py_value *out;
	struct bg_pyv_list list = {0};

	for (size_t i = 0; i < a->nv; i++)
		if (op == BG_PY_BIT_OR ||
		    (bg_pyv_find(b, a->v[i]) != SIZE_MAX) == (op == BG_PY_BIT_AND))
			*bg_list_add(arena, &list) = a->v[i];
	for (size_t i = 0; i < b->nv; i++)
		if (op == BG_PY_BIT_OR ||
		    (op == BG_PY_BIT_XOR && bg_pyv_find(a, b->v[i]) == SIZE_MAX))
			*bg_list_add(arena, &list) = b->v[i];
	out = bg_pyv_many(arena, a->kind, &list);
	return keep_open(arena, keep_open(arena, out, a), b);
}

static const struct bg_py_value *
merge_dicts(struct bg_arena *arena, const struct bg_py_value *a, const struct bg_py_value *b)
{
	struct bg_pyv_list keys = {0}, values = {0};
	const struct bg_py_value *const parts[] = {a, b};

	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < parts[i]->nv; k++) {
			*bg_list_add(arena, &keys) = parts[i]->v[k];
			*bg_list_add(arena, &values) = parts[i]->w[k];
		}
	return keep_open(arena, keep_open(arena, bg_pyv_dict(arena, &keys, &values), a), b);
}

static bool
is_small(const struct bg_py_value *v)
{
	return (v->kind == BG_PYV_INT || v->kind == BG_PYV_BOOL) && v->fits;
}

static const struct bg_py_value *
fold_other(struct bg_py_folder *f, const struct bg_py_value *a, const struct bg_py_value *b,
           const struct bg_py_node *at)
{
	if (a->kind == BG_PYV_UNKNOWN)
		return a;
	if (b->kind == BG_PYV_UNKNOWN)
		return b;
	return bg_py_unsure(f, at, "an operator on %s and %s",
	                    bg_pyv_brief(f->project->arena, a),
	                    bg_pyv_brief(f->project->arena, b));
}

const struct bg_py_value *
bg_py_fold_binary(struct bg_py_folder *f, int op, const struct bg_py_value *a,
                  const struct bg_py_value *b, const struct bg_py_node *at)
{
	struct bg_arena *arena = f->project->arena;
	bool lists = a->kind == BG_PYV_LIST || a->kind == BG_PYV_TUPLE;
	int64_t number;

	f->project->steps += a->nv + b->nv;
	if (is_set(a) || a->kind == BG_PYV_DICT)
		f->project->steps += (a->nv + b->nv) * (a->nv + b->nv) / 64;
	if (is_small(a) && is_small(b) && calculate(op, a->number, b->number, &number))
		return bg_pyv_int(arena, number);
	if (op == BG_PY_ADD && is_text(a) && a->kind == b->kind)
		return join_texts(f, a, b, at);
	if (op == BG_PY_ADD && lists && a->kind == b->kind)
		return join_lists(arena, a, b);
	if (op == BG_PY_ADD && (lists || b->kind == BG_PYV_LIST || b->kind == BG_PYV_TUPLE))
		return add_unknown(f, a, b, at);
	if (op == BG_PY_MULT && (lists || is_text(a)) && is_small(b))
		return repeat(f, a, b->number, at);
	if (op == BG_PY_MULT && is_small(a) &&
	    (b->kind == BG_PYV_LIST || is_text(b) || b->kind == BG_PYV_TUPLE))
		return repeat(f, b, a->number, at);
	if (is_set(a) && is_set(b) && a->nv <= 4096 && b->nv <= 4096 &&
	    (op == BG_PY_BIT_OR || op == BG_PY_BIT_AND || op == BG_PY_SUB ||
	     op == BG_PY_BIT_XOR))
		return combine_sets(arena, op, a, b);
	if (op == BG_PY_BIT_OR && a->kind == BG_PYV_DICT && b->kind == BG_PYV_DICT)
		return merge_dicts(arena, a, b);
	return fold_other(f, a, b, at);
}

const struct bg_py_value *
bg_py_fold_unary(struct bg_py_folder *f, const struct bg_py_node *e)
{
	struct bg_arena *arena = f->project->arena;
	const struct bg_py_value *v = bg_py_fold_in(f, e->unary.value);
	struct bg_py_value *out;
	int truth = bg_pyv_truth(v);

	if (e->op == BG_PY_NOT)
		return truth < 0 ? fold_other(f, v, v, e) : bg_pyv_bool(arena, !truth);
	if (is_small(v) && e->op == BG_PY_USUB && v->number != INT64_MIN)
		return bg_pyv_int(arena, -v->number);
	if (is_small(v) && e->op == BG_PY_INVERT)
		return bg_pyv_int(arena, ~v->number);
	if (e->op == BG_PY_UADD && (v->kind == BG_PYV_INT || v->kind == BG_PYV_FLOAT))
		return v;
	if (e->op == BG_PY_USUB &&
	    (v->kind == BG_PYV_FLOAT || v->kind == BG_PYV_COMPLEX || v->kind == BG_PYV_INT)) {
		out = bg_pyv_new(arena, v->kind);
		out->text = v->text[0] == '-' ? v->text + 1 : bg_strf(arena, "-%s", v->text);
		out->n = strlen(out->text);
		return out;
	}
	return fold_other(f, v, v, e);
}
