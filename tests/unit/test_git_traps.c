/* SPDX-License-Identifier: MIT */
/* Repositories with objects that are missing, broken or hostile. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "support/gitcase.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *
id_of(struct gitcase *c, const char *spec)
{
	return gitcase_out(c, "git rev-parse '%s'", spec);
}

/* ---- what is missing or broken ------------------------------------------------------ */

static void
missing_blob_is_no_absent_file(void **state)
{
	struct gitcase *c = *state;
	const char *id;

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
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
	bool found;

	gitcase_release(c);
	gitcase_sh(
		c,
		"git commit -q --allow-empty -m two && git commit -q --allow-empty -m three");
	gitcase_lose(c, id_of(c, "HEAD~1"));
	old = gitcase_resolve(c, "v1.0.0");
	assert_int_equal(
		c->source->branch(c->source, c->arena, "main", &young, &found, &c->err), 0);
	for (size_t i = 0; i < 4; i++) {
		memset(&c->err, 0, sizeof(c->err));
		gitcase_check_leaks(false);
		assert_int_equal(c->source->ancestor(c->source, &old, &young, &is, &c->err),
		                 -1);
		gitcase_check_leaks(true);
		assert_int_equal(c->err.code, BG_EOBJECT);
		assert_non_null(strstr(c->err.hint, "git fetch --refetch"));
	}
}

static void
damaged_object_is_said(void **state)
{
	struct gitcase *c = *state;
	const char *id;

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
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
		gitcase_test(missing_blob_is_no_absent_file),
		gitcase_test(missing_tree_is_no_absent_directory),
		gitcase_test(trees_that_are_not_named_are_not_read),
		gitcase_test(missing_root_or_commit_is_said),
		gitcase_test(ancestry_through_a_missing_commit_is_said),
		gitcase_test(damaged_object_is_said),
		gitcase_test(swapped_object_is_said),
		gitcase_test(truncated_pack_is_said),
		gitcase_test(broken_reference_is_not_passed_over),
		gitcase_test(tree_bomb_ends_quickly),
		gitcase_test(deep_tree_hits_the_path_limit),
		gitcase_test(entry_out_of_order_is_still_found),
		gitcase_test(tag_chain_has_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
