/* SPDX-License-Identifier: MIT */
/* Statements: branches are walked apart and joined, loops twice, except clauses from any point. */
#include "base/err.h"
#include "extract/shape.h"

typedef void stmt_fn(struct bg_scene *s, const struct bg_py_node *node);

static void
bind_parts(struct bg_scene *s, const struct bg_py_list *targets, const struct bg_shape *value)
{
	const struct bg_shape *part, *each = NULL;
	const struct bg_cell *cell;

	for (uint32_t i = 0; i < targets->n; i++) {
		part = NULL;
		for (size_t k = 0; k < value->ncell; k++) {
			cell = bg_cell_at(s, value->cell[k]);
			if (cell && cell->kind == BG_CELL_LIST && cell->parts &&
			    i < cell->npart && targets->v[i]->type != BG_PY_STARRED)
				part = bg_shape_join(s->w, part, cell->part[i]);
			else if (cell)
				part = bg_shape_join(s->w, part, cell->star);
		}
		if (bg_shape_is_any(value) || !part)
			part = bg_shape_join(s->w, part, bg_shape_any(s->w, value->why));
		if (targets->v[i]->type == BG_PY_STARRED) {
			each = bg_cell_list_of(s, part);
			bg_shape_bind(s, targets->v[i]->unary.value, each);
		} else {
			bg_shape_bind(s, targets->v[i], part);
		}
	}
}

static void
bind_element(struct bg_scene *s, const struct bg_py_node *target, const struct bg_shape *value)
{
	const struct bg_shape *of = bg_shape_expr(s, target->binary.left), *key;
	const char *only;

	if (target->binary.right->type == BG_PY_SLICE) {
		bg_cell_append(s, of, bg_shape_any(s->w, ""));
		return;
	}
	key = bg_shape_expr(s, target->binary.right);
	only = bg_shape_only(key);
	if (only) {
		bg_cell_put(s, of, only, value, false);
		return;
	}
	for (size_t i = 0; i < key->ntext; i++)
		bg_cell_put(s, of, key->text[i], value, true);
	if (key->bits || key->nnumber || key->nref || key->ncell)
		bg_cell_put(s, of, NULL, value, true);
}

/* "response.data = {…}" is its body. */
static void
bind_attribute(struct bg_scene *s, const struct bg_py_node *target,
               const struct bg_shape *value)
{
	const struct bg_shape *of = bg_shape_expr(s, target->attribute.value);
	const struct bg_cell *cell = of->ncell ? bg_cell_at(s, of->cell[0]) : NULL;
	const char *name = target->attribute.attr;

	if (cell && cell->kind == BG_CELL_ANSWER && strcmp(name, "data") == 0)
		name = "=body";
	bg_cell_put(s, of, name, value, false);
}

void
bg_shape_bind(struct bg_scene *s, const struct bg_py_node *target, const struct bg_shape *value)
{
	if (!bg_walk_step(s->w))
		return;
	if (target->type == BG_PY_NAME)
		bg_state_set(s->w, &s->state, target->name.id, value);
	else if (target->type == BG_PY_TUPLE || target->type == BG_PY_LIST)
		bind_parts(s, target->items.v, value);
	else if (target->type == BG_PY_SUBSCRIPT)
		bind_element(s, target, value);
	else if (target->type == BG_PY_ATTRIBUTE)
		bind_attribute(s, target, value);
}

static void
do_assign(struct bg_scene *s, const struct bg_py_node *node)
{
	const struct bg_shape *v = bg_shape_expr(s, node->assign.value);

	for (uint32_t i = 0; i < node->assign.targets->n; i++)
		bg_shape_bind(s, node->assign.targets->v[i], v);
}

static void
do_annotated(struct bg_scene *s, const struct bg_py_node *node)
{
	const struct bg_shape *v, *stated;

	if (!node->ann_assign.value)
		return;
	v = bg_shape_expr(s, node->ann_assign.value);
	if (v->bits == BG_SHAPE_ANY && !v->ncell && !v->nref) {
		stated = bg_shape_stated(s, s->unit, node->ann_assign.annotation, 0);
		v = bg_shape_is_any(stated) ? v : stated;
	}
	bg_shape_bind(s, node->ann_assign.target, v);
}

