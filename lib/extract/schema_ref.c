/* SPDX-License-Identifier: MIT */
/* Where a reference inside of a JSON Schema leads; values and types as text. */
#include "base/buf.h"
#include "extract/schema.h"

static int
hex(char c)
{
	if (bg_is_digit(c))
		return c - '0';
	c = bg_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One token of a pointer: "%25" of a URI first (RFC 3986), then "~1" and "~0". */
static const char *
read_token(struct bg_arena *arena, const char **at)
{
	struct bg_buf token = {.arena = arena};
	const char *p = *at;
	char c;

	for (; *p && *p != '/'; p++) {
		c = *p;
		if (c == '%' && hex(p[1]) >= 0 && hex(p[2]) >= 0) {
			c = (char)(hex(p[1]) << 4 | hex(p[2]));
			p += 2;
		}
		if (c == '~' && (p[1] == '0' || p[1] == '1'))
			c = *++p == '0' ? '~' : '/';
		if (!c)
			return NULL;
		bg_buf_putc(&token, c);
	}
	*at = p;
	return bg_buf_str(&token);
}

static const struct bg_node *
element(const struct bg_node *list, const char *token)
{
	size_t n = 0;

	if (!*token || strlen(token) > 9)
		return NULL;
	for (; *token; token++) {
		if (!bg_is_digit(*token))
			return NULL;
		n = n * 10 + (size_t)(*token - '0');
	}
	return n < list->nitem ? list->item[n] : NULL;
}

const struct bg_node *
bg_schema_follow(struct bg_schemas *s, const char *reference)
{
	const struct bg_node *node = s->root;
	const char *token;

	if (*reference++ != '#')
		return NULL;
	while (node && *reference == '/') {
		reference++;
		token = read_token(s->x->scratch, &reference);
		if (!token)
			return NULL;
		node = node->type == BG_NODE_SEQUENCE ? element(node, token)
		                                      : bg_node_get(node, token);
	}
	return *reference ? NULL : node;
}

static void
put(struct bg_buf *buf, const struct bg_node *node, unsigned depth)
{
	if (depth > 32) {
		bg_buf_puts(buf, "…");
	} else if (node->type == BG_NODE_SEQUENCE) {
		bg_buf_putc(buf, '[');
		for (size_t i = 0; i < node->nitem; i++) {
			bg_buf_puts(buf, i ? ", " : "");
			put(buf, node->item[i], depth + 1);
		}
		bg_buf_putc(buf, ']');
	} else if (node->type == BG_NODE_MAPPING) {
		bg_buf_putc(buf, '{');
		for (size_t i = 0; i < node->npair; i++) {
			bg_buf_puts(buf, i ? ", " : "");
			put(buf, node->pair[i].key, depth + 1);
			bg_buf_puts(buf, ": ");
			put(buf, node->pair[i].value, depth + 1);
		}
		bg_buf_putc(buf, '}');
	} else if (node->type == BG_NODE_STRING) {
		bg_buf_printf(buf, "'%s'", node->text);
	} else {
		bg_buf_puts(buf, node->type == BG_NODE_NULL ? "null" : node->text);
	}
}

const char *
bg_schema_text(struct bg_arena *arena, const struct bg_node *node)
{
	struct bg_buf buf = {.arena = arena};

	put(&buf, node, 0);
	return bg_buf_str(&buf);
}

const char *
bg_schema_types(struct bg_arena *arena, unsigned types)
{
	static const struct {
		const char *name;
		unsigned type;
	} words[] = {{"array", BG_SCHEMA_ARRAY},     {"boolean", BG_SCHEMA_BOOLEAN},
	             {"integer", BG_SCHEMA_INTEGER}, {"null", BG_SCHEMA_NULL},
	             {"number", BG_SCHEMA_NUMBER},   {"object", BG_SCHEMA_OBJECT},
	             {"string", BG_SCHEMA_STRING}};
	struct bg_buf buf = {.arena = arena};

	if (types == BG_SCHEMA_ANY)
		return "any";
	if (types & BG_SCHEMA_NUMBER)
		types &= ~(unsigned)BG_SCHEMA_INTEGER;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (types & words[i].type)
			bg_buf_printf(&buf, "%s%s", buf.n ? "|" : "", words[i].name);
	return bg_buf_str(&buf);
}
