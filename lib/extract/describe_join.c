/* SPDX-License-Identifier: MIT */
/* A name that is defined in several ways: what holds whichever of them does. */
#include "extract/describe_class.h"

/* The items of one definition, and the other ones behind it. */
struct joining {
	struct bg_arena *keep;
	struct bg_item *v;
	size_t n, all;
	bool *seen; /* of v: the other definition has it too */
};

static struct bg_item *
find(const struct joining *j, const char *kind, const char *id)
{
	for (size_t i = 0; i < j->n; i++)
		if (strcmp(j->v[i].id, id) == 0 && strcmp(j->v[i].kind, kind) == 0)
			return &j->v[i];
	return NULL;
}

/* Whether the definition at [from, to) takes what it does not name, by that kind. */
static bool
takes_more(const struct joining *j, size_t from, size_t to, const char *parent,
           const char *kind)
{
	const char *is;

	for (size_t i = from; i < to; i++) {
		is = bg_item_attr(&j->v[i], "kind");
		if (is && strcmp(is, kind) == 0 && j->v[i].parent &&
		    strcmp(j->v[i].parent, parent) == 0)
			return true;
	}
	return false;
}

/* "a or b", in the order of the words. */
static const char *
either(struct bg_arena *keep, const char *a, const char *b, const char *between)
{
	bool first = strcmp(a, b) < 0;

	return bg_strf(keep, "%s%s%s", first ? a : b, between, first ? b : a);
}

static void
drop_default(struct bg_item *item)
{
	struct bg_attr *attr;
	size_t n = 0;

	memcpy(&attr, &item->attr, sizeof(attr));
	for (size_t i = 0; i < item->nattr; i++)
		if (strcmp(attr[i].name, "default") != 0)
			attr[n++] = attr[i];
	item->nattr = n;
}

static void
join_type(struct bg_arena *keep, struct bg_item *into, const struct bg_item *from,
          const char *attr, const char *fact)
{
	const char *a = bg_item_attr(into, attr), *b = bg_item_attr(from, attr);
	const char *x = bg_item_fact(into, fact), *y = bg_item_fact(from, fact);

	if (!a || !b || strcmp(a, b) == 0)
		return;
	bg_item_set_attr(keep, into, attr, either(keep, a, b, " | "));
	if (x && y && strcmp(x, y) != 0)
		bg_item_set_fact(keep, into, fact, either(keep, x, y, "; "));
	else if (!x && y)
		bg_item_set_fact(keep, into, fact, y);
}

static void
join_word(struct bg_arena *keep, struct bg_item *into, const struct bg_item *from,
          const char *attr)
{
	const char *a = bg_item_attr(into, attr), *b = bg_item_attr(from, attr);

	if (a && b && strcmp(a, b) != 0)
		bg_item_set_attr(keep, into, attr, either(keep, a, b, " or "));
}

static void
join_item(struct bg_arena *keep, struct bg_item *into, const struct bg_item *from)
{
	static const char *const words[] = {"async", "default", "is", "kind", "value"};
	const char *asked = bg_item_attr(from, "obligation");

	if (!bg_item_attr(from, "default"))
		drop_default(into);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		join_word(keep, into, from, words[i]);
	if (asked && strcmp(asked, "yes") == 0)
		bg_item_set_attr(keep, into, "obligation", asked);
	join_type(keep, into, from, "returns", "returns-is");
	join_type(keep, into, from, "type", "type-is");
}

/* A parameter that stands elsewhere in the other definition can only be named. */
static void
join_order(struct joining *j, struct bg_item *into, const struct bg_item *from)
{
	const char *a = bg_item_fact(into, "order"), *b = bg_item_fact(from, "order"), *name;
	struct bg_item *param;
	size_t n, same = 0;

	if (!a || !b || strcmp(a, b) == 0 || takes_more(j, j->n, j->all, into->id, "*args") ||
	    takes_more(j, 0, j->n, into->id, "*args"))
		return;
	for (size_t i = 0; a[i] == b[i] || !a[i] || !b[i]; i++) {
		if ((!a[i] || a[i] == ',') && (!b[i] || b[i] == ','))
			same = i;
		if (!a[i] || !b[i])
			break;
	}
	for (name = a + same; *name; name += n) {
		name += strspn(name, ", ");
		n = strcspn(name, ",");
		param = find(j, "parameter",
		             bg_strf(j->keep, "%s(%.*s)", into->id, (int)n, name));
		if (param && !bg_item_attr(param, "offered") && j->seen[param - j->v] &&
		    strcmp(bg_item_attr(param, "kind"), "positional") == 0)
			bg_item_set_attr(j->keep, param, "kind", "keyword");
	}
	bg_item_set_fact(j->keep, into, "order", bg_strndup(j->keep, a, same));
}

static bool
is_star(const struct bg_item *item)
{
	const char *kind = bg_item_attr(item, "kind");

	return kind && *kind == '*';
}

/* What one definition alone has, of something that both are. */
static void
mark_lonely(struct joining *j, size_t i)
{
	bool other = i < j->n;
	struct bg_item *item = &j->v[i], *above = NULL;

	for (size_t k = 0; k < j->n && !above; k++)
		if (item->parent && strcmp(j->v[k].id, item->parent) == 0 && j->seen[k])
			above = &j->v[k];
	if (!above || is_star(item) ||
	    takes_more(j, other ? j->n : 0, other ? j->all : j->n, above->id, "**kwargs"))
		return;
	bg_item_set_attr(j->keep, item, "offered", "sometimes");
}

void
bg_describe_join(struct bg_arena *keep, struct bg_harvest *h, size_t from, size_t at)
{
	struct joining j = {
		.keep = keep, .v = h->items.v + from, .n = at - from, .all = h->items.n - from};
	struct bg_item **pair = bg_calloc(keep, j.all + 1, sizeof(*pair));
	size_t end = j.n;

	j.seen = bg_calloc(keep, j.n + 1, sizeof(*j.seen));
	for (size_t i = j.n; i < j.all; i++) {
		pair[i] = find(&j, j.v[i].kind, j.v[i].id);
		if (pair[i])
			j.seen[pair[i] - j.v] = true;
	}
	for (size_t i = j.n; i < j.all; i++)
		if (pair[i]) {
			join_item(keep, pair[i], &j.v[i]);
			join_order(&j, pair[i], &j.v[i]);
		}
	for (size_t i = 0; i < j.all; i++)
		if (i < j.n ? !j.seen[i] : !pair[i])
			mark_lonely(&j, i);
	for (size_t i = j.n; i < j.all; i++)
		if (!pair[i])
			j.v[end++] = j.v[i];
	/* Slots are empty when they are given out again. */
	memset(&j.v[end], 0, (j.all - end) * sizeof(*j.v));
	h->items.n = from + end;
}
