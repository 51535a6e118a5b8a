/* SPDX-License-Identifier: MIT */
/* What a finding does to the release: the same in every format. */
#ifndef BG_REPORT_FINDING_H
#define BG_REPORT_FINDING_H

#include "base/arena.h"
#include "bumpgate.h"

/* Whether the finding makes the release fail: an open error, or more than declared. */
bool bg_finding_stops(const struct bg_report *report, const struct bg_finding *finding);

/* Whether something was taken away or changed that users relied on. */
bool bg_finding_breaks(const struct bg_finding *finding);

/* How a finding counts. */
enum bg_weight {
	BG_STOPS, /* the release fails by it */
	BG_WARNS, /* an open warning */
	BG_RESTS, /* allowed, announced, waived, or only worth knowing */
	BG_NWEIGHTS
};
struct bg_weighed {
	enum bg_weight weight;
	const struct bg_finding *finding;
};

/*
 * All nfinding findings of a judgement by weight, then by surface with those of the whole
 * release last, then as the judge has them. Allocated in arena.
 */
const struct bg_weighed *bg_findings_weigh(struct bg_arena *arena,
                                           const struct bg_report *report);

/* How many of n weighed findings, from the first on, have its weight. */
size_t bg_findings_same_weight(const struct bg_weighed *v, size_t n);
/* What stands above those of one weight: "Warnings". */
const char *bg_weight_title(enum bg_weight weight);

/*
 * Where a reader of the target's files finds something about it: where the item is, else
 * the CHANGELOG's entry, else the file that had it, with line 0. The path may be NULL.
 */
struct bg_loc bg_finding_place(const struct bg_finding *finding);

/* "env-removed: NAME", "changelog-missing". */
const char *bg_finding_name(struct bg_arena *arena, const struct bg_finding *finding);

/* The message, with what it owes and what covers it. */
const char *bg_finding_text(struct bg_arena *arena, const struct bg_finding *finding);

#endif
