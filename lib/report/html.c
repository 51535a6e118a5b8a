/* SPDX-License-Identifier: MIT */
/*
 * All releases as one page of HTML that needs no network: a row for each promise with its life
 * as a bar, a column for each release with its verdict.
 */
#include <string.h>

#include "report/escape.h"
#include "report/report.h"

#define MANY 60 /* releases */

extern const char bg_embed_history_css[], bg_embed_history_js[];

static bg_report_fn write_history;

const struct bg_reporter bg_reporter_html = {.write = {[BG_DOC_HISTORY] = write_history}};

struct page {
	struct bg_out *out;
	const struct bg_report *report;
};

/* Text of the repository. */
static const char *
safe(const struct page *p, const char *s)
{
	return bg_escape_xml(p->out->arena, s);
}

static const char *
tag_of(const struct page *p, size_t n)
{
	return n < p->report->nrelease ? safe(p, p->report->release[n].revision.name) : "";
}

static const char *
class_of(const struct bg_release *row)
{
	return bg_verdict_word(row->verdict);
}

static const char *
sign_of(const struct bg_release *row)
{
	switch (row->verdict) {
	case BG_PASS:
		return "\xE2\x9C\x93";
	case BG_FAIL:
		return "\xE2\x9C\x97";
	case BG_UNJUDGED:
		break;
	}
	return "?";
}

/* ---- head ------------------------------------------------------------------------ */

static void
put_head(const struct page *p)
{
	const struct bg_report *r = p->report;
	size_t count[3] = {0};

	for (size_t i = 0; i < r->nrelease; i++)
		count[r->release[i].verdict]++;
	bg_out_puts(
		p->out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
		"<title>Promises and releases</title>\n<style>\n");
	bg_out_puts(p->out, bg_embed_history_css);
	bg_out_puts(p->out, "</style>\n</head>\n<body>\n<h1>Promises and releases</h1>\n");
	bg_out_printf(
		p->out,
		"<p>%zu releases: <span class=\"pass\">%zu pass</span>, <span "
		"class=\"fail\">%zu fail</span>, <span class=\"unjudged\">%zu could not be "
		"judged</span>. Policy: %s.</p>\n",
		r->nrelease, count[BG_PASS], count[BG_FAIL], count[BG_UNJUDGED],
		safe(p, r->policy_source));
}

static void
put_surface_boxes(const struct page *p)
{
	const struct bg_report *r = p->report;

	for (size_t i = 0; i < r->npromise; i++) {
		const char *surface = r->promise[i].surface, *shown = safe(p, surface);

		if (i && strcmp(surface, r->promise[i - 1].surface) == 0)
			continue;
		bg_out_printf(p->out,
		              "<label><input type=\"checkbox\" name=\"surface\" value=\"%s\" "
		              "checked> %s <span class=\"dim\">%s</span></label>\n",
		              shown, shown, bg_tier_word(r->promise[i].tier));
	}
}

static void
put_filter(const struct page *p)
{
	bg_out_puts(
		p->out,
		"<form id=\"filter\" hidden>\n<label>Text <input type=\"search\" id=\"text\" "
		"autocomplete=\"off\"></label>\n<fieldset><legend class=\"hidden-text\">Surfaces</legend>\n");
	put_surface_boxes(p);
	bg_out_puts(p->out,
	            "</fieldset>\n<label><input type=\"checkbox\" id=\"gone\"> only what "
	            "is gone</label>\n<output id=\"shown\"></output>\n</form>\n");
}

/* ---- the promises ------------------------------------------------------------------ */

/* With many releases only the first of each MINOR version has its name on the column. */
static bool
has_label(const struct bg_report *r, size_t i)
{
	const struct bg_version *v = &r->release[i].revision.version, *before;

	if (i == 0 || r->nrelease <= MANY)
		return true;
	before = &r->release[i - 1].revision.version;
	return v->major != before->major || v->minor != before->minor;
}

