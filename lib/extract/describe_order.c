/* SPDX-License-Identifier: MIT */
/* Positional parameters of both revisions: which one a call by position means. */
#include "extract/describe_pair.h"

static void
split(struct bg_arena *arena, const char *list, struct bg_strings *out)
{
	size_t n;

	for (; *list; list += n) {
		list += strspn(list, ", ");
		n = strcspn(list, ",");
		if (n)
			bg_strings_add(arena, out, bg_strndup(arena, list, n));
	}
}

/* Where a name stands; SIZE_MAX: nowhere. */
static size_t
place(const struct bg_strings *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i], name) == 0)
			return i;
	return SIZE_MAX;
}

/* A parameter of the callable, whatever its kind. */
static struct bg_item *
parameter(struct bg_pair_settling *s, bool now, const struct bg_item *of, const char *name)
{
	return bg_pair_find(s, now, "parameter", bg_strf(s->arena, "%s(%s)", of->id, name));
}

/* Whether no call can name it. */
static bool
is_nameless(const struct bg_item *parameter)
{
	return strcmp(bg_item_attr(parameter, "kind"), "positional-only") == 0;
}

static bool
same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Whether one may be the other by a new name: both say the same, as far as both say it. */
static bool
is_alike(const struct bg_item *old, const struct bg_item *new)
{
	const char *was = bg_item_attr(old, "type"), *now = bg_item_attr(new, "type");

	return (!was || !now || strcmp(was, now) == 0) &&
	       same_text(bg_item_attr(old, "default"), bg_item_attr(new, "default"));
}

static void
rename_parameter(struct bg_pair_settling *s, struct bg_item *old, struct bg_item *new,
                 const char *was, const char *now)
{
	struct bg_item *field = bg_pair_field(s, false, old),
		       *next = bg_pair_field(s, true, new);

	if (field && next) {
		bg_item_set_fact(s->arena, field, "successor", next->id);
		bg_pair_tell(s, new);
		return;
	}
	if (!is_nameless(old) || !is_nameless(new)) {
		bg_item_set_attr(s->arena, old, "name", was);
		bg_item_set_attr(s->arena, new, "name", now);
	}
	*bg_list_add(s->arena, &s->renamed) = (struct bg_pair_name){new, old->id};
}

/*
 * Whether the old name may still be given: "**kwargs" takes it, and the one in its place
 * may be left out.
 */
static bool
is_absorbed(const struct bg_pair_settling *s, const struct bg_item *of,
            const struct bg_item *old, const struct bg_item *new)
{
	return !is_nameless(old) && bg_item_attr(new, "default") &&
	       bg_pair_takes(s, of->id, "**kwargs");
}

/*
 * One that gave its place to another, with all around it as it was: a rename. The new one
 * is called as the old one was, and both say their names. Where there are more or fewer than
 * before, all that stands before it must be what it was.
 */
static void
find_renames(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b,
             struct bg_strings *was, struct bg_strings *now)
{
	bool level = was->n == now->n;
	struct bg_item *old, *new;

	for (size_t i = 0; i < was->n && i < now->n; i++) {
		if (strcmp(was->v[i], now->v[i]) == 0)
			continue;
		old = parameter(s, false, a, was->v[i]);
		new = parameter(s, true, b, now->v[i]);
		if (!old || !new || parameter(s, true, b, was->v[i]) ||
		    parameter(s, false, a, now->v[i]) || (!level && !is_alike(old, new))) {
			if (!level)
				return;
			continue;
		}
		if (is_absorbed(s, a, old, new))
			bg_item_set_fact(s->arena, old, "absorbed", "yes");
		else
			rename_parameter(s, old, new, was->v[i], now->v[i]);
		now->v[i] = was->v[i];
	}
}

/* Whether a call by position means another parameter: what goes is a change of its own. */
static bool
is_moved(const struct bg_strings *was, const struct bg_strings *now)
{
	size_t last = 0, at;
	bool inserted = false;

	for (size_t i = 0; i < now->n; i++) {
		at = place(was, now->v[i]);
		if (at == SIZE_MAX) {
			inserted = true;
			continue;
		}
		if (inserted || at < last)
			return true;
		last = at;
	}
	return false;
}

