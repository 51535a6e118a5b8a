/* SPDX-License-Identifier: MIT */
/* Calls: functions of the repository are walked with what they are given. */
#include "base/err.h"
#include "extract/shape.h"

const struct bg_shape *
bg_given_at(const struct bg_given *g, size_t i, const char *name)
{
	if (i < g->narg)
		return g->arg[i];
	for (size_t k = 0; name && k < g->nkey; k++)
		if (strcmp(g->key[k].name, name) == 0)
			return g->key[k].value;
	return NULL;
}

bool
bg_shape_read(struct bg_walk *w, struct bg_py_unit *unit, const struct bg_py_node *def)
{
	struct bg_py_node *node = (struct bg_py_node *)(uintptr_t)def;

	if (!node->def->skipped)
		return true;
	if (!bg_py_parse_body(unit->file, w->x->limits, node, w->err))
		return true;
	if (w->err->code != BG_ESYNTAX) {
		w->failed = true;
		return false;
	}
	bg_harvest_unread(w->x->keep, w->x->out, unit->path, w->err->line,
	                  bg_strdup(w->x->keep, w->err->text));
	*w->err = (struct bg_err){0};
	return false;
}

/* "*xs" gives the elements of a list that is known. */
static void
take_positional(struct bg_scene *s, const struct bg_py_list *args, struct bg_given *g)
{
	BG_LIST(const struct bg_shape *) all = {0};
	const struct bg_cell *list;
	const struct bg_shape *v;

	for (uint32_t i = 0; i < args->n; i++) {
		v = bg_shape_expr(s, args->v[i]);
		list = args->v[i]->type == BG_PY_STARRED ? bg_shape_unrolled(s, v) : NULL;
		g->more |= args->v[i]->type == BG_PY_STARRED && !list;
		for (size_t k = 0; list && k < list->npart && !g->more; k++)
			*bg_list_add(s->w->arena, &all) = list->part[k];
		if (args->v[i]->type != BG_PY_STARRED && !g->more)
			*bg_list_add(s->w->arena, &all) = v;
	}
	g->arg = all.v;
	g->narg = all.n;
}

static void
take_arguments(struct bg_scene *s, const struct bg_py_node *call, struct bg_given *g)
{
	const struct bg_py_list *args = call->call.args, *keywords = call->call.keywords;
	const struct bg_shape *v;
	const struct bg_cell *cell;

	take_positional(s, args, g);
	g->line = call->line;
	g->key = bg_calloc(s->w->arena, keywords->n + BG_SHAPE_KEYS, sizeof(*g->key));
	for (uint32_t i = 0; i < keywords->n; i++) {
		v = bg_shape_expr(s, keywords->v[i]->keyword.value);
		if (keywords->v[i]->keyword.name) {
			g->key[g->nkey++] =
				(struct bg_cell_key){keywords->v[i]->keyword.name, v, false};
			continue;
		}
		cell = v->ncell == 1 ? bg_cell_at(s, v->cell[0]) : NULL;
		g->more |= !cell || cell->open || cell->star || bg_shape_is_any(v);
		for (size_t k = 0; cell && k < cell->nkey && g->nkey < BG_SHAPE_KEYS; k++)
			g->key[g->nkey++] = cell->key[k];
	}
}

/* ---- binding parameters --------------------------------------------------------------- */

struct binding {
	struct bg_scene *s; /* the function's */
	const struct bg_shape_ref *ref;
	const struct bg_given *g;
	size_t next; /* of g->arg */
};

/* The answer that FastAPI will give, handed to the view beforehand. */
static bool
is_reply(struct bg_scene *s, const struct bg_py_node *annotation)
{
	const char *dotted = annotation ? bg_shape_dotted(s->w, annotation) : NULL;

	return s->w->reply && dotted &&
	       (strcmp(dotted, "Response") == 0 || bg_ends(dotted, ".Response"));
}

static void
bind_one(struct binding *b, const struct bg_py_node *arg, const struct bg_py_node *value,
         bool positional)
{
	struct bg_scene *s = b->s;
	const struct bg_shape *v = NULL, *other;

	if (b->g && positional && b->next < b->g->narg)
		v = b->g->arg[b->next++];
	for (size_t i = 0; b->g && !v && i < b->g->nkey; i++)
		if (strcmp(b->g->key[i].name, arg->arg.name) == 0)
			v = b->g->key[i].value;
	if (!v && value && b->g)
		v = bg_shape_expr(s, value);
	other = b->g ? NULL : bg_shape_depend_parameter(s, arg->arg.annotation, value);
	if (!b->g && !other && is_reply(s, arg->arg.annotation))
		other = s->w->reply;
	if (other) {
		bg_state_set(s->w, &s->state, arg->arg.name, other);
		return;
	}
	if (!b->g || b->g->more || !v) {
		other = bg_shape_any(s->w, "");
		if (!v && arg->arg.annotation)
			other = bg_shape_stated(s, s->unit, arg->arg.annotation, 0);
		v = bg_shape_join(s->w, v, other);
	}
	bg_state_set(s->w, &s->state, arg->arg.name, v);
}

