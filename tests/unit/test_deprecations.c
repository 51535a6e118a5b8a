/* SPDX-License-Identifier: MIT */
/* The ledger of what is to go, over the releases of one small project. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "bumpgate.h"
#include "support/files.h"
#include "support/program.h"
#include "support/reports.h"

static struct bg_arena *arena;
static struct bg_run *run;
static char dir[512];

static const char env[] =
	"# Deprecated: use MAIL_URL.\n"
	"MAIL_HOST=a\nMAIL_URL=b\nQUEUE=c\nOLD_PATH=d\nSPOOL=e\nLEVEL=f\nTRACE=g\n"
	"UNTIL_DAY=h\nKEPT=i\n";
static const char one[] = "## [1.0.0] - 2026-01-01\n\n"
			  "### Deprecated\n\n"
			  "- `QUEUE` will be removed in 1.1.\n"
			  "- `OLD_PATH`: use `SPOOL` instead. It will be removed in 2.0.\n"
			  "- `KEPT`\n\n";
static const char two[] = "## [1.1.0] - 2026-02-01\n\n"
			  "### Deprecated\n\n"
			  "- Renamed `LEVEL` to `TRACE`.\n"
			  "- `UNTIL_DAY` is supported until 2026-12-31.\n\n"
			  "### Changed\n\n- `KEPT` is no longer deprecated.\n\n";
static const char next[] = "## [Unreleased]\n\n### Deprecated\n\n- `SPOOL`\n\n";

static void
release(const char *tag, const char *policy, const char *log)
{
	const char *root = bg_strf(arena, "%s/%s", dir, tag);

	support_write_text(root, ".env.example", env);
	support_write_text(root, "CHANGELOG.md", bg_strf(arena, "# Changelog\n\n%s", log));
	support_write_text(root, ".bumpgate.yml",
	                   bg_strf(arena,
	                           "version: 1\nsurfaces:\n  env: {kind: dotenv, tier: A, "
	                           "files: [.env.example]}\n%s",
	                           policy));
}

/* HEAD, behind two releases. */
static void
write_releases(const char *policy)
{
	release("v1.0.0", policy, one);
	release("v1.1.0", policy, bg_strf(arena, "%s%s", two, one));
	release("HEAD", policy, bg_strf(arena, "%s%s%s", next, two, one));
}

static struct bg_report
list(const char *policy, const char *target, const char *now)
{
	struct bg_request req;
	struct bg_report out;
	struct bg_err err = {0};

	write_releases(policy);
	bg_request_init(&req);
	req.fixture = dir;
	req.target = target;
	req.now = now;
	if (bg_deprecations(run, &req, &out, &err) != 0)
		fail_msg("%s", err.text);
	return out;
}

static const struct bg_deprecation *
find(const struct bg_report *r, const char *item)
{
	for (size_t i = 0; i < r->ndeprecation; i++)
		if (strcmp(r->deprecation[i].item->id, item) == 0)
			return &r->deprecation[i];
	return NULL;
}

/* "stage since promised instead removable not_before wait line" */
static const char *
tell(const struct bg_report *r, const char *item)
{
	const struct bg_deprecation *d = find(r, item);

	if (!d)
		return "none";
	return bg_strf(arena, "%s %s %s %s %s %s %zu %u", bg_stage_word(d->stage),
	               d->since ? d->since : "-", d->promised ? d->promised : "-",
	               d->instead ? d->instead : "-", d->removable ? d->removable : "-",
	               d->not_before ? d->not_before : "-", d->wait, d->note.line);
}

static void
stages_follow_from_notes_and_promises(void **state)
{
	struct bg_report r = list("", "HEAD", "2026-03-01");

	(void)state;
	assert_string_equal(tell(&r, "MAIL_HOST"), "unannounced - - - - - 0 0");
	assert_string_equal(tell(&r, "SPOOL"), "pending - - - 1.2.0 - 1 7");
	assert_string_equal(tell(&r, "OLD_PATH"), "waiting v1.0.0 2.0.0 SPOOL 2.0.0 - 0 8");
	assert_string_equal(tell(&r, "LEVEL"), "removable v1.1.0 - TRACE 1.2.0 - 0 7");
	assert_string_equal(tell(&r, "QUEUE"), "overdue v1.0.0 1.1.0 - 1.2.0 - 0 7");
	assert_string_equal(tell(&r, "UNTIL_DAY"),
	                    "waiting v1.1.0 2026-12-31 - 1.2.0 2026-12-31 0 8");
	assert_string_equal(tell(&r, "KEPT"), "none");
	assert_string_equal(tell(&r, "MAIL_URL"), "none");
	assert_string_equal(tell(&r, "TRACE"), "none");
	assert_int_equal(r.ndeprecation, 6);
}

