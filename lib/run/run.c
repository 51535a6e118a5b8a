/* SPDX-License-Identifier: MIT */
/* The public calls: check, diff and inventory. */
#include "run/line.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/err.h"
#include "base/list.h"
#include "model/version.h"

struct bg_run *
bg_run_new(void)
{
	struct bg_arena *keep = bg_arena_new();
	struct bg_run *run = bg_alloc(keep, sizeof(*run));

	run->keep = keep;
	run->scratch = bg_arena_new();
	run->memo = bg_memo_new(keep);
	run->python.arena = keep;
	return run;
}

void
bg_run_free(struct bg_run *run)
{
	if (!run)
		return;
	bg_source_close(run->source);
	bg_arena_free(run->scratch);
	bg_arena_free(run->keep);
}

struct bg_line *
bg_line_new(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
            enum bg_document type)
{
	struct bg_line *line = bg_alloc(run->keep, sizeof(*line));

	memset(out, 0, sizeof(*out));
	out->type = type;
	line->run = run;
	line->req = req;
	line->out = out;
	return line;
}

int
bg_line_finish(struct bg_line *line, int status, const struct bg_err *err)
{
	if (status != 0)
		bg_line_fail(line, err);
	else
		bg_line_describe(line);
	return status;
}

/* ---- check --------------------------------------------------------------------------- */

static enum bg_answer
answer(enum bg_tristate t)
{
	return t == BG_YES ? BG_ANSWER_YES : t == BG_NO ? BG_ANSWER_NO : BG_ANSWER_UNKNOWN;
}

static int
ask_history(struct bg_line *line, struct bg_facts *facts, struct bg_err *err)
{
	struct bg_source *s = line->source;
	enum bg_tristate t = BG_UNKNOWN;
	struct bg_revision tip = {0};
	bool found = false;

	facts->base_is_ancestor = facts->on_branch = BG_ANSWER_UNKNOWN;
	if (line->has_base) {
		if (bg_line_contains(line, &line->base, &t, err) != 0)
			return -1;
		facts->base_is_ancestor = answer(t);
	}
	if (!line->policy.branch || !line->target.has_version)
		return 0;
	if (s->branch(s, line->run->keep, line->policy.branch, &tip, &found, err) != 0)
		return -1;
	if (!found)
		return 0;
	if (s->ancestor(s, &line->target, &tip, &t, err) != 0)
		return -1;
	facts->on_branch = answer(t);
	return 0;
}

int
bg_line_today(const struct bg_line *line, int64_t *out, struct bg_err *err)
{
	*out = line->target.day;
	if (line->req->now && !bg_day_parse(out, line->req->now))
		return bg_fail(err, BG_EUSAGE, "'%s' is no date as 2026-01-31", line->req->now);
	return 0;
}

/* Markdown is what is read, whatever the file is called. */
static void
note_markup(struct bg_line *line, const struct bg_changelog *log)
{
	const char *markup = bg_changelog_markup(log->path);

	if (!markup || !log->present)
		return;
	bg_line_note(line, NULL, (struct bg_loc){log->path, 0},
	             bg_strf(line->run->keep,
	                     "is %s, but read as Markdown: headings, lists and names that are "
	                     "written otherwise there are not seen",
	                     markup));
}

int
bg_line_facts(struct bg_line *line, struct bg_facts *facts, struct bg_err *err)
{
	static const struct bg_changelog none = {0};

	facts->policy = &line->policy;
	facts->base = line->has_base ? &line->base : NULL;
	facts->target = &line->target;
	facts->releases = line->req->base ? NULL : &line->releases;
	facts->sides = &line->sides;
	facts->changes = &line->changes;
	facts->was_log = &none;
	facts->sha = line->req->sha;
	if (bg_line_today(line, &facts->today, err) != 0)
		return -1;
	if (line->has_base &&
	    bg_line_changelog(line, &line->was_tree, &facts->was_log, err) != 0)
		return -1;
	if (bg_line_changelog(line, &line->now_tree, &facts->now_log, err) != 0)
		return -1;
	note_markup(line, facts->now_log);
	if (bg_line_declared(line, &facts->declared, err) != 0)
		return -1;
	facts->history = bg_line_history(
		line, line->has_base && line->base.has_version ? &line->base.version : NULL);
	if (bg_line_was_policy(line, facts, err) != 0 || bg_line_records(line, err) != 0)
		return -1;
	return ask_history(line, facts, err);
}

