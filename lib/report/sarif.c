/* SPDX-License-Identifier: MIT */
/*
 * A judgement as SARIF 2.1.0 (OASIS standard, errata 01), within what code scanning
 * services accept: each result has one location and a fingerprint, and waived findings are suppressed.
 */
#include <string.h>

#include "policy/policy.h"
#include "policy/rules.h"
#include "report/escape.h"
#include "report/finding.h"
#include "report/json.h"
#include "report/verdict.h"

#define SCHEMA \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/" \
	"sarif-schema-2.1.0.json"

static bg_report_fn write_check;

const struct bg_reporter bg_reporter_sarif = {
	.write = {[BG_DOC_CHECK] = write_check, [BG_DOC_CHANGELOG] = write_check}};

/* A message (3.11). */
static json_t *
make_message(struct bg_arena *scratch, const char *text)
{
	json_t *message = json_object();

	bg_json_set(message, "text", bg_json_text(scratch, text));
	return message;
}

/* ---- the rules (3.49) ---------------------------------------------------------- */

static const char *
level_word(enum bg_level level)
{
	static const char *const words[] = {[BG_OFF] = "none",
	                                    [BG_INFO] = "note",
	                                    [BG_WARNING] = "warning",
	                                    [BG_ERROR] = "error"};

	return words[level];
}

static json_t *
make_rule(struct bg_arena *scratch, const struct bg_rule *r)
{
	json_t *rule = json_object(), *defaults = json_object(), *properties = json_object();
	json_t *tags = json_array();

	bg_json_set(defaults, "level", bg_json_text(scratch, level_word(r->level)));
	bg_json_append(tags, bg_json_text(scratch, "semver"));
	bg_json_set(properties, "tags", tags);
	bg_json_set(properties, "bump", bg_json_text(scratch, bg_bump_word(r->bump)));
	bg_json_set(rule, "id", bg_json_text(scratch, r->id));
	bg_json_set(rule, "shortDescription", make_message(scratch, r->says));
	bg_json_set(rule, "fullDescription", make_message(scratch, r->why));
	bg_json_set(rule, "help",
	            make_message(scratch,
	                         bg_strf(scratch, "Why: %s. To resolve: %s.", r->why, r->fix)));
	bg_json_set(rule, "defaultConfiguration", defaults);
	bg_json_set(rule, "properties", properties);
	return rule;
}

static json_t *
make_driver(struct bg_arena *scratch)
{
	json_t *driver = json_object(), *rules = json_array();

	for (size_t i = 0; i < BG_NRULES; i++)
		bg_json_append(rules, make_rule(scratch, &bg_rules[i]));
	bg_json_set(driver, "name", bg_json_text(scratch, "bumpgate"));
	bg_json_set(driver, "version", bg_json_text(scratch, BG_VERSION));
	bg_json_set(driver, "rules", rules);
	return driver;
}

/* ---- the results (3.27) -------------------------------------------------------- */

static json_t *
make_location(struct bg_arena *scratch, struct bg_loc place, const char *item)
{
	json_t *location = json_object(), *physical = json_object(), *file = json_object();
	json_t *region = json_object(), *logical, *names;
	const char *path = place.path ? place.path : BG_POLICY_PATH;

	bg_json_set(file, "uri", bg_json_text(scratch, bg_escape_uri(scratch, path)));
	bg_json_set(file, "uriBaseId", bg_json_text(scratch, "%SRCROOT%"));
	bg_json_set(region, "startLine", json_integer(place.line ? place.line : 1));
	bg_json_set(physical, "artifactLocation", file);
	bg_json_set(physical, "region", region);
	bg_json_set(location, "physicalLocation", physical);
	if (!item)
		return location;
	logical = json_object();
	names = json_array();
	bg_json_set(logical, "fullyQualifiedName", bg_json_text(scratch, item));
	bg_json_append(names, logical);
	bg_json_set(location, "logicalLocations", names);
	return location;
}

static json_t *
make_suppressions(struct bg_arena *scratch, const struct bg_finding *f)
{
	json_t *list = json_array(), *one = json_object();

	bg_json_set(one, "kind", bg_json_text(scratch, "external"));
	bg_json_set(one, "status", bg_json_text(scratch, "accepted"));
	bg_json_set(one, "justification", bg_json_text(scratch, f->waiver ? f->waiver : ""));
	bg_json_append(list, one);
	return list;
}

static json_t *
make_properties(struct bg_arena *scratch, const struct bg_finding *f)
{
	json_t *properties = json_object();

	bg_json_set(properties, "bump", bg_json_text(scratch, bg_bump_word(f->bump)));
	bg_json_set(properties, "status", bg_json_text(scratch, bg_status_word(f->status)));
	if (f->surface)
		bg_json_set(properties, "surface", bg_json_text(scratch, f->surface));
	if (f->item)
		bg_json_set(properties, "item", bg_json_text(scratch, f->item));
	if (f->since)
		bg_json_set(properties, "since", bg_json_text(scratch, f->since));
	return properties;
}

