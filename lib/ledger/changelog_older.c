/* SPDX-License-Identifier: MIT */
/*
 * The notices of an older state of a CHANGELOG. Most releases only put a section on
 * top, so that what lies below was read with a newer state already: only the top is parsed.
 */
#include <string.h>

#include "ledger/changelog.h"

/* Sections read again below the top, to see that they still are what they were. */
enum { OVERLAP = 3 };

struct piece {
	const struct bg_changelog *newer;
	const char *bytes; /* of the newer file */
	size_t n;
	size_t first;  /* the topmost section that both share */
	size_t shared; /* its offset in the newer file */
	size_t top;    /* its offset in the older file */
};

/* Moves *at from line *line to the start of line to. */
static void
go_to_line(const struct piece *p, size_t *at, unsigned *line, unsigned to)
{
	const char *end;

	for (; *line < to && *at < p->n; ++*line) {
		end = memchr(p->bytes + *at, '\n', p->n - *at);
		*at = end ? (size_t)(end - p->bytes) + 1 : p->n;
	}
}

/* Finds the topmost section from which on both files are the same bytes. */
static bool
find_shared(struct piece *p, const struct bg_blob *older)
{
	size_t at = 0, left;
	unsigned line = 1;

	for (size_t i = 0; i < p->newer->nsection; i++) {
		go_to_line(p, &at, &line, p->newer->section[i].line);
		left = p->n - at;
		if (left > older->n ||
		    memcmp(older->bytes + older->n - left, p->bytes + at, left))
			continue;
		p->first = i;
		p->shared = at;
		p->top = older->n - left;
		return p->top == 0 || older->bytes[p->top - 1] == '\n';
	}
	return false;
}

/* The older file's top, and a few of the shared sections below it. */
static struct bg_blob
take_top(const struct piece *p, const struct bg_blob *older, size_t *overlap)
{
	struct bg_blob top = *older;
	size_t at = p->shared, last = p->first + OVERLAP;
	unsigned line = p->newer->section[p->first].line;

	*overlap = OVERLAP;
	if (last < p->newer->nsection) {
		go_to_line(p, &at, &line, p->newer->section[last].line);
		top.n = p->top + (at - p->shared);
	} else {
		*overlap = p->newer->nsection - p->first;
	}
	return top;
}

static bool
same_sections(const struct bg_changelog *top, const struct piece *p, size_t overlap)
{
	const struct bg_section *a, *b;

	if (top->nsection < overlap)
		return false;
	for (size_t i = 0; i < overlap; i++) {
		a = &top->section[top->nsection - overlap + i];
		b = &p->newer->section[p->first + i];
		if (strcmp(a->title, b->title) != 0 || a->nentry != b->nentry)
			return false;
	}
	return true;
}

static void
join_notices(struct bg_changelog *out, struct bg_arena *arena, const struct bg_changelog *top,
             size_t own, const struct piece *p)
{
	const struct bg_changelog *newer = p->newer;
	size_t mine = 0, skipped = 0;
	struct bg_notice *notice;

	while (mine < top->nnotice && top->notice[mine].section < top->section + own)
		mine++;
	while (skipped < newer->nnotice &&
	       newer->notice[skipped].section < newer->section + p->first)
		skipped++;
	out->nown = mine;
	out->shift = newer->section[p->first].line - top->section[own].line;
	out->notice = newer->notice + skipped;
	out->nnotice = newer->nnotice - skipped;
	if (!mine)
		return;
	notice = bg_calloc(arena, mine + out->nnotice, sizeof(*notice));
	memcpy(notice, top->notice, mine * sizeof(*notice));
	if (out->nnotice)
		memcpy(notice + mine, out->notice, out->nnotice * sizeof(*notice));
	out->notice = notice;
	out->nnotice += mine;
}

int
bg_changelog_parse_older(struct bg_changelog *out, struct bg_arena *arena,
                         const struct bg_limits *limits, const struct bg_blob *older,
                         const struct bg_changelog *newer, const struct bg_blob *newer_blob,
                         struct bg_err *err)
{
	struct piece p = {.newer = newer, .bytes = newer_blob->bytes, .n = newer_blob->n};
	struct bg_changelog top;
	struct bg_blob head;
	size_t overlap;

	*out = (struct bg_changelog){.path = older->path};
	if (!older->bytes || !newer->nsection || !find_shared(&p, older))
		return 0;
	head = take_top(&p, older, &overlap);
	if (bg_changelog_parse(&top, arena, limits, &head, err) < 0)
		return -1;
	if (!same_sections(&top, &p, overlap))
		return 0;
	out->present = true;
	join_notices(out, arena, &top, top.nsection - overlap, &p);
	return 0;
}
