/* SPDX-License-Identifier: MIT */
/* The parts of JSON documents: members that cannot fail, places, the common head. */
#ifndef BG_REPORT_JSON_H
#define BG_REPORT_JSON_H

#include <jansson.h>

#include "report/report.h"

/* Adds a member; value is taken over, and the process ends where it is NULL. */
void bg_json_set(json_t *object, const char *key, json_t *value);
void bg_json_append(json_t *array, json_t *value);

/* Each json_t that is returned is new: the caller owns it. */

/* s repaired to UTF-8, or null for NULL. */
json_t *bg_json_text(struct bg_arena *scratch, const char *s);
json_t *bg_json_count(size_t n);
/* Adds the members "path" and "line": null where unknown. */
void bg_json_place(json_t *object, struct bg_arena *scratch, const struct bg_loc *loc);
/* {path, line}, or null without a path. */
json_t *bg_json_loc(struct bg_arena *scratch, const struct bg_loc *loc);

/*
 * Writes and releases a document; 0, or -1 when the output refused it. Only ASCII goes out: a
 * terminal shows no control or reordering character, and no reader guesses an encoding.
 */
int bg_json_write(struct bg_out *out, json_t *root);

/* A revision and why it is that one (may be NULL); null for no revision. */
json_t *bg_json_revision(struct bg_arena *scratch, const struct bg_revision *rev,
                         const char *why);
/* Where the policy comes from; null where none was read. */
json_t *bg_json_policy(struct bg_arena *scratch, const struct bg_report *report);
/* Arrays of the report's surfaces, notes and ignored tags. */
json_t *bg_json_surfaces(struct bg_arena *scratch, const struct bg_report *report);
json_t *bg_json_notes(struct bg_arena *scratch, const struct bg_report *report);
json_t *bg_json_ignored(struct bg_arena *scratch, const struct bg_report *report);
/* Adds the members of a history between its head and its notes to root. */
void bg_json_history(json_t *root, struct bg_arena *scratch, const struct bg_report *report);

#endif
