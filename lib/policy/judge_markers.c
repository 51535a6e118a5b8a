/* SPDX-License-Identifier: MIT */
/* Markers of deprecation that no entry of the CHANGELOG announces. */
#include "policy/bench.h"

static int
judge_marker(struct bg_bench *b, const char *surface, const struct bg_item *item,
             struct bg_err *err)
{
	struct bg_fill fill = {.item = item->id, .detail = bg_item_fact(item, "deprecated")};
	struct bg_announcement a = {0};
	struct bg_subject subject;
	struct bg_finding *f;

	if (!fill.detail)
		return 0;
	bg_subject_make(&subject, b->arena, item);
	if (bg_bench_announced(b, &subject))
		return 0;
	if (bg_announcement_find(&a, b->facts->history, &subject, err) != 0)
		return -1;
	if (a.since)
		return 0;
	f = bg_bench_add(b, BG_RULE_DEPRECATION_UNANNOUNCED, surface, item->id, &fill);
	if (f)
		f->now = item->loc;
	return 0;
}

int
bg_judge_markers(struct bg_bench *b, struct bg_err *err)
{
	for (size_t i = 0; i < b->facts->sides->n; i++) {
		const struct bg_harvest *h = &b->facts->sides->now[i];

		for (size_t k = 0; k < h->items.n; k++)
			if (judge_marker(b, h->spec->id, &h->items.v[k], err) != 0)
				return -1;
	}
	return 0;
}
