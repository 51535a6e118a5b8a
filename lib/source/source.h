/* SPDX-License-Identifier: MIT */
/* Where revisions come from: a git repository, or a directory of directories. */
#ifndef BG_SOURCE_SOURCE_H
#define BG_SOURCE_SOURCE_H

#include "base/words.h"
#include "model/tree.h"

enum bg_tristate { BG_NO, BG_YES, BG_UNKNOWN };

struct bg_source {
	/* The names of all tags (refs/tags/NAME without the prefix), in byte order. */
	int (*tags)(struct bg_source *s, struct bg_arena *arena, struct bg_strings *out,
	            struct bg_err *err);
	/*
	 * A name to a commit: first refs/tags/NAME literally, then, unless only
	 * tags are wanted, any revision as git spells it ("HEAD", "main~3", hex).
	 * Fills all but has_version and version. -1 with BG_EREPO when there is
	 * no such name or it is no commit (a tag of a blob), BG_EOBJECT when an object is
	 * missing or corrupt.
	 */
	int (*resolve)(struct bg_source *s, struct bg_arena *arena, const char *name,
	               bool only_tags, struct bg_revision *out, struct bg_err *err);
	/* The files of a resolved revision; valid while the source is open. */
	int (*tree)(struct bg_source *s, struct bg_arena *arena, const struct bg_revision *rev,
	            struct bg_tree *out, struct bg_err *err);
	/*
	 * The work tree: HEAD's commit with the files as they are, ignored ones left
	 * out. NULL: the source has none. -1 as above, with BG_EUSAGE for a bare repository.
	 */
	int (*work)(struct bg_source *s, struct bg_arena *arena, struct bg_revision *out,
	            struct bg_tree *tree, struct bg_err *err);
	/* Whether old is an ancestor of (or the same as) young; unknown in a shallow clone. */
	int (*ancestor)(struct bg_source *s, const struct bg_revision *old,
	                const struct bg_revision *young, enum bg_tristate *out,
	                struct bg_err *err);
	/*
	 * Whether a parent of old has the same files as old and is an ancestor of (or the
	 * same as) young: then young holds what old brought, though not old itself, as a
	 * development branch does whose releases are merge commits elsewhere. NULL: the
	 * source's commits have one parent at most, and files of their own.
	 */
	int (*merged)(struct bg_source *s, const struct bg_revision *old,
	              const struct bg_revision *young, bool *out, struct bg_err *err);
	/*
	 * A branch's commit: refs/heads/NAME, else refs/remotes/origin/NAME.
	 * *found tells whether there is one.
	 */
	int (*branch)(struct bg_source *s, struct bg_arena *arena, const char *name,
	              struct bg_revision *out, bool *found, struct bg_err *err);
	void (*close)(struct bg_source *s);
	const char *root; /* the work tree's directory, or NULL */
	bool shallow;     /* history is cut off: tags and ancestry may be missing */
	void *data;
};

/*
 * Opens the git repository that holds dir (searched upwards, like git). Ownership
 * is checked by git's own rule (safe.directory); see design of req->uid and
 * req->home. -1 with BG_EREPO: no repository, foreign owner, SHA-256, reftable
 * or another extension that cannot be read, each with what to do.
 */
int bg_source_open_git(struct bg_source **out, struct bg_arena *arena,
                       const struct bg_request *req, struct bg_err *err);

/*
 * Opens req->fixture: each directory in it is a tag of that name, but for "HEAD", a commit
 * that is no tag. An optional file ".tags" holds one line for each of them, in the
 * order of the commits, and '#' comments:
 *   NAME [date=YYYY-MM-DD] [parent=NAME] [on=BRANCH] [lightweight]
 * Without it they are ordered by SemVer, then other names, HEAD last. Unless a line
 * says otherwise, the first is dated 2026-01-01 and each next one a month later, all are
 * on "main", and a parent is the commit before on the same branch, else the line
 * before ("parent=" alone: none). HEAD, where there is no such directory, is the last commit.
 * Revisions are tags, branches and HEAD.
 */
int bg_source_open_dir(struct bg_source **out, struct bg_arena *arena,
                       const struct bg_request *req, struct bg_err *err);

void bg_source_close(struct bg_source *s); /* NULL is allowed */

#endif
