/* SPDX-License-Identifier: MIT */
/* Python from any bytes: what holds for every tree, whole or read in two steps. */
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "python/dump.h"

struct walk {
	struct bg_py_module *module;
	struct bg_arena *arena;
	const struct bg_limits *limits;
	bool bodies, failed;
};

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

/* A node lies in the text, is no higher than its parent, and its body can be read. */
static int
check(const struct bg_py_child *child, void *data)
{
	struct walk *walk = data;
	struct bg_py_node *node = child->node;
	struct bg_err err = {0};

	demand(node->end <= walk->module->n);
	demand(node->line <= walk->module->nline);
	if (walk->bodies &&
	    (node->type == BG_PY_FUNCTION || node->type == BG_PY_ASYNC_FUNCTION)) {
		demand(!node->def->skipped || node->def->body_end <= walk->module->n);
		if (bg_py_parse_body(walk->module, walk->limits, node, &err))
			walk->failed = true;
	}
	return bg_py_each(node, check, walk);
}

static int
run(struct bg_arena *arena, const struct bg_limits *limits, const struct bg_blob *blob,
    enum bg_py_mode mode, struct bg_buf *out, bool *failed)
{
	struct bg_py_module module;
	struct bg_err err = {0};
	struct walk walk = {&module, arena, limits, mode == BG_PY_OUTLINE, false};
	uint32_t line, column;

	if (bg_py_parse(&module, arena, limits, blob, mode, &err)) {
		demand(err.code == BG_ESYNTAX || err.code == BG_ELIMIT);
		demand(err.text[0] != '\0');
		return -1;
	}
	demand(err.code == BG_OK);
	bg_py_place(&module, 0, &line, &column);
	bg_py_each(module.node, check, &walk);
	*failed = walk.failed;
	bg_py_dump(out, &module, arena, BG_PY_ALL_PLACES);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_blob blob = {.path = "fuzz", .n = n, .id = "id"};
	struct bg_buf whole = {.arena = arena}, steps = {.arena = arena};
	struct bg_limits limits;
	bool failed = false;

	bg_limits_init(&limits);
	limits.v[BG_LIMIT_NODES] = 20000;
	blob.bytes = bg_strndup(arena, (const char *)data, n);
	if (run(arena, &limits, &blob, BG_PY_WHOLE, &whole, &failed) == 0) {
		/* What is read whole is read in steps, to the same tree. */
		demand(run(arena, &limits, &blob, BG_PY_OUTLINE, &steps, &failed) == 0);
		demand(failed || strcmp(bg_buf_str(&whole), bg_buf_str(&steps)) == 0);
	} else {
		run(arena, &limits, &blob, BG_PY_OUTLINE, &steps, &failed);
	}
	bg_arena_free(arena);
	return 0;
}
