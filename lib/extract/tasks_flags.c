/* SPDX-License-Identifier: MIT */
/*
 * How a task that runs a command differs from the flags that the command accepts. What was
 * so at the base already is a note: only what a release parts is judged.
 */
#include "base/buf.h"
#include "extract/tasks.h"

#define MOST 500 /* options of a command that are compared */

/* A task beside the flags of a surface of kind argparse, at one revision. */
struct task_view {
	struct bg_arena *arena;
	const struct bg_harvest *tasks, *flags;
	const struct bg_item *task; /* NULL: there is no such task, or it runs nothing */
	const char *command;
	const char *passed; /* option strings and keywords in the body */
};

static bool
has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; at && *at; at += strcspn(at, " "), at += *at == ' ')
		if (strcspn(at, " ") == n && memcmp(at, word, n) == 0)
			return true;
	return false;
}

/* Whether the task has a parameter called so, or one that takes any keyword. */
static bool
takes(const struct task_view *v, const char *name)
{
	size_t n = strlen(v->task->id);

	for (size_t i = 0; i < v->tasks->items.n; i++) {
		const struct bg_item *p = &v->tasks->items.v[i];
		const char *kind = bg_item_attr(p, "kind");

		if (!p->parent || strcmp(p->parent, v->task->id) != 0)
			continue;
		if ((kind && strcmp(kind, "**kwargs") == 0) ||
		    (strncmp(p->id + n + 1, name, strlen(name)) == 0 &&
		     strcmp(p->id + n + 1 + strlen(name), ")") == 0))
			return true;
	}
	return false;
}

/* An option of the command: "--strict" of "run --strict". NULL: the item is none. */
static const char *
option_of(const struct task_view *v, const struct bg_item *item)
{
	size_t n = strlen(v->command);

	return strcmp(item->kind, "option") == 0 && strncmp(item->id, v->command, n) == 0 &&
	                       item->id[n] == ' '
	               ? item->id + n + 1
	               : NULL;
}

/* By dest: a long and a short spelling are one flag. */
static bool
is_passed(const struct task_view *v, const char *dest)
{
	for (size_t i = 0; i < v->flags->items.n; i++) {
		const struct bg_item *other = &v->flags->items.v[i];
		const char *option = option_of(v, other), *name = bg_item_attr(other, "dest");

		if (option && name && strcmp(name, dest) == 0 && has_word(v->passed, option))
			return true;
	}
	return has_word(v->passed, dest);
}

static bool
lacks(const struct task_view *v, const struct bg_item *item)
{
	const char *option = option_of(v, item), *dest = bg_item_attr(item, "dest");

	return option && dest && bg_starts(option, "--") && !takes(v, dest) &&
	       !is_passed(v, dest);
}

/* Django's own, which every command accepts. */
static bool
is_common(const char *option)
{
	return has_word("--help --version --verbosity --settings --pythonpath --traceback "
	                "--no-color --force-color --skip-checks",
	                option);
}

static bool
accepts(const struct task_view *v, const char *word)
{
	for (size_t i = 0; i < v->flags->items.n; i++) {
		const char *option = option_of(v, &v->flags->items.v[i]);

		if (option && strcmp(option, word) == 0)
			return true;
	}
	return is_common(word);
}

static bool
is_unread(const struct bg_harvest *flags, const char *command)
{
	size_t n = strlen(command);

	for (size_t i = 0; i < flags->unread.n; i++) {
		const char *item = flags->unread.v[i].item;

		if (!item || (strncmp(item, command, n) == 0 && (!item[n] || item[n] == ' ')))
			return true;
	}
	return false;
}

/* The first item with kind and id, or NULL; harvests need not be sealed here. */
static const struct bg_item *
find_item(const struct bg_harvest *h, const char *kind, const char *id)
{
	for (size_t i = 0; i < h->items.n; i++)
		if (strcmp(h->items.v[i].id, id) == 0 && strcmp(h->items.v[i].kind, kind) == 0)
			return &h->items.v[i];
	return NULL;
}

