/* SPDX-License-Identifier: MIT */
/* The Python modules of a revision, opened once for all surfaces that read Python. */
#include "extract/extract.h"
#include "python/module.h"

int
bg_extract_python(struct bg_extract *x, struct bg_py_project **out, struct bg_err *err)
{
	if (x->project && *x->project) {
		*out = *x->project;
		return 0;
	}
	if (bg_py_project_open(out, x->keep, x->limits, x->tree, x->cache, err))
		return -1;
	if (x->project)
		*x->project = *out;
	return 0;
}
