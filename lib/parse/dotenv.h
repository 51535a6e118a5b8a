/* SPDX-License-Identifier: MIT */
/* .env files as dotenv libraries and their .env.example practice write them. */
#ifndef BG_PARSE_DOTENV_H
#define BG_PARSE_DOTENV_H

#include "model/tree.h"

enum bg_env_type {
	BG_ENV_ACTIVE,    /* NAME=value, also "export NAME=value" */
	BG_ENV_COMMENTED, /* "# NAME=value": documented, not set */
	BG_ENV_COMMENT    /* any other comment line */
};

struct bg_env_line {
	enum bg_env_type type;
	unsigned line;
	const char *name; /* entries; NULL for a comment */
	const char *text; /* comment: its text without '#', rulers and outer blanks;
	                     entry: the inline comment behind the value, or "" */
	bool banner;      /* a comment that stands in a box or between rulers, or is
	                     a header of its own as "## Redis" or "# --- Redis ---" */
	bool after_blank; /* a blank line (or the file's start) stands before it */
};

struct bg_env {
	const struct bg_env_line *line; /* blank lines are left out */
	size_t nline;
	const struct bg_note *remark; /* lines that are no entry, comment or blank */
	size_t nremark;
};

/*
 * Reads a blob. A BOM and CRLF are accepted; the last line counts without a
 * newline; a quoted value may span lines. An entry in a comment needs NAME=
 * right at the start of the comment's text, with no blank before '='; a comment
 * that starts with "export" is a shell example. Names are [A-Za-z_][A-Za-z0-9_.]*.
 * A value over several lines holds nothing that looks like an entry or a comment
 * (but for the padding of a PEM block); a quote that closes behind such a line, or
 * nowhere, ends with its own line and is a remark. A ruler is a comment without text.
 * 0, or -1 with BG_ELIMIT (BG_LIMIT_LINE; _ITEMS for lines and remarks together).
 */
int bg_dotenv_parse(struct bg_env *out, struct bg_arena *arena, const struct bg_limits *limits,
                    const struct bg_blob *blob, struct bg_err *err);

#endif
