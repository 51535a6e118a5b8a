/* SPDX-License-Identifier: MIT */
/* Fixtures as sources: on their own, and against the git repository made of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "source/source.h"
#include "support/files.h"
#include "support/gitrepo.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct place {
	struct bg_arena *arena;
	char dir[512], repo[512];
	struct bg_request req;
	struct bg_err err;
};

static int
setup(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct place *p = bg_alloc(arena, sizeof(*p));

	p->arena = arena;
	support_tmpdir(p->dir, sizeof(p->dir));
	support_hermetic(p->dir);
	bg_limits_init(&p->req.limits);
	p->req.fixture = p->dir;
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;

	support_remove(p->dir);
	if (*p->repo)
		support_remove(p->repo);
	bg_arena_free(p->arena);
	return 0;
}

static struct bg_source *
open_dir(struct place *p)
{
	struct bg_source *s = NULL;

	if (bg_source_open_dir(&s, p->arena, &p->req, &p->err))
		fail_msg("%s", p->err.text);
	return s;
}

static struct bg_source *
open_repo(struct place *p)
{
	struct bg_request req = p->req;
	struct bg_source *s = NULL;

	assert_int_equal(support_repo_from_dir(p->dir, p->repo, sizeof(p->repo)), 0);
	req.dir = p->repo;
	if (bg_source_open_git(&s, p->arena, &req, &p->err))
		fail_msg("%s", p->err.text);
	return s;
}

static struct bg_revision
resolve(struct place *p, struct bg_source *s, const char *name)
{
	struct bg_revision rev;

	if (s->resolve(s, p->arena, name, false, &rev, &p->err))
		fail_msg("%s", p->err.text);
	return rev;
}

static void
write_odd_files(struct bg_arena *arena, const char *dir)
{
	support_write_text(dir, "README", "one\n");
	support_write_text(dir, ".env.example", "A=1\n");
	support_write_text(dir, "empty", "");
	support_write_file(dir, "bin/nul", "a\0b\r\n", 5);
	support_write_text(dir, "a/b/c/deep.py", "x = 1\n");
	support_write_text(dir, "a.b", "sorts between a and a/\n");
	support_write_text(dir, "a/with space\n", "odd\n");
	support_write_text(dir, "a/\xFF\x01", "odd\n");
	support_write_text(dir, "a/.git", "of another repository\n");
	support_write_text(dir, "run.sh", "#!/bin/sh\n");
	assert_int_equal(chmod(bg_strf(arena, "%s/run.sh", dir), 0755), 0);
	assert_int_equal(symlink("README", bg_strf(arena, "%s/link", dir)), 0);
	assert_int_equal(symlink("a", bg_strf(arena, "%s/dirlink", dir)), 0);
	assert_int_equal(mkdir(bg_strf(arena, "%s/hollow", dir), 0777), 0);
}

static void
write_history(struct place *p)
{
	write_odd_files(p->arena, bg_strf(p->arena, "%s/v1.0.0", p->dir));
	support_write_text(p->dir, "v1.10.0/README", "three\n");
	support_write_text(p->dir, "v1.9.0/README", "two\n");
	support_write_text(p->dir, "latest/README", "two\n");
	support_write_text(p->dir, "HEAD/README", "three\n");
}

static void
tags_are_directories_without_head(void **state)
{
	static const char *const wanted[] = {"latest", "v1.0.0", "v1.10.0", "v1.9.0"};
	struct place *p = *state;
	struct bg_strings tags;
	struct bg_source *s;

	write_history(p);
	s = open_dir(p);
	assert_int_equal(s->tags(s, p->arena, &tags, &p->err), 0);
	assert_int_equal(tags.n, COUNT(wanted));
	for (size_t i = 0; i < tags.n; i++)
		assert_string_equal(tags.v[i], wanted[i]);
	bg_source_close(s);
}

static void
defaults_are_by_semver_and_month(void **state)
{
	static const char *const rows[][2] = {{"v1.0.0", "2026-01-01"},
	                                      {"v1.9.0", "2026-02-01"},
	                                      {"v1.10.0", "2026-03-01"},
	                                      {"latest", "2026-04-01"},
	                                      {"HEAD", "2026-05-01"}};
	struct place *p = *state;
	struct bg_revision rev, last = {0};
	enum bg_tristate order;
	struct bg_source *s;

	write_history(p);
	s = open_dir(p);
	for (size_t i = 0; i < COUNT(rows); i++) {
		rev = resolve(p, s, rows[i][0]);
		assert_string_equal(rev.name, rows[i][0]);
		assert_string_equal(rev.date, rows[i][1]);
		assert_int_equal(rev.is_tag, strcmp(rows[i][0], "HEAD") != 0);
		assert_int_equal(strlen(rev.commit), 40);
		if (i) {
			assert_string_not_equal(rev.commit, last.commit);
			assert_int_equal(s->ancestor(s, &last, &rev, &order, &p->err), 0);
			assert_int_equal(order, BG_YES);
			assert_int_equal(s->ancestor(s, &rev, &last, &order, &p->err), 0);
			assert_int_equal(order, BG_NO);
		}
		last = rev;
	}
	bg_source_close(s);
}

static void
same_trees_have_different_commits(void **state)
{
	struct place *p = *state;
	struct bg_revision a, b, again;
	struct bg_source *s;

	support_write_text(p->dir, "v1.0.0/x", "1");
	support_write_text(p->dir, "v1.0.1/x", "1");
	s = open_dir(p);
	a = resolve(p, s, "v1.0.0");
	b = resolve(p, s, "v1.0.1");
	assert_string_not_equal(a.commit, b.commit);
	bg_source_close(s);
	s = open_dir(p);
	again = resolve(p, s, "v1.0.0");
	assert_string_equal(a.commit, again.commit);
	support_write_text(p->dir, "v1.0.0/x", "2");
	s = open_dir(p);
	again = resolve(p, s, "v1.0.0");
	assert_string_not_equal(a.commit, again.commit);
}

static void
assert_same_read(struct place *p, struct bg_tree *a, struct bg_tree *b, const char *path)
{
	struct bg_blob x, y;

	assert_int_equal(a->read(a, p->arena, path, &x, &p->err), 0);
	assert_int_equal(b->read(b, p->arena, path, &y, &p->err), 0);
	assert_string_equal(x.path, path);
	assert_string_equal(y.path, path);
	if (!x.bytes != !y.bytes)
		fail_msg("'%s' is in one source only", path);
	assert_int_equal(x.n, y.n);
	if (!x.bytes)
		return;
	assert_memory_equal(x.bytes, y.bytes, x.n);
	assert_int_equal(x.bytes[x.n], 0);
	assert_int_equal(y.bytes[y.n], 0);
}

static size_t
assert_same_list(struct place *p, struct bg_tree *a, struct bg_tree *b, const char *glob)
{
	struct bg_strings x = {0}, y = {0};

	assert_int_equal(a->list(a, p->arena, glob, &x, &p->err), 0);
	assert_int_equal(b->list(b, p->arena, glob, &y, &p->err), 0);
	assert_int_equal(x.n, y.n);
	for (size_t i = 0; i < x.n; i++) {
		assert_string_equal(x.v[i], y.v[i]);
		assert_same_read(p, a, b, x.v[i]);
		if (i)
			assert_true(strcmp(x.v[i - 1], x.v[i]) < 0);
	}
	return x.n;
}

static void
trees_agree_with_git(void **state)
{
	static const struct {
		const char *glob;
		size_t n;
	} globs[] = {
		{"**", 9},        {"*", 5},           {"a/**", 3},
		{"**/*.py", 1},   {"a", 0},           {"link", 0},
		{"README", 1},    {"dirlink/**", 0},  {"a/*", 2},
		{"a/?*", 2},      {"[!a]*", 4},       {"hollow/**", 0},
		{"*/nul", 1},     {"**/**", 9},       {"a/b/**/deep.py", 1},
		{"a/**/b/**", 1}, {"no/such", 0},     {"README/x", 0},
		{"", 0},          {"a/", 0},          {"/a", 0},
		{"a//b", 0},      {"./README", 0},    {"../v1.0.0/README", 0},
		{"*/", 0},        {"a/../README", 0},
	};
	static const char *const paths[] = {"link",        "dirlink",  "dirlink/b/c/deep.py",
	                                    "hollow",      "a",        "",
	                                    "/",           "README/",  "/README",
	                                    ".",           "..",       "./README",
	                                    "a/../README", "README/x", "absent",
	                                    "a/b/absent",  "a/.git"};
	struct place *p = *state;
	struct bg_source *dir, *git;
	struct bg_tree a, b;
	struct bg_revision rev;

	write_history(p);
	dir = open_dir(p);
	git = open_repo(p);
	rev = resolve(p, dir, "v1.0.0");
	assert_int_equal(dir->tree(dir, p->arena, &rev, &a, &p->err), 0);
	rev = resolve(p, git, "v1.0.0");
	assert_int_equal(git->tree(git, p->arena, &rev, &b, &p->err), 0);
	for (size_t i = 0; i < COUNT(globs); i++)
		if (assert_same_list(p, &a, &b, globs[i].glob) != globs[i].n)
			fail_msg("'%s' lists another number of files", globs[i].glob);
	for (size_t i = 0; i < COUNT(paths); i++)
		assert_same_read(p, &a, &b, paths[i]);
	assert_same_read(p, &a, &b, bg_strf(p->arena, "a/%0300d", 0));
	bg_source_close(dir);
	bg_source_close(git);
}

