/* SPDX-License-Identifier: MIT */
/* Folding: what is unknown stays, with its reason; work and size are bounded. */
#include "python/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "support/pypkg.h"

/* The value of X at the end of a module. */
static void
expect(const char *source, const char *value)
{
	struct pypkg pkg;
	const char *found;

	pypkg_init(&pkg);
	pypkg_add(&pkg, "m.py", source);
	pypkg_open(&pkg);
	found = pypkg_value(&pkg, "m", "X");
	if (strcmp(found, value) != 0)
		print_error("%s\n", source);
	assert_string_equal(found, value);
	pypkg_free(&pkg);
}

static void
unknown_elements_are_carried(void **state)
{
	(void)state;
	expect("X = ['a', f(), 'b']\n", "['a', ?'f' is not bound in this module, 'b', …]");
	expect("X = ['a'] + f()\n", "['a', …]");
	expect("X = f() + ['a']\n", "['a', …]");
	expect("X = [*f(), 'a']\n", "['a', …]");
	expect("X = ['a']\nX.extend(f())\nX.append('b')\n", "['a', 'b', …]");
	expect("X = {'a': 1, **f()}\n", "{'a': 1, …}");
	expect("X = ['a']\nchange(X)\n", "['a', …]");
	expect("X = ['a']\nX[0] = 'b'\n", "['a', …]");
	expect("X = ['a']\nX.remove('z')\n", "['a', …]");
	expect("X = ['a']\nfor x in f():\n    X.append(x)\n",
	       "['a', ?'f' is not bound in this module, …]");
	expect("X = ['a']\nwhile f():\n    X.append('b')\n", "['a', 'b', …]");
	expect("X = [x for x in ['a', f()] if x]\n",
	       "['a', ?'f' is not bound in this module, …]");
}

static void
branches_are_joined(void **state)
{
	(void)state;
	expect("if f():\n    X = 1\nelse:\n    X = 2\n", "1 | 2");
	expect("X = 1 if f() else 1\n", "1");
	expect("X = ['a']\nif f():\n    X += ['b']\n", "['a', 'b']");
	expect("try:\n    import a\n    X = 'a'\nexcept ImportError:\n    X = None\n",
	       "'a' | None");
	expect("try:\n    X = 1\nexcept E:\n    raise\n", "1");
	expect("X = ['a']\ntry:\n    w\nexcept E:\n    X += ['b']\nelse:\n    X += ['c']\n",
	       "['a', 'c', 'b']");
	expect("x = (1, 2)\nX = []\nfor x in x:\n    X.append(x)\n", "[1, 2]");
	expect("a = 1\na, X = 2, a\n", "1");
	expect("import contextlib\nwith contextlib.suppress(E):\n    X = 1\n", "1");
	expect("X = 0\nif f():\n    Y = X\n    X = 2\n    Y2 = X\nelse:\n    X = 3\n", "2 | 3");
	expect("A = 1\nif f():\n    A = 2\n    X = A\n", "2");
	expect("A = 1\nif f():\n    A = 2\nelse:\n    X = A\n", "1");
	expect("try:\n    A = 1\nexcept E:\n    A = 2\n    X = A\n", "2");
	expect("match f():\n    case 1:\n        X = 1\n    case _:\n        X = 2\n", "1 | 2");
	expect("for i in (1, 2, 3):\n    if i == 2:\n        break\n    X = i\n", "1");
	expect("X = []\nfor i in (1, 2):\n    if f():\n        break\n    X.append(i)\n",
	       "[1, 2, …]");
}

