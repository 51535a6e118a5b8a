/* SPDX-License-Identifier: MIT */
/* What a view answers: it is run with its decorators, and what it returns is wrapped. */
#include "base/err.h"
#include "extract/response.h"
#include "python/ask.h"

const char *
bg_view_leaf(const struct bg_py_node *e)
{
	if (e->type == BG_PY_CALL)
		e = e->call.func;
	return e->type == BG_PY_NAME        ? e->name.id
	       : e->type == BG_PY_ATTRIBUTE ? e->attribute.attr
	                                    : "";
}

static bool
is_one_of(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

static bool
is_code(const struct bg_shape *v)
{
	return v->nnumber || (v->bits & BG_SHAPE_INT);
}

/* Which element is the body of "{…}, 503", "{…}, code, headers" and ninja's "503, {…}". */
static const struct bg_shape *
body_of_pair(const struct bg_cell *cell, const struct bg_shape **code)
{
	if (!cell || cell->kind != BG_CELL_LIST || !cell->parts || cell->npart < 2 ||
	    cell->npart > 3)
		return NULL;
	*code = cell->part[1];
	if (is_code(*code) || ((*code)->bits == BG_SHAPE_ANY && cell->part[0]->ncell))
		return cell->part[0];
	*code = cell->part[0];
	return is_code(*code) && cell->npart == 2 ? cell->part[1] : NULL;
}

/* The answer of such a pair, of an answer that has a code already, too. */
static const struct bg_shape *
wrap_pair(struct bg_scene *s, const struct bg_shape *body, const struct bg_shape *code,
          unsigned line)
{
	const struct bg_cell *made = body->ncell == 1 ? bg_cell_at(s, body->cell[0]) : NULL;
	const struct bg_shape *out;

	if (made && made->kind == BG_CELL_ANSWER)
		body = bg_cell_find(made, "=body") ? bg_cell_find(made, "=body")->value : NULL;
	out = bg_cell_new(s, &(struct bg_cell){.kind = BG_CELL_ANSWER, .line = line});
	if (body)
		bg_cell_put(s, out, "=body", body, false);
	bg_cell_put(s, out, "=status", code, false);
	return out;
}

/* The code of the route, or the one that the view put on "response: Response". */
static const struct bg_shape *
code_of(struct bg_scene *s, const struct bg_py_node *route)
{
	const struct bg_py_node *code = bg_py_argument(route, "status_code");
	const struct bg_cell *reply = bg_cell_at(s, s->w->reply->cell[0]);
	const struct bg_cell_key *put = reply ? bg_cell_find(reply, "status_code") : NULL;
	const struct bg_shape *out;

	out = code ? bg_shape_expr(s, code) : bg_shape_number(s->w, 200);
	if (put)
		out = put->sometimes ? bg_shape_join(s->w, out, put->value) : put->value;
	return out;
}

static bool
is_set(const struct bg_py_node *route, const char *name)
{
	const struct bg_py_node *e = bg_py_argument(route, name);

	return e && e->type == BG_PY_CONSTANT && e->op == BG_PY_TRUE;
}

/* The class that the only cell is an instance of, or NULL. */
static const struct bg_py_node *
class_of(const struct bg_scene *s, const struct bg_shape *v)
{
	const struct bg_cell *cell = v->ncell == 1 ? bg_cell_at(s, v->cell[0]) : NULL;

	return cell && cell->kind == BG_CELL_DICT ? cell->cls : NULL;
}

/* What is answered of a value by a model: an instance of it as it is, else what it states. */
static const struct bg_shape *
by_model(struct bg_scene *s, const struct bg_shape *given, const struct bg_py_node *model)
{
	const struct bg_shape *stated = bg_shape_stated(s, s->unit, model, 0);
	const struct bg_py_node *cls = class_of(s, stated);

	for (size_t i = 0; cls && i < given->ncell; i++)
		if (class_of(s, bg_shape_cell(s->w, given->cell[i])) != cls)
			cls = NULL;
	return cls && given->ncell && !bg_shape_is_any(given) ? given : stated;
}

static const struct bg_shape *
loosened(struct bg_scene *s, const struct bg_shape *body)
{
	const struct bg_shape *out = bg_shape_freeze(s, body);

	bg_cell_loosen(s, out);
	return out;
}

/* A framework that answers with what a function returns: code 200, or that of the route. */
static const struct bg_shape *
wrap_returned(struct bg_scene *s, const struct bg_shape *given, const struct bg_py_node *route,
              const struct bg_py_node *def)
{
	const struct bg_shape *out = NULL, *body, *status, *code;
	const struct bg_py_node *model = bg_py_argument(route, "response_model"), *said = NULL;
	struct bg_shape *plain = bg_alloc(s->w->arena, sizeof(*plain));
	size_t n = 0;

	/* FastAPI answers by the model that a function says to return. */
	if (!model && def->type != BG_PY_LAMBDA && def->def->returns)
		said = bg_model_stated(s, s->unit, def->def->returns);
	*plain = *given;
	plain->cell = bg_calloc(s->w->arena, given->ncell, sizeof(*plain->cell));
	status = code_of(s, route);
	for (size_t i = 0; i < given->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, given->cell[i]);

		if (cell && cell->kind == BG_CELL_ANSWER) {
			out = bg_shape_join(s->w, out, bg_shape_cell(s->w, given->cell[i]));
			continue;
		}
		body = body_of_pair(cell, &code);
		if (body) {
			out = bg_shape_join(s->w, out, wrap_pair(s, body, code, cell->line));
			continue;
		}
		plain->cell[n++] = given->cell[i];
	}
	plain->ncell = n;
	if (!n && !plain->bits && !plain->ntext && !plain->nnumber && !plain->nref)
		return out;
	if (plain->bits == BG_SHAPE_NULL && !n && !model && !plain->ntext)
		return out;
	body = model  ? bg_shape_stated(s, s->unit, model, 0)
	       : said ? by_model(s, plain, said)
	              : plain;
	body = bg_shape_serialize(s, body, true);
	if (is_set(route, "response_model_exclude_none") || is_set(route, "exclude_none"))
		body = bg_shape_without_nulls(s, body);
	if (is_set(route, "response_model_exclude_unset") || is_set(route, "exclude_unset"))
		body = loosened(s, body);
	given = bg_cell_new(s, &(struct bg_cell){.kind = BG_CELL_ANSWER, .line = route->line});
	bg_cell_put(s, given, "=body", body, false);
	bg_cell_put(s, given, "=status", status, false);
	return bg_shape_join(s->w, out, given);
}