/* The new order shows what is new in it. */
static void
tell_additions(struct bg_pair_settling *s, const struct bg_item *b,
               const struct bg_strings *was, const struct bg_strings *now)
{
	struct bg_item *new, *member;

	for (size_t i = 0; i < now->n; i++) {
		new = place(was, now->v[i]) == SIZE_MAX ? parameter(s, true, b, now->v[i])
		                                        : NULL;
		if (!new)
			continue;
		bg_pair_tell(s, new);
		member = bg_pair_field(s, true, new);
		if (member)
			bg_pair_tell(s, member);
	}
}

void
bg_pair_order(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b)
{
	const char *from = bg_item_fact(a, "order"), *to = bg_item_fact(b, "order");
	struct bg_strings was = {0}, now = {0};

	if (strcmp(from, to) == 0)
		return;
	split(s->arena, from, &was);
	split(s->arena, to, &now);
	find_renames(s, a, b, &was, &now);
	if (!is_moved(&was, &now))
		return;
	bg_item_set_attr(s->arena, a, "order", from);
	bg_item_set_attr(s->arena, b, "order", to);
	tell_additions(s, b, &was, &now);
}

/* The one parameter of that kind that came, and that a test takes for old; NULL: none or several. */
static struct bg_item *
find_new(const struct bg_pair_settling *s, const struct bg_item *old,
         bool (*takes)(const struct bg_item *old, const struct bg_item *new))
{
	const char *kind = bg_item_attr(old, "kind");
	struct bg_item **v, *found = NULL;
	size_t n;

	v = bg_pair_parameters(s, true, old->parent, &n);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(bg_item_attr(v[i], "kind"), kind) != 0 || !takes(old, v[i]) ||
		    bg_pair_find(s, false, "parameter", v[i]->id))
			continue;
		if (found)
			return NULL;
		found = v[i];
	}
	return found;
}

/* "timeout" of "f(timeout)"; ends with the bracket. */
static const char *
name_of(const struct bg_item *parameter)
{
	return strrchr(parameter->id, '(') + 1;
}

/* Whether two names have a word in common: "timeout" and "timeout_seconds". */
static bool
share_word(const char *a, const char *b)
{
	size_t n;

	for (const char *p = a; *p && *p != ')'; p += n + (p[n] == '_')) {
		n = strcspn(p, "_)");
		for (const char *q = b; n && *q && *q != ')'; q += strcspn(q, "_)")) {
			q += *q == '_';
			if (strcspn(q, "_)") == n && memcmp(p, q, n) == 0)
				return true;
		}
	}
	return false;
}

static bool
is_renamed(const struct bg_item *old, const struct bg_item *new)
{
	return is_alike(old, new) && share_word(name_of(old), name_of(new));
}

void
bg_pair_keyword(struct bg_pair_settling *s, struct bg_item *a)
{
	const char *kind = bg_item_attr(a, "kind");
	struct bg_item *b;

	if (!kind || strcmp(kind, "keyword") != 0 || bg_item_fact(a, "absorbed") ||
	    bg_pair_find(s, true, "parameter", a->id))
		return;
	b = find_new(s, a, is_renamed);
	/* Two of before may look alike to it. */
	for (size_t i = 0; b && i < s->renamed.n; i++)
		if (s->renamed.v[i].item == b)
			return;
	if (b)
		rename_parameter(s, a, b,
		                 bg_strndup(s->arena, name_of(a), strlen(name_of(a)) - 1),
		                 bg_strndup(s->arena, name_of(b), strlen(name_of(b)) - 1));
}

static bool
takes_alike(const struct bg_item *old, const struct bg_item *new)
{
	(void)old;
	(void)new;
	return true;
}

/* "*args" by another name takes what it did; so does "**kwargs". */
void
bg_pair_further(struct bg_pair_settling *s, struct bg_item *a)
{
	const char *kind = bg_item_attr(a, "kind");
	struct bg_item *b;

	if (!kind || *kind != '*' || bg_pair_find(s, true, "parameter", a->id))
		return;
	b = find_new(s, a, takes_alike);
	if (b)
		*bg_list_add(s->arena, &s->renamed) = (struct bg_pair_name){b, a->id};
}
