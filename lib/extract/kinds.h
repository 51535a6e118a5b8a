/* SPDX-License-Identifier: MIT */
/* What the kinds share among themselves; no other room includes it. */
#ifndef BG_EXTRACT_KINDS_H
#define BG_EXTRACT_KINDS_H

#include "extract/extract.h"
#include "parse/node.h"

#define _(name) extern const struct bg_kind bg_kind_##name;
#include "extract/kinds.def"
#undef _

#define BG_ACCEPTS(option) (1u << BG_OPT_##option)

/* -1 with BG_ELIMIT once there are too many items, or the run takes too much memory. */
int bg_extract_room(const struct bg_extract *x, struct bg_err *err);

/* What is worth saying and judged by nobody. */
void bg_harvest_note(struct bg_arena *arena, struct bg_harvest *h, const char *path,
                     unsigned line, const char *message);

/* bg_harvest_add() for those who settle. */
struct bg_item *bg_harvest_put(struct bg_arena *arena, struct bg_harvest *h, const char *kind,
                               const char *id, struct bg_loc loc);

/* bg_harvest_find() for those who add facts to other surfaces' items. */
struct bg_item *bg_harvest_item(const struct bg_harvest *h, const char *kind, const char *id);

/* A file of one side that the other lacks. */
struct bg_whole {
	const char *id; /* of the item that it becomes */
	struct bg_loc loc;
	size_t parts; /* of it, as bg_wholes_fold() counts them */
};
struct bg_wholes {
	struct bg_whole *v;
	size_t n, cap;
};

/* The id of the whole that an item without a parent would be a part of, or NULL. */
typedef const char *bg_whole_fn(struct bg_arena *arena, const struct bg_item *item);

/*
 * Adds an item of that kind, with fact whole=yes, for each whole that holds more than one item
 * of h that the other side lacks, as their parent: the differ folds them into it. One alone
 * stays what it is.
 */
void bg_wholes_fold(struct bg_wholes *wholes, struct bg_arena *arena, struct bg_harvest *h,
                    const struct bg_harvest *other, const char *kind, bg_whole_fn *whole_of);

/* A YAML, JSON, INI or TOML file through the memo; *out as bg_extract_file() has it. */
int bg_extract_yaml(struct bg_extract *x, const char *path, const struct bg_nodes **out,
                    struct bg_err *err);
int bg_extract_json(struct bg_extract *x, const char *path, const struct bg_nodes **out,
                    struct bg_err *err);
int bg_extract_ini(struct bg_extract *x, const char *path, const struct bg_nodes **out,
                   struct bg_err *err);
int bg_extract_toml(struct bg_extract *x, const char *path, const struct bg_nodes **out,
                    struct bg_err *err);

/* The pairs of a mapping by key, repetitions of a key in source order; as many as npair. */
const struct bg_pair **bg_pairs_sort(struct bg_arena *arena, const struct bg_node *map);
/* Whether the next one takes the place of pair i of n sorted ones. */
bool bg_pair_is_shadowed(const struct bg_pair *const *v, size_t n, size_t i);

/* The text with every "{value}" replaced. */
char *bg_fill_value(struct bg_arena *arena, const char *text, const char *value);

/* Reads key paths of YAML (or JSON) files: what both kinds of keys share. */
typedef int bg_nodes_fn(struct bg_extract *x, const char *path, const struct bg_nodes **out,
                        struct bg_err *err);
int bg_keys_read(struct bg_extract *x, bg_nodes_fn *nodes, struct bg_err *err);

/*
 * Whether a harvest of yaml-values has met a value at all: in any of its files, counted
 * or not, or as a module behind it.
 */
bool bg_values_known(const struct bg_harvest *h, const char *value);

/* Whether code of that side says which keys or values are accepted, beside samples. */
bool bg_keys_coded(const struct bg_harvest *h);
bool bg_values_coded(const struct bg_harvest *h);

#endif
