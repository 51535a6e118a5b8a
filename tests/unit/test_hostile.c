/* SPDX-License-Identifier: MIT */
/* Hostile input ends as designed: unreadable (a finding) or unjudged, never as a pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "bumpgate.h"
#include "support/files.h"

#define GOOD_ENV "HOST=a\nPORT=1\n"
#define GOOD_LOG "# Changelog\n\n## [1.1.0] - 2026-02-01\n\n- Work.\n"
#define GOOD_YAML "server: {host: a, port: 1}\nlist: [1, 2, 3]\n"
#define POLICY \
	"version: 1\nsurfaces:\n" \
	"  env: {kind: dotenv, tier: A, files: [.env.example]}\n" \
	"  config: {kind: yaml-keys, tier: A, files: [config.yaml, 'more/*.yaml']}\n" \
	"  data: {kind: json-keys, tier: A, files: [data.json]}\n" \
	"  words: {kind: regex, tier: A, files: [words.txt], pattern: '^(a+)+$'}\n"

struct project {
	struct bg_arena *arena;
	char root[512];
	struct bg_run *run;
	struct bg_request req;
	struct bg_report report;
	struct bg_err err;
};

static int
set_up(void **state)
{
	struct project *p = calloc(1, sizeof(*p));
	static const char *const tags[] = {"v1.0.0", "v1.1.0"};

	p->arena = bg_arena_new();
	support_tmpdir(p->root, sizeof(p->root));
	for (size_t i = 0; i < 2; i++) {
		const char *dir = bg_strf(p->arena, "%s/%s", p->root, tags[i]);

		support_write_text(dir, ".bumpgate.yml", POLICY);
		support_write_text(dir, ".env.example", GOOD_ENV);
		support_write_text(dir, "config.yaml", GOOD_YAML);
		support_write_text(dir, "more/one.yaml", "x: 1\n");
		support_write_text(dir, "data.json", "{\"a\": [1, {\"b\": null}]}");
		support_write_text(dir, "words.txt", "aaa\nb\n");
		support_write_text(dir, "CHANGELOG.md", GOOD_LOG);
	}
	bg_request_init(&p->req);
	p->req.fixture = p->root;
	p->req.target = "v1.1.0";
	p->run = bg_run_new();
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct project *p = *state;

	bg_run_free(p->run);
	support_remove(p->root);
	bg_arena_free(p->arena);
	free(p);
	return 0;
}

static void
put(struct project *p, const char *path, const char *bytes, size_t n)
{
	support_write_file(bg_strf(p->arena, "%s/v1.1.0", p->root), path, bytes, n);
}

static int
check(struct project *p)
{
	memset(&p->err, 0, sizeof(p->err));
	return bg_check(p->run, &p->req, &p->report, &p->err);
}

static const char *
repeat(struct project *p, const char *piece, size_t n)
{
	struct bg_buf out = {.arena = p->arena};

	for (size_t i = 0; i < n; i++)
		bg_buf_puts(&out, piece);
	return bg_buf_str(&out);
}

static bool
finds(const struct bg_report *r, const char *rule)
{
	for (size_t i = 0; i < r->nfinding; i++)
		if (strcmp(r->finding[i].rule, rule) == 0 && r->finding[i].status == BG_OPEN)
			return true;
	return false;
}

static bool
removes_anything(const struct bg_report *r)
{
	for (size_t i = 0; i < r->nsurface; i++)
		if (r->surface[i].removed)
			return true;
	return false;
}

static void
good_project_passes(void **state)
{
	struct project *p = *state;

	assert_int_equal(check(p), 0);
	assert_int_equal(p->report.verdict, BG_PASS);
}

static void
unreadable_files_fail_and_remove_nothing(void **state)
{
	struct project *p = *state;
	const struct {
		const char *path, *bytes;
		size_t n;
	} rows[] = {
		{"config.yaml", "a: [", 4},
		{"config.yaml", "\ta: 1", 5},
		{"config.yaml", "a: &x [*x]", 10},
		{"config.yaml", "a: *nowhere", 11},
		{"config.yaml", "a: \xff\xfe\xfd", 6},
		{"config.yaml", "a: \0b", 5},
		{"config.yaml", "a: \x1b[31m", 8},
		{"config.yaml", "%YAML 9.9\n---\na: 1", 18},
		{"data.json", "{\"a\": 1, \"a\": 2}", 16},
		{"data.json", "{\"a\": 1", 7},
		{"data.json", "", 0},
		{"data.json", "{\"a\": \"\xc3\x28\"}", 11},
		{"data.json", "{\"a\": 1}\0", 9},
		{"data.json", "{\"a\": NaN}", 10},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put(p, rows[i].path, rows[i].bytes, rows[i].n);
		assert_int_equal(check(p), 0);
		if (p->report.verdict != BG_FAIL || !finds(&p->report, "surface-unreadable") ||
		    removes_anything(&p->report))
			fail_msg("row %zu: %s", i, bg_verdict_word(p->report.verdict));
		put(p, "config.yaml", GOOD_YAML, strlen(GOOD_YAML));
		put(p, "data.json", "{\"a\": [1, {\"b\": null}]}", 23);
	}
}

static void
assert_unjudged(struct project *p, const char *what)
{
	int status = check(p);

	if (status == 0 || p->err.code != BG_ELIMIT)
		fail_msg("%s: status %d, code %d: %s", what, status, (int)p->err.code,
		         p->err.text);
	assert_int_equal(p->report.verdict, BG_UNJUDGED);
	assert_false(p->report.requires);
	assert_true(p->report.nnote > 0);
	assert_non_null(strstr(p->report.note[0].message, "limit"));
}

static void
bombs_end_at_a_limit(void **state)
{
	struct project *p = *state;
	struct bg_buf laughs = {.arena = p->arena};
	const char *text;

	text = repeat(p, "[", 1000000);
	put(p, "config.yaml", text, strlen(text));
	assert_unjudged(p, "a million brackets");
	text = repeat(p, "[\n", 100000);
	put(p, "config.yaml", text, strlen(text));
	assert_unjudged(p, "brackets on lines of their own");
	bg_buf_puts(&laughs, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 12; i++)
		bg_buf_printf(&laughs,
		              "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i,
		              i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
	put(p, "config.yaml", laughs.bytes, laughs.n);
	assert_unjudged(p, "a billion laughs");
	put(p, "config.yaml", GOOD_YAML, strlen(GOOD_YAML));
	text = repeat(p, "[", 100000);
	put(p, "data.json", text, strlen(text));
	assert_unjudged(p, "brackets in JSON");
	put(p, "data.json", "{}", 2);
	text = repeat(p, ">", 100000);
	put(p, "CHANGELOG.md", text, strlen(text));
	assert_unjudged(p, "block quotes");
	put(p, "CHANGELOG.md", GOOD_LOG, strlen(GOOD_LOG));
	text = repeat(p, "a", 60);
	put(p, "words.txt", bg_strf(p->arena, "%sb\n", text), 62);
	assert_unjudged(p, "a pattern that backtracks for ever");
	put(p, "words.txt", "aaa\n", 4);
	text = repeat(p, "x", 300000);
	put(p, ".env.example", text, 300000);
	assert_unjudged(p, "a long line");
	text = repeat(p, "A=1\n", 2500000);
	put(p, ".env.example", text, strlen(text));
	assert_unjudged(p, "a large file");
	assert_string_equal(p->err.path, ".env.example");
}

/* Every removed name is compared with every new one only up to a number of pairs. */
static void
renames_are_guessed_for_a_while_only(void **state)
{
	enum { NAMES = 3000 };
	struct project *p = *state;
	struct bg_buf was = {.arena = p->arena}, now = {.arena = p->arena};
	size_t removed = 0, guessed = 0;

	for (int i = 0; i < NAMES; i++) {
		bg_buf_printf(&was, "OLD_THING_%d=\n", i);
		bg_buf_printf(&now, "NEW_THING_%d=\n", i);
	}
	support_write_file(bg_strf(p->arena, "%s/v1.0.0", p->root), ".env.example", was.bytes,
	                   was.n);
	put(p, ".env.example", now.bytes, now.n);
	assert_int_equal(check(p), 0);
	for (size_t i = 0; i < p->report.nfinding; i++) {
		if (strcmp(p->report.finding[i].rule, "env-removed") != 0)
			continue;
		removed++;
		guessed += strstr(p->report.finding[i].message, ": a rename?") != NULL;
	}
	assert_int_equal(removed, NAMES);
	assert_in_range(guessed, 1, NAMES - 1);
}

