/* SPDX-License-Identifier: MIT */
/* Names and signatures as read against those that python3 finds by importing the modules. */
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

#define PROJECT "fixtures/mutations/exports/base"

static const char *
python(void)
{
	const char *name = getenv("PYTHON");

	return name && *name ? name : "python3";
}

static void
skip_without_python(void)
{
	if (support_have(python()))
		return;
	print_message("skip: signatures are not compared, there is no python3\n");
	skip();
}

static const char *
yes_or_no(bool is)
{
	return is ? "yes" : "no";
}

/* Items as tests/oracle/signatures.py takes them, parameters in their order. */
static const char *
list_items(struct probe *p)
{
	static const char *const files[] = {
		"core/__init__.py",   "core/base.py",        "core/data.py",
		"core/helpers.py",    "core/kinds.py",       "core/mixins.py",
		"core/values.py",     "slack/__init__.py",   "slack/client.py",
		"slack/errors.py",    "slack/sync_api.py",   "tracker/__init__.py",
		"tracker/chain.py",   "tracker/services.py", "tracker/sync_api.py",
		"tracker/workers.py",
	};
	struct bg_buf out = {.arena = p->keep};

	probe_surface(p, "api", "exports");
	probe_option(p, BG_OPT_FILES, "*/sync_api.py");
	probe_option(p, BG_OPT_FILES, "core/__init__.py");
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		probe_now(p, files[i],
		          support_output(p->keep, NULL, "cat '%s/%s'", PROJECT, files[i]));
	assert_int_equal(probe_read(p, 0, true), 0);
	assert_int_equal(p->now[0].unread.n, 0);
	for (size_t i = 0; i < p->now[0].items.n; i++) {
		const struct bg_item *item = &p->now[0].items.v[i];
		bool parameter = strcmp(item->kind, "parameter") == 0;
		const char *is = bg_item_attr(item, parameter ? "kind" : "is");
		const char *async = bg_item_attr(item, "async");

		bg_buf_printf(&out, "%s\t%s\t%s\t%s\t%s\n", item->kind, item->id, is,
		              yes_or_no(*is != '*' && bg_item_attr(item, "default")),
		              async ? async : "no");
	}
	return bg_buf_str(&out);
}

static void
compare(struct probe *p, const char *items, const char *wanted, bool whole)
{
	char dir[256];
	const char *said;

	support_tmpdir(dir, sizeof(dir));
	support_write_text(dir, "items", items);
	said = support_output(p->keep, NULL,
	                      "%s tests/oracle/signatures.py %s '%s/items' 2>&1 || :", python(),
	                      PROJECT, dir);
	support_remove(dir);
	if (whole ? strcmp(said, wanted) != 0 : !strstr(said, wanted))
		fail_msg("python3 says:\n%s", said);
}

static void
names_and_signatures_are_those_of_python(void **state)
{
	skip_without_python();
	compare(*state, list_items(*state), "34 callables, 31 names\n", true);
}

/* The comparison itself tells what is too much, too little and of another sort. */
static void
wrong_items_are_told(void **state)
{
	static const struct {
		const char *was, *now, *says;
	} wrong[] = {
		{"(channel)\tpositional\t", "(channel)\tkeyword\t",
	         "'slack.sync_api.Client.send' takes"},
		{"core.Point(y)\tpositional\tyes", "core.Point(y)\tpositional\tno",
	         "'core.Point' takes"},
		{"name\tcore.LIMIT\t", "name\tcore.LIMITS\t", "'core.LIMITS' is not there"},
		{"name\tcore.LIMIT\t", "name\tcore.Level\t", "'core.LIMIT' was not read"},
		{"member\tcore.Source.created\t", "member\tcore.Source.url\t",
	         "'core.Source.created' was not read"},
		{"stream\tfunction\tno\tyes", "stream\tfunction\tno\tno",
	         "'tracker.sync_api.stream' is async: no"},
	};
	struct probe *p = *state;
	const char *items, *at;

	skip_without_python();
	items = list_items(p);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		at = strstr(items, wrong[i].was);
		assert_non_null(at);
		compare(p,
		        bg_strf(p->keep, "%.*s%s%s", (int)(at - items), items, wrong[i].now,
		                at + strlen(wrong[i].was)),
		        wrong[i].says, false);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(names_and_signatures_are_those_of_python),
		probe_test(wrong_items_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
