/* SPDX-License-Identifier: MIT */
/* Annotations and default values as canonical text. */
#include "python/annotation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "python/term.h"
#include "support/pypkg.h"

#define PRELUDE \
	"import collections.abc as cabc\nimport datetime\nimport enum\nimport typing as t\n" \
	"import typing\nimport typing_extensions as te\n" \
	"from typing import (Annotated, Any, Callable, ClassVar, Dict, Final, Generator, List,\n" \
	"  Literal, Mapping, Optional, ParamSpec, Self, Sequence, Set, Tuple, Type, TypeVar,\n" \
	"  Union, NewType, Concatenate, NoReturn, TypeAlias, AnyStr)\n" \
	"from datetime import date as day\nfrom pkg.base import Base, Color\n" \
	"T = TypeVar('T')\nS = TypeVar('S')\nB = TypeVar('B', bound=Base)\n" \
	"C = TypeVar('C', int, str)\nP = ParamSpec('P')\nNumber = Union[int, float]\n" \
	"MaybeNumber = Optional[Number]\nPair = Tuple[T, T]\nJson = Dict[str, 'Json']\n" \
	"Id = NewType('Id', int)\ntype Row[K] = dict[K, int]\nName: TypeAlias = 'str | None'\n" \
	"User = get_user_model()\n"

static const char base_py[] = "import abc\nimport enum\nfrom typing import Protocol\n"
			      "class Color(enum.Enum):\n    RED = 1\n"
			      "class Base(abc.ABC):\n    def close(self): ...\n"
			      "class Closes(Protocol):\n    def close(self) -> None: ...\n";

/* The annotation of the last statement of pkg/api.py. */
static struct bg_py_type_text
annotate(struct pypkg *pkg, const char *prelude, const char *annotation)
{
	struct bg_py_type_text out;
	struct bg_py_unit *unit;
	const struct bg_py_list *body;
	struct bg_py_where where = {0};

	pypkg_init(pkg);
	pypkg_add(pkg, "pkg/__init__.py", "");
	pypkg_add(pkg, "pkg/base.py", base_py);
	pypkg_add(pkg, "pkg/api.py", bg_strf(pkg->arena, "%sx: %s\n", prelude, annotation));
	pypkg_open(pkg);
	unit = pypkg_module(pkg, "pkg.api");
	if (unit->unreadable)
		print_error("%s: %s\n", annotation, unit->err.text);
	assert_false(unit->unreadable);
	body = unit->file->node->module.body;
	where.unit = unit;
	assert_int_equal(bg_py_annotation(&out, pkg->arena, &where,
	                                  body->v[body->n - 1]->ann_assign.annotation,
	                                  &pkg->err),
	                 0);
	return out;
}

static void
expect(const char *annotation, const char *text)
{
	struct pypkg pkg;
	struct bg_py_type_text found = annotate(&pkg, PRELUDE, annotation);

	if (strcmp(found.text ? found.text : "(none)", text) != 0)
		print_error("%s\n", annotation);
	assert_string_equal(found.text ? found.text : "(none)", text);
	if (found.text)
		assert_string_equal(bg_term_parse(pkg.arena, found.text)->text, text);
	pypkg_free(&pkg);
}

