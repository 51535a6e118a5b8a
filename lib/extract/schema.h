/* SPDX-License-Identifier: MIT */
/* JSON Schemas as the files of kind json-schema share them; no other room includes it. */
#ifndef BG_EXTRACT_SCHEMA_H
#define BG_EXTRACT_SCHEMA_H

#include "extract/kinds.h"
#include "parse/name.h"

/* Types of JSON; a number may be an integer. */
enum bg_schema_type {
	BG_SCHEMA_NULL = 1,
	BG_SCHEMA_BOOLEAN = 2,
	BG_SCHEMA_INTEGER = 4,
	BG_SCHEMA_NUMBER = 8, /* that is no integer */
	BG_SCHEMA_STRING = 16,
	BG_SCHEMA_ARRAY = 32,
	BG_SCHEMA_OBJECT = 64,
	BG_SCHEMA_ANY = 127
};

/* One schema, or what several of them say together: all must hold, or any one. */
struct bg_schema {
	const struct bg_node *node; /* NULL: of parts */
	bool any;
	BG_LIST(const struct bg_schema *) parts;
	struct bg_schema *choice; /* the first part, as bg_schema_join() made it; or NULL */
};

struct bg_schema_property {
	const char *name;
	struct bg_schema schema; /* all of its parts */
	bool required, listed;   /* listed: below "properties", not only required */
};

/* What a value may be, by everything that is said of it. */
struct bg_schema_view {
	unsigned types;
	bool limited; /* only values are allowed */
	struct bg_strings values;
	bool closed;              /* an object with no keys but those that are named */
	struct bg_strings limits; /* "minimum=1", sorted by their names */
	BG_LIST(struct bg_schema_property *) properties;
	struct bg_name *names;             /* of the properties; their owner is the property */
	struct bg_schema elements, others; /* of an array; values of keys without a name */
	const char *initial, *deprecated, *elsewhere; /* texts, or NULL */
	bool recursive;                               /* it holds one of those that hold it */
	BG_LIST(const struct bg_node *) followed;     /* what its references lead to */
};

/* The reading of one file. */
struct bg_schemas {
	struct bg_extract *x;
	const char *path;
	const struct bg_node *root;
	size_t steps, depth;
	const char *lost; /* a reference that leads nowhere; NULL: none */
	struct bg_err *err;
};

/* The references that were followed on the way down to a schema. */
struct bg_schema_way {
	const struct bg_schema_way *up;
	const struct bg_schema_view *view;
	bool here; /* of the value that is looked at, not of one that holds it */
};

/* Adds a part to what all of must hold. */
void bg_schema_add(struct bg_schemas *s, struct bg_schema *all, const struct bg_node *node);

/*
 * What a schema says, into a zeroed view. References inside of the file are followed
 * (JSON Pointer, RFC 6901, as a URI fragment); a reference to another document is told in
 * elsewhere, one that leads nowhere in s->lost. 0, or -1 past a limit.
 */
int bg_schema_view(struct bg_schemas *s, const struct bg_schema *schema,
                   const struct bg_schema_way *way, struct bg_schema_view *out);

/* What both views say, into a; what a or b says, into a. */
void bg_schema_meet(struct bg_schemas *s, struct bg_schema_view *a,
                    const struct bg_schema_view *b);
void bg_schema_join(struct bg_schemas *s, struct bg_schema_view *a,
                    const struct bg_schema_view *b);
/* The property of that name, made when new. */
struct bg_schema_property *bg_schema_property(struct bg_schemas *s, struct bg_schema_view *view,
                                              const char *name);

/* The node that a reference "#/…" of the file leads to; NULL: none. */
const struct bg_node *bg_schema_follow(struct bg_schemas *s, const char *reference);

/* Types as "integer|null", in alphabetical order; "any". */
const char *bg_schema_types(struct bg_arena *arena, unsigned types);

/* A value as JSON, in one way. */
const char *bg_schema_text(struct bg_arena *arena, const struct bg_node *node);

#endif
