/* SPDX-License-Identifier: MIT */
/* The files of a revision, listed and read: against the git program. */
#include <stdio.h>
#include <string.h>

#include "base/glob.h"
#include "support/gitcase.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void
commit(struct gitcase *c, const char *message)
{
	gitcase_sh(c, "git add -A && git commit -q --allow-empty -m %s", message);
}

static uint64_t
next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 33;
}

/* Names that sort differently as entries, as paths and without their case. */
static void
make_files(struct gitcase *c, uint64_t *seed, size_t n)
{
	static const char *const names[] = {"a",   "a.b",  "a-b",      "ab",
	                                    "A",   "b.py", "\xC3\xA9", "x y",
	                                    "[z]", ".env", "commands", "sub"};
	const char *path;

	for (size_t i = 0; i < n; i++) {
		path = "";
		for (size_t depth = next_random(seed) % 4; depth > 0; depth--)
			path = bg_strf(c->arena, "%s%s.d/", path,
			               names[next_random(seed) % COUNT(names)]);
		path = bg_strf(c->arena, "%s%s", path, names[next_random(seed) % COUNT(names)]);
		gitcase_write(c, path,
		              bg_strf(c->arena, "%zu\n", (size_t)next_random(seed) % 50));
	}
}

/* The paths of regular files, as git lists them. */
static struct bg_strings
list_by_git(struct gitcase *c, const char *name)
{
	struct bg_strings out = {0};
	size_t n;
	char *text =
		support_output(c->arena, &n, "git -C %s ls-tree -r -z %s", c->req.dir, name);

	for (char *p = text; p < text + n; p += strlen(p) + 1)
		if (bg_starts(p, "100"))
			bg_strings_add(c->arena, &out, strchr(p, '\t') + 1);
	return out;
}

static void
assert_lists_agree(struct gitcase *c, const char *name, const struct bg_strings *all,
                   const char *glob)
{
	struct bg_strings got = gitcase_list(c, name, glob);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		if (!bg_glob_match(glob, all->v[i]))
			continue;
		if (n == got.n || strcmp(got.v[n], all->v[i]) != 0)
			fail_msg("'%s' does not list '%s'", glob, all->v[i]);
		n++;
	}
	if (n != got.n)
		fail_msg("'%s' lists %zu files, not %zu", glob, got.n, n);
}

static void
listing_agrees_with_git(void **state)
{
	static const char *const parts[] = {"a.d",   "*",      "*.d",       "**",   "a*",
	                                    "?.d",   "[a-c]*", "\\[z\\]",   "b.py", "*.py",
	                                    "sub.d", "[!a]*",  "\xC3\xA9*", "x y"};
	struct gitcase *c = *state;
	uint64_t seed = 20260101;
	struct bg_strings all;
	const char *glob;

	make_files(c, &seed, 400);
	gitcase_sh(c, "ln -s a.d link.d && ln -s b.py l.py && chmod +x b.py && "
	              "git update-index --add --cacheinfo "
	              "160000,0123456789012345678901234567890123456789,module.d");
	commit(c, "one");
	all = list_by_git(c, "HEAD");
	assert_true(all.n > 200);
	gitcase_open(c);
	for (size_t i = 0; i < 2000; i++) {
		glob = parts[next_random(&seed) % COUNT(parts)];
		for (size_t depth = next_random(&seed) % 4; depth > 0; depth--)
			glob = bg_strf(c->arena, "%s/%s", glob,
			               parts[next_random(&seed) % COUNT(parts)]);
		assert_lists_agree(c, "HEAD", &all, glob);
	}
}

