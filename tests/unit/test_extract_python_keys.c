/* SPDX-License-Identifier: MIT */
/* The keys that Python code accepts in the document it loads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "support/probe.h"

#define LOAD "import yaml\ndata = yaml.safe_load(open('c'))\n"

static struct probe *
start(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "keys", "python-keys");
	probe_option(p, BG_OPT_FILES, "app/*.py");
	return p;
}

/* The keys that the target's text accepts, with nothing left unread. */
static void
expect(void **state, const char *text, const char *wanted)
{
	struct probe *p = start(state);

	probe_now(p, "app/config.py", text);
	probe_run(p);
	assert_string_equal(probe_ids(p, &p->now[0]), wanted);
	assert_int_equal(p->now[0].unread.n, 0);
}

static void
expect_unread(void **state, const char *text, const char *item)
{
	struct probe *p = start(state);

	probe_now(p, "app/config.py", text);
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 1);
	if (item)
		assert_string_equal(p->now[0].unread.v[0].item, item);
	else
		assert_null(p->now[0].unread.v[0].item);
}

static void
levels_follow_the_data(void **state)
{
	expect(state,
	       LOAD "groups = data['groups']\n"
	            "for name, group in groups.items():\n"
	            "    group.get('time')\n"
	            "    for task in group.get('tasks') or []:\n"
	            "        task['minutes']\n",
	       "groups groups.* groups.*.tasks groups.*.tasks[].minutes groups.*.time");
}

static void
functions_are_followed_by_what_they_get(void **state)
{
	expect(state,
	       "from yaml import safe_load as read\n"
	       "def load(path):\n    return read(path)\n"
	       "def check(task, /, *, strict):\n    return task['a'], strict['no']\n"
	       "def main():\n"
	       "    data = load('x')\n"
	       "    return [check(t, strict={}) for t in data['tasks']]\n",
	       "tasks tasks[].a");
}

static void
helpers_of_other_modules_are_followed(void **state)
{
	struct probe *p = start(state);

	probe_now(p, "app/config.py",
	          LOAD
	          "from lib.helper import check\nfrom lib import helper\ncheck(data['x'])\n"
	          "def late():\n    from lib.helper import more as m\n    m(data)\n");
	probe_now(p, "lib/__init__.py", "");
	probe_now(p, "lib/helper.py",
	          "def check(x):\n    x.pop('y', 0)\ndef more(d):\n    d.setdefault('z', 1)\n");
	probe_run(p);
	assert_string_equal(probe_ids(p, &p->now[0]), "x x.y z");
}

static void
tests_and_tables_name_keys(void **state)
{
	expect(state,
	       LOAD "KNOWN = {'a', 'b'} | {'c'}\n"
	            "if 'd' in data or 'e' not in data.keys():\n    pass\n"
	            "if set(data) - KNOWN:\n    raise ValueError\n"
	            "for key in ('f', 'g'):\n    data.get(key)\n"
	            "for key, kind in (('h', int), ('i', str)):\n    data[key]\n"
	            "for key in data:\n"
	            "    if key not in ('j', 'k'):\n        raise ValueError\n"
	            "    if key in ('bad', 'worse'):\n        raise ValueError\n"
	            "for key, value in data.items():\n"
	            "    if key == 'l':\n        print(value)\n",
	       "a b c d e f g h i j k l");
}

static void
elements_of_a_list_are_no_keys(void **state)
{
	expect(state,
	       LOAD "for arg in data['args']:\n"
	            "    if arg not in ('x', 'y'):\n        raise ValueError\n"
	            "for i in range(3):\n    data['rows'][i]['a']\n"
	            "for i, row in enumerate(data['rows']):\n    row['b']\n"
	            "data['rows'][0]['c']\n",
	       "args rows rows[].a rows[].b rows[].c");
}

static void
what_the_code_adds_is_no_key(void **state)
{
	expect(state,
	       LOAD "def norm(t):\n"
	            "    t = dict(t)\n    t['own'] = 1\n    t.setdefault('kept', 2)\n"
	            "    t['read'] = int(t.get('read', 0))\n    t['_x'] = 1\n    return t\n"
	            "def use():\n"
	            "    t = norm(data['t'])\n"
	            "    return t['own'], t['kept'], t['read'], t['_x']\n",
	       "t t.kept t.read");
}

static void
patterns_and_keywords_name_keys(void **state)
{
	expect(state,
	       LOAD "match data:\n"
	            "    case {'a': {'b': x}, 'c': [*rest], **others}:\n        x['d']\n"
	            "    case {'e': 1} | {'f': 2}:\n        pass\n"
	            "def make(g, h=1, *, i=2, **kw):\n    return g['j']\n"
	            "make(**data['k'])\n",
	       "a a.b a.b.d c e f k k.g k.g.j k.h k.i");
}

