/* SPDX-License-Identifier: MIT */
/* "init": a policy of what a repository has, that works as it is written. */
#include "support/gitcase.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/gitrepo.h"
#include "support/program.h"

static void
start(struct gitcase *c)
{
	gitcase_write(c, ".env.example", "ONE=1\nTWO=2\n");
	gitcase_write(c, "HISTORY.md", "# History\n");
	gitcase_write(c, "pkg/__init__.py", "__all__ = ['go']\n\ndef go(x):\n    return x\n");
	gitcase_write(c, "pkg/sync_api.py",
	              "__all__ = ['push']\n\ndef push(x):\n    return x\n");
	gitcase_write(c, "plain/__init__.py", "x = 1\n");
	gitcase_write(c, "tests/__init__.py", "__all__ = ['no']\nno = 1\n");
	gitcase_write(c, "pkg/management/commands/run_it.py",
	              "class Command:\n    def add_arguments(self, parser):\n"
	              "        parser.add_argument('--dry')\n");
	gitcase_sh(c, "git add -A && git commit -qm one && for v in 1.0.0 1.1.0 1.2.0-rc.1; do "
	              "git tag pkg-v$v; done; git tag v0.1.0; git tag latest");
}

static void
policy_names_what_is_there(void **state)
{
	struct gitcase *c = *state;
	struct program_call call;

	start(c);
	call = PROGRAM_ON(c, "init");
	assert_int_equal(call.status, 0);
	assert_says(call.out, "  tag: \"pkg-v{version}\"  # 3 of 5 tags are such releases\n");
	assert_says(call.out, "  branch: main\n");
	assert_says(call.out, "  file: HISTORY.md\n");
	assert_says(call.out,
	            ": 2 items today: ONE, TWO\n  env:\n    kind: dotenv\n    tier: A\n"
	            "    files: [\".env.example\"]\n");
	assert_says(call.out, "  sync-api:\n    kind: exports\n");
	assert_says(call.out, ": 1 item today: pkg.go\n  api:\n    kind: exports\n    tier: A\n"
	                      "    files: [\"pkg/__init__.py\"]\n");
	assert_says(call.out, "  flags:\n    kind: argparse\n");
	assert_null(strstr(call.out, "health"));
	call = PROGRAM_ON(c, "surface", "--work-tree", "--format", "json");
	assert_int_equal(call.status, 0);
	assert_says(call.out, "\"item\": \"pkg.sync_api.push\"");
	assert_says(call.out, "\"item\": \"run_it --dry\"");
	assert_int_equal(PROGRAM_ON(c, "check", "--work-tree").status, 0);
}

static void
file_that_is_there_is_left_alone(void **state)
{
	struct gitcase *c = *state;
	struct program_call call;

	start(c);
	gitcase_write(c, ".bumpgate.yml", "mine\n");
	call = PROGRAM_ON(c, "init");
	assert_int_equal(call.status, 2);
	assert_says(call.err, ".bumpgate.yml' is there already\n");
	assert_string_equal(gitcase_out(c, "cat .bumpgate.yml"), "mine");
	assert_int_equal(PROGRAM_ON(c, "init", "--force", "-q").status, 0);
	assert_says(gitcase_out(c, "cat .bumpgate.yml"), "kind: dotenv");
	gitcase_sh(c, "rm .bumpgate.yml && ln -s ../outside .bumpgate.yml");
	assert_int_equal(PROGRAM_ON(c, "init", "--force").status, 3);
	assert_int_equal(access(bg_strf(c->arena, "%s/outside", c->tmp), F_OK), -1);
}

static void
bare_repository_gets_the_text(void **state)
{
	struct gitcase *c = *state;
	struct program_call call = {.env = {.home = c->tmp}};

	start(c);
	gitcase_sh(c, "git clone -q --bare . ../bare");
	PROGRAM_CALL(c->arena, &call, "init", "-C", bg_strf(c->arena, "%s/bare", c->tmp));
	assert_int_equal(call.status, 0);
	assert_ptr_equal(strstr(call.out, "# What this repository promises"), call.out);
	assert_null(strstr(call.out, "written"));
}

static void
repository_of_the_pack_extends_it(void **state)
{
	struct gitcase *c = *state;
	struct program_call call;

	start(c);
	gitcase_sh(c, "cp pkg/management/commands/run_it.py "
	              "pkg/management/commands/run_scheduled_collectors.py; git add -A; "
	              "git commit -qm two");
	call = PROGRAM_ON(c, "init");
	assert_int_equal(call.status, 0);
	assert_says(call.out, "extends: django-service\n");
	assert_says(call.out, "# env: 2 items today: ONE, TWO\n");
	assert_says(call.out, "# runner-flags: 1 item today: run_scheduled_collectors\n");
	assert_null(strstr(call.out, "\nsurfaces:"));
	assert_int_equal(PROGRAM_ON(c, "surface", "--work-tree").status, 0);
}

/* What git allows in a name, YAML and globs read otherwise. */
static void
odd_names_are_quoted(void **state)
{
	struct gitcase *c = *state;
	struct program_call call;

	gitcase_write(c, "a\"b/__init__.py", "__all__ = ['one']\none = 1\n");
	gitcase_write(c, "c[x]/__init__.py", "__all__ = ['two']\ntwo = 2\n");
	gitcase_write(c, "d\\e/__init__.py", "__all__ = ['three']\nthree = 3\n");
	gitcase_sh(c, "git add -A && git commit -qm one && git tag 'x\"1.0.0'");
	call = PROGRAM_ON(c, "init");
	assert_int_equal(call.status, 0);
	assert_says(call.out, "  tag: \"x\\\"{version}\"  # 1 of 1 tags are such releases\n");
	assert_says(call.out, "    files: [\"a\\\"b/__init__.py\", \"c\\\\[x]/__init__.py\", "
	                      "\"d\\\\\\\\e/__init__.py\"]\n");
	call = PROGRAM_ON(c, "surface", "--work-tree");
	assert_int_equal(call.status, 0);
	assert_says(call.out, ".one");
	assert_says(call.out, ".two");
	assert_says(call.out, ".three");
}

static void
nothing_found_is_said(void **state)
{
	struct gitcase *c = *state;
	struct program_call call;

	gitcase_sh(c, "echo x >note && git add -A && git commit -qm one");
	call = PROGRAM_ON(c, "init");
	assert_int_equal(call.status, 3);
	assert_says(call.err, "nothing was found here that a policy could name");
	assert_int_equal(PROGRAM_ON(c, "init", "x").status, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		gitcase_test(policy_names_what_is_there),
		gitcase_test(file_that_is_there_is_left_alone),
		gitcase_test(bare_repository_gets_the_text),
		gitcase_test(repository_of_the_pack_extends_it),
		gitcase_test(odd_names_are_quoted),
		gitcase_test(nothing_found_is_said),
	};

	return cmocka_run_group_tests_name("init", tests, NULL, NULL);
}
