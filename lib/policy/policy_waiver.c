/* SPDX-License-Identifier: MIT */
/* Waivers of a policy file: every key is a row, what is no row is an error. */
#include <string.h>

#include "base/day.h"
#include "base/err.h"
#include "model/version.h"
#include "policy/policy_parts.h"

struct reader {
	struct bg_policy *policy;
	struct bg_arena *arena;
	const char *path;
	struct bg_err *err;
};

static const struct {
	const char *key;
	size_t member;
} rows[] = {
	{"rule", offsetof(struct bg_waiver, rule)},
	{"surface", offsetof(struct bg_waiver, surface)},
	{"item", offsetof(struct bg_waiver, item)},
	{"reason", offsetof(struct bg_waiver, reason)},
	{"approved-by", offsetof(struct bg_waiver, approved_by)},
	{"record", offsetof(struct bg_waiver, record)},
	{"expires", offsetof(struct bg_waiver, expires)},
};
enum { NROWS = sizeof(rows) / sizeof(*rows) };

static int
refuse_key(struct reader *r, const struct bg_node *key)
{
	const char *names[NROWS], *near;

	for (size_t i = 0; i < NROWS; i++)
		names[i] = rows[i].key;
	near = bg_nearest(key->text, names, NROWS);
	bg_fail_at(r->err, BG_EPOLICY, r->path, key->line, key->column,
	           "unknown key '%s' in a waiver", key->text);
	bg_hint(r->err, near ? "did you mean '%s'?" : "a waiver's keys begin with '%s'",
	        near ? near : names[0]);
	return -1;
}

/* Values are strings; an empty one is as good as none. */
static int
read_pair(struct reader *r, const struct bg_pair *pair, struct bg_waiver *w)
{
	const struct bg_node *value = pair->value;

	for (size_t i = 0; i < NROWS; i++) {
		if (strcmp(rows[i].key, pair->key->text) != 0)
			continue;
		if (value->type == BG_NODE_MAPPING || value->type == BG_NODE_SEQUENCE)
			return bg_fail_at(r->err, BG_EPOLICY, r->path, value->line,
			                  value->column, "'%s' of a waiver is one string",
			                  rows[i].key);
		if (value->type != BG_NODE_NULL && *value->text)
			memcpy((char *)w + rows[i].member, &value->text, sizeof(value->text));
		return 0;
	}
	return refuse_key(r, pair->key);
}

static int
check_rule(struct reader *r, const struct bg_node *node, const struct bg_waiver *w)
{
	if (!w->rule)
		return bg_policy_wrong(r->path, node, "a waiver lacks 'rule'", r->err);
	if (bg_rule_find(w->rule) < BG_NRULES)
		return 0;
	bg_fail_at(r->err, BG_EPOLICY, r->path, node->line, node->column,
	           "a waiver names the unknown rule '%s'", w->rule);
	return bg_policy_hint_rule(r->err, w->rule);
}

static int
check_expiry(struct reader *r, const struct bg_node *node, struct bg_waiver *w)
{
	if (!w->expires)
		return 0;
	w->expires_by_day = bg_day_parse(&w->day, w->expires);
	if (w->expires_by_day ||
	    bg_version_parse(&w->version, r->arena, w->expires, strlen(w->expires)))
		return 0;
	bg_fail_at(r->err, BG_EPOLICY, r->path, node->line, node->column,
	           "'expires: %s' is neither a version nor a date", w->expires);
	bg_hint(r->err, "write 'expires: 0.4.0' or 'expires: 2026-12-31'");
	return -1;
}

static int
read_waiver(struct reader *r, const struct bg_node *node)
{
	struct bg_waiver *w;

	if (node->type != BG_NODE_MAPPING)
		return bg_policy_wrong(r->path, node, "a waiver is a mapping", r->err);
	w = bg_list_add(r->arena, &r->policy->waivers);
	w->loc = (struct bg_loc){r->path, node->line};
	for (size_t i = 0; i < node->npair; i++)
		if (read_pair(r, &node->pair[i], w) != 0)
			return -1;
	if (check_rule(r, node, w) != 0)
		return -1;
	return check_expiry(r, node, w);
}

int
bg_policy_waivers(struct bg_policy *policy, struct bg_arena *arena, const char *path,
                  const struct bg_node *node, struct bg_err *err)
{
	struct reader r = {policy, arena, path, err};

	if (node->type != BG_NODE_SEQUENCE)
		return bg_policy_wrong(path, node, "waivers must be a list", err);
	for (size_t i = 0; i < node->nitem; i++)
		if (read_waiver(&r, node->item[i]) != 0)
			return -1;
	return 0;
}

int
bg_policy_waived_surfaces(const struct bg_policy *policy, struct bg_arena *arena,
                          struct bg_err *err)
{
	struct bg_strings ids = {0};

	for (size_t i = 0; i < policy->specs.n; i++)
		bg_strings_add(arena, &ids, policy->specs.v[i].id);
	bg_strings_sort(&ids);
	for (size_t i = 0; i < policy->waivers.n; i++) {
		const struct bg_waiver *w = &policy->waivers.v[i];

		if (!w->surface || bg_strings_has(&ids, w->surface))
			continue;
		bg_fail_at(err, BG_EPOLICY, w->loc.path, w->loc.line, 0,
		           "a waiver names the unknown surface '%s'", w->surface);
		return bg_policy_hint(err, w->surface, ids.v, ids.n, NULL);
	}
	return 0;
}