/* "**kw" holds the keywords that are no parameters. */
static void
bind_rest(struct binding *b, const struct bg_py_arguments *a)
{
	struct bg_scene *s = b->s;
	const struct bg_shape *rest, **part;
	size_t n = 0;

	if (a->vararg) {
		part = bg_calloc(s->w->arena, b->g ? b->g->narg : 0, sizeof(*part));
		for (size_t i = b->next; b->g && i < b->g->narg; i++)
			part[n++] = b->g->arg[i];
		rest = !b->g || b->g->more ? bg_cell_list_of(s, bg_shape_any(s->w, ""))
		                           : bg_cell_list(s, part, n);
		bg_state_set(s->w, &s->state, a->vararg->arg.name, rest);
	}
	if (!a->kwarg)
		return;
	rest = bg_cell_dict(s, a->kwarg->line);
	for (size_t i = 0; b->g && i < b->g->nkey; i++)
		if (!bg_state_find(&s->state, b->g->key[i].name))
			bg_cell_put(s, rest, b->g->key[i].name, b->g->key[i].value,
			            b->g->key[i].sometimes);
	if (!b->g || b->g->more)
		bg_cell_open(s, rest, "keywords are passed on that are not known");
	bg_state_set(s->w, &s->state, a->kwarg->arg.name, rest);
}

static void
bind_parameters(struct binding *b, const struct bg_py_arguments *a)
{
	size_t n = a->posonlyargs->n + a->args->n, first = n - a->defaults->n;
	struct bg_scene *s = b->s;

	for (size_t i = 0; i < n; i++) {
		const struct bg_py_node *arg = i < a->posonlyargs->n
		                                       ? a->posonlyargs->v[i]
		                                       : a->args->v[i - a->posonlyargs->n];

		if (i == 0 && (b->ref->self || b->ref->cls)) {
			bg_state_set(s->w, &s->state, arg->arg.name,
			             b->ref->self
			                     ? bg_shape_cell(s->w, b->ref->self - 1)
			                     : bg_cell_new(s, &(struct bg_cell){
								      .kind = BG_CELL_OBJECT,
								      .unit = b->ref->unit,
								      .cls = b->ref->cls}));
			continue;
		}
		bind_one(b, arg, i >= first ? a->defaults->v[i - first] : NULL, true);
	}
	for (uint32_t i = 0; i < a->kwonlyargs->n; i++)
		bind_one(b, a->kwonlyargs->v[i], a->kw_defaults->v[i], false);
	bind_rest(b, a);
}

/* ---- running -------------------------------------------------------------------------- */

static bool
is_running(const struct bg_scene *s, const struct bg_py_node *def)
{
	unsigned n = 0;

	for (; s; s = s->caller)
		n += s->def == def;
	return n > 1;
}

static void
run_body(struct bg_scene *f)
{
	if (f->def->type == BG_PY_LAMBDA) {
		f->given = bg_shape_expr(f, f->def->lambda.body);
		return;
	}
	bg_shape_block(f, f->def->def->body);
	if (f->state.live) {
		bg_state_sweep(f, NULL);
		f->given = bg_shape_join(f->w, f->given, bg_shape_bits(f->w, BG_SHAPE_NULL));
		bg_state_join(f->w, &f->out, &f->state);
	}
	if (f->out.live)
		f->state = f->out;
}

/* What the function says that it gives, where more is not known. */
static const struct bg_shape *
or_stated(struct bg_scene *s, const struct bg_shape_ref *ref, const struct bg_shape *given)
{
	const struct bg_shape *stated;

	if (given && !(given->bits & BG_SHAPE_ANY))
		return given;
	if (ref->node->type == BG_PY_LAMBDA || !ref->node->def->returns)
		return given ? given : bg_shape_any(s->w, "");
	stated = bg_shape_stated(s, ref->unit, ref->node->def->returns, 0);
	if (bg_shape_is_any(stated) || (given && given->ncell))
		return given ? given : stated;
	return bg_shape_join(s->w, given ? bg_shape_without(s->w, given, BG_SHAPE_ANY) : NULL,
	                     stated);
}

const struct bg_shape *
bg_shape_inline(struct bg_scene *s, const struct bg_shape_ref *ref, const struct bg_given *g)
{
	struct bg_scene *f = bg_alloc(s->w->arena, sizeof(*f));
	struct binding b = {f, ref, g, 0};
	bool lambda = ref->node->type == BG_PY_LAMBDA;

	if (s->depth >= BG_SHAPE_CALLS || is_running(s, ref->node) || !bg_walk_step(s->w) ||
	    (!lambda && !bg_shape_read(s->w, ref->unit, ref->node)))
		return or_stated(s, ref,
		                 bg_shape_any(s->w, "a function calls itself, or too deep"));
	f->w = s->w;
	f->around = ref->around;
	f->caller = s;
	f->unit = ref->unit;
	f->def = ref->node;
	f->cls = ref->cls;
	f->depth = s->depth + 1;
	f->nest = s->nest;
	f->state.live = true;
	f->mark = s->w->cells;
	f->state.heap.v = s->state.heap.v;
	f->state.heap.n = s->state.heap.n;
	f->state.heap.cap = s->state.heap.cap;
	bind_parameters(&b, lambda ? ref->node->lambda.args->arguments
	                           : ref->node->def->args->arguments);
	run_body(f);
	if (f->state.live || f->out.live) {
		s->state.heap.v = f->state.heap.v;
		s->state.heap.n = f->state.heap.n;
		s->state.heap.cap = f->state.heap.cap;
	} else {
		s->state.live = false;
	}
	if (f->generator)
		return bg_cell_list_of(s, f->yielded);
	return or_stated(s, ref, f->given);
}

