/* SPDX-License-Identifier: MIT */
/* Fixture directories: finding, staging as tag-named directories, their args. */
#ifndef TESTS_SUPPORT_FIXTURE_H
#define TESTS_SUPPORT_FIXTURE_H

#include <jansson.h>

#include "base/words.h"
#include "bumpgate.h"

/* What the file "args" of a case says; "" where it says nothing. */
struct fixture_args {
	char was[64], now[64]; /* tags of a rule fixture's two directories */
	char target[64], base[64], today[32], sha[64], policy[512];
	bool initial;
};

/* Appends the directory of every case below fixtures/rules and fixtures/history. */
void fixture_find(struct bg_arena *arena, struct bg_strings *out);
/* The same for fixtures/reports. */
void fixture_find_reports(struct bg_arena *arena, struct bg_strings *out);

/*
 * Copies a case into a fresh temporary directory of tag-named directories and reads its
 * args. Fails the test when that cannot be done. support_remove() it afterwards.
 */
void fixture_stage(const char *dir, struct fixture_args *args, char *out, size_t n);

/* Copies a directory and all below it; the test fails when that cannot be done. */
void fixture_copy(const char *from, const char *to);

/* Sets what the args say; the default target of a rule fixture is its newer tag. */
void fixture_request(struct bg_request *req, const struct fixture_args *args);

/* Writes facts as expect.json keeps them: one finding a line. 0, or -1. */
int fixture_write_facts(const char *path, json_t *facts);

/* Keeps a report for the schema's validator, below $O/reports when O is set. */
void fixture_keep_report(const char *dir, const char *json);

#endif
