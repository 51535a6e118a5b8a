/* SPDX-License-Identifier: MIT */
/* The formats for services: the same findings in each, and nothing breaks out of its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "bumpgate.h"
#include "report/escape.h"
#include "report/finding.h"
#include "support/arena.h"
#include "support/files.h"
#include "support/render.h"
#include "support/reports.h"

static struct bg_arena *arena;

static int
set_up(void **state)
{
	arena_open(state);
	arena = *state;
	return 0;
}

static size_t
count(const char *text, const char *needle)
{
	size_t n = 0;

	for (; (text = strstr(text, needle)); text += strlen(needle))
		n++;
	return n;
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

static const char *
text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	if (!text)
		fail_msg("no text '%s'", key);
	return text;
}

/* ---- the same findings ------------------------------------------------------------- */

/* How a finding begins in a format of lines; NULL: not a format of lines. */
static const char *
needle_of(const char *format, const struct bg_finding *f)
{
	const char *name = bg_finding_name(arena, f);

	if (strcmp(format, "github") == 0)
		return bg_strf(arena, "title=%s::", bg_escape_property(arena, name));
	if (strcmp(format, "junit") == 0)
		return bg_strf(arena, " name=\"%s\">", bg_escape_xml(arena, name));
	if (strcmp(format, "markdown") == 0)
		return bg_strf(arena, "- **%s**%s%s:", f->rule, f->item ? " " : "",
		               f->item ? bg_escape_code(arena, f->item) : "");
	return bg_strf(arena, " %s: ", bg_escape_markdown(arena, name));
}

static void
formats_of_lines_carry_the_same_findings(void **state)
{
	static const char *const formats[] = {"github", "junit", "markdown", "checklist"};
	const struct bg_report reports[] = {sample_check(), sample_pass()};

	(void)state;
	for (size_t r = 0; r < 2; r++) {
		for (size_t i = 0; i < 4; i++) {
			const char *text = sample_write(arena, &reports[r], formats[i]);

			for (size_t k = 0; k < reports[r].nfinding; k++) {
				const char *needle =
					needle_of(formats[i], &reports[r].finding[k]);

				if (count(text, needle) != 1)
					fail_msg("%s has '%s' %zu times:\n%s", formats[i],
					         needle, count(text, needle), text);
			}
		}
	}
}

static const struct bg_finding *
find_print(const struct bg_report *r, const char *fingerprint)
{
	for (size_t i = 0; i < r->nfinding; i++)
		if (strcmp(r->finding[i].fingerprint, fingerprint) == 0)
			return &r->finding[i];
	fail_msg("no finding %s", fingerprint);
	return NULL;
}

static void
sarif_carries_the_same_findings(void **state)
{
	const struct bg_report r = sample_check();
	json_t *root = parse(sample_write(arena, &r, "sarif")), *run, *results, *result, *rules;
	size_t i;

	(void)state;
	run = json_array_get(json_object_get(root, "runs"), 0);
	results = json_object_get(run, "results");
	rules = json_object_get(json_object_get(json_object_get(run, "tool"), "driver"),
	                        "rules");
	assert_int_equal(json_array_size(results), r.nfinding);
	json_array_foreach(results, i, result)
	{
		const json_t *prints = json_object_get(result, "partialFingerprints");
		const struct bg_finding *f = find_print(&r, text_of(prints, "bumpgate/v1"));
		const char *level = bg_finding_stops(&r, f) ? "error"
		                    : f->status == BG_OPEN  ? "warning"
		                                            : "note";
		const json_t *index = json_object_get(result, "ruleIndex");

		assert_string_equal(text_of(result, "ruleId"), f->rule);
		assert_string_equal(text_of(result, "level"), level);
		assert_int_equal(json_object_get(result, "suppressions") != NULL,
		                 f->status == BG_WAIVED);
		assert_int_equal(json_array_size(json_object_get(result, "locations")), 1);
		if (index)
			assert_string_equal(
				text_of(json_array_get(rules,
			                               (size_t)json_integer_value(index)),
			                "id"),
				f->rule);
	}
	json_decref(root);
}

static void
gitlab_carries_the_same_findings(void **state)
{
	const struct bg_report r = sample_check();
	json_t *root = parse(sample_write(arena, &r, "gitlab")), *issue;
	size_t i;

	(void)state;
	assert_int_equal(json_array_size(root), r.nfinding);
	json_array_foreach(root, i, issue)
	{
		const struct bg_finding *f = find_print(&r, text_of(issue, "fingerprint"));

		assert_string_equal(text_of(issue, "check_name"), f->rule);
		assert_int_equal(strcmp(text_of(issue, "severity"), "blocker") == 0,
		                 bg_finding_stops(&r, f));
	}
	json_decref(root);
}

