/* SPDX-License-Identifier: MIT */
/* Files and programs for tests. All of it ends the process when it fails. */
#ifndef SUPPORT_FILES_H
#define SUPPORT_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A fresh directory below $TMPDIR or /tmp; its real path goes to out. */
void support_tmpdir(char *out, size_t n);

/* Removes a directory and all in it; a path that is absent is fine. */
void support_remove(const char *path);

/* Writes dir/path, making the directories on the way; bytes may be NULL with n 0. */
void support_write_file(const char *dir, const char *path, const char *bytes, size_t n);
/* The same for a string. */
void support_write_text(const char *dir, const char *path, const char *text);

/*
 * HOME and what else decides about a user's or a system's git configuration now
 * point into home, dates and names of commits are fixed.
 */
void support_hermetic(const char *home);

/* Whether a program can be run; prints "skip: no NAME" when not. */
bool support_have(const char *program);

/* Runs a shell command; its exit status, or -1. Its output is discarded. */
int support_try(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The same, ending the process when the status is not 0. */
void support_run(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The standard output of a shell command that must succeed; *n may be NULL. */
char *support_output(struct bg_arena *arena, size_t *n, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* What a file holds, with a NUL behind it; NULL where there is none. *n may be NULL. */
const char *support_read(struct bg_arena *arena, const char *path, size_t *n);

/*
 * What $PYTHON (or python3) prints when it runs a script of tests/oracle with arguments;
 * NULL where it is absent, or ends with status 77 as it lacks a module.
 */
char *support_oracle(struct bg_arena *arena, const char *script_and_arguments);

#endif
