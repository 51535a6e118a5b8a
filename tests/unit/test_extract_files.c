/* SPDX-License-Identifier: MIT */
/* Files as promises: paths, never bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "support/probe.h"

static struct probe *
start(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "schemas", "files");
	probe_option(p, BG_OPT_FILES, "a/*.json");
	probe_option(p, BG_OPT_FILES, "a/**");
	return p;
}

static void
paths_are_items_once(void **state)
{
	struct probe *p = start(state);

	probe_now(p, "a/x.json", "{");
	probe_now(p, "a/b/y", "");
	probe_now(p, "b/z.json", "");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]),
	                    "file a/b/y a/b/y:0\nfile a/x.json a/x.json:0\n");
}

static void
bytes_are_no_promise(void **state)
{
	struct probe *p = start(state);

	probe_was(p, "a/x.json", "{");
	probe_was(p, "a/gone", "{");
	probe_now(p, "a/x.json", "\xff");
	probe_now(p, "a/new", "");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-file a/gone\n+file a/new\n");
	assert_int_equal(p->target.reads + p->base.reads, 0);
}

static void
missing_object_does_not_matter(void **state)
{
	struct probe *p = start(state);

	memtree_add_broken(&p->target, p->keep, "a/x.json");
	probe_run(p);
	assert_string_equal(probe_items(p, &p->now[0]), "file a/x.json a/x.json:0\n");
}

static void
files_are_limited(void **state)
{
	struct probe *p = start(state);

	p->limits.v[BG_LIMIT_ITEMS] = 2;
	for (int i = 0; i < 3; i++)
		probe_now(p, bg_strf(p->keep, "a/%d", i), "");
	assert_int_equal(probe_read(p, 0, true), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(paths_are_items_once),
		probe_test(bytes_are_no_promise),
		probe_test(missing_object_does_not_matter),
		probe_test(files_are_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
