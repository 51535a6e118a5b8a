/* SPDX-License-Identifier: MIT */
/* Civil dates as day numbers (proleptic Gregorian calendar). */
#ifndef BG_BASE_DAY_H
#define BG_BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* Days since 1970-01-01; month 1 - 12, day 1 - 31. */
int64_t bg_day(int64_t year, unsigned month, unsigned day);

/* "YYYY-MM-DD"; years outside of 0 - 9999 as they are. */
const char *bg_day_text(struct bg_arena *arena, int64_t day);

/* Parses exactly "YYYY-MM-DD"; false when that is no date of the calendar. */
bool bg_day_parse(int64_t *out, const char *s);

#endif
