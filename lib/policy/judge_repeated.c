/* SPDX-License-Identifier: MIT */
/* Sections of a CHANGELOG that stand there twice; sorted, for there may be many. */
#include "policy/bench.h"

#include <stdlib.h>
#include <string.h>

#include "model/version.h"

struct slot {
	const struct bg_section *section;
	size_t product; /* bytes of the title before the version: the words of a product */
};
struct slots {
	struct slot *v;
	size_t n;
};

/* Equal are two sections of one version, or two that are unreleased, of one product. */
static int
compare_slots(const struct slot *a, const struct slot *b)
{
	const struct bg_section *x = a->section, *y = b->section;
	int order = x->has_version - y->has_version;

	if (!order)
		order = (a->product > b->product) - (a->product < b->product);
	for (size_t i = 0; !order && i < a->product; i++)
		order = bg_lower(x->title[i]) - bg_lower(y->title[i]);
	if (!order && x->has_version)
		order = bg_version_compare(&x->version, &y->version);
	return order;
}

static int
by_place(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;
	int order = compare_slots(x, y);

	return order ? order : (x->section > y->section) - (x->section < y->section);
}

static void
sort_sections(struct slots *out, struct bg_arena *arena, const struct bg_changelog *log)
{
	out->v = bg_calloc(arena, log->nsection, sizeof(*out->v));
	for (size_t i = 0; i < log->nsection; i++) {
		const struct bg_section *s = &log->section[i];

		if (s->has_version || s->unreleased)
			out->v[out->n++] = (struct slot){s, strcspn(s->title, "0123456789")};
	}
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), by_place);
}

/* Whether there are two of them or more. */
static bool
is_repeated(const struct slots *in, const struct slot *like)
{
	size_t low = 0, high = in->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (compare_slots(&in->v[mid], like) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low + 1 < in->n && compare_slots(&in->v[low], like) == 0 &&
	       compare_slots(&in->v[low + 1], like) == 0;
}

static void
complain(struct bg_bench *b, const struct bg_section *first, const struct bg_section *s)
{
	struct bg_fill fill = {.file = b->facts->now_log->path};
	struct bg_finding *f;

	fill.item = s->has_version ? bg_version_text(b->arena, &s->version) : "Unreleased";
	fill.detail = bg_strf(b->arena, "%u and %u", first->line, s->line);
	f = bg_bench_add(b, BG_RULE_CHANGELOG_SECTION_DUPLICATE, NULL, fill.item, &fill);
	if (f)
		f->now = (struct bg_loc){fill.file, s->line};
}

/* Those that the base had already are history. */
void
bg_judge_repeated(struct bg_bench *b)
{
	struct slots was = {0}, now = {0};
	size_t first = 0;

	sort_sections(&was, b->arena, b->facts->was_log);
	sort_sections(&now, b->arena, b->facts->now_log);
	for (size_t i = 1; i < now.n; i++) {
		if (compare_slots(&now.v[first], &now.v[i]) != 0)
			first = i;
		else if (!is_repeated(&was, &now.v[i]))
			complain(b, now.v[first].section, now.v[i].section);
	}
}
