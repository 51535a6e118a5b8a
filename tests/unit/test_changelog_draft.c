/* SPDX-License-Identifier: MIT */
/* Sections cut out byte for byte, and entries put in without touching another byte. */
#include "ledger/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/words.h"
#include "support/arena.h"
#include "support/gitcase.h"
#include "support/ledger.h"
#include "support/program.h"

static struct bg_arena *arena;

static struct bg_blob
blob_of(const char *text)
{
	return (struct bg_blob){.path = "CHANGELOG.md", .bytes = text, .n = strlen(text)};
}

/* ---- sections ------------------------------------------------------------------------- */

static const struct {
	const char *text, *want; /* of the first section */
} cuts[] = {
	{"## 1.0.0\n\n- a\n\n## 0.9.0\n\n- b\n", "- a\n"},
	{"## 1.0.0\r\n\r\n- a  \r\n\r\n\r\n## 0.9.0\r\n", "- a  \r\n"},
	{"## 1.0.0\n- a\n```\n## 0.9.0\n```\n", "- a\n```\n## 0.9.0\n```\n"},
	{"## [1.0.0]\n\n- a [x]\n\n[1.0.0]: https://example.org/1\n[x]: y\n", "- a [x]\n"},
	{"1.0.0 (2026-01-01)\n------------------\n\n* a", "* a"},
	{"## 1.0.0\n\n### Added\n\n- a\n  - b\n\n    more\n",
         "### Added\n\n- a\n  - b\n\n    more\n"},
	{"## 1.0.0\n\n<!-- hidden -->\n\n- a\n\n<!-- last -->\n\n## 0.9.0\n",
         "<!-- hidden -->\n\n- a\n\n<!-- last -->\n"},
	{"## 1.0.0\r\r- a\r\r## 0.9.0\r", "- a\r"},
	{"## 1.0.0\n", ""},
	{"## 1.0.0\n\n\n## 0.9.0\n- a\n", ""},
};

static void
sections_are_cut_byte_for_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
		const struct bg_changelog *log = ledger_parse(arena, cuts[i].text);
		struct bg_blob blob = blob_of(cuts[i].text);
		const char *got;
		size_t n;

		assert_true(log->nsection > 0);
		got = bg_section_text(&n, log, &log->section[0], &blob);
		assert_string_equal(bg_strndup(arena, got, n), cuts[i].want);
	}
}

/* ---- drafts ------------------------------------------------------------------------------ */

static const struct bg_wanted two[] = {
	{BG_CAT_ADDED, "`NEW_X`"},
	{BG_CAT_REMOVED, "`OLD_X`"},
};

