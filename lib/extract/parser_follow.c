/* SPDX-License-Identifier: MIT */
/* Into functions and methods, their parameters bound to what the call gives. */
#include "extract/parser_walk.h"

const struct bg_py_node *
bg_walk_method(const struct bg_builder *w, const char *name, size_t *level)
{
	for (; *level < w->self.n; ++*level) {
		const struct bg_py_list *body = w->self.v[*level].node->cls->body;

		for (uint32_t i = body->n; i > 0; i--)
			if ((body->v[i - 1]->type == BG_PY_FUNCTION ||
			     body->v[i - 1]->type == BG_PY_ASYNC_FUNCTION) &&
			    strcmp(body->v[i - 1]->def->name, name) == 0)
				return body->v[i - 1];
	}
	*level = SIZE_MAX;
	return NULL;
}

/* Depth first; of a class that comes twice the last place counts, as in C3. */
static int
add_class(struct bg_builder *w, struct bg_py_unit *unit, const struct bg_py_node *cls,
          unsigned depth)
{
	struct bg_lineage *l = &w->self;
	struct bg_py_where where = {.unit = unit};
	const struct bg_py_value *base;
	size_t at = 0;

	while (at < l->n && l->v[at].node != cls)
		at++;
	if (at < l->n) {
		memmove(&l->v[at], &l->v[at + 1], (l->n - at - 1) * sizeof(l->v[0]));
		l->n--;
	}
	if (l->n == sizeof(l->v) / sizeof(l->v[0]) || depth > BG_PARSER_DEPTH)
		return 0;
	l->v[l->n].unit = unit;
	l->v[l->n++].node = cls;
	for (uint32_t i = 0; i < cls->cls->bases->n; i++) {
		if (bg_py_fold(w->project, &where, cls->cls->bases->v[i], &base, w->err))
			return -1;
		if (base->kind == BG_PYV_CLASS) {
			if (add_class(w, base->unit, base->node, depth + 1))
				return -1;
		} else if (base->kind != BG_PYV_EXTERNAL) {
			bg_harvest_unread_item(w->x->keep, w->x->out, w->root->id,
			                       (struct bg_loc){unit->path, cls->line},
			                       "a base of the class cannot be told");
		} else if (strcmp(base->text, "builtins.object") != 0) {
			l->external = base->text;
		}
	}
	return 0;
}

int
bg_walk_lineage(struct bg_builder *w, struct bg_py_unit *unit, const struct bg_py_node *cls)
{
	w->self.n = 0;
	return add_class(w, unit, cls, 0);
}

static const struct bg_py_local *
give(struct bg_builder *w, const struct bg_py_local *on, const char *name,
     const struct bg_py_value *value)
{
	struct bg_py_local *l = bg_alloc(w->x->keep, sizeof(*l));

	*l = (struct bg_py_local){name, value, on};
	return l;
}

/* What a call hands over, read where it stands. */
struct handing {
	struct bg_builder *w;
	struct bg_reach *from, *to;
	const struct bg_py_node *call; /* NULL: one parser, bound in from last */
	struct bg_pyv_list rest;
	bool unsure; /* a "*" or "**" that is not known */
};

static int
hand_over(struct handing *h, const char *name, const struct bg_py_node *arg)
{
	const struct bg_py_value *v;
	struct bg_handle handle = {0};

	if (arg->type == BG_PY_NAME || arg->type == BG_PY_ATTRIBUTE || arg->type == BG_PY_CALL)
		if (bg_walk_eval(h->w, h->from, arg, &handle))
			return -1;
	if (name)
		bg_walk_bind(h->w, h->to, name, &handle);
	if (bg_walk_fold(h->w, h->from, arg, &v))
		return -1;
	if (name)
		h->to->around.given = give(h->w, h->to->around.given, name, v);
	else
		*bg_list_add(h->w->x->keep, &h->rest) = v;
	return 0;
}

