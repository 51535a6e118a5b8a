/* SPDX-License-Identifier: MIT */
/* Code and schemas whose parts lead into each other: none takes the stack, or for ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "support/probe.h"

#define DEEP 2900 /* levels of one expression or statement that the parser lets through */

static struct bg_buf
text_of(struct probe *p)
{
	return (struct bg_buf){.arena = p->keep};
}

static void
repeat(struct bg_buf *buf, const char *piece, size_t n)
{
	for (size_t i = 0; i < n; i++)
		bg_buf_puts(buf, piece);
}

static void
wants_unread(const struct bg_harvest *h, const char *message)
{
	for (size_t i = 0; i < h->unread.n; i++)
		if (strstr(h->unread.v[i].message, message))
			return;
	fail_msg("no '%s' among %zu", message, h->unread.n);
}

/* Each function calls the next one from within a sum. */
static void
sums_of_calls_are_too_nested(void **state)
{
	struct probe *p = *state;
	struct bg_buf text = text_of(p);

	bg_buf_puts(&text, "import argparse\n");
	for (int i = 0; i < 20; i++) {
		bg_buf_printf(&text, "def f%d(p):\n    return f%d(p)", i, i + 1);
		repeat(&text, " + 1", DEEP);
		bg_buf_putc(&text, '\n');
	}
	bg_buf_puts(&text, "def f20(p):\n    p.add_argument('--x')\n"
	                   "f0(argparse.ArgumentParser())\n");
	probe_surface(p, "flags", "argparse");
	probe_option(p, BG_OPT_FILES, "*.py");
	probe_both(p, "tool.py", bg_buf_str(&text));
	probe_run(p);
	wants_unread(&p->was[0], "too nested");
	wants_unread(&p->now[0], "too nested");
}

/* Each name's value is another name, in the last of many branches. */
static void
names_behind_branches_are_too_nested(void **state)
{
	enum { NAMES = 40 };
	struct probe *p = *state;
	struct bg_buf text = text_of(p);

	bg_buf_printf(&text, "n%d = 1\n", NAMES);
	for (int i = NAMES; i-- > 0;) {
		bg_buf_puts(&text, "if c:\n pass\n");
		repeat(&text, "elif c:\n pass\n", DEEP);
		bg_buf_printf(&text, "else:\n n%d = n%d\n", i, i + 1);
	}
	bg_buf_puts(&text, "__all__ = [n0]\n");
	probe_surface(p, "api", "exports");
	probe_option(p, BG_OPT_FILES, "*.py");
	probe_both(p, "api.py", bg_buf_str(&text));
	probe_run(p);
	wants_unread(&p->now[0], "too nested");
}

/* Of n modules in two rows, each has two ways down: 2 to the power of n in all. */
static void
lattice_of_star_imports_is_gathered_once(void **state)
{
	enum { ROWS = 40 };
	struct probe *p = *state;

	for (int i = 0; i < ROWS; i++)
		for (const char *row = "ab"; *row; row++)
			probe_both(p, bg_strf(p->keep, "pkg/%c%d.py", *row, i),
			           bg_strf(p->keep, "from .a%d import *\nfrom .b%d import *\n",
			                   i + 1, i + 1));
	probe_both(p, bg_strf(p->keep, "pkg/a%d.py", ROWS), "x = 1\n");
	probe_both(p, bg_strf(p->keep, "pkg/b%d.py", ROWS), "def y(): pass\n");
	probe_both(p, "pkg/__init__.py", "from .a0 import *\n");
	probe_surface(p, "api", "exports");
	probe_option(p, BG_OPT_FILES, "pkg/__init__.py");
	probe_option(p, BG_OPT_NAMES, "public");
	probe_run(p);
	assert_int_equal(p->now[0].items.n, 2);
	assert_string_equal(p->now[0].items.v[0].id, "pkg.x");
	assert_string_equal(p->now[0].items.v[1].id, "pkg.y");
	assert_int_equal(p->now[0].unread.n, 0);
}

/* In a circle every module offers the names of all. */
static void
circle_of_star_imports_offers_all_names(void **state)
{
	struct probe *p = *state;

	probe_both(p, "pkg/__init__.py", "from .a import *\nfrom .b import *\n");
	probe_both(p, "pkg/a.py", "from .b import *\ndef one(): pass\n");
	probe_both(p, "pkg/b.py", "from .a import *\ndef two(): pass\n");
	probe_surface(p, "api", "exports");
	probe_option(p, BG_OPT_FILES, "pkg/__init__.py");
	probe_option(p, BG_OPT_NAMES, "public");
	probe_run(p);
	assert_int_equal(p->now[0].items.n, 2);
	assert_string_equal(p->now[0].items.v[0].id, "pkg.one");
	assert_string_equal(p->now[0].items.v[1].id, "pkg.two");
}

static void
many_alternatives_of_a_schema_are_joined(void **state)
{
	enum { MANY = 30000 };
	struct probe *p = *state;
	struct bg_buf text = text_of(p);
	const char *values;

	bg_buf_puts(&text, "{\"anyOf\": [");
	for (int i = 0; i < MANY; i++)
		bg_buf_printf(&text, "%s{\"properties\":{\"x\":{\"const\":%d}}}", i ? "," : "",
		              i);
	bg_buf_puts(&text, "]}");
	probe_surface(p, "schema", "json-schema");
	probe_option(p, BG_OPT_FILES, "s.json");
	probe_both(p, "s.json", bg_buf_str(&text));
	probe_run(p);
	assert_int_equal(p->now[0].items.n, 2);
	values = bg_item_attr(&p->now[0].items.v[1], "values");
	assert_non_null(values);
	assert_non_null(strstr(values, "0|1|10|100|"));
	assert_non_null(strstr(values, "|9999"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(sums_of_calls_are_too_nested),
		probe_test(names_behind_branches_are_too_nested),
		probe_test(lattice_of_star_imports_is_gathered_once),
		probe_test(circle_of_star_imports_offers_all_names),
		probe_test(many_alternatives_of_a_schema_are_joined),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
