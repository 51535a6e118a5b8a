/* SPDX-License-Identifier: MIT */
/* Versions that files declare of themselves. */
#ifndef BG_EXTRACT_DECLARED_H
#define BG_EXTRACT_DECLARED_H

#include "extract/extract.h"

struct bg_declared {
	const char *text; /* as the file has it: "1.2.0rc1" */
	struct bg_loc loc;
};

struct bg_declarations {
	struct bg_declared *v;
	size_t n, cap;
};

/*
 * The versions that the files which globs match write down, by path. By a file's name:
 *   *.toml        project.version, tool.poetry.version (pyproject.toml), package.version
 *   *.cfg, *.ini  version in [metadata] (setup.cfg), unless it is "attr:" or "file:"
 *   *.json        version (package.json)
 *   *.py          __version__, VERSION or version, as far as they are known constants
 *   others        the first line
 * A version that is computed, as by setuptools-scm, is none. What cannot be read is a note
 * of x->out. 0, or -1 with BG_EOBJECT or BG_ELIMIT.
 */
int bg_declared_read(struct bg_extract *x, const struct bg_strings *globs,
                     struct bg_declarations *out, struct bg_err *err);

#endif
