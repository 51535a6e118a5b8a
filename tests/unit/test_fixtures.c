/* SPDX-License-Identifier: MIT */
/*
 * Every fixture is judged by every rule, from a directory and from a git repository
 * made of it; both reports must agree byte for byte but for the commit ids, and
 * the facts must be those of expect.json. BLESS=1 writes expect.json instead.
 *
 * fixtures/rules/RULE/CASE/{was,now}/…  tagged v1.0.0 and v1.1.0
 * fixtures/history/CASE/TAG/…           one directory per tag, ".tags" for dates and branches
 * An optional file "args": lines "tags A B", "target X", "base X", "policy FILE",
 * "now DATE", "sha HEX", "initial".
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/words.h"
#include "bumpgate.h"
#include "support/fixture.h"
#include "support/gitrepo.h"

/* ---- one run ------------------------------------------------------------------ */

struct outcome {
	json_t *facts;
	char *json; /* the json report, commit ids masked */
};

static int
collect(void *data, const char *bytes, size_t n)
{
	bg_buf_add(data, bytes, n);
	return 0;
}

/* Every run of 40 hex digits becomes zeros. */
static void
mask_commits(char *s)
{
	size_t n;

	for (; *s; s += n ? n : 1) {
		n = strspn(s, "0123456789abcdef");
		if (n == 40)
			memset(s, '0', n);
	}
}

static void
set_place(json_t *out, const struct bg_finding *f)
{
	const struct bg_loc *loc = f->now.path ? &f->now : &f->was;

	if (loc->path && loc->line)
		json_object_set_new(out, "at", json_sprintf("%s:%u", loc->path, loc->line));
	else if (loc->path)
		json_object_set_new(out, "at", json_string(loc->path));
}

static json_t *
finding_facts(const struct bg_finding *f)
{
	json_t *out = json_object();

	json_object_set_new(out, "rule", json_string(f->rule));
	json_object_set_new(out, "level", json_string(bg_level_word(f->level)));
	json_object_set_new(out, "bump", json_string(bg_bump_word(f->bump)));
	json_object_set_new(out, "status", json_string(bg_status_word(f->status)));
	if (f->surface)
		json_object_set_new(out, "surface", json_string(f->surface));
	if (f->item)
		json_object_set_new(out, "item", json_string(f->item));
	if (f->children)
		json_object_set_new(out, "children", json_integer((json_int_t)f->children));
	set_place(out, f);
	if (f->since)
		json_object_set_new(out, "since", json_string(f->since));
	if (f->named != BG_NAMED_NA)
		json_object_set_new(out, "named", json_string(bg_named_word(f->named)));
	return out;
}

static json_t *
report_facts(const struct bg_report *r)
{
	json_t *out = json_object(), *findings = json_array();

	json_object_set_new(out, "verdict", json_string(bg_verdict_word(r->verdict)));
	if (r->verdict == BG_UNJUDGED) {
		json_object_set_new(out, "says", json_string(r->note[0].message));
		json_decref(findings);
		return out;
	}
	json_object_set_new(out, "base", r->base ? json_string(r->base->name) : json_null());
	json_object_set_new(out, "declared",
	                    r->declares ? json_string(bg_bump_word(r->declared)) : json_null());
	json_object_set_new(out, "required", json_string(bg_bump_word(r->required)));
	for (size_t i = 0; i < r->nfinding; i++)
		json_array_append_new(findings, finding_facts(&r->finding[i]));
	json_object_set_new(out, "findings", findings);
	return out;
}

static void
judge(struct outcome *out, const struct fixture_args *args, const char *fixture,
      const char *repo)
{
	struct bg_run *run = bg_run_new();
	struct bg_arena *arena = bg_arena_new();
	struct bg_buf text = {.arena = arena};
	struct bg_sink sink = {collect, &text};
	struct bg_style style = {.columns = 80};
	struct bg_request req;
	struct bg_report report;
	struct bg_err err = {0};

	bg_request_init(&req);
	req.fixture = fixture;
	req.dir = repo;
	fixture_request(&req, args);
	bg_check(run, &req, &report, &err);
	out->facts = report_facts(&report);
	memset(&err, 0, sizeof(err));
	assert_int_equal(bg_report_write(&report, "json", &style, &sink, &err), 0);
	out->json = strdup(bg_buf_str(&text));
	mask_commits(out->json);
	bg_arena_free(arena);
	bg_run_free(run);
}

static void
release(struct outcome *o)
{
	json_decref(o->facts);
	free(o->json);
}

/* ---- comparing ------------------------------------------------------------------ */

/* "says" of the expectation is a part of what the report says. */
static bool
same_facts(json_t *want, json_t *got)
{
	const char *part = json_string_value(json_object_get(want, "says"));
	const char *whole = json_string_value(json_object_get(got, "says"));

	if (part && whole && strstr(whole, part))
		json_object_set(got, "says", json_object_get(want, "says"));
	return json_equal(want, got);
}

static void
bless(const char *path, json_t *facts)
{
	json_t *want = json_load_file(path, 0, NULL);

	if (want && same_facts(want, facts)) {
		json_decref(want);
		return;
	}
	json_decref(want);
	assert_int_equal(fixture_write_facts(path, facts), 0);
	print_message("blessed %s\n", path);
}

static void
check_facts(const char *path, json_t *facts)
{
	json_error_t why;
	json_t *want;
	char *text;

	if (getenv("BLESS")) {
		bless(path, facts);
		return;
	}
	want = json_load_file(path, JSON_REJECT_DUPLICATES, &why);
	if (!want)
		fail_msg("%s: %s", path, why.text);
	if (!same_facts(want, facts)) {
		text = json_dumps(facts, JSON_INDENT(1));
		print_error("%s: the facts are\n%s\n", path, text);
		free(text);
		json_decref(want);
		fail_msg("%s: facts differ", path);
	}
	json_decref(want);
}

static void
fixture_is_judged_as_expected(void **state)
{
	const char *dir = *state;
	struct fixture_args args;
	struct outcome plain, git;
	char stage[512], repo[512], expect[1024];

	fixture_stage(dir, &args, stage, sizeof(stage));
	assert_int_equal(support_repo_from_dir(stage, repo, sizeof(repo)), 0);
	judge(&plain, &args, stage, NULL);
	judge(&git, &args, NULL, repo);
	if (strcmp(plain.json, git.json) != 0)
		print_error("from a directory:\n%s\nfrom git:\n%s\n", plain.json, git.json);
	assert_string_equal(plain.json, git.json);
	snprintf(expect, sizeof(expect), "%s/expect.json", dir);
	check_facts(expect, git.facts);
	fixture_keep_report(dir, git.json);
	release(&plain);
	release(&git);
	support_remove(repo);
	support_remove(stage);
}

int
main(void)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_strings dirs = {0};
	struct CMUnitTest *tests;
	const char *only = getenv("ONLY");
	int failed;

	fixture_find(arena, &dirs);
	tests = bg_calloc(arena, dirs.n, sizeof(*tests));
	for (size_t i = 0; i < dirs.n; i++) {
		void *dir = bg_strdup(arena, dirs.v[i]);

		tests[i] = (struct CMUnitTest){dirs.v[i], fixture_is_judged_as_expected, NULL,
		                               NULL, dir};
	}
	if (only)
		cmocka_set_test_filter(only);
	failed = _cmocka_run_group_tests("fixtures", tests, dirs.n, NULL, NULL);
	bg_arena_free(arena);
	return failed;
}