const struct bg_shape *
bg_shape_call_ref(struct bg_scene *s, const struct bg_shape_ref *ref, const struct bg_given *g)
{
	if (ref->kind == BG_PY_FOUND_FUNCTION &&
	    (ref->node->type == BG_PY_FUNCTION || ref->node->type == BG_PY_ASYNC_FUNCTION ||
	     ref->node->type == BG_PY_LAMBDA))
		return bg_shape_inline(s, ref, g);
	if (ref->kind == BG_PY_FOUND_CLASS && ref->node->type == BG_PY_CLASS)
		return bg_shape_instance(s, ref, g, 0);
	if (ref->kind == BG_PY_FOUND_EXTERNAL)
		return bg_shape_external(s, ref->name, g);
	return bg_shape_any(s->w, "a call is not followed");
}

/* "Response.__init__(self, …)", of a class that is an answer. */
static bool
is_base_init(const struct bg_scene *s, const struct bg_shape *on, const char *name,
             const struct bg_given *g)
{
	return strcmp(name, "__init__") == 0 && s->w->making && g->narg && on->nref == 1 &&
	       on->ref[0].kind == BG_PY_FOUND_EXTERNAL && on->ref[0].name &&
	       strcmp(on->ref[0].name, s->w->making->name) == 0;
}

/* "x.f()": methods of what is known, before functions of that name. */
static const struct bg_shape *
call_method(struct bg_scene *s, const struct bg_py_node *func, const struct bg_given *g,
            bool *done)
{
	const struct bg_shape *on = bg_shape_expr(s, func->attribute.value), *out;
	struct bg_shape_ref ref;

	*done = false;
	if (func->attribute.value->type == BG_PY_CALL &&
	    func->attribute.value->call.func->type == BG_PY_NAME &&
	    strcmp(func->attribute.value->call.func->name.id, "super") == 0) {
		*done = bg_shape_super(s, func->attribute.attr, &ref);
		if (*done)
			return bg_shape_inline(s, &ref, g);
		*done = strcmp(func->attribute.attr, "__init__") == 0 && bg_shape_make(s, g);
		return *done ? bg_shape_bits(s->w, BG_SHAPE_NULL) : NULL;
	}
	if (is_base_init(s, on, func->attribute.attr, g)) {
		struct bg_given rest = *g;

		rest.arg++;
		rest.narg--;
		*done = bg_shape_make(s, &rest);
		return *done ? bg_shape_bits(s->w, BG_SHAPE_NULL) : NULL;
	}
	out = bg_shape_on(s, on, func->attribute.attr, g);
	if (!out)
		out = bg_shape_write(s, on, func->attribute.attr, g);
	if (!out && (on->bits & BG_SHAPE_ANY) && !on->ncell)
		out = bg_shape_apply_method(s, func->attribute.attr, g);
	*done = out != NULL;
	return out;
}

const struct bg_shape *
bg_shape_call_shape(struct bg_scene *s, const struct bg_shape *callee, const struct bg_given *g)
{
	const struct bg_shape *out = NULL;

	for (size_t i = 0; i < callee->nref; i++)
		out = bg_shape_join(s->w, out, bg_shape_call_ref(s, &callee->ref[i], g));
	return callee->bits & BG_SHAPE_ANY ? NULL : out;
}

const struct bg_shape *
bg_shape_call(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_py_node *func = e->call.func;
	const struct bg_shape *callee, *out = NULL;
	struct bg_given g = {0};
	bool done;

	take_arguments(s, e, &g);
	if (func->type == BG_PY_ATTRIBUTE) {
		out = call_method(s, func, &g, &done);
		if (done)
			return out;
	}
	callee = bg_shape_expr(s, func);
	for (size_t i = 0; i < callee->nref; i++)
		out = bg_shape_join(s->w, out, bg_shape_call_ref(s, &callee->ref[i], &g));
	if (out && !(callee->bits & BG_SHAPE_ANY))
		return out;
	return bg_shape_join(
		s->w, out,
		bg_shape_any(s->w, func->type == BG_PY_ATTRIBUTE
	                                   ? bg_strf(s->w->arena, "what '%s()' gives",
	                                             func->attribute.attr)
	                                   : "what a call gives"));
}
