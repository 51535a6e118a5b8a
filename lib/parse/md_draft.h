/* SPDX-License-Identifier: MIT */
/* Markdown blocks in the making: text and spans grow, then are sealed. */
#ifndef BG_PARSE_MD_DRAFT_H
#define BG_PARSE_MD_DRAFT_H

#include "base/buf.h"
#include "base/list.h"
#include "parse/md.h"

struct bg_md_draft {
	struct bg_md_block block; /* without text and spans */
	struct bg_buf text;
	BG_LIST(struct bg_md_span) spans;
};

struct bg_md_drafts {
	struct bg_md_draft *v;
	size_t n, cap;
};

/* Appends a draft; the pointer is good until the next one. */
struct bg_md_draft *bg_md_draft_add(struct bg_arena *arena, struct bg_md_drafts *drafts,
                                    enum bg_md_type type);

/* A blank that joins: none at the start, none behind another one. */
void bg_md_draft_blank(struct bg_md_draft *d);
/* Text, runs of blanks as one. */
void bg_md_draft_text(struct bg_md_draft *d, const char *s);
/* Begins a span at the end of the text; the caller sets its end. */
struct bg_md_span *bg_md_draft_span(struct bg_md_draft *d, enum bg_md_span_type type,
                                    unsigned line);

/*
 * Ends all drafts: drops the blank at a text's end, paragraphs without text, and
 * entries without text that hold no entry either.
 */
void bg_md_draft_seal(struct bg_arena *arena, struct bg_md_drafts *drafts, struct bg_md *out);

#endif
