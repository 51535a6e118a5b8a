/* SPDX-License-Identifier: MIT */
/* What a JSON Schema says of a value: drafts 4 to 2020-12, as whoever writes the value reads it. */
#include "base/buf.h"
#include "base/err.h"
#include "extract/schema.h"

/* Words that limit a value; a change of "pattern" or "format" has no direction. */
static const char *const limits[] = {
	"exclusiveMaximum", "exclusiveMinimum", "format",   "maxItems",   "maxLength",
	"maxProperties",    "maximum",          "minItems", "minLength",  "minProperties",
	"minimum",          "multipleOf",       "pattern",  "uniqueItems"};

static const struct {
	const char *name;
	unsigned types;
} types[] = {
	{"null", BG_SCHEMA_NULL},       {"boolean", BG_SCHEMA_BOOLEAN},
	{"integer", BG_SCHEMA_INTEGER}, {"number", BG_SCHEMA_NUMBER | BG_SCHEMA_INTEGER},
	{"string", BG_SCHEMA_STRING},   {"array", BG_SCHEMA_ARRAY},
	{"object", BG_SCHEMA_OBJECT},
};

void
bg_schema_add(struct bg_schemas *s, struct bg_schema *all, const struct bg_node *node)
{
	struct bg_schema *part = bg_alloc(s->x->scratch, sizeof(*part));

	part->node = node;
	*bg_list_add(s->x->scratch, &all->parts) = part;
}

static bool
is_bool(const struct bg_node *node, const char *value)
{
	return node && node->type == BG_NODE_BOOL && strcmp(node->text, value) == 0;
}

/* ---- one keyword -------------------------------------------------------------------- */

static unsigned
type_called(const char *name)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i].name, name) == 0)
			return types[i].types;
	return BG_SCHEMA_ANY;
}

static void
read_types(struct bg_schema_view *view, const struct bg_node *type)
{
	unsigned allowed = 0;

	if (!type)
		return;
	if (type->type == BG_NODE_STRING)
		allowed = type_called(type->text);
	for (size_t i = 0; i < type->nitem; i++)
		if (type->item[i]->type == BG_NODE_STRING)
			allowed |= type_called(type->item[i]->text);
	view->types &= allowed ? allowed : BG_SCHEMA_ANY;
}

static unsigned
type_of(const struct bg_node *value)
{
	switch (value->type) {
	case BG_NODE_NULL:
		return BG_SCHEMA_NULL;
	case BG_NODE_BOOL:
		return BG_SCHEMA_BOOLEAN;
	case BG_NODE_INT:
		return BG_SCHEMA_INTEGER;
	case BG_NODE_FLOAT:
		return BG_SCHEMA_NUMBER;
	case BG_NODE_SEQUENCE:
		return BG_SCHEMA_ARRAY;
	case BG_NODE_MAPPING:
		return BG_SCHEMA_OBJECT;
	case BG_NODE_STRING:
	case BG_NODE_TIMESTAMP:
		break;
	}
	return BG_SCHEMA_STRING;
}

/* "enum" and "const". */
static void
read_values(struct bg_schemas *s, struct bg_schema_view *view, const struct bg_node *node)
{
	struct bg_schema_view given = {.types = 0, .limited = true};
	const struct bg_node *list = bg_node_get(node, "enum"),
			     *one = bg_node_get(node, "const");

	if (!list && !one)
		return;
	for (size_t i = 0; list && i < list->nitem; i++) {
		given.types |= type_of(list->item[i]);
		bg_strings_add(s->x->scratch, &given.values,
		               bg_schema_text(s->x->keep, list->item[i]));
	}
	if (one) {
		given.types |= type_of(one);
		bg_strings_add(s->x->scratch, &given.values, bg_schema_text(s->x->keep, one));
	}
	bg_strings_sort(&given.values);
	bg_schema_meet(s, view, &given);
}

/* Without blanks, which stand between limits. */
static const char *
limit_text(struct bg_arena *arena, const struct bg_node *value)
{
	struct bg_buf buf = {.arena = arena};

	for (const char *p = bg_schema_text(arena, value); *p; p++)
		if (*p == ' ')
			bg_buf_puts(&buf, "\\x20");
		else
			bg_buf_putc(&buf, *p);
	return bg_buf_str(&buf);
}

static void
read_limits(struct bg_schemas *s, struct bg_schema_view *view, const struct bg_node *node)
{
	const struct bg_node *value;

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		value = bg_node_get(node, limits[i]);
		if (value && !is_bool(value, "false"))
			bg_strings_add(s->x->scratch, &view->limits,
			               bg_strf(s->x->keep, "%s=%s", limits[i],
			                       limit_text(s->x->keep, value)));
	}
}

