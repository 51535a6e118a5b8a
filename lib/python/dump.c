/* SPDX-License-Identifier: MIT */
/* A tree as canonical text. */
#include "python/dump.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "python/fields.h"

struct dump {
	struct bg_buf *out;
	struct bg_py_module *module;
	struct bg_arena *arena;
	enum bg_py_places places;
	bool named; /* inside of a string whose source has a \N{…} */
};

static void dump_node(struct dump *dump, const struct bg_py_node *node, const char *field,
                      unsigned depth, bool places);

/* A text in single quotes: printable ASCII as it is, the rest as \xNN for each byte. */
static void
put_text(struct bg_buf *out, const char *s, size_t n)
{
	bg_buf_putc(out, '\'');
	for (size_t i = 0; i < n; i++) {
		if (s[i] >= ' ' && s[i] <= '~' && s[i] != '\'' && s[i] != '\\')
			bg_buf_putc(out, s[i]);
		else
			bg_buf_printf(out, "\\x%02x", (unsigned)(unsigned char)s[i]);
	}
	bg_buf_putc(out, '\'');
}

/* digits = digits * base + digit, digits in base 16 with the lowest first. */
static size_t
multiply(uint8_t *digits, size_t n, unsigned base, unsigned digit)
{
	unsigned carry = digit;

	for (size_t i = 0; i < n; i++) {
		carry += digits[i] * base;
		digits[i] = carry & 15;
		carry >>= 4;
	}
	for (; carry; carry >>= 4)
		digits[n++] = carry & 15;
	return n;
}

/* Any integer as hexadecimal without leading zeros. */
static void
put_int(struct dump *dump, const char *s, size_t n)
{
	char kind = n > 1 && s[0] == '0' ? (char)(s[1] | 32) : '\0';
	unsigned base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
	uint8_t *digits = bg_alloc(dump->arena, n + 2);
	size_t count = 0;
	unsigned digit;

	for (size_t i = base == 10 ? 0 : 2; i < n; i++) {
		if (s[i] == '_')
			continue;
		digit = s[i] <= '9' ? (unsigned)(s[i] - '0')
		                    : (unsigned)((s[i] | 32) - 'a' + 10);
		count = multiply(digits, count, base, digit);
	}
	bg_buf_puts(dump->out, "int 0x");
	if (!count)
		bg_buf_putc(dump->out, '0');
	while (count)
		bg_buf_putc(dump->out, "0123456789abcdef"[digits[--count]]);
}

static void
put_float(struct dump *dump, const char *s, size_t n)
{
	struct bg_buf plain = {.arena = dump->arena};

	for (size_t i = 0; i < n; i++)
		if (s[i] != '_' && (s[i] | 32) != 'j')
			bg_buf_putc(&plain, s[i]);
	bg_buf_printf(dump->out, "%.17g", strtod(bg_buf_str(&plain), NULL));
}

/*
 * Whether the source of a string has a \N{…}, raw or not: its value is not compared. In a
 * string with fields that holds for all constants, as old CPythons have but one place.
 */
static bool
is_named(struct dump *dump, const struct bg_py_node *node)
{
	size_t n;
	const char *s = bg_py_source(dump->module, node, &n);

	for (; n > 2; s++, n--)
		if (memcmp(s, "\\N{", 3) == 0)
			return true;
	return false;
}

static void
put_const(struct dump *dump, const struct bg_py_node *node)
{
	static const char *const words[] = {"None", "True", "False", "Ellipsis"};
	const char *s = node->constant.text;
	size_t n = node->constant.n;

	switch ((enum bg_py_const)node->op) {
	case BG_PY_NONE:
	case BG_PY_TRUE:
	case BG_PY_FALSE:
	case BG_PY_ELLIPSIS:
		bg_buf_puts(dump->out, words[node->op]);
		break;
	case BG_PY_INT:
		put_int(dump, s, n);
		break;
	case BG_PY_FLOAT:
		bg_buf_puts(dump->out, "float ");
		put_float(dump, s, n);
		break;
	case BG_PY_IMAGINARY:
		bg_buf_puts(dump->out, "imaginary ");
		put_float(dump, s, n);
		break;
	case BG_PY_NAMED:
		bg_buf_puts(dump->out, "str named");
		break;
	case BG_PY_STR:
	case BG_PY_USTR:
	case BG_PY_BYTES:
		if (node->op != BG_PY_BYTES && (dump->named || is_named(dump, node))) {
			bg_buf_puts(dump->out, "str named");
			break;
		}
		bg_buf_puts(dump->out, node->op == BG_PY_BYTES  ? "bytes "
		                       : node->op == BG_PY_USTR ? "ustr "
		                                                : "str ");
		put_text(dump->out, s, n);
		break;
	}
}

