/* SPDX-License-Identifier: MIT */
/* Models as dicts: model_dump(), dict(), and the keys that they leave out. */
#include "base/err.h"
#include "extract/shape.h"
#include "python/ask.h"

static bool
is_true(const struct bg_given *g, const char *name)
{
	const struct bg_shape *v = bg_given_at(g, 99, name);

	return v && v->bits == BG_SHAPE_TRUE;
}

/* Whether a set, list or dict of names holds one; sure: it holds that whole key. */
static bool
names(const struct bg_scene *s, const struct bg_shape *of, const char *name, bool *sure)
{
	bool found = false;

	*sure = true;
	for (size_t i = 0; i < of->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, of->cell[i]);
		const struct bg_cell_key *key = cell ? bg_cell_find(cell, name) : NULL;

		for (size_t k = 0; cell && cell->star && k < cell->star->ntext; k++)
			found |= strcmp(cell->star->text[k], name) == 0;
		if (key) {
			found = true;
			*sure &= key->value->bits == BG_SHAPE_TRUE ||
			         (key->value->ntext == 0 && key->value->ncell == 0);
		}
	}
	return found;
}

/* The cell behind a key of a copy that was just made. */
static struct bg_cell *
cell_of(struct bg_scene *s, const struct bg_shape *copy)
{
	return copy && copy->ncell == 1
	               ? (struct bg_cell *)(uintptr_t)bg_cell_at(s, copy->cell[0])
	               : NULL;
}

static void
leave_out(struct bg_scene *s, struct bg_cell *cell, const struct bg_shape *exclude,
          const struct bg_shape *include)
{
	size_t n = 0;
	bool sure, out;

	for (size_t i = 0; i < cell->nkey; i++) {
		out = (exclude && names(s, exclude, cell->key[i].name, &sure) && sure) ||
		      (include && !names(s, include, cell->key[i].name, &sure));
		if (!out)
			cell->key[n++] = cell->key[i];
	}
	cell->nkey = n;
}

const struct bg_shape *
bg_shape_without_nulls(struct bg_scene *s, const struct bg_shape *of)
{
	const struct bg_shape *out = bg_shape_freeze(s, of);

	for (size_t i = 0; i < out->ncell; i++) {
		struct bg_cell *cell = (struct bg_cell *)(uintptr_t)bg_cell_at(s, out->cell[i]);
		size_t n = 0;

		if (!cell || cell->kind != BG_CELL_DICT || !bg_walk_step(s->w))
			continue;
		for (size_t k = 0; k < cell->nkey; k++) {
			struct bg_cell_key key = cell->key[k];

			key.sometimes |=
				(key.value->bits & (BG_SHAPE_NULL | BG_SHAPE_ANY)) != 0;
			key.value = bg_shape_without(s->w, key.value, BG_SHAPE_NULL);
			if (key.value->ncell && s->nest < BG_SHAPE_NEST) {
				s->nest++;
				key.value = bg_shape_without_nulls(s, key.value);
				s->nest--;
			}
			if (key.value->bits || key.value->ntext || key.value->nnumber ||
			    key.value->ncell || key.value->nref)
				cell->key[n++] = key;
		}
		cell->nkey = n;
	}
	return out;
}

/* ---- fields ---------------------------------------------------------------------------- */

/* The call in "x: int = Field(…)" of a model or of its bases; NULL: there is none. */
static const struct bg_py_node *
field_call(struct bg_scene *s, const struct bg_cell *cell, const char *name)
{
	const struct bg_py_list *body = cell->cls->cls->body;
	const struct bg_py_node *value = NULL;
	struct bg_py_ref ref = {0};

	for (uint32_t i = 0; i < body->n && !value; i++)
		if (body->v[i]->type == BG_PY_ANN_ASSIGN &&
		    body->v[i]->ann_assign.target->type == BG_PY_NAME &&
		    strcmp(body->v[i]->ann_assign.target->name.id, name) == 0)
			value = body->v[i]->ann_assign.value;
	if (!value && cell->cls->cls->bases->n && cell->unit &&
	    !bg_py_resolve(s->w->project, cell->unit,
	                   bg_strf(s->w->arena, "%s.%s", cell->cls->cls->name, name), &ref,
	                   s->w->err) &&
	    ref.node && ref.node->type == BG_PY_ANN_ASSIGN)
		value = ref.node->ann_assign.value;
	return value && value->type == BG_PY_CALL ? value : NULL;
}

static const char *
alias_of(struct bg_scene *s, const struct bg_py_node *call)
{
	const struct bg_py_node *e = bg_py_argument(call, "serialization_alias");

	if (!e)
		e = bg_py_argument(call, "alias");
	return e && e->type == BG_PY_CONSTANT && e->op == BG_PY_STR
	               ? bg_strndup(s->w->arena, e->constant.text, e->constant.n)
	               : NULL;
}

