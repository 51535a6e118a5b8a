/* SPDX-License-Identifier: MIT */
/* Kind json-keys: every key path of JSON texts, with the types seen there. */
#include "extract/kinds.h"

static int
read_keys(struct bg_extract *x, struct bg_err *err)
{
	return bg_keys_read(x, bg_extract_json, err);
}

const struct bg_kind bg_kind_json_keys = {
	.name = "json-keys",
	.help = "the keys of JSON files, by path, with the types of their values",
	.family = "yaml-keys",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(SAMPLES) | BG_ACCEPTS(MAPS),
	.read = read_keys,
};
