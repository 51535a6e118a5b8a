/* SPDX-License-Identifier: MIT */
/* The CHANGELOG alone: judged, cut, and written on. */
#include "run/line.h"

#include <string.h>

#include "base/err.h"
#include "base/list.h"
#include "ledger/draft.h"
#include "model/version.h"
#include "python/table.h"

/* ---- the judgement -------------------------------------------------------------------- */

/* A base, where there is one: without it the file is judged as a first release's. */
static int
find_base(struct bg_line *line, struct bg_err *err)
{
	struct bg_err why = {0};

	if (bg_line_base(line, false, &why) == 0)
		return 0;
	if (why.code == BG_EUSAGE && !line->req->base)
		return 0;
	*err = why;
	return -1;
}

/* Reads the surfaces too, for what the entries claim; none of them is needed. */
static int
judge(struct bg_line *line, struct bg_judgement *out, struct bg_err *err)
{
	struct bg_facts facts = {0};
	struct bg_err why = {0};

	if (bg_line_open(line, err) != 0 || find_base(line, err) != 0)
		return -1;
	if (bg_line_compare(line, &why) != 0 && why.code != BG_EREPO) {
		*err = why;
		return -1;
	}
	if (bg_line_facts(line, &facts, err) != 0)
		return -1;
	return bg_judge(out, line->run->keep, &facts, err);
}

static bool
is_about_changelog(const struct bg_finding *f)
{
	return bg_starts(f->rule, "changelog-") ||
	       strcmp(f->rule, "deprecation-backdated") == 0 ||
	       strcmp(f->rule, "deprecation-unreleased") == 0 ||
	       strcmp(f->rule, "deprecation-unannounced") == 0;
}

static int
check(struct bg_line *line, struct bg_err *err)
{
	struct bg_judgement j;
	struct bg_report *out = line->out;
	struct bg_finding *kept;

	if (judge(line, &j, err) != 0)
		return -1;
	kept = bg_calloc(line->run->keep, j.findings.n, sizeof(*kept));
	out->verdict = BG_PASS;
	for (size_t i = 0; i < j.findings.n; i++) {
		const struct bg_finding *f = &j.findings.v[i];

		if (!is_about_changelog(f))
			continue;
		kept[out->nfinding++] = *f;
		if (f->status == BG_OPEN && f->level == BG_ERROR)
			out->verdict = BG_FAIL;
	}
	out->finding = kept;
	return 0;
}

int
bg_changelog_check(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
                   struct bg_err *err)
{
	struct bg_line *line = bg_line_new(run, req, out, BG_DOC_CHANGELOG);

	return bg_line_finish(line, check(line, err), err);
}

/* ---- the file ----------------------------------------------------------------------------- */

static int
read_file(struct bg_line *line, struct bg_blob *blob, const struct bg_changelog **log,
          struct bg_err *err)
{
	struct bg_tree *tree = &line->now_tree;
	const char *path = line->policy.changelog;

	if (tree->read(tree, line->run->keep, path, blob, err) != 0 ||
	    bg_line_changelog(line, tree, log, err) != 0)
		return -1;
	blob->path = path;
	if (!blob->bytes)
		return bg_fail(err, BG_EREPO, "there is no '%s' at %s", path,
		               line->target.name);
	return 0;
}

static const struct bg_section *
find_section(const struct bg_line *line, const struct bg_changelog *log, const char *name)
{
	struct bg_arena *keep = line->run->keep;
	const struct bg_strings *tags = &line->policy.tags;
	struct bg_version version;

	if (bg_same_fold(name, "unreleased", sizeof("unreleased")))
		return bg_changelog_unreleased(log);
	for (size_t i = 0; i < tags->n; i++)
		if (bg_version_from_tag(&version, keep, tags->v[i], name))
			return bg_changelog_find(log, &version);
	name += *name == 'v';
	if (bg_version_parse(&version, keep, name, strlen(name)))
		return bg_changelog_find(log, &version);
	return NULL;
}

