/* SPDX-License-Identifier: MIT */
/*
 * What the document promised at the base and lists at the target, by name: withdrawn,
 * still listed though gone, or never there at all.
 */
#include <stdlib.h>

#include "extract/doc.h"

struct listing {
	size_t surface;
	const char *id;
	bool weak;
	struct bg_loc loc;
};
struct listings {
	struct listing *v;
	size_t n, cap;
};

struct settling {
	const struct bg_sides *sides;
	struct bg_arena *arena;
	struct bg_harvest *was, *now;
	struct bg_doc_resolver resolver;
};

/* A group's names that resolved to one surface. */
struct tally {
	unsigned n;
	const char *last;
};

static int
by_name(const void *a, const void *b)
{
	const struct listing *x = a, *y = b;
	int order = (x->surface > y->surface) - (x->surface < y->surface);

	return order ? order : strcmp(x->id, y->id);
}

static int
by_strength(const void *a, const void *b)
{
	const struct listing *x = a, *y = b;
	int order = by_name(a, b);

	if (order == 0)
		order = (int)x->weak - (int)y->weak;
	if (order == 0)
		order = strcmp(x->loc.path, y->loc.path);
	return order ? order : (x->loc.line > y->loc.line) - (x->loc.line < y->loc.line);
}

static void
sort_listings(struct listings *list)
{
	size_t n = 0;

	if (list->n > 1)
		qsort(list->v, list->n, sizeof(*list->v), by_strength);
	for (size_t i = 0; i < list->n; i++)
		if (i == 0 || by_name(&list->v[n - 1], &list->v[i]) != 0)
			list->v[n++] = list->v[i];
	list->n = n;
}

static bool
is_snake(const char *s, bool upper)
{
	bool score = false;
	const char *c = s;

	if (upper ? !bg_is_upper(*s) : !(bg_is_alpha(*s) && !bg_is_upper(*s)))
		return false;
	for (; *c; c++) {
		if (!bg_is_word(*c) || (unsigned char)*c >= 0x80)
			return false;
		if (bg_is_alpha(*c) && bg_is_upper(*c) != upper)
			return false;
		score |= *c == '_';
	}
	return upper ? c - s > 2 : score;
}

/* Whether code says which items of a surface are accepted. */
static bool
is_coded(const struct bg_harvest *h)
{
	const struct bg_kind *kind = h->spec->kind;

	if (kind == &bg_kind_yaml_keys || kind == &bg_kind_python_keys)
		return bg_keys_coded(h);
	return kind == &bg_kind_yaml_values && bg_values_coded(h);
}

/* "minutes", "day_of_week" */
static bool
is_key(const char *s)
{
	const char *c = s;

	while (bg_is_digit(*c) || *c == '_' || (bg_is_alpha(*c) && !bg_is_upper(*c)))
		c++;
	return !*c && c - s > 2 && !bg_is_digit(*s);
}

/* Whether a name could be one of a surface's, had it ever been there. */
static bool
could_be(const struct settling *s, size_t i, const struct bg_mention *m)
{
	const char *name = m->name;
	const struct bg_spec *spec = s->sides->now[i].spec;

	if (s->sides->now[i].unread.n || s->sides->was[i].unread.n)
		return false;
	if (spec->kind == &bg_kind_dotenv)
		return is_snake(name, true);
	if (s->resolver.surface[i].answers)
		return is_key(name) && bg_doc_is_about(&s->resolver.surface[i], m);
	if (s->resolver.surface[i].keys)
		return is_key(name) && is_coded(&s->sides->now[i]);
	return spec->kind == &bg_kind_yaml_values && spec->option[BG_OPT_MODULES].n &&
	       is_snake(name, false) && !bg_values_known(&s->sides->was[i], name) &&
	       !bg_values_known(&s->sides->now[i], name);
}

