/* SPDX-License-Identifier: MIT */
/* A directory of tag-named directories as a source: for fixtures. */
#include <inttypes.h>
#include <string.h>

#include "base/day.h"
#include "base/err.h"
#include "base/hash.h"
#include "source/dirtags.h"
#include "source/disk.h"
#include "source/source.h"

struct dir_source {
	const char *fixture;
	struct bg_dir_tags tags;
	const char **commit; /* by index; NULL until asked for */
	struct bg_limits limits;
	struct bg_arena *arena;
};

static void
open_tree(struct dir_source *d, struct bg_arena *arena, const char *name, struct bg_tree *out)
{
	struct bg_disk *disk = bg_alloc(arena, sizeof(*disk));

	disk->root = bg_strf(arena, "%s/%s", d->fixture, name);
	disk->limits = &d->limits;
	bg_disk_tree(out, arena, disk);
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
