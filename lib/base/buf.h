/* SPDX-License-Identifier: MIT */
/* A growing byte buffer in an arena; zeroed but for arena means empty. */
#ifndef BG_BASE_BUF_H
#define BG_BASE_BUF_H

#include <stddef.h>

#include "base/arena.h"

struct bg_buf {
	struct bg_arena *arena;
	char *bytes; /* NUL behind the last byte; NULL while empty */
	size_t n, cap;
};

void bg_buf_add(struct bg_buf *buf, const char *bytes, size_t n);
void bg_buf_puts(struct bg_buf *buf, const char *s);
void bg_buf_putc(struct bg_buf *buf, char c);
void bg_buf_printf(struct bg_buf *buf, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The bytes as a string, "" while empty; valid until the next addition. */
const char *bg_buf_str(const struct bg_buf *buf);

#endif
