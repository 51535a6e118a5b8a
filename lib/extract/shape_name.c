/* SPDX-License-Identifier: MIT */
/* What names and attributes stand for: variables, definitions, constants. */
#include "base/err.h"
#include "extract/shape.h"

const char *
bg_shape_dotted(struct bg_walk *w, const struct bg_py_node *e)
{
	const char *left;

	if (e->type == BG_PY_NAME)
		return e->name.id;
	if (e->type != BG_PY_ATTRIBUTE || e->height > 20)
		return NULL;
	left = bg_shape_dotted(w, e->attribute.value);
	return left ? bg_strf(w->arena, "%s.%s", left, e->attribute.attr) : NULL;
}

/* Says of a module's dict or list that it is not all there. */
static const struct bg_shape *
filled_elsewhere(struct bg_scene *s, const struct bg_shape *made,
                 const struct bg_py_value *value)
{
	if (value->open && made->ncell)
		((struct bg_cell *)(uintptr_t)bg_cell_at(s, made->cell[0]))->elsewhere =
			value->text ? value->text : "it is computed";
	return made;
}

static const struct bg_shape *
make_dict(struct bg_scene *s, const struct bg_py_value *value, unsigned depth)
{
	const struct bg_shape *dict = bg_cell_dict(s, value->line), *part;

	for (size_t i = 0; i < value->nv && bg_walk_step(s->w); i++) {
		part = bg_shape_constant(s, value->w[i], depth + 1);
		bg_cell_put(s, dict, value->v[i]->kind == BG_PYV_STR ? value->v[i]->text : NULL,
		            part, false);
	}
	if (value->open)
		bg_cell_open(s, dict, value->text ? value->text : "it is computed");
	return filled_elsewhere(s, dict, value);
}

static const struct bg_shape *
make_list(struct bg_scene *s, const struct bg_py_value *value, unsigned depth)
{
	const struct bg_shape **part = bg_calloc(s->w->arena, value->nv, sizeof(*part));
	const struct bg_shape *all = value->open ? bg_shape_any(s->w, "") : NULL;

	for (size_t i = 0; i < value->nv && bg_walk_step(s->w); i++)
		part[i] = bg_shape_constant(s, value->v[i], depth + 1);
	if (s->w->tired)
		return bg_shape_any(s->w, "it is too much");
	if (!value->open)
		return bg_cell_list(s, part, value->nv);
	for (size_t i = 0; i < value->nv; i++)
		all = bg_shape_join(s->w, all, part[i]);
	return filled_elsewhere(s, bg_cell_list_of(s, all), value);
}

static const struct bg_shape *
make_ref(struct bg_scene *s, const struct bg_py_value *value)
{
	struct bg_shape_ref ref = {
		.unit = value->unit, .node = value->node, .name = value->text};

	ref.kind = value->kind == BG_PYV_FUNCTION ? BG_PY_FOUND_FUNCTION
	           : value->kind == BG_PYV_CLASS  ? BG_PY_FOUND_CLASS
	           : value->kind == BG_PYV_MODULE ? BG_PY_FOUND_MODULE
	                                          : BG_PY_FOUND_EXTERNAL;
	if (!ref.node && ref.kind != BG_PY_FOUND_EXTERNAL && ref.kind != BG_PY_FOUND_MODULE)
		return bg_shape_any(s->w, "");
	return bg_shape_ref(s->w, &ref);
}