static void
conditional_elements_are_marked(void **state)
{
	struct pypkg pkg;
	struct bg_py_exports exports;

	(void)state;
	pypkg_init(&pkg);
	pypkg_add(&pkg, "m.py",
	          "import sys\n__all__ = ['a']\n"
	          "if sys.version_info >= (3, 9):\n    __all__ += ['b']\n");
	pypkg_open(&pkg);
	assert_int_equal(
		bg_py_exports(pkg.project, pypkg_module(&pkg, "m"), &exports, &pkg.err), 0);
	assert_int_equal(exports.n, 2);
	assert_false(exports.dynamic);
	assert_false(exports.v[0].conditional);
	assert_int_equal(exports.v[0].line, 2);
	assert_true(exports.v[1].conditional);
	assert_int_equal(exports.v[1].line, 4);
	pypkg_free(&pkg);
}

static void
functions_that_change_a_name_are_seen(void **state)
{
	(void)state;
	expect("X = ['a']\ndef f():\n    X.append('b')\n", "['a', …]");
	expect("X = ['a']\nclass C:\n    def f(self):\n        X.append('b')\n", "['a', …]");
	expect("X = ['a']\ndef f(X):\n    X.append('b')\n", "['a']");
	expect("X = ['a']\ndef f(self):\n    self.X.append('b')\n", "['a']");
	expect("X = ['a']\ndef f():\n    return X\n", "['a']");
	expect("X = {}\ndef f(k):\n    X[k] = 1\n", "{…}");
	expect("X = {}\ndef f(k):\n    return X[k] == 1\n", "{}");
	expect("Y = []\ndef add(x):\n    Y.append(x)\nadd(1)\nX = Y\nY = []\n", "[…]");
	expect("X = 1\ndef f():\n    X = []\n    X.append(1)\n", "1");
	expect("d = X = {}\nd['a'] = 1\n", "{…}");
	expect("X = []\nY = X\nY.append(1)\n", "[…]");
	expect("X = []\nY = X\n", "[]");
	expect("X = 1\ndef f():\n    global X\n    X = 2\n", "?the function f changes it");
}

static void
circles_end(void **state)
{
	(void)state;
	expect("X = X + 1\n", "?'X' is not bound in this module");
	expect("def f():\n    return X\nX = ['a', *X]\n", "['a', …]");
	expect("from m import X\n", "?'m' has no 'X'");
	expect("class A(B):\n    pass\nclass B(A):\n    pass\nX = A.attr\n",
	       "?'attr' of a class with the base ?'B' is not bound in this module");
}

static char *
repeat(struct bg_arena *arena, const char *head, const char *part, size_t n, const char *tail)
{
	struct bg_buf buf = {.arena = arena};

	bg_buf_puts(&buf, head);
	for (size_t i = 0; i < n; i++)
		bg_buf_puts(&buf, part);
	bg_buf_puts(&buf, tail);
	return bg_strdup(arena, bg_buf_str(&buf));
}

/* However it grows, what is below a value is bounded, and says that it is not all. */
static void
expect_bounded(const char *source)
{
	struct pypkg pkg;
	const struct bg_py_value *value;

	pypkg_init(&pkg);
	pypkg_add(&pkg, "m.py", source);
	pypkg_open(&pkg);
	assert_int_equal(
		bg_py_fold_name(pkg.project, pypkg_module(&pkg, "m"), "X", &value, &pkg.err),
		0);
	assert_in_range(value->size, 1, BG_PYV_SIZE);
	assert_in_range(value->height, 1, BG_PYV_HEIGHT);
	assert_true(value->open || value->kind == BG_PYV_UNKNOWN ||
	            value->kind == BG_PYV_CHOICE);
	pypkg_free(&pkg);
}

