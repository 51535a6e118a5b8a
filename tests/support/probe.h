/* SPDX-License-Identifier: MIT */
/* Surfaces over two revisions in memory, read and settled, and shown as lines. */
#ifndef TESTS_SUPPORT_PROBE_H
#define TESTS_SUPPORT_PROBE_H

#include "extract/extract.h"
#include "python/module.h"
#include "support/memtree.h"

#define PROBE_MOST 6

struct probe {
	struct bg_arena *keep, *scratch;
	struct bg_limits limits;
	struct bg_memo *memo;
	struct memtree base, target;
	bool no_base, no_target; /* there is no such revision */
	struct bg_spec spec[PROBE_MOST];
	struct bg_harvest was[PROBE_MOST], now[PROBE_MOST];
	size_t n;
	struct bg_py_project *was_project, *now_project;
	struct bg_py_cache python; /* of both sides, as a run has it */
	struct bg_err err;
};

/* Fixtures of a test: *state is a fresh struct probe. */
int probe_set_up(void **state);
int probe_tear_down(void **state);

/* A test with its own probe. */
#define probe_test(test) \
	cmocka_unit_test_setup_teardown(test, probe_set_up, probe_tear_down)

/* Adds a surface; its index. */
size_t probe_surface(struct probe *p, const char *id, const char *kind);
/* Adds a word to an option of the surface added last. */
void probe_option(struct probe *p, enum bg_option option, const char *value);

/* Adds a file to one side, or to both. */
void probe_was(struct probe *p, const char *path, const char *text);
void probe_now(struct probe *p, const char *path, const char *text);
void probe_both(struct probe *p, const char *path, const char *text);

/* Reads one side's surface; what bg_extract_surface() returned, with p->err. */
int probe_read(struct probe *p, size_t i, bool target);
/* Reads all surfaces of both sides, which must succeed, and settles them. */
void probe_run(struct probe *p);

/* "kind id [^parent] [name=value ...] path:line" in lines. */
const char *probe_items(struct probe *p, const struct bg_harvest *h);
/* Their ids, parted by blanks. */
const char *probe_ids(struct probe *p, const struct bg_harvest *h);
/* "word item detail path:line" in lines; an item NULL is "-". */
const char *probe_remarks(struct probe *p, const struct bg_harvest *h);
/* "path:line" in lines. */
const char *probe_notes(struct probe *p, const struct bg_note *v, size_t n);
/* "+kind id", "-kind id", "~kind id attr from to": what changed on surface i. */
const char *probe_changes(struct probe *p, size_t i);
/* A fact of an item that must be there; "" where the item has no such fact. */
const char *probe_fact(const struct bg_harvest *h, const char *id, const char *name);

#endif
