/* SPDX-License-Identifier: MIT */
/* A table of key paths: no path is spelt out before it becomes an item. */
#include "extract/keys.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"

#define HASHED 64 /* bytes of a key; the rest is compared */

static bool
is_plain(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || name[0] == ' ' || name[n - 1] == ' ' || strcmp(name, "*") == 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strchr(".[]\"\\", name[i]) || (unsigned char)name[i] < 0x20 ||
		    name[i] == 0x7f)
			return false;
	return true;
}

/* As a JSON string. */
static void
add_quoted(struct bg_buf *buf, const char *name)
{
	bg_buf_putc(buf, '"');
	for (; *name; name++)
		if (*name == '"' || *name == '\\')
			bg_buf_printf(buf, "\\%c", *name);
		else if ((unsigned char)*name < 0x20 || *name == 0x7f)
			bg_buf_printf(buf, "\\u%04x", (unsigned)*name);
		else
			bg_buf_putc(buf, *name);
	bg_buf_putc(buf, '"');
}

const char *
bg_key_path(struct bg_arena *arena, const char *parent, enum bg_step step, const char *name)
{
	struct bg_buf buf = {.arena = arena};

	bg_buf_puts(&buf, parent);
	if (step == BG_STEP_EACH) {
		bg_buf_puts(&buf, "[]");
		return bg_buf_str(&buf);
	}
	if (buf.n)
		bg_buf_putc(&buf, '.');
	if (step == BG_STEP_FREE)
		bg_buf_putc(&buf, '*');
	else if (is_plain(name))
		bg_buf_puts(&buf, name);
	else
		add_quoted(&buf, name);
	return bg_buf_str(&buf);
}

static bool
has_free_keys(const struct bg_keys *keys, const char *id)
{
	const struct bg_strings *maps = &keys->x->out->spec->option[BG_OPT_MAPS];

	for (size_t i = 0; i < maps->n; i++)
		if (strcmp(maps->v[i], id) == 0)
			return true;
	return false;
}

static void
link_key(struct bg_keys *keys, struct bg_key *key)
{
	struct bg_key **bucket = &keys->bucket[key->hash & (keys->nbucket - 1)];

	key->next = *bucket;
	*bucket = key;
}

static void
grow(struct bg_keys *keys)
{
	keys->nbucket = keys->nbucket ? keys->nbucket * 4 : 256;
	keys->bucket = bg_calloc(keys->x->scratch, keys->nbucket, sizeof(struct bg_key *));
	for (size_t i = 0; i < keys->list.n; i++)
		link_key(keys, keys->list.v[i]);
}

/* Ids are spelt out here, so memory is checked before each: nested long keys add up. */
static struct bg_key *
add_key(struct bg_keys *keys, struct bg_key *parent, enum bg_step step, const char *name,
        uint64_t hash)
{
	struct bg_key *key = bg_alloc(keys->x->scratch, sizeof(*key));

	key->parent = parent;
	key->step = step;
	key->name = name;
	key->id = parent ? bg_key_path(keys->x->keep, parent->id, step, name) : "";
	key->hash = hash;
	key->free_keys = has_free_keys(keys, key->id);
	if (keys->list.n >= keys->nbucket)
		grow(keys);
	link_key(keys, key);
	*bg_list_add(keys->x->scratch, &keys->list) = key;
	return key;
}

struct bg_key *
bg_keys_step(struct bg_keys *keys, struct bg_key *parent, enum bg_step step, const char *name,
             struct bg_err *err)
{
	uint64_t hash = bg_hash(BG_HASH_START, &parent, sizeof(parent));
	struct bg_key *key = NULL;

	hash = bg_hash(hash, &step, sizeof(step));
	hash = bg_hash(hash, name, strnlen(name, HASHED));
	hash ^= hash >> 32;
	if (keys->nbucket)
		key = keys->bucket[hash & (keys->nbucket - 1)];
	for (; key; key = key->next)
		if (key->hash == hash && key->parent == parent && key->step == step &&
		    (key->name == name || strcmp(key->name, name) == 0))
			return key;
	if (keys->list.n >= keys->x->limits->v[BG_LIMIT_ITEMS]) {
		bg_fail_limit(err, keys->x->limits, BG_LIMIT_ITEMS, keys->path, 0);
		return NULL;
	}
	if (bg_extract_room(keys->x, err))
		return NULL;
	return add_key(keys, parent, step, name, hash);
}

void
bg_keys_see(struct bg_sight *sight, const char *path, unsigned line, const char *text)
{
	int order;

	if (sight->text) {
		order = strcmp(path, sight->loc.path);
		if (order > 0 || (order == 0 && line >= sight->loc.line))
			return;
	}
	sight->loc = (struct bg_loc){path, line};
	sight->text = text;
}
