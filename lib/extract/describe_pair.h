/* SPDX-License-Identifier: MIT */
/* What the files share that settle Python names; nobody else includes it. */
#ifndef BG_EXTRACT_DESCRIBE_PAIR_H
#define BG_EXTRACT_DESCRIBE_PAIR_H

#include "base/list.h"
#include "extract/describe.h"

/* A parameter that is to be called as it was. */
struct bg_pair_name {
	struct bg_item *item;
	const char *id;
};

struct bg_pair_settling {
	struct bg_arena *arena;
	struct bg_harvest *was, *now;
	struct bg_item **a, **b; /* their items, sorted by what they were read as */
	struct bg_py_project *before, *after;
	struct bg_strings other; /* ids of what is another sort of thing now */
	struct {
		struct bg_pair_name *v;
		size_t n, cap;
	} renamed;
};

/* The item of a side by kind and id, or NULL. */
struct bg_item *bg_pair_find(const struct bg_pair_settling *s, bool now, const char *kind,
                             const char *id);
/* Whether a callable of the target has a parameter of a kind, as "**kwargs". */
bool bg_pair_takes(const struct bg_pair_settling *s, const char *owner, const char *kind);
/* Takes an attribute away. */
void bg_pair_drop(struct bg_item *item, const char *name);
/* Takes attributes away that say the same in two ways. */
void bg_pair_alike(struct bg_item *a, struct bg_item *b);
/* One change of what several classes inherit is told once. */
void bg_pair_inherited(struct bg_pair_settling *s);
/* The parameters of what is called owner, at one side: *n of them, by id. */
struct bg_item **bg_pair_parameters(const struct bg_pair_settling *s, bool now,
                                    const char *owner, size_t *n);

/* The positional parameters of one callable: renamed, or in another order. */
void bg_pair_order(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b);
/* A parameter of before that only a keyword gives, and that is called otherwise now. */
void bg_pair_keyword(struct bg_pair_settling *s, struct bg_item *a);
/* A "*args" or "**kwargs" of before that is called otherwise now. */
void bg_pair_further(struct bg_pair_settling *s, struct bg_item *a);

/* That an item went or came is told by another change: fact told=yes, for the differ. */
void bg_pair_tell(const struct bg_pair_settling *s, struct bg_item *item);
/* The member that a field's parameter is one with, where one side only has it; or NULL. */
struct bg_item *bg_pair_field(const struct bg_pair_settling *s, bool now,
                              const struct bg_item *parameter);
/* A field that went, or that came, is one change: of the member or of the parameter. */
void bg_pair_field_gone(const struct bg_pair_settling *s, struct bg_item *parameter);
void bg_pair_field_new(const struct bg_pair_settling *s, struct bg_item *parameter);

/*
 * Of a callable that is async on one side only, where the other one returns an awaitable:
 * what awaiting gives is its "returns", and that the coroutine is made otherwise is no change.
 */
void bg_pair_awaited(struct bg_pair_settling *s, struct bg_item *a, struct bg_item *b);

#endif
