/* SPDX-License-Identifier: MIT */
/* Kind migrations: Django's migrations by their files, and what their operations do. */
#include "extract/migrations.h"

#include "base/err.h"

/* Django passes over files that begin with '_' or '~'. */
static bool
is_module(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	return slash && bg_ends(name, ".py") && *name != '_' && *name != '~';
}

/* The directory above the migrations': what Django calls the app, as a rule. */
static const char *
app_of(struct bg_arena *arena, const char *dir)
{
	const char *end = strrchr(dir, '/'), *from = end;

	if (!end)
		return "";
	while (from > dir && from[-1] != '/')
		from--;
	return bg_strndup(arena, from, (size_t)(end - from));
}

static struct bg_item *
add_item(struct bg_extract *x, const char *kind, const char *id, const char *dir,
         struct bg_loc loc)
{
	struct bg_item *item = bg_harvest_add(x, kind, id, loc.path, loc.line);

	bg_item_set_fact(x->keep, item, "app", app_of(x->keep, dir));
	return item;
}

static const char *
directory(struct bg_arena *arena, const char *path)
{
	return bg_strndup(arena, path, (size_t)(strrchr(path, '/') - path));
}

/* The class Migration of a file; one without it is none of Django's. */
static int
read_migration(struct bg_migrating *m, struct bg_migrations *all, const char *path,
               const char *dir)
{
	struct bg_extract *x = m->x;
	const struct bg_py_chain *chain = bg_py_scope_find(&m->unit->scope, "Migration");
	const struct bg_py_binding *b;
	struct bg_item *item;
	const char *name = path + strlen(dir) + 1;

	if (!chain || !chain->last)
		return 0;
	b = &m->unit->scope.v[chain->last - 1];
	m->cls = b->kind == BG_PY_BIND_CLASS && chain->n == 1 ? b->node : NULL;
	m->out = bg_list_add(x->keep, all);
	m->out->path = path;
	m->out->dir = dir;
	m->out->name = bg_strndup(x->keep, name, strlen(name) - strlen(".py"));
	if (bg_migration_read(m))
		return -1;
	item = add_item(x, "migration", path, dir, (struct bg_loc){path, b->node->line});
	item->parent = dir;
	if (m->out->covers.n)
		bg_item_set_fact(x->keep, item, "replaces", "yes");
	return bg_extract_room(x, m->err);
}

static int
read_file(struct bg_migrating *m, struct bg_migrations *all, const char *path, const char *dir)
{
	struct bg_extract *x = m->x;

	bg_strings_add(x->keep, &x->out->files, path);
	if (bg_py_module_at(m->project, path, &m->unit, m->err))
		return -1;
	if (!m->unit)
		return 0;
	if (!m->unit->unreadable)
		return read_migration(m, all, path, dir);
	bg_harvest_unread_item(x->keep, x->out, path, (struct bg_loc){path, m->unit->err.line},
	                       bg_strdup(x->keep, m->unit->err.text));
	return 0;
}

static int
read_migrations(struct bg_extract *x, struct bg_err *err)
{
	struct bg_migrations *all = bg_alloc(x->keep, sizeof(*all));
	struct bg_py_table fields = {.arena = x->scratch};
	struct bg_migrating m = {.x = x, .fields = &fields, .err = err};
	struct bg_strings paths = {0};
	const char *dir, *last = "";

	if (bg_extract_paths(x, BG_OPT_FILES, &paths, err))
		return -1;
	x->out->kept = all;
	for (size_t i = 0; i < paths.n; i++) {
		if (!is_module(paths.v[i]))
			continue;
		if (!m.project && bg_extract_python(x, &m.project, err))
			return -1;
		dir = directory(x->keep, paths.v[i]);
		if (strcmp(dir, last) != 0) {
			add_item(x, "app", dir, dir, (struct bg_loc){paths.v[i], 0});
			fields = (struct bg_py_table){.arena = x->scratch};
		}
		last = dir;
		if (read_file(&m, all, paths.v[i], dir))
			return -1;
	}
	return 0;
}

const struct bg_kind bg_kind_migrations = {
	.name = "migrations",
	.help = "Django's migrations, by their files, and what they destroy",
	.accepts = BG_ACCEPTS(FILES),
	.needs = BG_ACCEPTS(FILES),
	.read = read_migrations,
	.settle = bg_migrations_settle,
};
