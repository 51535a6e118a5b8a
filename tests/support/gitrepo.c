/* SPDX-License-Identifier: MIT */
/* A fixture's directories as a real git repository. */
#include "support/gitrepo.h"

#include <dirent.h>
#include <git2.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/dirtags.h"

struct builder {
	git_repository *repo;
	struct bg_arena *arena;
	const char *fixture;
	struct bg_dir_tags tags;
	git_oid *commit; /* by index */
};

/* Not git_blob_create_from_disk(): that one heeds autocrlf and attributes. */
static int
store_file(struct builder *b, const char *path, size_t size, git_oid *out)
{
	char *bytes = bg_alloc(b->arena, size + 1);
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		return -1;
	n = fread(bytes, 1, size, f);
	fclose(f);
	return n == size ? git_blob_create_from_buffer(out, b->repo, bytes, n) : -1;
}

/* The bytes of a file, or where a symbolic link points. */
static int
store_blob(struct builder *b, const char *path, const struct stat *st, git_oid *out)
{
	char target[PATH_MAX];
	ssize_t n;

	if (!S_ISLNK(st->st_mode))
		return store_file(b, path, (size_t)st->st_size, out);
	n = readlink(path, target, sizeof(target));
	return n < 0 ? -1 : git_blob_create_from_buffer(out, b->repo, target, (size_t)n);
}

static int store_tree(struct builder *b, const char *dir, git_oid *out, size_t *n);

static int
store_entry(struct builder *b, git_treebuilder *tree, const char *dir, const char *name)
{
	const char *path = bg_strf(b->arena, "%s/%s", dir, name);
	git_filemode_t mode = GIT_FILEMODE_BLOB;
	struct stat st;
	git_oid oid;
	size_t n = 1;
	int status;

	if (lstat(path, &st))
		return -1;
	if (S_ISDIR(st.st_mode)) {
		mode = GIT_FILEMODE_TREE;
		status = store_tree(b, path, &oid, &n);
	} else {
		if (S_ISLNK(st.st_mode))
			mode = GIT_FILEMODE_LINK;
		else if (st.st_mode & S_IXUSR)
			mode = GIT_FILEMODE_BLOB_EXECUTABLE;
		status = store_blob(b, path, &st, &oid);
	}
	if (status || !n)
		return status;
	return git_treebuilder_insert(NULL, tree, name, &oid, mode);
}

static int
store_tree(struct builder *b, const char *dir, git_oid *out, size_t *n)
{
	git_treebuilder *tree = NULL;
	DIR *handle = opendir(dir);
	const struct dirent *e;
	int status;

	if (!handle)
		return -1;
	status = git_treebuilder_new(&tree, b->repo, NULL);
	while (status == 0 && (e = readdir(handle)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
		    strcmp(e->d_name, ".git") != 0)
			status = store_entry(b, tree, dir, e->d_name);
	if (status == 0) {
		*n = git_treebuilder_entrycount(tree);
		status = git_treebuilder_write(out, tree);
	}
	closedir(handle);
	git_treebuilder_free(tree);
	return status;
}

static int
store_commit(struct builder *b, size_t i, const git_signature *who, const git_oid *root)
{
	const struct bg_dir_tag *t = &b->tags.v[i];
	const char *branch = bg_strf(b->arena, "refs/heads/%s", t->branch);
	git_commit *parent = NULL, *commit = NULL;
	git_reference *ref = NULL;
	git_tree *tree = NULL;
	git_oid tag;
	int status = git_tree_lookup(&tree, b->repo, root);

	if (status == 0 && t->parent != i)
		status = git_commit_lookup(&parent, b->repo, &b->commit[t->parent]);
	if (status == 0)
		status = git_commit_create(&b->commit[i], b->repo, NULL, who, who, NULL,
		                           t->name, tree, parent ? 1 : 0,
		                           (const git_commit **)(void *)&parent);
	if (status == 0)
		status = git_commit_lookup(&commit, b->repo, &b->commit[i]);
	if (status == 0)
		status = git_reference_create(&ref, b->repo, branch, &b->commit[i], 1, NULL);
	if (status == 0 && t->is_tag)
		status = t->lightweight ? git_tag_create_lightweight(&tag, b->repo, t->name,
		                                                     (git_object *)commit, 0)
		                        : git_tag_create(&tag, b->repo, t->name,
		                                         (git_object *)commit, who, t->name, 0);
	git_reference_free(ref);
	git_commit_free(commit);
	git_commit_free(parent);
	git_tree_free(tree);
	return status;
}

static int
store_tag(struct builder *b, size_t i)
{
	const char *dir = bg_strf(b->arena, "%s/%s", b->fixture, b->tags.v[i].name);
	git_signature *who = NULL;
	git_oid root;
	size_t n;
	int status = store_tree(b, dir, &root, &n);

	if (status == 0)
		status = git_signature_new(&who, "bumpgate fixtures", "fixtures@example.org",
		                           b->tags.v[i].day * 86400 + 43200, 0);
	if (status == 0)
		status = store_commit(b, i, who, &root);
	git_signature_free(who);
	return status;
}

static int
store_all(struct builder *b, const char *path)
{
	git_repository_init_options options = {
		.version = GIT_REPOSITORY_INIT_OPTIONS_VERSION,
		.flags = GIT_REPOSITORY_INIT_BARE,
		.initial_head = BG_DIR_BRANCH,
	};
	int status;

	if (b->tags.n)
		options.initial_head = b->tags.v[b->tags.n - 1].branch;
	b->commit = bg_calloc(b->arena, b->tags.n, sizeof(*b->commit));
	status = git_repository_init_ext(&b->repo, path, &options);
	for (size_t i = 0; status == 0 && i < b->tags.n; i++)
		status = store_tag(b, i);
	git_repository_free(b->repo);
	return status;
}

int
support_repo_from_dir(const char *fixture, char *path, size_t n)
{
	struct builder b = {.arena = bg_arena_new(), .fixture = fixture};
	const git_error *last;
	struct bg_err err = {0};
	int status;

	git_libgit2_init();
	support_tmpdir(path, n);
	status = bg_dir_tags_read(&b.tags, b.arena, fixture, &err);
	if (status == 0)
		status = store_all(&b, path);
	if (status) {
		last = git_error_last();
		fprintf(stderr, "cannot build '%s': %s\n", fixture,
		        err.text[0]             ? err.text
		        : last && last->message ? last->message
		                                : "unreadable file");
		support_remove(path);
	}
	git_libgit2_shutdown();
	bg_arena_free(b.arena);
	return status ? -1 : 0;
}
