/* SPDX-License-Identifier: MIT */
/* Which of two types takes in the other: by their texts, and by what their classes are. */
#include "python/annotation.h"

#include "python/types_fit.h"

#define STEPS 20000 /* pairs of terms of one comparison */
#define HEIGHT 60

static const struct {
	const char *name, *base, *args;
} bases[] = {
#define _(name, base, args) {name, base, args},
#include "python/types.def"
#undef _
};

static enum bg_fit
least(enum bg_fit a, enum bg_fit b)
{
	return a < b ? a : b;
}

static const struct bg_py_term *
any(struct bg_fitter *j)
{
	return bg_term_name(j->arena, "Any", NULL);
}

/* The union of all arguments: what a tuple's elements are. */
static const struct bg_py_term *
all_of(struct bg_fitter *j, const struct bg_py_term *t)
{
	struct bg_py_terms of = {0};

	for (size_t i = 0; i < t->n; i++)
		if (t->v[i]->kind != BG_TERM_DOTS)
			*bg_list_add(j->arena, &of) =
				t->v[i]->kind == BG_TERM_STAR ? any(j) : t->v[i];
	return of.n ? bg_term_union(j->arena, &of) : any(j);
}

/* A class of the standard library as its base, with the base's arguments. */
static const struct bg_py_term *
as_base(struct bg_fitter *j, const struct bg_py_term *t, const char *base, const char *args)
{
	struct bg_py_terms of = {0};

	if (*args == '=')
		for (size_t i = 0; i < t->n; i++)
			*bg_list_add(j->arena, &of) = t->v[i];
	else if (*args == '1' && t->n)
		*bg_list_add(j->arena, &of) = t->v[0];
	else if (*args == '*' && t->n)
		*bg_list_add(j->arena, &of) = all_of(j, t);
	else if (bg_is_alpha(*args))
		*bg_list_add(j->arena, &of) = bg_term_name(j->arena, args, NULL);
	return bg_term_name(j->arena, base, of.n ? &of : NULL);
}

static enum bg_fit
fits_library(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	enum bg_fit best = BG_FIT_NO, one;

	for (size_t i = 0; i < sizeof(bases) / sizeof(*bases) && best != BG_FIT_YES; i++) {
		if (strcmp(bases[i].name, a->name) != 0)
			continue;
		one = bg_fit(j, as_base(j, a, bases[i].base, bases[i].args), b);
		best = one > best ? one : best;
	}
	return best;
}

/* Parameters go the other way round. */
static enum bg_fit
fits_callable(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	const struct bg_py_term *p, *q;
	enum bg_fit all;

	if (a->n != 2 || b->n != 2)
		return BG_FIT_MAYBE;
	all = bg_fit(j, a->v[1], b->v[1]);
	p = a->v[0];
	q = b->v[0];
	if (p->kind != BG_TERM_LIST || q->kind != BG_TERM_LIST)
		return least(all, strcmp(p->text, q->text) == 0 ? BG_FIT_YES : BG_FIT_MAYBE);
	if (p->n != q->n)
		return BG_FIT_NO;
	for (size_t i = 0; i < p->n; i++)
		all = least(all, bg_fit(j, q->v[i], p->v[i]));
	return all;
}

static bool
is_open_tuple(const struct bg_py_term *t)
{
	return t->n == 2 && t->v[1]->kind == BG_TERM_DOTS;
}

static enum bg_fit
fits_tuple(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	enum bg_fit all = BG_FIT_YES;

	if (!a->brackets || !b->brackets)
		return BG_FIT_MAYBE;
	if (is_open_tuple(b)) {
		for (size_t i = 0; i < a->n; i++)
			if (a->v[i]->kind != BG_TERM_DOTS)
				all = least(all, bg_fit(j, a->v[i], b->v[0]));
		return all;
	}
	if (is_open_tuple(a) || a->n != b->n)
		return BG_FIT_NO;
	for (size_t i = 0; i < a->n; i++)
		all = least(all, bg_fit(j, a->v[i], b->v[i]));
	return all;
}

/* The same class with other arguments: what is read from it. */
static enum bg_fit
fits_arguments(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	enum bg_fit all = BG_FIT_YES;
	bool found;

	if (strcmp(a->name, "tuple") == 0)
		return fits_tuple(j, a, b);
	if (strcmp(a->name, "Literal") == 0) {
		for (size_t i = 0; i < a->n; i++) {
			found = false;
			for (size_t k = 0; k < b->n && !found; k++)
				found = strcmp(a->v[i]->text, b->v[k]->text) == 0;
			if (!found)
				return BG_FIT_NO;
		}
		return BG_FIT_YES;
	}
	if (strcmp(a->name, "Callable") == 0)
		return fits_callable(j, a, b);
	if (a->n != b->n)
		return BG_FIT_MAYBE;
	for (size_t i = 0; i < a->n; i++)
		all = least(all, bg_fit(j, a->v[i], b->v[i]));
	return all;
}

/* The class that a value in a Literal is of. */
static const char *
class_of_value(struct bg_fitter *j, const char *value)
{
	const char *dot = strrchr(value, '.');

	if (*value == '\'')
		return "str";
	if (value[0] == 'b' && value[1] == '\'')
		return "bytes";
	if (strcmp(value, "True") == 0 || strcmp(value, "False") == 0)
		return "bool";
	if (*value == '-' || bg_is_digit(*value))
		return "int";
	return dot ? bg_strndup(j->arena, value, (size_t)(dot - value)) : value;
}

static enum bg_fit
fits_values(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	enum bg_fit all = BG_FIT_YES;

	for (size_t i = 0; i < a->n; i++)
		all = least(all, bg_fit(j,
		                        bg_term_name(j->arena, class_of_value(j, a->v[i]->text),
		                                     NULL),
		                        b));
	return all;
}