static void
do_augmented(struct bg_scene *s, const struct bg_py_node *node)
{
	const struct bg_shape *of = bg_shape_expr(s, node->binary.left), *each;
	const struct bg_shape *v = bg_shape_expr(s, node->binary.right);

	if (of->ncell && node->op == BG_PY_BIT_OR) {
		bg_cell_merge(s, of, v);
	} else if (of->ncell) {
		each = bg_cell_each(s, v);
		if (each)
			bg_cell_append(s, of, each);
	} else if (of->ntext || (of->bits & BG_SHAPE_STR)) {
		bg_shape_bind(s, node->binary.left, bg_shape_bits(s->w, BG_SHAPE_STR));
	} else if (of->bits & BG_SHAPE_FLOAT || v->bits & BG_SHAPE_FLOAT) {
		bg_shape_bind(s, node->binary.left, bg_shape_bits(s->w, BG_SHAPE_FLOAT));
	} else if (of->bits & BG_SHAPE_BOOL && v->bits & BG_SHAPE_BOOL) {
		bg_shape_bind(s, node->binary.left, bg_shape_bits(s->w, BG_SHAPE_BOOL));
	} else if (!bg_shape_is_any(of) && !bg_shape_is_any(v)) {
		bg_shape_bind(s, node->binary.left, bg_shape_bits(s->w, BG_SHAPE_INT));
	} else {
		bg_shape_bind(s, node->binary.left, bg_shape_any(s->w, "it is computed"));
	}
}

/* del d["key"]; of a key that is computed any may be gone. */
static void
do_delete(struct bg_scene *s, const struct bg_py_node *node)
{
	for (uint32_t i = 0; i < node->items.v->n; i++) {
		const struct bg_py_node *target = node->items.v->v[i];
		const struct bg_shape *of, *key;

		if (target->type != BG_PY_SUBSCRIPT ||
		    target->binary.right->type == BG_PY_SLICE)
			continue;
		of = bg_shape_expr(s, target->binary.left);
		key = bg_shape_expr(s, target->binary.right);
		if (bg_shape_only(key))
			bg_cell_remove(s, of, bg_shape_only(key));
		else
			bg_cell_loosen(s, of);
	}
}

static void
do_return(struct bg_scene *s, const struct bg_py_node *node)
{
	const struct bg_shape *v = node->unary.value ? bg_shape_expr(s, node->unary.value)
	                                             : bg_shape_bits(s->w, BG_SHAPE_NULL);

	bg_shape_leave(s, NULL);
	if (!s->state.live)
		return;
	s->given = bg_shape_join(s->w, s->given, v);
	bg_state_sweep(s, v);
	bg_state_join(s->w, &s->out, &s->state);
	s->state.live = false;
}

static void
do_expression(struct bg_scene *s, const struct bg_py_node *node)
{
	bg_shape_expr(s, node->unary.value);
}

static void
do_if(struct bg_scene *s, const struct bg_py_node *node)
{
	int truth = bg_shape_truth(s, bg_shape_expr(s, node->branch.test));
	struct bg_state other;

	bg_state_copy(s->w, &other, &s->state);
	if (truth == 0)
		s->state.live = false;
	else
		bg_shape_narrow(s, node->branch.test, true);
	bg_shape_block(s, node->branch.body);
	if (truth == 1)
		return;
	{
		struct bg_state after = s->state;

		s->state = other;
		bg_shape_narrow(s, node->branch.test, false);
		bg_shape_block(s, node->branch.orelse);
		bg_state_join(s->w, &s->state, &after);
	}
}

/* One round of a loop: what it breaks with, and what goes on. */
static void
run_round(struct bg_scene *s, const struct bg_py_list *body, struct bg_state *broken)
{
	struct bg_state *outer[2] = {s->broken, s->again}, again = {0};
	const struct bg_final *kept = s->kept;

	s->broken = broken;
	s->again = &again;
	s->kept = s->finals;
	bg_shape_block(s, body);
	bg_state_join(s->w, &s->state, &again);
	s->broken = outer[0];
	s->again = outer[1];
	s->kept = kept;
}

static void
do_for(struct bg_scene *s, const struct bg_py_node *node)
{
	const struct bg_shape *of = bg_shape_keys(s, bg_shape_expr(s, node->loop->iter)), *each;
	const struct bg_cell *known = bg_shape_unrolled(s, of);
	struct bg_state broken = {0}, before;
	const char *outer = s->w->filling, *how = bg_cell_filled(s, of);

	for (size_t i = 0; known && i < known->npart && bg_walk_step(s->w); i++) {
		bg_shape_bind(s, node->loop->target, known->part[i]);
		run_round(s, node->loop->body, &broken);
	}
	s->w->filling = how ? how : outer;
	for (unsigned round = 0; !known && round < 2; round++) {
		each = bg_cell_each(s, of);
		bg_state_copy(s->w, &before, &s->state);
		bg_shape_bind(s, node->loop->target,
		              each ? each : bg_shape_any(s->w, "an empty list's element"));
		run_round(s, node->loop->body, &broken);
		bg_state_join(s->w, &s->state, &before);
	}
	s->w->filling = outer;
	bg_shape_block(s, node->loop->orelse);
	bg_state_join(s->w, &s->state, &broken);
}

