/* SPDX-License-Identifier: MIT */
/* Writing a draft into the work tree. */
#ifndef BG_CMD_REPLACE_H
#define BG_CMD_REPLACE_H

#include "bumpgate.h"

/*
 * Replaces the draft's file by its new bytes, all at once. 0, or -1 with *err, the file left
 * alone: when it is no plain file, does not hold the bytes that were read, or cannot be written.
 */
int bg_file_replace(const struct bg_draft *draft, struct bg_err *err);

#endif
