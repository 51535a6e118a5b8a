/* SPDX-License-Identifier: MIT */
/* Python source made to hurt: deep, long, endless, not text. Each one ends at once. */
#include "python/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "support/python.h"

#define MANY 100000
#define DEEP 2900 /* levels that CPython reads too */

struct shape {
	const char *head, *part, *tail;
	size_t times;
	int rc;
	const char *says; /* in the failure's text; NULL: nothing to be said */
};

static const struct shape shapes[] = {
	{"", "(", "", MANY, -1, "brackets"},
	{"", "[", "", MANY, -1, "brackets"},
	{"", "{", "", MANY, -1, "brackets"},
	{"", "f(", "", MANY, -1, "brackets"},
	{"x = ", "{1:", "", MANY, -1, "brackets"},
	{"a", ".b", "\n", MANY, -1, "levels"},
	{"a", "()", "\n", MANY, -1, "levels"},
	{"a", "[0]", "\n", MANY, -1, "levels"},
	{"1", "+1", "\n", MANY, -1, "levels"},
	{"2", "**2", "\n", MANY, -1, "levels"},
	{"", "not ", "a\n", MANY, -1, "levels"},
	{"", "-", "a\n", MANY, -1, "levels"},
	{"", "lambda:", "a\n", MANY, -1, "levels"},
	{"", "a if b else ", "c\n", MANY, -1, "levels"},
	{"", "not ", "a\n", DEEP, 0, NULL},
	{"", "-", "a\n", DEEP, 0, NULL},
	{"2", "**2", "\n", DEEP, 0, NULL},
	{"", "lambda:", "a\n", DEEP, 0, NULL},
	{"", "a if b else ", "c\n", DEEP, 0, NULL},
	{"if a: b\n", "elif a: b\n", "", DEEP, 0, NULL},
	{"a", "<b", "\n", MANY, 0, NULL},
	{"a", " or b", "\n", MANY, 0, NULL},
	{"x = [", "1,", "]\n", MANY, 0, NULL},
	{"", "a = ", "1\n", MANY, 0, NULL},
	{"if a: b\n", "elif a: b\n", "", MANY, -1, "elifs"},
	{"x = '", "a", "", MANY, -1, "closed"},
	{"x = '''", "a\n", "", MANY, -1, "closed"},
	{"x = f'''", "a\n", "", MANY, -1, "closed"},
	{"x = ", "f'{", "", MANY, -1, "inside of each other"},
	{"x = f'{a:", "{b:", "", MANY, -1, "inside of each other"},
	{"x = ", "'a' ", "\n", MANY, 0, NULL},
	{"x = ", "f'{a}' ", "\n", MANY, 0, NULL},
	{"", "\\\n", "", MANY, -1, "backslash"},
	{"", "@a\n", "def f(): pass\n", MANY, 0, NULL},
	{"", "\t", "a\n", MANY, -1, "expression"},
	{"x = ", "9", "\n", MANY, -1, "digits"},
	{"x = 0x", "f", "\n", MANY, 0, NULL},
	{"from ", ".", " import a\n", MANY, 0, NULL},
	{"match a:\n case ", "b|", "c: pass\n", MANY, 0, NULL},
	{"match a:\n case ", "[", "c: pass\n", MANY, -1, "brackets"},
	{"match a:\n case b", ".c", ": pass\n", MANY, -1, "levels"},
	{"", "match (\n", "", MANY, -1, "brackets"},
	{"", "with (a as b, ", "", MANY, -1, "expected"},
	{"with ", "a, ", "b: pass\n", MANY, 0, NULL},
	{"def f(", "a, ", "b): pass\n", MANY, 0, NULL},
	{"", "async ", "\n", MANY, -1, "expected"},
	{"", "await ", "a\n", MANY, -1, "expected"},
	{"x = ", "yield ", "\n", MANY, -1, "expected"},
	{"", "*", "a\n", MANY, -1, "expected"},
	{"", ")", "", MANY, -1, "unmatched"},
	{"", "\xff", "", MANY, -1, "UTF-8"},
};

/* 1 when a shape does not end as it should. */
static size_t
run(const struct shape *shape, enum bg_py_mode mode)
{
	size_t wrong = 0;
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf text = {.arena = arena};
	struct python_case c;
	clock_t from;

	bg_buf_puts(&text, shape->head);
	for (size_t i = 0; i < shape->times; i++)
		bg_buf_puts(&text, shape->part);
	bg_buf_puts(&text, shape->tail);
	from = clock();
	python_parse(&c, bg_buf_str(&text), text.n, mode);
	wrong += clock() - from >= CLOCKS_PER_SEC;
	if (c.rc != shape->rc || (shape->says && !strstr(c.err.text, shape->says))) {
		print_error("'%s%s...': %d: %s\n", shape->head, shape->part, c.rc, c.err.text);
		wrong++;
	}
	wrong += c.rc && !(c.err.line > 0 && c.err.column > 0);
	python_free(&c);
	bg_arena_free(arena);
	return wrong;
}

static void
hostile_shapes_end_at_once(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		wrong += run(&shapes[i], BG_PY_WHOLE);
	assert_int_equal(wrong, 0);
}

static void
hostile_bodies_end_at_once(void **state)
{
	static const struct shape bodies[] = {
		{"def f():\n ", "(", "", MANY, -1, "closed"},
		{"def f():\n ", "f'{", "", MANY, -1, "inside of each other"},
		{"def f():\n ", "f'{{", "", MANY, -1, "closed"},
		{"def f():\n '''", "\n", "", MANY, -1, "closed"},
		{"def f():\n a", "\n", "", MANY, 0, NULL},
		{"def f():\n ", "'a'", "", MANY, 0, NULL},
	};
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		wrong += run(&bodies[i], BG_PY_OUTLINE);
	assert_int_equal(wrong, 0);
}

static void
deep_indentation_ends_at_the_limit(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf text = {.arena = arena};
	struct python_case c;

	(void)state;
	for (int depth = 0; depth < 2000; depth++)
		bg_buf_printf(&text, "%*sif a:\n", depth, "");
	python_parse_text(&c, bg_buf_str(&text));
	assert_int_equal(c.rc, -1);
	assert_non_null(strstr(c.err.text, "indentation"));
	assert_int_equal(c.err.line, BG_PY_INDENTS + 1);
	python_free(&c);
	bg_arena_free(arena);
}

static void
nodes_are_limited(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_blob blob = {
		.path = "a.py", .bytes = "[1, 2, 3, 4, 5]\n", .n = 16, .id = "0"};
	struct bg_py_module module;
	struct bg_limits limits;
	struct bg_err err = {0};

	(void)state;
	bg_limits_init(&limits);
	limits.v[BG_LIMIT_NODES] = 5;
	assert_int_equal(bg_py_parse(&module, arena, &limits, &blob, BG_PY_WHOLE, &err), -1);
	assert_int_equal(err.code, BG_ELIMIT);
	bg_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_shapes_end_at_once),
		cmocka_unit_test(hostile_bodies_end_at_once),
		cmocka_unit_test(deep_indentation_ends_at_the_limit),
		cmocka_unit_test(nodes_are_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