static const struct {
	const char *text, *want;
} drafts[] = {
	/* categories that are there, and one that is not */
	{"# C\n\n## [Unreleased]\n\n### Added\n\n- `a`\n\n## [1.0.0]\n\n- b\n",
         "# C\n\n## [Unreleased]\n\n### Added\n\n- `a`\n- `NEW_X`\n\n### Removed\n\n- `OLD_X`\n\n"
         "## [1.0.0]\n\n- b\n"},
	/* stars, stops, no backticks, tight headings */
	{"## Unreleased\n### Removed\n* A thing.\n\n## 1.0.0\n### Added\n* All.\n",
         "## Unreleased\n### Removed\n* A thing.\n* OLD_X.\n\n### Added\n* NEW_X.\n\n"
         "## 1.0.0\n### Added\n* All.\n"},
	/* no Unreleased: above the first release, as its headings are */
	{"# C\n\n## 1.0.0 (2026-01-01)\n\n**Added:**\n\n- `b`\n",
         "# C\n\n## Unreleased\n\n**Added:**\n\n- `NEW_X`\n\n**Removed:**\n\n- `OLD_X`\n\n"
         "## 1.0.0 (2026-01-01)\n\n**Added:**\n\n- `b`\n"},
	/* a flat list */
	{"## Unreleased\n\n- Fix `a`\n\n## 1.0.0\n\n- b\n",
         "## Unreleased\n\n- Fix `a`\n- Added `NEW_X`\n- Removed `OLD_X`\n\n## 1.0.0\n\n- b\n"},
	/* an empty Unreleased, CRLF, no end of line at the end */
	{"# C\r\n\r\n## [Unreleased]\r\n\r\n## [1.0.0]\r\n\r\n### Added\r\n\r\n- `b`",
         "# C\r\n\r\n## [Unreleased]\r\n\r\n### Added\r\n\r\n- `NEW_X`\r\n\r\n### Removed\r\n\r\n"
         "- `OLD_X`\r\n\r\n## [1.0.0]\r\n\r\n### Added\r\n\r\n- `b`"},
	/* an empty category between others, and a heading in a fence */
	{"## [Unreleased]\n\n### Added\n\n### Fixed\n\n- a `b`\n\n```\n### Removed\n```\n\n"
         "[Unreleased]: https://example.org\n",
         "## [Unreleased]\n\n### Added\n\n- `NEW_X`\n\n### Fixed\n\n- a `b`\n\n"
         "```\n### Removed\n```\n\n### Removed\n\n- `OLD_X`\n\n"
         "[Unreleased]: https://example.org\n"},
	/* a fence ends with a longer one and not with "```x", and a code span begins none */
	{"## [Unreleased]\n\n```a``` b\n\n```\n```x\n### Removed\n````\n\n### Added\n\n- `c`\n",
         "## [Unreleased]\n\n```a``` b\n\n```\n```x\n### Removed\n````\n\n### Added\n\n- `c`\n"
         "- `NEW_X`\n\n### Removed\n\n- `OLD_X`\n"},
	/* headings that say nothing */
	{"## [Unreleased]\n\n###\n\n**:::\n\n### Added\n\n- `c`\n",
         "## [Unreleased]\n\n###\n\n**:::\n\n### Added\n\n- `c`\n- `NEW_X`\n\n### Removed\n\n"
         "- `OLD_X`\n"},
	/* lines that end with a return alone */
	{"intro\r\r## 1.0.0\r\r- `a`\r",
         "intro\r\r## Unreleased\n\n- Added `NEW_X`\n- Removed `OLD_X`\n\n## 1.0.0\r\r- `a`\r"},
	/* nothing but a title */
	{"# Changelog\n",
         "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- `NEW_X`\n\n### Removed\n\n- `OLD_X`\n"},
	{"", "## [Unreleased]\n\n### Added\n\n- `NEW_X`\n\n### Removed\n\n- `OLD_X`\n"},
};

static void
drafts_follow_the_style(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(drafts) / sizeof(*drafts); i++) {
		struct bg_blob blob = blob_of(drafts[i].text);
		struct bg_drafted out;

		bg_draft_make(&out, arena, &blob, ledger_parse(arena, drafts[i].text), two, 2);
		assert_string_equal(out.file, drafts[i].want);
		assert_int_equal(out.nfile, strlen(out.file));
	}
}

static void
nothing_wanted_changes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(drafts) / sizeof(*drafts); i++) {
		struct bg_blob blob = blob_of(drafts[i].text);
		struct bg_drafted out;

		bg_draft_make(&out, arena, &blob, ledger_parse(arena, drafts[i].text), two, 0);
		assert_string_equal(out.file, drafts[i].text);
		assert_string_equal(out.text, "");
	}
}

/* ---- the property, over files made of pieces ------------------------------------------------ */

/* Whether what is left of now without some of its lines is was. */
static void
assert_grown(const char *was, const char *now)
{
	const char *line;
	size_t n;

	for (line = was; *line; line += n) {
		n = strcspn(line, "\n");
		n += line[n] == '\n';
		while (strncmp(now, line, n) != 0) {
			now = strchr(now, '\n');
			if (!now)
				fail_msg("'%.*s' is not in its place", (int)n, line);
			now++;
		}
		now += n;
	}
}

static size_t
count_named(const struct bg_section *s, enum bg_category category, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nentry; i++)
		n += (s->entry[i].category == category ||
		      s->entry[i].category == BG_CAT_NONE) &&
		     strstr(s->entry[i].block->text, name) != NULL;
	return n;
}

