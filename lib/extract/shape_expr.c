/* SPDX-License-Identifier: MIT */
/* Expressions: the shape of what they give. */
#include "extract/shape.h"

typedef const struct bg_shape *expr_fn(struct bg_scene *s, const struct bg_py_node *e);

int
bg_shape_truth(const struct bg_scene *s, const struct bg_shape *v)
{
	bool yes = false, no = false, unsure;

	unsure = (v->bits & (BG_SHAPE_INT | BG_SHAPE_FLOAT | BG_SHAPE_STR | BG_SHAPE_ANY)) ||
	         v->nref;
	no = v->bits & (BG_SHAPE_NULL | BG_SHAPE_FALSE);
	yes = v->bits & BG_SHAPE_TRUE;
	for (size_t i = 0; i < v->ntext; i++)
		*(*v->text[i] ? &yes : &no) = true;
	for (size_t i = 0; i < v->nnumber; i++)
		*(v->number[i] ? &yes : &no) = true;
	for (size_t i = 0; i < v->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, v->cell[i]);
		bool full = false;

		for (size_t k = 0; cell && k < cell->nkey; k++)
			full |= !cell->key[k].sometimes;
		if (!cell || cell->kind == BG_CELL_OBJECT)
			unsure = true;
		else if (full || (cell->parts && cell->npart))
			yes = true;
		else if (cell->nkey || cell->star || cell->open)
			unsure = true;
		else
			no = true;
	}
	return unsure || yes == no ? -1 : yes;
}

/* Constant strings and numbers that a test of that outcome leaves. */
static void
keep_constants(struct bg_walk *w, struct bg_shape *out, const struct bg_shape *v, bool yes)
{
	out->text = bg_calloc(w->arena, v->ntext, sizeof(*out->text));
	out->number = bg_calloc(w->arena, v->nnumber, sizeof(*out->number));
	out->ntext = out->nnumber = 0;
	for (size_t i = 0; i < v->ntext; i++)
		if ((*v->text[i] != 0) == yes)
			out->text[out->ntext++] = v->text[i];
	for (size_t i = 0; i < v->nnumber; i++)
		if ((v->number[i] != 0) == yes)
			out->number[out->nnumber++] = v->number[i];
}

const struct bg_shape *
bg_shape_truthy(struct bg_scene *s, const struct bg_shape *v, bool yes)
{
	struct bg_shape *out = bg_alloc(s->w->arena, sizeof(*out));

	*out = *v;
	out->bits &=
		yes ? ~(unsigned)(BG_SHAPE_NULL | BG_SHAPE_FALSE) : ~(unsigned)BG_SHAPE_TRUE;
	keep_constants(s->w, out, v, yes);
	return out;
}

static const struct bg_shape *
eval_constant(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_py_value *value;
	struct bg_py_where where = {s->unit, NULL, NULL};

	if (bg_py_fold(s->w->project, &where, e, &value, s->w->err)) {
		s->w->failed = true;
		return bg_shape_any(s->w, "");
	}
	return bg_shape_constant(s, value, 0);
}

static const struct bg_shape *
eval_name(struct bg_scene *s, const struct bg_py_node *e)
{
	return bg_shape_name(s, e->name.id);
}

static const struct bg_shape *
eval_dict(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_shape *dict = bg_cell_dict(s, e->line), *value;

	for (uint32_t i = 0; i < e->dict.values->n; i++) {
		value = bg_shape_expr(s, e->dict.values->v[i]);
		if (e->dict.keys->v[i])
			bg_cell_pair(s, dict, bg_shape_expr(s, e->dict.keys->v[i]), value,
			             false);
		else
			bg_cell_merge(s, dict, value);
	}
	return dict;
}

