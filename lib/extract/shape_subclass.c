/* SPDX-License-Identifier: MIT */
/* Answers that are made by classes of the repository: subclasses of a framework's own. */
#include <string.h>

#include "extract/shape.h"

#define MADE "=made"

/* What the class says of the code, where its __init__() is handed none; NULL: nothing. */
static const struct bg_shape *
class_status(struct bg_scene *s, const struct bg_shape_ref *cls, const char *name)
{
	const struct bg_py_value *value = NULL;

	if (bg_py_fold_attribute(s->w->project, cls->unit, cls->node, name, &value, s->w->err))
		s->w->failed = true;
	if (s->w->failed || !value || value->kind == BG_PYV_NONE)
		return NULL;
	/* Of a base that is not seen. */
	if (value->kind == BG_PYV_UNKNOWN || value->kind == BG_PYV_EXTERNAL)
		return NULL;
	return bg_shape_constant(s, value, 0);
}

static const struct bg_shape *
make(struct bg_scene *s, const struct bg_making *m, const struct bg_given *g)
{
	const struct bg_shape *outer = s->w->otherwise, *out;

	s->w->otherwise = m->status;
	out = bg_shape_answer(s, m->name, g);
	s->w->otherwise = outer;
	return out;
}

bool
bg_shape_make(struct bg_scene *s, const struct bg_given *g)
{
	struct bg_making *m = s->w->making;
	struct bg_given given = *g;

	if (!m || s->cls != m->cls)
		return false;
	given.line = m->line;
	/* What is new in a call stays only where its caller can reach it. */
	bg_cell_put(s, m->self, MADE, make(s, m, &given), false);
	return true;
}

/* What __init__() sets by itself is so in the answer. */
static void
take_attributes(struct bg_scene *s, const struct bg_cell *cell, const struct bg_shape *made,
                const char *status)
{
	static const char *const bodies[] = {"content", "data", "detail"};
	const struct bg_cell_key *key = bg_cell_find(cell, status);

	if (key)
		bg_cell_put(s, made, "=status", key->value, key->sometimes);
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		key = bg_cell_find(cell, bodies[i]);
		if (key)
			bg_cell_put(s, made, "=body",
			            bg_shape_any(s->w, "its class sets it by itself"),
			            key->sometimes);
	}
}

/* A class that makes its content by itself makes it of what it is given, as others do. */
static void
take_body(struct bg_scene *s, const struct bg_shape *made, const struct bg_shape *plain)
{
	const struct bg_cell *cell = plain->ncell ? bg_cell_at(s, plain->cell[0]) : NULL;
	const struct bg_cell_key *key = cell ? bg_cell_find(cell, "=body") : NULL;

	bg_cell_put(s, made, "=body",
	            key && key->value->ncell
	                    ? key->value
	                    : bg_shape_any(s->w, "its class makes it by itself"),
	            false);
}

/* An answer that nothing is known of. */
static const struct bg_shape *
make_unknown(struct bg_scene *s, const struct bg_making *m)
{
	const struct bg_shape *made = make(s, m, &(struct bg_given){.line = m->line});
	const struct bg_shape *any = bg_shape_any(s->w, "its class makes it by itself");

	bg_cell_put(s, made, "=status", any, false);
	bg_cell_put(s, made, "=body", any, false);
	return made;
}

const struct bg_shape *
bg_shape_subclass(struct bg_scene *s, const struct bg_shape_ref *cls, const char *base,
                  const struct bg_given *g)
{
	struct bg_cell cell = {
		.kind = BG_CELL_OBJECT, .unit = cls->unit, .cls = cls->node, .line = g->line};
	struct bg_making m = {.name = base, .cls = cls->node, .line = g->line},
			 *outer = s->w->making;
	const char *status = bg_starts(base, "werkzeug.") ? "code" : "status_code";
	const struct bg_cell_key *key;
	const struct bg_shape *made, *plain;
	struct bg_shape_ref init;

	m.status = class_status(s, cls, status);
	plain = make(s, &m, g);
	if (!plain || !bg_shape_method(s->w, cls->unit, cls->node, "__init__", &init))
		return plain;
	m.self = bg_cell_new(s, &cell);
	if (!m.self->ncell)
		return m.self;
	init.self = m.self->cell[0] + 1;
	s->w->making = &m;
	bg_shape_inline(s, &init, g);
	s->w->making = outer;
	key = bg_cell_find(bg_cell_at(s, m.self->cell[0]), MADE);
	made = key ? key->value : make_unknown(s, &m);
	take_attributes(s, bg_cell_at(s, m.self->cell[0]), made, status);
	if (bg_shape_method(s->w, cls->unit, cls->node, "content", &init))
		take_body(s, made, plain);
	return made;
}

/* Once, however many raise it. */
static void
note(struct bg_scene *s, const char *path, unsigned line, const char *message)
{
	const struct bg_harvest *h = s->w->x->out;

	for (size_t i = 0; i < h->notes.n; i++)
		if (h->notes.v[i].loc.line == line &&
		    strcmp(h->notes.v[i].message, message) == 0)
			return;
	bg_harvest_note(s->w->x->keep, s->w->x->out, path, line, message);
}

/* An exception with a code that no framework knows: a middleware or a handler does. */
static void
note_code(struct bg_scene *s, const struct bg_cell *cell)
{
	static const char *const names[] = {"status_code", "http_status_code", "http_status"};
	struct bg_shape_ref cls = {.unit = cell->unit, .node = cell->cls};
	const struct bg_shape *code;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		code = class_status(s, &cls, names[i]);
		if (!code || code->nnumber != 1)
			continue;
		note(s, bg_strdup(s->w->x->keep, cls.unit->path), cls.node->line,
		     bg_strf(s->w->x->keep,
		             "a view raises '%s', with %s %d: what is answered then is not read",
		             cls.node->cls->name, names[i], (int)code->number[0]));
		return;
	}
}

const struct bg_shape *
bg_shape_raised(struct bg_scene *s, const struct bg_py_node *exception)
{
	const struct bg_shape *v = bg_shape_expr(s, exception), *out = v;
	const struct bg_given none = {.line = exception->line};
	const struct bg_cell *cell;

	for (size_t i = 0; i < v->nref; i++)
		if (v->ref[i].kind == BG_PY_FOUND_CLASS ||
		    v->ref[i].kind == BG_PY_FOUND_EXTERNAL)
			out = bg_shape_join(s->w, i ? out : NULL,
			                    bg_shape_call_ref(s, &v->ref[i], &none));
	for (size_t i = 0; i < out->ncell && s->state.live; i++) {
		cell = bg_cell_at(s, out->cell[i]);
		if (cell && cell->kind == BG_CELL_OBJECT && cell->cls)
			note_code(s, cell);
	}
	return out;
}
