/* SPDX-License-Identifier: MIT */
/* Blocks of a Markdown text while they grow. */
#include "parse/md_draft.h"

#include <string.h>

struct bg_md_draft *
bg_md_draft_add(struct bg_arena *arena, struct bg_md_drafts *drafts, enum bg_md_type type)
{
	struct bg_md_draft *d = bg_list_add(arena, drafts);

	d->block.type = type;
	d->text.arena = arena;
	return d;
}

void
bg_md_draft_blank(struct bg_md_draft *d)
{
	if (d->text.n && d->text.bytes[d->text.n - 1] != ' ')
		bg_buf_putc(&d->text, ' ');
}

void
bg_md_draft_text(struct bg_md_draft *d, const char *s)
{
	size_t n;

	while (*s) {
		n = strcspn(s, " \t");
		bg_buf_add(&d->text, s, n);
		s += n;
		if (!*s)
			break;
		bg_md_draft_blank(d);
		s += strspn(s, " \t");
	}
}

struct bg_md_span *
bg_md_draft_span(struct bg_md_draft *d, enum bg_md_span_type type, unsigned line)
{
	struct bg_md_span *span = bg_list_add(d->text.arena, &d->spans);

	span->type = type;
	span->from = span->to = d->text.n;
	span->line = line;
	return span;
}

/* A blank at the end is dropped, unless it is part of a code span. */
static void
trim_end(struct bg_md_draft *d)
{
	struct bg_md_span *s = d->spans.v;
	size_t n = d->text.n;

	if (!n || d->text.bytes[n - 1] != ' ')
		return;
	for (size_t i = 0; i < d->spans.n; i++)
		if (s[i].type == BG_MD_CODE && s[i].to == n)
			return;
	d->text.bytes[--d->text.n] = '\0';
	for (size_t i = 0; i < d->spans.n; i++) {
		s[i].from = s[i].from < n ? s[i].from : n - 1;
		s[i].to = s[i].to < n ? s[i].to : n - 1;
	}
}

/* next: the block kept behind this one, or NULL. */
static bool
is_worth(const struct bg_md_draft *d, const struct bg_md_block *next)
{
	if (d->text.n || d->block.type == BG_MD_HEADING || d->block.type == BG_MD_CELL)
		return true;
	return d->block.type == BG_MD_ENTRY && next && next->type == BG_MD_ENTRY &&
	       next->level > d->block.level;
}

void
bg_md_draft_seal(struct bg_arena *arena, struct bg_md_drafts *drafts, struct bg_md *out)
{
	struct bg_md_block *v = bg_calloc(arena, drafts->n, sizeof(*v)), *b;
	size_t at = drafts->n;

	for (size_t i = drafts->n; i-- > 0;) {
		struct bg_md_draft *d = &drafts->v[i];

		trim_end(d);
		if (!is_worth(d, at < drafts->n ? &v[at] : NULL))
			continue;
		b = &v[--at];
		*b = d->block;
		b->text = bg_buf_str(&d->text);
		b->span = d->spans.v;
		b->nspan = d->spans.n;
	}
	out->block = v + at;
	out->nblock = drafts->n - at;
}
