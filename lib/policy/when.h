/* SPDX-License-Identifier: MIT */
/*
 * Predicates: what a row of rules.def asks of a change beside its columns. A change of
 * an attribute has it in attr, from and to (NULL: absent there).
 */
#ifndef BG_POLICY_WHEN_H
#define BG_POLICY_WHEN_H

#include "bumpgate.h"

/* The attribute is absent at the base; at the target. */
bool bg_when_is_new(const struct bg_change *c);
bool bg_when_is_gone(const struct bg_change *c);
/* The attribute says "no" now; "yes". */
bool bg_when_became_no(const struct bg_change *c);
bool bg_when_became_yes(const struct bg_change *c);
/* Every word of the old "a|b" list is in the new one. */
bool bg_when_types_grew(const struct bg_change *c);
/* The same for values, or there is no limit to them any more. */
bool bg_when_values_grew(const struct bg_change *c);

/* No module had implemented the command. */
bool bg_when_had_no_module(const struct bg_change *c);
/* The command's module is still there. */
bool bg_when_module_stays(const struct bg_change *c);
/* Only samples showed it, and the document does not stop to promise it in this release. */
bool bg_when_only_shown(const struct bg_change *c);
/* The same function goes by another name at the target. */
bool bg_when_renamed(const struct bg_change *c);

/* A JSON Schema asks for the new key. */
bool bg_when_is_demanded(const struct bg_change *c);
/* The types and limits of a JSON Schema take in what they took, and more; or less. */
bool bg_when_schema_types_grew(const struct bg_change *c);
bool bg_when_limits_loosened(const struct bg_change *c);
bool bg_when_limits_tightened(const struct bg_change *c);

/* Another migration takes its place; it takes the place of others. */
bool bg_when_was_replaced(const struct bg_change *c);
bool bg_when_replaces(const struct bg_change *c);

/* A document no longer lists what is still there; lists what was there already. */
bool bg_when_only_unlisted(const struct bg_change *c);
bool bg_when_only_listed(const struct bg_change *c);
/* A table of promises lists what was there already, but was not promised. */
bool bg_when_newly_listed(const struct bg_change *c);

/* The code refuses a request that lacks credentials. */
bool bg_when_is_refusal(const struct bg_change *c);
bool bg_when_was_refusal(const struct bg_change *c);
/* The attribute says "any": before, now. It says "always" now. */
bool bg_when_was_any(const struct bg_change *c);
bool bg_when_is_any(const struct bg_change *c);
bool bg_when_became_always(const struct bg_change *c);
/* An "a|b" list that lost its null, and nothing else. */
bool bg_when_only_null_lost(const struct bg_change *c);

/* ---- Python names ---------------------------------------------------------------- */

/* The item is asked of implementers: a member of a Protocol, abstract, or a parameter of it. */
bool bg_when_is_obligation(const struct bg_change *c);
/* One of the choices that the schedule uses (fact "used") is no longer among them. */
bool bg_when_lost_used(const struct bg_change *c);
/* A parameter is gone that "*args, **kwargs" take in now (fact "absorbed"). */
bool bg_when_is_absorbed(const struct bg_change *c);
/* Each signature of before is still declared by @overload. */
bool bg_when_overloads_grew(const struct bg_change *c);
/* The name came, or comes, from outside of the repository. */
bool bg_when_is_outside(const struct bg_change *c);
/* The name was, or is, listed in __all__ without being defined. */
bool bg_when_was_undefined(const struct bg_change *c);
bool bg_when_is_undefined(const struct bg_change *c);
/* The parameter has no default. */
bool bg_when_is_required(const struct bg_change *c);
/* More comparisons than before: none, some, all. */
bool bg_when_order_grew(const struct bg_change *c);
/* The attribute says "identity" now. */
bool bg_when_is_identity(const struct bg_change *c);
/* A parameter that was by position or by name only may be given both ways. */
bool bg_when_position_freed(const struct bg_change *c);
/* A part of the old "a, b" list is neither in the new one nor among the ancestors now. */
bool bg_when_lost_one(const struct bg_change *c);

/* Types in the attribute, by bg_py_types_compare() with the facts "…-is". */
bool bg_when_narrower(const struct bg_change *c);
bool bg_when_wider(const struct bg_change *c);
/* Certainly not: unsure is neither. */
bool bg_when_not_narrower(const struct bg_change *c);
bool bg_when_not_wider(const struct bg_change *c);
bool bg_when_returned_nothing(const struct bg_change *c);
/* An implementer's result, of the old type, is one of the new type; is certainly not. */
bool bg_when_obligation_fits(const struct bg_change *c);
bool bg_when_obligation_breaks(const struct bg_change *c);
/* The type that an implementer's attribute has to have certainly is another one. */
bool bg_when_obligation_differs(const struct bg_change *c);
/* An implementer's parameter is given what the old type does not take in. */
bool bg_when_obligation_widens(const struct bg_change *c);

/* A new option or positional that has to be given. */
bool bg_when_must_be_given(const struct bg_change *c);
/* The least and the greatest number of values that nargs (NULL: not given) allows. */
struct bg_count {
	unsigned long least, most;
};
bool bg_count_read(struct bg_count *out, const char *nargs); /* false: it is computed */
/* An option that it may not be given with is not among the old ones. */
bool bg_when_excludes_more(const struct bg_change *c);
/* Every number of values that nargs allowed is allowed still. */
bool bg_when_nargs_grew(const struct bg_change *c);
/* Command lines for the old action mean the same with the new one. */
bool bg_when_action_grew(const struct bg_change *c);

#endif
