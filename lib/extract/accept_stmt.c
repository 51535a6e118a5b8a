/* SPDX-License-Identifier: MIT */
/* Statements: what they bind, in order; branches add to what was so before. */
#include "base/err.h"
#include "extract/accept.h"

typedef void stmt_fn(struct bg_frame *f, const struct bg_py_node *s);

static const struct bg_meanings nothing;

static void
bind_many(struct bg_frame *f, const struct bg_py_list *targets, const struct bg_meanings *m)
{
	struct bg_meanings part;

	for (uint32_t i = 0; i < targets->n; i++) {
		if (targets->v[i]->type == BG_PY_STARRED) {
			part = bg_meanings_each(f->a, m);
			part = part.n ? bg_meanings_many(f->a, &part) : nothing;
			bg_accept_bind(f, targets->v[i]->unary.value, &part);
		} else {
			part = bg_meanings_at(f->a, m, i);
			bg_accept_bind(f, targets->v[i], &part);
		}
	}
}

/* "x[k] = v": a key that is put into the document, or an element of what is made here. */
static void
store_element(struct bg_frame *f, const struct bg_py_node *target, const struct bg_meanings *m)
{
	struct bg_meanings of = bg_accept_expr(f, target->binary.left), key, many;

	if (target->binary.right->type == BG_PY_SLICE)
		return;
	key = bg_accept_known(f, target->binary.right);
	for (size_t i = 0; i < of.n; i++)
		for (size_t j = 0; of.v[i].sort == BG_SORT_SPOT && j < key.n; j++)
			if (key.v[j].sort == BG_SORT_CONSTANT &&
			    key.v[j].value->kind == BG_PYV_STR)
				bg_spot_store(f, &of.v[i], key.v[j].value->text);
	if (target->binary.left->type != BG_PY_NAME || !m->n ||
	    bg_meanings_have(&of, BG_SORT_SPOT))
		return;
	many = bg_meanings_many(f->a, m);
	bg_meanings_join(f->a, &many, &of);
	bg_frame_set(f, target->binary.left->name.id, &many);
}

static void
store_attribute(struct bg_frame *f, const struct bg_py_node *target,
                const struct bg_meanings *m)
{
	struct bg_meanings on = bg_accept_expr(f, target->attribute.value);

	for (size_t i = 0; i < on.n; i++)
		if (on.v[i].sort == BG_SORT_OBJECT || on.v[i].sort == BG_SORT_CLASS)
			bg_meanings_join(
				f->a,
				bg_accept_attribute(f->a, on.v[i].node, target->attribute.attr),
				m);
}

void
bg_accept_bind(struct bg_frame *f, const struct bg_py_node *target, const struct bg_meanings *m)
{
	if (!bg_accept_step(f))
		return;
	if (target->type == BG_PY_NAME)
		bg_frame_set(f, target->name.id, m);
	else if (target->type == BG_PY_TUPLE || target->type == BG_PY_LIST)
		bind_many(f, target->items.v, m);
	else if (target->type == BG_PY_SUBSCRIPT)
		store_element(f, target, m);
	else if (target->type == BG_PY_ATTRIBUTE)
		store_attribute(f, target, m);
}

static void
do_assign(struct bg_frame *f, const struct bg_py_node *s)
{
	struct bg_meanings m = bg_accept_expr(f, s->assign.value);

	for (uint32_t i = 0; i < s->assign.targets->n; i++)
		bg_accept_bind(f, s->assign.targets->v[i], &m);
}

static void
do_annotated(struct bg_frame *f, const struct bg_py_node *s)
{
	struct bg_meanings m;

	if (!s->ann_assign.value)
		return;
	m = bg_accept_expr(f, s->ann_assign.value);
	bg_accept_bind(f, s->ann_assign.target, &m);
}

static void
do_augmented(struct bg_frame *f, const struct bg_py_node *s)
{
	struct bg_meanings m = bg_accept_expr(f, s->binary.right);

	f->branches++;
	bg_accept_bind(f, s->binary.left, &m);
	f->branches--;
}

static void
do_return(struct bg_frame *f, const struct bg_py_node *s)
{
	struct bg_meanings m;

	if (!s->unary.value)
		return;
	m = bg_accept_expr(f, s->unary.value);
	bg_meanings_join(f->a, &f->given, &m);
}

