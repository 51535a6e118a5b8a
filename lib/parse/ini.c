/* SPDX-License-Identifier: MIT */
/*
 * INI by libinih, behind a reader of our own. libinih keeps 49 bytes of a section's name
 * and 200 of a line: the reader gives it numbers for names of sections, and cuts values.
 */
#include "parse/ini.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/list.h"
#include "base/utf8.h"
#include "parse/name.h"

#define SHORT 64 /* bytes of a value that is kept */

struct section {
	const char *name; /* "": before any section */
	unsigned line;
	BG_LIST(struct bg_pair) pairs;
};

struct reading {
	struct bg_arena *arena;
	const struct bg_limits *limits;
	const struct bg_blob *blob;
	struct bg_err *err;
	size_t at;         /* of the next line */
	unsigned line;     /* the current one, from 1 */
	unsigned endless;  /* the first one whose name, if it is one, was cut; 0: none */
	const char *given; /* libinih's copy of it, given_n bytes */
	size_t given_n, nodes;
	struct bg_name *names;                /* of sections */
	BG_LIST(const struct bg_name *) head; /* by the number that stands for the name */
	BG_LIST(struct section *) sections;   /* those that count; the first is "" */
};

static struct bg_node *
make(const struct reading *r, enum bg_node_type type, const char *text, unsigned line)
{
	struct bg_node *node = bg_alloc(r->arena, sizeof(*node));

	node->type = type;
	node->text = text;
	node->line = line;
	node->column = 1;
	return node;
}

/* Counts a pair's two nodes. */
static bool
has_room(struct reading *r)
{
	r->nodes += 2;
	if (r->nodes <= r->limits->v[BG_LIMIT_NODES])
		return true;
	bg_fail_limit(r->err, r->limits, BG_LIMIT_NODES, r->blob->path, r->line);
	return false;
}

static bool
is_well_formed(struct reading *r, const char *name)
{
	if (bg_utf8_check(name, strlen(name)) == strlen(name))
		return true;
	bg_fail_at(r->err, BG_ESYNTAX, r->blob->path, r->line, 0,
	           "a name that is not well-formed UTF-8");
	return false;
}

static struct section *
section_of(struct reading *r, struct bg_name *name)
{
	struct section *s = name->owner;

	if (s)
		return s;
	s = bg_alloc(r->arena, sizeof(*s));
	s->name = name->text;
	s->line = r->line;
	name->owner = s;
	*bg_list_add(r->arena, &r->sections) = s;
	return s;
}

/*
 * A line that looks like a section's head: only libinih knows whether it continues a value.
 * Below the margin it never does, so that a section without names is seen here.
 */
static const char *
replace_head(struct reading *r, const char *s, size_t n, size_t indent, size_t *length)
{
	const char *close = memchr(s + indent, ']', n - indent);
	struct bg_name *name;
	char *text;

	if (!close || !has_room(r))
		return s;
	text = bg_strndup(r->arena, s + indent + 1, (size_t)(close - s) - indent - 1);
	name = bg_name_at(r->arena, &r->names, text);
	if (!indent && is_well_formed(r, text))
		section_of(r, name);
	text = bg_strf(r->arena, "%s[%zu]", indent ? " " : "", r->head.n);
	*bg_list_add(r->arena, &r->head) = name;
	*length = strlen(text);
	return text;
}

/* The next line, without its end. */
static const char *
take_line(struct reading *r, size_t *n)
{
	const char *s = r->blob->bytes + r->at, *end;
	size_t left = r->blob->n - r->at;

	end = memchr(s, '\n', left);
	*n = end ? (size_t)(end - s) : left;
	r->at += *n + (end != NULL);
	r->line++;
	return s;
}

