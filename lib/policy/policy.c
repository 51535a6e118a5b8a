/* SPDX-License-Identifier: MIT */
/* Looking into a policy, and what its readers say of mistakes. */
#include "policy/policy.h"

#include <string.h>

#include "base/err.h"
#include "policy/policy_parts.h"

const struct bg_spec *
bg_policy_spec(const struct bg_policy *policy, const char *id)
{
	for (size_t i = 0; i < policy->specs.n; i++)
		if (strcmp(policy->specs.v[i].id, id) == 0)
			return &policy->specs.v[i];
	return NULL;
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool
bg_waiver_names(const struct bg_waiver *waiver, const char *rule, const char *surface,
                const char *item)
{
	return strcmp(waiver->rule, rule) == 0 && same(waiver->surface, surface) &&
	       same(waiver->item, item);
}

int
bg_policy_wrong(const char *path, const struct bg_node *node, const char *what,
                struct bg_err *err)
{
	return bg_fail_at(err, BG_EPOLICY, path, node->line, node->column, "%s", what);
}

int
bg_policy_hint(struct bg_err *err, const char *word, const char *const *words, size_t n,
               const char *advice)
{
	const char *near = bg_nearest(word, words, n);

	if (near)
		bg_hint(err, "did you mean '%s'?", near);
	else if (advice)
		bg_hint(err, "%s", advice);
	return -1;
}

int
bg_policy_hint_rule(struct bg_err *err, const char *rule)
{
	const char *names[BG_NRULES];

	for (size_t i = 0; i < BG_NRULES; i++)
		names[i] = bg_rules[i].id;
	return bg_policy_hint(err, rule, names, BG_NRULES,
	                      "'bumpgate explain' lists the rules");
}
