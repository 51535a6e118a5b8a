/* SPDX-License-Identifier: MIT */
/* Kind ini-keys: every section and name of INI files; values tell nothing of types. */
#include "extract/kinds.h"

static int
read_keys(struct bg_extract *x, struct bg_err *err)
{
	return bg_keys_read(x, bg_extract_ini, err);
}

const struct bg_kind bg_kind_ini_keys = {
	.name = "ini-keys",
	.help = "the names of INI files, as section.name",
	.family = "yaml-keys",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(SAMPLES) | BG_ACCEPTS(MAPS),
	.read = read_keys,
};
