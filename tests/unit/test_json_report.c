/* SPDX-License-Identifier: MIT */
/* JSON reports: keys in order, nulls, hostile names, the schema, the same facts as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "support/arena.h"
#include "support/files.h"
#include "support/reports.h"

static struct bg_arena *arena;

static int
set_up(void **state)
{
	arena_open(state);
	arena = *state;
	return 0;
}

static json_t *
parse(const char *text)
{
	json_error_t error;
	json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);

	if (!root)
		fail_msg("%s: %s", error.text, text);
	return root;
}

static json_t *
load(struct bg_report report)
{
	return parse(sample_write(arena, &report, "json"));
}

static void
assert_keys(json_t *object, const char *want)
{
	struct bg_buf keys = {.arena = arena};
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
		bg_buf_printf(&keys, "%s%s", keys.n ? " " : "", key);
	assert_string_equal(bg_buf_str(&keys), want);
}

static json_t *
at(json_t *root, const char *array, size_t i)
{
	json_t *element = json_array_get(json_object_get(root, array), i);

	assert_non_null(element);
	return element;
}

static void
assert_nil(json_t *object, const char *key)
{
	assert_true(json_is_null(json_object_get(object, key)));
}

static void
assert_text(json_t *object, const char *key, const char *want)
{
	assert_string_equal(json_string_value(json_object_get(object, key)), want);
}

/* ---- shape ----------------------------------------------------------------------- */

static void
judgement_has_its_keys_in_order(void **state)
{
	json_t *root = load(sample_check());

	(void)state;
	assert_keys(root,
	            "schema tool verdict declared required next_version base target policy "
	            "surfaces findings notes ignored_tags");
	assert_keys(json_object_get(root, "tool"), "name version");
	assert_keys(json_object_get(root, "base"), "tag version commit date why");
	assert_keys(json_object_get(root, "target"), "tag version commit date why");
	assert_keys(json_object_get(root, "policy"), "source pack");
	assert_keys(at(root, "surfaces", 0),
	            "id tier kind files examined added removed changed unread");
	assert_keys(
		at(root, "findings", 0),
		"rule level bump surface item children message was now status since changelog "
		"waiver fingerprint");
	assert_keys(json_object_get(at(root, "findings", 0), "was"), "path line");
	assert_keys(json_object_get(at(root, "findings", 0), "changelog"), "named path line");
	assert_keys(at(root, "notes", 0), "surface path line message");
	json_decref(root);
}

static void
comparison_has_its_keys_in_order(void **state)
{
	json_t *root = load(sample_diff()), *change;

	(void)state;
	assert_keys(root, "schema tool base target policy surfaces changes notes ignored_tags");
	change = at(root, "changes", 0);
	assert_keys(change, "op surface kind item attr from to was now");
	assert_text(change, "op", "added");
	assert_nil(change, "was");
	assert_nil(change, "attr");
	change = at(root, "changes", 2);
	assert_text(change, "from", "False");
	assert_text(change, "to", "True");
	assert_nil(at(root, "changes", 3), "from");
	json_decref(root);
}

static void
inventory_has_its_keys_in_order(void **state)
{
	json_t *root = load(sample_surface()), *item;

	(void)state;
	assert_keys(root, "schema tool target policy surfaces items notes ignored_tags");
	item = at(root, "items", 2);
	assert_keys(item, "surface kind item attributes path line");
	assert_text(json_object_get(item, "attributes"), "default", "True");
	assert_int_equal(json_integer_value(json_object_get(item, "line")), 33);
	json_decref(root);
}

/* ---- values ---------------------------------------------------------------------- */

static void
judgement_says_what_was_found(void **state)
{
	json_t *root = load(sample_check()), *first = at(root, "findings", 0);

	(void)state;
	assert_text(root, "schema", "bumpgate.report/1");
	assert_text(root, "verdict", "fail");
	assert_text(root, "declared", "minor");
	assert_text(root, "required", "major");
	assert_text(json_object_get(root, "base"), "version", "0.2.0");
	assert_nil(json_object_get(root, "target"), "why");
	assert_text(first, "rule", "command-removed");
	assert_int_equal(json_integer_value(json_object_get(first, "children")), 2);
	assert_nil(first, "now");
	assert_text(json_object_get(first, "changelog"), "named", "indirect");
	assert_nil(json_object_get(at(root, "findings", 1), "changelog"), "path");
	assert_nil(at(root, "findings", 2), "changelog");
	assert_nil(at(root, "findings", 2), "surface");
	assert_text(at(root, "findings", 6), "waiver", "never worked in production");
	assert_nil(at(root, "notes", 1), "line");
	json_decref(root);
}

