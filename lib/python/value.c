/* SPDX-License-Identifier: MIT */
/* Values: making them, and what holds between two of them. */
#include "python/value.h"

#include <stdlib.h>

struct bg_py_value *
bg_pyv_new(struct bg_arena *arena, enum bg_pyv kind)
{
	struct bg_py_value *value = bg_alloc(arena, sizeof(*value));

	value->kind = kind;
	value->text = "";
	value->size = value->height = 1;
	return value;
}

const struct bg_py_value *
bg_pyv_unknown(struct bg_arena *arena, const char *fmt, ...)
{
	struct bg_py_value *value = bg_pyv_new(arena, BG_PYV_UNKNOWN);
	va_list ap;

	va_start(ap, fmt);
	value->text = bg_vstrf(arena, fmt, ap);
	va_end(ap);
	value->n = strlen(value->text);
	return value;
}

const struct bg_py_value *
bg_pyv_bool(struct bg_arena *arena, bool truth)
{
	struct bg_py_value *value = bg_pyv_new(arena, BG_PYV_BOOL);

	value->number = truth;
	value->fits = true;
	return value;
}

const struct bg_py_value *
bg_pyv_int(struct bg_arena *arena, int64_t number)
{
	struct bg_py_value *value = bg_pyv_new(arena, BG_PYV_INT);

	value->number = number;
	value->fits = true;
	value->text = bg_strf(arena, "%lld", (long long)number);
	value->n = strlen(value->text);
	return value;
}

const struct bg_py_value *
bg_pyv_str(struct bg_arena *arena, const char *text, size_t n)
{
	struct bg_py_value *value = bg_pyv_new(arena, BG_PYV_STR);

	value->text = bg_strndup(arena, text, n);
	value->n = n;
	return value;
}

bool
bg_pyv_is_many(const struct bg_py_value *value)
{
	return value->kind >= BG_PYV_LIST && value->kind <= BG_PYV_FROZENSET;
}

bool
bg_pyv_is_container(const struct bg_py_value *value)
{
	return value->kind >= BG_PYV_LIST && value->kind <= BG_PYV_DICT;
}

/* Counts one more value below; an unknown one opens what holds it. */
static void
weigh(struct bg_py_value *out, const struct bg_py_value *part)
{
	out->size = part->size > BG_PYV_SIZE - out->size ? BG_PYV_SIZE : out->size + part->size;
	if (part->height >= out->height)
		out->height = part->height + 1;
	if (!out->open &&
	    (part->kind == BG_PYV_UNKNOWN || (part->open && bg_pyv_is_container(part)))) {
		out->open = true;
		out->text = part->text;
		out->path = part->path;
		out->line = part->line;
	}
}

static const struct bg_py_value *
checked(struct bg_arena *arena, const struct bg_py_value *value)
{
	if (value->size >= BG_PYV_SIZE || value->height > BG_PYV_HEIGHT)
		return bg_pyv_unknown(arena, "the value is too large");
	return value;
}

/* Drops repetitions; sets of many elements are rare, so that a scan of each will do. */
static size_t
drop_repeated(const struct bg_py_value **v, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0, k; i < n; i++) {
		for (k = 0; k < kept && !bg_pyv_equal(v[k], v[i]); k++)
			;
		if (k == kept)
			v[kept++] = v[i];
	}
	return kept;
}

const struct bg_py_value *
bg_pyv_many(struct bg_arena *arena, enum bg_pyv kind, const struct bg_pyv_list *list)
{
	struct bg_py_value *value = bg_pyv_new(arena, kind);
	const struct bg_py_value **v = bg_calloc(arena, list->n, sizeof(*v));

	if (list->n >= BG_PYV_SIZE)
		return bg_pyv_unknown(arena, "the value is too large");
	if (list->n)
		memcpy(v, list->v, list->n * sizeof(*v));
	value->nv = list->n;
	if ((kind == BG_PYV_SET || kind == BG_PYV_FROZENSET) && list->n <= 4096)
		value->nv = drop_repeated(v, list->n);
	value->v = v;
	for (size_t i = 0; i < value->nv; i++)
		weigh(value, v[i]);
	return checked(arena, value);
}

const struct bg_py_value *
bg_pyv_dict(struct bg_arena *arena, const struct bg_pyv_list *keys,
            const struct bg_pyv_list *values)
{
	struct bg_py_value *value = bg_pyv_new(arena, BG_PYV_DICT);
	const struct bg_py_value **v = bg_calloc(arena, keys->n, sizeof(*v));
	const struct bg_py_value **w = bg_calloc(arena, keys->n, sizeof(*w));
	size_t n = 0;

	if (keys->n >= 4096)
		return bg_pyv_unknown(arena, "the dictionary is too large");
	for (size_t i = 0, k; i < keys->n; i++) {
		for (k = 0; k < n && !bg_pyv_equal(v[k], keys->v[i]); k++)
			;
		if (k == n)
			v[n++] = keys->v[i];
		w[k] = values->v[i];
	}
	value->v = v;
	value->w = w;
	value->nv = n;
	for (size_t i = 0; i < n; i++) {
		weigh(value, v[i]);
		weigh(value, w[i]);
	}
	return checked(arena, value);
}

