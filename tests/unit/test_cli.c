/* SPDX-License-Identifier: MIT */
/* The program in process: exit statuses, where what is written, one document on stdout. */
#include "cmd.h"
#include "document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "support/arena.h"
#include "support/files.h"
#include "support/gitrepo.h"
#include "support/program.h"
#include "support/reports.h"

static struct bg_arena *arena;
static char empty_dir[512]; /* no repository, nor above it */

static int
set_up(void **state)
{
	arena_open(state);
	arena = *state;
	return 0;
}

#define RUN(...) PROGRAM_RUN(arena, __VA_ARGS__)
#define RUN_CALL(c, ...) PROGRAM_CALL(arena, c, __VA_ARGS__)

/* The document on standard output, whose one note says text. */
static void
assert_unjudged(const char *out, const char *schema, const char *text)
{
	json_error_t error;
	json_t *root = json_loads(out, JSON_REJECT_DUPLICATES, &error), *notes;

	if (!root)
		fail_msg("%s: %s", error.text, out);
	assert_string_equal(json_string_value(json_object_get(root, "schema")), schema);
	notes = json_object_get(root, "notes");
	assert_true(json_array_size(notes) >= 1);
	assert_says(json_string_value(json_object_get(json_array_get(notes, 0), "message")),
	            text);
	json_decref(root);
}

/* ---- help ------------------------------------------------------------------------ */

static void
no_command_is_a_usage_error(void **state)
{
	struct program_call c = program_run(arena, (const char *const[]){NULL});

	(void)state;
	assert_int_equal(c.status, 2);
	assert_string_equal(c.out, "");
	assert_int_equal(strncmp(c.err, "usage: bumpgate COMMAND", 23), 0);
}

static void
help_is_an_answer(void **state)
{
	struct program_call c = RUN("help");

	(void)state;
	assert_int_equal(c.status, 0);
	assert_string_equal(c.err, "");
	for (size_t i = 0; i < BG_NCOMMANDS; i++) {
		const char *name = bg_commands[i].name;

		assert_says(c.out, bg_strf(arena, "\n  %s %s", name, bg_commands[i].usage));
		assert_string_equal(RUN("help", name).out, RUN(name, "--help").out);
		assert_string_equal(RUN("help", name).out, RUN("-h", name).out);
		assert_says(RUN("help", name).out, bg_commands[i].help);
	}
	assert_string_equal(RUN("--help").out, c.out);
	assert_says(RUN("help", "check").out, "--initial");
	assert_null(strstr(RUN("help", "diff").out, "--initial"));
	assert_int_equal(RUN("help", "chek").status, 2);
	assert_string_equal(RUN("--version").out, "bumpgate " BG_VERSION "\n");
	assert_string_equal(RUN("check", "--version").out, "bumpgate " BG_VERSION "\n");
}

static void
unknown_command_is_told_with_the_nearest(void **state)
{
	struct program_call c = RUN("chekc");

	(void)state;
	assert_int_equal(c.status, 2);
	assert_string_equal(c.out, "");
	assert_string_equal(c.err, "bumpgate: error: there is no command 'chekc'\n"
	                           "hint: did you mean 'bumpgate check'?\n");
	assert_int_equal(RUN("").status, 2);
}

/* ---- usage errors ------------------------------------------------------------------ */

static void
usage_errors_give_a_record_in_the_format_asked_for(void **state)
{
	struct program_call c = RUN("check", "--bogus", "--format", "json");

	(void)state;
	assert_int_equal(c.status, 2);
	assert_unjudged(c.out, "bumpgate.report/1", "there is no option '--bogus'");
	assert_says(c.err, "bumpgate: error: there is no option '--bogus'\n");
	c = RUN("diff", "--output=json=-", "--initial");
	assert_int_equal(c.status, 2);
	assert_unjudged(c.out, "bumpgate.diff/1", "'diff' does not take '--initial'");
	c = RUN("surface", "--format=json", "v1..v2");
	assert_int_equal(c.status, 2);
	assert_unjudged(c.out, "bumpgate.surface/1",
	                "takes one revision, not the range 'v1..v2'");
	c = RUN("check", "--bogus");
	assert_string_equal(c.out, "");
	c = RUN("explain", "no-such-rule", "--format", "json");
	assert_int_equal(c.status, 2);
	assert_says(c.out, "\"error\": \"there is no rule 'no-such-rule'\"");
}

