/* SPDX-License-Identifier: MIT */
/* Answers of web frameworks, by the names of their classes: bodies and status codes. */
#include "extract/shape.h"

struct answer {
	const char *leaf;    /* of the class or function */
	size_t body, status; /* positions of its arguments; 9: by keyword only */
	unsigned code;       /* by default */
	bool json;           /* else only what json.dumps() made is a body */
};

static const struct answer answers[] = {
	{"JsonResponse", 0, 9, 200, true},
	{"HttpResponse", 0, 2, 200, false},
	{"JSONResponse", 0, 1, 200, true},
	{"ORJSONResponse", 0, 1, 200, true},
	{"UJSONResponse", 0, 1, 200, true},
	{"Response", 0, 1, 200, false},
	{"PlainTextResponse", 0, 1, 200, false},
	{"json_response", 0, 9, 200, true},
	{"jsonify", 0, 9, 200, true},
	{"make_response", 0, 1, 200, false},
	{"HttpResponseForbidden", 0, 9, 403, false},
	{"HttpResponseBadRequest", 0, 9, 400, false},
	{"HttpResponseNotFound", 0, 9, 404, false},
	{"HttpResponseServerError", 0, 9, 500, false},
	{"HttpResponseNotAllowed", 9, 9, 405, false},
	{"HttpResponseGone", 0, 9, 410, false},
	{"HTTPResponse", 0, 1, 200, false},
	{"create_response", 1, 9, 200, true},
	{"json", 0, 1, 200, true},
};

/* Exceptions that end a request with a code of their own. */
static const struct answer exceptions[] = {
	{"HTTPException", 1, 0, 500, true},
	{"Http404", 9, 9, 404, true},
	{"PermissionDenied", 9, 9, 403, true},
	{"NotAuthenticated", 9, 9, 401, true},
	{"AuthenticationFailed", 9, 9, 401, true},
	{"Throttled", 9, 9, 429, true},
	{"HttpError", 1, 0, 500, true},
	{"APIException", 0, 9, 500, true},
	{"ParseError", 0, 9, 400, true},
	{"NotFound", 0, 9, 404, true},
};

static const struct {
	const char *name;
	unsigned code;
} codes[] = {
	{"OK", 200},
	{"CREATED", 201},
	{"ACCEPTED", 202},
	{"NO_CONTENT", 204},
	{"MULTI_STATUS", 207},
	{"BAD_REQUEST", 400},
	{"UNAUTHORIZED", 401},
	{"FORBIDDEN", 403},
	{"NOT_FOUND", 404},
	{"METHOD_NOT_ALLOWED", 405},
	{"GONE", 410},
	{"FAILED_DEPENDENCY", 424},
	{"TOO_MANY_REQUESTS", 429},
	{"INTERNAL_SERVER_ERROR", 500},
	{"NOT_IMPLEMENTED", 501},
	{"BAD_GATEWAY", 502},
	{"SERVICE_UNAVAILABLE", 503},
	{"GATEWAY_TIMEOUT", 504},
};

unsigned
bg_status_number(const char *name)
{
	const char *leaf = strrchr(name, '.'), *at;

	leaf = leaf ? leaf + 1 : name;
	if (bg_starts(leaf, "HTTP_") && bg_is_digit(leaf[5]) && bg_is_digit(leaf[6]) &&
	    bg_is_digit(leaf[7]))
		return (unsigned)(leaf[5] - '0') * 100 + (unsigned)(leaf[6] - '0') * 10 +
		       (unsigned)(leaf[7] - '0');
	at = strstr(name, "HTTPStatus.");
	for (size_t i = 0; at && i < sizeof(codes) / sizeof(*codes); i++)
		if (strcmp(codes[i].name, leaf) == 0)
			return codes[i].code;
	return 0;
}

static const struct answer *
find(const struct answer *v, size_t n, const char *name)
{
	const char *leaf = strrchr(name, '.');

	leaf = leaf ? leaf + 1 : name;
	/* Short words mean something else elsewhere. */
	if (strcmp(leaf, "json") == 0 && !bg_starts(name, "sanic."))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (strcmp(v[i].leaf, leaf) == 0)
			return &v[i];
	return NULL;
}

static const struct bg_shape *
given_status(const struct answer *a, const struct bg_given *g)
{
	const struct bg_shape *v = bg_given_at(g, 99, "status");

	if (!v)
		v = bg_given_at(g, 99, "status_code");
	return v ? v : a->status < g->narg ? g->arg[a->status] : NULL;
}

static const struct bg_shape *
given_body(const struct answer *a, const struct bg_given *g)
{
	static const char *const names[] = {"data", "content", "body", "response", "detail"};
	const struct bg_shape *v = a->body < g->narg ? g->arg[a->body] : NULL;

	for (size_t i = 0; !v && i < sizeof(names) / sizeof(*names); i++)
		v = bg_given_at(g, 99, names[i]);
	return v;
}

/* What is answered with where no code is given. */
static const struct bg_shape *
usual_status(struct bg_scene *s, const struct answer *a)
{
	return s->w->otherwise ? s->w->otherwise : bg_shape_number(s->w, a->code);
}

