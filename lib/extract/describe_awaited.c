/* SPDX-License-Identifier: MIT */
/* A coroutine function and a function that returns an awaitable: one thing to who awaits. */
#include "extract/describe_pair.h"
#include "python/term.h"

/* Awaitables, which of their arguments awaiting gives, and whether they offer more than that. */
static const struct {
	const char *name;
	size_t argument;
	bool more;
} awaitables[] = {
	{"Awaitable", 0, false},           {"Coroutine", 2, false},
	{"types.CoroutineType", 2, false}, {"asyncio.Future", 0, true},
	{"asyncio.Task", 0, true},
};

/* What awaiting a value of that type gives, as text in arena; NULL: it is no awaitable. */
static const char *
awaited(struct bg_arena *arena, const char *type, bool *more)
{
	const struct bg_py_term *term = type ? bg_term_parse(arena, type) : NULL;

	for (size_t i = 0; term && i < sizeof(awaitables) / sizeof(*awaitables); i++) {
		if (!bg_term_is(term, awaitables[i].name))
			continue;
		*more = awaitables[i].more;
		return term->n > awaitables[i].argument ? term->v[awaitables[i].argument]->text
		                                        : "Any";
	}
	return NULL;
}

void
bg_pair_awaited(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b)
{
	const char *was = bg_item_attr(a, "async"), *now = bg_item_attr(b, "async"), *inner;
	struct bg_item *plain;
	bool more = false;

	if (!was || !now || strcmp(was, now) == 0)
		return;
	plain = strcmp(was, "no") == 0 ? a : b;
	inner = awaited(s->arena, bg_item_attr(plain, "returns"), &more);
	/* A task that could be cancelled is a coroutine now. */
	if (!inner || (more && plain == a))
		return;
	bg_item_set_attr(s->arena, plain, "returns", inner);
	bg_item_set_attr(s->arena, b, "async", was);
}