static void
ranges_are_split_or_refused(void **state)
{
	static const char *const bad[][2] = {
		{"v1...v2",
	         "'v1...v2' has three dots, which git reads as a symmetric difference"},
		{"...", "'...' has three dots, which git reads as a symmetric difference"},
		{"a..b..c", "'a..b..c' is not of the form BASE..TARGET"},
		{"", "the revision is empty"},
	};
	static const struct {
		const char *range, *base, *target;
	} good[] = {{"v1..v2", "v1", "v2"}, {"v2", NULL, "v2"}, {"..v2", NULL, "v2"},
	            {"v1..", "v1", NULL},   {"..", NULL, NULL}, {"v1.2..v1.3", "v1.2", "v1.3"}};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct program_call c = RUN("check", bad[i][0]);

		assert_int_equal(c.status, 2);
		assert_says(c.err, bad[i][1]);
	}
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct bg_request req;
		struct bg_err err = {0};
		char base[32];

		bg_request_init(&req);
		assert_int_equal(bg_range_split(&req, good[i].range, base, sizeof(base), &err),
		                 0);
		assert_true(!req.base == !good[i].base && !req.target == !good[i].target);
		assert_true(!req.base || strcmp(req.base, good[i].base) == 0);
		assert_true(!req.target || strcmp(req.target, good[i].target) == 0);
	}
	assert_says(RUN("check", "v1", "v2").err,
	            "hint: two revisions are written BASE..TARGET\n");
}

static void
formats_are_checked_before_the_work(void **state)
{
	struct program_call c = RUN("check", "-C", empty_dir, "--format", "jsno");

	(void)state;
	assert_int_equal(c.status, 2);
	assert_string_equal(c.out, "");
	assert_says(c.err, "there is no format 'jsno'\nhint: did you mean 'json'?");
	c = RUN("check", "-C", empty_dir, "--output", "jsno=-");
	assert_int_equal(c.status, 2);
	c = RUN("check", "-C", empty_dir, "--format=json", "--output", "text=-");
	assert_int_equal(c.status, 2);
	assert_says(c.err, "standard output takes one format");
	assert_says(RUN("check", "--color", "alwys").err, "did you mean '--color always'?");
	assert_says(RUN("explain", "--format", "sarif").err, "cannot write the format 'sarif'");
}

/* ---- what could not be judged ---------------------------------------------------------- */

static void
no_repository_is_no_verdict(void **state)
{
	static const struct {
		const char *command, *schema;
	} row[] = {{"check", "bumpgate.report/1"},
	           {"diff", "bumpgate.diff/1"},
	           {"surface", "bumpgate.surface/1"},
	           {"deprecations", "bumpgate.deprecations/1"},
	           {"changelog", "bumpgate.changelog/1"}};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct program_call c =
			RUN(row[i].command, "-C", empty_dir, "--format", "json");

		assert_int_equal(c.status, 3);
		assert_unjudged(c.out, row[i].schema, "");
		assert_int_equal(strncmp(c.err, "bumpgate: error: ", 17), 0);
		c = RUN(row[i].command, "-C", empty_dir);
		assert_int_equal(c.status, 3);
		assert_says(c.out, ": COULD NOT JUDGE\n");
	}
}

static void
hostile_arguments_are_escaped(void **state)
{
	struct program_call c = RUN("check", "-C", empty_dir, sample_hostile);

	(void)state;
	assert_int_equal(c.status, 3);
	c = RUN(sample_hostile);
	assert_int_equal(c.status, 2);
	assert_null(strpbrk(c.err, "\033\007\r\t\x7F"));
	assert_null(strstr(c.err, "\xE2\x80\xAE"));
	assert_null(strstr(c.err, "\nfake"));
	c = RUN("explain", sample_hostile, "--format=json");
	assert_int_equal(c.status, 2);
	assert_says(c.out, "\"error\": ");
}

/* ---- a real repository --------------------------------------------------------------- */