/* One class, known by two paths of its package or by its last name only. */
static bool
may_be_same(const struct bg_py_term *a, const struct bg_py_term *b)
{
	const char *p = strrchr(a->name, '.'), *q = strrchr(b->name, '.');
	size_t n = strcspn(a->name, ".");

	if (strcmp(p ? p + 1 : a->name, q ? q + 1 : b->name) != 0)
		return false;
	return !p || !q || (strcspn(b->name, ".") == n && memcmp(a->name, b->name, n) == 0);
}

/* A type variable may be all that its bound or its constraints are. */
static enum bg_fit
fits_variable(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	if (bg_term_is(a, "TypeVar"))
		a = all_of(j, a);
	if (bg_term_is(b, "TypeVar"))
		b = all_of(j, b);
	return least(BG_FIT_MAYBE, bg_fit(j, a, b));
}

/*
 * Whether a name from outside may stand for what only an alias stands for: a Callable or the
 * values of a Literal. Classes of the standard library and an enumeration of these values do not.
 */
static bool
may_be_alias(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	bool written = bg_term_is(b, "Callable") || bg_term_is(b, "Literal");

	if (!written || !strchr(a->name, '.') || bg_fit_knows(j, a->name))
		return false;
	for (size_t i = 0; i < sizeof(bases) / sizeof(*bases); i++)
		if (strcmp(bases[i].name, a->name) == 0)
			return false;
	for (size_t i = 0; i < b->n && bg_term_is(b, "Literal"); i++)
		if (strcmp(class_of_value(j, b->v[i]->text), a->name) == 0)
			return false;
	return true;
}

static enum bg_fit
fits_name(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	enum bg_fit best, other;

	if (bg_term_is(a, "TypeVar") || bg_term_is(b, "TypeVar"))
		return fits_variable(j, a, b);
	if (strcmp(a->name, b->name) == 0)
		return fits_arguments(j, a, b);
	if (may_be_alias(j, a, b) || may_be_alias(j, b, a))
		return BG_FIT_MAYBE;
	if (bg_term_is(a, "Literal"))
		return fits_values(j, a, b);
	if (bg_term_is(a, "None"))
		return bg_term_is(b, "Hashable") ? BG_FIT_YES : BG_FIT_NO;
	best = fits_library(j, a, b);
	other = best == BG_FIT_YES ? BG_FIT_NO : bg_fit_lineage(j, a, b);
	best = other > best ? other : best;
	if (best == BG_FIT_NO && !(bg_fit_knows(j, a->name) && bg_fit_knows(j, b->name)) &&
	    may_be_same(a, b))
		return BG_FIT_MAYBE;
	return best;
}

/* Each member of a has to fit one of b's. */
static enum bg_fit
fits_union(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	enum bg_fit all = BG_FIT_YES, best, one;

	if (a->kind == BG_TERM_UNION) {
		for (size_t i = 0; i < a->n; i++)
			all = least(all, bg_fit(j, a->v[i], b));
		return all;
	}
	best = BG_FIT_NO;
	for (size_t i = 0; i < b->n && best != BG_FIT_YES; i++) {
		one = bg_fit(j, a, b->v[i]);
		best = one > best ? one : best;
	}
	return best;
}

static bool
is_anything(const struct bg_py_term *t)
{
	return t->kind == BG_TERM_UNKNOWN || t->kind == BG_TERM_DOTS || bg_term_is(t, "Any");
}

static enum bg_fit
fits_kind(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	if (is_anything(a) || is_anything(b))
		return BG_FIT_MAYBE;
	if (strcmp(a->text, b->text) == 0 || bg_term_is(b, "object") || bg_term_is(a, "Never"))
		return BG_FIT_YES;
	if (a->kind == BG_TERM_UNION || b->kind == BG_TERM_UNION)
		return fits_union(j, a, b);
	if (a->kind == BG_TERM_NAME && b->kind == BG_TERM_NAME)
		return fits_name(j, a, b);
	return a->kind == BG_TERM_STAR || b->kind == BG_TERM_STAR ? BG_FIT_MAYBE : BG_FIT_NO;
}

enum bg_fit
bg_fit(struct bg_fitter *j, const struct bg_py_term *a, const struct bg_py_term *b)
{
	enum bg_fit truth;

	if (++j->steps > STEPS || j->depth >= HEIGHT)
		return BG_FIT_MAYBE;
	j->depth++;
	truth = fits_kind(j, a, b);
	j->depth--;
	return truth;
}

enum bg_py_compared
bg_py_types_compare(const struct bg_py_type_text *was, const struct bg_py_type_text *now)
{
	struct bg_fitter j = {.is = {was->is, now->is}};
	const struct bg_py_term *a, *b;
	enum bg_fit narrower, wider;

	if (!was->text || !now->text)
		return was->text == now->text ? BG_PY_SAME : BG_PY_UNSURE;
	if (strcmp(was->text, now->text) == 0)
		return BG_PY_SAME;
	j.arena = bg_arena_new();
	a = bg_term_parse(j.arena, was->text);
	b = bg_term_parse(j.arena, now->text);
	narrower = bg_fit(&j, b, a);
	wider = bg_fit(&j, a, b);
	bg_arena_free(j.arena);
	if (narrower == BG_FIT_NO && wider == BG_FIT_NO)
		return BG_PY_OTHER;
	if (narrower == BG_FIT_NO)
		return BG_PY_WIDER;
	if (wider == BG_FIT_NO)
		return BG_PY_NARROWER;
	return narrower == BG_FIT_YES && wider == BG_FIT_YES ? BG_PY_SAME : BG_PY_UNSURE;
}
