/* SPDX-License-Identifier: MIT */
/* The verdict of a judgement in words that every format for people uses. */
#ifndef BG_REPORT_VERDICT_H
#define BG_REPORT_VERDICT_H

#include "base/arena.h"
#include "bumpgate.h"

/* "bumpgate v1.0.0..v1.1.0", without what is unknown; names as they are in the repository. */
const char *bg_verdict_title(struct bg_arena *arena, const struct bg_report *report);

/* "declared minor, required major". */
const char *bg_verdict_bumps(struct bg_arena *arena, const struct bg_report *report);

/* What may happen now, as one sentence or more; for a failure the ways out. */
const char *bg_verdict_advice(struct bg_arena *arena, const struct bg_report *report);

#endif
