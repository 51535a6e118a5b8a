/* SPDX-License-Identifier: MIT */
/* A class being described: what the files about classes share; nobody else includes it. */
#ifndef BG_EXTRACT_DESCRIBE_CLASS_H
#define BG_EXTRACT_DESCRIBE_CLASS_H

#include "base/list.h"
#include "extract/describe.h"
#include "python/scope.h"

#define BG_CLASS_DEPTH 32 /* bases above each other */

/* One class of the repository among the class and its bases, nearest first. */
struct bg_class_layer {
	struct bg_py_unit *unit;
	const struct bg_py_node *node;
	const struct bg_py_scope *scope;
	bool protocol, data;   /* a Protocol itself; its fields make the constructor */
	bool keys;             /* a TypedDict: its fields are keys */
	bool attrs, marked;    /* of attrs; only what attr.ib() makes is a field */
	bool frozen;           /* frozen=True, or a NamedTuple: its fields cannot be set */
	bool uninit;           /* init=False: its fields make no constructor by themselves */
	bool keyword;          /* its fields are given by keyword only */
	bool equal, ordered;   /* its fields are compared: by == and !=, by all the others */
	bool hashes, slotted;  /* asked for in any case; its fields are slots */
	BG_LIST(size_t) bases; /* those in the repository, by their places as they were found */
};

struct bg_class {
	struct bg_describer *d;
	const char *id;
	size_t at; /* of the class's item */
	struct {
		struct bg_class_layer *v;
		size_t n, cap;
	} layers;
	struct bg_strings external; /* bases from outside, by full name */
	struct bg_py_table seen;    /* members that are described already */
	const char *unread;         /* a base that could not be found out, or NULL */
	bool enumeration;
};

/* Finds the class and its bases in the repository, and what lies outside. */
int bg_class_layers(struct bg_class *c, struct bg_py_unit *unit, const struct bg_py_node *node,
                    unsigned depth);
/* Notes which layer is a base of the layer at a place. */
void bg_class_note_base(struct bg_class *c, size_t at, const struct bg_py_node *base);
/* Puts the layers into Python's method resolution order, where there is one. */
void bg_class_put_in_order(struct bg_class *c);
/* Adds a member of a layer, with what all of them have; is: "method", "attribute" … */
struct bg_item *bg_class_member(struct bg_class *c, const struct bg_class_layer *layer,
                                const char *name, const char *is, uint32_t line);
/* Whether a member is described already; it is from now on. */
bool bg_class_is_seen(struct bg_class *c, const char *name);
/* Adds the public names in "__slots__ = (…)": attributes of its objects. */
void bg_class_slots(struct bg_class *c, const struct bg_class_layer *layer);
/*
 * What the decorators make of the fields of the class: those of dataclasses and attrs, by
 * whatever name or functools.partial() they stand. 0, or -1 as bg_py_resolve().
 */
int bg_class_made(struct bg_class *c, struct bg_class_layer *layer);
/* Sets what holds for all objects of the class: facts frozen, checkable, hashable, equal … */
void bg_class_nature(struct bg_class *c, struct bg_item *item);
/* The constructor's parameters: of __init__, of __new__, or the fields. */
int bg_class_constructor(struct bg_class *c);

#endif
