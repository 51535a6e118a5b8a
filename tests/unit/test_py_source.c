/* SPDX-License-Identifier: MIT */
/*
 * A property: constants and signatures written as source again give the same tree. Held
 * for every such expression and function of the fixtures.
 */
#include "python/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "support/python.h"

static bool put(struct bg_buf *out, const struct bg_py_node *node);

static const char *const signs[] = {
	"and", "or", "+",  "-", "*",  "@",  "/",      "%",  "**",     "<<",
	">>",  "|",  "^",  "&", "//", "~",  "not ",   "+",  "-",      "==",
	"!=",  "<",  "<=", ">", ">=", "is", "is not", "in", "not in",
};

static void
put_string(struct bg_buf *out, const struct bg_py_node *node)
{
	const char *s = node->constant.text, *end = s + node->constant.n;
	size_t n;

	bg_buf_puts(out, node->op == BG_PY_BYTES ? "b'" : node->op == BG_PY_USTR ? "u'" : "'");
	for (; s < end; s += n) {
		n = 1;
		if (*s < ' ' && *s >= 0) {
			bg_buf_printf(out, "\\x%02x", (unsigned)*s);
		} else if (*s == '\'' || *s == '\\') {
			bg_buf_printf(out, "\\%c", *s);
		} else if (!(*s & 0x80)) {
			bg_buf_putc(out, *s);
		} else if (node->op == BG_PY_BYTES) {
			bg_buf_printf(out, "\\x%02x", (unsigned)(unsigned char)*s);
		} else if ((n = bg_utf8_length(s, (size_t)(end - s))) != 0) {
			bg_buf_add(out, s, n);
		} else {
			n = 3; /* a lone surrogate */
			bg_buf_printf(out, "\\u%04x",
			              0xD000u | ((unsigned char)s[1] & 0x3Fu) << 6 |
			                      ((unsigned char)s[2] & 0x3Fu));
		}
	}
	bg_buf_putc(out, '\'');
}

static bool
put_constant(struct bg_buf *out, const struct bg_py_node *node)
{
	static const char *const words[] = {"None", "True", "False", "..."};

	if (node->op == BG_PY_NAMED)
		return false;
	if (node->op <= BG_PY_ELLIPSIS)
		bg_buf_puts(out, words[node->op]);
	else if (node->op <= BG_PY_IMAGINARY)
		bg_buf_add(out, node->constant.text, node->constant.n);
	else
		put_string(out, node);
	return true;
}

/* Items with commas between and behind them. */
static bool
put_list(struct bg_buf *out, const char *open, const struct bg_py_list *list, const char *close)
{
	bg_buf_puts(out, open);
	for (uint32_t i = 0; i < list->n; i++) {
		if (!put(out, list->v[i]))
			return false;
		bg_buf_puts(out, ", ");
	}
	bg_buf_puts(out, close);
	return true;
}

static bool
put_dict(struct bg_buf *out, const struct bg_py_node *node)
{
	bg_buf_putc(out, '{');
	for (uint32_t i = 0; i < node->dict.keys->n; i++) {
		if (!node->dict.keys->v[i])
			bg_buf_puts(out, "**");
		else if (!put(out, node->dict.keys->v[i]))
			return false;
		else
			bg_buf_puts(out, ": ");
		if (!put(out, node->dict.values->v[i]))
			return false;
		bg_buf_puts(out, ", ");
	}
	bg_buf_putc(out, '}');
	return true;
}

static bool
put_operators(struct bg_buf *out, const struct bg_py_list *list, const uint8_t *ops, uint8_t op)
{
	for (uint32_t i = 0; i < list->n; i++) {
		if (ops || i)
			bg_buf_printf(out, " %s ", signs[ops ? ops[i] : op]);
		if (!put(out, list->v[i]))
			return false;
	}
	return true;
}

