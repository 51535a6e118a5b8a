/* SPDX-License-Identifier: MIT */
/* Releases, categories and entries of changelogs as they are written. */
#include "ledger/changelog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/version.h"
#include "support/arena.h"
#include "support/ledger.h"

struct heading {
	const char *text;
	const char *want; /* "version|date|flags", NULL: no release */
};

/* Alone in a file, so that only the form decides. */
static const struct heading headings[] = {
	{"## [1.2.3] - 2026-01-02", "1.2.3|2026-01-02|"},
	{"## [1.2.3](https://example.org) - 2026-01-02", "1.2.3|2026-01-02|"},
	{"## 0.27.2 (27th August, 2024)", "0.27.2|27th August, 2024|"},
	{"## [3.1.1](url) (2025-03-26)", "3.1.1|2025-03-26|"},
	{"## v2.9 - 2023-06-05", "2.9.0|2023-06-05|"},
	{"## v2.10-dev - Unreleased", "2.10.0-dev||u"},
	{"# Synapse 1.121.0rc1 (2024-12-04)", "1.121.0-rc1|2024-12-04|"},
	{"# 3.23.0 [Unreleased]", "3.23.0||u"},
	{"# 1.0.0", "1.0.0||"},
	{"## 24.8.0", "24.8.0||"},
	{"## [1.0.0] - 2026-01-01 [YANKED]", "1.0.0|2026-01-01|y"},
	{"## 1.0.0 (yanked)", "1.0.0||y"},
	{"## Unreleased", "||u"},
	{"## [Unreleased]", "||u"},
	{"## [UNRELEASED]", "||u"},
	{"## [Unreleased] - yyyy-mm-dd", "||u"},
	{"## [Unreleased](https://example.org/compare)", "||u"},
	{"## Unreleased changes", "||u"},
	{"## Version 1.2.3", "1.2.3||"},
	{"## Version 1.2.3, 2 May 2024", "1.2.3|2 May 2024|"},
	{"## Release 1.2.3", "1.2.3||"},
	{"## Release v1.2.3", "1.2.3||"},
	{"## 2026-01-31, Version 1.2.3", "1.2.3|2026-01-31|"},
	{"## 2026-01-31 - v1.2.3", "1.2.3|2026-01-31|"},
	{"## (2026-01-31) [1.2.3]", "1.2.3|2026-01-31|"},
	{"## 2026-01-31 \xe2\x80\x94 1.2", "1.2.0|2026-01-31|"},
	{"## 2016-05-05, Version 4.4.4 'Argon' (LTS), @name", "4.4.4|2016-05-05|"},
	{"## 2009.06.11, Version 0.0.3", "0.0.3|2009-06-11|"},
	{"## Upcoming", "||u"},
	{"## [Next]", "||u"},
	{"dev\n---", "||u"},
	{"## Next steps", NULL},
	{"## 2026-01-31", NULL},
	{"## 2026-01-31: notes", NULL},
	{"## 1.2.3 / 2020-01-01", "1.2.3|2020-01-01|"},
	{"## mypkg 1.2.3", "1.2.3||"},
	{"## mypkg v1.2.3 (2024-01-01)", "1.2.3|2024-01-01|"},
	{"## mypkg-1.2.3", "1.2.3||"},
	{"## @scope/mypkg@1.2.3", "1.2.3||"},
	{"## paperless-ngx 3.0.5", "3.0.5||"},
	{"## [v1.2.3]", "1.2.3||"},
	{"## V7.15.3", "7.15.3||"},
	{"## 🎉 1.2.3", "1.2.3||"},
	{"## 1.2.3 – 2024-01-01", "1.2.3|2024-01-01|"},
	{"## 1.2.3, 2024-01-01", "1.2.3|2024-01-01|"},
	{"## 1.2.3: codename", "1.2.3||"},
	{"## v1.11.8 (Derelict Dermodactylus)", "1.11.8||"},
	{"## 1.2.3 - codename (2024-01-01)", "1.2.3|2024-01-01|"},
	{"## [2.3.0] 2023-05-31", "2.3.0|2023-05-31|"},
	{"## 0.35.0 (June 28, 2025)", "0.35.0|June 28, 2025|"},
	{"## 1.2.3-rc.1+b5 (2024-01-01)", "1.2.3-rc.1+b5|2024-01-01|"},
	{"## 2.0a1", "2.0.0-a1||"},
	{"## 2.0.0.dev1", "2.0.0-dev1||"},
	{"## 0.9.0 - 2026-xx-xx", "0.9.0||"},
	{"## 1.2.3.4 (2024-01-01)", "|2024-01-01|"},
	{"1.2.3 (2024-01-01)\n------------------", "1.2.3|2024-01-01|"},
	{"1.2.3\n=====", "1.2.3||"},
	{"### 1.2.3 - 2024-01-01", "1.2.3|2024-01-01|"},
	{"<a name=\"1.2.3\"></a>\n## 1.2.3", "1.2.3||"},
	{"# Vx.x.x (Pre-release)", "||u"},
	{"## 2026-01-02", NULL},
	{"## 2026", NULL},
	{"## Changelog", NULL},
	{"## Changes since 1.2.3", NULL},
	{"## Python 3.8 support dropped", NULL},
	{"## Upgrading to v1.2.3", NULL},
	{"## 3.8 - support dropped", NULL},
	{"## 1.2 is out", NULL},
	{"## 3.8x", NULL},
	{"## Unreleased features of the past", NULL},
	{"## `--unreleased-version`", NULL},
	{"## SQLite 3.40.0+ is now required", NULL},
	{"## About Python 3.8", NULL},
	{"```\n## 1.2.3\n```", NULL},
	{"<!--\n## 1.2.3\n-->", NULL},
	{"    ## 1.2.3", NULL},
};