static void
growth_ends_as_unknown(void **state)
{
	struct bg_arena *arena = bg_arena_new();

	(void)state;
	expect("X = 'a' * 10 ** 12\n", "?the value is too large");
	expect("X = [0] * 1000000000\n", "?the value is too large");
	expect("X = 1 << 70\n", "?an operator on 1 and 70");
	expect("X = 9223372036854775807 + 1\n", "?an operator on 9223372036854775807 and 1");
	expect("X = -7 // 2, -7 % 2, 7 // -2, 7 // 1\n", "(-4, 1, -4, 7)");
	expect("X = 1 // 0\n", "?an operator on 1 and 0");
	expect(repeat(arena, "X = ['a']\n", "X = X + X\n", 60, ""),
	       "?there is too much to fold");
	expect_bounded(repeat(arena, "X = ['a']\n", "X = [X, X]\n", 60, ""));
	expect_bounded(repeat(arena, "X = ['a']\n", "X = [X]\n", 200, ""));
	expect_bounded(repeat(arena, "X = ['a']\n", "if f():\n    X = [X]\n", 200, ""));
	expect(repeat(arena, "X = ", "(", 150, repeat(arena, "1", ")", 150, "\n")), "1");
	expect(repeat(arena, "X = 1", " + 1", 900, "\n"), "?there is too much to fold");
	expect_bounded(repeat(arena, "X = {}\n", "X[len(X)] = 1\n", 5000, ""));
	expect("X = {}\nX['a'] = 1\nX['b'] = 2\nX['a'] = 3\n", "{'a': 3, 'b': 2}");
	expect_bounded("X = [a for a in range(4000) for b in range(4000)]\n");
	bg_arena_free(arena);
}

/* Each name asks for two before it: without a bound this would never end. */
static void
work_is_bounded(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf buf = {.arena = arena};
	struct pypkg pkg;

	(void)state;
	bg_buf_puts(&buf, "N0 = 1\nN0 = 2\n");
	for (int i = 1; i < 60; i++)
		bg_buf_printf(&buf, "N%d = N%d + N%d\nif N%d:\n    N%d = N%d + N%d\n", i, i - 1,
		              i - 1, i, i, i - 1, i - 1);
	pypkg_init(&pkg);
	pypkg_add(&pkg, "m.py", bg_buf_str(&buf));
	pypkg_open(&pkg);
	assert_non_null(pypkg_value(&pkg, "m", "N59"));
	assert_true(bg_arena_used(pkg.arena) < 256u << 20);
	pypkg_free(&pkg);
	bg_arena_free(arena);
}

/* What self, a parameter and a name of a function are, where an extractor asks. */
static void
functions_have_their_own_names(void **state)
{
	struct pypkg pkg;
	struct bg_py_where where;
	const struct bg_py_value *value;
	const struct bg_py_node *body;

	(void)state;
	pypkg_init(&pkg);
	pypkg_add(&pkg, "m.py",
	          "CHOICES = ['a', 'b']\nclass C:\n    names = ('n',)\n"
	          "    def f(self, given):\n        local = CHOICES + ['c']\n"
	          "        call(local, self.names, given)\n");
	pypkg_open(&pkg);
	where.unit = pypkg_module(&pkg, "m");
	where.cls = where.unit->file->node->module.body->v[1];
	where.function = where.cls->cls->body->v[1];
	assert_int_equal(bg_py_parse_body(where.unit->file, &pkg.limits,
	                                  where.cls->cls->body->v[1], &pkg.err),
	                 0);
	body = where.function->def->body->v[1]->unary.value;
	assert_int_equal(
		bg_py_fold(pkg.project, &where, body->call.args->v[0], &value, &pkg.err), 0);
	assert_string_equal(bg_pyv_text(pkg.arena, value), "['a', 'b', 'c']");
	assert_int_equal(
		bg_py_fold(pkg.project, &where, body->call.args->v[1], &value, &pkg.err), 0);
	assert_string_equal(bg_pyv_text(pkg.arena, value), "('n')");
	assert_int_equal(
		bg_py_fold(pkg.project, &where, body->call.args->v[2], &value, &pkg.err), 0);
	assert_string_equal(bg_pyv_text(pkg.arena, value), "?a parameter");
	assert_int_equal(value->line, 4);
	pypkg_free(&pkg);
}

