/* SPDX-License-Identifier: MIT */
/* What yaml-values reads of one revision, before both are known. */
#ifndef BG_EXTRACT_VALUES_H
#define BG_EXTRACT_VALUES_H

#include "extract/kinds.h"

/* Which option's files show a value. */
enum bg_witness { BG_BY_FILE, BG_BY_FALLBACK, BG_BY_SAMPLE, BG_BY_CODE, BG_NWITNESSES };

struct bg_value {
	const char *text;
	struct bg_strings args; /* all arguments beside it, in any file */
	struct {
		bool seen, enabled; /* enabled: at least once */
		struct bg_loc loc;  /* the first place */
	} by[BG_NWITNESSES];
};

/* A file behind a value. */
struct bg_module {
	const char *value, *path;
};

struct bg_values {
	struct {
		struct bg_value *v;
		size_t n, cap;
	} list; /* by text */
	struct {
		struct bg_module *v;
		size_t n, cap;
	} modules;      /* by value, then path */
	bool authority; /* there is a file of 'files' */
	bool blind;     /* but not all of them were read */
	bool coded;     /* code names the values that are allowed */
	struct {
		struct bg_note *v;
		size_t n, cap;
	} fallback_unread;
};

/* Lists the files behind all values that there can be; sorted. */
int bg_modules_read(struct bg_values *values, struct bg_extract *x, struct bg_err *err);
/* The first file behind a value, or NULL. */
const struct bg_module *bg_modules_find(const struct bg_values *values, const char *value);
/* The directory above "management" in a module's path, or NULL. */
const char *bg_module_app(struct bg_arena *arena, const struct bg_module *module);

/* The value of that text, or NULL. */
const struct bg_value *bg_values_find(const struct bg_values *values, const char *text);

/* Decides which witness counts on either side, and makes the items. */
void bg_values_settle(const struct bg_sides *sides, size_t which);

#endif
