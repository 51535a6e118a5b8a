/* SPDX-License-Identifier: MIT */
/* The JSON Schema (draft 07) of the policy file, for editors: made of the tables. */
#include <string.h>

#include "base/err.h"
#include "extract/extract.h"
#include "policy/policy.h"
#include "report/json.h"

static json_t *
make_text(const char *s)
{
	json_t *text = json_string(s);

	if (!text)
		bg_die("a policy schema could not be built");
	return text;
}

static json_t *
make_enum(const char *const *words, size_t n)
{
	json_t *object = json_object(), *list = json_array();

	for (size_t i = 0; i < n; i++)
		bg_json_append(list, make_text(words[i]));
	bg_json_set(object, "enum", list);
	return object;
}

static json_t *
make_type(const char *type, const char *about)
{
	json_t *object = json_object();

	bg_json_set(object, "type", make_text(type));
	if (about)
		bg_json_set(object, "description", make_text(about));
	return object;
}

/* An object that knows its keys; required may be NULL. */
static json_t *
make_object(json_t *properties, const char *required)
{
	json_t *object = make_type("object", NULL), *list;

	bg_json_set(object, "additionalProperties", json_false());
	bg_json_set(object, "properties", properties);
	if (required) {
		list = json_array();
		bg_json_append(list, make_text(required));
		bg_json_set(object, "required", list);
	}
	return object;
}

static json_t *
make_either(json_t *a, json_t *b)
{
	json_t *object = json_object(), *list = json_array();

	bg_json_append(list, a);
	bg_json_append(list, b);
	bg_json_set(object, "anyOf", list);
	return object;
}

static json_t *
make_word(void)
{
	json_t *word = make_type("string", NULL);

	bg_json_set(word, "minLength", json_integer(1));
	return word;
}

/* One string, or a list of them. */
static json_t *
make_words(const char *about)
{
	json_t *list = make_type("array", NULL), *object;

	bg_json_set(list, "items", make_word());
	object = make_either(make_word(), list);
	if (about)
		bg_json_set(object, "description", make_text(about));
	return object;
}

static json_t *
make_count(const char *about, int fallback)
{
	json_t *count = make_type("integer", about);

	bg_json_set(count, "minimum", json_integer(0));
	bg_json_set(count, "maximum", json_integer(999999));
	bg_json_set(count, "default", json_integer(fallback));
	return count;
}

/* off, as YAML 1.1 reads it and as it is written. */
static json_t *
make_off(void)
{
	json_t *object = json_object(), *list = json_array();

	bg_json_append(list, json_false());
	bg_json_append(list, make_text("off"));
	bg_json_set(object, "enum", list);
	return object;
}

/* ---- surfaces -------------------------------------------------------------------- */

static json_t *
make_kinds(void)
{
	json_t *object = json_object(), *list = json_array();
	const struct bg_kind *kind;

	for (size_t n = 0; (kind = bg_kind_nth(n)) != NULL; n++)
		bg_json_append(list, make_text(kind->name));
	bg_json_set(object, "enum", list);
	return object;
}

/* The keys that a surface of one kind may have. */
static json_t *
make_rule_of_kind(const struct bg_kind *kind)
{
	const char *names[BG_NOPTIONS + 2] = {"kind", "tier"};
	json_t *rule = json_object(), *is = json_object(), *test = json_object(),
	       *then = json_object(), *list = json_array();
	size_t n = 2;

	for (size_t i = 0; i < BG_NOPTIONS; i++)
		if (kind->accepts & 1u << i)
			names[n++] = bg_option_rows[i].name;
	bg_json_set(is, "const", make_text(kind->name));
	bg_json_set(test, "kind", is);
	is = json_object();
	bg_json_append(list, make_text("kind"));
	bg_json_set(is, "required", list);
	bg_json_set(is, "properties", test);
	bg_json_set(then, "propertyNames", make_enum(names, n));
	bg_json_set(rule, "if", is);
	bg_json_set(rule, "then", then);
	return rule;
}

static json_t *
make_surface(void)
{
	static const char *const tiers[] = {"A", "B", "C"};
	json_t *properties = json_object(), *surface, *rules = json_array();
	const struct bg_kind *kind;

	bg_json_set(properties, "kind", make_kinds());
	bg_json_set(properties, "tier", make_enum(tiers, 3));
	for (size_t i = 0; i < BG_NOPTIONS; i++)
		bg_json_set(properties, bg_option_rows[i].name,
		            bg_option_rows[i].many
		                    ? make_words(bg_option_rows[i].help)
		                    : make_type("string", bg_option_rows[i].help));
	surface = make_object(properties, NULL);
	for (size_t i = 0; (kind = bg_kind_nth(i)) != NULL; i++)
		bg_json_append(rules, make_rule_of_kind(kind));
	bg_json_set(surface, "allOf", rules);
	return surface;
}

static json_t *
make_surfaces(void)
{
	json_t *surfaces = make_type("object", "what is promised, by a name of your own"),
	       *names = json_object();

	bg_json_set(names, "pattern", make_text("^[a-z0-9][a-z0-9-]*$"));
	bg_json_set(surfaces, "propertyNames", names);
	bg_json_set(surfaces, "additionalProperties", make_either(make_off(), make_surface()));
	return surfaces;
}

