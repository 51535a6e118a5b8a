/* SPDX-License-Identifier: MIT */
/* The version that the tag declares, and where the tag stands. */
#include "policy/bench.h"

#include <string.h>

#include "model/version.h"

static void
judge_number(struct bg_bench *b)
{
	const struct bg_revision *base = b->facts->base, *target = b->facts->target;
	struct bg_fill fill = {
		.from = bg_version_text(b->arena, &base->version),
		.to = bg_version_text(b->arena, &target->version),
	};
	struct bg_version next, core = target->version;

	if (bg_version_compare(&target->version, &base->version) <= 0) {
		bg_bench_add(b, BG_RULE_VERSION_NOT_ABOVE_BASE, NULL, NULL, &fill);
		return;
	}
	next = bg_version_next(&base->version, bg_version_bump(&base->version, &core));
	core.pre = core.build = "";
	if (bg_version_compare(&core, &next) == 0)
		return;
	fill.detail = bg_version_text(b->arena, &next);
	bg_bench_add(b, BG_RULE_VERSION_SKIPPED, NULL, NULL, &fill);
}

static bool
same_commit(const char *a, const char *b)
{
	return bg_same_fold(a, b, strlen(a) + 1);
}

void
bg_judge_version(struct bg_bench *b)
{
	const struct bg_facts *f = b->facts;
	struct bg_fill fill = {.to = f->target->name, .detail = f->policy->branch};

	if (f->sha && f->target->is_tag && !same_commit(f->sha, f->target->commit)) {
		fill.from = f->target->commit;
		fill.detail = f->sha;
		bg_bench_add(b, BG_RULE_COMMIT_MISMATCH, NULL, NULL, &fill);
	}
	fill.detail = f->policy->branch;
	if (f->target->has_version && f->on_branch == BG_ANSWER_NO)
		bg_bench_add(b, BG_RULE_TARGET_NOT_ON_BRANCH, NULL, NULL, &fill);
	if (!f->base)
		return;
	fill.from = f->base->name;
	if (f->base_is_ancestor == BG_ANSWER_NO)
		bg_bench_add(b, BG_RULE_BASE_NOT_ANCESTOR, NULL, NULL, &fill);
	if (f->target->has_version && f->base->has_version)
		judge_number(b);
}
