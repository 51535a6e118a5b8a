/* SPDX-License-Identifier: MIT */
/* TOML from any bytes, with a small limit of nodes. */
#include "base/err.h"
#include "fuzz/fuzz.h"
#include "fuzz/tree.h"
#include "parse/toml.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_blob blob = {.path = "fuzz", .n = n, .id = "id"};
	struct bg_limits limits;
	struct bg_nodes nodes;
	struct bg_err err = {0};
	int rc;

	bg_limits_init(&limits);
	limits.v[BG_LIMIT_NODES] = 20000;
	blob.bytes = bg_strndup(arena, (const char *)data, n);
	rc = bg_toml_parse(&nodes, arena, &limits, &blob, &err);
	tree_check_all(rc, &nodes, &limits, &err);
	bg_arena_free(arena);
	return 0;
}
