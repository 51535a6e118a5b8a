/* SPDX-License-Identifier: MIT */
/* Repositories that are foreign, cut off, of another format or broken. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "source/git_private.h"
#include "support/gitcase.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* A commit with files at several depths, tagged v1.0.0, all objects loose. */
static void
build(struct gitcase *c)
{
	gitcase_write(c, ".env.example", "A=1\n");
	gitcase_write(c, "app/api.py", "x = 1\n");
	gitcase_write(c, "app/deep/er/f.py", "y = 1\n");
	gitcase_write(c, "docs/index.md", "# d\n");
	gitcase_sh(c, "git config gc.auto 0 && git add -A && git commit -q -m one && "
	              "git tag -a -m x v1.0.0");
}

static const char *
id_of(struct gitcase *c, const char *spec)
{
	return gitcase_out(c, "git rev-parse '%s'", spec);
}

/* ---- whose it is ------------------------------------------------------------------ */

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
	build(c);
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
	build(c);
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

	build(c);
	support_write_text(c->tmp, ".gitconfig",
	                   "[core]\n\trepositoryformatversion = 7\n[extensions]\n\todd = 1\n");
	gitcase_open(c);
	support_write_text(c->tmp, ".gitconfig", "[broken\n");
	gitcase_open(c);
	assert_int_equal(gitcase_read(c, "v1.0.0", ".env.example").n, 4);
}

/* ---- formats ---------------------------------------------------------------------- */

static void
sha256_is_refused_by_name(void **state)
{
	struct gitcase *c = *state;

	gitcase_sh(c, "rm -rf .git && git init -q --object-format=sha256 && "
	              "git commit -q --allow-empty -m one");
	gitcase_refused(c, "names its objects by 'sha256'; only SHA-1 can be read", "sha1");
}

static void
reftable_is_refused_by_name(void **state)
{
	struct gitcase *c = *state;

	build(c);
	gitcase_sh(c, "git config core.repositoryFormatVersion 1 && "
	              "git config extensions.refStorage reftable && mkdir .git/reftable && "
	              "echo 'ref: refs/heads/.invalid' >.git/HEAD");
	gitcase_refused(c, "stores its references as 'reftable'", "git refs migrate");
}

static void
unknown_extension_is_refused_by_name(void **state)
{
	struct gitcase *c = *state;

	build(c);
	gitcase_sh(c, "git config core.repositoryFormatVersion 1; "
	              "git config extensions.someThing 1");
	gitcase_refused(c, "uses the extension 'something', which cannot be read", NULL);
	gitcase_write(c, ".git/config",
	              "[core]\n\trepositoryformatversion = 0\n"
	              "[extensions]\n\tsomeThing = 1\n");
	gitcase_open(c);
	gitcase_write(c, ".git/config", "[core]\n\trepositoryformatversion = 2\n");
	gitcase_refused(c, "has repository format 2", NULL);
	gitcase_write(c, ".git/config", "[broken\n");
	gitcase_refused(c, "cannot read the repository's configuration", NULL);
}

static void
harmless_extensions_are_read(void **state)
{
	static const char *const lines[] = {"worktreeConfig = true",
	                                    "partialClone = origin",
	                                    "relativeWorktrees = true",
	                                    "preciousObjects = true",
	                                    "noop = 1",
	                                    "objectFormat = sha1",
	                                    "refStorage = files"};
	struct gitcase *c = *state;

	build(c);
	for (size_t i = 0; i < COUNT(lines); i++) {
		gitcase_write(c, ".git/config",
		              bg_strf(c->arena,
		                      "[core]\n\trepositoryformatversion = 1\n"
		                      "[extensions]\n\t%s\n",
		                      lines[i]));
		gitcase_open(c);
		assert_int_equal(gitcase_read(c, "v1.0.0", "app/api.py").n, 6);
	}
	gitcase_sh(c, "rm .git/config");
	gitcase_open(c);
	assert_int_equal(gitcase_read(c, "v1.0.0", "app/api.py").n, 6);
}

