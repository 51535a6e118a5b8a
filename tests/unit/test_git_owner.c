/* SPDX-License-Identifier: MIT */
/* Repositories that belong to somebody else, and who says that they may be read. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "source/git_private.h"
#include "support/gitcase.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static int
check_owner(struct gitcase *c, struct bg_git_place *place, struct bg_git_trust *trust)
{
	c->err = (struct bg_err){0};
	assert_int_equal(bg_git_find(place, c->arena, c->req.dir, &c->err), 0);
	return bg_git_check_owner(place, c->arena, trust, &c->err);
}

static void
foreign_owner_is_refused_with_the_remedy(void **state)
{
	struct gitcase *c = *state;
	struct bg_git_trust trust = {.user = geteuid() + 1, .system = "/nonexistent"};
	struct bg_git_place place;

	gitcase_sh(c, "true");
	assert_int_equal(check_owner(c, &place, &trust), -1);
	assert_int_equal(c->err.code, BG_EREPO);
	assert_string_equal(c->err.text,
	                    bg_strf(c->arena,
	                            "'%s' belongs to uid %lu, not to uid %lu that reads it",
	                            c->req.dir, (unsigned long)geteuid(), trust.user));
	assert_string_equal(c->err.hint, bg_strf(c->arena,
	                                         "if you trust it: git config --global --add "
	                                         "safe.directory %s",
	                                         c->req.dir));
	trust.user = geteuid();
	assert_int_equal(check_owner(c, &place, &trust), 0);
}

static void
remedy_is_quoted_for_a_shell(void **state)
{
	struct gitcase *c = *state;
	struct bg_git_trust trust = {.user = geteuid() + 1, .system = "/nonexistent"};
	struct bg_git_place place;

	gitcase_open(c);
	gitcase_sh(c, "mkdir \"../it's mine\" && git init -q \"../it's mine\"");
	c->req.dir = bg_strf(c->arena, "%s/it's mine", c->tmp);
	assert_int_equal(check_owner(c, &place, &trust), -1);
	assert_non_null(strstr(c->err.hint, "/it'\\''s mine'"));
	trust.home = c->tmp;
	gitcase_sh(c, "%s", strstr(c->err.hint, "git config"));
	assert_int_equal(check_owner(c, &place, &trust), 0);
}

static void
users_configuration_is_where_git_looks(void **state)
{
	struct gitcase *c = *state;
	struct bg_git_trust trust = {.user = geteuid() + 1, .system = "/nonexistent"};
	const char *named = bg_strf(c->arena, "[safe]\n\tdirectory = %s\n", c->req.dir);
	struct bg_git_place place;

	gitcase_open(c);
	trust.home = bg_strf(c->arena, "%s/home", c->tmp);
	trust.xdg = bg_strf(c->arena, "%s/xdg", c->tmp);
	support_write_text(c->tmp, "home/.config/git/config", named);
	assert_int_equal(check_owner(c, &place, &trust), -1);
	support_write_text(c->tmp, "xdg/git/config", named);
	assert_int_equal(check_owner(c, &place, &trust), 0);
	trust.config = bg_strf(c->arena, "%s/global", c->tmp);
	assert_int_equal(check_owner(c, &place, &trust), -1);
	support_write_text(c->tmp, "global", named);
	assert_int_equal(check_owner(c, &place, &trust), 0);
}

static void
sudo_uid_counts_for_root_only(void **state)
{
	static const struct {
		unsigned long user, owner;
		const char *sudo;
		int status;
	} rows[] = {
		{0, 1000, "1000", 0},
		{0, 1000, "1001", -1},
		{0, 1000, NULL, -1},
		{0, 1000, "", -1},
		{0, 1000, "1000x", -1},
		{0, 1000, "-1", -1},
		{0, 1000, "99999999999999999999", -1},
		{0, 0, "1000", 0},
		{1001, 1000, "1000", -1},
	};
	struct gitcase *c = *state;
	struct bg_git_trust trust = {.system = "/nonexistent"};
	struct bg_git_place place;

	if (geteuid() != 0) {
		printf("skip: not root, cannot give a repository away\n");
		skip();
	}
	for (size_t i = 0; i < COUNT(rows); i++) {
		gitcase_sh(c, "chown -R %lu .", rows[i].owner);
		trust.user = rows[i].user;
		trust.sudo = rows[i].sudo;
		if (check_owner(c, &place, &trust) != rows[i].status)
			fail_msg("uid %lu, SUDO_UID '%s'", rows[i].user, rows[i].sudo);
	}
}

/* The whole way in, as it is in a container that mounts a host's checkout. */
static void
foreign_repository_opens_when_named_safe(void **state)
{
	struct gitcase *c = *state;

	if (geteuid() != 0) {
		printf("skip: not root, cannot give a repository away\n");
		skip();
	}
	if (support_try("grep -qi 'safe\\|include' /etc/gitconfig") == 0) {
		printf("skip: /etc/gitconfig may name safe directories\n");
		skip();
	}
	gitcase_release(c);
	gitcase_sh(c, "chown -R 12345 .");
	gitcase_refused(c, "belongs to uid 12345, not to uid 0", "--add safe.directory /");
	c->req.uid = "12345";
	assert_int_equal(gitcase_read(c, (gitcase_open(c), "v1.0.0"), ".env.example").n, 4);
	c->req.uid = NULL;
	support_write_text(c->tmp, ".gitconfig", "[safe]\n\tdirectory = *\n");
	gitcase_open(c);
	assert_int_equal(gitcase_read(c, "v1.0.0", ".env.example").n, 4);
	c->req.home = NULL;
	gitcase_refused(c, "belongs to uid 12345", NULL);
}