static void
statuses_follow_the_verdict(void **state)
{
	struct program_call c = {
		.env = {.github_sha = "0000000000000000000000000000000000000000"}};
	char repo[512];

	(void)state;
	assert_int_equal(support_repo_from_dir("fixtures/demo", repo, sizeof(repo)), 0);
	assert_int_equal(RUN("check", "-C", repo, "v0.2.0").status, 0);
	assert_int_equal(RUN("check", "-C", repo, "v0.3.0").status, 1);
	assert_int_equal(RUN("check", "-C", repo).status, 0);
	assert_int_equal(RUN("check", "-C", repo, "v0.1.0").status, 3);
	assert_int_equal(RUN("check", "-C", repo, "v0.1.0", "--initial").status, 0);
	assert_int_equal(RUN("check", "-C", repo, "v9.9.9").status, 3);
	assert_int_equal(RUN("check", "-C", repo, "--policy", "/no/such/file").status, 2);
	assert_int_equal(RUN("check", "-C", repo, "--now", "today").status, 2);
	assert_int_equal(RUN("diff", "-C", repo, "v0.2.0..v0.3.0").status, 0);
	assert_int_equal(RUN("surface", "-C", repo, "v0.3.0").status, 0);
	assert_string_equal(RUN("check", "-C", repo, "v0.2.0").err, "");
	RUN_CALL(&c, "check", "-C", repo, "v0.2.0");
	assert_int_equal(c.status, 1);
	assert_says(c.out, "commit-mismatch");
	RUN_CALL(&c, "diff", "-C", repo, "v0.2.0");
	assert_int_equal(c.status, 0);
	support_remove(repo);
}

/* ---- outputs --------------------------------------------------------------------------- */

static const char *
slurp(const char *path)
{
	struct bg_buf text = {.arena = arena};
	FILE *file = fopen(path, "rb");
	char bytes[4096];
	size_t n;

	assert_non_null(file);
	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
		bg_buf_add(&text, bytes, n);
	fclose(file);
	return bg_buf_str(&text);
}

static void
outputs_go_beside_standard_output(void **state)
{
	const char *json = bg_strf(arena, "%s/out.json", empty_dir);
	const char *text = bg_strf(arena, "%s/out.text", empty_dir);
	struct program_call c = {.tty = true, .env = {.term = "xterm"}};

	(void)state;
	RUN_CALL(&c, "check", "-C", empty_dir, "--output", bg_strf(arena, "json=%s", json),
	         "--output", bg_strf(arena, "text=%s", text));
	assert_int_equal(c.status, 3);
	assert_says(c.out, "\033[1;31mCOULD NOT JUDGE\033[0m");
	assert_says(slurp(text), ": COULD NOT JUDGE\n");
	assert_unjudged(slurp(json), "bumpgate.report/1", "");
	assert_string_equal(RUN("check", "-C", empty_dir, "--output", "json=-").out,
	                    slurp(json));
}

static void
output_that_fails_is_status_3(void **state)
{
	size_t room = 0;
	struct program_call c = {.room = &room};
	const char *gone = bg_strf(arena, "json=%s/no/such/file", empty_dir);

	(void)state;
	RUN_CALL(&c, "explain");
	assert_int_equal(c.status, 3);
	RUN_CALL(&c, "explain", "--format=json");
	assert_int_equal(c.status, 3);
	RUN_CALL(&c, "help");
	assert_int_equal(c.status, 3);
	RUN_CALL(&c, "--version");
	assert_int_equal(c.status, 3);
	RUN_CALL(&c, "check", "-C", empty_dir);
	assert_int_equal(c.status, 3);
	c = RUN("check", "-C", empty_dir, "--output", gone);
	assert_int_equal(c.status, 3);
}

static void
process_tells_a_closed_or_full_stdout(void **state)
{
	const char *o = getenv("O");
	const char *program = bg_strf(arena, "%s/bumpgate", o ? o : "build");
	int status = support_try("%s --version", program);

	(void)state;
	if (status != 0) {
		print_message("skip: no %s\n", program);
		skip();
	}
	assert_int_equal(support_try("%s --version >&-", program), 3);
	assert_int_equal(support_try("%s explain >&-", program), 3);
	assert_int_equal(
		support_try("test ! -c /dev/full || { %s explain >/dev/full; [ $? = 3 ]; }",
	                    program),
		0);
	assert_int_equal(support_try("{ %s explain; echo $? >'%s/status'; } | :; "
	                             "[ \"$(cat '%s/status')\" -eq 0 -o "
	                             "\"$(cat '%s/status')\" -eq 3 ]",
	                             program, empty_dir, empty_dir, empty_dir),
	                 0);
	assert_int_equal(support_try("%s chekc 2>&-", program), 2);
}

/* ---- colours and columns ------------------------------------------------------------------ */

static bool
is_colored(struct program_call c, const char *when)
{
	RUN_CALL(&c, "explain", "--color", when);
	return strchr(c.out, '\033') != NULL;
}

