/* SPDX-License-Identifier: MIT */
/*
 * What one name is at a place of its scope: the statements before it are gone through in
 * order, those that touch the name only. Branches that are not decided are joined.
 */
#include "python/folder.h"

#define ROUNDS 1000 /* of a loop that is unrolled */

struct flow {
	struct bg_py_folder f; /* f.self and f.now: the name and its value so far */
	const struct bg_py_binding *next, *star; /* the next touches; NULL: none left */
	uint32_t at;
	bool done;    /* the place was reached */
	bool in_loop;
	enum { GO, CONTINUE, BREAK } jump;
};

static const struct bg_py_binding *
peek(const struct flow *w)
{
	if (!w->next || !w->star)
		return w->next ? w->next : w->star;
	return w->next < w->star ? w->next : w->star;
}

static void
advance(struct flow *w)
{
	const struct bg_py_binding *first = peek(w);

	if (first == w->next)
		w->next = bg_py_scope_next(w->f.scope, w->next);
	else
		w->star = bg_py_scope_next(w->f.scope, w->star);
}

/* Applies the touches of one statement's own; those of its blocks come later. */
static void
apply(struct flow *w, const struct bg_py_node *node)
{
	const struct bg_py_binding *b;

	while ((b = peek(w)) && b->node == node) {
		if (b->end >= w->at)
			return;
		w->f.at = b->end;
		if (b->kind != BG_PY_BIND_LOOP)
			w->f.now = bg_py_flow_apply(&w->f, b);
		advance(w);
	}
}

static void walk(struct flow *w, const struct bg_py_list *body);

static uint32_t
end_of(const struct bg_py_list *body)
{
	return body->n ? body->v[body->n - 1]->end : 0;
}

/* Drops touches up to an offset: of blocks that are not entered. */
static void
skip_to(struct flow *w, uint32_t end)
{
	const struct bg_py_binding *b;

	while ((b = peek(w)) && b->end <= end)
		advance(w);
}

