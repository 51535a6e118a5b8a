/* SPDX-License-Identifier: MIT */
/* Each change meets its rule; a break meets the ledger and the CHANGELOG. */
#include "policy/bench.h"
#include "policy/lost.h"
#include "policy/when.h"

#include <string.h>

#include "base/day.h"
#include "ledger/when.h"
#include "model/version.h"

struct hearing { /* one break before the judge */
	struct bg_bench *b;
	const struct bg_change *change;
	const struct bg_item *item;
	struct bg_subject subject;
	struct bg_subject
		spoken; /* what an announcement has to speak of: a choice, not its option */
	struct bg_finding finding;
};

static struct bg_finding *
side_finding(struct hearing *h, size_t rule, const struct bg_fill *fill)
{
	struct bg_finding *f = bg_bench_add(h->b, rule, h->change->surface, h->item->id, fill);

	if (f) {
		f->was = h->finding.was;
		f->now = h->finding.now;
	}
	return f;
}

/* ---- announcements --------------------------------------------------------------- */

static const char *
count_text(const struct bg_bench *b, uint64_t n, const char *noun)
{
	return bg_strf(b->arena, "%llu %s%s", (unsigned long long)n, noun, n == 1 ? "" : "s");
}

/* "2 releases before", "1 release and 30 days before". */
static const char *
window_text(const struct bg_bench *b)
{
	const struct bg_policy *p = b->facts->policy;
	const char *releases = count_text(b, p->deprecation_releases, "release");
	const char *days = count_text(b, p->deprecation_days, "day");

	if (!p->deprecation_releases || !p->deprecation_days)
		return bg_strf(b->arena, "%s before", p->deprecation_days ? days : releases);
	return bg_strf(b->arena, "%s and %s before", releases, days);
}

static bool
window_over(const struct bg_bench *b, const struct bg_announcement *a)
{
	const struct bg_policy *p = b->facts->policy;

	return a->releases >= p->deprecation_releases &&
	       b->facts->today - a->since->day >= (int64_t)p->deprecation_days;
}

/* An announcement in an older section that the base's CHANGELOG did not have. */
static const struct bg_entry *
written_back(struct bg_bench *b, const struct bg_subject *subject,
             const struct bg_section **section)
{
	const struct bg_facts *f = b->facts;
	struct bg_notices all = {0};

	if (f->base)
		bg_bench_announcements(b, subject, &all);
	for (size_t i = 0; i < all.n; i++) {
		*section = all.v[i].section;
		if ((*section)->has_version &&
		    bg_version_compare(&(*section)->version, &f->base->version) <= 0 &&
		    !bg_changelog_has(f->was_log, all.v[i].entry->key))
			return all.v[i].entry;
	}
	return NULL;
}

static void
explain_silence(struct hearing *h)
{
	const struct bg_section *section = NULL;
	const struct bg_entry *late = bg_bench_announced(h->b, &h->spoken), *back;
	struct bg_fill fill = {.item = h->item->id};
	struct bg_finding *f;

	back = written_back(h->b, &h->spoken, &section);
	if (back) {
		fill.from = bg_version_text(h->b->arena, &section->version);
		f = side_finding(h, BG_RULE_DEPRECATION_BACKDATED, &fill);
		if (f)
			f->changelog =
				(struct bg_loc){h->b->facts->now_log->path, back->block->line};
	} else if (late) {
		f = side_finding(h, BG_RULE_DEPRECATION_TOO_LATE, &fill);
		if (f)
			f->changelog =
				(struct bg_loc){h->b->facts->now_log->path, late->block->line};
	}
}

/* The entry under Security that names the item exactly: an urgent removal. */
static const struct bg_entry *
security_entry(const struct hearing *h)
{
	const struct bg_entry *entry;
	enum bg_named named;

	entry = bg_concordance_names(h->b->urgent, &h->subject, &named);
	return named == BG_NAMED_EXACT ? entry : NULL;
}

/* What the announcement promised to keep longer than this. */
static void
hear_promise(struct hearing *h, const struct bg_announcement *a)
{
	const struct bg_facts *f = h->b->facts;
	struct bg_fill fill = {.item = h->item->id};
	struct bg_version core = f->target->version;
	struct bg_term promise;
	struct bg_finding *finding;

	if (!bg_term_read(&promise, h->b->arena, a->note, &h->spoken, &a->since->version) ||
	    security_entry(h))
		return;
	if (!f->target->has_version)
		core = bg_version_next(&f->base->version, BG_MAJOR);
	core.pre = core.build = "";
	if (promise.has_day && f->today < promise.day)
		fill.detail = bg_day_text(h->b->arena, promise.day);
	else if (promise.has_version && bg_version_compare(&core, &promise.version) < 0)
		fill.detail = bg_version_text(h->b->arena, &promise.version);
	if (!fill.detail)
		return;
	finding = side_finding(h, BG_RULE_REMOVED_TOO_EARLY, &fill);
	if (finding)
		finding->since = a->since->name;
}

