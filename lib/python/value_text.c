/* SPDX-License-Identifier: MIT */
/* Values as one line of text, for reasons, dumps and tests. */
#include <stdlib.h>

#include "base/buf.h"
#include "python/module.h"
#include "python/value.h"

static void
put_quoted(struct bg_buf *buf, const struct bg_py_value *value, size_t max)
{
	bg_buf_putc(buf, '\'');
	for (size_t i = 0; i < value->n && buf->n < max; i++) {
		unsigned char c = (unsigned char)value->text[i];

		if (c < '!' || c > '~' || c == '\'' || c == '\\')
			bg_buf_printf(buf, "\\x%02x", c);
		else
			bg_buf_putc(buf, (char)c);
	}
	bg_buf_putc(buf, '\'');
}

#define BRIEF 60

/* Writes until there are max bytes, or a little more. */
static void put(struct bg_buf *buf, const struct bg_py_value *value, size_t max);

static void
put_many(struct bg_buf *buf, const struct bg_py_value *value, const char *ends, size_t max)
{
	bg_buf_putc(buf, ends[0]);
	for (size_t i = 0; i < value->nv && buf->n < max; i++) {
		if (i)
			bg_buf_puts(buf, ", ");
		put(buf, value->v[i], max);
		if (value->kind == BG_PYV_DICT) {
			bg_buf_puts(buf, ": ");
			put(buf, value->w[i], max);
		}
	}
	if (value->open)
		bg_buf_puts(buf, value->nv ? ", …" : "…");
	bg_buf_putc(buf, ends[1]);
}

static void
put_choice(struct bg_buf *buf, const struct bg_py_value *value, size_t max)
{
	for (size_t i = 0; i < value->nv && buf->n < max; i++) {
		if (i)
			bg_buf_puts(buf, " | ");
		put(buf, value->v[i], max);
	}
}

static const char *
name_of(const struct bg_py_value *value)
{
	if (value->kind == BG_PYV_MODULE)
		return value->unit ? value->unit->name : value->text;
	if (value->kind == BG_PYV_FUNCTION)
		return value->node->def->name;
	return value->node->cls->name;
}

static void
put_number(struct bg_buf *buf, const struct bg_py_value *value)
{
	char *end;
	double number;

	if (value->kind == BG_PYV_INT) {
		bg_buf_puts(buf, value->text);
		return;
	}
	number = strtod(value->text, &end);
	bg_buf_printf(buf, value->kind == BG_PYV_COMPLEX ? "%.17gj" : "%.17g", number);
}

/* What stands around the elements of a container, by kind; NULL: it is none. */
static const char *
ends_of(enum bg_pyv kind)
{
	switch ((int)kind) {
	case BG_PYV_LIST:
		return "[]";
	case BG_PYV_TUPLE:
		return "()";
	case BG_PYV_SET:
	case BG_PYV_FROZENSET:
	case BG_PYV_DICT:
		return "{}";
	default:
		return NULL;
	}
}

/* What has a name, or one name out of few. */
static void
put_named(struct bg_buf *buf, const struct bg_py_value *value)
{
	switch ((int)value->kind) {
	case BG_PYV_NONE:
		bg_buf_puts(buf, "None");
		break;
	case BG_PYV_BOOL:
		bg_buf_puts(buf, value->number ? "True" : "False");
		break;
	case BG_PYV_ELLIPSIS:
		bg_buf_puts(buf, "Ellipsis");
		break;
	case BG_PYV_FUNCTION:
		bg_buf_printf(buf, "<function %s>", name_of(value));
		break;
	case BG_PYV_CLASS:
		bg_buf_printf(buf, "<class %s>", name_of(value));
		break;
	case BG_PYV_MODULE:
		bg_buf_printf(buf, "<module %s>", name_of(value));
		break;
	case BG_PYV_EXTERNAL:
		bg_buf_printf(buf, "<external %s>", value->text);
		break;
	default:
		bg_buf_printf(buf, "?%s", value->text);
		break;
	}
}

static void
put(struct bg_buf *buf, const struct bg_py_value *value, size_t max)
{
	const char *ends = ends_of(value->kind);

	if (buf->n >= max)
		return;
	if (value->kind == BG_PYV_BYTES)
		bg_buf_putc(buf, 'b');
	if (value->kind == BG_PYV_FROZENSET)
		bg_buf_puts(buf, "frozenset");
	if (ends) {
		put_many(buf, value, ends, max);
		return;
	}
	switch ((int)value->kind) {
	case BG_PYV_INT:
	case BG_PYV_FLOAT:
	case BG_PYV_COMPLEX:
		put_number(buf, value);
		break;
	case BG_PYV_BYTES:
	case BG_PYV_STR:
		put_quoted(buf, value, max);
		break;
	case BG_PYV_MEMBER:
		bg_buf_printf(buf, "%s.%s=", value->node->cls->name, value->text);
		put(buf, value->v[0], max);
		break;
	case BG_PYV_CHOICE:
		put_choice(buf, value, max);
		break;
	default:
		put_named(buf, value);
		break;
	}
}

const char *
bg_pyv_text(struct bg_arena *arena, const struct bg_py_value *value)
{
	struct bg_buf buf = {.arena = arena};

	put(&buf, value, SIZE_MAX);
	return bg_buf_str(&buf);
}

const char *
bg_pyv_brief(struct bg_arena *arena, const struct bg_py_value *value)
{
	struct bg_buf buf = {.arena = arena};

	put(&buf, value, BRIEF);
	return buf.n < BRIEF ? bg_buf_str(&buf) : bg_strf(arena, "%s…", bg_buf_str(&buf));
}
