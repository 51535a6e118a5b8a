/* SPDX-License-Identifier: MIT */
/* Items of a task: how it may be called, and which command it runs with which flags. */
#include "base/buf.h"
#include "base/err.h"
#include "extract/describe.h"
#include "extract/tasks.h"

/* What a body says of the command that it runs. */
struct errand {
	struct bg_tasks *t;
	const struct bg_task *task;
	const char *command;
	struct bg_strings flags; /* "--strict" */
	unsigned depth;
	bool failed;
};

/* ---- the command that is run ------------------------------------------------------ */

static bool
is_call_command(const struct bg_py_node *e)
{
	const struct bg_py_node *f = e->call.func;
	const char *name = f->type == BG_PY_NAME        ? f->name.id
	                   : f->type == BG_PY_ATTRIBUTE ? f->attribute.attr
	                                                : "";

	return strcmp(name, "call_command") == 0 && e->call.args->n > 0;
}

static void
take_command(struct errand *r, const struct bg_py_node *e)
{
	struct bg_py_where where = {r->task->home, NULL, r->task->def};
	const struct bg_py_value *value;

	if (bg_py_fold(r->t->project, &where, e->call.args->v[0], &value, r->t->err))
		r->failed = true;
	else if (value->kind == BG_PYV_STR)
		r->command = bg_strdup(r->t->x->keep, value->text);
	for (uint32_t i = 0; i < e->call.keywords->n; i++)
		if (e->call.keywords->v[i]->keyword.name)
			bg_strings_add(r->t->x->keep, &r->flags,
			               e->call.keywords->v[i]->keyword.name);
}

static int
look(const struct bg_py_child *child, void *data)
{
	struct errand *r = data;
	const struct bg_py_node *e = child->node;
	const char *text;

	if (r->depth > 500 || r->failed)
		return 1;
	if (e->type == BG_PY_CALL && is_call_command(e))
		take_command(r, e);
	if (e->type == BG_PY_CONSTANT && e->op == BG_PY_STR && e->constant.n > 2 &&
	    memcmp(e->constant.text, "--", 2) == 0) {
		text = bg_strndup(r->t->x->keep, e->constant.text, e->constant.n);
		if (strcspn(text, " =%{\n") == strlen(text))
			bg_strings_add(r->t->x->keep, &r->flags, text);
	}
	r->depth++;
	bg_py_each(e, look, r);
	r->depth--;
	return r->failed;
}

static int
add_errand(struct bg_tasks *t, const struct bg_task *task, struct bg_item *item)
{
	struct errand r = {.t = t, .task = task};
	struct bg_py_node *def = (struct bg_py_node *)(uintptr_t)task->def;
	struct bg_buf flags = {.arena = t->x->keep};

	if (def->def->skipped &&
	    bg_py_parse_body(task->home->file, t->x->limits, def, t->err)) {
		if (t->err->code != BG_ESYNTAX)
			return -1;
		bg_harvest_unread(t->x->keep, t->x->out, task->home->path, t->err->line,
		                  bg_strdup(t->x->keep, t->err->text));
		*t->err = (struct bg_err){0};
		return 0;
	}
	bg_py_each(def, look, &r);
	if (r.failed)
		return -1;
	if (!r.command)
		return 0;
	bg_strings_sort(&r.flags);
	bg_item_set_fact(t->x->keep, item, "command", r.command);
	for (size_t i = 0; i < r.flags.n; i++)
		bg_buf_printf(&flags, "%s%s", i ? " " : "", r.flags.v[i]);
	bg_item_set_fact(t->x->keep, item, "flags", bg_buf_str(&flags));
	return 0;
}

int
bg_task_describe(struct bg_tasks *t, const struct bg_task *task)
{
	struct bg_describer d = {.x = t->x, .err = t->err};
	struct bg_py_where where = {task->home, NULL, NULL};
	struct bg_item *item;

	item = bg_harvest_add(t->x, "task", task->name, task->unit->path, task->line);
	if (!task->def)
		return 0;
	bg_item_set_fact(t->x->keep, item, "function",
	                 bg_strf(t->x->keep, "%s.%s", task->home->name, task->def->def->name));
	if (add_errand(t, task, item) ||
	    bg_describe_parameters(&d, &where, task->def, item, task->bound))
		return -1;
	return bg_extract_room(t->x, t->err);
}
