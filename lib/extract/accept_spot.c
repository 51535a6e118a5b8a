/* SPDX-License-Identifier: MIT */
/* Places of the document: what the code reads, stores and tests there. */
#include "base/err.h"
#include "extract/accept.h"

struct bg_key *
bg_spot_step(struct bg_accept *a, struct bg_key *spot, enum bg_step step, const char *name)
{
	struct bg_key *key;
	unsigned depth = 0;

	for (const struct bg_key *up = spot; up; up = up->parent)
		depth++;
	if (a->failed || a->tired)
		return NULL;
	if (depth > a->x->limits->v[BG_LIMIT_DEPTH]) {
		bg_accept_tire(a, "the code reads keys too deep in the document");
		return NULL;
	}
	if (spot->free_keys && step == BG_STEP_KEY) {
		step = BG_STEP_FREE;
		name = "*";
	}
	key = bg_keys_step(a->keys, spot, step, name, a->err);
	if (!key)
		a->failed = true;
	return key;
}

/* Copies apart: what the code puts into a copy is not read from the document there. */
static const char *
name_at(struct bg_accept *a, const struct bg_meaning *spot, const char *name)
{
	return bg_strf(a->arena, "%d%p.%s", spot->copied, (void *)spot->spot, name);
}

struct bg_key *
bg_spot_read(struct bg_frame *f, const struct bg_meaning *spot, const char *name, unsigned line)
{
	struct bg_accept *a = f->a;
	struct bg_key *key = bg_spot_step(a, spot->spot, BG_STEP_KEY, name);
	const char *at = name_at(a, spot, name);

	if (!key)
		return NULL;
	for (struct bg_frame *up = f; up; up = up->caller)
		*bg_py_table_at(&up->reads, at) = key;
	if (a->pass == 0 || *name == '_' || bg_py_table_find(&a->derived, at))
		return key;
	for (struct bg_key *up = key; up && up->parent; up = up->parent)
		if (up == key || up->step == BG_STEP_FREE)
			bg_keys_see(&up->code, f->unit->path, line, up->name);
	return key;
}

void
bg_spot_store(struct bg_frame *f, const struct bg_meaning *spot, const char *name)
{
	const char *at = name_at(f->a, spot, name);

	if (f->a->pass == 0 && !bg_py_table_find(&f->reads, at))
		*bg_py_table_at(&f->a->derived, at) = spot->spot;
}

void
bg_spot_computed(struct bg_frame *f, struct bg_key *spot, unsigned line)
{
	struct bg_accept *a = f->a;
	const struct bg_key *item = spot;

	if (a->pass == 0 || a->values)
		return;
	while (item && item->step == BG_STEP_EACH)
		item = item->parent;
	if (item && item->parent)
		bg_harvest_unread_item(a->x->keep, a->x->out, spot->id,
		                       (struct bg_loc){f->unit->path, line},
		                       "a key is read or tested here whose name is computed");
	else
		bg_harvest_unread(a->x->keep, a->x->out, f->unit->path, line,
		                  "a key is read or tested here whose name is computed");
}

static struct bg_allowed *
add_allowed(struct bg_frame *f, const struct bg_key *spot, unsigned line)
{
	struct bg_accept *a = f->a;
	struct bg_allowed *allowed;

	if (a->pass == 0 || a->allowed.n >= a->x->limits->v[BG_LIMIT_ITEMS])
		return NULL;
	allowed = bg_list_add(a->arena, &a->allowed);
	allowed->spot = spot;
	allowed->loc = (struct bg_loc){f->unit->path, line};
	return allowed;
}

static void
allow_one(struct bg_frame *f, const struct bg_key *spot, const struct bg_py_value *value,
          unsigned line)
{
	struct bg_allowed *allowed;

	if (value->kind == BG_PYV_MEMBER && value->nv == 1)
		value = value->v[0];
	if (value->kind != BG_PYV_STR || strlen(value->text) != value->n)
		return;
	allowed = add_allowed(f, spot, line);
	if (allowed)
		allowed->text = bg_strdup(f->a->x->keep, value->text);
}

void
bg_spot_allow(struct bg_frame *f, const struct bg_key *spot, const struct bg_py_value *value,
              unsigned line)
{
	const struct bg_py_value *members = NULL;
	struct bg_allowed *allowed;

	if (value->kind == BG_PYV_CLASS) {
		if (bg_py_fold_members(f->a->project, value->unit, value->node, &members,
		                       f->a->err))
			f->a->failed = true;
		if (f->a->failed || !members)
			return;
		value = members;
	}
	if (!bg_pyv_is_container(value)) {
		allow_one(f, spot, value, line);
		return;
	}
	for (size_t i = 0; i < value->nv; i++)
		allow_one(f, spot, value->v[i], line);
	allowed = value->open ? add_allowed(f, spot, line) : NULL;
	if (allowed)
		allowed->why = bg_strf(f->a->x->keep,
		                       "the values that are allowed here are computed: %s",
		                       value->text ? value->text : "they are not known");
}