/* git 2.48 writes these paths so; earlier ones can read them. */
static void
relative_worktree_is_read(void **state)
{
	struct gitcase *c = *state;

	build(c);
	gitcase_sh(c, "git worktree add -q ../linked && "
	              "echo 'gitdir: ../repo/.git/worktrees/linked' >../linked/.git && "
	              "echo ../../../../linked/.git >.git/worktrees/linked/gitdir && "
	              "git config core.repositoryFormatVersion 1 && "
	              "{ git config extensions.relativeWorktrees true; "
	              "git config extensions.worktreeConfig true; "
	              "echo '[core]' >.git/worktrees/linked/config.worktree; }");
	c->req.dir = bg_strf(c->arena, "%s/linked", c->tmp);
	gitcase_open(c);
	assert_int_equal(gitcase_read(c, "v1.0.0", "app/api.py").n, 6);
}

/* ---- what is missing or broken ------------------------------------------------------ */

static void
missing_blob_is_no_absent_file(void **state)
{
	struct gitcase *c = *state;
	const char *id;

	build(c);
	id = id_of(c, "HEAD:app/api.py");
	gitcase_lose(c, id);
	gitcase_unread(c, "v1.0.0", "app/api.py", BG_EOBJECT,
	               bg_strf(c->arena,
	                       "cannot read 'app/api.py' at v1.0.0: object %s is missing", id),
	               "git fetch --refetch --tags");
	assert_null(gitcase_read(c, "v1.0.0", "app/none.py").bytes);
	assert_int_equal(gitcase_list(c, "v1.0.0", "app/**").n, 2);
}

static void
missing_tree_is_no_absent_directory(void **state)
{
	struct gitcase *c = *state;
	const char *id;

	build(c);
	id = id_of(c, "HEAD:app/deep");
	gitcase_lose(c, id);
	gitcase_unread(
		c, "v1.0.0", "app/deep/er/f.py", BG_EOBJECT,
		bg_strf(c->arena, "cannot read 'app/deep' at v1.0.0: object %s is missing", id),
		"git fsck --full");
	gitcase_unread(c, "v1.0.0", "app/deep/absent", BG_EOBJECT, "is missing", NULL);
	gitcase_unlisted(c, "v1.0.0", "app/**", BG_EOBJECT, "'app/deep' at v1.0.0");
	gitcase_unlisted(c, "v1.0.0", "**/*.none", BG_EOBJECT, "'app/deep' at v1.0.0");
	gitcase_unlisted(c, "v1.0.0", "app/*/x", BG_EOBJECT, "'app/deep' at v1.0.0");
	assert_null(gitcase_read(c, "v1.0.0", "app/deep").bytes);
}

/* Otherwise the cost of a read would grow with the repository. */
static void
trees_that_are_not_named_are_not_read(void **state)
{
	struct gitcase *c = *state;

	build(c);
	gitcase_lose(c, id_of(c, "HEAD:docs"));
	gitcase_lose(c, id_of(c, "HEAD:app/deep"));
	assert_int_equal(gitcase_read(c, "v1.0.0", ".env.example").n, 4);
	assert_int_equal(gitcase_read(c, "v1.0.0", "app/api.py").n, 6);
	assert_int_equal(gitcase_list(c, "v1.0.0", "*").n, 1);
	assert_int_equal(gitcase_list(c, "v1.0.0", "app/*").n, 1);
	assert_int_equal(gitcase_list(c, "v1.0.0", "a*/api.py").n, 1);
	assert_int_equal(gitcase_list(c, "v1.0.0", "no/**").n, 0);
	gitcase_unlisted(c, "v1.0.0", "*/api.py", BG_EOBJECT, "'docs'");
}

