/* SPDX-License-Identifier: MIT */
/* What kind exports shares among its files. */
#ifndef BG_EXTRACT_EXPORTS_H
#define BG_EXTRACT_EXPORTS_H

#include "extract/describe.h"

/* What a document says of a function. */
struct bg_exports_doc {
	const char *id;      /* of the item */
	const char *path;    /* the document */
	struct bg_loc named; /* where it names the function; path NULL: nowhere */
	uint64_t text;       /* a hash of the rows and sections that name it */
};

/* A document that was read, for names that the code no longer has. */
struct bg_exports_file {
	const char *app, *path;
	const struct bg_md *md; /* NULL: there is no such file, or it was not read */
};

/* What read() leaves for settle(). */
struct bg_exports_kept {
	struct bg_py_project *project;
	struct bg_wholes modules; /* that were read, by their dotted names */
	struct {
		struct bg_exports_file *v;
		size_t n, cap;
	} files;
	struct {
		struct bg_exports_doc *v;
		size_t n, cap;
	} docs; /* in the order of items */
};

/* Looks the functions up in the documents of their apps, by the option "docs". */
int bg_exports_docs_read(struct bg_extract *x, struct bg_exports_kept *kept,
                         struct bg_err *err);
/* Remarks on functions that came, went or changed and whose document does not show it. */
void bg_exports_docs_settle(const struct bg_sides *sides, size_t which);
/* A new module whose document does not exist is one such remark; wholes: sorted ids. */
void bg_exports_docs_fold(struct bg_arena *arena, struct bg_harvest *now,
                          const struct bg_strings *wholes);

#endif
