/* SPDX-License-Identifier: MIT */
/* Where TOML's keys and sections put what they hold, and what may not be defined twice. */
#include "base/err.h"
#include "base/utf8.h"
#include "parse/toml_reader.h"

struct bg_node *
bg_toml_make(struct bg_toml *t, enum bg_node_type type)
{
	struct bg_node *node;

	if (++t->nodes > t->limits->v[BG_LIMIT_NODES]) {
		bg_fail_limit(t->err, t->limits, BG_LIMIT_NODES, t->path, t->line);
		return NULL;
	}
	node = bg_alloc(t->arena, sizeof(*node));
	*node = (struct bg_node){.type = type, .text = "", .line = t->line};
	return node;
}

struct bg_toml_node *
bg_toml_open(struct bg_toml *t, enum bg_node_type type, size_t depth)
{
	struct bg_toml_node *open;

	if (depth >= t->limits->v[BG_LIMIT_DEPTH]) {
		bg_fail_limit(t->err, t->limits, BG_LIMIT_DEPTH, t->path, t->line);
		return NULL;
	}
	if (++t->nodes > t->limits->v[BG_LIMIT_NODES]) {
		bg_fail_limit(t->err, t->limits, BG_LIMIT_NODES, t->path, t->line);
		return NULL;
	}
	open = bg_alloc(t->arena, sizeof(*open));
	open->node = (struct bg_node){.type = type, .text = "", .line = t->line};
	open->depth = depth;
	return open;
}

void
bg_toml_append(struct bg_toml *t, struct bg_toml_node *array, struct bg_node *item)
{
	*bg_list_add(t->arena, &array->items) = item;
	array->node.item = array->items.v;
	array->node.nitem = array->items.n;
}

static bool
is_open(const struct bg_node *node)
{
	return node->type == BG_NODE_MAPPING || node->type == BG_NODE_SEQUENCE;
}

/* The table or array below a name, or NULL; *taken tells that something else stands there. */
static struct bg_toml_node *
find(struct bg_toml *t, struct bg_toml_node *table, const char *name, bool *taken)
{
	struct bg_node *node = bg_name_at(t->arena, &table->names, name)->owner;

	*taken = node && !is_open(node);
	return node && is_open(node) ? (struct bg_toml_node *)node : NULL;
}

static int
put(struct bg_toml *t, struct bg_toml_node *table, const struct bg_toml_key *key, size_t i,
    struct bg_node *value)
{
	struct bg_name *name = bg_name_at(t->arena, &table->names, key->part.v[i]);
	struct bg_node *node = bg_toml_make(t, BG_NODE_STRING);
	struct bg_pair *pair;

	if (!node)
		return -1;
	node->text = name->text;
	node->quoted = true;
	node->line = key->line;
	name->owner = value;
	pair = bg_list_add(t->arena, &table->pairs);
	pair->key = node;
	pair->value = value;
	table->node.pair = table->pairs.v;
	table->node.npair = table->pairs.n;
	return 0;
}

/* A new table or array below a table; NULL with an error. */
static struct bg_toml_node *
put_open(struct bg_toml *t, struct bg_toml_node *table, const struct bg_toml_key *key, size_t i,
         enum bg_node_type type)
{
	struct bg_toml_node *open = bg_toml_open(t, type, table->depth + 1);

	if (!open || put(t, table, key, i, &open->node))
		return NULL;
	return open;
}

/* The key's first n parts as they would be written, for messages. */
static const char *
show(struct bg_toml *t, const struct bg_toml_key *key, size_t n)
{
	struct bg_buf out = {.arena = t->arena};

	for (size_t i = 0; i < n; i++)
		bg_buf_printf(&out, "%s%s", i ? "." : "", key->part.v[i]);
	return bg_printable(t->arena, bg_buf_str(&out));
}

