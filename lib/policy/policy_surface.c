/* SPDX-License-Identifier: MIT */
/* Surfaces of a policy: kind, tier and the options of the kind. */
#include "policy/policy_parts.h"

#include <string.h>

#include "base/err.h"
#include "parse/pattern.h"

struct reader {
	struct bg_policy *policy;
	struct bg_arena *arena;
	const char *path;
	struct bg_err *err;
};

static int
wrong(struct reader *r, const struct bg_node *node, const char *what)
{
	return bg_policy_wrong(r->path, node, what, r->err);
}

/* The spec of an id, to be changed; NULL: there is none. */
static struct bg_spec *
find_spec(struct bg_policy *policy, const char *id)
{
	const struct bg_spec *spec = bg_policy_spec(policy, id);

	return spec ? &policy->specs.v[spec - policy->specs.v] : NULL;
}

static void
drop_spec(struct bg_policy *policy, const struct bg_spec *spec)
{
	size_t i = (size_t)(spec - policy->specs.v);

	policy->specs.n--;
	memmove(&policy->specs.v[i], &policy->specs.v[i + 1],
	        (policy->specs.n - i) * sizeof(*spec));
}

static int
unknown_word(struct reader *r, const struct bg_node *node, const char *what,
             const struct bg_strings *known)
{
	bg_fail_at(r->err, BG_EPOLICY, r->path, node->line, node->column, "unknown %s '%s'",
	           what, node->text);
	return bg_policy_hint(r->err, node->text, known->v, known->n,
	                      "'bumpgate explain --kinds' lists the kinds and their options");
}

static int
read_kind(struct reader *r, const struct bg_node *node, struct bg_spec *spec)
{
	const struct bg_kind *kind = bg_kind_find(node->text), *known;
	struct bg_strings names = {0};

	if (!kind) {
		for (size_t i = 0; (known = bg_kind_nth(i)) != NULL; i++)
			bg_strings_add(r->arena, &names, known->name);
		return unknown_word(r, node, "kind", &names);
	}
	if (spec->kind && spec->kind != kind)
		memset(spec->option, 0, sizeof(spec->option));
	spec->kind = kind;
	return 0;
}

static int
read_tier(struct reader *r, const struct bg_node *node, struct bg_spec *spec)
{
	for (enum bg_tier t = BG_TIER_A; t <= BG_TIER_C; t++) {
		if (strcmp(node->text, bg_tier_word(t)) == 0) {
			spec->tier = t;
			return 0;
		}
	}
	return wrong(r, node, "a tier is A, B or C");
}

/* A pattern is compiled here too, so that a mistake shows its place in the policy. */
static int
check_pattern(struct reader *r, const struct bg_node *node, const char *text)
{
	struct bg_pattern *pattern = NULL;
	struct bg_limits limits;
	struct bg_err why = {0};

	bg_limits_init(&limits);
	if (bg_pattern_compile(&pattern, text, &limits, &why) != 0)
		return bg_fail_at(r->err, BG_EPOLICY, r->path, node->line, node->column,
		                  "pattern: %s at character %u", why.text, why.column);
	bg_pattern_free(pattern);
	return 0;
}

static int
check_names(struct reader *r, const struct bg_node *node)
{
	static const char *const words[] = {"declared", "public", "functions"};
	enum { NWORDS = sizeof(words) / sizeof(*words) };

	for (size_t i = 0; i < NWORDS; i++)
		if (strcmp(node->text, words[i]) == 0)
			return 0;
	wrong(r, node, "names are declared, public or functions");
	return bg_policy_hint(r->err, node->text, words, NWORDS, NULL);
}

/* Commands come from a surface that was read before: without one all would count. */
static int
check_commands(struct reader *r, const struct bg_node *node, const struct bg_spec *spec)
{
	const struct bg_spec *from = find_spec(r->policy, node->text);
	struct bg_strings ids = {0};

	if (from && from < spec)
		return 0;
	for (size_t i = 0; &r->policy->specs.v[i] < spec; i++)
		bg_strings_add(r->arena, &ids, r->policy->specs.v[i].id);
	bg_fail_at(r->err, BG_EPOLICY, r->path, node->line, node->column,
	           "no surface above '%s' is called '%s'", spec->id, node->text);
	return bg_policy_hint(r->err, node->text, ids.v, ids.n, NULL);
}

static int
check_value(struct reader *r, const struct bg_node *node, const struct bg_spec *spec,
            size_t option)
{
	if (option == BG_OPT_PATTERN)
		return check_pattern(r, node, node->text);
	if (option == BG_OPT_NAMES)
		return check_names(r, node);
	return option == BG_OPT_COMMANDS ? check_commands(r, node, spec) : 0;
}

static int
read_option(struct reader *r, const struct bg_node *node, struct bg_spec *spec, size_t option)
{
	struct bg_strings *out = &spec->option[option];
	bool list = node->type == BG_NODE_SEQUENCE;
	const struct bg_node *one;

	if (list && !bg_option_rows[option].many)
		return wrong(r, node, "expected one string, not a list");
	*out = (struct bg_strings){0};
	for (size_t i = 0; i < (list ? node->nitem : 1); i++) {
		one = list ? node->item[i] : node;
		if (one->type != BG_NODE_STRING || !*one->text)
			return wrong(r, one, "expected a non-empty string");
		if (check_value(r, one, spec, option) != 0)
			return -1;
		bg_strings_add(r->arena, out, one->text);
	}
	return 0;
}

static int
unknown_option(struct reader *r, const struct bg_node *key)
{
	struct bg_strings names = {0};

	bg_strings_add(r->arena, &names, "kind");
	bg_strings_add(r->arena, &names, "tier");
	for (size_t i = 0; i < BG_NOPTIONS; i++)
		bg_strings_add(r->arena, &names, bg_option_rows[i].name);
	return unknown_word(r, key, "key", &names);
}

