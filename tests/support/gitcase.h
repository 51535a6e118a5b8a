/* SPDX-License-Identifier: MIT */
/* One test's repository, made by the git program, and the source that reads it. */
#ifndef SUPPORT_GITCASE_H
#define SUPPORT_GITCASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "source/source.h"
#include "support/files.h"

struct gitcase {
	struct bg_arena *arena;
	char tmp[512];         /* holds everything; also HOME */
	struct bg_request req; /* dir is "<tmp>/repo" until a test says otherwise */
	struct bg_source *source;
	struct bg_err err;
};

/* cmocka's setup (an empty repository on branch "main") and teardown. */
int gitcase_setup(void **state);
int gitcase_teardown(void **state);

/* Runs shell commands in the repository; the test fails when they do. */
void gitcase_sh(struct gitcase *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Their output, without the last newline. */
const char *gitcase_out(struct gitcase *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Writes a file of the work tree, or of .git. */
void gitcase_write(struct gitcase *c, const char *path, const char *text);
/* Commits files at several depths as v1.0.0, all objects loose. */
void gitcase_release(struct gitcase *c);
/* Removes the loose object called id, or overwrites it with rubbish. */
void gitcase_lose(struct gitcase *c, const char *id);
void gitcase_damage(struct gitcase *c, const char *id);

/* Opens c->req, closing what is open; the second form wants it to fail. */
struct bg_source *gitcase_open(struct gitcase *c);
void gitcase_refused(struct gitcase *c, const char *text, const char *hint);

/* The same for names, and for files of a revision. */
struct bg_revision gitcase_resolve(struct gitcase *c, const char *name);
void gitcase_unresolved(struct gitcase *c, const char *name, enum bg_code code,
                        const char *text, const char *hint);
struct bg_blob gitcase_read(struct gitcase *c, const char *name, const char *path);
void gitcase_unread(struct gitcase *c, const char *name, const char *path, enum bg_code code,
                    const char *text, const char *hint);
struct bg_strings gitcase_list(struct gitcase *c, const char *name, const char *glob);
void gitcase_unlisted(struct gitcase *c, const char *name, const char *glob, enum bg_code code,
                      const char *text);

/* Whether leaks count: libgit2 1.5 leaks when an ancestor is missing. */
void gitcase_check_leaks(bool check);

/* A test with its own repository. */
#define gitcase_test(test) \
	cmocka_unit_test_setup_teardown(test, gitcase_setup, gitcase_teardown)

#endif
