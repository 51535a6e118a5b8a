/* SPDX-License-Identifier: MIT */
/* Python names that a document lists: in a column of its tables, or below a heading. */
#include "base/utf8.h"
#include "base/words.h"
#include "extract/describe.h"
#include "extract/doc.h"
#include "extract/doc_table.h"
#include "parse/md.h"

#define MARK 200 /* bytes of a row that says it is deprecated */

bool
bg_doc_is_table(const struct bg_spec *spec)
{
	return spec->option[BG_OPT_COLUMN].n || spec->option[BG_OPT_HEADING].n;
}

struct reading {
	struct bg_extract *x;
	struct bg_doc_table *table;
	const char *path, *column, *heading;
	unsigned level; /* of the heading that is open; 0: none is */
	size_t at;      /* which column of the current table; SIZE_MAX: none */
	bool headed;    /* a table of the document has the column */
	bool loose;     /* no table has it: entries of lists are read for it */
};

static bool
same_text(const char *a, const char *b)
{
	return strlen(a) == strlen(b) && bg_same_fold(a, b, strlen(a));
}

/* "Import" heads the column; "Import path" as well. */
static bool
is_headed(const char *text, const char *column)
{
	size_t n = strlen(column);

	return bg_starts_fold(text, column) && !bg_is_word(text[n]);
}

/* "deprecated" where a row says so: first of a cell, or beside the name. */
static bool
says_deprecated(const char *text, bool beside)
{
	static const char word[] = "deprecated";

	if (bg_starts_fold(text, word))
		return true;
	for (; beside && *text; text++)
		if (bg_starts_fold(text, word))
			return true;
	return false;
}

/* The cell of the row that marks it as deprecated, or "~~name~~", cut to one line; NULL: none. */
static const char *
mark_of(struct reading *r, const struct bg_md_block *cell, const struct bg_md_block *end)
{
	size_t n;

	if (cell->struck)
		return "struck out";
	for (const struct bg_md_block *b = cell; b < end; b++) {
		if (b != cell && (cell->type != BG_MD_CELL || b->type != BG_MD_CELL ||
		                  b->table != cell->table || b->row != cell->row))
			break;
		if (!says_deprecated(b->text, b == cell))
			continue;
		n = strlen(b->text) < MARK ? strlen(b->text) : MARK;
		while (n && ((unsigned char)b->text[n] & 0xC0) == 0x80)
			n--;
		return bg_strndup(r->x->keep, b->text, n);
	}
	return NULL;
}

/* "b" beside "a.x" is "a.b"; a dotted name stands for itself. */
static const char *
beside(struct bg_arena *arena, const char *first, const char *name)
{
	const char *dot;

	if (bg_doc_is_dotted(name) || !first)
		return name;
	dot = strrchr(first, '.');
	return dot ? bg_strf(arena, "%.*s.%s", (int)(dot - first), first, name) : name;
}

static bool
is_name(const char *s)
{
	if (!*s || bg_is_digit(*s))
		return false;
	for (; *s; s++)
		if (!bg_is_word(*s) && *s != '.')
			return false;
	return s[-1] != '.';
}

/* A cell or an entry that is being read, up to the end of the document. */
struct cell {
	struct reading *r;
	const struct bg_md_block *b, *end;
	const struct bg_md_span *span;
	const char *first; /* name of the cell, in full; NULL: none so far */
};

static void
add_row(struct cell *c, const char *name)
{
	struct reading *r = c->r;
	struct bg_doc_row *row;

	if (!name || !is_name(name) || (!c->first && !bg_doc_is_dotted(name)))
		return;
	name = beside(r->x->keep, c->first, name);
	c->first = c->first ? c->first : name;
	row = bg_list_add(r->x->keep, &r->table->rows);
	row->id = name;
	row->loc = (struct bg_loc){r->path, c->span->line ? c->span->line : c->b->line};
	row->deprecated = mark_of(r, c->b, c->end);
	row->loose = r->loose;
}

