/* SPDX-License-Identifier: MIT */
/* Marks of deprecation: what is one, and what only looks like one. */
#include "python/deprecated.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "support/pypkg.h"

static const char helpers[] =
	"import functools\nimport warnings\n"
	"class RemovedSoon(DeprecationWarning): pass\n"
	"def warn_old(message, category=DeprecationWarning):\n"
	"    warnings.warn(message, category, stacklevel=3)\n"
	"def warn_new(message):\n    warnings.warn(message, UserWarning)\n"
	"def deprecates(why):\n    def wrap(f):\n        @functools.wraps(f)\n"
	"        def inner(*a, **k):\n            warnings.warn(why, DeprecationWarning)\n"
	"            return f(*a, **k)\n        return inner\n    return wrap\n"
	"def renames(**names):\n    def wrap(f):\n        def inner(*a, **k):\n"
	"            if names:\n                warnings.warn('x', DeprecationWarning)\n"
	"            return f(*a, **k)\n        return inner\n    return wrap\n";

/* "text (line)" of the last definition, with "docstring: " where nothing warns; "none". */
static const char *
mark_of(struct pypkg *pkg, const char *source)
{
	const struct bg_py_list *body;
	struct bg_py_where where = {0};
	struct bg_py_unit *unit;
	struct bg_py_mark mark;

	pypkg_init(pkg);
	pypkg_add(pkg, "helpers.py", helpers);
	pypkg_add(pkg, "m.py",
	          bg_strf(pkg->arena,
	                  "import warnings\nimport warnings as w\nfrom warnings import warn\n"
	                  "from helpers import *\nimport typing_extensions as te\n%s",
	                  source));
	pypkg_open(pkg);
	unit = pypkg_module(pkg, "m");
	assert_false(unit->unreadable);
	body = unit->file->node->module.body;
	where.unit = unit;
	assert_int_equal(
		bg_py_deprecation(&mark, pkg->arena, &where, body->v[body->n - 1], &pkg->err),
		0);
	if (!mark.text)
		return "none";
	assert_true(mark.line > 5);
	return bg_strf(pkg->arena, "%s%s", mark.warns ? "" : "docstring: ", mark.text);
}

static void
expect(const char *source, const char *mark)
{
	struct pypkg pkg;
	const char *found = mark_of(&pkg, source);

	if (strcmp(found, mark) != 0)
		print_error("%s\n", source);
	assert_string_equal(found, mark);
	pypkg_free(&pkg);
}

static void
warnings_in_any_case_are_marks(void **state)
{
	(void)state;
	expect("def f():\n    warnings.warn('use g', DeprecationWarning)\n", "use g");
	expect("def f():\n    '''Doc.'''\n    x = 1\n    warn('use g', category="
	       "DeprecationWarning, stacklevel=2)\n",
	       "use g");
	expect("def f():\n    w.warn(DeprecationWarning('use g'))\n", "use g");
	expect("def f():\n    warn('use '\n         'g', PendingDeprecationWarning)\n",
	       "use g");
	expect("def f():\n    warn('f is deprecated', FutureWarning)\n", "f is deprecated");
	expect("def f(x):\n    warn(f'use {x}', DeprecationWarning)\n", "deprecated");
	expect("def f():\n    warn('use g', RemovedSoon)\n", "use g");
	expect("def f():\n    warn_old('use g')\n", "use g");
	expect("def _warn_once():\n    warn_old('use g')\ndef f():\n    _warn_once()\n",
	       "use g");
	expect("async def f():\n    with lock:\n        warn_old('use g')\n", "use g");
	expect("class C:\n    def __init__(self):\n        warn('use D', DeprecationWarning)\n",
	       "use D");
	expect("class C:\n    def __init_subclass__(cls, **k):\n"
	       "        super().__init_subclass__(**k)\n"
	       "        warn('use D', DeprecationWarning)\n",
	       "use D");
}

static void
decorators_are_marks(void **state)
{
	(void)state;
	expect("@te.deprecated('use g')\ndef f(): ...\n", "use g");
	expect("@warnings.deprecated('use g')\nclass C: ...\n", "use g");
	expect("from deprecation import deprecated\n@deprecated(deprecated_in='1')\n"
	       "def f(): ...\n",
	       "deprecated");
	expect("@deprecates('use g')\ndef f(): ...\n", "use g");
	expect("@staticmethod\n@te.deprecated('use g')\ndef f(): ...\n", "use g");
}

static void
docstrings_are_weaker_marks(void **state)
{
	(void)state;
	expect("def f():\n    '''Old.\n\n    .. deprecated:: 1.2\n       Use g.\n\n    More.'''\n",
	       "docstring: deprecated:: 1.2 Use g.");
	expect("class C:\n    '''.. deprecated:: 2'''\n", "docstring: deprecated:: 2");
}

