/* SPDX-License-Identifier: MIT */
/* Kind tasks: what Celery's workers can be asked to run, and with which arguments. */
#include "extract/tasks.h"

#include "base/buf.h"
#include "base/err.h"

/* Whether the name stands in the text as a whole. */
static bool
names(const char *text, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = strstr(text, name); at; at = strstr(at + 1, name))
		if ((at == text || !(bg_is_word(at[-1]) || at[-1] == '.')) &&
		    !bg_is_word(at[n]) && !(at[n] == '.' && bg_is_word(at[n + 1])))
			return true;
	return false;
}

/* The documents that may name a task of another module, one after the other. */
static int
read_documents(struct bg_extract *x, const char **out, struct bg_err *err)
{
	struct bg_strings paths = {0};
	struct bg_buf text = {.arena = x->scratch};

	if (bg_extract_paths(x, BG_OPT_NAMED_IN, &paths, err))
		return -1;
	for (size_t i = 0; i < paths.n; i++) {
		struct bg_blob blob = {0};

		if (x->tree->read(x->tree, x->scratch, paths.v[i], &blob, err))
			return -1;
		if (blob.bytes)
			bg_buf_puts(&text, blob.bytes);
		bg_buf_putc(&text, '\n');
	}
	*out = bg_buf_str(&text);
	return 0;
}

/* How much of a module's path is its directory; a package stands where its module would. */
static int
directory_of(const char *path)
{
	const char *end = path + strlen(path);

	if (bg_ends(path, "/__init__.py"))
		end -= strlen("/__init__.py");
	while (end > path && end[-1] != '/')
		end--;
	return (int)(end - path);
}

/* Whether the file stands beside what makes it one that counts. */
static int
is_beside(struct bg_extract *x, const char *path, bool *out, struct bg_err *err)
{
	const struct bg_strings *globs = &x->out->spec->option[BG_OPT_BESIDE];
	struct bg_strings found = {0};

	*out = !globs->n;
	for (size_t i = 0; i < globs->n && !*out; i++) {
		const char *glob =
			bg_strf(x->scratch, "%.*s%s", directory_of(path), path, globs->v[i]);

		if (x->tree->list(x->tree, x->scratch, glob, &found, err))
			return -1;
		*out = found.n > 0;
	}
	return 0;
}

static int
read_file(struct bg_tasks *t, const char *path, const char *documents)
{
	struct bg_extract *x = t->x;
	bool beside, counts;
	size_t at;

	if (bg_py_module_at(t->project, path, &t->unit, t->err) ||
	    is_beside(x, path, &beside, t->err))
		return -1;
	if (!t->unit)
		return 0;
	/* What no document names here may be named by that of the other side. */
	if (beside || strstr(documents, t->unit->name))
		bg_strings_add(x->keep, &x->out->files, path);
	if (t->unit->unreadable) {
		bg_harvest_unread(x->keep, x->out, path, t->unit->err.line,
		                  bg_strdup(x->keep, t->unit->err.text));
		return 0;
	}
	t->list.n = 0;
	if (bg_tasks_find(t))
		return -1;
	for (size_t i = 0; i < t->list.n; i++) {
		counts = beside || names(documents, t->list.v[i].name);
		at = x->out->items.n;
		if (bg_task_describe(t, &t->list.v[i]))
			return -1;
		bg_item_set_fact(x->keep, &x->out->items.v[at], "counts",
		                 counts ? "yes" : "no");
	}
	return 0;
}

static int
read_tasks(struct bg_extract *x, struct bg_err *err)
{
	struct bg_tasks t = {.x = x, .err = err};
	struct bg_strings paths = {0};
	const char *documents;

	if (bg_extract_modules(x, BG_OPT_FILES, &paths, err))
		return -1;
	if (!paths.n)
		return 0;
	if (bg_extract_python(x, &t.project, err) || read_documents(x, &documents, err))
		return -1;
	x->out->kept = t.project;
	for (size_t i = 0; i < paths.n; i++)
		if (read_file(&t, paths.v[i], documents))
			return -1;
	return 0;
}

const struct bg_kind bg_kind_tasks = {
	.name = "tasks",
	.help = "the tasks of Celery's workers, by name, with their parameters",
	.family = "python",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(BESIDE) | BG_ACCEPTS(NAMED_IN),
	.needs = BG_ACCEPTS(FILES),
	.read = read_tasks,
	.settle = bg_tasks_settle,
};
