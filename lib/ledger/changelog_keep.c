/* SPDX-License-Identifier: MIT */
/*
 * What stays of a parsed release. A history holds one changelog for each tag, so
 * the parser's own trees and grown buffers are left behind.
 */
#include <string.h>

#include "ledger/changelog_entry.h"

static const struct bg_md_block *
keep_block(struct bg_arena *arena, const struct bg_md_block *block)
{
	struct bg_md_block *copy = bg_alloc(arena, sizeof(*copy));
	struct bg_md_span *span = bg_calloc(arena, block->nspan, sizeof(*span));

	*copy = *block;
	copy->text = bg_strdup(arena, block->text);
	for (size_t i = 0; i < block->nspan; i++) {
		span[i] = block->span[i];
		if (span[i].target)
			span[i].target = bg_strdup(arena, span[i].target);
	}
	copy->span = span;
	return copy;
}

/* The copy of a parent's text: mostly an entry's that stands a little above. */
static const char *
keep_parent(struct bg_arena *arena, const struct bg_section *in, const struct bg_entry *out,
            size_t n)
{
	enum { FAR = 64 };
	const char *parent = in->entry[n].parent;

	for (size_t i = n; i > 0 && n - i < FAR; i--) {
		if (in->entry[i - 1].block->text == parent)
			return out[i - 1].block->text;
		if (in->entry[i - 1].parent == parent)
			return out[i - 1].parent;
	}
	return *parent ? bg_strdup(arena, parent) : "";
}

void
bg_section_keep(struct bg_section *out, struct bg_arena *arena, const struct bg_section *in)
{
	struct bg_entry *entry = bg_calloc(arena, in->nentry, sizeof(*entry));

	*out = *in;
	out->version.pre = bg_strdup(arena, in->version.pre);
	out->version.build = bg_strdup(arena, in->version.build);
	out->title = bg_strdup(arena, in->title);
	out->date = bg_strdup(arena, in->date);
	out->link = in->link ? bg_strdup(arena, in->link) : NULL;
	for (size_t i = 0; i < in->nentry; i++) {
		entry[i] = in->entry[i];
		entry[i].block = keep_block(arena, in->entry[i].block);
		entry[i].key = bg_strdup(arena, in->entry[i].key);
		entry[i].parent = keep_parent(arena, in, entry, i);
		entry[i].heading = i && in->entry[i - 1].heading == in->entry[i].heading
		                           ? entry[i - 1].heading
		                           : bg_strdup(arena, in->entry[i].heading);
	}
	out->entry = entry;
}
