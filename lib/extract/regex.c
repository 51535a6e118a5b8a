/* SPDX-License-Identifier: MIT */
/* Kind regex: what a regular expression finds in files of any language. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "extract/kinds.h"
#include "parse/pattern.h"

struct hit {
	const char *id, *value, *path; /* value NULL: the group took no part */
	unsigned line;
};

struct scan {
	struct bg_extract *x;
	const struct bg_pattern *pattern;
	BG_LIST(struct hit) hits;
};

/* Well-formed UTF-8 without a NUL, so that every id is a string. */
static void
repair(struct bg_arena *arena, struct bg_blob *blob)
{
	if (bg_utf8_check(blob->bytes, blob->n) == blob->n && !memchr(blob->bytes, 0, blob->n))
		return;
	blob->bytes = bg_utf8_repair(arena, blob->bytes, blob->n);
	blob->n = strlen(blob->bytes);
}

static unsigned
count_lines(const char *s, size_t n)
{
	unsigned lines = 0;
	const char *end = s + n;

	while (s < end && (s = memchr(s, '\n', (size_t)(end - s)))) {
		lines++;
		s++;
	}
	return lines;
}

static void
add_hit(struct scan *s, const struct bg_blob *blob, const struct bg_match *m, unsigned line)
{
	struct bg_group id = m->id;
	struct hit *hit;

	if (!id.text)
		id = (struct bg_group){blob->bytes + m->from, m->to - m->from};
	if (id.n == 0)
		return;
	hit = bg_list_add(s->x->scratch, &s->hits);
	hit->id = bg_strndup(s->x->keep, id.text, id.n);
	if (m->value.text)
		hit->value = bg_strndup(s->x->keep, m->value.text, m->value.n);
	hit->path = blob->path;
	hit->line = line + count_lines(blob->bytes + m->from,
	                               (size_t)(id.text - (blob->bytes + m->from)));
}

/* An id group may stand before \K's new start, outside of the match. */
static bool
is_inside(const struct bg_blob *blob, const struct bg_match *m)
{
	return !m->id.text || m->id.text >= blob->bytes + m->from;
}

/* Behind a match; one that is empty is left by a whole character. */
static size_t
next_start(const struct bg_blob *blob, const struct bg_match *m, size_t start)
{
	size_t next = m->to > start ? m->to : start, length;

	if (m->to > m->from && m->to > start)
		return next;
	length = next < blob->n ? bg_utf8_length(blob->bytes + next, blob->n - next) : 1;
	return next + (length ? length : 1);
}

static int
scan_blob(struct scan *s, const struct bg_blob *blob, struct bg_err *err)
{
	struct bg_match m;
	size_t start = 0, counted = 0;
	unsigned line = 1;
	bool found;

	while (start <= blob->n) {
		if (bg_pattern_next(s->pattern, blob->bytes, blob->n, start, &m, &found, err))
			return -1;
		if (!found)
			return 0;
		if (m.from >= counted) {
			line += count_lines(blob->bytes + counted, m.from - counted);
			counted = m.from;
		}
		if (is_inside(blob, &m))
			add_hit(s, blob, &m, line);
		start = next_start(blob, &m, start);
		if (bg_extract_room(s->x, err))
			return -1;
	}
	return 0;
}

static int
scan_files(struct scan *s, struct bg_err *err)
{
	struct bg_extract *x = s->x;
	struct bg_strings paths = {0};

	if (bg_extract_paths(x, BG_OPT_FILES, &paths, err))
		return -1;
	for (size_t i = 0; i < paths.n; i++) {
		struct bg_blob blob = {0};

		bg_strings_add(x->keep, &x->out->files, paths.v[i]);
		if (x->tree->read(x->tree, x->scratch, paths.v[i], &blob, err))
			return -1;
		if (!blob.bytes)
			continue;
		blob.path = paths.v[i];
		repair(x->scratch, &blob);
		if (scan_blob(s, &blob, err))
			return -1;
	}
	return 0;
}

static int
by_id(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	if (order == 0)
		order = strcmp(x->path, y->path);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* All values of one id, sorted: their order in the file is no promise. */
static const char *
join_values(struct bg_arena *arena, const struct hit *hit, size_t n)
{
	struct bg_strings values = {0};
	struct bg_buf buf = {.arena = arena};

	for (size_t i = 0; i < n; i++)
		if (hit[i].value)
			bg_strings_add(arena, &values, hit[i].value);
	bg_strings_sort(&values);
	if (values.n == 0)
		return NULL;
	for (size_t i = 0; i < values.n; i++) {
		if (i)
			bg_buf_puts(&buf, " | ");
		bg_buf_puts(&buf, values.v[i]);
	}
	return bg_buf_str(&buf);
}

static int
add_items(struct scan *s, struct bg_err *err)
{
	const struct hit *v = s->hits.v;
	struct bg_item *item;
	const char *value;

	if (s->hits.n > 1)
		qsort(s->hits.v, s->hits.n, sizeof(*s->hits.v), by_id);
	for (size_t i = 0, n; i < s->hits.n; i += n) {
		for (n = 1; i + n < s->hits.n && strcmp(v[i].id, v[i + n].id) == 0; n++)
			;
		item = bg_harvest_add(s->x, "match", v[i].id, v[i].path, v[i].line);
		value = join_values(s->x->keep, &v[i], n);
		if (value)
			bg_item_set_attr(s->x->keep, item, "value", value);
		if (bg_extract_room(s->x, err))
			return -1;
	}
	return 0;
}

static int
read_matches(struct bg_extract *x, struct bg_err *err)
{
	struct bg_pattern *pattern = NULL;
	struct scan s = {.x = x};
	int failed;

	if (bg_pattern_compile(&pattern, x->out->spec->option[BG_OPT_PATTERN].v[0], x->limits,
	                       err))
		return -1;
	s.pattern = pattern;
	failed = scan_files(&s, err) || add_items(&s, err);
	bg_pattern_free(pattern);
	return failed ? -1 : 0;
}

const struct bg_kind bg_kind_regex = {
	.name = "regex",
	.help = "whatever a regular expression finds, as (?<id>...) and (?<value>...)",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(PATTERN),
	.needs = BG_ACCEPTS(FILES) | BG_ACCEPTS(PATTERN),
	.read = read_matches,
};
