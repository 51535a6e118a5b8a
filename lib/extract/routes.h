/* SPDX-License-Identifier: MIT */
/*
 * Urls as they are put together: patterns and decorated functions stand in a place (the
 * urlpatterns of a module, a router, a blueprint, an application), and places are put into
 * each other with a text before what is in them.
 *
 * A text that is computed stands as its expression in braces: "{settings.PREFIX}/health".
 */
#ifndef BG_EXTRACT_ROUTES_H
#define BG_EXTRACT_ROUTES_H

#include "extract/response.h"

#define BG_ROUTE_FILES 400
#define BG_ROUTE_SCANNED 4000
#define BG_ROUTE_URLS 20000
#define BG_ROUTE_EACH 200 /* urls of one route */

/* A variable of a module; unit NULL: none that is known. */
struct bg_place {
	struct bg_py_unit *unit;
	const char *name;
};

struct bg_pattern {
	struct bg_place in;
	const char *text;
	struct bg_route to; /* without a node: child is put in here */
	struct bg_place child;
	const struct bg_py_node *call; /* that puts it in, or NULL */
	bool replaces;                 /* the text stands for the child's own prefix */
};

/* "router = APIRouter(prefix="/x")" */
struct bg_router {
	struct bg_place at;
	const char *prefix; /* or NULL */
	const struct bg_py_node *call;
};

/* "from app.health import bp" inside of a function, or the name of a loop over routers. */
struct bg_route_local {
	const char *name;
	struct bg_place means;
	const struct bg_py_list *loop; /* or NULL: means */
};

struct bg_routing {
	struct bg_walk *w;
	struct bg_py_unit *unit; /* that is walked */
	BG_LIST(struct bg_py_unit *) seen;
	BG_LIST(struct bg_pattern) v;
	BG_LIST(struct bg_router) routers;
	BG_LIST(struct bg_route_local) locals; /* of unit */
	const char *before; /* of patterns that stand in a list in their include() */
	const char *in;     /* the variable that is assigned around, or NULL */
	unsigned depth;
	size_t most; /* urls when the route at hand has enough */
};

/* ---- response_place.c */
/* The text of a url or of a part of it. */
const char *bg_route_text(struct bg_routing *r, const struct bg_py_node *e);
/* Both, with one slash between them where each has one. */
const char *bg_route_join(struct bg_arena *arena, const char *a, const char *b);
/* What a dotted name means in the module at hand; false: w->failed. */
bool bg_route_resolve(struct bg_routing *r, const char *name, struct bg_py_ref *out);
/* The place that an expression is: a router, a module of patterns, "router.urls". */
struct bg_place bg_place_of(struct bg_routing *r, const struct bg_py_node *e);
bool bg_place_is(const struct bg_place *a, const struct bg_place *b);
/* Notes what an import inside of a function, or a loop, makes of a name. */
void bg_place_note(struct bg_routing *r, const struct bg_py_node *node);
/* The elements of the loop that binds a name; NULL: it is none's. */
const struct bg_py_list *bg_place_loop(const struct bg_routing *r, const struct bg_py_node *e);

/* ---- response_mount.c */
/* A call that puts one place into another: include_router(), register_blueprint() … */
void bg_route_mount(struct bg_routing *r, const struct bg_py_node *call);
/* What is assigned to a name that holds patterns, or is added to it. */
void bg_route_assign(struct bg_routing *r, const char *name, const struct bg_py_node *value);
void bg_route_put(struct bg_routing *r, const char *in, const char *text,
                  const struct bg_py_node *child, const struct bg_py_node *call);
/* What "path("api/", include([…]))" puts before the patterns in it; NULL: it is none. */
const char *bg_route_before(struct bg_routing *r, const struct bg_py_node *call);

/* ---- response_url.c */
/* Reads the patterns of a module, once; -1: w->failed. */
int bg_route_walk(struct bg_routing *r, struct bg_py_unit *unit);

#endif
