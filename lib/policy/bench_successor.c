/* SPDX-License-Identifier: MIT */
/* Which new name may be that of a removed one. */
#include "policy/bench.h"

#include <string.h>

static size_t
shared_parts(const char *a, const char *b, size_t *parts)
{
	size_t n, shared = 0;
	const char *q;

	for (*parts = 0; *a; a += n, a += *a != '\0') {
		n = strcspn(a, "_-. ");
		if (!n)
			continue;
		++*parts;
		for (q = b; *q; q += strcspn(q, "_-. "), q += *q != '\0')
			if (strcspn(q, "_-. ") == n && memcmp(a, q, n) == 0) {
				shared++;
				break;
			}
	}
	return shared;
}

/* How alike two names are: twice the shared parts against all parts, of 100. */
static size_t
likeness(const char *a, const char *b)
{
	size_t na, nb, shared = shared_parts(a, b, &na);

	shared_parts(b, a, &nb);
	if (na == 1 && nb == 1)
		return bg_nearest(a, &b, 1) ? 60 : 0;
	return na + nb ? 200 * shared / (na + nb) : 0;
}

const struct bg_item *
bg_bench_successor(const struct bg_bench *b, const struct bg_change *gone)
{
	const struct bg_facts *f = b->facts;
	const struct bg_item *best = NULL;
	size_t most = 59, n;

	for (size_t i = 0; i < f->changes->n; i++) {
		const struct bg_change *c = &f->changes->v[i];

		if (c->op != BG_ADDED || strcmp(c->surface, gone->surface) != 0 ||
		    strcmp(c->now->kind, gone->was->kind) != 0)
			continue;
		n = likeness(gone->was->id, c->now->id);
		if (n > most) {
			most = n;
			best = c->now;
		}
	}
	return best;
}