static void
check_property(const char *text)
{
	static const struct bg_wanted all[] = {{BG_CAT_ADDED, "`NEW_X`"},
	                                       {BG_CAT_CHANGED, "`SAME_X`: wider"},
	                                       {BG_CAT_DEPRECATED, "`GOING_X`"},
	                                       {BG_CAT_REMOVED, "`OLD_X`"}};
	static const char *const names[] = {"NEW_X", "SAME_X", "GOING_X", "OLD_X"};
	const struct bg_changelog *was = ledger_parse(arena, text), *now;
	const struct bg_section *s;
	struct bg_blob blob = blob_of(text);
	struct bg_drafted out;
	size_t grown;

	bg_draft_make(&out, arena, &blob, was, all, 4);
	now = ledger_parse(arena, out.file);
	assert_grown(*text && text[blob.n - 1] != '\n' ? bg_strndup(arena, text, blob.n - 1)
	                                               : text,
	             out.file);
	s = bg_changelog_unreleased(now);
	if (!s)
		fail_msg("no Unreleased in\n%s", out.file);
	for (size_t i = 0; i < 4; i++)
		if (count_named(s, all[i].category, names[i]) != 1)
			fail_msg("%s is not once in\n%s", names[i], out.file);
	grown = now->nsection - was->nsection;
	assert_int_equal(grown, bg_changelog_unreleased(was) ? 0 : 1);
	for (size_t i = 0; i < was->nsection; i++) {
		const struct bg_section *a = &was->section[i], *b = &now->section[i + grown];

		assert_string_equal(a->title, b->title);
		if (!b->unreleased)
			assert_int_equal(a->nentry, b->nentry);
	}
	if (strstr(text, "\r\n"))
		for (const char *p = strchr(out.file, '\n'); p; p = strchr(p + 1, '\n'))
			assert_int_equal(p[-1], '\r');
}

static const char *
with_crlf(const char *text)
{
	char *out = bg_alloc(arena, 2 * strlen(text) + 1), *p = out;

	for (; *text; text++) {
		if (*text == '\n')
			*p++ = '\r';
		*p++ = *text;
	}
	return out;
}

static void
drafts_only_add(void **state)
{
	static const char *const top[] = {"", "# Changelog\n\n",
	                                  "\xEF\xBB\xBF# Changelog\n\nAll.\n\n",
	                                  "<!--\n## [Unreleased]\n-->\n\n"};
	static const char *const open[] = {
		"",
		"## [Unreleased]\n",
		"## [Unreleased]\n\n",
		"## Unreleased\n\n### Changed\n\n- Old `a`\n",
		"## Unreleased\n* one\n* two\n\n",
		"## [Unreleased]\n\n### Removed\n\n### Added\n- `x`\n  wrapped\n\n  - nested\n\n"};
	static const char *const past[] = {
		"", "## [1.0.0] - 2026-01-01\n\n### Added\n\n- `b`.\n",
		"## 1.0.0\n* c\n\n## 0.9\n* d\n",
		"## [1.0.0]\n\n**Fixed**\n\n- e\n\n[1.0.0]: x\n",
		"## [1.0.0]\n\n### Added\n\n- f\n\n```\n## [Unreleased]\n```"};
	const char *text;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < 6; k++)
			for (size_t m = 0; m < 5; m++) {
				text = bg_strf(arena, "%s%s%s%s", top[i], open[k],
				               k && !bg_ends(open[k], "\n\n") ? "\n" : "",
				               past[m]);
				check_property(text);
				check_property(with_crlf(text));
			}
}

/* ---- the command -------------------------------------------------------------------------- */

#define RUN(c, ...) PROGRAM_ON(c, "changelog", __VA_ARGS__)

static void
start(struct gitcase *c)
{
	gitcase_write(c, ".env.example", "ONE=1\nTWO=2\n");
	gitcase_write(c, "CHANGELOG.md",
	              "# C\n\n## [1.0.0] - 2026-01-01\n\n### Added\n\n- `ONE`\n");
	gitcase_sh(c, "git add -A && git commit -qm one && git tag -am one v1.0.0");
	gitcase_write(c, ".env.example", "ONE=1\nSMTP_SERVER=2\n");
}

static void
written_drafts_are_complete(void **state)
{
	struct gitcase *c = *state;
	struct program_call first;

	start(c);
	first = RUN(c, "--draft", "--work-tree");
	assert_int_equal(first.status, 0);
	assert_string_equal(first.out,
	                    "### Added\n\n- `SMTP_SERVER`\n\n### Removed\n\n- `TWO`\n");
	gitcase_sh(c, "chmod 640 CHANGELOG.md");
	assert_string_equal(RUN(c, "--draft", "--write", "--work-tree").out, first.out);
	assert_string_equal(RUN(c, "--draft", "--work-tree").out, "");
	gitcase_sh(c, "test \"$(stat -c %%a CHANGELOG.md)\" = 640");
	gitcase_sh(c, "test \"$(sed -n '3,11p' CHANGELOG.md | tr '\\n' '~')\" = "
	              "'## [Unreleased]~~### Added~~- `SMTP_SERVER`~~### Removed~~- `TWO`~'");
	gitcase_sh(c, "test -z \"$(ls | grep 'CHANGELOG.md.')\"");
}

