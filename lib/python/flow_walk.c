/* SPDX-License-Identifier: MIT */
/* Compound statements: branches are joined, loops over what is known unrolled. */
#include "python/flow.h"

#define ROUNDS 1000 /* of a loop that is unrolled */

/* Walks one of several ways to go on, from before; joins with what others gave. */
static void
branch(struct bg_py_flow *w, const struct bg_py_list *body, const struct bg_py_value *before,
       const struct bg_py_value **joined, bool *any)
{
	w->f.now = before;
	bg_py_flow_walk(w, body);
	bg_py_flow_skip(w, bg_py_flow_end(body));
	*joined = *any ? bg_pyv_join(w->f.project->arena, *joined, w->f.now) : w->f.now;
	*any = true;
	if (w->jump != GO) {
		w->jump = GO;
		if (*joined && bg_pyv_is_container(*joined))
			*joined = bg_pyv_open(w->f.project->arena, *joined,
			                      "a loop may end early", w->f.scope->unit->path,
			                      body->v[0]->line);
	}
}

static const struct bg_py_value *
fold_at(struct bg_py_flow *w, const struct bg_py_node *e)
{
	w->f.at = e->end;
	return bg_py_fold_in(&w->f, e);
}

static void
walk_if(struct bg_py_flow *w, const struct bg_py_node *node)
{
	int truth = bg_pyv_truth(fold_at(w, node->branch.test));
	const struct bg_py_value *before, *joined = NULL;
	bool any = false;

	bg_py_flow_touch(w, node);
	before = w->f.now;
	if (truth > 0) {
		bg_py_flow_walk(w, node->branch.body);
	} else if (truth == 0) {
		bg_py_flow_skip(w, bg_py_flow_end(node->branch.body));
		bg_py_flow_walk(w, node->branch.orelse);
	} else {
		branch(w, node->branch.body, before, &joined, &any);
		branch(w, node->branch.orelse, before, &joined, &any);
		w->f.now = joined;
	}
}

static bool
ends_in_raise(const struct bg_py_list *body)
{
	return body->n && body->v[body->n - 1]->type == BG_PY_RAISE;
}

static void
walk_try(struct bg_py_flow *w, const struct bg_py_try *attempt)
{
	const struct bg_py_value *before = w->f.now, *joined;
	const struct bg_py_binding *next, *star;
	bool any = true;

	/* what follows the body in time stands behind the handlers */
	bg_py_flow_walk(w, attempt->body);
	bg_py_flow_skip(w, bg_py_flow_end(attempt->body));
	next = w->next;
	star = w->star;
	if (attempt->handlers->n)
		bg_py_flow_skip(w, attempt->handlers->v[attempt->handlers->n - 1]->end);
	bg_py_flow_walk(w, attempt->orelse);
	joined = w->f.now;
	w->next = next;
	w->star = star;
	for (uint32_t i = 0; i < attempt->handlers->n; i++) {
		const struct bg_py_node *handler = attempt->handlers->v[i];

		w->f.now = before;
		bg_py_flow_touch(w, handler);
		if (ends_in_raise(handler->handler.body))
			bg_py_flow_skip(w, handler->end);
		else
			branch(w, handler->handler.body, w->f.now, &joined, &any);
	}
	w->f.now = joined;
	bg_py_flow_skip(w, bg_py_flow_end(attempt->orelse));
	bg_py_flow_walk(w, attempt->finalbody);
}

static const struct bg_py_value *
lookup(const struct bg_py_local *from, const struct bg_py_local *to, const char *name)
{
	for (; from != to; from = from->next)
		if (strcmp(from->name, name) == 0)
			return from->value;
	return NULL;
}

/* One round of a loop, its names bound to an element. */
static void
walk_round(struct bg_py_flow *w, const struct bg_py_node *node,
           const struct bg_py_value *element)
{
	const struct bg_py_local *outer = w->f.loops;
	const struct bg_py_value *own;
	uint32_t loop_at = w->f.loop_at;

	w->f.loops = bg_py_bind_local(&w->f, outer, node->loop->target, element);
	if (!loop_at)
		w->f.loop_at = node->loop->iter->end;
	own = lookup(w->f.loops, outer, w->f.self);
	if (own)
		w->f.now = own;
	bg_py_flow_walk(w, node->loop->body);
	w->f.loops = outer;
	w->f.loop_at = loop_at;
	if (w->jump == CONTINUE)
		w->jump = GO;
}

