/* SPDX-License-Identifier: MIT */
/* Reading a policy file: every key is a row, what is no row is an error. */
#include "policy/policy.h"

#include <string.h>

#include "base/err.h"
#include "parse/yaml.h"
#include "policy/policy_parts.h"

struct reader {
	struct bg_policy *policy;
	struct bg_arena *arena;
	const struct bg_limits *limits;
	const char *path;
	struct bg_err *err;
};

struct row {
	const char *key;
	int (*read)(struct reader *r, const struct bg_node *value);
};

#define _(file, name) extern const char bg_embed_##file[];
#include "policy/packs.def"
#undef _

static const struct {
	const char *name, *text;
} packs[] = {
#define _(file, name) {name, bg_embed_##file},
#include "policy/packs.def"
#undef _
};
#define NPACKS (sizeof(packs) / sizeof(packs[0]))

static int read_text(struct reader *r, const struct bg_blob *blob);

static int
wrong(struct reader *r, const struct bg_node *node, const char *what)
{
	return bg_policy_wrong(r->path, node, what, r->err);
}

/* Calls the row of each pair; an unknown key is an error with the nearest right one. */
static int
read_rows(struct reader *r, const struct bg_node *node, const char *where,
          const struct row *rows, size_t n)
{
	struct bg_strings names = {0};
	size_t j;

	if (node->type != BG_NODE_MAPPING)
		return bg_fail_at(r->err, BG_EPOLICY, r->path, node->line, node->column,
		                  "%s must be a mapping", where);
	for (size_t i = 0; i < n; i++)
		bg_strings_add(r->arena, &names, rows[i].key);
	for (size_t i = 0; i < node->npair; i++) {
		const struct bg_node *key = node->pair[i].key;

		for (j = 0; j < n && strcmp(rows[j].key, key->text) != 0; j++)
			;
		if (j == n) {
			bg_fail_at(r->err, BG_EPOLICY, r->path, key->line, key->column,
			           "unknown key '%s' in %s", key->text, where);
			return bg_policy_hint(r->err, key->text, names.v, names.n, NULL);
		}
		if (rows[j].read(r, node->pair[i].value) != 0)
			return -1;
	}
	return 0;
}

static int
read_string(struct reader *r, const struct bg_node *node, const char **out)
{
	if (node->type != BG_NODE_STRING || !*node->text)
		return wrong(r, node, "expected a non-empty string");
	*out = node->text;
	return 0;
}

static int
read_strings(struct reader *r, const struct bg_node *node, struct bg_strings *out)
{
	const char *s = NULL;

	out->n = 0;
	if (node->type != BG_NODE_SEQUENCE) {
		if (read_string(r, node, &s) != 0)
			return -1;
		bg_strings_add(r->arena, out, s);
		return 0;
	}
	for (size_t i = 0; i < node->nitem; i++) {
		if (read_string(r, node->item[i], &s) != 0)
			return -1;
		bg_strings_add(r->arena, out, s);
	}
	return 0;
}

static int
read_count(struct reader *r, const struct bg_node *node, uint64_t *out)
{
	size_t n = strspn(node->text, "0123456789");

	if (node->type != BG_NODE_INT || node->text[n] || n > 6)
		return wrong(r, node, "expected a whole number from 0 to 999999");
	*out = 0;
	for (size_t i = 0; i < n; i++)
		*out = *out * 10 + (uint64_t)(node->text[i] - '0');
	return 0;
}

/* ---- release, changelog, deprecation --------------------------------------------- */

static int
read_tag(struct reader *r, const struct bg_node *node)
{
	struct bg_strings *tags = &r->policy->tags;
	const char *hole;

	if (read_strings(r, node, tags) != 0)
		return -1;
	for (size_t i = 0; i < tags->n; i++) {
		hole = strstr(tags->v[i], "{version}");
		if (!hole || strstr(hole + 1, "{version}"))
			return wrong(r, node,
			             "a tag pattern holds '{version}' once, as 'v{version}'");
	}
	return tags->n ? 0 : wrong(r, node, "expected at least one tag pattern");
}

