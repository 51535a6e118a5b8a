/* SPDX-License-Identifier: MIT */
/* Models as dicts: model_dump(), dict(), and the keys that they leave out. */
#include "extract/shape.h"

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

const struct bg_shape *
bg_shape_dump(struct bg_scene *s, const struct bg_shape *of, const struct bg_given *g)
{
	const struct bg_shape *exclude = bg_given_at(g, 99, "exclude");
	const struct bg_shape *include = bg_given_at(g, 99, "include");
	const struct bg_shape *out = bg_cell_copy(s, of);
	struct bg_cell *cell = cell_of(s, out);

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
