/* SPDX-License-Identifier: MIT */
/* A revision's files in memory. */
#ifndef TESTS_SUPPORT_MEMTREE_H
#define TESTS_SUPPORT_MEMTREE_H

#include "model/tree.h"

struct memtree_file {
	const char *path, *bytes;
	size_t n;
	bool broken; /* reading it fails with BG_EOBJECT */
};

struct memtree {
	struct bg_tree tree;
	struct {
		struct memtree_file *v;
		size_t n, cap;
	} files;             /* in any order */
	size_t lists, reads; /* calls so far */
};

void memtree_init(struct memtree *tree);
/* Adds a file of n bytes; the pointers are kept. */
void memtree_add_bytes(struct memtree *tree, struct bg_arena *arena, const char *path,
                       const char *bytes, size_t n);
/* The same for a string. */
void memtree_add(struct memtree *tree, struct bg_arena *arena, const char *path,
                 const char *text);
/* Adds a file whose object is missing. */
void memtree_add_broken(struct memtree *tree, struct bg_arena *arena, const char *path);

#endif
