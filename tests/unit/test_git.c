/* SPDX-License-Identifier: MIT */
/* Healthy repositories: finding them, their names, dates and ancestry. */
#include <stdio.h>
#include <string.h>

#include "support/gitcase.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void
commit(struct gitcase *c, const char *message)
{
	gitcase_sh(c, "git add -A && git commit -q --allow-empty -m %s", message);
}

static void
tags_are_loose_packed_nested_and_sorted(void **state)
{
	static const char *const wanted[] = {"HEAD",   "a;b",     "main",   "release/1.0",
	                                     "v1.0.0", "v1.10.0", "v1.9.0", "\xC3\xA9"};
	struct gitcase *c = *state;
	struct bg_strings tags;

	commit(c, "one");
	gitcase_sh(c, "git tag v1.10.0 && git tag -a -m x v1.9.0 && git tag release/1.0");
	gitcase_sh(c,
	           "git pack-refs --all && git tag v1.0.0 && git tag 'a;b' && "
	           "git update-ref refs/tags/HEAD HEAD && git tag main && git tag '\xC3\xA9'");
	gitcase_sh(c,
	           "git tag -f v1.10.0 && touch .git/refs/tags/v9.9.9.lock .git/refs/tags/.x");
	gitcase_open(c);
	assert_int_equal(c->source->tags(c->source, c->arena, &tags, &c->err), 0);
	assert_int_equal(tags.n, COUNT(wanted));
	for (size_t i = 0; i < tags.n; i++)
		assert_string_equal(tags.v[i], wanted[i]);
}

static void
no_tags_are_an_empty_list(void **state)
{
	struct gitcase *c = *state;
	struct bg_strings tags;

	gitcase_sh(c, "true");
	gitcase_open(c);
	assert_int_equal(c->source->tags(c->source, c->arena, &tags, &c->err), 0);
	assert_int_equal(tags.n, 0);
	assert_false(c->source->shallow);
}

static void
tag_wins_over_branch_and_file(void **state)
{
	struct gitcase *c = *state;
	struct bg_revision rev;

	gitcase_write(c, "v1", "a file");
	commit(c, "one");
	gitcase_sh(c, "git tag v1 && git branch later");
	commit(c, "two");
	gitcase_sh(
		c,
		"git update-ref refs/heads/v1 HEAD && git update-ref refs/v1 HEAD && "
		"git update-ref refs/heads/refs/tags/v1 HEAD && git rev-parse HEAD >.git/v1");
	rev = gitcase_resolve(c, "v1");
	assert_true(rev.is_tag);
	assert_string_equal(rev.commit, gitcase_out(c, "git rev-parse refs/tags/v1"));
	rev = gitcase_resolve(c, "refs/tags/v1");
	assert_true(rev.is_tag);
	assert_string_equal(rev.name, "v1");
	assert_string_equal(rev.commit, gitcase_out(c, "git rev-parse HEAD~1"));
}

static void
names_need_not_be_tags(void **state)
{
	static const char *const names[] = {
		"HEAD",          "main",    "main~1", "HEAD^", "@", "@~1", "refs/heads/main",
		"main^{commit}", "main@{0}"};
	struct gitcase *c = *state;
	struct bg_revision rev;
	const char *hex;

	commit(c, "one");
	commit(c, "two");
	gitcase_sh(c, "git tag -a -m x v1.0.0");
	for (size_t i = 0; i < COUNT(names); i++) {
		rev = gitcase_resolve(c, names[i]);
		assert_false(rev.is_tag);
		assert_string_equal(rev.name, names[i]);
		assert_string_equal(rev.commit, gitcase_out(c, "git rev-parse '%s'", names[i]));
	}
	hex = gitcase_out(c, "git rev-parse HEAD~1");
	assert_string_equal(gitcase_resolve(c, hex).commit, hex);
	assert_string_equal(gitcase_resolve(c, bg_strf(c->arena, "%.8s", hex)).commit, hex);
	hex = gitcase_out(c, "git rev-parse v1.0.0");
	assert_string_equal(gitcase_resolve(c, hex).commit,
	                    gitcase_out(c, "git rev-parse HEAD"));
}

