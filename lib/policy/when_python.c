/* SPDX-License-Identifier: MIT */
/* Predicates of the rules for Python names: parameters, bases, obligations. */
#include <string.h>

#include "policy/when.h"

static bool
is_yes(const char *value)
{
	return value && strcmp(value, "yes") == 0;
}

bool
bg_when_is_obligation(const struct bg_change *c)
{
	const struct bg_item *item = c->now ? c->now : c->was;

	return is_yes(bg_item_attr(item, "obligation")) ||
	       is_yes(bg_item_fact(item, "obligation"));
}

static bool
is_undefined(const struct bg_item *item)
{
	const char *is = item ? bg_item_attr(item, "is") : NULL;

	return is && strcmp(is, "undefined") == 0;
}

bool
bg_when_is_outside(const struct bg_change *c)
{
	return (c->from && strcmp(c->from, "external") == 0) ||
	       (c->to && strcmp(c->to, "external") == 0);
}

bool
bg_when_is_absorbed(const struct bg_change *c)
{
	return is_yes(bg_item_fact(c->was, "absorbed"));
}

bool
bg_when_was_undefined(const struct bg_change *c)
{
	return is_undefined(c->was);
}

bool
bg_when_is_undefined(const struct bg_change *c)
{
	return is_undefined(c->now);
}

bool
bg_when_is_required(const struct bg_change *c)
{
	return !bg_item_attr(c->now, "default");
}

bool
bg_when_order_grew(const struct bg_change *c)
{
	return c->from && c->to && (strcmp(c->from, "none") == 0 || strcmp(c->to, "all") == 0);
}

bool
bg_when_is_identity(const struct bg_change *c)
{
	return c->to && strcmp(c->to, "identity") == 0;
}

bool
bg_when_position_freed(const struct bg_change *c)
{
	return c->to && c->from && strcmp(c->to, "positional") == 0 && *c->from != '*';
}

/* Whether a word of n bytes is in a list "a, b"; NULL is an empty one. */
static bool
has_word(const char *list, const char *word, size_t n)
{
	for (; list && *list; list += strcspn(list, ",")) {
		list += strspn(list, ", ");
		if (strcspn(list, ",") == n && memcmp(list, word, n) == 0)
			return true;
	}
	return false;
}

/* Classes of Python and what they derive from, for bases that became more special. */
static const struct {
	const char *name, *from;
} derived[] = {
	{"enum.StrEnum", "str, enum.Enum, enum.ReprEnum"},
	{"enum.IntEnum", "int, enum.Enum, enum.ReprEnum"},
	{"enum.IntFlag", "int, enum.Enum, enum.Flag, enum.ReprEnum"},
	{"enum.Flag", "enum.Enum"},
	{"abc.ABCMeta", "type"},
	{"enum.EnumMeta", "type"},
	{"enum.EnumType", "type, enum.EnumMeta"},
	{"collections.abc.MutableMapping", "collections.abc.Mapping"},
	{"collections.abc.MutableSequence", "collections.abc.Sequence"},
	{"collections.abc.Generator", "collections.abc.Iterator, collections.abc.Iterable"},
	{"collections.abc.Iterator", "collections.abc.Iterable"},
	{"collections.OrderedDict", "dict"},
	{"collections.defaultdict", "dict"},
	{"collections.Counter", "dict"},
	{"bool", "int"},
	{"ValueError", "Exception"},
	{"TypeError", "Exception"},
	{"KeyError", "LookupError, Exception"},
	{"IndexError", "LookupError, Exception"},
	{"LookupError", "Exception"},
	{"RuntimeError", "Exception"},
	{"NotImplementedError", "RuntimeError, Exception"},
	{"RecursionError", "RuntimeError, Exception"},
	{"ArithmeticError", "Exception"},
	{"ZeroDivisionError", "ArithmeticError, Exception"},
	{"AttributeError", "Exception"},
	{"AssertionError", "Exception"},
	{"ImportError", "Exception"},
	{"ModuleNotFoundError", "ImportError, Exception"},
	{"UnicodeError", "ValueError, Exception"},
	{"json.JSONDecodeError", "ValueError, Exception"},
	{"OSError", "Exception, IOError"},
	{"FileNotFoundError", "OSError, IOError, Exception"},
	{"FileExistsError", "OSError, IOError, Exception"},
	{"PermissionError", "OSError, IOError, Exception"},
	{"TimeoutError", "OSError, IOError, Exception"},
	{"ConnectionError", "OSError, IOError, Exception"},
	{"ConnectionResetError", "ConnectionError, OSError, IOError, Exception"},
	{"ConnectionRefusedError", "ConnectionError, OSError, IOError, Exception"},
	{"BrokenPipeError", "ConnectionError, OSError, IOError, Exception"},
	{"Exception", "BaseException"},
	{"DeprecationWarning", "Warning, Exception"},
	{"UserWarning", "Warning, Exception"},
	{"django.core.exceptions.ImproperlyConfigured", "Exception"},
	{"django.core.management.base.CommandError", "Exception"},
};

/* Whether one of the bases is known to derive from a class. */
static bool
has_heir(const char *bases, const char *name, size_t n)
{
	for (size_t i = 0; bases && i < sizeof(derived) / sizeof(derived[0]); i++)
		if (has_word(derived[i].from, name, n) &&
		    has_word(bases, derived[i].name, strlen(derived[i].name)))
			return true;
	return false;
}

bool
bg_when_lost_one(const struct bg_change *c)
{
	const char *inside = bg_item_fact(c->now, "ancestors"), *p = c->from, *leaf;
	size_t n;

	for (; p && *p; p += n) {
		p += strspn(p, ", ");
		n = strcspn(p, ",");
		for (leaf = p + n; leaf > p && leaf[-1] != '.';)
			leaf--;
		if (n && !has_word(c->to, p, n) && !has_heir(c->to, p, n) &&
		    !has_word(inside, leaf, (size_t)(p + n - leaf)))
			return true;
	}
	return false;
}

/* Whether a list whose elements stand apart by " ; " has one of n bytes. */
static bool
has_signature(const char *list, const char *one, size_t n)
{
	const char *end;

	for (; list; list = end ? end + 3 : NULL) {
		end = strstr(list, " ; ");
		if ((end ? (size_t)(end - list) : strlen(list)) == n &&
		    memcmp(list, one, n) == 0)
			return true;
	}
	return false;
}

bool
bg_when_overloads_grew(const struct bg_change *c)
{
	const char *end;

	if (!c->from || !c->to)
		return c->to == NULL;
	for (const char *p = c->from; p; p = end ? end + 3 : NULL) {
		end = strstr(p, " ; ");
		if (!has_signature(c->to, p, end ? (size_t)(end - p) : strlen(p)))
			return false;
	}
	return true;
}
