/* SPDX-License-Identifier: MIT */
/*
 * Predicates: what a row of rules.def asks of a change beside its columns. A change of
 * an attribute has it in attr, from and to (NULL: absent there).
 */
#ifndef BG_POLICY_WHEN_H
#define BG_POLICY_WHEN_H

#include "bumpgate.h"

/* No module had implemented the command. */
bool bg_when_had_no_module(const struct bg_change *c);
/* The command's module is still there. */
bool bg_when_module_stays(const struct bg_change *c);
/* The attribute says "no" now. */
bool bg_when_became_no(const struct bg_change *c);
/* Only samples showed it, and the document does not stop to promise it in this release. */
bool bg_when_only_shown(const struct bg_change *c);
/* Every word of the old "a|b" list is in the new one. */
bool bg_when_types_grew(const struct bg_change *c);
/* The same function goes by another name at the target. */
bool bg_when_renamed(const struct bg_change *c);
/* The parameter must be given at the target. */
bool bg_when_now_required(const struct bg_change *c);
/* The attribute stands on one side only. */
bool bg_when_one_given(const struct bg_change *c);
/* The parameter may be given by position and by keyword now. */
bool bg_when_kind_widened(const struct bg_change *c);

#endif