static void
missing_root_or_commit_is_said(void **state)
{
	struct gitcase *c = *state;
	const char *commit;

	build(c);
	gitcase_sh(c, "git tag light && git commit -q --allow-empty -m two");
	commit = id_of(c, "v1.0.0^{commit}");
	gitcase_lose(c, id_of(c, "v1.0.0^{tree}"));
	gitcase_unread(c, "v1.0.0", "f", BG_EOBJECT, "cannot read '/' at v1.0.0", NULL);
	gitcase_unlisted(c, "v1.0.0", "**", BG_EOBJECT, "cannot read '/' at v1.0.0");
	gitcase_lose(c, commit);
	gitcase_open(c);
	gitcase_unresolved(
		c, "v1.0.0", BG_EOBJECT,
		bg_strf(c->arena, "cannot read tag 'v1.0.0': object %s is missing", commit),
		"git fetch --refetch --tags");
	gitcase_unresolved(c, "light", BG_EOBJECT, "cannot read tag 'light'", NULL);
	gitcase_unresolved(c, "main~1", BG_EOBJECT, "cannot follow 'main~1'", NULL);
	gitcase_lose(c, id_of(c, "v1.0.0"));
	gitcase_open(c);
	gitcase_unresolved(c, "v1.0.0", BG_EOBJECT, "cannot read tag 'v1.0.0'", NULL);
	gitcase_lose(c, id_of(c, "main"));
	gitcase_open(c);
	gitcase_unresolved(c, "HEAD", BG_EOBJECT, "cannot read 'HEAD'", NULL);
	gitcase_unresolved(c, "main", BG_EOBJECT, "cannot read 'main'", NULL);
	gitcase_unresolved(c, "main~1", BG_EOBJECT, "cannot read 'main~1'", NULL);
}

static void
ancestry_through_a_missing_commit_is_said(void **state)
{
	struct gitcase *c = *state;
	struct bg_revision old, young;
	enum bg_tristate is;

	build(c);
	gitcase_sh(
		c,
		"git commit -q --allow-empty -m two && git commit -q --allow-empty -m three");
	gitcase_lose(c, id_of(c, "HEAD~1"));
	old = gitcase_resolve(c, "v1.0.0");
	young = gitcase_resolve(c, "main");
	gitcase_check_leaks(false);
	assert_int_equal(c->source->ancestor(c->source, &old, &young, &is, &c->err), -1);
	gitcase_check_leaks(true);
	assert_int_equal(c->err.code, BG_EOBJECT);
	assert_non_null(strstr(c->err.hint, "git fetch --refetch"));
}

static void
damaged_object_is_said(void **state)
{
	struct gitcase *c = *state;
	const char *id;

	build(c);
	id = id_of(c, "HEAD:app/api.py");
	gitcase_damage(c, id);
	gitcase_unread(c, "v1.0.0", "app/api.py", BG_EOBJECT,
	               bg_strf(c->arena, "cannot read 'app/api.py' at v1.0.0: object %s: ", id),
	               "git fsck --full");
	gitcase_damage(c, id_of(c, "HEAD:docs"));
	gitcase_unread(c, "v1.0.0", "docs/index.md", BG_EOBJECT, "cannot read 'docs'", NULL);
	gitcase_damage(c, id_of(c, "v1.0.0"));
	gitcase_open(c);
	gitcase_unresolved(c, "v1.0.0", BG_EOBJECT, "cannot read tag 'v1.0.0'", NULL);
}

/* Well-formed, but not what its name says. */
static void
swapped_object_is_said(void **state)
{
	struct gitcase *c = *state;
	const char *blob, *other;

	build(c);
	blob = id_of(c, "HEAD:app/api.py");
	other = id_of(c, "HEAD:docs/index.md");
	gitcase_sh(c, "cp -f .git/objects/%.2s/%s .git/objects/%.2s/%s", other, other + 2, blob,
	           blob + 2);
	gitcase_unread(c, "v1.0.0", "app/api.py", BG_EOBJECT, "cannot read 'app/api.py'", NULL);
	other = id_of(c, "HEAD:docs");
	gitcase_sh(c, "cp -f .git/objects/%.2s/%s .git/objects/%.2s/%s", other, other + 2, blob,
	           blob + 2);
	gitcase_open(c);
	gitcase_unread(c, "v1.0.0", "app/api.py", BG_EOBJECT, "cannot read 'app/api.py'", NULL);
}

