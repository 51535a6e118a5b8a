/* SPDX-License-Identifier: MIT */
/*
 * What one name is at a place of its scope: the statements before it are gone through in
 * order, those that touch the name only. Branches that are not decided are joined.
 */
#include "python/flow.h"

const struct bg_py_binding *
bg_py_flow_peek(const struct bg_py_flow *w)
{
	if (!w->next || !w->star)
		return w->next ? w->next : w->star;
	return w->next < w->star ? w->next : w->star;
}

static void
advance(struct bg_py_flow *w)
{
	const struct bg_py_binding *first = bg_py_flow_peek(w);

	if (first == w->next)
		w->next = bg_py_scope_next(w->f.scope, w->next);
	else
		w->star = bg_py_scope_next(w->f.scope, w->star);
}

void
bg_py_flow_touch(struct bg_py_flow *w, const struct bg_py_node *node)
{
	const struct bg_py_binding *b;

	while ((b = bg_py_flow_peek(w)) && b->node == node) {
		if (b->end >= w->at)
			return;
		w->f.at = b->end;
		if (b->kind != BG_PY_BIND_LOOP)
			w->f.now = bg_py_flow_apply(&w->f, b);
		advance(w);
	}
}

uint32_t
bg_py_flow_end(const struct bg_py_list *body)
{
	return body->n ? body->v[body->n - 1]->end : 0;
}

void
bg_py_flow_skip(struct bg_py_flow *w, uint32_t end)
{
	const struct bg_py_binding *b;

	while ((b = bg_py_flow_peek(w)) && b->end <= end)
		advance(w);
}

/* The block that holds the place asked for; on the way nothing else is gone through. */
static bool
approach_in(struct bg_py_flow *w, const struct bg_py_list *body, uint32_t from)
{
	if (from >= w->at || bg_py_flow_end(body) < w->at)
		return false;
	bg_py_flow_skip(w, from);
	bg_py_flow_walk(w, body);
	return true;
}

/* Whether a touch behind the place asked for, in the same loop, may have come before it. */
static bool
may_come_before(const struct bg_py_flow *w, const struct bg_py_binding *b)
{
	if (b->kind != BG_PY_BIND_CHANGE)
		return true;
	return !w->f.now || bg_pyv_is_container(w->f.now);
}

/* A loop's body, which may have run before. */
static bool
approach_round(struct bg_py_flow *w, const struct bg_py_node *loop,
               const struct bg_py_list *body, uint32_t from)
{
	const struct bg_py_binding *b;
	uint32_t end = bg_py_flow_end(body);

	if (!approach_in(w, body, from))
		return false;
	for (b = bg_py_flow_peek(w); b && b->end <= end; b = bg_py_flow_peek(w)) {
		if (b->end >= w->at && may_come_before(w, b))
			w->f.now = bg_py_unsure(&w->f, loop, "'%s' is bound again in a loop",
			                        w->f.self);
		advance(w);
	}
	return true;
}

static void
approach_try(struct bg_py_flow *w, const struct bg_py_try *attempt)
{
	uint32_t from = bg_py_flow_end(attempt->body);

	if (approach_in(w, attempt->body, 0))
		return;
	for (uint32_t i = 0; i < attempt->handlers->n; i++) {
		if (approach_in(w, attempt->handlers->v[i]->handler.body, from))
			return;
		from = attempt->handlers->v[i]->end;
	}
	bg_py_flow_walk(w, attempt->body);
	bg_py_flow_skip(w, from);
	bg_py_flow_walk(w, attempt->orelse);
	bg_py_flow_walk(w, attempt->finalbody);
}

static void
approach(struct bg_py_flow *w, const struct bg_py_node *node)
{
	const struct bg_py_list *cases;

	switch ((int)node->type) {
	case BG_PY_WHILE:
		if (!approach_round(w, node, node->branch.body, node->branch.test->end))
			approach_in(w, node->branch.orelse, bg_py_flow_end(node->branch.body));
		break;
	case BG_PY_IF:
		if (!approach_in(w, node->branch.body, node->branch.test->end))
			approach_in(w, node->branch.orelse, bg_py_flow_end(node->branch.body));
		break;
	case BG_PY_FOR:
	case BG_PY_ASYNC_FOR:
		if (!approach_round(w, node, node->loop->body, node->loop->iter->end))
			approach_in(w, node->loop->orelse, bg_py_flow_end(node->loop->body));
		break;
	case BG_PY_WITH:
	case BG_PY_ASYNC_WITH:
		bg_py_flow_touch(w, node);
		bg_py_flow_walk(w, node->with.body);
		break;
	case BG_PY_TRY:
	case BG_PY_TRY_STAR:
		approach_try(w, node->attempt);
		break;
	case BG_PY_MATCH:
		cases = node->match.cases;
		for (uint32_t i = 0, from = node->match.subject->end; i < cases->n; i++) {
			if (approach_in(w, cases->v[i]->match_case.body, from))
				break;
			from = bg_py_flow_end(cases->v[i]->match_case.body);
		}
		break;
	default:
		break;
	}
	w->done = true;
}

