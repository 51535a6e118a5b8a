/* SPDX-License-Identifier: MIT */
/* Functions that call others, at once, in a thread or in a loop of events. */
#include "base/err.h"
#include "extract/shape.h"

/* The same call without its first n arguments. */
static struct bg_given
behind(const struct bg_given *g, size_t n)
{
	struct bg_given out = *g;

	out.arg += n;
	out.narg -= n;
	return out;
}

static const struct bg_shape *
call_behind(struct bg_scene *s, const struct bg_given *g, size_t n)
{
	struct bg_given rest;

	if (g->narg <= n)
		return NULL;
	rest = behind(g, n + 1);
	return bg_shape_call_shape(s, g->arg[n], &rest);
}

/* map(f, xs) of any sort: what f gives of each. */
static const struct bg_shape *
give_map(struct bg_scene *s, const struct bg_given *g)
{
	const struct bg_cell *known;
	const struct bg_shape **part, *each;
	struct bg_given one = {.narg = 1, .line = g->line};

	if (g->narg != 2)
		return NULL;
	each = bg_shape_keys(s, g->arg[1]);
	known = bg_shape_unrolled(s, each);
	if (!known) {
		each = bg_cell_each(s, each);
		if (!each)
			each = bg_shape_any(s->w, "");
		one.arg = &each;
		each = bg_shape_call_shape(s, g->arg[0], &one);
		return each ? bg_cell_list_of(s, each) : NULL;
	}
	part = bg_calloc(s->w->arena, known->npart, sizeof(*part));
	for (size_t i = 0; i < known->npart; i++) {
		one.arg = &known->part[i];
		part[i] = bg_shape_call_shape(s, g->arg[0], &one);
		if (!part[i])
			return NULL;
	}
	return bg_cell_list(s, part, known->npart);
}

static bool
is_one_of(const char *name, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

const struct bg_shape *
bg_shape_apply(struct bg_scene *s, const char *name, const struct bg_given *g)
{
	static const char *const same[] = {"asyncio.wait_for",
	                                   "asyncio.create_task",
	                                   "asyncio.run",
	                                   "asyncio.shield",
	                                   "asyncio.ensure_future",
	                                   "asgiref.sync.sync_to_async",
	                                   "asgiref.sync.async_to_sync",
	                                   NULL};
	static const char *const calls[] = {"asyncio.to_thread",
	                                    "anyio.to_thread.run_sync",
	                                    "fastapi.concurrency.run_in_threadpool",
	                                    "starlette.concurrency.run_in_threadpool",
	                                    "anyio.run",
	                                    "trio.run",
	                                    NULL};

	if (is_one_of(name, same))
		return g->narg ? g->arg[0] : NULL;
	if (is_one_of(name, calls))
		return call_behind(s, g, 0);
	if (strcmp(name, "asyncio.gather") == 0)
		return g->more ? NULL : bg_cell_list(s, g->arg, g->narg);
	if (strcmp(name, "builtins.map") == 0)
		return give_map(s, g);
	if (strcmp(name, "builtins.filter") == 0 && g->narg == 2)
		return bg_cell_list_of(s, bg_cell_each(s, bg_shape_keys(s, g->arg[1])));
	return NULL;
}

const struct bg_shape *
bg_shape_apply_method(struct bg_scene *s, const char *name, const struct bg_given *g)
{
	const struct bg_shape *f = g->narg ? g->arg[0] : NULL;

	if (strcmp(name, "submit") == 0)
		return call_behind(s, g, 0);
	if (strcmp(name, "map") == 0)
		return give_map(s, g);
	if (strcmp(name, "run_in_executor") == 0)
		return call_behind(s, g, 1);
	if (strcmp(name, "create_task") == 0 && f && !f->nref)
		return f;
	return NULL;
}