static void
classes_name_keys_by_their_fields(void **state)
{
	expect(state,
	       "import yaml\nfrom typing import ClassVar, Literal\n"
	       "from pydantic import BaseModel, Field\nfrom dataclasses import dataclass\n"
	       "class Base(BaseModel):\n    label: str\n"
	       "class Task(Base):\n"
	       "    every: int = Field(1, alias='minutes')\n    shared: ClassVar[int] = 1\n"
	       "class Config(BaseModel):\n    groups: dict[str, list['Task']]\n"
	       "    main: Task | None = None\n"
	       "@dataclass\nclass Extra:\n    x: int\n    y: int = 0\n"
	       "def load(f):\n"
	       "    data = yaml.safe_load(f)\n    Extra(**data['extra'])\n"
	       "    return Config.model_validate(data)\n",
	       "extra extra.x extra.y groups groups.* groups.*[].label groups.*[].minutes "
	       "main main.label main.minutes");
}

static void
objects_keep_what_they_are_given(void **state)
{
	expect(state,
	       "import yaml\n"
	       "class Reader:\n"
	       "    def __init__(self, path):\n        self.data = yaml.safe_load(path)\n"
	       "    @property\n    def jobs(self):\n        return self.data['jobs']\n"
	       "    def first(self):\n        return self.jobs[0]\n"
	       "    def name(self):\n        return self.first()['name']\n"
	       "def main():\n    return Reader('x').first().get('kind')\n",
	       "jobs jobs[].kind jobs[].name");
}

/* A tree of one shape at every level is told once below itself. */
static void
recursion_ends_one_level_down(void **state)
{
	expect(state,
	       LOAD "def visit(n):\n    n['name']\n"
	            "    for c in n['children']:\n        visit(c)\nvisit(data)\n",
	       "children children[].children children[].name name");
}

static void
root_names_the_document(void **state)
{
	struct probe *p = start(state);

	probe_option(p, BG_OPT_ROOT, "config");
	probe_option(p, BG_OPT_ROOT, "settings.JOBS");
	probe_now(p, "app/config.py",
	          "def read(config, other):\n    config['a']; other['b']\n"
	          "def more():\n    settings.JOBS['c']\n");
	probe_run(p);
	assert_string_equal(probe_ids(p, &p->now[0]), "a c");
}

static void
another_document_beside_yaml_does_not_count(void **state)
{
	expect(state, LOAD "import json\nstate = json.load(open('s'))\nstate['x']\ndata['y']\n",
	       "y");
}

static void
json_counts_where_no_yaml_is(void **state)
{
	expect(state, "import json\nstate = json.loads(open('s').read())\nstate['x']\n", "x");
}

static void
maps_have_free_keys(void **state)
{
	struct probe *p = start(state);

	probe_option(p, BG_OPT_MAPS, "groups");
	probe_now(p, "app/config.py",
	          LOAD "data['groups']['main']['a']\n"
	               "data['groups'][input()]['b']\n");
	probe_run(p);
	assert_string_equal(probe_ids(p, &p->now[0]), "groups groups.* groups.*.a groups.*.b");
	assert_int_equal(p->now[0].unread.n, 0);
}

static void
computed_key_hides_its_level_only(void **state)
{
	expect_unread(state, LOAD "data['a'][input()]\n", "a");
}

static void
computed_table_hides_its_level(void **state)
{
	expect_unread(state, LOAD "if set(data['a']) - set(open('x')):\n    raise ValueError\n",
	              "a");
}

static void
computed_key_of_the_root_hides_all(void **state)
{
	expect_unread(state, LOAD "data[input()]\n", NULL);
}

static void
broken_file_is_unread(void **state)
{
	expect_unread(state, LOAD "def f(:\n", NULL);
}

static void
broken_body_is_unread(void **state)
{
	struct probe *p = start(state);

	probe_now(p, "app/config.py", LOAD "data['a']\ndef f():\n    x = = 1\n");
	probe_run(p);
	assert_int_not_equal(p->now[0].unread.n, 0);
}