static const struct bg_shape *
eval_list(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_py_list *v = e->items.v;
	const struct bg_shape **part = bg_calloc(s->w->arena, v->n, sizeof(*part)), *all = NULL;
	bool starred = false;

	for (uint32_t i = 0; i < v->n; i++) {
		starred |= v->v[i]->type == BG_PY_STARRED;
		part[i] = v->v[i]->type == BG_PY_STARRED
		                  ? bg_cell_each(s, bg_shape_expr(s, v->v[i]->unary.value))
		                  : bg_shape_expr(s, v->v[i]);
		all = bg_shape_join(s->w, all, part[i]);
	}
	return starred ? bg_cell_list_of(s, all) : bg_cell_list(s, part, v->n);
}

static const struct bg_shape *
eval_string(struct bg_scene *s, const struct bg_py_node *e)
{
	for (uint32_t i = 0; i < e->items.v->n; i++)
		if (e->items.v->v[i]->type == BG_PY_FORMATTED_VALUE)
			bg_shape_expr(s, e->items.v->v[i]->formatted.value);
	return bg_shape_bits(s->w, BG_SHAPE_STR);
}

static const struct bg_shape *
eval_bool(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_py_list *v = e->items.v;
	const struct bg_shape *out = NULL, *one;
	bool or = e->op == BG_PY_OR;
	int truth;

	for (uint32_t i = 0; i < v->n; i++) {
		one = bg_shape_expr(s, v->v[i]);
		truth = bg_shape_truth(s, one);
		if (i + 1 == v->n || truth == or)
			return bg_shape_join(s->w, out, one);
		if (truth < 0)
			out = bg_shape_join(s->w, out, bg_shape_truthy(s, one, or));
	}
	return out;
}

/* Whether a string is among those of a list: 1, 0 or -1: not known. */
static int
is_among(struct bg_scene *s, const char *text, const struct bg_shape *of)
{
	const struct bg_cell *list = bg_shape_unrolled(s, of);
	const char *one;
	bool known = list != NULL;

	for (size_t i = 0; list && i < list->npart; i++) {
		one = bg_shape_only(list->part[i]);
		if (one && strcmp(one, text) == 0)
			return 1;
		known &= one || (!list->part[i]->ntext && !bg_shape_is_any(list->part[i]) &&
		                 !(list->part[i]->bits & BG_SHAPE_STR));
	}
	return known ? 0 : -1;
}

static const struct bg_shape *
eval_compare(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_shape *a = bg_shape_expr(s, e->compare.left), *b = NULL;
	const char *x = bg_shape_only(a), *y;
	unsigned op = e->compare.ops[0];
	int same = -1;

	for (uint32_t i = 0; i < e->compare.comparators->n; i++)
		b = bg_shape_expr(s, e->compare.comparators->v[i]);
	if (!b || !x || e->compare.comparators->n != 1)
		return bg_shape_bits(s->w, BG_SHAPE_BOOL);
	y = bg_shape_only(b);
	if ((op == BG_PY_EQ || op == BG_PY_NOT_EQ) && y)
		same = strcmp(x, y) == 0;
	else if (op == BG_PY_IN || op == BG_PY_NOT_IN)
		same = is_among(s, x, b);
	if (same < 0)
		return bg_shape_bits(s->w, BG_SHAPE_BOOL);
	return bg_shape_bits(s->w, same == (op == BG_PY_EQ || op == BG_PY_IN) ? BG_SHAPE_TRUE
	                                                                      : BG_SHAPE_FALSE);
}

static bool
is_text(const struct bg_shape *v)
{
	return v->ntext || (v->bits & BG_SHAPE_STR);
}

static bool
is_number(const struct bg_shape *v)
{
	return !v->ntext && !v->ncell && !v->nref &&
	       !(v->bits & (BG_SHAPE_NULL | BG_SHAPE_STR | BG_SHAPE_ANY));
}

static bool
is_list(const struct bg_scene *s, const struct bg_shape *v)
{
	const struct bg_cell *cell = v->ncell ? bg_cell_at(s, v->cell[0]) : NULL;

	return cell && cell->kind == BG_CELL_LIST;
}

