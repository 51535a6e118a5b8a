/* SPDX-License-Identifier: MIT */
/* What the files that walk cmark-gfm's tree share; nobody else includes it. */
#ifndef BG_PARSE_MD_WALK_H
#define BG_PARSE_MD_WALK_H

#include <cmark-gfm.h>

#include "parse/md_draft.h"

#define BG_MD_NO_DRAFT ((size_t)-1)

/* A place in the source that only moves down. */
struct bg_md_cursor {
	const char *at;
	unsigned line;
};

/* One document on its way from the tree to drafts. */
struct bg_md_walk {
	struct bg_arena *arena;
	const struct bg_limits *limits;
	const char *path;
	struct bg_md_cursor source;
	struct bg_md_drafts drafts;
	BG_LIST(size_t) items; /* the open list items' drafts, outermost first */
	size_t current;        /* the draft that inline text goes to, or BG_MD_NO_DRAFT */
	size_t link, spans;    /* its span of the open link; its spans before this block */
	size_t depth, nodes, images, links;
	size_t tables, row, column;
	unsigned first, line; /* the open block's first line, and the line reached */
};

/* Whether a node is of a type that an extension adds, by that type's name. */
bool bg_md_is_called(cmark_node *node, const char *name);
/* A node's lines, from 1. */
unsigned bg_md_first_line(cmark_node *node);
unsigned bg_md_last_line(cmark_node *node);
/* An inline node, entered or left: its text goes to the current draft. */
void bg_md_visit_inline(struct bg_md_walk *w, cmark_node *node, bool enter);

#endif