static void
what_only_looks_like_a_mark_is_none(void **state)
{
	(void)state;
	expect("def f(): ...\n", "none");
	expect("def f(x=None):\n    if x is not None:\n"
	       "        warn('x is old', DeprecationWarning)\n",
	       "none");
	expect("def f():\n    warn('slow', UserWarning)\n", "none");
	expect("def f():\n    warn('slow')\n", "none");
	expect("def f():\n    warn('will change', FutureWarning)\n", "none");
	expect("def f():\n    warn_new('deprecated')\n", "none");
	expect("def f():\n    return 1\n    warn('x', DeprecationWarning)\n", "none");
	expect("def f():\n    def g():\n        warn('x', DeprecationWarning)\n", "none");
	expect("@renames(a='b')\ndef f(): ...\n", "none");
	expect("@deprecated_argument('x')\ndef f(): ...\n", "none");
	expect("def f():\n    '''Not deprecated.'''\n", "none");
	expect("def f():\n    f()\n", "none");
	expect("def f():\n    raise ValueError('x')\n", "none");
}

static void
module_getattr_is_asked(void **state)
{
	static const char source[] =
		"import warnings\n_OLD = {'Old': 'New'}\nNew = 1\ndef __getattr__(name):\n"
		"    if name == 'Gone':\n        warnings.warn('Gone goes', DeprecationWarning)\n"
		"        return New\n"
		"    elif name in _OLD:\n        warnings.warn('use New', DeprecationWarning)\n"
		"        return New\n    if name == 'Lazy':\n        return 3\n"
		"    raise AttributeError(name)\n";
	struct pypkg pkg;
	struct bg_py_unit *unit;
	struct bg_py_lazy lazy;

	(void)state;
	pypkg_init(&pkg);
	pypkg_add(&pkg, "m.py", source);
	pypkg_open(&pkg);
	unit = pypkg_module(&pkg, "m");
	assert_int_equal(bg_py_lazy_name(&lazy, pkg.arena, unit, "Gone", &pkg.err), 0);
	assert_string_equal(lazy.mark.text, "Gone goes");
	assert_int_equal(lazy.given.kind, BG_PY_FOUND_VARIABLE);
	assert_int_equal(bg_py_lazy_name(&lazy, pkg.arena, unit, "Old", &pkg.err), 0);
	assert_string_equal(lazy.mark.text, "use New");
	assert_true(lazy.mark.warns);
	assert_int_equal(bg_py_lazy_name(&lazy, pkg.arena, unit, "Lazy", &pkg.err), 0);
	assert_null(lazy.mark.text);
	assert_true(lazy.made);
	assert_int_equal(lazy.given.kind, BG_PY_FOUND_NOTHING);
	assert_int_equal(bg_py_lazy_name(&lazy, pkg.arena, unit, "Other", &pkg.err), 0);
	assert_false(lazy.made);
	pypkg_free(&pkg);
}

/* What "return <value>" of __getattr__ means for the name f; branch: statements before it. */
static void
expect_given(const char *branch, const char *value, const char *want)
{
	struct pypkg pkg;
	struct bg_py_lazy lazy;
	char source[600], got[100];

	pypkg_init(&pkg);
	snprintf(source, sizeof(source),
	         "import pkg.old as _old\nfrom pkg import old\n_WHERE = {'f': 'pkg.old'}\n"
	         "def __getattr__(name):\n    import importlib\n"
	         "    if name in ('f', 'g'):\n%s        return %s\n"
	         "    raise AttributeError(name)\n",
	         branch, value);
	pypkg_add(&pkg, "pkg/__init__.py", "");
	pypkg_add(&pkg, "pkg/old.py", "def f(): ...\n");
	pypkg_add(&pkg, "pkg/api.py", source);
	pypkg_open(&pkg);
	assert_int_equal(
		bg_py_lazy_name(&lazy, pkg.arena, pypkg_module(&pkg, "pkg.api"), "f", &pkg.err),
		0);
	snprintf(got, sizeof(got), "%d %s %s", (int)lazy.given.kind,
	         lazy.given.unit ? lazy.given.unit->name : "-",
	         lazy.given.name ? lazy.given.name : "-");
	if (strcmp(got, want) != 0)
		fail_msg("%s        return %s: %s, not %s", branch, value, got, want);
	pypkg_free(&pkg);
}

static void
module_getattr_gives_what_it_returns(void **state)
{
	char f[40], nothing[40];

	(void)state;
	snprintf(f, sizeof(f), "%d pkg.old f", (int)BG_PY_FOUND_FUNCTION);
	snprintf(nothing, sizeof(nothing), "%d - -", (int)BG_PY_FOUND_NOTHING);
	expect_given("        from pkg.old import f\n", "f", f);
	expect_given("        from .old import f\n", "f", f);
	expect_given("        from . import old as o\n", "o.f", f);
	expect_given("        import pkg.old as o\n", "o.f", f);
	expect_given("", "old.f", f);
	expect_given("", "getattr(old, name)", f);
	expect_given("", "getattr(importlib.import_module('pkg.old'), name)", f);
	expect_given("", "getattr(importlib.import_module(_WHERE[name]), name)", f);
	expect_given("        from somewhere import f\n", "f", "6 - somewhere.f");
	expect_given("", "make(name)", nothing);
	expect_given("", "f", nothing);
	expect_given("", "getattr(old)", nothing);
	expect_given("", "getattr(importlib.import_module(where), name)", nothing);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(warnings_in_any_case_are_marks),
		cmocka_unit_test(decorators_are_marks),
		cmocka_unit_test(docstrings_are_weaker_marks),
		cmocka_unit_test(what_only_looks_like_a_mark_is_none),
		cmocka_unit_test(module_getattr_is_asked),
		cmocka_unit_test(module_getattr_gives_what_it_returns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
