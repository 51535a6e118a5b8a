/* SPDX-License-Identifier: MIT */
/* Errors as values, and the table of limits. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

static const struct {
	const char *name;
	size_t value;
	const char *unit, *what;
} limit_rows[] = {
#define _(id, name, value, unit, what) {name, value, unit, what},
#include "bumpgate-limits.def"
#undef _
};

/* What is too long ends with a whole character. */
static void __attribute__((format(printf, 3, 0)))
format(char *out, size_t size, const char *fmt, va_list ap)
{
	int n = vsnprintf(out, size, fmt, ap);
	size_t last = size - 1;

	if (n < 0 || (size_t)n < size)
		return;
	while (last && ((unsigned char)out[--last] & 0xC0) == 0x80)
		continue;
	if (!bg_utf8_length(out + last, size - 1 - last))
		out[last] = '\0';
}

static void __attribute__((format(printf, 4, 0)))
fill(struct bg_err *err, enum bg_code code, const char *path, const char *fmt, va_list ap)
{
	err->code = code;
	snprintf(err->path, sizeof(err->path), "%s", path ? path : "");
	format(err->text, sizeof(err->text), fmt, ap);
}

int
bg_fail(struct bg_err *err, enum bg_code code, const char *fmt, ...)
{
	va_list ap;

	if (err->code != BG_OK)
		return -1;
	va_start(ap, fmt);
	fill(err, code, NULL, fmt, ap);
	va_end(ap);
	return -1;
}

int
bg_fail_at(struct bg_err *err, enum bg_code code, const char *path, unsigned line,
           unsigned column, const char *fmt, ...)
{
	va_list ap;

	if (err->code != BG_OK)
		return -1;
	va_start(ap, fmt);
	fill(err, code, path, fmt, ap);
	va_end(ap);
	err->line = line;
	err->column = column;
	return -1;
}

int
bg_fail_limit(struct bg_err *err, const struct bg_limits *limits, enum bg_limit which,
              const char *path, unsigned line)
{
	return bg_fail_at(err, BG_ELIMIT, path, line, 0,
	                  "limit '%s' exceeded: %s may take at most %zu %s",
	                  limit_rows[which].name, limit_rows[which].what, limits->v[which],
	                  limit_rows[which].unit);
}

void
bg_hint(struct bg_err *err, const char *fmt, ...)
{
	va_list ap;

	if (err->hint[0])
		return;
	va_start(ap, fmt);
	format(err->hint, sizeof(err->hint), fmt, ap);
	va_end(ap);
}

void
bg_limits_init(struct bg_limits *limits)
{
	for (size_t i = 0; i < BG_NLIMITS; i++)
		limits->v[i] = limit_rows[i].value;
}

bool
bg_limit_info(size_t n, const char **name, size_t *value, const char **unit, const char **what)
{
	if (n >= BG_NLIMITS)
		return false;
	*name = limit_rows[n].name;
	*value = limit_rows[n].value;
	*unit = limit_rows[n].unit;
	*what = limit_rows[n].what;
	return true;
}
