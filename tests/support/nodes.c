/* SPDX-License-Identifier: MIT */
/* Parsing texts in tests, and node trees as lines of text. */
#include "support/nodes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/words.h"
#include "parse/yaml.h"

#define CORE "tag:yaml.org,2002:"

void
nodes_init(struct nodes_result *result)
{
	memset(result, 0, sizeof(*result));
	result->arena = bg_arena_new();
	bg_limits_init(&result->limits);
}

void
nodes_free(struct nodes_result *result)
{
	bg_arena_free(result->arena);
	result->arena = NULL;
}

void
nodes_parse_bytes(struct nodes_result *result, nodes_fn *parse, const char *bytes, size_t n)
{
	char *copy = malloc(n + 1);
	struct bg_blob blob = {.path = "file", .bytes = copy, .n = n, .id = "id"};

	if (!copy)
		abort();
	if (n)
		memcpy(copy, bytes, n);
	copy[n] = '\0';
	result->rc = parse(&result->nodes, result->arena, &result->limits, &blob, &result->err);
	free(copy);
}

void
nodes_parse(struct nodes_result *result, nodes_fn *parse, const char *text)
{
	nodes_parse_bytes(result, parse, text, strlen(text));
}

int
nodes_set_up(void **state)
{
	static struct nodes_result result;

	nodes_init(&result);
	*state = &result;
	return 0;
}

int
nodes_tear_down(void **state)
{
	nodes_free(*state);
	return 0;
}

struct bg_node *
nodes_root(void **state, const char *text)
{
	struct nodes_result *result = *state;

	nodes_parse(result, bg_yaml_parse, text);
	if (result->rc)
		fail_msg("%s: %s", text, result->err.text);
	assert_int_equal(result->nodes.ndocument, 1);
	return result->nodes.document[0];
}

void
nodes_check_remark(void **state, size_t i, unsigned line, const char *text)
{
	struct nodes_result *result = *state;

	assert_true(i < result->nodes.nremark);
	assert_int_equal(result->nodes.remark[i].line, line);
	assert_string_equal(result->nodes.remark[i].text, text);
}

static void
dump_text(struct bg_buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 0x21 || c > 0x7e || c == '\\')
			bg_buf_printf(out, "\\x%02x", c);
		else
			bg_buf_putc(out, *text);
	}
}

static bool
is_core_scalar(const char *tag)
{
	static const char *const core[] = {"null", "bool",      "int",   "float",
	                                   "str",  "timestamp", "merge", "value"};

	if (!bg_starts(tag, CORE))
		return false;
	for (size_t i = 0; i < sizeof(core) / sizeof(core[0]); i++)
		if (strcmp(tag + strlen(CORE), core[i]) == 0)
			return true;
	return false;
}

/* Whether the type says less than the tag does. */
static bool
is_foreign(const struct bg_node *node)
{
	if (!node->tag)
		return false;
	if (node->type == BG_NODE_SEQUENCE)
		return strcmp(node->tag, CORE "seq") != 0;
	if (node->type == BG_NODE_MAPPING)
		return strcmp(node->tag, CORE "map") != 0;
	return !is_core_scalar(node->tag);
}

static int
compare_places(const void *a, const void *b)
{
	const struct bg_pair *one = *(const struct bg_pair *const *)a;
	const struct bg_pair *two = *(const struct bg_pair *const *)b;

	if (one->key->line != two->key->line)
		return one->key->line < two->key->line ? -1 : 1;
	return (one->key->column > two->key->column) - (one->key->column < two->key->column);
}

/* Own pairs as they stand, then the merged ones by place. */
static const struct bg_pair **
order_pairs(struct bg_arena *arena, const struct bg_node *map)
{
	const struct bg_pair **pair = bg_calloc(arena, map->npair, sizeof(*pair));
	size_t own = 0;

	for (size_t i = 0; i < map->npair; i++) {
		pair[i] = &map->pair[i];
		own += !pair[i]->merged;
	}
	if (own < map->npair)
		qsort(pair + own, map->npair - own, sizeof(*pair), compare_places);
	return pair;
}

static void
dump(struct bg_buf *out, const struct bg_node *node, bool merged, bool places, size_t level)
{
	const char *flags = node->quoted        ? (merged ? "qm" : "q")
	                    : node->sexagesimal ? (merged ? "sm" : "s")
	                                        : (merged ? "m" : "-");
	const struct bg_pair **pair = order_pairs(out->arena, node);
	bool absent = node->type == BG_NODE_NULL && !*node->text;

	for (size_t i = 0; i < level; i++)
		bg_buf_putc(out, ' ');
	bg_buf_printf(out, "%s %s", bg_node_word(node->type), flags);
	if (places)
		bg_buf_printf(out, " @%u:%u", node->line, absent ? 0 : node->column);
	if (is_foreign(node)) {
		bg_buf_puts(out, " <");
		dump_text(out, node->tag);
		bg_buf_puts(out, ">");
	}
	bg_buf_putc(out, ' ');
	dump_text(out, node->text);
	bg_buf_putc(out, '\n');
	for (size_t i = 0; i < node->nitem; i++)
		dump(out, node->item[i], false, places, level + 1);
	for (size_t i = 0; i < node->npair; i++) {
		dump(out, pair[i]->key, pair[i]->merged, places, level + 1);
		dump(out, pair[i]->value, false, places, level + 1);
	}
}

void
nodes_dump(struct bg_buf *out, const struct bg_node *node, bool places)
{
	dump(out, node, false, places, 0);
}

const char *
nodes_dump_all(struct bg_arena *arena, const struct bg_nodes *nodes, bool places)
{
	struct bg_buf out = {.arena = arena};

	for (size_t i = 0; i < nodes->ndocument; i++) {
		bg_buf_puts(&out, "---\n");
		nodes_dump(&out, nodes->document[i], places);
	}
	return bg_buf_str(&out);
}
