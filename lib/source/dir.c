/* SPDX-License-Identifier: MIT */
/* A directory of tag-named directories as a source: for fixtures. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/day.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/list.h"
#include "source/dirtags.h"
#include "source/source.h"
#include "source/walk.h"

struct dir_source {
	const char *fixture;
	struct bg_dir_tags tags;
	const char **commit; /* by index; NULL until asked for */
	struct bg_limits limits;
	struct bg_arena *arena;
};

struct dir_tree {
	const char *root;
	struct bg_walk walk;
	const struct bg_limits *limits;
};

static const char *
on_disk(struct bg_arena *arena, const struct dir_tree *tree, const char *path)
{
	return bg_strf(arena, "%s/%s", tree->root, path);
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

static int
find_child(const struct bg_walk *walk, struct bg_arena *arena, const struct bg_tree_entry *dir,
           const char *name, struct bg_tree_entry *out, struct bg_err *err)
{
	const struct dir_tree *tree = walk->data;
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
	return 0;
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
	while (status == 0 && (e = readdir(handle)))
		if (!is_foreign(e->d_name))
			status = find_child(walk, arena, dir, bg_strdup(arena, e->d_name),
			                    bg_list_add(arena, out), err);
	closedir(handle);
	return status;
}

static int
list_files(struct bg_tree *tree, struct bg_arena *arena, const char *glob,
           struct bg_strings *out, struct bg_err *err)
{
	const struct dir_tree *t = tree->data;

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
	const struct dir_tree *t = tree->data;
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
	status = read_bytes(f, arena, t->limits, out, err);
	fclose(f);
	return status;
}

static void
open_tree(struct dir_source *d, struct bg_arena *arena, const char *name, struct bg_tree *out)
{
	struct dir_tree *t = bg_alloc(arena, sizeof(*t));

	t->root = bg_strf(arena, "%s/%s", d->fixture, name);
	t->limits = &d->limits;
	t->walk = (struct bg_walk){.child = find_child,
	                           .children = read_children,
	                           .root = {.path = "", .name = "", .type = BG_TREE_DIR},
	                           .limits = &d->limits,
	                           .data = t};
	*out = (struct bg_tree){.list = list_files, .read = read_file, .data = t};
}

/* 40 hex digits of a tag's name and files, as a commit has them. */
static int
hash_commit(struct dir_source *d, const char *name, const char **out, struct bg_err *err)
{
	struct bg_arena *scratch = bg_arena_new();
	uint64_t h = bg_hash(BG_HASH_START, name, strlen(name) + 1), more;
	struct bg_strings paths = {0};
	struct bg_tree tree;
	struct bg_blob blob;
	int status;

	open_tree(d, scratch, name, &tree);
	status = tree.list(&tree, scratch, "**", &paths, err);
	for (size_t i = 0; status == 0 && i < paths.n; i++) {
		status = tree.read(&tree, scratch, paths.v[i], &blob, err);
		h = bg_hash(h, paths.v[i], strlen(paths.v[i]) + 1);
		h = bg_hash(h, blob.id, strlen(blob.id) + 1);
	}
	bg_arena_free(scratch);
	more = bg_hash(h, "commit", 6);
	*out = bg_strf(d->arena, "%016" PRIx64 "%016" PRIx64 "%08" PRIx32, h, more,
	               (uint32_t)bg_hash(more, "commit", 6));
	return status;
}

static int
find_commit(struct dir_source *d, size_t i, const char **out, struct bg_err *err)
{
	if (!d->commit[i] && hash_commit(d, d->tags.v[i].name, &d->commit[i], err))
		return -1;
	*out = d->commit[i];
	return 0;
}

static int
fill(struct dir_source *d, struct bg_arena *arena, const struct bg_dir_tag *t, const char *name,
     struct bg_revision *out, struct bg_err *err)
{
	*out = (struct bg_revision){.name = bg_strdup(arena, name),
	                            .date = bg_day_text(arena, t->day),
	                            .day = t->day};
	return find_commit(d, (size_t)(t - d->tags.v), &out->commit, err);
}

static int
list_tags(struct bg_source *s, struct bg_arena *arena, struct bg_strings *out,
          struct bg_err *err)
{
	struct dir_source *d = s->data;

	*out = (struct bg_strings){0};
	for (size_t i = 0; i < d->tags.n; i++) {
		if (!d->tags.v[i].is_tag)
			continue;
		if (out->n >= d->limits.v[BG_LIMIT_TAGS])
			return bg_fail_limit(err, &d->limits, BG_LIMIT_TAGS, NULL, 0);
		bg_strings_add(arena, out, bg_strdup(arena, d->tags.v[i].name));
	}
	bg_strings_sort(out);
	return 0;
}

/* The revision called name: a tag, HEAD, or the tip of a branch; NULL: none. */
static const struct bg_dir_tag *
find_name(const struct bg_dir_tags *tags, const char *name, bool only_tags)
{
	for (size_t i = 0; i < tags->n; i++)
		if (strcmp(tags->v[i].name, name) == 0 && (tags->v[i].is_tag || !only_tags))
			return &tags->v[i];
	if (only_tags || !tags->n)
		return NULL;
	return strcmp(name, "HEAD") == 0 ? &tags->v[tags->n - 1] : bg_dir_tags_tip(tags, name);
}

static int
resolve(struct bg_source *s, struct bg_arena *arena, const char *name, bool only_tags,
        struct bg_revision *out, struct bg_err *err)
{
	struct dir_source *d = s->data;
	const struct bg_dir_tag *t = find_name(&d->tags, name, only_tags);
	struct bg_strings names = {0};
	const char *near;

	*out = (struct bg_revision){0};
	if (t) {
		if (fill(d, arena, t, name, out, err))
			return -1;
		out->is_tag = t->is_tag && strcmp(t->name, name) == 0;
		return 0;
	}
	bg_fail(err, BG_EREPO, "there is no %s '%s'", only_tags ? "tag" : "revision", name);
	for (size_t i = 0; i < d->tags.n; i++)
		bg_strings_add(arena, &names, d->tags.v[i].name);
	near = bg_nearest(name, names.v, names.n);
	if (near)
		bg_hint(err, "did you mean '%s'?", near);
	return -1;
}

/* The index of a commit that was handed out; n when there is none. */
static size_t
find_index(const struct dir_source *d, const char *commit)
{
	size_t i = 0;

	while (i < d->tags.n && (!d->commit[i] || strcmp(d->commit[i], commit) != 0))
		i++;
	return i;
}

static int
get_tree(struct bg_source *s, struct bg_arena *arena, const struct bg_revision *rev,
         struct bg_tree *out, struct bg_err *err)
{
	struct dir_source *d = s->data;
	size_t i = find_index(d, rev->commit);

	if (i == d->tags.n)
		return bg_fail(err, BG_EOBJECT, "there is no commit %s", rev->commit);
	open_tree(d, arena, d->tags.v[i].name, out);
	return 0;
}

static int
is_ancestor(struct bg_source *s, const struct bg_revision *old, const struct bg_revision *young,
            enum bg_tristate *out, struct bg_err *err)
{
	struct dir_source *d = s->data;
	size_t was = find_index(d, old->commit), i = find_index(d, young->commit);

	if (was == d->tags.n || i == d->tags.n)
		return bg_fail(err, BG_EOBJECT, "there is no commit %s",
		               was == d->tags.n ? old->commit : young->commit);
	while (i != was && d->tags.v[i].parent != i)
		i = d->tags.v[i].parent;
	*out = i == was ? BG_YES : BG_NO;
	return 0;
}

static int
find_branch(struct bg_source *s, struct bg_arena *arena, const char *name,
            struct bg_revision *out, bool *found, struct bg_err *err)
{
	struct dir_source *d = s->data;
	const struct bg_dir_tag *t = bg_dir_tags_tip(&d->tags, name);

	*found = t != NULL;
	*out = (struct bg_revision){0};
	return t ? fill(d, arena, t, name, out, err) : 0;
}

static void
close_dir(struct bg_source *s)
{
	(void)s;
}

int
bg_source_open_dir(struct bg_source **out, struct bg_arena *arena, const struct bg_request *req,
                   struct bg_err *err)
{
	struct dir_source *d = bg_alloc(arena, sizeof(*d));
	struct bg_source *s = bg_alloc(arena, sizeof(*s));

	d->fixture = bg_strdup(arena, req->fixture);
	d->limits = req->limits;
	d->arena = arena;
	if (bg_dir_tags_read(&d->tags, arena, d->fixture, err))
		return -1;
	d->commit = bg_calloc(arena, d->tags.n, sizeof(*d->commit));
	*s = (struct bg_source){.tags = list_tags,
	                        .resolve = resolve,
	                        .tree = get_tree,
	                        .ancestor = is_ancestor,
	                        .branch = find_branch,
	                        .close = close_dir,
	                        .data = d};
	*out = s;
	return 0;
}
