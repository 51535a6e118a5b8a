/* SPDX-License-Identifier: MIT */
/* What is read of a health view against what the view answers when python3 runs it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "support/files.h"
#include "support/probe.h"

#define PROJECT "fixtures/mutations/health/base"
#define VIEWS 120
#define SEED 7

static const char *
python(void)
{
	const char *name = getenv("PYTHON");

	return name && *name ? name : "python3";
}

static const char *
slurp(struct probe *p, const char *path)
{
	return support_output(p->keep, NULL, "cat '%s/%s'", PROJECT, path);
}

/* Items as tests/oracle/health_answers.py takes them. */
static const char *
write_items(struct probe *p, size_t most)
{
	struct bg_buf out = {.arena = p->keep};

	probe_run(p);
	assert_true(p->now[0].unread.n <= most);
	for (size_t i = 0; i < p->now[0].unread.n; i++) {
		assert_non_null(p->now[0].unread.v[i].item);
		bg_buf_printf(&out, "unread\t%s\t\t\n", p->now[0].unread.v[i].item);
	}
	for (size_t i = 0; i < p->now[0].items.n; i++) {
		const struct bg_item *item = &p->now[0].items.v[i];
		const char *types = bg_item_attr(item, "types");
		const char *presence = bg_item_attr(item, "presence");

		bg_buf_printf(&out, "%s\t%s\t%s\t%s\n", item->kind, item->id,
		              types ? types : "", presence ? presence : "");
	}
	return bg_buf_str(&out);
}

static const char *
list_items(struct probe *p)
{
	static const char *const files[] = {"config/__init__.py", "config/health.py",
	                                    "config/urls.py",     "runner/__init__.py",
	                                    "runner/checks.py",   "runner/urls.py"};

	probe_surface(p, "health", "json-response");
	probe_option(p, BG_OPT_FILES, "config/health.py");
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		probe_now(p, files[i], slurp(p, files[i]));
	return write_items(p, 0);
}

static void
compare(struct probe *p, const char *items, const char *wanted)
{
	char dir[256];
	const char *said;

	support_tmpdir(dir, sizeof(dir));
	support_write_text(dir, "items", items);
	said = support_output(p->keep, NULL,
	                      "%s tests/oracle/health_answers.py %s '%s/items' || :", python(),
	                      PROJECT, dir);
	support_remove(dir);
	if (!strstr(said, wanted))
		fail_msg("python3 says:\n%s", said);
}

static void
answers_are_what_python_gives(void **state)
{
	struct probe *p = *state;

	if (!support_have(python()))
		skip();
	compare(p, list_items(p), "17 scenarios, 28 paths\n");
}

/* The comparison itself tells what is too much, too little and of another type. */
static void
wrong_items_are_told(void **state)
{
	static const struct {
		const char *was, *now, *says;
	} wrong[] = {
		{"path\tchecks.database.error", "path\tchecks.database.fault",
	         "'checks.database' has 'error', which is not known"},
		{"error\tstring", "error\tint", "is string, not ['int']"},
		{"latency_ms\tint\tsometimes", "latency_ms\tint\talways",
	         "'checks.database.latency_ms' is missing"},
		{"status=healthy", "status=fine", "'status' is 'healthy', none of"},
		{"HTTP 503", "HTTP 500", "HTTP 503 is not known"},
		{"path\tstatus\t", "path\tuptime\tint\tsometimes\npath\tstatus\t",
	         "'uptime' is in no answer"},
	};
	struct probe *p = *state;
	const char *items, *at;

	if (!support_have(python()))
		skip();
	items = list_items(p);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		at = strstr(items, wrong[i].was);
		assert_non_null(at);
		compare(p,
		        bg_strf(p->keep, "%.*s%s%s", (int)(at - items), items, wrong[i].now,
		                at + strlen(wrong[i].was)),
		        wrong[i].says);
	}
}

/* Random views are run often: what they answer is never other than was read. */
static void
random_views_answer_what_was_read(void **state)
{
	struct probe *p = *state;
	const char *said, *path;
	char dir[256];

	if (!support_have(python()))
		skip();
	support_tmpdir(dir, sizeof(dir));
	support_run("%s tests/oracle/random_views.py write '%s/made' %d %d", python(), dir,
	            SEED, VIEWS);
	probe_surface(p, "health", "json-response");
	probe_option(p, BG_OPT_FILES, "config/*.py");
	for (int i = 0; i < VIEWS; i++) {
		path = bg_strf(p->keep, "config/h%03d.py", i);
		probe_now(p, path,
		          support_output(p->keep, NULL, "cat '%s/made/%s'", dir, path));
	}
	support_write_text(dir, "items", write_items(p, VIEWS / 20));
	said = support_output(p->keep, NULL,
	                      "%s tests/oracle/random_views.py check '%s/made' '%s/items' || :",
	                      python(), dir, dir);
	support_remove(dir);
	if (!strstr(said, "120 views, 0 of them are something else"))
		fail_msg("python3 says:\n%.2000s", said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(answers_are_what_python_gives, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(wrong_items_are_told, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(random_views_answer_what_was_read, probe_set_up,
	                                        probe_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
