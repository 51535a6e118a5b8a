/* SPDX-License-Identifier: MIT */
/* From facts to a verdict. */
#include "policy/judge.h"

#include <stdlib.h>
#include <string.h>

#include "model/version.h"
#include "policy/bench.h"

/* What the tag claims; nothing in a dry run. */
static void
declare(struct bg_judgement *out, const struct bg_facts *f)
{
	struct bg_version nothing = {.pre = "", .build = ""};
	const struct bg_version *base;

	if (!f->target->has_version || (f->base && !f->base->has_version))
		return;
	base = f->base ? &f->base->version : &nothing;
	out->declares = true;
	out->declared = bg_version_bump(base, &f->target->version);
}

/* The greatest bump owed; at least PATCH for two different commits. */
static enum bg_bump
require(const struct bg_judgement *out, const struct bg_facts *f)
{
	enum bg_bump most = BG_NONE;

	if (f->base && (f->target->modified || strcmp(f->base->commit, f->target->commit) != 0))
		most = BG_PATCH;
	for (size_t i = 0; i < out->findings.n; i++)
		if (out->findings.v[i].status != BG_WAIVED && out->findings.v[i].bump > most)
			most = out->findings.v[i].bump;
	return most;
}

/* What the declared bump allows is no complaint; what it does not is an error. */
static void
weigh(struct bg_judgement *out)
{
	for (size_t i = 0; i < out->findings.n; i++) {
		struct bg_finding *f = &out->findings.v[i];

		if (f->bump == BG_NONE)
			continue;
		if (out->declares && f->bump > out->declared)
			f->level = BG_ERROR;
		else if (f->status == BG_OPEN)
			f->status = BG_ALLOWED;
	}
}

static enum bg_verdict
conclude(const struct bg_judgement *out)
{
	if (out->declares && out->declared < out->required)
		return BG_FAIL;
	for (size_t i = 0; i < out->findings.n; i++)
		if (out->findings.v[i].status == BG_OPEN &&
		    out->findings.v[i].level == BG_ERROR)
			return BG_FAIL;
	return BG_PASS;
}

static int
compare_text(const char *a, const char *b)
{
	if (!a || !b)
		return !a - !b;
	return strcmp(a, b);
}

/* Open ones first, the worst of them on top; then by surface, item and rule. */
static int
by_weight(const void *x, const void *y)
{
	const struct bg_finding *a = x, *b = y;
	int order = (a->status != BG_OPEN) - (b->status != BG_OPEN);

	if (!order)
		order = (int)b->level - (int)a->level;
	if (!order)
		order = (int)b->bump - (int)a->bump;
	if (!order)
		order = compare_text(a->surface, b->surface);
	if (!order)
		order = compare_text(a->item, b->item);
	if (!order)
		order = strcmp(a->rule, b->rule);
	if (!order)
		order = compare_text(a->now.path, b->now.path);
	if (!order)
		order = (a->now.line > b->now.line) - (a->now.line < b->now.line);
	return order ? order : strcmp(a->message, b->message);
}

int
bg_judge(struct bg_judgement *out, struct bg_arena *arena, const struct bg_facts *facts,
         struct bg_err *err)
{
	struct bg_bench b = {.facts = facts, .arena = arena, .out = out};

	memset(out, 0, sizeof(*out));
	declare(out, facts);
	bg_bench_select_notes(&b);
	if (bg_judge_changes(&b, err) != 0 || bg_judge_markers(&b, err) != 0)
		return -1;
	bg_judge_surfaces(&b);
	bg_judge_version(&b);
	bg_judge_weakened(&b);
	bg_judge_waive(&b);
	out->required = require(out, facts);
	b.breaks = out->required == BG_MAJOR;
	bg_judge_taken(&b, out->required);
	bg_judge_changelog(&b);
	bg_judge_waive(&b);
	bg_judge_waivers(&b);
	out->required = require(out, facts);
	weigh(out);
	out->verdict = conclude(out);
	if (out->findings.n > 1)
		qsort(out->findings.v, out->findings.n, sizeof(*out->findings.v), by_weight);
	return 0;
}
