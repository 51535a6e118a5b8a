/* SPDX-License-Identifier: MIT */
/* Which blocks of a release are entries, and what the headings above make of them. */
#include "ledger/changelog_entry.h"

#include <string.h>

#include "base/buf.h"
#include "base/list.h"
#include "base/words.h"
#include "ledger/changelog_heading.h"

enum { NESTING = 16, HEADINGS = 7, INTRO_WORDS = 6 };

struct meaning {
	enum bg_category category;
	const char *heading;
};

struct reader {
	struct bg_arena *arena;
	const struct bg_md *md;
	size_t end;
	struct meaning above[HEADINGS]; /* by level; [0]: no heading yet */
	unsigned level;                 /* of the last heading */
	struct meaning list; /* from the paragraph before a list; heading NULL: none */
	const char *intro;   /* that paragraph's text, or "" */
	struct {
		const char *text;
		struct meaning meaning; /* heading NULL: gives none to what is nested */
	} item[NESTING];
	unsigned migration; /* level of a heading that promises migration notes, or 0 */
	bool new_is_first;  /* the table's first column holds the new names */
	bool old_is_last;   /* and the last of its two columns the old ones */
	BG_LIST(struct bg_entry) entries;
};

/* Whether s, of n bytes, is all of a reference: "#12, #13", "PR #12", a commit's hash. */
static bool
is_reference(const char *s, size_t n)
{
	enum { LONG = 48, HASH = 7 };
	size_t hex = 0;
	bool number = false;

	if (n > LONG)
		return false;
	for (size_t i = 0; i < n; i++) {
		hex += bg_is_digit(s[i]) || (s[i] >= 'a' && s[i] <= 'f');
		number = number || (s[i] == '#' && i + 1 < n && bg_is_digit(s[i + 1]));
	}
	return number || (hex == n && n >= HASH);
}

/* n without a stop, blanks and a reference in brackets at its end. */
static size_t
trim_end(const char *s, size_t n)
{
	size_t open, before;

	do {
		before = n;
		while (n && (bg_is_space(s[n - 1]) || s[n - 1] == '.'))
			n--;
		if (!n || (s[n - 1] != ')' && s[n - 1] != ']'))
			continue;
		for (open = n - 1; open && s[open] != '(' && s[open] != '[';)
			open--;
		if ((s[open] == '(' || s[open] == '[') &&
		    is_reference(s + open + 1, n - open - 2))
			n = open;
	} while (n < before);
	return n;
}

/* The category comes first: "`A`." below Deprecated is not "`A`." below Removed. */
static const char *
make_key(struct bg_arena *arena, enum bg_category category, const char *text)
{
	size_t n = trim_end(text, strlen(text)), k = 0;
	char *key = bg_alloc(arena, n + 2);

	key[k++] = (char)('a' + category);
	for (size_t i = 0; i < n; i++) {
		if (!bg_is_space(text[i]))
			key[k++] = bg_lower(text[i]);
		else if (k > 1 && key[k - 1] != ' ')
			key[k++] = ' ';
	}
	return key;
}

/* A cheap test, so that few entries are ever read word by word. */
static void
mark_notices(struct bg_entry *entry)
{
	const char *text = entry->block->text;
	size_t n = strlen(text);
	bool deprecat = bg_has_fold(text, n, "deprecat");
	bool removed = bg_has_fold(text, n, "be removed");

	entry->reprieves = deprecat || removed;
	entry->announces = deprecat || removed || entry->category == BG_CAT_DEPRECATED;
	if (entry->category == BG_CAT_ADDED || entry->category == BG_CAT_REMOVED ||
	    entry->category == BG_CAT_FIXED)
		entry->announces = false;
}

static struct meaning
meaning_here(const struct reader *r)
{
	return r->list.heading ? r->list : r->above[r->level];
}

static struct bg_entry *
add_entry(struct reader *r, const struct bg_md_block *block, struct meaning meaning,
          const char *parent)
{
	struct bg_entry *entry;
	enum bg_category label;
	size_t end;

	label = bg_category_label(block->text, &end);
	if (label != BG_CAT_OTHER && meaning.category != BG_CAT_SECURITY)
		meaning.category = label;
	entry = bg_list_add(r->arena, &r->entries);
	entry->category = meaning.category;
	entry->heading = meaning.heading;
	entry->block = block;
	entry->parent = parent;
	entry->key = make_key(r->arena, meaning.category, block->text);
	mark_notices(entry);
	return entry;
}

/* A heading's own meaning, else that of the nearest one above it that has one. */
static void
read_heading(struct reader *r, const struct bg_md_block *block)
{
	unsigned level = block->level < HEADINGS ? block->level : HEADINGS - 1;
	struct meaning own = {bg_category_heading(block->text), block->text};

	for (unsigned up = level; own.category == BG_CAT_OTHER && up-- > 1;)
		if (r->above[up].heading && r->above[up].category != BG_CAT_OTHER)
			own = r->above[up];
	for (unsigned i = level; i < HEADINGS; i++)
		r->above[i].heading = NULL;
	r->above[level] = own;
	r->level = level;
	r->list.heading = NULL;
	r->intro = "";
	if (bg_migration_heading(block->text))
		r->migration = level;
	else if (level <= r->migration)
		r->migration = 0;
}

