/* SPDX-License-Identifier: MIT */
/* Cells: dicts, lists and objects of the heap, and what is put into them. */
#include "extract/shape.h"

const struct bg_shape *
bg_cell_new(struct bg_scene *s, const struct bg_cell *cell)
{
	struct bg_walk *w = s->w;
	struct bg_cell *copy;

	if (w->cells >= BG_SHAPE_HEAP) {
		w->tired = true;
		return bg_shape_any(w, "too many objects are made");
	}
	copy = bg_alloc(w->arena, sizeof(*copy));
	*copy = *cell;
	while (s->state.heap.n <= w->cells)
		*bg_list_add(w->arena, &s->state.heap) = NULL;
	s->state.heap.v[w->cells] = copy;
	return bg_shape_cell(w, w->cells++);
}

const struct bg_shape *
bg_cell_dict(struct bg_scene *s, unsigned line)
{
	return bg_cell_new(s, &(struct bg_cell){.kind = BG_CELL_DICT, .line = line});
}

const struct bg_shape *
bg_cell_list(struct bg_scene *s, const struct bg_shape **part, size_t n)
{
	struct bg_cell cell = {.kind = BG_CELL_LIST, .part = part, .npart = n, .parts = true};

	for (size_t i = 0; i < n; i++)
		cell.star = bg_shape_join(s->w, cell.star, part[i]);
	return bg_cell_new(s, &cell);
}

const struct bg_shape *
bg_cell_list_of(struct bg_scene *s, const struct bg_shape *element)
{
	return bg_cell_new(s, &(struct bg_cell){.kind = BG_CELL_LIST, .star = element});
}

const struct bg_cell *
bg_cell_at(const struct bg_scene *s, uint32_t cell)
{
	return cell < s->state.heap.n ? s->state.heap.v[cell] : NULL;
}

const struct bg_cell_key *
bg_cell_find(const struct bg_cell *cell, const char *name)
{
	for (size_t i = 0; i < cell->nkey; i++)
		if (strcmp(cell->key[i].name, name) == 0)
			return &cell->key[i];
	return NULL;
}

/* A copy with room for more keys, put in place of the cell. */
static struct bg_cell *
renew(struct bg_scene *s, uint32_t at, size_t more)
{
	const struct bg_cell *was = s->state.heap.v[at];
	struct bg_cell *copy = bg_alloc(s->w->arena, sizeof(*copy));

	*copy = *was;
	copy->key = bg_calloc(s->w->arena, was->nkey + more, sizeof(*copy->key));
	if (was->nkey)
		memcpy(copy->key, was->key, was->nkey * sizeof(*copy->key));
	s->w->steps += was->nkey / 16;
	s->state.heap.v[at] = copy;
	return copy;
}

static void
put_key(struct bg_walk *w, struct bg_cell *cell, const char *name, const struct bg_shape *value,
        bool weak)
{
	for (size_t i = 0; i < cell->nkey; i++)
		if (strcmp(cell->key[i].name, name) == 0) {
			if (weak)
				value = bg_shape_join(w, cell->key[i].value, value);
			else
				cell->key[i].sometimes = false;
			cell->key[i].value = value;
			return;
		}
	if (cell->nkey >= BG_SHAPE_KEYS) {
		cell->star = bg_shape_join(w, cell->star, value);
		return;
	}
	cell->key[cell->nkey++] = (struct bg_cell_key){name, value, weak};
}

void
bg_cell_put(struct bg_scene *s, const struct bg_shape *of, const char *name,
            const struct bg_shape *value, bool weak)
{
	weak = weak || bg_state_shares(s, of);
	for (size_t i = 0; i < of->ncell; i++) {
		const struct bg_cell *was = bg_cell_at(s, of->cell[i]);
		struct bg_cell *cell;

		if (!was || (was->kind == BG_CELL_LIST && name))
			continue;
		cell = renew(s, of->cell[i], 1);
		if (name) {
			put_key(s->w, cell, name, value, weak);
			continue;
		}
		if (cell->kind == BG_CELL_DICT && s->w->filling) {
			cell->open = cell->open ? cell->open : s->w->filling;
			continue;
		}
		cell->star = bg_shape_join(s->w, cell->star, value);
		cell->parts = false;
	}
}

const char *
bg_cell_filled(struct bg_scene *s, const struct bg_shape *of)
{
	const struct bg_cell *cell;

	for (size_t i = 0; i < of->ncell; i++) {
		cell = bg_cell_at(s, of->cell[i]);
		if (cell && cell->elsewhere)
			return cell->elsewhere;
	}
	return NULL;
}

