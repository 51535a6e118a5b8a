/* SPDX-License-Identifier: MIT */
/* A revision's files, abstract: what extractors read through. */
#ifndef BG_MODEL_TREE_H
#define BG_MODEL_TREE_H

#include "base/words.h"
#include "bumpgate.h"

/* One file's bytes. bytes is NULL when the tree has no such file. */
struct bg_blob {
	const char *path;  /* relative to the root, '/' between components */
	const char *bytes; /* n bytes, and a NUL behind them that does not count */
	size_t n;
	const char *id; /* equal ids mean equal bytes; hex */
};

struct bg_tree {
	/*
	 * Appends the paths of the regular files (symbolic links are none) that
	 * match a glob of base/glob.h, in byte order, to *out. Nothing outside
	 * the glob's literal prefix is visited. 0, or -1 with BG_EOBJECT or BG_ELIMIT.
	 */
	int (*list)(struct bg_tree *tree, struct bg_arena *arena, const char *glob,
	            struct bg_strings *out, struct bg_err *err);
	/*
	 * Reads one path. A path that is absent, a directory, a symbolic link or
	 * a submodule gives 0 and out->bytes NULL; an object that is missing or
	 * corrupt, or too large, gives -1 with BG_EOBJECT or BG_ELIMIT.
	 */
	int (*read)(struct bg_tree *tree, struct bg_arena *arena, const char *path,
	            struct bg_blob *out, struct bg_err *err);
	void *data;
};

#endif