/* What is left of a name that a loop changes, nobody knows how often. */
static void
blur(struct bg_py_flow *w, const struct bg_py_node *node, const struct bg_py_value *before)
{
	const struct bg_py_value *now = bg_pyv_join(w->f.project->arena, before, w->f.now);

	w->jump = GO;
	if (now && bg_pyv_is_container(now) && now != before)
		now = bg_pyv_open(w->f.project->arena, now, "it is changed in a loop",
		                  w->f.scope->unit->path, node->line);
	w->f.now = now;
}

static void
walk_for(struct bg_py_flow *w, const struct bg_py_node *node)
{
	const struct bg_py_value *before = w->f.now, *iter = fold_at(w, node->loop->iter);
	const struct bg_py_value *many = bg_py_fold_many(&w->f, iter, BG_PYV_LIST);
	const struct bg_py_binding *next, *star;
	bool outer = w->in_loop;

	bg_py_flow_touch(w, node);
	next = w->next;
	star = w->star;
	w->in_loop = true;
	if (!many || many->open || many->nv > ROUNDS || many->kind != BG_PYV_LIST) {
		if (iter->kind != BG_PYV_UNKNOWN)
			iter = bg_py_unsure(&w->f, node->loop->iter, "an element of %s",
			                    bg_pyv_brief(w->f.project->arena, iter));
		walk_round(w, node, iter);
		blur(w, node, before);
	} else {
		for (size_t i = 0; i < many->nv && w->jump != BREAK && !w->done; i++) {
			w->next = next;
			w->star = star;
			walk_round(w, node, many->v[i]);
		}
	}
	w->in_loop = outer;
	bg_py_flow_skip(w, bg_py_flow_end(node->loop->body));
	if (w->jump != BREAK)
		bg_py_flow_walk(w, node->loop->orelse);
	w->jump = GO;
}

static void
walk_while(struct bg_py_flow *w, const struct bg_py_node *node)
{
	const struct bg_py_value *before = w->f.now;

	if (bg_pyv_truth(fold_at(w, node->branch.test)) == 0) {
		bg_py_flow_skip(w, bg_py_flow_end(node->branch.body));
	} else {
		bg_py_flow_walk(w, node->branch.body);
		blur(w, node, before);
	}
	bg_py_flow_walk(w, node->branch.orelse);
}

/* "with suppress(…)" may leave its body anywhere. */
static void
walk_with(struct bg_py_flow *w, const struct bg_py_node *node)
{
	const struct bg_py_value *before = w->f.now;
	const struct bg_py_node *e = node->with.items->v[0]->binary.left, *func;

	bg_py_flow_touch(w, node);
	bg_py_flow_walk(w, node->with.body);
	func = e->type == BG_PY_CALL ? e->call.func : e;
	if ((func->type == BG_PY_NAME && strcmp(func->name.id, "suppress") == 0) ||
	    (func->type == BG_PY_ATTRIBUTE && strcmp(func->attribute.attr, "suppress") == 0))
		w->f.now = bg_pyv_join(w->f.project->arena, before, w->f.now);
}

static void
walk_match(struct bg_py_flow *w, const struct bg_py_node *node)
{
	const struct bg_py_value *before = w->f.now, *joined = before;
	bool any = true;

	for (uint32_t i = 0; i < node->match.cases->n; i++) {
		w->f.now = before;
		bg_py_flow_touch(w, node);
		branch(w, node->match.cases->v[i]->match_case.body, w->f.now, &joined, &any);
	}
	w->f.now = joined;
}

void
bg_py_flow_enter(struct bg_py_flow *w, const struct bg_py_node *node)
{
	switch ((int)node->type) {
	case BG_PY_IF:
		walk_if(w, node);
		break;
	case BG_PY_WHILE:
		walk_while(w, node);
		break;
	case BG_PY_FOR:
	case BG_PY_ASYNC_FOR:
		walk_for(w, node);
		break;
	case BG_PY_WITH:
	case BG_PY_ASYNC_WITH:
		walk_with(w, node);
		break;
	case BG_PY_TRY:
	case BG_PY_TRY_STAR:
		walk_try(w, node->attempt);
		break;
	case BG_PY_MATCH:
		walk_match(w, node);
		break;
	case BG_PY_CONTINUE:
		w->jump = CONTINUE;
		break;
	case BG_PY_BREAK:
		w->jump = BREAK;
		break;
	default:
		bg_py_flow_touch(w, node);
		break;
	}
}
