/* SPDX-License-Identifier: MIT */
/* Since which release something is announced: over the CHANGELOGs of several. */
#include "ledger/deprecation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/version.h"
#include "support/arena.h"
#include "support/ledger.h"

enum { MOST = 8 };
struct past {
	struct bg_arena *arena;
	struct bg_history history;
	struct bg_revision release[MOST];
	const char *text[MOST]; /* NULL: no file */
	const struct bg_changelog *log[MOST];
};

static int
get_changelog(struct bg_history *history, size_t i, const struct bg_changelog **out,
              struct bg_err *err)
{
	static const struct bg_changelog absent = {.path = "CHANGELOG.md"};
	struct past *past = history->data;

	(void)err;
	if (!past->log[i])
		past->log[i] =
			past->text[i] ? ledger_parse(past->arena, past->text[i]) : &absent;
	*out = past->log[i];
	return 0;
}

static bool
is_same(const struct bg_announcement *a, const struct bg_announcement *b)
{
	return a->since == b->since && a->loc.line == b->loc.line && a->note == b->note &&
	       strcmp(a->entry, b->entry) == 0 && a->releases == b->releases &&
	       a->unreleased == b->unreleased && a->cancelled == b->cancelled;
}

/* "1.0.0", text, "1.1.0", text …; ends with NULL. */
static struct bg_announcement
look_up(struct bg_arena *arena, const char *id, const char *const *pairs)
{
	struct past *past = bg_alloc(arena, sizeof(*past));
	struct bg_subject subject = ledger_subject(arena, id, NULL);
	struct bg_announcement found, again;
	struct bg_err err = {0};
	size_t n;

	past->arena = arena;
	for (n = 0; pairs[2 * n]; n++) {
		past->release[n].name = bg_strf(arena, "v%s", pairs[2 * n]);
		past->release[n].has_version = true;
		assert_true(bg_version_parse(&past->release[n].version, arena, pairs[2 * n],
		                             strlen(pairs[2 * n])));
		past->text[n] = *pairs[2 * n + 1] ? pairs[2 * n + 1] : NULL;
	}
	past->history = (struct bg_history){.release = past->release,
	                                    .n = n,
	                                    .changelog = get_changelog,
	                                    .data = past,
	                                    .arena = arena};
	assert_int_equal(bg_announcement_find(&found, &past->history, &subject, &err), 0);
	/* who asks for many subjects gets the same answers, by an index */
	past->history.asked = 1000;
	assert_int_equal(bg_announcement_find(&again, &past->history, &subject, &err), 0);
	assert_non_null(past->history.notices);
	assert_true(is_same(&found, &again));
	return found;
}

#define LOOK_UP(arena, ...) look_up(arena, "FOO", (const char *const[]){__VA_ARGS__, NULL})

#define NOTE_11 "## 1.1.0\n### Deprecated\n- `FOO`, use `BAR`\n"
#define BARE_10 "## 1.0.0\n- first\n"

static void
announcement_since_first_release(void **state)
{
	struct bg_arena *arena = *state;
	struct bg_announcement a = LOOK_UP(arena, "1.0.0", BARE_10, "1.1.0", NOTE_11 BARE_10,
	                                   "1.2.0", "## 1.2.0\n- x\n" NOTE_11 BARE_10);

	assert_non_null(a.since);
	assert_string_equal(a.since->name, "v1.1.0");
	assert_int_equal(a.releases, 2);
	assert_string_equal(a.loc.path, "CHANGELOG.md");
	assert_int_equal(a.loc.line, 3);
	assert_string_equal(a.entry, "FOO, use BAR");
	assert_false(a.unreleased);
	assert_null(a.cancelled);
}

static void
announcement_never_made(void **state)
{
	struct bg_arena *arena = *state;
	struct bg_announcement a = LOOK_UP(arena, "1.0.0", BARE_10, "1.1.0", "");

	assert_null(a.since);
	assert_null(a.cancelled);
	assert_int_equal(a.releases, 0);
}

static void
announcement_without_releases(void **state)
{
	struct bg_arena *arena = *state;
	struct bg_announcement a = look_up(arena, "FOO", (const char *const[]){NULL});

	assert_null(a.since);
}

/* saleor's way: the file keeps nothing but the newest notes. */
static void
announcement_survives_gap(void **state)
{
	struct bg_arena *arena = *state;
	struct bg_announcement a =
		LOOK_UP(arena, "1.1.0", NOTE_11, "1.2.0", "## 1.2.0\n- x\n", "1.3.0", "");

	assert_non_null(a.since);
	assert_string_equal(a.since->name, "v1.1.0");
	assert_int_equal(a.releases, 3);
}

static void
announcement_above_release_waits(void **state)
{
	struct bg_arena *arena = *state;
	const char *ahead = "## 1.2.0\n### Deprecated\n- `FOO`\n" BARE_10;
	struct bg_announcement a = LOOK_UP(arena, "1.0.0", ahead, "1.1.0", ahead);

	assert_null(a.since);
	a = LOOK_UP(arena, "1.0.0", ahead, "1.2.0", ahead);
	assert_non_null(a.since);
	assert_string_equal(a.since->name, "v1.2.0");
}

static void
announcement_in_candidate_section_counts(void **state)
{
	struct bg_arena *arena = *state;
	struct bg_announcement a =
		LOOK_UP(arena, "1.1.0", "## 1.1.0rc1\n### Deprecated\n- `FOO`\n");

	assert_non_null(a.since);
}