static void
put_plain(struct dump *dump, const struct bg_py_node *node, const struct bg_py_field *field)
{
	const void *at = bg_py_field_of(node, field);
	const char *name;
	const struct bg_py_names *names;
	unsigned value;

	switch ((enum bg_py_field_kind)field->kind) {
	case BG_FIELD_NAME:
		name = *(const char *const *)at;
		if (name)
			put_text(dump->out, name, strlen(name));
		else
			bg_buf_puts(dump->out, "None");
		break;
	case BG_FIELD_NAMES:
		names = *(const struct bg_py_names *const *)at;
		for (size_t i = 0; i < names->n; i++)
			bg_buf_printf(dump->out, "%s%s", i ? "," : "", names->v[i]);
		break;
	case BG_FIELD_OP:
		bg_buf_puts(dump->out, bg_py_op_word(node->op));
		break;
	case BG_FIELD_OPS:
		for (size_t i = 0; i < node->compare.comparators->n; i++)
			bg_buf_printf(dump->out, "%s%s", i ? "," : "",
			              bg_py_op_word(node->compare.ops[i]));
		break;
	case BG_FIELD_CONST:
		put_const(dump, node);
		break;
	case BG_FIELD_INT:
		value = node->type == BG_PY_IMPORT_FROM ? node->import.level : node->op;
		bg_buf_printf(dump->out, "%u", value);
		break;
	case BG_FIELD_NODE:
	case BG_FIELD_LIST:
		break;
	}
}

static bool
is_plain(const struct bg_py_field *field)
{
	return field->kind != BG_FIELD_NODE && field->kind != BG_FIELD_LIST;
}

static void
put_head(struct dump *dump, const char *field, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		bg_buf_putc(dump->out, ' ');
	bg_buf_printf(dump->out, "%s=", field);
}

static void
dump_list(struct dump *dump, const struct bg_py_list *list, const char *field, unsigned depth,
          bool places)
{
	put_head(dump, field, depth);
	bg_buf_printf(dump->out, "[%u]\n", (unsigned)list->n);
	for (uint32_t i = 0; i < list->n; i++)
		dump_node(dump, list->v[i], "", depth + 1, places);
}

static void
dump_node(struct dump *dump, const struct bg_py_node *node, const char *field, unsigned depth,
          bool places)
{
	const struct bg_py_field *f;
	uint32_t line, column;
	const bool named = dump->named;

	put_head(dump, field, depth);
	bg_buf_puts(dump->out, node ? bg_py_type_word(node->type) : "None");
	if (node && node->line && places) {
		bg_py_place(dump->module, node->end, &line, &column);
		bg_buf_printf(dump->out, " %u:%u-%u:%u", (unsigned)node->line,
		              (unsigned)node->column, (unsigned)line, (unsigned)column);
	}
	for (size_t i = 0; node && (f = bg_py_field(node->type, i)) != NULL; i++)
		if (is_plain(f)) {
			bg_buf_printf(dump->out, " %s=", f->name);
			put_plain(dump, node, f);
		}
	bg_buf_putc(dump->out, '\n');
	if (!node)
		return;
	if (node->type == BG_PY_JOINED_STR || node->type == BG_PY_TEMPLATE_STR) {
		places = places && dump->places == BG_PY_ALL_PLACES;
		dump->named = named || is_named(dump, node);
	}
	for (size_t i = 0; (f = bg_py_field(node->type, i)) != NULL; i++) {
		const void *at = bg_py_field_of(node, f);

		if (f->kind == BG_FIELD_LIST)
			dump_list(dump, *(const struct bg_py_list *const *)at, f->name,
			          depth + 1, places);
		else if (f->kind == BG_FIELD_NODE)
			dump_node(dump, *(struct bg_py_node *const *)at, f->name, depth + 1,
			          places);
	}
	dump->named = named;
}

void
bg_py_dump(struct bg_buf *out, struct bg_py_module *module, struct bg_arena *arena,
           enum bg_py_places places)
{
	struct dump dump = {out, module, arena, places, false};

	dump_node(&dump, module->node, "module", 0, places != BG_PY_NO_PLACES);
}
