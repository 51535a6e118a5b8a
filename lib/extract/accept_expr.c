/* SPDX-License-Identifier: MIT */
/* What an expression stands for, as far as the document is concerned. */
#include "base/buf.h"
#include "extract/accept.h"

typedef struct bg_meanings expr_fn(struct bg_frame *f, const struct bg_py_node *e);

static const struct bg_meanings nothing;

static struct bg_meanings
find_root(struct bg_frame *f, const struct bg_py_node *e)
{
	const struct bg_strings *roots = &f->a->x->out->spec->option[BG_OPT_ROOT];
	const char *name = roots->n ? bg_py_dotted(f->a->arena, e) : NULL;

	for (size_t i = 0; name && i < roots->n; i++)
		if (strcmp(roots->v[i], name) == 0) {
			f->a->found = true;
			return bg_meanings_spot(f->a, BG_SORT_SPOT, f->a->root);
		}
	return nothing;
}

static struct bg_meanings
read_name(struct bg_frame *f, const struct bg_py_node *e)
{
	const struct bg_meanings *m = bg_frame_find(f, e->name.id);

	return m && m->n ? *m : find_root(f, e);
}

static struct bg_meanings
read_attribute(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings on = bg_accept_expr(f, e->attribute.value), out = {0}, got;

	for (size_t i = 0; i < on.n; i++) {
		const struct bg_meaning *m = &on.v[i];

		if (m->sort != BG_SORT_OBJECT && m->sort != BG_SORT_CLASS)
			continue;
		bg_meanings_join(f->a, &out,
		                 bg_accept_attribute(f->a, m->node, e->attribute.attr));
		got = bg_accept_outside(
			f, m->unit,
			bg_strf(f->a->arena, "%s.%s", m->node->cls->name, e->attribute.attr));
		for (size_t j = 0; j < got.n; j++)
			if (got.v[j].sort == BG_SORT_FUNCTION &&
			    got.v[j].node->def->decorators->n) {
				struct bg_meanings self = bg_meanings_one(f->a, *m),
						   given = bg_accept_inline(f, &got.v[j], &self,
				                                            NULL);

				bg_meanings_join(f->a, &out, &given);
			}
	}
	return out.n ? out : find_root(f, e);
}

static struct bg_meanings
read_subscript(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings of = bg_accept_expr(f, e->binary.left);

	if (e->binary.right->type == BG_PY_SLICE)
		return of;
	bg_accept_loose(f, e->binary.left, &of, e->binary.right);
	return bg_accept_get(f, &of, e->binary.right, e);
}

static struct bg_meanings
read_all(struct bg_frame *f, const struct bg_py_list *list)
{
	struct bg_meanings out = {0}, more;

	for (uint32_t i = 0; i < list->n; i++) {
		if (!list->v[i])
			continue;
		more = bg_accept_expr(f, list->v[i]);
		bg_meanings_join(f->a, &out, &more);
	}
	return out;
}

/* "a and b" may be either too; "x or {}" is what x is. */
static struct bg_meanings
read_bool_op(struct bg_frame *f, const struct bg_py_node *e)
{
	return read_all(f, e->items.v);
}

static struct bg_meanings
read_walrus(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings m = bg_accept_expr(f, e->binary.right);

	bg_accept_bind(f, e->binary.left, &m);
	return m;
}

static struct bg_meanings
read_if_exp(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings out = {0}, more;

	bg_accept_expr(f, e->if_exp.test);
	more = bg_accept_expr(f, e->if_exp.body);
	bg_meanings_join(f->a, &out, &more);
	more = bg_accept_expr(f, e->if_exp.orelse);
	bg_meanings_join(f->a, &out, &more);
	return out;
}

static bool
has_star(const struct bg_py_list *list)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (list->v[i]->type == BG_PY_STARRED)
			return true;
	return false;
}

static struct bg_meanings
read_sequence(struct bg_frame *f, const struct bg_py_node *e)
{
	const struct bg_py_list *list = e->items.v;
	struct bg_meanings out = {0}, one, *part;
	bool fixed = e->type == BG_PY_TUPLE && !has_star(list), any = false;

	part = bg_calloc(f->a->arena, list->n + 1, sizeof(*part));
	for (uint32_t i = 0; i < list->n; i++) {
		part[i] = bg_accept_expr(f, list->v[i]);
		any |= part[i].n > 0;
		one = list->v[i]->type == BG_PY_STARRED ? bg_meanings_each(f->a, &part[i])
		                                        : part[i];
		bg_meanings_join(f->a, &out, &one);
	}
	if (!any)
		return nothing;
	if (!fixed)
		return bg_meanings_many(f->a, &out);
	return bg_meanings_one(
		f->a,
		(struct bg_meaning){.sort = BG_SORT_TUPLE, .part = part, .npart = list->n});
}

/* The copy of a mapping: what is put into it is not the document's. */
static void
add_copies(struct bg_frame *f, struct bg_meanings *out, const struct bg_meanings *of)
{
	for (size_t i = 0; i < of->n; i++) {
		struct bg_meaning m = of->v[i];

		m.copied |= m.sort == BG_SORT_SPOT;
		bg_meanings_add(f->a, out, m);
	}
}

