/* SPDX-License-Identifier: MIT */
/* Two views of a value as one: both hold, or one of them. */
#include "extract/schema.h"

struct bg_schema_property *
bg_schema_property(struct bg_schemas *s, struct bg_schema_view *view, const char *name)
{
	struct bg_name *slot = bg_name_at(s->x->scratch, &view->names, name);

	if (!slot->owner) {
		struct bg_schema_property *made = bg_alloc(s->x->scratch, sizeof(*made));

		made->name = name;
		slot->owner = made;
		*bg_list_add(s->x->scratch, &view->properties) = made;
	}
	return slot->owner;
}

static const struct bg_schema_property *
find(struct bg_schemas *s, const struct bg_schema_view *view, const char *name)
{
	struct bg_name *names = view->names;

	return names ? bg_name_at(s->x->scratch, &names, name)->owner : NULL;
}

static void
add_parts(struct bg_schemas *s, struct bg_schema *to, const struct bg_schema *from)
{
	for (size_t i = 0; i < from->parts.n; i++)
		*bg_list_add(s->x->scratch, &to->parts) = from->parts.v[i];
}

static const struct bg_schema *
copy_schema(struct bg_schemas *s, const struct bg_schema *schema)
{
	struct bg_schema *copy = bg_alloc(s->x->scratch, sizeof(*copy));

	*copy = *schema;
	return copy;
}

/*
 * Makes a what a or b says, as one part of what all must hold; nothing where one says
 * nothing. Alternatives are joined from the first on: one more goes to those before it.
 */
static void
join_schema(struct bg_schemas *s, struct bg_schema *a, const struct bg_schema *b)
{
	struct bg_schema *any;

	if (!a->parts.n || !b->parts.n) {
		*a = (struct bg_schema){0};
		return;
	}
	if (!a->choice || a->parts.n > 1) {
		any = bg_alloc(s->x->scratch, sizeof(*any));
		any->any = true;
		*bg_list_add(s->x->scratch, &any->parts) = copy_schema(s, a);
		*a = (struct bg_schema){.choice = any};
		*bg_list_add(s->x->scratch, &a->parts) = any;
	}
	*bg_list_add(s->x->scratch, &a->choice->parts) = copy_schema(s, b);
}

static void
copy_rest(struct bg_schemas *s, struct bg_schema_view *a, const struct bg_schema_view *b)
{
	a->initial = a->initial ? a->initial : b->initial;
	a->elsewhere = a->elsewhere ? a->elsewhere : b->elsewhere;
	a->recursive |= b->recursive;
	for (size_t i = 0; i < b->followed.n; i++)
		*bg_list_add(s->x->scratch, &a->followed) = b->followed.v[i];
}

/* ---- both --------------------------------------------------------------------------- */

static void
meet_values(struct bg_schemas *s, struct bg_schema_view *a, const struct bg_schema_view *b)
{
	struct bg_strings kept = {0};

	if (!b->limited)
		return;
	for (size_t i = 0; i < b->values.n; i++)
		if (!a->limited || bg_strings_has(&a->values, b->values.v[i]))
			bg_strings_add(s->x->scratch, &kept, b->values.v[i]);
	a->limited = true;
	a->values = kept;
}

void
bg_schema_meet(struct bg_schemas *s, struct bg_schema_view *a, const struct bg_schema_view *b)
{
	a->types &= b->types;
	meet_values(s, a, b);
	a->closed |= b->closed;
	for (size_t i = 0; i < b->limits.n; i++)
		bg_strings_add(s->x->scratch, &a->limits, b->limits.v[i]);
	bg_strings_sort(&a->limits);
	for (size_t i = 0; i < b->properties.n; i++) {
		const struct bg_schema_property *q = b->properties.v[i];
		struct bg_schema_property *p = bg_schema_property(s, a, q->name);

		p->required |= q->required;
		p->listed |= q->listed;
		add_parts(s, &p->schema, &q->schema);
	}
	add_parts(s, &a->elements, &b->elements);
	add_parts(s, &a->others, &b->others);
	a->deprecated = a->deprecated ? a->deprecated : b->deprecated;
	copy_rest(s, a, b);
}

/* ---- one of them -------------------------------------------------------------------- */

