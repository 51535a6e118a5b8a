/* SPDX-License-Identifier: MIT */
/* What the files of the git source share; nobody else includes it. */
#ifndef BG_SOURCE_GIT_PRIVATE_H
#define BG_SOURCE_GIT_PRIVATE_H

#include <git2.h>

#include "base/list.h"
#include "source/source.h"

/* 105 for libgit2 1.5; its own macros changed their names. */
#ifdef LIBGIT2_VERSION_MAJOR
#define BG_LIBGIT2 (LIBGIT2_VERSION_MAJOR * 100 + LIBGIT2_VERSION_MINOR)
#else
#define BG_LIBGIT2 (LIBGIT2_VER_MAJOR * 100 + LIBGIT2_VER_MINOR)
#endif

/* Where a repository lies; absolute, links resolved, no '/' at the end. */
struct bg_git_place {
	const char *gitdir;
	const char *common;   /* objects and shared refs: gitdir, but for linked worktrees */
	const char *worktree; /* NULL: bare, or found from inside of gitdir */
	const char *gitfile;  /* the ".git" that is a file; NULL: a directory */
};

/* An open repository. */
struct bg_git {
	struct bg_git_place place;
	git_repository *repo;
	git_odb *odb;
	struct bg_limits limits;
	bool shallow;
	bool partial; /* objects may be missing on purpose */
	struct bg_arena *arena;
	struct {
		git_oid tip;
		unsigned asked; /* how often, whether a commit is below it */
		bool known;     /* commits are all that are below it, sorted */
		BG_LIST(git_oid) commits;
	} branch; /* that was looked up last */
};

/* git_find.c: finds the repository that holds dir, upwards within its file system. */
int bg_git_find(struct bg_git_place *out, struct bg_arena *arena, const char *dir,
                struct bg_err *err);

/* Who may own a repository, and where exceptions are written. */
struct bg_git_trust {
	unsigned long user; /* effective uid */
	const char *sudo;   /* SUDO_UID, heeded for root only; NULL: none */
	const char *home;   /* NULL: none */
	const char *config; /* GIT_CONFIG_GLOBAL: instead of the user's files; NULL: none */
	const char *xdg;    /* XDG_CONFIG_HOME; NULL: home/.config */
	const char *system; /* the system's git configuration */
};

/* git_owner.c: git's own rule, safe.directory included. */
int bg_git_check_owner(const struct bg_git_place *place, struct bg_arena *arena,
                       const struct bg_git_trust *trust, struct bg_err *err);

/*
 * git_format.c: what libgit2 must be told before anything is opened, and
 * whether a repository's format can be read; *partial as in struct bg_git.
 */
int bg_git_prepare(const char *home, struct bg_err *err);
int bg_git_check_format(const struct bg_git_place *place, struct bg_arena *arena, bool *partial,
                        struct bg_err *err);

/*
 * git_object.c: fails with BG_EOBJECT for an object that cannot be read. path may
 * be NULL; what is what the object is: "tag 'v1'", "'.env' at v1".
 */
int bg_git_fail_object(const struct bg_git *git, const char *path, const char *what,
                       const git_oid *oid, struct bg_err *err);

/* Fails with code and libgit2's last message behind the text. */
int bg_git_fail(struct bg_err *err, enum bg_code code, const char *text);

/* Follows tags to a commit and fills out->commit, date and day. what as above. */
int bg_git_peel(struct bg_git *git, struct bg_arena *arena, const char *what,
                const git_oid *start, struct bg_revision *out, struct bg_err *err);

/* git_ancestry.c: fails for a revision whose history cannot be read: why. */
int bg_git_fail_read(struct bg_err *err, const char *shown, const char *why);
/* Remembers that ancestors of this one may be asked for many times. */
void bg_git_note_branch(struct bg_git *git, const struct bg_revision *tip);

/* git_tree.c, git_work.c, git_name.c and git_ancestry.c: the functions of struct bg_source. */
int bg_git_tree(struct bg_source *s, struct bg_arena *arena, const struct bg_revision *rev,
                struct bg_tree *out, struct bg_err *err);
int bg_git_work(struct bg_source *s, struct bg_arena *arena, struct bg_revision *out,
                struct bg_tree *tree, struct bg_err *err);
int bg_git_tags(struct bg_source *s, struct bg_arena *arena, struct bg_strings *out,
                struct bg_err *err);
int bg_git_resolve(struct bg_source *s, struct bg_arena *arena, const char *name,
                   bool only_tags, struct bg_revision *out, struct bg_err *err);
int bg_git_branch(struct bg_source *s, struct bg_arena *arena, const char *name,
                  struct bg_revision *out, bool *found, struct bg_err *err);
int bg_git_ancestor(struct bg_source *s, const struct bg_revision *old,
                    const struct bg_revision *young, enum bg_tristate *out, struct bg_err *err);
int bg_git_merged(struct bg_source *s, const struct bg_revision *old,
                  const struct bg_revision *young, bool *out, struct bg_err *err);

#endif
