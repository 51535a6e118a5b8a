/* SPDX-License-Identifier: MIT */
/* Whether an entry names an item: exactly, indirectly, or not. */
#ifndef BG_LEDGER_NAMING_H
#define BG_LEDGER_NAMING_H

#include "extract/extract.h"
#include "ledger/changelog.h"

/* What an entry has to say to name an item. */
struct bg_subject {
	const char *id;     /* the whole id also names it */
	const char *leaf;   /* last part of the id: latency_ms */
	const char *owner;  /* last part of the parent's id; NULL: the leaf is its own owner */
	const char *module; /* what holds the owner (module, surface word); NULL: unknown */
	const char *values; /* "a|b": what an option may be given; NULL: unknown */
	bool things; /* the owner is a key such as "tasks": "a task", "Tasks" mean it too */
	struct bg_strings
		place; /* words of a key's file: with the leaf they name it indirectly */
	struct bg_strings hint; /* words that name it indirectly: the app, a distinctive word */
};

/*
 * Makes the subject of an item. Facts used: "app" (directory of the code behind it),
 * "banner" (the words above an env name), "common" (words that many names share).
 */
void bg_subject_make(struct bg_subject *out, struct bg_arena *arena,
                     const struct bg_item *item);

/*
 * Where in text (with code spans) the subject is named, on word boundaries. A leaf that is
 * one plain lower-case word counts only inside a code span or beside its owner.
 */
enum bg_named bg_subject_named(const struct bg_subject *subject, const struct bg_entry *entry);

/* Whether the entry announces the deprecation of the subject: see deprecation.h. */
bool bg_entry_deprecates(const struct bg_entry *entry, const struct bg_subject *subject);
/* Whether it takes an announcement back: "no longer deprecated". */
bool bg_entry_reprieves(const struct bg_entry *entry, const struct bg_subject *subject);

#endif