static bool
is_excluded(const struct bg_py_node *call)
{
	const struct bg_py_node *e = bg_py_argument(call, "exclude");

	return e && e->type == BG_PY_CONSTANT && e->op == BG_PY_TRUE;
}

static void
rename_fields(struct bg_scene *s, struct bg_cell *cell, bool aliases)
{
	const struct bg_py_node *call;
	const char *alias;
	size_t n = 0;

	for (size_t i = 0; i < cell->nkey; i++) {
		call = field_call(s, cell, cell->key[i].name);
		if (call && is_excluded(call))
			continue;
		alias = call && aliases ? alias_of(s, call) : NULL;
		cell->key[n] = cell->key[i];
		if (alias)
			cell->key[n].name = alias;
		n++;
	}
	cell->nkey = n;
}

/* "@computed_field": a property that is written out. */
static void
add_computed(struct bg_scene *s, const struct bg_shape *of, const struct bg_cell *cell)
{
	const struct bg_py_list *body = cell->cls->cls->body;

	for (uint32_t i = 0; i < body->n; i++) {
		const struct bg_py_node *def = body->v[i];
		bool computed = false;

		if (def->type != BG_PY_FUNCTION)
			continue;
		for (uint32_t k = 0; k < def->def->decorators->n; k++) {
			const struct bg_py_node *d = def->def->decorators->v[k];

			if (d->type == BG_PY_CALL)
				d = d->call.func;
			computed |= d->type == BG_PY_NAME &&
			            strcmp(d->name.id, "computed_field") == 0;
		}
		if (computed)
			bg_cell_put(s, of, def->def->name,
			            def->def->returns ? bg_shape_stated(s, cell->unit,
			                                                def->def->returns, 0)
			                              : bg_shape_any(s->w, "it is computed"),
			            false);
	}
}

/* Whether a class says that the names of its keys are made: "alias_generator=to_camel". */
static bool
makes_aliases(const struct bg_py_node *cls)
{
	for (uint32_t i = 0; i < cls->cls->body->n; i++) {
		const struct bg_py_node *a = cls->cls->body->v[i];

		if (a->type == BG_PY_ASSIGN && a->assign.value->type == BG_PY_CALL &&
		    bg_py_argument(a->assign.value, "alias_generator"))
			return true;
	}
	return false;
}

static void
serialize_all(struct bg_scene *s, const struct bg_shape *of, bool aliases)
{
	if (!of || s->nest >= BG_SHAPE_NEST)
		return;
	s->nest++;
	for (size_t i = 0; i < of->ncell && bg_walk_step(s->w); i++) {
		const struct bg_shape *one = bg_shape_cell(s->w, of->cell[i]);
		struct bg_cell *cell = cell_of(s, one);

		if (!cell || cell->written)
			continue;
		cell->written = true;
		for (size_t k = 0; k < cell->nkey; k++)
			serialize_all(s, cell->key[k].value, aliases);
		serialize_all(s, cell->star, aliases);
		if (cell->kind != BG_CELL_DICT || !cell->cls)
			continue;
		rename_fields(s, cell, aliases);
		if (aliases && makes_aliases(cell->cls))
			bg_cell_open(s, one, "the names of its keys are made");
		add_computed(s, one, cell);
	}
	s->nest--;
}

const struct bg_shape *
bg_shape_serialize(struct bg_scene *s, const struct bg_shape *of, bool aliases)
{
	const struct bg_shape *out = bg_shape_freeze(s, of);

	serialize_all(s, out, aliases);
	return out;
}

/* ---- dumps ----------------------------------------------------------------------------- */

const struct bg_shape *
bg_shape_dump(struct bg_scene *s, const struct bg_shape *of, const struct bg_given *g)
{
	const struct bg_shape *exclude = bg_given_at(g, 99, "exclude");
	const struct bg_shape *include = bg_given_at(g, 99, "include");
	const struct bg_shape *out = bg_cell_copy(s, of);
	struct bg_cell *cell;

	if (out)
		out = bg_shape_serialize(s, out, is_true(g, "by_alias"));
	cell = cell_of(s, out);

	if (!cell)
		return out;
	if (exclude || include) {
		const struct bg_cell_key *key = cell->key;

		cell->key = bg_calloc(s->w->arena, cell->nkey, sizeof(*cell->key));
		memcpy(cell->key, key, cell->nkey * sizeof(*key));
		leave_out(s, cell, exclude, include);
	}
	if (is_true(g, "exclude_none"))
		out = bg_shape_without_nulls(s, out);
	cell = cell_of(s, out);
	if (cell && (is_true(g, "exclude_unset") || is_true(g, "exclude_defaults")))
		bg_cell_loosen(s, out);
	return out;
}
