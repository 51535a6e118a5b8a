/* SPDX-License-Identifier: MIT */
/* TOML: lines, keys and values. */
#include "parse/toml.h"

#include "base/err.h"
#include "base/utf8.h"
#include "parse/toml_reader.h"

/* Characters before s in its line, and one. */
static unsigned
column_of(const char *begin, const char *s)
{
	unsigned column = 1;

	for (; begin < s; begin++)
		column += ((unsigned char)*begin & 0xC0) != 0x80;
	return column;
}

int
bg_toml_fail(struct bg_toml *t, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	va_start(ap, fmt);
	text = bg_vstrf(t->arena, fmt, ap);
	va_end(ap);
	return bg_fail_at(t->err, BG_ESYNTAX, t->path, t->line, column_of(t->begin, t->s), "%s",
	                  text);
}

int
bg_toml_fail_key(struct bg_toml *t, const struct bg_toml_key *key, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	va_start(ap, fmt);
	text = bg_vstrf(t->arena, fmt, ap);
	va_end(ap);
	return bg_fail_at(t->err, BG_ESYNTAX, t->path, key->line,
	                  column_of(key->begin, key->at), "%s", text);
}

void
bg_toml_blank(struct bg_toml *t)
{
	while (*t->s == ' ' || *t->s == '\t')
		t->s++;
}

bool
bg_toml_newline(struct bg_toml *t)
{
	const char *s = t->s;

	s += s[0] == '\r' && s[1] == '\n';
	if (*s != '\n')
		return false;
	t->s = t->begin = s + 1;
	t->line++;
	return true;
}

int
bg_toml_comment(struct bg_toml *t)
{
	if (*t->s != '#')
		return 0;
	for (; *t->s && *t->s != '\n' && !(t->s[0] == '\r' && t->s[1] == '\n'); t->s++)
		if (((unsigned char)*t->s < 0x20 && *t->s != '\t') || *t->s == 0x7f)
			return bg_toml_fail(t, "a control character in a comment");
	return 0;
}

static bool
is_bare(char c)
{
	return bg_is_alpha(c) || bg_is_digit(c) || c == '_' || c == '-';
}

static int
read_part(struct bg_toml *t, const char **part)
{
	const char *s = t->s;

	if (*s == '"' || *s == '\'')
		return bg_toml_key_string(t, part);
	while (is_bare(*t->s))
		t->s++;
	if (t->s == s)
		return bg_toml_fail(t, "a key is missing");
	*part = bg_strndup(t->arena, s, (size_t)(t->s - s));
	return 0;
}

int
bg_toml_key(struct bg_toml *t, struct bg_toml_key *key)
{
	const char *part;

	*key = (struct bg_toml_key){.at = t->s, .begin = t->begin, .line = t->line};
	for (;;) {
		if (read_part(t, &part))
			return -1;
		bg_strings_add(t->arena, &key->part, part);
		if (key->part.n > t->limits->v[BG_LIMIT_DEPTH])
			return bg_fail_limit(t->err, t->limits, BG_LIMIT_DEPTH, t->path,
			                     t->line);
		bg_toml_blank(t);
		if (*t->s != '.')
			return 0;
		t->s++;
		bg_toml_blank(t);
	}
}

int
bg_toml_pair(struct bg_toml *t, struct bg_toml_node *table)
{
	struct bg_toml_key key;
	struct bg_node *value;

	if (bg_toml_key(t, &key))
		return -1;
	if (*t->s != '=')
		return bg_toml_fail(t, "'=' is missing behind a key");
	t->s++;
	bg_toml_blank(t);
	value = bg_toml_value(t, table->depth + key.part.n);
	return value ? bg_toml_assign(t, table, &key, value) : -1;
}

/* Blanks, newlines and comments between the elements of an array. */
static int
skip_lines(struct bg_toml *t)
{
	do {
		bg_toml_blank(t);
		if (bg_toml_comment(t))
			return -1;
	} while (bg_toml_newline(t));
	return 0;
}

static struct bg_node *
fail_value(struct bg_toml *t, const char *text)
{
	bg_toml_fail(t, "%s", text);
	return NULL;
}

