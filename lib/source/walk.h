/* SPDX-License-Identifier: MIT */
/* Looking paths up and listing globs, the same way for every source. */
#ifndef BG_SOURCE_WALK_H
#define BG_SOURCE_WALK_H

#include "base/words.h"
#include "bumpgate.h"

/* What a path leads to. OTHER: a symbolic link, a submodule, a device. */
enum bg_tree_type { BG_TREE_ABSENT, BG_TREE_FILE, BG_TREE_DIR, BG_TREE_OTHER };

struct bg_tree_entry {
	const char *path; /* from the root of the tree, "" for the root itself */
	const char *name; /* the last component of path */
	enum bg_tree_type type;
	const void *id; /* what the source knows it by; NULL: by its path */
};

struct bg_tree_entries {
	struct bg_tree_entry *v;
	size_t n, cap;
};

/* How one tree's directories are read. Both return 0, or -1 with *err set. */
struct bg_walk {
	/* The one entry called name of a directory; type ABSENT when there is none. */
	int (*child)(const struct bg_walk *walk, struct bg_arena *arena,
	             const struct bg_tree_entry *dir, const char *name,
	             struct bg_tree_entry *out, struct bg_err *err);
	/* Appends all entries of a directory, in any order. */
	int (*children)(const struct bg_walk *walk, struct bg_arena *arena,
	                const struct bg_tree_entry *dir, struct bg_tree_entries *out,
	                struct bg_err *err);
	struct bg_tree_entry root;
	const struct bg_limits *limits;
	void *data;
};

/* The path of an entry of dir called name. */
const char *bg_walk_join(struct bg_arena *arena, const struct bg_tree_entry *dir,
                         const char *name);

/*
 * Descends to path, reading nothing but the directories on the way. A path
 * that leads nowhere, or through something that is no directory, gives
 * type ABSENT.
 */
int bg_walk_find(const struct bg_walk *walk, struct bg_arena *arena, const char *path,
                 struct bg_tree_entry *out, struct bg_err *err);

/* Lists as bg_tree.list does. */
int bg_walk_list(const struct bg_walk *walk, struct bg_arena *arena, const char *glob,
                 struct bg_strings *out, struct bg_err *err);

#endif
