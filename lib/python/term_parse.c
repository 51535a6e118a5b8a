/* SPDX-License-Identifier: MIT */
/* Canonical texts of types, read back into terms. */
#include <string.h>

#include "base/buf.h"
#include "base/words.h"
#include "python/term.h"

struct reader {
	struct bg_arena *arena;
	const char *at;
	unsigned depth;
	bool bad;
};

static const struct bg_py_term *read_union(struct reader *r, bool values);

static bool
take(struct reader *r, const char *text)
{
	if (!bg_starts(r->at, text))
		return false;
	r->at += strlen(text);
	return true;
}

static const struct bg_py_term *
fail(struct reader *r)
{
	r->bad = true;
	return bg_term_unknown(r->arena, "");
}

/* Behind a quoted text; NULL where it does not end. */
static const char *
quoted_end(const char *at)
{
	for (at++; *at && *at != '\''; at++)
		if (*at == '\\' && at[1])
			at++;
	return *at ? at + 1 : NULL;
}

/* A value in a Literal: up to a comma or the bracket, quoted texts over. */
static const struct bg_py_term *
read_value(struct reader *r)
{
	const char *from = r->at;

	while (*r->at && *r->at != ',' && *r->at != ']') {
		if (*r->at == '\'') {
			r->at = quoted_end(r->at);
			if (!r->at) {
				r->at = "";
				return fail(r);
			}
		} else {
			r->at++;
		}
	}
	if (r->at == from)
		return fail(r);
	return bg_term_value(r->arena, bg_strndup(r->arena, from, (size_t)(r->at - from)));
}

/* The source of an unknown type, without its quotes and escapes of them. */
static const struct bg_py_term *
read_unknown(struct reader *r)
{
	const char *end = *r->at == '\'' ? quoted_end(r->at) : NULL;
	struct bg_py_term *term;

	if (!end)
		return fail(r);
	term = bg_alloc(r->arena, sizeof(*term));
	term->kind = BG_TERM_UNKNOWN;
	term->name = bg_strndup(r->arena, r->at, (size_t)(end - r->at));
	term->text = bg_strf(r->arena, "?%s", term->name);
	r->at = end;
	return term;
}

/* Up to the bracket that closes, which is taken. */
static void
read_many(struct reader *r, struct bg_py_terms *out, bool values)
{
	if (take(r, "]") || take(r, "()]"))
		return;
	do
		*bg_list_add(r->arena, out) = read_union(r, values);
	while (!r->bad && take(r, ", "));
	if (!take(r, "]"))
		r->bad = true;
}

static const struct bg_py_term *
read_name(struct reader *r)
{
	const char *from = r->at, *name;
	struct bg_py_terms args = {0};

	while (bg_is_word(*r->at) || *r->at == '.')
		r->at++;
	if (r->at == from)
		return fail(r);
	name = bg_strndup(r->arena, from, (size_t)(r->at - from));
	if (!take(r, "["))
		return bg_term_name(r->arena, name, NULL);
	read_many(r, &args, strcmp(name, "Literal") == 0);
	return bg_term_name(r->arena, name, &args);
}

static const struct bg_py_term *
read_one(struct reader *r, bool values)
{
	struct bg_py_terms list = {0};
	const struct bg_py_term *term;

	if (r->bad || ++r->depth > BG_TERM_HEIGHT)
		return fail(r);
	if (values)
		term = read_value(r);
	else if (take(r, "..."))
		term = bg_term_dots(r->arena);
	else if (take(r, "?"))
		term = read_unknown(r);
	else if (take(r, "*"))
		term = bg_term_star(r->arena, read_one(r, false));
	else if (take(r, "[")) {
		read_many(r, &list, false);
		term = bg_term_list(r->arena, &list);
	} else {
		term = read_name(r);
	}
	r->depth--;
	return term;
}

static const struct bg_py_term *
read_union(struct reader *r, bool values)
{
	struct bg_py_terms members = {0};

	do
		*bg_list_add(r->arena, &members) = read_one(r, values);
	while (!r->bad && take(r, " | "));
	return members.n == 1 ? members.v[0] : bg_term_union(r->arena, &members);
}

const struct bg_py_term *
bg_term_parse(struct bg_arena *arena, const char *text)
{
	struct reader r = {.arena = arena, .at = text};
	const struct bg_py_term *term = read_union(&r, false);

	return r.bad || *r.at ? bg_term_unknown(arena, text) : term;
}