static const struct bg_shape *
eval_arithmetic(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_shape *a = bg_shape_expr(s, e->binary.left), *copy;
	const struct bg_shape *b = bg_shape_expr(s, e->binary.right);

	if (e->op == BG_PY_BIT_OR && (is_list(s, a) || is_list(s, b)))
		return bg_cell_list_of(
			s, bg_shape_join(s->w, bg_cell_each(s, a), bg_cell_each(s, b)));
	if (e->op == BG_PY_BIT_OR && (a->ncell || b->ncell)) {
		copy = a->ncell ? bg_cell_copy(s, a) : bg_cell_dict(s, e->line);
		if (!copy)
			return bg_shape_any(s->w, "");
		if (!a->ncell)
			bg_cell_merge(s, copy, a);
		bg_cell_merge(s, copy, b);
		return copy;
	}
	if (is_text(a) && (e->op == BG_PY_ADD || e->op == BG_PY_MOD || e->op == BG_PY_MULT))
		return bg_shape_bits(s->w, BG_SHAPE_STR);
	if (is_text(b) && e->op == BG_PY_ADD)
		return bg_shape_bits(s->w, BG_SHAPE_STR);
	if (a->ncell && e->op == BG_PY_ADD)
		return bg_cell_list_of(
			s, bg_shape_join(s->w, bg_cell_each(s, a), bg_cell_each(s, b)));
	if (is_number(a) && is_number(b)) {
		if (e->op == BG_PY_DIV || ((a->bits | b->bits) & BG_SHAPE_FLOAT))
			return bg_shape_bits(s->w, BG_SHAPE_FLOAT);
		return bg_shape_bits(s->w, BG_SHAPE_INT);
	}
	if (((a->bits | b->bits) & BG_SHAPE_FLOAT) && (is_number(a) || is_number(b)))
		return bg_shape_bits(s->w, BG_SHAPE_FLOAT);
	return bg_shape_any(s->w, "it is computed");
}

static const struct bg_shape *
eval_unary(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_shape *v = bg_shape_expr(s, e->unary.value);
	int truth;

	if (e->op == BG_PY_NOT) {
		truth = bg_shape_truth(s, v);
		return bg_shape_bits(s->w, truth < 0 ? BG_SHAPE_BOOL
		                           : truth   ? BG_SHAPE_FALSE
		                                     : BG_SHAPE_TRUE);
	}
	if (v->nnumber)
		return bg_shape_bits(s->w, BG_SHAPE_INT | v->bits);
	return v;
}

static const struct bg_shape *
eval_if(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_shape *test = bg_shape_expr(s, e->if_exp.test), *yes = NULL, *no = NULL;
	struct bg_state before, after;
	int truth = bg_shape_truth(s, test);

	bg_state_copy(s->w, &before, &s->state);
	if (truth != 0) {
		bg_shape_narrow(s, e->if_exp.test, true);
		yes = bg_shape_expr(s, e->if_exp.body);
	}
	after = s->state;
	if (truth == 1)
		return yes;
	s->state = before;
	bg_shape_narrow(s, e->if_exp.test, false);
	no = bg_shape_expr(s, e->if_exp.orelse);
	if (truth < 0) {
		/* What a branch narrowed is not so behind it. */
		for (size_t i = 0; i < before.vars.n && i < after.vars.n; i++)
			after.vars.v[i].value = bg_shape_join(s->w, after.vars.v[i].value,
			                                      before.vars.v[i].value);
		bg_state_join(s->w, &s->state, &after);
	}
	return bg_shape_join(s->w, yes, no);
}

