/* SPDX-License-Identifier: MIT */
/*
 * A judgement as JUnit XML (the form that Jenkins' and GitLab's readers share): a test case
 * for each surface and for each finding; what stops the release is a failure.
 */
#include "report/escape.h"
#include "report/finding.h"
#include "report/report.h"
#include "report/verdict.h"

static bg_report_fn write_check;

const struct bg_reporter bg_reporter_junit = {
	.write = {[BG_DOC_CHECK] = write_check, [BG_DOC_CHANGELOG] = write_check}};

static void
put_attribute(struct bg_out *out, const char *name, const char *value)
{
	bg_out_printf(out, " %s=\"%s\"", name, bg_escape_xml(out->arena, value));
}

static void
open_case(struct bg_out *out, const char *surface, const char *name)
{
	bg_out_puts(out, "    <testcase");
	put_attribute(out, "classname",
	              surface ? bg_strf(out->arena, "bumpgate.%s", surface) : "bumpgate");
	put_attribute(out, "name", name);
	bg_out_puts(out, ">\n");
}

static void
close_case(struct bg_out *out)
{
	bg_out_puts(out, "    </testcase>\n");
}

/* <element message="…" type="…">text</element> */
static void
put_outcome(struct bg_out *out, const char *element, const char *type, const char *message,
            const char *text)
{
	bg_out_printf(out, "      <%s", element);
	put_attribute(out, "message", message);
	if (type)
		put_attribute(out, "type", type);
	bg_out_printf(out, ">%s</%s>\n", bg_escape_xml(out->arena, text), element);
}

static const char *
describe(struct bg_arena *arena, const struct bg_finding *f)
{
	const struct bg_loc place = bg_finding_place(f);
	const char *text = bg_finding_text(arena, f);

	if (place.path && place.line)
		text = bg_strf(arena, "%s:%u: %s", place.path, place.line, text);
	else if (place.path)
		text = bg_strf(arena, "%s: %s", place.path, text);
	if (f->fix && f->status == BG_OPEN)
		text = bg_strf(arena, "%s. To resolve: %s", text, f->fix);
	return text;
}

static void
put_finding(struct bg_out *out, const struct bg_weighed *w)
{
	const struct bg_finding *f = w->finding;
	const char *text = describe(out->arena, f);

	open_case(out, f->surface, bg_finding_name(out->arena, f));
	if (w->weight == BG_STOPS)
		put_outcome(out, "failure", f->rule, f->message, text);
	else if (f->status == BG_WAIVED)
		put_outcome(out, "skipped", NULL, f->waiver, text);
	else
		bg_out_printf(out, "      <system-out>%s</system-out>\n",
		              bg_escape_xml(out->arena, text));
	close_case(out);
}

static void
put_surface(struct bg_out *out, const struct bg_surface *s)
{
	open_case(out, s->id, "surface");
	bg_out_printf(out,
	              "      <system-out>tier %s: %zu examined, %zu added, %zu removed, "
	              "%zu changed, %zu unread</system-out>\n",
	              bg_tier_word(s->tier), s->examined, s->added, s->removed, s->changed,
	              s->unread);
	close_case(out);
}

static void
put_unjudged(struct bg_out *out, const struct bg_report *r)
{
	for (size_t i = 0; i < r->nnote; i++) {
		open_case(out, r->note[i].surface, "could not judge");
		put_outcome(out, "error", "unjudged", r->note[i].message,
		            r->note[i].loc.path ? r->note[i].loc.path : "");
		close_case(out);
	}
}

static void
open_suites(struct bg_out *out, const struct bg_report *r, const struct bg_weighed *v)
{
	bool judged = r->verdict != BG_UNJUDGED;
	size_t failures = 0, skipped = 0, errors = judged ? 0 : r->nnote, tests;
	const char *counts;

	for (size_t i = 0; judged && i < r->nfinding; i++) {
		failures += v[i].weight == BG_STOPS;
		skipped += v[i].finding->status == BG_WAIVED;
	}
	tests = judged ? r->nsurface + r->nfinding : r->nnote;
	counts = bg_strf(out->arena,
	                 " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\"",
	                 tests, failures, errors, skipped);
	bg_out_printf(out,
	              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "
	              "name=\"bumpgate\"%s>\n  <testsuite",
	              counts);
	put_attribute(out, "name", bg_verdict_title(out->arena, r));
	bg_out_printf(out, "%s>\n    <properties>\n", counts);
}

static void
put_property(struct bg_out *out, const char *name, const char *value)
{
	bg_out_puts(out, "      <property");
	put_attribute(out, "name", name);
	put_attribute(out, "value", value);
	bg_out_puts(out, "/>\n");
}

static int
write_check(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
            const struct bg_style *style)
{
	const struct bg_weighed *v = bg_findings_weigh(scratch, r);

	(void)style;
	open_suites(out, r, v);
	put_property(out, "verdict", bg_verdict_word(r->verdict));
	if (r->declares)
		put_property(out, "declared", bg_bump_word(r->declared));
	if (r->requires)
		put_property(out, "required", bg_bump_word(r->required));
	if (r->next_version)
		put_property(out, "next-version", r->next_version);
	bg_out_puts(out, "    </properties>\n");
	if (r->verdict == BG_UNJUDGED) {
		put_unjudged(out, r);
	} else {
		for (size_t i = 0; i < r->nsurface; i++)
			put_surface(out, &r->surface[i]);
		for (size_t i = 0; i < r->nfinding; i++)
			put_finding(out, &v[i]);
	}
	bg_out_puts(out, "  </testsuite>\n</testsuites>\n");
	return out->failed ? -1 : 0;
}
