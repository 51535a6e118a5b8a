/* SPDX-License-Identifier: MIT */
/* Markdown: cmark-gfm's tree, walked once and flattened to text blocks. */
#include "parse/md.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "parse/md_draft.h"
#include "parse/md_guard.h"

#define NONE ((size_t)-1)

/* A place in the source that only moves down. */
struct cursor {
	const char *at;
	unsigned line;
};

struct walk {
	struct bg_arena *arena;
	const struct bg_limits *limits;
	const char *path;
	struct cursor source;
	struct bg_md_drafts drafts;
	BG_LIST(size_t) items; /* the open list items' drafts, outermost first */
	size_t current;        /* the draft that inline text goes to, or NONE */
	size_t link, spans;    /* its span of the open link; its spans before this block */
	size_t depth, nodes, images, links;
	size_t tables, row, column;
	unsigned first, line; /* the open block's first line, and the line reached */
};

static struct bg_md_draft *
open_draft(struct walk *w, enum bg_md_type type)
{
	struct bg_md_draft *d = bg_md_draft_add(w->arena, &w->drafts, type);

	w->current = w->drafts.n - 1;
	return d;
}

static bool
is_called(cmark_node *node, const char *name)
{
	return strcmp(cmark_node_get_type_string(node), name) == 0;
}

static unsigned
start_line(cmark_node *node)
{
	return (unsigned)cmark_node_get_start_line(node);
}

static unsigned
end_line(cmark_node *node)
{
	return (unsigned)cmark_node_get_end_line(node);
}

/* ---- inlines -------------------------------------------------------------------- */

/* The lines of inlines are counted here: cmark's own are wrong behind a "\\" break. */
static void
count_lines(struct walk *w, const char *s)
{
	for (; s && (s = strchr(s, '\n')) != NULL; s++)
		w->line++;
}

/* The title of a link may span lines; autolinks may stand inside of links. */
static void
visit_link(struct walk *w, cmark_node *node, bool enter)
{
	struct bg_md_draft *d = &w->drafts.v[w->current];

	if (enter && !w->links++) {
		w->link = d->spans.n;
		bg_md_draft_span(d, BG_MD_LINK, w->line)->target =
			bg_strdup(w->arena, cmark_node_get_url(node));
	}
	if (enter)
		return;
	if (!--w->links)
		d->spans.v[w->link].to = d->text.n;
	count_lines(w, cmark_node_get_title(node));
}

static void
add_code(struct walk *w, cmark_node *node)
{
	struct bg_md_draft *d = &w->drafts.v[w->current];
	struct bg_md_span *span = bg_md_draft_span(d, BG_MD_CODE, w->line);

	bg_buf_puts(&d->text, cmark_node_get_literal(node));
	span->to = d->text.n;
	if (end_line(node) > start_line(node))
		w->line += end_line(node) - start_line(node);
}

/* <br> is the one tag whose absence would join two words. */
static void
add_html(struct walk *w, const char *s)
{
	if (bg_starts_fold(s, "<br") && (s[3] == '>' || s[3] == '/' || s[3] == ' '))
		bg_md_draft_blank(&w->drafts.v[w->current]);
	count_lines(w, s);
}