static int
read_pair(struct reader *r, const struct bg_pair *pair, struct bg_spec *spec)
{
	const char *key = pair->key->text;

	if (strcmp(key, "kind") == 0)
		return 0;
	if (strcmp(key, "tier") == 0)
		return read_tier(r, pair->value, spec);
	for (size_t i = 0; i < BG_NOPTIONS; i++) {
		if (strcmp(key, bg_option_rows[i].name) != 0)
			continue;
		if (spec->kind && !(spec->kind->accepts & 1u << i))
			return bg_fail_at(r->err, BG_EPOLICY, r->path, pair->key->line,
			                  pair->key->column, "kind '%s' has no option '%s'",
			                  spec->kind->name, key);
		return read_option(r, pair->value, spec, i);
	}
	return unknown_option(r, pair->key);
}

static bool
is_off(const struct bg_node *node)
{
	return strcmp(node->text, "off") == 0 ||
	       (node->type == BG_NODE_BOOL && strcmp(node->text, "false") == 0);
}

static bool
is_id(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && !s[n] && s[0] != '-';
}

static int
read_surface(struct reader *r, const struct bg_node *key, const struct bg_node *value)
{
	struct bg_spec *spec = find_spec(r->policy, key->text);
	const struct bg_node *kind;

	if (is_off(value)) {
		if (!spec)
			return bg_fail_at(r->err, BG_EPOLICY, r->path, key->line, key->column,
			                  "there is no surface '%s' to switch off", key->text);
		drop_spec(r->policy, spec);
		return 0;
	}
	if (value->type != BG_NODE_MAPPING)
		return wrong(r, value, "a surface is a mapping, or off");
	if (!is_id(key->text))
		return wrong(r, key, "a surface id has lower-case letters, digits and '-'");
	if (!spec) {
		spec = bg_list_add(r->arena, &r->policy->specs);
		spec->id = key->text;
	}
	spec->loc = (struct bg_loc){r->path, key->line};
	kind = bg_node_get(value, "kind");
	if (kind && read_kind(r, kind, spec) != 0)
		return -1;
	for (size_t i = 0; i < value->npair; i++)
		if (read_pair(r, &value->pair[i], spec) != 0)
			return -1;
	return 0;
}

int
bg_policy_surfaces(struct bg_policy *policy, struct bg_arena *arena, const char *path,
                   const struct bg_node *node, struct bg_err *err)
{
	struct reader r = {policy, arena, path, err};

	if (node->type != BG_NODE_MAPPING)
		return wrong(&r, node, "surfaces must be a mapping of ids to surfaces");
	for (size_t i = 0; i < node->npair; i++)
		if (read_surface(&r, node->pair[i].key, node->pair[i].value) != 0)
			return -1;
	return 0;
}

int
bg_policy_document(struct bg_policy *policy, struct bg_arena *arena, const char *path,
                   const struct bg_node *node, const struct bg_strings *files,
                   struct bg_err *err)
{
	static const char id[] = "stability-doc";
	struct reader r = {policy, arena, path, err};
	struct bg_spec *spec = find_spec(policy, id);

	if (!files) {
		if (!is_off(node))
			return wrong(&r, node,
			             "stability-doc is a path, a list of paths, or off");
		if (spec)
			drop_spec(policy, spec);
		return 0;
	}
	if (!spec) {
		spec = bg_list_add(arena, &policy->specs);
		spec->id = id;
		spec->kind = bg_kind_find("documented");
	}
	spec->loc = (struct bg_loc){path, node->line};
	spec->option[BG_OPT_FILES] = *files;
	return 0;
}

/* Without the surface that lists them, all commands would count. */
static int
check_lister(const struct bg_policy *policy, const struct bg_spec *s, const char *path,
             struct bg_err *err)
{
	const struct bg_strings *lister = &s->option[BG_OPT_COMMANDS];

	if (!lister->n || bg_policy_spec(policy, lister->v[0]))
		return 0;
	bg_fail_at(err, BG_EPOLICY, path, 0, 0,
	           "surface '%s' takes its commands from '%s', which is off", s->id,
	           lister->v[0]);
	bg_hint(err, "switch '%s' off as well, or give it other 'commands'", s->id);
	return -1;
}

int
bg_policy_complete(const struct bg_policy *policy, const char *path, struct bg_err *err)
{
	const struct bg_spec *s;
	unsigned given;

	for (size_t i = 0; i < policy->specs.n; i++) {
		s = &policy->specs.v[i];
		if (!s->kind)
			return bg_fail_at(err, BG_EPOLICY, path, s->loc.line, 0,
			                  "surface '%s' lacks 'kind'", s->id);
		given = 0;
		for (size_t o = 0; o < BG_NOPTIONS; o++)
			given |= s->option[o].n ? 1u << o : 0u;
		for (size_t o = 0; o < BG_NOPTIONS; o++)
			if (s->kind->needs & ~given & 1u << o)
				return bg_fail_at(err, BG_EPOLICY, path, s->loc.line, 0,
				                  "surface '%s' lacks '%s'", s->id,
				                  bg_option_rows[o].name);
		if (!(given &
		      (1u << BG_OPT_FILES | 1u << BG_OPT_FALLBACK | 1u << BG_OPT_SAMPLES)))
			return bg_fail_at(err, BG_EPOLICY, path, s->loc.line, 0,
			                  "surface '%s' names no files", s->id);
		if (check_lister(policy, s, path, err) != 0)
			return -1;
	}
	return 0;
}
