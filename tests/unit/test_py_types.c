/* SPDX-License-Identifier: MIT */
/* Which of two types takes in the other: a table, and what holds for any two of it. */
#include "python/annotation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "python/term.h"
#include "support/pypkg.h"

#define SAME BG_PY_SAME
#define NARROWER BG_PY_NARROWER
#define WIDER BG_PY_WIDER
#define OTHER BG_PY_OTHER
#define UNSURE BG_PY_UNSURE

static const char lineage[] = "p.Sub(abc.ABC, p.Base){close open}; p.Base(abc.ABC){close}; "
			      "p.Closes(Protocol){close}; p.Seeks(Protocol){close seek}; "
			      "p.Err(ValueError){}; p.Self(p.Base){close}; "
			      "p.Rows(){__aiter__ __anext__ close}; p.Size(){__len__}";

static const struct {
	const char *was, *now;
	enum bg_py_compared expected;
} table[] = {
	{"int", "int", SAME},
	{"int", "str", OTHER},
	{"int", "int | None", WIDER},
	{"int | None", "int", NARROWER},
	{"None", "int", OTHER},
	{"lib.Function", "Callable[[int], int]", UNSURE},
	{"Literal['a', 'b']", "lib.Mode", UNSURE},
	{"lib.Function | None", "Callable[[int], int] | None", UNSURE},
	{"lib.Function", "str", OTHER},
	{"int", "Any | int", UNSURE},
	{"collections.OrderedDict", "Callable[[int], int]", OTHER},
	{"None", "int | None", WIDER},
	{"int | str", "bytes | int", OTHER},
	{"int | str", "bytes | int | str", WIDER},
	{"bool", "int", WIDER},
	{"int", "bool", NARROWER},
	{"int", "float", WIDER},
	{"int", "complex", WIDER},
	{"float", "float | int", SAME},
	{"bool | int", "int", SAME},
	{"float", "complex", WIDER},
	{"str", "bytes", OTHER},
	{"str", "Sequence[str]", WIDER},
	{"str", "Iterable[str]", WIDER},
	{"str", "Iterable[int]", OTHER},
	{"bytes", "Sequence[int]", WIDER},
	{"list[int]", "Sequence[int]", WIDER},
	{"list[int]", "Iterable[int]", WIDER},
	{"list[int]", "Iterable[float]", WIDER},
	{"list[int]", "Iterable[str]", OTHER},
	{"Iterable[int]", "list[int]", NARROWER},
	{"list[int]", "tuple[int, ...]", OTHER},
	{"list[int]", "list[int | None]", WIDER},
	{"list[int]", "list", UNSURE},
	{"list", "list[int]", UNSURE},
	{"list", "Sequence", WIDER},
	{"list[int]", "dict[str, int]", OTHER},
	{"dict[str, int]", "Mapping[str, int]", WIDER},
	{"dict[str, int]", "MutableMapping[str, int]", WIDER},
	{"dict[str, int]", "dict[str, Any]", UNSURE},
	{"dict[str, int]", "dict[str, str]", OTHER},
	{"dict[str, int]", "Iterable[str]", WIDER},
	{"dict[str, int]", "Iterable[int]", OTHER},
	{"collections.OrderedDict[str, int]", "dict[str, int]", WIDER},
	{"collections.defaultdict[str, int]", "Mapping[str, int]", WIDER},
	{"set[int]", "AbstractSet[int]", WIDER},
	{"set[int]", "frozenset[int]", OTHER},
	{"frozenset[int]", "Collection[int]", WIDER},
	{"tuple[int, int]", "tuple[int, ...]", WIDER},
	{"tuple[int, int]", "tuple[int, int, int]", OTHER},
	{"tuple[int, str]", "tuple[int, str | None]", WIDER},
	{"tuple[int, str]", "Sequence[int | str]", WIDER},
	{"tuple[int, str]", "Sequence[int]", OTHER},
	{"tuple[()]", "tuple[int, ...]", WIDER},
	{"tuple", "tuple[int]", UNSURE},
	{"Iterator[int]", "Iterable[int]", WIDER},
	{"Generator[int]", "Iterator[int]", WIDER},
	{"Generator[int, str]", "Iterator[int]", WIDER},
	{"AsyncGenerator[int]", "AsyncIterator[int]", WIDER},
	{"AsyncIterator[int]", "p.Rows", NARROWER},
	{"AsyncIterator[int]", "TypeVar[p.Rows]", NARROWER},
	{"p.Rows", "AsyncIterable[int]", WIDER},
	{"p.Rows", "Iterator[int]", OTHER},
	{"Sized", "p.Size", NARROWER},
	{"Collection[int]", "p.Size", OTHER},
	{"AsyncIterator[int]", "Iterator[int]", OTHER},
	{"Literal['a']", "str", WIDER},
	{"Literal['a']", "Literal['a', 'b']", WIDER},
	{"Literal['a', 'b']", "Literal['b']", NARROWER},
	{"Literal['a']", "Literal['b']", OTHER},
	{"Literal[1]", "float", WIDER},
	{"Literal[True]", "int", WIDER},
	{"Literal['a']", "int", OTHER},
	{"Literal[p.Color.RED]", "p.Color", WIDER},
	{"Literal['a'] | None", "str | None", WIDER},
	{"str", "object", WIDER},
	{"None", "object", WIDER},
	{"str", "Any", UNSURE},
	{"Any", "str", UNSURE},
	{"object", "Any", UNSURE},
	{"Never", "int", WIDER},
	{"p.Sub", "p.Base", WIDER},
	{"p.Base", "p.Sub", NARROWER},
	{"p.Base | None", "p.Sub", NARROWER},
	{"p.Sub", "abc.ABC", WIDER},
	{"p.Base", "p.Closes", WIDER},
	{"p.Sub", "p.Closes", WIDER},
	{"p.Base", "p.Seeks", OTHER},
	{"p.Seeks", "p.Closes", WIDER},
	{"p.Base", "p.Other", OTHER},
	{"list[p.Sub]", "Sequence[p.Base]", WIDER},
	{"p.Err", "Exception", WIDER},
	{"p.Err", "ValueError", WIDER},
	{"KeyError", "LookupError", WIDER},
	{"KeyError", "ValueError", OTHER},
	{"type[p.Sub]", "type[p.Base]", WIDER},
	{"type[int]", "type", UNSURE},
	{"Callable[[int], str]", "Callable[[bool], str]", WIDER},
	{"Callable[[int], str]", "Callable[[int], str | None]", WIDER},
	{"Callable[[int], str]", "Callable[[int, int], str]", OTHER},
	{"Callable[[int], str]", "Callable[..., str]", UNSURE},
	{"Callable[[int], str]", "Callable", UNSURE},
	{"datetime.datetime", "datetime.date", WIDER},
	{"datetime.date", "datetime.timedelta", OTHER},
	{"requests.Session", "requests.sessions.Session", UNSURE},
	{"requests.Session", "httpx.Session", OTHER},
	{"requests.Session", "Session", UNSURE},
	{"TypeVar", "int", UNSURE},
	{"TypeVar[int, str]", "bytes", OTHER},
	{"TypeVar[p.Base]", "p.Base", UNSURE},
	{"?'f(x)'", "int", UNSURE},
	{"?'f(x)'", "?'f(y)'", UNSURE},
	{"q.Box[int]", "q.Box[str]", OTHER},
	{"q.Box[bool]", "q.Box[int]", WIDER},
	{"q.Box[int]", "q.Box", UNSURE},
	{"Self", "p.Base", OTHER},
	{"dict[str, ...]", "dict[str, ...]", SAME},
	{"pathlib.Path", "os.PathLike[str]", WIDER},
	{"pathlib.Path | str", "os.PathLike[str] | str", WIDER},
	{"TextIO", "IO[str]", WIDER},
};

