/* SPDX-License-Identifier: MIT */
/* Walking documents into key paths, and key paths into items and remarks. */
#include "base/buf.h"
#include "base/err.h"
#include "extract/accept.h"
#include "extract/keys.h"

static int walk(struct bg_keys *keys, const struct bg_node *node, struct bg_key *key,
                unsigned depth, struct bg_err *err);

/* A place in a file of 'files' is worth more than one in a sample. */
static void
see_key(struct bg_keys *keys, struct bg_key *key, const struct bg_node *node)
{
	if (keys->file || !key->file)
		bg_keys_see(&key->place, keys->path, node->line, key->name);
	key->file |= keys->file;
}

static const char *
key_name(const struct bg_node *key)
{
	return key->type < BG_NODE_SEQUENCE ? key->text : bg_node_word(key->type);
}

/* A step that is no item, only a remark. */
static int
step_broken(struct bg_keys *keys, const struct bg_node *node, struct bg_key *parent,
            struct bg_err *err)
{
	enum bg_step step = node->type == BG_NODE_BOOL ? BG_STEP_BOOL : BG_STEP_OTHER;
	struct bg_key *key = bg_keys_step(keys, parent, step, key_name(node), err);

	if (!key)
		return -1;
	see_key(keys, key, node);
	return 0;
}

/* Sets *out to the pair's key, or to NULL when nothing below it can be named. */
static int
step_pair(struct bg_keys *keys, const struct bg_node *node, struct bg_key *map,
          struct bg_key **out, struct bg_err *err)
{
	bool good = node->type == BG_NODE_STRING;

	*out = NULL;
	if (!good && !(map->free_keys && node->type == BG_NODE_INT) &&
	    step_broken(keys, node, map, err))
		return -1;
	if (!good && !map->free_keys)
		return 0;
	*out = map->free_keys ? bg_keys_step(keys, map, BG_STEP_FREE, "*", err)
	                      : bg_keys_step(keys, map, BG_STEP_KEY, node->text, err);
	if (!*out)
		return -1;
	see_key(keys, *out, node);
	return 0;
}

static int
walk_map(struct bg_keys *keys, const struct bg_node *map, struct bg_key *key, unsigned depth,
         struct bg_err *err)
{
	const struct bg_pair **v = bg_pairs_sort(keys->x->scratch, map);
	struct bg_key *below;

	for (size_t i = 0; i < map->npair; i++) {
		if (step_pair(keys, v[i]->key, key, &below, err))
			return -1;
		if (!below)
			continue;
		if (bg_pair_is_shadowed(v, map->npair, i))
			bg_keys_see(&below->duplicate, keys->path, v[i + 1]->key->line,
			            v[i]->key->text);
		below->types |= 1u << v[i]->value->type;
		if (walk(keys, v[i]->value, below, depth + 1, err))
			return -1;
	}
	return 0;
}

static int
walk_list(struct bg_keys *keys, const struct bg_node *list, struct bg_key *key, unsigned depth,
          struct bg_err *err)
{
	struct bg_key *each = bg_keys_step(keys, key, BG_STEP_EACH, "[]", err);

	if (!each)
		return -1;
	for (size_t i = 0; i < list->nitem; i++)
		if (walk(keys, list->item[i], each, depth + 1, err))
			return -1;
	return 0;
}

/* Aliases are followed, so a small file can be a large tree. */
static int
walk(struct bg_keys *keys, const struct bg_node *node, struct bg_key *key, unsigned depth,
     struct bg_err *err)
{
	const struct bg_limits *limits = keys->x->limits;

	if (++keys->nodes > limits->v[BG_LIMIT_NODES])
		return bg_fail_limit(err, limits, BG_LIMIT_NODES, keys->path, node->line);
	if (depth > limits->v[BG_LIMIT_DEPTH])
		return bg_fail_limit(err, limits, BG_LIMIT_DEPTH, keys->path, node->line);
	if (bg_extract_room(keys->x, err))
		return -1;
	if (node->sexagesimal)
		bg_keys_see(&key->sexagesimal, keys->path, node->line, node->text);
	if (node->type == BG_NODE_MAPPING)
		return walk_map(keys, node, key, depth, err);
	if (node->type == BG_NODE_SEQUENCE)
		return walk_list(keys, node, key, depth, err);
	return 0;
}

