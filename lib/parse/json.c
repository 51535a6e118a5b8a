/* SPDX-License-Identifier: MIT */
/*
 * JSON by jansson, behind a scan of our own. jansson knows no limit but its own
 * depth, and it keeps numbers as int64 and double: the scan counts, and takes
 * every number's text, so that no digit is lost and no number is too big.
 */
#include "parse/json.h"

#include <jansson.h>
#include <string.h>

#include "base/err.h"
#include "base/list.h"
#include "base/utf8.h"
#include "base/words.h"

/* Numbers that are no longer than this never overflow in jansson, unless they */
#define SAFE_NUMBER 18
/* have an exponent that is longer than this: 'e' and two digits. */
#define SAFE_EXPONENT 3

struct number {
	size_t at, n;
};

struct scan {
	struct bg_arena *arena;
	const struct bg_limits *limits;
	const struct bg_blob *blob;
	struct bg_err *err;
	BG_LIST(struct number) number; /* well-formed ones, in text order */
	char *tame;                    /* the text with harmless numbers, or NULL */
	size_t nodes, depth;
	unsigned line;
};

/* ---- the scan ---- */

static bool
is_number_byte(char c)
{
	return bg_is_digit(c) || (c && strchr("+-.eE", c));
}

/* The end of one or more digits; NULL stays NULL. */
static const char *
take_digits(const char *p, const char *end)
{
	if (!p || p == end || !bg_is_digit(*p))
		return NULL;
	while (p < end && bg_is_digit(*p))
		p++;
	return p;
}

static bool
is_number(const char *p, const char *end)
{
	p += *p == '-';
	p = p < end && *p == '0' ? p + 1 : take_digits(p, end);
	if (p && p < end && *p == '.')
		p = take_digits(p + 1, end);
	if (p && p < end && (*p == 'e' || *p == 'E')) {
		p++;
		p += p < end && (*p == '+' || *p == '-');
		p = take_digits(p, end);
	}
	return p == end;
}

static bool
is_safe(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] == 'e' || p[i] == 'E')
			return n <= SAFE_NUMBER && n - i <= SAFE_EXPONENT;
	return n <= SAFE_NUMBER;
}

/* Overwrites an unsafe number with "0.000…": as long, so that columns stay right. */
static void
tame(struct scan *scan, const struct number *number)
{
	if (!scan->tame)
		scan->tame = bg_strndup(scan->arena, scan->blob->bytes, scan->blob->n);
	memset(scan->tame + number->at, '0', number->n);
	scan->tame[number->at + 1] = '.';
}

static size_t
scan_number(struct scan *scan, size_t at)
{
	const char *p = scan->blob->bytes + at;
	struct number *number;
	size_t n = 0;

	while (at + n < scan->blob->n && is_number_byte(p[n]))
		n++;
	if (!is_number(p, p + n))
		return at + n;
	number = bg_list_add(scan->arena, &scan->number);
	*number = (struct number){.at = at, .n = n};
	if (!is_safe(p, n))
		tame(scan, number);
	return at + n;
}

/* Behind the string that begins at an offset; jansson says what is wrong in it. */
static size_t
scan_string(const struct scan *scan, size_t at)
{
	const struct bg_blob *blob = scan->blob;

	for (at++; at < blob->n && blob->bytes[at] != '"' && blob->bytes[at] != '\n'; at++)
		if (blob->bytes[at] == '\\')
			at++;
	return at < blob->n && blob->bytes[at] == '"' ? at + 1 : at;
}

static size_t
scan_word(const struct scan *scan, size_t at)
{
	while (at < scan->blob->n && bg_is_alpha(scan->blob->bytes[at]))
		at++;
	return at;
}

/* One token, or one byte between tokens; sets *node when it makes a node. */
static size_t
scan_token(struct scan *scan, size_t at, bool *node)
{
	char c = scan->blob->bytes[at];

	*node = true;
	if (c == '"')
		return scan_string(scan, at);
	if (c == '-' || bg_is_digit(c))
		return scan_number(scan, at);
	if (bg_is_alpha(c))
		return scan_word(scan, at);
	*node = c == '[' || c == '{';
	if (*node)
		scan->depth++;
	else if ((c == ']' || c == '}') && scan->depth)
		scan->depth--;
	else if (c == '\n')
		scan->line++;
	return at + 1;
}

/* jansson skips a NUL behind a number. */
static int
refuse_nul(const struct scan *scan)
{
	const char *bytes = scan->blob->bytes, *nul = memchr(bytes, '\0', scan->blob->n);
	unsigned line = 1, column = 1;

	if (!nul)
		return 0;
	for (const char *p = bytes; p < nul; p++) {
		column += ((unsigned char)*p & 0xC0) != 0x80;
		if (*p == '\n') {
			line++;
			column = 1;
		}
	}
	return bg_fail_at(scan->err, BG_ESYNTAX, scan->blob->path, line, column,
	                  "the text holds a NUL character");
}

