/* SPDX-License-Identifier: MIT */
/*
 * Runs a fuzz target without a fuzzer: over each file named, and over the file
 * cut off at several places. Prints how many inputs that were.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"

#define CUTS 16

/* From a block of just that size, so that a sanitizer sees an overrun. */
static void
run_bytes(const uint8_t *bytes, size_t n)
{
	uint8_t *copy = malloc(n ? n : 1);

	if (!copy)
		abort();
	if (n)
		memcpy(copy, bytes, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

static uint8_t *
read_bytes(const char *path, size_t *n)
{
	FILE *file = fopen(path, "rb");
	size_t cap = 1 << 16, got;
	uint8_t *bytes = malloc(cap);

	*n = 0;
	while (file && bytes && (got = fread(bytes + *n, 1, cap - *n, file)) > 0) {
		*n += got;
		if (*n == cap)
			bytes = realloc(bytes, cap *= 2);
	}
	if (!file || !bytes || ferror(file)) {
		fprintf(stderr, "replay: cannot read %s\n", path);
		exit(1);
	}
	fclose(file);
	return bytes;
}

/* Even cuts, and one before the last byte. */
static size_t
run_file(const char *path)
{
	size_t n, count = 1;
	uint8_t *bytes = read_bytes(path, &n);

	run_bytes(bytes, n);
	for (size_t i = 0; i < CUTS && i < n; i++, count++)
		run_bytes(bytes, n * i / CUTS);
	if (n > CUTS) {
		run_bytes(bytes, n - 1);
		count++;
	}
	free(bytes);
	return count;
}

int
main(int argc, char **argv)
{
	size_t count = 0;

	for (int i = 1; i < argc; i++)
		count += run_file(argv[i]);
	printf("replay: %d files, %zu inputs\n", argc - 1, count);
	return 0;
}
