/* SPDX-License-Identifier: MIT */
/* A tree over an array; a blob's id is the hash of its bytes. */
#include "support/memtree.h"

#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "base/glob.h"
#include "base/hash.h"
#include "base/list.h"

static int
list_paths(struct bg_tree *tree, struct bg_arena *arena, const char *glob,
           struct bg_strings *out, struct bg_err *err)
{
	struct memtree *m = tree->data;
	struct bg_strings found = {0};

	(void)err;
	m->lists++;
	for (size_t i = 0; i < m->files.n; i++)
		if (bg_glob_match(glob, m->files.v[i].path))
			bg_strings_add(arena, &found, bg_strdup(arena, m->files.v[i].path));
	bg_strings_sort(&found);
	for (size_t i = 0; i < found.n; i++)
		bg_strings_add(arena, out, found.v[i]);
	return 0;
}

/* Bytes are copied into a block of just their size, so that overruns show. */
static int
read_path(struct bg_tree *tree, struct bg_arena *arena, const char *path, struct bg_blob *out,
          struct bg_err *err)
{
	struct memtree *m = tree->data;

	m->reads++;
	*out = (struct bg_blob){.path = path, .id = ""};
	for (size_t i = 0; i < m->files.n; i++) {
		const struct memtree_file *f = &m->files.v[i];

		if (strcmp(f->path, path) != 0)
			continue;
		if (f->broken)
			return bg_fail_at(err, BG_EOBJECT, path, 0, 0, "object is missing");
		out->bytes = bg_strndup(arena, f->bytes, f->n);
		out->n = f->n;
		out->id = bg_strf(arena, "%016" PRIx64, bg_hash(BG_HASH_START, f->bytes, f->n));
	}
	return 0;
}

void
memtree_init(struct memtree *tree)
{
	*tree = (struct memtree){.tree = {list_paths, read_path, NULL}};
	tree->tree.data = tree;
}

void
memtree_add_bytes(struct memtree *tree, struct bg_arena *arena, const char *path,
                  const char *bytes, size_t n)
{
	*bg_list_add(arena, &tree->files) = (struct memtree_file){path, bytes, n, false};
}

void
memtree_add(struct memtree *tree, struct bg_arena *arena, const char *path, const char *text)
{
	memtree_add_bytes(tree, arena, path, text, strlen(text));
}

void
memtree_add_broken(struct memtree *tree, struct bg_arena *arena, const char *path)
{
	*bg_list_add(arena, &tree->files) = (struct memtree_file){path, "", 0, true};
}
