/* SPDX-License-Identifier: MIT */
/* Any bytes as a module: its annotations and defaults, written, read back, compared. */
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "python/annotation.h"
#include "python/deprecated.h"
#include "python/term.h"

struct walk {
	struct bg_arena *arena;
	struct bg_py_where where;
	struct bg_py_type_text last;
	unsigned left; /* annotations to be read: all of a file would take too long */
};

/* A project of one module. */
static int
list_paths(struct bg_tree *tree, struct bg_arena *arena, const char *glob,
           struct bg_strings *out, struct bg_err *err)
{
	(void)tree;
	(void)glob;
	(void)err;
	bg_strings_add(arena, out, "m.py");
	return 0;
}

static int
read_path(struct bg_tree *tree, struct bg_arena *arena, const char *path, struct bg_blob *out,
          struct bg_err *err)
{
	(void)arena;
	(void)err;
	*out = (struct bg_blob){path, NULL, 0, ""};
	if (strcmp(path, "m.py") == 0)
		*out = *(const struct bg_blob *)tree->data;
	return 0;
}

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static enum bg_py_compared
mirror(enum bg_py_compared c)
{
	return c == BG_PY_NARROWER ? BG_PY_WIDER : c == BG_PY_WIDER ? BG_PY_NARROWER : c;
}

static void
try_annotation(struct walk *w, const struct bg_py_node *node)
{
	struct bg_py_type_text type;
	struct bg_err err = {0};

	if (!node || !w->left)
		return;
	w->left--;
	if (bg_py_annotation(&type, w->arena, &w->where, node, &err) != 0 || !type.text)
		return;
	demand(strcmp(bg_term_parse(w->arena, type.text)->text, type.text) == 0);
	demand(bg_py_types_compare(&type, &type) == BG_PY_SAME);
	demand(bg_py_types_compare(&type, &w->last) ==
	       mirror(bg_py_types_compare(&w->last, &type)));
	w->last = type;
}

static void
try_default(struct walk *w, const struct bg_py_node *node)
{
	struct bg_err err = {0};
	const char *text;

	if (!node || !w->left)
		return;
	w->left--;
	if (bg_py_expression_text(&text, w->arena, &w->where, node, &err) == 0)
		demand(text && strlen(text) < 320);
}

static int
visit(const struct bg_py_child *child, void *data)
{
	const struct bg_py_node *node = child->node;
	struct walk *w = data;
	struct bg_err err = {0};
	struct bg_py_mark mark;

	if (node->type == BG_PY_ANN_ASSIGN) {
		try_annotation(w, node->ann_assign.annotation);
		try_default(w, node->ann_assign.value);
	} else if (node->type == BG_PY_ARG) {
		try_annotation(w, node->arg.annotation);
	} else if (node->type == BG_PY_ASSIGN) {
		try_default(w, node->assign.value);
	} else if (node->type == BG_PY_FUNCTION || node->type == BG_PY_CLASS) {
		if (node->type == BG_PY_FUNCTION)
			try_annotation(w, node->def->returns);
		if (w->left && w->left--)
			bg_py_deprecation(&mark, w->arena, &w->where, node, &err);
	}
	return bg_py_each(node, visit, w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_py_project *project;
	struct bg_py_unit *unit;
	struct bg_limits limits;
	struct bg_err err = {0};
	struct walk w = {.arena = arena, .left = 200};
	struct bg_blob blob = {.path = "m.py", .n = n, .id = "id"};
	struct bg_tree tree = {list_paths, read_path, &blob};

	bg_limits_init(&limits);
	limits.v[BG_LIMIT_NODES] = 20000;
	blob.bytes = bg_strndup(arena, (const char *)data, n);
	if (bg_py_project_open(&project, arena, &limits, &tree, NULL, &err) == 0 &&
	    bg_py_module_get(project, "m", &unit, &err) == 0 && unit && !unit->unreadable) {
		w.where.unit = unit;
		bg_py_each(unit->file->node, visit, &w);
	}
	bg_arena_free(arena);
	return 0;
}