/* Below each limit's need the run is unjudged, at it the run is as without the limit. */
static void
every_limit_ends_unjudged(void **state)
{
	static const size_t need[BG_NLIMITS] = {
		[BG_LIMIT_BLOB] = sizeof(POLICY) - 1,
		[BG_LIMIT_LINE] = 23,
		[BG_LIMIT_PATH] = 13,
		[BG_LIMIT_DEPTH] = 3,
		[BG_LIMIT_FILES] = 7,
		[BG_LIMIT_TAGS] = 2,
	};
	struct project *p = *state;
	const char *name, *unit, *what;
	size_t value;

	for (size_t i = 0; i < BG_NLIMITS; i++) {
		bg_limits_init(&p->req.limits);
		assert_true(bg_limit_info(i, &name, &value, &unit, &what));
		p->req.limits.v[i] = need[i] ? need[i] - 1 : 1;
		assert_unjudged(p, name);
		assert_non_null(strstr(p->err.text, name));
	}
	bg_limits_init(&p->req.limits);
	for (size_t i = 0; i < BG_NLIMITS; i++)
		if (i == BG_LIMIT_FILES || i == BG_LIMIT_TAGS || i == BG_LIMIT_BLOB ||
		    i == BG_LIMIT_LINE)
			p->req.limits.v[i] = need[i];
	if (check(p) != 0)
		fail_msg("at the limits: %s: %s", p->err.path, p->err.text);
	assert_int_equal(p->report.verdict, BG_PASS);
}