/* Decorators of the repository are called with the view, as Python does. */
static struct bg_shape_ref
decorate(struct bg_scene *s, struct bg_shape_ref ref, struct bg_response_view *view)
{
	static const char *const guards[] = {"login_required", "staff_member_required",
	                                     "permission_required", "user_passes_test", NULL};
	const struct bg_py_list *decorators = ref.node->def->decorators;
	const struct bg_shape *made, *fn;

	for (uint32_t i = decorators->n; i-- > 0;) {
		const struct bg_py_node *d = decorators->v[i];
		struct bg_given g = {.narg = 1};

		view->auth |= is_one_of(bg_view_leaf(d), guards);
		made = bg_shape_expr(s, d);
		if (made->nref != 1 || made->ref[0].kind != BG_PY_FOUND_FUNCTION)
			continue;
		fn = bg_shape_ref(s->w, &ref);
		g.arg = &fn;
		made = bg_shape_inline(s, &made->ref[0], &g);
		if (made->nref == 1 && made->ref[0].kind == BG_PY_FOUND_FUNCTION)
			ref = made->ref[0];
	}
	return ref;
}

static void
start(struct bg_scene *s, const struct bg_view_call *call)
{
	struct bg_walk *w = s->w;

	s->state.live = true;
	w->raised = NULL;
	w->left = NULL;
	w->steps = 0;
	w->tired = false;
	w->method = call->method;
	w->reply =
		call->route ? bg_cell_new(s, &(struct bg_cell){.kind = BG_CELL_OBJECT}) : NULL;
}

/* The object that a class's methods get as self. */
static const struct bg_shape *
make_self(struct bg_scene *s, struct bg_shape_ref *ref)
{
	struct bg_cell cell = {.kind = BG_CELL_OBJECT, .unit = ref->unit, .cls = ref->cls};
	const struct bg_shape *self = bg_cell_new(s, &cell);

	ref->self = self->ncell ? self->cell[0] + 1 : 0;
	return self;
}