const struct bg_finding *
bg_line_taken(const struct bg_line *line)
{
	const struct bg_report *r = line->out;

	for (size_t i = 0; i < r->nfinding; i++)
		if (r->finding[i].status == BG_OPEN &&
		    strcmp(r->finding[i].rule, bg_rules[BG_RULE_VERSION_TAKEN].id) == 0)
			return &r->finding[i];
	return NULL;
}

static void
describe_judgement(struct bg_line *line, const struct bg_judgement *j)
{
	struct bg_report *out = line->out;
	struct bg_version next;

	out->verdict = j->verdict;
	out->declares = j->declares;
	out->declared = j->declared;
	out->requires = true;
	out->required = j->required;
	out->finding = j->findings.v;
	out->nfinding = j->findings.n;
	line->fault = j->fault;
	if (!line->has_base) {
		if (line->target.has_version)
			out->next_version =
				bg_version_text(line->run->keep, &line->target.version);
		return;
	}
	if (!line->base.has_version || bg_line_taken(line))
		return;
	next = bg_version_next(&line->base.version, j->required);
	out->next_version = bg_version_text(line->run->keep, &next);
}

int
bg_line_check(struct bg_line *line, struct bg_err *err)
{
	struct bg_facts facts = {0};
	struct bg_judgement judgement;

	if (bg_line_open(line, err) != 0 || bg_line_base(line, true, err) != 0 ||
	    bg_line_compare(line, err) != 0 || bg_line_facts(line, &facts, err) != 0 ||
	    bg_judge(&judgement, line->run->keep, &facts, err) != 0)
		return -1;
	if (judgement.verdict == BG_PASS && bg_line_examined(line, err) != 0)
		return -1;
	describe_judgement(line, &judgement);
	return 0;
}

int
bg_check(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
         struct bg_err *err)
{
	struct bg_line *line = bg_line_new(run, req, out, BG_DOC_CHECK);

	return bg_line_finish(line, bg_line_check(line, err), err);
}

/* ---- diff ------------------------------------------------------------------------------- */

static int
diff(struct bg_line *line, struct bg_err *err)
{
	if (bg_line_open(line, err) != 0 || bg_line_base(line, false, err) != 0 ||
	    bg_line_compare(line, err) != 0)
		return -1;
	line->out->change = line->changes.v;
	line->out->nchange = line->changes.n;
	return 0;
}

int
bg_diff(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
        struct bg_err *err)
{
	struct bg_line *line = bg_line_new(run, req, out, BG_DOC_DIFF);

	return bg_line_finish(line, diff(line, err), err);
}

/* ---- surface ------------------------------------------------------------------------------ */

static void
list_items(struct bg_line *line)
{
	struct bg_arena *keep = line->run->keep;
	struct {
		struct bg_item *v;
		size_t n, cap;
	} items = {0};
	struct {
		const char **v;
		size_t n, cap;
	} ids = {0};

	for (size_t i = 0; i < line->sides.n; i++) {
		const struct bg_harvest *h = &line->sides.now[i];

		for (size_t k = 0; k < h->items.n; k++) {
			*bg_list_add(keep, &items) = h->items.v[k];
			*bg_list_add(keep, &ids) = h->spec->id;
		}
	}
	line->out->item = items.v;
	line->out->item_surface = ids.v;
	line->out->nitem = items.n;
}

static int
inventory(struct bg_line *line, struct bg_err *err)
{
	if (bg_line_open(line, err) != 0 || bg_line_compare(line, err) != 0)
		return -1;
	list_items(line);
	return 0;
}

int
bg_inventory(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
             struct bg_err *err)
{
	struct bg_line *line = bg_line_new(run, req, out, BG_DOC_SURFACE);

	return bg_line_finish(line, inventory(line, err), err);
}
