/* SPDX-License-Identifier: MIT */
/* The files behind values: one listing for each glob, whatever the values are. */
#include <stdlib.h>

#include "base/glob.h"
#include "extract/values.h"

#define HOLE "{value}"

/* The component of a glob that holds the value, cut around it. */
struct shape {
	const char *glob;
	const char *prefix, *suffix;
	size_t nprefix, nsuffix;
};

/* False when the value stands beside wildcards, so that it could not be told. */
static bool
cut_glob(struct shape *out, const char *glob)
{
	const char *hole = strstr(glob, HOLE), *from = hole;

	if (!hole)
		return false;
	while (from > glob && from[-1] != '/')
		from--;
	out->glob = glob;
	out->prefix = from;
	out->nprefix = (size_t)(hole - from);
	out->suffix = hole + strlen(HOLE);
	out->nsuffix = strcspn(out->suffix, "/");
	return bg_glob_literal(out->prefix, out->nprefix) &&
	       bg_glob_literal(out->suffix, out->nsuffix);
}

static bool
is_plain(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!bg_is_alpha(s[i]) && !bg_is_digit(s[i]) && s[i] != '_' && s[i] != '-')
			return false;
	return n > 0;
}

/* Notes the value that makes the glob match path, if a component holds one. */
static void
capture(struct bg_values *values, struct bg_extract *x, const struct shape *s, const char *path)
{
	const char *part = path, *value;
	size_t n, least = s->nprefix + s->nsuffix;

	for (;; part += n + 1) {
		n = strcspn(part, "/");
		if (n > least && memcmp(part, s->prefix, s->nprefix) == 0 &&
		    memcmp(part + n - s->nsuffix, s->suffix, s->nsuffix) == 0 &&
		    is_plain(part + s->nprefix, n - least)) {
			value = bg_strndup(x->keep, part + s->nprefix, n - least);
			if (bg_glob_match(bg_fill_value(x->scratch, s->glob, value), path))
				*bg_list_add(x->keep, &values->modules) =
					(struct bg_module){value, path};
		}
		if (!part[n])
			return;
	}
}

static int
list_modules(struct bg_values *values, struct bg_extract *x, const struct shape *s,
             struct bg_err *err)
{
	struct bg_strings paths = {0};

	if (x->tree->list(x->tree, x->keep, bg_fill_value(x->scratch, s->glob, "*"), &paths,
	                  err))
		return -1;
	for (size_t i = 0; i < paths.n; i++)
		capture(values, x, s, paths.v[i]);
	return bg_extract_room(x, err);
}

static int
by_value(const void *a, const void *b)
{
	const struct bg_module *x = a, *y = b;
	int order = strcmp(x->value, y->value);

	return order ? order : strcmp(x->path, y->path);
}

int
bg_modules_read(struct bg_values *values, struct bg_extract *x, struct bg_err *err)
{
	const struct bg_spec *spec = x->out->spec;
	const struct bg_strings *globs = &spec->option[BG_OPT_MODULES];
	struct shape shape;

	for (size_t i = 0; i < globs->n; i++) {
		if (!cut_glob(&shape, globs->v[i]))
			bg_harvest_unread(x->keep, x->out, spec->loc.path, spec->loc.line,
			                  bg_strf(x->keep,
			                          "'modules' of '%s': '%s' needs "
			                          "{value} in a component without wildcards",
			                          spec->id, globs->v[i]));
		else if (list_modules(values, x, &shape, err))
			return -1;
	}
	if (values->modules.n > 1)
		qsort(values->modules.v, values->modules.n, sizeof(*values->modules.v),
		      by_value);
	return 0;
}

const struct bg_module *
bg_modules_find(const struct bg_values *values, const char *value)
{
	size_t low = 0, high = values->modules.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(values->modules.v[mid].value, value) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < values->modules.n && strcmp(values->modules.v[low].value, value) == 0)
		return &values->modules.v[low];
	return NULL;
}

const char *
bg_module_app(struct bg_arena *arena, const struct bg_module *module)
{
	const char *at = NULL, *next = module->path, *from;

	while ((next = strstr(next, "/management/")))
		at = next++;
	if (!at)
		return NULL;
	for (from = at; from > module->path && from[-1] != '/';)
		from--;
	return bg_strndup(arena, from, (size_t)(at - from));
}