static const char *
result_text(struct bg_arena *scratch, const struct bg_finding *f)
{
	const char *text = bg_finding_text(scratch, f);

	if (!f->now.path && f->was.path && f->was.line)
		text = bg_strf(scratch, "%s; it was at %s:%u", text, f->was.path, f->was.line);
	if (f->fix && f->status == BG_OPEN)
		text = bg_strf(scratch, "%s. To resolve: %s", text, f->fix);
	return text;
}

static json_t *
make_result(struct bg_arena *scratch, const struct bg_weighed *w)
{
	static const char *const level[BG_NWEIGHTS] = {
		[BG_STOPS] = "error", [BG_WARNS] = "warning", [BG_RESTS] = "note"};
	const struct bg_finding *f = w->finding;
	json_t *result = json_object(), *locations = json_array(), *prints = json_object();
	size_t rule = bg_rule_find(f->rule);

	bg_json_append(locations, make_location(scratch, bg_finding_place(f), f->item));
	bg_json_set(prints, "bumpgate/v1", bg_json_text(scratch, f->fingerprint));
	bg_json_set(result, "ruleId", bg_json_text(scratch, f->rule));
	if (rule < BG_NRULES)
		bg_json_set(result, "ruleIndex", bg_json_count(rule));
	bg_json_set(result, "level", bg_json_text(scratch, level[w->weight]));
	bg_json_set(result, "message", make_message(scratch, result_text(scratch, f)));
	bg_json_set(result, "locations", locations);
	bg_json_set(result, "partialFingerprints", prints);
	if (f->status == BG_WAIVED)
		bg_json_set(result, "suppressions", make_suppressions(scratch, f));
	bg_json_set(result, "properties", make_properties(scratch, f));
	return result;
}

/* ---- the run (3.14) ------------------------------------------------------------ */

static json_t *
make_notification(struct bg_arena *scratch, const struct bg_note *note, const char *level)
{
	json_t *notification = json_object(), *locations = json_array();

	bg_json_set(notification, "level", bg_json_text(scratch, level));
	bg_json_set(notification, "message", make_message(scratch, note->message));
	if (note->loc.path)
		bg_json_append(locations, make_location(scratch, note->loc, NULL));
	bg_json_set(notification, "locations", locations);
	return notification;
}

static json_t *
make_invocations(struct bg_arena *scratch, const struct bg_report *r)
{
	json_t *list = json_array(), *one = json_object(), *notes = json_array();
	bool judged = r->verdict != BG_UNJUDGED;

	for (size_t i = 0; i < r->nnote; i++)
		bg_json_append(notes, make_notification(scratch, &r->note[i],
		                                        judged ? "note" : "error"));
	bg_json_set(one, "executionSuccessful", json_boolean(judged));
	bg_json_set(one, "toolExecutionNotifications", notes);
	bg_json_append(list, one);
	return list;
}

static json_t *
make_run(struct bg_arena *scratch, const struct bg_report *r)
{
	const struct bg_weighed *v = bg_findings_weigh(scratch, r);
	json_t *run = json_object(), *tool = json_object(), *results = json_array();
	json_t *properties = json_object();

	for (size_t i = 0; r->verdict != BG_UNJUDGED && i < r->nfinding; i++)
		bg_json_append(results, make_result(scratch, &v[i]));
	bg_json_set(properties, "verdict", bg_json_text(scratch, bg_verdict_word(r->verdict)));
	bg_json_set(properties, "title", bg_json_text(scratch, bg_verdict_title(scratch, r)));
	bg_json_set(properties, "bumps", bg_json_text(scratch, bg_verdict_bumps(scratch, r)));
	bg_json_set(tool, "driver", make_driver(scratch));
	bg_json_set(run, "tool", tool);
	bg_json_set(run, "invocations", make_invocations(scratch, r));
	bg_json_set(run, "columnKind", bg_json_text(scratch, "unicodeCodePoints"));
	bg_json_set(run, "results", results);
	bg_json_set(run, "properties", properties);
	return run;
}

static int
write_check(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
            const struct bg_style *style)
{
	json_t *root = json_object(), *runs = json_array();

	(void)style;
	bg_json_append(runs, make_run(scratch, r));
	bg_json_set(root, "$schema", bg_json_text(scratch, SCHEMA));
	bg_json_set(root, "version", bg_json_text(scratch, "2.1.0"));
	bg_json_set(root, "runs", runs);
	return bg_json_write(out, root);
}
