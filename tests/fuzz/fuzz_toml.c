/* SPDX-License-Identifier: MIT */
/* TOML from any bytes. */
#include "fuzz/fuzz.h"
#include "fuzz/tree.h"
#include "parse/toml.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return tree_fuzz(bg_toml_parse, data, n);
}
