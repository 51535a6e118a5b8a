/* SPDX-License-Identifier: MIT */
/* Which views of two revisions are the same, and items of them. */
#include "extract/response.h"

struct settling {
	struct bg_arena *arena;
	struct bg_harvest *h;
	const struct bg_responses *views, *others;
	bool target;
};

static bool
same_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* What can be read first, then fewer bytes of url: "/health/" before "/health/live/". */
static bool
goes_before(const struct bg_response_view *a, const struct bg_response_view *b)
{
	size_t m = a->url ? strlen(a->url) : 10000, n = b->url ? strlen(b->url) : 10000;
	bool get = strcmp(a->method, "GET") == 0;
	int order;

	if (a->opaque != b->opaque)
		return b->opaque;
	if (get != (strcmp(b->method, "GET") == 0))
		return get;
	if (m != n)
		return m < n;
	order = strcmp(a->path, b->path);
	return order ? order < 0 : strcmp(a->name, b->name) < 0;
}

static const struct bg_response_view *
first_view(const struct bg_responses *r)
{
	const struct bg_response_view *best = NULL;

	for (size_t i = 0; r && i < r->v.n; i++)
		if (!best || goes_before(&r->v.v[i], best))
			best = &r->v.v[i];
	return best;
}

/* The view that another revision's one has become; NULL: it is gone. */
static const struct bg_response_view *
counterpart(const struct bg_responses *r, const struct bg_response_view *view,
            const struct bg_responses *from)
{
	if (!view || !r)
		return NULL;
	for (size_t i = 0; i < r->v.n; i++)
		if (same_text(r->v.v[i].url, view->url) &&
		    same_text(r->v.v[i].method, view->method))
			return &r->v.v[i];
	for (size_t i = 0; i < r->v.n; i++)
		if (same_text(r->v.v[i].name, view->name) &&
		    same_text(r->v.v[i].method, view->method))
			return &r->v.v[i];
	return r->v.n == 1 && from->v.n == 1 ? &r->v.v[0] : NULL;
}

static const struct bg_response_item *find_item(const struct bg_response_view *view,
                                                const char *kind, const char *id);

/* Whether answers, or the object that holds an item, may hold more than was read. */
static bool
is_unsure(const struct bg_response_view *view, const struct bg_response_item *item)
{
	const char *gap;
	size_t n;

	for (size_t i = 0; i < view->gaps.n; i++) {
		gap = view->gaps.v[i].id;
		n = gap ? strlen(gap) : 0;
		if (!gap || (strncmp(item->id, gap, n) == 0 && item->id[n] == '.'))
			return true;
	}
	return false;
}

/* "always" of another revision stays, where an answer that was not read may hold the key. */
static const char *
presence_of(const struct settling *s, const struct bg_response_view *view,
            const struct bg_response_item *item)
{
	const struct bg_response_view *other = counterpart(s->others, view, s->views);
	const struct bg_response_item *was =
		s->target && other ? find_item(other, item->kind, item->id) : NULL;

	return was && was->presence && is_unsure(view, item) ? was->presence : item->presence;
}

static void
add_item(struct settling *s, const struct bg_response_view *view,
         const struct bg_response_item *from, const char *prefix)
{
	struct bg_arena *arena = s->arena;
	bool url = strcmp(from->kind, "url") == 0;
	const char *id = url ? from->id : bg_strf(arena, "%s%s", prefix, from->id), *parent;
	struct bg_item *item;

	item = bg_harvest_put(arena, s->h, from->kind, id,
	                      (struct bg_loc){view->path, from->line});
	parent = from->parent ? bg_strf(arena, "%s%s", prefix, from->parent) : NULL;
	if (!url && !parent && view->url)
		parent = bg_strf(arena, "%s %s", view->method, view->url);
	item->parent = parent;
	if (from->types)
		bg_item_set_attr(arena, item, "types", from->types);
	if (from->presence)
		bg_item_set_attr(arena, item, "presence", presence_of(s, view, from));
	if (from->any)
		bg_harvest_note(
			arena, s->h, view->path, from->line,
			bg_strf(arena, "the type of '%s' is not known: %s", id, from->any));
}

static void
add_gaps(struct settling *s, const struct bg_response_view *view, const char *prefix)
{
	for (size_t i = 0; i < view->gaps.n; i++) {
		const struct bg_response_gap *gap = &view->gaps.v[i];
		const char *id = gap->id   ? bg_strf(s->arena, "%s%s", prefix, gap->id)
		                 : *prefix ? bg_strndup(s->arena, prefix, strlen(prefix) - 1)
		                           : NULL;

		if (id)
			bg_harvest_unread_item(s->arena, s->h, id,
			                       (struct bg_loc){view->path, gap->line},
			                       gap->message);
		else
			bg_harvest_unread(s->arena, s->h, view->path, gap->line, gap->message);
	}
}

static const struct bg_response_item *
find_item(const struct bg_response_view *view, const char *kind, const char *id)
{
	for (size_t i = 0; i < view->items.n; i++)
		if (strcmp(view->items.v[i].kind, kind) == 0 &&
		    strcmp(view->items.v[i].id, id) == 0)
			return &view->items.v[i];
	return NULL;
}

/*
 * What stood below a path that is "any" at the target, and labels of a string that is
 * computed now, are neither there nor gone: said once.
 */
static void
hold_back(struct settling *s, const struct bg_response_view *view,
          const struct bg_response_view *other, const char *prefix)
{
	for (size_t i = 0; other && i < other->items.n; i++) {
		const struct bg_response_item *gone = &other->items.v[i], *here;
		const char *id = gone->id;

		if (!gone->parent || find_item(view, gone->kind, id))
			continue;
		here = find_item(view, "path", gone->parent);
		if (!here || !(here->any || (here->open && strcmp(gone->kind, "label") == 0)))
			continue;
		bg_harvest_unread_item(
			s->arena, s->h, bg_strf(s->arena, "%s%s", prefix, id),
			(struct bg_loc){view->path, here->line},
			bg_strf(s->arena, "whether '%s' is still answered is not known: %s", id,
		                here->any ? here->any : "the string is computed"));
	}
}

static void
add_view(struct settling *s, const struct bg_response_view *view,
         const struct bg_response_view *main)
{
	const struct bg_response_view *other = counterpart(s->others, view, s->views);
	const char *place = view->url ? view->url : view->name;
	const char *prefix = view == main ? ""
	                     : strcmp(view->method, "GET") == 0
	                             ? bg_strf(s->arena, "%s ", place)
	                             : bg_strf(s->arena, "%s %s ", view->method, place);

	for (size_t i = 0; i < view->items.n; i++)
		add_item(s, view, &view->items.v[i], prefix);
	add_gaps(s, view, prefix);
	/* At the base it may look like an addition, which is no harm. */
	if (s->target)
		hold_back(s, view, other, prefix);
}

void
bg_response_settle(const struct bg_sides *sides, size_t which)
{
	struct bg_harvest *h[2] = {&sides->was[which], &sides->now[which]};
	const struct bg_responses *r[2] = {h[0]->kept, h[1]->kept};
	const struct bg_response_view *main[2];

	main[0] = h[0]->present ? first_view(r[0]) : NULL;
	main[1] = main[0] ? counterpart(r[1], main[0], r[0]) : first_view(r[1]);
	for (size_t side = 0; side < 2; side++) {
		struct settling s = {sides->arena, h[side], r[side], r[!side], side == 1};

		for (size_t i = 0; h[side]->present && r[side] && i < r[side]->v.n; i++)
			add_view(&s, &r[side]->v.v[i], main[side]);
	}
}
