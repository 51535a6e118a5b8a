/* SPDX-License-Identifier: MIT */
/* A hash table from strings to pointers. Zeroed but for arena means empty. */
#ifndef BG_PYTHON_TABLE_H
#define BG_PYTHON_TABLE_H

#include "base/arena.h"

struct bg_py_table {
	struct bg_arena *arena;
	struct bg_py_slot *v;
	size_t n, cap; /* cap is a power of two, at most half of it taken */
};

/* What stands at a key, NULL at first; valid until the next call. The key is kept. */
void **bg_py_table_at(struct bg_py_table *table, const char *key);
/* The same without making room: NULL where the key is absent. */
void *bg_py_table_find(const struct bg_py_table *table, const char *key);

#endif
