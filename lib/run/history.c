/* SPDX-License-Identifier: MIT */
/* The CHANGELOG as it stood at each earlier release. */
#include "run/line.h"

#include "base/err.h"
#include "model/version.h"

static const struct bg_changelog absent = {0};

static int
check_memory(const struct bg_line *line, struct bg_err *err)
{
	if (bg_arena_used(line->run->keep) <= line->req->limits.v[BG_LIMIT_MEMORY])
		return 0;
	return bg_fail_limit(err, &line->req->limits, BG_LIMIT_MEMORY, line->policy.changelog,
	                     0);
}

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
	if (check_memory(line, err) != 0)
		return -1;
	if (slot)
		*slot = log;
	*out = log;
	return 0;
}

struct past {
	struct bg_line *line;
	struct bg_revision *release;
	const struct bg_changelog **log;   /* NULL until they are read, all at once */
	const struct bg_changelog *anchor; /* the last one parsed in full, and its bytes */
	struct bg_blob anchor_blob;
};

/* Parses what the file does not share with the anchor, or all of it: the next anchor. */
static int
read_log(struct past *past, const struct bg_blob *blob, void **out, struct bg_err *err)
{
	struct bg_line *line = past->line;
	struct bg_arena *keep = line->run->keep;
	struct bg_changelog *log = bg_alloc(keep, sizeof(*log));

	*out = log;
	if (past->anchor &&
	    bg_changelog_parse_older(log, keep, &line->req->limits, blob, past->anchor,
	                             &past->anchor_blob, err) != 0)
		return -1;
	if (log->present)
		return 0;
	if (bg_changelog_parse(log, keep, &line->req->limits, blob, err) != 0)
		return -1;
	past->anchor = log;
	past->anchor_blob = *blob;
	past->anchor_blob.bytes = bg_strndup(keep, blob->bytes, blob->n);
	return 0;
}

/* A maintenance release that came out after the target announced nothing before it. */
static int
read_past(struct past *past, size_t i, struct bg_arena *scratch, struct bg_err *err)
{
	struct bg_line *line = past->line;
	struct bg_revision rev = {0};
	struct bg_tree tree = {0};
	struct bg_blob blob = {0};
	void **slot;

	if (line->source->resolve(line->source, line->run->keep, past->release[i].name, true,
	                          &rev, err) != 0)
		return -1;
	rev.has_version = true;
	rev.version = past->release[i].version;
	past->release[i] = rev;
	past->log[i] = &absent;
	if (rev.day > line->target.day)
		return 0;
	if (line->source->tree(line->source, scratch, &rev, &tree, err) != 0 ||
	    tree.read(&tree, scratch, line->policy.changelog, &blob, err) != 0)
		return -1;
	if (!blob.bytes)
		return 0;
	slot = bg_memo_slot(line->run->memo, bg_strdup(line->run->keep, blob.id), "notices");
	blob.path = line->policy.changelog;
	if (!*slot && read_log(past, &blob, slot, err) != 0)
		return -1;
	past->log[i] = *slot;
	return check_memory(line, err);
}

/* Newest first, so that an older file finds what it shares with a newer one. */
static int
read_all(struct bg_history *history, struct bg_err *err)
{
	struct past *past = history->data;
	struct bg_line *line = past->line;
	struct bg_arena *scratch = bg_arena_new();
	int status = 0;

	for (size_t i = history->n; status == 0 && i-- > 0;) {
		status = read_past(past, i, scratch, err);
		bg_arena_reset(scratch);
		if (line->req->progress)
			line->req->progress("reading changelogs", history->n - i, history->n,
			                    line->req->data);
	}
	bg_arena_free(scratch);
	return status;
}

static int
give_log(struct bg_history *history, size_t i, const struct bg_changelog **out,
         struct bg_err *err)
{
	struct past *past = history->data;

	if (!past->log[i] && read_all(history, err) != 0)
		return -1;
	*out = past->log[i];
	return 0;
}

struct bg_history *
bg_line_history(struct bg_line *line, const struct bg_version *last)
{
	struct bg_arena *keep = line->run->keep;
	struct bg_history *history = bg_alloc(keep, sizeof(*history));
	struct past *past = bg_alloc(keep, sizeof(*past));
	const struct bg_release_tag *tag;

	past->line = line;
	past->release = bg_calloc(keep, line->releases.n, sizeof(*past->release));
	past->log = bg_calloc(keep, line->releases.n, sizeof(*past->log));
	for (size_t i = 0; last && i < line->releases.n; i++) {
		tag = &line->releases.v[i];
		if (!bg_version_stable(&tag->version) ||
		    bg_version_compare(&tag->version, last) > 0)
			continue;
		past->release[history->n].name = tag->name;
		past->release[history->n].version = tag->version;
		past->release[history->n++].has_version = true;
	}
	history->release = past->release;
	history->changelog = give_log;
	history->data = past;
	history->arena = keep;
	return history;
}
