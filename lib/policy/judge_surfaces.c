/* SPDX-License-Identifier: MIT */
/* What was not read, and what an extractor remarked. */
#include "policy/bench.h"

#include <string.h>

/* Whether the target has not read the same, the file or the item, and says so. */
static bool
unread_too(const struct bg_harvest *h, const struct bg_note *was)
{
	for (size_t i = 0; i < h->unread.n; i++) {
		const struct bg_note *now = &h->unread.v[i];

		if (was->item ? now->item && strcmp(now->item, was->item) == 0
		              : !now->item && strcmp(now->loc.path, was->loc.path) == 0)
			return true;
	}
	return false;
}

static void
judge_unread(struct bg_bench *b, const struct bg_harvest *h, const struct bg_note *note,
             bool at_base)
{
	const char *what = note->item ? note->item : note->loc.path;
	struct bg_fill fill = {.item = what};
	struct bg_finding *f;

	fill.detail = bg_strf(b->arena, "cannot read %s%s: %s", what,
	                      at_base ? " at the base" : "", note->message);
	f = bg_bench_add(b, BG_RULE_SURFACE_UNREADABLE, h->spec->id, what, &fill);
	if (f)
		*(at_base ? &f->was : &f->now) = note->loc;
}

static void
judge_remark(struct bg_bench *b, const struct bg_harvest *h, const struct bg_finding_remark *r)
{
	size_t rule = bg_rule_remark(h->spec->kind->name, r->word);
	struct bg_fill fill = {.item = r->item, .file = r->loc.path, .detail = r->detail};
	struct bg_finding *f;

	if (rule == BG_NRULES)
		bg_die("an extractor made a remark that no rule knows");
	f = bg_bench_add(b, rule, h->spec->id, r->item, &fill);
	if (f)
		f->now = r->loc;
}

void
bg_judge_surfaces(struct bg_bench *b)
{
	const struct bg_sides *s = b->facts->sides;

	for (size_t i = 0; i < s->n; i++) {
		for (size_t k = 0; k < s->now[i].unread.n; k++)
			judge_unread(b, &s->now[i], &s->now[i].unread.v[k], false);
		for (size_t k = 0; k < s->was[i].unread.n; k++)
			if (!unread_too(&s->now[i], &s->was[i].unread.v[k]))
				judge_unread(b, &s->was[i], &s->was[i].unread.v[k], true);
		for (size_t k = 0; k < s->now[i].remarks.n; k++)
			judge_remark(b, &s->now[i], &s->now[i].remarks.v[k]);
	}
}