static void
write_branches(struct place *p)
{
	static const char *const names[] = {"v1.0.0", "v1.1.0", "v1.0.1",
	                                    "v1.2.0", "v2.0.0", "x"};

	for (size_t i = 0; i < COUNT(names); i++)
		support_write_text(p->dir, bg_strf(p->arena, "%s/f", names[i]), names[i]);
	support_write_text(p->dir, ".tags",
	                   "# dates, parents, branches\n"
	                   "\n"
	                   "v1.0.0 date=2024-02-29  # a leap day\n"
	                   "v1.1.0 lightweight\n"
	                   "v1.0.1\tparent=v1.0.0 on=maint/1.0\r\n"
	                   "v1.2.0 date=1970-01-01\n"
	                   "x on=other\n"
	                   "v2.0.0 parent= on=next");
}

static void
lines_set_dates_parents_and_branches(void **state)
{
	struct place *p = *state;
	static const char *const names[] = {"v1.0.0", "v1.1.0", "v1.0.1",
	                                    "v1.2.0", "x",      "v2.0.0"};
	static const char *const dates[] = {"2024-02-29", "2026-02-01", "2026-03-01",
	                                    "1970-01-01", "2026-05-01", "2026-06-01"};
	/* ancestors[i] holds, for each name, whether it is one of names[i]. */
	static const char *const ancestors[] = {"1-----", "11----", "1-1---",
	                                        "11-1--", "11-11-", "-----1"};
	static const char *const branches[][2] = {{"main", "v1.2.0"},
	                                          {"maint/1.0", "v1.0.1"},
	                                          {"other", "x"},
	                                          {"next", "v2.0.0"}};
	struct bg_source *sources[2];
	struct bg_revision rev, tip, old;
	enum bg_tristate order;
	bool found;

	write_branches(p);
	sources[0] = open_dir(p);
	sources[1] = open_repo(p);
	for (size_t k = 0; k < 2; k++) {
		struct bg_source *s = sources[k];

		for (size_t i = 0; i < COUNT(names); i++) {
			rev = resolve(p, s, names[i]);
			assert_string_equal(rev.date, dates[i]);
			for (size_t j = 0; j < COUNT(names); j++) {
				old = resolve(p, s, names[j]);
				assert_int_equal(s->ancestor(s, &old, &rev, &order, &p->err),
				                 0);
				assert_int_equal(order,
				                 ancestors[i][j] == '1' ? BG_YES : BG_NO);
			}
		}
		for (size_t i = 0; i < COUNT(branches); i++) {
			assert_int_equal(
				s->branch(s, p->arena, branches[i][0], &tip, &found, &p->err),
				0);
			assert_true(found);
			assert_false(tip.is_tag);
			assert_string_equal(tip.name, branches[i][0]);
			rev = resolve(p, s, branches[i][1]);
			assert_string_equal(tip.commit, rev.commit);
			tip = resolve(p, s, branches[i][0]);
			assert_string_equal(tip.commit, rev.commit);
		}
		assert_int_equal(s->branch(s, p->arena, "absent", &tip, &found, &p->err), 0);
		assert_false(found);
		tip = resolve(p, s, "HEAD");
		assert_string_equal(tip.commit, resolve(p, s, "v2.0.0").commit);
		assert_false(tip.is_tag);
		bg_source_close(s);
	}
}

