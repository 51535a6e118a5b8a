/* SPDX-License-Identifier: MIT */
/* Looking an item up in the CHANGELOGs of the releases before the target. */
#include "ledger/deprecation.h"

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

static void
search(struct findings *out, const struct bg_changelog *log, const struct bg_version *release,
       const struct bg_subject *subject)
{
	const struct bg_notice *n;
	struct rank rank;

	for (size_t i = 0; i < log->nnotice; i++) {
		n = &log->notice[i];
		if (!bg_text_may_mention(n->entry->block->text, subject) ||
		    !find_rank(&rank, n->section, release))
			continue;
		if ((compare_rank(&rank, &out->announced.rank) > 0 ||
		     (!rank.unreleased && compare_rank(&rank, &out->released.rank) > 0)) &&
		    bg_entry_deprecates(n->entry, subject)) {
			if (compare_rank(&rank, &out->announced.rank) > 0)
				out->announced = (struct found){rank, n};
			if (!rank.unreleased && compare_rank(&rank, &out->released.rank) > 0)
				out->released = (struct found){rank, n};
		}
		if (compare_rank(&rank, &out->reprieved.rank) > 0 &&
		    bg_entry_reprieves(n->entry, subject))
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

int
bg_announcement_find(struct bg_announcement *out, struct bg_history *history,
                     const struct bg_subject *subject, struct bg_err *err)
{
	const struct bg_changelog *log;
	struct rank cancelled = {NULL, false};
	const struct found *found;

	*out = (struct bg_announcement){.entry = ""};
	for (size_t i = 0; i < history->n; i++) {
		const struct bg_revision *release = &history->release[i];
		struct findings f = {0};

		if (history->changelog(history, i, &log, err) != 0)
			return -1;
		search(&f, log, &release->version, subject);
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
