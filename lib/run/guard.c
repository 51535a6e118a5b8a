/* SPDX-License-Identifier: MIT */
/* What the gate needs to guard itself: the base's policy, the records of waivers. */
#include <string.h>

#include "base/err.h"
#include "run/line.h"

/* Leaves of a list of globs those that some file of the tree matches. */
static int
keep_matching(struct bg_line *line, struct bg_tree *tree, struct bg_strings *globs,
              struct bg_err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < globs->n; i++) {
		struct bg_strings paths = {0};

		if (tree->list(tree, line->run->keep, globs->v[i], &paths, err) != 0)
			return -1;
		if (paths.n)
			globs->v[kept++] = globs->v[i];
	}
	globs->n = kept;
	return 0;
}

static const struct bg_spec *
find_spec(const struct bg_policy *policy, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(policy->specs.v[i].id, id) == 0)
			return &policy->specs.v[i];
	return NULL;
}

/*
 * Leaves of the base's policy what could hold a promise in the base's tree: only that
 * can be taken away. A surface of commands goes with the surface that lists them.
 */
static int
prune(struct bg_line *line, struct bg_policy *policy, struct bg_err *err)
{
	static const enum bg_option globs[] = {BG_OPT_FILES, BG_OPT_FALLBACK, BG_OPT_SAMPLES,
	                                       BG_OPT_CODE};
	size_t kept = 0;

	for (size_t i = 0; i < policy->specs.n; i++) {
		struct bg_spec spec = policy->specs.v[i];
		const struct bg_strings *lister = &spec.option[BG_OPT_COMMANDS];
		size_t found = 0;

		for (size_t k = 0; k < sizeof(globs) / sizeof(*globs); k++) {
			struct bg_strings *list = &spec.option[globs[k]];

			if (keep_matching(line, &line->was_tree, list, err) != 0)
				return -1;
			found += list->n;
		}
		if (found && (!lister->n || find_spec(policy, kept, lister->v[0])))
			policy->specs.v[kept++] = spec;
	}
	policy->specs.n = kept;
	return 0;
}

static int
read_was(struct bg_line *line, struct bg_policy *out, struct bg_err *err)
{
	struct bg_arena *keep = line->run->keep;
	const struct bg_limits *limits = &line->req->limits;
	struct bg_blob blob = {0};

	if (line->was_tree.read(&line->was_tree, keep, BG_POLICY_PATH, &blob, err) != 0)
		return -1;
	if (!blob.bytes)
		return bg_policy_builtin(out, keep, limits, err);
	return bg_policy_read(out, keep, limits, &blob, err);
}

int
bg_line_was_policy(struct bg_line *line, struct bg_facts *facts, struct bg_err *err)
{
	struct bg_policy *was;
	struct bg_err why = {0};

	if (!line->has_base)
		return 0;
	if (line->req->policy || line->given) {
		bg_line_note(line, NULL, (struct bg_loc){line->policy.source, 0},
		             "the policy is not the target's own: whether it was weakened is "
		             "not known");
		return 0;
	}
	was = bg_alloc(line->run->keep, sizeof(*was));
	if (read_was(line, was, &why) != 0) {
		if (why.code != BG_EPOLICY) {
			*err = why;
			return -1;
		}
		bg_line_note(line, NULL, (struct bg_loc){BG_POLICY_PATH, why.line},
		             bg_strf(line->run->keep,
		                     "the base's policy cannot be read, so whether it was "
		                     "weakened is not known: %s",
		                     why.text));
		return 0;
	}
	facts->was_policy = was;
	return prune(line, was, err);
}

int
bg_line_records(struct bg_line *line, struct bg_err *err)
{
	struct bg_policy *p = &line->policy;
	struct bg_blob blob;

	for (size_t i = 0; i < p->waivers.n; i++) {
		if (!p->waivers.v[i].record)
			continue;
		memset(&blob, 0, sizeof(blob));
		if (line->now_tree.read(&line->now_tree, line->run->scratch,
		                        p->waivers.v[i].record, &blob, err) != 0)
			return -1;
		p->waivers.v[i].recorded = blob.bytes != NULL;
		bg_arena_reset(line->run->scratch);
	}
	return 0;
}