/* A name of code that goes, and that did not warn at the base, as it could have. */
static bool
went_without_warning(const struct bg_change *c)
{
	const char *warns = c->op == BG_REMOVED ? bg_item_fact(c->was, "warns") : NULL;

	return warns && strcmp(warns, "no") == 0 && !bg_item_fact(c->was, "listed");
}

static int
hear_ledger(struct hearing *h, struct bg_err *err)
{
	struct bg_announcement a = {0};
	struct bg_fill fill = {.item = h->item->id};

	h->spoken = h->subject;
	if (bg_lost_announced(&a, h->b->arena, h->b->facts->history, h->change, &h->spoken,
	                      err) != 0)
		return -1;
	if (!a.since && bg_bench_announced_parts(h->b, h->change, &a, &h->spoken, err) != 0)
		return -1;
	if (!a.since) {
		explain_silence(h);
		return 0;
	}
	h->finding.since = a.since->name;
	fill.from = a.since->name;
	hear_promise(h, &a);
	if (!window_over(h->b, &a)) {
		fill.detail = window_text(h->b);
		side_finding(h, BG_RULE_DEPRECATION_TOO_SHORT, &fill);
		return 0;
	}
	if (a.unreleased)
		side_finding(h, BG_RULE_DEPRECATION_UNRELEASED, &fill);
	h->finding.bump = h->finding.bump > BG_MINOR ? BG_MINOR : h->finding.bump;
	h->finding.status = BG_ANNOUNCED;
	if (went_without_warning(h->change))
		side_finding(h, BG_RULE_DEPRECATION_WITHOUT_WARNING, &fill);
	return 0;
}

/* An urgent security removal owes MINOR, announced or not. */
static void
hear_security(struct hearing *h)
{
	if (!security_entry(h))
		return;
	h->finding.bump = h->finding.bump > BG_MINOR ? BG_MINOR : h->finding.bump;
	h->finding.status = BG_EXEMPT;
}

/* ---- naming -------------------------------------------------------------------------- */

/* An entry that names the option, or at least one of the choices that went. */
static const struct bg_entry *
named_by(struct hearing *h)
{
	const struct bg_entry *best =
		bg_concordance_names(h->b->named, &h->subject, &h->finding.named);
	const struct bg_entry *entry;
	struct bg_strings lost = {0};
	struct bg_subject choice;
	enum bg_named named;

	bg_lost_choices(&lost, h->b->arena, h->change);
	for (size_t i = 0; i < lost.n; i++) {
		bg_choice_subject(&choice, h->b->arena, h->item, lost.v[i]);
		entry = bg_concordance_names(h->b->named, &choice, &named);
		if (entry && named > h->finding.named) {
			h->finding.named = named;
			best = entry;
		}
	}
	return best;
}

static void
hear_naming(struct hearing *h)
{
	const struct bg_changelog *log = h->b->facts->now_log;
	struct bg_fill fill = {.item = h->item->id, .file = log->path};
	const struct bg_entry *entry = named_by(h), *part;
	enum bg_named named;

	if (h->finding.named != BG_NAMED_EXACT && h->change->op == BG_REMOVED) {
		part = bg_bench_named_part(h->b, h->change, &named);
		if (part) {
			entry = part;
			h->finding.named = named;
		}
	}
	if (entry) {
		h->finding.changelog = (struct bg_loc){log->path, entry->block->line};
		h->finding.entry = fill.detail = entry->block->text;
	}
	if (h->finding.named == BG_NAMED_NO)
		side_finding(h, BG_RULE_CHANGELOG_BREAK_UNNAMED, &fill);
	else if (h->finding.named == BG_NAMED_INDIRECT)
		side_finding(h, BG_RULE_CHANGELOG_BREAK_INDIRECT, &fill);
}

/* ---- renames --------------------------------------------------------------------------- */