static struct bg_node *
read_array(struct bg_toml *t, size_t depth)
{
	struct bg_toml_node *array = bg_toml_open(t, BG_NODE_SEQUENCE, depth);
	struct bg_node *item;

	t->s++;
	if (!array || skip_lines(t))
		return NULL;
	while (*t->s != ']') {
		item = bg_toml_value(t, depth + 1);
		if (!item || skip_lines(t))
			return NULL;
		bg_toml_append(t, array, item);
		if (*t->s != ',' && *t->s != ']')
			return fail_value(t, "an array without ',' or ']'");
		t->s += *t->s == ',';
		if (skip_lines(t))
			return NULL;
	}
	t->s++;
	array->sealed = true;
	return &array->node;
}

static struct bg_node *
read_inline_table(struct bg_toml *t, size_t depth)
{
	struct bg_toml_node *table = bg_toml_open(t, BG_NODE_MAPPING, depth);
	bool more;

	t->s++;
	if (!table)
		return NULL;
	bg_toml_blank(t);
	for (more = *t->s != '}'; more;) {
		if (bg_toml_pair(t, table))
			return NULL;
		bg_toml_blank(t);
		more = *t->s == ',';
		if (!more && *t->s != '}')
			return fail_value(t, "an inline table without ',' or '}'");
		t->s += more;
		bg_toml_blank(t);
	}
	t->s++;
	table->sealed = true;
	return &table->node;
}

struct bg_node *
bg_toml_value(struct bg_toml *t, size_t depth)
{
	struct bg_node *node;

	if (*t->s == '[')
		return read_array(t, depth);
	if (*t->s == '{')
		return read_inline_table(t, depth);
	if (*t->s != '"' && *t->s != '\'')
		return bg_toml_scalar(t);
	node = bg_toml_make(t, BG_NODE_STRING);
	if (!node || bg_toml_string(t, &node->text))
		return NULL;
	node->quoted = true;
	return node;
}

static int
read_header(struct bg_toml *t)
{
	struct bg_toml_key key;
	bool many = t->s[1] == '[';

	t->s += 1 + many;
	bg_toml_blank(t);
	if (bg_toml_key(t, &key))
		return -1;
	if (*t->s != ']' || (many && t->s[1] != ']'))
		return bg_toml_fail(t, "a section's name without its closing '%s'",
		                    many ? "]]" : "]");
	t->s += 1 + many;
	return bg_toml_section(t, &key, many);
}

static int
read_document(struct bg_toml *t)
{
	while (*t->s) {
		bg_toml_blank(t);
		if (*t->s == '[') {
			if (read_header(t))
				return -1;
		} else if (*t->s && !strchr("#\r\n", *t->s)) {
			if (bg_toml_pair(t, t->section))
				return -1;
		}
		bg_toml_blank(t);
		if (bg_toml_comment(t))
			return -1;
		if (*t->s && !bg_toml_newline(t))
			return bg_toml_fail(t, "a line that goes on behind its end");
	}
	return 0;
}

/* So that what follows is a string, and every text in it is UTF-8. */
static int
check_bytes(struct bg_toml *t, const struct bg_blob *blob)
{
	size_t good = bg_utf8_check(blob->bytes, blob->n);
	const char *nul = memchr(blob->bytes, '\0', good),
		   *end = nul ? nul : blob->bytes + good;

	if (!nul && good == blob->n)
		return 0;
	for (t->s = blob->bytes; t->s < end; t->s++)
		if (*t->s == '\n') {
			t->line++;
			t->begin = t->s + 1;
		}
	return bg_toml_fail(t, nul ? "the text holds a NUL character"
	                           : "the text is not well-formed UTF-8");
}

int
bg_toml_parse(struct bg_nodes *out, struct bg_arena *arena, const struct bg_limits *limits,
              const struct bg_blob *blob, struct bg_err *err)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct bg_toml t = {.arena = arena,
	                    .limits = limits,
	                    .path = blob->path,
	                    .err = err,
	                    .s = blob->n ? blob->bytes : "",
	                    .line = 1};

	*out = (struct bg_nodes){0};
	t.begin = t.s;
	if (blob->n && check_bytes(&t, blob))
		return -1;
	if (bg_starts(t.s, bom))
		t.s = t.begin = t.s + strlen(bom);
	t.root = t.section = bg_toml_open(&t, BG_NODE_MAPPING, 0);
	if (!t.root || read_document(&t))
		return -1;
	out->document = bg_alloc(arena, sizeof(*out->document));
	out->document[0] = &t.root->node;
	out->ndocument = 1;
	return 0;
}
