/* SPDX-License-Identifier: MIT */
/* Names that a document gives to what views answer: keys, labels, status codes, urls. */
#include "base/err.h"
#include "extract/doc.h"
#include "parse/json.h"

#define ALIKE 256 /* keys with one last part; of more, none is told apart */
#define NEAR 16   /* names before one that may be the key it stands below */

struct finding {
	struct bg_doc_hits *out;
	struct bg_doc_resolver *r;
	size_t i; /* the surface */
	const struct bg_mention *m;
	const char *context[NEAR + 1]; /* the nearest first */
	size_t ncontext;
	bool weak;
};

/* The names that m may stand below: those before it in its cell or entry, and the one above. */
static void
find_context(struct finding *f)
{
	const struct bg_mention *first = f->r->unit;

	for (const struct bg_mention *m = f->m; m > first && f->ncontext < NEAR;)
		f->context[f->ncontext++] = (--m)->name;
	if (f->m->above)
		f->context[f->ncontext++] = f->m->above;
}

/* Whether the n bytes of a part, as "workers[]", are the key. */
static bool
is_part(const char *part, size_t n, const char *key)
{
	while (n > 2 && part[n - 1] == ']')
		n -= 2;
	return strlen(key) == n && memcmp(part, key, n) == 0;
}

/* How many steps, those of maps not counted, a path's key stands above its end; 0: it does not. */
static size_t
steps_above(const char *id, const char *key)
{
	size_t steps = 0, n;

	for (const char *end = strrchr(id, '.'), *from; end && end > id; end = from - 1) {
		for (from = end; from > id && from[-1] != '.';)
			from--;
		n = (size_t)(end - from);
		steps += !(n == 1 && *from == '*');
		if (is_part(from, n, key))
			return steps;
		if (from == id)
			break;
	}
	return 0;
}

/* The fewest steps that one of the names before stands above a path; 0: none does. */
static size_t
nearest_context(const struct finding *f, const char *id)
{
	size_t best = 0, steps;

	for (size_t k = 0; k < f->ncontext; k++) {
		steps = steps_above(id, f->context[k]);
		if (steps && (!best || steps < best))
			best = steps;
	}
	return best;
}

/* How well a key path fits; 0: not by anything but its last part. */
static size_t
rank(const struct finding *f, const char *id)
{
	size_t steps = nearest_context(f, id);

	if (steps)
		return steps > 100 ? 1 : 1000 - steps;
	return strchr(id, '.') ? 0 : 1;
}

/*
 * The keys with that last part that fit best: below a name before, else at the top. One alone
 * is meant in any case; of several, nobody can tell: they are not promised by that.
 */
static void
find_keys(struct finding *f, const char *name)
{
	const struct bg_doc_surface *s = &f->r->surface[f->i];
	struct bg_doc_leaf *first = bg_doc_leaf_find(s, name);
	const struct bg_doc_leaf *end = s->leaves.v + s->leaves.n, *l;
	size_t best = 0, n = 0;
	const char *last = NULL;
	bool weak;

	if (first && first + ALIKE < end && strcmp(first[ALIKE].leaf, name) == 0)
		return;
	for (l = first; l && l < end && strcmp(l->leaf, name) == 0; l++) {
		n += !last || strcmp(last, l->id) != 0;
		last = l->id;
		best = rank(f, l->id) > best ? rank(f, l->id) : best;
	}
	weak = f->weak || (!best && n > 1);
	if (!first || (!best && n > 1 && first->listed_weakly))
		return;
	first->listed_weakly |= !best && n > 1;
	last = NULL;
	for (l = first; l < end && strcmp(l->leaf, name) == 0; l++) {
		if ((!last || strcmp(last, l->id) != 0) && rank(f, l->id) == best)
			bg_doc_hit_add(f->out, f->r, f->i, l->id, weak);
		last = l->id;
	}
}

