/* SPDX-License-Identifier: MIT */
/* Day numbers by 400-year eras that begin on 1 March. */
#include "base/day.h"

#include <string.h>

#include "base/words.h"

#define ERA_DAYS 146097
#define EPOCH_DAYS 719468 /* 0000-03-01 to 1970-01-01 */

int64_t
bg_day(int64_t year, unsigned month, unsigned day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy =
		(153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + (int64_t)day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * ERA_DAYS + doe - EPOCH_DAYS;
}

static void
civil(int64_t n, int64_t *year, unsigned *month, unsigned *day)
{
	int64_t z = n + EPOCH_DAYS;
	int64_t era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
	int64_t doe = z - era * ERA_DAYS;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*day = (unsigned)(doy - (153 * mp + 2) / 5 + 1);
	*month = (unsigned)(mp < 10 ? mp + 3 : mp - 9);
	*year = yoe + era * 400 + (*month <= 2);
}

const char *
bg_day_text(struct bg_arena *arena, int64_t day)
{
	int64_t y;
	unsigned m, d;

	civil(day, &y, &m, &d);
	return bg_strf(arena, "%04lld-%02u-%02u", (long long)y, m, d);
}

static unsigned
digits(const char *s, size_t n)
{
	unsigned value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (unsigned)(s[i] - '0');
	return value;
}

bool
bg_day_parse(int64_t *out, const char *s)
{
	int64_t y;
	unsigned m, d;

	if (strlen(s) != 10)
		return false;
	for (size_t i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? s[i] != '-' : !bg_is_digit(s[i]))
			return false;
	if (digits(s + 5, 2) < 1 || digits(s + 5, 2) > 12 || digits(s + 8, 2) < 1)
		return false;
	*out = bg_day(digits(s, 4), digits(s + 5, 2), digits(s + 8, 2));
	civil(*out, &y, &m, &d);
	return m == digits(s + 5, 2) && d == digits(s + 8, 2);
}
