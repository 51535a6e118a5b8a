/* SPDX-License-Identifier: MIT */
/* Modules and names, against what python3 itself says when it imports them. */
#include "python/module.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/files.h"
#include "support/pypkg.h"

#define FIXTURE "fixtures/python/pkg"

/* Names that only a run can tell, and what is said of them instead. */
static const char *
expected_otherwise(const char *module, const char *name)
{
	static const char *const soft[][3] = {
		{"shop.conditional", "not_there_at_all", "<external not_there_at_all> | None"},
		{"shop.conditional", "Maybe", "<class Thing> | None"},
		{"shop.conditional", "NEWER", "'new' | 'old'"},
		{"shop.conditional", "p", "<external os.path> | None"},
		{"shop.conditional", "EITHER", "'w' | 'u'"},
		{"shop.conditional", "__all__",
	         "['Maybe', 'NEWER', 'Windows', 'TYPED', 'older']"},
		{"shop.constants", "S_NAMED", "?a string with a named character"},
		{"shop.dynamic", "known", "?a call of os.environ.get"},
		{"shop.dynamic", "computed", "?a call of dir"},
		{"shop.dynamic", "REGISTRY", "[…]"},
		{"shop.dynamic", "COUNT", "?the function count changes it"},
		{"shop.dynamic", "MIXED", "['a', <external os.sep>, 'c']"},
		{"shop.dynamic", "LISTED", "['a', …]"},
		{"shop.dynamic", "UNION", "?a call with <external os.sep>"},
		{"shop.dynamic", "made_one", "?the module makes names as it runs"},
		{"shop.dynamic", "made_two", "?the module makes names as it runs"},
		{"shop.dynamic", "_name", "'made_two'"},
		{"shop.public", "handle", "?'handle' is bound as it runs"},
		{"shop.public", "index", "2"},
		{"shop.public", "matched", "True"},
	};

	for (size_t i = 0; i < sizeof(soft) / sizeof(soft[0]); i++)
		if (strcmp(soft[i][0], module) == 0 && strcmp(soft[i][1], name) == 0)
			return soft[i][2] ? soft[i][2] : "unbound";
	return NULL;
}

/* One line of the oracle: whether we say the same. */
static bool
agrees(struct pypkg *pkg, char *line)
{
	char *name = line + strcspn(line, "\t"), *theirs;
	const char *ours, *other;

	*name++ = '\0';
	theirs = name + strcspn(name, "\t");
	*theirs++ = '\0';
	other = expected_otherwise(line, name);
	if (other || strncmp(theirs, "value ", 6) == 0) {
		ours = pypkg_value(pkg, line, name);
		theirs = other ? bg_strdup(pkg->arena, other) : theirs + 6;
	} else {
		ours = pypkg_resolve(pkg, line, name);
		if (strcmp(theirs, "external") == 0 && strncmp(ours, "external ", 9) == 0)
			return true;
	}
	if (strcmp(ours, theirs) == 0)
		return true;
	print_error("%s.%s\n  ours   %s\n  theirs %s\n", line, name, ours, theirs);
	return false;
}

static void
names_are_what_python_says(void **state)
{
	struct pypkg pkg;
	char *said, *line;
	size_t n = 0, differ = 0;

	(void)state;
	pypkg_init(&pkg);
	said = support_oracle(pkg.arena, "py_module.py " FIXTURE " " FIXTURE "/src");
	if (!said) {
		print_message("skip: no python3\n");
		pypkg_free(&pkg);
		skip();
	}
	pypkg_add_directory(&pkg, FIXTURE);
	pypkg_open(&pkg);
	for (line = strtok_r(said, "\n", &said); line; line = strtok_r(NULL, "\n", &said)) {
		differ += !agrees(&pkg, line);
		n++;
	}
	pypkg_free(&pkg);
	print_message("names compared with python3: %zu\n", n);
	assert_true(n > 450);
	assert_int_equal(differ, 0);
}

static const char *
resolve_in(const char *const (*files)[2], size_t n, const char *module, const char *name)
{
	static char text[512];
	struct pypkg pkg;

	pypkg_init(&pkg);
	for (size_t i = 0; i < n; i++)
		pypkg_add(&pkg, files[i][0], files[i][1]);
	pypkg_open(&pkg);
	snprintf(text, sizeof(text), "%s", pypkg_resolve(&pkg, module, name));
	pypkg_free(&pkg);
	return text;
}

