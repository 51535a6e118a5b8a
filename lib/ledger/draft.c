/* SPDX-License-Identifier: MIT */
/* Cutting a section out of a CHANGELOG, and putting missing entries in. */
#include "ledger/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/list.h"
#include "ledger/lines.h"

enum { NCATEGORIES = BG_CAT_OTHER + 1 };

/* How the file writes its entries. */
struct style {
	const char *end; /* of lines */
	char bullet;
	bool code, stop, flat, spaced;
	const struct bg_line_text *heading[NCATEGORIES]; /* the first of each */
	const struct bg_line_text *any;                  /* one of them, or NULL */
};

struct insertion {
	size_t line; /* before which it goes, from 1 */
	const char *text;
};

struct drafter {
	struct bg_arena *arena;
	const struct bg_blob *blob;
	const struct bg_changelog *log;
	struct bg_line_texts lines;
	struct style style;
	BG_LIST(struct insertion) insertions;
};

static const struct {
	enum bg_category category;
	const char *word;
} words[] = {
	{BG_CAT_ADDED, "Added"},
	{BG_CAT_CHANGED, "Changed"},
	{BG_CAT_DEPRECATED, "Deprecated"},
	{BG_CAT_REMOVED, "Removed"},
};
enum { NWORDS = sizeof(words) / sizeof(*words) };

const char *
bg_section_text(size_t *n, const struct bg_changelog *log, const struct bg_section *section,
                const struct bg_blob *blob)
{
	struct bg_arena *scratch = bg_arena_new();
	struct bg_line_texts lines;
	const char *from = blob->bytes, *to = blob->bytes + blob->n;
	size_t first = section->body, end;

	bg_lines_split(&lines, scratch, blob);
	end = bg_section_end(log, section, &lines);
	while (first < end && lines.v[first - 1].blank)
		first++;
	while (end > first && lines.v[end - 2].blank)
		end--;
	if (first < end)
		from = lines.v[first - 1].s;
	if (end <= lines.n)
		to = lines.v[end - 1].s;
	*n = first < end ? (size_t)(to - from) : 0;
	bg_arena_free(scratch);
	return from;
}

/* ---- the file's style ----------------------------------------------------------------- */

static void
read_entries(struct drafter *d)
{
	size_t entries = 0, stops = 0, n;
	const struct bg_md_block *block;
	const char *s;

	for (size_t i = 0; i < d->log->nsection; i++)
		for (size_t k = 0; k < d->log->section[i].nentry; k++) {
			block = d->log->section[i].entry[k].block;
			if (block->type != BG_MD_ENTRY || block->line > d->lines.n)
				continue;
			s = d->lines.v[block->line - 1].s;
			n = strlen(block->text);
			s += strspn(s, " \t");
			if (!d->style.bullet && strchr("-*+", *s))
				d->style.bullet = *s;
			for (size_t j = 0; j < block->nspan; j++)
				d->style.code |= block->span[j].type == BG_MD_CODE;
			stops += n && block->text[n - 1] == '.';
			entries++;
		}
	d->style.code |= entries == 0;
	d->style.stop = stops * 2 > entries;
	d->style.bullet = d->style.bullet ? d->style.bullet : '-';
	d->style.flat = entries > 0;
}

static void
read_style(struct drafter *d)
{
	const struct bg_blob *b = d->blob;
	const char *end = b->n ? memchr(b->bytes, '\n', b->n) : NULL;
	struct bg_line_text *line;

	d->style.end = end && end > b->bytes && end[-1] == '\r' ? "\r\n" : "\n";
	read_entries(d);
	for (size_t i = 0; d->log->nsection && i < d->lines.n; i++) {
		line = &d->lines.v[i];
		if (!line->heading || line->category == BG_CAT_OTHER ||
		    i < d->log->section[0].line)
			continue;
		if (!d->style.heading[line->category])
			d->style.heading[line->category] = line;
		if (!d->style.any) {
			d->style.any = line;
			d->style.spaced = i + 1 < d->lines.n && d->lines.v[i + 1].blank;
		}
	}
	d->style.flat = d->style.flat && !d->style.any;
	d->style.spaced = d->style.spaced || !d->style.any;
}