static const char *
describe(struct bg_arena *arena, const struct bg_section *s)
{
	return bg_strf(arena, "%s|%s|%s%s",
	               s->has_version ? bg_version_text(arena, &s->version) : "", s->date,
	               s->unreleased ? "u" : "", s->yanked ? "y" : "");
}

static void
heading_is_a_release_by_its_form(void **state)
{
	struct bg_arena *arena = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		const struct heading *h = &headings[i];
		const struct bg_changelog *log;
		const char *got = NULL;

		log = ledger_parse(arena, bg_strf(arena, "Words.\n\n%s\n\n- entry\n", h->text));
		if (log->nsection)
			got = describe(arena, &log->section[0]);
		if ((!got && !h->want) || (got && h->want && strcmp(got, h->want) == 0))
			continue;
		print_error("%s: %s, not %s\n", h->text, got ? got : "none",
		            h->want ? h->want : "none");
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

struct meaning {
	const char *heading;
	enum bg_category category;
};

static const struct meaning meanings[] = {
	{"Added", BG_CAT_ADDED},
	{"Features", BG_CAT_ADDED},
	{"New", BG_CAT_ADDED},
	{"🚀 New features", BG_CAT_ADDED},
	{"Feat", BG_CAT_ADDED},
	{"Changed", BG_CAT_CHANGED},
	{"Changes", BG_CAT_CHANGED},
	{"Improvements", BG_CAT_CHANGED},
	{"Deprecated", BG_CAT_DEPRECATED},
	{"DEPRECATED", BG_CAT_DEPRECATED},
	{"Deprecations", BG_CAT_DEPRECATED},
	{"Deprecations and Removals", BG_CAT_DEPRECATED},
	{"Removed", BG_CAT_REMOVED},
	{"Removals", BG_CAT_REMOVED},
	{"Fixed", BG_CAT_FIXED},
	{"Bug Fixes", BG_CAT_FIXED},
	{"Bugfixes", BG_CAT_FIXED},
	{"Fix", BG_CAT_FIXED},
	{"Security", BG_CAT_SECURITY},
	{"🔒 Security fixes", BG_CAT_SECURITY},
	{"⚠ BREAKING CHANGES", BG_CAT_BREAKING},
	{"Breaking Changes", BG_CAT_BREAKING},
	{"Backwards incompatible changes", BG_CAT_BREAKING},
	{"Backward-incompatible changes", BG_CAT_BREAKING},
	{"Non-breaking changes", BG_CAT_OTHER},
	{"Backwards compatible changes", BG_CAT_OTHER},
	{"Migration", BG_CAT_MIGRATION},
	{"Upgrade notes", BG_CAT_MIGRATION},
	{"Upgrading", BG_CAT_MIGRATION},
	{"Upgraded dependencies", BG_CAT_CHANGED},
	{"Documentation", BG_CAT_OTHER},
	{"Address book", BG_CAT_OTHER},
	{"Newsletter", BG_CAT_OTHER},
	{"Undeprecated", BG_CAT_OTHER},
};

static void
category_by_first_words(void **state)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(*meanings); i++) {
		const struct bg_entry *e = ledger_entry(*state, meanings[i].heading, "- entry");

		if (e->category != meanings[i].category)
			fail_msg("%s: %d, not %d", meanings[i].heading, (int)e->category,
			         (int)meanings[i].category);
		assert_string_equal(e->heading, meanings[i].heading);
	}
}

