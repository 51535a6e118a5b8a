/* SPDX-License-Identifier: MIT */
/* Dates as CHANGELOGs write them. */
#include <string.h>

#include "base/day.h"
#include "base/words.h"
#include "ledger/when.h"

/* Reads up to most digits; returns how many there were. */
static size_t
take_number(const char **s, size_t most, unsigned *out)
{
	size_t n = 0;

	for (*out = 0; n < most && bg_is_digit(**s); n++)
		*out = *out * 10 + (unsigned)(*(*s)++ - '0');
	return n;
}

static bool
make_day(int64_t *out, unsigned year, unsigned month, unsigned day)
{
	static const unsigned char length[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (year < 1970 || year > 2999 || month < 1 || month > 12 || day < 1 ||
	    day > length[month - 1])
		return false;
	*out = bg_day(year, month, day);
	return true;
}

unsigned
bg_month_read(const char *s, size_t n)
{
	static const char *const month[] = {
		"january", "february", "march",     "april",   "may",      "june",
		"july",    "august",   "september", "october", "november", "december",
	};

	for (unsigned i = 0; n >= 3 && i < sizeof(month) / sizeof(*month); i++)
		if (n <= strlen(month[i]) && bg_same_fold(s, month[i], n) &&
		    (n <= 4 || !month[i][n]))
			return i + 1;
	return 0;
}

/* "August", "Aug." or "Aug"; 0, and *s stays, for none. */
static unsigned
take_month(const char **s)
{
	unsigned month;
	size_t n = 0;

	while (bg_is_alpha((*s)[n]))
		n++;
	month = bg_month_read(*s, n);
	if (month)
		*s += n + ((*s)[n] == '.');
	return month;
}

static void
skip_gap(const char **s)
{
	while (**s == ' ' || **s == ',')
		++*s;
}

/* "27th August, 2024". */
static bool
read_day_first(int64_t *out, const char **s)
{
	unsigned day, month, year;
	size_t n = take_number(s, 2, &day);

	if (!n)
		return false;
	for (n = 0; bg_is_alpha((*s)[n]);)
		n++;
	if (n == 2)
		*s += 2; /* st, nd, rd, th */
	skip_gap(s);
	if (bg_starts_fold(*s, "of "))
		*s += 3;
	month = take_month(s);
	skip_gap(s);
	return month && take_number(s, 4, &year) == 4 && make_day(out, year, month, day);
}

/* "August 27th, 2024", "August 2024". */
static bool
read_month_first(int64_t *out, const char **s)
{
	unsigned month = take_month(s), day, year;
	const char *from;

	skip_gap(s);
	from = *s;
	if (!month)
		return false;
	if (take_number(s, 4, &year) == 4)
		return make_day(out, year, month, 1);
	*s = from;
	if (!take_number(s, 2, &day))
		return false;
	while (bg_is_alpha(**s))
		++*s;
	skip_gap(s);
	return take_number(s, 4, &year) == 4 && make_day(out, year, month, day);
}

/* "2026-01-31", "2026/1/31", "2026-01". */
static bool
read_year_first(int64_t *out, const char **s)
{
	unsigned year, month, day;
	char dash;

	if (take_number(s, 4, &year) != 4 || !strchr("-/.", **s) || !**s)
		return false;
	dash = *(*s)++;
	if (!take_number(s, 2, &month))
		return false;
	if (**s != dash || !bg_is_digit((*s)[1]))
		return dash == '-' && make_day(out, year, month, 1);
	++*s;
	return take_number(s, 2, &day) && make_day(out, year, month, day);
}

/* "31.01.2026"; "01/31/2026" only where the day cannot be a month. */
static bool
read_year_last(int64_t *out, const char **s)
{
	unsigned a, b, year;
	char dash;

	if (!take_number(s, 2, &a) || !strchr("./", **s) || !**s)
		return false;
	dash = *(*s)++;
	if (!take_number(s, 2, &b) || *(*s)++ != dash || take_number(s, 4, &year) != 4)
		return false;
	if (dash == '.')
		return make_day(out, year, b, a);
	if (a <= 12 && b <= 12 && a != b)
		return false;
	return a > 12 ? make_day(out, year, b, a) : make_day(out, year, a, b);
}

bool
bg_date_read(int64_t *day, size_t *n, const char *s)
{
	bool (*const form[])(int64_t *, const char **) = {read_year_first, read_year_last,
	                                                  read_day_first, read_month_first};
	const char *end;

	for (size_t i = 0; i < sizeof(form) / sizeof(*form); i++) {
		end = s;
		if (!form[i](day, &end) || bg_is_word(*end))
			continue;
		if (n)
			*n = (size_t)(end - s);
		return true;
	}
	return false;
}
