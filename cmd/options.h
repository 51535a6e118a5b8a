/* SPDX-License-Identifier: MIT */
/* The options of all commands: one table, one structure, no globals. */
#ifndef BG_CMD_OPTIONS_H
#define BG_CMD_OPTIONS_H

#include "bumpgate.h"

enum { BG_MAX_OUTPUTS = 16, BG_MAX_ARGS = 2 };

/* --output NAME=FILE */
struct bg_output {
	char format[32];
	const char *file;
};

struct bg_options {
	const char *dir, *policy, *format, *color, *now, *pre, *notes,
		*waiver; /* NULL: not given */
	bool initial, work_tree, force, draft, write, schema, policy_schema, kinds, limits,
		quiet, verbose, help, version;
	struct bg_output output[BG_MAX_OUTPUTS];
	size_t noutput;
	const char *command;          /* the first argument; NULL: none */
	const char *arg[BG_MAX_ARGS]; /* the others; only the first ones are kept */
	size_t narg;
	unsigned given; /* bit n: the nth option was given */
};

/* One row of options.def, as help shows it. */
struct bg_option_info {
	char letter;
	const char *name, *value, *help; /* name and value may be NULL */
	unsigned scope;                  /* bit n: the nth command takes it */
};
/* The nth option; false past the last. */
bool bg_option_info(size_t n, struct bg_option_info *out);

/*
 * Reads the command line; options may stand anywhere before "--". Reads on behind a
 * mistake, so that the formats that were asked for are known: 0, or -1 with *err about
 * the first one.
 */
int bg_options_parse(struct bg_options *out, int argc, char *const *argv, struct bg_err *err);

/* Whether the nth command, called name, takes all options that were given: 0, or -1. */
int bg_options_check(const struct bg_options *options, size_t command, const char *name,
                     struct bg_err *err);

#endif
