/* SPDX-License-Identifier: MIT */
/* Open addressing over FNV-1a. */
#include "python/table.h"

#include <string.h>

#include "base/hash.h"

struct bg_py_slot {
	const char *key; /* NULL: free */
	uint64_t hash;
	void *value;
};

static struct bg_py_slot *
find_slot(const struct bg_py_table *table, uint64_t hash, const char *key)
{
	size_t i = (size_t)hash & (table->cap - 1);

	for (; table->v[i].key; i = (i + 1) & (table->cap - 1))
		if (table->v[i].hash == hash && strcmp(table->v[i].key, key) == 0)
			break;
	return &table->v[i];
}

static void
grow(struct bg_py_table *table)
{
	struct bg_py_table grown = *table;

	grown.cap = table->cap ? table->cap * 2 : 16;
	grown.v = bg_calloc(table->arena, grown.cap, sizeof(*grown.v));
	for (size_t i = 0; i < table->cap; i++)
		if (table->v[i].key)
			*find_slot(&grown, table->v[i].hash, table->v[i].key) = table->v[i];
	*table = grown;
}

void **
bg_py_table_at(struct bg_py_table *table, const char *key)
{
	uint64_t hash = bg_hash(BG_HASH_START, key, strlen(key));
	struct bg_py_slot *slot;

	if (table->n * 2 >= table->cap)
		grow(table);
	slot = find_slot(table, hash, key);
	if (!slot->key) {
		slot->key = key;
		slot->hash = hash;
		table->n++;
	}
	return &slot->value;
}

void *
bg_py_table_find(const struct bg_py_table *table, const char *key)
{
	if (!table->n)
		return NULL;
	return find_slot(table, bg_hash(BG_HASH_START, key, strlen(key)), key)->value;
}
