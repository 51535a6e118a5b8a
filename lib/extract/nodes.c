/* SPDX-License-Identifier: MIT */
/* YAML, JSON, INI and TOML files through the memo, and what of a mapping counts. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "extract/kinds.h"
#include "parse/ini.h"
#include "parse/json.h"
#include "parse/toml.h"
#include "parse/yaml.h"

static int
parse_yaml(void **out, struct bg_arena *arena, const struct bg_limits *limits,
           const struct bg_blob *blob, struct bg_err *err)
{
	*out = bg_alloc(arena, sizeof(struct bg_nodes));
	return bg_yaml_parse(*out, arena, limits, blob, err);
}

static int
parse_json(void **out, struct bg_arena *arena, const struct bg_limits *limits,
           const struct bg_blob *blob, struct bg_err *err)
{
	*out = bg_alloc(arena, sizeof(struct bg_nodes));
	return bg_json_parse(*out, arena, limits, blob, err);
}

static int
parse_ini(void **out, struct bg_arena *arena, const struct bg_limits *limits,
          const struct bg_blob *blob, struct bg_err *err)
{
	*out = bg_alloc(arena, sizeof(struct bg_nodes));
	return bg_ini_parse(*out, arena, limits, blob, err);
}

static int
parse_toml(void **out, struct bg_arena *arena, const struct bg_limits *limits,
           const struct bg_blob *blob, struct bg_err *err)
{
	*out = bg_alloc(arena, sizeof(struct bg_nodes));
	return bg_toml_parse(*out, arena, limits, blob, err);
}

static int
read_nodes(struct bg_extract *x, const char *path, const char *purpose, bg_parse_fn *parse,
           const struct bg_nodes **out, struct bg_err *err)
{
	void *nodes;

	if (bg_extract_file(x, path, purpose, parse, &nodes, err))
		return -1;
	*out = nodes;
	return 0;
}

int
bg_extract_yaml(struct bg_extract *x, const char *path, const struct bg_nodes **out,
                struct bg_err *err)
{
	return read_nodes(x, path, "yaml", parse_yaml, out, err);
}

int
bg_extract_json(struct bg_extract *x, const char *path, const struct bg_nodes **out,
                struct bg_err *err)
{
	return read_nodes(x, path, "json", parse_json, out, err);
}

int
bg_extract_ini(struct bg_extract *x, const char *path, const struct bg_nodes **out,
               struct bg_err *err)
{
	return read_nodes(x, path, "ini", parse_ini, out, err);
}

int
bg_extract_toml(struct bg_extract *x, const char *path, const struct bg_nodes **out,
                struct bg_err *err)
{
	return read_nodes(x, path, "toml", parse_toml, out, err);
}

static int
compare_keys(const struct bg_pair *a, const struct bg_pair *b)
{
	int order = (a->key->type > b->key->type) - (a->key->type < b->key->type);

	return order ? order : strcmp(a->key->text, b->key->text);
}

/* Pairs of one array, so that their addresses tell which stands first. */
static int
by_key(const void *a, const void *b)
{
	const struct bg_pair *x = *(const struct bg_pair *const *)a;
	const struct bg_pair *y = *(const struct bg_pair *const *)b;
	int order = compare_keys(x, y);

	return order ? order : (x > y) - (x < y);
}

const struct bg_pair **
bg_pairs_sort(struct bg_arena *arena, const struct bg_node *map)
{
	const struct bg_pair **v = bg_calloc(arena, map->npair, sizeof(*v));

	for (size_t i = 0; i < map->npair; i++)
		v[i] = &map->pair[i];
	if (map->npair > 1)
		qsort(v, map->npair, sizeof(*v), by_key);
	return v;
}

bool
bg_pair_is_shadowed(const struct bg_pair *const *v, size_t n, size_t i)
{
	return i + 1 < n && v[i]->key->type < BG_NODE_SEQUENCE && !v[i + 1]->merged &&
	       compare_keys(v[i], v[i + 1]) == 0;
}

char *
bg_fill_value(struct bg_arena *arena, const char *text, const char *value)
{
	struct bg_buf buf = {.arena = arena};
	const char *at;

	for (; (at = strstr(text, "{value}")); text = at + strlen("{value}")) {
		bg_buf_add(&buf, text, (size_t)(at - text));
		bg_buf_puts(&buf, value);
	}
	bg_buf_puts(&buf, text);
	return bg_strdup(arena, bg_buf_str(&buf));
}
