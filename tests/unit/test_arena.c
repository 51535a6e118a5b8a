/* SPDX-License-Identifier: MIT */
/* The arena, and the buffers and lists that grow in it. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/list.h"
#include "support/arena.h"

static void
alloc_is_zeroed_and_aligned(void **state)
{
	static const unsigned char zero[300];
	unsigned char *p;

	for (size_t n = 0; n < sizeof(zero); n++) {
		p = bg_alloc(*state, n);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		assert_memory_equal(p, zero, n);
		memset(p, 0xAA, n);
	}
}

/* Each object keeps its bytes while others, larger than a chunk too, come. */
static void
alloc_keeps_objects_apart(void **state)
{
	enum { N = 400 };
	unsigned char *v[N];
	size_t n[N];

	for (size_t i = 0; i < N; i++) {
		n[i] = i % 50 == 49 ? 200000 : i * 7 % 500 + 1;
		v[i] = bg_alloc(*state, n[i]);
		memset(v[i], (int)(i % 251), n[i]);
	}
	for (size_t i = 0; i < N; i++)
		for (size_t j = 0; j < n[i]; j += n[i] / 3 + 1)
			assert_int_equal(v[i][j], i % 251);
}

static void
reset_gives_all_back(void **state)
{
	struct bg_arena *arena = *state;

	assert_int_equal(bg_arena_used(arena), 0);
	bg_alloc(arena, 100);
	bg_alloc(arena, 100000);
	assert_true(bg_arena_used(arena) >= 100100);
	bg_arena_reset(arena);
	assert_int_equal(bg_arena_used(arena), 0);
	assert_string_equal(bg_strdup(arena, "again"), "again");
}

static void
free_takes_null(void **state)
{
	(void)state;
	bg_arena_free(NULL);
}

static void
calloc_dies_of_overflow(void **state)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(1);
		bg_calloc(*state, SIZE_MAX / 2, 3);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 3);
}

static void
copies_end_with_nul(void **state)
{
	assert_string_equal(bg_strdup(*state, "abc"), "abc");
	assert_string_equal(bg_strndup(*state, "abcdef", 3), "abc");
	assert_string_equal(bg_strndup(*state, NULL, 0), "");
	assert_string_equal(bg_strf(*state, "%s-%d", "x", 5), "x-5");
	assert_int_equal(strlen(bg_strf(*state, "%100000d", 1)), 100000);
}

static void
buffer_grows_and_keeps_nuls(void **state)
{
	struct bg_buf buf = {.arena = *state};

	assert_string_equal(bg_buf_str(&buf), "");
	for (int i = 0; i < 1000; i++) {
		bg_buf_puts(&buf, "ab");
		bg_buf_putc(&buf, '\0');
		bg_buf_printf(&buf, "%03d", i);
	}
	bg_buf_add(&buf, NULL, 0);
	assert_int_equal(buf.n, 6000);
	assert_memory_equal(buf.bytes + 5994,
	                    "ab\0"
	                    "999",
	                    7);
}

static void
list_grows_with_zeroed_elements(void **state)
{
	struct pair {
		int a, b;
	};
	BG_LIST(struct pair) list = {0};

	for (int i = 0; i < 1000; i++)
		bg_list_add((struct bg_arena *)*state, &list)->a = i;
	assert_int_equal(list.n, 1000);
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(list.v[i].a, i);
		assert_int_equal(list.v[i].b, 0);
	}
	list.v[999].b = 1;
	list.n = 999;
	assert_int_equal(bg_list_add((struct bg_arena *)*state, &list)->b, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		arena_test(alloc_is_zeroed_and_aligned),
		arena_test(alloc_keeps_objects_apart),
		arena_test(reset_gives_all_back),
		cmocka_unit_test(free_takes_null),
		arena_test(calloc_dies_of_overflow),
		arena_test(copies_end_with_nul),
		arena_test(buffer_grows_and_keeps_nuls),
		arena_test(list_grows_with_zeroed_elements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