static void
walk_statements(struct bg_py_flow *w, const struct bg_py_list *body)
{
	const struct bg_py_binding *b;

	for (uint32_t i = 0; i < body->n && !w->done && w->jump == GO; i++) {
		if (w->f.project->steps++ > w->f.project->limits->v[BG_LIMIT_NODES] / 4) {
			w->f.now = bg_py_unsure(&w->f, body->v[i], "there is too much to fold");
			w->done = true;
			return;
		}
		if (body->v[i]->end >= w->at) {
			approach(w, body->v[i]);
			return;
		}
		b = bg_py_flow_peek(w);
		if (!b && !w->in_loop)
			return;
		if (w->in_loop || (b && b->end <= body->v[i]->end))
			bg_py_flow_enter(w, body->v[i]);
	}
}

/* A name in the last of many elifs may lead to another one: each alone is no deeper. */
void
bg_py_flow_walk(struct bg_py_flow *w, const struct bg_py_list *body)
{
	struct bg_py_project *p = w->f.project;

	if (!body->n || w->done)
		return;
	if (p->blocks >= BG_PY_FLOW_BLOCKS) {
		w->f.now = bg_py_unsure(&w->f, body->v[0], "its statements are too nested");
		w->done = true;
		return;
	}
	p->blocks++;
	walk_statements(w, body);
	p->blocks--;
}

static const struct bg_py_list *
body_of(const struct bg_py_node *node)
{
	if (node->type == BG_PY_MODULE)
		return node->module.body;
	return node->type == BG_PY_CLASS ? node->cls->body : node->def->body;
}

static const struct bg_py_value *
run(const struct bg_py_folder *f, struct bg_py_scope *scope, const char *name, uint32_t at)
{
	struct bg_py_chain *chain = bg_py_scope_find(scope, name);
	struct bg_py_flow w = {.at = at};

	w.f.project = f->project;
	w.f.scope = scope;
	w.f.cls = scope == f->scope ? f->cls : NULL;
	if (scope == f->scope) {
		w.f.loops = f->loops;
		w.f.loop_at = f->loop_at;
		w.f.given = f->given;
	}
	w.f.self = name;
	w.next = chain && chain->first ? &scope->v[chain->first - 1] : NULL;
	w.star = scope->stars.first ? &scope->v[scope->stars.first - 1] : NULL;
	if (w.next && w.next->kind == BG_PY_BIND_PARAMETER)
		bg_py_flow_touch(&w, w.next->node);
	bg_py_flow_walk(&w, body_of(scope->node));
	return w.f.now;
}

/*
 * How many touches come before a place; whether all do, none is in a branch that the
 * place may be in too, and none in the loop that is being unrolled.
 */
static size_t
count_before(const struct bg_py_folder *f, const struct bg_py_scope *scope, uint32_t first,
             uint32_t at, bool *all)
{
	const struct bg_py_binding *b = first ? &scope->v[first - 1] : NULL;
	size_t n = 0;

	for (; b; b = bg_py_scope_next(scope, b)) {
		if (b->end < at)
			n++;
		if (b->end >= at || (b->conditional && at != UINT32_MAX))
			*all = false;
		if (scope == f->scope && f->loop_at && b->end >= f->loop_at)
			*all = false;
	}
	return n;
}

static const struct bg_py_value *
run_part(const struct bg_py_folder *f, struct bg_py_scope *scope, const char *name, uint32_t at)
{
	const struct bg_py_value *value = run(f, scope, name, at);

	return value && scope->node->type == BG_PY_MODULE
	               ? bg_py_escape(scope->unit, name, value)
	               : value;
}

static const struct bg_py_value *
turn_back(struct bg_py_project *p, const char *name)
{
	struct bg_py_value *value = bg_pyv_new(p->arena, BG_PYV_UNKNOWN);

	p->circles++;
	value->text = bg_strf(p->arena, "'%s' depends on itself", name);
	value->n = strlen(value->text);
	value->circular = true;
	return value;
}

/* The value at the end of the scope; kept unless it was cut off by a circle around it. */
static const struct bg_py_value *
run_whole(const struct bg_py_folder *f, struct bg_py_scope *scope, struct bg_py_chain *chain,
          const char *name)
{
	struct bg_py_project *p = f->project;
	const struct bg_py_value *value;
	size_t circles = p->circles;

	chain->running = true;
	p->running++;
	value = run(f, scope, name, UINT32_MAX);
	p->running--;
	chain->running = false;
	if (value && scope->node->type == BG_PY_MODULE)
		value = bg_py_escape(scope->unit, name, value);
	if (!p->running || p->circles == circles)
		chain->value = value;
	return value;
}

const struct bg_py_value *
bg_py_flow_name(const struct bg_py_folder *f, struct bg_py_scope *scope, const char *name,
                uint32_t at)
{
	struct bg_py_chain *chain = bg_py_scope_find(scope, name);
	bool all = true;
	size_t n;

	if (chain && chain->global)
		return NULL;
	n = count_before(f, scope, chain ? chain->first : 0, at, &all);
	n += count_before(f, scope, scope->stars.first, at, &all);
	if (!n)
		return NULL;
	if (!all || !chain)
		return run_part(f, scope, name, at);
	if (chain->value)
		return chain->value;
	if (chain->running)
		return turn_back(f->project, name);
	return run_whole(f, scope, chain, name);
}
