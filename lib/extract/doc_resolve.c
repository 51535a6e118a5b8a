/* SPDX-License-Identifier: MIT */
/* What a name in a document means: an item's id, a key's last part, a listed value. */
#include <stdlib.h>

#include "extract/doc.h"

/* Words of headings and paths that tell nothing apart. */
static const char common[] =
	" and api config configuration contract contracts doc docs documented example file "
	"files for from interface interfaces json key keys lib names not other our policy public src "
	"stability stable summary table the tier values with yaml yml ";

static bool
is_common(const char *word)
{
	size_t n = strlen(word);

	for (const char *at = common + 1; *at; at += strcspn(at, " ") + 1)
		if (strcspn(at, " ") == n && memcmp(at, word, n) == 0)
			return true;
	return false;
}

void
bg_doc_words(struct bg_arena *arena, struct bg_strings *out, const char *text, size_t most)
{
	size_t n, limit = out->n + most;
	char *word;

	for (; *text && out->n < limit; text += n) {
		for (n = 0; bg_is_alpha(text[n]) || bg_is_digit(text[n]);)
			n++;
		if (n > 2) {
			word = bg_strndup(arena, text, n);
			for (char *c = word; *c; c++)
				*c = bg_lower(*c);
			if (!is_common(word))
				bg_strings_add(arena, out, word);
		}
		n = n ? n : 1;
	}
}

static bool
is_keys(const struct bg_kind *kind)
{
	return kind == &bg_kind_yaml_keys || kind == &bg_kind_json_keys ||
	       kind == &bg_kind_python_keys;
}

/* "schedule" of the template "schedule={value}". */
static const char *
fixed_part(struct bg_arena *arena, const struct bg_spec *spec)
{
	const struct bg_strings *id = &spec->option[BG_OPT_ID];
	const char *hole = id->n ? strstr(id->v[0], "{value}") : NULL;
	size_t n;

	if ((spec->kind != &bg_kind_yaml_values && spec->kind != &bg_kind_python_constants) ||
	    !hole)
		return NULL;
	for (n = (size_t)(hole - id->v[0]); n && strchr("=:./ ", id->v[0][n - 1]);)
		n--;
	return n ? bg_strndup(arena, id->v[0], n) : NULL;
}

static int
by_leaf(const void *a, const void *b)
{
	const struct bg_doc_leaf *x = a, *y = b;
	int order = strcmp(x->leaf, y->leaf);

	return order ? order : strcmp(x->id, y->id);
}

static void
add_leaves(struct bg_arena *arena, struct bg_doc_surface *s, const struct bg_harvest *h)
{
	for (size_t i = 0; i < h->items.n; i++) {
		const char *id = h->items.v[i].id, *dot = strrchr(id, '.');

		*bg_list_add(arena, &s->leaves) =
			(struct bg_doc_leaf){dot ? dot + 1 : id, id, false, false};
	}
}

static void
init_surface(struct bg_doc_resolver *r, size_t i)
{
	const struct bg_sides *sides = r->sides;
	const struct bg_spec *spec = sides->now[i].spec;
	struct bg_doc_surface *s = &r->surface[i];
	struct bg_arena *arena = sides->arena;

	s->skip = spec->kind->late;
	s->keys = is_keys(spec->kind);
	s->answers = spec->kind == &bg_kind_json_response;
	s->fixed = fixed_part(arena, spec);
	bg_doc_words(arena, &s->words, spec->id, 16);
	for (size_t j = 0; j < sides->was[i].files.n; j++)
		bg_doc_words(arena, &s->words, sides->was[i].files.v[j], 16);
	for (size_t j = 0; j < sides->now[i].files.n; j++)
		bg_doc_words(arena, &s->words, sides->now[i].files.v[j], 16);
	bg_strings_sort(&s->words);
	if (!s->keys && !s->answers)
		return;
	add_leaves(arena, s, &sides->was[i]);
	add_leaves(arena, s, &sides->now[i]);
	if (s->leaves.n > 1)
		qsort(s->leaves.v, s->leaves.n, sizeof(*s->leaves.v), by_leaf);
}

