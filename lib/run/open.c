/* SPDX-License-Identifier: MIT */
/* Opening: source, target, policy, releases. */
#include "run/line.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"

/* ---- the policy ------------------------------------------------------------------ */

static int
read_stream(FILE *in, struct bg_line *line, struct bg_blob *blob, struct bg_err *err)
{
	struct bg_buf bytes = {.arena = line->run->keep};
	char piece[4096];
	size_t n;

	while ((n = fread(piece, 1, sizeof(piece), in)) > 0) {
		bg_buf_add(&bytes, piece, n);
		if (bytes.n > line->req->limits.v[BG_LIMIT_BLOB])
			return bg_fail_limit(err, &line->req->limits, BG_LIMIT_BLOB, blob->path,
			                     0);
	}
	if (ferror(in))
		return bg_fail(err, BG_EPOLICY, "cannot read policy '%s': %s", blob->path,
		               strerror(errno));
	blob->bytes = bg_buf_str(&bytes);
	blob->n = bytes.n;
	return 0;
}

static int
read_file(struct bg_line *line, const char *path, struct bg_blob *blob, struct bg_err *err)
{
	FILE *in = fopen(path, "rb");
	int status;

	blob->path = path;
	if (!in)
		return bg_fail(err, BG_EPOLICY, "cannot read policy '%s': %s", path,
		               strerror(errno));
	status = read_stream(in, line, blob, err);
	fclose(in);
	return status;
}

int
bg_line_policy_text(struct bg_line *line, struct bg_blob *blob, struct bg_err *err)
{
	if (line->req->policy)
		return read_file(line, line->req->policy, blob, err);
	return line->now_tree.read(&line->now_tree, line->run->keep, BG_POLICY_PATH, blob, err);
}

static int
read_policy(struct bg_line *line, struct bg_err *err)
{
	const struct bg_limits *limits = &line->req->limits;
	struct bg_arena *keep = line->run->keep;
	struct bg_blob blob = {0};
	int status = 0;

	if (line->given)
		blob = *line->given;
	else
		status = bg_line_policy_text(line, &blob, err);
	if (status != 0)
		return -1;
	if (!blob.bytes)
		return bg_policy_builtin(&line->policy, keep, limits, err);
	return bg_policy_read(&line->policy, keep, limits, &blob, err);
}

/* ---- the target -------------------------------------------------------------------- */

static int
sort_releases(struct bg_line *line, struct bg_err *err)
{
	struct bg_strings names = {0};

	if (line->source->tags(line->source, line->run->keep, &names, err) != 0)
		return -1;
	bg_releases_sort(&line->releases, line->run->keep, &names, line->policy.tags.v,
	                 line->policy.tags.n);
	return 0;
}

/* Gives a revision its version when its name is a release tag's. */
static bool
set_version(struct bg_line *line, struct bg_revision *rev)
{
	const struct bg_release_tag *tag = NULL;

	if (rev->is_tag)
		tag = bg_releases_find(&line->releases, rev->name);
	if (tag) {
		rev->has_version = true;
		rev->version = tag->version;
	}
	return tag != NULL;
}

/* The greatest release whose tag stands at the target's commit takes its place. */
static int
find_tag_here(struct bg_line *line, struct bg_err *err)
{
	struct bg_revision rev;
	struct bg_err why;

	for (size_t i = line->releases.n; i-- > 0;) {
		memset(&why, 0, sizeof(why));
		memset(&rev, 0, sizeof(rev));
		if (line->source->resolve(line->source, line->run->keep,
		                          line->releases.v[i].name, true, &rev, &why) != 0) {
			if (why.code == BG_EREPO)
				continue; /* a tag of a blob is at no commit */
			*err = why;
			return -1;
		}
		if (strcmp(rev.commit, line->target.commit) != 0)
			continue;
		line->target = rev;
		set_version(line, &line->target);
		line->out->target_why = "the release tag at HEAD";
		return 0;
	}
	line->out->target_why = "no release tag at HEAD, so a dry run";
	return 0;
}

static int
settle_target(struct bg_line *line, struct bg_err *err)
{
	if (line->req->dry || line->req->work_tree) {
		line->target.is_tag = false;
		return 0;
	}
	if (!line->req->target)
		return find_tag_here(line, err);
	if (set_version(line, &line->target) || !line->target.is_tag)
		return 0;
	if (line->out->type != BG_DOC_CHECK)
		return 0;
	bg_fail(err, BG_EREPO, "tag '%s' is no release: it does not fit '%s'",
	        line->target.name, line->policy.tags.v[0]);
	bg_hint(err,
	        "release tags are '%s' with a full SemVer version as 1.2.3; 'release.tag' in "
	        "the policy says otherwise; to judge the commit itself, name it by its id",
	        line->policy.tags.v[0]);
	return -1;
}

static int
open_source(struct bg_line *line, struct bg_err *err)
{
	struct bg_run *run = line->run;

	if (line->source)
		return 0;
	bg_source_close(run->source);
	run->source = NULL;
	if (line->req->fixture) {
		if (bg_source_open_dir(&run->source, run->keep, line->req, err) != 0)
			return -1;
	} else if (bg_source_open_git(&run->source, run->keep, line->req, err) != 0) {
		return -1;
	}
	line->source = run->source;
	return 0;
}

static int
open_work_tree(struct bg_line *line, struct bg_err *err)
{
	struct bg_source *s = line->source;

	if (line->req->target)
		return bg_fail(err, BG_EUSAGE, "--work-tree and a revision exclude each other");
	if (!s->work)
		return bg_fail(err, BG_EUSAGE, "there is no work tree");
	if (s->work(s, line->run->keep, &line->target, &line->now_tree, err) != 0)
		return -1;
	line->out->target = &line->target;
	line->out->target_why = line->target.modified
	                                ? "HEAD with its uncommitted files"
	                                : "HEAD; the work tree has no uncommitted files";
	return 0;
}

static int
open_target(struct bg_line *line, struct bg_err *err)
{
	const char *name = line->req->target ? line->req->target : "HEAD";
	struct bg_source *s = line->source;

	if (line->req->work_tree)
		return open_work_tree(line, err);
	if (s->resolve(s, line->run->keep, name, false, &line->target, err) != 0)
		return -1;
	line->out->target = &line->target;
	return s->tree(s, line->run->keep, &line->target, &line->now_tree, err);
}

int
bg_line_open(struct bg_line *line, struct bg_err *err)
{
	if (open_source(line, err) != 0 || open_target(line, err) != 0)
		return -1;
	if (read_policy(line, err) != 0 || sort_releases(line, err) != 0)
		return -1;
	line->out->policy_source = line->policy.source;
	line->out->policy_pack = line->policy.pack;
	return settle_target(line, err);
}