/* A key that may be meant by a read of something unknown is neither there nor gone. */
static void
loose_read_holds_a_key_back(void **state)
{
	struct probe *p = start(state);

	probe_was(p, "app/config.py", LOAD "def f(t):\n    t['a']\nf(data['t'])\n");
	probe_now(p, "app/config.py", LOAD "def f(t):\n    t['a']\nx(f, data['t'])\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
	assert_int_equal(p->now[0].unread.n, 1);
	assert_string_equal(p->now[0].unread.v[0].item, "t.a");
}

static void
lost_reader_is_unread(void **state)
{
	struct probe *p = start(state);

	probe_was(p, "app/config.py", LOAD "data['a']\n");
	probe_now(p, "app/other.py", "x = 1\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
	assert_int_equal(p->now[0].unread.n, 1);
}

/* ---- with samples ------------------------------------------------------------------ */

static struct probe *
start_merged(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "keys", "yaml-keys");
	probe_option(p, BG_OPT_SAMPLES, "*.yaml");
	probe_option(p, BG_OPT_CODE, "app/*.py");
	return p;
}

static void
code_is_the_authority_over_samples(void **state)
{
	struct probe *p = start_merged(state);

	probe_both(p, "a.yaml", "a: {b: 1}\nc: 2\n");
	probe_was(p, "app/config.py", LOAD "data['a']['b']; data['d']\n");
	probe_now(p, "app/config.py", LOAD "data['d']\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "-key a\n");
	assert_string_equal(probe_fact(&p->was[0], "a", "evidence"), "both");
	assert_string_equal(probe_fact(&p->was[0], "d", "evidence"), "code");
	assert_string_equal(probe_fact(&p->now[0], "c", "evidence"), "sample");
}

static void
sample_that_comes_or_goes_is_no_change(void **state)
{
	struct probe *p = start_merged(state);

	probe_was(p, "a.yaml", "a: 1\nb: {c: 1}\n");
	probe_now(p, "a.yaml", "d: x\n");
	probe_both(p, "app/config.py", LOAD "data['a'], data['b']['c'], data['d']\n");
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
}

/* ---- hostile ------------------------------------------------------------------------- */

static const char *
repeat(struct probe *p, const char *head, const char *one, size_t n, const char *tail)
{
	struct bg_buf buf = {.arena = p->keep};

	bg_buf_puts(&buf, head);
	for (size_t i = 0; i < n; i++)
		bg_buf_puts(&buf, one);
	bg_buf_puts(&buf, tail);
	return bg_buf_str(&buf);
}

static void
endless_calls_end(void **state)
{
	struct probe *p = start(state);
	struct bg_buf buf = {.arena = p->keep};

	bg_buf_puts(&buf, LOAD);
	for (int i = 0; i < 40; i++)
		bg_buf_printf(&buf,
		              "def f%d(d, a=None):\n    f%d(d['x'], d)\n    f%d(a, d)\n"
		              "    f%d([d, a], f%d)\n",
		              i, i + 1, i + 1, (i + 7) % 40, i);
	bg_buf_puts(&buf, "def f40(d, a): return f0(d, a)\nf0(data)\n");
	probe_now(p, "app/config.py", bg_buf_str(&buf));
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 1);
}

static void
deep_path_is_said(void **state)
{
	struct probe *p = start(state);

	probe_now(p, "app/config.py", repeat(p, LOAD "d = data\n", "d = d['k']\n", 200, ""));
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 1);
}

static void
too_many_keys_are_said(void **state)
{
	struct probe *p = start(state);
	struct bg_buf buf = {.arena = p->keep};

	bg_buf_puts(&buf, LOAD);
	for (int i = 0; i < 30000; i++)
		bg_buf_printf(&buf, "data['k%d']['a']['b']\n", i);
	probe_now(p, "app/config.py", bg_buf_str(&buf));
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 1);
}

static void
limit_of_items_ends_the_run(void **state)
{
	struct probe *p = start(state);

	p->limits.v[BG_LIMIT_ITEMS] = 2;
	probe_now(p, "app/config.py", LOAD "data['a'], data['b'], data['c']\n");
	assert_int_equal(probe_read(p, 0, true), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(levels_follow_the_data),
		probe_test(functions_are_followed_by_what_they_get),
		probe_test(helpers_of_other_modules_are_followed),
		probe_test(tests_and_tables_name_keys),
		probe_test(elements_of_a_list_are_no_keys),
		probe_test(what_the_code_adds_is_no_key),
		probe_test(patterns_and_keywords_name_keys),
		probe_test(classes_name_keys_by_their_fields),
		probe_test(objects_keep_what_they_are_given),
		probe_test(recursion_ends_one_level_down),
		probe_test(root_names_the_document),
		probe_test(another_document_beside_yaml_does_not_count),
		probe_test(json_counts_where_no_yaml_is),
		probe_test(maps_have_free_keys),
		probe_test(computed_key_hides_its_level_only),
		probe_test(computed_table_hides_its_level),
		probe_test(computed_key_of_the_root_hides_all),
		probe_test(broken_file_is_unread),
		probe_test(broken_body_is_unread),
		probe_test(loose_read_holds_a_key_back),
		probe_test(lost_reader_is_unread),
		probe_test(code_is_the_authority_over_samples),
		probe_test(sample_that_comes_or_goes_is_no_change),
		probe_test(endless_calls_end),
		probe_test(deep_path_is_said),
		probe_test(too_many_keys_are_said),
		probe_test(limit_of_items_ends_the_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