static void
announcement_written_back_counts_from_then(void **state)
{
	struct bg_arena *arena = *state;
	struct bg_announcement a =
		LOOK_UP(arena, "1.1.0", "## 1.1.0\n- x\n", "1.2.0", "## 1.2.0\n- y\n" NOTE_11);

	assert_non_null(a.since);
	assert_string_equal(a.since->name, "v1.2.0");
	assert_int_equal(a.releases, 1);
}

static void
announcement_under_unreleased_is_told(void **state)
{
	struct bg_arena *arena = *state;
	const char *open = "## [Unreleased]\n### Deprecated\n- `FOO`\n" BARE_10;
	struct bg_announcement a = LOOK_UP(arena, "1.0.0", open);

	assert_non_null(a.since);
	assert_true(a.unreleased);
	a = LOOK_UP(arena, "1.0.0", open, "1.1.0", NOTE_11 BARE_10);
	assert_string_equal(a.since->name, "v1.0.0");
	assert_true(a.unreleased);
	a = LOOK_UP(arena, "1.1.0", "## Unreleased\n### Deprecated\n- `FOO` again\n" NOTE_11);
	assert_false(a.unreleased);
	a = LOOK_UP(arena, "1.1.0", "## 1.2.0 [Unreleased]\n### Deprecated\n- `FOO`\n");
	assert_true(a.unreleased);
	a = LOOK_UP(arena, "1.1.0", "## 1.1.0 [Unreleased]\n### Deprecated\n- `FOO`\n");
	assert_false(a.unreleased);
}

#define BACK_12 "## 1.2.0\n### Changed\n- `FOO` is no longer deprecated\n"

static void
announcement_cancelled_by_reprieve(void **state)
{
	struct bg_arena *arena = *state;
	struct bg_announcement a = LOOK_UP(arena, "1.1.0", NOTE_11, "1.2.0", BACK_12 NOTE_11,
	                                   "1.3.0", "## 1.3.0\n- x\n" BACK_12 NOTE_11);

	assert_null(a.since);
	assert_non_null(a.cancelled);
	/* taken back and announced again behind it, in one file */
	a = LOOK_UP(arena, "1.2.0", "## Unreleased\n### Deprecated\n- `FOO`\n" BACK_12 NOTE_11);
	assert_non_null(a.since);
	assert_true(a.unreleased);
	/* the old note alone, its reprieve dropped from the file, is not a new one */
	a = LOOK_UP(arena, "1.1.0", NOTE_11, "1.2.0", BACK_12 NOTE_11, "1.3.0", NOTE_11);
	assert_null(a.since);
	a = LOOK_UP(arena, "1.1.0", NOTE_11, "1.2.0", BACK_12, "1.3.0", "");
	assert_null(a.since);
	assert_string_equal(a.cancelled, "v1.2.0");
}

static void
announcement_made_again_counts_anew(void **state)
{
	struct bg_arena *arena = *state;
	struct bg_announcement a = LOOK_UP(
		arena, "1.1.0", NOTE_11, "1.2.0", BACK_12 NOTE_11, "1.3.0",
		"## 1.3.0\n### Deprecated\n- `FOO`, this time for good\n" BACK_12 NOTE_11,
		"1.4.0",
		"## 1.3.0\n### Deprecated\n- `FOO`, this time for good\n" BACK_12 NOTE_11);

	assert_non_null(a.since);
	assert_string_equal(a.since->name, "v1.3.0");
	assert_int_equal(a.releases, 2);
	assert_null(a.cancelled);
}

static void
reprieve_without_announcement_cancels_nothing(void **state)
{
	struct bg_arena *arena = *state;
	struct bg_announcement a = LOOK_UP(arena, "1.2.0", BACK_12);

	assert_null(a.since);
	assert_null(a.cancelled);
	/* above the release it is not said yet */
	a = LOOK_UP(arena, "1.1.0", BACK_12 NOTE_11);
	assert_non_null(a.since);
}

static int
fail_changelog(struct bg_history *history, size_t i, const struct bg_changelog **out,
               struct bg_err *err)
{
	(void)history;
	(void)i;
	(void)out;
	err->code = BG_EOBJECT;
	return -1;
}

static void
announcement_fails_with_its_history(void **state)
{
	struct bg_arena *arena = *state;
	struct bg_revision release = {.name = "v1.0.0", .has_version = true};
	struct bg_history history = {
		.release = &release, .n = 1, .changelog = fail_changelog, .arena = arena};
	struct bg_subject subject = ledger_subject(arena, "FOO", NULL);
	struct bg_announcement a;
	struct bg_err err = {0};

	assert_int_equal(bg_announcement_find(&a, &history, &subject, &err), -1);
	assert_int_equal(err.code, BG_EOBJECT);
	history.asked = 1000;
	err.code = BG_OK;
	assert_int_equal(bg_announcement_find(&a, &history, &subject, &err), -1);
	assert_int_equal(err.code, BG_EOBJECT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(announcement_since_first_release),
		cmocka_unit_test(announcement_never_made),
		cmocka_unit_test(announcement_without_releases),
		cmocka_unit_test(announcement_survives_gap),
		cmocka_unit_test(announcement_above_release_waits),
		cmocka_unit_test(announcement_in_candidate_section_counts),
		cmocka_unit_test(announcement_written_back_counts_from_then),
		cmocka_unit_test(announcement_under_unreleased_is_told),
		cmocka_unit_test(announcement_cancelled_by_reprieve),
		cmocka_unit_test(announcement_made_again_counts_anew),
		cmocka_unit_test(reprieve_without_announcement_cancels_nothing),
		cmocka_unit_test(announcement_fails_with_its_history),
	};

	return cmocka_run_group_tests(tests, arena_open, arena_close);
}
