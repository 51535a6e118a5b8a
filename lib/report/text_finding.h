/* SPDX-License-Identifier: MIT */
/* One finding as text, and what it does to the release. */
#ifndef BG_REPORT_TEXT_FINDING_H
#define BG_REPORT_TEXT_FINDING_H

#include "report/text.h"

/* Whether the finding makes the release fail: an open error, or more than declared. */
bool bg_finding_stops(const struct bg_report *report, const struct bg_finding *finding);

/* Whether something was taken away or changed that users relied on. */
bool bg_finding_breaks(const struct bg_finding *finding);

/* All of it: place, message, why it is not covered, the way out. */
void bg_text_finding(struct bg_text *t, const struct bg_finding *finding);
/* The same in one line. */
void bg_text_finding_line(struct bg_text *t, const struct bg_finding *finding);

#endif