static int
fail_twice(struct bg_toml *t, const struct bg_toml_key *key, size_t n)
{
	return bg_toml_fail_key(t, key, "'%s' is defined twice", show(t, key, n));
}

/* The table that part i of a dotted key leads to; NULL with an error. */
static struct bg_toml_node *
step_key(struct bg_toml *t, struct bg_toml_node *table, const struct bg_toml_key *key, size_t i)
{
	bool taken;
	struct bg_toml_node *next = find(t, table, key->part.v[i], &taken);

	if (taken ||
	    (next && (next->sealed || next->declared || next->node.type != BG_NODE_MAPPING))) {
		fail_twice(t, key, i + 1);
		return NULL;
	}
	if (!next)
		next = put_open(t, table, key, i, BG_NODE_MAPPING);
	if (next && !next->waiting) {
		next->waiting = true;
		*bg_list_add(t->arena, &t->waiting) = next;
	}
	return next;
}

int
bg_toml_assign(struct bg_toml *t, struct bg_toml_node *table, const struct bg_toml_key *key,
               struct bg_node *value)
{
	size_t last = key->part.n - 1;

	for (size_t i = 0; i < last; i++) {
		table = step_key(t, table, key, i);
		if (!table)
			return -1;
	}
	if (bg_name_at(t->arena, &table->names, key->part.v[last])->owner)
		return fail_twice(t, key, key->part.n);
	return put(t, table, key, last, value);
}

/* The table that part i of a section's name leads to, the last one of an array's. */
static struct bg_toml_node *
step_section(struct bg_toml *t, struct bg_toml_node *table, const struct bg_toml_key *key,
             size_t i)
{
	bool taken;
	struct bg_toml_node *next = find(t, table, key->part.v[i], &taken);

	if (taken || (next && next->sealed)) {
		fail_twice(t, key, i + 1);
		return NULL;
	}
	if (!next)
		return put_open(t, table, key, i, BG_NODE_MAPPING);
	if (next->node.type == BG_NODE_SEQUENCE)
		return (struct bg_toml_node *)next->items.v[next->items.n - 1];
	return next;
}

static int
begin_table(struct bg_toml *t, struct bg_toml_node *table, const struct bg_toml_key *key)
{
	size_t last = key->part.n - 1;
	bool taken;
	struct bg_toml_node *found = find(t, table, key->part.v[last], &taken);

	if (taken || (found && (found->sealed || found->declared ||
	                        found->node.type != BG_NODE_MAPPING)))
		return fail_twice(t, key, key->part.n);
	if (!found)
		found = put_open(t, table, key, last, BG_NODE_MAPPING);
	if (!found)
		return -1;
	found->declared = true;
	t->section = found;
	return 0;
}

static int
begin_element(struct bg_toml *t, struct bg_toml_node *table, const struct bg_toml_key *key)
{
	size_t last = key->part.n - 1;
	bool taken;
	struct bg_toml_node *array = find(t, table, key->part.v[last], &taken), *element;

	if (taken || (array && (array->sealed || array->node.type != BG_NODE_SEQUENCE)))
		return fail_twice(t, key, key->part.n);
	if (!array)
		array = put_open(t, table, key, last, BG_NODE_SEQUENCE);
	element = array ? bg_toml_open(t, BG_NODE_MAPPING, array->depth + 1) : NULL;
	if (!element)
		return -1;
	bg_toml_append(t, array, &element->node);
	t->section = element;
	return 0;
}

int
bg_toml_section(struct bg_toml *t, const struct bg_toml_key *key, bool many)
{
	struct bg_toml_node *table = t->root;

	for (size_t i = 0; i < t->waiting.n; i++)
		t->waiting.v[i]->declared = true;
	t->waiting.n = 0;
	for (size_t i = 0; i + 1 < key->part.n; i++) {
		table = step_section(t, table, key, i);
		if (!table)
			return -1;
	}
	return many ? begin_element(t, table, key) : begin_table(t, table, key);
}