static void
do_expression(struct bg_frame *f, const struct bg_py_node *s)
{
	bg_accept_expr(f, s->unary.value);
}

static void
do_for(struct bg_frame *f, const struct bg_py_node *s)
{
	struct bg_meanings m = bg_accept_known(f, s->loop->iter);

	m = bg_meanings_each(f->a, &m);
	f->loops++;
	/* What a round leaves behind is met by the next one. */
	for (unsigned round = 0; round < (f->loops < 3 ? 2 : 1); round++) {
		bg_accept_bind(f, s->loop->target, &m);
		bg_accept_block(f, s->loop->body);
	}
	f->loops--;
	f->branches++;
	bg_accept_block(f, s->loop->orelse);
	f->branches--;
}

/* Whether a block refuses what led to it. */
static bool
is_refusal(const struct bg_py_list *body)
{
	return body->n && body->v[body->n - 1]->type == BG_PY_RAISE;
}

static void
do_branch(struct bg_frame *f, const struct bg_py_node *s)
{
	bool was = f->rejecting;

	f->rejecting = is_refusal(s->branch.body);
	bg_accept_expr(f, s->branch.test);
	f->rejecting = was;
	f->branches++;
	bg_accept_block(f, s->branch.body);
	bg_accept_block(f, s->branch.orelse);
	f->branches--;
}

static void
do_with(struct bg_frame *f, const struct bg_py_node *s)
{
	struct bg_meanings m;

	for (uint32_t i = 0; i < s->with.items->n; i++) {
		const struct bg_py_node *item = s->with.items->v[i];

		m = bg_accept_expr(f, item->binary.left);
		if (item->binary.right)
			bg_accept_bind(f, item->binary.right, &m);
	}
	bg_accept_block(f, s->with.body);
}

static void
do_try(struct bg_frame *f, const struct bg_py_node *s)
{
	f->branches++;
	bg_accept_block(f, s->attempt->body);
	for (uint32_t i = 0; i < s->attempt->handlers->n; i++)
		bg_accept_block(f, s->attempt->handlers->v[i]->handler.body);
	bg_accept_block(f, s->attempt->orelse);
	f->branches--;
	bg_accept_block(f, s->attempt->finalbody);
}

static void
do_raise(struct bg_frame *f, const struct bg_py_node *s)
{
	if (s->binary.left)
		bg_accept_expr(f, s->binary.left);
}

static void
do_delete(struct bg_frame *f, const struct bg_py_node *s)
{
	for (uint32_t i = 0; i < s->items.v->n; i++)
		bg_accept_expr(f, s->items.v->v[i]);
}

static void
do_def(struct bg_frame *f, const struct bg_py_node *s)
{
	struct bg_meanings m = bg_meanings_one(
		f->a,
		(struct bg_meaning){
			.sort = BG_SORT_FUNCTION, .unit = f->unit, .node = s, .around = f});

	if (f->def)
		bg_frame_set(f, s->def->name, &m);
}

/* "from a.b import c" inside of a function. */
static void
do_import_from(struct bg_frame *f, const struct bg_py_node *s)
{
	struct bg_py_unit *unit = NULL;
	struct bg_meanings m;

	if (!f->def || s->import.level || !s->import.module)
		return;
	if (bg_py_module_get(f->a->project, s->import.module, &unit, f->a->err)) {
		f->a->failed = true;
		return;
	}
	for (uint32_t i = 0; unit && i < s->import.names->n; i++) {
		const struct bg_py_node *alias = s->import.names->v[i];

		m = bg_accept_outside(f, unit, alias->alias.name);
		bg_frame_set(f, alias->alias.asname ? alias->alias.asname : alias->alias.name,
		             &m);
	}
}

/* ---- match ----------------------------------------------------------------------- */

static void match(struct bg_frame *f, const struct bg_py_node *p, const struct bg_meanings *m,
                  bool values);

static void
match_mapping(struct bg_frame *f, const struct bg_py_node *p, const struct bg_meanings *m)
{
	struct bg_meanings part;

	for (uint32_t i = 0; i < p->match_mapping.keys->n; i++) {
		part = bg_accept_get(f, m, p->match_mapping.keys->v[i],
		                     p->match_mapping.keys->v[i]);
		match(f, p->match_mapping.patterns->v[i], &part, false);
	}
	if (p->match_mapping.rest)
		bg_frame_set(f, p->match_mapping.rest, m);
}

