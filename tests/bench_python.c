/* SPDX-License-Identifier: MIT */
/*
 * Times the Python reader over the files named on stdin, read before: "whole" and
 * "outline" with the seconds of the best of some rounds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/list.h"
#include "python/parse.h"
#include "support/python.h"

#define ROUNDS 5

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
run(const struct bg_blob *blobs, size_t n, enum bg_py_mode mode)
{
	struct bg_py_module module;
	struct bg_limits limits;
	struct bg_arena *arena;
	struct bg_err err;
	double from = now();

	bg_limits_init(&limits);
	for (size_t i = 0; i < n; i++) {
		arena = bg_arena_new();
		memset(&err, 0, sizeof(err));
		bg_py_parse(&module, arena, &limits, &blobs[i], mode, &err);
		bg_arena_free(arena);
	}
	return now() - from;
}

int
main(void)
{
	struct bg_arena *arena = bg_arena_new();
	BG_LIST(struct bg_blob) blobs = {NULL, 0, 0};
	double best[2] = {1e9, 1e9}, took;
	struct bg_blob *blob;
	char path[4096];

	while (fgets(path, sizeof(path), stdin)) {
		path[strcspn(path, "\n")] = '\0';
		blob = bg_list_add(arena, &blobs);
		blob->path = bg_strdup(arena, path);
		blob->bytes = python_slurp(arena, path, &blob->n);
		if (!blob->bytes) {
			fprintf(stderr, "bench_python: cannot read %s\n", path);
			return 1;
		}
	}
	for (int round = 0; round < ROUNDS; round++)
		for (int mode = BG_PY_WHOLE; mode <= BG_PY_OUTLINE; mode++) {
			took = run(blobs.v, blobs.n, (enum bg_py_mode)mode);
			if (took < best[mode])
				best[mode] = took;
		}
	printf("whole %.6f\noutline %.6f\n", best[BG_PY_WHOLE], best[BG_PY_OUTLINE]);
	bg_arena_free(arena);
	return 0;
}