static void
colours_follow_terminal_and_environment(void **state)
{
	const struct program_call tty = {.tty = true, .env = {.term = "xterm"}};
	const struct program_call no_color = {.tty = true,
	                                      .env = {.term = "xterm", .no_color = "1"}};
	const struct program_call unset = {.tty = true,
	                                   .env = {.term = "xterm", .no_color = ""}};
	const struct program_call dumb = {.tty = true, .env = {.term = "dumb"}};
	const struct program_call pipe = {.env = {.term = "xterm"}};

	(void)state;
	assert_true(is_colored(tty, "auto"));
	assert_true(is_colored(unset, "auto"));
	assert_false(is_colored(no_color, "auto"));
	assert_false(is_colored(dumb, "auto"));
	assert_false(is_colored(pipe, "auto"));
	assert_true(is_colored(no_color, "always"));
	assert_false(is_colored(tty, "never"));
}

static size_t
longest_line(const char *columns)
{
	struct program_call c = {.env = {.columns = columns}};
	size_t longest = 0, n;

	RUN_CALL(&c, "help");
	for (const char *p = c.out; *p; p += n + 1) {
		n = strcspn(p, "\n");
		longest = n > longest ? n : longest;
	}
	return longest;
}

static void
columns_follow_the_environment(void **state)
{
	(void)state;
	assert_in_range(longest_line(NULL), 70, 80);
	assert_in_range(longest_line("120"), 81, 120);
	assert_int_equal(longest_line("wide"), longest_line(NULL));
	assert_int_equal(longest_line("0"), longest_line(NULL));
	assert_int_equal(longest_line("1"), longest_line("40"));
	assert_int_equal(longest_line("99999999999999999999"), longest_line("1000"));
}

/* ---- explain -------------------------------------------------------------------------------- */

static void
explain_lists_and_explains_every_rule(void **state)
{
	struct bg_rule_info rule;
	struct program_call all = RUN("explain");
	json_t *array = json_loads(RUN("explain", "--format", "json").out, 0, NULL), *one;
	size_t n = 0;

	(void)state;
	assert_int_equal(all.status, 0);
	for (; bg_rule_info(n, &rule); n++) {
		struct program_call c = RUN("explain", rule.id);

		assert_says(all.out, bg_strf(arena, "\n  %s ", rule.id));
		assert_int_equal(c.status, 0);
		assert_int_equal(strncmp(c.out, rule.id, strlen(rule.id)), 0);
		assert_says(c.out, "\n  because     ");
		one = json_loads(RUN("explain", rule.id, "--format=json").out, 0, NULL);
		assert_true(json_equal(json_array_get(one, 0), json_array_get(array, n)));
		json_decref(one);
	}
	assert_true(n > 0);
	assert_int_equal(json_array_size(array), n);
	json_decref(array);
}

static void
explain_shows_schema_and_limits(void **state)
{
	(void)state;
	assert_string_equal(RUN("explain", "--schema").out, bg_report_schema());
	assert_says(RUN("explain", "--limits").out, "  blob-size         8388608 bytes: ");
	assert_says(RUN("explain", "--limits", "--format=json").out, "\"value\": 8388608,");
	assert_says(RUN("explain", "--kinds").out, "dotenv");
	assert_says(RUN("explain", "--kinds", "--format=json").out, "\"name\": \"dotenv\"");
	assert_int_equal(RUN("explain", "--kinds", "--limits").status, 2);
	assert_int_equal(RUN("explain", "--kinds", "env-removed").status, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, arena_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_command_is_a_usage_error),
		TEST(help_is_an_answer),
		TEST(unknown_command_is_told_with_the_nearest),
		TEST(usage_errors_give_a_record_in_the_format_asked_for),
		TEST(ranges_are_split_or_refused),
		TEST(formats_are_checked_before_the_work),
		TEST(no_repository_is_no_verdict),
		TEST(hostile_arguments_are_escaped),
		TEST(statuses_follow_the_verdict),
		TEST(outputs_go_beside_standard_output),
		TEST(output_that_fails_is_status_3),
		TEST(process_tells_a_closed_or_full_stdout),
		TEST(colours_follow_terminal_and_environment),
		TEST(columns_follow_the_environment),
		TEST(explain_lists_and_explains_every_rule),
		TEST(explain_shows_schema_and_limits),
	};
	int failed;

	support_tmpdir(empty_dir, sizeof(empty_dir));
	failed = cmocka_run_group_tests_name("cli", tests, NULL, NULL);
	support_remove(empty_dir);
	return failed;
}