const struct bg_py_value *
bg_pyv_put(struct bg_arena *arena, const struct bg_py_value *dict,
           const struct bg_py_value *key, const struct bg_py_value *value)
{
	const struct bg_py_value **v = bg_calloc(arena, dict->nv + 1, sizeof(*v));
	const struct bg_py_value **w = bg_calloc(arena, dict->nv + 1, sizeof(*w));
	struct bg_py_value *copy = bg_pyv_new(arena, BG_PYV_DICT);
	size_t at = bg_pyv_find(dict, key);

	*copy = *dict;
	if (dict->nv) {
		memcpy(v, dict->v, dict->nv * sizeof(*v));
		memcpy(w, dict->w, dict->nv * sizeof(*w));
	}
	if (at == SIZE_MAX) {
		at = copy->nv++;
		v[at] = key;
	}
	w[at] = value;
	copy->v = v;
	copy->w = w;
	weigh(copy, v[at]);
	weigh(copy, w[at]);
	return checked(arena, copy);
}

const struct bg_py_value *
bg_pyv_open(struct bg_arena *arena, const struct bg_py_value *value, const char *why,
            const char *path, uint32_t line)
{
	struct bg_py_value *copy;

	if (value->open || value->kind == BG_PYV_UNKNOWN)
		return value;
	copy = bg_pyv_new(arena, value->kind);
	*copy = *value;
	copy->open = true;
	copy->text = why;
	copy->path = path;
	copy->line = line;
	return copy;
}

static bool
is_number(const struct bg_py_value *value)
{
	return value->kind == BG_PYV_BOOL || value->kind == BG_PYV_INT ||
	       value->kind == BG_PYV_FLOAT;
}

static double
as_double(const struct bg_py_value *value)
{
	return value->fits ? (double)value->number : strtod(value->text, NULL);
}

bool
bg_pyv_compare(const struct bg_py_value *a, const struct bg_py_value *b, int *order)
{
	size_t n = a->n < b->n ? a->n : b->n;
	double x, y;

	if (a->kind == b->kind && (a->kind == BG_PYV_STR || a->kind == BG_PYV_BYTES)) {
		*order = memcmp(a->text, b->text, n);
		if (!*order)
			*order = (a->n > b->n) - (a->n < b->n);
		return true;
	}
	if (!is_number(a) || !is_number(b))
		return false;
	if (a->fits && b->fits) {
		*order = (a->number > b->number) - (a->number < b->number);
		return true;
	}
	if ((a->kind == BG_PYV_INT && !a->fits) || (b->kind == BG_PYV_INT && !b->fits))
		return false;
	x = as_double(a);
	y = as_double(b);
	*order = (x > y) - (x < y);
	return true;
}

static bool
equal_parts(const struct bg_py_value *a, const struct bg_py_value *b)
{
	bool sets = a->kind == BG_PYV_SET || a->kind == BG_PYV_FROZENSET;
	size_t at;

	if (a->nv != b->nv || a->open || b->open)
		return false;
	for (size_t i = 0; i < a->nv; i++) {
		at = sets || a->kind == BG_PYV_DICT ? bg_pyv_find(b, a->v[i]) : i;
		if (at == SIZE_MAX || !bg_pyv_equal(a->v[i], b->v[at]))
			return false;
		if (a->kind == BG_PYV_DICT && !bg_pyv_equal(a->w[i], b->w[at]))
			return false;
	}
	return true;
}

bool
bg_pyv_equal(const struct bg_py_value *a, const struct bg_py_value *b)
{
	int order;

	if (bg_pyv_compare(a, b, &order))
		return order == 0;
	if (a->kind != b->kind || a->kind == BG_PYV_UNKNOWN || a->kind == BG_PYV_CHOICE)
		return false;
	if (bg_pyv_is_container(a))
		return a == b ? !a->open : equal_parts(a, b);
	if (a->kind == BG_PYV_NONE || a->kind == BG_PYV_ELLIPSIS)
		return true;
	if (a->kind == BG_PYV_MEMBER)
		return a->node == b->node && strcmp(a->text, b->text) == 0;
	if (a->kind == BG_PYV_FUNCTION || a->kind == BG_PYV_CLASS || a->kind == BG_PYV_MODULE)
		return a->unit == b->unit && a->node == b->node;
	return strcmp(a->text, b->text) == 0;
}

bool
bg_pyv_is_str(const struct bg_py_value *value, const char *text)
{
	return value->kind == BG_PYV_STR && value->n == strlen(text) &&
	       memcmp(value->text, text, value->n) == 0;
}

int
bg_pyv_truth(const struct bg_py_value *value)
{
	switch ((int)value->kind) {
	case BG_PYV_NONE:
		return 0;
	case BG_PYV_BOOL:
		return value->number != 0;
	case BG_PYV_INT:
		return value->fits ? value->number != 0 : -1;
	case BG_PYV_FLOAT:
		return as_double(value) < 0 || as_double(value) > 0;
	case BG_PYV_STR:
	case BG_PYV_BYTES:
		return value->n > 0;
	case BG_PYV_LIST:
	case BG_PYV_TUPLE:
	case BG_PYV_SET:
	case BG_PYV_FROZENSET:
	case BG_PYV_DICT:
		return value->nv > 0 ? 1 : value->open ? -1 : 0;
	case BG_PYV_ELLIPSIS:
	case BG_PYV_FUNCTION:
	case BG_PYV_CLASS:
	case BG_PYV_MODULE:
		return 1;
	default:
		return -1;
	}
}

size_t
bg_pyv_find(const struct bg_py_value *many, const struct bg_py_value *value)
{
	for (size_t i = 0; i < many->nv; i++)
		if (bg_pyv_equal(many->v[i], value))
			return i;
	return SIZE_MAX;
}
