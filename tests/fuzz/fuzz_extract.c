/* SPDX-License-Identifier: MIT */
/* Any bytes as the files of any kind: read at both sides, settled, with a document. */
#include <stdint.h>
#include <string.h>

#include "base/glob.h"
#include "base/hash.h"
#include "extract/extract.h"
#include "fuzz/fuzz.h"

struct input {
	const char *bytes;
	size_t n;
};

/* A text for those who read documents, the same as a module of Python and as a command. */
static const char *const paths[] = {"dir/file", "dir/tasks.py",
                                    "dir/management/commands/run.py"};

static int
list_paths(struct bg_tree *tree, struct bg_arena *arena, const char *glob,
           struct bg_strings *out, struct bg_err *err)
{
	(void)tree;
	(void)err;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (bg_glob_match(glob, paths[i]))
			bg_strings_add(arena, out, paths[i]);
	return 0;
}

static int
read_path(struct bg_tree *tree, struct bg_arena *arena, const char *path, struct bg_blob *out,
          struct bg_err *err)
{
	const struct input *in = tree->data;

	(void)err;
	*out = (struct bg_blob){path, NULL, 0, ""};
	if (strcmp(path, paths[0]) != 0 && strcmp(path, paths[1]) != 0 &&
	    strcmp(path, paths[2]) != 0)
		return 0;
	out->bytes = bg_strndup(arena, in->bytes, in->n);
	out->n = in->n;
	out->id = bg_strf(arena, "%zx", in->n);
	return 0;
}

/* Each option that a kind accepts, with something that fits it. */
static void
fill_spec(struct bg_spec *spec, struct bg_arena *arena)
{
	static const char *const value[BG_NOPTIONS] = {
		[BG_OPT_FILES] = "dir/*",
		[BG_OPT_FALLBACK] = "**/file",
		[BG_OPT_SAMPLES] = "dir/fil?",
		[BG_OPT_PATH] = "groups.*.tasks[].command",
		[BG_OPT_ID] = "command={value}",
		[BG_OPT_ENABLED] = "enabled",
		[BG_OPT_MODULES] = "dir/{value}",
		[BG_OPT_MAPS] = "groups",
		[BG_OPT_CODE] = "dir/*.py",
		[BG_OPT_ROOT] = "config",
		[BG_OPT_CONSTANTS] = "*",
		[BG_OPT_NAMES] = "public",
		[BG_OPT_DOCS] = "dir/file",
		[BG_OPT_URLS] = "/health/",
		[BG_OPT_PATTERN] = "(?<id>[a-z]+)=(?<value>\\w*)",
	};

	for (size_t i = 0; i < BG_NOPTIONS; i++)
		if (value[i] && spec->kind->accepts & 1u << i)
			bg_strings_add(arena, &spec->option[i], value[i]);
	spec->loc.path = "policy";
}

/* Half of the input is the base's file, all of it the target's. */
static void
run(struct bg_arena *keep, struct bg_arena *scratch, const struct bg_kind *kind,
    struct input in)
{
	struct bg_spec spec[2] = {{.id = "surface", .kind = kind},
	                          {.id = "document", .kind = bg_kind_find("documented")}};
	struct bg_harvest harvest[2][2] = {{{.spec = &spec[0]}, {.spec = &spec[1]}},
	                                   {{.spec = &spec[0]}, {.spec = &spec[1]}}};
	const struct bg_sides sides = {keep, harvest[0], harvest[1], 2};
	struct bg_memo *memo = bg_memo_new(keep);
	struct bg_limits limits;

	bg_limits_init(&limits);
	limits.v[BG_LIMIT_NODES] = 20000;
	limits.v[BG_LIMIT_ITEMS] = 5000;
	limits.v[BG_LIMIT_STEPS] = 20000;
	fill_spec(&spec[0], keep);
	fill_spec(&spec[1], keep);
	if (strcmp(kind->name, "argparse") == 0)
		bg_strings_add(keep, &spec[0].option[BG_OPT_FILES], paths[2]);
	if (kind == spec[1].kind)
		bg_strings_add(keep, &spec[0].option[BG_OPT_COLUMN], "Import");
	for (size_t i = 0; i < 4; i++) {
		struct input half = {in.bytes, i / 2 ? in.n : in.n / 2};
		struct bg_tree tree = {list_paths, read_path, &half};
		struct bg_err err = {0};
		struct bg_extract x = {.keep = keep,
		                       .scratch = scratch,
		                       .limits = &limits,
		                       .tree = &tree,
		                       .memo = memo,
		                       .out = &harvest[i / 2][i % 2]};

		bg_extract_surface(&x, &err);
	}
	bg_extract_settle(&sides);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct bg_arena *keep, *scratch;
	size_t kinds = 0;

	if (n == 0)
		return 0;
	while (bg_kind_nth(kinds))
		kinds++;
	keep = bg_arena_new();
	scratch = bg_arena_new();
	/* Seeds begin with '*': they are read by every kind, in whatever order kinds are. */
	for (size_t i = 0; i < kinds; i++)
		if (bytes[0] == '*' || i == bytes[0] % kinds)
			run(keep, scratch, bg_kind_nth(i),
			    (struct input){(const char *)bytes + 1, n - 1});
	bg_arena_free(scratch);
	bg_arena_free(keep);
	return 0;
}
