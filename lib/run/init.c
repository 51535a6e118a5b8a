/* SPDX-License-Identifier: MIT */
/* A first policy file, made of what a repository has. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/version.h"
#include "run/init.h"

static const struct bg_find finds[] = {
#define _(id, kind, tier, globs, more, about) {id, kind, tier, globs, more, about},
#include "run/finds.def"
#undef _
};
enum { NFINDS = sizeof(finds) / sizeof(*finds), MOST_FILES = 12 };
_Static_assert(NFINDS <= BG_FINDS, "a draft has room for each of them");

/* ---- tags, branch, CHANGELOG ---------------------------------------------------------- */

/* What stands in front of the version in a tag's name; NULL: it ends in no version. */
static const char *
prefix_of(struct bg_arena *arena, const char *tag)
{
	struct bg_version v;

	for (const char *p = tag; *p; p++)
		if (bg_is_digit(*p) && bg_version_parse(&v, arena, p, strlen(p)))
			return bg_strndup(arena, tag, (size_t)(p - tag));
	return NULL;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The prefix that most tags have, the first by its bytes of equals; "v" where there is none. */
static void
find_tag(struct bg_first_draft *d, const struct bg_strings *tags)
{
	const char *best = "v", *prefix;
	struct bg_strings prefixes = {0};

	for (size_t i = 0; i < tags->n; i++) {
		prefix = prefix_of(d->arena, tags->v[i]);
		if (prefix)
			bg_strings_add(d->arena, &prefixes, prefix);
	}
	if (prefixes.n > 1)
		qsort(prefixes.v, prefixes.n, sizeof(*prefixes.v), by_bytes);
	for (size_t i = 0, n; i < prefixes.n; i += n) {
		for (n = 1; i + n < prefixes.n && !strcmp(prefixes.v[i], prefixes.v[i + n]);
		     n++)
			;
		if (n > d->fitting) {
			d->fitting = n;
			best = prefixes.v[i];
		}
	}
	d->tags = tags->n;
	d->tag = bg_strf(d->arena, "%s{version}", best);
}

static int
find_branch(struct bg_first_draft *d, struct bg_err *err)
{
	static const char *const names[] = {"main", "master", "trunk", "production"};
	struct bg_source *s = d->line->source;
	struct bg_revision rev;
	bool found = false;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !found; i++) {
		if (s->branch(s, d->arena, names[i], &rev, &found, err) != 0)
			return -1;
		if (found)
			d->branch = names[i];
	}
	return 0;
}

static int
find_changelog(struct bg_first_draft *d, struct bg_err *err)
{
	static const char *const names[] = {
		"CHANGELOG.md", "changelog.md",      "CHANGES.md",
		"Changelog.md", "HISTORY.md",        "NEWS.md",
		"RELEASES.md",  "docs/CHANGELOG.md", "docs/changelog.md"};
	struct bg_blob blob;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !d->changelog; i++) {
		memset(&blob, 0, sizeof(blob));
		if (d->line->now_tree.read(&d->line->now_tree, d->arena, names[i], &blob,
		                           err) != 0)
			return -1;
		if (blob.bytes)
			d->changelog = names[i];
	}
	return 0;
}

/* ---- surfaces ------------------------------------------------------------------------------ */

/* Files that no user depends on. */
static bool
is_inside(const char *path)
{
	static const char *const parts[] = {"tests/",    "test/",    "docs/",  "doc/",
	                                    "examples/", "scripts/", "tools/", "benchmarks/"};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (strncmp(path, parts[i], strlen(parts[i])) == 0)
			return true;
	return false;
}

/* Whether a module declares what it exports. */
static int
declares(struct bg_first_draft *d, const char *path, bool *out, struct bg_err *err)
{
	struct bg_blob blob = {0};

	if (d->line->now_tree.read(&d->line->now_tree, d->arena, path, &blob, err) != 0)
		return -1;
	*out = blob.bytes && strstr(blob.bytes, "__all__") != NULL;
	return 0;
}

/* The glob that matches just this path. */
static const char *
as_glob(struct bg_arena *arena, const char *path)
{
	struct bg_buf out = {.arena = arena};

	for (; *path; path++) {
		if (strchr("*?[\\", *path))
			bg_buf_putc(&out, '\\');
		bg_buf_putc(&out, *path);
	}
	return bg_buf_str(&out);
}

