/* SPDX-License-Identifier: MIT */
/* What annotations state, and instances of models: pydantic, TypedDict, dataclasses. */
#include "base/err.h"
#include "extract/shape.h"
#include "python/ask.h"

static const char *
leaf_of(const char *dotted)
{
	const char *dot = dotted ? strrchr(dotted, '.') : NULL;

	return dot ? dot + 1 : dotted ? dotted : "";
}

static bool
is_in(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

static const struct bg_shape *
stated_name(struct bg_scene *s, struct bg_py_unit *unit, const char *dotted, unsigned depth)
{
	static const char *const texts[] = {"str",    "datetime", "date", "UUID",
	                                    "AnyUrl", "HttpUrl",  NULL};
	static const char *const lists[] = {"list", "List",     "tuple",    "Tuple",
	                                    "set",  "Sequence", "Iterable", NULL};
	static const char *const dicts[] = {"dict", "Dict", "Mapping", "MutableMapping", NULL};
	const char *leaf = leaf_of(dotted);
	const struct bg_shape *ref;

	if (is_in(leaf, texts))
		return bg_shape_bits(s->w, BG_SHAPE_STR);
	if (strcmp(leaf, "int") == 0)
		return bg_shape_bits(s->w, BG_SHAPE_INT);
	if (strcmp(leaf, "float") == 0)
		return bg_shape_bits(s->w, BG_SHAPE_FLOAT);
	if (strcmp(leaf, "bool") == 0)
		return bg_shape_bits(s->w, BG_SHAPE_BOOL);
	if (is_in(leaf, lists))
		return bg_cell_list_of(s, NULL);
	if (is_in(leaf, dicts))
		return bg_shape_any(s->w, bg_strf(s->w->arena, "it is stated as '%s'", leaf));
	ref = bg_shape_resolve(s->w, s, unit, dotted);
	if (ref->nref == 1 && ref->ref[0].kind == BG_PY_FOUND_CLASS &&
	    ref->ref[0].node->type == BG_PY_CLASS)
		return bg_shape_instance(s, &ref->ref[0], NULL, depth + 1);
	return bg_shape_any(s->w, bg_strf(s->w->arena, "it is stated as '%.60s'", dotted));
}

static const struct bg_shape *
stated_parts(struct bg_scene *s, struct bg_py_unit *unit, const char *leaf,
             const struct bg_py_node *inner, unsigned depth)
{
	const struct bg_py_list *v = inner->type == BG_PY_TUPLE ? inner->items.v : NULL;
	const struct bg_shape *out = NULL, *dict;

	if (strcmp(leaf, "Literal") == 0) {
		for (uint32_t i = 0; v && i < v->n; i++)
			out = bg_shape_join(s->w, out, bg_shape_expr(s, v->v[i]));
		return v ? out : bg_shape_expr(s, inner);
	}
	if (strcmp(leaf, "Optional") == 0)
		return bg_shape_join(s->w, bg_shape_stated(s, unit, inner, depth + 1),
		                     bg_shape_bits(s->w, BG_SHAPE_NULL));
	if (strcmp(leaf, "Union") == 0 && v) {
		for (uint32_t i = 0; i < v->n; i++)
			out = bg_shape_join(s->w, out,
			                    bg_shape_stated(s, unit, v->v[i], depth + 1));
		return out;
	}
	if (strcmp(leaf, "Annotated") == 0 || strcmp(leaf, "NotRequired") == 0 ||
	    strcmp(leaf, "Required") == 0 || strcmp(leaf, "Awaitable") == 0)
		return bg_shape_stated(s, unit, v ? v->v[0] : inner, depth + 1);
	if (strcmp(leaf, "dict") == 0 || strcmp(leaf, "Dict") == 0 ||
	    strcmp(leaf, "Mapping") == 0) {
		if (!v || v->n != 2)
			return NULL;
		out = bg_shape_stated(s, unit, v->v[1], depth + 1);
		dict = bg_cell_dict(s, inner->line);
		/* dict[str, Any] says nothing of its keys. */
		if (out->bits & BG_SHAPE_ANY)
			return bg_shape_any(s->w, "it is stated as a dict of anything");
		bg_cell_put(s, dict, NULL, out, true);
		return dict;
	}
	if (strcmp(leaf, "list") == 0 || strcmp(leaf, "List") == 0 ||
	    strcmp(leaf, "Sequence") == 0 || strcmp(leaf, "set") == 0)
		return bg_cell_list_of(s, bg_shape_stated(s, unit, inner, depth + 1));
	return NULL;
}

const struct bg_shape *
bg_shape_stated(struct bg_scene *s, struct bg_py_unit *unit, const struct bg_py_node *e,
                unsigned depth)
{
	const struct bg_shape *out;
	const char *dotted;

	if (depth > 12 || !bg_walk_step(s->w))
		return bg_shape_any(s->w, "");
	if (e->type == BG_PY_CONSTANT && e->op == BG_PY_NONE)
		return bg_shape_bits(s->w, BG_SHAPE_NULL);
	if (e->type == BG_PY_CONSTANT && e->op == BG_PY_STR && e->constant.n < 200)
		return stated_name(s, unit,
		                   bg_strndup(s->w->arena, e->constant.text, e->constant.n),
		                   depth);
	if (e->type == BG_PY_BIN_OP && e->op == BG_PY_BIT_OR)
		return bg_shape_join(s->w, bg_shape_stated(s, unit, e->binary.left, depth + 1),
		                     bg_shape_stated(s, unit, e->binary.right, depth + 1));
	if (e->type == BG_PY_SUBSCRIPT) {
		dotted = bg_shape_dotted(s->w, e->binary.left);
		out = dotted ? stated_parts(s, unit, leaf_of(dotted), e->binary.right, depth)
		             : NULL;
		return out ? out : bg_shape_any(s->w, "");
	}
	dotted = bg_shape_dotted(s->w, e);
	return dotted ? stated_name(s, unit, dotted, depth) : bg_shape_any(s->w, "");
}

/* ---- models ---------------------------------------------------------------------------- */

struct model {
	struct bg_scene *s;
	const struct bg_given *g; /* NULL: only the class is known */
	const struct bg_shape *into;
	bool data, total;
	size_t at; /* fields so far: a base's come first */
	unsigned depth;
	const char *answer; /* the external base that is an answer */
};

/* "Field(default=…)", "field(default_factory=…)": whether there is a default. */
static bool
has_default(const struct bg_py_node *value)
{
	const struct bg_py_node *first;

	if (!value)
		return false;
	if (value->type != BG_PY_CALL || value->call.func->type != BG_PY_NAME ||
	    (strcmp(value->call.func->name.id, "Field") != 0 &&
	     strcmp(value->call.func->name.id, "field") != 0))
		return true;
	if (value->call.args->n) {
		first = value->call.args->v[0];
		return !(first->type == BG_PY_CONSTANT && first->op == BG_PY_ELLIPSIS);
	}
	for (uint32_t i = 0; i < value->call.keywords->n; i++)
		if (value->call.keywords->v[i]->keyword.name &&
		    bg_starts(value->call.keywords->v[i]->keyword.name, "default"))
			return true;
	return false;
}

/* Whether a key may be left out: by itself, or as its class says of all. */
static bool
may_be_absent(const struct model *m, const struct bg_py_node *annotation)
{
	const char *dotted = annotation->type == BG_PY_SUBSCRIPT
	                             ? bg_shape_dotted(m->s->w, annotation->binary.left)
	                             : NULL;
	const char *leaf = leaf_of(dotted);

	if (strcmp(leaf, "Required") == 0)
		return false;
	return !m->total || strcmp(leaf, "NotRequired") == 0;
}

/* "field(default_factory=dict)", "Field(default=3)": what the field holds then; NULL: no idea. */
static const struct bg_shape *
default_of(struct model *m, const struct bg_py_node *call)
{
	const struct bg_py_node *value = bg_py_argument(call, "default");
	const struct bg_py_node *factory = bg_py_argument(call, "default_factory");

	if (value)
		return bg_shape_expr(m->s, value);
	if (factory && factory->type == BG_PY_NAME && strcmp(factory->name.id, "dict") == 0)
		return bg_cell_dict(m->s, call->line);
	return NULL;
}

static void
add_field(struct model *m, struct bg_py_unit *unit, const struct bg_py_node *field)
{
	const char *name = field->ann_assign.target->name.id;
	size_t at = m->at++;
	const struct bg_shape *v = m->g ? bg_given_at(m->g, at, name) : NULL;
	const struct bg_shape *stated, *filled = NULL;

	stated = bg_shape_stated(m->s, unit, field->ann_assign.annotation, m->depth + 1);
	if (!v || (v->bits & BG_SHAPE_ANY))
		v = stated;
	if (m->g && !bg_given_at(m->g, at, name) && has_default(field->ann_assign.value))
		filled = field->ann_assign.value->type == BG_PY_CALL
		                 ? default_of(m, field->ann_assign.value)
		                 : bg_shape_expr(m->s, field->ann_assign.value);
	v = filled ? filled : v;
	bg_cell_put(m->s, m->into, name, v, may_be_absent(m, field->ann_assign.annotation));
}

static bool read_class(struct model *m, struct bg_py_unit *unit, const struct bg_py_node *cls,
                       unsigned depth);

static void
read_bases(struct model *m, struct bg_py_unit *unit, const struct bg_py_node *cls,
           unsigned depth)
{
	static const char *const data[] = {"BaseModel", "TypedDict", "NamedTuple", "Schema",
	                                   "SQLModel",  "Struct",    NULL};
	const struct bg_py_list *bases = cls->cls->bases, *keywords = cls->cls->keywords;
	struct bg_py_ref ref;
	const char *dotted;

	for (uint32_t i = 0; i < bases->n; i++) {
		dotted = bg_shape_dotted(m->s->w, bases->v[i]);
		ref = (struct bg_py_ref){0};
		if (!dotted)
			continue;
		if (bg_py_resolve(m->s->w->project, unit, dotted, &ref, m->s->w->err)) {
			m->s->w->failed = true;
			return;
		}
		if (ref.kind == BG_PY_FOUND_CLASS && ref.node != cls)
			read_class(m, ref.unit, ref.node, depth + 1);
		else if (is_in(leaf_of(dotted), data))
			m->data = true;
		else if (ref.kind == BG_PY_FOUND_EXTERNAL)
			m->answer = ref.name;
	}
	m->total = true; /* whatever it is for a base */
	for (uint32_t i = 0; i < keywords->n; i++)
		if (keywords->v[i]->keyword.name &&
		    strcmp(keywords->v[i]->keyword.name, "total") == 0 &&
		    keywords->v[i]->keyword.value->op == BG_PY_FALSE)
			m->total = false;
	for (uint32_t i = 0; i < cls->cls->decorators->n; i++) {
		const struct bg_py_node *d = cls->cls->decorators->v[i];

		dotted = bg_shape_dotted(m->s->w, d->type == BG_PY_CALL ? d->call.func : d);
		m->data |= dotted && strcmp(leaf_of(dotted), "dataclass") == 0;
	}
}

static bool
read_class(struct model *m, struct bg_py_unit *unit, const struct bg_py_node *cls,
           unsigned depth)
{
	const struct bg_py_list *body = cls->cls->body;

	if (depth > 12 || !bg_walk_step(m->s->w))
		return false;
	read_bases(m, unit, cls, depth);
	for (uint32_t i = 0; m->data && i < body->n; i++)
		if (body->v[i]->type == BG_PY_ANN_ASSIGN &&
		    body->v[i]->ann_assign.target->type == BG_PY_NAME &&
		    !bg_starts(body->v[i]->ann_assign.target->name.id, "_") &&
		    strcmp(body->v[i]->ann_assign.target->name.id, "model_config") != 0)
			add_field(m, unit, body->v[i]);
	return m->data;
}

const struct bg_py_node *
bg_model_stated(struct bg_scene *s, struct bg_py_unit *unit, const struct bg_py_node *e)
{
	const char *dotted = bg_shape_dotted(s->w, e);
	struct bg_py_ref ref = {0};

	for (unsigned depth = 0; dotted && depth < 8; depth++) {
		if (bg_py_resolve(s->w->project, unit, dotted, &ref, s->w->err)) {
			s->w->failed = true;
			return NULL;
		}
		if (depth && strcmp(leaf_of(dotted), "BaseModel") == 0)
			return e;
		if (ref.kind != BG_PY_FOUND_CLASS || !ref.node->cls->bases->n)
			return NULL;
		unit = ref.unit;
		dotted = bg_shape_dotted(s->w, ref.node->cls->bases->v[0]);
	}
	return NULL;
}

const struct bg_shape *
bg_shape_instance(struct bg_scene *s, const struct bg_shape_ref *cls, const struct bg_given *g,
                  unsigned depth)
{
	struct bg_cell cell = {.kind = BG_CELL_DICT, .line = g ? g->line : 0};
	struct model m = {.s = s, .g = g, .total = true, .depth = depth};
	const struct bg_shape *out;
	struct bg_shape_ref init;
	const char *name = cls->node->cls->name;

	if (depth > 8)
		return bg_shape_any(s->w, "it holds itself");
	m.into = bg_cell_new(s, &cell);
	if (!m.into->ncell)
		return m.into;
	if (read_class(&m, cls->unit, cls->node, 0)) {
		((struct bg_cell *)(uintptr_t)bg_cell_at(s, m.into->cell[0]))->cls = cls->node;
		((struct bg_cell *)(uintptr_t)bg_cell_at(s, m.into->cell[0]))->unit = cls->unit;
		return m.into;
	}
	if (!g)
		return bg_shape_any(s->w, bg_strf(s->w->arena, "it is stated as '%s'", name));
	if (m.answer) {
		out = bg_shape_subclass(s, cls, m.answer, g);
		if (out)
			return out;
	}
	cell.kind = BG_CELL_OBJECT;
	cell.unit = cls->unit;
	cell.cls = cls->node;
	out = bg_cell_new(s, &cell);
	if (out->ncell && bg_shape_method(s->w, cls->unit, cls->node, "__init__", &init)) {
		init.self = out->cell[0] + 1;
		bg_shape_inline(s, &init, g);
	}
	return out;
}
