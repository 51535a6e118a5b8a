/* SPDX-License-Identifier: MIT */
/* An arena: memory that is given back all at once. */
#ifndef BG_BASE_ARENA_H
#define BG_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct bg_arena;

/* Never NULL: without memory the process ends through bg_die(). */
struct bg_arena *bg_arena_new(void);
void bg_arena_free(struct bg_arena *arena); /* NULL is allowed */
void bg_arena_reset(struct bg_arena *arena);

/* Bytes handed out since the last reset. */
size_t bg_arena_used(const struct bg_arena *arena);

/* n zeroed bytes, aligned for any type; n may be 0. Never NULL. */
void *bg_alloc(struct bg_arena *arena, size_t n);
/* The same for n elements of size bytes; ends the process when that overflows. */
void *bg_calloc(struct bg_arena *arena, size_t n, size_t size);

/* Copies; s is NUL-terminated, or n bytes that need not be. */
char *bg_strdup(struct bg_arena *arena, const char *s);
char *bg_strndup(struct bg_arena *arena, const char *s, size_t n);

/* printf into the arena. */
char *bg_strf(struct bg_arena *arena, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *bg_vstrf(struct bg_arena *arena, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/*
 * Ends the process with exit status 3 and one line on stderr: out of memory
 * and broken invariants only.
 */
_Noreturn void bg_die(const char *what);

#endif
