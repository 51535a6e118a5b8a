/* SPDX-License-Identifier: MIT */
/* Every release of a repository judged in turn, and what each promised. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/list.h"
#include "model/version.h"
#include "report/finding.h"
#include "run/line.h"
#include "run/promises.h"

struct annals {
	struct bg_line *line;  /* opened at the target: its policy and releases */
	struct bg_blob policy; /* the text that all are judged by */
	struct bg_run *work;   /* judges some releases, then makes room for the next */
	struct bg_promises *promises;
	struct bg_release *release;
	size_t n;
};

/* ---- one release ------------------------------------------------------------------- */

static struct bg_revision
copy_revision(struct bg_arena *arena, const struct bg_revision *from)
{
	struct bg_revision to = *from;

	to.name = bg_strdup(arena, from->name);
	to.commit = from->commit ? bg_strdup(arena, from->commit) : NULL;
	to.date = from->date ? bg_strdup(arena, from->date) : NULL;
	to.version.pre = from->version.pre ? bg_strdup(arena, from->version.pre) : NULL;
	to.version.build = from->version.build ? bg_strdup(arena, from->version.build) : NULL;
	return to;
}

static void
count_findings(struct bg_release *row, const struct bg_report *r)
{
	for (size_t i = 0; i < r->nfinding; i++) {
		const struct bg_finding *f = &r->finding[i];
		size_t rule = bg_rule_find(f->rule);

		row->errors += bg_finding_stops(r, f);
		if (rule == BG_RULE_CHANGELOG_BREAK_UNNAMED)
			row->unnamed++;
		if (rule == BG_NRULES || bg_rules[rule].bump != BG_MAJOR)
			continue;
		row->breaks++;
		row->announced += f->status == BG_ANNOUNCED;
	}
}

static void
fill_row(struct annals *a, struct bg_release *row, const struct bg_line *line)
{
	const struct bg_report *r = line->out;
	struct bg_arena *keep = a->line->run->keep;

	row->revision = copy_revision(keep, &line->target);
	row->base = line->has_base ? bg_strdup(keep, line->base.name) : NULL;
	row->verdict = r->verdict;
	row->declares = r->declares;
	row->declared = r->declared;
	row->requires = r->requires;
	row->required = r->required;
	if (r->verdict == BG_UNJUDGED)
		row->cause = r->nnote ? bg_strdup(keep, r->note[0].message) : "";
	else
		count_findings(row, r);
}

/* A new run forgets what the others have parsed: not before it takes a fourth of the memory. */
static struct bg_run *
make_room(struct annals *a)
{
	size_t most = a->line->req->limits.v[BG_LIMIT_MEMORY] / 4;

	if (a->work && bg_arena_used(a->work->keep) > most) {
		bg_run_free(a->work);
		a->work = NULL;
	}
	if (!a->work)
		a->work = bg_run_new();
	return a->work;
}

static void
judge_release(struct annals *a, const struct bg_release_tag *tag, bool first)
{
	struct bg_request req = *a->line->req;
	struct bg_release *row = &a->release[a->n];
	struct bg_report report;
	struct bg_err err = {0};
	struct bg_line *line;

	req.target = tag->name;
	req.base = req.policy = req.sha = NULL;
	req.work_tree = false;
	req.initial = first;
	req.progress = NULL;
	line = bg_line_new(make_room(a), &req, &report, BG_DOC_CHECK);
	line->given = &a->policy;
	line->source = a->work->source;
	line->target.name = tag->name;
	line->target.version = tag->version;
	bg_line_finish(line, bg_line_check(line, &err), &err);
	fill_row(a, row, line);
	if (report.verdict != BG_UNJUDGED)
		bg_promises_note(a->promises, a->n, line);
	a->n++;
}

/* ---- all of them --------------------------------------------------------------------- */

static bool
counts(const struct annals *a, size_t i)
{
	const struct bg_releases *all = &a->line->releases;
	const struct bg_version *v = &all->v[i].version;
	const struct bg_revision *target = &a->line->target;

	if (!bg_version_stable(v))
		return false;
	if (i > 0 && bg_version_compare(v, &all->v[i - 1].version) == 0)
		return false; /* the same release by another pattern */
	return !a->line->req->target || !target->has_version ||
	       bg_version_compare(v, &target->version) <= 0;
}

static void
judge_all(struct annals *a)
{
	const struct bg_releases *all = &a->line->releases;
	const struct bg_request *req = a->line->req;
	size_t total = 0;

	for (size_t i = 0; i < all->n; i++)
		total += counts(a, i);
	a->release = bg_calloc(a->line->run->keep, total, sizeof(*a->release));
	for (size_t i = 0; i < all->n; i++) {
		if (!counts(a, i))
			continue;
		if (req->progress)
			req->progress("judging releases", a->n, total, req->data);
		judge_release(a, &all->v[i], a->n == 0);
	}
	if (req->progress)
		req->progress("judging releases", total, total, req->data);
}

static int
describe(struct annals *a, struct bg_err *err)
{
	struct bg_report *out = a->line->out;
	size_t judged = 0;

	for (size_t i = 0; i < a->n; i++)
		judged += a->release[i].verdict != BG_UNJUDGED;
	bg_promises_close(a->promises, a->n, &out->promise, &out->npromise);
	out->release = a->release;
	out->nrelease = a->n;
	out->verdict = BG_PASS;
	if (judged)
		return 0;
	if (!a->n) {
		bg_fail(err, BG_EREPO, "there are no releases");
		bg_hint(err,
		        "release tags are '%s'; 'git fetch --tags' brings those that are "
		        "missing here",
		        a->line->policy.tags.v[0]);
		return -1;
	}
	return bg_fail(err, BG_EREPO, "no release could be judged: %s", a->release[0].cause);
}

static int
write_annals(struct bg_line *line, struct bg_err *err)
{
	struct annals a = {.line = line};
	int status;

	if (bg_line_open(line, err) != 0 || bg_line_policy_text(line, &a.policy, err) != 0)
		return -1;
	if (!a.policy.path)
		a.policy.path = BG_POLICY_PATH;
	a.promises = bg_promises_new(line->run->keep);
	judge_all(&a);
	status = describe(&a, err);
	bg_run_free(a.work);
	return status;
}

int
bg_history(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
           struct bg_err *err)
{
	struct bg_line *line = bg_line_new(run, req, out, BG_DOC_HISTORY);

	return bg_line_finish(line, write_annals(line, err), err);
}
