/* SPDX-License-Identifier: MIT */
/* Kind argparse: the flags of Django commands and of other parsers. */
#include "extract/parser_pair.h"
#include "extract/parser_walk.h"

static const char *
base_name(struct bg_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	return bg_strndup(arena, name, strcspn(name, "."));
}

static struct bg_item *
add_command(struct bg_builder *w, const char *path, unsigned line)
{
	struct bg_item *item = bg_harvest_add(w->x, "command", w->root->id, path, line);
	const char *app = strstr(path, "/management/"), *from = app;

	while (from && from > path && from[-1] != '/')
		from--;
	if (app)
		bg_item_set_fact(w->x->keep, item, "app",
		                 bg_strndup(w->x->keep, from, (size_t)(app - from)));
	return item;
}

/*
 * A class of another package adds flags that are not seen. Django finds a command of its
 * own, or of another package, by the same name without this one.
 */
static void
note_external(struct bg_builder *w, const char *external)
{
	const char *tail =
		bg_strf(w->x->scratch, ".management.commands.%s.Command", w->root->id);
	struct bg_harvest *h = w->x->out;
	struct bg_item *item = NULL;

	for (size_t i = h->items.n; i > 0 && !item; i--)
		if (strcmp(h->items.v[i - 1].id, w->root->id) == 0)
			item = &h->items.v[i - 1];
	if (!external || !item)
		return;
	if (!bg_starts(external, "django.core.management.base."))
		bg_item_set_fact(w->x->keep, item, "external", external);
	if (bg_ends(external, tail))
		bg_item_set_fact(w->x->keep, item, "overrides", external);
}

/* "from elsewhere import *", once: where Command comes from, as there has to be one. */
static const char *
only_star(const struct bg_builder *w, struct bg_py_unit *unit)
{
	const struct bg_py_node *node = NULL;

	if (unit->scope.stars.n != 1 || bg_py_scope_find(&unit->scope, "Command"))
		return NULL;
	for (size_t i = 0; i < unit->scope.n; i++)
		if (unit->scope.v[i].kind == BG_PY_BIND_STAR)
			node = unit->scope.v[i].node;
	return node && !node->import.level && node->import.module
	               ? bg_strf(w->x->keep, "%s.Command", node->import.module)
	               : NULL;
}

static int
walk_command(struct bg_builder *w, struct bg_py_unit *unit, const char *path)
{
	struct bg_py_ref ref;

	if (bg_py_resolve(w->project, unit, "Command", &ref, w->err))
		return -1;
	if (ref.kind == BG_PY_FOUND_NOTHING) {
		bg_harvest_note(w->x->keep, w->x->out, path, 0, "there is no class Command");
		return 0;
	}
	add_command(w, path, ref.node && ref.unit == unit ? ref.node->line : 0);
	if (ref.kind == BG_PY_FOUND_CLASS) {
		if (bg_walk_lineage(w, ref.unit, ref.node) || bg_walk_command(w, ref.unit))
			return -1;
		note_external(w, w->self.external);
		return 0;
	}
	if (ref.kind == BG_PY_FOUND_UNKNOWN && only_star(w, unit))
		ref = (struct bg_py_ref){.kind = BG_PY_FOUND_EXTERNAL,
		                         .name = only_star(w, unit)};
	if (ref.kind == BG_PY_FOUND_EXTERNAL) {
		note_external(w, ref.name);
		bg_harvest_note(w->x->keep, w->x->out, path, 0,
		                bg_strf(w->x->keep, "'%s': plus what '%s' adds", w->root->id,
		                        ref.name));
		return 0;
	}
	bg_harvest_unread_item(w->x->keep, w->x->out, w->root->id,
	                       (struct bg_loc){path, ref.node ? ref.node->line : 0},
	                       ref.why ? ref.why : "Command is no class");
	return 0;
}

static bool
makes_parser(struct bg_builder *w, struct bg_py_unit *unit, const struct bg_py_node *def)
{
	size_t n;
	const char *text = bg_py_source(unit->file, def, &n);

	return text && strstr(bg_strndup(w->x->scratch, text, n), "ArgumentParser(");
}

/* A script: what its module does, and functions that make a parser. */
static int
walk_script(struct bg_builder *w, struct bg_py_unit *unit, const char *path)
{
	struct bg_reach frame = {.where = {.unit = unit}, .level = SIZE_MAX};
	const struct bg_py_list *body = unit->file->node->module.body;
	struct bg_callee callee;
	struct bg_handle out;
	size_t before, unread = w->x->out->unread.n;
	bool hidden = false;

	add_command(w, path, 0);
	before = w->x->out->items.n;
	if (bg_walk_body(w, &frame, body))
		return -1;
	for (uint32_t i = 0; i < body->n && w->x->out->items.n == before; i++) {
		if (body->v[i]->type != BG_PY_FUNCTION || !makes_parser(w, unit, body->v[i]))
			continue;
		out = (struct bg_handle){0};
		callee = (struct bg_callee){unit, body->v[i], SIZE_MAX, false, NULL};
		if (bg_walk_function(w, &frame, NULL, &callee, &out))
			return -1;
	}
	for (uint32_t i = 0; i < body->n && w->x->out->items.n == before; i++)
		hidden |= makes_parser(w, unit, body->v[i]);
	if (hidden && !w->made.n && w->x->out->unread.n == unread)
		bg_harvest_unread_item(w->x->keep, w->x->out, w->root->id,
		                       (struct bg_loc){path, 0},
		                       "how its parser is built cannot be followed");
	return 0;
}

