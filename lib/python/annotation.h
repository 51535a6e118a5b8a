/* SPDX-License-Identifier: MIT */
/*
 * Annotations and default values as canonical text, so that equal meanings are equal
 * strings; and which of two such types takes in the other. The text is what reports show:
 *
 *   Optional[X], Union[None, X], "X | None"   X | None      members sorted, each once
 *   List[int], typing.Sequence, t.Any         list[int], Sequence, Any
 *   Annotated[X, …], Final[X], ClassVar[X]    X
 *   a TypeVar, a ParamSpec                    TypeVar[bound], ParamSpec: not by its name
 *   a type alias of the repository            what it stands for, whatever it is called
 *   a class of the repository                 pkg.mod.Class, where it is defined
 *   a class from outside                      its full dotted name, as imported
 *   what is no type that can be told          ?'source'
 *
 * A class that moved is another text here: bg_py_types_move() tells it from another
 * class that is called alike, for which both revisions must be asked.
 */
#ifndef BG_PYTHON_ANNOTATION_H
#define BG_PYTHON_ANNOTATION_H

#include "python/fold.h"

struct bg_py_type_text {
	const char *text; /* NULL: no annotation, or one that says nothing ("Final") */
	/*
	 * What the repository's classes in it are: "pkg.A(pkg.Base, abc.ABC){close open}; …",
	 * all bases of each and its members, "Protocol" first where it is one. NULL: none.
	 */
	const char *is;
};

/*
 * The canonical text of an annotation; node NULL gives text NULL. Strings live in arena.
 * An annotation that is too large or goes in circles is "?'…'". 0, or -1 with BG_EOBJECT
 * or BG_ELIMIT, of another file that had to be read.
 */
int bg_py_annotation(struct bg_py_type_text *out, struct bg_arena *arena,
                     const struct bg_py_where *where, const struct bg_py_node *node,
                     struct bg_err *err);

/*
 * The canonical text of a default value or any expression: what it is known to be
 * ('a' = "a", 1_000 = 1000, DEFAULT_TIMEOUT = 10), else its source laid out in one way with
 * imported names in full. At most about 300 bytes; a longer one ends in "…#" and a hash of
 * the whole. *out is never NULL on success. 0, or -1 as above.
 */
int bg_py_expression_text(const char **out, struct bg_arena *arena,
                          const struct bg_py_where *where, const struct bg_py_node *node,
                          struct bg_err *err);

/*
 * The value of a member of the enumeration where->cls, as text like that; *out is NULL where
 * name is no member or the value is not known. 0, or -1 as above.
 */
int bg_py_member_text(const char **out, struct bg_arena *arena, const struct bg_py_where *where,
                      const char *name, struct bg_err *err);

/* How the second of two types stands to the first one. */
enum bg_py_compared {
	BG_PY_SAME,
	BG_PY_NARROWER, /* every value of the second is one of the first */
	BG_PY_WIDER,    /* every value of the first is one of the second */
	BG_PY_OTHER,
	BG_PY_UNSURE /* one is missing, Any, or not a type that can be told */
};

/*
 * Compares values, not assignability: list[bool] is narrower than list[int], as what is
 * read from it is. int is a float (PEP 484), a list a Sequence, any X one of its Protocol.
 * is of both sides is used; no tree is. Members of a pair may be NULL.
 */
enum bg_py_compared bg_py_types_compare(const struct bg_py_type_text *was,
                                        const struct bg_py_type_text *now);

/*
 * Puts into *was, a type of an earlier revision, the new places of classes that moved: a
 * class that now names instead of one in was, with the same last name, unless the old
 * place still defines a class of its own or the new one did so before. Projects are
 * those of both revisions; where one of them cannot be read nothing is moved.
 */
void bg_py_types_move(struct bg_py_type_text *was, const struct bg_py_type_text *now,
                      struct bg_arena *arena, struct bg_py_project *before,
                      struct bg_py_project *after);

#endif