static const struct meaning inlines[] = {
	{"- Removed: `X`", BG_CAT_REMOVED},
	{"- **Deprecated:** `X`", BG_CAT_DEPRECATED},
	{"- [CHANGE] x", BG_CAT_CHANGED},
	{"- [BUGFIX] x", BG_CAT_FIXED},
	{"- fix(api): x", BG_CAT_FIXED},
	{"- feat: x", BG_CAT_ADDED},
	{"- Breaking change: x", BG_CAT_BREAKING},
	{"- Removed `X`: it was unused", BG_CAT_REMOVED},
	{"- Removed `X_Y`: it was unused", BG_CAT_NONE},
	{"- Removed x", BG_CAT_NONE},
	{"- Note: x", BG_CAT_NONE},
	{"- Deprecated foo: use bar", BG_CAT_NONE},
	{"- Removed\n  - `X`", BG_CAT_REMOVED},
	{"- Removed:\n  - `X`", BG_CAT_REMOVED},
	{"- Removed:\n  - a\n    - `X`", BG_CAT_REMOVED},
	{"- Removed:\n  - a\n- `X`", BG_CAT_NONE},
	{"**Removed**\n\n- `X`", BG_CAT_REMOVED},
	{"Removed:\n\n- `X`", BG_CAT_REMOVED},
	{"**Bug fixes:**\n- a\n\n**Documentation:**\n- `X`", BG_CAT_NONE},
	{"**Bug fixes:**\n- a\n\nSome prose.\n\n- `X`", BG_CAT_NONE},
	{"The following names were removed:\n\n- `X`", BG_CAT_REMOVED},
	{"#### Removed\n\n- `X`", BG_CAT_REMOVED},
	{"### Removed\n\n#### API\n\n- `X`", BG_CAT_REMOVED},
	{"### Removed\n\n#### Fixed\n\n- a\n\n#### API\n\n- `X`", BG_CAT_REMOVED},
	{"### Removed\n\n### API\n\n- `X`", BG_CAT_OTHER},
	{"### Security\n\n- Removed: `X`", BG_CAT_SECURITY},
	{"### Added\n\n- Deprecated: `X`", BG_CAT_DEPRECATED},
	{"### Added\n\n| Removed: | Why |\n|---|---|\n| `X` | y |", BG_CAT_ADDED},
};

static void
category_from_labels_and_intros(void **state)
{
	for (size_t i = 0; i < sizeof(inlines) / sizeof(*inlines); i++) {
		const struct bg_entry *e = ledger_entry(*state, "", inlines[i].heading);

		if (e->category != inlines[i].category)
			fail_msg("%s: %d, not %d", inlines[i].heading, (int)e->category,
			         (int)inlines[i].category);
	}
}

struct pair {
	const char *text, *want;
};

static const struct pair keys[] = {
	{"- Removed `FOO`.", "removed foo"},
	{"- removed  FOO", "removed foo"},
	{"- Removed **FOO**\n  again.", "removed foo again"},
	{"- Removed FOO (#12)", "removed foo"},
	{"- Removed FOO. (#12, #13)", "removed foo"},
	{"- Removed FOO ([#12](https://example.org/12)).", "removed foo"},
	{"- Removed FOO (Pull #12)", "removed foo"},
	{"- Removed FOO ([dcb075e](https://example.org/dcb075e))", "removed foo"},
	{"- Removed FOO (use BAR)", "removed foo (use bar)"},
	{"- Removed FOO (since 1.2)", "removed foo (since 1.2)"},
	{"- A#12)", "a#12)"},
};

static void
key_folds_what_says_the_same(void **state)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		assert_string_equal(ledger_entry(*state, "", keys[i].text)->key,
		                    bg_strf(*state, "a%s", keys[i].want));
	/* the heading is a part of what is said */
	assert_string_not_equal(ledger_entry(*state, "Removed", "- `X`")->key,
	                        ledger_entry(*state, "Deprecated", "- `X`")->key);
}