/* Whether all is known of the command, and not so much that it cannot be meant. */
static bool
is_known(const struct task_view *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->flags->items.n; i++)
		n += option_of(v, &v->flags->items.v[i]) != NULL;
	return n <= MOST && find_item(v->flags, "command", v->command) &&
	       !is_unread(v->flags, v->command);
}

static bool
look(struct task_view *v, const struct bg_harvest *tasks, const struct bg_harvest *flags,
     const struct bg_item *task)
{
	v->tasks = tasks;
	v->flags = flags;
	v->task = task;
	v->command = task ? bg_item_fact(task, "command") : NULL;
	v->passed = v->command ? bg_item_fact(task, "flags") : NULL;
	if (!v->passed || !is_known(v))
		v->task = NULL;
	return v->task != NULL;
}

static void
add_word(struct bg_buf *buf, const char *word, size_t n)
{
	bg_buf_printf(buf, "%s%.*s", buf->n ? ", " : "", (int)n, word);
}

/* What differs now, and is new; or all of it where then is NULL. */
static const char *
list_lacking(const struct task_view *now, const struct task_view *then)
{
	struct bg_buf buf = {.arena = now->arena};

	for (size_t i = 0; i < now->flags->items.n; i++) {
		const struct bg_item *item = &now->flags->items.v[i], *old;

		if (!lacks(now, item))
			continue;
		old = then ? find_item(then->flags, item->kind, item->id) : NULL;
		if (!old || !lacks(then, old))
			add_word(&buf, option_of(now, item), strlen(option_of(now, item)));
	}
	return bg_buf_str(&buf);
}

static const char *
list_unknown(const struct task_view *now, const struct task_view *then)
{
	struct bg_buf buf = {.arena = now->arena};
	size_t n;

	for (const char *at = now->passed; *at; at += n + (at[n] == ' ')) {
		const char *word;

		n = strcspn(at, " ");
		word = bg_strndup(now->arena, at, n);
		if (bg_starts(word, "--") && !accepts(now, word) &&
		    !(then && has_word(then->passed, word) && !accepts(then, word)))
			add_word(&buf, word, n);
	}
	return bg_buf_str(&buf);
}

static void
tell(const struct task_view *v, struct bg_harvest *h, const char *word, const char *list,
     const char *link)
{
	if (*list)
		bg_harvest_remark(v->arena, h, word, v->task->id, v->task->loc,
		                  bg_strf(v->arena, "%s %s '%s'", list, link, v->command));
}

static void
note(const struct task_view *v, struct bg_harvest *h, const char *list, const char *said)
{
	if (*list)
		bg_harvest_note(v->arena, h, v->task->loc.path, v->task->loc.line,
		                bg_strf(v->arena, "task '%s' and '%s': %s %s", v->task->id,
		                        v->command, said, list));
}

static void
compare(struct bg_harvest *h, const struct task_view *now, const struct task_view *then)
{
	const char *lacking = list_lacking(now, then), *unknown = list_unknown(now, then);

	tell(now, h, "task-lacks-flags", lacking, "of");
	tell(now, h, "task-passes-unknown", unknown, "to");
	if (!*lacking)
		note(now, h, list_lacking(now, NULL), "the task does not accept");
	if (!*unknown)
		note(now, h, list_unknown(now, NULL), "the command does not accept");
}

void
bg_tasks_compare(const struct bg_sides *sides, size_t which)
{
	struct bg_harvest *was = &sides->was[which], *h = &sides->now[which];
	struct task_view now = {.arena = sides->arena}, then = now;

	for (size_t i = 0; i < h->items.n; i++) {
		const struct bg_item *task = &h->items.v[i];

		for (size_t j = 0; j < sides->n && bg_item_fact(task, "command"); j++) {
			if (strcmp(sides->now[j].spec->kind->name, "argparse") != 0 ||
			    !look(&now, h, &sides->now[j], task))
				continue;
			look(&then, was, &sides->was[j], find_item(was, task->kind, task->id));
			compare(h, &now, then.task ? &then : NULL);
		}
	}
}
