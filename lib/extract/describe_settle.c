/* SPDX-License-Identifier: MIT */
/* What can only be told of a Python name with both revisions at hand. */
#include <stdlib.h>

#include "extract/describe_pair.h"
#include "python/annotation.h"

static int
by_identity(const void *a, const void *b)
{
	const struct bg_item *x = *(struct bg_item *const *)a, *y = *(struct bg_item *const *)b;
	int order = strcmp(x->kind, y->kind);

	return order ? order : strcmp(x->id, y->id);
}

/* The items of a side, sorted; as many as items.n. */
static struct bg_item **
sorted(struct bg_arena *arena, struct bg_harvest *h)
{
	struct bg_item **v = bg_calloc(arena, h->items.n + 1, sizeof(struct bg_item *));

	for (size_t i = 0; i < h->items.n; i++)
		v[i] = &h->items.v[i];
	if (h->items.n > 1)
		qsort(v, h->items.n, sizeof(struct bg_item *), by_identity);
	return v;
}

static struct bg_item *
find(struct bg_item **v, size_t n, const char *kind, const char *id)
{
	const struct bg_item key = {.kind = kind, .id = id};
	const struct bg_item *at = &key;
	struct bg_item **found = bsearch(&at, v, n, sizeof(struct bg_item *), by_identity);

	return found ? *found : NULL;
}

struct bg_item *
bg_pair_find(const struct bg_pair_settling *s, bool now, const char *kind, const char *id)
{
	return now ? find(s->b, s->now->items.n, kind, id)
	           : find(s->a, s->was->items.n, kind, id);
}