void
bg_doc_resolver_init(struct bg_doc_resolver *r, const struct bg_sides *sides)
{
	r->sides = sides;
	r->surface = bg_calloc(sides->arena, sides->n, sizeof(*r->surface));
	r->fixed = bg_calloc(sides->arena, sides->n, sizeof(*r->fixed));
	for (size_t i = 0; i < sides->n; i++)
		init_surface(r, i);
}

void
bg_doc_forget(struct bg_doc_resolver *r)
{
	for (size_t i = 0; i < r->sides->n; i++)
		for (size_t j = 0; j < r->surface[i].leaves.n; j++) {
			r->surface[i].leaves.v[j].listed = false;
			r->surface[i].leaves.v[j].listed_weakly = false;
		}
}

void
bg_doc_enter_unit(struct bg_doc_resolver *r, const struct bg_mention *m, size_t n)
{
	r->unit = m;
	r->nunit = n;
	for (size_t i = 0; i < r->sides->n; i++) {
		r->fixed[i] = false;
		for (size_t j = 0; r->surface[i].fixed && j < n; j++)
			r->fixed[i] |= strcmp(m[j].name, r->surface[i].fixed) == 0;
	}
}

bool
bg_doc_is_about(const struct bg_doc_surface *s, const struct bg_mention *m)
{
	for (size_t i = 0; i < m->section->words.n; i++)
		if (bg_strings_has(&s->words, m->section->words.v[i]))
			return true;
	return false;
}

const char *
bg_doc_id_find(const struct bg_sides *sides, size_t i, const char *id)
{
	const struct bg_item *item = bg_harvest_find(&sides->was[i], NULL, id);

	if (!item)
		item = bg_harvest_find(&sides->now[i], NULL, id);
	return item ? item->id : NULL;
}

void
bg_doc_hit_add(struct bg_doc_hits *out, const struct bg_doc_resolver *r, size_t i,
               const char *id, bool weak)
{
	*bg_list_add(r->sides->arena, out) = (struct bg_doc_hit){i, id, weak};
}

/* A plain word in prose names a key by chance, unless the section is about such keys. */
static bool
is_chance(const struct bg_doc_surface *s, const struct bg_mention *m)
{
	if (s->answers)
		return !strpbrk(m->name, ".[ ") && !bg_doc_is_about(s, m);
	return s->keys && m->place == BG_DOC_PROSE && !strpbrk(m->name, ".[") &&
	       !bg_doc_is_about(s, m);
}

static void
find_exact(struct bg_doc_hits *out, const struct bg_doc_resolver *r, const struct bg_mention *m,
           const char *name)
{
	const char *id;

	for (size_t i = 0; i < r->sides->n; i++) {
		id = r->surface[i].skip ? NULL : bg_doc_id_find(r->sides, i, name);
		/* A plain word means the key that its neighbours tell. */
		if (id && r->surface[i].answers && !strpbrk(name, ".[ =") &&
		    bg_doc_is_about(&r->surface[i], m))
			id = NULL;
		if (id)
			bg_doc_hit_add(out, r, i, id, is_chance(&r->surface[i], m));
	}
}

/* "a.b.c / d": d may stand for a.b.c.d or for a.b.d. */
static void
find_relative(struct bg_doc_hits *out, const struct bg_doc_resolver *r,
              const struct bg_mention *m)
{
	struct bg_arena *arena = r->sides->arena;
	const char *dot = m->base ? strrchr(m->base, '.') : NULL;

	if (m->base)
		find_exact(out, r, m, bg_strf(arena, "%s.%s", m->base, m->name));
	if (dot && !out->n)
		find_exact(out, r, m,
		           bg_strf(arena, "%.*s.%s", (int)(dot - m->base), m->base, m->name));
	if (m->section->base && !out->n)
		find_exact(out, r, m, bg_strf(arena, "%s.%s", m->section->base, m->name));
}

/* "`run_x`: `--schedule`, `--strict`": a flag of one of the first names beside it. */
static void
find_flag(struct bg_doc_hits *out, const struct bg_doc_resolver *r, const struct bg_mention *m)
{
	enum { MOST = 16 };

	if (*m->name != '-')
		return;
	for (size_t i = 0; i < r->nunit && i < MOST && !out->n; i++)
		if (*r->unit[i].name != '-')
			find_exact(out, r, m,
			           bg_strf(r->sides->arena, "%s %s", r->unit[i].name, m->name));
}

