/* SPDX-License-Identifier: MIT */
/* Tasks with their parameters, and the values that constants list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/probe.h"

#define CELERY "from celery import shared_task\n"

static struct probe *
start(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "tasks", "tasks");
	probe_option(p, BG_OPT_FILES, "*/tasks.py");
	return p;
}

static void
expect(void **state, const char *text, const char *wanted)
{
	struct probe *p = start(state);

	probe_now(p, "app/tasks.py", text);
	probe_run(p);
	assert_string_equal(probe_ids(p, &p->now[0]), wanted);
	assert_int_equal(p->now[0].unread.n, 0);
}

static void
decorators_make_tasks(void **state)
{
	expect(state,
	       "import celery\nfrom celery import shared_task as st, task\n"
	       "from proj.celery import app as application\nfrom x import celery_app\n"
	       "app = celery.Celery()\n"
	       "@st\ndef a(): pass\n@task()\ndef b(): pass\n@app.task\ndef c(): pass\n"
	       "@celery.shared_task(ignore_result=True)\nasync def d(): pass\n"
	       "@celery_app.task(name='n.e')\ndef e(): pass\n"
	       "if True:\n    @st\n    def f(): pass\n"
	       "def g(): pass\n@property\ndef h(): pass\n",
	       "app.tasks.a app.tasks.b app.tasks.c app.tasks.d app.tasks.f n.e");
}

static void
tasks_of_other_libraries_are_none(void **state)
{
	expect(state,
	       "import huey\nfrom prefect import task\nfrom invoke import task as other\n"
	       "from huey import db_task as q\nimport dramatiq as d\n"
	       "@task\ndef a(): pass\n@other\ndef b(): pass\n@huey.task()\ndef c(): pass\n"
	       "@d.actor\ndef e(): pass\n@q\ndef f(): pass\n",
	       "");
}

static void
parameters_tell_how_it_is_called(void **state)
{
	struct probe *p = start(state);

	probe_now(p, "app/tasks.py",
	          CELERY "@shared_task(bind=True)\n"
	                 "def f(self, a, /, b, c=1, *d, e, g=None, **h): pass\n");
	probe_run(p);
	assert_string_equal(
		probe_items(p, &p->now[0]),
		"parameter app.tasks.f(a) ^app.tasks.f kind=positional-only app/tasks.py:3\n"
		"parameter app.tasks.f(b) ^app.tasks.f kind=positional app/tasks.py:3\n"
		"parameter app.tasks.f(c) ^app.tasks.f default=1 kind=positional "
		"app/tasks.py:3\n"
		"parameter app.tasks.f(d) ^app.tasks.f default=() kind=*args "
		"app/tasks.py:3\n"
		"parameter app.tasks.f(e) ^app.tasks.f kind=keyword app/tasks.py:3\n"
		"parameter app.tasks.f(g) ^app.tasks.f default=None kind=keyword "
		"app/tasks.py:3\n"
		"parameter app.tasks.f(h) ^app.tasks.f default={} kind=**kwargs "
		"app/tasks.py:3\n"
		"task app.tasks.f app/tasks.py:3\n");
}

static void
classes_are_tasks(void **state)
{
	expect(state,
	       "import celery\nfrom celery import Task\n"
	       "class Base(Task):\n    abstract = True\n    def run(self, x): pass\n"
	       "class A(Base):\n    abstract = False\n    name = 'a.' + 'b'\n"
	       "class B(celery.Task):\n    def run(self, y): pass\n"
	       "class C(Task):\n    def on_failure(self): pass\n",
	       "a.b(x) app.tasks.B(y) a.b app.tasks.B");
}

static void
calls_make_tasks(void **state)
{
	expect(state,
	       CELERY "def f(a): pass\ndef g(): pass\n"
	              "x = shared_task(f)\nshared_task(name='n.g')(g)\ny = print(f)\n",
	       "app.tasks.f(a) app.tasks.f n.g");
}

static void
own_decorators_make_tasks(void **state)
{
	struct probe *p = start(state);

	probe_now(p, "lib/deco.py",
	          CELERY "def locked_task(**kw):\n    return shared_task(**kw)\n"
	                 "def plain(f):\n    return f\n");
	probe_now(p, "app/tasks.py",
	          "from lib.deco import locked_task, plain\n"
	          "@locked_task(name='x')\ndef f(): pass\n@plain\ndef g(): pass\n");
	probe_run(p);
	assert_string_equal(probe_ids(p, &p->now[0]), "x");
}

static void
computed_name_is_unread(void **state)
{
	struct probe *p = start(state);

	probe_now(p, "app/tasks.py", CELERY "@shared_task(name=input())\ndef f(): pass\n");
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 1);
	assert_int_equal(p->now[0].unread.v[0].loc.line, 2);
}

