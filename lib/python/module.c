/* SPDX-License-Identifier: MIT */
/* A project: its list of files, and each file parsed once. */
#include "python/module.h"

#include "base/err.h"
#include "python/folder.h"

/* A parsed file in the cache. */
struct parsed {
	struct bg_py_module file;
	int rc;
	struct bg_err err;
};

/* The directory of a path, with its '/'; "" for the root. */
static const char *
directory_of(struct bg_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? bg_strndup(arena, path, (size_t)(slash + 1 - path)) : "";
}

/*
 * Roots are what holds a topmost package, or is called src: absolute names begin in any
 * of them, as a test run or an installation would have it.
 */
static void
add_root(struct bg_py_project *p, struct bg_strings *roots, const char *path)
{
	const char *dir = directory_of(p->arena, path), *parent, *last;
	size_t n = strlen(dir);

	last = NULL;
	for (const char *at = dir; (at = strstr(at, "src/")); at += 4)
		if (at == dir || at[-1] == '/')
			last = at + 4;
	if (last)
		bg_strings_add(p->arena, roots,
		               bg_strndup(p->arena, dir, (size_t)(last - dir)));
	if (!n || !bg_ends(path, "/__init__.py"))
		return;
	parent = directory_of(p->arena, bg_strndup(p->arena, dir, n - 1));
	if (!bg_strings_has(&p->paths, bg_strf(p->arena, "%s__init__.py", parent)))
		bg_strings_add(p->arena, roots, parent);
}

/* "" and "src/" come first, whatever else there is. */
static void
find_roots(struct bg_py_project *p)
{
	struct bg_strings roots = {0};

	for (size_t i = 0; i < p->paths.n; i++)
		add_root(p, &roots, p->paths.v[i]);
	bg_strings_sort(&roots);
	bg_strings_add(p->arena, &p->roots, "");
	bg_strings_add(p->arena, &p->roots, "src/");
	for (size_t i = 0; i < roots.n; i++)
		if (roots.v[i][0] && strcmp(roots.v[i], "src/") != 0)
			bg_strings_add(p->arena, &p->roots, roots.v[i]);
}

int
bg_py_project_open(struct bg_py_project **out, struct bg_arena *arena,
                   const struct bg_limits *limits, struct bg_tree *tree,
                   struct bg_py_cache *cache, struct bg_err *err)
{
	struct bg_py_project *p = bg_alloc(arena, sizeof(*p));

	p->arena = arena;
	p->limits = limits;
	p->tree = tree;
	p->own.arena = arena;
	p->cache = cache ? cache : &p->own;
	p->cache->files.arena = p->cache->arena;
	p->units.arena = p->scopes.arena = p->looked.arena = arena;
	if (tree->list(tree, arena, "**/*.py", &p->paths, err))
		return -1;
	if (p->paths.n > limits->v[BG_LIMIT_ITEMS])
		return bg_fail_limit(err, limits, BG_LIMIT_ITEMS, NULL, 0);
	bg_strings_sort(&p->paths);
	find_roots(p);
	*out = p;
	return 0;
}

/* The file behind a blob: parsed now, or found in the cache. */
static struct parsed *
parse_blob(struct bg_py_project *p, const struct bg_blob *blob)
{
	struct bg_arena *arena = p->cache->arena;
	void **at =
		bg_py_table_at(&p->cache->files, bg_strf(arena, "%s %s", blob->id, blob->path));
	struct bg_blob kept = *blob;
	struct parsed *parsed = *at;

	if (parsed)
		return parsed;
	parsed = bg_alloc(arena, sizeof(*parsed));
	*at = parsed;
	kept.path = bg_strdup(arena, blob->path);
	kept.bytes = bg_strndup(arena, blob->bytes, blob->n);
	parsed->rc = bg_py_parse(&parsed->file, arena, p->limits, &kept, BG_PY_OUTLINE,
	                         &parsed->err);
	return parsed;
}

bool
bg_py_unit_read(struct bg_py_unit *unit)
{
	struct bg_py_project *p = unit->project;
	struct bg_blob blob = {0};
	struct parsed *parsed;
	struct bg_py_chain *lazy;

	if (p->failed)
		return false;
	if (unit->parsed || unit->namespace)
		return true;
	if (p->tree->read(p->tree, p->arena, unit->path, &blob, p->err)) {
		p->failed = true;
		return false;
	}
	if (!blob.bytes) {
		bg_fail_at(p->err, BG_EOBJECT, unit->path, 0, 0, "the file is not there");
		p->failed = true;
		return false;
	}
	parsed = parse_blob(p, &blob);
	if (parsed->rc && parsed->err.code != BG_ESYNTAX) {
		*p->err = parsed->err;
		p->failed = true;
		return false;
	}
	unit->parsed = true;
	unit->unreadable = parsed->rc != 0;
	unit->err = parsed->err;
	unit->file = &parsed->file;
	unit->scope.unit = unit;
	unit->scope.names.arena = p->arena;
	if (unit->unreadable)
		return true;
	bg_py_scope_read(&unit->scope, p->arena, parsed->file.node);
	lazy = bg_py_scope_find(&unit->scope, "__getattr__");
	unit->lazy = lazy && lazy->n;
	return true;
}

struct bg_py_scope *
bg_py_scope_of(struct bg_py_unit *unit, const struct bg_py_node *node,
               struct bg_py_scope *parent)
{
	struct bg_py_project *p = unit->project;
	char *key = bg_strf(p->arena, "%s:%u:%u", unit->path, node->line, node->column);
	struct bg_py_scope *scope;
	void **at = bg_py_table_at(&p->scopes, key);

	if (*at)
		return *at;
	scope = bg_alloc(p->arena, sizeof(*scope));
	scope->unit = unit;
	scope->parent = parent;
	*at = scope;
	bg_py_scope_read(scope, p->arena, node);
	return scope;
}

void
bg_py_work_begin(struct bg_py_project *p, struct bg_err *err)
{
	p->err = err;
	p->failed = false;
	p->steps = 0;
	p->depth = p->blocks = 0;
	p->running = 0;
}

int
bg_py_work_end(struct bg_py_project *p)
{
	p->err = NULL;
	return p->failed ? -1 : 0;
}

bool
bg_py_work_enter(struct bg_py_project *p)
{
	p->depth++;
	p->steps++;
	return !p->failed && p->depth <= BG_PY_FOLD_DEPTH &&
	       p->steps <= p->limits->v[BG_LIMIT_NODES] / 4;
}

void
bg_py_work_leave(struct bg_py_project *p)
{
	p->depth--;
}

int
bg_py_module_get(struct bg_py_project *project, const char *name, struct bg_py_unit **out,
                 struct bg_err *err)
{
	bg_py_work_begin(project, err);
	*out = bg_py_unit_find(project, NULL, name);
	if (*out)
		bg_py_unit_read(*out);
	return bg_py_work_end(project);
}

int
bg_py_module_at(struct bg_py_project *project, const char *path, struct bg_py_unit **out,
                struct bg_err *err)
{
	bg_py_work_begin(project, err);
	*out = bg_py_unit_at(project, path);
	if (*out)
		bg_py_unit_read(*out);
	return bg_py_work_end(project);
}
