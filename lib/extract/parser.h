/* SPDX-License-Identifier: MIT */
/* What the files of kind argparse share: parsers, their flags, and who builds them. */
#ifndef BG_EXTRACT_PARSER_H
#define BG_EXTRACT_PARSER_H

#include "extract/kinds.h"
#include "python/fold.h"

/* A keyword of add_argument(): its value, and the expression where there is one. */
struct bg_keyword {
	const char *name;
	const struct bg_py_value *value;
	const struct bg_py_node *node; /* NULL: it came with "**" */
};

/* One call of add_argument(), its arguments read. */
struct bg_flag {
	struct bg_strings names; /* option strings, or the name of a positional */
	struct {
		struct bg_keyword *v;
		size_t n, cap;
	} keywords;
	bool open;      /* there may be more keywords */
	unsigned group; /* the mutually exclusive group it is in; 0: none */
	bool group_required;
	unsigned position;
	const char *path;
	unsigned line;
};

/* A parser or a sub-parser. */
struct bg_parser {
	const char *id; /* "command sub" */
	unsigned positionals;
	unsigned groups; /* mutually exclusive ones */
	bool used;       /* as a parent of others */
	bool asks;       /* one of its sub-commands has to be given */
	struct {
		struct bg_keyword *v;
		size_t n, cap;
	} defaults; /* of set_defaults(), for what comes later */
};

/*
 * Whether a help text calls the option or positional name deprecated: by that name, or, for
 * the main one of its strings, without naming another option as what is deprecated.
 */
bool bg_help_deprecates(const char *help, const char *name, bool main);

/* Makes the items of one flag. */
void bg_flag_add(struct bg_extract *x, const struct bg_parser *parser,
                 const struct bg_flag *flag);

/* Reads the parser that a file builds, as the Django command its path says, or by itself. */
int bg_parser_read(struct bg_extract *x, struct bg_py_project *project, const char *path,
                   struct bg_err *err);

/* A value as messages show it: 'text' in quotes, "computed" where it is not known. */
const char *bg_value_show(struct bg_arena *arena, const struct bg_py_value *value);

/*
 * Marks the options that the commands of another surface are run with (their fact
 * "arguments"), at the base or at the target: fact "tier" where the string itself stands there, and "used",
 * the values it is given, on all strings of the argument.
 */
void bg_parsers_use(const struct bg_sides *sides, size_t list, struct bg_harvest *h);

#endif
