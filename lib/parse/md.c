/* SPDX-License-Identifier: MIT */
/* Markdown: cmark-gfm's tree, walked once and flattened to text blocks. */
#include "parse/md.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "parse/md_guard.h"
#include "parse/md_walk.h"

static struct bg_md_draft *
open_draft(struct bg_md_walk *w, enum bg_md_type type)
{
	struct bg_md_draft *d = bg_md_draft_add(w->arena, &w->drafts, type);

	w->current = w->drafts.n - 1;
	return d;
}

static void
open_text(struct bg_md_walk *w, unsigned first)
{
	struct bg_md_draft *d = &w->drafts.v[w->current];

	w->first = w->line = first;
	w->spans = d->spans.n;
	if (!d->block.line)
		d->block.line = first;
}

static void
close_text(struct bg_md_walk *w, unsigned last)
{
	w->drafts.v[w->current].block.last = last;
	w->current = BG_MD_NO_DRAFT;
}

/* cmark gives an underlined heading the line behind it as its last. */
static void
visit_heading(struct bg_md_walk *w, cmark_node *node, bool enter)
{
	if (!enter) {
		close_text(w, w->line + (bg_md_last_line(node) > bg_md_first_line(node)));
		return;
	}
	open_draft(w, BG_MD_HEADING)->block.level =
		(unsigned)cmark_node_get_heading_level(node);
	open_text(w, bg_md_first_line(node));
}

/* Whether a line holds "]:"; asked for lines in rising order. */
static bool
holds_definition(struct bg_md_cursor *source, unsigned line)
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
close_paragraph(struct bg_md_walk *w, cmark_node *node)
{
	struct bg_md_draft *d = &w->drafts.v[w->current];
	unsigned last = bg_md_last_line(node), ahead = 0;

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
visit_paragraph(struct bg_md_walk *w, cmark_node *node, bool enter)
{
	unsigned first = bg_md_first_line(node);

	if (!enter) {
		close_paragraph(w, node);
		return;
	}
	if (!first && cmark_node_next(node))
		first = bg_md_first_line(cmark_node_next(node));
	if (w->items.n) {
		w->current = w->items.v[w->items.n - 1];
		bg_md_draft_blank(&w->drafts.v[w->current]);
	} else {
		open_draft(w, BG_MD_PARAGRAPH);
	}
	open_text(w, first);
}

static void
visit_item(struct bg_md_walk *w, cmark_node *node, bool enter)
{
	struct bg_md_draft *d;

	if (!enter) {
		w->items.n--;
		return;
	}
	d = open_draft(w, BG_MD_ENTRY);
	d->block.line = d->block.last = bg_md_first_line(node);
	*bg_list_add(w->arena, &w->items) = w->current;
	d->block.level = (unsigned)w->items.n;
	w->current = BG_MD_NO_DRAFT;
}

/* A header's line follows from the row behind it: cmark's own may be a paragraph's. */
static unsigned
row_line(cmark_node *row)
{
	cmark_node *table = cmark_node_parent(row), *next = cmark_node_next(row);

	if (cmark_node_previous(row))
		return bg_md_first_line(row);
	if (next && bg_md_first_line(next) > 2)
		return bg_md_first_line(next) - 2;
	return bg_md_last_line(table) > 1 ? bg_md_last_line(table) - 1
	                                  : bg_md_first_line(table);
}

static void
visit_cell(struct bg_md_walk *w, cmark_node *node, bool enter)
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
visit_block(struct bg_md_walk *w, cmark_node *node, bool enter)
{
	unsigned type = (unsigned)cmark_node_get_type(node);

	if (type == CMARK_NODE_HEADING) {
		visit_heading(w, node, enter);
	} else if (type == CMARK_NODE_PARAGRAPH) {
		visit_paragraph(w, node, enter);
	} else if (type == CMARK_NODE_ITEM) {
		visit_item(w, node, enter);
	} else if (bg_md_is_called(node, "table_cell")) {
		visit_cell(w, node, enter);
	} else if (bg_md_is_called(node, "table")) {
		w->tables += enter;
		w->row = 0;
	} else if (bg_md_is_called(node, "table_row") ||
	           bg_md_is_called(node, "table_header")) {
		w->row += enter;
		w->column = 0;
	}
}

static int
visit(struct bg_md_walk *w, cmark_node *node, bool enter, struct bg_err *err)
{
	unsigned type = (unsigned)cmark_node_get_type(node);

	if ((type & CMARK_NODE_TYPE_MASK) != CMARK_NODE_TYPE_BLOCK) {
		bg_md_visit_inline(w, node, enter);
		return 0;
	}
	if (enter && ++w->nodes > w->limits->v[BG_LIMIT_NODES])
		return bg_fail_limit(err, w->limits, BG_LIMIT_NODES, w->path,
		                     bg_md_first_line(node));
	if (type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM)
		w->depth += enter ? 1 : (size_t)-1;
	if (w->depth > w->limits->v[BG_LIMIT_DEPTH])
		return bg_fail_limit(err, w->limits, BG_LIMIT_DEPTH, w->path,
		                     bg_md_first_line(node));
	visit_block(w, node, enter);
	return 0;
}

static int
walk_tree(struct bg_md_walk *w, cmark_node *root, struct bg_err *err)
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
	struct bg_md_walk w = {.arena = arena,
	                       .limits = limits,
	                       .path = blob->path,
	                       .current = BG_MD_NO_DRAFT};
	cmark_parser *parser;
	cmark_node *root;
	int status;

	n = strlen(text);
	if (bg_md_guard(text, n, limits, blob->path, err) < 0)
		return -1;
	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new(CMARK_OPT_SOURCEPOS);
	root = parse_tree(parser, text, n);
	w.source = (struct bg_md_cursor){.at = text, .line = 1};
	status = walk_tree(&w, root, err);
	cmark_node_free(root);
	cmark_parser_free(parser);
	if (status == 0)
		bg_md_draft_seal(arena, &w.drafts, out);
	return status;
}
