/* SPDX-License-Identifier: MIT */
/* The flags that are read of a project against the parsers that python3's argparse builds. */
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

static const char *
python(void)
{
	const char *name = getenv("PYTHON");

	return name && *name ? name : "python3";
}

static void
add_files(struct probe *p, const char *project)
{
	const char *list = support_output(
		p->keep, NULL, "cd '%s' && find . -name '*.py' | LC_ALL=C sort", project);
	const char *path;
	size_t n;

	for (; *list; list += n + (list[n] == '\n')) {
		n = strcspn(list, "\n");
		if (n < 3)
			continue;
		path = bg_strndup(p->keep, list + 2, n - 2);
		probe_now(p, path, support_output(p->keep, NULL, "cat '%s/%s'", project, path));
	}
}

/* Items as tests/oracle/flags.py takes them. */
static const char *
list_items(struct probe *p, const char *project)
{
	struct bg_buf out = {.arena = p->keep};

	p->no_base = true;
	probe_surface(p, "flags", "argparse");
	probe_option(p, BG_OPT_FILES, "*/management/commands/*.py");
	add_files(p, project);
	probe_run(p);
	for (size_t i = 0; i < p->now[0].unread.n; i++) {
		assert_non_null(p->now[0].unread.v[i].item);
		bg_buf_printf(&out, "unread\t%s\n", p->now[0].unread.v[i].item);
	}
	for (size_t i = 0; i < p->now[0].items.n; i++) {
		const struct bg_item *item = &p->now[0].items.v[i];

		bg_buf_printf(&out, "%s\t%s", item->kind, item->id);
		for (size_t k = 0; k < item->nattr; k++)
			bg_buf_printf(&out, "\t%s=%s", item->attr[k].name, item->attr[k].value);
		bg_buf_putc(&out, '\n');
	}
	return bg_buf_str(&out);
}

static void
compare(struct probe *p, const char *project, const char *items, const char *wanted)
{
	char dir[256];
	const char *said;

	support_tmpdir(dir, sizeof(dir));
	support_write_text(dir, "items", items);
	said = support_output(p->keep, NULL,
	                      "%s tests/oracle/flags.py %s '%s/items' 2>&1 || :", python(),
	                      project, dir);
	support_remove(dir);
	if (!strstr(said, wanted))
		fail_msg("python3 says:\n%s", said);
}

static void
the_project_is_what_argparse_builds(void **state)
{
	static const char project[] = "fixtures/mutations/flags/base";
	struct probe *p = *state;

	if (!support_have(python()))
		skip();
	compare(p, project, list_items(p, project), "3 commands, 29 of 29 items, 0 differ\n");
}

static void
idioms_are_what_argparse_builds(void **state)
{
	static const char project[] = "fixtures/extract/flags";
	struct probe *p = *state;

	if (!support_have(python()))
		skip();
	compare(p, project, list_items(p, project),
	        "34 commands, 193 of 212 items, 0 differ\n");
}

/* The comparison itself tells what is too much, too little and of another meaning. */
static void
wrong_items_are_told(void **state)
{
	static const char project[] = "fixtures/mutations/flags/base";
	static const struct {
		const char *was, *now, *says;
	} wrong[] = {
		{"option\trun_scheduled_collectors --strict",
	         "option\trun_scheduled_collectors --stern",
	         "run_scheduled_collectors --strict: a option that was not read"},
		{"dest=ids\tnargs=+", "dest=ids\tnargs=*", "nargs is +, not *"},
		{"choices=daily|monthly|weekly", "choices=daily|weekly",
	         "choices is daily|monthly|weekly, not daily|weekly"},
		{"dest=pause\ttype=int", "dest=pause", "type is int, not None"},
		{"default=20", "default=10", "default is 20, not 10"},
		{"excludes=--quiet", "excludes=--strict", "does not exclude --strict"},
		{"position=1", "position=2", "position is 1, not 2"},
	};
	struct probe *p = *state;
	const char *items, *at;

	if (!support_have(python()))
		skip();
	items = list_items(p, project);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		at = strstr(items, wrong[i].was);
		if (!at)
			fail_msg("no '%s' in:\n%s", wrong[i].was, items);
		compare(p, project,
		        bg_strf(p->keep, "%.*s%s%s", (int)(at - items), items, wrong[i].now,
		                at + strlen(wrong[i].was)),
		        wrong[i].says);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(the_project_is_what_argparse_builds),
		probe_test(wrong_items_are_told),
		probe_test(idioms_are_what_argparse_builds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