static void
only_tags_means_that(void **state)
{
	struct gitcase *c = *state;
	struct bg_revision rev;

	commit(c, "one");
	gitcase_sh(c, "git tag v1.0.0");
	gitcase_open(c);
	assert_int_equal(c->source->resolve(c->source, c->arena, "main", true, &rev, &c->err),
	                 -1);
	assert_int_equal(c->err.code, BG_EREPO);
	assert_string_equal(c->err.text, "there is no tag 'main'");
	c->err = (struct bg_err){0};
	assert_int_equal(c->source->resolve(c->source, c->arena, "v1.0.0", true, &rev, &c->err),
	                 0);
}

static void
date_is_the_taggers_in_his_own_zone(void **state)
{
	static const struct {
		const char *name, *date;
		int64_t day;
	} rows[] = {
		{"light", "2026-03-01", 20513}, {"west", "2026-03-02", 20514},
		{"east", "2026-03-04", 20516},  {"nested", "2026-03-05", 20517},
		{"HEAD", "2026-03-01", 20513},  {"epoch", "1969-12-31", -1},
	};
	struct gitcase *c = *state;
	struct bg_revision rev;

	gitcase_sh(
		c,
		"GIT_AUTHOR_DATE=2020-01-01T00:00:00Z "
		"GIT_COMMITTER_DATE=2026-03-01T12:00:00Z git commit -q --allow-empty -m x && "
		"git tag light");
	gitcase_sh(
		c,
		"GIT_COMMITTER_DATE='2026-03-02T23:30:00 -0800' git tag -a -m x west && "
		"GIT_COMMITTER_DATE='2026-03-04T00:30:00 +1345' git tag -a -m x east && "
		"GIT_COMMITTER_DATE='2026-03-05T12:00:00 +0000' git tag -a -m x nested east");
	gitcase_sh(c, "GIT_COMMITTER_DATE='@3600 -0200' git tag -a -m x epoch");
	for (size_t i = 0; i < COUNT(rows); i++) {
		rev = gitcase_resolve(c, rows[i].name);
		assert_string_equal(rev.date, rows[i].date);
		assert_int_equal(rev.day, rows[i].day);
		assert_string_equal(rev.commit, gitcase_out(c, "git rev-parse main"));
	}
}

/* Very old tags have no tagger. */
static void
tag_without_tagger_has_the_commits_date(void **state)
{
	struct gitcase *c = *state;

	commit(c, "one");
	gitcase_sh(
		c,
		"printf 'object %%s\\ntype commit\\ntag old\\n\\nx\\n' $(git rev-parse HEAD) | "
		"git hash-object -w --literally -t tag --stdin >id && "
		"git update-ref refs/tags/old $(cat id)");
	assert_string_equal(gitcase_resolve(c, "old").date, "2026-01-01");
}

static void
tag_of_no_commit_is_said(void **state)
{
	struct gitcase *c = *state;

	gitcase_write(c, "f", "x");
	commit(c, "one");
	gitcase_sh(c, "git tag blob HEAD:f && git tag -a -m x tree HEAD^{tree} && "
	              "git tag -a -m x twice tree");
	gitcase_unresolved(c, "blob", BG_EREPO, "tag 'blob' points at a blob, not at a commit",
	                   NULL);
	gitcase_unresolved(c, "tree", BG_EREPO, "tag 'tree' points at a tree, not at a commit",
	                   NULL);
	gitcase_unresolved(c, "twice", BG_EREPO, "tag 'twice' points at a tree", NULL);
	gitcase_unresolved(c, "HEAD:f", BG_EREPO, "'HEAD:f' points at a blob", NULL);
}