static bool
put_call(struct bg_buf *out, const struct bg_py_node *node)
{
	struct bg_py_node *keyword;

	bg_buf_putc(out, '(');
	if (!put(out, node->call.func) || !put_list(out, ")(", node->call.args, ""))
		return false;
	for (uint32_t i = 0; i < node->call.keywords->n; i++) {
		keyword = node->call.keywords->v[i];
		bg_buf_printf(out, "%s%s", keyword->keyword.name ? keyword->keyword.name : "**",
		              keyword->keyword.name ? "=" : "");
		if (!put(out, keyword->keyword.value))
			return false;
		bg_buf_puts(out, ", ");
	}
	bg_buf_putc(out, ')');
	return true;
}

/* An operator's operands in one pair of parentheses. */
static bool
put_operator(struct bg_buf *out, const struct bg_py_node *node)
{
	bool ok;

	bg_buf_putc(out, '(');
	if (node->type == BG_PY_BIN_OP) {
		ok = put(out, node->binary.left);
		bg_buf_printf(out, " %s ", signs[node->op]);
		ok = ok && put(out, node->binary.right);
	} else if (node->type == BG_PY_UNARY_OP) {
		bg_buf_puts(out, signs[node->op]);
		ok = put(out, node->unary.value);
	} else if (node->type == BG_PY_BOOL_OP) {
		ok = put_operators(out, node->items.v, NULL, node->op);
	} else {
		ok = put(out, node->compare.left) &&
		     put_operators(out, node->compare.comparators, node->compare.ops, 0);
	}
	bg_buf_putc(out, ')');
	return ok;
}

/* Writes an expression; false when it is not of the subset. */
static bool
put(struct bg_buf *out, const struct bg_py_node *node)
{
	switch (node->type) {
	case BG_PY_CONSTANT:
		return put_constant(out, node);
	case BG_PY_NAME:
		bg_buf_puts(out, node->name.id);
		return true;
	case BG_PY_TUPLE:
		return put_list(out, "(", node->items.v, ")");
	case BG_PY_LIST:
		return put_list(out, "[", node->items.v, "]");
	case BG_PY_SET:
		return put_list(out, "{", node->items.v, "}");
	case BG_PY_DICT:
		return put_dict(out, node);
	case BG_PY_CALL:
		return put_call(out, node);
	case BG_PY_BIN_OP:
	case BG_PY_UNARY_OP:
	case BG_PY_BOOL_OP:
	case BG_PY_COMPARE:
		return put_operator(out, node);
	case BG_PY_STARRED:
		bg_buf_putc(out, '*');
		return put(out, node->unary.value);
	case BG_PY_ATTRIBUTE:
		bg_buf_putc(out, '(');
		if (!put(out, node->attribute.value))
			return false;
		bg_buf_printf(out, ").%s", node->attribute.attr);
		return true;
	default:
		return false;
	}
}

static bool
put_arg(struct bg_buf *out, const char *star, const struct bg_py_node *arg,
        const struct bg_py_node *value)
{
	bg_buf_printf(out, "%s%s", star, arg->arg.name);
	if (arg->arg.annotation) {
		bg_buf_puts(out, ": ");
		if (!put(out, arg->arg.annotation))
			return false;
	}
	bg_buf_puts(out, value ? " = " : "");
	if (value && !put(out, value))
		return false;
	bg_buf_puts(out, ", ");
	return true;
}

static bool
put_args(struct bg_buf *out, const struct bg_py_arguments *a)
{
	uint32_t positional = a->posonlyargs->n + a->args->n;
	uint32_t first = positional - a->defaults->n;
	bool ok = true;

	for (uint32_t i = 0; i < positional && ok; i++) {
		ok = put_arg(out, "",
		             i < a->posonlyargs->n ? a->posonlyargs->v[i]
		                                   : a->args->v[i - a->posonlyargs->n],
		             i < first ? NULL : a->defaults->v[i - first]);
		if (i + 1 == a->posonlyargs->n)
			bg_buf_puts(out, "/, ");
	}
	if (a->vararg)
		ok = ok && put_arg(out, "*", a->vararg, NULL);
	else if (a->kwonlyargs->n)
		bg_buf_puts(out, "*, ");
	for (uint32_t i = 0; i < a->kwonlyargs->n && ok; i++)
		ok = put_arg(out, "", a->kwonlyargs->v[i], a->kw_defaults->v[i]);
	return ok && (!a->kwarg || put_arg(out, "**", a->kwarg, NULL));
}

