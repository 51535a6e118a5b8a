/* SPDX-License-Identifier: MIT */
/* Descending by components: a literal one is looked up, not searched for. */
#include "source/walk.h"

#include <string.h>

#include "base/err.h"
#include "base/glob.h"
#include "base/list.h"

/*
 * Entries that one listing may look at, for each file that it may match. A few
 * nested trees can name themselves into billions of paths.
 */
#define VISITS_PER_FILE 50

/* One listing. */
struct listing {
	const struct bg_walk *walk;
	struct bg_arena *keep, *scratch;
	const char *glob;
	struct bg_strings found;
	size_t before; /* files that were in the caller's list */
	size_t visited;
	struct bg_err *err;
};

static int descend(struct listing *l, const struct bg_tree_entry *dir, const char *rest);

const char *
bg_walk_join(struct bg_arena *arena, const struct bg_tree_entry *dir, const char *name)
{
	return *dir->path ? bg_strf(arena, "%s/%s", dir->path, name) : bg_strdup(arena, name);
}

static int
fail_path(const struct bg_walk *walk, const char *path, struct bg_err *err)
{
	return bg_fail_limit(err, walk->limits, BG_LIMIT_PATH, path, 0);
}

static bool
is_too_long(const struct bg_walk *walk, const char *path)
{
	return strlen(path) > walk->limits->v[BG_LIMIT_PATH];
}

int
bg_walk_find(const struct bg_walk *walk, struct bg_arena *arena, const char *path,
             struct bg_tree_entry *out, struct bg_err *err)
{
	struct bg_tree_entry dir = walk->root;
	const char *name;
	size_t n;

	*out = (struct bg_tree_entry){.path = path, .name = path, .type = BG_TREE_ABSENT};
	if (is_too_long(walk, path))
		return fail_path(walk, path, err);
	for (;;) {
		n = strcspn(path, "/");
		name = bg_strndup(arena, path, n);
		if (walk->child(walk, arena, &dir, name, out, err))
			return -1;
		if (!path[n])
			return 0;
		if (out->type != BG_TREE_DIR)
			break;
		dir = *out;
		path += n + 1;
	}
	out->type = BG_TREE_ABSENT;
	return 0;
}

static int
add_file(struct listing *l, const char *path)
{
	const struct bg_limits *limits = l->walk->limits;

	if (l->before + l->found.n >= limits->v[BG_LIMIT_FILES])
		return bg_fail_limit(l->err, limits, BG_LIMIT_FILES, NULL, 0);
	bg_strings_add(l->keep, &l->found, bg_strdup(l->keep, path));
	return 0;
}

static int
read_children(struct listing *l, const struct bg_tree_entry *dir, struct bg_tree_entries *out)
{
	size_t most = l->walk->limits->v[BG_LIMIT_FILES];

	if (is_too_long(l->walk, dir->path))
		return fail_path(l->walk, dir->path, l->err);
	if (l->walk->children(l->walk, l->scratch, dir, out, l->err))
		return -1;
	most = most > SIZE_MAX / VISITS_PER_FILE ? SIZE_MAX : most * VISITS_PER_FILE;
	l->visited += out->n;
	if (l->visited <= most)
		return 0;
	bg_fail(l->err, BG_ELIMIT,
	        "limit 'files' exceeded: '%s' leads through more than %zu paths", l->glob,
	        most);
	bg_hint(l->err, "name the directories that the glob means");
	return -1;
}

/* Everything below a "**"; the whole glob decides, so no path comes twice. */
static int
search(struct listing *l, const struct bg_tree_entry *dir)
{
	struct bg_tree_entries entries = {0};
	const struct bg_tree_entry *e;

	if (read_children(l, dir, &entries))
		return -1;
	for (size_t i = 0; i < entries.n; i++) {
		e = &entries.v[i];
		if (e->type == BG_TREE_DIR && search(l, e))
			return -1;
		if (e->type != BG_TREE_FILE || !bg_glob_match(l->glob, e->path))
			continue;
		if (is_too_long(l->walk, e->path))
			return fail_path(l->walk, e->path, l->err);
		if (add_file(l, e->path))
			return -1;
	}
	return 0;
}

/* Goes on with an entry that fits a component; rest is "" behind the last one. */
static int
enter(struct listing *l, const struct bg_tree_entry *e, const char *rest)
{
	if (*rest == '/')
		return e->type == BG_TREE_DIR ? descend(l, e, rest + 1) : 0;
	if (e->type != BG_TREE_FILE)
		return 0;
	if (is_too_long(l->walk, e->path))
		return fail_path(l->walk, e->path, l->err);
	return add_file(l, e->path);
}

static int
descend(struct listing *l, const struct bg_tree_entry *dir, const char *rest)
{
	size_t n = strcspn(rest, "/");
	struct bg_tree_entries entries = {0};
	struct bg_tree_entry e;

	if (n == 2 && memcmp(rest, "**", 2) == 0)
		return search(l, dir);
	if (bg_glob_literal(rest, n)) {
		if (is_too_long(l->walk, dir->path))
			return fail_path(l->walk, dir->path, l->err);
		if (l->walk->child(l->walk, l->scratch, dir, bg_strndup(l->scratch, rest, n),
		                   &e, l->err))
			return -1;
		return enter(l, &e, rest + n);
	}
	if (read_children(l, dir, &entries))
		return -1;
	for (size_t i = 0; i < entries.n; i++)
		if (bg_glob_component(rest, n, entries.v[i].name) &&
		    enter(l, &entries.v[i], rest + n))
			return -1;
	return 0;
}

int
bg_walk_list(const struct bg_walk *walk, struct bg_arena *arena, const char *glob,
             struct bg_strings *out, struct bg_err *err)
{
	struct listing l = {
		.walk = walk, .keep = arena, .glob = glob, .before = out->n, .err = err};
	int status;

	l.scratch = bg_arena_new();
	status = descend(&l, &walk->root, glob);
	bg_arena_free(l.scratch);
	if (status)
		return -1;
	bg_strings_sort(&l.found);
	for (size_t i = 0; i < l.found.n; i++)
		bg_strings_add(arena, out, l.found.v[i]);
	return 0;
}
