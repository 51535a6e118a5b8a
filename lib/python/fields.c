/* SPDX-License-Identifier: MIT */
/* The table of nodes and fields, and walks by it. */
#include "python/fields.h"

static const char *const types[] = {
#define _(id, name, place) name,
#include "python/nodes.def"
};

static const char *const ops[] = {
	"And", "Or",     "Add",    "Sub",   "Mult",   "MatMult", "Div",      "Mod",
	"Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd",  "FloorDiv", "Invert",
	"Not", "UAdd",   "USub",   "Eq",    "NotEq",  "Lt",      "LtE",      "Gt",
	"GtE", "Is",     "IsNot",  "In",    "NotIn",
};

static const struct bg_py_field fields[] = {
#define F(id, field, fieldkind, member) \
	{.name = field, \
	 .type = BG_PY_##id, \
	 .kind = BG_FIELD_##fieldkind, \
	 .offset = offsetof(struct bg_py_node, member)},
#define D(id, field, fieldkind, struct_, member) \
	{.name = field, \
	 .type = BG_PY_##id, \
	 .kind = BG_FIELD_##fieldkind, \
	 .apart = true, \
	 .offset = offsetof(struct struct_, member)},
#include "python/nodes.def"
};

/* The first field of each type, and one behind the last. */
static size_t
first_field(enum bg_py_type type)
{
	size_t low = 0, high = sizeof(fields) / sizeof(*fields), middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (fields[middle].type < type)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *
bg_py_type_word(enum bg_py_type type)
{
	return types[type];
}

const char *
bg_py_op_word(enum bg_py_op op)
{
	return ops[op];
}

const struct bg_py_field *
bg_py_field(enum bg_py_type type, size_t n)
{
	size_t at = first_field(type) + n;

	return at < sizeof(fields) / sizeof(*fields) && fields[at].type == type ? &fields[at]
	                                                                        : NULL;
}

const void *
bg_py_field_of(const struct bg_py_node *node, const struct bg_py_field *field)
{
	const char *base = field->apart ? (const char *)node->def : (const char *)node;

	return base + field->offset;
}

static int
each_of_list(const struct bg_py_list *list, const char *field,
             int (*fn)(const struct bg_py_child *child, void *data), void *data)
{
	struct bg_py_child child = {.field = field};
	int rc = 0;

	for (uint32_t i = 0; i < list->n && !rc; i++) {
		child.node = list->v[i];
		if (child.node)
			rc = fn(&child, data);
	}
	return rc;
}

int
bg_py_each(const struct bg_py_node *node,
           int (*fn)(const struct bg_py_child *child, void *data), void *data)
{
	const struct bg_py_field *field;
	struct bg_py_child child;
	const void *at;
	int rc = 0;

	for (size_t i = 0; !rc && (field = bg_py_field(node->type, i)) != NULL; i++) {
		at = bg_py_field_of(node, field);
		child.field = field->name;
		if (field->kind == BG_FIELD_LIST) {
			rc = each_of_list(*(const struct bg_py_list *const *)at, field->name,
			                  fn, data);
		} else if (field->kind == BG_FIELD_NODE) {
			child.node = *(struct bg_py_node *const *)at;
			rc = child.node ? fn(&child, data) : 0;
		}
	}
	return rc;
}
