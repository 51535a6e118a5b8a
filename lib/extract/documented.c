/* SPDX-License-Identifier: MIT */
/* Kind documented: the names that a stability document mentions in code spans. */
#include "extract/doc.h"
#include "parse/md.h"

#define MOST_NAME 512
#define NO_COLUMN ((size_t)-1)

struct reading {
	struct bg_extract *x;
	struct bg_doc *doc;
	const char *path;
	struct bg_doc_section *open[7]; /* by level; [0]: no heading yet */
	const struct bg_doc_section *section;
	BG_LIST(size_t) tiers; /* by table: the column called "Tier", or NO_COLUMN */
	size_t first_group;    /* of the current list or table */
	const struct bg_md_block *last;
	bool row_silent;
	const char *row_head;       /* the first name of the current row */
	const char *entry_head[10]; /* of the current entry by level; NULL: none, or deeper */
};

int
bg_doc_parse(void **out, struct bg_arena *arena, const struct bg_limits *limits,
             const struct bg_blob *blob, struct bg_err *err)
{
	*out = bg_alloc(arena, sizeof(struct bg_md));
	return bg_md_parse(*out, arena, limits, blob, err);
}

static char *
fold_text(struct bg_arena *arena, const char *text)
{
	char *copy = bg_strdup(arena, text);

	for (char *c = copy; *c; c++)
		*c = bg_lower(*c);
	return copy;
}

/* Whether a heading says that what stands below it is no promise. */
static bool
is_silent(struct bg_arena *arena, const char *text)
{
	static const char *const signs[] = {"evolving",     "unstable",         "internal",
	                                    "experimental", "no compatibility", "deprecat",
	                                    "out of scope", "out-of-scope",     "not covered",
	                                    "not stable",   "unsupported",      "unreleased",
	                                    "no promise",   "no guarantee"};
	const char *folded = fold_text(arena, text);

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strstr(folded, signs[i]))
			return true;
	return !strstr(folded, "tier a") &&
	       (strstr(folded, "tier b") || strstr(folded, "tier c"));
}

bool
bg_doc_is_dotted(const char *name)
{
	bool dot = false;

	for (const char *c = name; *c; c++) {
		if (!bg_is_word(*c) && *c != '.')
			return false;
		dot |= *c == '.';
	}
	return dot && *name != '.' && !bg_is_digit(*name);
}

/* Whether a signature goes on behind its parameters: ") -> int". */
static bool
has_arrow(const char *s, size_t n)
{
	static const char arrow[] = {')', ' ', '-', '>'};

	for (; n > sizeof(arrow); s++, n--)
		if (memcmp(s, arrow, sizeof(arrow)) == 0)
			return true;
	return false;
}

/* A code span's name: without quotes, a call suffix, an '=' or ':' behind it; NULL: none. */
const char *
bg_doc_name(struct bg_arena *arena, const char *s, size_t n)
{
	const char *open;

	while (n && bg_is_space(*s))
		s++, n--;
	while (n && bg_is_space(s[n - 1]))
		n--;
	if (n > 1 && (*s == '"' || *s == '\'') && s[n - 1] == *s)
		s++, n -= 2;
	open = memchr(s, '(', n);
	if (open && s[n - 1] != ')' && !has_arrow(open, n - (size_t)(open - s)))
		open = NULL;
	if (open)
		n = (size_t)(open - s);
	while (n && strchr(":,;.=", s[n - 1]))
		n--;
	return n && n <= MOST_NAME && !memchr(s, 0, n) ? bg_strndup(arena, s, n) : NULL;
}