static int
read_branch(struct reader *r, const struct bg_node *node)
{
	if (node->type == BG_NODE_NULL || (node->type == BG_NODE_BOOL && !node->quoted)) {
		r->policy->branch = NULL;
		return 0;
	}
	return read_string(r, node, &r->policy->branch);
}

static int
read_zero_major(struct reader *r, const struct bg_node *node)
{
	if (strcmp(node->text, "contract") != 0 && strcmp(node->text, "semver") != 0)
		return wrong(r, node, "zero-major is 'contract' or 'semver'");
	r->policy->zero_semver = strcmp(node->text, "semver") == 0;
	return 0;
}

static int
read_version_files(struct reader *r, const struct bg_node *node)
{
	r->policy->version_files = (struct bg_strings){0};
	return read_strings(r, node, &r->policy->version_files);
}

static int
read_release(struct reader *r, const struct bg_node *node)
{
	static const struct row rows[] = {
		{"tag", read_tag},
		{"branch", read_branch},
		{"zero-major", read_zero_major},
		{"version-files", read_version_files},
	};

	return read_rows(r, node, "release", rows, sizeof(rows) / sizeof(rows[0]));
}

static int
read_changelog_file(struct reader *r, const struct bg_node *node)
{
	return read_string(r, node, &r->policy->changelog);
}

static int
read_changelog(struct reader *r, const struct bg_node *node)
{
	static const struct row rows[] = {{"file", read_changelog_file}};

	return read_rows(r, node, "changelog", rows, 1);
}

static int
read_deprecation_releases(struct reader *r, const struct bg_node *node)
{
	return read_count(r, node, &r->policy->deprecation_releases);
}

static int
read_deprecation_days(struct reader *r, const struct bg_node *node)
{
	return read_count(r, node, &r->policy->deprecation_days);
}

static int
read_deprecation(struct reader *r, const struct bg_node *node)
{
	static const struct row rows[] = {
		{"releases", read_deprecation_releases},
		{"days", read_deprecation_days},
	};

	return read_rows(r, node, "deprecation", rows, 2);
}

/* ---- surfaces and rules -------------------------------------------------------------- */

static int
read_surfaces(struct reader *r, const struct bg_node *node)
{
	return bg_policy_surfaces(r->policy, r->arena, r->path, node, r->err);
}

static int
read_stability_doc(struct reader *r, const struct bg_node *node)
{
	struct bg_strings files = {0};

	if (node->type == BG_NODE_BOOL && !node->quoted)
		return bg_policy_document(r->policy, r->arena, r->path, node, NULL, r->err);
	if (read_strings(r, node, &files) != 0)
		return -1;
	return bg_policy_document(r->policy, r->arena, r->path, node, &files, r->err);
}

static int
read_rules(struct reader *r, const struct bg_node *node)
{
	return bg_policy_levels(r->policy, r->path, node, r->err);
}

static int
read_waivers(struct reader *r, const struct bg_node *node)
{
	return bg_policy_waivers(r->policy, r->arena, r->path, node, r->err);
}

/* ---- the file ---------------------------------------------------------------------------- */

static int
read_version(struct reader *r, const struct bg_node *node)
{
	if (node->type != BG_NODE_INT || strcmp(node->text, "1") != 0)
		return wrong(r, node, "version must be 1");
	return 0;
}

static int
read_extends(struct reader *r, const struct bg_node *node)
{
	const char *names[NPACKS], *near;
	struct reader pack = *r;
	struct bg_blob blob = {0};

	if (node->type == BG_NODE_NULL)
		return 0;
	for (size_t i = 0; i < NPACKS; i++) {
		names[i] = packs[i].name;
		if (strcmp(node->text, packs[i].name) != 0)
			continue;
		r->policy->pack = packs[i].name;
		blob.path = pack.path = packs[i].name;
		blob.bytes = packs[i].text;
		blob.n = strlen(packs[i].text);
		return read_text(&pack, &blob);
	}
	near = bg_nearest(node->text, names, NPACKS);
	bg_fail_at(r->err, BG_EPOLICY, r->path, node->line, node->column, "unknown pack '%s'",
	           node->text);
	bg_hint(r->err, "the built-in pack is '%s'", near ? near : names[0]);
	return -1;
}