struct note {
	const char *text;
	bool migration;
};

static const struct note notes[] = {
	{"### Migration\n\n- do it", true},
	{"### Migrating from 1.x\n\nDo it.", true},
	{"### Upgrade notes\n\n- do it", true},
	{"### Upgrading\n\n- do it", true},
	{"### Upgrade\n\n- do it", true},
	{"### Notes for upgrading\n\n- do it", true},
	{"### Migration\n\n#### Names\n\n- do it", true},
	{"### Migration\n\n### Fixed\n\n- x", false},
	{"### Migration\n", false},
	{"### Migrations\n\n- 0007_drop", false},
	{"### Upgraded dependencies\n\n- x", false},
	{"### Upgrade Django\n\n- x", false},
	{"**Upgrade notes:**\n\n- do it", true},
	{"- see the [migration guide](https://example.org/g)", true},
	{"- see the [guide](docs/upgrading.md)", true},
	{"- see [docs](https://example.org/Migrating-to-2)", true},
	{"- see `docs/upgrading.md`", true},
	{"- see UPGRADE.md.", true},
	{"- see docs/guide.md", false},
	{"- Django upgraded to 5", false},
	{"- [Upgrade Django](https://example.org/x/pull/12)", false},
	{"- upgrade Django", false},
	{"- new [migration](app/migrations/0007_drop.py)", true},
	{"- see `app/migrations/0007_drop.py`", false},
	{"- entry", false},
};

static void
migration_notes_need_words_or_a_link(void **state)
{
	for (size_t i = 0; i < sizeof(notes) / sizeof(*notes); i++) {
		const struct bg_changelog *log;

		log = ledger_parse(*state, bg_strf(*state, "## 1.0.0\n\n%s\n", notes[i].text));
		if (log->section[0].migration != notes[i].migration)
			fail_msg("%s: %d", notes[i].text, log->section[0].migration);
	}
}

/* ---- whole files ---------------------------------------------------------------- */

static char *
read_fixture(struct bg_arena *arena, const char *name)
{
	const char *path = bg_strf(arena, "fixtures/changelog/%s.md", name);
	FILE *f = fopen(path, "rb");
	char *text = bg_alloc(arena, 65536);

	if (!f)
		fail_msg("cannot open %s", path);
	text[fread(text, 1, 65535, f)] = 0;
	fclose(f);
	return text;
}

/* Each release as "line version|date|flags entries", one to a line. */
static const char *
outline(struct bg_arena *arena, const char *name)
{
	const struct bg_changelog *log = ledger_parse(arena, read_fixture(arena, name));
	const char *out = "";

	for (size_t i = 0; i < log->nsection; i++)
		out = bg_strf(arena, "%s%u-%u %s %zu\n", out, log->section[i].line,
		              log->section[i].last, describe(arena, &log->section[i]),
		              log->section[i].nentry);
	return out;
}

static const struct pair files[] = {
	{"keep", "12-17 ||u 2\n19-35 1.1.0|2026-02-01| 5\n37-39 1.0.1|2026-01-15|y 1\n"
                 "41-45 1.0.0|2026-01-01| 1\n"},
	{"h1",
         "3-8 1.2.0-rc1|2024-12-04| 2\n10-13 1.1.0|2024-11-26| 2\n15-17 1.0.0|2024-10-01| 1\n"},
	{"mixed",
         "1-5 2.0.0|2024-03-01| 1\n7-11 1.1.1|2024-02-01| 1\n13-17 1.1.0|2024-01-01| 1\n"},
	{"grouped", "5-7 3.0.1|2021-10-08| 1\n9-11 3.0.0|2021-09-01| 1\n"},
	{"strangers", "3-21 1.1.0|2026-02-01| 4\n23-25 1.0.0|2026-01-01| 1\n"},
	{"ancestor", "3-5 1.1.0|| 1\n7-11 1.0.0|| 1\n13-15 0.9.1|| 1\n17-19 0.9.0|| 1\n"
                     "21-23 0.8.0|| 1\n"},
	{"unreleased_only", "3-5 3.24.0||u 1\n"},
	{"empty", ""},
};

static void
file_splits_into_releases(void **state)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		const char *got = outline(*state, files[i].text);

		if (strcmp(got, files[i].want) != 0)
			fail_msg("%s:\n%snot\n%s", files[i].text, got, files[i].want);
	}
}