#define N (sizeof(table) / sizeof(*table))

static enum bg_py_compared
compare(const char *was, const char *now)
{
	const struct bg_py_type_text a = {was, lineage}, b = {now, lineage};

	return bg_py_types_compare(&a, &b);
}

static enum bg_py_compared
mirror(enum bg_py_compared c)
{
	return c == NARROWER ? WIDER : c == WIDER ? NARROWER : c;
}

static void
pairs_are_compared(void **state)
{
	(void)state;
	for (size_t i = 0; i < N; i++) {
		if (compare(table[i].was, table[i].now) != table[i].expected)
			print_error("%s -> %s\n", table[i].was, table[i].now);
		assert_int_equal(compare(table[i].was, table[i].now), table[i].expected);
	}
}

static void
any_two_mirror(void **state)
{
	(void)state;
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < N; k++)
			assert_int_equal(compare(table[i].was, table[k].now),
			                 mirror(compare(table[k].now, table[i].was)));
}

static void
a_type_is_the_same_as_itself(void **state)
{
	(void)state;
	for (size_t i = 0; i < N; i++) {
		assert_int_equal(compare(table[i].was, table[i].was), SAME);
		assert_int_equal(compare(table[i].now, table[i].now), SAME);
	}
}

static void
texts_are_read_back_as_they_are(void **state)
{
	struct bg_arena *arena = bg_arena_new();

	(void)state;
	for (size_t i = 0; i < N; i++) {
		assert_string_equal(bg_term_parse(arena, table[i].was)->text, table[i].was);
		assert_string_equal(bg_term_parse(arena, table[i].now)->text, table[i].now);
	}
	bg_arena_free(arena);
}