/* "### Removed" as the file has it, or made like another heading of its own. */
static const char *
heading_text(const struct drafter *d, enum bg_category category, const char *word)
{
	const struct bg_line_text *own = d->style.heading[category], *any = d->style.any;
	const char *tail = "**";
	size_t sharp = 0;

	if (own)
		return bg_strndup(d->arena, own->s, own->n);
	if (!any)
		return bg_strf(d->arena, "### %s", word);
	while (sharp < any->n && any->s[sharp] == '#')
		sharp++;
	if (sharp)
		return bg_strf(d->arena, "%.*s %s", (int)sharp, any->s, word);
	if (any->s[any->n - 1] == ':')
		tail = "**:";
	else if (any->n > 3 && any->s[any->n - 3] == ':')
		tail = ":**";
	return bg_strf(d->arena, "**%s%s", word, tail);
}

static void
add_entry(const struct drafter *d, struct bg_buf *out, const char *word, const char *text)
{
	size_t n = strlen(text);

	bg_buf_printf(out, "%c ", d->style.bullet);
	if (d->style.flat)
		bg_buf_printf(out, "%s ", word);
	for (size_t i = 0; i < n; i++)
		if (text[i] != '`' || d->style.code)
			bg_buf_add(out, text + i, 1);
	bg_buf_printf(out, "%s%s", d->style.stop ? "." : "", d->style.end);
}

/* ---- where it goes --------------------------------------------------------------------- */

static bool
is_blank(const struct drafter *d, size_t line)
{
	return line == 0 || line > d->lines.n || d->lines.v[line - 1].blank;
}

/* Behind the last line that says something, from line from up to end - 1. */
static size_t
behind_text(const struct drafter *d, size_t from, size_t end)
{
	while (end > from && is_blank(d, end - 1))
		end--;
	return end;
}

/* The line of a category's heading in from .. end - 1, or 0. */
static size_t
find_heading(const struct drafter *d, enum bg_category category, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		if (d->lines.v[i - 1].heading && d->lines.v[i - 1].category == category)
			return i;
	return 0;
}

static void
insert(struct drafter *d, size_t line, const char *text)
{
	struct insertion *one = bg_list_add(d->arena, &d->insertions);

	*one = (struct insertion){line, text};
}

/* Entries below a heading that is there. */
static void
extend(struct drafter *d, size_t heading, size_t end, const char *entries)
{
	size_t next = heading + 1, at;

	while (next < end && !d->lines.v[next - 1].heading)
		next++;
	at = behind_text(d, heading + 1, next);
	if (at == heading + 1 && d->style.spaced) {
		if (at < end && is_blank(d, at))
			at++;
		else
			entries = bg_strf(d->arena, "%s%s", d->style.end, entries);
		if (!is_blank(d, at) && at < end)
			entries = bg_strf(d->arena, "%s%s", entries, d->style.end);
	}
	insert(d, at, entries);
}

/* The Unreleased section, or its heading where there is none yet. */
static const struct bg_section *
open_section(struct drafter *d, const char **heading, size_t *before)
{
	const struct bg_section *s = bg_changelog_unreleased(d->log);
	const struct bg_line_text *first;
	size_t sharp = 0;

	*heading = "";
	*before = d->lines.n + 1;
	if (s && !s->has_version)
		return s;
	*heading = "## [Unreleased]";
	if (!d->log->nsection)
		return NULL;
	*before = d->log->section[0].line;
	first = &d->lines.v[*before - 1];
	while (sharp < first->n && first->s[sharp] == '#')
		sharp++;
	*heading = bg_strf(d->arena, "%.*s %s", sharp ? (int)sharp : 2, sharp ? first->s : "##",
	                   memchr(first->s, '[', first->n) ? "[Unreleased]" : "Unreleased");
	return NULL;
}

