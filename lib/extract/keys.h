/* SPDX-License-Identifier: MIT */
/* The distinct key paths of a surface's files, as a tree of steps. */
#ifndef BG_EXTRACT_KEYS_H
#define BG_EXTRACT_KEYS_H

#include <stdint.h>

#include "extract/kinds.h"

/* What a step below its parent is. */
enum bg_step {
	BG_STEP_KEY,  /* a string key */
	BG_STEP_FREE, /* any key of a mapping with free keys: '*' */
	BG_STEP_EACH, /* the elements of a sequence: '[]', no item of its own */
	BG_STEP_BOOL, /* a key that YAML 1.1 reads as a boolean: no item */
	BG_STEP_OTHER /* a key of another type: no item */
};

/* Where something about a path was seen first; text NULL: never. */
struct bg_sight {
	struct bg_loc loc;
	const char *text;
};

struct bg_key {
	struct bg_key *parent; /* NULL: the root */
	enum bg_step step;
	const char *name; /* the key as written */
	const char *id;   /* as reports show the path; "" for the root */
	uint64_t hash;
	unsigned types; /* bits 1u << enum bg_node_type */
	bool file;      /* seen in a file of 'files', not only in a sample */
	bool free_keys; /* its mappings have free keys */
	struct bg_sight place, duplicate, sexagesimal;
	struct bg_sight code; /* where code reads it */
	struct bg_key *next;  /* same bucket */
};

struct bg_keys {
	struct bg_extract *x;
	BG_LIST(struct bg_key *) list; /* parents before children */
	struct bg_key **bucket;
	size_t nbucket;   /* a power of two */
	const char *path; /* the file that is read */
	bool file;        /* it is one of 'files' */
	size_t nodes;     /* met in this file */
};

/* The path of a step below another one ("": the root), as ids show it; name is a key's. */
const char *bg_key_path(struct bg_arena *arena, const char *parent, enum bg_step step,
                        const char *name);

/* The step below parent (NULL: the root), made when new; NULL with *err past a limit. */
struct bg_key *bg_keys_step(struct bg_keys *keys, struct bg_key *parent, enum bg_step step,
                            const char *name, struct bg_err *err);

/* Notes a place, unless an earlier one is known. */
void bg_keys_see(struct bg_sight *sight, const char *path, unsigned line, const char *text);

#endif