static void
dry_run_declares_null(void **state)
{
	static const struct bg_revision head = {
		.name = "HEAD",
		.commit = "89abcdef0123456789abcdef0123456789abcdef",
		.date = "2026-02-01"};
	struct bg_report report = sample_pass();
	json_t *root;

	(void)state;
	report.declares = false;
	report.target = &head;
	root = load(report);
	assert_nil(root, "declared");
	assert_text(root, "required", "minor");
	assert_nil(json_object_get(root, "target"), "tag");
	assert_nil(json_object_get(root, "target"), "version");
	json_decref(root);
}

static void
unjudged_requires_null(void **state)
{
	json_t *root = load(sample_unjudged());

	(void)state;
	assert_text(root, "verdict", "unjudged");
	assert_nil(root, "declared");
	assert_nil(root, "required");
	assert_nil(root, "base");
	assert_nil(root, "target");
	assert_nil(root, "policy");
	assert_int_equal(json_array_size(json_object_get(root, "notes")), 1);
	json_decref(root);
}

static void
layout_is_two_blanks_and_a_final_newline(void **state)
{
	struct bg_report report = sample_check();
	const char *text = sample_write(arena, &report, "json");
	size_t n = strlen(text);

	(void)state;
	assert_int_equal(strncmp(text, "{\n  \"schema\": \"bumpgate.report/1\",\n", 35), 0);
	assert_string_equal(text + n - 3, "\n}\n");
	assert_string_equal(text, sample_write(arena, &report, "json"));
}

/* ---- hostile names --------------------------------------------------------------- */

static void
hostile_names_become_ascii_and_stay_themselves(void **state)
{
	const char *repaired = bg_utf8_repair(arena, sample_hostile, strlen(sample_hostile));

	(void)state;
	for (int type = 0; type < BG_NDOCUMENTS; type++) {
		struct bg_report report = sample_attack((enum bg_document)type);
		const char *text = sample_write(arena, &report, "json");
		json_t *root = parse(text);

		for (const char *p = text; *p; p++)
			assert_true(*p == '\n' || (*p >= ' ' && *p <= '~') || *p == 0x7F);
		assert_text(at(root, "notes", 0), "message", repaired);
		assert_string_equal(json_string_value(at(root, "ignored_tags", 0)), repaired);
		json_decref(root);
	}
}

/* ---- text and JSON ------------------------------------------------------------------ */

/* How often "NAME (RULE" (or "error: RULE" for the release) begins what a line says. */
static size_t
count_in_text(const char *text, const char *rule, const char *item)
{
	const char *want = item ? bg_strf(arena, "%s (%s", item, rule) : rule, *line, *p;
	size_t n = 0;

	for (line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		for (p = line + strspn(line, " ");
		     *p && *p != '\n' && strncmp(p, want, strlen(want)); p++)
			;
		if (strncmp(p, want, strlen(want)) == 0 &&
		    (item || strncmp(line, "    error: ", 11) == 0))
			n++;
	}
	return n;
}

static void
text_and_json_carry_the_same_findings(void **state)
{
	const struct bg_report reports[] = {sample_check(), sample_pass()};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		for (int verbose = 0; verbose < 2; verbose++) {
			struct bg_style style = {.columns = 1000, .verbose = verbose};
			struct bg_buf out = {.arena = arena};
			struct bg_sink sink = sink_memory(&out);
			struct bg_err err = {0};
			json_t *root = load(reports[i]), *finding;
			size_t n, found = 0;

			bg_report_write(&reports[i], "text", &style, &sink, &err);
			json_array_foreach(json_object_get(root, "findings"), n, finding)
				found += count_in_text(
					bg_buf_str(&out),
					json_string_value(json_object_get(finding, "rule")),
					json_string_value(json_object_get(finding, "item")));
			assert_int_equal(n, reports[i].nfinding);
			assert_int_equal(found, reports[i].nfinding);
			json_decref(root);
		}
	}
}

