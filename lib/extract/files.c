/* SPDX-License-Identifier: MIT */
/* Kind files: the paths themselves are what is promised; nothing is read. */
#include "extract/kinds.h"

static int
read_files(struct bg_extract *x, struct bg_err *err)
{
	struct bg_strings paths = {0};

	if (bg_extract_paths(x, BG_OPT_FILES, &paths, err))
		return -1;
	for (size_t i = 0; i < paths.n; i++) {
		bg_strings_add(x->keep, &x->out->files, paths.v[i]);
		bg_harvest_add(x, "file", paths.v[i], paths.v[i], 0);
		if (bg_extract_room(x, err))
			return -1;
	}
	return 0;
}

const struct bg_kind bg_kind_files = {
	.name = "files",
	.help = "files by their paths, as templates or schemas that others fetch",
	.accepts = BG_ACCEPTS(FILES),
	.needs = BG_ACCEPTS(FILES),
	.read = read_files,
};
