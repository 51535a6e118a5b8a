/* SPDX-License-Identifier: MIT */
/* Bump allocation in chunks; with BG_ARENA_DEBUG one malloc per object. */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK ((size_t)64 * 1024)
#define ALIGN _Alignof(max_align_t)

struct chunk {
	struct chunk *next;
	size_t size, used;
	_Alignas(max_align_t) unsigned char bytes[];
};

struct bg_arena {
	struct chunk *head;
	size_t used;
};

void
bg_die(const char *what)
{
	fprintf(stderr, "bumpgate: fatal: %s\n", what);
	exit(3);
}

static struct chunk *
new_chunk(size_t size)
{
	struct chunk *c;

	if (size > SIZE_MAX - sizeof(*c))
		bg_die("out of memory");
	c = malloc(sizeof(*c) + size);
	if (!c)
		bg_die("out of memory");
	c->next = NULL;
	c->size = size;
	c->used = 0;
	return c;
}

struct bg_arena *
bg_arena_new(void)
{
	struct bg_arena *a = calloc(1, sizeof(*a));

	if (!a)
		bg_die("out of memory");
	return a;
}

static void
free_chunks(struct chunk *c)
{
	struct chunk *next;

	for (; c; c = next) {
		next = c->next;
		free(c);
	}
}

void
bg_arena_free(struct bg_arena *arena)
{
	if (!arena)
		return;
	free_chunks(arena->head);
	free(arena);
}

void
bg_arena_reset(struct bg_arena *arena)
{
	free_chunks(arena->head);
	arena->head = NULL;
	arena->used = 0;
}

size_t
bg_arena_used(const struct bg_arena *arena)
{
	return arena->used;
}

/* The size of a fresh chunk for n bytes: exact when every object has its own. */
static size_t
chunk_size(size_t n)
{
#ifdef BG_ARENA_DEBUG
	return n;
#else
	return n > CHUNK / 4 ? n : CHUNK;
#endif
}

static bool
fits(const struct chunk *c, size_t n)
{
#ifdef BG_ARENA_DEBUG
	(void)c;
	(void)n;
	return false;
#else
	return c && c->size - c->used >= n;
#endif
}

/* Large objects go behind the head, so that its free room is not lost. */
static void
link_chunk(struct bg_arena *arena, struct chunk *c)
{
	if (arena->head && c->size != CHUNK) {
		c->next = arena->head->next;
		arena->head->next = c;
	} else {
		c->next = arena->head;
		arena->head = c;
	}
}

void *
bg_alloc(struct bg_arena *arena, size_t n)
{
	struct chunk *c = arena->head;
	void *p;

	if (n > SIZE_MAX - CHUNK)
		bg_die("out of memory");
#ifndef BG_ARENA_DEBUG
	n = (n + ALIGN - 1) / ALIGN * ALIGN;
#endif
	if (!fits(c, n)) {
		c = new_chunk(chunk_size(n));
		link_chunk(arena, c);
	}
	p = c->bytes + c->used;
	c->used += n;
	arena->used += n;
	memset(p, 0, n);
	return p;
}

void *
bg_calloc(struct bg_arena *arena, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		bg_die("out of memory");
	return bg_alloc(arena, n * size);
}

char *
bg_strndup(struct bg_arena *arena, const char *s, size_t n)
{
	char *p = bg_alloc(arena, n + 1);

	if (n)
		memcpy(p, s, n);
	return p;
}

char *
bg_strdup(struct bg_arena *arena, const char *s)
{
	return bg_strndup(arena, s, strlen(s));
}

char *
bg_vstrf(struct bg_arena *arena, const char *fmt, va_list ap)
{
	char most[256]; /* as long as most texts are: those are formatted once */
	va_list again;
	int n;
	char *p;

	va_copy(again, ap);
	n = vsnprintf(most, sizeof(most), fmt, again);
	va_end(again);
	if (n < 0)
		bg_die("a message could not be formatted");
	if ((size_t)n < sizeof(most))
		return bg_strndup(arena, most, (size_t)n);
	p = bg_alloc(arena, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return p;
}

char *
bg_strf(struct bg_arena *arena, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = bg_vstrf(arena, fmt, ap);
	va_end(ap);
	return p;
}