static void
keep_file_gives_all_parts(void **state)
{
	struct bg_arena *arena = *state;
	const struct bg_changelog *log = ledger_parse(arena, read_fixture(arena, "keep"));
	const struct bg_section *s;
	struct bg_version v = {1, 1, 0, "", "build"};

	s = bg_changelog_unreleased(log);
	assert_ptr_equal(s, &log->section[0]);
	assert_string_equal(s->entry[0].block->text, "New FOO variable.");
	s = bg_changelog_find(log, &v);
	assert_ptr_equal(s, &log->section[1]);
	assert_string_equal(s->title, "1.1.0 - 2026-02-01");
	assert_string_equal(s->entry[0].block->text, "Words before the first bullet.");
	assert_int_equal(s->entry[0].category, BG_CAT_NONE);
	assert_string_equal(s->entry[1].block->text, "BAR, wrapped over two lines");
	assert_int_equal(s->entry[1].category, BG_CAT_DEPRECATED);
	assert_true(s->entry[1].announces);
	assert_string_equal(s->entry[2].parent, "BAR, wrapped over two lines");
	assert_string_equal(s->entry[3].block->text, "OLD | NEW, see below");
	assert_int_equal(s->entry[3].block->nspan, 2);
	assert_int_equal(s->entry[3].block->span[1].from, 6);
	assert_int_equal(s->entry[3].block->span[1].to, 9);
	assert_int_equal(s->entry[3].block->line, 31);
	assert_int_equal(s->entry[4].category, BG_CAT_REMOVED);
	assert_true(log->section[2].yanked);
	assert_true(log->section[3].migration);
	v.patch = 7;
	assert_null(bg_changelog_find(log, &v));
	assert_true(bg_changelog_has(log, log->section[0].entry[1].key));
	assert_true(bg_changelog_has(log, log->section[3].entry[0].key));
	assert_false(bg_changelog_has(log, "New FOO variable."));
	assert_int_equal(log->nnotice, 4);
}

static void
absent_file_has_no_sections(void **state)
{
	struct bg_changelog log;
	struct bg_blob blob = {.path = "CHANGELOG.md"};
	struct bg_limits limits;
	struct bg_err err = {0};

	bg_limits_init(&limits);
	assert_int_equal(bg_changelog_parse(&log, *state, &limits, &blob, &err), 0);
	assert_false(log.present);
	assert_int_equal(log.nsection, 0);
	assert_string_equal(log.path, "CHANGELOG.md");
	assert_null(bg_changelog_unreleased(&log));
	assert_false(bg_changelog_has(&log, ""));
	blob.bytes = "";
	assert_int_equal(bg_changelog_parse(&log, *state, &limits, &blob, &err), 0);
	assert_true(log.present);
}

static void
limit_ends_the_reading(void **state)
{
	struct bg_changelog log;
	struct bg_blob blob = {
		.path = "CHANGELOG.md", .bytes = "## 1.0.0\n\n- a\n- b\n", .n = 18};
	struct bg_limits limits;
	struct bg_err err = {0};

	bg_limits_init(&limits);
	limits.v[BG_LIMIT_NODES] = 2;
	assert_int_equal(bg_changelog_parse(&log, *state, &limits, &blob, &err), -1);
	assert_int_equal(err.code, BG_ELIMIT);
}

/* As many headings and entries as fit must not take more than linear time. */
static void
many_headings_end_quickly(void **state)
{
	enum { MANY = 60000 };
	char *text = bg_alloc(*state, MANY * 24), *p = text;

	for (unsigned i = 0; i < MANY; i++)
		p += snprintf(p, 24, "# a%u 1.0\n", i);
	assert_int_equal(ledger_parse(*state, text)->nsection, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heading_is_a_release_by_its_form),
		cmocka_unit_test(category_by_first_words),
		cmocka_unit_test(category_from_labels_and_intros),
		cmocka_unit_test(key_folds_what_says_the_same),
		cmocka_unit_test(migration_notes_need_words_or_a_link),
		cmocka_unit_test(file_splits_into_releases),
		cmocka_unit_test(keep_file_gives_all_parts),
		cmocka_unit_test(absent_file_has_no_sections),
		cmocka_unit_test(limit_ends_the_reading),
		cmocka_unit_test(many_headings_end_quickly),
	};

	return cmocka_run_group_tests(tests, arena_open, arena_close);
}