static void
hint_rename(struct hearing *h)
{
	const struct bg_item *next;
	const char *form;
	struct bg_fill fill = {.item = h->item->id};

	if (h->change->op != BG_REMOVED)
		return;
	next = bg_bench_opposite(h->b, h->change);
	if (next) {
		h->finding.message = bg_strf(
			h->b->arena,
			"%s; its opposite '%s' is new in the same release: was the default turned over?",
			h->finding.message, next->id);
		return;
	}
	next = bg_bench_successor(h->b, h->change);
	if (!next)
		return;
	h->finding.message =
		bg_strf(h->b->arena, "%s; '%s' is new in the same release: a rename?",
	                h->finding.message, next->id);
	form = bg_item_fact(h->item, "form");
	fill.to = next->id;
	if (h->finding.status == BG_ANNOUNCED && form && strcmp(form, "active") == 0)
		side_finding(h, BG_RULE_ENV_RENAME_NOT_KEPT, &fill);
}

/* ---- one change ------------------------------------------------------------------------- */

/* An item of tier A on another surface, as a flag that the schedule uses; of choices a used one. */
static bool
is_relied_on(const struct bg_change *c)
{
	const struct bg_item *item = c->was ? c->was : c->now;

	if (c->op != BG_CHANGED)
		return bg_item_fact(item, "tier") != NULL;
	if (!bg_item_fact(item, "used"))
		return false;
	return strcmp(c->attr, "choices") != 0 || bg_when_lost_used(c);
}

/*
 * The document that lists the stable flags of a command, and not this one: only those who give
 * the flag can be broken then. NULL where all are promised, or where others are concerned.
 */
static const char *
unpromised_by(const struct bg_change *c)
{
	if (!c->was || (c->op == BG_CHANGED && (strcmp(c->attr, "required") == 0 ||
	                                        strcmp(c->attr, "exclusive") == 0)))
		return NULL;
	return bg_item_fact(c->was, "unpromised");
}

static struct bg_finding *
open_finding(struct bg_bench *b, size_t rule, const struct bg_change *c)
{
	const struct bg_item *item = c->now ? c->now : c->was;
	struct bg_fill fill = {.item = item->id,
	                       .from = c->from,
	                       .to = c->to,
	                       .attr = c->attr,
	                       .file = item->loc.path,
	                       .detail = bg_lost_text(b->arena, c)};
	struct bg_finding *f = bg_bench_add(b, rule, c->surface, item->id, &fill);
	const char *document;

	if (!f)
		return NULL;
	document = unpromised_by(c);
	if (is_relied_on(c)) {
		bg_bench_raise(b, rule, f);
	} else if (document && f->bump == BG_MAJOR) {
		bg_bench_lower(f);
		f->message = bg_strf(b->arena, "%s; %s lists the stable ones without it",
		                     f->message, document);
	}
	f->children = c->children;
	if (c->was)
		f->was = c->was->loc;
	if (c->now)
		f->now = c->now->loc;
	if (c->children)
		f->message =
			bg_strf(b->arena, "%s (with %zu below it)", f->message, c->children);
	return f;
}

static int
hear_break(struct bg_bench *b, const struct bg_change *c, struct bg_finding *finding,
           struct bg_err *err)
{
	size_t at = (size_t)(finding - b->out->findings.v);
	struct hearing h = {.b = b, .change = c, .finding = *finding};
	int status;

	h.item = c->was ? c->was : c->now;
	bg_subject_make(&h.subject, b->arena, h.item);
	status = hear_ledger(&h, err);
	if (h.finding.status == BG_OPEN)
		hear_security(&h);
	hear_naming(&h);
	hint_rename(&h);
	b->out->findings.v[at] = h.finding; /* the list may have moved */
	return status;
}

int
bg_judge_changes(struct bg_bench *b, struct bg_err *err)
{
	const struct bg_changes *changes = b->facts->changes;
	const struct bg_spec *spec;
	struct bg_finding *f, kept;
	size_t rule, at;

	bg_bench_note_added(b);
	for (size_t i = 0; i < changes->n; i++) {
		const struct bg_change *c = &changes->v[i];

		spec = bg_policy_spec(b->facts->policy, c->surface);
		rule = bg_rule_match(spec->kind->name, c);
		f = open_finding(b, rule, c);
		if (!f || spec->tier == BG_TIER_C)
			continue;
		if (bg_rules[rule].bump == BG_MAJOR) {
			if (hear_break(b, c, f, err) != 0)
				return -1;
		} else if (c->op == BG_ADDED && (bg_rules[rule].bump == BG_MINOR ||
		                                 rule == BG_RULE_MIGRATION_ADDED)) {
			at = (size_t)(f - b->out->findings.v);
			kept = *f;
			bg_judge_addition(b, c, &kept);
			b->out->findings.v[at] = kept;
		}
	}
	return 0;
}