/* A foreign git directory behind one's own work tree, and the other way round. */
static void
every_part_must_be_owned(void **state)
{
	static const char *const parts[] = {"linked/.git", "linked",
	                                    "repo/.git/worktrees/linked"};
	struct gitcase *c = *state;
	struct bg_git_trust trust = {.system = "/nonexistent"};
	struct bg_git_place place;

	if (geteuid() != 0) {
		printf("skip: not root, cannot give a repository away\n");
		skip();
	}
	gitcase_release(c);
	gitcase_sh(c, "git worktree add -q ../linked");
	c->req.dir = bg_strf(c->arena, "%s/linked", c->tmp);
	assert_int_equal(check_owner(c, &place, &trust), 0);
	for (size_t i = 0; i < COUNT(parts); i++) {
		gitcase_sh(c, "chown 12345 ../%s", parts[i]);
		assert_int_equal(check_owner(c, &place, &trust), -1);
		assert_non_null(strstr(c->err.text, parts[i]));
		assert_non_null(strstr(c->err.hint, "/linked"));
		gitcase_sh(c, "chown 0 ../%s", parts[i]);
	}
}

static void
safe_directory_is_read_as_git_reads_it(void **state)
{
	/* DIR is the repository, ABOVE the directory that it lies in. */
	static const struct {
		const char *values;
		int status;
	} rows[] = {
		{"\tdirectory = DIR\n", 0},
		{"\tdirectory = \"DIR\"\n", 0},
		{"\tdirectory = DIR/\n", 0},
		{"\tdirectory = ABOVE/link\n", 0},
		{"\tdirectory = ~/repo\n", 0},
		{"\tdirectory = ABOVE/*\n", 0},
		{"\tdirectory = *\n", 0},
		{"\tdirectory = *\n\tdirectory =\n", -1},
		{"\tdirectory = *\n\tdirectory\n", -1},
		{"\tdirectory =\n\tdirectory = DIR\n", 0},
		{"\tdirectory = DIR\n\tdirectory =\n\tdirectory = /other\n", -1},
		{"\tdirectory = ABOVE\n", -1},
		{"\tdirectory = ABOVE/re*\n", -1},
		{"\tdirectory = DIR/*\n", -1},
		{"\tdirectory = DIRx\n", -1},
		{"\tdirectory = /*/repo\n", -1},
		{"\tdirectory = repo\n", -1},
		{"\tdirectory = .\n", -1},
		{"#\tdirectory = *\n", -1},
		{"\tdirectories = *\n", -1},
		{"[include]\n\tpath = more\n", 0},
		{"[include]\n\tpath = ~/more\n", 0},
		{"[include]\n\tpath = absent\n", -1},
		{"[broken\n", -1},
		{"", -1},
	};
	char cwd[1024];
	struct gitcase *c = *state;
	struct bg_git_trust trust = {
		.user = geteuid() + 1, .home = c->tmp, .system = "/nonexistent"};
	struct bg_git_place place;

	gitcase_sh(c, "ln -s repo ../link && ln -s . repo");
	support_write_text(c->tmp, "more", "[safe]\n\tdirectory = *\n");
	gitcase_open(c);
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	assert_int_equal(chdir(c->req.dir), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		support_write_text(c->tmp, ".gitconfig", "[safe]\n");
		support_write_text(c->tmp, "values", rows[i].values);
		gitcase_sh(c, "sed 's|DIR|%s|; s|ABOVE|%s|' ../values >>../.gitconfig",
		           c->req.dir, c->tmp);
		if (check_owner(c, &place, &trust) != rows[i].status)
			fail_msg("%s", rows[i].values);
	}
	assert_int_equal(chdir(cwd), 0);
}

static void
safe_directory_is_read_from_all_protected_files(void **state)
{
	struct gitcase *c = *state;
	struct bg_git_trust trust = {.user = geteuid() + 1, .home = c->tmp};
	struct bg_git_place place;

	gitcase_sh(c, "git config safe.directory '*'");
	trust.system = bg_strf(c->arena, "%s/system", c->tmp);
	gitcase_open(c);
	assert_int_equal(check_owner(c, &place, &trust), -1);
	support_write_text(c->tmp, "system", "[safe]\n\tdirectory = *\n");
	assert_int_equal(check_owner(c, &place, &trust), 0);
	support_write_text(c->tmp, ".config/git/config", "[safe]\n\tdirectory =\n");
	assert_int_equal(check_owner(c, &place, &trust), -1);
	support_write_text(c->tmp, ".gitconfig", "[safe]\n\tdirectory = *\n");
	assert_int_equal(check_owner(c, &place, &trust), 0);
	trust.home = NULL;
	assert_int_equal(check_owner(c, &place, &trust), 0);
}

static void
users_configuration_decides_nothing_else(void **state)
{
	struct gitcase *c = *state;

	gitcase_release(c);
	support_write_text(c->tmp, ".gitconfig",
	                   "[core]\n\trepositoryformatversion = 7\n[extensions]\n\todd = 1\n");
	gitcase_open(c);
	support_write_text(c->tmp, ".gitconfig", "[broken\n");
	gitcase_open(c);
	assert_int_equal(gitcase_read(c, "v1.0.0", ".env.example").n, 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		gitcase_test(foreign_owner_is_refused_with_the_remedy),
		gitcase_test(remedy_is_quoted_for_a_shell),
		gitcase_test(users_configuration_is_where_git_looks),
		gitcase_test(sudo_uid_counts_for_root_only),
		gitcase_test(foreign_repository_opens_when_named_safe),
		gitcase_test(every_part_must_be_owned),
		gitcase_test(safe_directory_is_read_as_git_reads_it),
		gitcase_test(safe_directory_is_read_from_all_protected_files),
		gitcase_test(users_configuration_decides_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
