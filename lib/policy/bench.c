/* SPDX-License-Identifier: MIT */
/* Findings, and the CHANGELOG sections that speak of a release. */
#include "policy/bench.h"

#include <string.h>

#include "base/hash.h"
#include "model/version.h"

static const char *
fingerprint(struct bg_arena *arena, const char *rule, const char *surface, const char *item)
{
	uint64_t h = BG_HASH_START;

	h = bg_hash(h, rule, strlen(rule) + 1);
	if (surface)
		h = bg_hash(h, surface, strlen(surface) + 1);
	if (item)
		h = bg_hash(h, item, strlen(item) + 1);
	return bg_strf(arena, "%016llx", (unsigned long long)h);
}

/* Whether both ends are 0.x and the policy lets 0.x break in MINOR releases. */
static bool
zero_semver(const struct bg_facts *f)
{
	return f->policy->zero_semver && f->base && f->base->version.major == 0 &&
	       (!f->target->has_version || f->target->version.major == 0);
}

static enum bg_bump
owed(const struct bg_bench *b, enum bg_bump bump, const char *surface)
{
	const struct bg_spec *spec = surface ? bg_policy_spec(b->facts->policy, surface) : NULL;

	if (spec && spec->tier == BG_TIER_C)
		return BG_NONE;
	if (bump == BG_MAJOR && ((spec && spec->tier == BG_TIER_B) || zero_semver(b->facts)))
		return BG_MINOR;
	return bump;
}

void
bg_bench_raise(const struct bg_bench *b, size_t rule, struct bg_finding *f)
{
	f->bump = owed(b, bg_rules[rule].bump, NULL);
}

void
bg_bench_lower(struct bg_finding *f)
{
	if (f->bump == BG_MAJOR)
		f->bump = BG_MINOR;
}

static enum bg_level
level_of(const struct bg_bench *b, size_t rule, const char *surface)
{
	const struct bg_spec *spec = surface ? bg_policy_spec(b->facts->policy, surface) : NULL;
	enum bg_level level = b->facts->policy->level[rule];

	if (spec && spec->tier == BG_TIER_C && level > BG_INFO &&
	    rule != BG_RULE_SURFACE_UNREADABLE)
		return BG_INFO;
	return level;
}

struct bg_finding *
bg_bench_add(struct bg_bench *b, size_t rule, const char *surface, const char *item,
             const struct bg_fill *fill)
{
	const struct bg_rule *r = &bg_rules[rule];
	enum bg_level level = level_of(b, rule, surface);
	struct bg_finding *f;

	if (level == BG_OFF)
		return NULL;
	f = bg_list_add(b->arena, &b->out->findings);
	f->rule = r->id;
	f->surface = surface;
	f->item = item;
	f->level = level;
	f->bump = owed(b, r->bump, surface);
	f->status = BG_OPEN;
	f->message = bg_rule_text(b->arena, r->says, fill);
	f->why = r->why;
	f->fix = bg_rule_text(b->arena, r->fix, fill);
	f->fingerprint = fingerprint(b->arena, r->id, surface, item);
	return f;
}

/* Whether a section's version lies above the base and not above the target. */
static bool
in_release(const struct bg_facts *f, const struct bg_version *v)
{
	const struct bg_version *target = &f->target->version;
	struct bg_version core = *target;

	if (f->base && f->base->has_version && bg_version_compare(v, &f->base->version) <= 0)
		return false;
	if (!f->target->has_version)
		return f->base != NULL;
	core.pre = core.build = "";
	if (!f->base)
		return bg_version_compare(v, &core) == 0 || bg_version_compare(v, target) == 0;
	return bg_version_compare(v, &core) <= 0;
}

/* What the base had in some section already does not speak of this release. */
static void
index_notes(struct bg_bench *b)
{
	b->named = bg_concordance_new(b->arena);
	b->urgent = bg_concordance_new(b->arena);
	for (size_t i = 0; i < b->notes.n; i++) {
		const struct bg_section *s = b->notes.v[i];

		for (size_t e = 0; e < s->nentry; e++) {
			if (bg_changelog_has(b->facts->was_log, s->entry[e].key))
				continue;
			bg_concordance_add(b->named, &s->entry[e]);
			if (s->entry[e].category == BG_CAT_SECURITY)
				bg_concordance_add(b->urgent, &s->entry[e]);
		}
	}
}

/*
 * The release's own section and those of versions in between that never became a
 * release; Unreleased for a dry run, a candidate, or where the own one is missing.
 */
void
bg_bench_select_notes(struct bg_bench *b)
{
	const struct bg_facts *f = b->facts;
	const struct bg_changelog *log = f->now_log;
	const struct bg_section *s;
	bool tagged = f->target->has_version;

	if (tagged)
		b->own = bg_changelog_find(log, &f->target->version);
	for (size_t i = 0; i < log->nsection; i++) {
		s = &log->section[i];
		if (s == b->own ||
		    (s->has_version && !s->unreleased && in_release(f, &s->version)))
			*bg_list_add(b->arena, &b->notes) = s;
		else if (s->unreleased && (!tagged || !b->own))
			*bg_list_add(b->arena, &b->notes) = s;
	}
	index_notes(b);
}

static const struct bg_section *
section_of(const struct bg_changelog *log, const struct bg_entry *entry)
{
	const struct bg_section *s = log->section;

	while (entry < s->entry || entry >= s->entry + s->nentry)
		s++;
	return s;
}

void
bg_bench_announcements(struct bg_bench *b, const struct bg_subject *subject,
                       struct bg_notices *out)
{
	const struct bg_changelog *log = b->facts->now_log;
	struct bg_entries found = {0};

	if (!b->announcing) {
		b->announcing = bg_concordance_new(b->arena);
		for (size_t i = 0; i < log->nnotice; i++)
			if (log->notice[i].entry->announces)
				bg_concordance_add(b->announcing, log->notice[i].entry);
	}
	bg_concordance_find(b->announcing, b->arena, subject->leaf, &found);
	for (size_t i = 0; i < found.n; i++)
		if (bg_entry_deprecates(found.v[i], subject))
			*bg_list_add(b->arena, out) =
				(struct bg_notice){section_of(log, found.v[i]), found.v[i]};
}

const struct bg_entry *
bg_bench_announced(struct bg_bench *b, const struct bg_subject *subject)
{
	struct bg_notices all = {0};

	bg_bench_announcements(b, subject, &all);
	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0; k < b->notes.n; k++)
			if (b->notes.v[k] == all.v[i].section)
				return all.v[i].entry;
	return NULL;
}