/* Among at least two names of a surface, one of their shape that is none of them. */
static void
find_strangers(struct settling *s, const struct bg_mention *const *v, size_t n,
               const struct tally *tally)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < s->sides->n; j++)
			if (tally[v[i]->group * s->sides->n + j].n > 1 &&
			    could_be(s, j, v[i])) {
				bg_harvest_remark(s->arena, s->now, "never-there", v[i]->name,
				                  v[i]->loc, s->sides->now[j].spec->id);
				break;
			}
}

static void
count_hits(const struct settling *s, struct tally *tally, const struct bg_mention *m,
           const struct bg_doc_hits *hits)
{
	struct tally *t;

	if (m->place == BG_DOC_PROSE)
		return;
	for (size_t i = 0; i < hits->n; i++) {
		t = &tally[m->group * s->sides->n + hits->v[i].surface];
		t->n += !t->last || strcmp(t->last, hits->v[i].id) != 0;
		t->last = hits->v[i].id;
	}
}

/* Resolves a side's promising mentions; strangers are looked for at the target. */
static void
list_names(struct settling *s, const struct bg_harvest *h, struct listings *out)
{
	const struct bg_doc *doc = h->present ? h->kept : NULL;
	BG_LIST(const struct bg_mention *) strange = {0};
	struct bg_doc_hits hits = {0};
	struct tally *tally;

	if (!doc)
		return;
	bg_doc_forget(&s->resolver);
	tally = bg_calloc(s->arena, doc->ngroups * s->sides->n, sizeof(*tally));
	for (size_t i = 0, n; i < doc->mentions.n; i += n) {
		const struct bg_mention *m = &doc->mentions.v[i];

		for (n = 1; i + n < doc->mentions.n && m[n].unit == m->unit;)
			n++;
		bg_doc_enter_unit(&s->resolver, m, n);
		for (size_t j = 0; !m->silent && j < n; j++) {
			hits.n = 0;
			bg_doc_resolve(&hits, &s->resolver, &m[j]);
			count_hits(s, tally, &m[j], &hits);
			for (size_t k = 0; k < hits.n; k++)
				*bg_list_add(s->arena, out) =
					(struct listing){hits.v[k].surface, hits.v[k].id,
				                         hits.v[k].weak, m[j].loc};
			if (!hits.n && m[j].leads && m[j].place != BG_DOC_PROSE)
				*bg_list_add(s->arena, &strange) = &m[j];
		}
	}
	sort_listings(out);
	if (h == s->now)
		find_strangers(s, strange.v, strange.n, tally);
}

static void
put(struct settling *s, struct bg_harvest *h, const struct listing *listing)
{
	struct bg_item *item =
		bg_harvest_put(s->arena, h, s->sides->now[listing->surface].spec->id,
	                       listing->id, listing->loc);

	/* That something is listed, and not that it exists, is what this surface tells. */
	bg_item_set_fact(s->arena, item, "listed", "only");
}

static bool
is_sample(const struct bg_item *item)
{
	const char *evidence = item ? bg_item_fact(item, "evidence") : NULL;

	return evidence && strcmp(evidence, "sample") == 0;
}

/* What the judge of an item that only samples show wants to know. */
static void
set_promised(struct settling *s, struct bg_item *was_item, struct bg_item *now_item,
             const struct listing *was, const struct listing *now)
{
	if (is_sample(was_item) && was && !was->weak)
		bg_item_set_fact(s->arena, was_item, "promised", "yes");
	if (is_sample(now_item) && now && !now->weak)
		bg_item_set_fact(s->arena, now_item, "promised", "yes");
	if (is_sample(was_item) && now)
		bg_item_set_fact(s->arena, was_item, "promised-at-target", "yes");
}