static const char *
parameter(const struct bg_py_arguments *p, uint32_t i)
{
	if (i < p->posonlyargs->n)
		return p->posonlyargs->v[i]->arg.name;
	i -= p->posonlyargs->n;
	return i < p->args->n ? p->args->v[i]->arg.name : NULL;
}

static bool
has_parameter(const struct bg_py_arguments *p, const char *name)
{
	for (uint32_t i = 0; i < p->args->n; i++)
		if (strcmp(p->args->v[i]->arg.name, name) == 0)
			return true;
	for (uint32_t i = 0; i < p->kwonlyargs->n; i++)
		if (strcmp(p->kwonlyargs->v[i]->arg.name, name) == 0)
			return true;
	return false;
}

static int
hand_positionals(struct handing *h, const struct bg_py_arguments *p, uint32_t first)
{
	const struct bg_py_list *args = h->call->call.args;
	const struct bg_py_value *v;
	uint32_t at = first;

	for (uint32_t i = 0; i < args->n; i++) {
		if (args->v[i]->type != BG_PY_STARRED) {
			if (hand_over(h, parameter(p, at++), args->v[i]))
				return -1;
			continue;
		}
		if (bg_walk_fold(h->w, h->from, args->v[i]->unary.value, &v))
			return -1;
		h->unsure |= !bg_pyv_is_many(v) || v->open;
		for (size_t k = 0; bg_pyv_is_many(v) && k < v->nv; k++, at++) {
			if (parameter(p, at))
				h->to->around.given = give(h->w, h->to->around.given,
				                           parameter(p, at), v->v[k]);
			else
				*bg_list_add(h->w->x->keep, &h->rest) = v->v[k];
		}
	}
	if (p->vararg && !h->unsure)
		h->to->around.given = give(h->w, h->to->around.given, p->vararg->arg.name,
		                           bg_pyv_many(h->w->x->keep, BG_PYV_TUPLE, &h->rest));
	return 0;
}

static int
hand_keywords(struct handing *h, const struct bg_py_arguments *p)
{
	const struct bg_py_list *list = h->call->call.keywords;
	struct bg_pyv_list keys = {0}, values = {0};
	struct bg_arena *arena = h->w->x->keep;
	const struct bg_py_value *v;
	bool unsure = false;

	for (uint32_t i = 0; i < list->n; i++) {
		const char *name = list->v[i]->keyword.name;

		if (name && has_parameter(p, name)) {
			if (hand_over(h, name, list->v[i]->keyword.value))
				return -1;
			continue;
		}
		if (bg_walk_fold(h->w, h->from, list->v[i]->keyword.value, &v))
			return -1;
		if (name) {
			*bg_list_add(arena, &keys) = bg_pyv_str(arena, name, strlen(name));
			*bg_list_add(arena, &values) = v;
			continue;
		}
		unsure |= v->kind != BG_PYV_DICT || v->open;
		for (size_t k = 0; v->kind == BG_PYV_DICT && k < v->nv; k++) {
			if (v->v[k]->kind == BG_PYV_STR && has_parameter(p, v->v[k]->text)) {
				h->to->around.given =
					give(h->w, h->to->around.given, v->v[k]->text, v->w[k]);
				continue;
			}
			*bg_list_add(arena, &keys) = v->v[k];
			*bg_list_add(arena, &values) = v->w[k];
		}
	}
	if (p->kwarg && !unsure)
		h->to->around.given = give(h->w, h->to->around.given, p->kwarg->arg.name,
		                           bg_pyv_dict(arena, &keys, &values));
	h->unsure |= unsure;
	return 0;
}