const struct bg_shape *
bg_shape_constant(struct bg_scene *s, const struct bg_py_value *value, unsigned depth)
{
	const struct bg_shape *all = NULL;
	struct bg_walk *w = s->w;

	if (!bg_walk_step(w) || depth > 30)
		return bg_shape_any(w, "it is too much");
	switch ((int)value->kind) {
	case BG_PYV_NONE:
		return bg_shape_bits(w, BG_SHAPE_NULL);
	case BG_PYV_BOOL:
		return bg_shape_bits(w, value->number ? BG_SHAPE_TRUE : BG_SHAPE_FALSE);
	case BG_PYV_INT:
		return value->fits ? bg_shape_number(w, value->number)
		                   : bg_shape_bits(w, BG_SHAPE_INT);
	case BG_PYV_FLOAT:
		return bg_shape_bits(w, BG_SHAPE_FLOAT);
	case BG_PYV_STR:
		return strlen(value->text) == value->n ? bg_shape_text(w, value->text)
		                                       : bg_shape_bits(w, BG_SHAPE_STR);
	case BG_PYV_LIST:
	case BG_PYV_TUPLE:
	case BG_PYV_SET:
	case BG_PYV_FROZENSET:
		return make_list(s, value, depth);
	case BG_PYV_DICT:
		return make_dict(s, value, depth);
	case BG_PYV_MEMBER:
		if (value->nv == 1)
			return bg_shape_constant(s, value->v[0], depth + 1);
		return bg_shape_any(w, "it is a member of an enumeration");
	case BG_PYV_FUNCTION:
	case BG_PYV_CLASS:
	case BG_PYV_MODULE:
	case BG_PYV_EXTERNAL:
		return make_ref(s, value);
	case BG_PYV_CHOICE:
		for (size_t i = 0; i < value->nv; i++)
			all = bg_shape_join(w, all,
			                    bg_shape_constant(s, value->v[i], depth + 1));
		return all ? all : bg_shape_any(w, "");
	default:
		return bg_shape_any(w, value->text ? value->text : "");
	}
}

/* A variable of a module: its value, or what its annotation states. */
static const struct bg_shape *
fold_variable(struct bg_scene *s, const struct bg_py_ref *ref)
{
	const struct bg_py_value *value = NULL;
	const char *dot = strrchr(ref->name, '.');
	struct bg_py_ref cls = {0};

	if (dot) {
		if (bg_py_resolve(s->w->project, ref->unit,
		                  bg_strndup(s->w->arena, ref->name, (size_t)(dot - ref->name)),
		                  &cls, s->w->err)) {
			s->w->failed = true;
			return bg_shape_any(s->w, "");
		}
		if (cls.kind != BG_PY_FOUND_CLASS)
			return bg_shape_any(s->w, "");
		if (bg_py_fold_attribute(s->w->project, cls.unit, cls.node, dot + 1, &value,
		                         s->w->err))
			s->w->failed = true;
	} else if (bg_py_fold_name(s->w->project, ref->unit, ref->name, &value, s->w->err)) {
		s->w->failed = true;
	}
	if (s->w->failed || !value)
		return bg_shape_any(s->w, "");
	return bg_shape_constant(s, value, 0);
}

const struct bg_shape *
bg_shape_resolve(struct bg_walk *w, struct bg_scene *s, struct bg_py_unit *unit,
                 const char *name)
{
	struct bg_py_ref ref = {0};
	struct bg_shape_ref out = {0};

	if (bg_py_resolve(w->project, unit, name, &ref, w->err)) {
		w->failed = true;
		return bg_shape_any(w, "");
	}
	if (ref.kind == BG_PY_FOUND_VARIABLE)
		return s ? fold_variable(s, &ref) : bg_shape_any(w, "");
	if (ref.kind == BG_PY_FOUND_NOTHING && !strchr(name, '.')) {
		ref.kind = BG_PY_FOUND_EXTERNAL;
		ref.name = bg_strf(w->arena, "builtins.%s", name);
	}
	if (ref.kind != BG_PY_FOUND_FUNCTION && ref.kind != BG_PY_FOUND_CLASS &&
	    ref.kind != BG_PY_FOUND_MODULE && ref.kind != BG_PY_FOUND_EXTERNAL)
		return bg_shape_any(w, ref.why ? ref.why
		                               : bg_strf(w->arena, "'%s' is not known", name));
	if (ref.kind == BG_PY_FOUND_EXTERNAL && bg_status_number(ref.name))
		return bg_shape_number(w, bg_status_number(ref.name));
	out.kind = ref.kind;
	out.unit = ref.unit;
	out.node = ref.node;
	out.name = ref.name;
	return bg_shape_ref(w, &out);
}