/* "checks.database" and "database.ok"; "<id>" and "{id}" stand for any key of a map. */
static void
find_path(struct finding *f)
{
	const struct bg_doc_surface *s = &f->r->surface[f->i];
	struct bg_arena *arena = f->r->sides->arena;
	const struct bg_doc_leaf *end = s->leaves.v + s->leaves.n, *l;
	char *path = bg_strf(arena, ".%s", f->m->name), *to = path, *leaf;
	size_t n, m;

	for (char *from = path; *from; from += m) {
		m = *from == '.' ? 1 : strcspn(from, ".");
		if (*from == '<' || *from == '{')
			*to++ = '*';
		else
			memmove(to, from, m), to += m;
	}
	*to = '\0';
	leaf = strrchr(path, '.') + 1;
	n = strlen(path);
	for (l = bg_doc_leaf_find(s, leaf); l && l < end && strcmp(l->leaf, leaf) == 0; l++) {
		m = strlen(l->id);
		if (strcmp(l->id, path + 1) == 0 || (m > n && strcmp(l->id + m - n, path) == 0))
			bg_doc_hit_add(f->out, f->r, f->i, l->id, f->weak);
	}
}

static bool
add_id(struct finding *f, const char *id)
{
	id = bg_doc_id_find(f->r->sides, f->i, id);
	if (id)
		bg_doc_hit_add(f->out, f->r, f->i, id, f->weak);
	return id;
}

/* "`status` (`healthy`)": a label of the key before it. */
static void
find_label(struct finding *f, const char *key, const char *label)
{
	const struct bg_doc_surface *s = &f->r->surface[f->i];
	const struct bg_doc_leaf *end = s->leaves.v + s->leaves.n, *l;
	size_t looks = 0;

	for (l = bg_doc_leaf_find(s, key); l && l < end && strcmp(l->leaf, key) == 0; l++)
		if (looks++ < NEAR && (l == s->leaves.v || strcmp(l->id, l[-1].id) != 0))
			add_id(f, bg_strf(f->r->sides->arena, "%s=%s", l->id, label));
}

/* "200", "503 Service Unavailable", "/health/". */
static void
find_code_or_url(struct finding *f)
{
	struct bg_arena *arena = f->r->sides->arena;
	const char *name = f->m->name;
	size_t n = 0;

	while (bg_is_digit(name[n]))
		n++;
	if (n == 3 && (name[n] == '\0' || name[n] == ' '))
		add_id(f, bg_strf(arena, "HTTP %.3s", name));
	if (*name == '/' && !add_id(f, bg_strf(arena, "GET %s", name)))
		add_id(f, bg_strf(arena, "GET %s/", name));
}

/* {"status": "unauthorized", "detail": "..."}: the keys of an answer, with their labels. */
static void
find_object(struct finding *f)
{
	struct bg_arena *arena = f->r->sides->arena;
	const char *name = f->m->name;
	const struct bg_blob blob = {.bytes = name, .n = strlen(name), .path = ""};
	struct bg_nodes nodes = {0};
	struct bg_limits limits;
	struct bg_err err = {0};
	const struct bg_node *map;

	bg_limits_init(&limits);
	if (bg_json_parse(&nodes, arena, &limits, &blob, &err) != 0)
		return;
	map = nodes.ndocument ? nodes.document[0] : NULL;
	for (size_t i = 0; map && map->type == BG_NODE_MAPPING && i < map->npair; i++) {
		find_keys(f, map->pair[i].key->text);
		if (map->pair[i].value->type == BG_NODE_STRING)
			find_label(f, map->pair[i].key->text, map->pair[i].value->text);
	}
}

/* Who lists a key still lists those that it stands below. */
static void
list_above(struct finding *f, const char *id)
{
	struct bg_arena *arena = f->r->sides->arena;
	const char *dot;

	f->weak = true;
	while ((dot = strrchr(id, '.'))) {
		id = bg_strndup(arena, id, (size_t)(dot - id));
		add_id(f, id);
	}
}

static void
find_answer(struct finding *f)
{
	if (*f->m->name == '{') {
		find_object(f);
		return;
	}
	if (strchr(f->m->name, '.')) {
		if (!bg_doc_id_find(f->r->sides, f->i, f->m->name))
			find_path(f);
		return;
	}
	find_context(f);
	find_keys(f, f->m->name);
	for (size_t k = 0; k < f->ncontext; k++)
		find_label(f, f->context[k], f->m->name);
	find_code_or_url(f);
}

void
bg_doc_find_answer(struct bg_doc_hits *out, struct bg_doc_resolver *r, size_t i,
                   const struct bg_mention *m)
{
	struct finding f = {
		.out = out, .r = r, .i = i, .m = m, .weak = m->place == BG_DOC_PROSE};

	find_answer(&f);
	/* Those that were found as they are written stand there too. */
	for (size_t k = 0, n = out->n; k < n; k++)
		if (out->v[k].surface == i)
			list_above(&f, out->v[k].id);
}