#define RESOLVE(files, module, name) \
	resolve_in(files, sizeof(files) / sizeof((files)[0]), module, name)

static void
what_cannot_be_told_says_why(void **state)
{
	static const char *const files[][2] = {
		{"p/__init__.py", "from .bad import broken\nfrom .a import round_trip\n"
	                          "from ._version import version\nimport numpy.linalg as la\n"
	                          "from . import nothing\nfrom ....... import far\n"
	                          "from .a import absent\n"},
		{"p/bad.py", "x = 1\ndef broken(:\n"},
		{"p/a.py", "from .b import round_trip\n"},
		{"p/b.py", "from .a import round_trip\n"},
		{"p/lazy.py", "def __getattr__(name):\n    return 1\n"},
		{"p/wild.py", "from numpy import *\n"},
		{"p/fast.py", "try:\n    from ._c import f\nexcept ImportError:\n"
	                      "    def f():\n        pass\n"},
	};

	(void)state;
	assert_ptr_equal(strstr(RESOLVE(files, "p", "broken"), "unknown p/bad.py:2:"),
	                 RESOLVE(files, "p", "broken"));
	assert_string_equal(RESOLVE(files, "p", "round_trip"),
	                    "unknown its imports go in a circle");
	assert_string_equal(RESOLVE(files, "p", "version"),
	                    "unknown there is no module 'p._version.version'");
	assert_string_equal(RESOLVE(files, "p", "la.inv"), "external numpy.linalg.inv");
	assert_string_equal(RESOLVE(files, "p", "nothing"), "unknown 'p' has no 'nothing'");
	assert_string_equal(RESOLVE(files, "p", "absent"), "unknown 'p.a' has no 'absent'");
	assert_ptr_equal(strstr(RESOLVE(files, "p", "far"), "unknown there is no module"),
	                 RESOLVE(files, "p", "far"));
	assert_string_equal(RESOLVE(files, "p", "never"), "nothing");
	assert_string_equal(RESOLVE(files, "p.lazy", "late"),
	                    "unknown the module's __getattr__ makes it as it runs");
	assert_string_equal(RESOLVE(files, "p.wild", "array"),
	                    "unknown it may come from 'numpy', of which all is imported");
	assert_string_equal(RESOLVE(files, "p.fast", "f"), "function p.fast.f");
}

static void
roots_that_are_no_packages_are_left_out(void **state)
{
	static const char *const files[][2] = {
		{"src/p/__init__.py", "from q import f\nfrom p.m import g\n"},
		{"src/p/m.py", "def g():\n    pass\n"},
		{"src/q.py", "def f():\n    pass\n"},
		{"svc/manage.py", "from app.models import M\n"},
		{"svc/app/__init__.py", ""},
		{"svc/app/models.py", "class M:\n    def f(self):\n        pass\n"},
		{"config/health.py", "X = 1\n"},
		{"core/src/space/api/__init__.py", "from space.impl import h\n"},
		{"other/src/space/impl.py", "def h():\n    pass\n"},
	};

	(void)state;
	assert_string_equal(RESOLVE(files, "p", "f"), "function q.f");
	assert_string_equal(RESOLVE(files, "p", "g"), "function p.m.g");
	assert_string_equal(RESOLVE(files, "svc.manage", "M"), "class app.models.M");
	assert_string_equal(RESOLVE(files, "svc.manage", "M.f"), "function app.models.M.f");
	assert_string_equal(RESOLVE(files, "config.health", "X"), "variable config.health.X");
	assert_string_equal(RESOLVE(files, "space.api", "h"), "function space.impl.h");
}

static void
assignments_mean_what_was_bound_before(void **state)
{
	static const char *const files[][2] = {
		{"m.py", "def f():\n    pass\npy_f = f\ntry:\n    from _m import f\n"
	                 "    c_f = f\nexcept ImportError:\n    pass\n"},
	};

	(void)state;
	assert_string_equal(RESOLVE(files, "m", "py_f"), "function m.f");
	assert_string_equal(RESOLVE(files, "m", "c_f"), "external _m.f");
}

