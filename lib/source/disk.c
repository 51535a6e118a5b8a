/* SPDX-License-Identifier: MIT */
/* A directory of the file system as a tree. */
#include "source/disk.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/list.h"
#include "source/walk.h"

struct disk_tree {
	const struct bg_disk *disk;
	struct bg_walk walk;
};

static const char *
on_disk(struct bg_arena *arena, const struct disk_tree *tree, const char *path)
{
	return bg_strf(arena, "%s/%s", tree->disk->root, path);
}

static int
fail_errno(struct bg_err *err, const char *path)
{
	return bg_fail_at(err, BG_EOBJECT, path, 0, 0, "cannot read '%s': %s", path,
	                  strerror(errno));
}

/* Names that git stores in no tree. */
static bool
is_foreign(const char *name)
{
	return !*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	       strcmp(name, ".git") == 0;
}

/* What the owner of the tree does not want to be seen is taken for something else. */
static int
hide(const struct disk_tree *tree, struct bg_tree_entry *e, struct bg_err *err)
{
	const struct bg_disk *disk = tree->disk;
	bool hidden = false;

	if (!disk->hide || (e->type != BG_TREE_FILE && e->type != BG_TREE_DIR))
		return 0;
	if (disk->hide(disk, e->path, e->type == BG_TREE_DIR, &hidden, err))
		return -1;
	if (hidden)
		e->type = BG_TREE_OTHER;
	return 0;
}

static int
find_child(const struct bg_walk *walk, struct bg_arena *arena, const struct bg_tree_entry *dir,
           const char *name, struct bg_tree_entry *out, struct bg_err *err)
{
	const struct disk_tree *tree = walk->data;
	struct stat st;

	*out = (struct bg_tree_entry){.path = bg_walk_join(arena, dir, name), .name = name};
	if (is_foreign(name))
		return 0;
	if (lstat(on_disk(arena, tree, out->path), &st))
		return errno == ENOENT || strlen(name) > NAME_MAX ? 0
		                                                  : fail_errno(err, out->path);
	out->type = S_ISREG(st.st_mode)   ? BG_TREE_FILE
	            : S_ISDIR(st.st_mode) ? BG_TREE_DIR
	                                  : BG_TREE_OTHER;
	return hide(tree, out, err);
}

static int
read_children(const struct bg_walk *walk, struct bg_arena *arena,
              const struct bg_tree_entry *dir, struct bg_tree_entries *out, struct bg_err *err)
{
	DIR *handle = opendir(on_disk(arena, walk->data, dir->path));
	const struct dirent *e;
	int status = 0;

	if (!handle)
		return fail_errno(err, dir->path);
	/* Only errno tells an end from a failure, which must not look like missing files. */
	while (status == 0 && (errno = 0, e = readdir(handle)))
		if (!is_foreign(e->d_name))
			status = find_child(walk, arena, dir, bg_strdup(arena, e->d_name),
			                    bg_list_add(arena, out), err);
	if (status == 0 && errno)
		status = fail_errno(err, dir->path);
	closedir(handle);
	return status;
}

static int
list_files(struct bg_tree *tree, struct bg_arena *arena, const char *glob,
           struct bg_strings *out, struct bg_err *err)
{
	const struct disk_tree *t = tree->data;

	return bg_walk_list(&t->walk, arena, glob, out, err);
}

static int
read_bytes(FILE *f, struct bg_arena *arena, const struct bg_limits *limits, struct bg_blob *out,
           struct bg_err *err)
{
	struct stat st;
	size_t size;
	char *bytes;

	if (fstat(fileno(f), &st))
		return fail_errno(err, out->path);
	size = (size_t)st.st_size;
	if (size > limits->v[BG_LIMIT_BLOB])
		return bg_fail_limit(err, limits, BG_LIMIT_BLOB, out->path, 0);
	bytes = bg_alloc(arena, size + 1);
	out->n = fread(bytes, 1, size, f);
	if (ferror(f))
		return fail_errno(err, out->path);
	out->bytes = bytes;
	out->id = bg_strf(arena, "%016" PRIx64 "%zx", bg_hash(BG_HASH_START, bytes, out->n),
	                  out->n);
	return 0;
}

static int
read_file(struct bg_tree *tree, struct bg_arena *arena, const char *path, struct bg_blob *out,
          struct bg_err *err)
{
	const struct disk_tree *t = tree->data;
	struct bg_tree_entry e;
	FILE *f;
	int status;

	*out = (struct bg_blob){.path = bg_strdup(arena, path), .id = ""};
	if (bg_walk_find(&t->walk, arena, path, &e, err))
		return -1;
	if (e.type != BG_TREE_FILE)
		return 0;
	f = fopen(on_disk(arena, t, path), "rb");
	if (!f)
		return fail_errno(err, out->path);
	status = read_bytes(f, arena, t->disk->limits, out, err);
	fclose(f);
	return status;
}

void
bg_disk_tree(struct bg_tree *out, struct bg_arena *arena, const struct bg_disk *disk)
{
	struct disk_tree *t = bg_alloc(arena, sizeof(*t));

	t->disk = disk;
	t->walk = (struct bg_walk){.child = find_child,
	                           .children = read_children,
	                           .root = {.path = "", .name = "", .type = BG_TREE_DIR},
	                           .limits = disk->limits,
	                           .data = t};
	*out = (struct bg_tree){.list = list_files, .read = read_file, .data = t};
}
