/* SPDX-License-Identifier: MIT */
/* The judgement: facts in, findings and a verdict out. */
#ifndef BG_POLICY_JUDGE_H
#define BG_POLICY_JUDGE_H

#include "diff/diff.h"
#include "extract/declared.h"
#include "ledger/changelog.h"
#include "ledger/deprecation.h"
#include "policy/policy.h"
#include "source/tags.h"

/* A question to the history that may have no answer (a shallow clone). */
enum bg_answer { BG_ANSWER_NO, BG_ANSWER_YES, BG_ANSWER_UNKNOWN };

/* All a judge may look at. */
struct bg_facts {
	const struct bg_policy *policy;
	const struct bg_revision *base;   /* NULL: a first release */
	const struct bg_revision *target; /* has_version false: a dry run */
	const struct bg_sides *sides;     /* settled and sealed; one per policy spec */
	const struct bg_changes *changes;
	const struct bg_changelog *was_log, *now_log;
	struct bg_history *history; /* stable releases up to the base */
	/* all of the repository; NULL: the base was asked for, so the next version is not */
	const struct bg_releases *releases;
	enum bg_answer base_is_ancestor; /* of the target, or what it merged is */
	enum bg_answer on_branch;        /* unknown too where the branch is not present */
	const char *sha;                 /* GITHUB_SHA, or NULL */
	struct bg_declarations declared; /* versions that the target's files write down */
	int64_t today;
	/* the base's, without what no file of its tree matches; NULL: not to be compared */
	const struct bg_policy *was_policy;
};

struct bg_judgement {
	struct {
		struct bg_finding *v;
		size_t n, cap;
	} findings; /* sorted */
	enum bg_verdict verdict;
	bool declares;
	enum bg_bump declared, required;
	const char **fault; /* by waiver of the policy: the rule that it breaks, or NULL */
};

/* 0, or -1 when the history could not be read (BG_EOBJECT, BG_ELIMIT). */
int bg_judge(struct bg_judgement *out, struct bg_arena *arena, const struct bg_facts *facts,
             struct bg_err *err);

#endif
