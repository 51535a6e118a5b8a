/* SPDX-License-Identifier: MIT */
/* What exactly a change of an attribute takes away, and whether just that was announced. */
#ifndef BG_POLICY_LOST_H
#define BG_POLICY_LOST_H

#include "base/words.h"
#include "ledger/deprecation.h"

/* The words of an old "a|b" list that the new one lacks; none for other attributes than choices. */
void bg_lost_choices(struct bg_strings *out, struct bg_arena *arena,
                     const struct bg_change *change);

/* The same for a message: "'a' and 'b'"; of nargs "without a value"; NULL: nothing to say. */
const char *bg_lost_text(struct bg_arena *arena, const struct bg_change *change);

/* One choice as something to be named: "run --kind=daily", the option its owner. */
void bg_choice_subject(struct bg_subject *out, struct bg_arena *arena,
                       const struct bg_item *item, const char *choice);

/*
 * As bg_announcement_find() for a change that takes choices away: the option as a whole was
 * announced, or each of them; then *out is the last one's. *subject is what *out speaks
 * of, or the first choice that was not announced. subject comes in as the option's.
 */
int bg_lost_announced(struct bg_announcement *out, struct bg_arena *arena,
                      struct bg_history *history, const struct bg_change *change,
                      struct bg_subject *subject, struct bg_err *err);

#endif
