/* SPDX-License-Identifier: MIT */
/* Versions that files declare of themselves: pyproject.toml, setup.cfg, __version__ and others. */
#include "extract/declared.h"

#include "base/buf.h"
#include "extract/kinds.h"
#include "python/fold.h"
#include "python/module.h"

struct seeking {
	struct bg_extract *x;
	struct bg_declarations *out;
	struct bg_err *err;
};

static void
add(struct seeking *s, const char *path, unsigned line, const char *text)
{
	struct bg_declared *d = bg_list_add(s->x->keep, s->out);

	d->text = bg_strdup(s->x->keep, text);
	d->loc = (struct bg_loc){path, line};
}

/* The pair below "a.b"; NULL: none. */
static const struct bg_pair *
pair_at(const struct bg_node *node, const char *const *way, size_t n)
{
	const struct bg_pair *found = NULL;

	for (size_t i = 0; i < n; i++) {
		found = NULL;
		for (size_t k = 0; node && k < node->npair && !found; k++)
			if (strcmp(node->pair[k].key->text, way[i]) == 0)
				found = &node->pair[k];
		node = found ? found->value : NULL;
	}
	return found;
}

static int
read_nodes(struct seeking *s, const char *path, bg_nodes_fn *read)
{
	static const struct {
		size_t n;
		const char *way[3];
	} places[] = {
		{2, {"project", "version"}},
		{3, {"tool", "poetry", "version"}},
		{2, {"package", "version"}},
		{2, {"metadata", "version"}},
		{1, {"version"}},
	};
	const struct bg_nodes *nodes;
	const struct bg_pair *pair;

	if (read(s->x, path, &nodes, s->err))
		return -1;
	for (size_t i = 0; nodes && nodes->ndocument && i < 5; i++) {
		pair = pair_at(nodes->document[0], places[i].way, places[i].n);
		if (!pair || pair->value->type == BG_NODE_MAPPING)
			continue;
		if (!bg_starts(pair->value->text, "attr:") &&
		    !bg_starts(pair->value->text, "file:"))
			add(s, path, pair->key->line, pair->value->text);
		break;
	}
	return 0;
}

/* (1, 2, 0) is "1.2.0". */
static const char *
version_text(struct bg_arena *arena, const struct bg_py_value *v)
{
	struct bg_buf buf = {.arena = arena};

	if (v->kind == BG_PYV_STR)
		return bg_strndup(arena, v->text, v->n);
	if (v->kind != BG_PYV_TUPLE || v->open || v->nv < 2)
		return NULL;
	for (size_t i = 0; i < v->nv; i++) {
		if (v->v[i]->kind != BG_PYV_INT || !v->v[i]->fits)
			return NULL;
		bg_buf_printf(&buf, "%s%lld", i ? "." : "", (long long)v->v[i]->number);
	}
	return bg_buf_str(&buf);
}

static int
read_python(struct seeking *s, const char *path)
{
	static const char *const names[] = {"__version__", "VERSION", "version"};
	struct bg_py_project *project;
	const struct bg_py_value *value;
	const struct bg_py_chain *chain;
	struct bg_py_unit *unit;
	const char *text;

	if (bg_extract_python(s->x, &project, s->err) ||
	    bg_py_module_at(project, path, &unit, s->err))
		return -1;
	for (size_t i = 0; unit && !unit->unreadable && i < 3; i++) {
		chain = bg_py_scope_find(&unit->scope, names[i]);
		if (!chain || !chain->first)
			continue;
		if (unit->scope.v[chain->first - 1].kind != BG_PY_BIND_ASSIGN)
			break; /* it comes from elsewhere, which may be one of the files */
		if (bg_py_fold_name(project, unit, names[i], &value, s->err))
			return -1;
		text = value ? version_text(s->x->keep, value) : NULL;
		if (text)
			add(s, path, unit->scope.v[chain->first - 1].node->line, text);
		break;
	}
	return 0;
}

/* A file that holds nothing else. */
static int
read_line(struct seeking *s, const char *path)
{
	struct bg_blob blob;
	const char *text;

	if (s->x->tree->read(s->x->tree, s->x->keep, path, &blob, s->err))
		return -1;
	if (!blob.bytes || memchr(blob.bytes, '\0', blob.n))
		return 0;
	text = bg_strndup(s->x->keep, blob.bytes, blob.n);
	text = bg_strndup(s->x->keep, text, strcspn(text, " \t\r\n"));
	if (*text && strlen(text) < 64)
		add(s, path, 1, text);
	return 0;
}

static int
read_file(struct seeking *s, const char *path)
{
	if (bg_ends(path, ".toml"))
		return read_nodes(s, path, bg_extract_toml);
	if (bg_ends(path, ".cfg") || bg_ends(path, ".ini"))
		return read_nodes(s, path, bg_extract_ini);
	if (bg_ends(path, ".json"))
		return read_nodes(s, path, bg_extract_json);
	return bg_ends(path, ".py") ? read_python(s, path) : read_line(s, path);
}

int
bg_declared_read(struct bg_extract *x, const struct bg_strings *globs,
                 struct bg_declarations *out, struct bg_err *err)
{
	struct seeking s = {x, out, err};
	struct bg_strings paths = {0};

	for (size_t i = 0; i < globs->n; i++)
		if (x->tree->list(x->tree, x->keep, globs->v[i], &paths, err))
			return -1;
	bg_strings_sort(&paths);
	for (size_t i = 0; i < paths.n; i++)
		if (read_file(&s, paths.v[i]))
			return -1;
	return 0;
}
