/* SPDX-License-Identifier: MIT */
/* How far long work is, on a terminal's last line. */
#ifndef BG_CMD_PROGRESS_H
#define BG_CMD_PROGRESS_H

#include "cmd.h"

struct bg_progress {
	struct bg_sink *sink; /* NULL: nobody looks */
	size_t shown;         /* the percentage that stands there */
	bool any;
};

/* Nothing is shown unless standard error is a terminal that can take a line back. */
void bg_progress_init(struct bg_progress *p, const struct bg_cli *cli);

/* As struct bg_request wants it; data is the struct bg_progress. */
void bg_progress_show(const char *what, size_t done, size_t total, void *data);

/* Takes the line back. */
void bg_progress_clear(struct bg_progress *p);

#endif