static void
truncated_pack_is_said(void **state)
{
	struct gitcase *c = *state;
	struct bg_source *s;
	struct bg_revision rev;

	build(c);
	gitcase_sh(c, "git gc -q --prune=now && chmod u+w .git/objects/pack/*.pack && "
	              "truncate -s 60 .git/objects/pack/*.pack");
	s = gitcase_open(c);
	assert_int_equal(s->resolve(s, c->arena, "v1.0.0", true, &rev, &c->err), -1);
	assert_int_equal(c->err.code, BG_EOBJECT);
	assert_non_null(strstr(c->err.hint, "git fsck --full"));
}

static void
broken_reference_is_not_passed_over(void **state)
{
	struct gitcase *c = *state;
	struct bg_strings tags;

	build(c);
	gitcase_sh(c,
	           "git pack-refs --all && git tag rel/v1.1.0 && : >.git/refs/tags/rel/v1.1.0");
	gitcase_open(c);
	assert_int_equal(c->source->tags(c->source, c->arena, &tags, &c->err), -1);
	assert_int_equal(c->err.code, BG_EOBJECT);
	assert_non_null(strstr(c->err.text, "'refs/tags/rel/v1.1.0'"));
	c->err = (struct bg_err){0};
	gitcase_unresolved(c, "rel/v1.1.0", BG_EOBJECT, "'refs/tags/rel/v1.1.0'",
	                   "git fetch --tags --force");
	gitcase_sh(c, "rm .git/refs/tags/rel/v1.1.0 && echo rubbish >.git/packed-refs");
	gitcase_open(c);
	assert_int_equal(c->source->tags(c->source, c->arena, &tags, &c->err), -1);
	assert_int_equal(c->err.code, BG_EOBJECT);
}

/* ---- clones that have less ---------------------------------------------------------- */

static void
go_to(struct gitcase *c, const char *name)
{
	c->req.dir = bg_strf(c->arena, "%s/%s", c->tmp, name);
	gitcase_open(c);
}

static void
partial_clone_says_how_to_fill_it(void **state)
{
	struct gitcase *c = *state;

	build(c);
	gitcase_sh(c,
	           "git config uploadpack.allowFilter true && "
	           "git clone -q --no-checkout --filter=blob:none file://$PWD ../blobless && "
	           "git clone -q --no-checkout --filter=tree:0 file://$PWD ../treeless");
	go_to(c, "blobless");
	gitcase_unread(c, "v1.0.0", "app/api.py", BG_EOBJECT,
	               "cannot read 'app/api.py' at v1.0.0",
	               "a partial clone left it out; fetch everything: "
	               "git fetch --refetch --no-filter --tags");
	assert_null(gitcase_read(c, "v1.0.0", "app/none.py").bytes);
	assert_int_equal(gitcase_list(c, "v1.0.0", "app/**").n, 2);
	gitcase_sh(c, "git -C ../blobless fetch --refetch --no-filter --tags");
	gitcase_open(c);
	assert_int_equal(gitcase_read(c, "v1.0.0", "app/api.py").n, 6);
	go_to(c, "treeless");
	gitcase_unread(c, "v1.0.0", "none", BG_EOBJECT, "cannot read '/' at v1.0.0",
	               "--no-filter");
	gitcase_unlisted(c, "v1.0.0", "**", BG_EOBJECT, "cannot read '/' at v1.0.0");
}

static void
refetch_repairs_a_full_clone(void **state)
{
	struct gitcase *c = *state;
	const char *id;

	build(c);
	gitcase_sh(c, "git clone -q file://$PWD ../clone && cd ../clone && "
	              "mv .git/objects/pack/*.pack ../p && rm -f .git/objects/pack/* && "
	              "git unpack-objects -q <../p");
	id = id_of(c, "HEAD:app/api.py");
	gitcase_sh(c, "rm -f ../clone/.git/objects/%.2s/%s", id, id + 2);
	go_to(c, "clone");
	gitcase_unread(c, "v1.0.0", "app/api.py", BG_EOBJECT, "is missing",
	               "git fetch --refetch --tags");
	gitcase_sh(c, "git -C ../clone fetch --refetch --tags");
	gitcase_open(c);
	assert_int_equal(gitcase_read(c, "v1.0.0", "app/api.py").n, 6);
}