const struct bg_shape *
bg_cell_elsewhere(struct bg_scene *s, const struct bg_shape *list, const struct bg_shape *from)
{
	const char *how = bg_cell_filled(s, from);

	if (how && list->ncell)
		renew(s, list->cell[0], 0)->elsewhere = how;
	return list;
}

void
bg_cell_remove(struct bg_scene *s, const struct bg_shape *of, const char *name)
{
	bool weak = bg_state_shares(s, of);

	for (size_t i = 0; i < of->ncell; i++) {
		const struct bg_cell *was = bg_cell_at(s, of->cell[i]);
		struct bg_cell *cell;
		size_t n = 0;

		if (!was || !bg_cell_find(was, name))
			continue;
		cell = renew(s, of->cell[i], 0);
		for (size_t k = 0; k < cell->nkey; k++) {
			if (strcmp(cell->key[k].name, name) == 0) {
				if (!weak)
					continue;
				cell->key[k].sometimes = true;
			}
			cell->key[n++] = cell->key[k];
		}
		cell->nkey = n;
	}
}

void
bg_cell_loosen(struct bg_scene *s, const struct bg_shape *of)
{
	for (size_t i = 0; i < of->ncell; i++) {
		struct bg_cell *cell;

		if (!bg_cell_at(s, of->cell[i]))
			continue;
		cell = renew(s, of->cell[i], 0);
		for (size_t k = 0; k < cell->nkey; k++)
			cell->key[k].sometimes = true;
		cell->parts = false;
	}
}

void
bg_cell_clear(struct bg_scene *s, const struct bg_shape *of)
{
	struct bg_cell *cell;

	if (bg_state_shares(s, of)) {
		bg_cell_loosen(s, of);
		return;
	}
	for (size_t i = 0; i < of->ncell; i++) {
		if (!bg_cell_at(s, of->cell[i]))
			continue;
		cell = renew(s, of->cell[i], 0);
		cell->nkey = cell->npart = 0;
		cell->star = NULL;
		cell->open = NULL;
	}
}

void
bg_cell_append(struct bg_scene *s, const struct bg_shape *of, const struct bg_shape *value)
{
	bg_cell_put(s, of, NULL, value, true);
}

static void
merge_cell(struct bg_scene *s, const struct bg_shape *to, const struct bg_cell *from, bool weak)
{
	for (size_t k = 0; k < from->nkey; k++)
		bg_cell_put(s, to, from->key[k].name, from->key[k].value,
		            weak || from->key[k].sometimes);
	if (from->star)
		bg_cell_put(s, to, NULL, from->star, true);
	if (from->open)
		bg_cell_open(s, to, from->open);
}

void
bg_cell_merge(struct bg_scene *s, const struct bg_shape *to, const struct bg_shape *from)
{
	struct bg_cell none = {.kind = BG_CELL_DICT};
	const struct bg_cell *all = NULL;

	for (size_t i = 0; i < from->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, from->cell[i]);

		if (cell && cell->kind == BG_CELL_LIST && cell->star)
			bg_cell_open(s, to, "it is filled from a list of pairs");
		else if (cell && cell->kind != BG_CELL_LIST)
			all = bg_cell_join(s->w, all, cell);
	}
	if (bg_shape_is_any(from))
		bg_cell_open(s, to,
		             *from->why ? from->why : "it is merged with what is not known");
	if (all && (from->bits & BG_SHAPE_NULL))
		all = bg_cell_join(s->w, all, &none);
	if (all)
		merge_cell(s, to, all, false);
}

void
bg_cell_open(struct bg_scene *s, const struct bg_shape *of, const char *why)
{
	for (size_t i = 0; i < of->ncell; i++)
		if (bg_cell_at(s, of->cell[i]) && !bg_cell_at(s, of->cell[i])->open)
			renew(s, of->cell[i], 0)->open = why;
}

static void
join_parts(struct bg_walk *w, struct bg_cell *to, const struct bg_cell *b)
{
	const struct bg_shape **part;

	if (!to->parts || !b->parts || to->npart != b->npart) {
		to->parts = false;
		return;
	}
	part = bg_calloc(w->arena, to->npart, sizeof(*part));
	for (size_t i = 0; i < to->npart; i++)
		part[i] = bg_shape_join(w, to->part[i], b->part[i]);
	to->part = part;
}