static void
broken_file_is_unread(void **state)
{
	struct probe *p = start(state);

	probe_both(p, "app/tasks.py", CELERY "@shared_task\ndef f(:\n");
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 1);
}

static void
file_counts_beside_what_it_serves(void **state)
{
	struct probe *p = start(state);

	probe_option(p, BG_OPT_BESIDE, "commands/run.py");
	probe_option(p, BG_OPT_NAMED_IN, "DOC.md");
	probe_now(p, "app/tasks.py", CELERY "@shared_task\ndef f(): pass\n");
	probe_now(p, "app/commands/run.py", "");
	probe_both(p, "other/tasks.py",
	           CELERY "@shared_task\ndef g(): pass\n@shared_task\ndef h(): pass\n");
	probe_now(p, "third/tasks.py", CELERY "@shared_task\ndef i(): pass\n");
	probe_was(p, "DOC.md", "`other.tasks.g` and `other.tasks.hh`\n");
	probe_run(p);
	/* Named at the base only: it counts on both sides, so that it is not removed. */
	assert_string_equal(probe_ids(p, &p->was[0]), "other.tasks.g");
	assert_string_equal(probe_changes(p, 0), "+task app.tasks.f\n");
}

static void
renamed_task_is_known_by_its_function(void **state)
{
	struct probe *p = start(state);

	probe_was(p, "app/tasks.py", CELERY "@shared_task(name='a')\ndef f(): pass\n");
	probe_now(p, "app/tasks.py", CELERY "@shared_task(name='b')\ndef f(): pass\n");
	probe_run(p);
	assert_string_equal(probe_fact(&p->was[0], "a", "renamed-to"), "b");
}

/* ---- constants ------------------------------------------------------------------------ */

static struct probe *
start_constants(void **state, const char *id)
{
	struct probe *p = *state;

	probe_surface(p, "values", "python-constants");
	probe_option(p, BG_OPT_FILES, "*.py");
	probe_option(p, BG_OPT_CONSTANTS, "*_KINDS");
	probe_option(p, BG_OPT_CONSTANTS, "Kind");
	if (id)
		probe_option(p, BG_OPT_ID, id);
	return p;
}

static void
constants_list_values(void **state)
{
	struct probe *p = start_constants(state, NULL);

	probe_now(p, "m.py",
	          "from typing import Literal\nimport enum\nfrom other import MORE\n"
	          "A_KINDS = ('a', *MORE)\nB_KINDS = frozenset(A_KINDS) | {'b'} - {'x'}\n"
	          "C_KINDS = {'c': 1, 'd': 2}\nD_KINDS = Literal['e', 'f']\n"
	          "E_KINDS = ['g'] + ['h']\nOTHER = ('no',)\n"
	          "class Kind(enum.Enum):\n    I = 'i'\n    J = 'j'\n    def f(self): pass\n");
	probe_now(p, "other.py", "MORE = ['m']\n");
	probe_run(p);
	assert_string_equal(probe_ids(p, &p->now[0]),
	                    "A_KINDS=a A_KINDS=m B_KINDS=a B_KINDS=b B_KINDS=m C_KINDS=c "
	                    "C_KINDS=d D_KINDS=e D_KINDS=f E_KINDS=g E_KINDS=h Kind=i Kind=j");
	assert_int_equal(p->now[0].unread.n, 0);
}

static void
template_names_the_items(void **state)
{
	struct probe *p = start_constants(state, "{name}:{value}");

	probe_now(p, "m.py", "A_KINDS = ['x']\n");
	probe_run(p);
	assert_string_equal(probe_ids(p, &p->now[0]), "A_KINDS:x");
}

static void
computed_constant_hides_its_values_only(void **state)
{
	struct probe *p = start_constants(state, NULL);

	probe_was(p, "m.py", "A_KINDS = ['a', 'b']\nB_KINDS = ['c', 'd']\n");
	probe_now(p, "m.py", "A_KINDS = ['a', *open('x')]\nB_KINDS = ['c']\n");
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 1);
	assert_string_equal(p->now[0].unread.v[0].item, "A_KINDS");
	assert_int_equal(p->now[0].unread.v[0].loc.line, 1);
	assert_string_equal(probe_changes(p, 0), "-value B_KINDS=d\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(decorators_make_tasks),
		probe_test(tasks_of_other_libraries_are_none),
		probe_test(parameters_tell_how_it_is_called),
		probe_test(classes_are_tasks),
		probe_test(calls_make_tasks),
		probe_test(own_decorators_make_tasks),
		probe_test(computed_name_is_unread),
		probe_test(broken_file_is_unread),
		probe_test(file_counts_beside_what_it_serves),
		probe_test(renamed_task_is_known_by_its_function),
		probe_test(constants_list_values),
		probe_test(template_names_the_items),
		probe_test(computed_constant_hides_its_values_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
