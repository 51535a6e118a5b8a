/* SPDX-License-Identifier: MIT */
/* Which tags are releases, and which of them a target is compared with. */
#ifndef BG_SOURCE_TAGS_H
#define BG_SOURCE_TAGS_H

#include "base/words.h"
#include "bumpgate.h"
#include "source/source.h"

/* A tag whose name is a release's. */
struct bg_release_tag {
	const char *name;
	struct bg_version version;
	size_t pattern; /* index of the pattern that it fits */
};

struct bg_releases {
	const struct bg_release_tag *v; /* by SemVer precedence, then by name */
	size_t n;
	const char *const *ignored; /* tags that are no release, in byte order */
	size_t nignored;
};

/*
 * Sorts a repository's tag names by the patterns of a policy (npatterns >= 1, each
 * as bg_version_from_tag() takes it).
 */
void bg_releases_sort(struct bg_releases *out, struct bg_arena *arena,
                      const struct bg_strings *names, const char *const *patterns,
                      size_t npatterns);

/* The release called name, or NULL. */
const struct bg_release_tag *bg_releases_find(const struct bg_releases *releases,
                                              const char *name);

/*
 * The greatest stable release strictly below version by precedence, or NULL.
 * Of several tags of one version (v1.0.0 and 1.0.0) the first pattern's wins, of
 * several of one pattern (v1.0.0 and v1.0.0+b1) the first by name.
 */
const struct bg_release_tag *bg_releases_below(const struct bg_releases *releases,
                                               const struct bg_version *version);

#endif
