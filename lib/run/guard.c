/* SPDX-License-Identifier: MIT */
/* What the gate needs to guard itself: the base's policy, the records of waivers. */
#include <string.h>

#include "base/err.h"
#include "run/line.h"

/* Whether one of the files that a surface reads, or samples, is in a tree. */
static int
find_files(struct bg_line *line, struct bg_tree *tree, const struct bg_spec *spec, bool *found,
           struct bg_err *err)
{
	static const enum bg_option options[] = {BG_OPT_FILES, BG_OPT_FALLBACK, BG_OPT_SAMPLES};
	struct bg_strings paths = {0};

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		for (size_t k = 0; k < spec->option[options[i]].n; k++)
			if (tree->list(tree, line->run->keep, spec->option[options[i]].v[k],
			               &paths, err) != 0)
				return -1;
	*found = paths.n > 0;
	return 0;
}

/* Only what the base's tree had can be dropped from the policy. */
static int
find_absent(struct bg_line *line, const struct bg_policy *policy, struct bg_strings *out,
            struct bg_err *err)
{
	bool found;

	for (size_t i = 0; i < policy->specs.n; i++) {
		if (find_files(line, &line->was_tree, &policy->specs.v[i], &found, err) != 0)
			return -1;
		if (!found)
			bg_strings_add(line->run->keep, out, policy->specs.v[i].id);
	}
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
	return find_absent(line, was, &facts->absent_surfaces, err);
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