/* ---- objects and arrays ------------------------------------------------------------- */

static void
read_properties(struct bg_schemas *s, struct bg_schema_view *view, const struct bg_node *node)
{
	const struct bg_node *map = bg_node_get(node, "properties");
	const struct bg_node *required = bg_node_get(node, "required");
	struct bg_schema_property *p;

	for (size_t i = 0; map && i < map->npair; i++) {
		p = bg_schema_property(s, view, map->pair[i].key->text);
		p->listed = true;
		bg_schema_add(s, &p->schema, map->pair[i].value);
		if (is_bool(bg_node_get(map->pair[i].value, "required"), "true"))
			p->required = true; /* draft 3 */
	}
	for (size_t i = 0; required && i < required->nitem; i++)
		if (required->item[i]->type == BG_NODE_STRING)
			bg_schema_property(s, view, required->item[i]->text)->required = true;
}

static void
read_others(struct bg_schemas *s, struct bg_schema_view *view, const struct bg_node *node)
{
	static const char *const words[] = {"additionalProperties", "unevaluatedProperties"};
	const struct bg_node *value = bg_node_get(node, "patternProperties");
	struct bg_schema *any = NULL;

	if (value && value->npair) {
		any = bg_alloc(s->x->scratch, sizeof(*any));
		any->any = true;
		for (size_t i = 0; i < value->npair; i++)
			bg_schema_add(s, any, value->pair[i].value);
		*bg_list_add(s->x->scratch, &view->others.parts) = any;
	}
	for (size_t i = 0; i < 2; i++) {
		value = bg_node_get(node, words[i]);
		if (is_bool(value, "false"))
			view->closed = true;
		else if (value && value->type == BG_NODE_MAPPING && value->npair)
			bg_schema_add(s, any ? any : &view->others, value);
	}
}

/* A list gives each element a schema of its own: any of them. */
static void
read_elements(struct bg_schemas *s, struct bg_schema_view *view, const struct bg_node *node)
{
	static const char *const words[] = {"items", "prefixItems", "additionalItems"};
	struct bg_schema *any = bg_alloc(s->x->scratch, sizeof(*any));
	const struct bg_node *value;

	any->any = true;
	for (size_t i = 0; i < 3; i++) {
		value = bg_node_get(node, words[i]);
		for (size_t k = 0; value && k < value->nitem; k++)
			bg_schema_add(s, any, value->item[k]);
		if (value && value->type == BG_NODE_MAPPING)
			bg_schema_add(s, any, value);
	}
	if (any->parts.n)
		*bg_list_add(s->x->scratch, &view->elements.parts) = any;
}

static void
read_words(struct bg_schemas *s, struct bg_schema_view *view, const struct bg_node *node)
{
	const struct bg_node *value = bg_node_get(node, "default");
	const struct bg_node *about = bg_node_get(node, "description");

	if (value)
		view->initial = bg_schema_text(s->x->keep, value);
	if (is_bool(bg_node_get(node, "deprecated"), "true"))
		view->deprecated = "deprecated: true";
	else if (about && about->type == BG_NODE_STRING &&
	         (bg_starts_fold(about->text, "deprecated") ||
	          bg_starts_fold(about->text, "(deprecated") ||
	          bg_starts_fold(about->text, "[deprecated")))
		view->deprecated = bg_strdup(s->x->keep, about->text);
}

/* ---- schemas in schemas ----------------------------------------------------------------- */

static int read_node(struct bg_schemas *s, const struct bg_node *node,
                     const struct bg_schema_way *way, struct bg_schema_view *out);

static int
meet_node(struct bg_schemas *s, struct bg_schema_view *view, const struct bg_node *node,
          const struct bg_schema_way *way)
{
	struct bg_schema_view also = {0};

	if (read_node(s, node, way, &also))
		return -1;
	bg_schema_meet(s, view, &also);
	return 0;
}

static bool
has(const struct bg_schema_view *view, const struct bg_node *node)
{
	for (size_t i = 0; i < view->followed.n; i++)
		if (view->followed.v[i] == node)
			return true;
	return false;
}