static void
another_file_is_left_alone(void **state)
{
	struct gitcase *c = *state;
	struct program_call call;

	start(c);
	gitcase_sh(c, "git commit -qam two && echo '- mine' >>CHANGELOG.md");
	call = RUN(c, "--draft", "--write");
	assert_int_equal(call.status, 2);
	assert_non_null(strstr(call.err, "is not the file that was read"));
	gitcase_sh(c, "test \"$(tail -n 1 CHANGELOG.md)\" = '- mine'");
	gitcase_sh(c,
	           "git checkout -q CHANGELOG.md && mv CHANGELOG.md x && ln -s x CHANGELOG.md");
	call = RUN(c, "--draft", "--write");
	assert_int_equal(call.status, 2);
	assert_non_null(strstr(call.err, "is no plain file"));
}

static void
notes_and_verdicts_have_their_statuses(void **state)
{
	struct gitcase *c = *state;

	start(c);
	assert_string_equal(RUN(c, "--notes", "v1.0.0").out, "### Added\n\n- `ONE`\n");
	assert_string_equal(RUN(c, "--notes", "1.0.0").out, "### Added\n\n- `ONE`\n");
	assert_int_equal(RUN(c, "--notes", "1.1.0").status, 1);
	gitcase_write(c, "lost.yml", "version: 1\nchangelog: {file: docs/section.md}\n");
	assert_int_equal(RUN(c, "--notes", "1.0.0", "--policy",
	                     bg_strf(c->arena, "%s/repo/lost.yml", c->tmp))
	                         .status,
	                 3);
	assert_int_equal(RUN(c, "--notes", "1.0.0", "--draft").status, 2);
	assert_int_equal(RUN(c, "--write").status, 2);
	assert_int_equal(RUN(c, "--draft", "--write", "v1.0.0").status, 2);
	assert_int_equal(RUN(c, "v1.0.0").status, 0);
	gitcase_sh(c, "git commit -qam two && git tag -am two v2.0.0");
	assert_int_equal(RUN(c, "v2.0.0").status, 1);
	assert_non_null(strstr(RUN(c, "v2.0.0").out, "changelog-section-missing"));
	assert_null(strstr(RUN(c, "v2.0.0").out, "env-removed"));
	assert_non_null(strstr(RUN(c, "v2.0.0", "--format", "json").out,
	                       "\"schema\": \"bumpgate.changelog/1\""));
}

static void
another_markup_is_noted(void **state)
{
	static const struct {
		const char *name, *note; /* NULL: none */
	} rows[] = {
		{"CHANGES.rst", "is reStructuredText, but read as Markdown"},
		{"changes.html", "is HTML, but read as Markdown"},
		{"CHANGES.md", NULL},
		{"CHANGES", NULL},
		{"absent.rst", NULL},
	};
	struct gitcase *c = *state;
	const char *out;

	gitcase_write(c, ".env.example", "ONE=1\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (!bg_starts(rows[i].name, "absent"))
			gitcase_write(c, rows[i].name, "1.0.0 (2026-01-01)\n=====\n\n* All.\n");
		gitcase_write(c, ".bumpgate.yml",
		              bg_strf(c->arena,
		                      "version: 1\nextends: django-service\nchangelog: {file: "
		                      "%s}\n",
		                      rows[i].name));
		gitcase_sh(c, "git add -A && git commit -qm one && git tag -f v1.0.0");
		out = RUN(c, "v1.0.0", "--format", "json").out;
		if (rows[i].note)
			assert_non_null(strstr(out, rows[i].note));
		else
			assert_null(strstr(out, "read as Markdown"));
		assert_int_equal(RUN(c, "v1.0.0", "--draft").status == 2, rows[i].note != NULL);
	}
}

static int
set_up(void **state)
{
	arena_open(state);
	arena = *state;
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, arena_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sections_are_cut_byte_for_byte),
		TEST(drafts_follow_the_style),
		TEST(nothing_wanted_changes_nothing),
		TEST(drafts_only_add),
		gitcase_test(written_drafts_are_complete),
		gitcase_test(another_file_is_left_alone),
		gitcase_test(notes_and_verdicts_have_their_statuses),
		gitcase_test(another_markup_is_noted),
	};

	return cmocka_run_group_tests_name("changelog_draft", tests, NULL, NULL);
}
