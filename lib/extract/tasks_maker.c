/* SPDX-License-Identifier: MIT */
/* What makes a task: decorators of Celery, of an application, of the repository. */
#include "extract/tasks.h"
#include "python/ask.h"

#define BASES 16 /* classes between a task and Celery's own */

static bool
ends_in(const char *name, const char *last)
{
	size_t n = strlen(name), m = strlen(last);

	return n >= m && strcmp(name + n - m, last) == 0 && (n == m || name[n - m - 1] == '.');
}

static bool
is_celery(const char *name)
{
	return bg_starts(name, "celery.") || bg_starts(name, "celery_app.") ||
	       strcmp(name, "celery") == 0;
}

/* "app", "celery_app": what applications are called, wherever they come from. */
static bool
is_application(const char *name)
{
	const char *dot = strrchr(name, '.');

	name = dot ? dot + 1 : name;
	return strstr(name, "celery") || ends_in(name, "app") ||
	       (strlen(name) > 4 && strcmp(name + strlen(name) - 4, "_app") == 0);
}

/* A decorator of the repository's own that hands on to one of Celery. */
static bool
wraps_one(struct bg_tasks *t, const struct bg_py_ref *ref)
{
	const char *text, *end;
	size_t n;

	if (!ref->unit || !ref->unit->file || !ref->node)
		return false;
	text = bg_py_source(ref->unit->file, ref->node, &n);
	text = bg_strndup(t->x->scratch, text, n);
	end = strstr(text, "shared_task");
	return end || strstr(text, "app.task(") || strstr(text, "celery.task(");
}

int
bg_task_is_maker(struct bg_tasks *t, const struct bg_py_node *e, bool *out)
{
	const char *name = bg_py_dotted(t->x->scratch, e), *dot;
	struct bg_py_ref ref;

	*out = false;
	if (!name)
		return 0;
	if (bg_py_resolve(t->project, t->unit, name, &ref, t->err))
		return -1;
	if (ref.kind == BG_PY_FOUND_EXTERNAL && is_celery(ref.name)) {
		*out = ends_in(ref.name, "shared_task") || ends_in(ref.name, "task") ||
		       ends_in(ref.name, "periodic_task");
		return 0;
	}
	if (ref.kind == BG_PY_FOUND_FUNCTION) {
		*out = wraps_one(t, &ref);
		return 0;
	}
	dot = strrchr(name, '.');
	if (!dot || strcmp(dot + 1, "task") != 0)
		return 0;
	/* An application's: it is no module, and no other library's. */
	name = bg_strndup(t->x->scratch, name, (size_t)(dot - name));
	if (bg_py_resolve(t->project, t->unit, name, &ref, t->err))
		return -1;
	*out = ref.kind == BG_PY_FOUND_VARIABLE || ref.kind == BG_PY_FOUND_UNKNOWN ||
	       (ref.kind == BG_PY_FOUND_EXTERNAL &&
	        (is_celery(ref.name) || is_application(ref.name)));
	return 0;
}

int
bg_task_is_class(struct bg_tasks *t, struct bg_py_unit *unit, const struct bg_py_node *cls,
                 unsigned depth, bool *out)
{
	struct bg_py_ref ref;
	const char *name;

	*out = false;
	for (uint32_t i = 0; i < cls->cls->bases->n && depth < BASES && !*out; i++) {
		name = bg_py_dotted(t->x->scratch, cls->cls->bases->v[i]);
		if (!name)
			continue;
		if (bg_py_resolve(t->project, unit, name, &ref, t->err))
			return -1;
		if (ref.kind == BG_PY_FOUND_EXTERNAL)
			*out = is_celery(ref.name) && ends_in(ref.name, "Task");
		else if (ref.kind == BG_PY_FOUND_CLASS && ref.unit && ref.node) {
			if (bg_task_is_class(t, ref.unit, ref.node, depth + 1, out))
				return -1;
		} else
			*out = ends_in(name, "app.Task");
	}
	return 0;
}