/* ---- the schema ----------------------------------------------------------------------- */

static const char *
python(void)
{
	const char *name = getenv("PYTHON");

	return name && *name ? name : "python3";
}

/* The validator's exit status: 0 valid, 1 not, 77 there is none. */
static int
validate(const char *dir, const char *file)
{
	return support_try("'%s' tests/oracle/validate.py '%s/schema' '%s'", python(), dir,
	                   file);
}

static void
write_samples(const char *dir)
{
	const struct bg_report reports[] = {sample_check(),
	                                    sample_pass(),
	                                    sample_diff(),
	                                    sample_surface(),
	                                    sample_unjudged(),
	                                    sample_attack(BG_DOC_CHECK),
	                                    sample_attack(BG_DOC_DIFF),
	                                    sample_attack(BG_DOC_SURFACE),
	                                    sample_attack(BG_DOC_HISTORY),
	                                    sample_attack(BG_DOC_WAIVERS),
	                                    sample_attack(BG_DOC_DEPRECATIONS),
	                                    sample_attack(BG_DOC_CHANGELOG)};

	for (size_t i = 0; i < sizeof(reports) / sizeof(*reports); i++)
		support_write_text(dir, bg_strf(arena, "good/%zu.json", i),
		                   sample_write(arena, &reports[i], "json"));
	support_write_text(dir, "schema", bg_report_schema());
}

static const char *
replace(const char *text, const char *what, const char *with)
{
	const char *p = strstr(text, what);

	assert_non_null(p);
	return bg_strf(arena, "%.*s%s%s", (int)(p - text), text, with, p + strlen(what));
}

/* What the schema must not let through. */
static void
assert_strict(const char *dir)
{
	static const char *const wrong[][2] = {
		{"\"children\"", "\"chidren\""},
		{"\"verdict\": \"fail\"", "\"verdict\": \"unjudged\""},
		{"\"line\": 12", "\"line\": 0"},
		{"\"required\": \"major\"", "\"required\": null"},
		{"\"since\": null,", "\"since\": null, \"extra\": 1,"},
		{"\"waiver\": null,", ""},
		{"report/1", "report/2"},
	};
	struct bg_report report = sample_check();
	const char *text = sample_write(arena, &report, "json");

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		support_write_text(dir, "wrong", replace(text, wrong[i][0], wrong[i][1]));
		if (validate(dir, bg_strf(arena, "%s/wrong", dir)) != 1)
			fail_msg("the schema lets '%s' through", wrong[i][1]);
	}
}

static void
documents_fit_the_schema(void **state)
{
	const char *o = getenv("O"), *kept = bg_strf(arena, "%s/reports", o ? o : ".");
	struct stat st;
	char dir[512];
	int status;

	(void)state;
	support_tmpdir(dir, sizeof(dir));
	write_samples(dir);
	status = validate(dir, bg_strf(arena, "%s/good", dir));
	if (status != 0 && status != 1) {
		support_remove(dir);
		print_message("skip: no %s with jsonschema\n", python());
		skip();
	}
	if (status == 0)
		assert_strict(dir);
	if (status == 0 && o && stat(kept, &st) == 0)
		status = validate(dir, kept);
	support_remove(dir);
	if (status != 0)
		fail_msg("a document does not fit: see tests/oracle/validate.py");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, arena_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(judgement_has_its_keys_in_order),
		TEST(comparison_has_its_keys_in_order),
		TEST(inventory_has_its_keys_in_order),
		TEST(judgement_says_what_was_found),
		TEST(dry_run_declares_null),
		TEST(unjudged_requires_null),
		TEST(layout_is_two_blanks_and_a_final_newline),
		TEST(hostile_names_become_ascii_and_stay_themselves),
		TEST(text_and_json_carry_the_same_findings),
		TEST(documents_fit_the_schema),
	};

	return cmocka_run_group_tests_name("json_report", tests, NULL, NULL);
}
