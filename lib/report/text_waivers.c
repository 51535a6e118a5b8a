/* SPDX-License-Identifier: MIT */
/* The waivers of a policy as text: what each covers, who approved it, when it ends. */
#include "report/text.h"

static void
show_waived(struct bg_text *t, const struct bg_waived *w)
{
	const char *state = w->fault ? w->fault : "in force";

	bg_text_indent(t, 2);
	bg_text_put(t, BG_BOLD, w->item ? w->item : "the release");
	bg_text_put(t, BG_PLAIN,
	            bg_strf(t->arena, " (%s%s%s): ", w->rule, w->surface ? ", " : "",
	                    w->surface ? w->surface : ""));
	bg_text_put(t, w->fault ? BG_RED : BG_GREEN, state);
	bg_text_end(t);
	bg_text_para(t, 4, "reason    ", w->reason ? w->reason : "none is given");
	if (w->approved_by)
		bg_text_para(t, 4, "approved  ", w->approved_by);
	if (w->record)
		bg_text_para(t, 4, "record    ", w->record);
	bg_text_para(t, 4, "ends      ", w->expires ? w->expires : "never");
	if (w->covers)
		bg_text_para(t, 4, "covers    ", w->covers->message);
	bg_text_para(t, 4, "stands at ", bg_text_place(t->arena, &w->loc));
}

int
bg_text_waivers(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *report,
                const struct bg_style *style)
{
	struct bg_text t = {.out = out, .arena = scratch, .style = style, .report = report};

	if (report->verdict == BG_UNJUDGED) {
		bg_text_unjudged(&t, "bumpgate waivers");
		return out->failed ? -1 : 0;
	}
	bg_text_title(&t, "bumpgate waivers");
	bg_text_put(
		&t, BG_PLAIN,
		bg_strf(scratch, ": %s", bg_text_count(scratch, report->nwaived, "waiver")));
	bg_text_end(&t);
	bg_text_origin(&t);
	for (size_t i = 0; i < report->nwaived; i++) {
		bg_text_end(&t);
		show_waived(&t, &report->waived[i]);
	}
	bg_text_notes(&t);
	return out->failed ? -1 : 0;
}
