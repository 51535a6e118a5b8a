/* SPDX-License-Identifier: MIT */
/* Formats of reports: each is a row of reports.def and a file with bg_reporter_<name>. */
#ifndef BG_REPORT_REPORT_H
#define BG_REPORT_REPORT_H

#include "base/arena.h"
#include "base/sink.h"
#include "bumpgate.h"

/* Writes one document; 0, or -1 when the output refused it. */
typedef int bg_report_fn(struct bg_out *out, struct bg_arena *scratch,
                         const struct bg_report *report, const struct bg_style *style);

struct bg_reporter {
	bg_report_fn *write[BG_NDOCUMENTS]; /* NULL: cannot show that document */
};

#define _(name, help) extern const struct bg_reporter bg_reporter_##name;
#include "report/reports.def"
#undef _

#endif
