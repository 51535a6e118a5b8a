/* SPDX-License-Identifier: MIT */
/*
 * Waivers: a finding with the same rule, surface and item stays in the report with the
 * reason and owes nothing. A waiver that is out of order waives nothing and is an error.
 */
#include <string.h>

#include "base/day.h"
#include "model/version.h"
#include "policy/bench.h"

/* Whether the waiver has ended: its version is reached, or its last day is over. */
static bool
is_over(const struct bg_bench *b, const struct bg_waiver *w)
{
	const struct bg_facts *f = b->facts;
	const struct bg_version *at = NULL;

	if (!w->expires)
		return false;
	if (w->expires_by_day)
		return f->today > w->day;
	if (f->target->has_version)
		at = &f->target->version;
	else if (f->base && f->base->has_version)
		at = &f->base->version;
	return at && bg_version_compare(at, &w->version) >= 0;
}

/* A key that more than one finding may have is no exact one. */
static bool
is_broad(const struct bg_bench *b, const struct bg_waiver *w)
{
	for (size_t i = 0; i < b->out->findings.n; i++) {
		const struct bg_finding *f = &b->out->findings.v[i];

		if (strcmp(f->rule, w->rule) != 0)
			continue;
		if (!w->surface && f->surface)
			return true;
		if (f->item && (!w->item || strcmp(w->item, "*") == 0) &&
		    bg_waiver_names(w, f->rule, f->surface, w->item))
			return true;
	}
	return false;
}

static bool
is_repeated(const struct bg_policy *p, size_t n)
{
	const struct bg_waiver *w = &p->waivers.v[n];

	for (size_t i = 0; i < n; i++)
		if (bg_waiver_names(&p->waivers.v[i], w->rule, w->surface, w->item))
			return true;
	return false;
}

/* What is wrong with a waiver by itself; BG_NRULES: nothing. */
static size_t
fault_of(const struct bg_bench *b, size_t n)
{
	const struct bg_waiver *w = &b->facts->policy->waivers.v[n];

	if (!w->reason)
		return BG_RULE_WAIVER_WITHOUT_REASON;
	if (is_repeated(b->facts->policy, n))
		return BG_RULE_WAIVER_DUPLICATE;
	if (w->record && !w->recorded)
		return BG_RULE_WAIVER_RECORD_MISSING;
	if (is_over(b, w))
		return BG_RULE_WAIVER_EXPIRED;
	return is_broad(b, w) ? BG_RULE_WAIVER_TOO_BROAD : BG_NRULES;
}

/* What cannot be read at the target cannot be forgiven, nor can a waiver's own fault. */
static bool
may_be_waived(const struct bg_finding *f)
{
	if (strcmp(f->rule, bg_rules[BG_RULE_SURFACE_UNREADABLE].id) == 0)
		return !f->now.path;
	return !bg_starts(f->rule, "waiver-");
}

static bool
covers(const struct bg_waiver *w, const struct bg_finding *f)
{
	return bg_waiver_names(w, f->rule, f->surface, f->item) && may_be_waived(f);
}

void
bg_judge_waive(struct bg_bench *b)
{
	const struct bg_policy *p = b->facts->policy;

	for (size_t i = 0; i < p->waivers.n; i++) {
		if (fault_of(b, i) != BG_NRULES)
			continue;
		for (size_t k = 0; k < b->out->findings.n; k++) {
			struct bg_finding *f = &b->out->findings.v[k];

			if (!covers(&p->waivers.v[i], f))
				continue;
			f->status = BG_WAIVED;
			f->waiver = p->waivers.v[i].reason;
		}
	}
}

static bool
is_used(const struct bg_bench *b, const struct bg_waiver *w)
{
	for (size_t i = 0; i < b->out->findings.n; i++)
		if (covers(w, &b->out->findings.v[i]))
			return true;
	return false;
}

static const char *
key_of(struct bg_arena *arena, const struct bg_waiver *w)
{
	return bg_strf(arena, "%s%s%s%s%s", w->rule, w->surface ? " " : "",
	               w->surface ? w->surface : "", w->item ? " " : "",
	               w->item ? w->item : "");
}

void
bg_judge_waivers(struct bg_bench *b)
{
	const struct bg_policy *p = b->facts->policy;

	b->out->fault = bg_calloc(b->arena, p->waivers.n, sizeof(*b->out->fault));
	for (size_t i = 0; i < p->waivers.n; i++) {
		const struct bg_waiver *w = &p->waivers.v[i];
		struct bg_fill fill = {.item = key_of(b->arena, w),
		                       .to = w->expires,
		                       .detail = w->record,
		                       .file = w->loc.path};
		size_t rule = fault_of(b, i);
		struct bg_finding *f;

		if (rule == BG_NRULES && !is_used(b, w))
			rule = BG_RULE_WAIVER_UNUSED;
		if (rule == BG_NRULES)
			continue;
		b->out->fault[i] = bg_rules[rule].id;
		f = bg_bench_add(b, rule, NULL, fill.item, &fill);
		if (f)
			f->now = w->loc;
	}
}