/* The next word of n bytes at *s, behind spaces, brackets and commas; NULL: there is none. */
static const char *
next_word(const char **s, size_t *n)
{
	const char *word = *s + strspn(*s, " ,()\\\n\t");

	*n = strcspn(word, " ,()\\\n\t");
	*s = word + *n;
	return *n ? word : NULL;
}

static bool
is_word(const char *word, size_t n, const char *other)
{
	return word && strlen(other) == n && memcmp(word, other, n) == 0;
}

/* "from a.b import c, d as e"; false: it is no such statement. */
static bool
read_import(struct cell *c)
{
	struct bg_arena *keep = c->r->x->keep;
	const char *at =
		bg_strndup(keep, c->b->text + c->span->from, c->span->to - c->span->from);
	const char *word, *module;
	size_t n, length;

	word = next_word(&at, &n);
	if (!is_word(word, n, "from"))
		return false;
	module = next_word(&at, &length);
	word = next_word(&at, &n);
	if (!module || !is_word(word, n, "import"))
		return false;
	while ((word = next_word(&at, &n))) {
		if (is_word(word, n, "as"))
			next_word(&at, &n);
		else
			add_row(c,
			        bg_strf(keep, "%.*s.%.*s", (int)length, module, (int)n, word));
	}
	return true;
}

/* The name in a code span; "Page[T]" is Page. */
static const char *
name_in(struct cell *c)
{
	const char *name = bg_doc_name(c->r->x->keep, c->b->text + c->span->from,
	                               c->span->to - c->span->from);

	return name && bg_ends(name, "]") ? bg_strndup(c->r->x->keep, name, strcspn(name, "["))
	                                  : name;
}

/* The names that a cell or an entry begins with. */
static void
read_names(struct reading *r, const struct bg_md_block *b, const struct bg_md_block *end)
{
	struct cell c = {.r = r, .b = b, .end = end};
	size_t at = 0;

	for (size_t i = 0; i < b->nspan; i++) {
		c.span = &b->span[i];
		if (c.span->type != BG_MD_CODE || c.span->from < at)
			continue;
		if (!bg_doc_joins(b->text + at, c.span->from - at) ||
		    (r->loose && memchr(b->text + at, ':', c.span->from - at)))
			break;
		at = c.span->to;
		if (!read_import(&c))
			add_row(&c, name_in(&c));
	}
}

static void
read_heading(struct reading *r, const struct bg_md_block *b)
{
	if (r->heading && same_text(b->text, r->heading))
		r->level = b->level;
	else if (r->level && b->level <= r->level)
		r->level = 0;
}

static void
read_block(struct reading *r, const struct bg_md_block *b, const struct bg_md_block *end)
{
	if (b->type == BG_MD_HEADING) {
		read_heading(r, b);
	} else if (b->type == BG_MD_CELL && b->row == 0) {
		if (b->column == 0)
			r->at = SIZE_MAX;
		if (r->column && r->at == SIZE_MAX && is_headed(b->text, r->column))
			r->at = b->column;
		r->headed |= r->at != SIZE_MAX;
	} else if (b->type == BG_MD_CELL ? b->column == r->at
	                                 : b->type == BG_MD_ENTRY && (r->level || r->loose)) {
		read_names(r, b, end);
	}
}

/* ---- what the names are ----------------------------------------------------------------- */

int
bg_doc_table_find(struct bg_py_project *project, const char *id, struct bg_py_unit **unit,
                  const char **rest, struct bg_err *err)
{
	size_t n = strlen(id);

	*unit = NULL;
	*rest = "";
	while (n) {
		if (bg_py_module_get(project, bg_strndup(project->arena, id, n), unit, err) !=
		    0)
			return -1;
		if (*unit) {
			*rest = id + n + (id[n] == '.');
			return 0;
		}
		while (n && id[--n] != '.')
			continue;
	}
	return 0;
}

/* Whether another row that was found lists the name, or what it is a part of. */
static bool
is_part(const struct bg_py_table *found, struct bg_arena *arena, const char *id)
{
	char *whole = bg_strdup(arena, id), *dot;

	while (!bg_py_table_find(found, whole)) {
		dot = strrchr(whole, '.');
		if (!dot)
			return false;
		*dot = '\0';
	}
	return true;
}