/* A function with nothing but its signature. */
static bool
put_function(struct bg_buf *out, const struct bg_py_node *node)
{
	bg_buf_printf(out, "%sdef %s(", node->type == BG_PY_FUNCTION ? "" : "async ",
	              node->def->name);
	if (!put_args(out, node->def->args->arguments))
		return false;
	bg_buf_puts(out, ")");
	if (node->def->returns) {
		bg_buf_puts(out, " -> ");
		if (!put(out, node->def->returns))
			return false;
	}
	bg_buf_puts(out, ": pass\n");
	return true;
}

struct round {
	struct python_case *c;
	size_t held, broken;
};

/* The dump of a module of one expression or argument list, places left out. */
static const char *
dump_part(struct python_case *c, struct bg_py_node *node)
{
	struct bg_py_list *list = bg_alloc(c->arena, sizeof(*list) + sizeof(list->v[0]));
	struct bg_py_node top = {.type = BG_PY_MODULE};
	struct bg_py_module module = c->module;
	struct bg_buf out = {.arena = c->arena};

	list->n = 1;
	list->v[0] = node;
	top.module.body = list;
	module.node = &top;
	bg_py_dump(&out, &module, c->arena, BG_PY_NO_PLACES);
	return bg_buf_str(&out);
}

static void
check_part(struct round *round, struct bg_py_node *node, const char *source, bool function)
{
	struct python_case again;
	struct bg_py_node *back = NULL;

	python_parse_text(&again, source);
	if (!again.rc)
		back = again.module.node->module.body->v[0];
	if (back && function)
		back = back->def->args;
	else if (back)
		back = back->assign.value;
	if (back && strcmp(dump_part(round->c, function ? node->def->args : node),
	                   dump_part(&again, back)) == 0) {
		round->held++;
	} else {
		round->broken++;
		print_error("not the same tree: %s%s\n", source, again.err.text);
	}
	python_free(&again);
}

static int
check_node(const struct bg_py_child *child, void *data)
{
	struct round *round = data;
	struct bg_py_node *node = child->node;
	struct bg_buf out = {.arena = round->c->arena};

	if (node->type == BG_PY_FUNCTION || node->type == BG_PY_ASYNC_FUNCTION) {
		if (put_function(&out, node))
			check_part(round, node, bg_buf_str(&out), true);
	} else if (node->type >= BG_PY_BOOL_OP && node->type <= BG_PY_SLICE &&
	           node->type != BG_PY_STARRED) {
		bg_buf_puts(&out, "x = ");
		if (put(&out, node)) {
			bg_buf_putc(&out, '\n');
			check_part(round, node, bg_buf_str(&out), false);
		}
	}
	return bg_py_each(node, check_node, round);
}

static void
source_written_again_gives_the_same_tree(void **state)
{
	struct round round = {NULL, 0, 0};
	struct python_case c;
	glob_t found;

	(void)state;
	assert_int_equal(glob("fixtures/python/ok/*.py", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		python_parse_file(&c, found.gl_pathv[i], BG_PY_WHOLE);
		round.c = &c;
		bg_py_each(c.module.node, check_node, &round);
		python_free(&c);
	}
	globfree(&found);
	print_message("%zu expressions and signatures held\n", round.held);
	assert_true(round.held > 1000);
	assert_int_equal(round.broken, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(source_written_again_gives_the_same_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
