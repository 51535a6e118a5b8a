/* SPDX-License-Identifier: MIT */
/* What is looked at before cmark-gfm sees a text: it has no limits of its own. */
#ifndef BG_PARSE_MD_GUARD_H
#define BG_PARSE_MD_GUARD_H

#include <stddef.h>

#include "bumpgate.h"

/*
 * Checks BG_LIMIT_LINE, and bounds the work of the shapes on which cmark-gfm
 * (0.29.0.gfm.6) takes quadratic time or memory. 0, or -1 with BG_ELIMIT. The
 * bounds lie far above what people write: a few hundred million steps.
 */
int bg_md_guard(const char *text, size_t n, const struct bg_limits *limits, const char *path,
                struct bg_err *err);

#endif