static void
put_columns(const struct page *p)
{
	const struct bg_report *r = p->report;

	bg_out_printf(p->out,
	              "<h2 id=\"promises\">Promises</h2>\n<div class=\"scroll\" tabindex=\"0\" "
	              "role=\"region\" aria-labelledby=\"promises\">\n<table "
	              "class=\"lines%s\">\n<thead><tr><th>promise</th>",
	              r->nrelease > MANY ? " dense" : "");
	for (size_t i = 0; i < r->nrelease; i++) {
		const struct bg_release *row = &r->release[i];

		bg_out_printf(
			p->out,
			"<th class=\"release\" scope=\"col\"><a class=\"%s\" href=\"#r%zu\" "
			"title=\"%s: %s\"><b>%s</b><span%s>%s</span></a></th>",
			class_of(row), i, tag_of(p, i), class_of(row), sign_of(row),
			has_label(r, i) ? "" : " class=\"hidden-text\"", tag_of(p, i));
	}
	bg_out_puts(p->out, "</tr></thead>\n<tbody>\n");
}

static void
put_gap(const struct page *p, size_t from, size_t to)
{
	if (from < to)
		bg_out_printf(p->out, "<td colspan=\"%zu\"></td>", to - from);
}

static void
put_bar(const struct page *p, const char *sort, size_t from, size_t to)
{
	if (from >= to)
		return;
	bg_out_printf(p->out,
	              "<td colspan=\"%zu\"><span class=\"bar %s\"></span><span "
	              "class=\"hidden-text\">%s from %s to %s</span></td>",
	              to - from, sort, sort, tag_of(p, from), tag_of(p, to - 1));
}

/* The bars of n spans of one promise. */
static void
put_life(const struct page *p, const struct bg_span *span, size_t n)
{
	size_t at = 0, end;

	for (size_t i = 0; i < n; i++) {
		end = span[i].gone;
		put_gap(p, at, span[i].since);
		at = span[i].since;
		if (span[i].announces && span[i].announced >= at && span[i].announced < end) {
			put_bar(p, "promised", at, span[i].announced);
			put_bar(p, "announced", span[i].announced, end);
		} else {
			put_bar(p, "promised", at, end);
		}
		at = end;
	}
	put_gap(p, at, p->report->nrelease);
}

static void
put_fact(const struct page *p, const char *name, const char *value)
{
	bg_out_printf(p->out, "<dt>%s</dt><dd>%s</dd>", name, value);
}

static void
put_details(const struct page *p, const struct bg_span *span, size_t n)
{
	const struct bg_span *last = &span[n - 1];
	struct bg_arena *arena = p->out->arena;

	bg_out_printf(p->out, "<tr class=\"more\" hidden><td colspan=\"%zu\"><dl>",
	              p->report->nrelease + 1);
	put_fact(p, "surface",
	         bg_strf(arena, "%s, tier %s", safe(p, last->surface),
	                 bg_tier_word(last->tier)));
	put_fact(p, "sort", safe(p, last->kind));
	for (size_t i = 0; i < n; i++) {
		put_fact(p, "since", tag_of(p, span[i].since));
		if (span[i].announces)
			put_fact(p, "end announced in", tag_of(p, span[i].announced));
		if (span[i].gone < p->report->nrelease)
			put_fact(p, "gone in", tag_of(p, span[i].gone));
	}
	if (last->loc.path)
		put_fact(p, "last seen at",
		         bg_strf(arena, "<code>%s:%u</code>", safe(p, last->loc.path),
		                 last->loc.line));
	bg_out_puts(p->out, "</dl></td></tr>\n");
}

static void
put_promise(const struct page *p, const struct bg_span *span, size_t n)
{
	bool gone = span[n - 1].gone < p->report->nrelease;

	bg_out_printf(
		p->out,
		"<tr class=\"promise\" data-surface=\"%s\" data-item=\"%s\" "
		"data-gone=\"%s\"><th scope=\"row\"><button class=\"row\" type=\"button\" "
		"aria-expanded=\"false\"><span class=\"name\">%s</span> <span "
		"class=\"dim\">%s%s</span></button></th>",
		safe(p, span->surface), safe(p, span->item), gone ? "yes" : "",
		safe(p, span->item), safe(p, span->surface), gone ? ", gone" : "");
	put_life(p, span, n);
	bg_out_puts(p->out, "</tr>\n");
	put_details(p, span, n);
}