/* ---- rules and waivers ---------------------------------------------------------------- */

static json_t *
make_rules(void)
{
	static const char *const levels[] = {"info", "warning", "error", "off"};
	json_t *properties = json_object(), *level, *rules;

	for (size_t i = 0; i < BG_NRULES; i++) {
		const struct bg_rule *r = &bg_rules[i];

		/* what owes a bump cannot be switched off */
		level = make_enum(levels, r->bump == BG_NONE ? 4 : 3);
		if (r->bump == BG_NONE)
			level = make_either(level, make_off());
		bg_json_set(level, "description", make_text(r->says));
		bg_json_set(level, "default", make_text(bg_level_word(r->level)));
		bg_json_set(properties, r->id, level);
	}
	rules = make_object(properties, NULL);
	bg_json_set(rules, "description", make_text("rules by id, with another level"));
	return rules;
}

static json_t *
make_waivers(void)
{
	static const char *const keys[][2] = {
		{"surface", "the surface of the finding"},
		{"item", "the item of the finding, exactly"},
		{"reason", "why the promise may be broken"},
		{"approved-by", "who decided it"},
		{"record", "a file of the repository where the decision is written down"},
		{"expires", "the first version, or the last day, as 2026-12-31"},
	};
	json_t *properties = json_object(),
	       *list = make_type("array", "findings that are forgiven");
	const char *rules[BG_NRULES];

	for (size_t i = 0; i < BG_NRULES; i++)
		rules[i] = bg_rules[i].id;
	bg_json_set(properties, "rule", make_enum(rules, BG_NRULES));
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		json_t *any = json_object();

		bg_json_set(any, "description", make_text(keys[i][1]));
		bg_json_set(properties, keys[i][0], any);
	}
	bg_json_set(list, "items", make_object(properties, "rule"));
	return list;
}

/* ---- the file --------------------------------------------------------------------------- */

static json_t *
make_release(void)
{
	static const char *const majors[] = {"contract", "semver"};
	json_t *properties = json_object(),
	       *tag = make_words("as v{version}; most preferred first"),
	       *branch = json_object(), *types = json_array(), *major;

	bg_json_append(types, make_text("string"));
	bg_json_append(types, make_text("null"));
	bg_json_append(types, make_text("boolean"));
	bg_json_set(branch, "type", types);
	bg_json_set(branch, "description",
	            make_text("releases stand on it; null: that is not checked"));
	major = make_enum(majors, 2);
	bg_json_set(major, "default", make_text("contract"));
	bg_json_set(major, "description",
	            make_text("what a break in 0.x owes: MAJOR, or MINOR"));
	bg_json_set(properties, "tag", tag);
	bg_json_set(properties, "branch", branch);
	bg_json_set(properties, "zero-major", major);
	bg_json_set(properties, "version-files",
	            make_words("globs of files that declare the version, as pyproject.toml"));
	return make_object(properties, NULL);
}

static json_t *
make_deprecation(void)
{
	json_t *properties = json_object();

	bg_json_set(properties, "releases",
	            make_count("stable releases between an announcement and a removal", 1));
	bg_json_set(properties, "days", make_count("days between them", 0));
	return make_object(properties, NULL);
}

static json_t *
make_changelog(void)
{
	json_t *properties = json_object(), *file = make_word();

	bg_json_set(file, "default", make_text("CHANGELOG.md"));
	bg_json_set(properties, "file", file);
	return make_object(properties, NULL);
}

int
bg_policy_schema_write(struct bg_sink *sink, struct bg_err *err)
{
	struct bg_arena *scratch = bg_arena_new();
	struct bg_out out = {.sink = sink, .arena = scratch};
	json_t *properties = json_object(), *version = json_object(), *root, *extends;
	int status;

	bg_json_set(version, "const", json_integer(1));
	extends = make_either(make_enum(bg_policy_packs(), bg_policy_npacks()),
	                      make_type("null", NULL));
	bg_json_set(extends, "description", make_text("a built-in pack, or nothing"));
	bg_json_set(properties, "version", version);
	bg_json_set(properties, "extends", extends);
	bg_json_set(properties, "release", make_release());
	bg_json_set(properties, "changelog", make_changelog());
	bg_json_set(properties, "deprecation", make_deprecation());
	bg_json_set(properties, "stability-doc", make_either(make_words(NULL), make_off()));
	bg_json_set(properties, "surfaces", make_surfaces());
	bg_json_set(properties, "rules", make_rules());
	bg_json_set(properties, "waivers", make_waivers());
	root = make_object(properties, "version");
	bg_json_set(root, "$schema", make_text("http://json-schema.org/draft-07/schema#"));
	bg_json_set(root, "title", make_text("The policy of bumpgate, .bumpgate.yml"));
	status = bg_json_write(&out, root);
	bg_arena_free(scratch);
	return status == 0 ? 0 : bg_fail(err, BG_EOUTPUT, "the schema could not be written");
}
