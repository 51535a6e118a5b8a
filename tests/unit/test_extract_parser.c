/* SPDX-License-Identifier: MIT */
/* Parsers of scripts, and what of them is not read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/probe.h"

/* Reads one script; everything that was read of it, as lines. */
static const char *
read_script(struct probe *p, const char *text)
{
	p->no_base = true;
	probe_surface(p, "flags", "argparse");
	probe_option(p, BG_OPT_FILES, "*.py");
	probe_now(p, "tool.py", text);
	probe_run(p);
	return probe_items(p, &p->now[0]);
}

static void
wants_lines(const char *got, const char *wanted)
{
	if (strcmp(got, wanted) != 0)
		fail_msg("it is\n%s", got);
}

static void
parser_of_the_module_is_known_in_its_functions(void **state)
{
	struct probe *p = *state;

	wants_lines(read_script(p, "import argparse\n"
	                           "class Loud(argparse.ArgumentParser):\n"
	                           "    def error(self, message):\n"
	                           "        raise SystemExit(message)\n"
	                           "parser = Loud()\n"
	                           "def one():\n"
	                           "    parser.add_argument('--one')\n"
	                           "def two(where, name):\n"
	                           "    where.add_argument('--' + name)\n"
	                           "one()\n"
	                           "two(parser, 'two')\n"),
	            "command tool tool.py:0\n"
	            "option tool --one ^tool action=store default=None dest=one tool.py:7\n"
	            "option tool --two ^tool action=store default=None dest=two tool.py:9\n");
	assert_int_equal(p->now[0].unread.n, 0);
}

static void
parents_give_what_they_have(void **state)
{
	struct probe *p = *state;

	wants_lines(read_script(p, "from argparse import ArgumentParser\n"
	                           "def main():\n"
	                           "    common = ArgumentParser(add_help=False)\n"
	                           "    common.add_argument('-q', type=int)\n"
	                           "    parser = ArgumentParser(parents=[common])\n"
	                           "    common.add_argument('--late')\n"
	                           "    parser.add_argument('place')\n"
	                           "if __name__ == '__main__':\n"
	                           "    main()\n"),
	            "command tool tool.py:0\n"
	            "option tool -q ^tool action=store default=None dest=q type=int tool.py:4\n"
	            "positional tool place ^tool action=store default=None dest=place "
	            "position=1 tool.py:7\n");
}

static void
parser_that_is_not_followed_is_unread(void **state)
{
	struct probe *p = *state;

	read_script(p, "import argparse\n"
	               "class Tool:\n"
	               "    def __init__(self):\n"
	               "        self.parser = argparse.ArgumentParser()\n"
	               "        self.parser.add_argument('--lost')\n"
	               "Tool()\n");
	assert_int_equal(p->now[0].unread.n, 1);
	assert_string_equal(p->now[0].unread.v[0].item, "tool");
}

static void
subclass_with_flags_of_its_own_is_unread(void **state)
{
	struct probe *p = *state;

	read_script(p, "from argparse import ArgumentParser\n"
	               "class Own(ArgumentParser):\n"
	               "    def __init__(self):\n"
	               "        super().__init__()\n"
	               "        self.add_argument('--inside')\n"
	               "parser = Own()\n"
	               "parser.add_argument('--outside')\n");
	assert_int_equal(p->now[0].unread.n, 1);
	assert_string_equal(p->now[0].unread.v[0].item, "tool");
	assert_non_null(bg_harvest_find(&p->now[0], "option", "tool --outside"));
}

static void
parser_without_flags_is_read(void **state)
{
	struct probe *p = *state;

	wants_lines(read_script(p, "import argparse\n"
	                           "args = argparse.ArgumentParser().parse_args()\n"),
	            "command tool tool.py:0\n");
	assert_int_equal(p->now[0].unread.n, 0);
}

static void
command_from_a_star_is_another_one(void **state)
{
	struct probe *p = *state;

	p->no_base = true;
	probe_surface(p, "flags", "argparse");
	probe_option(p, BG_OPT_FILES, "*/management/commands/*.py");
	probe_now(p, "app/management/commands/index.py",
	          "from search.commands.index import *\n");
	probe_run(p);
	assert_int_equal(p->now[0].unread.n, 0);
	assert_int_equal(p->now[0].items.n, 1);
	assert_string_equal(p->now[0].notes.v[0].message,
	                    "'index': plus what 'search.commands.index.Command' adds");
}

/* A run reads it once for all surfaces of both revisions: nothing of it may be in scratch. */
static void
unchanged_script_is_read_for_every_surface(void **state)
{
	static const char text[] = "from argparse import ArgumentParser\n"
				   "class Tool:\n"
				   "    def __init__(self):\n"
				   "        self.name = 'tool'\n"
				   "def main():\n"
				   "    parser = ArgumentParser()\n"
				   "    parser.add_argument('--one')\n";
	struct probe *p = *state;

	probe_surface(p, "flags", "argparse");
	probe_option(p, BG_OPT_FILES, "*.py");
	probe_surface(p, "api", "exports");
	probe_option(p, BG_OPT_FILES, "*.py");
	probe_option(p, BG_OPT_NAMES, "public");
	probe_both(p, "tool.py", text);
	probe_run(p);
	assert_string_equal(probe_changes(p, 0), "");
	assert_string_equal(probe_changes(p, 1), "");
	wants_lines(probe_items(p, &p->now[0]),
	            "command tool tool.py:0\n"
	            "option tool --one ^tool action=store default=None dest=one tool.py:7\n");
}

/* Two commands whose helper adds the same argument; the schedule gives it to one of them. */
static void
argument_is_used_of_the_command_that_is_run_with_it(void **state)
{
	static const char command[] = "from django.core.management.base import BaseCommand\n"
				      "from app.helper import add\n"
				      "class Command(BaseCommand):\n"
				      "    def add_arguments(self, parser):\n"
				      "        add(parser)\n";
	struct probe *p = *state;

	probe_surface(p, "schedule", "yaml-values");
	probe_option(p, BG_OPT_FILES, "schedule.yaml");
	probe_option(p, BG_OPT_PATH, "tasks[].command");
	probe_option(p, BG_OPT_ARGUMENTS, "args");
	probe_option(p, BG_OPT_MODULES, "app/management/commands/{value}.py");
	probe_surface(p, "flags", "argparse");
	probe_option(p, BG_OPT_FILES, "app/management/commands/*.py");
	probe_option(p, BG_OPT_COMMANDS, "schedule");
	probe_both(p, "schedule.yaml",
	           "tasks:\n- {command: one, args: [--mode, x]}\n- {command: two}\n");
	probe_both(p, "app/helper.py",
	           "def add(parser):\n    parser.add_argument('--mode', choices=['x', 'y'])\n");
	probe_both(p, "app/management/commands/one.py", command);
	probe_both(p, "app/management/commands/two.py", command);
	probe_run(p);
	assert_true(bg_starts(probe_fact(&p->now[1], "one --mode", "used"), "x\n"));
	assert_string_equal(probe_fact(&p->now[1], "two --mode", "used"), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		probe_test(parser_of_the_module_is_known_in_its_functions),
		probe_test(parents_give_what_they_have),
		probe_test(parser_that_is_not_followed_is_unread),
		probe_test(subclass_with_flags_of_its_own_is_unread),
		probe_test(parser_without_flags_is_read),
		probe_test(command_from_a_star_is_another_one),
		probe_test(unchanged_script_is_read_for_every_surface),
		probe_test(argument_is_used_of_the_command_that_is_run_with_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