/* A heading closes those at its level and below, and inherits from the one above. */
static void
read_heading(struct reading *r, const struct bg_md_block *block)
{
	struct bg_doc_section *section = bg_alloc(r->x->keep, sizeof(*section));
	unsigned level = block->level < 1 ? 1 : block->level > 6 ? 6 : block->level;
	const struct bg_doc_section *above = NULL;
	const char *name;

	for (unsigned i = level; i > 0 && !above; i--)
		above = r->open[i - 1];
	if (above)
		*section = *above;
	section->words = (struct bg_strings){0};
	for (size_t i = 0; above && i < above->words.n; i++)
		bg_strings_add(r->x->keep, &section->words, above->words.v[i]);
	if (level > 1)
		bg_doc_words(r->x->keep, &section->words, block->text, 32);
	bg_strings_sort(&section->words);
	section->silent |= is_silent(r->x->scratch, block->text);
	for (size_t i = 0; i < block->nspan; i++) {
		const struct bg_md_span *span = &block->span[i];

		if (span->type != BG_MD_CODE)
			continue;
		name = bg_doc_name(r->x->keep, block->text + span->from, span->to - span->from);
		if (name && bg_doc_is_dotted(name))
			section->base = name;
		else if (name)
			section->name = name;
	}
	r->open[level] = section;
	for (unsigned i = level + 1; i < 7; i++)
		r->open[i] = NULL;
	r->section = section;
}

/* Whether names may follow each other so: punctuation, "and", "or", nothing else. */
bool
bg_doc_joins(const char *s, size_t n)
{
	size_t i = 0, from;

	while (i < n) {
		if (!bg_is_alpha(s[i])) {
			i++;
			continue;
		}
		for (from = i; i < n && bg_is_alpha(s[i]); i++)
			;
		if (!(i - from == 3 && bg_same_fold(s + from, "and", 3)) &&
		    !(i - from == 2 && bg_same_fold(s + from, "or", 2)))
			return false;
	}
	return true;
}

static bool
same_row(const struct bg_md_block *a, const struct bg_md_block *b)
{
	return a->type == BG_MD_CELL && b->type == BG_MD_CELL && a->table == b->table &&
	       a->row == b->row;
}

/* Tier B or C in a column of that name: the row promises nothing. */
static bool
is_silent_row(const struct reading *r, const struct bg_md_block *cell,
              const struct bg_md_block *end)
{
	size_t column = cell->table < r->tiers.n ? r->tiers.v[cell->table] : NO_COLUMN;
	const struct bg_md_block *b = cell;

	for (; column != NO_COLUMN && b < end && same_row(cell, b); b++)
		if (b->column == column)
			return ((b->text[0] == 'B' || b->text[0] == 'C') &&
			        !bg_is_word(b->text[1])) ||
			       bg_starts_fold(b->text, "tier b") ||
			       bg_starts_fold(b->text, "tier c");
	return false;
}

/* Which list or column the block belongs to; each starts a group of its own. */
static size_t
find_group(struct reading *r, const struct bg_md_block *block, const struct bg_md_block *end)
{
	const struct bg_md_block *last = r->last;
	size_t group;

	if (block->type == BG_MD_PARAGRAPH)
		return (size_t)-1;
	if (!last || last->type != block->type ||
	    (block->type == BG_MD_CELL && last->table != block->table))
		r->first_group = r->doc->ngroups;
	if (block->type == BG_MD_CELL && (!last || !same_row(last, block))) {
		r->row_silent = is_silent_row(r, block, end);
		r->row_head = NULL;
	}
	group = r->first_group + (block->type == BG_MD_CELL ? block->column : block->level);
	if (group >= r->doc->ngroups)
		r->doc->ngroups = group + 1;
	return group;
}

static enum bg_doc_place
place_of(enum bg_md_type type)
{
	if (type == BG_MD_CELL)
		return BG_DOC_CELL;
	return type == BG_MD_ENTRY ? BG_DOC_ENTRY : BG_DOC_PROSE;
}

/* Where a block's first name is noted for those below it or behind it in its row. */
static const char **
head_of(struct reading *r, const struct bg_md_block *block)
{
	const size_t most = sizeof(r->entry_head) / sizeof(*r->entry_head);

	if (block->type == BG_MD_CELL)
		return block->column ? NULL : &r->row_head;
	return block->type == BG_MD_ENTRY && block->level < most ? &r->entry_head[block->level]
	                                                         : NULL;
}

