/* SPDX-License-Identifier: MIT */
/* Which release the target is compared with, and why. */
#include "run/line.h"

#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "model/version.h"

static int
resolve_base(struct bg_line *line, const char *name, bool only_tags, struct bg_err *err)
{
	struct bg_source *s = line->source;
	const struct bg_release_tag *tag;

	if (s->resolve(s, line->run->keep, name, only_tags, &line->base, err) != 0)
		return -1;
	tag = line->base.is_tag ? bg_releases_find(&line->releases, name) : NULL;
	if (tag) {
		line->base.has_version = true;
		line->base.version = tag->version;
	}
	line->has_base = true;
	return 0;
}

static int
take_asked(struct bg_line *line, bool gate, struct bg_err *err)
{
	if (resolve_base(line, line->req->base, false, err) != 0)
		return -1;
	line->out->base_why = "as asked for";
	if (!gate || line->base.has_version)
		return 0;
	bg_fail(err, BG_EUSAGE, "base '%s' is no release tag", line->req->base);
	bg_hint(err, "'bumpgate diff %s..%s' compares any two revisions", line->req->base,
	        line->target.name);
	return -1;
}

int
bg_line_contains(struct bg_line *line, const struct bg_revision *old, enum bg_tristate *out,
                 struct bg_err *err)
{
	struct bg_source *s = line->source;
	bool merged = false;

	if (s->ancestor(s, old, &line->target, out, err) != 0)
		return -1;
	if (*out != BG_NO || !s->merged)
		return 0;
	if (s->merged(s, old, &line->target, &merged, err) != 0)
		return -1;
	*out = merged ? BG_YES : BG_NO;
	return 0;
}

static const char *
tell_contained(const struct bg_line *line, const struct bg_release_tag *tag,
               const struct bg_release_tag *greatest)
{
	static const char why[] = "the greatest stable release that the commit contains";

	if (bg_version_compare(&tag->version, &greatest->version) == 0)
		return why;
	return bg_strf(line->run->keep, "%s; %s is greater, and not in it", why,
	               bg_printable(line->run->keep, greatest->name));
}

/* For a dry run: the greatest stable release that the commit contains. */
static const struct bg_release_tag *
greatest_contained(struct bg_line *line, const char **why, struct bg_err *err)
{
	const struct bg_release_tag *greatest = NULL, *tag;
	enum bg_tristate inside;
	struct bg_revision rev;

	for (size_t i = line->releases.n; i-- > 0;) {
		tag = &line->releases.v[i];
		if (!bg_version_stable(&tag->version))
			continue;
		if (!greatest)
			greatest = tag;
		memset(&rev, 0, sizeof(rev));
		inside = BG_NO;
		if (line->source->resolve(line->source, line->run->scratch, tag->name, true,
		                          &rev, err) != 0 ||
		    bg_line_contains(line, &rev, &inside, err) != 0)
			return NULL;
		if (inside == BG_NO)
			continue;
		*why = inside == BG_YES ? tell_contained(line, tag, greatest)
		                        : "the greatest stable release; history is cut off, so "
		                          "whether the commit contains it is unknown";
		return tag;
	}
	*why = "the greatest stable release; the commit contains none";
	return greatest;
}

static int
no_base(struct bg_line *line, bool gate, struct bg_err *err)
{
	if (line->req->initial)
		return 0;
	bg_fail(err, gate ? BG_EREPO : BG_EUSAGE,
	        "there is no stable release below %s to compare with", line->target.name);
	if (line->source->shallow)
		bg_hint(err,
		        "the clone is shallow: run 'git fetch --force --tags --unshallow'; for a first "
		        "release say --initial");
	else if (line->releases.n <= 1)
		bg_hint(err,
		        "if tags are missing here, run 'git fetch --tags'; for a first release "
		        "say --initial");
	else
		bg_hint(err, "for a first release say --initial; else name the base: BASE..%s",
		        line->target.name);
	return -1;
}

int
bg_line_base(struct bg_line *line, bool gate, struct bg_err *err)
{
	const struct bg_release_tag *tag;
	const char *why = "the greatest stable release below the target";

	if (line->req->base && line->req->initial)
		return bg_fail(err, BG_EUSAGE, "--initial and a base exclude each other");
	if (line->req->base) {
		if (take_asked(line, gate, err) != 0)
			return -1;
	} else {
		tag = line->target.has_version
		              ? bg_releases_below(&line->releases, &line->target.version)
		              : greatest_contained(line, &why, err);
		if (!tag)
			return err->code ? -1 : no_base(line, gate, err);
		if (line->req->initial) {
			bg_fail(err, BG_EUSAGE,
			        "--initial, but there is an earlier release: '%s'", tag->name);
			bg_hint(err, "drop --initial to compare with it");
			return -1;
		}
		if (resolve_base(line, tag->name, true, err) != 0)
			return -1;
		line->out->base_why = why;
	}
	line->out->base = &line->base;
	return line->source->tree(line->source, line->run->keep, &line->base, &line->was_tree,
	                          err);
}
