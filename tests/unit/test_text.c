/* SPDX-License-Identifier: MIT */
/* Text reports: what they say, how they are laid out, what never gets through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"
#include "support/arena.h"
#include "support/program.h"
#include "support/reports.h"

static struct bg_arena *arena;

static int
set_up(void **state)
{
	arena_open(state);
	arena = *state;
	return 0;
}

static const char *
write_styled(struct bg_report report, struct bg_style style)
{
	struct bg_buf out = {.arena = arena};
	struct bg_sink sink = sink_memory(&out);
	struct bg_err err = {0};

	assert_int_equal(bg_report_write(&report, "text", &style, &sink, &err), 0);
	return bg_buf_str(&out);
}

static const char *
write_plain(struct bg_report report)
{
	return write_styled(report, (struct bg_style){.columns = 80});
}

static void
assert_silent(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("'%s' is in\n%s", part, text);
}

static size_t
count(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		n++;
	return n;
}

/* ---- what is said ---------------------------------------------------------------- */

static void
failure_names_revisions_bumps_and_ways_out(void **state)
{
	const char *text = write_plain(sample_check());

	(void)state;
	assert_says(text, "bumpgate v0.2.0..v0.3.0: FAIL  declared minor, required major\n");
	assert_says(text, ": the greatest stable release");
	assert_says(text, "\n  policy  built-in, pack django-service\n");
	assert_says(text,
	            "\n  env           A          124        1        2        0        0\n");
	assert_says(text, "\n  nothing to examine: health (A), services (B)\n");
	assert_says(text, "\nWhat stops this release (3)\n  commands\n"
	                  "    error: run_wg21_paper_tracker (command-removed, owes major, "
	                  "with 2 parts)\n"
	                  "      was at config/boost_collector_schedule.yaml:12\n");
	assert_says(text,
	            "not covered: no earlier release announced it; the CHANGELOG names it "
	            "only\n        indirectly, at CHANGELOG.md:14\n");
	assert_says(text, "not covered: its announcement in v0.2.0 does not cover it;");
	assert_says(text, "\n      fix: keep 'REDIS_CACHE_URL' in the file\n");
	assert_says(text, "\n  the release\n    error: changelog-section-undated\n"
	                  "      CHANGELOG.md:7\n");
	assert_says(text, "\nFAIL: minor declared, major owed. Restore what was taken away;");
	assert_says(text, "or release 1.0.0 and resolve the other error.\n");
}

static void
covered_findings_take_a_line_each(void **state)
{
	const char *text = write_plain(sample_check());

	(void)state;
	assert_says(text, "\nAllowed, announced or waived (3)\n  env\n"
	                  "    OLD_TOKEN (env-removed, announced, owes minor) since v0.1.0\n"
	                  "    NEW_NAME (env-added, allowed, owes minor)\n  runner-flags\n");
	assert_says(text, "(option-removed, waived, owes major): never\n      worked in");
	assert_says(text,
	            "\nWarnings (1)\n  runner-flags\n    warning: run_scheduled_collectors "
	            "--strict (default-changed)\n      was at runner/management/commands/"
	            "run_scheduled_collectors.py:31\n      now at runner/");
}

static void
addition_that_the_version_is_too_low_for_needs_no_cover(void **state)
{
	struct bg_report report = sample_check();
	struct bg_finding *v = bg_calloc(arena, report.nfinding, sizeof(*v));
	const char *text;

	(void)state;
	memcpy(v, report.finding, report.nfinding * sizeof(*v));
	report.finding = v;
	for (size_t i = 0; i < report.nfinding; i++)
		if (v[i].item && strcmp(v[i].item, "NEW_NAME") == 0) {
			v[i].status = BG_OPEN;
			v[i].level = BG_ERROR;
			v[i].fix = "release it in a MINOR version";
		}
	text = write_plain(report);
	assert_says(text, "error: NEW_NAME (env-added, owes minor)");
	assert_silent(strstr(text, "error: NEW_NAME"), "not covered: the CHANGELOG");
}

static void
pass_says_that_the_tag_may_go_out(void **state)
{
	const char *text = write_plain(sample_pass());

	(void)state;
	assert_says(text, ": PASS  declared minor, required minor\n");
	assert_says(text, "\nPASS: minor covers what changed; the tag may go out.\n");
	assert_silent(text, "What stops");
}

static void
dry_run_says_the_next_version_and_what_owes_it(void **state)
{
	struct bg_report report = sample_pass();
	const char *text;

	(void)state;
	report.declares = false;
	text = write_plain(report);
	assert_says(text, ": PASS  no version declared, required minor\n");
	assert_says(text,
	            "PASS: the next version is 0.3.0, minor, owed by OLD_TOKEN and 1 more.\n");
}

static void
unchanged_commit_owes_no_release(void **state)
{
	struct bg_report report = sample_pass();

	(void)state;
	report.declares = false;
	report.required = BG_NONE;
	report.nfinding = 0;
	assert_says(write_plain(report),
	            "PASS: nothing has changed, so that no release is owed.\n");
}

