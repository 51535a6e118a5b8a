/* SPDX-License-Identifier: MIT */
/*
 * What kind json-response shares among its files. Reading leaves a list of views; settling
 * makes items of them, once it is known which views both revisions have.
 *
 * Ids: "checks.database.latency_ms", maps with free keys as "groups.*.stale", elements of
 * lists as "checks[].name", labels as "status=healthy", codes as "HTTP 503", urls as
 * "GET /health/". The items of one view, the main one, stand without a prefix; those of others
 * have their url in front ("/health/live/ status"), or their name where no url is known.
 * The main view of the base stays the main one as long as its url or its name is there, so a
 * second view beside the only one changes nothing. All items of a view are part of its url.
 *
 * "always" is in each answer where the object around it is. It is taken from the answers that
 * tell of health, those with 2xx and 5xx codes: an answer that refuses the request (4xx) has a
 * body of its own, whose keys are "sometimes" and a part of its "HTTP 401".
 *
 * A constant string is a label where it is one word and its key is none that holds prose or
 * versions (error, detail, message …).
 */
#ifndef BG_EXTRACT_RESPONSE_H
#define BG_EXTRACT_RESPONSE_H

#include "extract/shape.h"

struct bg_response_item {
	const char *kind;        /* path, label, status, url */
	const char *id, *parent; /* without prefix; parent NULL: the view's url */
	const char *types, *presence, *methods; /* or NULL */
	const char *any; /* path: why more may be there than is known; NULL: all is known */
	bool open;       /* path: a string that may be another than its labels */
	unsigned line;
};

struct bg_response_gap {
	const char *id; /* NULL: the whole body */
	unsigned line;
	const char *message;
};

struct bg_response_view {
	const char *name, *path;
	const char *url; /* the first one, or NULL */
	unsigned line;
	bool auth; /* a decorator sends strangers elsewhere */
	BG_LIST(struct bg_response_item) items;
	BG_LIST(struct bg_response_gap) gaps;
};

struct bg_responses {
	BG_LIST(struct bg_response_view) v;
};

/* A url that leads to a function or class. */
struct bg_route {
	const char *url;
	const struct bg_py_node *node;
	struct bg_py_unit *unit; /* where it stands */
};
struct bg_routes {
	BG_LIST(struct bg_route) v;
};

/* The routes of all urls.py, and of one more module (or NULL); -1: BG_EOBJECT, BG_ELIMIT. */
int bg_routes_read(struct bg_walk *w, struct bg_py_unit *unit, struct bg_routes *out);

/* "@app.get("/health")": the route, or NULL. Before it, "router = APIRouter(prefix="/api")". */
const struct bg_py_node *bg_route_of(const struct bg_py_node *def);
const char *bg_route_prefix(struct bg_scene *s, const struct bg_py_node *route);

/* Whether the option "urls" names a url. */
bool bg_response_names(const struct bg_strings *urls, const char *url);

/* Appends the views that these urls lead to, wherever they stand; -1 as above. */
int bg_views_at(struct bg_walk *w, const struct bg_strings *urls, struct bg_responses *out);

/* Appends the views of a module; -1 as above. */
int bg_views_read(struct bg_walk *w, struct bg_py_unit *unit, struct bg_responses *out);

/* "get" of "app.get(…)", "view" of "view"; "" of another expression. */
const char *bg_view_leaf(const struct bg_py_node *e);
/*
 * What a view gives when it is called, as its decorators wrap it and its route (or NULL)
 * answers; what keeps strangers out is noted in view.
 */
const struct bg_shape *bg_view_run(struct bg_scene *s, struct bg_shape_ref ref,
                                   const struct bg_py_node *route,
                                   struct bg_response_view *view);
/* Whether an answer to a request is among what was given. */
bool bg_view_answers(const struct bg_scene *s, const struct bg_shape *given);

/* Items of the answers that a view gives, as the state behind it knows them. */
void bg_response_show(struct bg_scene *s, const struct bg_shape *answers,
                      struct bg_response_view *view);

void bg_response_settle(const struct bg_sides *sides, size_t which);

#endif
