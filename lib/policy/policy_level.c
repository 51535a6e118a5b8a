/* SPDX-License-Identifier: MIT */
/* The 'rules' of a policy file: how severe each is. */
#include "policy/policy_parts.h"

#include <string.h>

#include "base/err.h"

/* An unquoted off is a boolean in YAML 1.1; here it is the word. */
static int
read_level(const char *path, const struct bg_node *node, enum bg_level *out, struct bg_err *err)
{
	for (*out = BG_OFF; *out <= BG_ERROR; (*out)++)
		if (strcmp(node->text, bg_level_word(*out)) == 0)
			return 0;
	return bg_policy_wrong(path, node, "a level is off, info, warning or error", err);
}

int
bg_policy_levels(struct bg_policy *policy, const char *path, const struct bg_node *node,
                 struct bg_err *err)
{
	enum bg_level level;
	size_t rule;

	if (node->type != BG_NODE_MAPPING)
		return bg_policy_wrong(path, node,
		                       "rules must be a mapping of rule ids to levels", err);
	for (size_t i = 0; i < node->npair; i++) {
		const struct bg_node *key = node->pair[i].key;

		rule = bg_rule_find(key->text);
		if (rule == BG_NRULES) {
			bg_fail_at(err, BG_EPOLICY, path, key->line, key->column,
			           "unknown rule '%s'", key->text);
			return bg_policy_hint_rule(err, key->text);
		}
		if (read_level(path, node->pair[i].value, &level, err) != 0)
			return -1;
		if (level == BG_OFF && bg_rules[rule].bump != BG_NONE) {
			bg_policy_wrong(path, node->pair[i].value,
			                "a rule that owes a bump cannot be switched off", err);
			bg_hint(err, "drop the surface instead, or lower the level to info");
			return -1;
		}
		policy->level[rule] = level;
	}
	return 0;
}
