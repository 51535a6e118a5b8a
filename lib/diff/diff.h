/* SPDX-License-Identifier: MIT */
/* What changed between two sealed harvests of one surface. */
#ifndef BG_DIFF_DIFF_H
#define BG_DIFF_DIFF_H

#include "extract/extract.h"

struct bg_changes {
	struct bg_change *v;
	size_t n, cap;
};

/*
 * Appends the changes of one surface to *out, by kind and id: added, removed, or one
 * for each attribute that differs. An item whose ancestor was added (removed) too is
 * folded into it, and one with the fact told=yes is left to the change that tells of it. What one side could not read proves nothing: what an unread place in
 * now may hide does not count as removed, what one in was may hide does not count as
 * added; *held then tells how many were held back.
 */
void bg_changes_find(struct bg_changes *out, struct bg_arena *arena,
                     const struct bg_harvest *was, const struct bg_harvest *now, size_t *held);

#endif
