/* SPDX-License-Identifier: MIT */
/* Kind yaml-keys: every key path of YAML documents, with the types seen there. */
#include "extract/accept.h"

static int
read_keys(struct bg_extract *x, struct bg_err *err)
{
	return bg_keys_read(x, bg_extract_yaml, err);
}

const struct bg_kind bg_kind_yaml_keys = {
	.name = "yaml-keys",
	.help = "the keys of YAML files, by path, with the types of their values",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(SAMPLES) | BG_ACCEPTS(MAPS) |
                   BG_ACCEPTS(CODE) | BG_ACCEPTS(ROOT),
	.read = read_keys,
	.settle = bg_keys_settle,
};
