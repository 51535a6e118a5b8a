/* SPDX-License-Identifier: MIT */
/* An arena for each test, or for all of a program. */
#ifndef TESTS_SUPPORT_ARENA_H
#define TESTS_SUPPORT_ARENA_H

#include "base/arena.h"

/* cmocka's setup, which makes *state a fresh arena, and its teardown. Both return 0. */
int arena_open(void **state);
int arena_close(void **state);

/* A test with its own arena. */
#define arena_test(test) cmocka_unit_test_setup_teardown(test, arena_open, arena_close)

#endif