/* Walks one of several ways to go on, from before; joins with what others gave. */
static void
branch(struct flow *w, const struct bg_py_list *body, const struct bg_py_value *before,
       const struct bg_py_value **joined, bool *any)
{
	w->f.now = before;
	walk(w, body);
	skip_to(w, end_of(body));
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
fold_at(struct flow *w, const struct bg_py_node *e)
{
	w->f.at = e->end;
	return bg_py_fold_in(&w->f, e);
}

static void
walk_if(struct flow *w, const struct bg_py_node *node)
{
	int truth = bg_pyv_truth(fold_at(w, node->branch.test));
	const struct bg_py_value *before, *joined = NULL;
	bool any = false;

	apply(w, node);
	before = w->f.now;
	if (truth > 0) {
		walk(w, node->branch.body);
	} else if (truth == 0) {
		skip_to(w, end_of(node->branch.body));
		walk(w, node->branch.orelse);
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
walk_try(struct flow *w, const struct bg_py_try *attempt)
{
	const struct bg_py_value *before = w->f.now, *joined;
	bool any = true;

	walk(w, attempt->body);
	joined = w->f.now;
	for (uint32_t i = 0; i < attempt->handlers->n; i++) {
		const struct bg_py_node *handler = attempt->handlers->v[i];

		w->f.now = before;
		apply(w, handler);
		if (ends_in_raise(handler->handler.body))
			skip_to(w, handler->end);
		else
			branch(w, handler->handler.body, w->f.now, &joined, &any);
	}
	w->f.now = joined;
	walk(w, attempt->orelse);
	walk(w, attempt->finalbody);
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
walk_round(struct flow *w, const struct bg_py_node *node, const struct bg_py_value *element)
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
	walk(w, node->loop->body);
	w->f.loops = outer;
	w->f.loop_at = loop_at;
	if (w->jump == CONTINUE)
		w->jump = GO;
}

/* What is left of a name that a loop changes, nobody knows how often. */
static void
blur(struct flow *w, const struct bg_py_node *node, const struct bg_py_value *before)
{
	const struct bg_py_value *now = bg_pyv_join(w->f.project->arena, before, w->f.now);

	w->jump = GO;
	if (now && bg_pyv_is_container(now) && now != before)
		now = bg_pyv_open(w->f.project->arena, now, "it is changed in a loop",
		                  w->f.scope->unit->path, node->line);
	w->f.now = now;
}

static void
walk_for(struct flow *w, const struct bg_py_node *node)
{
	const struct bg_py_value *before = w->f.now, *iter = fold_at(w, node->loop->iter);
	const struct bg_py_value *many = bg_py_fold_many(&w->f, iter, BG_PYV_LIST);
	const struct bg_py_binding *next, *star;
	bool outer = w->in_loop;

	apply(w, node);
	next = w->next;
	star = w->star;
	w->in_loop = true;
	if (!many || many->open || many->nv > ROUNDS || many->kind != BG_PYV_LIST) {
		walk_round(w, node, bg_py_unsure(&w->f, node->loop->iter, "an element of %s",
		                                 bg_pyv_brief(w->f.project->arena, iter)));
		blur(w, node, before);
	} else {
		for (size_t i = 0; i < many->nv && w->jump != BREAK && !w->done; i++) {
			w->next = next;
			w->star = star;
			walk_round(w, node, many->v[i]);
		}
	}
	w->in_loop = outer;
	skip_to(w, end_of(node->loop->body));
	if (w->jump != BREAK)
		walk(w, node->loop->orelse);
	w->jump = GO;
}

static void
walk_while(struct flow *w, const struct bg_py_node *node)
{
	const struct bg_py_value *before = w->f.now;

	if (bg_pyv_truth(fold_at(w, node->branch.test)) == 0) {
		skip_to(w, end_of(node->branch.body));
	} else {
		walk(w, node->branch.body);
		blur(w, node, before);
	}
	walk(w, node->branch.orelse);
}

/* "with suppress(…)" may leave its body anywhere. */
static void
walk_with(struct flow *w, const struct bg_py_node *node)
{
	const struct bg_py_value *before = w->f.now;
	const struct bg_py_node *e = node->with.items->v[0]->binary.left, *func;

	apply(w, node);
	walk(w, node->with.body);
	func = e->type == BG_PY_CALL ? e->call.func : e;
	if ((func->type == BG_PY_NAME && strcmp(func->name.id, "suppress") == 0) ||
	    (func->type == BG_PY_ATTRIBUTE && strcmp(func->attribute.attr, "suppress") == 0))
		w->f.now = bg_pyv_join(w->f.project->arena, before, w->f.now);
}

static void
walk_match(struct flow *w, const struct bg_py_node *node)
{
	const struct bg_py_value *before = w->f.now, *joined = before;
	bool any = true;

	for (uint32_t i = 0; i < node->match.cases->n; i++) {
		w->f.now = before;
		apply(w, node);
		branch(w, node->match.cases->v[i]->match_case.body, w->f.now, &joined, &any);
	}
	w->f.now = joined;
}

static void
enter(struct flow *w, const struct bg_py_node *node)
{
	switch ((int)node->type) {
	case BG_PY_IF: walk_if(w, node); break;
	case BG_PY_WHILE: walk_while(w, node); break;
	case BG_PY_FOR:
	case BG_PY_ASYNC_FOR: walk_for(w, node); break;
	case BG_PY_WITH:
	case BG_PY_ASYNC_WITH: walk_with(w, node); break;
	case BG_PY_TRY:
	case BG_PY_TRY_STAR: walk_try(w, node->attempt); break;
	case BG_PY_MATCH: walk_match(w, node); break;
	case BG_PY_CONTINUE: w->jump = CONTINUE; break;
	case BG_PY_BREAK: w->jump = BREAK; break;
	default: apply(w, node); break;
	}
}

/* The block that holds the place asked for; on the way nothing else is gone through. */
static bool
approach_in(struct flow *w, const struct bg_py_list *body, uint32_t from)
{
	if (from >= w->at || end_of(body) < w->at)
		return false;
	skip_to(w, from);
	walk(w, body);
	return true;
}

static void
approach_try(struct flow *w, const struct bg_py_try *attempt)
{
	uint32_t from = end_of(attempt->body);

	if (approach_in(w, attempt->body, 0))
		return;
	for (uint32_t i = 0; i < attempt->handlers->n; i++) {
		if (approach_in(w, attempt->handlers->v[i]->handler.body, from))
			return;
		from = attempt->handlers->v[i]->end;
	}
	walk(w, attempt->body);
	skip_to(w, from);
	walk(w, attempt->orelse);
	walk(w, attempt->finalbody);
}

static void
approach(struct flow *w, const struct bg_py_node *node)
{
	const struct bg_py_list *cases;

	switch ((int)node->type) {
	case BG_PY_IF:
	case BG_PY_WHILE:
		if (!approach_in(w, node->branch.body, node->branch.test->end))
			approach_in(w, node->branch.orelse, end_of(node->branch.body));
		break;
	case BG_PY_FOR:
	case BG_PY_ASYNC_FOR:
		if (!approach_in(w, node->loop->body, node->loop->iter->end))
			approach_in(w, node->loop->orelse, end_of(node->loop->body));
		break;
	case BG_PY_WITH:
	case BG_PY_ASYNC_WITH:
		apply(w, node);
		walk(w, node->with.body);
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
			from = end_of(cases->v[i]->match_case.body);
		}
		break;
	default:
		break;
	}
	w->done = true;
}

static void
walk(struct flow *w, const struct bg_py_list *body)
{
	const struct bg_py_binding *b;

	for (uint32_t i = 0; i < body->n && !w->done && w->jump == GO; i++) {
		w->f.project->steps++;
		if (body->v[i]->end >= w->at) {
			approach(w, body->v[i]);
			return;
		}
		b = peek(w);
		if (!b && !w->in_loop)
			return;
		if (w->in_loop || (b && b->end <= body->v[i]->end))
			enter(w, body->v[i]);
	}
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
	struct flow w = {.at = at};

	w.f.project = f->project;
	w.f.scope = scope;
	w.f.cls = scope == f->scope ? f->cls : NULL;
	if (scope == f->scope) {
		w.f.loops = f->loops;
		w.f.loop_at = f->loop_at;
	}
	w.f.self = name;
	w.next = chain && chain->first ? &scope->v[chain->first - 1] : NULL;
	w.star = scope->stars.first ? &scope->v[scope->stars.first - 1] : NULL;
	if (w.next && w.next->kind == BG_PY_BIND_PARAMETER)
		apply(&w, w.next->node);
	walk(&w, body_of(scope->node));
	return w.f.now;
}

/* How many touches come before a place, and whether all do and none is in a loop. */
static size_t
count_before(const struct bg_py_folder *f, const struct bg_py_scope *scope, uint32_t first,
             uint32_t at, bool *all)
{
	const struct bg_py_binding *b = first ? &scope->v[first - 1] : NULL;
	size_t n = 0;

	for (; b; b = bg_py_scope_next(scope, b)) {
		if (b->end < at)
			n++;
		else
			*all = false;
		if (scope == f->scope && f->loop_at && b->end >= f->loop_at)
			*all = false;
	}
	return n;
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
		return run(f, scope, name, at);
	if (chain->value)
		return chain->value;
	if (chain->running)
		return turn_back(f->project, name);
	return run_whole(f, scope, chain, name);
}