/* As fgets(), for libinih. */
static char *
give_line(char *out, int room, void *data)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct reading *r = data;
	size_t n, indent = 0, most = (size_t)room - 2;
	const char *s;

	if (r->err->code || r->at >= r->blob->n)
		return NULL;
	s = take_line(r, &n);
	if (r->line == 1 && n >= 3 && memcmp(s, bom, 3) == 0) {
		s += 3;
		n -= 3;
	}
	while (indent < n && (s[indent] == ' ' || (s[indent] >= '\t' && s[indent] <= '\r')))
		indent++;
	if (indent < n && s[indent] == '[')
		s = replace_head(r, s, n, indent, &n);
	if (n > most) {
		n = most;
		if (!r->endless && !memchr(s, '=', n) && !memchr(s, ':', n))
			r->endless = r->line;
	}
	memcpy(out, s, n);
	out[n] = '\n';
	out[n + 1] = '\0';
	r->given = out;
	r->given_n = n;
	return out;
}

/* A line that continues a value comes with the value's name, from elsewhere than the line. */
static bool
is_continued(const struct reading *r, const char *name)
{
	uintptr_t at = (uintptr_t)name, from = (uintptr_t)r->given;

	return at < from || at > from + r->given_n;
}

/* For libinih: 0 for a failure. */
static int
take_name(void *data, const char *head, const char *name, const char *value)
{
	struct reading *r = data;
	struct section *s = r->sections.v[0];
	struct bg_name *known;
	struct bg_pair *pair;
	bool short_enough;

	if (r->err->code || is_continued(r, name))
		return 1;
	if (*head) {
		known = bg_name_at(r->arena, &r->names,
		                   r->head.v[strtoul(head, NULL, 10)]->text);
		if (!is_well_formed(r, known->text))
			return 0;
		s = section_of(r, known);
	}
	if (!is_well_formed(r, name) || !has_room(r))
		return 0;
	pair = bg_list_add(r->arena, &s->pairs);
	pair->key = make(r, BG_NODE_STRING, bg_strdup(r->arena, name), r->line);
	short_enough =
		strlen(value) < SHORT && bg_utf8_check(value, strlen(value)) == strlen(value);
	pair->value = make(r, BG_NODE_STRING, short_enough ? bg_strdup(r->arena, value) : "",
	                   r->line);
	return 1;
}

/* Sections behind the names that stand before any. */
static struct bg_node *
make_root(struct reading *r)
{
	struct bg_node *root = make(r, BG_NODE_MAPPING, "", 1), *map;
	struct section *top = r->sections.v[0], *s;

	root->pair = bg_calloc(r->arena, top->pairs.n + r->sections.n, sizeof(*root->pair));
	for (; root->npair < top->pairs.n; root->npair++)
		root->pair[root->npair] = top->pairs.v[root->npair];
	for (size_t i = 1; i < r->sections.n; i++) {
		s = r->sections.v[i];
		map = make(r, BG_NODE_MAPPING, "", s->line);
		map->pair = s->pairs.v;
		map->npair = s->pairs.n;
		root->pair[root->npair].key = make(r, BG_NODE_STRING, s->name, s->line);
		root->pair[root->npair++].value = map;
	}
	return root;
}

int
bg_ini_parse(struct bg_nodes *out, struct bg_arena *arena, const struct bg_limits *limits,
             const struct bg_blob *blob, struct bg_err *err)
{
	struct reading r = {
		.arena = arena, .limits = limits, .blob = blob, .err = err, .nodes = 1};
	int line;

	*out = (struct bg_nodes){0};
	if (blob->n && memchr(blob->bytes, '\0', blob->n))
		return bg_fail_at(err, BG_ESYNTAX, blob->path, 0, 0,
		                  "the text holds a NUL character");
	section_of(&r, bg_name_at(arena, &r.names, ""));
	line = ini_parse_stream(give_line, &r, take_name, &r);
	if (line < 0)
		bg_die("out of memory");
	if (!err->code && line > 0)
		bg_fail_at(err, BG_ESYNTAX, blob->path, (unsigned)line, 0,
		           (unsigned)line == r.endless
		                   ? "a name that is longer than libinih takes"
		                   : "neither '[section]' nor 'name = value'");
	if (err->code)
		return -1;
	out->document = bg_alloc(arena, sizeof(*out->document));
	out->document[0] = make_root(&r);
	out->ndocument = 1;
	return 0;
}