/* A glob of packages takes in tests and examples, so that packages are named one by one. */
static int
add_files(struct bg_first_draft *d, struct bg_candidate *c, const struct bg_strings *paths,
          const char *glob, struct bg_err *err)
{
	bool single = strcmp(c->find->id, "api") == 0, wanted;

	if (!single && paths->n)
		bg_strings_add(d->arena, &c->globs, glob);
	for (size_t i = 0; single && i < paths->n && c->globs.n < MOST_FILES; i++) {
		if (is_inside(paths->v[i]))
			continue;
		if (declares(d, paths->v[i], &wanted, err) != 0)
			return -1;
		if (wanted)
			bg_strings_add(d->arena, &c->globs, as_glob(d->arena, paths->v[i]));
	}
	return 0;
}

static int
find_surface(struct bg_first_draft *d, const struct bg_find *find, struct bg_err *err)
{
	struct bg_candidate *c = &d->v[d->n];
	struct bg_tree *tree = &d->line->now_tree;
	const char *glob;
	size_t n;

	*c = (struct bg_candidate){.find = find};
	for (const char *p = find->globs; *p; p += n + (p[n] == ' ')) {
		struct bg_strings paths = {0};

		n = strcspn(p, " ");
		glob = bg_strndup(d->arena, p, n);
		if (tree->list(tree, d->arena, glob, &paths, err) != 0)
			return -1;
		if (add_files(d, c, &paths, glob, err) != 0)
			return -1;
	}
	if (c->globs.n)
		d->n++;
	return 0;
}

/* ---- the draft ------------------------------------------------------------------------------------ */

/* Reads the surfaces by the policy that the candidates make, and drops the empty ones. */
static int
read_surfaces(struct bg_first_draft *d, struct bg_err *err)
{
	struct bg_blob blob = {.path = BG_POLICY_PATH, .id = ""};
	size_t left = 0;

	blob.bytes = bg_draft_text(d);
	blob.n = strlen(blob.bytes);
	if (bg_policy_read(&d->line->policy, d->arena, &d->line->req->limits, &blob, err) !=
	            0 ||
	    bg_line_compare(d->line, err) != 0)
		return -1;
	for (size_t i = 0; i < d->n; i++) {
		const struct bg_harvest *h = bg_draft_harvest(d, d->v[i].find->id);

		d->v[i].dropped = !h || (!h->items.n && !h->unread.n);
		left += !d->v[i].dropped;
	}
	return left || d->pack ? 0 : -1;
}

static int
refuse(struct bg_err *err)
{
	if (err->code && err->code != BG_EREPO)
		return -1;
	memset(err, 0, sizeof(*err));
	bg_fail(err, BG_EREPO, "nothing was found here that a policy could name");
	bg_hint(err,
	        "'bumpgate explain --kinds' lists what can be read; write 'surfaces' in %s",
	        BG_POLICY_PATH);
	return -1;
}

/* The command that the pack is made for. */
static int
find_pack(struct bg_first_draft *d, struct bg_err *err)
{
	static const char *const globs[] = {
		"*/management/commands/run_scheduled_collectors.py",
		"*/*/management/commands/run_scheduled_collectors.py"};
	struct bg_tree *tree = &d->line->now_tree;
	struct bg_strings paths = {0};

	for (size_t i = 0; i < sizeof(globs) / sizeof(*globs); i++)
		if (tree->list(tree, d->arena, globs[i], &paths, err) != 0)
			return -1;
	d->pack = paths.n ? "django-service" : NULL;
	return 0;
}

static int
draft_policy(struct bg_line *line, const char **out, struct bg_err *err)
{
	static const struct bg_blob empty = {
		.path = BG_POLICY_PATH, .bytes = "version: 1\n", .n = 11, .id = ""};
	struct bg_first_draft d = {.line = line, .arena = line->run->keep};
	struct bg_strings tags = {0};

	line->given = &empty;
	if (bg_line_open(line, err) != 0 ||
	    line->source->tags(line->source, d.arena, &tags, err) != 0)
		return -1;
	find_tag(&d, &tags);
	if (find_branch(&d, err) != 0 || find_changelog(&d, err) != 0 ||
	    find_pack(&d, err) != 0)
		return -1;
	for (size_t i = 0; i < NFINDS; i++)
		if (!d.pack && bg_kind_find(finds[i].kind) &&
		    find_surface(&d, &finds[i], err) != 0)
			return -1;
	if ((!d.n && !d.pack) || read_surfaces(&d, err) != 0)
		return refuse(err);
	*out = bg_draft_text(&d);
	return 0;
}

int
bg_init(struct bg_run *run, const struct bg_request *req, struct bg_first *out,
        struct bg_err *err)
{
	struct bg_report report;
	struct bg_line *line = bg_line_new(run, req, &report, BG_DOC_SURFACE);
	const char *root;

	memset(out, 0, sizeof(*out));
	if (draft_policy(line, &out->text, err) != 0)
		return -1;
	root = line->source->root;
	if (root)
		out->file = bg_strf(run->keep, "%s/%s", root, BG_POLICY_PATH);
	return 0;
}
