/* SPDX-License-Identifier: MIT */
/* Methods of dicts, lists, strings and models. */
#include "extract/shape.h"

struct method {
	struct bg_scene *s;
	const struct bg_shape *on;
	const struct bg_given *g;
};
typedef const struct bg_shape *method_fn(struct method *m);

static const struct bg_shape *
nothing(struct method *m)
{
	return bg_shape_bits(m->s->w, BG_SHAPE_NULL);
}

static const struct bg_shape *
get_keys(struct method *m, const struct bg_shape *key, const struct bg_shape *fallback)
{
	const struct bg_shape *out = NULL;

	for (size_t i = 0; i < key->ntext; i++)
		out = bg_shape_join(m->s->w, out,
		                    bg_cell_get(m->s, m->on, key->text[i], fallback));
	if (!key->ntext || key->bits)
		out = bg_shape_join(m->s->w, bg_shape_join(m->s->w, out, fallback),
		                    bg_cell_get(m->s, m->on, NULL, fallback));
	return out;
}

static const struct bg_shape *
do_get(struct method *m)
{
	const struct bg_shape *fallback = bg_given_at(m->g, 1, "default");

	if (!m->g->narg)
		return NULL;
	return get_keys(m, m->g->arg[0],
	                fallback ? fallback : bg_shape_bits(m->s->w, BG_SHAPE_NULL));
}

static const struct bg_shape *
do_pop(struct method *m)
{
	const struct bg_shape *out;
	const char *only;

	if (!m->g->narg)
		return bg_cell_each(m->s, m->on);
	out = get_keys(m, m->g->arg[0], m->g->narg > 1 ? m->g->arg[1] : NULL);
	only = bg_shape_only(m->g->arg[0]);
	if (only)
		bg_cell_remove(m->s, m->on, only);
	return out;
}

static const struct bg_shape *
do_update(struct method *m)
{
	for (size_t i = 0; i < m->g->narg; i++)
		bg_cell_merge(m->s, m->on, m->g->arg[i]);
	for (size_t i = 0; i < m->g->nkey; i++)
		bg_cell_put(m->s, m->on, m->g->key[i].name, m->g->key[i].value,
		            m->g->key[i].sometimes);
	if (m->g->more)
		bg_cell_open(m->s, m->on, "it is updated with what is not known");
	return nothing(m);
}

static const struct bg_shape *
do_setdefault(struct method *m)
{
	const struct bg_shape *value = m->g->narg > 1 ? m->g->arg[1] : nothing(m), *key, *have;

	if (!m->g->narg)
		return NULL;
	key = m->g->arg[0];
	for (size_t i = 0; i < key->ntext; i++) {
		have = bg_cell_get(m->s, m->on, key->text[i], value);
		bg_cell_put(m->s, m->on, key->text[i], have, key->ntext > 1);
	}
	if (!key->ntext || key->bits)
		bg_cell_put(m->s, m->on, NULL, value, true);
	return get_keys(m, key, value);
}

static const struct bg_shape *
do_append(struct method *m)
{
	if (m->g->narg)
		bg_cell_append(m->s, m->on, m->g->arg[m->g->narg - 1]);
	return nothing(m);
}

static const struct bg_shape *
do_extend(struct method *m)
{
	const struct bg_shape *each = m->g->narg ? bg_cell_each(m->s, m->g->arg[0]) : NULL;

	if (each)
		bg_cell_append(m->s, m->on, each);
	return nothing(m);
}

/* The dict, or all that it may be in one, whose keys are all known and there; or NULL. */
static const struct bg_cell *
plain_dict(struct method *m)
{
	const struct bg_cell *cell = NULL, *one;

	for (size_t i = 0; !m->on->bits && i < m->on->ncell; i++) {
		one = bg_cell_at(m->s, m->on->cell[i]);
		if (!one || one->kind != BG_CELL_DICT || one->star || one->open)
			return NULL;
		cell = bg_cell_join(m->s->w, cell, one);
	}
	if (!cell)
		return NULL;
	for (size_t i = 0; i < cell->nkey; i++)
		if (cell->key[i].sometimes)
			return NULL;
	return cell;
}

/* what: 'k' keys, 'v' values, 'i' items. */
static const struct bg_shape *
list_some(struct method *m, char what)
{
	const struct bg_shape *key = bg_cell_each(m->s, m->on);
	const struct bg_shape *value = bg_cell_get(m->s, m->on, NULL, NULL), **part, *out;

	if (what == 'i' && key && value) {
		part = bg_calloc(m->s->w->arena, 2, sizeof(*part));
		part[0] = key;
		part[1] = value;
		out = bg_cell_list_of(m->s, bg_cell_list(m->s, part, 2));
	} else {
		out = bg_cell_list_of(m->s, what == 'k' ? key : value);
	}
	return bg_cell_elsewhere(m->s, out, m->on);
}