/* One name: any is was or now, where it is listed at the base and at the target (or NULL). */
static void
settle_name(struct settling *s, const struct listing *any, const struct listing *was,
            const struct listing *now)
{
	const struct bg_harvest *base = &s->sides->was[any->surface];
	const struct bg_harvest *target = &s->sides->now[any->surface];
	struct bg_item *was_item = bg_harvest_item(base, NULL, any->id);
	struct bg_item *now_item = bg_harvest_item(target, NULL, any->id);
	bool promised = was && !was->weak, here = now_item || target->unread.n;

	set_promised(s, was_item, now_item, was, now);
	/* A sample that stops showing a key says nothing about the key. */
	here |= now && is_sample(was_item);
	if (!s->now->present) {
		if (promised && was_item)
			put(s, s->was, was);
		return;
	}
	if (now && !here) {
		if (was_item)
			bg_harvest_remark(s->arena, s->now, "gone", any->id, now->loc,
			                  target->spec->id);
		return;
	}
	/* A sample shows what the code does not accept: the document repeats its mistake. */
	if (now && !now->weak && is_sample(now_item) && is_coded(target))
		bg_harvest_remark(s->arena, s->now, "never-there", any->id, now->loc,
		                  target->spec->id);
	if (promised && here && (now || was_item || base->unread.n))
		put(s, s->was, was);
	if (now && (promised || !now->weak))
		put(s, s->now, now);
}

static void
settle_names(struct settling *s, const struct listings *was, const struct listings *now)
{
	size_t i = 0, j = 0;
	int order;

	while (i < was->n || j < now->n) {
		if (i == was->n)
			order = 1;
		else if (j == now->n)
			order = -1;
		else
			order = by_name(&was->v[i], &now->v[j]);
		settle_name(s, order <= 0 ? &was->v[i] : &now->v[j],
		            order <= 0 ? &was->v[i] : NULL, order >= 0 ? &now->v[j] : NULL);
		i += order <= 0;
		j += order >= 0;
	}
}

/* ---- flags that a document leaves out ------------------------------------------------- */

/* A listed flag of the command that an id begins with, or NULL. */
static const struct listing *
find_sibling(const struct listings *list, size_t surface, const char *id)
{
	size_t n = strcspn(id, " ");

	for (size_t i = 0; i < list->n; i++) {
		const struct listing *l = &list->v[i];

		if (l->surface == surface && strncmp(l->id, id, n) == 0 && l->id[n] == ' ' &&
		    !l->weak)
			return l;
	}
	return NULL;
}

static bool
is_in(const struct listings *list, size_t surface, const char *id)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].surface == surface && strcmp(list->v[i].id, id) == 0)
			return true;
	return false;
}

/* Where the document lists the stable flags of a command, the others are not promised. */
static void
mark_unpromised(struct settling *s, size_t surface, const struct listings *was)
{
	const struct bg_harvest *h = &s->sides->was[surface];

	for (size_t i = 0; i < h->items.n; i++) {
		struct bg_item *item = &h->items.v[i];
		const struct listing *l = NULL;

		if (strcmp(item->kind, "option") == 0 && !is_in(was, surface, item->id))
			l = find_sibling(was, surface, item->id);
		if (l)
			bg_item_set_fact(s->arena, item, "unpromised", l->loc.path);
	}
}

void
bg_doc_settle(const struct bg_sides *sides, size_t which)
{
	struct settling s = {.sides = sides,
	                     .arena = sides->arena,
	                     .was = &sides->was[which],
	                     .now = &sides->now[which]};
	struct listings was = {0}, now = {0};

	if (bg_doc_is_table(s.now->spec)) {
		bg_doc_table_settle(sides, which);
		return;
	}
	bg_doc_resolver_init(&s.resolver, sides);
	list_names(&s, s.was, &was);
	list_names(&s, s.now, &now);
	settle_names(&s, &was, &now);
	for (size_t i = 0; i < sides->n; i++)
		if (sides->was[i].spec && sides->was[i].spec->kind == &bg_kind_argparse)
			mark_unpromised(&s, i, &was);
	bg_doc_fold(sides, which);
}