/* What Python decides by truth, identity and order is decided likewise. */
static void
conditions_are_decided(void **state)
{
	(void)state;
	expect("X = 1 if 0.5 else 2\n", "1");
	expect("X = 1 if -0.5 else 2\n", "1");
	expect("X = 1 if 0.0 else 2\n", "2");
	expect("X = 1 if '' else 2\n", "2");
	expect("X = True is True\n", "True");
	expect("X = True is False\n", "False");
	expect("X = None is not None\n", "False");
	expect("X = ... is ...\n", "True");
	expect("X = 1 if 'a' is 'a' else 2\n", "1 | 2");
	expect("if f():\n    X = ['a']\nelse:\n    X = g()\n", "['a', …]");
	expect("if f():\n    X = g()\nelse:\n    X = ['a']\n", "['a', …]");
	expect("if f():\n    X = ['a']\nelse:\n    X = 1\n", "['a'] | 1");
}

static void
names_of_definitions_are_known(void **state)
{
	(void)state;
	expect("class C:\n    pass\nX = C.__name__\n", "'C'");
	expect("class C:\n    __name__ = 'other'\nX = C.__name__\n", "'other'");
	expect("def f():\n    pass\nX = f.__name__\n", "'f'");
	expect("class C:\n    a = 1\n    a = 2\nX = C.a\n", "2");
	expect("class B:\n    a = 1\nclass C(B):\n    pass\nX = C.a\n", "1");
}

static void
loops_see_the_names_of_their_round(void **state)
{
	(void)state;
	expect("X = []\nfor i in (1, 2):\n    for j in (3, 4):\n        X.append(i * 10 + j)\n",
	       "[13, 14, 23, 24]");
	expect("a = (1, 2)\nX = []\nfor i in a:\n    for j in a:\n        X.append(j)\n"
	       "    a = (i,)\n",
	       "[?'a' is bound again in a loop, ?'a' is bound again in a loop, "
	       "?'a' is bound again in a loop, …]");
	expect("b = 5\nX = []\nfor i in (1, 2):\n    X.append(b)\n    b = i\n",
	       "[?'b' is bound again in a loop, ?'b' is bound again in a loop, …]");
	expect("b = 5\nX = []\nfor i in (1, 2):\n    b = i\n    X.append(b)\n", "[1, 2]");
	expect("b = 5\nX = []\nwhile f():\n    X.append(b)\n    b = 6\n",
	       "[?'b' is bound again in a loop, …]");
}

/* A character by its name is not looked up: the text is unknown, and makes what holds it so. */
static void
characters_by_name_are_unknown(void **state)
{
	(void)state;
	expect("X = 'a\\N{BULLET}b'\n", "?a string with a named character");
	expect("X = ['a', '\\N{BULLET}']\n", "['a', ?a string with a named character, …]");
	expect("X = f'{1}\\N{BULLET}'\n", "?a formatted string");
	expect("X = r'\\N{BULLET}'\n", "'\\x5cN{BULLET}'");
}

static void
too_many_star_imports_are_not_followed(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf buf = {.arena = arena};

	(void)state;
	for (int i = 0; i < 2 * BG_PY_STARS; i++)
		bg_buf_printf(&buf, "from .m%d import *\n", i);
	expect(bg_buf_str(&buf), "?the module makes names as it runs");
	bg_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unknown_elements_are_carried),
		cmocka_unit_test(characters_by_name_are_unknown),
		cmocka_unit_test(too_many_star_imports_are_not_followed),
		cmocka_unit_test(conditions_are_decided),
		cmocka_unit_test(names_of_definitions_are_known),
		cmocka_unit_test(loops_see_the_names_of_their_round),
		cmocka_unit_test(branches_are_joined),
		cmocka_unit_test(conditional_elements_are_marked),
		cmocka_unit_test(functions_that_change_a_name_are_seen),
		cmocka_unit_test(circles_end),
		cmocka_unit_test(growth_ends_as_unknown),
		cmocka_unit_test(work_is_bounded),
		cmocka_unit_test(functions_have_their_own_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