/* The types that a limit is about. */
static unsigned
types_of(const char *limit)
{
	static const struct {
		const char *name;
		unsigned types;
	} words[] = {
		{"format=", BG_SCHEMA_STRING},        {"maxItems=", BG_SCHEMA_ARRAY},
		{"maxLength=", BG_SCHEMA_STRING},     {"maxProperties=", BG_SCHEMA_OBJECT},
		{"minItems=", BG_SCHEMA_ARRAY},       {"minLength=", BG_SCHEMA_STRING},
		{"minProperties=", BG_SCHEMA_OBJECT}, {"pattern=", BG_SCHEMA_STRING},
		{"uniqueItems=", BG_SCHEMA_ARRAY},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (bg_starts(limit, words[i].name))
			return words[i].types;
	return BG_SCHEMA_INTEGER | BG_SCHEMA_NUMBER;
}

/* A limit holds still when the other view has it, or no value that it is about. */
static void
keep_limits(struct bg_schemas *s, struct bg_strings *kept, const struct bg_schema_view *a,
            const struct bg_schema_view *b)
{
	for (size_t i = 0; i < a->limits.n; i++)
		if (!(b->types & types_of(a->limits.v[i])) ||
		    bg_strings_has(&b->limits, a->limits.v[i]))
			bg_strings_add(s->x->scratch, kept, a->limits.v[i]);
}

/* Beside values that are named, a type stands for all of its values. */
static void
join_values(struct bg_schemas *s, struct bg_schema_view *a, const struct bg_schema_view *b)
{
	unsigned whole = a->limited ? 0 : a->types;
	const char *word;
	size_t n;

	if (!a->limited && !b->limited)
		return;
	whole |= b->limited ? 0 : b->types;
	a->limited = whole != BG_SCHEMA_ANY;
	word = bg_schema_types(s->x->keep, whole);
	for (; a->limited && *word; word += n, word += *word == '|') {
		n = strcspn(word, "|");
		bg_strings_insert(s->x->scratch, &a->values, bg_strndup(s->x->keep, word, n));
	}
	for (size_t i = 0; i < b->values.n; i++)
		bg_strings_insert(s->x->scratch, &a->values, b->values.v[i]);
}

static void
join_limits(struct bg_schemas *s, struct bg_schema_view *a, const struct bg_schema_view *b)
{
	struct bg_strings kept = {0};

	keep_limits(s, &kept, a, b);
	keep_limits(s, &kept, b, a);
	bg_strings_sort(&kept);
	a->limits = kept;
}

static void
join_properties(struct bg_schemas *s, struct bg_schema_view *a, const struct bg_schema_view *b)
{
	for (size_t i = 0; i < a->properties.n; i++) {
		struct bg_schema_property *p = a->properties.v[i];
		const struct bg_schema_property *q = find(s, b, p->name);

		p->required = p->required && q && q->required;
		if (q && p->listed && q->listed)
			join_schema(s, &p->schema, &q->schema);
		else if (q && q->listed)
			p->schema = q->schema;
		p->listed |= q && q->listed;
	}
	for (size_t i = 0; i < b->properties.n; i++) {
		const struct bg_schema_property *q = b->properties.v[i];

		if (find(s, a, q->name))
			continue;
		*bg_schema_property(s, a, q->name) = (struct bg_schema_property){
			.name = q->name, .schema = q->schema, .listed = q->listed};
	}
}

/* Of two alternatives, the one that is no object says nothing of keys. */
static void
join_object(struct bg_schemas *s, struct bg_schema_view *a, const struct bg_schema_view *b)
{
	if (!(b->types & BG_SCHEMA_OBJECT))
		return;
	if (a->types & BG_SCHEMA_OBJECT) {
		join_properties(s, a, b);
		a->closed = a->closed && b->closed;
		join_schema(s, &a->others, &b->others);
		return;
	}
	a->properties.n = a->properties.cap = 0;
	a->properties.v = NULL;
	a->names = NULL;
	for (size_t i = 0; i < b->properties.n; i++)
		*bg_schema_property(s, a, b->properties.v[i]->name) = *b->properties.v[i];
	a->closed = b->closed;
	a->others = b->others;
}

static void
join_array(struct bg_schemas *s, struct bg_schema_view *a, const struct bg_schema_view *b)
{
	if (!(a->types & BG_SCHEMA_ARRAY))
		a->elements = b->elements;
	else if (b->types & BG_SCHEMA_ARRAY)
		join_schema(s, &a->elements, &b->elements);
}

void
bg_schema_join(struct bg_schemas *s, struct bg_schema_view *a, const struct bg_schema_view *b)
{
	join_limits(s, a, b);
	join_values(s, a, b);
	join_object(s, a, b);
	join_array(s, a, b);
	a->types |= b->types;
	if (!b->deprecated)
		a->deprecated = NULL;
	copy_rest(s, a, b);
}
