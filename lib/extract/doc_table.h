/* SPDX-License-Identifier: MIT */
/* Python names that a document lists: what reading them leaves for settling. */
#ifndef BG_EXTRACT_DOC_TABLE_H
#define BG_EXTRACT_DOC_TABLE_H

#include "base/list.h"
#include "bumpgate.h"
#include "python/module.h"

/* One listed name. */
struct bg_doc_row {
	const char *id; /* in full: "core.errors.classify_failure" */
	struct bg_loc loc;
	const char *deprecated; /* what the row says of that; NULL: nothing */
	size_t dots;
	bool loose; /* read from a list for want of a table: what is no module is prose */
	bool found; /* the code has it, or it cannot be told whether it has */
	bool part;  /* another row lists what it is a part of */
};

struct bg_doc_table {
	struct bg_py_project *project;
	struct {
		struct bg_doc_row *v;
		size_t n, cap;
	} rows; /* in document order */
};

/*
 * The module that a dotted name begins with, and what stands behind it ("": nothing);
 * *unit is NULL where there is none. 0, or -1 with BG_EOBJECT or BG_ELIMIT.
 */
int bg_doc_table_find(struct bg_py_project *project, const char *id, struct bg_py_unit **unit,
                      const char **rest, struct bg_err *err);

#endif