static void
gitlab_tells_equal_findings_apart(void **state)
{
	struct bg_report r = sample_check();
	struct bg_finding twice[2] = {r.finding[0], r.finding[0]};
	json_t *root;

	(void)state;
	r.finding = twice;
	r.nfinding = 2;
	root = parse(sample_write(arena, &r, "gitlab"));
	assert_string_equal(text_of(json_array_get(root, 0), "fingerprint"),
	                    twice[0].fingerprint);
	assert_string_equal(text_of(json_array_get(root, 1), "fingerprint"),
	                    bg_strf(arena, "%s-2", twice[0].fingerprint));
	json_decref(root);
}

/* ---- the verdict --------------------------------------------------------------------- */

static void
each_format_says_the_verdict(void **state)
{
	const struct bg_report fail = sample_check(), pass = sample_pass(),
			       unjudged = sample_unjudged();

	(void)state;
	assert_non_null(strstr(sample_write(arena, &fail, "github"),
	                       "FAIL, declared minor, required major\n"));
	assert_non_null(strstr(sample_write(arena, &pass, "github"), ": PASS, "));
	assert_null(strstr(sample_write(arena, &pass, "github"), "::error "));
	assert_non_null(
		strstr(sample_write(arena, &fail, "junit"), " failures=\"3\" errors=\"0\""));
	assert_non_null(strstr(sample_write(arena, &pass, "junit"), " failures=\"0\""));
	assert_non_null(strstr(sample_write(arena, &unjudged, "junit"), " errors=\"1\""));
	assert_non_null(strstr(sample_write(arena, &fail, "markdown"), ": FAIL\n"));
	assert_non_null(strstr(sample_write(arena, &pass, "markdown"), ": PASS\n"));
	assert_non_null(strstr(sample_write(arena, &fail, "checklist"), "- [ ] "));
	assert_null(strstr(sample_write(arena, &pass, "checklist"), "- [ ] "));
	assert_non_null(
		strstr(sample_write(arena, &unjudged, "checklist"), "- [ ] object 12ab"));
	assert_non_null(strstr(sample_write(arena, &unjudged, "sarif"),
	                       "\"executionSuccessful\": false"));
	assert_non_null(strstr(sample_write(arena, &unjudged, "gitlab"), "\"blocker\""));
	assert_non_null(strstr(sample_write(arena, &unjudged, "github"), "::error "));
}

/* ---- annotations are capped ------------------------------------------------------------ */

static void
github_shows_ten_of_a_sort(void **state)
{
	struct bg_report r = sample_check();
	struct bg_finding *many = bg_calloc(arena, 25, sizeof(*many));
	const char *text;

	(void)state;
	r.finding = many;
	for (size_t i = 0; i < 25; i++)
		many[i] = (struct bg_finding){.rule = "env-removed",
		                              .surface = "env",
		                              .item = bg_strf(arena, "NAME_%zu", i),
		                              .level = i < 14 ? BG_ERROR : BG_WARNING,
		                              .message = "gone",
		                              .fingerprint = "0"};
	r.nfinding = 24; /* 14 errors, 10 warnings */
	text = sample_write(arena, &r, "github");
	assert_int_equal(count(text, "::error "), 10);
	assert_int_equal(count(text, "::warning "), 10);
	assert_non_null(strstr(text, "::error title=bumpgate::5 more errors"));
	assert_non_null(strstr(text, "NAME_8::"));
	assert_null(strstr(text, "NAME_9::"));
	r.nfinding = 25;
	text = sample_write(arena, &r, "github");
	assert_non_null(strstr(text, "::warning title=bumpgate::2 more warnings"));
}

/* ---- hostile names ------------------------------------------------------------------------ */

static const char *const attacked[] = {"text",  "json",   "markdown", "checklist", "github",
                                       "sarif", "gitlab", "junit",    "html"};

/* The document in the format, or NULL where the format has no such document. */
static const char *
write_attack(enum bg_document type, const char *format)
{
	struct bg_report r = sample_attack(type);
	struct bg_style style = {.columns = 80};
	struct bg_buf out = {.arena = arena};
	struct bg_sink sink = sink_memory(&out);
	struct bg_err err = {0};

	if (bg_report_write(&r, format, &style, &sink, &err) == 0)
		return bg_buf_str(&out);
	assert_int_equal(err.code, BG_EUSAGE);
	return NULL;
}

