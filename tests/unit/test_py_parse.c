/* SPDX-License-Identifier: MIT */
/* Python trees of the fixtures, failures with their places, skipped bodies. */
#include "python/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/python.h"

static void
bless(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	print_message("blessed %s\n", path);
}

/* Whether a golden file says the same; with BLESS=1 it is made to. */
static size_t
check_golden(struct bg_arena *arena, const char *path, const char *text)
{
	const char *want;
	size_t n;

	if (getenv("BLESS")) {
		bless(path, text);
		return 0;
	}
	want = python_slurp(arena, path, &n);
	if (want && strcmp(want, text) == 0)
		return 0;
	print_error("%s differs; now:\n%s", path, text);
	return 1;
}

static void
ok_fixtures_give_their_trees(void **state)
{
	struct python_case c;
	size_t wrong = 0, n;
	char *golden;
	glob_t found;

	(void)state;
	assert_int_equal(glob("fixtures/python/ok/*.py", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 50);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		python_parse_file(&c, found.gl_pathv[i], BG_PY_WHOLE);
		if (c.rc)
			print_error("%s: %s\n", found.gl_pathv[i], c.err.text);
		wrong += c.rc != 0;
		n = strlen(found.gl_pathv[i]);
		golden = bg_strf(c.arena, "%.*s.dump", (int)n - 3, found.gl_pathv[i]);
		wrong += check_golden(c.arena, golden, python_dump(&c, BG_PY_ALL_PLACES));
		python_free(&c);
	}
	globfree(&found);
	assert_int_equal(wrong, 0);
}

static void
bad_fixtures_fail_where_expected(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf said = {.arena = arena};
	struct python_case c;
	size_t wrong = 0;
	glob_t found;

	(void)state;
	assert_int_equal(glob("fixtures/python/bad/*.py", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 300);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		python_parse_file(&c, found.gl_pathv[i], BG_PY_WHOLE);
		wrong += c.rc != -1 || c.err.code != BG_ESYNTAX || !c.err.line || !c.err.column;
		bg_buf_printf(&said, "%s:%u:%u: %s\n", strrchr(found.gl_pathv[i], '/') + 1,
		              c.err.line, c.err.column, c.err.text);
		python_free(&c);
	}
	globfree(&found);
	wrong += check_golden(arena, "fixtures/python/bad/expected.txt", bg_buf_str(&said));
	bg_arena_free(arena);
	assert_int_equal(wrong, 0);
}

/* Reads every skipped body below a node. */
static int
read_bodies(const struct bg_py_child *child, void *data)
{
	struct python_case *c = data;
	struct bg_py_node *node = child->node;

	if (node->type == BG_PY_FUNCTION || node->type == BG_PY_ASYNC_FUNCTION) {
		assert_int_equal(bg_py_parse_body(&c->module, &c->limits, node, &c->err), 0);
		assert_false(node->def->skipped);
	}
	return bg_py_each(node, read_bodies, data);
}

