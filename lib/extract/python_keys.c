/* SPDX-License-Identifier: MIT */
/* Kind python-keys: the keys that Python code accepts in the document it loads. */
#include "extract/accept.h"

static int
read_keys(struct bg_extract *x, struct bg_err *err)
{
	return bg_keys_read(x, NULL, err);
}

const struct bg_kind bg_kind_python_keys = {
	.name = "python-keys",
	.help = "the keys that Python code reads from the document it loads, by path",
	.family = "yaml-keys",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(MAPS) | BG_ACCEPTS(ROOT),
	.needs = BG_ACCEPTS(FILES),
	.read = read_keys,
	.settle = bg_keys_settle,
};
