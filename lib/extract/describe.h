/* SPDX-License-Identifier: MIT */
/*
 * What a Python name promises, as items: one "name" with what stands below it. What it is
 * does not enter its identity: attribute "is" says function, class, variable, type, module,
 * external, or undefined for what __all__ lists and the module does not define.
 *
 *   name       pkg.api.connect               is, async, returns, type, bases
 *   parameter  pkg.api.connect(timeout)      kind, default (absent: required), type, name
 *   member     pkg.api.Client.send           is, async, returns, type, value, obligation
 *
 * obligation=yes: a Protocol or an abstract class asks it of others; it is a fact of
 * their parameters. Facts: returns-is, type-is (bg_py_type_text), deprecated and warns
 * (yes or no), order (the positional parameters), field=yes (a constructor's parameter
 * that is a member too), own (yes or no: the class defines the member itself), ancestors.
 *
 * with=with or "async with": what makes a context. alias: what the name of a type stands
 * for. Fact setter (yes or no) is of properties.
 *
 * Facts of classes: frozen, checkable, hashable, slots (yes or no), equal (value or identity),
 * ordered (all, some or none of the comparisons); none of the last four below bases from
 * outside. They become attributes where they differ.
 *
 * Of what is defined in several ways, below if or try, that is told which holds for all of
 * them: what has a default has one in all, and offered=sometimes is what some lack.
 *
 * With both revisions at hand (bg_describe_settle): "order" becomes an attribute where a
 * call by position means another parameter now; a renamed parameter is one with another
 * "name"; types that are equal, or that one side lacks, are no attributes; what became
 * another sort of thing has nothing below it; what several classes inherit changes once, as
 * does a field, which is a member and a parameter. What a new order shows is no addition.
 * Fact successor: the id of the member that a renamed field is now.
 */
#ifndef BG_EXTRACT_DESCRIBE_H
#define BG_EXTRACT_DESCRIBE_H

#include "extract/kinds.h"
#include "python/fold.h"

enum bg_described {
	BG_DESCRIBED,
	BG_DESCRIBED_NOTHING, /* the module has no such name; no item was added */
	BG_DESCRIBED_UNREAD   /* it cannot be told: an element of unread says why */
};

struct bg_describer {
	struct bg_extract *x;
	struct bg_err *err;
	bool functions_only;     /* names that are no functions are left out */
	struct bg_strings below; /* paths of the modules being described */
	const char *module;      /* id of the exported module the names stand below; or NULL */
	enum bg_described done;
};

/*
 * Adds the items of a name of a module ("f", "C", "C.method", a submodule) under an id.
 * 0 with d->done set, or -1 with BG_EOBJECT or BG_ELIMIT. loc is where the name is listed,
 * for what cannot be found elsewhere; path NULL: in the module.
 */
int bg_describe_name(struct bg_describer *d, struct bg_py_unit *unit, const char *name,
                     const char *id, struct bg_loc loc);
/*
 * Adds the public names of a module, below its id; id NULL: its dotted path. declared:
 * what __all__ lists, and nothing with a note where there is none.
 */
int bg_describe_module(struct bg_describer *d, struct bg_py_unit *unit, const char *id,
                       bool declared);

/* "pkg.mod.name" of a name in a module. */
const char *bg_describe_id(struct bg_arena *arena, const struct bg_py_unit *unit,
                           const char *name);

/* Puts old places of classes that moved in step with the new ones, for items of any kind. */
void bg_describe_settle(const struct bg_sides *sides, size_t which,
                        struct bg_py_project *before, struct bg_py_project *after);

/* ---- between the files of it ---------------------------------------------------------- */

/* A callable's parameters, order and result; skip_first: it is bound to an object. */
int bg_describe_callable(struct bg_describer *d, const struct bg_py_where *where,
                         const struct bg_py_node *def, struct bg_item *item, bool skip_first);
/* The signatures of its @overload definitions as one attribute, where there are any. */
int bg_describe_overloads(struct bg_describer *d, const struct bg_py_where *where,
                          const struct bg_py_node *def, struct bg_item *item, bool skip_first);