static void
unknown_name_suggests_a_near_one(void **state)
{
	struct gitcase *c = *state;

	commit(c, "one");
	gitcase_unresolved(c, "v1.0.0", BG_EREPO, "there is no revision 'v1.0.0'",
	                   "fetch them: git fetch --tags");
	gitcase_sh(c, "git tag v1.2.0 && git tag release/1.0");
	gitcase_unresolved(c, "v1.2.O", BG_EREPO, "there is no revision",
	                   "did you mean 'v1.2.0'?");
	gitcase_unresolved(c, "release", BG_EREPO, "there is no revision 'release'", NULL);
	gitcase_unresolved(c, "", BG_EREPO, "there is no revision ''", NULL);
	gitcase_unresolved(c, "..", BG_EREPO, "there is no revision '..'", NULL);
	gitcase_unresolved(c, "a b\n[x", BG_EREPO, "there is no revision 'a b\\x0A[x'", NULL);
	gitcase_unresolved(c, "main~7", BG_EREPO, "there is no revision 'main~7'", NULL);
	gitcase_unresolved(c, "HEAD:nothing", BG_EREPO, "there is no revision", NULL);
	gitcase_unresolved(c, "0123456789012345678901234567890123456789", BG_EREPO,
	                   "there is no revision", NULL);
	gitcase_unresolved(c, bg_strf(c->arena, "%05000d", 0), BG_EREPO, "there is no", NULL);
	gitcase_unresolved(c, bg_strf(c->arena, "%0300d", 0), BG_EREPO, "there is no", NULL);
}

static void
unborn_head_is_said(void **state)
{
	struct gitcase *c = *state;

	gitcase_sh(c, "true");
	gitcase_unresolved(c, "HEAD", BG_EREPO, "'HEAD' names no commit", "commit first");
	gitcase_unresolved(c, "HEAD~1", BG_EREPO, "'HEAD~1' names no commit", NULL);
	gitcase_unresolved(c, "main", BG_EREPO, "there is no revision 'main'", NULL);
}

static void
ancestry_follows_all_parents(void **state)
{
	static const struct {
		const char *old, *young;
		enum bg_tristate is;
	} rows[] = {
		{"a", "a", BG_YES},    {"a", "b", BG_YES}, {"b", "a", BG_NO},
		{"b", "c", BG_NO},     {"c", "d", BG_YES}, {"b", "d", BG_YES},
		{"alone", "d", BG_NO},
	};
	struct gitcase *c = *state;
	struct bg_revision old, young;
	enum bg_tristate is;

	gitcase_sh(
		c,
		"git commit -q --allow-empty -m a && git tag a && git checkout -q -b side && "
		"git commit -q --allow-empty -m c && git tag c && git checkout -q main && "
		"git commit -q --allow-empty -m b && git tag b && "
		"git merge -q -m d side && git tag d");
	gitcase_sh(c, "git checkout -q --orphan alone && git commit -q --allow-empty -m x && "
	              "git tag alone");
	for (size_t i = 0; i < COUNT(rows); i++) {
		old = gitcase_resolve(c, rows[i].old);
		young = gitcase_resolve(c, rows[i].young);
		assert_int_equal(c->source->ancestor(c->source, &old, &young, &is, &c->err), 0);
		assert_int_equal(is, rows[i].is);
	}
}

/* Asked again and again, all commits of the branch are read at once. */
static void
branch_tells_all_that_is_below_it(void **state)
{
	static const struct {
		const char *old, *branch;
		enum bg_tristate is;
	} rows[] = {
		{"a", "side", BG_YES}, {"b", "side", BG_NO},      {"c", "side", BG_YES},
		{"d", "side", BG_NO},  {"a", "main", BG_YES},     {"b", "main", BG_YES},
		{"c", "main", BG_YES}, {"alone", "main", BG_NO},  {"d", "main", BG_YES},
		{"a", "lone", BG_NO},  {"alone", "lone", BG_YES}, {"d", "lone", BG_NO},
	};
	struct gitcase *c = *state;
	struct bg_revision old, tip;
	enum bg_tristate is;
	bool found;

	gitcase_sh(
		c,
		"git commit -q --allow-empty -m a && git tag a && git checkout -q -b side && "
		"git commit -q --allow-empty -m c && git tag c && git checkout -q main && "
		"git commit -q --allow-empty -m b && git tag b && "
		"git merge -q -m d side && git tag d && git commit -q --allow-empty -m e && "
		"git checkout -q side && git commit -q --allow-empty -m f && "
		"git checkout -q --orphan lone && git commit -q --allow-empty -m x && "
		"git tag alone && git commit -q --allow-empty -m y");
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		old = gitcase_resolve(c, rows[i % COUNT(rows)].old);
		assert_int_equal(c->source->branch(c->source, c->arena,
		                                   rows[i % COUNT(rows)].branch, &tip, &found,
		                                   &c->err),
		                 0);
		assert_int_equal(c->source->ancestor(c->source, &old, &tip, &is, &c->err), 0);
		if (is != rows[i % COUNT(rows)].is)
			fail_msg("%s in %s: %d", rows[i % COUNT(rows)].old,
			         rows[i % COUNT(rows)].branch, (int)is);
	}
}

