/* SPDX-License-Identifier: MIT */
/* A CHANGELOG's releases: which headings open one, and looking one up. */
#include "ledger/changelog.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/words.h"
#include "ledger/changelog_entry.h"
#include "ledger/changelog_heading.h"
#include "model/version.h"

struct candidate {
	size_t at; /* index of its block */
	unsigned level;
	size_t peers; /* candidates of its level with the same product, itself included */
	struct bg_release_heading heading;
};
struct candidates {
	struct candidate *v;
	size_t n, cap;
};

static void
find_candidates(struct candidates *out, struct bg_arena *arena, const struct bg_md *md)
{
	struct bg_release_heading heading;
	struct candidate *c;

	for (size_t i = 0; i < md->nblock; i++) {
		if (md->block[i].type != BG_MD_HEADING ||
		    !bg_release_heading(&heading, arena, md->block[i].text))
			continue;
		c = bg_list_add(arena, out);
		c->at = i;
		c->level = md->block[i].level;
		c->heading = heading;
	}
}

/* The level that most of them have; the upper one of equals. */
static unsigned
main_level(const struct candidates *list)
{
	size_t count[7] = {0}, best = 1;

	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].level < 7)
			count[list->v[i].level]++;
	for (size_t level = 2; level < 7; level++)
		if (count[level] > count[best])
			best = level;
	return (unsigned)best;
}

static int
by_product(const void *a, const void *b)
{
	const struct candidate *x = *(const struct candidate *const *)a;
	const struct candidate *y = *(const struct candidate *const *)b;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	return strcmp(x->heading.product, y->heading.product);
}

static void
count_peers(struct candidates *list, struct bg_arena *arena)
{
	struct candidate **order = bg_calloc(arena, list->n + 1, sizeof(*order));
	size_t last;

	for (size_t i = 0; i < list->n; i++)
		order[i] = &list->v[i];
	if (list->n)
		qsort(order, list->n, sizeof(struct candidate *), by_product);
	for (size_t i = 0; i < list->n; i = last) {
		for (last = i + 1; last < list->n && !by_product(&order[i], &order[last]);)
			last++;
		for (size_t k = i; k < last; k++)
			order[k]->peers = last - i;
	}
}

static bool
is_dated(const struct candidate *c)
{
	return *c->heading.date || c->heading.unreleased || c->heading.yanked;
}

/* "Python 3.8" among releases that have no product's name, or another one. */
static bool
is_stranger(const struct candidates *list, const struct candidate *c, unsigned level)
{
	enum { FEW = 3 };

	if (!*c->heading.product || is_dated(c) || c->peers >= FEW)
		return false;
	return c->level > level || (c->level == level && c->peers * 2 <= list->n);
}

/* Whether a list stands straight below, as it does not below "NetBox v3.0". */
static bool
has_list(const struct bg_md *md, const struct candidate *c)
{
	for (size_t i = c->at + 1; i < md->nblock && md->block[i].type != BG_MD_HEADING; i++)
		if (md->block[i].type == BG_MD_ENTRY)
			return true;
	return false;
}

/*
 * Headings of another level than most: patches below their minor release, or
 * releases of an ancestor. Inside a release, a newer version is somebody else's.
 */
static bool
is_odd_release(const struct bg_md *md, const struct candidate *c, const struct candidate *in,
               unsigned level)
{
	if (c->level < level)
		return is_dated(c) || has_list(md, c);
	if (!in || !c->heading.has_version || !in->heading.has_version)
		return is_dated(c) && (!in || in->heading.unreleased);
	return bg_version_compare(&c->heading.version, &in->heading.version) < 0 &&
	       (is_dated(c) || c->heading.parts == 3);
}

/* Keeps the candidates that are releases. */
static void
choose(struct candidates *list, const struct bg_md *md)
{
	unsigned level = main_level(list);
	const struct candidate *in = NULL, *c;
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		c = &list->v[i];
		if (is_stranger(list, c, level) ||
		    (c->level != level && !is_odd_release(md, c, in, level)))
			continue;
		in = &list->v[n++];
		list->v[n - 1] = *c;
	}
	list->n = n;
}

