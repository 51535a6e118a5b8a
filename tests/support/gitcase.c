/* SPDX-License-Identifier: MIT */
/* One test's repository, made by the git program. */
#include "support/gitcase.h"

#include <stdio.h>
#include <string.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define WITH_LSAN
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(WITH_LSAN)
#include <sanitizer/lsan_interface.h>

void
gitcase_check_leaks(bool check)
{
	if (check)
		__lsan_enable();
	else
		__lsan_disable();
}
#else
void
gitcase_check_leaks(bool check)
{
	(void)check;
}
#endif

int
gitcase_setup(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	struct gitcase *c = bg_alloc(arena, sizeof(*c));

	c->arena = arena;
	support_tmpdir(c->tmp, sizeof(c->tmp));
	support_hermetic(c->tmp);
	bg_limits_init(&c->req.limits);
	c->req.home = c->tmp;
	c->req.dir = bg_strf(arena, "%s/repo", c->tmp);
	*state = c;
	if (support_have("git"))
		support_run("git init -q -b main %s", c->req.dir);
	return 0;
}

int
gitcase_teardown(void **state)
{
	struct gitcase *c = *state;

	bg_source_close(c->source);
	support_remove(c->tmp);
	bg_arena_free(c->arena);
	return 0;
}

void
gitcase_sh(struct gitcase *c, const char *fmt, ...)
{
	const char *command;
	va_list ap;

	va_start(ap, fmt);
	command = bg_vstrf(c->arena, fmt, ap);
	va_end(ap);
	if (support_try("command -v git"))
		skip();
	if (support_try("cd %s/repo && { %s; }", c->tmp, command))
		fail_msg("cannot run: %s", command);
}

const char *
gitcase_out(struct gitcase *c, const char *fmt, ...)
{
	const char *command;
	va_list ap;
	char *text;

	va_start(ap, fmt);
	command = bg_vstrf(c->arena, fmt, ap);
	va_end(ap);
	text = support_output(c->arena, NULL, "cd %s/repo && %s", c->tmp, command);
	if (bg_ends(text, "\n"))
		text[strlen(text) - 1] = '\0';
	return text;
}

void
gitcase_write(struct gitcase *c, const char *path, const char *text)
{
	support_write_text(c->tmp, bg_strf(c->arena, "repo/%s", path), text);
}

static const char *
loose_path(struct gitcase *c, const char *id)
{
	return bg_strf(c->arena, ".git/objects/%.2s/%s", id, id + 2);
}

void
gitcase_release(struct gitcase *c)
{
	gitcase_write(c, ".env.example", "A=1\n");
	gitcase_write(c, "app/api.py", "x = 1\n");
	gitcase_write(c, "app/deep/er/f.py", "y = 1\n");
	gitcase_write(c, "docs/index.md", "# d\n");
	gitcase_sh(c, "git config gc.auto 0 && git add -A && git commit -q -m one && "
	              "git tag -a -m x v1.0.0");
}

void
gitcase_lose(struct gitcase *c, const char *id)
{
	gitcase_sh(c, "rm %s", loose_path(c, id));
}

void
gitcase_damage(struct gitcase *c, const char *id)
{
	const char *path = loose_path(c, id);

	gitcase_sh(c, "test -f %s && chmod u+w %s && echo rubbish >%s", path, path, path);
}

struct bg_source *
gitcase_open(struct gitcase *c)
{
	bg_source_close(c->source);
	c->source = NULL;
	c->err = (struct bg_err){0};
	if (bg_source_open_git(&c->source, c->arena, &c->req, &c->err))
		fail_msg("%s", c->err.text);
	return c->source;
}

static void
assert_error(struct gitcase *c, enum bg_code code, const char *text, const char *hint)
{
	if (c->err.code != code || !strstr(c->err.text, text) ||
	    !strstr(c->err.hint, hint ? hint : ""))
		fail_msg("error %d '%s' (%s), not %d '%s' (%s)", c->err.code, c->err.text,
		         c->err.hint, code, text, hint ? hint : "");
	c->err = (struct bg_err){0};
}

void
gitcase_refused(struct gitcase *c, const char *text, const char *hint)
{
	bg_source_close(c->source);
	c->source = NULL;
	c->err = (struct bg_err){0};
	if (bg_source_open_git(&c->source, c->arena, &c->req, &c->err) == 0)
		fail_msg("opened, although: %s", text);
	assert_error(c, BG_EREPO, text, hint);
}

struct bg_revision
gitcase_resolve(struct gitcase *c, const char *name)
{
	struct bg_source *s = c->source ? c->source : gitcase_open(c);
	struct bg_revision rev;

	if (s->resolve(s, c->arena, name, false, &rev, &c->err))
		fail_msg("%s", c->err.text);
	return rev;
}

void
gitcase_unresolved(struct gitcase *c, const char *name, enum bg_code code, const char *text,
                   const char *hint)
{
	struct bg_source *s = c->source ? c->source : gitcase_open(c);
	struct bg_revision rev;

	if (s->resolve(s, c->arena, name, false, &rev, &c->err) == 0)
		fail_msg("'%s' resolves to %s", name, rev.commit);
	assert_error(c, code, text, hint);
}

static struct bg_tree
open_tree(struct gitcase *c, const char *name)
{
	struct bg_revision rev = gitcase_resolve(c, name);
	struct bg_tree tree;

	if (c->source->tree(c->source, c->arena, &rev, &tree, &c->err))
		fail_msg("%s", c->err.text);
	return tree;
}

struct bg_blob
gitcase_read(struct gitcase *c, const char *name, const char *path)
{
	struct bg_tree tree = open_tree(c, name);
	struct bg_blob blob;

	if (tree.read(&tree, c->arena, path, &blob, &c->err))
		fail_msg("%s", c->err.text);
	return blob;
}

void
gitcase_unread(struct gitcase *c, const char *name, const char *path, enum bg_code code,
               const char *text, const char *hint)
{
	struct bg_tree tree = open_tree(c, name);
	struct bg_blob blob;

	if (tree.read(&tree, c->arena, path, &blob, &c->err) == 0)
		fail_msg("'%s' is read as %s", path, blob.bytes ? "bytes" : "absent");
	assert_error(c, code, text, hint);
}

struct bg_strings
gitcase_list(struct gitcase *c, const char *name, const char *glob)
{
	struct bg_tree tree = open_tree(c, name);
	struct bg_strings out = {0};

	if (tree.list(&tree, c->arena, glob, &out, &c->err))
		fail_msg("%s", c->err.text);
	return out;
}

void
gitcase_unlisted(struct gitcase *c, const char *name, const char *glob, enum bg_code code,
                 const char *text)
{
	struct bg_tree tree = open_tree(c, name);
	struct bg_strings out = {0};

	if (tree.list(&tree, c->arena, glob, &out, &c->err) == 0)
		fail_msg("'%s' lists %zu files", glob, out.n);
	assert_int_equal(out.n, 0);
	assert_error(c, code, text, NULL);
}