static void
merged_is_what_a_parent_with_the_same_files_carries(void **state)
{
	static const struct {
		const char *old, *young;
		bool merged;
	} rows[] = {
		{"release", "develop", true}, /* the merge commit of a development branch */
		{"release", "later", true},   /* and what comes after it there */
		{"release", "start", false},  /* what came before */
		{"hotfix", "later", false},   /* files that no parent has */
		{"start", "later", false},    /* a root has no parent */
		{"mixed", "later", false},    /* a merge of two that differ */
		{"empty", "release", true},   /* a commit that changes nothing */
	};
	struct gitcase *c = *state;
	struct bg_revision old, young;
	bool merged;

	gitcase_sh(c, "echo 1 >a && git add a && git commit -qm start && git tag start && "
	              "git checkout -qb dev && echo 2 >a && git commit -qam b && "
	              "git tag develop && git checkout -q main && "
	              "git merge -q --no-ff -m m dev && git tag release");
	gitcase_sh(c, "git checkout -qb side && git commit -q --allow-empty -m e && "
	              "git tag empty && echo x >x && git add x && git commit -qm h && "
	              "git tag hotfix && git checkout -q dev && echo 3 >b && git add b && "
	              "git commit -qm l && git tag later && git checkout -q side && "
	              "git merge -q --no-ff -m m dev && git tag mixed");
	for (size_t i = 0; i < COUNT(rows); i++) {
		old = gitcase_resolve(c, rows[i].old);
		young = gitcase_resolve(c, rows[i].young);
		assert_int_equal(c->source->merged(c->source, &old, &young, &merged, &c->err),
		                 0);
		if (merged != rows[i].merged)
			fail_msg("%s in %s: %d", rows[i].old, rows[i].young, merged);
	}
}

static void
branch_is_local_else_origins(void **state)
{
	struct gitcase *c = *state;
	struct bg_revision rev;
	bool found;

	commit(c, "one");
	commit(c, "two");
	gitcase_sh(c, "git update-ref refs/remotes/origin/main HEAD~1 && "
	              "git update-ref refs/remotes/origin/stable HEAD~1 && git tag nobranch");
	gitcase_open(c);
	assert_int_equal(c->source->branch(c->source, c->arena, "main", &rev, &found, &c->err),
	                 0);
	assert_true(found);
	assert_string_equal(rev.commit, gitcase_out(c, "git rev-parse main"));
	assert_int_equal(
		c->source->branch(c->source, c->arena, "stable", &rev, &found, &c->err), 0);
	assert_true(found);
	assert_false(rev.is_tag);
	assert_string_equal(rev.commit, gitcase_out(c, "git rev-parse main~1"));
	assert_int_equal(
		c->source->branch(c->source, c->arena, "nobranch", &rev, &found, &c->err), 0);
	assert_false(found);
	assert_int_equal(c->source->branch(c->source, c->arena, "..", &rev, &found, &c->err),
	                 0);
	assert_false(found);
}