static void
read_item(struct reader *r, const struct bg_md_block *block)
{
	unsigned depth =
		block->level && block->level <= NESTING ? block->level - 1 : NESTING - 1;
	struct meaning meaning = meaning_here(r), given = {BG_CAT_OTHER, NULL};
	const char *parent = depth ? r->item[depth - 1].text : r->intro;

	if (depth && r->item[depth - 1].meaning.heading)
		meaning = given = r->item[depth - 1].meaning;
	if (!parent)
		parent = "";
	if (bg_category_intro(block->text) != BG_CAT_OTHER)
		given = (struct meaning){bg_category_intro(block->text), block->text};
	r->item[depth].text = block->text;
	r->item[depth].meaning = given;
	for (unsigned i = depth + 1; i < NESTING; i++) {
		r->item[i].text = NULL;
		r->item[i].meaning.heading = NULL;
	}
	if (*block->text)
		add_entry(r, block, meaning, parent);
}

static bool
is_long(const struct bg_md_block *block)
{
	size_t words = 0;

	for (const char *s = block->text; *s; s++)
		words += *s == ' ';
	return words >= INTRO_WORDS;
}

/* "**Added**", "Deprecations:" and the like before a list are its heading. */
static void
read_paragraph(struct reader *r, const struct bg_md_block *block)
{
	size_t n = strlen(block->text);
	bool list = block + 1 < r->md->block + r->end && block[1].type != BG_MD_HEADING &&
	            block[1].type != BG_MD_PARAGRAPH;
	enum bg_category category = bg_category_intro(block->text);
	bool colon = n && block->text[n - 1] == ':';

	r->list.heading = NULL;
	r->intro = "";
	if (list && (category != BG_CAT_OTHER || colon)) {
		r->intro = block->text;
		if (category != BG_CAT_OTHER)
			r->list = (struct meaning){category, block->text};
		if (bg_migration_heading(block->text))
			r->migration = HEADINGS;
		if (!block->nspan && !is_long(block))
			return;
	}
	if (n)
		add_entry(r, block, r->above[r->level], "");
}

/* Appends one cell to a row, its spans shifted. */
static void
add_cell(struct bg_buf *text, struct bg_md_span **span, const struct bg_md_block *cell)
{
	size_t shift;

	if (text->n)
		bg_buf_puts(text, " | ");
	shift = text->n;
	bg_buf_puts(text, cell->text);
	for (size_t i = 0; i < cell->nspan; i++) {
		**span = cell->span[i];
		(*span)->from += shift;
		(*span)->to += shift;
		(*span)++;
	}
}

/* Whether any of the words stands in a column's heading; the list ends with NULL. */
static bool
is_headed(const struct bg_md_block *cell, const char *const *word)
{
	for (; *word; word++)
		if (bg_has_fold(cell->text, strlen(cell->text), *word))
			return true;
	return false;
}

/* Finds out from the n cells of a table's heading which names are the old ones. */
static void
read_columns(struct reader *r, const struct bg_md_block *cell, size_t n)
{
	static const char *const fresh[] = {"new",     "now",       "use",         "replace",
	                                    "instead", "after",     "alternative", "successor",
	                                    "migrat",  "supported", NULL};
	static const char *const old[] = {"old",    "deprecat",   "previous",
	                                  "before", "former",     "obsolete",
	                                  "legacy", "instead of", NULL};

	r->new_is_first = is_headed(cell, fresh) && !is_headed(cell, old);
	r->old_is_last = r->new_is_first && n == 2 && is_headed(cell + 1, old);
}

/* Reads the row that begins at block[i]; returns the index behind it. */
static size_t
read_row(struct reader *r, size_t i)
{
	const struct bg_md_block *cell = &r->md->block[i];
	struct bg_md_block *row = bg_alloc(r->arena, sizeof(*row));
	struct bg_buf text = {.arena = r->arena};
	struct bg_md_span *span;
	size_t n = 0, nspan = 0;

	while (i + n < r->end && cell[n].type == BG_MD_CELL && cell[n].table == cell->table &&
	       cell[n].row == cell->row)
		nspan += cell[n++].nspan;
	if (cell->row == 0) {
		read_columns(r, cell, n);
		return i + n;
	}
	*row = *cell;
	row->span = span = bg_calloc(r->arena, nspan, sizeof(*span));
	row->nspan = nspan;
	for (size_t k = 0; k < n; k++)
		add_cell(&text, &span, &cell[r->old_is_last ? n - 1 - k : k]);
	row->text = bg_strdup(r->arena, bg_buf_str(&text));
	row->last = cell[n - 1].last;
	if (text.n) {
		struct bg_entry *entry = add_entry(r, row, meaning_here(r), r->intro);

		entry->announces = entry->announces && (!r->new_is_first || r->old_is_last);
	}
	return i + n;
}

void
bg_section_read(struct bg_section *section, struct bg_arena *arena, const struct bg_md *md,
                size_t heading, size_t end)
{
	struct reader r = {.arena = arena, .md = md, .end = end, .intro = ""};
	const struct bg_md_block *block;
	size_t next;

	r.above[0] = (struct meaning){BG_CAT_NONE, ""};
	block = &md->block[heading];
	section->line = block->line;
	section->body = block->last + 1;
	section->last = block->last;
	for (size_t i = 0; i < block->nspan && !section->link; i++)
		section->link =
			block->span[i].type == BG_MD_LINK ? block->span[i].target : NULL;
	for (size_t i = heading + 1; i < end; i = next) {
		block = &md->block[i];
		next = i + 1;
		if (block->last > section->last)
			section->last = block->last;
		if (block->type == BG_MD_HEADING) {
			read_heading(&r, block);
			continue;
		}
		if (block->type == BG_MD_ENTRY)
			read_item(&r, block);
		else if (block->type == BG_MD_PARAGRAPH)
			read_paragraph(&r, block);
		else
			next = read_row(&r, i);
		if ((r.migration && *block->text) || bg_migration_link(block))
			section->migration = true;
	}
	section->entry = r.entries.v;
	section->nentry = r.entries.n;
}