static void
additions_alone_need_no_restoring(void **state)
{
	struct bg_report report = sample_check();

	(void)state;
	report.declared = BG_PATCH;
	report.required = BG_MINOR;
	report.next_version = "0.3.0";
	report.finding += 5; /* NEW_NAME */
	report.nfinding = 1;
	assert_says(
		write_plain(report),
		"FAIL: patch declared, minor owed. Leave out what is new, or release 0.3.0.\n");
}

static void
errors_that_owe_nothing_need_no_other_version(void **state)
{
	struct bg_report report = sample_check();

	(void)state;
	report.required = BG_MINOR;
	report.finding += 2; /* changelog-section-undated */
	report.nfinding = 1;
	assert_says(write_plain(report),
	            "FAIL: resolve the error above; another version would not help.\n");
}

static void
quiet_keeps_the_head_and_what_stops(void **state)
{
	const char *text =
		write_styled(sample_check(), (struct bg_style){.columns = 80, .quiet = true});

	(void)state;
	assert_int_equal(strncmp(text, "bumpgate v0.2.0..v0.3.0: FAIL", 29), 0);
	assert_says(text, "REDIS_CACHE_URL (env-removed");
	assert_silent(text, "NEW_NAME");
	assert_silent(text, "default-changed");
	assert_silent(text, "Notes");
	assert_silent(text, "examined");
	text = write_styled(sample_pass(), (struct bg_style){.columns = 80, .quiet = true});
	assert_string_equal(text,
	                    "bumpgate v0.2.0..v0.3.0: PASS  declared minor, required minor\n");
}

static void
verbose_adds_tags_and_details(void **state)
{
	const char *plain = write_plain(sample_check()), *text;

	(void)state;
	assert_silent(plain, "latest, v2");
	assert_silent(plain, "why: ");
	text = write_styled(sample_check(), (struct bg_style){.columns = 80, .verbose = true});
	assert_says(text, "\nTags that are no releases\n  latest, v2\n");
	assert_says(text,
	            "info: NEW_NAME (env-added, allowed, owes minor)\n      .env.example:12\n");
	assert_says(text,
	            "covered: announced in v0.1.0; the CHANGELOG names it, at CHANGELOG.md:12");
	assert_int_equal(count(text, "why: "), sample_check().nfinding);
}

static void
comparison_marks_each_change(void **state)
{
	const char *text = write_plain(sample_diff());

	(void)state;
	assert_says(text, "bumpgate diff v0.2.0..v0.3.0: 1 added, 1 removed, 2 changed\n");
	assert_says(text, "\nenv: 1 added, 1 removed, 0 changed\n"
	                  "+ env NEW_NAME (.env.example:12)\n"
	                  "- env OLD_TOKEN with 3 parts (.env.example:3)\n");
	assert_says(text, "\n~ runner-flags run_scheduled_collectors --strict default: "
	                  "'False' -> 'True'\n");
	assert_says(text, "--strict type: nothing -> 'str'\n");
}

static void
inventory_lists_places_and_attributes(void **state)
{
	const char *text = write_plain(sample_surface());

	(void)state;
	assert_says(text, "bumpgate surface v0.3.0: 3 items\n");
	assert_says(text, "\nenv (tier A, dotenv, 2 items)\n  NEW_NAME (.env.example:12)\n");
	assert_says(text, "\n    default: True; type: str\n");
	assert_says(text, "\nwithout items: health, services\n");
}

static void
unjudged_tells_the_cause(void **state)
{
	struct bg_report report = sample_unjudged();

	(void)state;
	for (int type = 0; type < BG_NDOCUMENTS; type++) {
		report.type = (enum bg_document)type;
		assert_says(write_plain(report),
		            ": COULD NOT JUDGE\n\n  config/health.py:7: object "
		            "12ab is missing; run 'git fetch --refetch'\n");
		assert_silent(write_plain(report), "PASS");
	}
}

/* ---- how it is laid out ------------------------------------------------------------ */

/* Only a word that cannot be broken may be too long: a line's first, or a place. */
static void
assert_fits(const char *text, size_t columns)
{
	const char *end, *line, *blank;

	for (line = text; *line; line = end + 1) {
		char *copy;

		end = strchr(line, '\n');
		assert_non_null(end);
		copy = bg_strndup(arena, line, (size_t)(end - line));
		if (bg_utf8_columns(copy) <= columns || line == text)
			continue;
		copy += strspn(copy, " ");
		if (strncmp(copy, "was at ", 7) == 0 || strncmp(copy, "now at ", 7) == 0)
			copy += 7;
		blank = strchr(copy, ' ');
		if (blank && !strstr(copy, ".py:"))
			fail_msg("more than %zu columns: %s", columns, copy);
	}
}

