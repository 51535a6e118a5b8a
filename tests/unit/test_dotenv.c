/* SPDX-License-Identifier: MIT */
/* .env files: fixtures against their lines, and the limits at their edges. */
#include "parse/dotenv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/files.h"

struct result {
	struct bg_arena *arena;
	struct bg_limits limits;
	struct bg_env env;
	struct bg_err err;
	int rc;
};

static int
setup(void **state)
{
	struct result *r = calloc(1, sizeof(*r));

	assert_non_null(r);
	r->arena = bg_arena_new();
	bg_limits_init(&r->limits);
	*state = r;
	return 0;
}

static int
teardown(void **state)
{
	struct result *r = *state;

	bg_arena_free(r->arena);
	free(r);
	return 0;
}

static void
parse_bytes(struct result *r, const char *bytes, size_t n)
{
	struct bg_blob blob = {.path = ".env.example", .bytes = bytes, .n = n, .id = "id"};

	memset(&r->err, 0, sizeof(r->err));
	memset(&r->env, 0, sizeof(r->env));
	r->rc = bg_dotenv_parse(&r->env, r->arena, &r->limits, &blob, &r->err);
}

/* One line an element: number, type, marks, name, '|', text; then the remarks. */
static const char *
dump(struct result *r)
{
	static const char *const type[] = {"active", "commented", "comment"};
	struct bg_buf out = {.arena = r->arena};
	const struct bg_env_line *line;

	for (size_t i = 0; i < r->env.nline; i++) {
		line = &r->env.line[i];
		assert_true((line->type == BG_ENV_COMMENT) == !line->name);
		assert_true(line->type == BG_ENV_COMMENT || !line->banner);
		bg_buf_printf(&out, "%u %s%s%s %s|%s\n", line->line, type[line->type],
		              line->banner ? " banner" : "",
		              line->after_blank ? " after-blank" : "",
		              line->name ? line->name : "", line->text);
	}
	for (size_t i = 0; i < r->env.nremark; i++) {
		assert_string_equal(r->env.remark[i].loc.path, ".env.example");
		bg_buf_printf(&out, "%u remark: %s\n", r->env.remark[i].loc.line,
		              r->env.remark[i].message);
	}
	return bg_buf_str(&out);
}

static void
gives(struct result *r, const char *text, const char *lines)
{
	parse_bytes(r, text, strlen(text));
	if (r->rc)
		fail_msg("%s: %s", text, r->err.text);
	assert_string_equal(dump(r), lines);
}

static void
refuses(struct result *r, const char *text, unsigned line, const char *part)
{
	parse_bytes(r, text, strlen(text));
	assert_int_equal(r->rc, -1);
	assert_int_equal(r->err.code, BG_ELIMIT);
	assert_string_equal(r->err.path, ".env.example");
	assert_int_equal(r->err.line, line);
	if (!strstr(r->err.text, part))
		fail_msg("'%s' lacks '%s'", r->err.text, part);
	assert_int_equal(r->env.nline, 0);
}

static void
fixtures_give_their_lines(void **state)
{
	struct result *r = *state;
	const char *bytes, *path, *lines;
	glob_t found;
	size_t n;

	assert_int_equal(glob("fixtures/dotenv/*.env", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 10);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		path = found.gl_pathv[i];
		bytes = support_output(r->arena, &n, "cat %s", path);
		lines = support_output(r->arena, NULL, "cat %.*s.lines", (int)strlen(path) - 4,
		                       path);
		parse_bytes(r, bytes, n);
		assert_int_equal(r->rc, 0);
		if (strcmp(dump(r), lines) != 0)
			fail_msg("%s gives\n%s", path, dump(r));
	}
	globfree(&found);
}

static void
last_line_counts_without_newline(void **state)
{
	gives(*state, "A=1\n# B=2", "1 active after-blank A|\n2 commented B|\n");
	gives(*state, "A='x",
	      "1 active after-blank A|\n1 remark: the quote that 'A' opens is not closed: "
	      "its value was taken to end with the line\n");
	gives(*state, "A='x\ny'", "1 active after-blank A|\n");
	gives(*state, "#", "1 comment after-blank |\n");
	gives(*state, "", "");
	gives(*state, "\n \t\r\n", "");
}

