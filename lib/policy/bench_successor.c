/* SPDX-License-Identifier: MIT */
/* Which new name may be that of a removed one. */
#include "policy/bench.h"

#include <string.h>

/* A hint may be missing; a release that renames thousands of names must not take for ever. */
enum { MOST_LOOKS = 4000000 };

void
bg_bench_note_added(struct bg_bench *b)
{
	const struct bg_changes *changes = b->facts->changes;

	for (size_t i = 0; i < changes->n; i++)
		if (changes->v[i].op == BG_ADDED)
			*bg_list_add(b->arena, &b->added) = &changes->v[i];
}

/* Whether there is time to look at all that was added. */
static bool
may_look(struct bg_bench *b)
{
	if (b->added.n > MOST_LOOKS - b->looks)
		return false;
	b->looks += b->added.n;
	return true;
}

static size_t
shared_parts(const char *a, const char *b, size_t *parts)
{
	static const char between[] = "_-. ()";
	size_t n, shared = 0;
	const char *q;

	for (*parts = 0; *a; a += n, a += *a != '\0') {
		n = strcspn(a, between);
		if (!n)
			continue;
		++*parts;
		for (q = b; *q; q += strcspn(q, between), q += *q != '\0')
			if (strcspn(q, between) == n && memcmp(a, q, n) == 0) {
				shared++;
				break;
			}
	}
	return shared;
}

/* Skips what both are a part of: names in one module are no more alike than others. */
static void
skip_owner(const char **a, const char **b)
{
	size_t owner = 0;

	for (size_t i = 0; (*a)[i] && (*a)[i] == (*b)[i]; i++)
		if (strchr(".( ", (*a)[i]))
			owner = i + 1;
	*a += owner;
	*b += owner;
}

/* How alike two names are: twice the shared parts against all parts, of 100. */
static size_t
likeness(const char *a, const char *b)
{
	size_t na, nb, shared;

	skip_owner(&a, &b);
	shared = shared_parts(a, b, &na);
	shared_parts(b, a, &nb);
	if (na == 1 && nb == 1)
		return bg_nearest(a, &b, 1) ? 60 : 0;
	return na + nb ? 200 * shared / (na + nb) : 0;
}

const struct bg_item *
bg_bench_successor(struct bg_bench *b, const struct bg_change *gone)
{
	const char *known = bg_item_fact(gone->was, "successor");
	const struct bg_item *best = NULL;
	size_t most = 59, n;

	if (!may_look(b))
		return NULL;
	for (size_t i = 0; i < b->added.n; i++) {
		const struct bg_change *c = b->added.v[i];

		if (strcmp(c->surface, gone->surface) != 0 ||
		    strcmp(c->now->kind, gone->was->kind) != 0)
			continue;
		if (known && strcmp(c->now->id, known) == 0)
			return c->now;
		n = likeness(gone->was->id, c->now->id);
		if (n > most) {
			most = n;
			best = c->now;
		}
	}
	return best;
}

/* What stands behind a prefix that turns an option off, or NULL; of "run --x" the "x". */
static const char *
behind(const char *option, const char *prefix)
{
	return bg_starts(option, prefix) ? option + strlen(prefix) : NULL;
}

static bool
turns_off(const char *off, const char *on)
{
	static const char *const pair[][2] = {{"--no-", "--"},      {"--no-", "--with-"},
	                                      {"--disable-", "--"}, {"--disable-", "--enable-"},
	                                      {"--without-", "--"}, {"--without-", "--with-"},
	                                      {"--skip-", "--"},    {"--dont-", "--"}};
	const char *a, *b;

	for (size_t i = 0; i < sizeof(pair) / sizeof(pair[0]); i++) {
		a = behind(off, pair[i][0]);
		b = behind(on, pair[i][1]);
		if (a && b && *a && strcmp(a, b) == 0)
			return true;
	}
	return false;
}

static bool
is_opposite(const char *a, const char *b)
{
	const char *x = strrchr(a, ' '), *y = strrchr(b, ' ');

	return x && y && x - a == y - b && memcmp(a, b, (size_t)(x - a)) == 0 &&
	       (turns_off(x + 1, y + 1) || turns_off(y + 1, x + 1));
}

const struct bg_item *
bg_bench_opposite(struct bg_bench *b, const struct bg_change *gone)
{
	if (strcmp(gone->was->kind, "option") != 0 || !may_look(b))
		return NULL;
	for (size_t i = 0; i < b->added.n; i++) {
		const struct bg_change *c = b->added.v[i];

		if (strcmp(c->surface, gone->surface) == 0 &&
		    strcmp(c->now->kind, "option") == 0 &&
		    is_opposite(gone->was->id, c->now->id))
			return c->now;
	}
	return NULL;
}
