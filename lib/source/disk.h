/* SPDX-License-Identifier: MIT */
/* A directory of the file system as a tree: a fixture's, or a repository's work tree. */
#ifndef BG_SOURCE_DISK_H
#define BG_SOURCE_DISK_H

#include "model/tree.h"

struct bg_disk {
	const char *root; /* the directory */
	const struct bg_limits *limits;
	/*
	 * Sets *hidden for a file or directory that is not to be seen; path is below root.
	 * 0, or -1 with *err. NULL: everything is seen.
	 */
	int (*hide)(const struct bg_disk *disk, const char *path, bool is_dir, bool *hidden,
	            struct bg_err *err);
	void *data;
};

/*
 * The directory's regular files, symbolic links not followed, ".git" left out. Ids of
 * blobs are hashes of their bytes. disk must outlive the tree.
 */
void bg_disk_tree(struct bg_tree *out, struct bg_arena *arena, const struct bg_disk *disk);

#endif
