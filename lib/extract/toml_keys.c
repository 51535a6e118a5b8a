/* SPDX-License-Identifier: MIT */
/* Kind toml-keys: every path of keys of TOML files, and the types of its values. */
#include "extract/kinds.h"

static int
read_keys(struct bg_extract *x, struct bg_err *err)
{
	return bg_keys_read(x, bg_extract_toml, err);
}

const struct bg_kind bg_kind_toml_keys = {
	.name = "toml-keys",
	.help = "the keys of TOML files, by path, with the types of their values",
	.family = "yaml-keys",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(SAMPLES) | BG_ACCEPTS(MAPS),
	.read = read_keys,
};