static int
read_reference(struct bg_schemas *s, struct bg_schema_view *view, const struct bg_node *node,
               const struct bg_schema_way *way)
{
	static const char *const words[] = {"$ref", "$dynamicRef", "$recursiveRef"};
	const struct bg_node *reference = NULL, *target;
	const struct bg_schema_way *up = way;

	for (size_t i = 0; i < 3 && !reference; i++)
		reference = bg_node_get(node, words[i]);
	if (!reference || reference->type != BG_NODE_STRING)
		return 0;
	if (reference->text[0] != '#') {
		view->elsewhere = bg_strdup(s->x->keep, reference->text);
		return 0;
	}
	target = bg_schema_follow(s, reference->text);
	if (!target) {
		s->lost = bg_strdup(s->x->keep, reference->text);
		return 0;
	}
	if (has(view, target))
		return 0;
	for (; up; up = up->up) {
		if (!has(up->view, target))
			continue;
		if (up->here)
			return 0; /* references that lead to each other say nothing */
		view->recursive = true;
	}
	*bg_list_add(s->x->scratch, &view->followed) = target;
	return meet_node(s, view, target, &(struct bg_schema_way){way, view, true});
}

/* What one of some nodes says; a missing "else" says nothing. */
static int
meet_any(struct bg_schemas *s, struct bg_schema_view *view, const struct bg_node *const *nodes,
         size_t n, const struct bg_schema_way *way)
{
	struct bg_schema_view joined = {0}, one;

	for (size_t i = 0; i < n; i++) {
		one = (struct bg_schema_view){.types = BG_SCHEMA_ANY};
		if (nodes[i] && read_node(s, nodes[i], way, &one))
			return -1;
		if (i)
			bg_schema_join(s, &joined, &one);
		else
			joined = one;
	}
	if (n)
		bg_schema_meet(s, view, &joined);
	return 0;
}

static int
read_combined(struct bg_schemas *s, struct bg_schema_view *view, const struct bg_node *node,
              const struct bg_schema_way *way)
{
	static const char *const any[] = {"anyOf", "oneOf"};
	const struct bg_node *list = bg_node_get(node, "allOf");
	const struct bg_node *branch[2] = {bg_node_get(node, "then"),
	                                   bg_node_get(node, "else")};

	for (size_t i = 0; list && i < list->nitem; i++)
		if (meet_node(s, view, list->item[i], way))
			return -1;
	for (size_t i = 0; i < 2; i++) {
		list = bg_node_get(node, any[i]);
		if (list && meet_any(s, view, (const struct bg_node *const *)list->item,
		                     list->nitem, way))
			return -1;
	}
	if ((branch[0] || branch[1]) && bg_node_get(node, "if") &&
	    meet_any(s, view, branch, 2, way))
		return -1;
	list = bg_node_get(node, "dependentSchemas");
	for (size_t i = 0; list && i < list->npair; i++) {
		branch[0] = list->pair[i].value;
		branch[1] = NULL;
		if (meet_any(s, view, branch, 2, way))
			return -1;
	}
	return 0;
}

static int
read_keywords(struct bg_schemas *s, const struct bg_node *node, const struct bg_schema_way *way,
              struct bg_schema_view *out)
{
	read_types(out, bg_node_get(node, "type"));
	read_values(s, out, node);
	read_limits(s, out, node);
	read_properties(s, out, node);
	read_others(s, out, node);
	read_elements(s, out, node);
	read_words(s, out, node);
	if (read_reference(s, out, node, way))
		return -1;
	return read_combined(s, out, node, way);
}

static int
read_node(struct bg_schemas *s, const struct bg_node *node, const struct bg_schema_way *way,
          struct bg_schema_view *out)
{
	int status;

	*out = (struct bg_schema_view){.types = BG_SCHEMA_ANY};
	if (s->depth >= s->x->limits->v[BG_LIMIT_DEPTH])
		return bg_fail_limit(s->err, s->x->limits, BG_LIMIT_DEPTH, s->path, node->line);
	if (++s->steps > s->x->limits->v[BG_LIMIT_NODES])
		return bg_fail_limit(s->err, s->x->limits, BG_LIMIT_NODES, s->path, node->line);
	if (node->type == BG_NODE_BOOL && is_bool(node, "false"))
		out->types = 0;
	if (node->type != BG_NODE_MAPPING)
		return bg_extract_room(s->x, s->err);
	s->depth++;
	status = read_keywords(s, node, way, out);
	s->depth--;
	return status;
}

int
bg_schema_view(struct bg_schemas *s, const struct bg_schema *schema,
               const struct bg_schema_way *way, struct bg_schema_view *out)
{
	struct bg_schema_view one;

	if (schema->node)
		return read_node(s, schema->node, way, out);
	*out = (struct bg_schema_view){.types = BG_SCHEMA_ANY};
	for (size_t i = 0; i < schema->parts.n; i++) {
		if (bg_schema_view(s, schema->parts.v[i], way, &one))
			return -1;
		if (!i)
			*out = one;
		else if (schema->any)
			bg_schema_join(s, out, &one);
		else
			bg_schema_meet(s, out, &one);
	}
	return 0;
}
