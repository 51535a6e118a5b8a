/* SPDX-License-Identifier: MIT */
/* Spans of promises over releases. */
#include "run/promises.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/list.h"

#define STILL ((size_t)-1)

/* The last span of one promise. */
struct place {
	uint64_t hash;
	size_t at; /* index of the span + 1; 0: the place is free */
};

struct bg_promises {
	struct bg_arena *arena;
	struct {
		struct bg_span *v;
		size_t n, cap;
	} spans;
	struct {
		const char **v;
		size_t n, cap;
	} releases;   /* names by number */
	size_t *seen; /* by span: 1 + the last release that had it */
	size_t nseen;
	struct place *place; /* cap is a power of two, at most half of it taken */
	size_t cap;
};

struct bg_promises *
bg_promises_new(struct bg_arena *arena)
{
	struct bg_promises *p = bg_alloc(arena, sizeof(*p));

	p->arena = arena;
	return p;
}

static uint64_t
hash_promise(const char *surface, const char *kind, const char *item)
{
	uint64_t hash = bg_hash(BG_HASH_START, surface, strlen(surface) + 1);

	hash = bg_hash(hash, kind, strlen(kind) + 1);
	return bg_hash(hash, item, strlen(item));
}

static struct place *
find_place(struct bg_promises *p, uint64_t hash, const char *surface, const char *kind,
           const char *item)
{
	size_t i = (size_t)hash & (p->cap - 1);

	for (; p->place[i].at; i = (i + 1) & (p->cap - 1)) {
		const struct bg_span *s = &p->spans.v[p->place[i].at - 1];

		if (p->place[i].hash == hash && strcmp(s->surface, surface) == 0 &&
		    strcmp(s->kind, kind) == 0 && strcmp(s->item, item) == 0)
			break;
	}
	return &p->place[i];
}

static void
grow(struct bg_promises *p)
{
	struct place *old = p->place;
	size_t n = p->cap;

	p->cap = n ? n * 2 : 256;
	p->place = bg_calloc(p->arena, p->cap, sizeof(*p->place));
	for (size_t i = 0; i < n; i++) {
		const struct bg_span *s;

		if (!old[i].at)
			continue;
		s = &p->spans.v[old[i].at - 1];
		*find_place(p, old[i].hash, s->surface, s->kind, s->item) = old[i];
	}
}

/* The open span of an item, begun at release n where there is none. */
static size_t
find_span(struct bg_promises *p, const struct bg_harvest *h, const struct bg_item *item,
          size_t n)
{
	const char *surface = h->spec->id;
	uint64_t hash = hash_promise(surface, item->kind, item->id);
	struct place *place;
	struct bg_span *s;

	if (p->spans.n * 2 >= p->cap)
		grow(p);
	place = find_place(p, hash, surface, item->kind, item->id);
	if (place->at && p->spans.v[place->at - 1].gone == STILL)
		return place->at - 1;
	s = bg_list_add(p->arena, &p->spans);
	s->surface = bg_strdup(p->arena, surface);
	s->kind = bg_strdup(p->arena, item->kind);
	s->item = bg_strdup(p->arena, item->id);
	s->tier = h->spec->tier;
	s->since = n;
	s->gone = STILL;
	place->hash = hash;
	place->at = p->spans.n;
	return p->spans.n - 1;
}

static void
see_item(struct bg_promises *p, const struct bg_harvest *h, const struct bg_item *item,
         size_t n)
{
	size_t at = find_span(p, h, item, n), *more;
	struct bg_loc *loc;

	if (at >= p->nseen) {
		more = bg_calloc(p->arena, 2 * at + 64, sizeof(*more));
		if (p->nseen)
			memcpy(more, p->seen, p->nseen * sizeof(*more));
		p->seen = more;
		p->nseen = 2 * at + 64;
	}
	p->seen[at] = n + 1;
	p->spans.v[at].tier = h->spec->tier;
	loc = &p->spans.v[at].loc;
	if (!loc->path || !item->loc.path || strcmp(loc->path, item->loc.path) != 0)
		loc->path = item->loc.path ? bg_strdup(p->arena, item->loc.path) : NULL;
	loc->line = item->loc.line;
}

static const struct bg_harvest *
find_harvest(const struct bg_line *line, const char *surface)
{
	for (size_t i = 0; i < line->sides.n; i++)
		if (strcmp(line->sides.now[i].spec->id, surface) == 0)
			return &line->sides.now[i];
	return NULL;
}

/* Ends the spans that this release does not have, but for surfaces that were not read. */
static void
end_spans(struct bg_promises *p, size_t n, const struct bg_line *line)
{
	for (size_t i = 0; i < p->spans.n; i++) {
		struct bg_span *s = &p->spans.v[i];
		const struct bg_harvest *h;

		if (s->gone != STILL || p->seen[i] == n + 1)
			continue;
		h = find_harvest(line, s->surface);
		if (!h || !h->unread.n)
			s->gone = n;
	}
}

static size_t
find_release(const struct bg_promises *p, const char *name)
{
	for (size_t i = 0; i < p->releases.n; i++)
		if (p->releases.v[i] && strcmp(p->releases.v[i], name) == 0)
			return i;
	return STILL;
}

/* What ended announced says so in its finding. */
static void
note_announced(struct bg_promises *p, const struct bg_finding *f)
{
	size_t at;

	if (!f->since || !f->surface || !f->item)
		return;
	at = find_release(p, f->since);
	for (size_t i = p->spans.n; at != STILL && i-- > 0;) {
		struct bg_span *s = &p->spans.v[i];

		if (strcmp(s->item, f->item) != 0 || strcmp(s->surface, f->surface) != 0)
			continue;
		s->announces = true;
		s->announced = at;
		return;
	}
}

void
bg_promises_note(struct bg_promises *p, size_t n, const struct bg_line *line)
{
	while (p->releases.n <= n)
		*bg_list_add(p->arena, &p->releases) = NULL;
	p->releases.v[n] = bg_strdup(p->arena, line->target.name);
	for (size_t i = 0; i < line->sides.n; i++) {
		const struct bg_harvest *h = &line->sides.now[i];

		/* A whole is made for the comparison with one release only. */
		for (size_t k = 0; k < h->items.n; k++)
			if (!bg_item_fact(&h->items.v[k], "whole"))
				see_item(p, h, &h->items.v[k], n);
	}
	end_spans(p, n, line);
	for (size_t i = 0; i < line->out->nfinding; i++)
		note_announced(p, &line->out->finding[i]);
}

static int
compare_spans(const void *a, const void *b)
{
	const struct bg_span *x = a, *y = b;
	int order = strcmp(x->surface, y->surface);

	if (!order)
		order = strcmp(x->kind, y->kind);
	if (!order)
		order = strcmp(x->item, y->item);
	return order ? order : (x->since > y->since) - (x->since < y->since);
}

void
bg_promises_close(struct bg_promises *p, size_t releases, const struct bg_span **out, size_t *n)
{
	for (size_t i = 0; i < p->spans.n; i++)
		if (p->spans.v[i].gone == STILL)
			p->spans.v[i].gone = releases;
	if (p->spans.n)
		qsort(p->spans.v, p->spans.n, sizeof(*p->spans.v), compare_spans);
	*out = p->spans.v;
	*n = p->spans.n;
}