const struct bg_shape *
bg_shape_name(struct bg_scene *s, const char *name)
{
	const struct bg_shape *v;

	for (struct bg_scene *at = s; at; at = at->around) {
		v = bg_state_find(&at->state, name);
		if (v)
			return v;
	}
	return bg_shape_resolve(s->w, s, s->unit, name);
}

static bool find_method(struct bg_walk *w, struct bg_py_unit *unit,
                        const struct bg_py_node *cls, const char *name, unsigned depth,
                        struct bg_shape_ref *out);

/* The bases of a class in the repository, nearest first. */
static bool
find_in_bases(struct bg_walk *w, struct bg_py_unit *unit, const struct bg_py_node *cls,
              const char *name, unsigned depth, struct bg_shape_ref *out)
{
	const struct bg_py_list *bases = cls->cls->bases;
	struct bg_py_ref ref;
	const char *dotted;

	for (uint32_t i = 0; i < bases->n; i++) {
		dotted = bg_shape_dotted(w, bases->v[i]);
		ref = (struct bg_py_ref){0};
		if (!dotted)
			continue;
		if (bg_py_resolve(w->project, unit, dotted, &ref, w->err)) {
			w->failed = true;
			return false;
		}
		if (ref.kind == BG_PY_FOUND_CLASS &&
		    find_method(w, ref.unit, ref.node, name, depth + 1, out))
			return true;
	}
	return false;
}

static bool
find_method(struct bg_walk *w, struct bg_py_unit *unit, const struct bg_py_node *cls,
            const char *name, unsigned depth, struct bg_shape_ref *out)
{
	const struct bg_py_list *body = cls->cls->body;

	if (depth > 16 || !bg_walk_step(w))
		return false;
	for (uint32_t i = body->n; i-- > 0;)
		if ((body->v[i]->type == BG_PY_FUNCTION ||
		     body->v[i]->type == BG_PY_ASYNC_FUNCTION) &&
		    strcmp(body->v[i]->def->name, name) == 0) {
			*out = (struct bg_shape_ref){
				.kind = BG_PY_FOUND_FUNCTION, .unit = unit, .node = body->v[i]};
			return true;
		}
	return find_in_bases(w, unit, cls, name, depth, out);
}

bool
bg_shape_super(struct bg_scene *s, const char *name, struct bg_shape_ref *out)
{
	const struct bg_shape *self;
	const struct bg_py_list *args;
	bool own = false;

	for (uint32_t i = 0; s->cls && i < s->cls->cls->body->n; i++)
		own |= s->cls->cls->body->v[i] == s->def;
	if (!own || !find_in_bases(s->w, s->unit, s->cls, name, 0, out))
		return false;
	out->cls = s->cls;
	args = s->def->def->args->arguments->args;
	self = args->n ? bg_state_find(&s->state, args->v[0]->arg.name) : NULL;
	if (self && self->ncell == 1)
		out->self = self->cell[0] + 1;
	return true;
}

bool
bg_shape_method(struct bg_walk *w, struct bg_py_unit *unit, const struct bg_py_node *cls,
                const char *name, struct bg_shape_ref *out)
{
	if (!find_method(w, unit, cls, name, 0, out))
		return false;
	out->cls = cls;
	return true;
}

static bool
is_property(const struct bg_py_node *def, const char *word)
{
	for (uint32_t i = 0; i < def->def->decorators->n; i++) {
		const struct bg_py_node *d = def->def->decorators->v[i];

		if (d->type == BG_PY_NAME && strcmp(d->name.id, word) == 0)
			return true;
		if (d->type == BG_PY_ATTRIBUTE && strcmp(d->attribute.attr, word) == 0)
			return true;
	}
	return false;
}

