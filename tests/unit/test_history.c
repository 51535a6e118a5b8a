/* SPDX-License-Identifier: MIT */
/* "history": every release as "check" judges it, every promise from its first to its last. */
#include "support/gitcase.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "support/gitrepo.h"
#include "support/program.h"
#include "support/reports.h"

static struct bg_arena *arena;
static char repo[512]; /* the demo's four releases */

static int
set_up(void **state)
{
	(void)state;
	arena = bg_arena_new();
	return support_repo_from_dir("fixtures/demo", repo, sizeof(repo));
}

static int
tear_down(void **state)
{
	(void)state;
	support_remove(repo);
	bg_arena_free(arena);
	return 0;
}

static json_t *
load(const char *text)
{
	json_error_t error;
	json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);

	if (!root)
		fail_msg("%s: %s", error.text, text);
	return root;
}

static const char *
text_of(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return json_is_null(value) ? "-" : json_string_value(value);
}

static void
releases_are_judged_as_check_judges_them(void **state)
{
	static const char *const same[] = {"verdict", "declared", "required"};
	json_t *root = load(PROGRAM_RUN(arena, "history", "-C", repo, "--format", "json").out);
	json_t *row, *alone;
	size_t i;

	(void)state;
	assert_int_equal(json_array_size(json_object_get(root, "releases")), 4);
	json_array_foreach(json_object_get(root, "releases"), i, row)
	{
		const char *tag = text_of(row, "tag");

		alone = load(PROGRAM_RUN(arena, "check", "-C", repo, tag, "--format", "json",
		                         i ? "-v" : "--initial")
		                     .out);
		for (size_t k = 0; k < 3; k++)
			assert_string_equal(text_of(row, same[k]), text_of(alone, same[k]));
		if (i)
			assert_string_equal(text_of(row, "base"),
			                    text_of(json_object_get(alone, "base"), "tag"));
		json_decref(alone);
	}
	json_decref(root);
}

static const char *
say_promise(const json_t *root, const char *surface, const char *item)
{
	const json_t *list = json_object_get(root, "promises"), *p;

	for (size_t i = 0; i < json_array_size(list); i++) {
		p = json_array_get(list, i);
		if (strcmp(text_of(p, "item"), item) == 0 &&
		    strcmp(text_of(p, "surface"), surface) == 0)
			return bg_strf(arena, "%s %s %s", text_of(p, "since"),
			               text_of(p, "announced"), text_of(p, "gone"));
	}
	return "none";
}

static void
promises_have_a_first_and_a_last_release(void **state)
{
	json_t *root = load(PROGRAM_RUN(arena, "history", "-C", repo, "--format", "json").out);

	(void)state;
	assert_string_equal(say_promise(root, "env", "DATABASE_URL"), "v0.1.0 - -");
	assert_string_equal(say_promise(root, "env", "MAIL_API_TOKEN"), "v0.2.0 - -");
	assert_string_equal(say_promise(root, "env", "MAIL_TOKEN"), "v0.1.0 v0.2.0 v0.4.0");
	assert_string_equal(say_promise(root, "commands", "run_mail_tracker"),
	                    "v0.1.0 - v0.3.0");
	json_decref(root);
}

static void
target_ends_the_list(void **state)
{
	json_t *root = load(
		PROGRAM_RUN(arena, "history", "-C", repo, "--format", "json", "v0.2.0").out);

	(void)state;
	assert_int_equal(json_array_size(json_object_get(root, "releases")), 2);
	assert_string_equal(say_promise(root, "env", "MAIL_TOKEN"), "v0.1.0 - -");
	json_decref(root);
}

