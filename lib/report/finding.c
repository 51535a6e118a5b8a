/* SPDX-License-Identifier: MIT */
/* What a finding does to the release, and in which order findings are shown. */
#include "report/finding.h"

#include <stdlib.h>
#include <string.h>

bool
bg_finding_stops(const struct bg_report *report, const struct bg_finding *finding)
{
	if (finding->status == BG_WAIVED)
		return false;
	if (finding->status == BG_OPEN && finding->level == BG_ERROR)
		return true;
	return report->declares && finding->bump > report->declared;
}

bool
bg_finding_breaks(const struct bg_finding *finding)
{
	if (finding->bump == BG_MAJOR)
		return true;
	return finding->bump == BG_MINOR && finding->was.path && !finding->now.path;
}

static enum bg_weight
weight_of(const struct bg_report *r, const struct bg_finding *f)
{
	if (bg_finding_stops(r, f))
		return BG_STOPS;
	return f->status == BG_OPEN && f->level == BG_WARNING ? BG_WARNS : BG_RESTS;
}

/* By weight, then by surface with the whole release last, then as they came. */
static int
compare_weighed(const void *a, const void *b)
{
	const struct bg_weighed *x = a, *y = b;
	const char *one = x->finding->surface, *two = y->finding->surface;
	int order;

	if (x->weight != y->weight)
		return x->weight < y->weight ? -1 : 1;
	if (!one != !two)
		return one ? -1 : 1;
	order = one && two ? strcmp(one, two) : 0;
	if (order)
		return order;
	return (x->finding > y->finding) - (x->finding < y->finding);
}

const struct bg_weighed *
bg_findings_weigh(struct bg_arena *arena, const struct bg_report *r)
{
	struct bg_weighed *v = bg_calloc(arena, r->nfinding, sizeof(*v));

	for (size_t i = 0; i < r->nfinding; i++) {
		v[i].finding = &r->finding[i];
		v[i].weight = weight_of(r, &r->finding[i]);
	}
	if (r->nfinding)
		qsort(v, r->nfinding, sizeof(*v), compare_weighed);
	return v;
}

size_t
bg_findings_same_weight(const struct bg_weighed *v, size_t n)
{
	size_t i = 0;

	while (i < n && v[i].weight == v->weight)
		i++;
	return i;
}

const char *
bg_weight_title(enum bg_weight weight)
{
	static const char *const title[BG_NWEIGHTS] = {
		[BG_STOPS] = "What stops this release",
		[BG_WARNS] = "Warnings",
		[BG_RESTS] = "Allowed, announced or waived",
	};

	return title[weight];
}

struct bg_loc
bg_finding_place(const struct bg_finding *f)
{
	if (f->now.path)
		return f->now;
	if (f->changelog.path)
		return f->changelog;
	return (struct bg_loc){f->was.path, 0};
}

const char *
bg_finding_name(struct bg_arena *arena, const struct bg_finding *f)
{
	return f->item ? bg_strf(arena, "%s: %s", f->rule, f->item) : f->rule;
}

const char *
bg_finding_text(struct bg_arena *arena, const struct bg_finding *f)
{
	const char *text = f->message ? f->message : f->rule;

	if (f->status == BG_WAIVED)
		return bg_strf(arena, "%s (waived: %s)", text, f->waiver ? f->waiver : "");
	if (f->status == BG_ANNOUNCED && f->since)
		return bg_strf(arena, "%s (announced in %s, owes %s)", text, f->since,
		               bg_bump_word(f->bump));
	if (f->status != BG_OPEN)
		return bg_strf(arena, "%s (%s, owes %s)", text, bg_status_word(f->status),
		               bg_bump_word(f->bump));
	if (f->bump != BG_NONE)
		return bg_strf(arena, "%s (owes %s)", text, bg_bump_word(f->bump));
	return text;
}
