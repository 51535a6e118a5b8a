/* SPDX-License-Identifier: MIT */
/* The values that Python code accepts for a key of the document it loads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/probe.h"

#define LOAD "import yaml\ndata = yaml.safe_load(open('c'))\n"

static struct probe *
start(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "kinds", "yaml-values");
	probe_option(p, BG_OPT_SAMPLES, "*.yaml");
	probe_option(p, BG_OPT_CODE, "app/*.py");
	probe_option(p, BG_OPT_PATH, "t.kind");
	probe_option(p, BG_OPT_ID, "kind={value}");
	return p;
}

static void
tests_name_the_values(void **state)
{
	struct probe *p = start(state);

	probe_now(p, "a.yaml", "t: {kind: shown}\n");
	probe_now(p, "app/config.py",
	          LOAD "A = ('a', 'b')\nkind = str(data['t']['kind']).strip().lower()\n"
	               "if kind not in {*A, 'c'}:\n    raise ValueError\n"
	               "if kind in ('x', 'y'):\n    pass\n"
	               "if data['t']['other'] in A:\n    pass\n");
	probe_run(p);
	assert_string_equal(probe_ids(p, &p->now[0]), "kind=a kind=b kind=c kind=shown");
	assert_string_equal(probe_fact(&p->now[0], "kind=a", "evidence"), "code");
	assert_string_equal(probe_fact(&p->now[0], "kind=shown", "evidence"), "sample");
}

static void
exhaustive_match_names_the_values(void **state)
{
	struct probe *p = start(state);

	probe_now(p, "app/config.py",
	          LOAD
	          "match data['t']['kind']:\n    case 'a' | 'b':\n        pass\n"
	          "    case 'c' as k:\n        pass\n    case _:\n        raise ValueError\n");
	probe_run(p);
	assert_string_equal(probe_ids(p, &p->now[0]), "kind=a kind=b kind=c");
}

static void
refused_value_goes_though_shown(void **state)
{
	struct probe *p = start(state);

	probe_both(p, "a.yaml", "t: {kind: b}\n");
	probe_was(p, "app/config.py", LOAD "K = ['a', 'b']\nassert data['t']['kind'] in K\n");
	probe_now(p, "app/config.py", LOAD "K = ['a']\nassert data['t']['kind'] in K\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-value kind=b\n");
}

static void
lost_test_is_unread(void **state)
{
	struct probe *p = start(state);

	probe_was(p, "app/config.py", LOAD "K = ['a', 'b']\nassert data['t']['kind'] in K\n");
	probe_now(p, "app/config.py", LOAD "check(data['t']['kind'])\n");
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 1);
	assert_string_equal(probe_changes(p, 0), "");
}

#define KINDS \
	"from enum import StrEnum\nfrom typing import Annotated, Literal, Optional, get_args\n" \
	"class Kind(StrEnum):\n    A = 'a'\n    B = 'b'\n" \
	"Names = Literal['a', 'b']\nkind = data['t']['kind']\n"
#define FIELD(type) \
	"from pydantic import BaseModel\nclass T(BaseModel):\n    kind: " type "\n" \
	"class File(BaseModel):\n    t: T\nFile.model_validate(data)\n"

struct type {
	const char *code, *ids;
};

static const struct type types[] = {
	{"if kind not in Kind:\n    raise ValueError\n", "kind=a kind=b"},
	{"if kind not in set(Kind):\n    raise ValueError\n", "kind=a kind=b"},
	{"Kind(kind)\n", "kind=a kind=b"},
	{"if kind not in get_args(Names):\n    raise ValueError\n", "kind=a kind=b"},
	{"if kind not in get_args(Literal['c']):\n    raise ValueError\n", "kind=c"},
	{FIELD("Kind"), "kind=a kind=b"},
	{FIELD("Kind | None = None"), "kind=a kind=b"},
	{FIELD("Optional[Kind] = None"), "kind=a kind=b"},
	{FIELD("Names"), "kind=a kind=b"},
	{FIELD("Annotated[Names, 'help']"), "kind=a kind=b"},
	/* what takes any string names no values */
	{FIELD("Kind | str"), ""},
	{FIELD("str"), ""},
	{"class Other:\n    A = 'a'\nOther(kind)\n", ""},
	{"Kind(kind, 1)\n", ""},
	{"Kind('a')\n", ""},
};

static void
types_name_the_values(void **state)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		struct probe *p;
		const char *got;

		probe_set_up(state);
		p = start(state);
		probe_now(p, "app/config.py", bg_strf(p->keep, LOAD KINDS "%s", types[i].code));
		probe_run(p);
		got = probe_ids(p, &p->now[0]);
		if (strcmp(got, types[i].ids) != 0)
			fail_msg("%s: %s, not %s", types[i].code, got, types[i].ids);
		probe_tear_down(state);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(tests_name_the_values),
		probe_test(exhaustive_match_names_the_values),
		probe_test(refused_value_goes_though_shown),
		probe_test(lost_test_is_unread),
		cmocka_unit_test(types_name_the_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
