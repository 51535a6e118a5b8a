/* SPDX-License-Identifier: MIT */
/* The NFKC form of names: characters taken apart, marks put in order, pairs composed. */
#include <stdlib.h>

#include "python/parser.h"

/* Hangul syllables are made of their parts by arithmetic. */
enum { L_BASE = 0x1100, V_BASE = 0x1161, T_BASE = 0x11A7, S_BASE = 0xAC00 };
enum { L_COUNT = 19, V_COUNT = 21, T_COUNT = 28, S_COUNT = 19 * 21 * 28 };

struct run {
	uint32_t first, last, value;
};

/* A character whose form is up to four others; the rest of it is 0. */
struct split {
	uint32_t character, form[4];
};

struct join {
	uint32_t first, second, composed;
};

struct part {
	uint32_t c, class;
	size_t at; /* marks of one class stay in their order */
};

struct parts {
	struct part *v;
	size_t n, cap;
};

static const struct run singles[] = {
#define N(first, last, form) {first, last, form},
#include "python/letters.def"
};

static const struct run classes[] = {
#define K(first, last, class) {first, last, class},
#include "python/compose.def"
};

static const struct split splits[] = {
#define M(character, ...) {character, {__VA_ARGS__}},
#include "python/compose.def"
};

/* In order of the pairs, and of what they are composed to. */
static const struct join by_pair[] = {
#define C(first, second, composed) {first, second, composed},
#include "python/compose.def"
};
static const struct join by_composed[] = {
#define D(composed, first, second) {first, second, composed},
#include "python/compose.def"
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static int
compare_run(const void *key, const void *run)
{
	uint32_t c = *(const uint32_t *)key;
	const struct run *r = run;

	return c < r->first ? -1 : c > r->last;
}

static int
compare_split(const void *key, const void *split)
{
	uint32_t c = *(const uint32_t *)key, other = ((const struct split *)split)->character;

	return c < other ? -1 : c > other;
}

static int
compare_composed(const void *key, const void *join)
{
	uint32_t c = *(const uint32_t *)key, other = ((const struct join *)join)->composed;

	return c < other ? -1 : c > other;
}

static int
compare_pair(const void *a, const void *b)
{
	const struct join *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->second < y->second ? -1 : x->second > y->second;
}

static int
compare_part(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static void
add_part(struct bg_arena *arena, struct parts *parts, uint32_t c)
{
	const struct run *class =
		bsearch(&c, classes, COUNT(classes), sizeof(*classes), compare_run);
	struct part *part = bg_list_add(arena, parts);

	*part = (struct part){c, class ? class->value : 0, parts->n};
}

static void
add_syllable(struct bg_arena *arena, struct parts *parts, uint32_t s)
{
	add_part(arena, parts, L_BASE + s / (V_COUNT * T_COUNT));
	add_part(arena, parts, V_BASE + s % (V_COUNT * T_COUNT) / T_COUNT);
	if (s % T_COUNT)
		add_part(arena, parts, T_BASE + s % T_COUNT);
}

/* Adds a character in its parts; each step has fewer left, so that it ends. */
static void
take_apart(struct bg_arena *arena, struct parts *parts, uint32_t c)
{
	const struct run *single;
	const struct split *split;
	const struct join *join;

	single = bsearch(&c, singles, COUNT(singles), sizeof(*singles), compare_run);
	if (single)
		c = single->value + (c - single->first);
	if (c >= S_BASE && c - S_BASE < S_COUNT) {
		add_syllable(arena, parts, c - S_BASE);
		return;
	}
	split = bsearch(&c, splits, COUNT(splits), sizeof(*splits), compare_split);
	if (split) {
		for (size_t i = 0; i < 4 && split->form[i]; i++)
			take_apart(arena, parts, split->form[i]);
		return;
	}
	join = bsearch(&c, by_composed, COUNT(by_composed), sizeof(*by_composed),
	               compare_composed);
	if (!join) {
		add_part(arena, parts, c);
		return;
	}
	take_apart(arena, parts, join->first);
	take_apart(arena, parts, join->second);
}

/* Marks between two characters of class 0 stand in order of their classes. */
static void
order(struct parts *parts)
{
	size_t to;

	for (size_t i = 0; i < parts->n; i = to + 1) {
		for (to = i; to < parts->n && parts->v[to].class; to++)
			continue;
		qsort(parts->v + i, to - i, sizeof(*parts->v), compare_part);
	}
}

/* What two characters are composed to; 0: they are not. */
static uint32_t
compose_pair(uint32_t first, uint32_t second)
{
	const struct join key = {first, second, 0}, *found;
	uint32_t l = first - L_BASE, v = second - V_BASE, s = first - S_BASE;

	if (l < L_COUNT && v < V_COUNT)
		return S_BASE + (l * V_COUNT + v) * T_COUNT;
	if (s < S_COUNT && s % T_COUNT == 0 && second > T_BASE && second - T_BASE < T_COUNT)
		return first + (second - T_BASE);
	found = bsearch(&key, by_pair, COUNT(by_pair), sizeof(*by_pair), compare_pair);
	return found ? found->composed : 0;
}

/* Each character with the last one of class 0, where nothing between them is in the way. */
static void
compose(struct parts *parts)
{
	size_t n = 0, starter = SIZE_MAX;
	uint32_t last = 0, c;

	for (size_t i = 0; i < parts->n; i++) {
		const struct part part = parts->v[i];
		bool blocked = n > starter + 1 && last >= part.class;

		c = starter == SIZE_MAX || blocked ? 0
		                                   : compose_pair(parts->v[starter].c, part.c);
		if (c) {
			parts->v[starter].c = c;
			continue;
		}
		if (!part.class)
			starter = n;
		last = part.class;
		parts->v[n++] = part;
	}
	parts->n = n;
}

void
bg_py_normal(struct bg_arena *arena, struct bg_buf *out, const char *s, const char *end)
{
	struct parts parts = {0};

	while (s < end)
		take_apart(arena, &parts, bg_py_take_point(&s));
	order(&parts);
	compose(&parts);
	for (size_t i = 0; i < parts.n; i++)
		bg_py_put_point(out, parts.v[i].c);
}
