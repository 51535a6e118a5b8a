/* SPDX-License-Identifier: MIT */
/* The program in process: a command line in, an exit status and two texts out. */
#ifndef TESTS_SUPPORT_PROGRAM_H
#define TESTS_SUPPORT_PROGRAM_H

#include "base/arena.h"
#include "cmd.h"

struct gitcase;

struct program_call {
	struct bg_environment env;
	bool tty;
	size_t *room; /* of standard output; NULL: unlimited */
	int status;
	const char *out, *err;
};

/* Runs args (without the program's name, NULL behind the last) and fills in the result. */
void program_call(struct bg_arena *arena, struct program_call *c, const char *const *args);
/* The same with an empty environment and no terminal. */
struct program_call program_run(struct bg_arena *arena, const char *const *args);

#define PROGRAM_RUN(arena, ...) program_run(arena, (const char *const[]){__VA_ARGS__, NULL})
#define PROGRAM_CALL(arena, c, ...) \
	program_call(arena, c, (const char *const[]){__VA_ARGS__, NULL})

/* Runs args, and -C, on a test's repository with its HOME. */
struct program_call program_on(struct gitcase *c, const char *const *args);
#define PROGRAM_ON(c, ...) program_on(c, (const char *const[]){__VA_ARGS__, NULL})

/* The test fails, and shows the text, when that does not hold the part. */
void assert_says(const char *text, const char *part);

#endif
