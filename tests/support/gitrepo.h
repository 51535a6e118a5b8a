/* SPDX-License-Identifier: MIT */
/* A fixture's directories as a real git repository. */
#ifndef SUPPORT_GITREPO_H
#define SUPPORT_GITREPO_H

#include <stddef.h>

#include "support/files.h"

/*
 * Builds a bare repository, in a fresh directory whose path goes to path, from a
 * directory of tag-named directories as bg_source_open_dir() reads it: one commit
 * for each, with its date (12:00 UTC), parent and branch, an annotated tag
 * (or a lightweight one, where .tags says so), HEAD at the last one's branch. Symbolic
 * links and executable files are stored as such, ".git" and empty directories are
 * left out. The same fixture makes the same ids. Removed by support_remove().
 * 0, or -1 with one line on stderr and nothing left behind.
 */
int support_repo_from_dir(const char *fixture, char *path, size_t n);

#endif
