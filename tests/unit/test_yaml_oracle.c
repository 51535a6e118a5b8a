/* SPDX-License-Identifier: MIT */
/* Our trees against those of PyYAML's SafeLoader: fixtures and random scalars. */
#include "parse/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/files.h"
#include "support/nodes.h"

#define SCALARS 5000
#define SEED UINT64_C(20240229)

/* The part of the oracle's words that is about one file. */
static char *
part_of(struct bg_arena *arena, const char *said, const char *path)
{
	const char *head = bg_strf(arena, "== %s\n", path), *from = strstr(said, head), *to;

	if (!from)
		return NULL;
	from += strlen(head);
	to = strstr(from, "== ");
	return bg_strndup(arena, from, to ? (size_t)(to - from) : strlen(from));
}

static const char *
ours(struct nodes_result *result, const char *path)
{
	struct bg_buf bytes = {.arena = result->arena};
	FILE *file = fopen(path, "rb");
	char part[4096];
	size_t n;

	assert_non_null(file);
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		bg_buf_add(&bytes, part, n);
	fclose(file);
	nodes_parse_bytes(result, bg_yaml_parse, bg_buf_str(&bytes), bytes.n);
	if (result->rc)
		return "error\n";
	return nodes_dump_all(result->arena, &result->nodes, true);
}

static size_t
count_differences(struct bg_arena *arena, const char *said, const glob_t *found)
{
	struct nodes_result result;
	const char *path, *theirs, *mine;
	size_t differ = 0;

	for (size_t i = 0; i < found->gl_pathc; i++) {
		path = found->gl_pathv[i];
		nodes_init(&result);
		mine = ours(&result, path);
		theirs = part_of(arena, said, path);
		if (!theirs || strcmp(mine, theirs) != 0) {
			print_error("%s\n--- ours\n%s--- PyYAML's\n%s", path, mine,
			            theirs ? theirs : "(nothing)\n");
			differ++;
		}
		if ((strncmp(strrchr(path, '/') + 1, "bad-", 4) == 0) != (result.rc != 0)) {
			print_error("%s: only files called bad-* must fail: %s\n", path,
			            result.err.text);
			differ++;
		}
		nodes_free(&result);
	}
	return differ;
}

static void
fixtures_are_read_as_pyyaml_reads_them(void **state)
{
	struct bg_arena *arena = bg_arena_new();
	const char *said = support_oracle(arena, "yaml_tree.py fixtures/yaml/*.yaml");
	size_t differ;
	glob_t found;

	(void)state;
	if (!said) {
		print_message("skip: no python3 with PyYAML\n");
		bg_arena_free(arena);
		skip();
	}
	assert_int_equal(glob("fixtures/yaml/*.yaml", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 40);
	differ = count_differences(arena, said, &found);
	globfree(&found);
	bg_arena_free(arena);
	assert_int_equal(differ, 0);
}

static unsigned
draw(uint64_t *seed, unsigned below)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(*seed >> 33) % below;
}

/* Scalars made of what numbers, times and the like are made of; never a key. */
static void
write_scalars(FILE *file)
{
	static const char first[] = "0123456789012.+-~nyftNo=";
	static const char rest[] = "01234567890012345:::___..--+eExbXTtZ:fains";
	static const char *const like[] = {"2001-12-14", "12:34:56", ".inf", ".nan",  "0x",
	                                   "0b1",        "1_000.",   "1e+3", "16:20", "-05:00",
	                                   "Z",          " ",        "t"};
	uint64_t seed = SEED;
	unsigned n;

	for (int i = 0; i < SCALARS; i++) {
		fprintf(file, "- %c", first[draw(&seed, sizeof(first) - 1)]);
		n = draw(&seed, 9);
		for (unsigned k = 0; k < n; k++)
			fputc(rest[draw(&seed, sizeof(rest) - 1)], file);
		fprintf(file, "%u\n", draw(&seed, 10));
		fputs("- ", file);
		n = 1 + draw(&seed, 4);
		for (unsigned k = 0; k < n; k++)
			fputs(like[draw(&seed, sizeof(like) / sizeof(like[0]))], file);
		fputc('\n', file);
	}
}

static void
random_scalars_are_resolved_as_pyyaml_does(void **state)
{
	char path[] = "/tmp/bg-yaml-XXXXXX";
	struct bg_arena *arena = bg_arena_new();
	struct nodes_result result;
	const char *said, *mine;
	FILE *file;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	file = fdopen(fd, "w");
	assert_non_null(file);
	write_scalars(file);
	fclose(file);
	said = support_oracle(arena, bg_strf(arena, "yaml_tree.py %s", path));
	nodes_init(&result);
	mine = ours(&result, path);
	unlink(path);
	if (!said) {
		print_message("skip: no python3 with PyYAML\n");
		nodes_free(&result);
		bg_arena_free(arena);
		skip();
	}
	assert_int_equal(result.nodes.document[0]->nitem, 2 * SCALARS);
	assert_string_equal(mine, part_of(arena, said, path));
	nodes_free(&result);
	bg_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixtures_are_read_as_pyyaml_reads_them),
		cmocka_unit_test(random_scalars_are_resolved_as_pyyaml_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