/* The name that a block stands below or beside, or NULL. */
static const char *
above_of(const struct reading *r, const struct bg_md_block *block)
{
	const size_t most = sizeof(r->entry_head) / sizeof(*r->entry_head);

	if (block->type == BG_MD_CELL && block->column)
		return r->row_head;
	if (block->type == BG_MD_ENTRY && block->level > 1 && block->level <= most)
		return r->entry_head[block->level - 1];
	return r->section->name;
}

static void
read_block(struct reading *r, const struct bg_md_block *block, size_t group)
{
	struct bg_mention m = {.section = r->section,
	                       .place = place_of(block->type),
	                       .leads = true,
	                       .unit = r->doc->nunits++,
	                       .group = group,
	                       .above = above_of(r, block)};
	const char **head = head_of(r, block);
	size_t at = 0;

	if (head)
		*head = NULL;
	m.silent = r->section->silent || (m.place == BG_DOC_CELL && r->row_silent);
	for (size_t i = 0; i < block->nspan; i++) {
		const struct bg_md_span *span = &block->span[i];

		if (span->type != BG_MD_CODE || span->from < at)
			continue;
		m.leads &= bg_doc_joins(block->text + at, span->from - at);
		at = span->to;
		m.name = bg_doc_name(r->x->keep, block->text + span->from,
		                     span->to - span->from);
		if (!m.name)
			continue;
		m.loc = (struct bg_loc){r->path, span->line ? span->line : block->line};
		*bg_list_add(r->x->keep, &r->doc->mentions) = m;
		if (head && !*head)
			*head = m.name;
		if (bg_doc_is_dotted(m.name))
			m.base = m.name;
	}
}

static void
find_tiers(struct reading *r, const struct bg_md *md)
{
	const struct bg_md_block *b;

	r->tiers.n = 0;
	for (size_t i = 0; i < md->nblock; i++) {
		b = &md->block[i];
		if (b->type != BG_MD_CELL || b->row > 0)
			continue;
		while (r->tiers.n <= b->table)
			*bg_list_add(r->x->scratch, &r->tiers) = NO_COLUMN;
		if (strlen(b->text) == 4 && bg_same_fold(b->text, "tier", 4))
			r->tiers.v[b->table] = b->column;
	}
}

static int
read_file(struct reading *r, struct bg_err *err)
{
	const struct bg_md_block *block;
	const struct bg_md *md;
	size_t group;
	void *out;

	if (bg_extract_file(r->x, r->path, "md", bg_doc_parse, &out, err))
		return -1;
	md = out;
	if (!md)
		return 0;
	memset(r->open, 0, sizeof(r->open));
	r->section = r->open[0] = bg_alloc(r->x->keep, sizeof(**r->open));
	r->last = NULL;
	find_tiers(r, md);
	for (size_t i = 0; i < md->nblock; i++, r->last = block) {
		block = &md->block[i];
		if (block->type == BG_MD_HEADING) {
			read_heading(r, block);
			continue;
		}
		group = find_group(r, block, md->block + md->nblock);
		if (block->type != BG_MD_CELL || block->row > 0)
			read_block(r, block, group);
	}
	return bg_extract_room(r->x, err);
}

static int
read_documents(struct bg_extract *x, struct bg_err *err)
{
	struct bg_doc *doc = bg_alloc(x->keep, sizeof(*doc));
	struct reading r = {.x = x, .doc = doc};
	struct bg_strings paths = {0};

	if (bg_doc_is_table(x->out->spec))
		return bg_doc_table_read(x, err);
	x->out->kept = doc;
	if (bg_extract_paths(x, BG_OPT_FILES, &paths, err))
		return -1;
	for (size_t i = 0; i < paths.n; i++) {
		r.path = paths.v[i];
		if (read_file(&r, err))
			return -1;
	}
	return 0;
}

const struct bg_kind bg_kind_documented = {
	.name = "documented",
	.help = "the names of other surfaces that a stability document lists, or the Python "
		"names in a column of its tables",
	.family = "python",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(COLUMN) | BG_ACCEPTS(HEADING),
	.needs = BG_ACCEPTS(FILES),
	.read = read_documents,
	.settle = bg_doc_settle,
	.late = true,
};
