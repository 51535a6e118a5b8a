/* SPDX-License-Identifier: MIT */
/* Names of frames, attributes of objects, and what a key gives of a mapping. */
#include "base/buf.h"
#include "extract/accept.h"

struct bg_meanings *
bg_frame_find(struct bg_frame *f, const char *name)
{
	struct bg_meanings *m;

	for (; f; f = f->around) {
		m = bg_py_table_find(&f->names, name);
		if (m)
			return m;
	}
	return NULL;
}

void
bg_frame_set(struct bg_frame *f, const char *name, const struct bg_meanings *m)
{
	struct bg_meanings **slot = (struct bg_meanings **)bg_py_table_at(&f->names, name);
	struct bg_meanings *next = bg_alloc(f->a->arena, sizeof(*next));

	if (*slot && (f->branches || f->loops))
		bg_meanings_join(f->a, next, *slot);
	bg_meanings_join(f->a, next, m);
	*slot = next;
}

struct bg_meanings *
bg_accept_attribute(struct bg_accept *a, const struct bg_py_node *cls, const char *name)
{
	struct bg_meanings **slot = (struct bg_meanings **)bg_py_table_at(
		&a->attributes, bg_strf(a->arena, "%p.%s", (const void *)cls, name));

	if (!*slot)
		*slot = bg_alloc(a->arena, sizeof(**slot));
	return *slot;
}

/* A string that is known, of what a key may be; NULL: none. */
static const char *
text_of(const struct bg_meaning *m)
{
	const struct bg_py_value *value = m->sort == BG_SORT_CONSTANT ? m->value : NULL;

	if (value && value->kind == BG_PYV_MEMBER && value->nv == 1)
		value = value->v[0];
	return value && value->kind == BG_PYV_STR && strlen(value->text) == value->n
	               ? value->text
	               : NULL;
}

static bool
is_number(const struct bg_meaning *m)
{
	return m->sort == BG_SORT_INDEX ||
	       (m->sort == BG_SORT_CONSTANT && m->value->kind == BG_PYV_INT);
}

/* What one key gives of one place. */
static void
get_one(struct bg_frame *f, struct bg_meanings *out, const struct bg_meaning *of,
        const struct bg_meaning *key, unsigned line)
{
	const char *name = text_of(key);
	struct bg_meanings more = {0};

	if (name)
		more = bg_meanings_spot(f->a, BG_SORT_SPOT, bg_spot_read(f, of, name, line));
	else if (key->sort == BG_SORT_KEY)
		more = bg_meanings_spot(f->a, BG_SORT_SPOT,
		                        bg_spot_step(f->a, of->spot, BG_STEP_FREE, "*"));
	else if (is_number(key))
		more = bg_meanings_spot(f->a, BG_SORT_SPOT,
		                        bg_spot_step(f->a, of->spot, BG_STEP_EACH, "[]"));
	bg_meanings_join(f->a, out, &more);
}

static void
get_of_spot(struct bg_frame *f, struct bg_meanings *out, const struct bg_meaning *of,
            const struct bg_meanings *keys, unsigned line)
{
	if (!keys->n && of->spot->free_keys) {
		struct bg_meaning any = {.sort = BG_SORT_KEY, .spot = of->spot};

		get_one(f, out, of, &any, line);
	} else if (!keys->n) {
		bg_spot_computed(f, of->spot, line);
	}
	for (size_t i = 0; i < keys->n; i++)
		get_one(f, out, of, &keys->v[i], line);
}

static void
get_of_map(struct bg_frame *f, struct bg_meanings *out, const struct bg_meaning *of,
           const struct bg_meanings *keys)
{
	const char *name;

	for (size_t i = 0; i < keys->n; i++) {
		name = text_of(&keys->v[i]);
		for (size_t j = 0; name && j < of->npart; j++)
			if (strcmp(of->name[j], name) == 0)
				bg_meanings_join(f->a, out, &of->part[j]);
	}
}

struct bg_meanings
bg_accept_get(struct bg_frame *f, const struct bg_meanings *of, const struct bg_py_node *key,
              const struct bg_py_node *at)
{
	struct bg_meanings keys = {0}, out = {0}, more;

	if (!of->n) {
		bg_accept_expr(f, key);
		return out;
	}
	keys = bg_accept_known(f, key);
	for (size_t i = 0; i < of->n; i++) {
		struct bg_meanings one = {.v = &of->v[i], .n = 1};

		if (of->v[i].sort == BG_SORT_SPOT)
			get_of_spot(f, &out, &of->v[i], &keys, at->line);
		else if (of->v[i].sort == BG_SORT_MAP)
			get_of_map(f, &out, &of->v[i], &keys);
		else if (of->v[i].sort == BG_SORT_TUPLE && keys.n == 1 &&
		         keys.v[0].sort == BG_SORT_CONSTANT &&
		         keys.v[0].value->kind == BG_PYV_INT && keys.v[0].value->fits &&
		         keys.v[0].value->number >= 0) {
			more = bg_meanings_at(f->a, &one, (size_t)keys.v[0].value->number);
			bg_meanings_join(f->a, &out, &more);
		} else if (of->v[i].sort == BG_SORT_MANY || of->v[i].sort == BG_SORT_TUPLE) {
			more = bg_meanings_each(f->a, &one);
			bg_meanings_join(f->a, &out, &more);
		}
	}
	return out;
}

void
bg_accept_loose(struct bg_frame *f, const struct bg_py_node *of,
                const struct bg_meanings *meant, const struct bg_py_node *key)
{
	struct bg_meanings keys;
	struct bg_loose *loose;
	const char *name;

	if (meant->n || !f->entry || f->a->pass == 0 || of->type != BG_PY_NAME)
		return;
	keys = bg_accept_known(f, key);
	for (size_t i = 0; i < keys.n; i++) {
		name = text_of(&keys.v[i]);
		if (!name || f->a->loose.n >= f->a->x->limits->v[BG_LIMIT_ITEMS])
			continue;
		loose = bg_list_add(f->a->arena, &f->a->loose);
		loose->name = bg_strdup(f->a->x->keep, name);
		loose->loc = (struct bg_loc){f->unit->path, key->line};
		loose->def = f->def;
	}
}