static const struct bg_shape *
make_answer(struct bg_scene *s, const struct bg_shape *body, const struct bg_shape *status,
            unsigned line)
{
	struct bg_cell cell = {.kind = BG_CELL_ANSWER, .line = line};
	const struct bg_shape *out = bg_cell_new(s, &cell);

	if (body)
		bg_cell_put(s, out, "=body", body, false);
	bg_cell_put(s, out, "=status", status, false);
	return out;
}

/* A body that is no dict of json.dumps(): JSON that is written by hand. */
static const struct bg_shape *
read_text(struct bg_scene *s, const struct bg_shape *body)
{
	const struct bg_shape *out = NULL, *one;

	if (body->ncell || !(body->ntext || (body->bits & BG_SHAPE_STR)))
		return body;
	if (body->bits & BG_SHAPE_STR)
		return bg_shape_any(s->w, "its text is put together by hand");
	for (size_t i = 0; i < body->ntext; i++) {
		one = bg_shape_parse(s, body->text[i]);
		out = bg_shape_join(s->w, out,
		                    one ? one : bg_shape_any(s->w, "its text is no JSON"));
	}
	return out;
}

/* The body of make_response(jsonify(…), 503) is that of the answer in it. */
static const struct bg_shape *
body_behind(struct bg_scene *s, const struct bg_shape *body)
{
	const struct bg_cell *made = body->ncell == 1 ? bg_cell_at(s, body->cell[0]) : NULL;
	const struct bg_cell_key *key;

	if (!made || made->kind != BG_CELL_ANSWER)
		return body;
	key = bg_cell_find(made, "=body");
	return key ? key->value : NULL;
}

const struct bg_shape *
bg_shape_answer(struct bg_scene *s, const char *name, const struct bg_given *g)
{
	const struct answer *a = find(answers, sizeof(answers) / sizeof(*answers), name);
	const struct bg_shape *body, *status, *type;
	const char *text;
	bool json;

	if (!a)
		return bg_shape_raise(s, name, g);
	body = given_body(a, g);
	if (body)
		body = body_behind(s, body);
	status = given_status(a, g);
	type = bg_given_at(g, 99, "content_type");
	if (!type)
		type = bg_given_at(g, 99, "media_type");
	if (!type)
		type = bg_given_at(g, 99, "mimetype");
	text = type ? bg_shape_only(type) : NULL;
	json = a->json || (text && strstr(text, "json")) || strstr(name, "rest_framework");
	if (strcmp(a->leaf, "jsonify") == 0 && !g->narg) {
		body = bg_cell_dict(s, g->line);
		for (size_t i = 0; i < g->nkey; i++)
			bg_cell_put(s, body, g->key[i].name, g->key[i].value, false);
		status = NULL;
	}
	if (body && text && strstr(text, "json") && !a->json)
		body = read_text(s, body);
	if (body && !json && !body->ncell)
		body = NULL;
	/* The other classes hold what json.dumps() made, or write it out at last. */
	if (body && (a->json || strcmp(a->leaf, "make_response") == 0))
		body = bg_shape_freeze(s, body);
	return make_answer(s, body, status ? status : usual_status(s, a), g->line);
}

/* aiohttp's web.HTTPServiceUnavailable and the like: a text and a code. */
static const struct bg_shape *
raise_text(struct bg_scene *s, const char *name, unsigned line)
{
	static const struct {
		const char *leaf;
		unsigned code;
	} texts[] = {{"HTTPBadRequest", 400},          {"HTTPUnauthorized", 401},
	             {"HTTPForbidden", 403},           {"HTTPNotFound", 404},
	             {"HTTPInternalServerError", 500}, {"HTTPBadGateway", 502},
	             {"HTTPServiceUnavailable", 503},  {"HTTPGatewayTimeout", 504}};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (bg_starts(name, "aiohttp.") && bg_ends(name, texts[i].leaf))
			return make_answer(s, NULL, bg_shape_number(s->w, texts[i].code), line);
	return NULL;
}

const struct bg_shape *
bg_shape_raise(struct bg_scene *s, const char *name, const struct bg_given *g)
{
	const struct answer *a =
		find(exceptions, sizeof(exceptions) / sizeof(*exceptions), name);
	const struct bg_shape *status, *detail, *body;

	if (!a)
		return raise_text(s, name, g->line);
	detail = given_body(a, g);
	status = given_status(a, g);
	/* Their bodies are pages of the framework, or of the project's templates. */
	if (bg_starts(name, "werkzeug.") || bg_starts(name, "django."))
		return make_answer(s, NULL, status ? status : usual_status(s, a), g->line);
	/* REST framework takes a dict or a list for the whole. */
	if (bg_starts(name, "rest_framework.") && detail && detail->ncell)
		return make_answer(s, detail, status ? status : usual_status(s, a), g->line);
	body = bg_cell_dict(s, g->line);
	bg_cell_put(s, body, "detail", detail ? detail : bg_shape_bits(s->w, BG_SHAPE_STR),
	            false);
	return make_answer(s, body, status ? status : usual_status(s, a), g->line);
}
