/* SPDX-License-Identifier: MIT */
/* A growing array in an arena: any struct with members v, n and cap. */
#ifndef BG_BASE_LIST_H
#define BG_BASE_LIST_H

#include <string.h>

#include "base/arena.h"

/* Declares struct { type *v; size_t n, cap; }; zeroed means empty. */
#define BG_LIST(type) \
	struct { \
		type *v; \
		size_t n, cap; \
	}

/* Appends a zeroed element and yields a pointer to it. */
#define bg_list_add(arena, list) \
	((list)->v = bg_list_room((arena), (list)->v, (list)->n, &(list)->cap, \
	                          sizeof(*(list)->v)), \
	 &(list)->v[(list)->n++])

/* Room for a zeroed one behind n elements, also where others stood: v, or a grown copy of it. */
static inline void *
bg_list_room(struct bg_arena *arena, void *v, size_t n, size_t *cap, size_t size)
{
	void *grown;

	if (v && n < *cap) {
		memset((unsigned char *)v + n * size, 0, size);
		return v;
	}
	*cap = *cap ? *cap * 2 : 8;
	grown = bg_calloc(arena, *cap, size);
	if (n)
		memcpy(grown, v, n * size);
	return grown;
}

#endif
