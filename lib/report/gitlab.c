/* SPDX-License-Identifier: MIT */
/*
 * A judgement as GitLab's code quality report: an array of issues in the subset of the
 * Code Climate form that GitLab reads (docs.gitlab.com, "Code Quality report format").
 */
#include <string.h>

#include "base/hash.h"
#include "parse/name.h"
#include "policy/policy.h"
#include "report/finding.h"
#include "report/json.h"

static bg_report_fn write_check;

const struct bg_reporter bg_reporter_gitlab = {
	.write = {[BG_DOC_CHECK] = write_check, [BG_DOC_CHANGELOG] = write_check}};

/* An issue must stand at a file: what has none stands where the policy would. */
static json_t *
make_location(struct bg_arena *scratch, struct bg_loc place)
{
	json_t *location = json_object(), *lines = json_object();
	const char *path = place.path ? place.path : BG_POLICY_PATH;

	bg_json_set(lines, "begin", json_integer(place.line ? place.line : 1));
	bg_json_set(location, "path", bg_json_text(scratch, path));
	bg_json_set(location, "lines", lines);
	return location;
}

static json_t *
make_issue(struct bg_arena *scratch, const char *check, const char *text, const char *severity)
{
	json_t *issue = json_object();

	bg_json_set(issue, "type", bg_json_text(scratch, "issue"));
	bg_json_set(issue, "check_name", bg_json_text(scratch, check));
	bg_json_set(issue, "description", bg_json_text(scratch, text));
	bg_json_set(issue, "severity", bg_json_text(scratch, severity));
	return issue;
}

/* GitLab takes two issues of one fingerprint for one: the later ones get a number. */
static const char *
tell_apart(struct bg_arena *scratch, struct bg_name **seen, const char *fingerprint)
{
	struct bg_name *name = bg_name_at(scratch, seen, fingerprint);

	if (!name->index++)
		return fingerprint;
	return bg_strf(scratch, "%s-%zu", fingerprint, name->index);
}

static json_t *
make_finding(struct bg_arena *scratch, const struct bg_weighed *w, struct bg_name **seen)
{
	static const char *const severity[BG_NWEIGHTS] = {
		[BG_STOPS] = "blocker", [BG_WARNS] = "minor", [BG_RESTS] = "info"};
	const struct bg_finding *f = w->finding;
	json_t *issue =
		make_issue(scratch, f->rule, bg_finding_text(scratch, f), severity[w->weight]);

	bg_json_set(issue, "fingerprint",
	            bg_json_text(scratch, tell_apart(scratch, seen, f->fingerprint)));
	bg_json_set(issue, "location", make_location(scratch, bg_finding_place(f)));
	return issue;
}

static json_t *
make_note(struct bg_arena *scratch, const struct bg_note *note)
{
	json_t *issue = make_issue(scratch, "unjudged", note->message, "blocker");
	uint64_t hash = bg_hash(BG_HASH_START, note->message, strlen(note->message));

	bg_json_set(
		issue, "fingerprint",
		bg_json_text(scratch, bg_strf(scratch, "%016llx", (unsigned long long)hash)));
	bg_json_set(issue, "location", make_location(scratch, note->loc));
	return issue;
}

static int
write_check(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
            const struct bg_style *style)
{
	const struct bg_weighed *v = bg_findings_weigh(scratch, r);
	struct bg_name *seen = NULL;
	json_t *root = json_array();

	(void)style;
	for (size_t i = 0; r->verdict != BG_UNJUDGED && i < r->nfinding; i++)
		bg_json_append(root, make_finding(scratch, &v[i], &seen));
	for (size_t i = 0; r->verdict == BG_UNJUDGED && i < r->nnote; i++)
		bg_json_append(root, make_note(scratch, &r->note[i]));
	return bg_json_write(out, root);
}