static void
reading_agrees_with_git(void **state)
{
	struct gitcase *c = *state;
	uint64_t seed = 20260102;
	struct bg_strings all, changed = {0};
	struct bg_blob was, now;
	size_t n;
	char *text;

	make_files(c, &seed, 150);
	commit(c, "one");
	make_files(c, &seed, 150);
	gitcase_sh(c, "rm -r a.d; git add -A && git commit -q -m two && git tag v1.0.0 && "
	              "git gc -q");
	all = list_by_git(c, "v1.0.0");
	gitcase_open(c);
	for (size_t i = 0; i < all.n; i++) {
		now = gitcase_read(c, "v1.0.0", all.v[i]);
		text = support_output(c->arena, &n, "git -C %s cat-file blob 'v1.0.0:%s'",
		                      c->req.dir, all.v[i]);
		assert_int_equal(now.n, n);
		assert_memory_equal(now.bytes, text, n + 1);
	}
	support_output(c->arena, &n, "true");
	text = support_output(c->arena, &n,
	                      "git -C %s diff --no-renames --name-only -z v1.0.0~1 v1.0.0",
	                      c->req.dir);
	for (char *p = text; p < text + n; p += strlen(p) + 1)
		bg_strings_add(c->arena, &changed, p);
	bg_strings_sort(&changed);
	assert_true(changed.n > 50);
	for (size_t i = 0; i < all.n; i++) {
		was = gitcase_read(c, "v1.0.0~1", all.v[i]);
		now = gitcase_read(c, "v1.0.0", all.v[i]);
		assert_int_equal(strcmp(was.id, now.id) != 0,
		                 bg_strings_has(&changed, all.v[i]));
	}
}

static void
reading_gives_bytes_nul_and_id(void **state)
{
	struct gitcase *c = *state;
	struct bg_blob blob;

	support_write_file(c->tmp, "repo/f", "a\0\xFF\r\n", 5);
	gitcase_write(c, "empty", "");
	gitcase_sh(c, "chmod +x f && ln -s f link && git config core.autocrlf true");
	commit(c, "one");
	blob = gitcase_read(c, "HEAD", "f");
	assert_string_equal(blob.path, "f");
	assert_int_equal(blob.n, 5);
	assert_memory_equal(blob.bytes, "a\0\xFF\r\n", 6);
	assert_string_equal(blob.id, gitcase_out(c, "git rev-parse HEAD:f"));
	blob = gitcase_read(c, "HEAD", "empty");
	assert_non_null(blob.bytes);
	assert_int_equal(blob.n, 0);
	assert_null(gitcase_read(c, "HEAD", "link").bytes);
	assert_null(gitcase_read(c, "HEAD", "absent").bytes);
	assert_null(gitcase_read(c, "HEAD", "f/g").bytes);
}

static void
limits_hold(void **state)
{
	struct gitcase *c = *state;
	struct bg_strings tags;

	gitcase_write(c, "big", "12345");
	gitcase_write(c, "d/1", "");
	gitcase_write(c, "d/2", "");
	gitcase_write(c, "b1", "");
	gitcase_write(c, "b2", "");
	gitcase_write(c, "long/path/here", "");
	commit(c, "one");
	gitcase_sh(c, "git tag a && git tag b");
	c->req.limits.v[BG_LIMIT_BLOB] = 4;
	gitcase_open(c);
	gitcase_unresolved(c, "HEAD", BG_ELIMIT, "'blob-size'", NULL);
	c->req.limits.v[BG_LIMIT_BLOB] = 1000;
	gitcase_write(c, "big", bg_strf(c->arena, "%01000d", 0));
	gitcase_write(c, "bigger", bg_strf(c->arena, "%01001d", 0));
	commit(c, "two");
	gitcase_open(c);
	assert_int_equal(gitcase_read(c, "HEAD", "big").n, 1000);
	gitcase_unread(c, "HEAD", "bigger", BG_ELIMIT, "'blob-size'", NULL);
	c->req.limits.v[BG_LIMIT_FILES] = 2;
	c->req.limits.v[BG_LIMIT_TAGS] = 1;
	c->req.limits.v[BG_LIMIT_PATH] = 9;
	gitcase_open(c);
	assert_int_equal(gitcase_list(c, "HEAD", "d/*").n, 2);
	gitcase_unlisted(c, "HEAD", "[bd]*", BG_ELIMIT, "'files'");
	assert_int_equal(gitcase_list(c, "HEAD", "[d]/**").n, 2);
	gitcase_unlisted(c, "HEAD", "long/path/here", BG_ELIMIT, "'path-length'");
	gitcase_unlisted(c, "HEAD", "**/here", BG_ELIMIT, "'path-length'");
	gitcase_unread(c, "HEAD", "long/path/here", BG_ELIMIT, "'path-length'", NULL);
	assert_int_equal(c->source->tags(c->source, c->arena, &tags, &c->err), -1);
	assert_int_equal(c->err.code, BG_ELIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		gitcase_test(listing_agrees_with_git),
		gitcase_test(reading_agrees_with_git),
		gitcase_test(reading_gives_bytes_nul_and_id),
		gitcase_test(limits_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
