/* SPDX-License-Identifier: MIT */
/* "next" and the work tree: what a commit of everything would be released as. */
#include "support/gitcase.h"

#include <string.h>

#include "support/program.h"

static void
assert_next(struct program_call call, const char *out, const char *why)
{
	assert_string_equal(call.out, out);
	assert_int_equal(call.status, *out ? 0 : 1);
	assert_says(call.err, why);
}

/* One release with two names. */
static void
start(struct gitcase *c)
{
	gitcase_write(c, ".env.example", "ONE=1\nTWO=2\n");
	gitcase_write(c, "CHANGELOG.md", "# Changelog\n\n## [1.0.0] - 2026-01-01\n\n- All.\n");
	gitcase_sh(c, "git add -A && git commit -qm one && git tag -am one v1.0.0");
}

/* ---- the work tree ------------------------------------------------------------------ */

static struct bg_tree
work(struct gitcase *c, struct bg_revision *rev)
{
	struct bg_source *s = gitcase_open(c);
	struct bg_tree tree;

	if (s->work(s, c->arena, rev, &tree, &c->err) != 0)
		fail_msg("%s", c->err.text);
	return tree;
}

static const char *
list_work(struct gitcase *c, const char *glob)
{
	struct bg_revision rev;
	struct bg_tree tree = work(c, &rev);
	struct bg_strings paths = {0};
	const char *text = "";

	assert_int_equal(tree.list(&tree, c->arena, glob, &paths, &c->err), 0);
	for (size_t i = 0; i < paths.n; i++)
		text = bg_strf(c->arena, "%s%s%s", text, i ? " " : "", paths.v[i]);
	return text;
}

static void
work_tree_holds_what_git_add_would_take(void **state)
{
	struct gitcase *c = *state;

	start(c);
	gitcase_write(c, ".gitignore", "*.log\n/build/\n!keep.log\n");
	gitcase_write(c, "kept.log", "tracked though ignored\n");
	gitcase_write(c, "build/made", "tracked below an ignored directory\n");
	gitcase_sh(c, "git add -f kept.log build/made && git commit -qm two");
	gitcase_write(c, "new", "untracked\n");
	gitcase_write(c, "keep.log", "not ignored after all\n");
	gitcase_write(c, "lost.log", "ignored\n");
	gitcase_write(c, "build/other", "ignored\n");
	gitcase_write(c, "nested/file", "of another repository\n");
	gitcase_sh(c, "git -C nested init -q && ln -s new link && rm .env.example");
	assert_string_equal(list_work(c, "**"),
	                    ".gitignore CHANGELOG.md build/made keep.log kept.log new");
}

static void
work_tree_is_read_as_it_is(void **state)
{
	struct gitcase *c = *state;
	struct bg_revision rev;
	struct bg_tree tree;
	struct bg_blob blob;

	start(c);
	tree = work(c, &rev);
	assert_false(rev.modified);
	assert_false(rev.is_tag);
	assert_string_equal(rev.commit, gitcase_out(c, "git rev-parse HEAD"));
	gitcase_write(c, ".env.example", "ONE=1\n");
	tree = work(c, &rev);
	assert_true(rev.modified);
	assert_int_equal(tree.read(&tree, c->arena, ".env.example", &blob, &c->err), 0);
	assert_string_equal(blob.bytes, "ONE=1\n");
	assert_int_equal(tree.read(&tree, c->arena, ".git/config", &blob, &c->err), 0);
	assert_null(blob.bytes);
}

static void
bare_repository_has_no_work_tree(void **state)
{
	struct gitcase *c = *state;
	struct bg_revision rev;
	struct bg_tree tree;
	struct bg_source *s;

	start(c);
	gitcase_sh(c, "git clone -q --bare . ../bare");
	c->req.dir = bg_strf(c->arena, "%s/bare", c->tmp);
	s = gitcase_open(c);
	assert_int_equal(s->work(s, c->arena, &rev, &tree, &c->err), -1);
	assert_int_equal(c->err.code, BG_EUSAGE);
	assert_string_equal(c->err.text, "the repository has no work tree");
}

/* ---- next ------------------------------------------------------------------------------ */

static void
next_is_alone_on_stdout(void **state)
{
	struct gitcase *c = *state;

	start(c);
	assert_next(PROGRAM_ON(c, "next"), "", "nothing has changed since v1.0.0");
	gitcase_sh(c, "echo x >note && git add -A && git commit -qm two");
	assert_next(PROGRAM_ON(c, "next"), "1.0.1\n", "v1.0.0 -> 1.0.1: patch\n");
	gitcase_write(c, ".env.example", "ONE=1\nTWO=2\nTHREE=3\n");
	assert_next(PROGRAM_ON(c, "next"), "1.0.1\n", "patch");
	assert_next(PROGRAM_ON(c, "next", "--work-tree"), "1.1.0\n",
	            "v1.0.0 -> 1.1.0: minor, owed by THREE\n");
	gitcase_write(c, ".env.example", "THREE=3\n");
	assert_next(PROGRAM_ON(c, "next", "--work-tree"), "2.0.0\n",
	            "major, owed by ONE and 1 more\n");
	assert_string_equal(PROGRAM_ON(c, "next", "--work-tree", "-q").err, "");
	assert_int_equal(PROGRAM_ON(c, "next", "--work-tree", "HEAD").status, 2);
}

