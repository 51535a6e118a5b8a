/* SPDX-License-Identifier: MIT */
/* One finding as text. */
#ifndef BG_REPORT_TEXT_FINDING_H
#define BG_REPORT_TEXT_FINDING_H

#include "report/finding.h"
#include "report/text.h"

/* All of it: place, message, why it is not covered, the way out. */
void bg_text_finding(struct bg_text *t, const struct bg_finding *finding);
/* The same in one line. */
void bg_text_finding_line(struct bg_text *t, const struct bg_finding *finding);

#endif
