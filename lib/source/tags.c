/* SPDX-License-Identifier: MIT */
/* Release tags in the order of their versions. */
#include "source/tags.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "model/version.h"

static int
by_precedence(const void *a, const void *b)
{
	const struct bg_release_tag *x = a, *y = b;
	int order = bg_version_compare(&x->version, &y->version);

	return order ? order : strcmp(x->name, y->name);
}

static bool
read_tag(struct bg_release_tag *out, struct bg_arena *arena, const char *name,
         const char *const *patterns, size_t npatterns)
{
	out->name = name;
	for (size_t i = 0; i < npatterns; i++) {
		out->pattern = i;
		if (bg_version_from_tag(&out->version, arena, patterns[i], name))
			return true;
	}
	return false;
}

void
bg_releases_sort(struct bg_releases *out, struct bg_arena *arena,
                 const struct bg_strings *names, const char *const *patterns, size_t npatterns)
{
	BG_LIST(struct bg_release_tag) releases = {0};
	struct bg_strings ignored = {0};
	struct bg_release_tag tag;

	for (size_t i = 0; i < names->n; i++) {
		if (read_tag(&tag, arena, names->v[i], patterns, npatterns))
			*bg_list_add(arena, &releases) = tag;
		else
			bg_strings_add(arena, &ignored, names->v[i]);
	}
	if (releases.n)
		qsort(releases.v, releases.n, sizeof(*releases.v), by_precedence);
	bg_strings_sort(&ignored);
	out->v = releases.v;
	out->n = releases.n;
	out->ignored = ignored.v;
	out->nignored = ignored.n;
}

const struct bg_release_tag *
bg_releases_find(const struct bg_releases *releases, const char *name)
{
	for (size_t i = 0; i < releases->n; i++)
		if (strcmp(releases->v[i].name, name) == 0)
			return &releases->v[i];
	return NULL;
}

const struct bg_release_tag *
bg_releases_below(const struct bg_releases *releases, const struct bg_version *version)
{
	const struct bg_release_tag *best = NULL, *tag;
	int order;

	for (size_t i = 0; i < releases->n; i++) {
		tag = &releases->v[i];
		if (bg_version_compare(&tag->version, version) >= 0)
			break;
		if (!bg_version_stable(&tag->version))
			continue;
		order = best ? bg_version_compare(&tag->version, &best->version) : 1;
		if (order > 0 || tag->pattern < best->pattern)
			best = tag;
	}
	return best;
}
