/* SPDX-License-Identifier: MIT */
/* The larger parts of a policy file: its surfaces and its rules. */
#ifndef BG_POLICY_POLICY_PARTS_H
#define BG_POLICY_POLICY_PARTS_H

#include "parse/node.h"
#include "policy/policy.h"

/* Fails with BG_EPOLICY at the place of a node. Returns -1. */
int bg_policy_wrong(const char *path, const struct bg_node *node, const char *what,
                    struct bg_err *err);
/* Adds the hint of the right one among n words, else the advice (may be NULL). Returns -1. */
int bg_policy_hint(struct bg_err *err, const char *word, const char *const *words, size_t n,
                   const char *advice);
/* The same for a rule that does not exist. */
int bg_policy_hint_rule(struct bg_err *err, const char *rule);

/*
 * Reads a mapping of surface ids to their settings into policy->specs. A surface that a
 * pack declared is changed key by key; false drops it. -1 with BG_EPOLICY.
 */
int bg_policy_surfaces(struct bg_policy *policy, struct bg_arena *arena, const char *path,
                       const struct bg_node *node, struct bg_err *err);

/* Sets the files of the surface 'stability-doc' (files NULL: drops it). */
int bg_policy_document(struct bg_policy *policy, struct bg_arena *arena, const char *path,
                       const struct bg_node *node, const struct bg_strings *files,
                       struct bg_err *err);

/*
 * Reads a mapping of rule ids to levels into policy->level. -1 with BG_EPOLICY for an
 * unknown rule or level, and for a rule that owes a bump but is switched off.
 */
int bg_policy_levels(struct bg_policy *policy, const char *path, const struct bg_node *node,
                     struct bg_err *err);

/*
 * Reads a list of waivers into policy->waivers. -1 with BG_EPOLICY for an unknown key or
 * rule, a value that is no string, an end that is neither a version nor a date.
 */
int bg_policy_waivers(struct bg_policy *policy, struct bg_arena *arena, const char *path,
                      const struct bg_node *node, struct bg_err *err);
/* Checks that the surfaces of waivers exist, once all of them are known. */
int bg_policy_waived_surfaces(const struct bg_policy *policy, struct bg_arena *arena,
                              struct bg_err *err);

/* Checks what only the whole file shows: kinds set, needed options given. */
int bg_policy_complete(const struct bg_policy *policy, const char *path, struct bg_err *err);

#endif
