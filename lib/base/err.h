/* SPDX-License-Identifier: MIT */
/* Filling a caller-owned struct bg_err: the first failure wins. */
#ifndef BG_BASE_ERR_H
#define BG_BASE_ERR_H

#include "bumpgate.h"

/* All return -1, so that a caller can "return bg_fail(…)". */
int bg_fail(struct bg_err *err, enum bg_code code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* With a place; path may be NULL, line and column 0. */
int bg_fail_at(struct bg_err *err, enum bg_code code, const char *path, unsigned line,
               unsigned column, const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* Fails with BG_ELIMIT and the limit's name, value and unit. path may be NULL. */
int bg_fail_limit(struct bg_err *err, const struct bg_limits *limits, enum bg_limit which,
                  const char *path, unsigned line);

/* Adds what to do about it, unless a hint stands already. */
void bg_hint(struct bg_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