static void
bodies_read_later_give_the_whole_tree(void **state)
{
	struct python_case whole, outline;
	size_t wrong = 0;
	glob_t found;

	(void)state;
	assert_int_equal(glob("fixtures/python/ok/*.py", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		python_parse_file(&whole, found.gl_pathv[i], BG_PY_WHOLE);
		python_parse_file(&outline, found.gl_pathv[i], BG_PY_OUTLINE);
		assert_int_equal(outline.rc, 0);
		bg_py_each(outline.module.node, read_bodies, &outline);
		if (strcmp(python_dump(&whole, BG_PY_ALL_PLACES),
		           python_dump(&outline, BG_PY_ALL_PLACES)) != 0) {
			print_error("%s: not the same\n", found.gl_pathv[i]);
			wrong++;
		}
		python_free(&whole);
		python_free(&outline);
	}
	globfree(&found);
	assert_int_equal(wrong, 0);
}

static void
outline_skips_bodies_and_keeps_what_follows(void **state)
{
	static const char text[] = "class A:\n"
				   "    def f(self):\n"
				   "        x = 'a\\\n' \"\"\"\nb = '\"\"\" # ''' (\n"
				   "        y = [\n1,  # )\n'''\n''']\n"
				   "        z = f'{f\"{x!r:>{'}'}}\"}' + rf'\\{y}'\n"
				   "# left\n"
				   "        return {\n}\n"
				   "    g = 1\n"
				   "def h(): return 2\n"
				   "def i():\n\tif 1:\n\t\tbroken broken\n\n";
	struct python_case c;
	struct bg_py_node *node;

	(void)state;
	python_parse(&c, text, sizeof(text) - 1, BG_PY_OUTLINE);
	assert_string_equal(c.err.text, "");
	assert_int_equal(c.module.node->module.body->n, 3);
	node = c.module.node->module.body->v[0];
	assert_int_equal(node->cls->body->n, 2);
	assert_true(node->cls->body->v[0]->def->skipped);
	assert_int_equal(node->cls->body->v[0]->def->body->n, 0);
	assert_int_equal(node->cls->body->v[1]->line, 14);
	assert_int_equal(bg_py_parse_body(&c.module, &c.limits, node->cls->body->v[0], &c.err),
	                 0);
	assert_int_equal(node->cls->body->v[0]->def->body->n, 4);
	node = c.module.node->module.body->v[2];
	assert_int_equal(bg_py_parse_body(&c.module, &c.limits, node, &c.err), -1);
	assert_int_equal(c.err.line, 18);
	assert_int_equal(c.err.column, 10);
	python_free(&c);
}

static void
outline_skips_fields_as_they_are_read(void **state)
{
	static const char text[] = "def f():\n"
				   "    a = f'{x\n + 1}' + f'''{ {'k': ')'}[\n# ' \n'k'] }'''\n"
				   "    b = f'{y + 'it\\'s }' }'\n"
				   "    c = f'{'a' \\\n 'b'!r:{w}.{p}}' f'{z:%H:%M}'\n"
				   "def g(): pass\n";
	struct python_case c;
	struct bg_py_node *node;

	(void)state;
	python_parse(&c, text, sizeof(text) - 1, BG_PY_OUTLINE);
	assert_string_equal(c.err.text, "");
	assert_int_equal(c.module.node->module.body->n, 2);
	node = c.module.node->module.body->v[0];
	assert_true(node->def->skipped);
	assert_int_equal(c.module.node->module.body->v[1]->line, 9);
	assert_int_equal(bg_py_parse_body(&c.module, &c.limits, node, &c.err), 0);
	assert_int_equal(node->def->body->n, 3);
	python_free(&c);
}

static void
outline_without_a_block_fails(void **state)
{
	static const char *const texts[] = {"def f():\nx\n",   "def f():\n",
	                                    "def f():\n  (\n", "def f():\n  'a\n",
	                                    "def f():\n  )\n", "class A:\n  def f():\n  x\n"};
	struct python_case c;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		python_parse(&c, texts[i], strlen(texts[i]), BG_PY_OUTLINE);
		assert_int_equal(c.rc, -1);
		assert_int_equal(c.err.code, BG_ESYNTAX);
		python_free(&c);
	}
}

/* In a format '#' and quotes are text, and a bracket opens nothing but a field. */
static void
outline_reads_formats_as_text(void **state)
{
	static const char *const bodies[] = {
		"f'{a:#x}'",          "f'{a:#x} {b:#o}' # left",
		"f\"{a:'>10}\"",      "f'{a!r:#>{width}}'",
		"f'{a[1:2]:#x}'",     "f'{a:(^9}'",
		"f'{ {1: 2}[1]:#x}'", "f'{a:{b:#x}#}'",
		"f'''{a:#\n}'''",     "f'{(lambda x: x)(1):#x}'",
	};
	struct python_case c;

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		struct bg_arena *arena = bg_arena_new();
		const char *text =
			bg_strf(arena, "def f():\n    return %s\nx = 1\n", bodies[i]);

		python_parse(&c, text, strlen(text), BG_PY_OUTLINE);
		if (c.rc || c.module.node->module.body->n != 2 ||
		    bg_py_parse_body(&c.module, &c.limits, c.module.node->module.body->v[0],
		                     &c.err))
			fail_msg("%s: %s", bodies[i], c.err.text);
		python_free(&c);
		bg_arena_free(arena);
	}
}

static void
source_of_a_node_is_its_text(void **state)
{
	struct python_case c;
	struct bg_py_node *node;
	const char *s;
	size_t n;

	(void)state;
	python_parse_text(&c, "a\nx = [1,\n  b.c(2)]\n");
	node = c.module.node->module.body->v[1]->assign.value->items.v->v[1];
	s = bg_py_source(&c.module, node, &n);
	assert_int_equal(n, 6);
	assert_memory_equal(s, "b.c(2)", 6);
	python_free(&c);
}

static void
equal_names_are_one_object(void **state)
{
	struct python_case c;
	const struct bg_py_list *body;

	(void)state;
	python_parse_text(&c, "name\nother\nname\n");
	body = c.module.node->module.body;
	assert_ptr_equal(body->v[0]->unary.value->name.id, body->v[2]->unary.value->name.id);
	assert_ptr_not_equal(body->v[0]->unary.value->name.id,
	                     body->v[1]->unary.value->name.id);
	python_free(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ok_fixtures_give_their_trees),
		cmocka_unit_test(bad_fixtures_fail_where_expected),
		cmocka_unit_test(bodies_read_later_give_the_whole_tree),
		cmocka_unit_test(outline_skips_bodies_and_keeps_what_follows),
		cmocka_unit_test(outline_skips_fields_as_they_are_read),
		cmocka_unit_test(outline_without_a_block_fails),
		cmocka_unit_test(outline_reads_formats_as_text),
		cmocka_unit_test(source_of_a_node_is_its_text),
		cmocka_unit_test(equal_names_are_one_object),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
