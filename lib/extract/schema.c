/* SPDX-License-Identifier: MIT */
/* Kind json-schema: the keys that a JSON Schema lets its reader's documents have. */
#include "extract/schema.h"

#include "base/buf.h"
#include "base/err.h"
#include "extract/keys.h"

#define ROOT "$" /* the document itself, as JSONPath calls it */

/* Where a value stands in the described document. */
struct place {
	const char *id, *parent; /* parent NULL: the root's own keys */
	const char *prefix;      /* of the ids below it */
	bool required;
};

static const char *
join(struct bg_arena *arena, const struct bg_strings *list, const char *between)
{
	struct bg_buf buf = {.arena = arena};

	for (size_t i = 0; i < list->n; i++)
		bg_buf_printf(&buf, "%s%s", i ? between : "", list->v[i]);
	return bg_buf_str(&buf);
}

static void
add_item(struct bg_schemas *s, const struct place *at, const struct bg_schema_view *view)
{
	struct bg_arena *keep = s->x->keep;
	struct bg_item *item = bg_harvest_add(s->x, "key", at->id, s->path, 0);

	item->parent = at->parent;
	bg_item_set_attr(keep, item, "types", bg_schema_types(keep, view->types));
	bg_item_set_attr(keep, item, "required", at->required ? "yes" : "no");
	if (view->limited)
		bg_item_set_attr(keep, item, "values", join(keep, &view->values, "|"));
	if (view->limits.n)
		bg_item_set_attr(keep, item, "limits", join(keep, &view->limits, " "));
	if (view->closed)
		bg_item_set_attr(keep, item, "closed", "yes");
	if (view->initial)
		bg_item_set_attr(keep, item, "default", view->initial);
	if (view->elsewhere) {
		bg_item_set_attr(keep, item, "elsewhere", view->elsewhere);
		bg_harvest_note(keep, s->x->out, s->path, 0,
		                bg_strf(keep, "'%s' is described by '%s', which is not read",
		                        at->id, view->elsewhere));
	}
	if (view->deprecated)
		bg_item_set_fact(keep, item, "deprecated", view->deprecated);
}

static int add_value(struct bg_schemas *s, const struct place *at,
                     const struct bg_schema *schema, const struct bg_schema_way *way);

static int
add_below(struct bg_schemas *s, const struct place *at, const char *id, bool required,
          const struct bg_schema *schema, const struct bg_schema_way *way)
{
	const struct place below = {
		.id = id,
		.parent = at->prefix == at->id ? at->id : at->parent,
		.prefix = id,
		.required = required,
	};

	return add_value(s, &below, schema, way);
}

static int
add_parts(struct bg_schemas *s, const struct place *at, const struct bg_schema_view *view,
          const struct bg_schema_way *way)
{
	struct bg_arena *keep = s->x->keep;
	const struct bg_schema_property *p;

	for (size_t i = 0; i < view->properties.n; i++) {
		p = view->properties.v[i];
		if (add_below(s, at, bg_key_path(keep, at->prefix, BG_STEP_KEY, p->name),
		              p->required, &p->schema, way))
			return -1;
	}
	if (view->others.parts.n &&
	    add_below(s, at, bg_key_path(keep, at->prefix, BG_STEP_FREE, ""), false,
	              &view->others, way))
		return -1;
	if (!view->elements.parts.n)
		return 0;
	return add_below(s, at, bg_key_path(keep, at->prefix, BG_STEP_EACH, ""), false,
	                 &view->elements, way);
}

/* What is not known must not look removed. */
static int
lose(struct bg_schemas *s, const struct place *at)
{
	struct bg_arena *keep = s->x->keep;

	bg_harvest_unread_item(keep, s->x->out, at->id, (struct bg_loc){s->path, 0},
	                       bg_strf(keep, "its $ref '%s' leads nowhere", s->lost));
	s->lost = NULL;
	return 0;
}

static int
add_value(struct bg_schemas *s, const struct place *at, const struct bg_schema *schema,
          const struct bg_schema_way *way)
{
	struct bg_schema_view view;
	const struct bg_schema_way below = {way, &view, false};
	int status = 0;

	if (s->depth >= s->x->limits->v[BG_LIMIT_DEPTH])
		return bg_fail_limit(s->err, s->x->limits, BG_LIMIT_DEPTH, s->path, 0);
	if (bg_schema_view(s, schema, way, &view))
		return -1;
	if (s->lost)
		return lose(s, at);
	if (!view.types)
		return 0; /* "false": there must be none */
	add_item(s, at, &view);
	if (s->x->out->items.n > s->x->limits->v[BG_LIMIT_ITEMS])
		return bg_fail_limit(s->err, s->x->limits, BG_LIMIT_ITEMS, s->path, 0);
	if (bg_extract_room(s->x, s->err))
		return -1;
	s->depth++;
	if (!view.recursive)
		status = add_parts(s, at, &view, &below);
	s->depth--;
	return status;
}

/* ---- files -------------------------------------------------------------------------- */

/* A surface of one file names its keys alone; one of globs puts the file before them. */
static bool
is_one_file(const struct bg_strings *files)
{
	return files->n == 1 && !strpbrk(files->v[0], "*?[{");
}

/* "conf.app" of "conf/app.schema.json". */
static const char *
stem(struct bg_arena *arena, const char *path)
{
	static const char *const ends[] = {".json", ".yaml", ".yml", ".schema"};
	size_t n = strlen(path), k;
	char *out;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		k = strlen(ends[i]);
		if (n > k && memcmp(path + n - k, ends[i], k) == 0)
			n -= k;
	}
	out = bg_strndup(arena, path, n);
	for (char *p = out; *p; p++)
		if (*p == '/')
			*p = '.';
	return out;
}

static int
read_file(struct bg_extract *x, const char *path, bool one, struct bg_err *err)
{
	bool yaml = bg_ends(path, ".yaml") || bg_ends(path, ".yml");
	struct bg_schemas s = {.x = x, .path = path, .err = err};
	struct place at = {.id = ROOT, .prefix = ""};
	const struct bg_nodes *nodes;
	struct bg_schema_view top = {0};
	const struct bg_schema_way way = {NULL, &top, false};
	struct bg_schema all = {0};

	if ((yaml ? bg_extract_yaml : bg_extract_json)(x, path, &nodes, err))
		return -1;
	if (!nodes || !nodes->ndocument)
		return 0;
	s.root = nodes->document[0];
	if (s.root->type != BG_NODE_MAPPING) {
		bg_harvest_unread(x->keep, x->out, path, s.root->line,
		                  "a JSON Schema is an object");
		return 0;
	}
	if (!one)
		at.id = at.prefix = stem(x->keep, path);
	*bg_list_add(x->scratch, &top.followed) = s.root;
	bg_schema_add(&s, &all, s.root);
	return add_value(&s, &at, &all, &way);
}

static int
read_schemas(struct bg_extract *x, struct bg_err *err)
{
	bool one = is_one_file(&x->out->spec->option[BG_OPT_FILES]);
	struct bg_strings paths = {0};

	if (bg_extract_paths(x, BG_OPT_FILES, &paths, err))
		return -1;
	for (size_t i = 0; i < paths.n; i++)
		if (read_file(x, paths.v[i], one, err))
			return -1;
	return 0;
}

const struct bg_kind bg_kind_json_schema = {
	.name = "json-schema",
	.help = "the keys that a JSON Schema allows, for who writes such documents",
	.accepts = BG_ACCEPTS(FILES),
	.needs = BG_ACCEPTS(FILES),
	.read = read_schemas,
};