static void
spellings_of_a_type_are_one_text(void **state)
{
	static const char *const table[][2] = {
		{"int", "int"},
		{"'int'", "int"},
		{"Optional[int]", "int | None"},
		{"Union[None, int]", "int | None"},
		{"int | None", "int | None"},
		{"None | int", "int | None"},
		{"'int | None'", "int | None"},
		{"Optional['int']", "int | None"},
		{"t.Optional[Union[int, None]]", "int | None"},
		{"Union[str, Union[int, str]]", "int | str"},
		{"Union[int]", "int"},
		{"List[int]", "list[int]"},
		{"typing.List['int']", "list[int]"},
		{"list[int]", "list[int]"},
		{"List", "list"},
		{"List[Any]", "list"},
		{"Dict[str, t.Any]", "dict[str, Any]"},
		{"Dict[Any, Any]", "dict"},
		{"Tuple[int, ...]", "tuple[int, ...]"},
		{"Tuple[Any, ...]", "tuple"},
		{"Tuple[()]", "tuple[()]"},
		{"tuple[()]", "tuple[()]"},
		{"Set[int]", "set[int]"},
		{"cabc.Set[int]", "AbstractSet[int]"},
		{"t.AbstractSet[int]", "AbstractSet[int]"},
		{"cabc.Sequence[int]", "Sequence[int]"},
		{"Sequence[int]", "Sequence[int]"},
		{"collections.abc.Mapping[str, int]", "Mapping[str, int]"},
		{"Type[int]", "type[int]"},
		{"Type[Union[str, int]]", "type[int] | type[str]"},
		{"type", "type"},
		{"Type[Any]", "type"},
		{"t.Text", "str"},
		{"t.DefaultDict[str, int]", "collections.defaultdict[str, int]"},
		{"NoReturn", "Never"},
		{"te.Self", "Self"},
		{"Self", "Self"},
		{"Annotated[int, 'doc', 3]", "int"},
		{"Final[int]", "int"},
		{"Final", "(none)"},
		{"ClassVar[List[int]]", "list[int]"},
		{"te.Required[int]", "int"},
		{"Literal['b', 'a', 'b']", "Literal['a', 'b']"},
		{"Literal[\"a\"]", "Literal['a']"},
		{"Literal['a', None]", "Literal['a'] | None"},
		{"Optional[Literal['a']]", "Literal['a'] | None"},
		{"Literal[Literal['b'], 'a']", "Literal['a', 'b']"},
		{"Union[Literal['b'], Literal['a']]", "Literal['a', 'b']"},
		{"Literal[1_000, -1, True, b'x']", "Literal[-1, 1000, True, b'x']"},
		{"Literal['a, b]', 'it\\'s']", "Literal['a, b]', 'it\\'s']"},
		{"Literal[Color.RED]", "Literal[pkg.base.Color.RED]"},
		{"Callable[[int, 'str'], None]", "Callable[[int, str], None]"},
		{"Callable[..., Any]", "Callable"},
		{"cabc.Callable[..., int]", "Callable[..., int]"},
		{"Callable[[], int]", "Callable[[], int]"},
		{"Callable[P, int]", "Callable[ParamSpec, int]"},
		{"Callable[Concatenate[int, P], int]",
	         "Callable[Concatenate[int, ParamSpec], int]"},
		{"P.args", "ParamSpec.args"},
		{"T", "TypeVar"},
		{"S", "TypeVar"},
		{"B", "TypeVar[pkg.base.Base]"},
		{"C", "TypeVar[int, str]"},
		{"AnyStr", "TypeVar[bytes, str]"},
		{"Generator[int, None, None]", "Generator[int]"},
		{"Generator[int]", "Generator[int]"},
		{"Generator[int, str, None]", "Generator[int, str]"},
		{"datetime.date", "datetime.date"},
		{"day", "datetime.date"},
		{"Base", "pkg.base.Base"},
		{"'Base'", "pkg.base.Base"},
		{"Number", "float | int"},
		{"MaybeNumber", "float | int | None"},
		{"Pair[int]", "tuple[int, int]"},
		{"Pair", "tuple[Any, Any]"},
		{"Pair[T]", "tuple[TypeVar, TypeVar]"},
		{"Row[str]", "dict[str, int]"},
		{"Name", "str | None"},
		{"Json", "dict[str, ...]"},
		{"Id", "pkg.api.Id"},
		{"User", "pkg.api.User"},
		{"None", "None"},
		{"Unseen", "Unseen"},
		{"f(x, 'a')", "?'f(x, \\'a\\')'"},
		{"'not a type'", "?'\\'not a type\\''"},
		{"'('", "?'\\'(\\''"},
		{"''", "?'\\'\\''"},
		{"3", "?'3'"},
		{"Optional[Optional[Optional[int]]]", "int | None"},
		{"tuple[*Ts]", "tuple[*Ts]"},
		{"int | 'str' | None", "int | str | None"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		expect(table[i][0], table[i][1]);
}

static void
classes_say_what_they_are(void **state)
{
	struct pypkg pkg;
	struct bg_py_type_text found;

	(void)state;
	found = annotate(&pkg,
	                 "from pkg.base import Base, Closes\n"
	                 "class Mine(Base):\n    size: int\n    _x = 1\n"
	                 "    def __init__(self):\n        self.name = self._y = 1\n"
	                 "    def __len__(self): ...\n",
	                 "dict[str, Mine] | Closes");
	assert_string_equal(found.text, "dict[str, pkg.api.Mine] | pkg.base.Closes");
	assert_non_null(found.is);
	assert_string_equal(found.is,
	                    "pkg.api.Mine(abc.ABC, pkg.base.Base){__len__ close name size}; "
	                    "pkg.base.Closes(Protocol){close}");
	pypkg_free(&pkg);
	found = annotate(&pkg, "", "int");
	assert_null(found.is);
	pypkg_free(&pkg);
}

static void
typing_branch_is_meant(void **state)
{
	struct pypkg pkg;
	struct bg_py_type_text found;

	(void)state;
	found = annotate(&pkg,
	                 "from typing import TYPE_CHECKING, Any\nif TYPE_CHECKING:\n"
	                 "    from pkg.base import Base\nelse:\n    Base = Any\n",
	                 "Base");
	assert_string_equal(found.text, "pkg.base.Base");
	pypkg_free(&pkg);
}

/* Who imports all of typing means its names, and a compiled module has what is imported. */
static void
imports_that_cannot_be_read_are_taken_at_their_word(void **state)
{
	struct pypkg pkg;
	struct bg_py_type_text found;

	(void)state;
	found = annotate(&pkg, "from typing import *\n", "Union[List[Literal['a', -1]], None]");
	assert_string_equal(found.text, "list[Literal['a', -1]] | None");
	pypkg_free(&pkg);
	found = annotate(&pkg, "from ._compiled import Url\n", "Url | None");
	assert_string_equal(found.text, "pkg._compiled.Url | None");
	pypkg_free(&pkg);
}

static void
expect_default(const char *prelude, const char *source, const char *text)
{
	struct pypkg pkg;
	struct bg_py_unit *unit;
	const struct bg_py_list *body;
	struct bg_py_where where = {0};
	const char *found;

	pypkg_init(&pkg);
	pypkg_add(&pkg, "m.py", bg_strf(pkg.arena, "%sx = %s\n", prelude, source));
	pypkg_open(&pkg);
	unit = pypkg_module(&pkg, "m");
	assert_false(unit->unreadable);
	body = unit->file->node->module.body;
	where.unit = unit;
	assert_int_equal(bg_py_expression_text(&found, pkg.arena, &where,
	                                       body->v[body->n - 1]->assign.value, &pkg.err),
	                 0);
	if (strcmp(found, text) != 0)
		print_error("%s\n", source);
	assert_string_equal(found, text);
	pypkg_free(&pkg);
}

static void
defaults_are_folded_or_laid_out(void **state)
{
	(void)state;
	expect_default("", "\"a\"", "'a'");
	expect_default("", "'it\\'s\\n'", "'it\\'s\\n'");
	expect_default("", "1_000", "1000");
	expect_default("", "0x10", "16");
	expect_default("", "1e3", "1000.0");
	expect_default("", "0.1", "0.1");
	expect_default("", "-1", "-1");
	expect_default("", "None", "None");
	expect_default("", "(1,)", "(1,)");
	expect_default("", "{'b', 'a'}", "{'a', 'b'}");
	expect_default("", "{'k': [1, 2]}", "{'k': [1, 2]}");
	expect_default("", "b\"x\"", "b'x'");
	expect_default("DEFAULT_TIMEOUT = 10\n", "DEFAULT_TIMEOUT", "10");
	expect_default("DEFAULT_TIMEOUT = 10\n", "DEFAULT_TIMEOUT * 2", "20");
	expect_default("import logging as log\n", "log.INFO", "logging.INFO");
	expect_default("from os import sep as s\n", "s", "os.sep");
	expect_default("import enum\nclass C(enum.Enum):\n    RED = 1\n", "C.RED", "C.RED");
	expect_default("M = object()\n", "M", "M");
	expect_default("A = 3\n", "f( A,b = \"x\" )", "f(3, b='x')");
	expect_default("", "lambda a: a", "Lambda(arguments(arg a()), a)");
	expect_default("", "not  a and(b or c)", "not a and b or c");
	expect_default("", "a<b", "a < b");
	expect_default("", "{ **a,'k':b }", "{**a, 'k': b}");
}

static void
long_defaults_are_told_apart(void **state)
{
	struct pypkg pkg;
	struct bg_py_unit *unit;
	struct bg_buf buf;
	struct bg_py_where where = {0};
	const char *found;
	char texts[2][400];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		pypkg_init(&pkg);
		buf = (struct bg_buf){.arena = pkg.arena};
		bg_buf_puts(&buf, "x = [");
		for (int k = 0; k < 500; k++)
			bg_buf_printf(&buf, "%d, ", k);
		bg_buf_printf(&buf, "%zu]\n", i);
		pypkg_add(&pkg, "m.py", bg_buf_str(&buf));
		pypkg_open(&pkg);
		unit = pypkg_module(&pkg, "m");
		where.unit = unit;
		assert_int_equal(
			bg_py_expression_text(&found, pkg.arena, &where,
		                              unit->file->node->module.body->v[0]->assign.value,
		                              &pkg.err),
			0);
		assert_true(strlen(found) < 310);
		snprintf(texts[i], sizeof(texts[i]), "%s", found);
		pypkg_free(&pkg);
	}
	assert_string_not_equal(texts[0], texts[1]);
	assert_memory_equal(texts[0], texts[1], 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings_of_a_type_are_one_text),
		cmocka_unit_test(classes_say_what_they_are),
		cmocka_unit_test(typing_branch_is_meant),
		cmocka_unit_test(imports_that_cannot_be_read_are_taken_at_their_word),
		cmocka_unit_test(defaults_are_folded_or_laid_out),
		cmocka_unit_test(long_defaults_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
