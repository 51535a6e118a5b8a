/* SPDX-License-Identifier: MIT */
/* A judgement as Markdown for a step summary or a comment: the verdict first, details folded. */
#include "report/escape.h"
#include "report/finding.h"
#include "report/report.h"
#include "report/verdict.h"

static bg_report_fn write_check, write_diff;

const struct bg_reporter bg_reporter_markdown = {
	.write = {[BG_DOC_CHECK] = write_check, [BG_DOC_DIFF] = write_diff}};

static const char *
plain(struct bg_out *out, const char *s)
{
	return bg_escape_markdown(out->arena, s);
}

/* " (at `path:3`)", or "" without a path. */
static const char *
say_place(struct bg_arena *arena, const char *word, const struct bg_loc *loc)
{
	const char *place = loc->path;

	if (!place)
		return "";
	if (loc->line)
		place = bg_strf(arena, "%s:%u", place, loc->line);
	return bg_strf(arena, " (%s %s)", word, bg_escape_code(arena, place));
}

static void
put_finding(struct bg_out *out, const struct bg_finding *f)
{
	struct bg_arena *arena = out->arena;

	bg_out_printf(out, "- **%s**", plain(out, f->rule));
	if (f->item)
		bg_out_printf(out, " %s", bg_escape_code(arena, f->item));
	bg_out_printf(out, ": %s", plain(out, bg_finding_text(arena, f)));
	if (f->now.path)
		bg_out_puts(out, say_place(arena, "at", &f->now));
	else
		bg_out_puts(out, say_place(arena, "was at", &f->was));
	if (f->named == BG_NAMED_NO)
		bg_out_puts(out, "; the CHANGELOG does not name it");
	if (f->named == BG_NAMED_INDIRECT)
		bg_out_printf(out, "; the CHANGELOG names it only indirectly%s",
		              say_place(arena, "at", &f->changelog));
	bg_out_puts(out, "\n");
	if (f->fix && f->status == BG_OPEN)
		bg_out_printf(out, "  - to resolve: %s\n", plain(out, f->fix));
}

/* n findings of one weight. */
static void
put_section(struct bg_out *out, const struct bg_weighed *v, size_t n)
{
	const char *title = bg_weight_title(v->weight);
	bool folded = v->weight != BG_STOPS;

	if (folded)
		bg_out_printf(out, "\n<details><summary>%s (%zu)</summary>\n\n", title, n);
	else
		bg_out_printf(out, "\n### %s (%zu)\n\n", title, n);
	for (size_t i = 0; i < n; i++)
		put_finding(out, v[i].finding);
	if (folded)
		bg_out_puts(out, "\n</details>\n");
}

static void
put_findings(struct bg_out *out, const struct bg_report *r)
{
	const struct bg_weighed *v = bg_findings_weigh(out->arena, r);
	size_t n;

	for (size_t from = 0; from < r->nfinding; from += n) {
		n = bg_findings_same_weight(v + from, r->nfinding - from);
		put_section(out, v + from, n);
	}
}

static void
put_surfaces(struct bg_out *out, const struct bg_report *r)
{
	if (!r->nsurface)
		return;
	bg_out_puts(out, "\n<details><summary>Surfaces</summary>\n\n"
	                 "| surface | tier | examined | added | removed | changed | unread |\n"
	                 "|---|---|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < r->nsurface; i++) {
		const struct bg_surface *s = &r->surface[i];

		bg_out_printf(out, "| %s | %s | %zu | %zu | %zu | %zu | %zu |\n",
		              plain(out, s->id), bg_tier_word(s->tier), s->examined, s->added,
		              s->removed, s->changed, s->unread);
	}
	bg_out_puts(out, "\n</details>\n");
}

static void
put_note_list(struct bg_out *out, const struct bg_report *r)
{
	for (size_t i = 0; i < r->nnote; i++) {
		const struct bg_note *note = &r->note[i];

		bg_out_puts(out, "- ");
		if (note->surface)
			bg_out_printf(out, "%s: ", plain(out, note->surface));
		bg_out_printf(out, "%s%s\n", plain(out, note->message),
		              say_place(out->arena, "at", &note->loc));
	}
}

static void
put_notes(struct bg_out *out, const struct bg_report *r)
{
	if (!r->nnote)
		return;
	bg_out_printf(out, "\n<details><summary>Notes (%zu)</summary>\n\n", r->nnote);
	put_note_list(out, r);
	bg_out_puts(out, "\n</details>\n");
}

static void
put_origin(struct bg_out *out, const struct bg_report *r)
{
	struct bg_arena *arena = out->arena;

	if (r->base)
		bg_out_printf(out, "\nBase %s: %s.", bg_escape_code(arena, r->base->name),
		              plain(out, r->base_why));
	if (r->policy_source)
		bg_out_printf(out, "%sPolicy: %s.", r->base ? " " : "\n",
		              plain(out, r->policy_source));
	if (r->base || r->policy_source)
		bg_out_puts(out, "\n");
}

static int
write_check(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
            const struct bg_style *style)
{
	const char *title = plain(out, bg_verdict_title(scratch, r));

	(void)style;
	bg_out_puts(out, "## ");
	switch (r->verdict) {
	case BG_PASS:
		bg_out_printf(out, ":white_check_mark: %s: PASS", title);
		break;
	case BG_FAIL:
		bg_out_printf(out, ":x: %s: FAIL", title);
		break;
	case BG_UNJUDGED:
		bg_out_printf(out, ":warning: %s: could not judge\n\n", title);
		put_note_list(out, r);
		return out->failed ? -1 : 0;
	}
	bg_out_printf(out, "\n\n**%s.** %s\n", bg_verdict_bumps(scratch, r),
	              plain(out, bg_verdict_advice(scratch, r)));
	put_origin(out, r);
	put_findings(out, r);
	put_surfaces(out, r);
	put_notes(out, r);
	return out->failed ? -1 : 0;
}

/* ---- diff ------------------------------------------------------------------------ */

static void
put_change(struct bg_out *out, const struct bg_change *c)
{
	const struct bg_item *item = c->now ? c->now : c->was;
	struct bg_arena *arena = out->arena;

	bg_out_printf(out, "- %s %s %s", bg_op_word(c->op), plain(out, c->surface),
	              bg_escape_code(arena, item->id));
	if (c->op == BG_CHANGED)
		bg_out_printf(out, ": %s from %s to %s", plain(out, c->attr),
		              c->from ? bg_escape_code(arena, c->from) : "nothing",
		              c->to ? bg_escape_code(arena, c->to) : "nothing");
	bg_out_printf(out, "%s\n", say_place(arena, c->now ? "at" : "was at", &item->loc));
}

static int
write_diff(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
           const struct bg_style *style)
{
	(void)style;
	bg_out_printf(out, "## %s: %zu changes\n\n", plain(out, bg_verdict_title(scratch, r)),
	              r->nchange);
	for (size_t i = 0; i < r->nchange; i++)
		put_change(out, &r->change[i]);
	put_surfaces(out, r);
	put_notes(out, r);
	return out->failed ? -1 : 0;
}