static void
table_names_each_release(void **state)
{
	struct program_call c = PROGRAM_RUN(arena, "history", "-C", repo);

	(void)state;
	assert_int_equal(c.status, 0);
	assert_non_null(strstr(c.out, "  v0.1.0   2026-01-12  minor     none      first "));
	assert_non_null(strstr(
		c.out,
		"  v0.3.0   2026-03-23  minor     major     fail           1          0        1\n"));
	assert_non_null(strstr(
		c.out,
		"  v0.4.0   2026-04-27  minor     minor     pass           1          1        0\n"));
	assert_non_null(strstr(c.out, "4 releases: 3 pass, 1 fail, 0 could not be judged."));
}

/* ---- what cannot be judged ------------------------------------------------------------- */

static void
promises_may_return_and_outlive_what_is_unread(void **state)
{
	struct gitcase *c = *state;
	struct program_call call = {.env = {.home = c->tmp}};
	const char *dir = bg_strf(c->arena, "%s/repo", c->tmp);
	json_t *root, *p;
	const char *spans = "";
	size_t i;

	arena = c->arena;
	gitcase_sh(c, "for i in 1 2 3 4 5; do test $i = 3 && printf 'B=1\\n' >.env.example || "
	              "printf 'A=1\\nB=1\\n' >.env.example; "
	              "test $i = 5 && echo 'groups: [' >s.yml; echo $i >n; git add -A; "
	              "git commit -qm $i; git tag v1.$i.0; done");
	gitcase_write(c, "p.yml",
	              "version: 1\nsurfaces:\n  env: {kind: dotenv, tier: A, files: "
	              "[.env.example]}\n  keys: {kind: yaml-keys, tier: A, files: [s.yml]}\n");
	PROGRAM_CALL(arena, &call, "history", "-C", dir, "--format", "json", "--policy",
	             bg_strf(arena, "%s/p.yml", dir));
	root = load(call.out);
	assert_int_equal(call.status, 0);
	json_array_foreach(json_object_get(root, "promises"), i,
	                   p) if (strcmp(text_of(p, "item"), "A") == 0) spans =
		bg_strf(arena, "%s %s..%s", spans, text_of(p, "since"), text_of(p, "gone"));
	assert_string_equal(spans, " v1.1.0..v1.3.0 v1.4.0..-");
	p = json_array_get(json_object_get(root, "releases"), 4);
	assert_string_equal(text_of(p, "verdict"), "fail");
	json_decref(root);
	arena = NULL;
}

static void
no_release_is_no_history(void **state)
{
	struct gitcase *c = *state;
	struct program_call call = {.env = {.home = c->tmp}};

	gitcase_sh(c, "git commit -q --allow-empty -m one && git tag latest");
	PROGRAM_CALL(c->arena, &call, "history", "-C", bg_strf(c->arena, "%s/repo", c->tmp));
	assert_int_equal(call.status, 3);
	assert_non_null(strstr(call.err, "there are no releases"));
	gitcase_sh(c, "git tag v1.0.0");
	PROGRAM_CALL(c->arena, &call, "history", "-C", bg_strf(c->arena, "%s/repo", c->tmp));
	assert_int_equal(call.status, 3);
	assert_non_null(strstr(call.err, "no release could be judged: nothing was examined"));
}

/* ---- the page --------------------------------------------------------------------------- */

static void
page_holds_no_markup_of_the_repository(void **state)
{
	struct bg_report r = sample_attack(BG_DOC_HISTORY);
	const char *page = sample_write(arena, &r, "html"), *body = strstr(page, "<body>");

	(void)state;
	assert_non_null(body);
	assert_int_equal(bg_utf8_check(page, strlen(page)), strlen(page));
	assert_null(strstr(page, "\033"));
	assert_null(strstr(page, "\nfake"));
	assert_null(strstr(page, "http://"));
	assert_null(strstr(page, "https://"));
}

static size_t
count(const char *text, const char *needle)
{
	size_t n = 0;

	for (; (text = strstr(text, needle)); text += strlen(needle))
		n++;
	return n;
}