static int
scan_text(struct scan *scan)
{
	const size_t *limit = scan->limits->v;
	size_t at = 0;
	bool node;

	while (at < scan->blob->n) {
		at = scan_token(scan, at, &node);
		scan->nodes += node;
		if (scan->depth > limit[BG_LIMIT_DEPTH])
			return bg_fail_limit(scan->err, scan->limits, BG_LIMIT_DEPTH,
			                     scan->blob->path, scan->line);
		if (scan->nodes > limit[BG_LIMIT_NODES])
			return bg_fail_limit(scan->err, scan->limits, BG_LIMIT_NODES,
			                     scan->blob->path, scan->line);
	}
	return 0;
}

/* ---- the tree ---- */

struct walk {
	struct bg_arena *arena;
	const char *bytes;
	const struct number *number; /* the next one */
};

static struct bg_node *
make(struct walk *walk, enum bg_node_type type, const char *text)
{
	struct bg_node *node = bg_alloc(walk->arena, sizeof(*node));

	node->type = type;
	node->text = text;
	return node;
}

static struct bg_node *
make_string(struct walk *walk, const char *text, size_t n)
{
	struct bg_node *node;

	node = make(walk, BG_NODE_STRING, bg_strndup(walk->arena, text, n));
	node->quoted = true;
	return node;
}

/* jansson keeps the order of a text, so its nth number is the scan's nth. */
static struct bg_node *
make_number(struct walk *walk)
{
	const struct number *number = walk->number++;
	const char *text = bg_strndup(walk->arena, walk->bytes + number->at, number->n);

	return make(walk, strpbrk(text, ".eE") ? BG_NODE_FLOAT : BG_NODE_INT, text);
}

static struct bg_node *make_node(struct walk *walk, json_t *json);

static struct bg_node *
make_sequence(struct walk *walk, json_t *json)
{
	struct bg_node *node = make(walk, BG_NODE_SEQUENCE, "");

	node->nitem = json_array_size(json);
	node->item = bg_calloc(walk->arena, node->nitem, sizeof(struct bg_node *));
	for (size_t i = 0; i < node->nitem; i++)
		node->item[i] = make_node(walk, json_array_get(json, i));
	return node;
}

static struct bg_node *
make_mapping(struct walk *walk, json_t *json)
{
	struct bg_node *node = make(walk, BG_NODE_MAPPING, "");
	struct bg_pair *pair;
	const char *key;
	json_t *value;

	node->pair = bg_calloc(walk->arena, json_object_size(json), sizeof(*node->pair));
	json_object_foreach(json, key, value)
	{
		pair = &node->pair[node->npair++];
		pair->key = make_string(walk, key, strlen(key));
		pair->value = make_node(walk, value);
	}
	return node;
}

/* As deep as the scan allowed, and jansson itself stops at 2048. */
static struct bg_node *
make_node(struct walk *walk, json_t *json)
{
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		return make_mapping(walk, json);
	case JSON_ARRAY:
		return make_sequence(walk, json);
	case JSON_STRING:
		return make_string(walk, json_string_value(json), json_string_length(json));
	case JSON_INTEGER:
	case JSON_REAL:
		return make_number(walk);
	case JSON_TRUE:
		return make(walk, BG_NODE_BOOL, "true");
	case JSON_FALSE:
		return make(walk, BG_NODE_BOOL, "false");
	case JSON_NULL:
		break;
	}
	return make(walk, BG_NODE_NULL, "null");
}

/* jansson quotes the text near the error, be it UTF-8 or not. */
static int
fail_parsing(const struct scan *scan, const json_error_t *error)
{
	unsigned line = error->line > 0 ? (unsigned)error->line : 1;
	unsigned column = error->column > 0 ? (unsigned)error->column : 1;
	const char *text;

	if (json_error_code(error) == json_error_out_of_memory)
		bg_die("out of memory");
	if (json_error_code(error) == json_error_stack_overflow)
		return bg_fail_at(scan->err, BG_ELIMIT, scan->blob->path, line, 0,
		                  "JSON that is nested deeper than the JSON library reads");
	text = bg_utf8_repair(scan->arena, error->text, strlen(error->text));
	return bg_fail_at(scan->err, BG_ESYNTAX, scan->blob->path, line, column, "%s",
	                  bg_printable(scan->arena, text));
}

int
bg_json_parse(struct bg_nodes *out, struct bg_arena *arena, const struct bg_limits *limits,
              const struct bg_blob *blob, struct bg_err *err)
{
	struct scan scan = {
		.arena = arena, .limits = limits, .blob = blob, .err = err, .line = 1};
	struct walk walk = {.arena = arena, .bytes = blob->bytes};
	json_error_t error;
	json_t *json;

	*out = (struct bg_nodes){0};
	if ((blob->n && refuse_nul(&scan) < 0) || scan_text(&scan) < 0)
		return -1;
	json = json_loadb(scan.tame ? scan.tame
	                  : blob->n ? blob->bytes
	                            : "",
	                  blob->n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (!json)
		return fail_parsing(&scan, &error);
	walk.number = scan.number.v;
	out->document = bg_alloc(arena, sizeof(*out->document));
	out->document[0] = make_node(&walk, json);
	out->ndocument = 1;
	json_decref(json);
	return 0;
}