static void
wrong_lines_are_named(void **state)
{
	static const struct {
		const char *text, *says;
		unsigned line;
	} rows[] = {
		{"v1.0.0\nv1.0.1 dat=1\n", "unknown word 'dat=1'", 2},
		{"v1.0.0\nv1.0.1 date=2026-02-30\n", "invalid 'date=2026-02-30'", 2},
		{"v1.0.0 date=1969-12-31\n", "invalid 'date=1969-12-31'", 1},
		{"v1.0.0 parent=v1.0.1\nv1.0.1\n", "no earlier line for the parent 'v1.0.1'",
	         1},
		{"v1.0.0 parent=v1.0.0\nv1.0.1\n", "no earlier line for the parent 'v1.0.0'",
	         1},
		{"v1.0.0\nv1.0.1\nv1.0.0\n", "named twice: 'v1.0.0'", 3},
		{"v1.0.0\nv1.0.1\nv3\n", "there is no directory 'v3'", 3},
		{"v1.0.0\nv1.0.1 on=\n", "unknown word 'on='", 2},
		{"v1.0.0\n", "no line names the directory 'v1.0.1'", 0},
		{"../v1.0.0\n", "there is no directory '../v1.0.0'", 1},
	};
	struct place *p = *state;
	struct bg_source *s;

	support_write_text(p->dir, "v1.0.0/x", "1");
	support_write_text(p->dir, "v1.0.1/x", "1");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct bg_err err = {0};

		support_write_text(p->dir, ".tags", rows[i].text);
		assert_int_equal(bg_source_open_dir(&s, p->arena, &p->req, &err), -1);
		assert_int_equal(err.code, BG_EREPO);
		assert_string_equal(err.text, rows[i].says);
		assert_string_equal(err.path, ".tags");
		assert_int_equal(err.line, rows[i].line);
	}
}