struct bg_item **
bg_pair_parameters(const struct bg_pair_settling *s, bool now, const char *owner, size_t *n)
{
	const char *start = bg_strf(s->arena, "%s(", owner);
	const struct bg_item key = {.kind = "parameter", .id = start};
	const struct bg_item *at = &key;
	struct bg_item **v = now ? s->b : s->a;
	size_t all = now ? s->now->items.n : s->was->items.n, low = 0, high = all, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (by_identity(&v[mid], &at) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (*n = 0; low + *n < all && bg_starts(v[low + *n]->id, start) &&
	             strcmp(v[low + *n]->kind, key.kind) == 0;)
		++*n;
	return v + low;
}

/* A type: with moved classes in their new place, and no attribute where it says nothing. */
static void
settle_type(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b, const char *attr,
            const char *fact)
{
	struct bg_py_type_text was = {bg_item_attr(a, attr), bg_item_fact(a, fact)};
	const struct bg_py_type_text now = {bg_item_attr(b, attr), bg_item_fact(b, fact)};
	const char *is = was.is;
	enum bg_py_compared compared;

	if (was.text && now.text && strcmp(was.text, now.text) == 0)
		return;
	if (was.text && now.text && s->before && s->after)
		bg_py_types_move(&was, &now, s->arena, s->before, s->after);
	compared = bg_py_types_compare(&was, &now);
	if (!was.text || !now.text || compared == BG_PY_SAME) {
		bg_pair_drop(a, attr);
		bg_pair_drop(b, attr);
		return;
	}
	bg_item_set_attr(s->arena, a, attr, was.text);
	if (was.is && was.is != is)
		bg_item_set_fact(s->arena, a, fact, was.is);
}

/* Whether an id stands below another: a member, a parameter. */
static bool
is_below(const char *id, const char *above)
{
	size_t n = strlen(above);

	return strncmp(id, above, n) == 0 && (id[n] == '.' || id[n] == '(');
}

/* Leaves out what was dropped, and what stands below another sort of thing. */
static void
compact(struct bg_harvest *h, const struct bg_strings *other)
{
	size_t n = 0, k;

	for (size_t i = 0; i < h->items.n; i++) {
		for (k = 0; k < other->n; k++)
			if (is_below(h->items.v[i].id, other->v[k]))
				break;
		if (k == other->n && *h->items.v[i].kind)
			h->items.v[n++] = h->items.v[i];
	}
	h->items.n = n;
}

static bool
same_sort(const struct bg_item *a, const struct bg_item *b)
{
	const char *was = bg_item_attr(a, "is"), *now = bg_item_attr(b, "is");

	return !was || !now || strcmp(was, now) == 0;
}

/* What it is now says all: no other attribute of one sort is one of another. */
static void
keep_sort(struct bg_item *item)
{
	for (size_t i = item->nattr; i-- > 0;)
		if (strcmp(item->attr[i].name, "is") != 0)
			bg_pair_drop(item, item->attr[i].name);
}

/* Whether a list "a.B, c.D" has the one of n bytes at name. */
static bool
listed(const char *list, const char *name, size_t n)
{
	for (; list && *list; list += strcspn(list, ","), list += strspn(list, ", "))
		if (strcspn(list, ",") == n && strncmp(list, name, n) == 0)
			return true;
	return false;
}

/* Whether one of the bases from outside, "a.B, c.D", is new and may hold members itself. */
static bool
has_new_base(const struct bg_item *a, const struct bg_item *b)
{
	const char *was = bg_item_attr(a, "bases"), *now = bg_item_attr(b, "bases");
	size_t n;

	for (; now && *now; now += n, now += strspn(now, ", ")) {
		n = strcspn(now, ",");
		if (memchr(now, '.', n) && !bg_starts(now, "enum.") &&
		    !bg_starts(now, "typing.") && !listed(was, now, n))
			return true;
	}
	return false;
}

/* A member that is gone may be what a base offers that nobody could look into. */
static void
doubt_members(struct bg_pair_settling *s, const struct bg_item *a, const struct bg_item *b)
{
	const char *base = bg_item_fact(b, "base-unread");

	if (!base && has_new_base(a, b))
		base = bg_item_attr(b, "bases");
	for (size_t i = 0; base && i < s->was->items.n; i++) {
		const struct bg_item *m = s->a[i];

		if (m->parent && strcmp(m->parent, a->id) == 0 &&
		    !bg_pair_find(s, true, m->kind, m->id))
			bg_harvest_unread_item(
				s->arena, s->now, m->id, b->loc,
				bg_strf(s->arena,
			                "'%s' may come from a base that cannot be read: %s",
			                m->id, base));
	}
}

/* A fact that both sides know is an attribute where they differ. */
static void
settle_fact(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b, const char *name)
{
	const char *was = bg_item_fact(a, name), *now = bg_item_fact(b, name);

	if (!was || !now || strcmp(was, now) == 0)
		return;
	bg_item_set_attr(s->arena, a, name, was);
	bg_item_set_attr(s->arena, b, name, now);
}

/* The class of this name that the base promises and the target has, or NULL. */
static const struct bg_item *
find_promised(const struct bg_pair_settling *s, const char *name, size_t n)
{
	const char *is, *id;
	size_t length;

	for (size_t i = 0; i < s->was->items.n; i++) {
		id = s->a[i]->id;
		length = strlen(id);
		is = bg_item_attr(s->a[i], "is");
		if (strcmp(s->a[i]->kind, "name") == 0 && is && strcmp(is, "class") == 0 &&
		    length > n && id[length - n - 1] == '.' &&
		    memcmp(id + length - n, name, n) == 0)
			return bg_pair_find(s, true, "name", id);
	}
	return NULL;
}

/* A base in the repository counts as one from outside does when it is promised itself. */
static void
settle_ancestors(struct bg_pair_settling *s, struct bg_item *a, const struct bg_item *b)
{
	const char *was = bg_item_fact(a, "ancestors"), *now = bg_item_fact(b, "ancestors");
	const char *bases = bg_item_attr(a, "bases");
	size_t n;

	for (; was && *was; was += n, was += strspn(was, ", ")) {
		n = strcspn(was, ",");
		if (!n || listed(now, was, n) || !find_promised(s, was, n))
			continue;
		bases = bg_strf(s->arena, "%s%s%.*s", bases ? bases : "",
		                bases && *bases ? ", " : "", (int)n, was);
		bg_item_set_attr(s->arena, a, "bases", bases);
	}
}

/* Whether it is called, and another what a call made: nobody knows whether that can be. */
static bool
is_doubtful(const struct bg_item *called, const struct bg_item *made)
{
	const char *is = bg_item_attr(called, "is");

	return bg_item_fact(made, "made") &&
	       (strcmp(is, "function") == 0 || strcmp(is, "class") == 0);
}

static void
doubt_sort(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b)
{
	const bool now = is_doubtful(a, b);
	const struct bg_item *made = now ? b : a;

	if (!now && !is_doubtful(b, a))
		return;
	bg_harvest_unread_item(
		s->arena, now ? s->now : s->was, made->id, made->loc,
		bg_strf(s->arena,
	                "whether '%s' is used as it was can only be told by running it",
	                made->id));
	bg_pair_drop(a, "is");
	bg_pair_drop(b, "is");
}

static void
settle_pair(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b)
{
	const char *hashable = bg_item_fact(b, "hashable");

	bg_pair_alike(a, b);
	if (!same_sort(a, b)) {
		keep_sort(a);
		keep_sort(b);
		bg_strings_add(s->arena, &s->other, a->id);
		doubt_sort(s, a, b);
		return;
	}
	doubt_members(s, a, b);
	settle_ancestors(s, a, b);
	bg_pair_awaited(s, a, b);
	settle_type(s, a, b, "returns", "returns-is");
	settle_type(s, a, b, "type", "type-is");
	settle_type(s, a, b, "alias", "alias-is");
	/* A property that could be set, or can be now; another attribute can be in any case. */
	settle_fact(s, a, b, "setter");
	settle_fact(s, a, b, "frozen");
	settle_fact(s, a, b, "checkable");
	settle_fact(s, a, b, "equal");
	/* What is frozen, or is compared by identity, can be hashed by that. */
	if (!bg_item_attr(a, "frozen") && !bg_item_attr(a, "equal"))
		settle_fact(s, a, b, "hashable");
	else if (hashable && strcmp(hashable, "no") == 0)
		settle_fact(s, a, b, "hashable");
	settle_fact(s, a, b, "ordered");
	settle_fact(s, a, b, "slots");
	if (bg_item_fact(a, "order") && bg_item_fact(b, "order"))
		bg_pair_order(s, a, b);
}

bool
bg_pair_takes(const struct bg_pair_settling *s, const char *owner, const char *kind)
{
	struct bg_item **v;
	size_t n;

	v = bg_pair_parameters(s, true, owner, &n);
	for (size_t i = 0; i < n; i++)
		if (strcmp(bg_item_attr(v[i], "kind"), kind) == 0)
			return true;
	return false;
}

/* "f(*args, **kwargs)", as what hands on to another has it, takes every call it took before. */
static void
settle_absorbed(struct bg_pair_settling *s, struct bg_item *param)
{
	const char *open = strrchr(param->id, '('), *kind = bg_item_attr(param, "kind");
	const char *owner;

	if (!open || !kind || *kind == '*' || bg_pair_find(s, true, "parameter", param->id))
		return;
	owner = bg_strf(s->arena, "%.*s", (int)(open - param->id), param->id);
	if (!bg_pair_find(s, true, "name", owner) && !bg_pair_find(s, true, "member", owner))
		return;
	if ((strcmp(kind, "positional") == 0 || strcmp(kind, "keyword") == 0) &&
	    bg_pair_takes(s, owner, "**kwargs") &&
	    (strcmp(kind, "keyword") == 0 || bg_pair_takes(s, owner, "*args")))
		bg_item_set_fact(s->arena, param, "absorbed", "yes");
}

static void
settle_parameters(struct bg_pair_settling *s)
{
	for (size_t i = 0; i < s->was->items.n; i++)
		if (strcmp(s->a[i]->kind, "parameter") == 0) {
			bg_pair_field_gone(s, s->a[i]);
			settle_absorbed(s, s->a[i]);
			bg_pair_keyword(s, s->a[i]);
			bg_pair_further(s, s->a[i]);
		}
	for (size_t i = 0; i < s->now->items.n; i++)
		if (strcmp(s->b[i]->kind, "parameter") == 0)
			bg_pair_field_new(s, s->b[i]);
}

void
bg_describe_settle(const struct bg_sides *sides, size_t which, struct bg_py_project *before,
                   struct bg_py_project *after)
{
	struct bg_pair_settling s = {.arena = sides->arena,
	                             .was = &sides->was[which],
	                             .now = &sides->now[which],
	                             .before = before,
	                             .after = after};
	size_t i = 0, k = 0;
	int order;

	s.a = sorted(s.arena, s.was);
	s.b = sorted(s.arena, s.now);
	while (i < s.was->items.n && k < s.now->items.n) {
		order = by_identity(&s.a[i], &s.b[k]);
		if (order == 0)
			settle_pair(&s, s.a[i], s.b[k]);
		i += order <= 0;
		k += order >= 0;
	}
	if (s.was->present && s.now->present)
		settle_parameters(&s);
	if (s.was->present && s.now->present)
		bg_pair_inherited(&s);
	for (i = 0; i < s.renamed.n; i++)
		s.renamed.v[i].item->id = s.renamed.v[i].id;
	compact(s.was, &s.other);
	compact(s.now, &s.other);
}
