/* SPDX-License-Identifier: MIT */
/*
 * A judgement as GitHub's workflow commands: annotations beside the lines of a pull request.
 * The service shows ten of each sort for a step, so no more are written.
 */
#include "base/utf8.h"
#include "report/escape.h"
#include "report/finding.h"
#include "report/report.h"
#include "report/verdict.h"

#define MOST_SHOWN 10

static bg_report_fn write_check;

const struct bg_reporter bg_reporter_github = {
	.write = {[BG_DOC_CHECK] = write_check, [BG_DOC_CHANGELOG] = write_check}};

static const char *const commands[BG_NWEIGHTS] = {
	[BG_STOPS] = "error", [BG_WARNS] = "warning", [BG_RESTS] = "notice"};

static void
put_command(struct bg_out *out, const char *command, struct bg_loc place, const char *title,
            const char *message)
{
	struct bg_arena *arena = out->arena;

	bg_out_printf(out, "::%s ", command);
	if (place.path)
		bg_out_printf(out, "file=%s,line=%u,", bg_escape_property(arena, place.path),
		              place.line ? place.line : 1);
	bg_out_printf(out, "title=%s::%s\n", bg_escape_property(arena, title),
	              bg_escape_command(arena, message));
}

static void
put_finding(struct bg_out *out, const struct bg_weighed *w)
{
	const struct bg_finding *f = w->finding;
	const char *text = bg_finding_text(out->arena, f);

	if (f->fix && f->status == BG_OPEN)
		text = bg_strf(out->arena, "%s. To resolve: %s", text, f->fix);
	put_command(out, commands[w->weight], bg_finding_place(f),
	            bg_finding_name(out->arena, f), text);
}

static void
put_more(struct bg_out *out, enum bg_weight weight, size_t n)
{
	static const struct bg_loc nowhere;

	put_command(
		out, commands[weight], nowhere, "bumpgate",
		bg_strf(out->arena, "%zu more %ss: see the full report", n, commands[weight]));
}

static void
put_findings(struct bg_out *out, const struct bg_report *r)
{
	const struct bg_weighed *v = bg_findings_weigh(out->arena, r);
	size_t n, shown;

	for (size_t from = 0; from < r->nfinding; from += n) {
		n = bg_findings_same_weight(v + from, r->nfinding - from);
		shown = n > MOST_SHOWN ? MOST_SHOWN - 1 : n;
		for (size_t i = from; i < from + shown; i++)
			put_finding(out, &v[i]);
		if (n > shown)
			put_more(out, v[from].weight, n - shown);
	}
}

static int
write_check(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
            const struct bg_style *style)
{
	const char *title = bg_printable(scratch, bg_verdict_title(scratch, r));

	(void)style;
	if (r->verdict == BG_UNJUDGED) {
		for (size_t i = 0; i < r->nnote && i < MOST_SHOWN; i++)
			put_command(out, "error", r->note[i].loc,
			            bg_strf(scratch, "%s could not judge", title),
			            r->note[i].message);
		return out->failed ? -1 : 0;
	}
	put_findings(out, r);
	bg_out_printf(out, "%s: %s, %s\n", title, r->verdict == BG_PASS ? "PASS" : "FAIL",
	              bg_verdict_bumps(scratch, r));
	return out->failed ? -1 : 0;
}
