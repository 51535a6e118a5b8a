/* SPDX-License-Identifier: MIT */
/* What the parts of the TOML reader share. */
#ifndef BG_PARSE_TOML_READER_H
#define BG_PARSE_TOML_READER_H

#include "base/buf.h"
#include "base/list.h"
#include "base/words.h"
#include "parse/name.h"
#include "parse/node.h"

/* A table or an array. */
struct bg_toml_node {
	struct bg_node node; /* first, so that a pointer to it is one to this */
	BG_LIST(struct bg_pair) pairs;
	BG_LIST(struct bg_node *) items;
	struct bg_name *names; /* of the pairs; their owner is the value */
	size_t depth;
	bool sealed;   /* a value: an inline table or array, complete as it stands */
	bool declared; /* by its header, or by dotted keys of a section that is over */
	bool waiting;  /* to be declared when the section is over */
};

struct bg_toml {
	struct bg_arena *arena;
	const struct bg_limits *limits;
	const char *path;
	struct bg_err *err;
	const char *s;     /* the next byte; NUL at the end, and nowhere else */
	const char *begin; /* of the line */
	unsigned line;
	size_t nodes;
	struct bg_toml_node *root, *section;
	BG_LIST(struct bg_toml_node *) waiting;
};

/* A key, dotted or not, and where it stands. */
struct bg_toml_key {
	struct bg_strings part;
	const char *at, *begin;
	unsigned line;
};

/* Fails with BG_ESYNTAX at the next byte. -1. */
int bg_toml_fail(struct bg_toml *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same at a key. */
int bg_toml_fail_key(struct bg_toml *t, const struct bg_toml_key *key, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Passes over blanks and tabs. */
void bg_toml_blank(struct bg_toml *t);
/* Passes over "\n" or "\r\n"; false where neither stands. */
bool bg_toml_newline(struct bg_toml *t);
/* Passes over a comment, if one stands there. 0 or -1. */
int bg_toml_comment(struct bg_toml *t);

/* Reads a string in its quotes, without NULs; *s is in the arena. 0 or -1. */
int bg_toml_string(struct bg_toml *t, const char **s);
/* The same where a key may stand: no string of several lines. */
int bg_toml_key_string(struct bg_toml *t, const char **s);
/* Reads a number, a boolean, a date or a time; NULL with an error. */
struct bg_node *bg_toml_scalar(struct bg_toml *t);
/* Reads any value of a node at a depth; NULL with an error. */
struct bg_node *bg_toml_value(struct bg_toml *t, size_t depth);
/* Reads a key. 0 or -1. */
int bg_toml_key(struct bg_toml *t, struct bg_toml_key *key);
/* Reads "key = value" into a table. 0 or -1. */
int bg_toml_pair(struct bg_toml *t, struct bg_toml_node *table);

/* A node; NULL with an error where there are too many. */
struct bg_node *bg_toml_make(struct bg_toml *t, enum bg_node_type type);
/* An empty table or array; NULL with an error where it is too deep. */
struct bg_toml_node *bg_toml_open(struct bg_toml *t, enum bg_node_type type, size_t depth);
/* Appends to an array. */
void bg_toml_append(struct bg_toml *t, struct bg_toml_node *array, struct bg_node *item);
/* Puts a value where a dotted key of a table says. 0 or -1. */
int bg_toml_assign(struct bg_toml *t, struct bg_toml_node *table, const struct bg_toml_key *key,
                   struct bg_node *value);
/* Begins the section "[key]", or with many "[[key]]". 0 or -1. */
int bg_toml_section(struct bg_toml *t, const struct bg_toml_key *key, bool many);

#endif