static void
lines_keep_to_the_columns(void **state)
{
	(void)state;
	/* Items stay whole; the longest of the samples needs 49 columns. */
	for (unsigned columns = 50; columns <= 120; columns++) {
		struct bg_style style = {.columns = columns, .verbose = true};

		assert_fits(write_styled(sample_check(), style), columns);
		assert_fits(write_styled(sample_diff(), style), columns);
		assert_fits(write_styled(sample_surface(), style), columns);
	}
}

static void
places_stay_whole(void **state)
{
	struct bg_style style = {.columns = 40};

	(void)state;
	assert_says(write_styled(sample_check(), style),
	            "was at runner/management/commands/run_scheduled_collectors.py:31\n");
}

static void
prose_wraps_by_code_points(void **state)
{
	struct bg_buf out = {.arena = arena};
	struct bg_sink sink = sink_memory(&out);

	(void)state;
	bg_buf_puts(&out, "x: ");
	assert_int_equal(
		bg_prose_write(&sink, "\xC3\xA9\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9 abc", 3, 9),
		0);
	assert_string_equal(bg_buf_str(&out),
	                    "x: \xC3\xA9\xC3\xA9\xC3\xA9 \xC3\xA9\xC3\xA9\n   abc\n");
}

static void
colours_only_decorate(void **state)
{
	struct bg_style style = {.columns = 80, .color = true, .verbose = true};
	struct bg_style plain = {.columns = 80, .verbose = true};
	struct bg_buf bare = {.arena = arena};
	const char *text = write_styled(sample_check(), style);

	(void)state;
	assert_says(text, "\033[1;31mFAIL\033[0m");
	for (const char *p = text; *p; p++) {
		if (*p == '\033')
			p = strchr(p, 'm');
		else
			bg_buf_putc(&bare, *p);
	}
	assert_string_equal(bg_buf_str(&bare), write_styled(sample_check(), plain));
}

/* ---- what never gets through ----------------------------------------------------------- */

static void
assert_harmless(const char *text)
{
	static const char *const bad[] = {"\xE2\x80\xAE", "\xE2\x81\xA6", "\xC2\x9B", "\x7F",
	                                  "\033",         "\r",           "\t",       "\007"};

	assert_int_equal(bg_utf8_check(text, strlen(text)), strlen(text));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_silent(text, bad[i]);
	assert_silent(text, "\nfake");
	assert_says(text, "fake");
}

static void
hostile_names_are_escaped(void **state)
{
	(void)state;
	for (int type = 0; type < BG_NDOCUMENTS; type++) {
		struct bg_report report = sample_attack((enum bg_document)type);

		for (unsigned columns = 40; columns < 200; columns += 40)
			assert_harmless(
				write_styled(report, (struct bg_style){.columns = columns,
			                                               .verbose = true}));
		assert_harmless(write_plain(report));
		report.verdict = BG_UNJUDGED;
		assert_harmless(write_plain(report));
	}
}

/* ---- failing ------------------------------------------------------------------------------ */

static void
refused_bytes_are_an_error(void **state)
{
	struct bg_report report = sample_check();
	struct bg_style style = {.columns = 80};
	size_t whole = strlen(write_plain(report)), room;

	(void)state;
	for (size_t n = 0; n < whole; n += 61) {
		struct bg_err err = {0};
		struct bg_sink sink = sink_full(&room);

		room = n;
		assert_int_equal(bg_report_write(&report, "text", &style, &sink, &err), -1);
		assert_int_equal(err.code, BG_EOUTPUT);
	}
}

static void
unknown_format_is_refused_with_the_nearest(void **state)
{
	struct bg_report report = sample_check();
	struct bg_style style = {.columns = 80};
	struct bg_buf out = {.arena = arena};
	struct bg_sink sink = sink_memory(&out);
	struct bg_err err = {0};

	(void)state;
	assert_int_equal(bg_report_write(&report, "jsno", &style, &sink, &err), -1);
	assert_int_equal(err.code, BG_EUSAGE);
	assert_string_equal(err.text, "there is no format 'jsno'");
	assert_says(err.hint, "did you mean 'json'?");
	assert_int_equal(out.n, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, arena_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(failure_names_revisions_bumps_and_ways_out),
		TEST(covered_findings_take_a_line_each),
		TEST(addition_that_the_version_is_too_low_for_needs_no_cover),
		TEST(pass_says_that_the_tag_may_go_out),
		TEST(dry_run_says_the_next_version_and_what_owes_it),
		TEST(unchanged_commit_owes_no_release),
		TEST(additions_alone_need_no_restoring),
		TEST(errors_that_owe_nothing_need_no_other_version),
		TEST(quiet_keeps_the_head_and_what_stops),
		TEST(verbose_adds_tags_and_details),
		TEST(comparison_marks_each_change),
		TEST(inventory_lists_places_and_attributes),
		TEST(unjudged_tells_the_cause),
		TEST(lines_keep_to_the_columns),
		TEST(places_stay_whole),
		TEST(prose_wraps_by_code_points),
		TEST(colours_only_decorate),
		TEST(hostile_names_are_escaped),
		TEST(refused_bytes_are_an_error),
		TEST(unknown_format_is_refused_with_the_nearest),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