/* ---- all of it ----------------------------------------------------------------------------- */

static const char *
collect(const struct drafter *d, size_t word, const struct bg_wanted *wanted, size_t n)
{
	struct bg_buf out = {.arena = d->arena};

	for (size_t i = 0; i < n; i++)
		if (wanted[i].category == words[word].category)
			add_entry(d, &out, words[word].word, wanted[i].text);
	return bg_buf_str(&out);
}

/* The new headings with their entries, for the end of the section. */
static void
append(struct drafter *d, const struct bg_section *s, const char *heading, size_t before,
       const char *blocks)
{
	const char *end = d->style.end;
	size_t at;

	if (!*blocks)
		return;
	if (s) {
		at = behind_text(d, s->body, before);
		blocks = bg_strf(d->arena, "%s%s%s", d->style.flat && at > s->body ? "" : end,
		                 blocks, is_blank(d, at) ? "" : end);
		insert(d, at, blocks);
		return;
	}
	blocks = bg_strf(d->arena, "%s%s%s%s%s", is_blank(d, before - 1) ? "" : end, heading,
	                 end, end, blocks);
	insert(d, before,
	       before <= d->lines.n ? bg_strf(d->arena, "%s%s", blocks, end) : blocks);
}

/* The first insertion goes in first where two go before one line. */
static void
assemble(struct drafter *d, struct bg_drafted *out)
{
	struct bg_buf file = {.arena = d->arena};
	const char *s = d->blob->bytes, *stop = s + d->blob->n, *at;

	for (size_t line = 1; line <= d->lines.n + 1; line++) {
		at = line <= d->lines.n ? d->lines.v[line - 1].s : stop;
		for (size_t i = 0; i < d->insertions.n; i++) {
			if (d->insertions.v[i].line != line)
				continue;
			bg_buf_add(&file, s, (size_t)(at - s));
			s = at;
			if (file.n && !strchr("\r\n", file.bytes[file.n - 1]))
				bg_buf_puts(&file, d->style.end);
			bg_buf_puts(&file, d->insertions.v[i].text);
		}
	}
	if (s)
		bg_buf_add(&file, s, (size_t)(stop - s));
	out->file = bg_buf_str(&file);
	out->nfile = file.n;
}

void
bg_draft_make(struct bg_drafted *out, struct bg_arena *arena, const struct bg_blob *blob,
              const struct bg_changelog *log, const struct bg_wanted *wanted, size_t n)
{
	struct drafter d = {.arena = arena, .blob = blob, .log = log};
	struct bg_buf shown = {.arena = arena}, blocks = {.arena = arena};
	const struct bg_section *s;
	const char *entries, *title, *top, *head;
	size_t before, at;

	bg_lines_split(&d.lines, arena, blob);
	read_style(&d);
	s = open_section(&d, &title, &before);
	if (s)
		before = bg_section_end(log, s, &d.lines);
	for (size_t i = 0; i < NWORDS; i++) {
		entries = collect(&d, i, wanted, n);
		if (!*entries)
			continue;
		top = heading_text(&d, words[i].category, words[i].word);
		head = d.style.flat ? ""
		                    : bg_strf(arena, "%s%s%s", top, d.style.end,
		                              d.style.spaced ? d.style.end : "");
		bg_buf_printf(&shown, "%s%s%s", shown.n && *head ? d.style.end : "", head,
		              entries);
		at = s && !d.style.flat ? find_heading(&d, words[i].category, s->body, before)
		                        : 0;
		if (at)
			extend(&d, at, before, entries);
		else
			bg_buf_printf(&blocks, "%s%s%s", blocks.n && *head ? d.style.end : "",
			              head, entries);
	}
	append(&d, s, title, before, bg_buf_str(&blocks));
	assemble(&d, out);
	out->text = bg_buf_str(&shown);
}