static int
read_files(struct bg_keys *keys, enum bg_option option, bg_nodes_fn *read, struct bg_err *err)
{
	struct bg_strings paths = {0};
	const struct bg_nodes *nodes;
	struct bg_key *root = bg_keys_step(keys, NULL, BG_STEP_KEY, "", err);

	if (!root || bg_extract_paths(keys->x, option, &paths, err))
		return -1;
	keys->file = option == BG_OPT_FILES;
	for (size_t i = 0; i < paths.n; i++) {
		keys->path = paths.v[i];
		keys->nodes = 0;
		if (read(keys->x, keys->path, &nodes, err))
			return -1;
		for (size_t j = 0; nodes && j < nodes->ndocument; j++)
			if (walk(keys, nodes->document[j], root, 0, err))
				return -1;
		for (size_t j = 0; nodes && j < nodes->nremark; j++)
			if (!bg_starts(nodes->remark[j].text, "duplicate key"))
				bg_harvest_note(keys->x->keep, keys->x->out, keys->path,
				                nodes->remark[j].line, nodes->remark[j].text);
	}
	return 0;
}

/* "int|str": sorted, so that the order of sight does not matter. */
static const char *
join_types(struct bg_arena *arena, unsigned types)
{
	struct bg_strings words = {0};
	struct bg_buf buf = {.arena = arena};

	for (unsigned i = BG_NODE_NULL; i <= BG_NODE_MAPPING; i++)
		if (types & (1u << i))
			bg_strings_add(arena, &words, bg_node_word((enum bg_node_type)i));
	bg_strings_sort(&words);
	for (size_t i = 0; i < words.n; i++) {
		if (i)
			bg_buf_putc(&buf, '|');
		bg_buf_puts(&buf, words.v[i]);
	}
	return bg_buf_str(&buf);
}

/* The nearest step that is an item, from key upwards; NULL: none. */
static const struct bg_key *
item_of(const struct bg_key *key)
{
	while (key && key->step == BG_STEP_EACH)
		key = key->parent;
	return key && key->parent ? key : NULL;
}

/* Who vouches for a key: code and files say what is accepted, samples only show it. */
static const char *
evidence_of(const struct bg_key *key)
{
	if (key->file)
		return "file";
	if (!key->code.text)
		return "sample";
	return key->place.text ? "both" : "code";
}

static void
add_item(struct bg_extract *x, const struct bg_key *key)
{
	const struct bg_key *parent = item_of(key->parent);
	const struct bg_sight *sight = key->code.text && !key->file ? &key->code : &key->place;
	struct bg_item *item;

	if (!sight->text)
		return;
	item = bg_harvest_add(x, "key", key->id, sight->loc.path, sight->loc.line);
	item->parent = parent ? parent->id : NULL;
	if (key->place.text)
		bg_item_set_attr(x->keep, item, "types", join_types(x->keep, key->types));
	bg_item_set_fact(x->keep, item, "evidence", evidence_of(key));
}

static void
add_remark(struct bg_extract *x, const char *word, const struct bg_key *key,
           const struct bg_sight *sight)
{
	const struct bg_key *item = item_of(key);

	if (sight->text)
		bg_harvest_remark(x->keep, x->out, word, item ? item->id : NULL, sight->loc,
		                  sight->text);
}

static int
read_code(struct bg_keys *keys, enum bg_option option, struct bg_err *err)
{
	struct bg_extract *x = keys->x;
	struct bg_keys_kept *kept = bg_alloc(x->keep, sizeof(*kept));
	struct bg_accept accept;

	x->out->kept = kept;
	if (!x->out->spec->option[option].n)
		return 0;
	if (bg_accept_read(&accept, keys, option, false, err))
		return -1;
	kept->read = accept.found && !accept.tired;
	for (size_t i = 0; i < accept.loose.n; i++)
		*bg_list_add(x->keep, &kept->loose) = accept.loose.v[i];
	return 0;
}

int
bg_keys_read(struct bg_extract *x, bg_nodes_fn *nodes, struct bg_err *err)
{
	struct bg_keys keys = {.x = x};
	const struct bg_key *key;

	if (nodes && (read_files(&keys, BG_OPT_FILES, nodes, err) ||
	              read_files(&keys, BG_OPT_SAMPLES, nodes, err)))
		return -1;
	if (read_code(&keys, nodes ? BG_OPT_CODE : BG_OPT_FILES, err))
		return -1;
	for (size_t i = 0; i < keys.list.n; i++) {
		key = keys.list.v[i];
		if (item_of(key) == key && key->step <= BG_STEP_FREE)
			add_item(x, key);
		if (key->step == BG_STEP_BOOL)
			add_remark(x, "boolean-key", key, &key->place);
		else if (key->step == BG_STEP_OTHER)
			add_remark(x, "non-string-key", key, &key->place);
		add_remark(x, "duplicate-key", key, &key->duplicate);
		add_remark(x, "sexagesimal-value", key, &key->sexagesimal);
		if (bg_extract_room(x, err))
			return -1;
	}
	return 0;
}
