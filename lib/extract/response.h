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
 * Each method is a view of its own: GET is what a health check is asked with, so what POST
 * answers never makes a key of GET "sometimes", and has its method in front of its ids as
 * well ("POST /health/ reset", "POST /health/ HTTP 202"). A function that does not look at
 * request.method answers all of its methods alike: they are urls of the one view. That a
 * method is refused with 405 is no answer of it.
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
	const char *kind;             /* path, label, status, url */
	const char *id, *parent;      /* without prefix; parent NULL: the view's url */
	const char *types, *presence; /* or NULL */
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
	const char *name, *path, *method;
	const char *url; /* the first one, or NULL */
	unsigned line;
	bool auth;   /* a decorator or a base sends strangers elsewhere */
	bool opaque; /* nothing of it is known */
	BG_LIST(struct bg_response_item) items;
	BG_LIST(struct bg_response_gap) gaps;
};

struct bg_responses {
	BG_LIST(struct bg_response_view) v;
};

/* "dependencies=[Depends(f)]" of a router or of what it is put in. */
struct bg_guard {
	struct bg_py_unit *unit;
	const struct bg_py_node *list;
	const struct bg_guard *next;
};

/* A url that leads to a function or class. */
struct bg_route {
	const char *url;
	const struct bg_py_node *node;
	struct bg_py_unit *unit;          /* where it stands */
	const char *methods;              /* "GET POST", as the pattern names them, or NULL */
	const struct bg_py_node *actions; /* the dict of as_view({"get": "status"}), or NULL */
	/* The decorator or call of a framework that answers with what is returned, or NULL. */
	const struct bg_py_node *call;
	const struct bg_guard *guards;
};
struct bg_routes {
	BG_LIST(struct bg_route) v;
};

/*
 * The routes of all urls.py, and of one more module (or NULL) with what its routers are put
 * into; -1: BG_EOBJECT, BG_ELIMIT.
 */
int bg_routes_read(struct bg_walk *w, struct bg_py_unit *unit, struct bg_routes *out);

/* "@app.get("/health")" of a function or class: the nth such decorator, or NULL. */
const struct bg_py_node *bg_route_of(const struct bg_py_node *def, size_t nth);
/* The text of its url: an expression, or NULL where there is none. */
const struct bg_py_node *bg_route_path(const struct bg_py_node *route);
/* "GET POST" that a decorator or pattern names; NULL: none. */
const char *bg_route_methods(struct bg_arena *arena, const struct bg_py_node *call);

/* Whether the option "urls" names a url. */
bool bg_response_names(const struct bg_strings *urls, const char *url);

/* Appends the views that these urls lead to, wherever they stand; -1 as above. */
int bg_views_at(struct bg_walk *w, const struct bg_strings *urls, struct bg_responses *out);

/* Appends the views of a module; -1 as above. */
int bg_views_read(struct bg_walk *w, struct bg_py_unit *unit, struct bg_responses *out);

/* "get" of "app.get(…)", "view" of "view"; "" of another expression. */
const char *bg_view_leaf(const struct bg_py_node *e);
/* What a view is run for. */
struct bg_view_call {
	struct bg_shape_ref ref;
	const struct bg_py_node *route; /* as bg_route.call; NULL: it makes answers itself */
	const struct bg_routes *routes; /* that have its guards */
	const struct bg_py_node *bound; /* what they lead to */
	const char *method;
};
/* What a view gives when it is called; what keeps strangers out is noted in view. */
const struct bg_shape *bg_view_run(struct bg_scene *s, const struct bg_view_call *call,
                                   struct bg_response_view *view);

/* Runs what stands before a view: the answers of those who are sent away are raised. */
void bg_view_guard(struct bg_scene *s, const struct bg_view_call *call,
                   struct bg_response_view *view);

/*
 * The methods that a function is to be asked with, parted by spaces, GET first where it is
 * one; *apart: it tells them apart, so each has answers of its own.
 */
const char *bg_view_methods(struct bg_walk *w, struct bg_py_unit *unit,
                            const struct bg_py_node *def, const struct bg_routes *routes,
                            bool *apart);
/*
 * Fills in what answers "GET" … of the class call->bound, by its urls or by its own methods;
 * false: it has none that can be read.
 */
bool bg_view_handler(struct bg_view_call *call, const char *method, struct bg_walk *w,
                     struct bg_py_unit *unit);
/* "status" for "GET" in as_view({"get": "status"}); NULL: nothing. */
const char *bg_view_action(struct bg_arena *arena, const struct bg_py_node *actions,
                           const char *method);
/* Whether a word is among those of a list parted by spaces. */
bool bg_view_has_word(const char *list, const char *word);

/* Whether an answer to a request is among what was given. */
bool bg_view_answers(const struct bg_scene *s, const struct bg_shape *given);

/* Items of the answers that a view gives, as the state behind it knows them. */
void bg_response_show(struct bg_scene *s, const struct bg_shape *answers,
                      struct bg_response_view *view);

void bg_response_settle(const struct bg_sides *sides, size_t which);

#endif
