/* SPDX-License-Identifier: MIT */
/* The policy's waivers with what each covers today. */
#include "base/list.h"
#include "run/line.h"

static const struct bg_finding *
covered_by(const struct bg_report *r, const struct bg_waiver *w)
{
	for (size_t i = 0; i < r->nfinding; i++) {
		const struct bg_finding *f = &r->finding[i];

		if (f->status == BG_WAIVED && bg_waiver_names(w, f->rule, f->surface, f->item))
			return f;
	}
	return NULL;
}

static int
list_waivers(struct bg_line *line, struct bg_err *err)
{
	struct bg_report *out = line->out;
	struct bg_waived *list;
	size_t n;

	if (bg_line_check(line, err) != 0)
		return -1;
	n = line->policy.waivers.n;
	list = bg_calloc(line->run->keep, n, sizeof(*list));
	for (size_t i = 0; i < n; i++) {
		const struct bg_waiver *w = &line->policy.waivers.v[i];

		list[i] = (struct bg_waived){.rule = w->rule,
		                             .surface = w->surface,
		                             .item = w->item,
		                             .reason = w->reason,
		                             .approved_by = w->approved_by,
		                             .record = w->record,
		                             .expires = w->expires,
		                             .fault = line->fault[i],
		                             .covers = covered_by(out, w),
		                             .loc = w->loc};
	}
	out->waived = list;
	out->nwaived = n;
	out->verdict = BG_PASS;
	return 0;
}

int
bg_waivers(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
           struct bg_err *err)
{
	struct bg_line *line = bg_line_new(run, req, out, BG_DOC_WAIVERS);

	return bg_line_finish(line, list_waivers(line, err), err);
}
