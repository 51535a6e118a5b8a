/* SPDX-License-Identifier: MIT */
/* Answers that are written bit by bit, on the object that handles the request. */
#include "extract/shape.h"

const struct bg_shape *
bg_shape_write(struct bg_scene *s, const struct bg_shape *on, const char *method,
               const struct bg_given *g)
{
	const struct bg_cell *self = on->ncell == 1 ? bg_cell_at(s, on->cell[0]) : NULL;
	struct bg_shape_ref own;
	bool code = strcmp(method, "set_status") == 0 || strcmp(method, "send_error") == 0;

	if (!self || self->kind != BG_CELL_OBJECT || !self->cls || !s->w->writes || !g->narg ||
	    (!code && strcmp(method, "write") != 0 && strcmp(method, "finish") != 0) ||
	    bg_shape_method(s->w, self->unit, self->cls, method, &own))
		return NULL;
	bg_cell_put(s, on, code ? "=status" : "=body",
	            code ? g->arg[0] : bg_shape_freeze(s, g->arg[0]), false);
	return bg_shape_bits(s->w, BG_SHAPE_NULL);
}
