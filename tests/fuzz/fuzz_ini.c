/* SPDX-License-Identifier: MIT */
/* INI from any bytes. */
#include "fuzz/fuzz.h"
#include "fuzz/tree.h"
#include "parse/ini.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	return tree_fuzz(bg_ini_parse, data, n);
}
