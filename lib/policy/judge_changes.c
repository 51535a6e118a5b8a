/* SPDX-License-Identifier: MIT */
/* Each change meets its rule; a break meets the ledger and the CHANGELOG. */
#include "policy/bench.h"

#include <string.h>

#include "model/version.h"

struct hearing { /* one break before the judge */
	struct bg_bench *b;
	const struct bg_change *change;
	const struct bg_item *item;
	struct bg_subject subject;
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
window_text(const struct bg_bench *b)
{
	const struct bg_policy *p = b->facts->policy;

	if (!p->deprecation_days)
		return bg_strf(b->arena, "%llu releases before",
		               (unsigned long long)p->deprecation_releases);
	return bg_strf(b->arena, "%llu releases and %llu days before",
	               (unsigned long long)p->deprecation_releases,
	               (unsigned long long)p->deprecation_days);
}

static bool
window_over(const struct bg_bench *b, const struct bg_announcement *a)
{
	const struct bg_policy *p = b->facts->policy;

	return a->releases >= p->deprecation_releases &&
	       b->facts->today - a->since->day >= (int64_t)p->deprecation_days;
}

/* An entry of this release's own notes that announces the item. */
static const struct bg_entry *
announced_now(const struct bg_bench *b, const struct bg_subject *subject)
{
	for (size_t i = 0; i < b->notes.n; i++) {
		const struct bg_section *s = b->notes.v[i];

		for (size_t e = 0; e < s->nentry; e++)
			if (bg_entry_deprecates(&s->entry[e], subject))
				return &s->entry[e];
	}
	return NULL;
}

/* An announcement in an older section that the base's CHANGELOG did not have. */
static const struct bg_entry *
written_back(const struct bg_bench *b, const struct bg_subject *subject,
             const struct bg_section **section)
{
	const struct bg_facts *f = b->facts;

	for (size_t i = 0; f->base && i < f->now_log->nsection; i++) {
		const struct bg_section *s = &f->now_log->section[i];

		if (!s->has_version || bg_version_compare(&s->version, &f->base->version) > 0)
			continue;
		for (size_t e = 0; e < s->nentry; e++) {
			if (bg_entry_deprecates(&s->entry[e], subject) &&
			    !bg_changelog_has(f->was_log, s->entry[e].key)) {
				*section = s;
				return &s->entry[e];
			}
		}
	}
	return NULL;
}

static void
explain_silence(struct hearing *h)
{
	const struct bg_section *section = NULL;
	const struct bg_entry *late = announced_now(h->b, &h->subject), *back;
	struct bg_fill fill = {.item = h->item->id};
	struct bg_finding *f;

	back = written_back(h->b, &h->subject, &section);
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

static int
hear_ledger(struct hearing *h, struct bg_err *err)
{
	struct bg_announcement a = {0};
	struct bg_fill fill = {.item = h->item->id};

	if (bg_announcement_find(&a, h->b->arena, h->b->facts->history, &h->subject, err) != 0)
		return -1;
	if (!a.since) {
		explain_silence(h);
		return 0;
	}
	h->finding.since = a.since->name;
	fill.from = a.since->name;
	if (!window_over(h->b, &a)) {
		fill.detail = window_text(h->b);
		side_finding(h, BG_RULE_DEPRECATION_TOO_SHORT, &fill);
		return 0;
	}
	if (a.unreleased)
		side_finding(h, BG_RULE_DEPRECATION_UNRELEASED, &fill);
	h->finding.bump = h->finding.bump > BG_MINOR ? BG_MINOR : h->finding.bump;
	h->finding.status = BG_ANNOUNCED;
	return 0;
}

/* An urgent security removal: an entry under Security names the item exactly. */
static void
hear_security(struct hearing *h)
{
	for (size_t i = 0; i < h->b->notes.n; i++) {
		const struct bg_section *s = h->b->notes.v[i];

		for (size_t e = 0; e < s->nentry; e++) {
			if (s->entry[e].category != BG_CAT_SECURITY ||
			    bg_changelog_has(h->b->facts->was_log, s->entry[e].key) ||
			    bg_subject_named(&h->subject, &s->entry[e]) != BG_NAMED_EXACT)
				continue;
			h->finding.bump = BG_MINOR;
			h->finding.status = BG_EXEMPT;
			return;
		}
	}
}

/* ---- naming -------------------------------------------------------------------------- */

static void
hear_naming(struct hearing *h)
{
	const struct bg_changelog *log = h->b->facts->now_log;
	struct bg_fill fill = {.item = h->item->id, .file = log->path};
	const struct bg_entry *entry = bg_bench_named(h->b, &h->subject, &h->finding.named);

	if (entry) {
		h->finding.changelog = (struct bg_loc){log->path, entry->block->line};
		h->finding.entry = fill.detail = entry->block->text;
	}
	if (h->finding.named == BG_NAMED_NO)
		side_finding(h, BG_RULE_CHANGELOG_BREAK_UNNAMED, &fill);
	else if (h->finding.named == BG_NAMED_INDIRECT)
		side_finding(h, BG_RULE_CHANGELOG_BREAK_INDIRECT, &fill);
}

static void
name_addition(struct bg_bench *b, const struct bg_change *c, struct bg_finding *finding)
{
	const struct bg_changelog *log = b->facts->now_log;
	struct bg_fill fill = {.item = c->now->id, .file = log->path};
	const struct bg_entry *entry;
	struct bg_subject subject;
	const char *evidence = bg_item_fact(c->now, "evidence");
	struct bg_finding *f;

	bg_subject_make(&subject, b->arena, c->now);
	entry = bg_bench_named(b, &subject, &finding->named);
	if (entry) {
		finding->changelog = (struct bg_loc){log->path, entry->block->line};
		finding->entry = entry->block->text;
		return;
	}
	if (b->notes.n == 0 || (evidence && strcmp(evidence, "sample") == 0))
		return; /* no section at all is a finding of its own; a sample is no announcement */
	f = bg_bench_add(b, BG_RULE_CHANGELOG_ADDITION_UNNAMED, c->surface, c->now->id, &fill);
	if (f)
		f->now = c->now->loc;
}

/* ---- renames --------------------------------------------------------------------------- */

static size_t
shared_parts(const char *a, const char *b, size_t *parts)
{
	size_t n, shared = 0;
	const char *q;

	for (*parts = 0; *a; a += n, a += *a != '\0') {
		n = strcspn(a, "_-. ");
		if (!n)
			continue;
		++*parts;
		for (q = b; *q; q += strcspn(q, "_-. "), q += *q != '\0')
			if (strcspn(q, "_-. ") == n && memcmp(a, q, n) == 0) {
				shared++;
				break;
			}
	}
	return shared;
}

/* How alike two names are: twice the shared parts against all parts, of 100. */
static size_t
likeness(const char *a, const char *b)
{
	size_t na, nb, shared = shared_parts(a, b, &na);

	shared_parts(b, a, &nb);
	if (na == 1 && nb == 1)
		return bg_nearest(a, &b, 1) ? 60 : 0;
	return na + nb ? 200 * shared / (na + nb) : 0;
}

/* The added item of the same surface and sort that looks most like a removed one. */
static const struct bg_item *
successor(const struct bg_facts *f, const struct bg_change *gone)
{
	const struct bg_item *best = NULL;
	size_t most = 59, n;

	for (size_t i = 0; i < f->changes->n; i++) {
		const struct bg_change *c = &f->changes->v[i];

		if (c->op != BG_ADDED || strcmp(c->surface, gone->surface) != 0 ||
		    strcmp(c->now->kind, gone->was->kind) != 0)
			continue;
		n = likeness(gone->was->id, c->now->id);
		if (n > most) {
			most = n;
			best = c->now;
		}
	}
	return best;
}

static void
hint_rename(struct hearing *h)
{
	const struct bg_item *next;
	const char *form;
	struct bg_fill fill = {.item = h->item->id};

	if (h->change->op != BG_REMOVED)
		return;
	next = successor(h->b->facts, h->change);
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

static struct bg_finding *
open_finding(struct bg_bench *b, size_t rule, const struct bg_change *c)
{
	const struct bg_item *item = c->now ? c->now : c->was;
	struct bg_fill fill = {.item = item->id,
	                       .from = c->from,
	                       .to = c->to,
	                       .attr = c->attr,
	                       .file = item->loc.path};
	struct bg_finding *f = bg_bench_add(b, rule, c->surface, item->id, &fill);

	if (!f)
		return NULL;
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

	for (size_t i = 0; i < changes->n; i++) {
		const struct bg_change *c = &changes->v[i];

		spec = bg_bench_spec(b, c->surface);
		rule = bg_rule_match(spec->kind->name, c);
		f = open_finding(b, rule, c);
		if (!f || spec->tier == BG_TIER_C)
			continue;
		if (bg_rules[rule].bump == BG_MAJOR) {
			if (hear_break(b, c, f, err) != 0)
				return -1;
		} else if (c->op == BG_ADDED && bg_rules[rule].bump == BG_MINOR) {
			at = (size_t)(f - b->out->findings.v);
			kept = *f;
			name_addition(b, c, &kept);
			b->out->findings.v[at] = kept;
		}
	}
	return 0;
}

/* ---- markers without a note ----------------------------------------------------------------- */

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
	if (announced_now(b, &subject))
		return 0;
	if (bg_announcement_find(&a, b->arena, b->facts->history, &subject, err) != 0)
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