/* Whether a class writes its answers as Tornado's handlers do. */
static bool
writes(struct bg_scene *s, const struct bg_shape_ref *ref, unsigned depth)
{
	struct bg_py_ref base = {0};
	const char *dotted;

	for (uint32_t i = 0; depth < 8 && i < ref->cls->cls->bases->n; i++) {
		struct bg_shape_ref up = *ref;

		if (strcmp(bg_view_leaf(ref->cls->cls->bases->v[i]), "RequestHandler") == 0)
			return true;
		dotted = bg_shape_dotted(s->w, ref->cls->cls->bases->v[i]);
		if (!dotted ||
		    bg_py_resolve(s->w->project, ref->unit, dotted, &base, s->w->err))
			continue;
		up.unit = base.unit;
		up.cls = base.node;
		if (base.kind == BG_PY_FOUND_CLASS && base.node != ref->cls &&
		    writes(s, &up, depth + 1))
			return true;
	}
	return false;
}

/* What was written on an object, under these names; NULL: nothing. */
static const struct bg_shape *
written(struct bg_scene *s, const struct bg_shape *on, const char *body, const char *code)
{
	const struct bg_cell *cell = on->ncell ? bg_cell_at(s, on->cell[0]) : NULL;
	const struct bg_cell_key *text = cell ? bg_cell_find(cell, body) : NULL;
	const struct bg_cell_key *status = cell ? bg_cell_find(cell, code) : NULL;
	const struct bg_shape *out, *number = bg_shape_number(s->w, 200);

	if (!text && !status)
		return NULL;
	out = bg_cell_new(s, &(struct bg_cell){.kind = BG_CELL_ANSWER});
	if (text && (text->value->ncell || bg_shape_is_any(text->value)))
		bg_cell_put(s, out, "=body", text->value, false);
	if (status)
		number = status->sometimes ? bg_shape_join(s->w, number, status->value)
		                           : status->value;
	bg_cell_put(s, out, "=status", number, false);
	return out;
}

/* Runs the view; of Tornado and Falcon the answer is what it has written. */
static const struct bg_shape *
run(struct bg_scene *s, struct bg_shape_ref *ref, const struct bg_view_call *call)
{
	const struct bg_shape *self = ref->cls ? make_self(s, ref) : NULL, *given, *made = NULL;
	struct bg_given g = {.narg = 2, .more = true};
	const struct bg_shape *arg[2] = {bg_shape_any(s->w, ""), NULL};
	bool falcon = ref->cls && bg_starts(ref->node->def->name, "on_");

	s->w->writes = ref->cls && writes(s, ref, 0);
	if (falcon) {
		arg[1] = bg_cell_new(s, &(struct bg_cell){.kind = BG_CELL_OBJECT});
		g.arg = arg;
	}
	given = bg_shape_inline(s, ref, falcon ? &g : NULL);
	/* It may do nothing but raise. */
	if (!s->state.live)
		given = bg_shape_bits(s->w, 0);
	s->state.live = true;
	if (falcon)
		made = written(s, arg[1], "media", "status");
	else if (s->w->writes)
		made = written(s, self, "=body", "=status");
	return made          ? made
	       : call->route ? wrap_returned(s, given, call->route, ref->node)
	                     : given;
}

const struct bg_shape *
bg_view_run(struct bg_scene *s, const struct bg_view_call *call, struct bg_response_view *view)
{
	struct bg_walk *w = s->w;
	struct bg_shape_ref ref;
	const struct bg_shape *given;

	start(s, call);
	bg_view_guard(s, call, view);
	ref = decorate(s, call->ref, view);
	given = run(s, &ref, call);
	if (w->left)
		bg_state_join(w, &s->state, w->left);
	w->method = NULL;
	w->writes = false;
	return bg_shape_join(w, given, w->raised);
}

bool
bg_view_answers(const struct bg_scene *s, const struct bg_shape *given)
{
	for (size_t i = 0; given && i < given->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, given->cell[i]);

		if (cell && cell->kind == BG_CELL_ANSWER)
			return true;
	}
	return false;
}