static void
enter_inline(struct walk *w, cmark_node *node)
{
	struct bg_md_draft *d = &w->drafts.v[w->current];

	switch ((unsigned)cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		bg_md_draft_text(d, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_CODE:
		add_code(w, node);
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		bg_md_draft_blank(d);
		w->line++;
		break;
	case CMARK_NODE_HTML_INLINE:
		add_html(w, cmark_node_get_literal(node));
		break;
	default:
		break;
	}
}

/* A struck out sentence is taken back. A name is what goes, a heading a yanked release. */
static bool
is_withdrawn(const struct walk *w, cmark_node *node)
{
	const char *s;

	if (w->drafts.v[w->current].block.type == BG_MD_HEADING ||
	    !is_called(node, "strikethrough"))
		return false;
	for (node = cmark_node_first_child(node); node; node = cmark_node_next(node)) {
		s = cmark_node_get_literal(node);
		if (cmark_node_get_type(node) == CMARK_NODE_TEXT && s && strchr(s, ' '))
			return true;
	}
	return false;
}

/* What an image describes is no text of the block, but it may take lines. */
static void
visit_image(struct walk *w, cmark_node *node, bool enter)
{
	w->images += enter ? 1 : (size_t)-1;
	if (!enter)
		count_lines(w, cmark_node_get_title(node));
}

static void
visit_inline(struct walk *w, cmark_node *node, bool enter)
{
	unsigned type = (unsigned)cmark_node_get_type(node);

	if (w->current == NONE)
		return;
	if (type == CMARK_NODE_IMAGE || is_withdrawn(w, node))
		visit_image(w, node, enter);
	else if (w->images)
		w->line +=
			enter && (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK);
	else if (type == CMARK_NODE_LINK)
		visit_link(w, node, enter);
	else if (enter)
		enter_inline(w, node);
}

/* ---- blocks --------------------------------------------------------------------- */

static void
open_text(struct walk *w, unsigned first)
{
	struct bg_md_draft *d = &w->drafts.v[w->current];

	w->first = w->line = first;
	w->spans = d->spans.n;
	if (!d->block.line)
		d->block.line = first;
}

static void
close_text(struct walk *w, unsigned last)
{
	w->drafts.v[w->current].block.last = last;
	w->current = NONE;
}

/* cmark gives an underlined heading the line behind it as its last. */
static void
visit_heading(struct walk *w, cmark_node *node, bool enter)
{
	if (!enter) {
		close_text(w, w->line + (end_line(node) > start_line(node)));
		return;
	}
	open_draft(w, BG_MD_HEADING)->block.level =
		(unsigned)cmark_node_get_heading_level(node);
	open_text(w, start_line(node));
}

/* Whether a line holds "]:"; asked for lines in rising order. */
static bool
holds_definition(struct cursor *source, unsigned line)
{
	size_t n;

	for (; source->line < line && *source->at; source->line++) {
		source->at += strcspn(source->at, "\r\n");
		if (*source->at)
			source->at += source->at[0] == '\r' && source->at[1] == '\n' ? 2 : 1;
	}
	n = source->line == line ? strcspn(source->at, "\r\n") : 0;
	for (size_t i = 0; i + 1 < n; i++)
		if (source->at[i] == ']' && source->at[i + 1] == ':')
			return true;
	return false;
}

/* cmark counts reference definitions in front of a paragraph to its lines. */
static void
close_paragraph(struct walk *w, cmark_node *node)
{
	struct bg_md_draft *d = &w->drafts.v[w->current];
	unsigned last = end_line(node), ahead = 0;

	if (last > w->line && holds_definition(&w->source, w->first))
		ahead = last - w->line;
	if (d->block.type == BG_MD_PARAGRAPH)
		d->block.line += ahead;
	for (size_t i = w->spans; i < d->spans.n; i++)
		d->spans.v[i].line += ahead;
	close_text(w, last > w->line ? last : w->line);
}

/* A paragraph whose last line became a table's header has no line; the table has it. */
static void
visit_paragraph(struct walk *w, cmark_node *node, bool enter)
{
	unsigned first = start_line(node);

	if (!enter) {
		close_paragraph(w, node);
		return;
	}
	if (!first && cmark_node_next(node))
		first = start_line(cmark_node_next(node));
	if (w->items.n) {
		w->current = w->items.v[w->items.n - 1];
		bg_md_draft_blank(&w->drafts.v[w->current]);
	} else {
		open_draft(w, BG_MD_PARAGRAPH);
	}
	open_text(w, first);
}

static void
visit_item(struct walk *w, cmark_node *node, bool enter)
{
	struct bg_md_draft *d;

	if (!enter) {
		w->items.n--;
		return;
	}
	d = open_draft(w, BG_MD_ENTRY);
	d->block.line = d->block.last = start_line(node);
	*bg_list_add(w->arena, &w->items) = w->current;
	d->block.level = (unsigned)w->items.n;
	w->current = NONE;
}

/* A header's line follows from the row behind it: cmark's own may be a paragraph's. */
static unsigned
row_line(cmark_node *row)
{
	cmark_node *table = cmark_node_parent(row), *next = cmark_node_next(row);

	if (cmark_node_previous(row))
		return start_line(row);
	if (next && start_line(next) > 2)
		return start_line(next) - 2;
	return end_line(table) > 1 ? end_line(table) - 1 : start_line(table);
}

static void
visit_cell(struct walk *w, cmark_node *node, bool enter)
{
	unsigned line = row_line(cmark_node_parent(node));
	struct bg_md_block *b;

	if (!enter) {
		close_text(w, line);
		return;
	}
	b = &open_draft(w, BG_MD_CELL)->block;
	b->table = w->tables - 1;
	b->row = w->row - 1;
	b->column = w->column++;
	open_text(w, line);
}

static void
visit_block(struct walk *w, cmark_node *node, bool enter)
{
	unsigned type = (unsigned)cmark_node_get_type(node);

	if (type == CMARK_NODE_HEADING) {
		visit_heading(w, node, enter);
	} else if (type == CMARK_NODE_PARAGRAPH) {
		visit_paragraph(w, node, enter);
	} else if (type == CMARK_NODE_ITEM) {
		visit_item(w, node, enter);
	} else if (is_called(node, "table_cell")) {
		visit_cell(w, node, enter);
	} else if (is_called(node, "table")) {
		w->tables += enter;
		w->row = 0;
	} else if (is_called(node, "table_row") || is_called(node, "table_header")) {
		w->row += enter;
		w->column = 0;
	}
}

static int
visit(struct walk *w, cmark_node *node, bool enter, struct bg_err *err)
{
	unsigned type = (unsigned)cmark_node_get_type(node);

	if ((type & CMARK_NODE_TYPE_MASK) != CMARK_NODE_TYPE_BLOCK) {
		visit_inline(w, node, enter);
		return 0;
	}
	if (enter && ++w->nodes > w->limits->v[BG_LIMIT_NODES])
		return bg_fail_limit(err, w->limits, BG_LIMIT_NODES, w->path, start_line(node));
	if (type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM)
		w->depth += enter ? 1 : (size_t)-1;
	if (w->depth > w->limits->v[BG_LIMIT_DEPTH])
		return bg_fail_limit(err, w->limits, BG_LIMIT_DEPTH, w->path, start_line(node));
	visit_block(w, node, enter);
	return 0;
}

static int
walk_tree(struct walk *w, cmark_node *root, struct bg_err *err)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	int status = 0;

	while (status == 0 && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		status = visit(w, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER, err);
	cmark_iter_free(iter);
	return status;
}

/* Footnotes stay off: with them cmark drops the definitions that nothing refers to. */
static cmark_node *
parse_tree(cmark_parser *parser, const char *text, size_t n)
{
	static const char *const extensions[] = {"table", "strikethrough", "autolink",
	                                         "tasklist"};
	cmark_syntax_extension *extension;

	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++) {
		extension = cmark_find_syntax_extension(extensions[i]);
		if (!extension || !cmark_parser_attach_syntax_extension(parser, extension))
			bg_die("cmark-gfm lacks an extension");
	}
	cmark_parser_feed(parser, text, n);
	return cmark_parser_finish(parser);
}

int
bg_md_parse(struct bg_md *out, struct bg_arena *arena, const struct bg_limits *limits,
            const struct bg_blob *blob, struct bg_err *err)
{
	size_t bom = blob->n >= 3 && memcmp(blob->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, n;
	const char *text = bg_utf8_repair(arena, blob->bytes + bom, blob->n - bom);
	struct walk w = {.arena = arena, .limits = limits, .path = blob->path, .current = NONE};
	cmark_parser *parser;
	cmark_node *root;
	int status;

	n = strlen(text);
	if (bg_md_guard(text, n, limits, blob->path, err) < 0)
		return -1;
	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new(CMARK_OPT_SOURCEPOS);
	root = parse_tree(parser, text, n);
	w.source = (struct cursor){.at = text, .line = 1};
	status = walk_tree(&w, root, err);
	cmark_node_free(root);
	cmark_parser_free(parser);
	if (status == 0)
		bg_md_draft_seal(arena, &w.drafts, out);
	return status;
}