static void
shallow_clone_says_what_it_cannot_know(void **state)
{
	struct gitcase *c = *state;
	struct bg_revision old, young;
	enum bg_tristate is;

	build(c);
	gitcase_sh(
		c,
		"git commit -q --allow-empty -m two && git commit -q --allow-empty -m three && "
		"git tag v1.1.0 && "
		"git clone -q --depth 1 --branch v1.1.0 file://$PWD ../flat && "
		"git -C ../flat fetch -q --depth 1 origin tag v1.0.0 && "
		"git -C ../flat worktree add -q ../flatlinked");
	for (size_t i = 0; i < 2; i++) {
		go_to(c, i ? "flatlinked" : "flat");
		assert_true(c->source->shallow);
		old = gitcase_resolve(c, "v1.0.0");
		young = gitcase_resolve(c, "v1.1.0");
		gitcase_check_leaks(false);
		assert_int_equal(c->source->ancestor(c->source, &old, &young, &is, &c->err), 0);
		gitcase_check_leaks(true);
		assert_int_equal(is, BG_UNKNOWN);
		assert_int_equal(c->source->ancestor(c->source, &old, &old, &is, &c->err), 0);
		assert_int_equal(is, BG_YES);
		gitcase_unresolved(c, "v0.9.0", BG_EREPO, "there is no revision 'v0.9.0'",
		                   "git fetch --force --tags --unshallow");
		gitcase_unresolved(c, "HEAD~1", BG_EREPO, "there is no revision 'HEAD~1'",
		                   "git fetch --force --tags --unshallow");
		assert_int_equal(gitcase_read(c, "v1.0.0", "app/api.py").n, 6);
	}
	gitcase_sh(c, "git -C ../flat fetch -q --force --tags --unshallow");
	go_to(c, "flat");
	assert_false(c->source->shallow);
	assert_int_equal(c->source->ancestor(c->source, &old, &young, &is, &c->err), 0);
	assert_int_equal(is, BG_YES);
}

/* What a CI checkout of a branch has: one commit, no tags. */
static void
checkout_without_tags_says_how_to_get_them(void **state)
{
	struct gitcase *c = *state;
	struct bg_strings tags;

	build(c);
	gitcase_sh(c, "git clone -q --no-tags file://$PWD ../bald && "
	              "git clone -q --no-tags --depth 1 file://$PWD ../flat");
	go_to(c, "flat");
	assert_int_equal(c->source->tags(c->source, c->arena, &tags, &c->err), 0);
	assert_int_equal(tags.n, 0);
	gitcase_unresolved(c, "v1.0.0", BG_EREPO, "there is no",
	                   "git fetch --force --tags --unshallow");
	go_to(c, "bald");
	gitcase_unresolved(c, "v1.0.0", BG_EREPO, "there is no", "git fetch --tags");
	gitcase_sh(c, "git -C ../bald fetch -q --tags");
	gitcase_open(c);
	assert_true(gitcase_resolve(c, "v1.0.0").is_tag);
}

static void
alternates_are_read(void **state)
{
	struct gitcase *c = *state;

	build(c);
	gitcase_sh(c, "git clone -q --shared . ../shared");
	go_to(c, "shared");
	assert_int_equal(gitcase_read(c, "v1.0.0", "app/api.py").n, 6);
	gitcase_sh(c, "rm -rf .git/objects && mkdir .git/objects");
	gitcase_open(c);
	gitcase_unresolved(c, "v1.0.0", BG_EOBJECT, "is missing", NULL);
}

/* ---- hostile trees ------------------------------------------------------------------ */

