/* SPDX-License-Identifier: MIT */
/* Literals: constants as the parser leaves them. */
#include <stdlib.h>

#include "python/folder.h"

/* The digits without underscores and without a j behind them. */
static char *
plain_number(struct bg_arena *arena, const char *text, size_t n)
{
	char *copy = bg_alloc(arena, n + 1);
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (text[i] != '_' && text[i] != 'j' && text[i] != 'J')
			copy[k++] = text[i];
	return copy;
}

static int
digit_of(char c)
{
	c = bg_lower(c);
	return bg_is_digit(c) ? c - '0' : c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
}

static const struct bg_py_value *
fold_int(struct bg_arena *arena, const char *text, size_t n)
{
	const char *digits = plain_number(arena, text, n), *at = digits;
	int base = 10;
	int64_t number = 0;
	struct bg_py_value *value;

	if (at[0] == '0' && at[1]) {
		base = bg_lower(at[1]) == 'x'   ? 16
		       : bg_lower(at[1]) == 'o' ? 8
		       : bg_lower(at[1]) == 'b' ? 2
		                                : 10;
		at += base == 10 ? 0 : 2;
	}
	for (; *at && digit_of(*at) < base; at++)
		if (__builtin_mul_overflow(number, (int64_t)base, &number) ||
		    __builtin_add_overflow(number, (int64_t)digit_of(*at), &number))
			break;
	if (!*at)
		return bg_pyv_int(arena, number);
	value = bg_pyv_new(arena, BG_PYV_INT);
	value->text = digits;
	value->n = strlen(digits);
	return value;
}

static const struct bg_py_value *
fold_text(struct bg_arena *arena, enum bg_pyv kind, const char *text, size_t n)
{
	struct bg_py_value *value = bg_pyv_new(arena, kind);

	value->text = kind == BG_PYV_STR || kind == BG_PYV_BYTES ? bg_strndup(arena, text, n)
	                                                         : plain_number(arena, text, n);
	value->n = kind == BG_PYV_STR || kind == BG_PYV_BYTES ? n : strlen(value->text);
	return value;
}

const struct bg_py_value *
bg_py_fold_literal(struct bg_arena *arena, const struct bg_py_node *e)
{
	const char *text = e->constant.text;
	size_t n = e->constant.n;

	switch ((int)e->op) {
	case BG_PY_NONE:
		return bg_pyv_new(arena, BG_PYV_NONE);
	case BG_PY_TRUE:
		return bg_pyv_bool(arena, true);
	case BG_PY_FALSE:
		return bg_pyv_bool(arena, false);
	case BG_PY_ELLIPSIS:
		return bg_pyv_new(arena, BG_PYV_ELLIPSIS);
	case BG_PY_INT:
		return fold_int(arena, text, n);
	case BG_PY_FLOAT:
		return fold_text(arena, BG_PYV_FLOAT, text, n);
	case BG_PY_IMAGINARY:
		return fold_text(arena, BG_PYV_COMPLEX, text, n);
	case BG_PY_NAMED:
		return bg_pyv_unknown(arena, "a string with a named character");
	case BG_PY_BYTES:
		return fold_text(arena, BG_PYV_BYTES, text, n);
	default:
		return fold_text(arena, BG_PYV_STR, text, n);
	}
}
