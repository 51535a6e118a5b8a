/* SPDX-License-Identifier: MIT */
/* Output that remembers its first failure. */
#ifndef BG_BASE_SINK_H
#define BG_BASE_SINK_H

#include "base/arena.h"
#include "bumpgate.h"

struct bg_out {
	struct bg_sink *sink;
	struct bg_arena *arena; /* for bg_out_printf */
	bool failed;            /* sticky */
};

void bg_out_add(struct bg_out *out, const char *bytes, size_t n);
void bg_out_puts(struct bg_out *out, const char *s);
void bg_out_printf(struct bg_out *out, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
