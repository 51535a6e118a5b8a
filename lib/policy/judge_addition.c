/* SPDX-License-Identifier: MIT */
/* Whether the CHANGELOG names what is new. */
#include <string.h>

#include "policy/bench.h"

void
bg_judge_addition(struct bg_bench *b, const struct bg_change *c, struct bg_finding *finding)
{
	const struct bg_changelog *log = b->facts->now_log;
	struct bg_fill fill = {.item = c->now->id, .file = log->path};
	const struct bg_entry *entry;
	struct bg_subject subject;
	const char *evidence = bg_item_fact(c->now, "evidence");
	const char *kind = bg_item_attr(c->now, "kind");
	struct bg_finding *f;

	bg_subject_make(&subject, b->arena, c->now);
	entry = bg_concordance_names(b->named, &subject, &finding->named);
	if (!entry && c->children)
		entry = bg_bench_named_part(b, c, &finding->named);
	if (entry) {
		finding->changelog = (struct bg_loc){log->path, entry->block->line};
		finding->entry = entry->block->text;
		return;
	}
	if (b->notes.n == 0 || (evidence && strcmp(evidence, "sample") == 0))
		return; /* no section at all is a finding of its own; a sample is no announcement */
	if (kind && *kind == '*')
		return; /* nobody calls "*args" by its name */
	f = bg_bench_add(b, BG_RULE_CHANGELOG_ADDITION_UNNAMED, c->surface, c->now->id, &fill);
	if (f)
		f->now = c->now->loc;
}
