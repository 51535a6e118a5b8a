/* SPDX-License-Identifier: MIT */
/* The files of a commit. Only what lies on the way to a path is read. */
#include <string.h>

#include "base/err.h"
#include "base/list.h"
#include "base/utf8.h"
#include "source/git_private.h"
#include "source/walk.h"

struct files {
	struct bg_git *git;
	const char *revision;
	struct bg_walk walk;
};

static const char *
describe(struct bg_arena *arena, const struct files *files, const char *path)
{
	return bg_strf(arena, "'%s' at %s", bg_printable(arena, *path ? path : "/"),
	               bg_printable(arena, files->revision));
}

static int
fail_entry(const struct files *files, struct bg_arena *arena, const struct bg_tree_entry *e,
           struct bg_err *err)
{
	return bg_git_fail_object(files->git, *e->path ? e->path : NULL,
	                          describe(arena, files, e->path), e->id, err);
}

static void
take_entry(struct bg_tree_entry *out, struct bg_arena *arena, const struct bg_tree_entry *dir,
           const git_tree_entry *entry)
{
	git_oid *oid = bg_alloc(arena, sizeof(*oid));
	git_filemode_t mode = git_tree_entry_filemode(entry);

	git_oid_cpy(oid, git_tree_entry_id(entry));
	out->path = bg_walk_join(arena, dir, git_tree_entry_name(entry));
	out->name = out->path + (*dir->path ? strlen(dir->path) + 1 : 0);
	out->id = oid;
	if (mode == GIT_FILEMODE_TREE)
		out->type = BG_TREE_DIR;
	else if (mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE)
		out->type = BG_TREE_FILE;
	else
		out->type = BG_TREE_OTHER;
}

/*
 * An entry in the wrong place escapes a binary search, and would be taken for
 * absent; so before a name is, all entries are looked at.
 */
static const git_tree_entry *
find_entry(const git_tree *tree, const char *name)
{
	const git_tree_entry *entry = git_tree_entry_byname(tree, name);

	for (size_t i = 0; !entry && i < git_tree_entrycount(tree); i++)
		if (strcmp(git_tree_entry_name(git_tree_entry_byindex(tree, i)), name) == 0)
			entry = git_tree_entry_byindex(tree, i);
	return entry;
}

static int
find_child(const struct bg_walk *walk, struct bg_arena *arena, const struct bg_tree_entry *dir,
           const char *name, struct bg_tree_entry *out, struct bg_err *err)
{
	const struct files *files = walk->data;
	const git_tree_entry *entry;
	git_tree *tree = NULL;

	if (git_tree_lookup(&tree, files->git->repo, dir->id) < 0)
		return fail_entry(files, arena, dir, err);
	entry = find_entry(tree, name);
	*out = (struct bg_tree_entry){.path = name, .name = name, .type = BG_TREE_ABSENT};
	if (entry)
		take_entry(out, arena, dir, entry);
	git_tree_free(tree);
	return 0;
}

static int
read_children(const struct bg_walk *walk, struct bg_arena *arena,
              const struct bg_tree_entry *dir, struct bg_tree_entries *out, struct bg_err *err)
{
	const struct files *files = walk->data;
	git_tree *tree = NULL;

	if (git_tree_lookup(&tree, files->git->repo, dir->id) < 0)
		return fail_entry(files, arena, dir, err);
	for (size_t i = 0; i < git_tree_entrycount(tree); i++)
		take_entry(bg_list_add(arena, out), arena, dir,
		           git_tree_entry_byindex(tree, i));
	git_tree_free(tree);
	return 0;
}

static int
list_files(struct bg_tree *tree, struct bg_arena *arena, const char *glob,
           struct bg_strings *out, struct bg_err *err)
{
	const struct files *files = tree->data;

	return bg_walk_list(&files->walk, arena, glob, out, err);
}

/* The size is asked for first, so that a huge file costs nothing. */
static int
read_blob(const struct files *files, struct bg_arena *arena, const struct bg_tree_entry *e,
          struct bg_blob *out, struct bg_err *err)
{
	struct bg_git *git = files->git;
	char hex[GIT_OID_HEXSZ + 1];
	git_blob *blob = NULL;
	git_object_t type;
	size_t size;

	if (git_odb_read_header(&size, &type, git->odb, e->id) < 0)
		return fail_entry(files, arena, e, err);
	if (size > git->limits.v[BG_LIMIT_BLOB])
		return bg_fail_limit(err, &git->limits, BG_LIMIT_BLOB, e->path, 0);
	if (git_blob_lookup(&blob, git->repo, e->id) < 0)
		return fail_entry(files, arena, e, err);
	out->n = (size_t)git_blob_rawsize(blob);
	out->bytes = bg_strndup(arena, git_blob_rawcontent(blob), out->n);
	out->id = bg_strdup(arena, git_oid_tostr(hex, sizeof(hex), e->id));
	git_blob_free(blob);
	return 0;
}

static int
read_file(struct bg_tree *tree, struct bg_arena *arena, const char *path, struct bg_blob *out,
          struct bg_err *err)
{
	const struct files *files = tree->data;
	struct bg_tree_entry e;

	*out = (struct bg_blob){.path = bg_strdup(arena, path), .id = ""};
	if (bg_walk_find(&files->walk, arena, path, &e, err))
		return -1;
	return e.type == BG_TREE_FILE ? read_blob(files, arena, &e, out, err) : 0;
}

/* The id of a commit's root tree. */
static int
find_root(struct bg_git *git, struct bg_arena *arena, const struct bg_revision *rev,
          git_oid *out, struct bg_err *err)
{
	git_commit *commit = NULL;
	git_oid oid;

	if (git_oid_fromstr(&oid, rev->commit) < 0)
		return bg_git_fail(err, BG_EREPO, "cannot read a commit's name");
	if (git_commit_lookup(&commit, git->repo, &oid) < 0)
		return bg_git_fail_object(git, NULL, bg_printable(arena, rev->name), &oid, err);
	git_oid_cpy(out, git_commit_tree_id(commit));
	git_commit_free(commit);
	return 0;
}

int
bg_git_tree(struct bg_source *s, struct bg_arena *arena, const struct bg_revision *rev,
            struct bg_tree *out, struct bg_err *err)
{
	struct files *files = bg_alloc(arena, sizeof(*files));
	git_oid *root = bg_alloc(arena, sizeof(*root));

	files->git = s->data;
	files->revision = rev->name;
	if (find_root(files->git, arena, rev, root, err))
		return -1;
	files->walk = (struct bg_walk){
		.child = find_child,
		.children = read_children,
		.root = {.path = "", .name = "", .type = BG_TREE_DIR, .id = root},
		.limits = &files->git->limits,
		.data = files};
	*out = (struct bg_tree){.list = list_files, .read = read_file, .data = files};
	return 0;
}