static struct bg_meanings
read_dict(struct bg_frame *f, const struct bg_py_node *e)
{
	const struct bg_py_list *keys = e->dict.keys;
	struct bg_meaning map = {.sort = BG_SORT_MAP};
	struct bg_meanings out = {0}, m;

	map.part = bg_calloc(f->a->arena, keys->n + 1, sizeof(*map.part));
	map.name = bg_calloc(f->a->arena, keys->n + 1, sizeof(*map.name));
	for (uint32_t i = 0; i < keys->n; i++) {
		m = bg_accept_expr(f, e->dict.values->v[i]);
		if (!keys->v[i]) {
			add_copies(f, &out, &m);
		} else if (keys->v[i]->type == BG_PY_CONSTANT && keys->v[i]->op == BG_PY_STR) {
			map.name[map.npart] = bg_strndup(f->a->arena, keys->v[i]->constant.text,
			                                 keys->v[i]->constant.n);
			map.part[map.npart++] = m;
		} else {
			bg_accept_expr(f, keys->v[i]);
		}
	}
	if (map.npart)
		bg_meanings_add(f->a, &out, map);
	return out;
}

static struct bg_meanings
read_comp(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings m;

	for (uint32_t i = 0; i < e->comp.generators->n; i++) {
		const struct bg_py_node *g = e->comp.generators->v[i];

		m = bg_accept_known(f, g->comprehension.iter);
		m = bg_meanings_each(f->a, &m);
		bg_accept_bind(f, g->comprehension.target, &m);
		read_all(f, g->comprehension.ifs);
	}
	m = bg_accept_expr(f, e->comp.elt);
	if (e->comp.value)
		m = bg_accept_expr(f, e->comp.value);
	return m.n ? bg_meanings_many(f->a, &m) : nothing;
}

static struct bg_meanings
read_inner(struct bg_frame *f, const struct bg_py_node *e)
{
	return e->unary.value ? bg_accept_expr(f, e->unary.value) : nothing;
}

static struct bg_meanings
read_test(struct bg_frame *f, const struct bg_py_node *e)
{
	if (e->type == BG_PY_UNARY_OP)
		bg_accept_expr(f, e->unary.value);
	else
		bg_accept_compare(f, e);
	return nothing;
}

static bool
is_followed(const struct bg_meanings *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].sort != BG_SORT_CONSTANT)
			return true;
	return false;
}

/* "a | b" and "a + b" hold what both do; keys less names were compared with them. */
static struct bg_meanings
read_bin_op(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings left = bg_accept_known(f, e->binary.left), out = {0};
	struct bg_meanings right = bg_accept_known(f, e->binary.right);

	if (e->op == BG_PY_SUB || e->op == BG_PY_BIT_XOR) {
		bg_accept_against(f, &left, &right, e->line);
		bg_accept_against(f, &right, &left, e->line);
		return bg_meanings_have(&left, BG_SORT_KEYS) ? left : nothing;
	}
	if (e->op != BG_PY_BIT_OR && e->op != BG_PY_ADD)
		return nothing;
	/* What is known on both sides is left to folding. */
	if (!is_followed(&left) && !is_followed(&right))
		return nothing;
	add_copies(f, &out, &left);
	add_copies(f, &out, &right);
	return out;
}

static struct bg_meanings
read_yield(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings m = read_inner(f, e);

	f->generator = true;
	if (e->type == BG_PY_YIELD_FROM)
		m = bg_meanings_each(f->a, &m);
	bg_meanings_join(f->a, &f->yielded, &m);
	return nothing;
}

static struct bg_meanings
read_joined(struct bg_frame *f, const struct bg_py_node *e)
{
	for (uint32_t i = 0; i < e->items.v->n; i++)
		if (e->items.v->v[i]->type == BG_PY_FORMATTED_VALUE)
			bg_accept_expr(f, e->items.v->v[i]->formatted.value);
	return nothing;
}

static expr_fn *const readers[BG_PY_NTYPES] = {
	[BG_PY_NAME] = read_name,           [BG_PY_ATTRIBUTE] = read_attribute,
	[BG_PY_SUBSCRIPT] = read_subscript, [BG_PY_BOOL_OP] = read_bool_op,
	[BG_PY_NAMED_EXPR] = read_walrus,   [BG_PY_IF_EXP] = read_if_exp,
	[BG_PY_TUPLE] = read_sequence,      [BG_PY_LIST] = read_sequence,
	[BG_PY_SET] = read_sequence,        [BG_PY_DICT] = read_dict,
	[BG_PY_LIST_COMP] = read_comp,      [BG_PY_SET_COMP] = read_comp,
	[BG_PY_DICT_COMP] = read_comp,      [BG_PY_GENERATOR_EXP] = read_comp,
	[BG_PY_AWAIT] = read_inner,         [BG_PY_STARRED] = read_inner,
	[BG_PY_YIELD] = read_yield,         [BG_PY_YIELD_FROM] = read_yield,
	[BG_PY_UNARY_OP] = read_test,       [BG_PY_COMPARE] = read_test,
	[BG_PY_BIN_OP] = read_bin_op,       [BG_PY_CALL] = bg_accept_call,
	[BG_PY_JOINED_STR] = read_joined,
};

struct bg_meanings
bg_accept_expr(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings out = {0};

	if (!readers[e->type] || !bg_accept_step(f))
		return nothing;
	f->a->nest++;
	out = readers[e->type](f, e);
	f->a->nest--;
	return out;
}

struct bg_meanings
bg_accept_known(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings m = bg_accept_expr(f, e);
	struct bg_py_where where = {f->unit, f->cls, f->def};
	const struct bg_py_value *value;

	if (m.n || f->a->failed)
		return m;
	if (bg_py_fold(f->a->project, &where, e, &value, f->a->err)) {
		f->a->failed = true;
		return m;
	}
	return bg_meanings_constant(f->a, value);
}
