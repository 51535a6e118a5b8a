/* SPDX-License-Identifier: MIT */
/* Values as the source that one would write for them. */
#include <stdlib.h>

#include "python/typist.h"

/* The shortest digits that read back as the same number. */
static void
put_float(struct bg_buf *buf, const char *text)
{
	double number = strtod(text, NULL);
	char *digits = NULL;

	for (int n = 15; n <= 17; n++) {
		digits = bg_strf(buf->arena, "%.*g", n, number);
		if (strtod(digits, NULL) >= number && strtod(digits, NULL) <= number)
			break;
	}
	bg_buf_puts(buf, digits);
	if (digits[strspn(digits, "-0123456789")] == '\0')
		bg_buf_puts(buf, ".0");
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Elements; those of a set in the order of their texts. */
static void
put_many(struct bg_buf *buf, const struct bg_py_value *v, const char *ends)
{
	const char **texts = bg_calloc(buf->arena, v->nv + 1, sizeof(*texts));
	struct bg_buf one;

	for (size_t i = 0; i < v->nv; i++) {
		one = (struct bg_buf){.arena = buf->arena};
		bg_typist_put_value(&one, v->v[i]);
		if (v->kind == BG_PYV_DICT) {
			bg_buf_puts(&one, ": ");
			bg_typist_put_value(&one, v->w[i]);
		}
		texts[i] = bg_buf_str(&one);
	}
	if (v->nv && (v->kind == BG_PYV_SET || v->kind == BG_PYV_FROZENSET))
		qsort(texts, v->nv, sizeof(*texts), compare);
	bg_buf_putc(buf, ends[0]);
	for (size_t i = 0; i < v->nv && buf->n < BG_TYPIST_BYTES; i++)
		bg_buf_printf(buf, "%s%s", i ? ", " : "", texts[i]);
	bg_buf_puts(buf, v->kind == BG_PYV_TUPLE && v->nv == 1 ? "," : "");
	bg_buf_putc(buf, ends[1]);
}

static void
put_choice(struct bg_buf *buf, const struct bg_py_value *v)
{
	for (size_t i = 0; i < v->nv; i++) {
		bg_buf_puts(buf, i ? " or " : "");
		bg_typist_put_value(buf, v->v[i]);
	}
}

static void
put_object(struct bg_buf *buf, const struct bg_py_value *v)
{
	if (v->kind == BG_PYV_MEMBER)
		bg_buf_printf(buf, "%s.%s", v->node->cls->name, v->text);
	else if (v->kind == BG_PYV_FUNCTION)
		bg_buf_puts(buf, v->node->def->name);
	else if (v->kind == BG_PYV_CLASS)
		bg_buf_puts(buf, v->node->cls->name);
	else if (v->kind == BG_PYV_MODULE)
		bg_buf_puts(buf, v->unit ? v->unit->name : v->text);
	else
		bg_buf_puts(buf, bg_typist_known(v->text));
}

void
bg_typist_put_value(struct bg_buf *buf, const struct bg_py_value *v)
{
	switch ((int)v->kind) {
	case BG_PYV_NONE:
		bg_buf_puts(buf, "None");
		break;
	case BG_PYV_BOOL:
		bg_buf_puts(buf, v->number ? "True" : "False");
		break;
	case BG_PYV_ELLIPSIS:
		bg_buf_puts(buf, "...");
		break;
	case BG_PYV_INT:
		bg_buf_puts(buf, v->text);
		break;
	case BG_PYV_FLOAT:
	case BG_PYV_COMPLEX:
		put_float(buf, v->text);
		bg_buf_puts(buf, v->kind == BG_PYV_COMPLEX ? "j" : "");
		break;
	case BG_PYV_BYTES:
	case BG_PYV_STR:
		bg_buf_puts(buf, v->kind == BG_PYV_BYTES ? "b" : "");
		bg_buf_puts(buf, bg_py_quoted(buf->arena, v->text, v->n));
		break;
	case BG_PYV_LIST:
		put_many(buf, v, "[]");
		break;
	case BG_PYV_TUPLE:
		put_many(buf, v, "()");
		break;
	case BG_PYV_FROZENSET:
		bg_buf_puts(buf, "frozenset");
		put_many(buf, v, "()");
		break;
	case BG_PYV_SET:
	case BG_PYV_DICT:
		bg_buf_puts(buf, v->kind == BG_PYV_SET && !v->nv ? "set" : "");
		put_many(buf, v, v->kind == BG_PYV_SET && !v->nv ? "()" : "{}");
		break;
	case BG_PYV_CHOICE:
		put_choice(buf, v);
		break;
	default:
		put_object(buf, v);
		break;
	}
}
