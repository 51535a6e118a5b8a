/* SPDX-License-Identifier: MIT */
/* How a command comes by the methods that add its arguments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/probe.h"

#define HEAD "from django.core.management.base import BaseCommand\n"

static void
read_command(struct probe *p, const char *text)
{
	p->no_base = true;
	probe_surface(p, "flags", "argparse");
	probe_option(p, BG_OPT_FILES, "*/management/commands/*.py");
	probe_now(p, "app/management/commands/tidy.py", text);
	probe_run(p);
}

/* One reason, of the command itself, at a line. */
static void
wants_unread(const struct probe *p, unsigned line, const char *why)
{
	assert_int_equal(p->now[0].unread.n, 1);
	assert_string_equal(p->now[0].unread.v[0].item, "tidy");
	assert_int_equal(p->now[0].unread.v[0].loc.line, line);
	assert_string_equal(p->now[0].unread.v[0].message, why);
}

static void
wants_lines(struct probe *p, const char *wanted)
{
	const char *got = probe_items(p, &p->now[0]);

	if (strcmp(got, wanted) != 0)
		fail_msg("it is\n%s", got);
}

#define OF_OPTPARSE "its options are in option_list, of optparse"

static void
option_list_is_unread(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "from optparse import make_option\n"
	                     "class Base(BaseCommand):\n"
	                     "    option_list = BaseCommand.option_list + (\n"
	                     "        make_option('--cache', default=None),)\n"
	                     "class Command(Base):\n"
	                     "    pass\n");
	wants_unread(p, 4, OF_OPTPARSE);
}

static void
option_list_that_grows_is_unread(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "from optparse import make_option\n"
	                     "class Command(BaseCommand):\n"
	                     "    option_list = BaseCommand.option_list\n"
	                     "    option_list += (make_option('--cache'),)\n");
	wants_unread(p, 5, OF_OPTPARSE);
}

static void
option_list_of_nothing_is_read(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "class Command(BaseCommand):\n"
	                     "    option_list = BaseCommand.option_list + ()\n");
	assert_int_equal(p->now[0].unread.n, 0);
	assert_int_equal(p->now[0].items.n, 1);
}

static void
option_list_besides_arguments_counts_for_nothing(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "from optparse import make_option\n"
	                     "class Command(BaseCommand):\n"
	                     "    option_list = (make_option('--cache'),)\n"
	                     "    def add_arguments(self, parser):\n"
	                     "        parser.add_argument('--cache')\n");
	assert_int_equal(p->now[0].unread.n, 0);
	assert_int_equal(p->now[0].items.n, 2);
}

static void
method_under_a_condition_adds_conditionally(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "import django\n"
	                     "class Command(BaseCommand):\n"
	                     "    if django.VERSION < (1, 8):\n"
	                     "        option_list = BaseCommand.option_list\n"
	                     "    else:\n"
	                     "        def add_arguments(self, parser):\n"
	                     "            parser.add_argument('--all')\n");
	assert_int_equal(p->now[0].unread.n, 0);
	wants_lines(p, "command tidy app/management/commands/tidy.py:3\n"
	               "option tidy --all ^tidy action=store conditional=yes default=None "
	               "dest=all app/management/commands/tidy.py:8\n");
}

static void
function_of_elsewhere_is_followed(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "def add(self, parser):\n"
	                     "    parser.add_argument('--all')\n"
	                     "class Command(BaseCommand):\n"
	                     "    add_arguments = add\n");
	assert_int_equal(p->now[0].unread.n, 0);
	wants_lines(p, "command tidy app/management/commands/tidy.py:4\n"
	               "option tidy --all ^tidy action=store default=None "
	               "dest=all app/management/commands/tidy.py:3\n");
}

static void
made_method_is_unread(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "from tools import made\n"
	                     "class Command(BaseCommand):\n"
	                     "    add_arguments = made('--all')\n");
	wants_unread(p, 4, "how its add_arguments() comes about is not followed");
}

static void
two_methods_under_conditions_are_unread(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "import sys\n"
	                     "class Command(BaseCommand):\n"
	                     "    def create_parser(self, *names):\n"
	                     "        return super().create_parser(*names)\n"
	                     "    if sys.argv:\n"
	                     "        def add_arguments(self, parser):\n"
	                     "            parser.add_argument('--one')\n"
	                     "    else:\n"
	                     "        def add_arguments(self, parser):\n"
	                     "            parser.add_argument('--two')\n");
	wants_unread(p, 7, "how its add_arguments() comes about is not followed");
}

#define DECORATED "what its decorator adds is not followed"

static void
decorator_that_speaks_of_parsers_is_unread(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "def dry(method):\n"
	                     "    def both(self, parser):\n"
	                     "        method(self, parser)\n"
	                     "        parser.add_argument('--dry-run')\n"
	                     "    return both\n"
	                     "class Command(BaseCommand):\n"
	                     "    @dry\n"
	                     "    def add_arguments(self, parser):\n"
	                     "        parser.add_argument('--all')\n");
	wants_unread(p, 8, DECORATED);
	assert_int_equal(p->now[0].items.n, 2);
}

static void
decorator_that_only_marks_is_read(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "from typing_extensions import override\n"
	                     "def known(thing):\n"
	                     "    return thing\n"
	                     "@known\n"
	                     "class Command(BaseCommand):\n"
	                     "    @override\n"
	                     "    @known\n"
	                     "    def add_arguments(self, parser):\n"
	                     "        parser.add_argument('--all')\n");
	assert_int_equal(p->now[0].unread.n, 0);
	assert_int_equal(p->now[0].items.n, 2);
}

static void
decorator_of_the_class_is_unread(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "def dry(cls):\n"
	                     "    cls.add_arguments = lambda self, parser: None\n"
	                     "    return cls\n"
	                     "@dry\n"
	                     "class Command(BaseCommand):\n"
	                     "    pass\n");
	wants_unread(p, 5, DECORATED);
}

static void
method_that_is_set_from_outside_is_unread(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "class Command(BaseCommand):\n"
	                     "    pass\n"
	                     "def add(self, parser):\n"
	                     "    parser.add_argument('--all')\n"
	                     "Command.help = 'Tidies.'\n"
	                     "Command.add_arguments = add\n");
	wants_unread(p, 7, "a method is set from outside of its class");
}

static void
run_from_argv_that_adds_is_unread(void **state)
{
	struct probe *p = *state;

	read_command(p, HEAD "class Command(BaseCommand):\n"
	                     "    def run_from_argv(self, argv):\n"
	                     "        parser = self.create_parser(argv[0], argv[1])\n"
	                     "        parser.add_argument('--all')\n");
	wants_unread(p, 3, "what run_from_argv() adds is not followed");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(option_list_is_unread),
		probe_test(option_list_that_grows_is_unread),
		probe_test(option_list_of_nothing_is_read),
		probe_test(option_list_besides_arguments_counts_for_nothing),
		probe_test(method_under_a_condition_adds_conditionally),
		probe_test(function_of_elsewhere_is_followed),
		probe_test(made_method_is_unread),
		probe_test(two_methods_under_conditions_are_unread),
		probe_test(decorator_that_speaks_of_parsers_is_unread),
		probe_test(decorator_that_only_marks_is_read),
		probe_test(decorator_of_the_class_is_unread),
		probe_test(method_that_is_set_from_outside_is_unread),
		probe_test(run_from_argv_that_adds_is_unread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
