/* SPDX-License-Identifier: MIT */
/* The table of kinds, and reading one surface's files through the memo. */
#include "extract/extract.h"

#include "base/err.h"
#include "base/glob.h"
#include "extract/kinds.h"

const struct bg_option_row bg_option_rows[BG_NOPTIONS] = {
#define _(id, name, many, help) {name, many, help},
#include "extract/options.def"
#undef _
};

static const struct bg_kind *const kinds[] = {
#define _(name) &bg_kind_##name,
#include "extract/kinds.def"
#undef _
};

const struct bg_kind *
bg_kind_nth(size_t n)
{
	return n < sizeof(kinds) / sizeof(kinds[0]) ? kinds[n] : NULL;
}

const struct bg_kind *
bg_kind_find(const char *name)
{
	const struct bg_kind *kind;

	for (size_t i = 0; (kind = bg_kind_nth(i)); i++)
		if (strcmp(kind->name, name) == 0)
			return kind;
	return NULL;
}

int
bg_extract_room(const struct bg_extract *x, struct bg_err *err)
{
	if (x->out->items.n > x->limits->v[BG_LIMIT_ITEMS])
		return bg_fail_limit(err, x->limits, BG_LIMIT_ITEMS, NULL, 0);
	if (bg_arena_used(x->keep) > x->limits->v[BG_LIMIT_MEMORY] ||
	    bg_arena_used(x->scratch) > x->limits->v[BG_LIMIT_MEMORY])
		return bg_fail_limit(err, x->limits, BG_LIMIT_MEMORY, NULL, 0);
	return 0;
}

int
bg_extract_surface(struct bg_extract *x, struct bg_err *err)
{
	int failed;

	x->out->present = true;
	failed = x->out->spec->kind->read(x, err) || bg_extract_room(x, err);
	bg_arena_reset(x->scratch);
	return failed ? -1 : 0;
}

int
bg_extract_paths(struct bg_extract *x, enum bg_option option, struct bg_strings *out,
                 struct bg_err *err)
{
	const struct bg_strings *globs = &x->out->spec->option[option];

	for (size_t i = 0; i < globs->n; i++)
		if (x->tree->list(x->tree, x->keep, globs->v[i], out, err))
			return -1;
	bg_strings_sort(out);
	if (out->n > x->limits->v[BG_LIMIT_FILES])
		return bg_fail_limit(err, x->limits, BG_LIMIT_FILES, NULL, 0);
	return 0;
}

/* "a/b.py" with a name in full as "a/b/__init__.py": what imports it cannot tell them apart. */
static const char *
as_package(struct bg_arena *arena, const char *glob)
{
	const char *slash = strrchr(glob, '/');
	const char *leaf = slash ? slash + 1 : glob;
	size_t n = strlen(leaf);

	if (!bg_ends(leaf, ".py") || strcmp(leaf, "__init__.py") == 0 ||
	    !bg_glob_literal(leaf, n))
		return NULL;
	return bg_strf(arena, "%.*s/__init__.py", (int)(strlen(glob) - strlen(".py")), glob);
}

int
bg_extract_modules(struct bg_extract *x, enum bg_option option, struct bg_strings *out,
                   struct bg_err *err)
{
	const struct bg_strings *globs = &x->out->spec->option[option];

	for (size_t i = 0; i < globs->n; i++) {
		const char *package = as_package(x->keep, globs->v[i]);

		if (package && x->tree->list(x->tree, x->keep, package, out, err))
			return -1;
	}
	return bg_extract_paths(x, option, out, err);
}

/* What the memo holds of a file; message is set when it did not parse. */
struct parsed {
	void *value;
	const char *message;
	unsigned line;
};

static int
parse_blob(struct bg_extract *x, const struct bg_blob *blob, bg_parse_fn *parse,
           struct parsed **out, struct bg_err *err)
{
	struct parsed *p = bg_alloc(x->keep, sizeof(*p));

	if (parse(&p->value, x->keep, x->limits, blob, err)) {
		if (err->code != BG_ESYNTAX)
			return -1;
		p->value = NULL;
		p->message = bg_strdup(x->keep, err->text);
		p->line = err->line;
		*err = (struct bg_err){0};
	}
	*out = p;
	return bg_extract_room(x, err);
}

int
bg_extract_file(struct bg_extract *x, const char *path, const char *purpose, bg_parse_fn *parse,
                void **out, struct bg_err *err)
{
	struct bg_blob blob = {0};
	struct parsed *p;
	void **slot;

	*out = NULL;
	bg_strings_add(x->keep, &x->out->files, path);
	if (x->tree->read(x->tree, x->scratch, path, &blob, err))
		return -1;
	if (!blob.bytes)
		return 0;
	slot = bg_memo_slot(x->memo, blob.id, purpose);
	if (!*slot) {
		if (parse_blob(x, &blob, parse, &p, err))
			return -1;
		*slot = p;
	}
	p = *slot;
	*out = p->value;
	if (p->message)
		bg_harvest_unread(x->keep, x->out, path, p->line, p->message);
	return 0;
}
