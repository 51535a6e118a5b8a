/* SPDX-License-Identifier: MIT */
/* Versions by SemVer 2.0.0 (semver.org), order, bumps and tag patterns. */
#ifndef BG_MODEL_VERSION_H
#define BG_MODEL_VERSION_H

#include "base/arena.h"
#include "bumpgate.h"

/*
 * Parses n bytes strictly (section 2, 9, 10: no 'v', no leading zeros, three
 * numbers below 2^64, at most 255 bytes). pre and build are copied into arena.
 */
bool bg_version_parse(struct bg_version *out, struct bg_arena *arena, const char *s, size_t n);

/* Precedence by section 11: negative, 0, positive. Build metadata is ignored. */
int bg_version_compare(const struct bg_version *a, const struct bg_version *b);

/* A version without a pre-release part. */
bool bg_version_stable(const struct bg_version *v);

/* "1.2.3-rc.1+b5". */
const char *bg_version_text(struct bg_arena *arena, const struct bg_version *v);

/*
 * What the step from base to target claims: the first of the three numbers
 * that grew. BG_NONE when no number grew (target is not above base's numbers).
 */
enum bg_bump bg_version_bump(const struct bg_version *base, const struct bg_version *target);

/* The version that follows base by bump; pre and build are "". */
struct bg_version bg_version_next(const struct bg_version *base, enum bg_bump bump);

/*
 * Reads a tag name by a pattern that holds "{version}" once, as "v{version}";
 * false when the name does not fit, the version is not SemVer, or it is what
 * git-describe calls a commit after a tag ("v1.2.1-3-gabc").
 */
bool bg_version_from_tag(struct bg_version *out, struct bg_arena *arena, const char *pattern,
                         const char *tag);

#endif
