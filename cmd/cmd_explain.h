/* SPDX-License-Identifier: MIT */
/* "bumpgate explain --format json". */
#ifndef BG_CMD_CMD_EXPLAIN_H
#define BG_CMD_CMD_EXPLAIN_H

#include "cmd.h"

enum { BG_MAX_RULES = 1024 };

/*
 * Writes an array: the one rule, or (NULL) what the options ask for: kinds, limits, or all
 * rules. 0, or -1 when the sink refused.
 */
int bg_explain_json(struct bg_sink *sink, const struct bg_options *options,
                    const struct bg_rule_info *one);

/* "--waiver FINGERPRINT": judges the release and prints a waiver of that finding. */
int bg_explain_waiver(struct bg_cli *cli);

/* Writes an array with one object that has a member "error". */
int bg_explain_refusal(struct bg_sink *sink, const struct bg_err *err);

#endif