static const struct bg_shape *
eval_subscript(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_shape *of = bg_shape_expr(s, e->binary.left), *key, *out = NULL;
	const struct bg_cell *cell;
	int64_t at;

	if (e->binary.right->type == BG_PY_SLICE)
		return of->ncell   ? bg_cell_list_of(s, bg_cell_each(s, of))
		       : of->ntext ? bg_shape_bits(s->w, BG_SHAPE_STR)
		                   : of;
	key = bg_shape_expr(s, e->binary.right);
	if (key->nnumber == 1 && of->ncell) {
		for (size_t i = 0; i < of->ncell; i++) {
			cell = bg_cell_at(s, of->cell[i]);
			if (!cell)
				continue;
			at = key->number[0] < 0 ? key->number[0] + (int64_t)cell->npart
			                        : key->number[0];
			out = bg_shape_join(s->w, out,
			                    cell->parts && at >= 0 && at < (int64_t)cell->npart
			                            ? cell->part[at]
			                            : cell->star);
		}
		return out ? out : bg_shape_any(s->w, "");
	}
	for (size_t i = 0; i < key->ntext; i++)
		out = bg_shape_join(s->w, out, bg_cell_get(s, of, key->text[i], NULL));
	if (!key->ntext || key->bits)
		out = bg_shape_join(s->w, out, bg_cell_get(s, of, NULL, NULL));
	if (!out && is_text(of))
		return bg_shape_bits(s->w, BG_SHAPE_STR);
	return out ? out : bg_shape_any(s->w, "an element is not followed");
}

static const struct bg_shape *
eval_inner(struct bg_scene *s, const struct bg_py_node *e)
{
	return bg_shape_expr(s, e->unary.value);
}

static const struct bg_shape *
eval_yield(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_shape *v = e->unary.value ? bg_shape_expr(s, e->unary.value) : NULL;

	s->generator = true;
	s->yielded = bg_shape_join(s->w, s->yielded,
	                           v && e->type == BG_PY_YIELD_FROM ? bg_cell_each(s, v) : v);
	return bg_shape_any(s->w, "");
}

static const struct bg_shape *
eval_walrus(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_shape *v = bg_shape_expr(s, e->binary.right);

	bg_shape_bind(s, e->binary.left, v);
	return v;
}

static const struct bg_shape *
eval_lambda(struct bg_scene *s, const struct bg_py_node *e)
{
	struct bg_shape_ref ref = {.kind = BG_PY_FOUND_FUNCTION,
	                           .unit = s->unit,
	                           .node = e,
	                           .cls = s->cls,
	                           .around = s};

	return bg_shape_ref(s->w, &ref);
}

static expr_fn *const evaluators[BG_PY_NTYPES] = {
	[BG_PY_CONSTANT] = eval_constant,
	[BG_PY_NAME] = eval_name,
	[BG_PY_ATTRIBUTE] = bg_shape_attribute,
	[BG_PY_DICT] = eval_dict,
	[BG_PY_LIST] = eval_list,
	[BG_PY_TUPLE] = eval_list,
	[BG_PY_SET] = eval_list,
	[BG_PY_JOINED_STR] = eval_string,
	[BG_PY_BOOL_OP] = eval_bool,
	[BG_PY_COMPARE] = eval_compare,
	[BG_PY_BIN_OP] = eval_arithmetic,
	[BG_PY_UNARY_OP] = eval_unary,
	[BG_PY_IF_EXP] = eval_if,
	[BG_PY_SUBSCRIPT] = eval_subscript,
	[BG_PY_DICT_COMP] = bg_shape_comp,
	[BG_PY_LIST_COMP] = bg_shape_comp,
	[BG_PY_SET_COMP] = bg_shape_comp,
	[BG_PY_GENERATOR_EXP] = bg_shape_comp,
	[BG_PY_AWAIT] = eval_inner,
	[BG_PY_STARRED] = eval_inner,
	[BG_PY_YIELD] = eval_yield,
	[BG_PY_YIELD_FROM] = eval_yield,
	[BG_PY_NAMED_EXPR] = eval_walrus,
	[BG_PY_LAMBDA] = eval_lambda,
	[BG_PY_CALL] = bg_shape_call,
};

const struct bg_shape *
bg_shape_expr(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_shape *out = NULL;

	if (!bg_walk_step(s->w) || s->nest > BG_SHAPE_NEST || !evaluators[e->type])
		return bg_shape_any(s->w, "it is not followed");
	s->nest++;
	out = evaluators[e->type](s, e);
	s->nest--;
	return out ? out : bg_shape_any(s->w, "");
}
