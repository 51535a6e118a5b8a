/* SPDX-License-Identifier: MIT */
/* The whole line from a request to a report; what its stages share. */
#ifndef BG_RUN_LINE_H
#define BG_RUN_LINE_H

#include "ledger/deprecation.h"
#include "policy/judge.h"
#include "python/module.h"
#include "source/source.h"
#include "source/tags.h"

struct bg_run {
	struct bg_arena *keep, *scratch;
	struct bg_source *source; /* the last request's; NULL: none is open */
	struct bg_memo *memo;
	struct bg_py_cache python; /* Python files that were parsed, by blob id */
};

struct bg_line {
	struct bg_run *run;
	const struct bg_request *req;
	struct bg_report *out;
	struct bg_source *source;    /* the run's; one that is there already is used */
	const struct bg_blob *given; /* the policy's text, from elsewhere; NULL: it is read */
	struct bg_policy policy;
	struct bg_releases releases;
	struct bg_revision target, base;
	bool has_base;
	struct bg_tree was_tree, now_tree;
	struct bg_py_project *was_project, *now_project; /* NULL: no surface asked for it */
	struct bg_sides sides;
	struct bg_changes changes;
	const char *const *fault; /* as the judgement has it; NULL: there is none yet */
	struct {
		struct bg_note *v;
		size_t n, cap;
	} notes;
};

/* A line for one request, allocated in the run; *out is emptied. */
struct bg_line *bg_line_new(struct bg_run *run, const struct bg_request *req,
                            struct bg_report *out, enum bg_document type);
/* Describes the line, or its failure when status is not 0. Returns status. */
int bg_line_finish(struct bg_line *line, int status, const struct bg_err *err);

/* All that the judge looks at; the surfaces are read and compared. 0, or -1 with *err. */
int bg_line_facts(struct bg_line *line, struct bg_facts *facts, struct bg_err *err);

/* The whole line of a judgement; 0, or -1 with *err. */
int bg_line_check(struct bg_line *line, struct bg_err *err);

/* Opens the source, resolves the target and reads its policy and releases. */
int bg_line_open(struct bg_line *line, struct bg_err *err);

/* The bytes of the policy: the file asked for, or the target's; NULL: there is none. */
int bg_line_policy_text(struct bg_line *line, struct bg_blob *blob, struct bg_err *err);

/*
 * Chooses the base: the one asked for, else the greatest stable release below the
 * target. gate: only a release will do, and none is an error unless req->initial.
 */
int bg_line_base(struct bg_line *line, bool gate, struct bg_err *err);

/* Reads all surfaces of both revisions, settles and compares them. */
int bg_line_compare(struct bg_line *line, struct bg_err *err);

/* 0, or -1 with BG_EREPO: no item of Tier A was met, and such a gate must not pass. */
int bg_line_examined(const struct bg_line *line, struct bg_err *err);

/*
 * Whether the target contains a revision, or what it merged (source->merged): 0, or -1 as
 * source->ancestor.
 */
int bg_line_contains(struct bg_line *line, const struct bg_revision *old, enum bg_tristate *out,
                     struct bg_err *err);

/* The stable releases up to last (NULL: none), each with its CHANGELOG when asked for. */
struct bg_history *bg_line_history(struct bg_line *line, const struct bg_version *last);

/* The day that counts as today: 0, or -1 with BG_EUSAGE. */
int bg_line_today(const struct bg_line *line, int64_t *out, struct bg_err *err);

/* The CHANGELOG of a tree by the policy's path, parsed once per content. */
int bg_line_changelog(struct bg_line *line, struct bg_tree *tree,
                      const struct bg_changelog **out, struct bg_err *err);

/* Reads the base's policy into facts, where it can be compared with the target's own. */
int bg_line_was_policy(struct bg_line *line, struct bg_facts *facts, struct bg_err *err);
/* Reads the versions that files of the target declare, as the policy names them. */
int bg_line_declared(struct bg_line *line, struct bg_declarations *out, struct bg_err *err);
/* Finds out which records of waivers the target has. */
int bg_line_records(struct bg_line *line, struct bg_err *err);

/* The report's open finding that the version to come is another release's, or NULL. */
const struct bg_finding *bg_line_taken(const struct bg_line *line);

/* Puts what is known so far into the report; also after a failure. */
void bg_line_describe(struct bg_line *line);
/* Turns the report into an unjudged one with the cause among its notes. */
void bg_line_fail(struct bg_line *line, const struct bg_err *err);

/* A note on the whole run or on a surface (NULL: none). */
void bg_line_note(struct bg_line *line, const char *surface, struct bg_loc loc,
                  const char *message);

#endif