static const struct bg_shape *
list_of(struct method *m, char what)
{
	const struct bg_cell *cell = plain_dict(m);
	const struct bg_shape **part;

	if (!cell)
		return list_some(m, what);
	part = bg_calloc(m->s->w->arena, cell->nkey, sizeof(*part));
	for (size_t i = 0; i < cell->nkey; i++) {
		const struct bg_shape **two = bg_calloc(m->s->w->arena, 2, sizeof(*two));

		two[0] = bg_shape_text(m->s->w, cell->key[i].name);
		two[1] = cell->key[i].value;
		part[i] = what == 'k'   ? two[0]
		          : what == 'v' ? two[1]
		                        : bg_cell_list(m->s, two, 2);
	}
	return bg_cell_list(m->s, part, cell->nkey);
}

static const struct bg_shape *
do_keys(struct method *m)
{
	return list_of(m, 'k');
}

static const struct bg_shape *
do_values(struct method *m)
{
	return list_of(m, 'v');
}

static const struct bg_shape *
do_items(struct method *m)
{
	return list_of(m, 'i');
}

static const struct bg_shape *
do_copy(struct method *m)
{
	return bg_cell_copy(m->s, m->on);
}

static const struct bg_shape *
do_clear(struct method *m)
{
	bg_cell_clear(m->s, m->on);
	return nothing(m);
}

static const struct bg_shape *
do_popitem(struct method *m)
{
	bg_cell_loosen(m->s, m->on);
	return bg_shape_any(m->s->w, "an item that is taken out");
}

static const struct bg_shape *
do_dump(struct method *m)
{
	return bg_shape_dump(m->s, m->on, m->g);
}

/* Of a future, which is what its function gives. */
static const struct bg_shape *
do_result(struct method *m)
{
	return m->on;
}

static const struct {
	const char *name;
	method_fn *fn;
} methods[] = {
	{"get", do_get},
	{"pop", do_pop},
	{"update", do_update},
	{"setdefault", do_setdefault},
	{"append", do_append},
	{"add", do_append},
	{"insert", do_append},
	{"extend", do_extend},
	{"keys", do_keys},
	{"values", do_values},
	{"items", do_items},
	{"copy", do_copy},
	{"model_dump", do_dump},
	{"dict", do_dump},
	{"model_dump_json", do_dump},
	{"json", do_dump},
	{"result", do_result},
	{"_asdict", do_copy},
	{"sort", nothing},
	{"clear", do_clear},
	{"popitem", do_popitem},
};

/* Whatever it is called on: strings and times. */
static unsigned
any_method(const char *name)
{
	static const char *const strings[] = {"isoformat", "strftime", "strip",  "lower",
	                                      "upper",     "format",   "join",   "replace",
	                                      "decode",    "title",    "lstrip", "rstrip",
	                                      "hexdigest", "hex",      NULL};

	for (const char *const *at = strings; *at; at++)
		if (strcmp(*at, name) == 0)
			return BG_SHAPE_STR;
	if (strcmp(name, "startswith") == 0 || strcmp(name, "endswith") == 0 ||
	    strcmp(name, "exists") == 0 || strcmp(name, "is_file") == 0 ||
	    strcmp(name, "is_dir") == 0)
		return BG_SHAPE_BOOL;
	if (strcmp(name, "total_seconds") == 0 || strcmp(name, "timestamp") == 0)
		return BG_SHAPE_FLOAT;
	return strcmp(name, "count") == 0 ? BG_SHAPE_INT : 0;
}

const struct bg_shape *
bg_shape_on(struct bg_scene *s, const struct bg_shape *on, const char *name,
            const struct bg_given *g)
{
	struct method m = {s, on, g};
	bool dicts = on->ncell > 0;
	unsigned bits;

	for (size_t i = 0; i < on->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, on->cell[i]);

		dicts &= cell && (cell->kind == BG_CELL_DICT || cell->kind == BG_CELL_LIST);
		if (cell && cell->kind == BG_CELL_OBJECT)
			return NULL;
	}
	for (size_t i = 0; dicts && i < sizeof(methods) / sizeof(*methods); i++)
		if (strcmp(methods[i].name, name) == 0)
			return methods[i].fn(&m);
	for (size_t i = 0; i < on->nref; i++)
		if (on->ref[i].kind != BG_PY_FOUND_EXTERNAL)
			return NULL;
	if (on->ntext || (on->bits & BG_SHAPE_STR)) {
		if (strcmp(name, "split") == 0 || strcmp(name, "splitlines") == 0)
			return bg_cell_list_of(s, bg_shape_bits(s->w, BG_SHAPE_STR));
	}
	if (on->nref)
		return NULL;
	bits = any_method(name);
	return bits ? bg_shape_bits(s->w, bits) : NULL;
}