static void
a_tag_counts_itself_as_a_release(void **state)
{
	struct bg_report r = list("", "v1.0.0", NULL);

	(void)state;
	assert_string_equal(tell(&r, "QUEUE"), "waiting v1.0.0 1.1.0 - 1.1.0 - 0 7");
	assert_string_equal(tell(&r, "KEPT"), "removable v1.0.0 - - 1.1.0 - 0 9");
	assert_string_equal(tell(&r, "LEVEL"), "none");
}

static void
the_window_is_waited_for(void **state)
{
	struct bg_report r =
		list("deprecation: {releases: 2, days: 60}\n", "HEAD", "2026-03-01");

	(void)state;
	assert_string_equal(tell(&r, "LEVEL"), "waiting v1.1.0 - TRACE 1.2.0 2026-04-02 1 7");
	assert_string_equal(tell(&r, "SPOOL"), "pending - - - 1.2.0 - 2 7");
}

static void
a_day_that_is_over_is_overdue(void **state)
{
	struct bg_report r = list("", "HEAD", "2027-01-01");

	(void)state;
	assert_string_equal(tell(&r, "UNTIL_DAY"), "overdue v1.1.0 2026-12-31 - 1.2.0 - 0 8");
}

/* What "check" says of OLD_PATH, announced in 1.0.0, when HEAD is without it. */
static const char *
complaint(const char *window)
{
	struct bg_request req;
	struct bg_report out;
	struct bg_err err = {0};

	write_releases(bg_strf(arena, "deprecation: %s\n", window));
	support_write_text(bg_strf(arena, "%s/HEAD", dir), ".env.example", "MAIL_URL=b\n");
	bg_request_init(&req);
	req.fixture = dir;
	req.target = "HEAD";
	if (bg_check(run, &req, &out, &err) != 0)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < out.nfinding; i++)
		if (strcmp(out.finding[i].rule, "deprecation-too-short") == 0 &&
		    strcmp(out.finding[i].item, "OLD_PATH") == 0)
			return out.finding[i].message;
	return "nothing";
}

static void
a_window_is_told_in_words(void **state)
{
	(void)state;
	assert_string_equal(complaint("{releases: 1, days: 0}"), "nothing");
	assert_string_equal(complaint("{releases: 3, days: 0}"),
	                    "'OLD_PATH' was announced in v1.0.0, but the policy asks for "
	                    "3 releases before");
	assert_string_equal(complaint("{releases: 1, days: 300}"),
	                    "'OLD_PATH' was announced in v1.0.0, but the policy asks for "
	                    "1 release and 300 days before");
	assert_string_equal(complaint("{releases: 0, days: 300}"),
	                    "'OLD_PATH' was announced in v1.0.0, but the policy asks for "
	                    "300 days before");
}

static void
text_shows_the_ledger(void **state)
{
	struct bg_report r = list("", "HEAD", "2026-03-01");
	const char *text = sample_write(arena, &r, "text");
	static const char *const parts[] = {
		"bumpgate deprecations HEAD: 6 names\n",
		"\n  OLD_PATH (env, .env.example:5)\n",
		"    since     v1.0.0 (CHANGELOG.md:8)\n",
		"    promised  2.0.0\n    instead   SPOOL\n",
		"announced, the period is not over; removable in 2.0.0\n",
		"    marked    \"Deprecated: use MAIL_URL.\"\n",
		"overdue: announced to be gone by now; removable in 1.2.0\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		assert_says(text, parts[i]);
}

static int
set_up(void **state)
{
	(void)state;
	arena = bg_arena_new();
	run = bg_run_new();
	support_tmpdir(dir, sizeof(dir));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	support_remove(dir);
	bg_run_free(run);
	bg_arena_free(arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(stages_follow_from_notes_and_promises),
		TEST(a_tag_counts_itself_as_a_release),
		TEST(the_window_is_waited_for),
		TEST(a_day_that_is_over_is_overdue),
		TEST(a_window_is_told_in_words),
		TEST(text_shows_the_ledger),
	};

	return cmocka_run_group_tests_name("deprecations", tests, NULL, NULL);
}