static bool
same_promise(const struct bg_span *a, const struct bg_span *b)
{
	return strcmp(a->surface, b->surface) == 0 && strcmp(a->kind, b->kind) == 0 &&
	       strcmp(a->item, b->item) == 0;
}

/* The promises of a surface that are in force, or those that are gone. */
static void
put_some(const struct page *p, size_t i, size_t last, bool gone)
{
	const struct bg_report *r = p->report;
	size_t end;

	for (; i < last; i = end) {
		for (end = i + 1; end < last && same_promise(&r->promise[i], &r->promise[end]);
		     end++)
			;
		if ((r->promise[end - 1].gone < r->nrelease) == gone)
			put_promise(p, &r->promise[i], end - i);
	}
}

static size_t
end_of_surface(const struct bg_report *r, size_t i)
{
	const char *surface = r->promise[i].surface;

	while (i < r->npromise && strcmp(r->promise[i].surface, surface) == 0)
		i++;
	return i;
}

static void
put_promises(const struct page *p)
{
	const struct bg_report *r = p->report;
	size_t end;

	put_columns(p);
	for (size_t i = 0; i < r->npromise; i = end) {
		end = end_of_surface(r, i);
		put_some(p, i, end, false);
		put_some(p, i, end, true);
	}
	bg_out_puts(p->out, "</tbody>\n</table>\n</div>\n");
}

/* ---- the releases -------------------------------------------------------------------- */

static void
put_release(const struct page *p, size_t i)
{
	const struct bg_release *row = &p->report->release[i];

	bg_out_printf(
		p->out,
		"<tr id=\"r%zu\"><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td>"
		"<td class=\"%s\">%s %s</td><td class=\"number\">%zu</td><td "
		"class=\"number\">%zu</td><td class=\"number\">%zu</td><td "
		"class=\"dim\">%s</td></tr>\n",
		i, tag_of(p, i), safe(p, row->revision.date),
		row->declares ? bg_bump_word(row->declared) : "",
		row->requires ? bg_bump_word(row->required) : "", class_of(row), sign_of(row),
		row->base || row->cause ? class_of(row) : "first release", row->breaks,
		row->announced, row->unnamed, row->cause ? safe(p, row->cause) : "");
}

static void
put_releases(const struct page *p)
{
	bg_out_puts(p->out,
	            "<h2 id=\"releases\">Releases</h2>\n<div class=\"scroll\" tabindex=\"0\" "
	            "role=\"region\" aria-labelledby=\"releases\">\n<table>\n<thead><tr>"
	            "<th>release</th><th>date</th><th>declared</th><th>required</th>"
	            "<th>verdict</th><th>breaks</th><th>announced</th><th>unnamed</th><th></th>"
	            "</tr></thead>\n<tbody>\n");
	for (size_t i = p->report->nrelease; i-- > 0;)
		put_release(p, i);
	bg_out_puts(p->out, "</tbody>\n</table>\n</div>\n");
}

static int
write_history(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
              const struct bg_style *style)
{
	const struct page page = {.out = out, .report = r};

	(void)scratch;
	(void)style;
	put_head(&page);
	if (r->npromise) {
		put_filter(&page);
		put_promises(&page);
	}
	if (r->nrelease)
		put_releases(&page);
	for (size_t i = 0; i < r->nnote; i++)
		bg_out_printf(out, "<p class=\"dim\">%s</p>\n",
		              safe(&page, r->note[i].message));
	bg_out_printf(out, "<p class=\"dim\">Made by bumpgate %s.</p>\n", BG_VERSION);
	if (r->npromise) {
		bg_out_puts(out, "<script>\n");
		bg_out_puts(out, bg_embed_history_js);
		bg_out_puts(out, "</script>\n");
	}
	bg_out_puts(out, "</body>\n</html>\n");
	return out->failed ? -1 : 0;
}