/* values: what no case names is refused, so that the cases name all values. */
static void
match_value(struct bg_frame *f, const struct bg_py_node *p, const struct bg_meanings *m,
            bool values)
{
	struct bg_meanings constant;

	if (!values)
		return;
	constant = bg_accept_known(f, p->unary.value);
	for (size_t i = 0; i < m->n; i++)
		for (size_t j = 0; m->v[i].sort == BG_SORT_SPOT && j < constant.n; j++)
			if (constant.v[j].sort == BG_SORT_CONSTANT)
				bg_spot_allow(f, m->v[i].spot, constant.v[j].value, p->line);
}

static void
match(struct bg_frame *f, const struct bg_py_node *p, const struct bg_meanings *m, bool values)
{
	struct bg_meanings part;

	if (!bg_accept_step(f))
		return;
	f->a->nest++;
	if (p->type == BG_PY_MATCH_MAPPING) {
		match_mapping(f, p, m);
	} else if (p->type == BG_PY_MATCH_VALUE) {
		match_value(f, p, m, values);
	} else if (p->type == BG_PY_MATCH_AS) {
		if (p->match_as.pattern)
			match(f, p->match_as.pattern, m, values);
		if (p->match_as.name)
			bg_frame_set(f, p->match_as.name, m);
	} else if (p->type == BG_PY_MATCH_OR || p->type == BG_PY_MATCH_SEQUENCE) {
		part = p->type == BG_PY_MATCH_OR ? *m : bg_meanings_each(f->a, m);
		for (uint32_t i = 0; i < p->items.v->n; i++)
			match(f, p->items.v->v[i], &part, values);
	}
	f->a->nest--;
}

static bool
refuses_others(const struct bg_py_list *cases)
{
	const struct bg_py_node *last = cases->n ? cases->v[cases->n - 1] : NULL;

	return last && last->match_case.pattern->type == BG_PY_MATCH_AS &&
	       !last->match_case.pattern->match_as.pattern && is_refusal(last->match_case.body);
}

static void
do_match(struct bg_frame *f, const struct bg_py_node *s)
{
	struct bg_meanings m = bg_accept_expr(f, s->match.subject);
	bool values = refuses_others(s->match.cases);

	f->branches++;
	for (uint32_t i = 0; i < s->match.cases->n; i++) {
		const struct bg_py_node *c = s->match.cases->v[i];

		match(f, c->match_case.pattern, &m, values);
		if (c->match_case.guard)
			bg_accept_expr(f, c->match_case.guard);
		bg_accept_block(f, c->match_case.body);
	}
	f->branches--;
}

static stmt_fn *const doers[BG_PY_NTYPES] = {
	[BG_PY_ASSIGN] = do_assign,
	[BG_PY_ANN_ASSIGN] = do_annotated,
	[BG_PY_AUG_ASSIGN] = do_augmented,
	[BG_PY_RETURN] = do_return,
	[BG_PY_EXPR] = do_expression,
	[BG_PY_FOR] = do_for,
	[BG_PY_ASYNC_FOR] = do_for,
	[BG_PY_WHILE] = do_branch,
	[BG_PY_IF] = do_branch,
	[BG_PY_WITH] = do_with,
	[BG_PY_ASYNC_WITH] = do_with,
	[BG_PY_TRY] = do_try,
	[BG_PY_TRY_STAR] = do_try,
	[BG_PY_RAISE] = do_raise,
	[BG_PY_ASSERT] = do_raise,
	[BG_PY_DELETE] = do_delete,
	[BG_PY_FUNCTION] = do_def,
	[BG_PY_ASYNC_FUNCTION] = do_def,
	[BG_PY_IMPORT_FROM] = do_import_from,
	[BG_PY_MATCH] = do_match,
};

void
bg_accept_block(struct bg_frame *f, const struct bg_py_list *body)
{
	for (uint32_t i = 0; i < body->n; i++) {
		if (!bg_accept_step(f))
			return;
		f->a->nest++;
		if (doers[body->v[i]->type])
			doers[body->v[i]->type](f, body->v[i]);
		f->a->nest--;
	}
}
