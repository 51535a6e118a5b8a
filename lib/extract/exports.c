/* SPDX-License-Identifier: MIT */
/* Kind exports: what modules offer to be imported, each name followed to its definition. */
#include "extract/exports.h"

enum names { DECLARED, PUBLIC, FUNCTIONS };

/* The option "names", which the policy's reader lets be one of these only. */
static enum names
which_names(const struct bg_spec *spec)
{
	const struct bg_strings *names = &spec->option[BG_OPT_NAMES];

	if (names->n && strcmp(names->v[0], "public") == 0)
		return PUBLIC;
	return names->n && strcmp(names->v[0], "functions") == 0 ? FUNCTIONS : DECLARED;
}

static int
read_module(struct bg_describer *d, struct bg_py_unit *unit, enum names names)
{
	struct bg_extract *x = d->x;
	struct bg_exports_kept *kept = x->out->kept;
	const char *path = bg_strdup(x->keep, unit->path);

	bg_strings_add(x->keep, &x->out->files, path);
	*bg_list_add(x->keep, &kept->modules) =
		(struct bg_whole){.id = bg_strdup(x->keep, unit->name), .loc = {path, 0}};
	if (unit->unreadable) {
		bg_harvest_unread(x->keep, x->out, path, unit->err.line,
		                  bg_strdup(x->keep, unit->err.text));
		return 0;
	}
	d->functions_only = names == FUNCTIONS;
	return bg_describe_module(d, unit, NULL, names == DECLARED);
}

static int
read_exports(struct bg_extract *x, struct bg_err *err)
{
	struct bg_describer d = {.x = x, .err = err};
	enum names names = which_names(x->out->spec);
	struct bg_py_project *project;
	struct bg_exports_kept *kept;
	struct bg_py_unit *unit;
	struct bg_strings paths = {0};

	if (bg_extract_python(x, &project, err) != 0 ||
	    bg_extract_modules(x, BG_OPT_FILES, &paths, err) != 0)
		return -1;
	x->out->kept = kept = bg_alloc(x->keep, sizeof(*kept));
	kept->project = project;
	for (size_t i = 0; i < paths.n; i++) {
		if (bg_py_module_at(project, paths.v[i], &unit, err) != 0)
			return -1;
		if (unit && read_module(&d, unit, names) != 0)
			return -1;
	}
	return bg_exports_docs_read(x, kept, err);
}

/* ---- modules that one side lacks -------------------------------------------------------- */

/* "a.services" of "a.services.f". */
static const char *
module_of(struct bg_arena *arena, const struct bg_item *item)
{
	const char *dot = strrchr(item->id, '.');

	if (strcmp(item->kind, "name") != 0 || !dot)
		return NULL;
	return bg_strndup(arena, item->id, (size_t)(dot - item->id));
}

/* What a module held goes, or comes, with it; *wholes are then the modules, sorted. */
static void
fold_modules(struct bg_strings *wholes, struct bg_arena *arena, struct bg_harvest *h,
             const struct bg_harvest *other)
{
	const struct bg_exports_kept *own = h->kept, *others = other->kept;
	struct bg_strings there = {0};
	struct bg_wholes alone = {0};

	for (size_t i = 0; i < others->modules.n; i++)
		bg_strings_add(arena, &there, others->modules.v[i].id);
	bg_strings_sort(&there);
	for (size_t i = 0; i < own->modules.n; i++)
		if (!bg_strings_has(&there, own->modules.v[i].id))
			*bg_list_add(arena, &alone) = own->modules.v[i];
	bg_wholes_fold(&alone, arena, h, other, "name", module_of);
	for (size_t i = 0; i < h->items.n; i++) {
		if (!bg_item_fact(&h->items.v[i], "whole"))
			continue;
		bg_item_set_attr(arena, &h->items.v[i], "is", "module");
		bg_strings_add(arena, wholes, h->items.v[i].id);
	}
	bg_strings_sort(wholes);
}

static void
settle_exports(const struct bg_sides *sides, size_t which)
{
	const struct bg_exports_kept *was = sides->was[which].kept;
	const struct bg_exports_kept *now = sides->now[which].kept;
	struct bg_strings gone = {0}, new = {0};

	bg_describe_settle(sides, which, was ? was->project : NULL, now ? now->project : NULL);
	if (!was || !now)
		return;
	bg_exports_docs_settle(sides, which);
	fold_modules(&gone, sides->arena, &sides->was[which], &sides->now[which]);
	fold_modules(&new, sides->arena, &sides->now[which], &sides->was[which]);
	bg_exports_docs_fold(sides->arena, &sides->now[which], &new);
}

const struct bg_kind bg_kind_exports = {
	.name = "exports",
	.help = "the names that Python modules export, with parameters, members and types",
	.family = "python",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(NAMES) | BG_ACCEPTS(DOCS),
	.needs = BG_ACCEPTS(FILES),
	.read = read_exports,
	.settle = settle_exports,
};
