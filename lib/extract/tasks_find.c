/* SPDX-License-Identifier: MIT */
/* The tasks of one module: decorated functions, classes, functions handed to a decorator. */
#include "base/err.h"
#include "extract/tasks.h"
#include "python/ask.h"

static int find_in(struct bg_tasks *t, const struct bg_py_list *body);

static const struct bg_py_node *
keyword(const struct bg_py_node *call, const char *name)
{
	return call ? bg_py_argument(call, name) : NULL;
}

static int
fold(struct bg_tasks *t, const struct bg_py_node *e, const struct bg_py_value **out)
{
	struct bg_py_where where = {t->unit, NULL, NULL};

	*out = NULL;
	return e ? bg_py_fold(t->project, &where, e, out, t->err) : 0;
}

/* Until its name is known, any task may be meant. */
static void
miss_name(struct bg_tasks *t, const struct bg_py_node *at, const struct bg_py_value *value)
{
	bg_harvest_unread(t->x->keep, t->x->out, t->unit->path, at->line,
	                  bg_strf(t->x->keep, "the name of a task is computed: %s",
	                          value->kind == BG_PYV_UNKNOWN && value->text
	                                  ? value->text
	                                  : bg_pyv_brief(t->x->keep, value)));
}

/* call: the decorator's, or NULL; word: what the name ends in when none is given. */
static int
add_task(struct bg_tasks *t, const struct bg_py_node *call, const struct bg_py_node *at,
         const char *word, struct bg_task task)
{
	const struct bg_py_value *name = NULL, *bind = NULL;

	if (fold(t, keyword(call, "name"), &name) || fold(t, keyword(call, "bind"), &bind))
		return -1;
	if (name && name->kind != BG_PYV_NONE && name->kind != BG_PYV_STR) {
		miss_name(t, at, name);
		return 0;
	}
	task.name = name && name->kind == BG_PYV_STR && strlen(name->text) == name->n
	                    ? bg_strdup(t->x->keep, name->text)
	                    : bg_strf(t->x->keep, "%s.%s", t->unit->name, word);
	task.bound |= bind && bg_pyv_truth(bind) == 1;
	task.unit = t->unit;
	*bg_list_add(t->x->scratch, &t->list) = task;
	return bg_extract_room(t->x, t->err);
}

static int
find_function(struct bg_tasks *t, const struct bg_py_node *s)
{
	bool makes;

	for (uint32_t i = 0; i < s->def->decorators->n; i++) {
		const struct bg_py_node *d = s->def->decorators->v[i];
		const struct bg_py_node *call = d->type == BG_PY_CALL ? d : NULL;

		if (bg_task_is_maker(t, call ? call->call.func : d, &makes))
			return -1;
		if (makes)
			return add_task(
				t, call, d, s->def->name,
				(struct bg_task){.home = t->unit, .def = s, .line = s->line});
	}
	return 0;
}

/* A class of tasks counts when it has a name or a run() of its own. */
static int
find_class(struct bg_tasks *t, const struct bg_py_node *s)
{
	struct bg_task task = {.line = s->line, .bound = true};
	const struct bg_py_value *name, *abstract;
	struct bg_py_ref run;
	bool is;

	if (bg_task_is_class(t, t->unit, s, 0, &is))
		return -1;
	if (!is)
		return 0;
	if (bg_py_fold_attribute(t->project, t->unit, s, "name", &name, t->err) ||
	    bg_py_fold_attribute(t->project, t->unit, s, "abstract", &abstract, t->err) ||
	    bg_py_resolve(t->project, t->unit, bg_strf(t->x->scratch, "%s.run", s->cls->name),
	                  &run, t->err))
		return -1;
	if (run.kind == BG_PY_FOUND_FUNCTION && run.unit) {
		task.def = run.node;
		task.home = run.unit;
	}
	if ((abstract && bg_pyv_truth(abstract) == 1) || !task.def)
		return 0;
	if (add_task(t, NULL, s, s->cls->name, task))
		return -1;
	if (name && name->kind == BG_PYV_STR && strlen(name->text) == name->n)
		t->list.v[t->list.n - 1].name = bg_strdup(t->x->keep, name->text);
	return 0;
}

/* "x = shared_task(f)" and "x = shared_task(name='n')(f)" */
static int
find_call(struct bg_tasks *t, const struct bg_py_node *e)
{
	const struct bg_py_node *maker = e->call.func, *options = e, *f;
	struct bg_py_ref ref;
	bool makes;

	if (maker->type == BG_PY_CALL) {
		options = maker;
		maker = maker->call.func;
	}
	if (bg_task_is_maker(t, maker, &makes))
		return -1;
	f = e->call.args->n ? e->call.args->v[0] : NULL;
	if (!makes || !f || f->type != BG_PY_NAME)
		return 0;
	if (bg_py_resolve(t->project, t->unit, f->name.id, &ref, t->err))
		return -1;
	if (ref.kind != BG_PY_FOUND_FUNCTION || !ref.unit)
		return 0;
	return add_task(t, options, e, ref.node->def->name,
	                (struct bg_task){.home = ref.unit, .def = ref.node, .line = e->line});
}

static int
find_in_one(struct bg_tasks *t, const struct bg_py_node *s)
{
	const struct bg_py_node *value = s->type == BG_PY_ASSIGN ? s->assign.value
	                                 : s->type == BG_PY_EXPR ? s->unary.value
	                                                         : NULL;

	if (s->type == BG_PY_FUNCTION || s->type == BG_PY_ASYNC_FUNCTION)
		return find_function(t, s);
	if (s->type == BG_PY_CLASS)
		return find_class(t, s);
	if (value && value->type == BG_PY_CALL)
		return find_call(t, value);
	if (s->type == BG_PY_IF)
		return find_in(t, s->branch.body) || find_in(t, s->branch.orelse) ? -1 : 0;
	if (s->type == BG_PY_TRY) {
		for (uint32_t i = 0; i < s->attempt->handlers->n; i++)
			if (find_in(t, s->attempt->handlers->v[i]->handler.body))
				return -1;
		return find_in(t, s->attempt->body) || find_in(t, s->attempt->orelse) ? -1 : 0;
	}
	return 0;
}

static int
find_in(struct bg_tasks *t, const struct bg_py_list *body)
{
	for (uint32_t i = 0; i < body->n; i++)
		if (find_in_one(t, body->v[i]))
			return -1;
	return 0;
}

/* A function that the module imports: its task counts when it keeps the module's name. */
static int
find_imported(struct bg_tasks *t, struct bg_py_unit *unit, const struct bg_py_ref *ref)
{
	size_t first = t->list.n, n = strlen(unit->name);
	int status;

	t->unit = ref->unit;
	status = find_function(t, ref->node);
	t->unit = unit;
	if (t->list.n > first && (strncmp(t->list.v[first].name, unit->name, n) != 0 ||
	                          t->list.v[first].name[n] != '.'))
		t->list.n = first;
	return status;
}

int
bg_tasks_find(struct bg_tasks *t)
{
	struct bg_py_unit *unit = t->unit;
	struct bg_py_exports e;
	struct bg_py_ref ref;

	if (find_in(t, unit->file->node->module.body) ||
	    bg_py_exports(t->project, unit, &e, t->err))
		return -1;
	for (size_t i = 0; i < e.n; i++) {
		if (bg_py_resolve(t->project, unit, e.v[i].name, &ref, t->err))
			return -1;
		if (ref.kind == BG_PY_FOUND_FUNCTION && ref.unit && ref.unit != unit &&
		    find_imported(t, unit, &ref))
			return -1;
	}
	return 0;
}