const struct bg_cell *
bg_cell_join(struct bg_walk *w, const struct bg_cell *a, const struct bg_cell *b)
{
	struct bg_cell *c;
	size_t n;

	if (!a || a == b)
		return b;
	if (!b)
		return a;
	c = bg_alloc(w->arena, sizeof(*c));
	*c = *a;
	c->elsewhere = a->elsewhere ? a->elsewhere : b->elsewhere;
	c->key = bg_calloc(w->arena, a->nkey + b->nkey, sizeof(*c->key));
	if (a->nkey)
		memcpy(c->key, a->key, a->nkey * sizeof(*c->key));
	for (size_t i = 0; i < c->nkey; i++)
		c->key[i].sometimes |= !bg_cell_find(b, c->key[i].name);
	n = c->nkey;
	for (size_t i = 0; i < b->nkey; i++) {
		const struct bg_cell_key *have = bg_cell_find(a, b->key[i].name);

		if (!have) {
			c->key[n] = b->key[i];
			c->key[n++].sometimes = true;
			continue;
		}
		c->key[have - a->key].value = bg_shape_join(w, have->value, b->key[i].value);
		c->key[have - a->key].sometimes |= b->key[i].sometimes;
	}
	w->steps += n / 16;
	c->nkey = n;
	c->star = bg_shape_join(w, a->star, b->star);
	c->open = a->open ? a->open : b->open;
	join_parts(w, c, b);
	return c;
}

const struct bg_shape *
bg_cell_copy(struct bg_scene *s, const struct bg_shape *of)
{
	const struct bg_cell *all = NULL;

	for (size_t i = 0; i < of->ncell; i++)
		all = bg_cell_join(s->w, all, bg_cell_at(s, of->cell[i]));
	return all ? bg_cell_new(s, all) : NULL;
}

const struct bg_shape *
bg_cell_get(struct bg_scene *s, const struct bg_shape *of, const char *name,
            const struct bg_shape *fallback)
{
	const struct bg_shape *out = NULL;

	for (size_t i = 0; i < of->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, of->cell[i]);
		const struct bg_cell_key *key = cell && name ? bg_cell_find(cell, name) : NULL;

		if (!cell)
			continue;
		if (key)
			out = bg_shape_join(s->w, out, key->value);
		for (size_t k = 0; !name && k < cell->nkey; k++)
			out = bg_shape_join(s->w, out, cell->key[k].value);
		if (!key || key->sometimes) {
			out = bg_shape_join(s->w, out, cell->star);
			out = bg_shape_join(s->w, out, fallback);
			if (cell->open)
				out = bg_shape_join(s->w, out, bg_shape_any(s->w, cell->open));
		}
	}
	if (bg_shape_is_any(of))
		out = bg_shape_join(s->w, out, bg_shape_any(s->w, of->why));
	return out ? out : fallback;
}

const struct bg_shape *
bg_cell_each(struct bg_scene *s, const struct bg_shape *of)
{
	const struct bg_shape *out = NULL;

	for (size_t i = 0; i < of->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, of->cell[i]);

		if (!cell)
			continue;
		if (cell->kind == BG_CELL_LIST) {
			out = bg_shape_join(s->w, out, cell->star);
			continue;
		}
		for (size_t k = 0; k < cell->nkey; k++)
			out = bg_shape_join(s->w, out, bg_shape_text(s->w, cell->key[k].name));
		if (cell->star || cell->open)
			out = bg_shape_join(s->w, out, bg_shape_any(s->w, ""));
	}
	if (of->ntext || (of->bits & BG_SHAPE_STR))
		out = bg_shape_join(s->w, out, bg_shape_bits(s->w, BG_SHAPE_STR));
	if (bg_shape_is_any(of))
		out = bg_shape_join(s->w, out, bg_shape_any(s->w, of->why));
	return out;
}

void
bg_cell_pair(struct bg_scene *s, const struct bg_shape *dict, const struct bg_shape *key,
             const struct bg_shape *value, bool weak)
{
	const char *only = bg_shape_only(key);

	if (only) {
		bg_cell_put(s, dict, only, value, weak);
		return;
	}
	for (size_t i = 0; i < key->ntext; i++)
		bg_cell_put(s, dict, key->text[i], value, true);
	if (key->bits || key->ncell || key->nref || key->nnumber)
		bg_cell_put(s, dict, NULL, value, true);
}
