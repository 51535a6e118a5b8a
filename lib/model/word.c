/* SPDX-License-Identifier: MIT */
/* The words of the shared enumerations, as reports print them. */
#include "bumpgate.h"

const char *
bg_bump_word(enum bg_bump bump)
{
	static const char *const word[] = {"none", "patch", "minor", "major"};

	return word[bump];
}

const char *
bg_level_word(enum bg_level level)
{
	static const char *const word[] = {"off", "info", "warning", "error"};

	return word[level];
}

const char *
bg_tier_word(enum bg_tier tier)
{
	static const char *const word[] = {"A", "B", "C"};

	return word[tier];
}

const char *
bg_op_word(enum bg_op op)
{
	static const char *const word[] = {"added", "removed", "changed"};

	return word[op];
}

const char *
bg_verdict_word(enum bg_verdict verdict)
{
	static const char *const word[] = {"pass", "fail", "unjudged"};

	return word[verdict];
}

const char *
bg_status_word(enum bg_status status)
{
	static const char *const word[] = {"open", "announced", "waived", "allowed", "exempt"};

	return word[status];
}

const char *
bg_stage_word(enum bg_stage stage)
{
	static const char *const word[] = {"unannounced", "pending", "waiting", "removable",
	                                   "overdue"};

	return word[stage];
}

const char *
bg_named_word(enum bg_named named)
{
	static const char *const word[] = {NULL, "no", "indirect", "exact"};

	return word[named];
}