/* Only its parameters and order, of another function than the item: a constructor. */
int bg_describe_parameters(struct bg_describer *d, const struct bg_py_where *where,
                           const struct bg_py_node *def, struct bg_item *item, bool skip_first);
/* What a variable calls when it is called. */
struct bg_describe_callee {
	struct bg_py_unit *unit;
	const struct bg_py_node *cls;   /* of the method; NULL: none that could be told */
	const struct bg_py_node *def;   /* a function or a lambda; NULL: nothing was found */
	size_t skip;                    /* arguments that are given by position already */
	const struct bg_py_list *given; /* those that are given by name, or NULL … */
	struct bg_py_unit *giver;       /* … in this module */
	bool awaited, waited;           /* through sync_to_async(), or async_to_sync() */
};
/* What "f = lambda x: …", "f = Client().send" or "f = partial(g, 1)" calls. */
int bg_describe_find_callee(struct bg_describer *d, const struct bg_py_ref *ref,
                            struct bg_describe_callee *out);
int bg_describe_callee(struct bg_describer *d, const struct bg_describe_callee *callee,
                       struct bg_item *item);
/* "log = getLogger(…)", "T = TypeVar(…)": what a module makes for itself. */
bool bg_describe_is_tool(const struct bg_py_node *statement);
/* A class that a call makes, as namedtuple does; *done says whether it was one. */
int bg_describe_made(struct bg_describer *d, const struct bg_py_ref *ref, const char *id,
                     struct bg_loc loc, bool *done);
/* Whether a key of a TypedDict may be left out, by its annotation and "total=False". */
bool bg_describe_key_is_optional(const struct bg_py_list *keywords,
                                 const struct bg_py_node *annotation);
/* Whether a statement binds its name to what only running it tells. */
bool bg_describe_is_made(const struct bg_py_node *statement);
int bg_describe_class(struct bg_describer *d, struct bg_py_unit *unit,
                      const struct bg_py_node *cls, struct bg_item *item);
/* One parameter; without value and text it is required. */
struct bg_describe_param {
	const char *name, *kind;
	const struct bg_py_node *annotation, *value;
	const char *text; /* of the default, where value does not say it */
	bool field, obligation;
	const char *own; /* fact "own"; NULL: none */
};
int bg_describe_param(struct bg_describer *d, const struct bg_py_where *where,
                      const char *parent, const struct bg_describe_param *p, unsigned line);
/* Sets an attribute to the text of an annotation, and its fact "…-is"; NULL: nothing. */
int bg_describe_type(struct bg_describer *d, const struct bg_py_where *where,
                     struct bg_item *item, const char *attr,
                     const struct bg_py_node *annotation);
/* Sets deprecated and warns. */
int bg_describe_marks(struct bg_describer *d, const struct bg_py_where *where,
                      struct bg_item *item, const struct bg_py_node *node);
/* The value of "X = Union[…]" and "X: TypeAlias = …"; NULL: no type that it stands for. */
const struct bg_py_node *bg_describe_alias_value(const struct bg_py_node *node);
/* What "NewType('X', int)" makes its values of; NULL: another statement. */
const struct bg_py_node *bg_describe_newtype_value(const struct bg_py_node *node);
/* Sets attribute alias to the type that the name stands for, where it can be told. */
int bg_describe_alias(struct bg_describer *d, const struct bg_py_where *where,
                      struct bg_item *item, const struct bg_py_node *value);
/* Joins the items from "at" on, another definition of what stands in [from, at), with those. */
void bg_describe_join(struct bg_arena *keep, struct bg_harvest *h, size_t from, size_t at);
/* "def f(…): raise ImportError(…)": no definition, but a refusal. */
bool bg_describe_refuses(struct bg_py_unit *unit, const struct bg_py_node *def);
/* Whether it is a generator; a body that does not parse is none. */
bool bg_describe_yields(struct bg_py_unit *unit, const struct bg_py_node *def);
/* Whether one of the decorators ends in that name: "abc.abstractmethod". */
bool bg_describe_decorated(const struct bg_py_list *decorators, const char *name);
/*
 * Whether they make an attribute of a method: property, and what is called as one, as
 * functools.cached_property, hybrid_property, or the older reify.
 */
bool bg_describe_is_property(const struct bg_py_list *decorators);

#endif
