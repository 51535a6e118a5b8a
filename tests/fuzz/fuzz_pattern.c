/* SPDX-License-Identifier: MIT */
/* Any pattern (up to the first NUL or newline) over any text behind it. */
#include "parse/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz/fuzz.h"

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static void
check_group(const struct bg_group *g, const char *subject, size_t n)
{
	if (g->text)
		demand(g->text >= subject && g->n <= n && g->text + g->n <= subject + n);
}

static void
search(const struct bg_pattern *pattern, const char *subject, struct bg_err *err)
{
	size_t n = strlen(subject), start = 0, count = 0;
	struct bg_match m;
	bool found;

	while (count++ < 100) {
		if (bg_pattern_next(pattern, subject, n, start, &m, &found, err)) {
			demand(err->code == BG_ELIMIT && err->text[0] && !found);
			return;
		}
		if (!found)
			return;
		demand(m.from <= m.to && m.to <= n && m.to >= start);
		check_group(&m.id, subject, n);
		check_group(&m.value, subject, n);
		start = m.to;
		if (m.from == m.to)
			start += start < n ? bg_utf8_length(subject + start, n - start) : 1;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bg_arena *arena = bg_arena_new();
	char *bytes = bg_strndup(arena, (const char *)data, n);
	size_t cut = strcspn(bytes, "\n"), rest = cut < n ? cut + 1 : n;
	const char *subject = bg_utf8_repair(arena, bytes + rest, n - rest);
	struct bg_pattern *pattern;
	struct bg_limits limits;
	struct bg_err err = {0};

	bytes[cut] = '\0';
	bg_limits_init(&limits);
	limits.v[BG_LIMIT_STEPS] = 10000;
	if (bg_pattern_compile(&pattern, bytes, &limits, &err) == 0)
		search(pattern, subject, &err);
	else
		demand(!pattern && err.code == BG_EPOLICY && err.text[0] && err.column);
	bg_pattern_free(pattern);
	bg_arena_free(arena);
	return 0;
}