static void
chains_and_other_branches_are_kept(void **state)
{
	struct pypkg pkg;
	struct bg_py_ref ref, other;

	(void)state;
	pypkg_init(&pkg);
	pypkg_add(&pkg, "a.py",
	          "try:\n    from b import f\nexcept ImportError:\n    f = None\n");
	pypkg_add(&pkg, "b.py", "from c import *\n");
	pypkg_add(&pkg, "c.py", "def f():\n    pass\n");
	pypkg_open(&pkg);
	assert_int_equal(
		bg_py_resolve(pkg.project, pypkg_module(&pkg, "a"), "f", &ref, &pkg.err), 0);
	assert_int_equal(ref.kind, BG_PY_FOUND_FUNCTION);
	assert_true(ref.conditional);
	assert_int_equal(ref.chain.n, 3);
	assert_string_equal(ref.chain.v[1].unit->name, "b");
	assert_string_equal(ref.unit->path, "c.py");
	assert_int_equal(ref.also.n, 1);
	assert_int_equal(bg_py_resolve_binding(pkg.project, pypkg_module(&pkg, "a"),
	                                       ref.also.v[0], &other, &pkg.err),
	                 0);
	assert_int_equal(other.kind, BG_PY_FOUND_VARIABLE);
	assert_true(other.fallback);
	pypkg_free(&pkg);
}

static void
files_are_read_once_and_failures_told(void **state)
{
	struct pypkg pkg;
	struct bg_py_unit *unit;
	struct bg_py_ref ref;

	(void)state;
	pypkg_init(&pkg);
	pypkg_add(&pkg, "a.py", "from b import f, g\nfrom c import h\n");
	pypkg_add(&pkg, "b.py", "f = 1\ng = 2\n");
	memtree_add_broken(&pkg.tree, pkg.arena, "c.py");
	pypkg_open(&pkg);
	pypkg_value(&pkg, "a", "f");
	pypkg_value(&pkg, "a", "g");
	assert_int_equal(pkg.tree.reads, 2);
	assert_int_equal(
		bg_py_resolve(pkg.project, pypkg_module(&pkg, "a"), "h", &ref, &pkg.err), -1);
	assert_int_equal(pkg.err.code, BG_EOBJECT);
	pkg.err = (struct bg_err){0};
	assert_int_equal(bg_py_module_get(pkg.project, "absent", &unit, &pkg.err), 0);
	assert_null(unit);
	pypkg_free(&pkg);
}

/* Two revisions of a repository: what did not change is parsed once. */
static void
equal_files_are_parsed_once(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_py_cache cache = {.arena = arena};
	struct bg_py_unit *was, *now, *other;
	struct bg_py_project *again;
	struct pypkg pkg;

	(void)state;
	pypkg_init(&pkg);
	pypkg_add(&pkg, "a.py", "X = 1\n");
	assert_int_equal(bg_py_project_open(&pkg.project, pkg.arena, &pkg.limits,
	                                    &pkg.tree.tree, &cache, &pkg.err),
	                 0);
	was = pypkg_module(&pkg, "a");
	pypkg_add(&pkg, "b.py", "X = 1\n");
	assert_int_equal(bg_py_project_open(&again, pkg.arena, &pkg.limits, &pkg.tree.tree,
	                                    &cache, &pkg.err),
	                 0);
	assert_int_equal(bg_py_module_get(again, "a", &now, &pkg.err), 0);
	assert_int_equal(bg_py_module_at(again, "b.py", &other, &pkg.err), 0);
	assert_ptr_not_equal(was, now);
	assert_ptr_equal(was->file, now->file);
	assert_ptr_not_equal(was->file, other->file);
	assert_string_equal(other->file->path, "b.py");
	pypkg_free(&pkg);
	bg_arena_free(arena);
}

/* Two that import all of each other, many times over. */
static void
star_circles_end(void **state)
{
	static const char *const files[][2] = {
		{"a.py", "from b import *\nfrom c import *\ndef in_a():\n    pass\n"},
		{"b.py", "from a import *\nfrom c import *\ndef in_b():\n    pass\n"},
		{"c.py", "from a import *\nfrom b import *\ndef in_c():\n    pass\n"},
	};

	(void)state;
	assert_string_equal(RESOLVE(files, "a", "in_b"), "function b.in_b");
	assert_string_equal(RESOLVE(files, "c", "in_a"), "function a.in_a");
	assert_string_equal(RESOLVE(files, "c", "absent"), "nothing");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_what_python_says),
		cmocka_unit_test(what_cannot_be_told_says_why),
		cmocka_unit_test(roots_that_are_no_packages_are_left_out),
		cmocka_unit_test(assignments_mean_what_was_bound_before),
		cmocka_unit_test(chains_and_other_branches_are_kept),
		cmocka_unit_test(files_are_read_once_and_failures_told),
		cmocka_unit_test(equal_files_are_parsed_once),
		cmocka_unit_test(star_circles_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