struct bg_doc_leaf *
bg_doc_leaf_find(const struct bg_doc_surface *s, const char *leaf)
{
	size_t low = 0, high = s->leaves.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(s->leaves.v[mid].leaf, leaf) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < s->leaves.n && strcmp(s->leaves.v[low].leaf, leaf) == 0)
		return &s->leaves.v[low];
	return NULL;
}

static void
find_leaves(struct bg_doc_hits *out, struct bg_doc_resolver *r, size_t i,
            const struct bg_mention *m)
{
	struct bg_doc_surface *s = &r->surface[i];
	struct bg_doc_leaf *first, *end;
	bool weak = m->place == BG_DOC_PROSE, known;

	if (!s->keys || strcmp(m->name, "*") == 0 || !bg_doc_is_about(s, m))
		return;
	first = bg_doc_leaf_find(s, m->name);
	if (!first)
		return;
	end = s->leaves.v + s->leaves.n;
	known = first->listed || (weak && first->listed_weakly);
	*(weak ? &first->listed_weakly : &first->listed) = true;
	bg_doc_hit_add(out, r, i, first->id, weak);
	for (struct bg_doc_leaf *l = first + 1; !known && l < end; l++) {
		if (strcmp(l->leaf, m->name) != 0)
			break;
		if (strcmp(l->id, l[-1].id) != 0)
			bg_doc_hit_add(out, r, i, l->id, weak);
	}
}

static void
find_value(struct bg_doc_hits *out, const struct bg_doc_resolver *r, size_t i,
           const struct bg_mention *m)
{
	const struct bg_spec *spec = r->sides->now[i].spec;
	const char *id;

	if (!r->fixed[i])
		return;
	id = bg_doc_id_find(
		r->sides, i,
		bg_fill_value(r->sides->arena, spec->option[BG_OPT_ID].v[0], m->name));
	if (id)
		bg_doc_hit_add(out, r, i, id, m->place == BG_DOC_PROSE);
}

/* Of several surfaces, those that the headings speak of, if any. */
static void
choose(struct bg_doc_hits *hits, const struct bg_doc_resolver *r, const struct bg_mention *m,
       size_t first)
{
	size_t n = first;

	for (size_t i = first; i < hits->n; i++)
		if (bg_doc_is_about(&r->surface[hits->v[i].surface], m))
			hits->v[n++] = hits->v[i];
	if (n > first)
		hits->n = n;
}

/* Flags of the commands that another surface lists: a command's name alone speaks of that one. */
static void
drop_repeated(struct bg_doc_hits *hits, const struct bg_doc_resolver *r)
{
	size_t n = 0;

	for (size_t i = 0; i < hits->n; i++) {
		const struct bg_spec *spec = r->sides->now[hits->v[i].surface].spec;
		bool repeated = false;

		for (size_t j = 0; spec->option[BG_OPT_COMMANDS].n && j < hits->n; j++)
			repeated |= j != i && strcmp(hits->v[j].id, hits->v[i].id) == 0;
		if (!repeated)
			hits->v[n++] = hits->v[i];
	}
	hits->n = n;
}

void
bg_doc_resolve(struct bg_doc_hits *out, struct bg_doc_resolver *r, const struct bg_mention *m)
{
	struct bg_doc_hits hits = {0};

	find_exact(&hits, r, m, m->name);
	if (!hits.n)
		find_relative(&hits, r, m);
	if (!hits.n)
		find_flag(&hits, r, m);
	for (size_t i = 0; i < r->sides->n; i++) {
		find_leaves(&hits, r, i, m);
		find_value(&hits, r, i, m);
		if (r->surface[i].answers && bg_doc_is_about(&r->surface[i], m))
			bg_doc_find_answer(&hits, r, i, m);
	}
	drop_repeated(&hits, r);
	if (hits.n > 1)
		choose(&hits, r, m, 0);
	for (size_t i = 0; i < hits.n; i++)
		*bg_list_add(r->sides->arena, out) = hits.v[i];
}
