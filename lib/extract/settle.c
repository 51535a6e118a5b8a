/* SPDX-License-Identifier: MIT */
/* Settling both sides and sealing them: what was read in any order comes out in one. */
#include <stdlib.h>
#include <string.h>

#include "extract/extract.h"

static int
compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int
compare_locs(const struct bg_loc *a, const struct bg_loc *b)
{
	int order = compare_text(a->path, b->path);

	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static int
compare_pairs(const struct bg_attr *a, size_t na, const struct bg_attr *b, size_t nb)
{
	int order = (na > nb) - (na < nb);

	for (size_t i = 0; i < na && order == 0; i++) {
		order = strcmp(a[i].name, b[i].name);
		if (order == 0)
			order = strcmp(a[i].value, b[i].value);
	}
	return order;
}

static int
compare_identity(const struct bg_item *a, const struct bg_item *b)
{
	int order = strcmp(a->kind, b->kind);

	return order ? order : strcmp(a->id, b->id);
}

/* The place last, then the contents, so that no order depends on that of reading. */
static int
by_identity(const void *a, const void *b)
{
	const struct bg_item *x = a, *y = b;
	int order = compare_identity(x, y);

	if (order == 0)
		order = compare_locs(&x->loc, &y->loc);
	if (order == 0)
		order = compare_pairs(x->attr, x->nattr, y->attr, y->nattr);
	return order ? order : compare_pairs(x->fact, x->nfact, y->fact, y->nfact);
}

static void
seal_items(struct bg_harvest *h)
{
	size_t n = 0;

	if (h->items.n < 2)
		return;
	qsort(h->items.v, h->items.n, sizeof(*h->items.v), by_identity);
	for (size_t i = 0; i < h->items.n; i++)
		if (i == 0 || compare_identity(&h->items.v[n - 1], &h->items.v[i]) != 0)
			h->items.v[n++] = h->items.v[i];
	h->items.n = n;
}

static int
by_remark(const void *a, const void *b)
{
	const struct bg_finding_remark *x = a, *y = b;
	int order = compare_locs(&x->loc, &y->loc);

	if (order == 0)
		order = strcmp(x->word, y->word);
	if (order == 0)
		order = compare_text(x->item, y->item);
	return order ? order : strcmp(x->detail, y->detail);
}

static void
seal_remarks(struct bg_harvest *h)
{
	size_t n = 0;

	if (h->remarks.n < 2)
		return;
	qsort(h->remarks.v, h->remarks.n, sizeof(*h->remarks.v), by_remark);
	for (size_t i = 0; i < h->remarks.n; i++)
		if (i == 0 || by_remark(&h->remarks.v[n - 1], &h->remarks.v[i]) != 0)
			h->remarks.v[n++] = h->remarks.v[i];
	h->remarks.n = n;
}

/* One place may leave several items unread, and each of them holds back its own. */
static int
by_note(const void *a, const void *b)
{
	const struct bg_note *x = a, *y = b;
	int order = compare_locs(&x->loc, &y->loc);

	if (order == 0)
		order = strcmp(x->message, y->message);
	return order ? order : compare_text(x->item, y->item);
}

/* How many notes are left of n. */
static size_t
seal_notes(struct bg_note *v, size_t n)
{
	size_t left = 0;

	if (n < 2)
		return n;
	qsort(v, n, sizeof(*v), by_note);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || by_note(&v[left - 1], &v[i]) != 0)
			v[left++] = v[i];
	return left;
}

/* Attributes and facts are sorted already: bg_item_set_attr() puts them in place. */
static void
seal(struct bg_harvest *h)
{
	seal_items(h);
	seal_remarks(h);
	h->unread.n = seal_notes(h->unread.v, h->unread.n);
	h->notes.n = seal_notes(h->notes.v, h->notes.n);
	bg_strings_sort(&h->files);
}

void
bg_extract_settle(const struct bg_sides *sides)
{
	const struct bg_kind *kind;

	for (int late = 0; late < 2; late++)
		for (size_t i = 0; i < sides->n; i++) {
			kind = sides->now[i].spec->kind;
			if (kind->late != (late == 1))
				continue;
			if (kind->settle)
				kind->settle(sides, i);
			seal(&sides->was[i]);
			seal(&sides->now[i]);
		}
}
