/* SPDX-License-Identifier: MIT */
/* Opening Python projects, and writing down what they say. */
#include "support/pypkg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/files.h"

void
pypkg_init(struct pypkg *pkg)
{
	*pkg = (struct pypkg){.arena = bg_arena_new()};
	memtree_init(&pkg->tree);
	bg_limits_init(&pkg->limits);
}

void
pypkg_add(struct pypkg *pkg, const char *path, const char *text)
{
	memtree_add(&pkg->tree, pkg->arena, path, text);
}

void
pypkg_add_directory(struct pypkg *pkg, const char *dir)
{
	char *paths =
		support_output(pkg->arena, NULL, "cd '%s' && find . -name '*.py' | sort", dir);
	char *path = paths, *bytes;
	size_t n, length;

	for (; *path; path += length + 1) {
		length = strcspn(path, "\n");
		path[length] = '\0';
		bytes = support_output(pkg->arena, &n, "cat '%s/%s'", dir, path);
		memtree_add_bytes(&pkg->tree, pkg->arena, path + 2, bytes, n);
	}
}

static void
must(const struct pypkg *pkg, int rc)
{
	if (!rc)
		return;
	fprintf(stderr, "%s:%u: %s\n", pkg->err.path, pkg->err.line, pkg->err.text);
	abort();
}

void
pypkg_open(struct pypkg *pkg)
{
	must(pkg, bg_py_project_open(&pkg->project, pkg->arena, &pkg->limits, &pkg->tree.tree,
	                             NULL, &pkg->err));
}

void
pypkg_free(struct pypkg *pkg)
{
	bg_arena_free(pkg->arena);
}

struct bg_py_unit *
pypkg_module(struct pypkg *pkg, const char *name)
{
	struct bg_py_unit *unit;

	must(pkg, bg_py_module_get(pkg->project, name, &unit, &pkg->err));
	if (!unit) {
		fprintf(stderr, "no module %s\n", name);
		abort();
	}
	return unit;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
sorted_text(struct bg_arena *arena, const struct bg_py_value *value)
{
	struct bg_buf buf = {.arena = arena};
	const char **part = bg_calloc(arena, value->nv, sizeof(*part));

	if (value->kind != BG_PYV_SET && value->kind != BG_PYV_FROZENSET)
		return bg_pyv_text(arena, value);
	for (size_t i = 0; i < value->nv; i++)
		part[i] = bg_pyv_text(arena, value->v[i]);
	qsort(part, value->nv, sizeof(*part), by_text);
	bg_buf_puts(&buf, value->kind == BG_PYV_SET ? "{" : "frozenset{");
	for (size_t i = 0; i < value->nv; i++)
		bg_buf_printf(&buf, "%s%s", i ? ", " : "", part[i]);
	bg_buf_puts(&buf, value->open ? ", …}" : "}");
	return bg_buf_str(&buf);
}

const char *
pypkg_value(struct pypkg *pkg, const char *module, const char *name)
{
	const struct bg_py_value *value;

	must(pkg,
	     bg_py_fold_name(pkg->project, pypkg_module(pkg, module), name, &value, &pkg->err));
	return value ? sorted_text(pkg->arena, value) : "unbound";
}

const char *
pypkg_resolve(struct pypkg *pkg, const char *module, const char *name)
{
	static const char *const words[] = {"nothing", "function", "class",    "variable",
	                                    "type",    "module",   "external", "unknown"};
	struct bg_py_ref ref;

	must(pkg,
	     bg_py_resolve(pkg->project, pypkg_module(pkg, module), name, &ref, &pkg->err));
	if (ref.kind == BG_PY_FOUND_UNKNOWN)
		return bg_strf(pkg->arena, "unknown %s", ref.why);
	if (ref.kind == BG_PY_FOUND_NOTHING)
		return words[0];
	if (ref.kind == BG_PY_FOUND_EXTERNAL || ref.kind == BG_PY_FOUND_MODULE)
		return bg_strf(pkg->arena, "%s %s", words[ref.kind], ref.name);
	return bg_strf(pkg->arena, "%s %s.%s", words[ref.kind], ref.unit->name, ref.name);
}
