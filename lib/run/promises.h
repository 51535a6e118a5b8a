/* SPDX-License-Identifier: MIT */
/* What each release promised: spans from the first release with a promise to the last. */
#ifndef BG_RUN_PROMISES_H
#define BG_RUN_PROMISES_H

#include "run/line.h"

struct bg_promises;
/* All of it is allocated in arena. */
struct bg_promises *bg_promises_new(struct bg_arena *arena);

/*
 * Notes what release number n, judged by line, promised: releases in ascending order.
 * What was not read is held for unchanged.
 */
void bg_promises_note(struct bg_promises *p, size_t n, const struct bg_line *line);

/* The spans by surface, kind, item and since; releases is how many there are. */
void bg_promises_close(struct bg_promises *p, size_t releases, const struct bg_span **out,
                       size_t *n);

#endif