static void
read_sections(struct bg_changelog *out, struct bg_arena *keep, struct bg_arena *scratch,
              const struct bg_md *md, const struct candidates *list)
{
	struct bg_section *section = bg_calloc(keep, list->n, sizeof(*section)), s;
	const struct candidate *c;

	for (size_t i = 0; i < list->n; i++) {
		c = &list->v[i];
		s = (struct bg_section){
			.unreleased = c->heading.unreleased,
			.has_version = c->heading.has_version,
			.version = c->heading.version,
			.title = md->block[c->at].text,
			.date = c->heading.date,
			.yanked = c->heading.yanked,
		};
		bg_section_read(&s, scratch, md, c->at, i + 1 < list->n ? c[1].at : md->nblock);
		bg_section_keep(&section[i], keep, &s);
	}
	out->section = section;
	out->nsection = list->n;
}

static int
by_version(const void *a, const void *b)
{
	const struct bg_section *x = *(const struct bg_section *const *)a;
	const struct bg_section *y = *(const struct bg_section *const *)b;
	int order = bg_version_compare(&x->version, &y->version);

	return order ? order : (x > y) - (x < y);
}

static void
index_versions(struct bg_changelog *out, struct bg_arena *arena)
{
	out->by_version = bg_calloc(arena, out->nsection, sizeof(*out->by_version));
	for (size_t i = 0; i < out->nsection; i++)
		if (out->section[i].has_version)
			out->by_version[out->nversion++] = &out->section[i];
	if (out->nversion > 1)
		qsort(out->by_version, out->nversion, sizeof(*out->by_version), by_version);
}

static void
index_entries(struct bg_changelog *out, struct bg_arena *arena)
{
	BG_LIST(struct bg_notice) notices = {0};
	struct bg_notice *notice;

	for (size_t i = 0; i < out->nsection; i++)
		for (size_t k = 0; k < out->section[i].nentry; k++) {
			const struct bg_entry *entry = &out->section[i].entry[k];

			bg_strings_add(arena, &out->keys, entry->key);
			if (!entry->announces && !entry->reprieves)
				continue;
			notice = bg_list_add(arena, &notices);
			notice->section = &out->section[i];
			notice->entry = entry;
		}
	bg_strings_sort(&out->keys);
	out->notice = notices.v;
	out->nnotice = out->nown = notices.n;
}

static int
read_changelog(struct bg_changelog *out, struct bg_arena *keep, struct bg_arena *scratch,
               const struct bg_limits *limits, const struct bg_blob *blob, struct bg_err *err)
{
	struct bg_md md = {0};
	struct candidates list = {0};

	if (bg_md_parse(&md, scratch, limits, blob, err) < 0)
		return -1;
	find_candidates(&list, scratch, &md);
	count_peers(&list, scratch);
	choose(&list, &md);
	read_sections(out, keep, scratch, &md, &list);
	index_versions(out, keep);
	index_entries(out, keep);
	return 0;
}

int
bg_changelog_parse(struct bg_changelog *out, struct bg_arena *arena,
                   const struct bg_limits *limits, const struct bg_blob *blob,
                   struct bg_err *err)
{
	struct bg_arena *scratch;
	int rc;

	*out = (struct bg_changelog){.path = blob->path, .present = blob->bytes != NULL};
	if (!out->present)
		return 0;
	scratch = bg_arena_new();
	rc = read_changelog(out, arena, scratch, limits, blob, err);
	bg_arena_free(scratch);
	return rc;
}

const struct bg_section *
bg_changelog_find(const struct bg_changelog *log, const struct bg_version *version)
{
	size_t low = 0, high = log->nversion, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (bg_version_compare(&log->by_version[mid]->version, version) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == log->nversion ||
	    bg_version_compare(&log->by_version[low]->version, version) != 0)
		return NULL;
	return log->by_version[low];
}

const struct bg_section *
bg_changelog_unreleased(const struct bg_changelog *log)
{
	for (size_t i = 0; i < log->nsection; i++)
		if (log->section[i].unreleased)
			return &log->section[i];
	return NULL;
}

bool
bg_changelog_has(const struct bg_changelog *log, const char *key)
{
	return bg_strings_has(&log->keys, key);
}

unsigned
bg_changelog_line(const struct bg_changelog *log, size_t n)
{
	unsigned line = log->notice[n].entry->block->line;

	return n < log->nown ? line : line - log->shift;
}

const char *
bg_changelog_markup(const char *path)
{
	static const char *const markups[][2] = {{".rst", "reStructuredText"},
	                                         {".adoc", "AsciiDoc"},
	                                         {".org", "Org"},
	                                         {".html", "HTML"}};

	for (size_t i = 0; i < sizeof(markups) / sizeof(*markups); i++)
		if (bg_ends(path, markups[i][0]))
			return markups[i][1];
	return NULL;
}
