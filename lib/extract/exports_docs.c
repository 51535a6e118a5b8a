/* SPDX-License-Identifier: MIT */
/* Documents of functions: whether they were updated is told by name, not by file. */
#include <stdlib.h>

#include "base/hash.h"
#include "extract/doc.h"
#include "extract/exports.h"
#include "parse/md.h"

/* "a.services.f": the app is what stands before the module's last part, or the module. */
static const char *
app_of(struct bg_arena *arena, const char *id)
{
	size_t n = strlen(id);

	for (int i = 0; i < 2; i++)
		while (n && id[--n] != '.')
			continue;
	while (n && memchr(id, '.', n))
		n--;
	return n ? bg_strndup(arena, id, n) : NULL;
}

static const char *
leaf(const char *id)
{
	const char *dot = strrchr(id, '.');

	return dot ? dot + 1 : id;
}

/* Whether a code span of a block is the name, or ends in it. */
static bool
is_named(struct bg_arena *arena, const struct bg_md_block *b, const char *name)
{
	const char *found;

	for (size_t i = 0; i < b->nspan; i++) {
		if (b->span[i].type != BG_MD_CODE)
			continue;
		found = bg_doc_name(arena, b->text + b->span[i].from,
		                    b->span[i].to - b->span[i].from);
		if (found && strcmp(leaf(found), name) == 0)
			return true;
	}
	return b->type == BG_MD_HEADING && bg_starts(b->text, name) &&
	       !bg_is_word(b->text[strlen(name)]);
}

static uint64_t
add_text(uint64_t hash, const struct bg_md_block *b)
{
	return bg_hash(hash, b->text, strlen(b->text) + 1);
}

/* All of a row, of a section below a heading; of other blocks the block. */
static uint64_t
hash_around(uint64_t hash, const struct bg_md *md, size_t i)
{
	const struct bg_md_block *b = &md->block[i], *e;
	size_t from = i;

	if (b->type == BG_MD_CELL)
		while (from && md->block[from - 1].type == BG_MD_CELL &&
		       md->block[from - 1].table == b->table &&
		       md->block[from - 1].row == b->row)
			from--;
	hash = add_text(hash, &md->block[from]);
	for (size_t k = from + 1; k < md->nblock; k++) {
		e = &md->block[k];
		if (b->type == BG_MD_HEADING ? e->type == BG_MD_HEADING && e->level <= b->level
		                             : b->type != BG_MD_CELL || e->type != BG_MD_CELL ||
		                                       e->table != b->table || e->row != b->row)
			break;
		hash = add_text(hash, e);
	}
	return hash;
}

static void
look_up(struct bg_arena *arena, const struct bg_exports_file *file, const char *name,
        struct bg_exports_doc *out)
{
	out->path = file->path;
	out->text = BG_HASH_START;
	for (size_t i = 0; file->md && i < file->md->nblock; i++) {
		if (!is_named(arena, &file->md->block[i], name))
			continue;
		if (!out->named.path)
			out->named = (struct bg_loc){file->path, file->md->block[i].line};
		out->text = hash_around(out->text, file->md, i);
	}
}

/* The document of an app, read once; NULL on failure. */
static const struct bg_exports_file *
file_of(struct bg_extract *x, struct bg_exports_kept *kept, const char *app, struct bg_err *err)
{
	const char *template = x->out->spec->option[BG_OPT_DOCS].v[0];
	const char *hole = strstr(template, "{app}");
	struct bg_exports_file *file;
	void *out;

	for (size_t i = 0; i < kept->files.n; i++)
		if (strcmp(kept->files.v[i].app, app) == 0)
			return &kept->files.v[i];
	file = bg_list_add(x->keep, &kept->files);
	file->app = app;
	file->path = hole ? bg_strf(x->keep, "%.*s%s%s", (int)(hole - template), template, app,
	                            hole + strlen("{app}"))
	                  : template;
	if (bg_extract_file(x, file->path, "md", bg_doc_parse, &out, err) != 0)
		return NULL;
	file->md = out;
	return file;
}

static bool
is_function(const struct bg_item *item)
{
	const char *is = bg_item_attr(item, "is");

	return strcmp(item->kind, "name") == 0 && is && strcmp(is, "function") == 0;
}

int
bg_exports_docs_read(struct bg_extract *x, struct bg_exports_kept *kept, struct bg_err *err)
{
	const struct bg_exports_file *file;
	struct bg_exports_doc *doc;
	const char *app;

	for (size_t i = 0; x->out->spec->option[BG_OPT_DOCS].n && i < x->out->items.n; i++) {
		const struct bg_item *item = &x->out->items.v[i];

		app = is_function(item) ? app_of(x->keep, item->id) : NULL;
		if (!app)
			continue;
		file = file_of(x, kept, app, err);
		if (!file)
			return -1;
		doc = bg_list_add(x->keep, &kept->docs);
		doc->id = item->id;
		look_up(x->scratch, file, leaf(item->id), doc);
	}
	return 0;
}