/* What the page says of a promise of the JSON document. */
static const char *
facts_of(const json_t *p)
{
	const char *facts = bg_strf(arena, "<dt>sort</dt><dd>%s</dd><dt>since</dt><dd>%s</dd>",
	                            text_of(p, "kind"), text_of(p, "since"));

	if (!json_is_null(json_object_get(p, "announced")))
		facts = bg_strf(arena, "%s<dt>end announced in</dt><dd>%s</dd>", facts,
		                text_of(p, "announced"));
	if (!json_is_null(json_object_get(p, "gone")))
		facts = bg_strf(arena, "%s<dt>gone in</dt><dd>%s</dd>", facts,
		                text_of(p, "gone"));
	return bg_strf(arena, "%s<dt>last seen", facts);
}

static bool
has_promise(const char *page, const json_t *p)
{
	const char *facts = facts_of(p), *at = page, *found;
	const char *row = bg_strf(arena, "data-surface=\"%s\" data-item=\"%s\"",
	                          text_of(p, "surface"), text_of(p, "item"));

	while ((at = strstr(at, row))) {
		found = strstr(at, facts);
		if (found && found < strstr(at, "</dl>"))
			return true;
		at += strlen(row);
	}
	return false;
}

static void
page_carries_the_same_releases_and_promises(void **state)
{
	const char *page = PROGRAM_RUN(arena, "history", "-C", repo, "--format", "html").out;
	json_t *root = load(PROGRAM_RUN(arena, "history", "-C", repo, "--format", "json").out);
	const json_t *promises = json_object_get(root, "promises");
	json_t *p;
	size_t i;

	(void)state;
	assert_true(json_array_size(promises) > 20);
	assert_int_equal(count(page, "<tr class=\"promise\""), json_array_size(promises));
	json_array_foreach(promises, i, p)
	{
		if (!has_promise(page, p))
			fail_msg("%s: %s", text_of(p, "item"), facts_of(p));
	}
	assert_int_equal(count(page, "<tr id=\"r"),
	                 json_array_size(json_object_get(root, "releases")));
	json_array_foreach(json_object_get(root, "releases"), i, p) assert_int_equal(
		count(page, bg_strf(arena, "<th scope=\"row\">%s</th>", text_of(p, "tag"))), 1);
	json_decref(root);
}

static void
use_page(const char *of)
{
	const char *python = getenv("PYTHON");
	char dir[512];
	int status;

	support_tmpdir(dir, sizeof(dir));
	support_write_text(dir, "page.html",
	                   PROGRAM_RUN(arena, "history", "-C", of, "--format", "html").out);
	status = support_try("'%s' tests/oracle/page.py '%s/page.html'",
	                     python && *python ? python : "python3", dir);
	support_remove(dir);
	if (status == 77 || status == 127) {
		print_message("skip: no chromium with chromedriver\n");
		skip();
	}
	assert_int_equal(status, 0);
}

static void
page_works_in_a_browser(void **state)
{
	(void)state;
	use_page(repo);
}

static void
page_of_many_releases_works_in_a_browser(void **state)
{
	const char *many = bg_strf(arena, "%s/many", repo);

	(void)state;
	support_run("dir='%s'; . tests/repo.sh && make_repo \"$dir\" 130 3 && cd \"$dir\" && "
	            "git checkout -qf main && sed -i /NAME_70_URL/d .env.example && "
	            "git commit -qam drop && git tag v2.0.0",
	            many);
	use_page(many);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(releases_are_judged_as_check_judges_them),
		TEST(promises_have_a_first_and_a_last_release),
		TEST(target_ends_the_list),
		TEST(table_names_each_release),
		gitcase_test(promises_may_return_and_outlive_what_is_unread),
		gitcase_test(no_release_is_no_history),
		TEST(page_holds_no_markup_of_the_repository),
		TEST(page_carries_the_same_releases_and_promises),
		TEST(page_works_in_a_browser),
		TEST(page_of_many_releases_works_in_a_browser),
	};

	return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