static void
next_of_a_tag_is_what_its_commit_would_owe(void **state)
{
	struct gitcase *c = *state;

	start(c);
	gitcase_write(c, ".env.example", "ONE=1\nTWO=2\nTHREE=3\n");
	gitcase_sh(c, "git commit -qam two && git tag -am rc v1.1.0-rc.1");
	assert_next(PROGRAM_ON(c, "next", "v1.1.0-rc.1"), "1.1.0\n", "minor");
	assert_next(PROGRAM_ON(c, "next", "v1.0.0"), "", "nothing has changed");
}

static void
next_candidate_counts_on(void **state)
{
	struct gitcase *c = *state;

	start(c);
	gitcase_sh(c, "echo x >note && git add -A && git commit -qm two");
	assert_next(PROGRAM_ON(c, "next", "--pre", "rc"), "1.0.1-rc.1\n", "patch");
	gitcase_sh(c,
	           "git tag v1.0.1-rc.9 && git tag v1.0.1-rc.10 && git tag v1.0.1-beta.12 && "
	           "git tag v1.1.0-rc.40 && git tag v1.0.1-rc.x");
	assert_next(PROGRAM_ON(c, "next", "--pre", "rc"), "1.0.1-rc.11\n", "patch");
	assert_next(PROGRAM_ON(c, "next", "--pre", "alpha"), "1.0.1-alpha.1\n", "patch");
	gitcase_sh(c, "git tag v1.0.1-b2");
	assert_next(PROGRAM_ON(c, "next", "--pre", "b"), "1.0.1-b3\n", "patch");
	assert_int_equal(PROGRAM_ON(c, "next", "--pre", "r c").status, 2);
	assert_int_equal(PROGRAM_ON(c, "next", "--pre", "a+b").status, 2);
}

static void
next_of_a_first_release_is_said(void **state)
{
	struct gitcase *c = *state;

	gitcase_write(c, ".env.example", "ONE=1\n");
	gitcase_sh(c, "git add -A && git commit -qm one");
	assert_int_equal(PROGRAM_ON(c, "next").status, 3);
	assert_string_equal(PROGRAM_ON(c, "next").out, "");
	assert_next(PROGRAM_ON(c, "next", "--initial"), "0.1.0\n", "a first release");
}

static void
next_is_unknown_where_a_surface_is_unread(void **state)
{
	struct gitcase *c = *state;

	start(c);
	gitcase_write(c, "config/schedule.yaml", "groups: [\n");
	gitcase_sh(c, "git add -A && git commit -qm two");
	assert_next(PROGRAM_ON(c, "next"), "", "cannot read config/schedule.yaml");
}

static void
next_is_not_a_version_that_is_taken(void **state)
{
	struct gitcase *c = *state;
	struct program_call call;

	start(c);
	gitcase_sh(c, "git checkout -qb develop && echo x >note && git add -A && "
	              "git commit -qm two && git checkout -q main && echo y >other && "
	              "git add -A && git commit -qm three && git tag v1.0.1 && "
	              "git checkout -q develop");
	call = PROGRAM_ON(c, "next");
	assert_int_equal(call.status, 3);
	assert_string_equal(call.out, "");
	assert_string_equal(call.err, "bumpgate: error: the next version would be 1.0.1, but "
	                              "v1.0.1 is there, and HEAD does not contain it\n"
	                              "hint: merge v1.0.1, or name it as the base: "
	                              "bumpgate check v1.0.1..HEAD\n");
	gitcase_write(c, ".env.example", "ONE=1\nTWO=2\nTHREE=3\n");
	assert_next(PROGRAM_ON(c, "next", "--work-tree"), "1.1.0\n", "v1.0.0 -> 1.1.0: minor");
}

static void
release_merged_elsewhere_is_the_one_before(void **state)
{
	struct gitcase *c = *state;

	start(c);
	gitcase_sh(c, "git checkout -qb develop && echo x >note && git add -A && "
	              "git commit -qm two && git checkout -q main && "
	              "git merge -q --no-ff -m three develop && git tag v1.1.0 && "
	              "git checkout -q develop && echo y >note && git commit -qam four");
	assert_next(PROGRAM_ON(c, "next"), "1.1.1\n", "v1.1.0 -> 1.1.1: patch");
	assert_null(strstr(PROGRAM_ON(c, "check").out, "base-not-ancestor"));
}

static void
errors_before_tagging_are_counted(void **state)
{
	struct gitcase *c = *state;

	start(c);
	gitcase_write(c, ".env.example", "ONE=1\n");
	gitcase_sh(c, "git commit -qam two");
	assert_next(PROGRAM_ON(c, "next"), "2.0.0\n", "before tagging, resolve ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		gitcase_test(work_tree_holds_what_git_add_would_take),
		gitcase_test(work_tree_is_read_as_it_is),
		gitcase_test(bare_repository_has_no_work_tree),
		gitcase_test(next_is_alone_on_stdout),
		gitcase_test(next_of_a_tag_is_what_its_commit_would_owe),
		gitcase_test(next_candidate_counts_on),
		gitcase_test(next_of_a_first_release_is_said),
		gitcase_test(next_is_unknown_where_a_surface_is_unread),
		gitcase_test(next_is_not_a_version_that_is_taken),
		gitcase_test(release_merged_elsewhere_is_the_one_before),
		gitcase_test(errors_before_tagging_are_counted),
	};

	return cmocka_run_group_tests_name("next", tests, NULL, NULL);
}