static int
give_defaults(struct handing *h, const struct bg_py_arguments *p)
{
	struct bg_py_where where = {.unit = h->to->where.unit};
	uint32_t n = p->posonlyargs->n + p->args->n;
	const struct bg_py_value *v;

	for (uint32_t i = 0; i < p->defaults->n; i++) {
		if (bg_py_fold(h->w->project, &where, p->defaults->v[i], &v, h->w->err))
			return -1;
		h->to->around.given = give(h->w, h->to->around.given,
		                           parameter(p, n - p->defaults->n + i), v);
	}
	for (uint32_t i = 0; i < p->kwonlyargs->n; i++) {
		if (!p->kw_defaults->v[i])
			continue;
		if (bg_py_fold(h->w->project, &where, p->kw_defaults->v[i], &v, h->w->err))
			return -1;
		h->to->around.given =
			give(h->w, h->to->around.given, p->kwonlyargs->v[i]->arg.name, v);
	}
	return 0;
}

static bool
is_static(const struct bg_py_def *def)
{
	for (uint32_t i = 0; i < def->decorators->n; i++)
		if (def->decorators->v[i]->type == BG_PY_NAME &&
		    strcmp(def->decorators->v[i]->name.id, "staticmethod") == 0)
			return true;
	return false;
}

/* Gives self its class, so that its constants are found where they are overridden. */
static void
give_self(struct handing *h, const char *name)
{
	struct bg_py_value *self = bg_pyv_new(h->w->x->keep, BG_PYV_CLASS);

	self->unit = h->w->self.v[0].unit;
	self->node = h->w->self.v[0].node;
	h->to->around.given = give(h->w, h->to->around.given, name, self);
}

static int
hand_all(struct handing *h, const struct bg_py_node *def, bool bound)
{
	const struct bg_py_arguments *p = def->def->args->arguments;
	uint32_t first = bound && !is_static(def->def) ? 1 : 0;
	struct bg_handle handle = {.type = BG_HANDLE_PARSER, .parser = h->w->root};

	if (give_defaults(h, p))
		return -1;
	if (first && parameter(p, 0))
		give_self(h, parameter(p, 0));
	if (h->call)
		return hand_positionals(h, p, first) || hand_keywords(h, p) ? -1 : 0;
	if (parameter(p, first))
		bg_walk_bind(h->w, h->to, parameter(p, first), &handle);
	return 0;
}

/* A function that never speaks of arguments has nothing to add. */
static bool
is_of_interest(struct bg_py_unit *unit, const struct bg_py_node *def)
{
	const char *text, *end;
	size_t n;

	text = bg_py_source(unit->file, def, &n);
	if (!text)
		return true;
	for (end = text + n; text + 4 <= end; text++)
		if (memcmp(text, "pars", 4) == 0 || memcmp(text, "Pars", 4) == 0 ||
		    memcmp(text, "argu", 4) == 0)
			return true;
	return false;
}

static bool
hands_parser(const struct bg_reach *to)
{
	for (size_t i = 0; i < to->names.n; i++)
		if (to->names.v[i].handle.type)
			return true;
	return false;
}

int
bg_walk_function(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
                 const struct bg_callee *callee, struct bg_handle *out)
{
	struct bg_py_unit *unit = callee->unit;
	const struct bg_py_node *def = callee->def;
	struct bg_reach to = {.where = {.unit = unit, .function = def},
	                      .level = callee->level,
	                      .depth = f->depth + 1,
	                      .outer = callee->outer};
	struct handing h = {.w = w, .from = f, .to = &to, .call = call};
	struct bg_py_node *node = (struct bg_py_node *)(uintptr_t)def;

	if (to.depth > BG_PARSER_DEPTH) {
		bg_walk_unread(w, f, call ? call : def, w->root, "its helpers go too deep");
		return 0;
	}
	if (hand_all(&h, def, callee->bound))
		return -1;
	if (!to.outer && !hands_parser(&to) && !is_of_interest(unit, def))
		return 0;
	if (bg_py_parse_body(unit->file, w->x->limits, node, w->err)) {
		if (w->err->code != BG_ESYNTAX)
			return -1;
		*w->err = (struct bg_err){0};
		bg_walk_unread(w, &to, def, w->root, "the function does not parse");
		return 0;
	}
	if ((to.outer && bg_walk_enclose(w, &to)) || bg_walk_body(w, &to, def->def->body))
		return -1;
	*out = to.result;
	return 0;
}
