/* SPDX-License-Identifier: MIT */
/* The ledger of what is to go: announced in a CHANGELOG, or marked. */
#include "run/line.h"

#include <string.h>

#include "base/day.h"
#include "base/list.h"
#include "ledger/phrase.h"
#include "ledger/when.h"
#include "model/version.h"

struct book {
	struct bg_line *line;
	struct bg_history *history;
	const struct bg_changelog *log; /* the target's own */
	const struct bg_version *last;  /* the newest release that is known; NULL: none */
	int64_t today;
	struct bg_strings texts; /* of all notes; each once */
	struct {
		struct bg_deprecation *v;
		size_t n, cap;
	} list;
};

/* The texts of the notes, so that most items meet no history at all. */
static int
collect_texts(struct book *book, struct bg_err *err)
{
	struct bg_arena *keep = book->line->run->keep;
	const struct bg_changelog *log = book->log;

	for (size_t i = 0;; i++) {
		for (size_t k = 0; k < log->nnotice; k++)
			bg_strings_add(keep, &book->texts, log->notice[k].entry->block->text);
		if (i == book->history->n)
			break;
		if (book->history->changelog(book->history, i, &log, err) != 0)
			return -1;
	}
	bg_strings_sort(&book->texts);
	return 0;
}

static bool
is_mentioned(const struct book *book, const struct bg_subject *subject)
{
	for (size_t i = 0; i < book->texts.n; i++)
		if (bg_text_may_mention(book->texts.v[i], subject))
			return true;
	return false;
}

/* The target's own note of something that no release has announced. */
static const struct bg_entry *
find_pending(const struct book *book, const struct bg_subject *subject)
{
	for (size_t i = 0; i < book->log->nnotice; i++)
		if (bg_entry_deprecates(book->log->notice[i].entry, subject))
			return book->log->notice[i].entry;
	return NULL;
}

/* Whether the newest release, or today, is where the name should be gone. */
static bool
is_over(const struct book *book, const struct bg_term *p)
{
	if (p->has_day)
		return book->today >= p->day;
	return book->last && bg_version_compare(book->last, &p->version) >= 0;
}

static void
set_promise(struct book *book, struct bg_deprecation *d, const struct bg_entry *entry,
            const struct bg_subject *subject, const struct bg_version *since)
{
	struct bg_arena *keep = book->line->run->keep;
	struct bg_term p;

	if (!bg_term_read(&p, keep, entry, subject, since))
		return;
	d->promised = p.has_day ? bg_day_text(keep, p.day) : bg_version_text(keep, &p.version);
	if (is_over(book, &p)) {
		d->stage = BG_OVERDUE;
		return;
	}
	if (d->stage == BG_REMOVABLE)
		d->stage = BG_WAITING;
	if (p.has_day && (!d->not_before || strcmp(d->promised, d->not_before) > 0))
		d->not_before = d->promised;
	if (p.has_version)
		d->removable = d->promised;
}

/* What the policy's window leaves to wait for; a removal owes MINOR at least. */
static void
set_window(struct book *book, struct bg_deprecation *d, const struct bg_announcement *a)
{
	const struct bg_policy *policy = &book->line->policy;
	struct bg_arena *keep = book->line->run->keep;
	struct bg_version next;
	int64_t day;

	if (policy->deprecation_releases > a->releases)
		d->wait = (size_t)policy->deprecation_releases - a->releases;
	if (a->since && policy->deprecation_days) {
		day = a->since->day + (int64_t)policy->deprecation_days;
		if (day > book->today)
			d->not_before = bg_day_text(keep, day);
	}
	if (book->last) {
		next = bg_version_next(book->last, BG_MINOR);
		d->removable = bg_version_text(keep, &next);
	}
	if (d->stage == BG_REMOVABLE && (d->wait || d->not_before))
		d->stage = BG_WAITING;
}

static int
enter(struct book *book, const char *surface, const struct bg_item *item, struct bg_err *err)
{
	struct bg_arena *keep = book->line->run->keep;
	struct bg_deprecation d = {.item = item, .surface = surface, .stage = BG_REMOVABLE};
	struct bg_announcement a = {0};
	struct bg_subject subject;
	const struct bg_entry *entry;

	d.marker = bg_item_fact(item, "deprecated");
	bg_subject_make(&subject, keep, item);
	if (!is_mentioned(book, &subject) && !d.marker)
		return 0;
	if (bg_announcement_find(&a, book->history, &subject, err) != 0)
		return -1;
	entry = a.since ? a.note : a.cancelled ? NULL : find_pending(book, &subject);
	if (!entry && !d.marker)
		return 0;
	d.stage = a.since ? BG_REMOVABLE : entry ? BG_PENDING : BG_UNANNOUNCED;
	if (entry) {
		d.since = a.since ? a.since->name : NULL;
		d.entry = entry->block->text;
		d.note = a.since ? a.loc : (struct bg_loc){book->log->path, entry->block->line};
		d.instead = bg_entry_replacement(keep, entry, &subject);
		set_window(book, &d, &a);
		set_promise(book, &d, entry, &subject,
		            a.since ? &a.since->version : book->last);
	}
	*bg_list_add(keep, &book->list) = d;
	return 0;
}

static bool
is_entered(const struct book *book, const char *item)
{
	for (size_t i = 0; i < book->list.n; i++)
		if (strcmp(book->list.v[i].item->id, item) == 0)
			return true;
	return false;
}

/* Documents come late: what they list is mostly an item of another surface. */
static int
enter_surfaces(struct book *book, bool late, struct bg_err *err)
{
	const struct bg_sides *sides = &book->line->sides;

	for (size_t i = 0; i < sides->n; i++) {
		const struct bg_harvest *h = &sides->now[i];

		if (h->spec->kind->late != late || h->spec->tier == BG_TIER_C)
			continue;
		for (size_t k = 0; k < h->items.n; k++)
			if (!(late && is_entered(book, h->items.v[k].id)) &&
			    enter(book, h->spec->id, &h->items.v[k], err) != 0)
				return -1;
	}
	return 0;
}

/* The newest release: the target itself, or the greatest stable one below a commit. */
static const struct bg_version *
find_last(struct bg_line *line, struct bg_err *err)
{
	struct bg_err why = {0};

	if (line->target.has_version && bg_version_stable(&line->target.version))
		return &line->target.version;
	if (bg_line_base(line, false, &why) != 0 && why.code != BG_EUSAGE)
		*err = why;
	if (!line->has_base || !line->base.has_version)
		return NULL;
	line->has_base = false; /* only the target's promises are read */
	line->out->base = NULL;
	line->out->base_why = NULL;
	return &line->base.version;
}

static int
list_deprecations(struct bg_line *line, struct bg_err *err)
{
	struct book book = {.line = line};

	if (bg_line_open(line, err) != 0)
		return -1;
	book.last = find_last(line, err);
	if (err->code || bg_line_today(line, &book.today, err) != 0 ||
	    bg_line_compare(line, err) != 0 ||
	    bg_line_changelog(line, &line->now_tree, &book.log, err) != 0)
		return -1;
	book.history = bg_line_history(line, book.last);
	if (collect_texts(&book, err) != 0)
		return -1;
	if (enter_surfaces(&book, false, err) != 0 || enter_surfaces(&book, true, err) != 0)
		return -1;
	line->out->deprecation = book.list.v;
	line->out->ndeprecation = book.list.n;
	return 0;
}

int
bg_deprecations(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
                struct bg_err *err)
{
	struct bg_line *line = bg_line_new(run, req, out, BG_DOC_DEPRECATIONS);

	return bg_line_finish(line, list_deprecations(line, err), err);
}