/* A value over lines must never hide a name behind it. */
static void
unclosed_quote_hides_no_name(void **state)
{
	static const char *const quoted[] = {"'",     "\"", "`",    "'it",
	                                     "\"abc", "`x", "\"\\", "'-----BEGIN X-----"};
	static const char *const between[] = {"", "\n", "prose\n", "abc+/\n",
	                                      "-----END X-----\n"};
	static const char *const entry[] = {"B=1",         "B='1'",  "# B=\"1\"",
	                                    " B = '",      "#  B='", "B=-----BEGIN'\n'",
	                                    "export B=`1`"};
	struct result *r = *state;

	for (size_t i = 0; i < sizeof(quoted) / sizeof(*quoted); i++)
		for (size_t j = 0; j < sizeof(between) / sizeof(*between); j++)
			for (size_t k = 0; k < sizeof(entry) / sizeof(*entry); k++) {
				const char *text = bg_strf(r->arena, "A=%s\n%s%s\n", quoted[i],
				                           between[j], entry[k]);

				parse_bytes(r, text, strlen(text));
				assert_int_equal(r->rc, 0);
				assert_true(r->env.nremark > 0);
				if (r->env.nline < 2 || strcmp(r->env.line[1].name, "B") != 0)
					fail_msg("%s gives\n%s", text, dump(r));
			}
}

static void
remarks_keep_values_to_themselves(void **state)
{
	struct result *r = *state;

	gives(r, "1A=secret\nB-C = secret\nD: secret\nexport E secret\nF secret=secret\n",
	      "1 remark: '1A' is no name\n"
	      "2 remark: neither NAME=value nor a comment\n"
	      "3 remark: 'D:' is YAML, not NAME=value\n"
	      "4 remark: neither NAME=value nor a comment\n"
	      "5 remark: neither NAME=value nor a comment\n");
}

static void
line_limit_is_exact(void **state)
{
	struct result *r = *state;

	r->limits.v[BG_LIMIT_LINE] = 5;
	gives(r, "A=123\n#B=12\n", "1 active after-blank A|\n2 commented B|\n");
	refuses(r, "A=123\nB=1234", 2, "'line-length'");
	refuses(r, "A=\"12\n345678\"\n", 2, "'line-length'");
}

static void
item_limit_is_exact(void **state)
{
	struct result *r = *state;

	r->limits.v[BG_LIMIT_ITEMS] = 3;
	gives(r, "A=1\n\n# c\nremark\n",
	      "1 active after-blank A|\n3 comment after-blank |c\n"
	      "4 remark: 'remark' has no '='\n");
	refuses(r, "A=1\n\n# c\nremark\nB=1\n", 5, "'items'");
	refuses(r, "A='\nB='\n", 2, "'items'");
}

static void
large_files_are_read(void **state)
{
	static const char *const unit[] = {"A=\"x\n", "A='\nprose\n",           "# ====\n# x\n",
	                                   "a\n",     "A=\"-----BEGIN\nabc=\n", "# A=\"\n"};
	struct result *r = *state;

	for (size_t i = 0; i < sizeof(unit) / sizeof(*unit); i++) {
		struct bg_buf text = {.arena = r->arena};

		for (size_t j = 0; j < 30000; j++)
			bg_buf_puts(&text, unit[i]);
		parse_bytes(r, text.bytes, text.n);
		assert_int_equal(r->rc, 0);
		assert_true(r->env.nline + r->env.nremark >= 30000);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fixtures_give_their_lines),    TEST(last_line_counts_without_newline),
		TEST(unclosed_quote_hides_no_name), TEST(remarks_keep_values_to_themselves),
		TEST(line_limit_is_exact),          TEST(item_limit_is_exact),
		TEST(large_files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
