/* SPDX-License-Identifier: MIT */
/* Markdown inside of a block: text, code, links, breaks, and the lines that they take. */
#include "parse/md_walk.h"

#include <string.h>

#include "base/utf8.h"

bool
bg_md_is_called(cmark_node *node, const char *name)
{
	return strcmp(cmark_node_get_type_string(node), name) == 0;
}

unsigned
bg_md_first_line(cmark_node *node)
{
	return (unsigned)cmark_node_get_start_line(node);
}

unsigned
bg_md_last_line(cmark_node *node)
{
	return (unsigned)cmark_node_get_end_line(node);
}

/* The lines of inlines are counted here: cmark's own are wrong behind a "\\" break. */
static void
count_lines(struct bg_md_walk *w, const char *s)
{
	for (; s && (s = strchr(s, '\n')) != NULL; s++)
		w->line++;
}

/* The title of a link may span lines; autolinks may stand inside of links. */
static void
visit_link(struct bg_md_walk *w, cmark_node *node, bool enter)
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
add_code(struct bg_md_walk *w, cmark_node *node)
{
	struct bg_md_draft *d = &w->drafts.v[w->current];
	struct bg_md_span *span = bg_md_draft_span(d, BG_MD_CODE, w->line);

	bg_buf_puts(&d->text, cmark_node_get_literal(node));
	span->to = d->text.n;
	if (bg_md_last_line(node) > bg_md_first_line(node))
		w->line += bg_md_last_line(node) - bg_md_first_line(node);
}

/* <br> is the one tag whose absence would join two words. */
static void
add_html(struct bg_md_walk *w, const char *s)
{
	if (bg_starts_fold(s, "<br") && (s[3] == '>' || s[3] == '/' || s[3] == ' '))
		bg_md_draft_blank(&w->drafts.v[w->current]);
	count_lines(w, s);
}

static void
enter_inline(struct bg_md_walk *w, cmark_node *node)
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
is_withdrawn(const struct bg_md_walk *w, cmark_node *node)
{
	const char *s;

	if (w->drafts.v[w->current].block.type == BG_MD_HEADING ||
	    !bg_md_is_called(node, "strikethrough"))
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
visit_image(struct bg_md_walk *w, cmark_node *node, bool enter)
{
	w->images += enter ? 1 : (size_t)-1;
	if (!enter)
		count_lines(w, cmark_node_get_title(node));
}

void
bg_md_visit_inline(struct bg_md_walk *w, cmark_node *node, bool enter)
{
	unsigned type = (unsigned)cmark_node_get_type(node);

	if (w->current == BG_MD_NO_DRAFT)
		return;
	if (enter && bg_md_is_called(node, "strikethrough"))
		w->drafts.v[w->current].block.struck = true;
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
