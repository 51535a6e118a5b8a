/* SPDX-License-Identifier: MIT */
/* An arena for each test. */
#include "support/arena.h"

int
arena_open(void **state)
{
	*state = bg_arena_new();
	return 0;
}

int
arena_close(void **state)
{
	bg_arena_free(*state);
	return 0;
}