static void
do_while(struct bg_scene *s, const struct bg_py_node *node)
{
	struct bg_state broken = {0}, before;
	int truth = -1;

	for (unsigned round = 0; round < 2; round++) {
		truth = bg_shape_truth(s, bg_shape_expr(s, node->branch.test));
		bg_state_copy(s->w, &before, &s->state);
		run_round(s, node->branch.body, &broken);
		bg_state_join(s->w, &s->state, &before);
	}
	if (truth == 1)
		s->state.live = false;
	bg_shape_block(s, node->branch.orelse);
	bg_state_join(s->w, &s->state, &broken);
}

static void
do_break(struct bg_scene *s, const struct bg_py_node *node)
{
	struct bg_state *to = node->type == BG_PY_BREAK ? s->broken : s->again;

	bg_shape_leave(s, s->kept);
	if (to)
		bg_state_join(s->w, to, &s->state);
	s->state.live = false;
}

static bool
is_trapped(const struct bg_scene *s)
{
	for (; s; s = s->caller)
		if (s->trap)
			return true;
	return false;
}

void
bg_shape_refuse(struct bg_scene *s, const struct bg_shape *answer)
{
	struct bg_walk *w = s->w;

	if (!answer || !s->state.live || is_trapped(s))
		return;
	w->raised = bg_shape_join(w, w->raised, answer);
	if (!w->left)
		w->left = bg_alloc(w->arena, sizeof(*w->left));
	bg_state_join(w, w->left, &s->state);
}

static void
do_raise(struct bg_scene *s, const struct bg_py_node *node)
{
	const struct bg_shape *v =
		node->binary.left ? bg_shape_raised(s, node->binary.left) : NULL;
	bool answer = false;

	for (size_t i = 0; v && i < v->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, v->cell[i]);

		answer |= cell && cell->kind == BG_CELL_ANSWER;
	}
	if (answer)
		bg_shape_refuse(s, v);
	s->state.live = false;
}

static stmt_fn *const runners[BG_PY_NTYPES] = {
	[BG_PY_ASSIGN] = do_assign,
	[BG_PY_ANN_ASSIGN] = do_annotated,
	[BG_PY_AUG_ASSIGN] = do_augmented,
	[BG_PY_DELETE] = do_delete,
	[BG_PY_RETURN] = do_return,
	[BG_PY_EXPR] = do_expression,
	[BG_PY_IF] = do_if,
	[BG_PY_FOR] = do_for,
	[BG_PY_ASYNC_FOR] = do_for,
	[BG_PY_WHILE] = do_while,
	[BG_PY_BREAK] = do_break,
	[BG_PY_CONTINUE] = do_break,
	[BG_PY_WITH] = bg_shape_do_with,
	[BG_PY_ASYNC_WITH] = bg_shape_do_with,
	[BG_PY_TRY] = bg_shape_do_try,
	[BG_PY_TRY_STAR] = bg_shape_do_try,
	[BG_PY_MATCH] = bg_shape_do_match,
	[BG_PY_RAISE] = do_raise,
	[BG_PY_FUNCTION] = bg_shape_do_definition,
	[BG_PY_ASYNC_FUNCTION] = bg_shape_do_definition,
	[BG_PY_CLASS] = bg_shape_do_definition,
	[BG_PY_IMPORT_FROM] = bg_shape_do_from,
	[BG_PY_IMPORT] = bg_shape_do_import,
};

void
bg_shape_block(struct bg_scene *s, const struct bg_py_list *body)
{
	for (uint32_t i = 0; i < body->n && s->state.live && bg_walk_step(s->w); i++) {
		if (s->nest > BG_SHAPE_NEST)
			return;
		if (s->trap)
			bg_state_join(s->w, s->trap, &s->state);
		s->nest++;
		if (runners[body->v[i]->type])
			runners[body->v[i]->type](s, body->v[i]);
		s->nest--;
	}
}
