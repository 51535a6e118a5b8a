/* SPDX-License-Identifier: MIT */
/* Repositories of other formats, and clones that have less than all. */
#include <string.h>

#include "support/gitcase.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *
id_of(struct gitcase *c, const char *spec)
{
	return gitcase_out(c, "git rev-parse '%s'", spec);
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

	gitcase_release(c);
	gitcase_sh(c, "git config core.repositoryFormatVersion 1 && "
	              "git config extensions.refStorage reftable && mkdir .git/reftable && "
	              "echo 'ref: refs/heads/.invalid' >.git/HEAD");
	gitcase_refused(c, "stores its references as 'reftable'", "git refs migrate");
}

static void
unknown_extension_is_refused_by_name(void **state)
{
	struct gitcase *c = *state;

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
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

	gitcase_release(c);
	gitcase_sh(c, "git clone -q --shared . ../shared");
	go_to(c, "shared");
	assert_int_equal(gitcase_read(c, "v1.0.0", "app/api.py").n, 6);
	gitcase_sh(c, "rm -rf .git/objects && mkdir .git/objects");
	gitcase_open(c);
	gitcase_unresolved(c, "v1.0.0", BG_EOBJECT, "is missing", NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		gitcase_test(sha256_is_refused_by_name),
		gitcase_test(reftable_is_refused_by_name),
		gitcase_test(unknown_extension_is_refused_by_name),
		gitcase_test(harmless_extensions_are_read),
		gitcase_test(relative_worktree_is_read),
		gitcase_test(partial_clone_says_how_to_fill_it),
		gitcase_test(refetch_repairs_a_full_clone),
		gitcase_test(shallow_clone_says_what_it_cannot_know),
		gitcase_test(checkout_without_tags_says_how_to_get_them),
		gitcase_test(alternates_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
