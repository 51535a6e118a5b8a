/* SPDX-License-Identifier: MIT */
/* JSON from any bytes. */
#include "fuzz/fuzz.h"
#include "fuzz/tree.h"
#include "parse/json.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return tree_fuzz(bg_json_parse, data, n);
}
