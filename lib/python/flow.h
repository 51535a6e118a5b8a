/* SPDX-License-Identifier: MIT */
/* What flow.c and flow_walk.c share; nobody else includes it. */
#ifndef BG_PYTHON_FLOW_H
#define BG_PYTHON_FLOW_H

#include "python/folder.h"

struct bg_py_flow {
	struct bg_py_folder f; /* f.self and f.now: the name and its value so far */
	const struct bg_py_binding *next, *star; /* the next touches; NULL: none left */
	uint32_t at;
	bool done; /* the place was reached */
	bool in_loop;
	enum { GO, CONTINUE, BREAK } jump;
};

/* flow.c: the next touch, or NULL. */
const struct bg_py_binding *bg_py_flow_peek(const struct bg_py_flow *w);
/* Applies the touches of one statement's own; those of its blocks come later. */
void bg_py_flow_touch(struct bg_py_flow *w, const struct bg_py_node *node);
/* Drops touches up to an offset: of blocks that are not entered. */
void bg_py_flow_skip(struct bg_py_flow *w, uint32_t end);
uint32_t bg_py_flow_end(const struct bg_py_list *body);
void bg_py_flow_walk(struct bg_py_flow *w, const struct bg_py_list *body);
/* flow_walk.c: one statement, and the blocks below it. */
void bg_py_flow_enter(struct bg_py_flow *w, const struct bg_py_node *node);

#endif
