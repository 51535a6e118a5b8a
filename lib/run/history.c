/* SPDX-License-Identifier: MIT */
/* The CHANGELOG as it stood at each earlier release. */
#include "run/line.h"

#include "model/version.h"

static const struct bg_changelog absent = {0};

int
bg_line_changelog(struct bg_line *line, struct bg_tree *tree, const struct bg_changelog **out,
                  struct bg_err *err)
{
	struct bg_arena *keep = line->run->keep;
	struct bg_changelog *log;
	struct bg_blob blob = {0};
	void **slot;

	if (tree->read(tree, keep, line->policy.changelog, &blob, err) != 0)
		return -1;
	slot = blob.bytes ? bg_memo_slot(line->run->memo, blob.id, "changelog") : NULL;
	if (slot && *slot) {
		*out = *slot;
		return 0;
	}
	log = bg_alloc(keep, sizeof(*log));
	blob.path = line->policy.changelog;
	if (bg_changelog_parse(log, keep, &line->req->limits, &blob, err) != 0)
		return -1;
	log->path = line->policy.changelog;
	if (slot)
		*slot = log;
	*out = log;
	return 0;
}

struct past {
	struct bg_line *line;
	struct bg_revision *release;
	const struct bg_changelog **log; /* NULL: not read yet */
};

/* A maintenance release that came out after the target announced nothing before it. */
static int
read_past(struct bg_history *history, size_t i, const struct bg_changelog **out,
          struct bg_err *err)
{
	struct past *past = history->data;
	struct bg_line *line = past->line;
	struct bg_revision rev = {0};
	struct bg_tree tree = {0};

	if (!past->log[i]) {
		if (line->source->resolve(line->source, line->run->keep, past->release[i].name,
		                          true, &rev, err) != 0)
			return -1;
		rev.has_version = true;
		rev.version = past->release[i].version;
		past->release[i] = rev;
		past->log[i] = &absent;
		if (rev.day <= line->target.day) {
			if (line->source->tree(line->source, line->run->keep, &rev, &tree, err) != 0 ||
			    bg_line_changelog(line, &tree, &past->log[i], err) != 0)
				return -1;
		}
		if (line->req->progress)
			line->req->progress("reading changelogs", i + 1, history->n, line->req->data);
	}
	*out = past->log[i];
	return 0;
}

struct bg_history *
bg_line_history(struct bg_line *line)
{
	struct bg_arena *keep = line->run->keep;
	struct bg_history *history = bg_alloc(keep, sizeof(*history));
	struct past *past = bg_alloc(keep, sizeof(*past));
	const struct bg_release_tag *tag;

	past->line = line;
	past->release = bg_calloc(keep, line->releases.n, sizeof(*past->release));
	past->log = bg_calloc(keep, line->releases.n, sizeof(*past->log));
	for (size_t i = 0; line->has_base && line->base.has_version && i < line->releases.n; i++) {
		tag = &line->releases.v[i];
		if (!bg_version_stable(&tag->version) ||
		    bg_version_compare(&tag->version, &line->base.version) > 0)
			continue;
		past->release[history->n].name = tag->name;
		past->release[history->n].version = tag->version;
		past->release[history->n++].has_version = true;
	}
	history->release = past->release;
	history->changelog = read_past;
	history->data = past;
	return history;
}