/* Whether a CI service would obey the line: GitHub's two forms, and those of others. */
static bool
is_command(const char *line, size_t n)
{
	static const char *const forms[] = {"##[error]", "##[set-output", "##vso[",
	                                    "##teamcity["};
	const char *text = bg_strndup(arena, line, n);

	for (size_t i = 0; i < 4; i++)
		if (strstr(text, forms[i]))
			return true;
	text += strspn(text, " ");
	return strncmp(text, "::", 2) == 0 && strstr(text + 2, "::");
}

static void
assert_lines_are_harmless(const char *format, const char *text)
{
	const char *end;

	assert_int_equal(bg_utf8_check(text, strlen(text)), strlen(text));
	assert_null(strstr(text, "\nfake"));
	assert_null(strstr(text, "\xE2\x80\xAE"));
	for (const char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' && *p != '\n' &&
		    (*p != '\t' || strcmp(format, "html") != 0))
			fail_msg("%s has a control character:\n%s", format, text);
	for (; *text; text = end + 1) {
		end = strchr(text, '\n');
		if (!end)
			return;
		if (strcmp(format, "github") != 0 && is_command(text, (size_t)(end - text)))
			fail_msg("%s commands: %.*s", format, (int)(end - text), text);
	}
}

static void
assert_no_markup(const char *format, const char *text)
{
	bool markdown = strcmp(format, "markdown") == 0 || strcmp(format, "checklist") == 0;
	bool html = strcmp(format, "html") == 0;

	if (!markdown && !html && strcmp(format, "junit") != 0)
		return;
	if (markdown)
		text = support_render(arena, text);
	assert_int_equal(count(text, "<script"), html); /* the page's own */
	assert_int_equal(count(text, "<img"), 0);
	assert_true(html || count(text, "<a ") == 0);
	assert_true(markdown || count(text, "onclick='e'") == 0);
	assert_true(html || markdown || count(text, "</details>") == 0);
}

static void
hostile_names_stay_names_in_every_format(void **state)
{
	size_t n = sizeof(attacked) / sizeof(*attacked), written = 0;
	const char *text;

	(void)state;
	assert_null(bg_format_name(n)); /* a new format belongs into the list, and above */
	for (size_t i = 0; i < n; i++) {
		for (int type = 0; type < BG_NDOCUMENTS; type++) {
			text = write_attack((enum bg_document)type, attacked[i]);
			if (!text)
				continue;
			written++;
			assert_non_null(strstr(text, "fake: PASS"));
			assert_lines_are_harmless(attacked[i], text);
			assert_no_markup(attacked[i], text);
		}
	}
	assert_true(written >= n);
}

static void
annotations_are_nothing_but_commands(void **state)
{
	const struct bg_report reports[] = {sample_check(), sample_attack(BG_DOC_CHECK)};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const char *line = sample_write(arena, &reports[i], "github");
		size_t plain = 0;

		for (; *line; line = strchr(line, '\n') + 1)
			plain += strncmp(line, "::error ", 8) != 0 &&
			         strncmp(line, "::warning ", 10) != 0 &&
			         strncmp(line, "::notice ", 9) != 0;
		assert_true(plain <= 1);
	}
}

/* ---- read by independent parsers ------------------------------------------------------------- */

static void
documents_are_well_formed(void **state)
{
	const struct bg_report reports[] = {sample_check(), sample_pass(), sample_unjudged(),
	                                    sample_attack(BG_DOC_CHECK)};
	const char *python = getenv("PYTHON");
	char dir[512];
	int status;

	(void)state;
	support_tmpdir(dir, sizeof(dir));
	for (size_t i = 0; i < 4; i++) {
		support_write_text(dir, bg_strf(arena, "%zu.xml", i),
		                   sample_write(arena, &reports[i], "junit"));
		support_write_text(dir, bg_strf(arena, "%zu.sarif", i),
		                   sample_write(arena, &reports[i], "sarif"));
		support_write_text(dir, bg_strf(arena, "%zu.gitlab", i),
		                   sample_write(arena, &reports[i], "gitlab"));
	}
	status = support_try("'%s' tests/oracle/formats.py '%s'",
	                     python && *python ? python : "python3", dir);
	support_remove(dir);
	if (status == 77 || status == 127) {
		print_message("skip: no python3 with jsonschema\n");
		skip();
	}
	assert_int_equal(status, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, arena_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(formats_of_lines_carry_the_same_findings),
		TEST(sarif_carries_the_same_findings),
		TEST(gitlab_carries_the_same_findings),
		TEST(gitlab_tells_equal_findings_apart),
		TEST(each_format_says_the_verdict),
		TEST(github_shows_ten_of_a_sort),
		TEST(hostile_names_stay_names_in_every_format),
		TEST(annotations_are_nothing_but_commands),
		TEST(documents_are_well_formed),
	};

	return cmocka_run_group_tests_name("formats", tests, NULL, NULL);
}