/* A limit wins over findings: exit status 3, not 1. */
static void
limit_wins_over_a_break(void **state)
{
	struct project *p = *state;

	put(p, ".env.example", "HOST=a\n", 7);
	assert_int_equal(check(p), 0);
	assert_int_equal(p->report.verdict, BG_FAIL);
	p->req.limits.v[BG_LIMIT_NODES] = 2;
	assert_unjudged(p, "nodes");
	assert_int_equal(p->report.nfinding, 0);
}

static void
odd_bytes_in_env_are_survived(void **state)
{
	static const char bytes[] =
		"HOST=a\0b\nPORT=\xff\xfe\n\x01\x02=3\n=\n==\n'\n\"\nPORT\n# \x1b[31m\n";
	struct project *p = *state;

	put(p, ".env.example", bytes, sizeof(bytes) - 1);
	assert_int_equal(check(p), 0);
	assert_false(removes_anything(&p->report));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(good_project_passes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(unreadable_files_fail_and_remove_nothing,
	                                        set_up, tear_down),
		cmocka_unit_test_setup_teardown(bombs_end_at_a_limit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(renames_are_guessed_for_a_while_only, set_up,
	                                        tear_down),
		cmocka_unit_test_setup_teardown(every_limit_ends_unjudged, set_up, tear_down),
		cmocka_unit_test_setup_teardown(limit_wins_over_a_break, set_up, tear_down),
		cmocka_unit_test_setup_teardown(odd_bytes_in_env_are_survived, set_up,
	                                        tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