/* Ten names for one tree, ten times over: ten thousand million paths. */
static void
tree_bomb_ends_quickly(void **state)
{
	struct gitcase *c = *state;
	clock_t start;

	gitcase_sh(c, "id=$(echo x | git hash-object -w --stdin); t='100644 blob'; "
	              "for level in 1 2 3 4 5 6 7 8 9 10; do "
	              "id=$(for n in a b c d e f g h i j; do "
	              "printf '%%s %%s\\t%%s\\n' \"$t\" $id $n; "
	              "done | git mktree); t='040000 tree'; done; "
	              "git tag bomb $(git commit-tree -m x $id)");
	start = clock();
	gitcase_unlisted(c, "bomb", "**/none.py", BG_ELIMIT, "leads through more than 1000000");
	gitcase_unlisted(c, "bomb", "**/a", BG_ELIMIT, "limit 'files' exceeded");
	gitcase_unlisted(c, "bomb", "*/*/*/*/*/*/*/*/*/*/none", BG_ELIMIT, "");
	assert_int_equal(gitcase_list(c, "bomb", "a/b/c/d/e/f/g/h/i/*").n, 10);
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 60);
}

static void
deep_tree_hits_the_path_limit(void **state)
{
	struct gitcase *c = *state;

	gitcase_sh(
		c,
		"p=$(printf 'd/%%.0s' $(seq 2200)); id=$(echo x | git hash-object -w --stdin); "
		"git update-index --add --cacheinfo 100644,$id,${p}f && "
		"git -c core.longpaths=true commit -q -m x");
	gitcase_unlisted(c, "HEAD", "**/f", BG_ELIMIT, "'path-length'");
	gitcase_unlisted(c, "HEAD", "**/none", BG_ELIMIT, "'path-length'");
	assert_int_equal(gitcase_list(c, "HEAD", "d/d/*").n, 0);
}

/* git fsck refuses such trees, but a server need not. */
static void
entry_out_of_order_is_still_found(void **state)
{
	static const char *const names[] = {"z", ".env.example", "y", "b", "a"};
	struct gitcase *c = *state;

	gitcase_sh(c,
	           "id=$(echo x | git hash-object -w --stdin) && "
	           "for n in z .env.example y b a; do git cat-file tree "
	           "$(printf '100644 blob %%s\t%%s\n' $id $n | git mktree); done >../tree && "
	           "t=$(git hash-object -w --literally -t tree ../tree) && "
	           "git tag odd $(git commit-tree -m x $t)");
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_int_equal(gitcase_read(c, "odd", names[i]).n, 2);
		assert_int_equal(gitcase_list(c, "odd", names[i]).n, 1);
	}
	assert_int_equal(gitcase_list(c, "odd", "*").n, 5);
}

static void
tag_chain_has_an_end(void **state)
{
	struct gitcase *c = *state;

	build(c);
	gitcase_sh(c, "id=$(git rev-parse HEAD); t=commit; for n in $(seq 70); do "
	              "id=$(printf 'object %%s\\ntype %%s\\ntag x\\n"
	              "tagger a <a@b> 0 +0000\\n\\nx\\n' $id $t | git mktag); t=tag; done; "
	              "git update-ref refs/tags/chain $id");
	gitcase_unresolved(c, "chain", BG_ELIMIT, "'nesting'", NULL);
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
		gitcase_test(sha256_is_refused_by_name),
		gitcase_test(reftable_is_refused_by_name),
		gitcase_test(unknown_extension_is_refused_by_name),
		gitcase_test(harmless_extensions_are_read),
		gitcase_test(relative_worktree_is_read),
		gitcase_test(missing_blob_is_no_absent_file),
		gitcase_test(missing_tree_is_no_absent_directory),
		gitcase_test(trees_that_are_not_named_are_not_read),
		gitcase_test(missing_root_or_commit_is_said),
		gitcase_test(ancestry_through_a_missing_commit_is_said),
		gitcase_test(damaged_object_is_said),
		gitcase_test(swapped_object_is_said),
		gitcase_test(truncated_pack_is_said),
		gitcase_test(broken_reference_is_not_passed_over),
		gitcase_test(partial_clone_says_how_to_fill_it),
		gitcase_test(refetch_repairs_a_full_clone),
		gitcase_test(shallow_clone_says_what_it_cannot_know),
		gitcase_test(checkout_without_tags_says_how_to_get_them),
		gitcase_test(alternates_are_read),
		gitcase_test(tree_bomb_ends_quickly),
		gitcase_test(deep_tree_hits_the_path_limit),
		gitcase_test(entry_out_of_order_is_still_found),
		gitcase_test(tag_chain_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