/* An attribute of a class, or of an instance of it (self: its cell + 1). */
static const struct bg_shape *
of_class(struct bg_scene *s, struct bg_py_unit *unit, const struct bg_py_node *cls,
         const char *name, uint32_t self)
{
	const struct bg_py_value *value = NULL;
	const struct bg_shape *out;
	struct bg_shape_ref ref;

	if (bg_shape_method(s->w, unit, cls, name, &ref)) {
		ref.self = is_property(ref.node, "staticmethod") ? 0 : self;
		if (self && (is_property(ref.node, "property") ||
		             is_property(ref.node, "cached_property")))
			return bg_shape_inline(s, &ref, &(struct bg_given){0});
		return bg_shape_ref(s->w, &ref);
	}
	if (bg_py_fold_attribute(s->w->project, unit, cls, name, &value, s->w->err))
		s->w->failed = true;
	if (s->w->failed || !value || value->kind == BG_PYV_UNKNOWN)
		return bg_shape_any(s->w, bg_strf(s->w->arena, "'%s' is not followed", name));
	out = bg_shape_constant(s, value, 0);
	/* A dict of the class is one object, however often it is asked for. */
	if (self && out->ncell)
		bg_cell_put(s, bg_shape_cell(s->w, self - 1), name, out, false);
	return out;
}

static const struct bg_shape *
of_cell(struct bg_scene *s, uint32_t at, const char *name)
{
	const struct bg_cell *cell = bg_cell_at(s, at);
	const struct bg_cell_key *key;

	if (!cell)
		return NULL;
	if (cell->kind == BG_CELL_ANSWER && strcmp(name, "data") == 0)
		name = "=body";
	key = bg_cell_find(cell, name);
	if (key && cell->kind != BG_CELL_LIST)
		return key->value;
	if (cell->cls)
		return of_class(s, cell->unit, cell->cls, name, at + 1);
	return bg_shape_any(s->w, bg_strf(s->w->arena, "'.%s' is not followed", name));
}

static const struct bg_shape *
of_ref(struct bg_scene *s, const struct bg_shape_ref *ref, const char *name)
{
	struct bg_shape_ref out = {.kind = BG_PY_FOUND_EXTERNAL};
	unsigned status;

	if (ref->kind == BG_PY_FOUND_MODULE)
		return bg_shape_resolve(s->w, s, ref->unit, name);
	if (ref->kind == BG_PY_FOUND_CLASS && ref->node->type == BG_PY_CLASS)
		return of_class(s, ref->unit, ref->node, name, 0);
	if (ref->kind != BG_PY_FOUND_EXTERNAL)
		return bg_shape_any(s->w, bg_strf(s->w->arena, "'.%s' is not followed", name));
	out.name = bg_strf(s->w->arena, "%.200s.%s", ref->name, name);
	status = bg_status_number(out.name);
	return status ? bg_shape_number(s->w, status) : bg_shape_ref(s->w, &out);
}

/* "request", "self.request" */
static bool
is_request(const struct bg_py_node *e)
{
	const char *name = e->type == BG_PY_NAME        ? e->name.id
	                   : e->type == BG_PY_ATTRIBUTE ? e->attribute.attr
	                                                : "";

	return strcmp(name, "request") == 0 || strcmp(name, "req") == 0 ||
	       strcmp(name, "_request") == 0;
}

const struct bg_shape *
bg_shape_attribute(struct bg_scene *s, const struct bg_py_node *e)
{
	const struct bg_shape *on = bg_shape_expr(s, e->attribute.value), *out = NULL;
	const char *name = e->attribute.attr;

	/* Each method is asked for by itself. */
	if (s->w->method && strcmp(name, "method") == 0 && is_request(e->attribute.value))
		return bg_shape_text(s->w, s->w->method);
	/* Members of enumerations are their values here: .value is the same. */
	if ((strcmp(name, "value") == 0) && (on->ntext || on->nnumber))
		return on;
	for (size_t i = 0; i < on->nref; i++)
		out = bg_shape_join(s->w, out, of_ref(s, &on->ref[i], name));
	for (size_t i = 0; i < on->ncell; i++)
		out = bg_shape_join(s->w, out, of_cell(s, on->cell[i], name));
	if ((on->bits & BG_SHAPE_ANY) || !out)
		out = bg_shape_join(s->w, out,
		                    bg_shape_any(s->w, bg_strf(s->w->arena,
		                                               "'.%s' is not followed", name)));
	return out;
}
