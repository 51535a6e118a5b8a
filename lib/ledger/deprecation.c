/* SPDX-License-Identifier: MIT */
/* Looking an item up in the CHANGELOGs of the releases before the target. */
#include "ledger/deprecation.h"

#include <stdlib.h>

#include "ledger/phrase.h"
#include "model/version.h"

/* Where a note stands: a release's section, or Unreleased behind it. */
struct rank {
	const struct bg_version *version; /* NULL: nowhere */
	bool unreleased;
};

struct found {
	struct rank rank;
	const struct bg_notice *notice;
};

static int
compare_rank(const struct rank *a, const struct rank *b)
{
	int order;

	if (!a->version || !b->version)
		return !!a->version - !!b->version;
	order = bg_version_compare(a->version, b->version);
	return order ? order : a->unreleased - b->unreleased;
}

/*
 * Where a section stands in a release's file; false for one above the release. A version
 * under "Unreleased" is one that this release already is, or one to come.
 */
static bool
find_rank(struct rank *out, const struct bg_section *s, const struct bg_version *release)
{
	if (s->has_version && bg_version_compare(&s->version, release) <= 0) {
		*out = (struct rank){&s->version, false};
		return true;
	}
	*out = (struct rank){release, true};
	return s->unreleased;
}

/* What one release's file says: the newest note of each sort. */
struct findings {
	struct found announced; /* anywhere */
	struct found released;  /* in a section that is released */
	struct found reprieved;
};

/* What one entry says of the subject. */
struct saying {
	const struct bg_entry *entry;
	bool announces, reprieves;
};

/* All that is said of the subject, by entry; or, while that is not known, whom to ask. */
struct sayings {
	const struct bg_subject *subject;
	bool known;
	BG_LIST(struct saying) list;
};

static int
by_address(const void *a, const void *b)
{
	const struct saying *x = a, *y = b;

	return ((uintptr_t)x->entry > (uintptr_t)y->entry) -
	       ((uintptr_t)x->entry < (uintptr_t)y->entry);
}

static bool
is_spoken_of(const struct sayings *s, const struct bg_entry *entry, struct saying *out)
{
	const struct saying like = {.entry = entry}, *found;

	*out = like;
	if (!s->known)
		return bg_text_may_mention(entry->block->text, s->subject);
	if (!s->list.n)
		return false;
	found = bsearch(&like, s->list.v, s->list.n, sizeof(like), by_address);
	if (found)
		*out = *found;
	return found != NULL;
}

static bool
announces(const struct sayings *s, const struct saying *one)
{
	return s->known ? one->announces : bg_entry_deprecates(one->entry, s->subject);
}

static bool
reprieves(const struct sayings *s, const struct saying *one)
{
	return s->known ? one->reprieves : bg_entry_reprieves(one->entry, s->subject);
}

static void
search(struct findings *out, const struct bg_changelog *log, const struct bg_version *release,
       const struct sayings *sayings)
{
	struct saying one;
	const struct bg_notice *n;
	struct rank rank;

	for (size_t i = 0; i < log->nnotice; i++) {
		n = &log->notice[i];
		if (!is_spoken_of(sayings, n->entry, &one) ||
		    !find_rank(&rank, n->section, release))
			continue;
		if ((compare_rank(&rank, &out->announced.rank) > 0 ||
		     (!rank.unreleased && compare_rank(&rank, &out->released.rank) > 0)) &&
		    announces(sayings, &one)) {
			if (compare_rank(&rank, &out->announced.rank) > 0)
				out->announced = (struct found){rank, n};
			if (!rank.unreleased && compare_rank(&rank, &out->released.rank) > 0)
				out->released = (struct found){rank, n};
		}
		if (compare_rank(&rank, &out->reprieved.rank) > 0 && reprieves(sayings, &one))
			out->reprieved = (struct found){rank, n};
	}
}

static void
announce(struct bg_announcement *out, const struct bg_revision *release, size_t left,
         const struct bg_changelog *log, const struct found *found)
{
	const struct bg_md_block *block = found->notice->entry->block;

	*out = (struct bg_announcement){
		.since = release,
		.loc = {log->path,
	                bg_changelog_line(log, (size_t)(found->notice - log->notice))},
		.entry = block->text,
		.releases = left,
		.unreleased = found->rank.unreleased,
	};
}

/* Adds all notices of all files; those that they share, once. */
static int
index_notices(struct bg_history *history, struct bg_err *err)
{
	struct bg_arena *arena = history->arena;
	BG_LIST(struct saying) all = {0};
	const struct bg_changelog *log, *last = NULL;

	for (size_t i = 0; i < history->n; i++) {
		if (history->changelog(history, i, &log, err) != 0)
			return -1;
		for (size_t k = 0; log != last && k < log->nnotice; k++)
			bg_list_add(arena, &all)->entry = log->notice[k].entry;
		last = log;
	}
	if (all.n)
		qsort(all.v, all.n, sizeof(*all.v), by_address);
	history->notices = bg_concordance_new(arena);
	for (size_t i = 0; i < all.n; i++)
		if (!i || all.v[i].entry != all.v[i - 1].entry)
			bg_concordance_add(history->notices, all.v[i].entry);
	return 0;
}

/*
 * Whom to ask what is said of a subject. Reading all notices of all releases takes long
 * where there are many subjects: then they are looked up by their words.
 */
static int
find_sayings(struct sayings *out, struct bg_history *history, struct bg_err *err)
{
	enum { MANY = 16 };
	struct bg_arena *arena = history->arena;
	struct bg_entries found = {0};
	struct saying one;

	if (++history->asked < MANY)
		return 0;
	if (!history->notices && index_notices(history, err) != 0)
		return -1;
	out->known = true;
	bg_concordance_find(history->notices, arena, out->subject->leaf, &found);
	for (size_t i = 0; i < found.n; i++) {
		one = (struct saying){found.v[i], bg_entry_deprecates(found.v[i], out->subject),
		                      bg_entry_reprieves(found.v[i], out->subject)};
		if (one.announces || one.reprieves)
			*bg_list_add(arena, &out->list) = one;
	}
	if (out->list.n)
		qsort(out->list.v, out->list.n, sizeof(one), by_address);
	return 0;
}

int
bg_announcement_find(struct bg_announcement *out, struct bg_history *history,
                     const struct bg_subject *subject, struct bg_err *err)
{
	const struct bg_changelog *log;
	struct rank cancelled = {NULL, false};
	struct sayings sayings = {.subject = subject};
	const struct found *found;

	*out = (struct bg_announcement){.entry = ""};
	if (find_sayings(&sayings, history, err) != 0)
		return -1;
	if (sayings.known && !sayings.list.n)
		return 0;
	for (size_t i = 0; i < history->n; i++) {
		const struct bg_revision *release = &history->release[i];
		struct findings f = {0};

		if (history->changelog(history, i, &log, err) != 0)
			return -1;
		search(&f, log, &release->version, &sayings);
		if (compare_rank(&f.reprieved.rank, &cancelled) > 0)
			cancelled = f.reprieved.rank;
		if (f.reprieved.notice && compare_rank(&f.announced.rank, &cancelled) <= 0) {
			if (out->since || f.announced.notice)
				*out = (struct bg_announcement){.entry = "",
				                                .cancelled = release->name};
			continue;
		}
		found = compare_rank(&f.released.rank, &cancelled) > 0 ? &f.released
		                                                       : &f.announced;
		if (compare_rank(&found->rank, &cancelled) <= 0)
			continue;
		if (!out->since)
			announce(out, release, history->n - i, log, found);
		out->note = found->notice->entry;
	}
	return 0;
}
