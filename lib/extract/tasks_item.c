/* SPDX-License-Identifier: MIT */
/* Items of a task: how it may be called, and which command it runs with which flags. */
#include "base/buf.h"
#include "base/err.h"
#include "extract/tasks.h"
#include "python/annotation.h"

struct signature {
	struct bg_tasks *t;
	const struct bg_task *task;
	const char *id; /* of the task's item */
	size_t position;
};

/* What a body says of the command that it runs. */
struct errand {
	struct bg_tasks *t;
	const struct bg_task *task;
	const char *command;
	struct bg_strings flags; /* "--strict" */
	unsigned depth;
	bool failed;
};

static int
add_parameter(struct signature *s, const struct bg_py_node *arg, const char *kind,
              const struct bg_py_node *value, bool required)
{
	struct bg_arena *keep = s->t->x->keep;
	struct bg_py_where where = {s->task->home, NULL, NULL};
	struct bg_item *item;
	const char *text;

	item = bg_harvest_add(s->t->x, "parameter",
	                      bg_strf(keep, "%s(%s)", s->id, arg->arg.name),
	                      s->task->home->path, arg->line);
	item->parent = s->id;
	bg_item_set_attr(keep, item, "kind", kind);
	bg_item_set_attr(keep, item, "required", required ? "yes" : "no");
	if (bg_starts(kind, "positional"))
		bg_item_set_attr(keep, item, "position", bg_strf(keep, "%zu", ++s->position));
	if (!value)
		return 0;
	if (bg_py_expression_text(&text, keep, &where, value, s->t->err))
		return -1;
	bg_item_set_attr(keep, item, "default", text);
	return 0;
}

static int
add_positional(struct signature *s, const struct bg_py_arguments *a)
{
	size_t n = a->posonlyargs->n + a->args->n, first = n - a->defaults->n;

	for (size_t i = s->task->bound ? 1 : 0; i < n; i++) {
		bool only = i < a->posonlyargs->n;
		const struct bg_py_node *arg =
			only ? a->posonlyargs->v[i] : a->args->v[i - a->posonlyargs->n];

		if (add_parameter(s, arg, only ? "positional-only" : "positional-or-keyword",
		                  i >= first ? a->defaults->v[i - first] : NULL, i < first))
			return -1;
	}
	return 0;
}

static int
add_signature(struct signature *s)
{
	const struct bg_py_arguments *a = s->task->def->def->args->arguments;

	if (add_positional(s, a))
		return -1;
	if (a->vararg && add_parameter(s, a->vararg, "var-positional", NULL, false))
		return -1;
	for (uint32_t i = 0; i < a->kwonlyargs->n; i++)
		if (add_parameter(s, a->kwonlyargs->v[i], "keyword-only", a->kw_defaults->v[i],
		                  !a->kw_defaults->v[i]))
			return -1;
	return a->kwarg ? add_parameter(s, a->kwarg, "var-keyword", NULL, false) : 0;
}

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

	if (def->def->skipped && bg_py_parse_body(task->home->file, t->project->cache->arena,
	                                          t->x->limits, def, t->err)) {
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
	struct signature s = {.t = t, .task = task, .id = task->name};
	struct bg_item *item;

	item = bg_harvest_add(t->x, "task", task->name, task->unit->path, task->line);
	if (!task->def)
		return 0;
	bg_item_set_fact(t->x->keep, item, "function",
	                 bg_strf(t->x->keep, "%s.%s", task->home->name, task->def->def->name));
	if (add_errand(t, task, item) || add_signature(&s))
		return -1;
	return bg_extract_room(t->x, t->err);
}
