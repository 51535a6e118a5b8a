/* SPDX-License-Identifier: MIT */
/* From dotted names to files of the tree, and back. */
#include "python/folder.h"

static bool
has_file(const struct bg_py_project *p, const char *path)
{
	return bg_strings_has(&p->paths, path);
}

/* Whether a file lies below a directory, given with its '/'. */
static bool
has_directory(const struct bg_py_project *p, const char *dir)
{
	size_t low = 0, high = p->paths.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(p->paths.v[mid], dir) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->paths.n && bg_starts(p->paths.v[low], dir);
}

/* Whether the directory (with '/', n bytes) of a path holds an __init__.py. */
static bool
is_package(const struct bg_py_project *p, const char *path, size_t n)
{
	return n && has_file(p, bg_strf(p->arena, "%.*s__init__.py", (int)n, path));
}

static size_t
parent_of(const char *path, size_t n)
{
	if (n)
		n--;
	while (n && path[n - 1] != '/')
		n--;
	return n;
}

/*
 * Where the name of a file begins: above its topmost package; for a file in no package
 * behind the last "src/", else at the top.
 */
static size_t
root_of(const struct bg_py_project *p, const char *path)
{
	size_t dir = parent_of(path, strlen(path) + 1), src = 0;

	for (const char *at = path; (at = strstr(at, "src/")); at += 4)
		if ((at == path || at[-1] == '/') &&
		    !is_package(p, path, (size_t)(at - path) + 4))
			src = (size_t)(at - path) + 4;
	if (src)
		return src;
	if (!is_package(p, path, dir))
		return 0;
	while (is_package(p, path, dir))
		dir = parent_of(path, dir);
	return dir;
}

static char *
dotted(struct bg_arena *arena, const char *path, size_t n)
{
	char *name = bg_strndup(arena, path, n);

	for (char *at = name; *at; at++)
		if (*at == '/')
			*at = '.';
	return name;
}

static struct bg_py_unit *
make_unit(struct bg_py_project *p, const char *path, bool namespace)
{
	void **at = bg_py_table_at(&p->units, path);
	struct bg_py_unit *unit = *at;
	size_t root, n = strlen(path);

	if (unit)
		return unit;
	unit = bg_alloc(p->arena, sizeof(*unit));
	*at = unit;
	root = namespace ? 0 : root_of(p, path);
	if (namespace)
		n--;
	else if (bg_ends(path, "/__init__.py"))
		n -= strlen("/__init__.py");
	else
		n -= strlen(".py");
	unit->project = p;
	unit->path = path;
	unit->root = bg_strndup(p->arena, path, root);
	unit->name = n > root ? dotted(p->arena, path + root, n - root) : "";
	unit->namespace = namespace;
	unit->package =
		namespace || bg_ends(path, "/__init__.py") || strcmp(path, "__init__.py") == 0;
	return unit;
}

struct bg_py_unit *
bg_py_unit_at(struct bg_py_project *p, const char *path)
{
	return has_file(p, path) ? make_unit(p, bg_strdup(p->arena, path), false) : NULL;
}

/* The module of n bytes of a path; with namespace its directory will do. */
static struct bg_py_unit *
find_path(struct bg_py_project *p, const char *path, size_t n, bool namespace)
{
	const char *file = bg_strf(p->arena, "%.*s/__init__.py", (int)n, path);

	if (has_file(p, file))
		return make_unit(p, file, false);
	file = bg_strf(p->arena, "%.*s.py", (int)n, path);
	if (has_file(p, file))
		return make_unit(p, file, false);
	return namespace && has_directory(p, path) ? make_unit(p, path, true) : NULL;
}

/*
 * A module below a directory (with '/'); a namespace package only where asked for. The
 * same few names are looked up over and over: what was not found is remembered too.
 */
static struct bg_py_unit *
find_below(struct bg_py_project *p, const char *dir, const char *name, bool namespace)
{
	char *path = bg_strf(p->arena, "%s%s%s", dir, name, namespace ? "/" : "");
	void **at;

	for (char *c = path + strlen(dir); *c; c++)
		if (*c == '.')
			*c = '/';
	at = bg_py_table_at(&p->looked, path);
	if (!*at)
		*at = find_path(p, path, strlen(path) - namespace, namespace && *name);
	if (!*at)
		*at = p;
	return *at == p ? NULL : *at;
}

/* Whether the first part of a name is a package of Python's own that others use a lot. */
static bool
is_standard(const char *name)
{
	static const char *const names[] = {
		"abc",       "asyncio", "collections", "contextlib", "dataclasses", "datetime",
		"decimal",   "email",   "enum",        "functools",  "html",        "http",
		"importlib", "json",    "logging",     "os",         "pathlib",     "re",
		"sys",       "types",   "typing",      "unittest",   "warnings",    "xml",
	};
	size_t n = strcspn(name, ".");

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
			return true;
	return false;
}

/* A directory without __init__.py never stands in for Python's own packages. */
struct bg_py_unit *
bg_py_unit_find(struct bg_py_project *p, const struct bg_py_unit *from, const char *name)
{
	struct bg_py_unit *unit = NULL;

	if (!*name || strlen(name) > p->limits->v[BG_LIMIT_PATH] || strchr(name, '/'))
		return NULL;
	for (int namespace = 0; namespace < 2 - is_standard(name) && !unit; namespace ++) {
		if (from)
			unit = find_below(p, from->root, name, namespace);
		for (size_t i = 0; i < p->roots.n && !unit; i++)
			unit = find_below(p, p->roots.v[i], name, namespace);
	}
	return unit;
}

bool
bg_py_is_inside(struct bg_py_project *p, const struct bg_py_unit *from, const char *name)
{
	struct bg_py_unit *unit =
		bg_py_unit_find(p, from, bg_strndup(p->arena, name, strcspn(name, ".")));

	return unit && !unit->namespace;
}

/* The directory of a package, or of the one that holds a module; with '/'. */
static size_t
package_length(const struct bg_py_unit *unit)
{
	return unit->namespace ? strlen(unit->path)
	                       : parent_of(unit->path, strlen(unit->path) + 1);
}

struct bg_py_unit *
bg_py_unit_child(struct bg_py_unit *package, const char *name)
{
	struct bg_py_project *p = package->project;

	if (!package->package)
		return NULL;
	return find_below(p, bg_strndup(p->arena, package->path, package_length(package)), name,
	                  true);
}

struct bg_py_unit *
bg_py_unit_import(struct bg_py_unit *from, const struct bg_py_node *node, const char **name)
{
	struct bg_py_project *p = from->project;
	const char *module = node->import.module ? node->import.module : "", *dir;
	size_t n = package_length(from);

	*name = module;
	if (!node->import.level)
		return bg_py_unit_find(p, from, module);
	for (uint32_t i = 1; i < node->import.level; i++) {
		if (!n)
			return NULL;
		n = parent_of(from->path, n);
	}
	dir = bg_strndup(p->arena, from->path, n);
	*name = bg_strf(p->arena, "%s%s", dotted(p->arena, dir, n), module);
	if (*module)
		return find_below(p, dir, module, true);
	if (has_file(p, bg_strf(p->arena, "%s__init__.py", dir)))
		return make_unit(p, bg_strf(p->arena, "%s__init__.py", dir), false);
	return n && has_directory(p, dir) ? make_unit(p, dir, true) : NULL;
}