static int
describe_row(struct bg_describer *d, struct bg_doc_table *t, struct bg_doc_row *row)
{
	struct bg_harvest *h = d->x->out;
	struct bg_py_unit *unit;
	struct bg_item *item;
	const char *rest;
	size_t at;

	if (bg_doc_table_find(t->project, row->id, &unit, &rest, d->err) != 0)
		return -1;
	row->found = !unit && row->loose;
	if (!unit)
		return 0;
	at = h->items.n;
	if (*rest) {
		if (bg_describe_name(d, unit, rest, row->id, row->loc) != 0)
			return -1;
		row->found = d->done != BG_DESCRIBED_NOTHING;
	} else {
		item = bg_harvest_add(d->x, "name", row->id, bg_strdup(d->x->keep, unit->path),
		                      1);
		bg_item_set_attr(d->x->keep, item, "is", "module");
		row->found = true;
		d->module = row->id;
		if (bg_describe_module(d, unit, row->id, false) != 0)
			return -1;
		d->module = NULL;
	}
	if (row->deprecated && at < h->items.n && !bg_item_fact(&h->items.v[at], "deprecated"))
		bg_item_set_fact(d->x->keep, &h->items.v[at], "deprecated", row->deprecated);
	return 0;
}

/* Wholes before their parts: a member that its class brings is not described again. */
static int
describe_rows(struct bg_describer *d, struct bg_doc_table *t)
{
	struct bg_py_table found = {.arena = d->x->scratch};
	struct bg_doc_row *row;
	size_t dots, most = 0;

	for (size_t i = 0; i < t->rows.n; i++) {
		t->rows.v[i].dots = 0;
		for (const char *c = t->rows.v[i].id; *c; c++)
			t->rows.v[i].dots += *c == '.';
		most = t->rows.v[i].dots > most ? t->rows.v[i].dots : most;
	}
	for (dots = 0; dots <= most; dots++)
		for (size_t i = 0; i < t->rows.n; i++) {
			row = &t->rows.v[i];
			if (row->dots != dots)
				continue;
			row->part = is_part(&found, d->x->scratch, row->id);
			if (!row->part && describe_row(d, t, row) != 0)
				return -1;
			if (row->found)
				*bg_py_table_at(&found, row->id) = row;
		}
	return bg_extract_room(d->x, d->err);
}

static void
read_blocks(struct reading *r, const struct bg_md *md)
{
	r->level = 0;
	r->at = SIZE_MAX;
	for (size_t i = 0; md && i < md->nblock; i++)
		read_block(r, &md->block[i], md->block + md->nblock);
}

static int
read_file(struct reading *r, struct bg_err *err)
{
	const struct bg_md *md;
	void *out;

	if (bg_extract_file(r->x, r->path, "md", bg_doc_parse, &out, err) != 0)
		return -1;
	md = out;
	r->headed = r->loose = false;
	read_blocks(r, md);
	/* The table became a list, or was one from the beginning. */
	r->loose = r->column && !r->heading && !r->headed;
	if (r->loose)
		read_blocks(r, md);
	return 0;
}

int
bg_doc_table_read(struct bg_extract *x, struct bg_err *err)
{
	const struct bg_strings *option = x->out->spec->option;
	struct bg_doc_table *table = bg_alloc(x->keep, sizeof(*table));
	struct reading r = {.x = x, .table = table};
	struct bg_describer d = {.x = x, .err = err};
	struct bg_strings paths = {0};

	x->out->kept = table;
	r.column = option[BG_OPT_COLUMN].n ? option[BG_OPT_COLUMN].v[0] : NULL;
	r.heading = option[BG_OPT_HEADING].n ? option[BG_OPT_HEADING].v[0] : NULL;
	if (bg_extract_python(x, &table->project, err) != 0 ||
	    bg_extract_paths(x, BG_OPT_FILES, &paths, err) != 0)
		return -1;
	for (size_t i = 0; i < paths.n; i++) {
		r.path = paths.v[i];
		if (read_file(&r, err) != 0)
			return -1;
	}
	return describe_rows(&d, table);
}
