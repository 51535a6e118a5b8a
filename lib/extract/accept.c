/* SPDX-License-Identifier: MIT */
/* The walk over the functions of the files that read a document. */
#include "extract/accept.h"

#include "base/err.h"

void
bg_accept_tire(struct bg_accept *a, const char *why)
{
	if (!a->tired)
		bg_harvest_unread(a->x->keep, a->x->out, a->path, 0, why);
	a->tired = true;
}

bool
bg_accept_step(struct bg_frame *f)
{
	struct bg_accept *a = f->a;

	if (a->failed || a->tired)
		return false;
	if (++a->steps <= BG_ACCEPT_STEPS && a->nest <= BG_ACCEPT_NEST)
		return true;
	bg_accept_tire(a, "the code is too large or too nested to follow the document in it");
	return false;
}

static bool
read_body(struct bg_accept *a, struct bg_py_unit *unit, const struct bg_py_node *def)
{
	struct bg_py_node *node = (struct bg_py_node *)(uintptr_t)def;

	if (!def->def->skipped)
		return true;
	if (!bg_py_parse_body(unit->file, a->x->limits, node, a->err))
		return true;
	if (a->err->code != BG_ESYNTAX) {
		a->failed = true;
		return false;
	}
	bg_harvest_unread(a->x->keep, a->x->out, unit->path, a->err->line,
	                  bg_strdup(a->x->keep, a->err->text));
	*a->err = (struct bg_err){0};
	return false;
}

void
bg_accept_body(struct bg_frame *f)
{
	if (f->a->failed || !read_body(f->a, f->unit, f->def))
		return;
	f->a->nest++;
	bg_accept_block(f, f->def->def->body);
	f->a->nest--;
}

struct bg_frame *
bg_accept_module(struct bg_accept *a, struct bg_py_unit *unit)
{
	struct bg_frame **slot, *f;

	if (unit->unreadable || !unit->file)
		return NULL;
	slot = (struct bg_frame **)bg_py_table_at(&a->modules, unit->path);
	if (*slot)
		return *slot;
	f = *slot = bg_alloc(a->arena, sizeof(*f));
	f->a = a;
	f->unit = unit;
	f->names.arena = a->arena;
	f->reads.arena = a->arena;
	return f;
}

/* A function that nobody was seen to call: what its parameters are is not known. */
static void
enter(struct bg_frame *module, const struct bg_py_node *cls, const struct bg_py_node *def)
{
	struct bg_accept *a = module->a;
	struct bg_frame f = {.a = a,
	                     .around = module,
	                     .unit = module->unit,
	                     .cls = cls,
	                     .def = def,
	                     .names = {.arena = a->arena},
	                     .reads = {.arena = a->arena},
	                     .entry = true};
	const struct bg_py_list *args = def->def->args->arguments->args;
	struct bg_meanings self;

	if (cls && args->n) {
		self = bg_meanings_one(a, (struct bg_meaning){.sort = BG_SORT_OBJECT,
		                                              .unit = module->unit,
		                                              .node = cls});
		bg_frame_set(&f, args->v[0]->arg.name, &self);
	}
	bg_accept_body(&f);
}

static void
enter_all(struct bg_frame *module, const struct bg_py_node *cls, const struct bg_py_list *body)
{
	for (uint32_t i = 0; i < body->n; i++) {
		const struct bg_py_node *s = body->v[i];

		if (s->type == BG_PY_FUNCTION || s->type == BG_PY_ASYNC_FUNCTION)
			enter(module, cls, s);
		else if (s->type == BG_PY_CLASS && !cls)
			enter_all(module, s, s->cls->body);
		else if (s->type == BG_PY_IF)
			enter_all(module, cls, s->branch.body);
		else if (s->type == BG_PY_TRY)
			enter_all(module, cls, s->attempt->body);
	}
}

static int
open_unit(struct bg_accept *a, const char *path, struct bg_py_unit **out)
{
	if (bg_py_module_at(a->project, path, out, a->err))
		return -1;
	if (a->pass == 0 && *out && (*out)->unreadable)
		bg_harvest_unread(a->x->keep, a->x->out, path, (*out)->err.line,
		                  bg_strdup(a->x->keep, (*out)->err.text));
	if (a->pass == 0)
		bg_strings_add(a->x->keep, &a->x->out->files, path);
	return 0;
}

static int
walk(struct bg_accept *a, const struct bg_strings *paths)
{
	struct bg_frame *module;
	struct bg_py_unit *unit;

	a->memo = (struct bg_py_table){.arena = a->arena};
	a->modules = (struct bg_py_table){.arena = a->arena};
	a->steps = 0;
	for (size_t i = 0; i < paths->n && !a->failed; i++) {
		a->path = paths->v[i];
		if (open_unit(a, paths->v[i], &unit))
			return -1;
		module = unit ? bg_accept_module(a, unit) : NULL;
		if (!module)
			continue;
		bg_accept_block(module, unit->file->node->module.body);
		enter_all(module, NULL, unit->file->node->module.body);
	}
	return a->failed ? -1 : 0;
}

/* Keys read by functions that were seen with the document are no riddle. */
static void
drop_fed(struct bg_accept *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->loose.n; i++)
		if (!bg_py_table_find(&a->fed,
		                      bg_strf(a->arena, "%p", (const void *)a->loose.v[i].def)))
			a->loose.v[n++] = a->loose.v[i];
	a->loose.n = n;
}

int
bg_accept_read(struct bg_accept *out, struct bg_keys *keys, enum bg_option option, bool values,
               struct bg_err *err)
{
	struct bg_strings paths = {0};
	struct bg_extract *x = keys->x;

	*out = (struct bg_accept){
		.x = x, .keys = keys, .arena = x->scratch, .values = values, .err = err};
	out->attributes.arena = out->fed.arena = out->derived.arena = x->scratch;
	if (bg_extract_modules(x, option, &paths, err))
		return -1;
	if (!paths.n)
		return 0;
	out->root = bg_keys_step(keys, NULL, BG_STEP_KEY, "", err);
	if (!out->root || bg_extract_python(x, &out->project, err))
		return -1;
	for (out->pass = 0; out->pass < 2; out->pass++)
		if (walk(out, &paths))
			return -1;
	drop_fed(out);
	return bg_extract_room(x, err);
}