static void
long_line_is_refused(void **state)
{
	struct place *p = *state;
	char line[5000];
	struct bg_source *s;

	memset(line, ' ', sizeof(line));
	support_write_text(p->dir, "v1.0.0/x", "1");
	support_write_file(p->dir, ".tags", line, sizeof(line));
	assert_int_equal(bg_source_open_dir(&s, p->arena, &p->req, &p->err), -1);
	assert_int_equal(p->err.line, 1);
}

static void
unknown_name_suggests_a_near_one(void **state)
{
	struct place *p = *state;
	struct bg_revision rev;
	struct bg_source *s;

	write_history(p);
	s = open_dir(p);
	assert_int_equal(s->resolve(s, p->arena, "v1.0.O", false, &rev, &p->err), -1);
	assert_int_equal(p->err.code, BG_EREPO);
	assert_string_equal(p->err.text, "there is no revision 'v1.0.O'");
	assert_string_equal(p->err.hint, "did you mean 'v1.0.0'?");
	p->err = (struct bg_err){0};
	assert_int_equal(s->resolve(s, p->arena, "HEAD", true, &rev, &p->err), -1);
	assert_string_equal(p->err.text, "there is no tag 'HEAD'");
}

static void
limits_hold(void **state)
{
	struct place *p = *state;
	struct bg_strings out = {0};
	struct bg_revision rev;
	struct bg_source *s;
	struct bg_tree tree;
	struct bg_blob blob;

	write_history(p);
	p->req.limits.v[BG_LIMIT_BLOB] = 6;
	p->req.limits.v[BG_LIMIT_FILES] = 9;
	s = open_dir(p);
	rev = resolve(p, s, "HEAD");
	assert_int_equal(s->tree(s, p->arena, &rev, &tree, &p->err), 0);
	assert_int_equal(tree.read(&tree, p->arena, "README", &blob, &p->err), 0);
	support_write_text(p->dir, "HEAD/README", "1234567");
	assert_int_equal(tree.read(&tree, p->arena, "README", &blob, &p->err), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
	assert_string_equal(p->err.path, "README");
	p->err = (struct bg_err){0};
	bg_strings_add(p->arena, &out, "one that was there");
	for (size_t i = 0; i < 9; i++)
		support_write_text(p->dir, bg_strf(p->arena, "HEAD/d/%zu", i), "");
	assert_int_equal(tree.list(&tree, p->arena, "d/*", &out, &p->err), -1);
	assert_int_equal(p->err.code, BG_ELIMIT);
	assert_int_equal(out.n, 1);
}

static void
fixture_that_is_absent_is_said(void **state)
{
	struct place *p = *state;
	struct bg_source *s;

	p->req.fixture = "/nonexistent/fixture";
	assert_int_equal(bg_source_open_dir(&s, p->arena, &p->req, &p->err), -1);
	assert_int_equal(p->err.code, BG_EREPO);
	bg_source_close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tags_are_directories_without_head, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(defaults_are_by_semver_and_month, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(same_trees_have_different_commits, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(trees_agree_with_git, setup, teardown),
		cmocka_unit_test_setup_teardown(lines_set_dates_parents_and_branches, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(wrong_lines_are_named, setup, teardown),
		cmocka_unit_test_setup_teardown(long_line_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(unknown_name_suggests_a_near_one, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(limits_hold, setup, teardown),
		cmocka_unit_test_setup_teardown(fixture_that_is_absent_is_said, setup,
	                                        teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
