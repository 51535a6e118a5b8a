/* SPDX-License-Identifier: MIT */
/* YAML from any bytes. */
#include "fuzz/fuzz.h"
#include "fuzz/tree.h"
#include "parse/yaml.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return tree_fuzz(bg_yaml_parse, data, n);
}