/* What is added to a union makes it wider, and no union is wider than itself. */
static void
a_longer_union_is_no_narrower(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_py_terms of;
	enum bg_py_compared found;

	(void)state;
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < N; k++) {
			of = (struct bg_py_terms){0};
			*bg_list_add(arena, &of) = bg_term_parse(arena, table[i].was);
			*bg_list_add(arena, &of) = bg_term_parse(arena, table[k].now);
			found = compare(table[i].was, bg_term_union(arena, &of)->text);
			assert_true(found != NARROWER && found != OTHER);
		}
	bg_arena_free(arena);
}

static void
missing_types_are_unsure(void **state)
{
	const struct bg_py_type_text none = {0}, some = {"int", NULL};

	(void)state;
	assert_int_equal(bg_py_types_compare(&none, &some), UNSURE);
	assert_int_equal(bg_py_types_compare(&some, &none), UNSURE);
	assert_int_equal(bg_py_types_compare(&none, &none), SAME);
}

/* The text of the one type of a module, and what a move from one package to another does. */
static const char *
move(const char *const *before, const char *const *after, const char *was, const char *now,
     struct bg_arena *arena)
{
	struct pypkg a, b;
	struct bg_py_type_text old = {was, NULL}, new = {now, NULL};
	const char *text;

	pypkg_init(&a);
	pypkg_init(&b);
	for (; *before; before += 2)
		pypkg_add(&a, before[0], before[1]);
	for (; *after; after += 2)
		pypkg_add(&b, after[0], after[1]);
	pypkg_open(&a);
	pypkg_open(&b);
	bg_py_types_move(&old, &new, a.arena, a.project, b.project);
	text = bg_strdup(arena, old.text);
	pypkg_free(&a);
	pypkg_free(&b);
	return text;
}

static void
moved_classes_are_no_others(void **state)
{
	static const char *const before[] = {"p/__init__.py", "", "p/a.py", "class C: pass\n",
	                                     NULL};
	static const char *const moved[] = {
		"p/__init__.py",       "",  "p/b.py", "class C: pass\n", "p/a.py",
		"from p.b import C\n", NULL};
	static const char *const gone[] = {"p/__init__.py", "", "p/b.py", "class C: pass\n",
	                                   NULL};
	static const char *const both[] = {
		"p/__init__.py",   "",  "p/b.py", "class C: pass\n", "p/a.py",
		"class C: pass\n", NULL};
	struct bg_arena *arena = bg_arena_new();

	(void)state;
	assert_string_equal(move(before, moved, "p.a.C | None", "p.b.C | None", arena),
	                    "p.b.C | None");
	assert_string_equal(move(before, gone, "list[p.a.C]", "list[p.b.C]", arena),
	                    "list[p.b.C]");
	assert_string_equal(move(before, both, "p.a.C", "p.b.C", arena), "p.a.C");
	assert_string_equal(move(both, moved, "p.a.C", "p.b.C", arena), "p.a.C");
	assert_string_equal(move(before, moved, "Literal['p.a.C'] | p.a.C", "p.b.C", arena),
	                    "Literal['p.a.C'] | p.b.C");
	assert_string_equal(move(before, gone, "p.a.C", "p.b.D", arena), "p.a.C");
	assert_string_equal(move(before, gone, "q.a.C", "p.b.C", arena), "q.a.C");
	bg_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_are_compared),
		cmocka_unit_test(any_two_mirror),
		cmocka_unit_test(a_type_is_the_same_as_itself),
		cmocka_unit_test(texts_are_read_back_as_they_are),
		cmocka_unit_test(a_longer_union_is_no_narrower),
		cmocka_unit_test(missing_types_are_unsure),
		cmocka_unit_test(moved_classes_are_no_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
