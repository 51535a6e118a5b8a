/* SPDX-License-Identifier: MIT */
/* Documents that one side lacks: their names are told by one item. */
#include "extract/doc.h"

/* The document, where its list is all that the item is about. */
static const char *
document_of(struct bg_arena *arena, const struct bg_item *item)
{
	const char *listed = bg_item_fact(item, "listed");

	(void)arena;
	return listed && strcmp(listed, "only") == 0 ? item->loc.path : NULL;
}

static void
fold_documents(struct bg_arena *arena, struct bg_harvest *h, const struct bg_harvest *other)
{
	struct bg_strings there = {0};
	struct bg_wholes alone = {0};

	for (size_t i = 0; i < other->files.n; i++)
		bg_strings_add(arena, &there, other->files.v[i]);
	bg_strings_sort(&there);
	for (size_t i = 0; i < h->files.n; i++)
		if (!bg_strings_has(&there, h->files.v[i]))
			*bg_list_add(arena, &alone) = (struct bg_whole){
				.id = h->files.v[i], .loc = {h->files.v[i], 0}};
	bg_wholes_fold(&alone, arena, h, other, "document", document_of);
}

void
bg_doc_fold(const struct bg_sides *sides, size_t which)
{
	struct bg_harvest *was = &sides->was[which], *now = &sides->now[which];

	if (!was->present || !now->present)
		return;
	fold_documents(sides->arena, was, now);
	fold_documents(sides->arena, now, was);
}