/* The pack was read before everything else; see read_document(). */
static int
skip_extends(struct reader *r, const struct bg_node *node)
{
	(void)r;
	(void)node;
	return 0;
}

static int
read_document(struct reader *r, const struct bg_node *root)
{
	static const struct row rows[] = {
		{"version", read_version},
		{"extends", skip_extends},
		{"release", read_release},
		{"changelog", read_changelog},
		{"deprecation", read_deprecation},
		{"surfaces", read_surfaces},
		{"stability-doc", read_stability_doc},
		{"rules", read_rules},
		{"waivers", read_waivers},
	};
	const struct bg_node *extends = bg_node_get(root, "extends");

	if (extends && read_extends(r, extends) != 0)
		return -1;
	if (root->type == BG_NODE_MAPPING && !bg_node_get(root, "version")) {
		wrong(r, root, "the policy lacks 'version'");
		bg_hint(r->err, "begin the file with 'version: 1'");
		return -1;
	}
	return read_rows(r, root, "the policy", rows, sizeof(rows) / sizeof(rows[0]));
}

static int
read_text(struct reader *r, const struct bg_blob *blob)
{
	struct bg_nodes nodes = {0};

	if (bg_yaml_parse(&nodes, r->arena, r->limits, blob, r->err) != 0) {
		if (r->err->code == BG_ESYNTAX)
			r->err->code = BG_EPOLICY;
		return -1;
	}
	if (nodes.nremark)
		return bg_fail_at(r->err, BG_EPOLICY, r->path, nodes.remark[0].line, 0, "%s",
		                  nodes.remark[0].text);
	if (!nodes.ndocument)
		return bg_fail_at(r->err, BG_EPOLICY, r->path, 0, 0, "the policy is empty");
	return read_document(r, nodes.document[0]);
}

static void
set_defaults(struct bg_policy *p, struct bg_arena *arena)
{
	memset(p, 0, sizeof(*p));
	p->source = "built-in";
	bg_strings_add(arena, &p->tags, "v{version}");
	bg_strings_add(arena, &p->tags, "{version}");
	p->changelog = "CHANGELOG.md";
	p->deprecation_releases = 1;
	for (size_t i = 0; i < BG_NRULES; i++)
		p->level[i] = bg_rules[i].level;
}

int
bg_policy_read(struct bg_policy *out, struct bg_arena *arena, const struct bg_limits *limits,
               const struct bg_blob *blob, struct bg_err *err)
{
	struct reader r = {out, arena, limits, blob->path, err};

	set_defaults(out, arena);
	out->source = blob->path;
	if (read_text(&r, blob) != 0 || bg_policy_waived_surfaces(out, arena, err) != 0)
		return -1;
	return bg_policy_complete(out, blob->path, err);
}

int
bg_policy_builtin(struct bg_policy *out, struct bg_arena *arena, const struct bg_limits *limits,
                  struct bg_err *err)
{
	struct bg_blob blob = {
		.path = packs[0].name, .bytes = packs[0].text, .n = strlen(packs[0].text)};
	struct reader r = {out, arena, limits, blob.path, err};

	set_defaults(out, arena);
	out->pack = packs[0].name;
	if (read_text(&r, &blob) != 0)
		return -1;
	return bg_policy_complete(out, blob.path, err);
}

static const char *const pack_names[] = {
#define _(file, name) name,
#include "policy/packs.def"
#undef _
};

const char *const *
bg_policy_packs(void)
{
	return pack_names;
}

size_t
bg_policy_npacks(void)
{
	return NPACKS;
}