const char *
bg_changelog_notes(struct bg_run *run, const struct bg_request *req, const char *version,
                   size_t *n, struct bg_err *err)
{
	struct bg_report out;
	struct bg_line *line = bg_line_new(run, req, &out, BG_DOC_CHANGELOG);
	const struct bg_changelog *log;
	const struct bg_section *section;
	struct bg_blob blob = {0};

	*n = 0;
	if (bg_line_open(line, err) != 0 || read_file(line, &blob, &log, err) != 0)
		return NULL;
	section = find_section(line, log, version);
	if (section)
		return bg_section_text(n, log, section, &blob);
	bg_fail(err, BG_EABSENT, "'%s' has no section for '%s' at %s", line->policy.changelog,
	        version, line->target.name);
	bg_hint(err, "name a version as its heading does, or 'Unreleased'");
	return NULL;
}

/* ---- missing entries ------------------------------------------------------------------------ */

/* The category of the entry that a finding lacks; BG_CAT_NONE: it lacks none. */
static enum bg_category
missing_category(const struct bg_finding *f)
{
	if (!f->item)
		return BG_CAT_NONE;
	if (strcmp(f->rule, "deprecation-unannounced") == 0)
		return BG_CAT_DEPRECATED;
	if (f->named != BG_NAMED_NO && f->named != BG_NAMED_INDIRECT)
		return BG_CAT_NONE;
	if (!f->was.path)
		return f->named == BG_NAMED_NO ? BG_CAT_ADDED : BG_CAT_NONE;
	return f->now.path ? BG_CAT_CHANGED : BG_CAT_REMOVED;
}

/* A message's quotes become backticks, so that the name is found again. */
static const char *
wanted_text(struct bg_arena *arena, enum bg_category category, const struct bg_finding *f)
{
	char *text;

	if (category != BG_CAT_CHANGED)
		return bg_strf(arena, "`%s`", f->item);
	text = bg_strdup(arena, f->message);
	for (char *s = text; *s; s++)
		if (*s == '\'')
			*s = '`';
	return bg_strf(arena, "`%s`: %s", f->item, text);
}

/* Whether the entry was asked for already; it is from now on. */
static bool
is_repeated(struct bg_py_table *seen, const struct bg_wanted *one)
{
	void **at = bg_py_table_at(
		seen, bg_strf(seen->arena, "%d %s", (int)one->category, one->text));
	bool repeated = *at != NULL;

	*at = seen;
	return repeated;
}

static size_t
collect_wanted(struct bg_wanted *out, struct bg_arena *arena, const struct bg_judgement *j)
{
	struct bg_py_table seen = {.arena = arena};
	struct bg_wanted one;
	size_t n = 0;

	for (size_t i = 0; i < j->findings.n; i++) {
		const struct bg_finding *f = &j->findings.v[i];

		one.category = missing_category(f);
		if (one.category == BG_CAT_NONE)
			continue;
		one.text = wanted_text(arena, one.category, f);
		if (!is_repeated(&seen, &one))
			out[n++] = one;
	}
	return n;
}

static int
draft(struct bg_line *line, struct bg_draft *out, struct bg_err *err)
{
	struct bg_arena *keep = line->run->keep;
	const struct bg_changelog *log;
	struct bg_judgement j;
	struct bg_drafted drafted;
	struct bg_wanted *wanted;
	struct bg_blob blob = {0};

	if (judge(line, &j, err) != 0 || read_file(line, &blob, &log, err) != 0)
		return -1;
	if (bg_changelog_markup(log->path)) {
		bg_fail(err, BG_EUSAGE, "entries are drafted in Markdown, and '%s' is %s",
		        log->path, bg_changelog_markup(log->path));
		bg_hint(err, "'bumpgate changelog' tells what the entries have to name");
		return -1;
	}
	wanted = bg_calloc(keep, j.findings.n, sizeof(*wanted));
	bg_draft_make(&drafted, keep, &blob, log, wanted, collect_wanted(wanted, keep, &j));
	out->text = drafted.text;
	out->path = blob.path;
	out->file = line->source->root ? bg_strf(keep, "%s/%s", line->source->root, blob.path)
	                               : NULL;
	out->was = blob.bytes;
	out->nwas = blob.n;
	out->now = drafted.file;
	out->nnow = drafted.nfile;
	return 0;
}

int
bg_changelog_draft(struct bg_run *run, const struct bg_request *req, struct bg_draft *out,
                   struct bg_err *err)
{
	struct bg_request dry = *req;
	struct bg_report report;
	struct bg_line *line = bg_line_new(run, &dry, &report, BG_DOC_CHANGELOG);
	int status;

	dry.dry = true;
	*out = (struct bg_draft){.text = ""};
	status = draft(line, out, err);
	line->req = req;
	return status;
}