/* ---- both revisions ---------------------------------------------------------------------- */

static int
by_id(const void *a, const void *b)
{
	const struct bg_exports_doc *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static const struct bg_exports_doc *
find_doc(const struct bg_exports_kept *kept, const char *id)
{
	const struct bg_exports_doc key = {.id = id};

	return kept->docs.n ? bsearch(&key, kept->docs.v, kept->docs.n, sizeof(key), by_id)
	                    : NULL;
}

static void
sort_docs(struct bg_exports_kept *kept)
{
	if (kept->docs.n > 1)
		qsort(kept->docs.v, kept->docs.n, sizeof(*kept->docs.v), by_id);
}

/* A hash of what a caller sees of each function, in the order of docs. */
static uint64_t *
signatures(struct bg_arena *arena, const struct bg_harvest *h,
           const struct bg_exports_kept *kept)
{
	uint64_t *sum = bg_calloc(arena, kept->docs.n + 1, sizeof(*sum)), one;
	const struct bg_exports_doc *doc;
	const struct bg_item *item;

	for (size_t i = 0; i < h->items.n; i++) {
		item = &h->items.v[i];
		doc = find_doc(kept, item->parent ? item->parent : item->id);
		if (!doc)
			continue;
		one = bg_hash(BG_HASH_START, item->id, strlen(item->id) + 1);
		for (size_t k = 0; k < item->nattr; k++) {
			one = bg_hash(one, item->attr[k].name, strlen(item->attr[k].name) + 1);
			one = bg_hash(one, item->attr[k].value,
			              strlen(item->attr[k].value) + 1);
		}
		/* A sum, as the order of items does not count. */
		sum[doc - kept->docs.v] += one;
	}
	return sum;
}

static void
remark(struct bg_arena *arena, struct bg_harvest *h, const char *word,
       const struct bg_exports_doc *of, struct bg_loc loc)
{
	bg_harvest_remark(arena, h, word, of->id, loc, of->path);
}

/* What the target's document says of a function that is gone. */
static void
settle_gone(const struct bg_sides *sides, struct bg_harvest *h,
            const struct bg_exports_kept *now, const struct bg_exports_doc *doc)
{
	struct bg_exports_doc found = {.id = doc->id};

	for (size_t i = 0; i < now->files.n; i++)
		if (strcmp(now->files.v[i].path, doc->path) == 0)
			look_up(sides->arena, &now->files.v[i], leaf(doc->id), &found);
	if (found.named.path)
		remark(sides->arena, h, "document-keeps", &found, found.named);
}

void
bg_exports_docs_settle(const struct bg_sides *sides, size_t which)
{
	struct bg_exports_kept *was = sides->was[which].kept, *now = sides->now[which].kept;
	struct bg_harvest *h = &sides->now[which];
	const struct bg_exports_doc *old, *new;
	uint64_t *before, *after;

	sort_docs(was);
	sort_docs(now);
	before = signatures(sides->arena, &sides->was[which], was);
	after = signatures(sides->arena, h, now);
	for (size_t i = 0; i < now->docs.n; i++) {
		new = &now->docs.v[i];
		old = find_doc(was, new->id);
		if (!old && !new->named.path)
			remark(sides->arena, h, "document-lacks", new,
			       (struct bg_loc){new->path, 0});
		else if (old && new->named.path &&
		         old->text == new->text &&before[old - was->docs.v] != after[i])
			remark(sides->arena, h, "document-unchanged", new, new->named);
	}
	for (size_t i = 0; i < was->docs.n && !h->unread.n; i++)
		if (!find_doc(now, was->docs.v[i].id))
			settle_gone(sides, h, now, &was->docs.v[i]);
}

static bool
is_missing(const struct bg_exports_kept *kept, const char *path)
{
	for (size_t i = 0; i < kept->files.n; i++)
		if (strcmp(kept->files.v[i].path, path) == 0)
			return !kept->files.v[i].md;
	return false;
}

void
bg_exports_docs_fold(struct bg_arena *arena, struct bg_harvest *now,
                     const struct bg_strings *wholes)
{
	const char *dot, *module;

	for (size_t i = 0; i < now->remarks.n; i++) {
		struct bg_finding_remark *r = &now->remarks.v[i];

		dot = r->item ? strrchr(r->item, '.') : NULL;
		if (!dot || strcmp(r->word, "document-lacks") != 0 ||
		    !is_missing(now->kept, r->detail))
			continue;
		module = bg_strndup(arena, r->item, (size_t)(dot - r->item));
		if (bg_strings_has(wholes, module))
			r->item = module;
	}
}
