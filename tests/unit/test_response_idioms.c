/* SPDX-License-Identifier: MIT */
/*
 * Health views in the forms that public projects write them, one a directory of
 * fixtures/idioms/health: view.py, what it needs, and in "expect" the items and what was
 * not read. BLESS=1 rewrites the latter.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/files.h"
#include "support/probe.h"

static const char *
look(struct probe *p, const char *dir)
{
	struct bg_buf out = {.arena = p->keep};
	glob_t found;

	probe_surface(p, "health", "json-response");
	probe_option(p, BG_OPT_FILES, "view.py");
	assert_int_equal(glob(bg_strf(p->keep, "%s/*.py", dir), 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		probe_now(p, bg_strdup(p->keep, strrchr(found.gl_pathv[i], '/') + 1),
		          support_read(p->keep, found.gl_pathv[i], NULL));
	globfree(&found);
	probe_run(p);
	bg_buf_puts(&out, probe_items(p, &p->now[0]));
	for (size_t i = 0; i < p->now[0].unread.n; i++)
		bg_buf_printf(&out, "unread %s:%u %s\n", p->now[0].unread.v[i].loc.path,
		              p->now[0].unread.v[i].loc.line, p->now[0].unread.v[i].message);
	return bg_buf_str(&out);
}

static size_t
check(const char *dir)
{
	void *state = NULL;
	struct probe *p;
	const char *path, *said, *wanted;
	size_t wrong = 0;
	FILE *file;

	probe_set_up(&state);
	p = state;
	path = bg_strf(p->keep, "%s/expect", dir);
	said = look(p, dir);
	wanted = support_read(p->keep, path, NULL);
	if (getenv("BLESS")) {
		file = fopen(path, "w");
		assert_non_null(file);
		fputs(said, file);
		fclose(file);
	} else if (!wanted || strcmp(said, wanted) != 0) {
		print_error("%s: not what is expected, but\n%s", dir, said);
		wrong = 1;
	}
	probe_tear_down(&state);
	return wrong;
}

static void
idioms_are_read(void **state)
{
	size_t wrong = 0;
	glob_t found;

	(void)state;
	assert_int_equal(glob("fixtures/idioms/health/*", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 15);
	for (size_t i = 0; i < found.gl_pathc; i++)
		wrong += check(found.gl_pathv[i]);
	globfree(&found);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(idioms_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