static void
repository_is_found_from_anywhere(void **state)
{
	static const char *const dirs[] = {"repo", "repo/.git",    "repo/a/b", "repo/.git/refs",
	                                   "bare", "bare/objects", "linked",   "linked/sub",
	                                   "sub",  "moved"};
	struct gitcase *c = *state;

	gitcase_write(c, "a/b/f", "x");
	commit(c, "one");
	gitcase_sh(c, "git tag v1.0.0 && git clone -q --bare . ../bare && "
	              "git worktree add -q ../linked && mkdir ../linked/sub && "
	              "git init -q --separate-git-dir ../apart ../sub && "
	              "git -C ../sub fetch -q ../repo tag v1.0.0 && ln -s repo/a ../moved");
	for (size_t i = 0; i < COUNT(dirs); i++) {
		c->req.dir = bg_strf(c->arena, "%s/%s", c->tmp, dirs[i]);
		gitcase_open(c);
		assert_string_equal(gitcase_resolve(c, "v1.0.0").commit,
		                    gitcase_out(c, "git rev-parse HEAD"));
		assert_int_equal(gitcase_read(c, "v1.0.0", "a/b/f").n, 1);
	}
}

static void
linked_worktree_has_its_own_head(void **state)
{
	struct gitcase *c = *state;

	commit(c, "one");
	gitcase_sh(c, "git worktree add -q -b topic ../linked && "
	              "git -C ../linked commit -q --allow-empty -m two && git tag v1");
	c->req.dir = bg_strf(c->arena, "%s/linked", c->tmp);
	assert_string_equal(gitcase_resolve(c, "HEAD").commit,
	                    gitcase_out(c, "git rev-parse topic"));
	assert_string_equal(gitcase_resolve(c, "v1").commit,
	                    gitcase_out(c, "git rev-parse main"));
}

static void
no_repository_is_said(void **state)
{
	struct gitcase *c = *state;

	support_write_text(c->tmp, "plain/dir/f", "x");
	support_write_text(c->tmp, "broken/.git", "rubbish\n");
	support_write_text(c->tmp, "gone/.git", "gitdir: ../nowhere/.git/worktrees/x\n");
	support_write_text(c->tmp, "hollow/.git/HEAD", "ref: refs/heads/main\n");
	support_write_text(c->tmp, "hollow/.git/refs/heads/main", "");
	c->req.dir = bg_strf(c->arena, "%s/plain/dir", c->tmp);
	gitcase_refused(c, "no git repository at '", "-C");
	c->req.dir = bg_strf(c->arena, "%s/hollow", c->tmp);
	gitcase_refused(c, "no git repository at '", "-C");
	c->req.dir = bg_strf(c->arena, "%s/plain/dir/f", c->tmp);
	gitcase_refused(c, "is not a directory", NULL);
	c->req.dir = bg_strf(c->arena, "%s/absent", c->tmp);
	gitcase_refused(c, "No such file", NULL);
	c->req.dir = bg_strf(c->arena, "%s/broken", c->tmp);
	gitcase_refused(c, "is a file, but not one of git's", NULL);
	c->req.dir = bg_strf(c->arena, "%s/gone", c->tmp);
	gitcase_refused(c, "'../nowhere/.git/worktrees/x', where no git repository is",
	                "git worktree repair");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		gitcase_test(tags_are_loose_packed_nested_and_sorted),
		gitcase_test(no_tags_are_an_empty_list),
		gitcase_test(tag_wins_over_branch_and_file),
		gitcase_test(names_need_not_be_tags),
		gitcase_test(only_tags_means_that),
		gitcase_test(date_is_the_taggers_in_his_own_zone),
		gitcase_test(tag_without_tagger_has_the_commits_date),
		gitcase_test(tag_of_no_commit_is_said),
		gitcase_test(unknown_name_suggests_a_near_one),
		gitcase_test(unborn_head_is_said),
		gitcase_test(ancestry_follows_all_parents),
		gitcase_test(merged_is_what_a_parent_with_the_same_files_carries),
		gitcase_test(branch_is_local_else_origins),
		gitcase_test(branch_tells_all_that_is_below_it),
		gitcase_test(repository_is_found_from_anywhere),
		gitcase_test(linked_worktree_has_its_own_head),
		gitcase_test(no_repository_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
