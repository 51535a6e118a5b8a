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

	bg_strings_add(x->keep, &x->out->files, bg_strdup(x->keep, unit->path));
	if (unit->unreadable) {
		bg_harvest_unread(x->keep, x->out, bg_strdup(x->keep, unit->path),
		                  unit->err.line, bg_strdup(x->keep, unit->err.text));
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

static void
settle_exports(const struct bg_sides *sides, size_t which)
{
	const struct bg_exports_kept *was = sides->was[which].kept;
	const struct bg_exports_kept *now = sides->now[which].kept;

	bg_describe_settle(sides, which, was ? was->project : NULL, now ? now->project : NULL);
	if (was && now)
		bg_exports_docs_settle(sides, which);
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