int
bg_parser_read(struct bg_extract *x, struct bg_py_project *project, const char *path,
               struct bg_err *err)
{
	struct bg_builder w = {.x = x, .project = project, .err = err};
	const char *name = base_name(x->keep, path);
	struct bg_py_unit *unit;
	size_t first;

	bg_strings_add(x->keep, &x->out->files, path);
	if (bg_py_module_at(project, path, &unit, err))
		return -1;
	if (!unit || *name == '_')
		return 0;
	w.root = bg_alloc(x->keep, sizeof(*w.root));
	w.root->id = name;
	if (unit->unreadable) {
		bg_harvest_unread_item(x->keep, x->out, name,
		                       (struct bg_loc){path, unit->err.line},
		                       bg_strdup(x->keep, unit->err.text));
		return 0;
	}
	first = x->out->items.n;
	if (strstr(path, "management/commands/") ? walk_command(&w, unit, path)
	                                         : walk_script(&w, unit, path))
		return -1;
	bg_walk_settle(&w, first);
	bg_branch_tell(&w, first);
	return 0;
}

static int
read_parsers(struct bg_extract *x, struct bg_err *err)
{
	struct bg_strings paths = {0};
	struct bg_py_project *project;

	if (bg_extract_paths(x, BG_OPT_FILES, &paths, err))
		return -1;
	if (paths.n && bg_extract_python(x, &project, err))
		return -1;
	for (size_t i = 0; i < paths.n; i++)
		if (bg_parser_read(x, project, paths.v[i], err))
			return -1;
	return 0;
}

/* ---- only the commands of another surface --------------------------------------- */

/* Whether an id begins with the name of a command that the harvest has. */
static bool
is_listed(const struct bg_harvest *h, const char *id)
{
	size_t n = strcspn(id, " ");

	for (size_t i = 0; i < h->items.n; i++)
		if (strncmp(h->items.v[i].id, id, n) == 0 && !h->items.v[i].id[n])
			return true;
	return false;
}

static bool
is_kept(const struct bg_sides *sides, size_t list, size_t which, const char *id)
{
	const struct bg_harvest *was = &sides->was[which], *now = &sides->now[which];

	if (was->present && !(is_listed(&sides->was[list], id) && is_listed(was, id)))
		return false;
	return !now->present || (is_listed(&sides->now[list], id) && is_listed(now, id));
}

/* The items of a side that are kept; the side itself is needed for the other one yet. */
static struct bg_item *
select_items(const struct bg_sides *sides, size_t list, size_t which,
             const struct bg_harvest *h, size_t *n)
{
	struct bg_item *v = bg_calloc(sides->arena, h->items.n, sizeof(*v));

	*n = 0;
	for (size_t i = 0; i < h->items.n; i++)
		if (is_kept(sides, list, which, h->items.v[i].id))
			v[(*n)++] = h->items.v[i];
	return v;
}

static void
select_unread(const struct bg_sides *sides, size_t list, struct bg_harvest *h)
{
	size_t n = 0;

	for (size_t i = 0; i < h->unread.n; i++)
		if (!h->unread.v[i].item || is_listed(&sides->was[list], h->unread.v[i].item) ||
		    is_listed(&sides->now[list], h->unread.v[i].item))
			h->unread.v[n++] = h->unread.v[i];
	h->unread.n = n;
	h->notes.n = 0;
}

/* What is listed on one side only is judged by the surface that lists it. */
static void
keep_listed(const struct bg_sides *sides, size_t list, size_t which)
{
	struct bg_harvest *was = &sides->was[which], *now = &sides->now[which];
	size_t n, m;
	struct bg_item *v = select_items(sides, list, which, was, &n);

	now->items.v = select_items(sides, list, which, now, &m);
	now->items.n = now->items.cap = m;
	was->items.v = v;
	was->items.n = was->items.cap = n;
	select_unread(sides, list, was);
	select_unread(sides, list, now);
	bg_parsers_use(sides, list, was);
	bg_parsers_use(sides, list, now);
}

static void
settle_parsers(const struct bg_sides *sides, size_t which)
{
	const struct bg_strings *name = &sides->now[which].spec->option[BG_OPT_COMMANDS];

	for (size_t i = 0; name->n && i < sides->n; i++)
		if (strcmp(sides->now[i].spec->id, name->v[0]) == 0)
			keep_listed(sides, i, which);
	bg_parsers_pair(sides, which);
}

const struct bg_kind bg_kind_argparse = {
	.name = "argparse",
	.help = "the flags of Django commands and other argparse parsers",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(COMMANDS),
	.needs = BG_ACCEPTS(FILES),
	.read = read_parsers,
	.settle = settle_parsers,
};
