/* SPDX-License-Identifier: MIT */
/* Hand-made reports, and sinks that keep what they get. */
#ifndef TESTS_SUPPORT_REPORTS_H
#define TESTS_SUPPORT_REPORTS_H

#include "base/buf.h"
#include "bumpgate.h"

/* A judgement that fails: breaks, warnings, waivers, notes; all of it static. */
struct bg_report sample_check(void);
/* The same release, declared high enough. */
struct bg_report sample_pass(void);
struct bg_report sample_diff(void);
struct bg_report sample_surface(void);
/* A judgement that could not be made, with nothing but a note. */
struct bg_report sample_unjudged(void);

/* Commands, markup, escape sequences, reordering, line ends, ill-formed UTF-8 in one name. */
extern const char sample_hostile[];
/* A judgement, a comparison or an inventory with that name wherever a name can stand. */
struct bg_report sample_attack(enum bg_document type);

/* A sink that appends to buf, and one that refuses after the first n bytes. */
struct bg_sink sink_memory(struct bg_buf *buf);
struct bg_sink sink_full(size_t *room);

/* The report in a format, in 80 columns without colours, allocated in arena. */
const char *sample_write(struct bg_arena *arena, const struct bg_report *report,
                         const char *format);

#endif
